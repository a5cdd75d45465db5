"""The page behind an e-commerce anchor (the anchor article, step 2B)."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator

from generator.site.destinations import Cta, Destination, Website, with_website_default
from generator.site.fields import HttpsUrl, Image, Model, Picture, Text
from generator.site.moment import When, is_on
from generator.site.page_types.page import Page, Price
from generator.source import KeyPath


class Coupon(Model):
    """A code that the shop takes."""

    code: Text
    """The code, as the shop takes it."""
    url: HttpsUrl
    """Where the code can be used, best with the code already in the address."""
    text: Text | None = None
    """What the code gives, such as 20% off your first order."""
    starts: When | None = None
    """The first day on which the code works: builds before it do not show it."""
    ends: When | None = None
    """The last day on which the code works: builds after it do not show it."""


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

    def destinations(self) -> dict[str, Destination]:
        """The button, and the coupon's own link."""
        found: dict[str, Destination] = {"cta": self.cta}
        if self.coupon:
            found["coupon"] = Website(label=self.coupon.code, url=self.coupon.url)
        return found

    def destination_paths(self) -> dict[str, KeyPath]:
        """The keys `cta` and `coupon`."""
        return {"cta": ("cta",), "coupon": ("coupon", "url")}

    def main_image(self) -> Image | None:
        """The background."""
        return self.background
