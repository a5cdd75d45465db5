"""What a target must be able to do, and how its mistakes are told."""

import hashlib
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from generator.errors import Problem, SiteError
from generator.publish.built import BuiltFile


class Found(Struct, frozen=True):
    """One file that lies at the target.

    Attributes:
        tag: The target's own mark of its content: another content has another one.
        size: In bytes.
    """

    tag: str
    size: int


class Target(Protocol):
    """A place that files are brought to. Its methods raise SiteError for whatever goes wrong."""

    title: str
    """What people call it: `s3://bucket/prefix`."""

    def takes(self, name: str) -> bool:
        """Whether a file belongs there at all."""

    def stamp(self, file: BuiltFile) -> str:
        """Tells a file, and all that is kept with it, from any other."""

    def read(self, name: str) -> str | None:
        """The text of a small file, or None where there is none."""

    def listing(self) -> Mapping[str, Found]:
        """Everything that lies there, by name."""

    def holds(self, file: BuiltFile, found: Found) -> bool:
        """Whether what was found has the content of `file`."""

    def put(self, file: BuiltFile) -> str:
        """Bring a file; its tag there. Visible all at once or not at all."""

    def write(self, name: str, text: str) -> None:
        """Write a small file that is none of the site's."""

    def delete(self, name: str) -> None:
        """Remove a file."""


def failure(code: str, message: str, hint: str) -> SiteError:
    """A mistake at a target, which has no place in any file."""
    return SiteError([Problem(code, message, hint)])


def changed_meanwhile(file: BuiltFile) -> SiteError:
    """What is read is not what the build wrote."""
    return failure(
        "publish-file-changed",
        f"{file.path} is not as the build wrote it: another program has changed it.",
        "Run `landfast build`, then publish again; what is there already is not sent twice.",
    )


def read_built_file(file: BuiltFile) -> tuple[bytes, str]:
    """A file's MD5, raw, and its SHA-256; read in parts, as an APK may be large.

    Raises:
        SiteError: `publish-file-changed`, where it is not as the build wrote it.
    """
    md5, sha = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    try:
        with file.path.open("rb") as stream:
            while part := stream.read(1 << 20):
                md5.update(part)
                sha.update(part)
    except OSError:
        raise changed_meanwhile(file) from None
    if sha.hexdigest() != file.sha256:
        raise changed_meanwhile(file)
    return md5.digest(), sha.hexdigest()
