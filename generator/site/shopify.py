"""Shopify's product export: one product, with its variants and pictures, from many rows.

https://help.shopify.com/en/manual/products/import-export/using-csv. A product's first row says what
it is; each further row with the same handle adds a variant, a picture, or both.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from generator.errors import InputError, Place, Problem, SiteError
from generator.site.row import Reading, RemoteUrl
from generator.source.delimited import Table
from generator.source.record import Record, Records, Tell

_NEEDED = ("handle", "title", "variant_price")
_NO_OPTION = "Default Title"


def shopify_records(table: Table, reading: Reading, tell: Tell) -> Records:
    """The products of an export.

    Each has handle, title, body_html, vendor, type, tags, published, status, price,
    compare_at_price (where it is above the price), sku, available, image, images, variants,
    seo_title and seo_description, and every column of its first row under its own name. A variant
    has title, options, price, compare_at_price, sku, barcode, available and image.

    Args:
        table: The export.
        reading: How numbers are written.
        tell: Takes the problems of products that are left out.

    Raises:
        SiteError: `catalogue-format`: it is no such export.
    """
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        raise SiteError(
            [
                Problem(
                    "catalogue-format",
                    f"{table.file.name} is no product export of Shopify: it has no column "
                    f"{missing[0]!r}.",
                    "Export the products once more (Products, Export, Plain CSV file), or name "
                    "another `format:`.",
                    Place(table.file, table.first_line, 1),
                )
            ]
        )
    for rows in _grouped(table.records(tell)):
        product = _Product(rows, reading).record(tell)
        if product:
            yield product


def _grouped(records: Records) -> Iterator[list[Record]]:
    """Rows that follow each other and have one handle; those without a handle stand alone."""
    rows: list[Record] = []
    for record in records:
        if rows and (record.values["handle"] != rows[0].values["handle"] or not _handle(record)):
            yield rows
            rows = []
        rows.append(record)
    if rows:
        yield rows


def _handle(record: Record) -> str:
    return str(record.values["handle"]).strip()


class _Product:
    def __init__(self, rows: list[Record], reading: Reading) -> None:
        self.rows = rows
        self.reading = reading

    def record(self, tell: Tell) -> Record | None:
        first = self.rows[0]
        right = True
        variants: list[dict[str, Any]] = []
        for row in self.rows:
            if not _is_variant(row, first):
                continue
            numbers: dict[str, Any] = {}
            for column in ("variant_price", "variant_compare_at_price", "variant_inventory_qty"):
                try:
                    numbers[column] = self.reading.value("number", row.values.get(column))
                except InputError as error:
                    right = False
                    tell(row.problem(column, error))
            if right:
                variants.append(_variant(row.values, numbers, first.values))
        if not right:
            return None
        return Record(first.file, first.line, self._values(variants), first.locate)

    def _values(self, variants: list[dict[str, Any]]) -> dict[str, Any]:
        first = self.rows[0].values
        main = variants[0] if variants else {}
        images = _images(self.rows)
        return {
            **first,
            "handle": _handle(self.rows[0]),
            "body_html": Markup(first.get("body_html") or first.get("body", "")),
            "tags": [tag.strip() for tag in first.get("tags", "").split(",") if tag.strip()],
            "published": first.get("published", "true").strip().lower() in ("true", ""),
            "status": first.get("status", "").strip().lower() or "active",
            "price": main.get("price"),
            "compare_at_price": main.get("compare_at_price"),
            "sku": main.get("sku", ""),
            "available": any(variant["available"] for variant in variants),
            "image": images[0] if images else None,
            "images": images,
            "variants": variants,
        }


def _is_variant(row: Record, first: Record) -> bool:
    """Whether a row says something of a variant; the others only bring a picture."""
    values = row.values
    return row is first or any(
        values.get(name, "").strip() for name in ("variant_price", "option1_value", "variant_sku")
    )


def _variant(
    row: Mapping[str, str], numbers: Mapping[str, Decimal | None], first: Mapping[str, str]
) -> dict[str, Any]:
    options = {
        first.get(f"option{number}_name", "").strip() or f"Option {number}": value
        for number in (1, 2, 3)
        if (value := row.get(f"option{number}_value", "").strip()) and value != _NO_OPTION
    }
    price, before = numbers["variant_price"], numbers["variant_compare_at_price"]
    image = row.get("variant_image", "").strip()
    return {
        "title": " / ".join(options.values()),
        "options": options,
        "price": price,
        # Shops leave an old or equal price here; only a higher one is a reduction.
        "compare_at_price": before if before and price is not None and before > price else None,
        "sku": row.get("variant_sku", "").strip().lstrip("'"),
        "barcode": row.get("variant_barcode", "").strip().lstrip("'"),
        "available": _is_available(row, numbers["variant_inventory_qty"]),
        "image": RemoteUrl(image) if image else None,
    }


def _is_available(row: Mapping[str, str], stock: Decimal | None) -> bool:
    counted = bool(row.get("variant_inventory_tracker", "").strip())
    oversells = row.get("variant_inventory_policy", "").strip().lower() == "continue"
    return not counted or oversells or stock is None or stock > 0


def _images(rows: list[Record]) -> list[RemoteUrl]:
    """The pictures in the order of their positions, each once."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        address = row.values.get("image_src", "").strip()
        position = row.values.get("image_position", "").strip()
        if address:
            place = int(position) if position.isdecimal() else len(found) + 1
            alt = row.values.get("image_alt_text", "").strip()
            found.setdefault(address, (place, alt or rows[0].values["title"].strip()))
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return [RemoteUrl(address, alt) for address, (_, alt) in ordered]
