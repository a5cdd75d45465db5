"""The product page that a web destination anchor leads to (the anchor article, step 2A)."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from generator.site.destinations import App, Destination, Website, with_website_default
from generator.site.fields import Image, Model, Picture, Text
from generator.site.page_types.page import Page, Price
from generator.source import KeyPath

Label = Literal[
    "Watch Now",
    "Listen Now",
    "Read More",
    "Shop Now",
    "Get Offer",
    "Learn More",
    "Contact Us",
    "Join Now",
    "Apply Now",
]
"""The calls to action that TikTok One offers for this anchor."""


class ProductWebsite(Website):
    """The shop's page, under one of the nine labels of the anchor."""

    in_page_language: ClassVar[bool] = True
    label: Label


class ProductApp(App):
    """The brand's app, under one of the nine labels of the anchor."""

    in_page_language: ClassVar[bool] = True
    label: Label


class Detail(Model):
    """One line of the product's facts."""

    name: Text
    value: Text


class Product(Page):
    """One product: pictures, price, facts and one button."""

    blocks: ClassVar[tuple[str, ...]] = ("features", "testimonials", "faq", "countdown")
    og_type: ClassVar[str] = "product"

    type: Literal["product"]
    category: Text
    """The product category as chosen in TikTok One."""
    gallery: Annotated[tuple[Picture, ...], Field(min_length=1)]
    """Pictures of the product; the first one is the main one."""
    price: Price
    details: tuple[Detail, ...] = ()
    """Facts such as size, material, ingredients."""
    sku: Text | None = None
    """The article number."""
    availability: Literal["in-stock", "preorder", "out-of-stock"] = "in-stock"
    cta: Annotated[
        Annotated[ProductWebsite | ProductApp, Field(discriminator="to")],
        BeforeValidator(with_website_default),
    ]
    """The button, with one of the nine labels that the anchor can show; the page says the label in
    its own language."""

    @property
    def offer(self) -> Price:
        """The price."""
        return self.price

    @property
    def article_number(self) -> str | None:
        """The SKU."""
        return self.sku

    def destinations(self) -> dict[str, Destination]:
        """The button."""
        return {"cta": self.cta}

    def destination_paths(self) -> dict[str, KeyPath]:
        """The key `cta`."""
        return {"cta": ("cta",)}

    def main_image(self) -> Image | None:
        """The first picture of the gallery."""
        return self.gallery[0]
