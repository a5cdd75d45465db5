"""What an output folder holds of one site: each file with its hash, as JSON."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from generator import __version__

_FORMAT = 1
_quoted = json.JSONEncoder().encode
"""A text as JSON: `json.dumps`, but without looking at its options for each of ten thousand."""


class Entry(NamedTuple):
    """One published file.

    Attributes:
        sha256: The hash of its content, in hex.
        size: In bytes.
        mtime_ns: Its time of change on disk when it was written, to notice other hands.
    """

    sha256: str
    size: int
    mtime_ns: int


class _Data(Struct):
    """What the JSON says."""

    format: int
    files: dict[str, Entry]


class Manifest(Struct, frozen=True):
    """All files of one site, by their path below the output folder."""

    files: Mapping[str, Entry]

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """The manifest at `path`; an empty one where there is none that can be understood."""
        try:
            data = msgspec.json.decode(path.read_bytes(), type=_Data)
        except (OSError, ValueError):
            return cls({})
        return cls(data.files if data.format == _FORMAT else {})

    def is_intact(self, root: Path) -> bool:
        """Whether each file has the size and time below `root` that it was written with."""
        return len(self.intact(str(root))) == len(self.files)

    def intact(self, root: str) -> dict[str, str]:
        """The hash of each file below `root` whose size and time are those it was written with."""
        found = {}
        for name, (sha256, size, mtime) in self.files.items():
            try:
                state = os.stat(f"{root}/{name}")  # noqa: PTH116 - ten thousand of them
            except OSError:
                continue
            if state.st_mtime_ns == mtime and state.st_size == size:
                found[name] = sha256
        return found

    def text(self) -> str:
        """The manifest as JSON, one file a line, so that two of them can be compared by eye."""
        lines = ",\n".join(
            f'{_quoted(name)}: ["{entry.sha256}", {entry.size}, {entry.mtime_ns}]'
            for name, entry in sorted(self.files.items())
        )
        head = f'{{"format": {_FORMAT}, "landfast": {json.dumps(__version__)}, "files": {{'
        return f"{head}\n{lines}\n}}}}\n"
