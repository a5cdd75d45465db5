"""What search engines and chat apps read of a page: JSON-LD by schema.org.

https://developers.google.com/search/docs/appearance/structured-data/search-gallery
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from generator.media import Picture
from generator.render.page_media import PageMedia, RemotePicture
from generator.site import Page
from generator.site.page_types.page import Price

if TYPE_CHECKING:
    from generator.media import Video
    from generator.site.page_types.ecommerce import Ecommerce
    from generator.site.page_types.entertainment import Entertainment
    from generator.site.page_types.product import Product
    from generator.site.page_types.web_to_app import AppPage

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
    make = _BY_TYPE.get(page.type)
    data = make(page, media, url, company) if make else None
    if data is None:
        return None
    image = page.main_image()
    shown = media.picture(image, "hero") if image else None
    if isinstance(shown, Picture):
        data["image"] = media.absolute_url(shown.fallback.asset)
    elif isinstance(shown, RemotePicture):
        data["image"] = shown.address
    return {"@context": "https://schema.org", **data}


def _product(page: "Product", media: PageMedia, url: str, company: str) -> dict[str, Any]:
    data = _offer(page, page.price, url, company, _AVAILABILITY[page.availability])
    data["category"] = page.category
    if page.sku:
        data["sku"] = page.sku
    return data


def _ecommerce(
    page: "Ecommerce", media: PageMedia, url: str, company: str
) -> dict[str, Any] | None:
    return _offer(page, page.price, url, company, "InStock") if page.price else None


def _offer(page: Page, price: Price, url: str, brand: str, stock: str) -> dict[str, Any]:
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


def _entertainment(
    page: "Entertainment", media: PageMedia, url: str, company: str
) -> dict[str, Any]:
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


def _app(page: "AppPage", media: PageMedia, url: str, company: str) -> dict[str, Any]:
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


_BY_TYPE: Mapping[str, Callable[..., dict[str, Any] | None]] = {
    "product": _product,
    "ecommerce": _ecommerce,
    "entertainment": _entertainment,
    "web-to-app": _app,
    "stores": _app,
}
