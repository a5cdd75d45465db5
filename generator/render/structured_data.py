"""What search engines and chat apps read of a page: JSON-LD by schema.org.

https://developers.google.com/search/docs/appearance/structured-data/search-gallery
"""

from typing import TYPE_CHECKING, Any

from generator.media import Picture
from generator.render.page_media import PageMedia, RemotePicture
from generator.site import Page
from generator.site.page_types import Ecommerce, Entertainment, Product
from generator.site.page_types.page import Price
from generator.site.page_types.web_to_app import AppPage

if TYPE_CHECKING:
    from generator.media import Video

_AVAILABILITY = {
    "in-stock": "InStock",
    "preorder": "PreOrder",
    "out-of-stock": "OutOfStock",
}
_SYSTEMS = {
    "app-store": "iOS",
    "google-play": "Android",
    "apk": "Android",
    "steam": "Windows",
    "epic": "Windows",
    "battlenet": "Windows",
    "nativepc": "Windows",
    "playstation": "PlayStation",
    "xbox": "Xbox",
    "switch": "Nintendo Switch",
    "quest": "Meta Quest",
}


def structured_data(page: Page, media: PageMedia, url: str, company: str) -> dict[str, Any] | None:
    """The JSON-LD object of a page, or None where no type of schema.org fits.

    Args:
        url: The page's absolute address.
        company: The brand's name.
    """
    data: dict[str, Any] | None = None
    if isinstance(page, Product):
        data = _product(page, page.price, url, company, _AVAILABILITY[page.availability])
        data |= {"category": page.category}
        if page.sku:
            data["sku"] = page.sku
    elif isinstance(page, Ecommerce) and page.price:
        data = _product(page, page.price, url, company, "InStock")
    elif isinstance(page, Entertainment):
        data = _entertainment(page, media)
    elif isinstance(page, AppPage):
        data = _app(page)
    if data is None:
        return None
    image = page.main_image()
    shown = media.picture(image, "hero") if image else None
    if isinstance(shown, Picture):
        data["image"] = media.absolute_url(shown.fallback.asset)
    elif isinstance(shown, RemotePicture):
        data["image"] = shown.address
    return {"@context": "https://schema.org", **data}


def _product(page: Page, price: Price, url: str, brand: str, stock: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Product",
        "name": page.headline or page.title,
        "brand": {"@type": "Brand", "name": brand},
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": str(price.now),
            "priceCurrency": price.currency or page.currency,
            "availability": f"https://schema.org/{stock}",
        },
    }
    if page.description:
        data["description"] = page.description
    return data


def _entertainment(page: Entertainment, media: PageMedia) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "CreativeWork", "name": page.headline or page.title}
    if page.description:
        data["description"] = page.description
    clip = media.video(page.video, page.poster) if page.video else None
    if clip is not None:
        data["@type"] = "VideoObject"
        data["thumbnailUrl"] = media.absolute_url(clip.poster_file)
        data["contentUrl"] = media.absolute_url(clip.asset)
        data["duration"] = _duration(clip)
    return data


def _duration(clip: "Video") -> str:
    return f"PT{max(1, round(clip.duration))}S"


def _app(page: AppPage) -> dict[str, Any]:
    app = page.app
    systems = dict.fromkeys(_SYSTEMS[link.store] for link in page.links if link.store in _SYSTEMS)
    mobile = set(systems) <= {"iOS", "Android"}
    data: dict[str, Any] = {
        "@type": "VideoGame" if app.kind == "game" else "SoftwareApplication",
        "name": app.name,
    }
    if app.kind == "app" and mobile:
        data["@type"] = "MobileApplication"
    if app.kind == "game" and mobile:
        data["@type"] = ["VideoGame", "MobileApplication"]
    data |= {
        "operatingSystem": ", ".join(systems),
        "applicationCategory": "GameApplication" if app.kind == "game" else app.category,
        "description": page.description or app.tagline,
    }
    if app.kind == "game":
        data["gamePlatform"] = list(systems)
        data["genre"] = app.category
    if app.rating and app.rating.count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": str(app.rating.value),
            "ratingCount": app.rating.count,
        }
    if app.developer:
        data["author"] = {"@type": "Organization", "name": app.developer}
    return {key: value for key, value in data.items() if value}
