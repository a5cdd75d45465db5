"""The one door to disk: everything under `output/` is written here, all of it or nothing.

A build first writes every new or changed file into a staging folder on the same disk. Only when all
of them are there are they moved into place, assets before pages, each by one atomic rename; files
that nothing needs any more go last. The list of moves is written down beforehand, so that a build
that is killed among the renames is completed by the next one, and one that is killed before them
has changed nothing.

    output/.landfast/manifests/<site>.json   what is published: every file with its hash
    output/.landfast/hosts/<site>/           what is for whoever runs a host, not for visitors
    output/.landfast/creators/<site>/        what is for whoever looks after creators
    output/.landfast/staging/                files on their way
    output/.landfast/commit.json             moves that have begun
    output/.landfast/lock                    held while a build writes
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct

from generator.build.lock import Lock
from generator.build.manifest import Entry, Manifest
from generator.build.signals import postponed_signals
from generator.errors import Place, Problem, SiteError
from generator.media import Asset

_OWN = ".landfast"
_HARMLESS = frozenset({".gitkeep", ".gitignore", ".DS_Store", _OWN})


class Published(Struct, frozen=True):
    """What a transaction did: numbers of files, and their size in bytes."""

    files: int
    bytes: int
    html_bytes: int
    written: int
    removed: int


class OutputFolder:
    """The folder that builds land in.

    Args:
        root: The folder; made if it does not exist.
        force: Also take a folder that holds files of somebody else. They are kept, unless a
            page or asset has their path.
    """

    def __init__(self, root: Path, *, force: bool = False) -> None:
        self.root = root
        self.own = root / _OWN
        self._force = force

    def transaction(self, sites: Iterable[str], *, complete: bool = False) -> "Transaction":
        """Begin to replace what the folder holds of `sites`.

        Args:
            sites: Their names.
            complete: These are all sites there are: what the folder holds of others goes.

        Raises:
            SiteError: `output-foreign`, `output-unwritable` or `output-busy`.
        """
        self._check()
        try:
            self.own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.root, error) from None
        lock = Lock(self.own / "lock")
        if not lock.acquire():
            raise SiteError(
                [
                    Problem(
                        "output-busy",
                        f"Another build is writing to {self.root} at this moment.",
                        "Wait until it is done, or name another folder with --output.",
                        Place(self.root),
                    )
                ]
            )
        try:
            try:
                _finish_interrupted(self.root)
            except OSError as error:
                raise unwritable(self.root, error, begun=True) from None
            names = set(sites)
            if complete:
                names |= {path.stem for path in (self.own / "manifests").glob("*.json")}
            return Transaction(self.root, lock, frozenset(names))
        except BaseException:
            lock.release()
            raise

    def _check(self) -> None:
        if not self.root.exists():
            return
        if not self.root.is_dir():
            raise SiteError(
                [
                    Problem(
                        "output-foreign",
                        f"{self.root} is a file, and a build needs a folder.",
                        "Name another one with --output.",
                        Place(self.root),
                    )
                ]
            )
        foreign = sorted(p.name for p in self.root.iterdir() if p.name not in _HARMLESS)
        if foreign and not (self.own / "manifests").is_dir() and not self._force:
            shown = ", ".join(foreign[:3]) + (" ..." if len(foreign) > 3 else "")
            raise SiteError(
                [
                    Problem(
                        "output-foreign",
                        f"{self.root} holds files that Landfast did not make: {shown}.",
                        "Name another folder with --output, or use this one with --force: "
                        "what is in it stays, except where a page has the same path.",
                        Place(self.root),
                    )
                ]
            )


class Transaction:
    """A build's changes to the output; nothing is visible before `commit`.

    Files are named by their path below the output folder, with slashes, as text: ten thousand of
    them need not be objects. It begins with the site's name, unless `beside` has given it.
    """

    def __init__(self, root: Path, lock: Lock, sites: frozenset[str]) -> None:
        self.root = root
        self._root = str(root)
        self._lock = lock
        self._own = root / _OWN
        self._staging = self._own / "staging"
        self._before = {site: Manifest.read(_manifest_path(root, site)) for site in sites}
        self._after: dict[str, dict[str, Entry]] = {site: {} for site in sites}
        self._moves: list[tuple[str, str]] = []
        self._intact: dict[str, dict[str, str]] = {}
        self._missing: dict[str, bool] = {}
        self._html_bytes = 0

    def __enter__(self) -> "Transaction":
        shutil.rmtree(self._staging, ignore_errors=True)
        try:
            self._staging.mkdir(parents=True)
        except OSError as error:
            self._lock.release()
            raise unwritable(self.root, error) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not (self._own / "commit.json").exists():
            # Moves that have begun still need their files: the next build completes them.
            shutil.rmtree(self._staging, ignore_errors=True)
        self._lock.release()

    def add_page(self, name: str, html: str) -> str:
        """Put a page into the output; the hash of its content, in hex."""
        content = html.encode("utf-8")
        self._html_bytes += len(content)
        return self.add_file(name, content, site=_site(name))

    def add_file(self, name: str, content: bytes, *, site: str) -> str:
        """Put any file of a site into the output; its hash, in hex."""
        digest = hashlib.sha256(content).hexdigest()
        staged = self._stage(name, digest, site)
        if staged:
            try:
                with open(staged, "wb") as file:  # noqa: PTH123 - ten thousand of them
                    file.write(content)
                self._note(name, site, staged, digest, len(content))
            except OSError as error:
                raise unwritable(self.root, error) from None
        return digest

    def add_asset(self, name: str, asset: Asset) -> None:
        """Put an asset into the output; the same one twice is no matter."""
        site = _site(name)
        if name in self._after[site]:
            return
        staged = self._stage(name, asset.sha256, site)
        if staged:
            try:
                shutil.copyfile(asset.path, staged)
                self._note(name, site, staged, asset.sha256, asset.size)
            except OSError as error:
                raise unwritable(self.root, error) from None

    def as_written(self, site: str) -> Mapping[str, str]:
        """What the output holds of a site as a build has written it: hashes by name.

        It is looked at once.
        """
        if site not in self._intact:
            self._intact[site] = self._before[site].intact(self._root)
        return self._intact[site]

    def keep(self, name: str, *, site: str) -> None:
        """Leave a file that is `as_written` as it is."""
        entry = self._after[site][name] = self._before[site].files[name]
        if name.endswith(".html"):
            self._html_bytes += entry.size

    def beside(self, site: str, name: str, *, kind: str = "hosts") -> str:
        """The name of a file that belongs to a site and is not for its visitors.

        Args:
            site: The site's name.
            name: The file's.
            kind: Whom it is for: `hosts`, or `creators` for those who look after them.
        """
        return f"{_OWN}/{kind}/{site}/{name}"

    def sizes(self, site: str) -> dict[str, int]:
        """The size in bytes of what was added of a site, by the path below its folder."""
        files = self._after[site].items()
        return {name.partition("/")[2]: entry.size for name, entry in files}

    def _stage(self, name: str, digest: str, site: str) -> str | None:
        """Where to write a file; None if it is in its place already."""
        if self.as_written(site).get(name) == digest:
            self._after[site][name] = self._before[site].files[name]
            return None
        self._check_free(name)
        staged = f"{len(self._moves):x}"
        self._moves.append((staged, name))
        return f"{self._staging}/{staged}"

    def _note(self, name: str, site: str, staged: str, digest: str, size: int) -> None:
        """Take note of a file that is staged; moving it will not change its time."""
        mtime = os.stat(staged).st_mtime_ns  # noqa: PTH116 - ten thousand of them
        self._after[site][name] = Entry(digest, size, mtime)

    def _check_free(self, name: str) -> None:
        """No file may stand where a folder is needed, nor a folder where a file is."""
        # Nothing can stand in a folder that is not there.
        if not self._is_missing(name.rpartition("/")[0]) and (self.root / name).is_dir():
            raise _blocked(self.root / name)

    def _is_missing(self, folder: str) -> bool:
        """Whether a folder is still to be made; no file may stand in its way."""
        above = folder.rpartition("/")[0]
        if above:
            if above not in self._missing:
                self._missing[above] = self._is_missing(above)
            if self._missing[above]:
                return True
        path = f"{self._root}/{folder}"
        if not os.path.lexists(path):
            return True
        if not os.path.isdir(path):  # noqa: PTH112 - ten thousand of them
            raise _blocked(Path(path))
        return False

    def commit(self) -> Published:
        """Make all changes visible: assets, pages, then the removal of what is not needed."""
        removed = [
            name
            for site, before in self._before.items()
            for name in before.files
            if name not in self._after[site]
        ]
        moves = sorted(self._moves, key=lambda move: move[1].endswith(".html"))
        try:
            with postponed_signals():
                manifests = {site: Manifest(files).text() for site, files in self._after.items()}
                journal = {"moves": moves, "remove": removed, "manifests": manifests}
                _write(self._own / "commit.json", json.dumps(journal))
                _carry_out(self.root, journal)
        except OSError as error:
            begun = (self._own / "commit.json").exists()
            raise unwritable(self.root, error, begun=begun) from None
        files = [entry for site in self._after.values() for entry in site.values()]
        return Published(
            files=len(files),
            bytes=sum(entry.size for entry in files),
            html_bytes=self._html_bytes,
            written=len(moves),
            removed=len(removed),
        )


def _blocked(path: Path) -> SiteError:
    return SiteError(
        [
            Problem(
                "output-blocked",
                f"{path} is in the way: a page or asset needs its place.",
                "Move it away; Landfast did not make it.",
                Place(path),
            )
        ]
    )


def unwritable(root: Path, error: OSError, *, begun: bool = False) -> SiteError:
    """What went wrong on disk; `begun` when some files have been moved into place already."""
    state = "The next build completes what was begun." if begun else "Nothing was changed."
    return SiteError(
        [
            Problem(
                "output-unwritable",
                f"{root} cannot be written: {error.strerror or error}.",
                f"Check the free space and your rights on that folder. {state}",
                Place(root),
            )
        ]
    )


def _finish_interrupted(root: Path) -> None:
    """Complete the moves of a build that was killed among them."""
    journal = root / _OWN / "commit.json"
    if journal.is_file():
        _carry_out(root, json.loads(journal.read_text("utf-8")))


def _carry_out(root: Path, journal: Mapping[str, Any]) -> None:
    own = root / _OWN
    folders: set[str] = set()
    for staged, name in journal["moves"]:
        source, folder = f"{own}/staging/{staged}", f"{root}/{name}".rpartition("/")[0]
        if folder not in folders:
            folders.add(folder)
            _make_folder(folder)
        # It may have been moved before an interruption.
        with suppress(FileNotFoundError):
            os.replace(source, f"{root}/{name}")  # noqa: PTH105 - ten thousand of them
    for name in journal["remove"]:
        _remove(root, name)
    for site, text in journal["manifests"].items():
        path = _manifest_path(root, site)
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            _write(path, text)
    (own / "commit.json").unlink()


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 - most pages have a new folder in one that is there
    except OSError:
        Path(folder).mkdir(parents=True, exist_ok=True)


def _remove(root: Path, name: str) -> None:
    path = root / name
    path.unlink(missing_ok=True)
    parent = path.parent
    while parent != root:
        try:
            parent.rmdir()
        except OSError:  # it holds something else
            return
        parent = parent.parent


def _site(name: str) -> str:
    """The site that a file belongs to."""
    return name.partition("/")[0]


def _manifest_path(root: Path, site: str) -> Path:
    return root / _OWN / "manifests" / f"{site}.json"


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
