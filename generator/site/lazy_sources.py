"""Page files that are read one at a time, so that a site may have more than memory has room for."""

from collections.abc import Callable, Sequence
from typing import overload

from generator.site.page_source import PageSource


class LazySources(Sequence[PageSource]):
    """The page files of a site, each read whenever it is asked for, and not kept.

    Args:
        files: The files.
        read: Reads one of them; may raise SiteError.
    """

    def __init__(self, files: Sequence[str], read: Callable[[str], PageSource]) -> None:
        self._files = files
        self._read = read

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, index: int) -> PageSource: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PageSource]: ...

    def __getitem__(self, index: int | slice) -> PageSource | Sequence[PageSource]:
        if isinstance(index, slice):
            return [self._read(file) for file in self._files[index]]
        return self._read(self._files[index])
