"""The page behind an e-commerce anchor (the anchor article, step 2B)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from generator.errors import InputError
from generator.site.destinations import Cta, Destination, Website, with_website_default
from generator.site.fields import HttpsUrl, Image, Model, Picture, Text, as_pydantic
from generator.site.moment import When, is_on
from generator.site.page_types.page import Page, Price
from generator.source import KeyPath


class Coupon(Model):
    """An offer of the shop, with a code that it takes or by its link alone."""

    code: Text | None = None
    """The code, as the shop takes it; left out where the link itself brings the offer."""
    url: HttpsUrl
    """Where the code can be used, best with the code already in the address."""
    text: Text | None = None
    """What the coupon gives, such as 20% off your first order; needed where there is no code."""
    starts: When | None = None
    """The first day on which the code works: builds before it do not show it."""
    ends: When | None = None
    """The last day on which the code works: builds after it do not show it."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.code and not self.text:
            raise as_pydantic(
                InputError(
                    "coupon-empty",
                    "The coupon has neither a code nor a text.",
                    "Write `code:` with what the shop takes, or `text:` with what the link gives.",
                )
            )
        return self

    @property
    def words(self) -> str:
        """The code, or else what the coupon gives."""
        return self.code or self.text or ""


class Ecommerce(Page):
    """An offer with a picture, an optional coupon, a price and one button."""

    type: Literal["ecommerce"]
    background: Picture
    """The picture of the offer, portrait, best 210 to 375."""
    coupon: Coupon | None = None
    price: Price | None = None
    cta: Annotated[Cta, BeforeValidator(with_website_default)]
    """The button: to a website, or to an app with an optional deep link."""

    def at(self, now: datetime) -> Self:
        """Without the coupon, where it does not hold."""
        coupon = self.coupon
        if coupon is None or is_on(coupon.starts, coupon.ends, now):
            return self
        return self.model_copy(update={"coupon": None})

    @property
    def offer(self) -> Price | None:
        """The price, if the page says one."""
        return self.price

    def abilities(self) -> Iterator[str]:
        """Copying the coupon's code."""
        if self.coupon and self.coupon.code:
            yield "copy"

    def destinations(self) -> dict[str, Destination]:
        """The button, and the coupon's own link."""
        found: dict[str, Destination] = {"cta": self.cta}
        if self.coupon:
            found["coupon"] = Website(label=self.coupon.words, url=self.coupon.url)
        return found

    def destination_paths(self) -> dict[str, KeyPath]:
        """The keys `cta` and `coupon`."""
        return {"cta": ("cta",), "coupon": ("coupon", "url")}

    def main_image(self) -> Image | None:
        """The background."""
        return self.background
