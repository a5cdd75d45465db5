"""Feeds for Google Merchant Center, as TSV or XML.

https://support.google.com/merchants/answer/7052112
"""

import re
from pathlib import Path
from typing import Any

from generator.errors import InputError, Place, Problem, SiteError
from generator.site.catalogue import Catalogue
from generator.site.row import Reading, RemoteUrl
from generator.source.delimited import open_table
from generator.source.feed import feed_records
from generator.source.record import Record, Records, Tell

_NEEDED = ("id", "title")


def merchant_records(file: Path, catalogue: Catalogue, tell: Tell) -> Records:
    """The items of a feed.

    Each has the feed's own attributes under their names, and, as a product of Shopify has them:
    handle, title, body_html, vendor, type, tags, price, compare_at_price (where the item is on
    sale), currency, sku, available, image, images and variants (none).

    Raises:
        SiteError: `catalogue-format`: it is no such feed; or as `open_table` and `feed_records`.
    """
    if file.suffix.lower() == ".xml":
        records = feed_records(file)
    else:
        # The feed's own delimiter is the tab; exports of other programs use commas.
        table = open_table(
            file, delimiter=catalogue.delimiter or "", encoding=catalogue.encoding or ""
        )
        missing = [name for name in _NEEDED if name not in table.columns]
        if missing:
            raise SiteError([_no_feed(table.file, missing[0])])
        records = table.records(tell)
    reading = Reading(comma=catalogue.decimal == ",")
    for record in records:
        try:
            yield Record(record.file, record.line, _values(record, reading), record.locate)
        except _ColumnError as error:
            tell(record.problem(error.column, error.why))


def _no_feed(file: Path, column: str) -> Problem:
    return Problem(
        "catalogue-format",
        f"{file.name} is no product feed for Google Merchant Center: it has no column {column!r}.",
        "Name the file of the feed, or another `format:`.",
        Place(file, 1, 1),
    )


class _ColumnError(Exception):
    def __init__(self, column: str, why: InputError) -> None:
        super().__init__(column)
        self.column = column
        self.why = why


def _values(record: Record, reading: Reading) -> dict[str, Any]:
    given = record.values
    price, currency = _money(given, "price", reading)
    sale, _ = _money(given, "sale_price", reading)
    reduced = sale is not None and price is not None and sale < price
    title = _text(given, "title")
    images = [
        RemoteUrl(address, title)
        for address in dict.fromkeys(
            [_text(given, "image_link"), *_list(given.get("additional_image_link"))]
        )
        if address
    ]
    return {
        **given,
        "handle": re.sub(r"[^\w]+", "-", _text(given, "id")).strip("-").lower(),
        "title": title,
        "body_html": _text(given, "description"),
        "vendor": _text(given, "brand"),
        "type": _text(given, "product_type") or _text(given, "google_product_category"),
        "tags": [],
        "price": sale if reduced else price,
        "compare_at_price": price if reduced else None,
        "currency": currency,
        "sku": _text(given, "mpn") or _text(given, "id"),
        "available": _text(given, "availability").replace("_", " ") not in ("out of stock",),
        "image": images[0] if images else None,
        "images": images,
        "variants": [],
    }


def _text(values: Any, name: str) -> str:
    value = values.get(name)
    if isinstance(value, list):  # an attribute that came twice
        value = value[0]
    return value.strip() if isinstance(value, str) else ""


def _list(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [part.strip() for part in parts if isinstance(part, str)]


def _money(values: Any, name: str, reading: Reading) -> tuple[Any, str | None]:
    text = _text(values, name)
    if not text:
        return None, None
    currency = re.search(r"\b[A-Z]{3}\b", text)
    try:
        return reading.number(text), currency[0] if currency else None
    except InputError as error:
        raise _ColumnError(name, error) from None
