"""Which files a piece of work has read, so that it can be told later whether it still holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_told: ContextVar[Callable[[Path], None] | None] = ContextVar("told", default=None)


@contextmanager
def noting_reads(tell: Callable[[Path], None]) -> Iterator[None]:
    """Be told of every file that what is made within the block depends on, before it is used."""
    token = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(token)


def note_read(path: Path) -> None:
    """Take note of a file that is about to be used."""
    tell = _told.get()
    if tell is not None:
        tell(path)
