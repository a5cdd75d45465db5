"""What is known of media files, asked of the store once for each, however many pages show it."""

from functools import lru_cache
from pathlib import Path

from generator.media import Asset, MediaStore, Picture, Rendition, Shape, Video

_MOST = 4096


class CheckedMedia:
    """A store's answers, remembered.

    Args:
        store: Knows, or finds out.
    """

    def __init__(self, store: MediaStore) -> None:
        self.store = store
        self._picture = lru_cache(_MOST)(lambda path, role: store.picture(path, role=role))
        self._video = lru_cache(_MOST)(lambda path, poster: store.video(path, poster=poster))
        self._asset = lru_cache(_MOST)(store.asset)

    def picture(self, path: Path, *, role: str) -> Picture:
        """As MediaStore.picture."""
        return self._picture(path, role)

    def video(self, path: Path, *, poster: Path | None = None) -> Video:
        """As MediaStore.video."""
        return self._video(path, poster)

    def asset(self, path: Path) -> Asset:
        """As MediaStore.asset."""
        return self._asset(path)

    def fit(self, path: Path, shape: Shape) -> Rendition:
        """As MediaStore.fit."""
        return self.store.fit(path, shape)
