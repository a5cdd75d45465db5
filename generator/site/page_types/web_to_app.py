"""The page that leads from the web into an app (the web-campaign article)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from generator.errors import InputError
from generator.site.destinations import Destination, OneLinkStore, StoreLink
from generator.site.fields import Image, ImageFile, Model, Picture, Text, VideoFile
from generator.site.page_types.page import Page
from generator.source import KeyPath


class Rating(Model):
    """A rating as a store shows it."""

    value: Annotated[Decimal, Field(ge=0, le=5)]
    """Stars, 0 to 5."""
    count: Annotated[int, Field(ge=1)] | None = None
    """How many people rated."""
    source: Text
    """Where the rating stands, such as App Store."""


class AppFacts(Model):
    """The app or game itself."""

    name: Text
    icon: ImageFile
    """The app's icon, square; its corners are rounded by the page."""
    tagline: Text | None = None
    """What it is, in a few words."""
    category: Text | None = None
    """Such as Arcade, or Health & Fitness."""
    rating: Rating | None = None
    developer: Text | None = None
    age: Text | None = None
    """The age rating, such as 9+ or USK 6."""
    price: Text | None = None
    """Such as Free, or Free with in-app purchases."""
    kind: Literal["app", "game"] = "app"


class AppPage(Page):
    """What every page about an app or game says."""

    app: AppFacts
    links: Annotated[tuple[StoreLink, ...], Field(min_length=1)]
    """The stores, in the order in which the page offers them."""
    background: Picture | None = None
    """A large picture behind the top of the page."""
    screenshots: tuple[Picture, ...] = ()
    video: VideoFile | None = None
    """A video clip of the app."""
    poster: ImageFile | None = None
    """The picture before the clip plays; a good frame of the clip if left out."""
    cta: Text = "Get the app"
    """The words on the main button, which leads where the first of `links` leads."""

    def abilities(self) -> Iterator[str]:
        """Playing the clip, and codes that bring visitors at a desk to their phone."""
        if self.video:
            yield "clip"
        if any(isinstance(link, OneLinkStore) for link in self.links):
            yield "qr"

    def destinations(self) -> dict[str, Destination]:
        """One link for each store, by the store's word."""
        return {link.store: link for link in self.links}

    def destination_paths(self) -> dict[str, KeyPath]:
        """The items of `links`."""
        return {link.store: ("links", number) for number, link in enumerate(self.links)}

    def main_image(self) -> Image | None:
        """The background, else the first screenshot, else the icon."""
        if self.background:
            return self.background
        return self.screenshots[0] if self.screenshots else Image(src=self.app.icon)

    def conflicts(self, now: datetime) -> Iterator[tuple[KeyPath, InputError]]:
        """Also: a store that is named twice."""
        yield from super().conflicts(now)
        seen: set[str] = set()
        for number, link in enumerate(self.links):
            if link.store in seen:
                yield (
                    ("links", number, "store"),
                    InputError(
                        "store-twice",
                        f"The store {link.store} stands in `links` twice.",
                        "Delete one of the two.",
                    ),
                )
            seen.add(link.store)


class WebToApp(AppPage):
    """An app with its stores: one main button, in the thumb's reach."""

    type: Literal["web-to-app"]
