"""What every page has, whatever its type."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from generator.errors import InputError
from generator.links import check_app_id
from generator.site.attribution import attribution_mistakes
from generator.site.catalogue import Catalogue
from generator.site.config import Shared
from generator.site.countdown import Countdown
from generator.site.destinations import Apk, App, Destination, DirectStore, OneLinkStore
from generator.site.fields import (
    Amount,
    Country,
    Currency,
    HttpsUrl,
    Image,
    ImageFile,
    Model,
    Picture,
    Text,
    checked,
)
from generator.site.moment import When
from generator.source import KeyPath


class Anchor(Model):
    """What goes into TikTok One's form for the anchor that leads to this page."""

    name: Text | None = None
    """The anchor's name in TikTok One's list; viewers do not see it."""
    thumbnail: ImageFile | None = None
    """Its picture in that list; viewers do not see it."""
    title: Text | None = None
    """The anchor's title, at most 20 characters."""
    description: Text | None = None
    """The anchor's description, at most 20 characters."""
    country: Country | None = None
    """The one country in which the anchor shows; the page's country if left out."""


class Price(Model):
    """A price, and the one before it."""

    now: Amount
    """What it costs."""
    was: Amount | None = None
    """What it cost before, if it is reduced."""
    currency: Currency | None = None
    """The currency; the page's if left out."""

    @model_validator(mode="after")
    def _reduced(self) -> Self:
        if self.was is not None and self.was <= self.now:
            raise PydanticCustomError(
                "input",
                "{message}",
                {
                    "code": "price-not-reduced",
                    "message": f"The old price {self.was} is not above the new one, {self.now}.",
                    "hint": "Correct the two amounts, or delete `was:`.",
                },
            )
        return self


class Feature(Model):
    """One reason to want it."""

    title: Text
    text: Text | None = None
    image: Picture | None = None


class Question(Model):
    """A question that visitors have, with its answer."""

    question: Text
    answer: Text


class Testimonial(Model):
    """What somebody said, and where it can be read."""

    quote: Text
    name: Text
    source: Text
    """Where it was said: TikTok's review asks for claims that can be checked."""
    url: HttpsUrl | None = None
    """The address of the source."""


def check_path(value: str) -> str:
    """A page's path without slashes at its ends.

    Raises:
        InputError: `path-invalid`.
    """
    segments = value.strip("/").split("/")
    unusable = [segment for segment in segments if segment in (".", "..") or not segment.strip()]
    if value.strip("/") and (unusable or any(char in value for char in '\\?#%:*"<>|')):
        raise InputError(
            "path-invalid",
            f"{value} cannot be a page's path.",
            "Write words separated by slashes, such as offers/glow.",
        )
    return value.strip("/")


PerMarket = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "string"}},
                {
                    "type": "object",
                    "additionalProperties": {"anyOf": [{"const": "off"}, {"type": "object"}]},
                },
            ]
        }
    ),
]
"""A list of markets, or settings for each of them; `MarketSettings` reads both."""
Overrides = Annotated[Any, WithJsonSchema({"type": "object"})]
"""Settings that a copy of the page has instead of the page's own."""


class Page(Shared):
    """What every page may say."""

    blocks: ClassVar[tuple[str, ...]] = ("features", "testimonials", "faq", "gallery", "countdown")
    """The settings that the text can place: `[[faq]]` on a line of its own."""
    private: ClassVar[bool] = False
    """Whether the page is for one person: not listed, not measured, its path hard to guess."""
    og_type: ClassVar[str] = "website"
    """What it is in the words of https://ogp.me/#types."""

    type: Text
    """What the page is."""
    title: Text
    """The page's title: in the tab, in shared links, and the headline where none is given."""
    description: Text | None = None
    """One or two sentences for shared links and search engines."""
    headline: Text | None = None
    """The large words at the top of the page."""
    kicker: Text | None = None
    """A few words above the headline."""
    path: Annotated[str, AfterValidator(checked(check_path))] | None = None
    """The page's path below the site's address; from the file's name if left out."""
    draft: bool = False
    """Whether the page is left out of builds."""
    starts: When | None = None
    """The first day, or the moment, of the page: builds before it leave the page out."""
    ends: When | None = None
    """The last day, or the moment at which the page is over: later builds leave it out."""
    markets: PerMarket = None
    """The markets that the page is for, `[us, de]`; or what it says differently in some of them,
    `{de: {title: ...}, fr: off}`."""
    catalogue: Catalogue | tuple[Catalogue, ...] | None = None
    """A file whose rows become pages, one each; several files are multiplied."""
    variants: dict[str, Overrides] | None = None
    """Versions of the page that visitors are divided among, by name: `{a: {}, b: {headline: ...}}`.
    `weight` says how many of them get a version in proportion to the others."""
    image: ImageFile | None = None
    """The picture for shared links; the page's main picture if left out."""
    anchor: Anchor | None = None
    countdown: Countdown | None = None
    features: tuple[Feature, ...] = ()
    gallery: tuple[Picture, ...] = ()
    testimonials: tuple[Testimonial, ...] = ()
    faq: tuple[Question, ...] = Field(default=())

    @property
    def offer(self) -> Price | None:
        """For how much the page sells a product; None where it says no price."""
        return None

    @property
    def article_number(self) -> str | None:
        """The seller's number of the product that the page sells."""
        return None

    def abilities(self) -> Iterator[str]:
        """What the page's script does besides links: features of `generator.runtime.bundle`."""
        return iter(())

    def destinations(self) -> dict[str, Destination]:
        """The page's calls to action by link id, in the order in which they matter."""
        return {}

    def destination_paths(self) -> dict[str, KeyPath]:
        """Where each link id of `destinations` is written."""
        return {}

    def all_destinations(self) -> dict[str, Destination]:
        """`destinations`, and the smart banner's, by link id."""
        banner = self.banner
        found = self.destinations()
        if banner and banner.engine == "landfast":
            found["banner"] = App(
                to="app",
                label=banner.label or banner.name or self.title,
                onelink=banner.onelink,
                deep_link=banner.deep_link,
            )
        return found

    def main_image(self) -> Image | None:
        """The picture that stands for the page where it gives no `image`."""
        return self.gallery[0] if self.gallery else None

    def at(self, now: datetime) -> Self:
        """The page as it is at a moment: without what has ended or has not begun."""
        return self

    def conflicts(self, now: datetime) -> Iterator[tuple[KeyPath, InputError]]:
        """What no single value shows: values that do not go together, with where they stand."""
        yield from attribution_mistakes(self.attribution)
        ended = self.countdown.ended(now) if self.countdown and not self.draft else None
        if ended:
            yield ("countdown", "to"), ended
        paths = self.destination_paths() | {"banner": ("banner",)}
        for link_id, destination in self.all_destinations().items():
            if isinstance(destination, (App, OneLinkStore)) and not (
                destination.onelink or self.attribution.onelink
            ):
                yield (
                    paths[link_id],
                    InputError(
                        "onelink-missing",
                        "This button leads to an app, and there is no OneLink to lead through.",
                        "Write `attribution: {onelink: https://...}` in site.yaml.",
                    ),
                )
            if isinstance(destination, Apk) and (destination.url is None) == (
                destination.file is None
            ):
                yield (
                    paths[link_id],
                    InputError(
                        "apk-source",
                        "An APK needs either `url` or `file`, and not both.",
                        "Write `file: media/NAME.apk`, or `url:` if it lies elsewhere.",
                    ),
                )
            if isinstance(destination, DirectStore):
                try:
                    check_app_id(destination.store, destination.app_id)
                except InputError as error:
                    yield (*paths[link_id], "app_id"), error
