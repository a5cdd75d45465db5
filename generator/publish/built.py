"""What a build has made of one site, read from the output folder's manifest."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from generator.build.lock import Lock
from generator.build.manifest import Manifest
from generator.errors import Place, Problem, SiteError


class BuiltFile(Struct, frozen=True):
    """One file of a built site.

    Attributes:
        name: Its path below the site's folder, with `/`.
        path: Where it lies.
        sha256: The hash of its content, as the build wrote it.
        size: In bytes.
    """

    name: str
    path: Path
    sha256: str
    size: int


def read_built(output: Path, site: str) -> list[BuiltFile]:
    """Every file of a site that is for its host, ordered by name.

    Raises:
        SiteError: `publish-not-built`, or `publish-build-unfinished` for an output that a killed
            build left between two states.
    """
    own = output / ".landfast"
    if (own / "commit.json").exists():
        raise _error(
            "publish-build-unfinished",
            "The last build was stopped while it moved files into place.",
            "Run `landfast build`: it completes what was begun.",
            output,
        )
    files = Manifest.read(own / "manifests" / f"{site}.json").files
    found = [
        BuiltFile(name.partition("/")[2], output / name, entry.sha256, entry.size)
        for name, entry in sorted(files.items())
        if name.startswith(f"{site}/")
    ]
    if not found:
        raise _error(
            "publish-not-built",
            f"{site} is not built: {output} holds nothing of it.",
            f"Run `landfast build {site}` first.",
            output,
        )
    return found


@contextmanager
def held(output: Path) -> Iterator[None]:
    """Keep builds from changing the output meanwhile.

    Raises:
        SiteError: `output-busy`.
    """
    lock = Lock(output / ".landfast" / "lock")
    try:
        free = not lock.path.parent.is_dir() or lock.acquire()
    except OSError:
        free = True  # it cannot be written, so no build writes there either
    if not free:
        raise _error(
            "output-busy",
            f"A build is writing to {output} at this moment, or another publish reads it.",
            "Wait until it is done.",
            output,
        )
    try:
        yield
    finally:
        lock.release()


def _error(code: str, message: str, hint: str, output: Path) -> SiteError:
    return SiteError([Problem(code, message, hint, Place(output))])
