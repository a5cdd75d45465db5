"""Files that pages are made from, and whether they are still what they were."""

import hashlib
import marshal
import os
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from generator import __version__

GRANULARITY = 2_000_000_000
"""Nanoseconds within which a file may change once more without its times telling: those of FAT,
the coarsest in use. Git calls such files racily clean."""


State = tuple[int, ...]
"""A file's size, times and inode."""


class Signature(NamedTuple):
    """What a file was.

    Attributes:
        state: Its size, times and inode; empty where these may not tell a later change.
        sha256: The hash of its content; empty for a file that was not there.
    """

    state: State
    sha256: str


_MODIFIED, _CHANGED = itemgetter(1), itemgetter(2)
"""The two times of a state."""
_SMALL = 2**20
"""Bytes of a file that is read at once to be hashed: in parts takes longer, even for a few."""
_NO_SOURCES = frozenset({"__pycache__", ".git"})
ABSENT = Signature((), "")
UNKNOWN = Signature((), "changed while it was read")
"""Equal to no later signature."""


class Inputs:
    """The files of one build: each is looked at once, and read only where its times have changed.

    Args:
        known: What files were at an earlier build, by their path.
        states: Sizes and times of files that have been looked at already. Who changes a file after
            that has it made by the next build.
    """

    def __init__(
        self,
        known: Mapping[str, Signature] | None = None,
        states: Mapping[str, State] | None = None,
    ) -> None:
        self.known = known or {}
        self._states = states or {}
        self._now: dict[str, Signature] = {}

    def signature(self, path: str) -> Signature:
        """What a file is now."""
        found = self._now.get(path)
        if found is None:
            is_same = path in self.settled
            found = self.known[path] if is_same else _signature(path, self.known.get(path))
            self._now[path] = found
        return found

    def read(self, path: str) -> bytes | None:
        """The content of a file by which its signature is noted; None where it is not to be had.

        It is for files that nobody has looked at: they are read once, to be known and to be used.
        """
        self._now[path], content = _read(path)
        return content

    def is_unchanged(self, path: str) -> bool:
        """Whether a file has the content that it had at the earlier build."""
        known = self.known.get(path)
        return known is not None and self.signature(path).sha256 == known.sha256

    @cached_property
    def settled(self) -> frozenset[str]:
        """The files that have the size and times that they had at the earlier build."""
        known = self.known
        return frozenset(
            path
            for path, state in self._states.items()
            if (before := known.get(path)) is not None and before.state == state
        )

    def has_lost(self, folder: str) -> bool:
        """Whether the earlier build read a file below a folder that is not there any more."""
        states = self._states
        return any(path.startswith(folder) and path not in states for path in self.known)

    def stamp(self, paths: Iterable[str]) -> str:
        """One hash of the names and contents of some files, in their order."""
        return stamp_of([(path, self.signature(path)) for path in paths])

    def look_at(self, folders: Iterable[Path]) -> None:
        """Look at all files below some folders, before somebody reads them."""
        for folder in folders:
            for path, _ in walk(str(folder)):
                self.signature(path)

    @property
    def seen(self) -> Mapping[str, Signature]:
        """What the files were that have been looked at."""
        return self._now


def stamp_of(files: Iterable[tuple[str, Signature]]) -> str:
    """One hash of the names and contents of some files, in their order."""
    text = "".join([f"{path}\0{signature.sha256}\0" for path, signature in files])
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _signature(path: str, known: Signature | None) -> Signature:
    try:
        if known is not None and known.state == _state(os.stat(path)):  # noqa: PTH116
            return known
    except OSError:
        return ABSENT
    return _read(path, keep=False)[0]


def _read(path: str, *, keep: bool = True) -> tuple[Signature, bytes | None]:
    """What a file is, and its content if that is to be kept or is small."""
    content = None
    try:
        state = _state(os.stat(path))  # noqa: PTH116 - ten thousand paths need not be objects
        looked = time.time_ns()
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - nor here
            if keep or state[0] < _SMALL:
                content = file.read()
                digest = hashlib.sha256(content).hexdigest()
            else:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ABSENT, None
    # Sizes and times, then inode: a change within the clock's granularity would not show.
    is_settled = max(state[1], state[2]) + GRANULARITY < looked
    return Signature(state if is_settled else (), digest), content


def _state(found: os.stat_result) -> State:
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class Listing(NamedTuple):
    """All files below some folders.

    Attributes:
        digest: A hash of their names, sizes, times and inodes.
        newest: The latest of their times, in nanoseconds since 1970.
        looked: When they were looked at, so too.
        states: The sizes, times and inode of each.
    """

    digest: str
    newest: int
    looked: int
    states: Mapping[str, State]


def list_files(folders: Iterable[Path]) -> Listing:
    """Look at all files below some folders, without reading any."""
    looked = time.time_ns()
    names = [str(folder) for folder in folders]
    states = {path: _state(found) for name in names for path, found in walk(name)}
    newest = max(
        max(map(_MODIFIED, states.values()), default=0),
        max(map(_CHANGED, states.values()), default=0),
    )
    # Version 2 of the format depends on nothing but the values.
    digest = hashlib.sha256(marshal.dumps((names, states), 2))
    return Listing(digest.hexdigest(), newest, looked, states)


def walk(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder, by its path; links are followed, but in no circle.

    In order: the files of a folder, then what is in each of its folders.

    Args:
        folder: Where to begin; nothing is below one that does not exist.
    """
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    while waiting:
        folder, above = waiting.pop()
        try:
            own = os.stat(folder)  # noqa: PTH116
            with os.scandir(folder) as entries:
                found = sorted(entries, key=attrgetter("name"))
        except OSError:
            continue
        identity = (own.st_dev, own.st_ino)
        if identity in above:
            continue
        inside = above | {identity}
        folders = []
        for entry in found:
            if entry.name in _NO_SOURCES:
                continue
            try:
                if entry.is_dir():
                    folders.append((entry.path, inside))
                else:
                    yield entry.path, entry.stat()
            except OSError:
                continue
        waiting += reversed(folders)


@cache
def tool_version() -> str:
    """What made the pages: this Landfast to the file, this Python, and the packages beside them."""
    package = Path(__file__).resolve().parent.parent
    packages = sysconfig.get_paths()["purelib"]
    try:
        installed = os.stat(packages).st_mtime_ns  # noqa: PTH116
    except OSError:
        installed = 0
    files = list_files([package]).digest
    return f"{__version__} {sys.version} {installed} {files}"
