"""The error tree, and the shape in which every mistake is told.

    LandfastError
    ├── UsageError    the command was called wrongly                      exit code 2
    ├── InputError    one value is unusable; whoever read it knows where  (becomes a Problem)
    └── SiteError     a site, theme or output has problems, all of them   exit code 1

A user's mistake is always one of these. Anything else that escapes is a bug in Landfast and is
shown as a traceback with the request to report it.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """Where something stands: a file, and in it a line and a column, both counted from 1.

    A line of 0 means the file as a whole.
    """

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return str(self.file)
        return f"{self.file}:{self.line}:{self.column or 1}"


class Problem(Struct, frozen=True):
    """One mistake as its author needs to see it.

    Attributes:
        code: A stable, documented word for this kind of mistake (docs/errors.md).
        message: What is wrong and why, as a full sentence.
        hint: What to do about it, as a full sentence; empty where the message says it all.
        place: Where it stands, or None when no file is to blame.
        excerpt: The line at `place` as it stands in the file, or empty.
        related: Further places that belong to it, such as the second source of one URL.
    """

    code: str
    message: str
    hint: str = ""
    place: Place | None = None
    excerpt: str = ""
    related: tuple[Place, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by file, line and column, so that a report reads from top to bottom."""
        place = self.place or Place(Path())
        return (str(place.file), place.line, place.column, self.code, self.message)


class LandfastError(Exception):
    """The root of everything that Landfast raises on purpose."""


class UsageError(LandfastError):
    """The command was called wrongly: nothing was read, built or written."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(LandfastError):
    """One value cannot be used. The caller who knows where it was written adds the place."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def at(self, place: Place | None, excerpt: str = "") -> Problem:
        """The same mistake, with the place where its author wrote it."""
        return Problem(self.code, self.message, self.hint, place, excerpt)


class SiteError(LandfastError):
    """One or more problems, each told once, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: problem.sort_key))
        super().__init__("\n".join(f"{p.place or '-'}: {p.message}" for p in self.problems))
