"""What a page tells its pixels: which event for which button, and about which product."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.site import Page, SourcePage
from generator.site.destinations import Destination, Website
from generator.site.tracking import Pixels

DEFAULT_HOST = "analytics.tiktok.com"


def pixel_config(
    source: SourcePage, destinations: Mapping[str, Destination]
) -> dict[str, Any] | None:
    """The member `px` of the page's configuration, or None for a page without pixels.

        {"id": [ids], "h": host if it is not the usual one, "ldu": 1 for limited data use,
         "v": event of the view, "e": {link id: [event] or [event, 1] to send the product along},
         "p": the product as TikTok's parameters}

    Whatever is empty is left out.
    """
    page = source.page
    pixels = page.pixels
    if pixels is None:
        return None
    config: dict[str, Any] = {
        "id": list(pixels.tiktok),
        "h": pixels.tiktok_host if pixels.tiktok_host != DEFAULT_HOST else "",
        "ldu": int(pixels.limited_data_use),
        "v": pixels.events.view if pixels.events.view != "off" else "",
        "e": _cta_events(pixels, destinations),
        "p": _product(page, source.path),
    }
    return {name: value for name, value in config.items() if value}


def _cta_events(pixels: Pixels, destinations: Mapping[str, Destination]) -> dict[str, list[Any]]:
    events: dict[str, list[Any]] = {}
    for link_id, destination in destinations.items():
        leads_to_shop = isinstance(destination, Website)
        event = pixels.events.shop if leads_to_shop else pixels.events.app
        if event != "off":
            events[link_id] = [event, 1] if leads_to_shop else [event]
    return events


def _product(page: Page, path: str) -> dict[str, Any]:
    """TikTok's parameters of the page's product; nothing for a page without a price.

    Types matter to TikTok: amounts are numbers, `content_id` is text.
    https://ads.tiktok.com/help/article/about-parameters
    """
    price = page.offer
    if price is None:
        return {}
    amount = _number(price.now)
    content = {
        "content_id": page.article_number or path or "index",
        "content_name": page.title,
        "quantity": 1,
        "price": amount,
    }
    return {
        "content_type": "product",
        "contents": [content],
        "value": amount,
        "currency": price.currency or page.currency,
    }


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)
