"""The media of one page: what its template shows, with the addresses that its HTML writes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct, field

from generator.errors import InputError, Problem
from generator.media import (
    SHARE_IMAGE,
    Asset,
    MediaStore,
    Picture,
    Rendition,
    Shape,
)
from generator.media import kind_of as media_kind
from generator.site import MediaFile, RemoteFile, SourcePage
from generator.site.fields import Image

if TYPE_CHECKING:  # no page waits for what only other pages show
    from generator.media import Drawing, Video
    from generator.media.font import Font


_quoted = lru_cache(maxsize=4096)(quote)

NOMINAL_SIDE = 1200
"""What stands for the width and height of a picture that nobody has looked at, in pixels."""


class RemotePicture(Struct, frozen=True):
    """A picture that stays on another host: shown whole in a square that keeps its place.

    Attributes:
        address: Where it is.
        width, height: Those of the square, as nobody knows its own.
    """

    address: str
    width: int = NOMINAL_SIDE
    height: int = NOMINAL_SIDE


class PageMedia(Struct):
    """The media of one page: made through the store, addressed from the page, and remembered.

    A file that cannot be used is noted and skipped, so that one build tells all such files.

    Args:
        store: Makes the pictures.
        source: The page.
        up: The relative way from the page's folder to the site's, such as `../`.
        base_url: The site's absolute address.
    """

    store: MediaStore
    source: SourcePage
    up: str
    base_url: str
    assets: dict[str, Asset] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def use(self, assets: Iterable[Asset]) -> None:
        """Let the build copy these files."""
        for asset in assets:
            self.assets[asset.name] = asset

    def url(self, asset: Asset) -> str:
        """The address of an asset as the page's HTML writes it."""
        return f"{self.up}assets/{_quoted(asset.name)}"

    def absolute_url(self, asset: Asset) -> str:
        """The full address of an asset, for shared links and search engines."""
        return f"{self.base_url}assets/{_quoted(asset.name)}"

    def picture(
        self, image: Image | MediaFile, role: str = "inline"
    ) -> "Picture | Drawing | RemotePicture | None":
        """A picture in all its sizes, a drawing (SVG), or None where the file cannot be used."""
        file = image.src if isinstance(image, Image) else image
        if isinstance(file, RemoteFile):
            return RemotePicture(file.ref)
        try:
            if media_kind(file.path) == "drawing":
                drawing = self.store.svg(file.path)
                self.use([drawing.asset])
                return drawing
            picture = self.store.picture(file.path, role=role)
        except InputError as error:
            self._unusable(file, error)
            return None
        self.use(picture.assets)
        return picture

    def drawing(self, file: MediaFile) -> "Drawing | None":
        """A drawing (SVG) whose text goes into the page, or None for any other picture."""
        if media_kind(file.path) != "drawing":
            return None
        try:
            return self.store.svg(file.path)
        except InputError as error:
            self._unusable(file, error)
            return None

    def video(self, file: MediaFile, poster: MediaFile | None = None) -> "Video | None":
        """A clip with its poster, or None where the file cannot be used."""
        try:
            clip = self.store.video(file.path, poster=poster.path if poster else None)
        except InputError as error:
            self._unusable(file, error)
            return None
        self.use(clip.assets)
        return clip

    def fit(self, file: MediaFile, shape: Shape = SHARE_IMAGE) -> Rendition | None:
        """A picture cut to a fixed shape, or None where the file cannot be used."""
        try:
            rendition = self.store.fit(file.path, shape)
        except InputError as error:
            self._unusable(file, error)
            return None
        self.use([rendition.asset])
        return rendition

    def font(self, file: MediaFile, characters: str) -> "Font | None":
        """A font with these characters, or None where the file cannot be used."""
        try:
            font = self.store.font(file.path, characters)
        except InputError as error:
            self._unusable(file, error)
            return None
        self.use([font.asset])
        return font

    def qr(self, text: str) -> Asset:
        """A QR code of a text, as a drawing."""
        asset = self.store.qr(text)
        self.use([asset])
        return asset

    def file(self, file: MediaFile) -> Asset | None:
        """Any file as it is."""
        try:
            asset = self.store.asset(file.path)
        except InputError as error:
            self._unusable(file, error)
            return None
        self.use([asset])
        return asset

    def note(self, problem: Problem) -> None:
        """Remember a mistake once."""
        if problem not in self.problems:
            self.problems.append(problem)

    def _unusable(self, file: MediaFile, error: InputError) -> None:
        self.note(self.source.layers.problem_at_text(file.ref, error))
