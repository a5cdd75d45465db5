"""A media store for one build, whose files are taken to stay as they are until its end."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.media.asset import Asset, Rendition
from generator.media.picture import Picture
from generator.media.store import MediaStore

if TYPE_CHECKING:
    from generator.media.fit import Shape
    from generator.media.svg import Drawing
    from generator.media.video import Video

_MOST = 4096
"""Answers of each kind that are remembered."""


class SteadyMediaStore(MediaStore):
    """Answers the same question once: a thousand pages may show one picture.

    A file that changes meanwhile goes unnoticed until the next build, which compares all files with
    what they were before this one began.
    """

    def __init__(self, cache_dir: Path) -> None:
        super().__init__(cache_dir)
        self._pictures = lru_cache(_MOST)(super().picture)
        self._drawings = lru_cache(_MOST)(super().svg)
        self._fits = lru_cache(_MOST)(super().fit)
        self._videos = lru_cache(_MOST)(super().video)
        self._plain = lru_cache(_MOST)(super().asset)
        self._codes = lru_cache(_MOST)(super().qr)

    def __reduce__(self) -> tuple[type["SteadyMediaStore"], tuple[Path]]:
        """For another process, which asks anew."""
        return SteadyMediaStore, (self._cache.folder,)

    def asset(self, source: Path) -> Asset:
        """As MediaStore.asset."""
        return self._plain(source)

    def picture(
        self,
        source: Path,
        *,
        role: str = "inline",
        widths: tuple[int, ...] | None = None,
        sizes: str | None = None,
    ) -> Picture:
        """As MediaStore.picture."""
        return self._pictures(source, role=role, widths=widths, sizes=sizes)

    def svg(self, source: Path) -> "Drawing":
        """As MediaStore.svg."""
        return self._drawings(source)

    def qr(self, text: str) -> Asset:
        """As MediaStore.qr."""
        return self._codes(text)

    def fit(self, source: Path, shape: "Shape") -> Rendition:
        """As MediaStore.fit."""
        return self._fits(source, shape)

    def video(self, source: Path, *, poster: Path | None = None, role: str = "inline") -> "Video":
        """As MediaStore.video."""
        return self._videos(source, poster=poster, role=role)
