"""Shopify's product export and feeds for Google Merchant Center, understood by name."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.site.page_types.product import Product
from generator.site.row import RemoteUrl, Row
from tests.site.catalogue_site import SHOP, pages_of, problems, product, url_of

HEADINGS = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,"
    "Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,"
    "Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,"
    "Image Position,Image Alt Text,SEO Title,SEO Description,Variant Image,Status"
)
EXPORT = f"""{HEADINGS}
oslo,Oslo lamp,<p>Warm <b>light</b>.</p>,Nord,Lamps,"brass, desk",true,Colour,Brass,Size,S,O-1,shopify,0,deny,89.00,120.00,'4001,https://cdn.example/oslo-2.jpg,2,,,,,active
oslo,,,,,,,,Black,,M,O-2,shopify,4,deny,79.00,79.00,,https://cdn.example/oslo-1.jpg,1,The lamp,,,https://cdn.example/oslo-black.jpg,
oslo,,,,,,,,,,,,,,,,,,https://cdn.example/oslo-3.jpg,3,,,,,
bergen,Bergen chair,,Nord,Chairs,,false,Title,Default Title,,,B-1,,,,49.5,,,,,,,,,draft
"""


def shopify(front_matter: str, export: str = EXPORT) -> str:
    usual = "catalogue: {file: data/products.csv, format: shopify}\npath:\n"
    return (
        product(usual + front_matter, "{{ row.body_html }}", name="products")
        + f"-- sites/shop/data/products.csv --\n{export}"
    )


EVERYTHING = """title: "{{ row.title }}"
category: "{{ row.type }}"
kicker: "{{ row.vendor }}, {{ row.tags | join(' + ') }}"
gallery: ["{{ row.image or 'media/lamp.jpg' }}", "{{ row.images[1:] }}"]
price: {now: "{{ row.price }}", was: "{{ row.compare_at_price }}"}
sku: "{{ row.sku }}"
availability: "{{ 'in-stock' if row.available else 'out-of-stock' }}"
draft: "{{ false }}"
details:
  - name: Variants
    value: "{% for v in row.variants %}{{ v.title }} {{ v.price }} {{ v.sku }}; {% endfor %}"
