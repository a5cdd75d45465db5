"""The page behind an entertainment anchor (the anchor article, step 2C)."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from generator.site.destinations import Cta, Destination, with_website_default
from generator.site.fields import Image, ImageFile, Picture, Text, VideoFile
from generator.site.page_types.page import Page
from generator.source import KeyPath


class Entertainment(Page):
    """A title to watch or hear, with an optional video preview and one button."""

    og_type: ClassVar[str] = "video.other"

    type: Literal["entertainment"]
    background: Picture
    """The picture of the title, portrait, best 210 to 375."""
    video: VideoFile | None = None
    """A video clip as a preview, best MP4, 375 to 210."""
    poster: ImageFile | None = None
    """The picture before the clip plays; a good frame of the clip if left out."""
    facts: tuple[Text, ...] = ()
    """Short facts in a row, such as 6 episodes, Mystery, From 12."""
    cta: Annotated[Cta, BeforeValidator(with_website_default)]
    """The button link."""

    def abilities(self) -> Iterator[str]:
        """Playing the clip."""
        if self.video:
            yield "clip"

    def destinations(self) -> dict[str, Destination]:
        """The button."""
        return {"cta": self.cta}

    def destination_paths(self) -> dict[str, KeyPath]:
        """The key `cta`."""
        return {"cta": ("cta",)}

    def main_image(self) -> Image | None:
        """The background."""
        return self.background
