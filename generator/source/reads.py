"""Which files a piece of work has read, so that it can be told later whether it still holds."""

from collections.abc import Callable
from contextvars import ContextVar, Token
from pathlib import Path
from types import TracebackType

Told = Callable[[Path], None]
_told: ContextVar[Told | None] = ContextVar("told", default=None)


class noting_reads:  # noqa: N801 - a context manager
    """Be told of every file that what is made within the block depends on, before it is used."""

    __slots__ = ("_tell", "_token")

    def __init__(self, tell: Told) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        self._token: Token[Told | None] = _told.set(self._tell)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _told.reset(self._token)


def note_read(path: Path) -> None:
    """Take note of a file that is about to be used."""
    tell = _told.get()
    if tell is not None:
        tell(path)