cta: {label: Shop Now, url: "https://nord.example/products/{{ row.handle }}"}
"""


def test_a_product_is_put_together_from_its_rows(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, SHOP, shopify(EVERYTHING))
    assert list(pages) == ["products/oslo", "products/bergen"]
    page = pages["products/oslo"].page
    assert isinstance(page, Product)
    assert (page.title, page.category, page.kicker, page.sku) == (
        "Oslo lamp",
        "Lamps",
        "Nord, brass + desk",
        "O-1",
    )
    assert (page.price.now, page.price.was) == (Decimal("89.00"), Decimal("120.00"))
    assert [(str(image.src), image.alt) for image in page.gallery] == [
        ("https://cdn.example/oslo-1.jpg", "The lamp"),
        ("https://cdn.example/oslo-2.jpg", "Oslo lamp"),
        ("https://cdn.example/oslo-3.jpg", "Oslo lamp"),
    ]
    assert page.availability == "in-stock"
    assert page.details[0].value == "Brass / S 89.00 O-1; Black / M 79.00 O-2;"
    assert url_of(page) == "https://nord.example/products/oslo"


def test_a_product_without_options_pictures_and_stock(tmp_path: Path) -> None:
    page = pages_of(tmp_path, SHOP, shopify(EVERYTHING))["products/bergen"].page
    assert isinstance(page, Product)
    assert page.price.was is None
    assert page.details[0].value == "49.5 B-1;"
    assert [str(image.src) for image in page.gallery] == ["media/lamp.jpg"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("row.published", ["products/oslo"]),
        ("row.status == 'draft'", ["products/bergen"]),
        ("'desk' in row.tags", ["products/oslo"]),
        ("row.variants | length > 1 and row.price > 80", ["products/oslo"]),
        ("row.variants[0].available", ["products/bergen"]),
        ("row.variants[0].options.get('Colour') == 'Brass'", ["products/oslo"]),
        ("row.seo_title", []),
        ("row.option1_name == 'Colour'", ["products/oslo"]),
    ],
)
def test_what_can_be_asked_of_a_product(tmp_path: Path, where: str, found: list[str]) -> None:
    usual = f'catalogue: {{file: data/products.csv, format: shopify, where: "{where}"}}\n'
    archive = shopify(EVERYTHING).replace(
        "catalogue: {file: data/products.csv, format: shopify}\n", usual
    )
    assert list(pages_of(tmp_path, SHOP, archive)) == found


def test_mistakes_in_an_export(tmp_path: Path) -> None:
    export = EXPORT.replace("79.00,79.00", "seventy,79.00") + EXPORT.split("\n")[1] + "\n"
    assert problems(tmp_path, SHOP, shopify(EVERYTHING, export)) == [
        "sites/shop/data/products.csv:3:41 row-value",
    ]
    assert problems(tmp_path, SHOP, shopify(EVERYTHING, EXPORT + EXPORT.split("\n")[1])) == [
        "sites/shop/data/products.csv:6:1 row-key-duplicate",
    ]
    assert problems(tmp_path, SHOP, shopify(EVERYTHING, EXPORT.replace("bergen,", ",", 1))) == [
        "sites/shop/data/products.csv:5:1 row-key-missing",
    ]
    assert problems(tmp_path, SHOP, shopify(EVERYTHING, "Id,Title\n1,Lamp\n")) == [
        "sites/shop/data/products.csv:1:1 catalogue-format",
    ]


TSV = (
    "id\ttitle\tdescription\tlink\timage_link\tadditional_image_link\tprice\tsale_price\tbrand\t"
    "availability\tproduct_type\n"
    "L 1\tOslo\tWarm & soft\thttps://nord.example/oslo\thttps://cdn.example/1.jpg\t"
    "https://cdn.example/2.jpg,https://cdn.example/3.jpg\t120.00 EUR\t89.50 EUR\tNord\tin_stock\t"
    "Home > Lamps\n"
    "L2\tBergen\t\thttps://nord.example/bergen\thttps://cdn.example/4.jpg\t\t1,049.00 EUR\t\tNord\t"
    "out of stock\t\n"
)
XML = """<rss xmlns:g="http://base.google.com/ns/1.0"><channel>
<item><g:id>L 1</g:id><title>Oslo</title><description>Warm &amp; soft</description>
<link>https://nord.example/oslo</link><g:image_link>https://cdn.example/1.jpg</g:image_link>
<g:additional_image_link>https://cdn.example/2.jpg</g:additional_image_link>
<g:additional_image_link>https://cdn.example/3.jpg</g:additional_image_link>
<g:price>120.00 EUR</g:price><g:sale_price>89.50 EUR</g:sale_price><g:brand>Nord</g:brand>
<g:availability>in_stock</g:availability><g:product_type>Home &gt; Lamps</g:product_type></item>
<item><g:id>L2</g:id><title>Bergen</title><link>https://nord.example/bergen</link>
<g:image_link>https://cdn.example/4.jpg</g:image_link><g:price>1,049.00 EUR</g:price>
<g:brand>Nord</g:brand><g:availability>out of stock</g:availability></item>
</channel></rss>
"""
MERCHANT = """title: "{{ row.title }}"
category: "{{ row.type or 'Things' }}"
description: "{{ row.body_html }}"
gallery: "{{ row.images }}"
price: {now: "{{ row.price }}", was: "{{ row.compare_at_price }}", currency: "{{ row.currency }}"}
sku: "{{ row.sku }}"
availability: "{{ 'in-stock' if row.available else 'out-of-stock' }}"
cta: {label: Shop Now, url: "{{ row.link }}"}
"""


@pytest.mark.parametrize(("name", "text"), [("feed.tsv", TSV), ("feed.xml", XML)])
def test_a_merchant_feed(tmp_path: Path, name: str, text: str) -> None:
    usual = f"catalogue: {{file: data/{name}, format: merchant}}\npath:\n"
    archive = product(usual + MERCHANT, name="m") + f"-- sites/shop/data/{name} --\n{text}"
    one, two = (source.page for source in pages_of(tmp_path, SHOP, archive).values())
    assert isinstance(one, Product)
    assert isinstance(two, Product)
    assert (one.price.now, one.price.was, one.price.currency) == (
        Decimal("89.50"),
        Decimal("120.00"),
        "EUR",
    )
    assert (two.price.now, two.price.was) == (Decimal("1049.00"), None)
    assert (one.category, two.category) == ("Home > Lamps", "Things")
    assert (one.description, one.availability, two.availability) == (
        "Warm & soft",
        "in-stock",
        "out-of-stock",
    )
    assert len(one.gallery) == 3
    assert list(pages_of(tmp_path, SHOP, archive)) == ["m/l-1", "m/l2"]


def test_mistakes_in_a_merchant_feed(tmp_path: Path) -> None:
    usual = "catalogue: {file: data/f.tsv, format: merchant}\npath:\n"
    archive = product(usual + MERCHANT, name="m") + "-- sites/shop/data/f.tsv --\n"
    assert problems(tmp_path, SHOP, archive + TSV.replace("89.50", "cheap")) == [
        "sites/shop/data/f.tsv:2:137 row-value"
    ]
    assert problems(tmp_path, SHOP, archive + "sku\ttitle\n1\tx\n") == [
        "sites/shop/data/f.tsv:1:1 catalogue-format"
    ]


def test_a_row_is_no_dictionary() -> None:
    row = Row({"items": 3, "keys": "a", "_1": 2})
    assert (row.items, row["keys"]) == (3, "a")
    assert "items" in row
    assert not hasattr(row, "values")
    assert repr(row) == "Row({'items': 3, 'keys': 'a', '_1': 2})"
    url = RemoteUrl("https://cdn.example/x.jpg", "A lamp")
    assert (url, url.alt) == ("https://cdn.example/x.jpg", "A lamp")
