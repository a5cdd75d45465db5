"""One page for each row of a catalogue, and every mistake in it at its row and column."""

from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.site.fields import MediaFile, RemoteFile
from generator.site.page_types.product import Product
from tests.site.catalogue_site import LAMPS, SHOP, pages_of, problems, product, url_of


def test_each_row_becomes_a_page(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, SHOP, product(rows=LAMPS, body="**{{ row.title }}**, new."))
    assert list(pages) == ["p/l1", "p/l2"]
    page = pages["p/l2"].page
    assert isinstance(page, Product)
    assert (page.title, page.price.now, url_of(page)) == (
        "Bergen",
        Decimal("39.50"),
        "https://shop.example/L2",
    )
    assert str(pages["p/l2"].body).strip() == "**Bergen**, new."


def test_values_keep_their_types_and_become_whole_settings(tmp_path: Path) -> None:
    rows = (
        'sku,title,price,old,stock,tags,day\nL1,Oslo,29,36,7,"a, b",2027-01-31\nL2,Bergen,9,,,,\n'
    )
    text = """catalogue:
  file: data/lamps.csv
  key: sku
  types: {price: number, old: number, stock: integer, tags: list, day: date}
price: {now: "{{ row.price }}", was: "{{ row.old }}"}
description: "{{ row.stock * 2 }} left, {{ row.tags | join(' and ') }}"
ends: "{{ row.day }}"
details: [{name: Tags, value: "{{ row.tags or 'none' }}"}]"""
    pages = pages_of(
        tmp_path, SHOP, product(text.replace("row.stock *", "(row.stock or 0) *"), rows=rows)
    )
    one, two = (source.page for source in pages.values())
    assert isinstance(one, Product)
    assert isinstance(two, Product)
    assert (one.price.was, two.price.was) == (Decimal(36), None)
    assert (one.description, two.description) == ("14 left, a and b", "0 left,")
    assert str(one.ends) == "2027-01-31"
    assert two.ends is None
    assert (one.details[0].value, two.details[0].value) == ("a, b", "none")


def test_a_row_can_give_a_list_of_groups(tmp_path: Path) -> None:
    facts = '[{"name": "Size", "value": "M"}]'
    rows = f'[{{"sku": "L1", "title": "Oslo", "price": 29.90, "facts": {facts}}}]'
    text = 'catalogue: {file: data/lamps.json, key: sku}\ndetails: "{{ row.facts }}"'
    archive = product(text) + f"-- sites/shop/data/lamps.json --\n{rows}"
    (source,) = pages_of(tmp_path, SHOP, archive).values()
    assert isinstance(source.page, Product)
    assert source.page.price.now == Decimal("29.90")
    assert [(detail.name, detail.value) for detail in source.page.details] == [("Size", "M")]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("row.sku != 'L2'", ["p/l1"]),
        ("row.price > 30", ["p/l2"]),
        ("'er' in row.title", ["p/l2"]),
        ("row.title | length == 4 or row.price < 1", ["p/l1"]),
        ("false", []),
    ],
)
def test_where_chooses_rows(tmp_path: Path, where: str, found: list[str]) -> None:
    text = (
        f'catalogue: {{file: data/lamps.csv, key: sku, types: {{price: number}}, where: "{where}"}}'
    )
    assert list(pages_of(tmp_path, SHOP, product(text, rows=LAMPS))) == found


def test_a_path_takes_each_value_as_one_step(tmp_path: Path) -> None:
    rows = "sku,title,price\n1,Über / Unter?,5\n2,../../etc,5\n3,A & B: 50%,5\n"
    text = 'path: "{{ row.sku }}/x-{{ row.title }}"'
    assert list(pages_of(tmp_path, SHOP, product(text, rows=rows))) == [
        "1/x-über-unter",
        "2/x-etc",
        "3/x-a-b-50",
    ]


def test_without_a_path_the_key_makes_it(tmp_path: Path) -> None:
    assert list(pages_of(tmp_path, SHOP, product("path:", rows=LAMPS))) == ["lamps/l1", "lamps/l2"]


def test_catalogues_multiply(tmp_path: Path) -> None:
    creators = "-- sites/shop/data/creators.csv --\nhandle,country\nmara,US\nli,DE\n"
    text = """catalogue:
  - {file: data/lamps.csv, key: sku}
  - {file: data/creators.csv, as: creator, key: handle}
path: "{{ row.sku }}/{{ creator.handle }}"
attribution: {defaults: {campaign: "{{ row.sku }}", ad: "{{ creator.handle }}"}}"""
    pages = pages_of(tmp_path, SHOP, product(text, rows=LAMPS) + creators)
    assert list(pages) == ["l1/mara", "l1/li", "l2/mara", "l2/li"]
    defaults = pages["l2/mara"].page.attribution.defaults
    assert (defaults.campaign, defaults.ad, defaults.media_source) == ("L2", "mara", "shop_landing")


def test_excels_numbers(tmp_path: Path) -> None:
    rows = "sku;title;price\nL1;Oslo;1.299,50 €\nL2;Bergen;12,9\n"
    text = "catalogue: {file: data/lamps.csv, key: sku, types: {price: number}}"
    pages = pages_of(tmp_path, SHOP, product(text, rows=rows)).values()
    assert [page.page.price.now for page in pages if isinstance(page.page, Product)] == [
        Decimal("1299.50"),
        Decimal("12.9"),
    ]


def test_values_are_text_in_fields_and_stay_html_for_the_body(tmp_path: Path) -> None:
    rows = 'sku,title,price,text\nL1,<b>{{ market }}</b> & [x](y),5,"<p>One</p><p>Two</p>"\n'
    text = """catalogue: {file: data/lamps.csv, key: sku, types: {text: html}}
description: "{{ row.text }}\""""
    (source,) = pages_of(
        tmp_path, SHOP, product(text, "{{ row.text }} {{ row.title }}", rows=rows)
    ).values()
    assert source.page.title == "<b>{{ market }}</b> & [x](y)"
    assert source.page.description == "OneTwo"
    assert [type(value) for value in source.body.values] == [Markup, str]


def test_pictures_stay_remote_or_come_from_a_folder(tmp_path: Path) -> None:
    rows = "sku,title,price,image\nL1,Oslo,5,https://cdn.example/a/oslo 1.jpg?v=2\n"
    text = """catalogue: {file: data/lamps.csv, key: sku, types: {image: image}%s}
gallery: ["{{ row.image }}"]"""
    (source,) = pages_of(
        tmp_path / "a", SHOP, product(text.replace("%s", "") + "\n", rows=rows)
    ).values()
    image = source.page.gallery[0]
    assert image.src == RemoteFile("https://cdn.example/a/oslo%201.jpg?v=2")
    local = product(text.replace("%s", ", media: media/p"), rows=rows)
    picture = "\n-- sites/shop/media/p/oslo 1.jpg --\n"
    (source,) = pages_of(tmp_path / "b", SHOP, local + picture).values()
    assert isinstance(source.page.gallery[0].src, MediaFile)
    assert problems(tmp_path / "c", SHOP, local) == [
        "sites/shop/data/lamps.csv:2:11 media-remote-missing"
    ]


def test_authors_cannot_name_remote_pictures_themselves(tmp_path: Path) -> None:
    text = "gallery: [https://cdn.example/x.jpg]"
    assert problems(tmp_path, SHOP, product(text, rows=LAMPS)) == [
        "sites/shop/pages/lamps.md:9:11 media-outside-site"
    ]


def test_every_mistake_of_every_row_is_told_at_once(tmp_path: Path) -> None:
    rows = """SKU,Title,Price,When
L1,Oslo,29.00,2027-01-31
L2,Bergen,cheap,2027-01-31
L1,Twice,5,
,Nameless,5,
L5,Short,5
L6,Long,5,,6
L7,,7,soon
L8,Free,-3,
"""
    text = "catalogue: {file: data/lamps.csv, key: sku, types: {when: date}}"
    assert problems(tmp_path, SHOP, product(text, rows=rows)) == [
        "sites/shop/data/lamps.csv:3:11 value-wrong-kind",
        "sites/shop/data/lamps.csv:4:1 row-key-duplicate",
        "sites/shop/data/lamps.csv:5:1 row-key-missing",
        "sites/shop/data/lamps.csv:6:10 row-columns",
        "sites/shop/data/lamps.csv:7:12 row-columns",
        "sites/shop/data/lamps.csv:8:7 row-value",
        "sites/shop/data/lamps.csv:9:9 value-invalid",
    ]


def test_an_empty_cell_where_something_is_needed_is_its_rows_mistake(tmp_path: Path) -> None:
    rows = "SKU,Title,Price\nL1,,29.00\n"
    assert problems(tmp_path, SHOP, product(rows=rows)) == [
        "sites/shop/data/lamps.csv:2:4 key-missing"
    ]


@pytest.mark.parametrize("rows", ["SKU,Title,Price\n", "SKU,Title,Price\n\n\n"])
def test_a_catalogue_of_headings_alone_is_told(tmp_path: Path, rows: str) -> None:
    assert problems(tmp_path, SHOP, product(rows=rows)) == [
        "sites/shop/data/lamps.csv catalogue-empty"
    ]


def test_hundreds_of_equal_mistakes_are_summed_up(tmp_path: Path) -> None:
    rows = "SKU,Title,Price\n" + "".join(f"L{n},Lamp,cheap\n" for n in range(350))
    told = problems(tmp_path, SHOP, product(rows=rows))
    assert len(told) == 101
    assert told[0] == "sites/shop/data/lamps.csv problems-more"


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ('title: "{{ row.titel }}"', "pages/lamps.md:9:8", "template-undefined"),
        ('title: "{{ rwo.title }}"', "pages/lamps.md:9:8", "template-undefined"),
        ('title: "{{ row.title"', "pages/lamps.md:9:8", "template-syntax"),
        ('title: "{{ row.title / 2 }}"', "data/lamps.csv:2:4", "template-error"),
        ('title: "{{ row.title.__class__ }}"', "data/lamps.csv:2:4", "template-error"),
        ("catalogue: {file: data/none.csv}", "pages/lamps.md:9:19", "catalogue-missing"),
        ("catalogue: {file: ../x.csv}", "pages/lamps.md:9:19", "media-outside-site"),
        ("catalogue: {file: 7}", "pages/lamps.md:9:19", "value-wrong-kind"),
        ("catalogue: {file: media/lamp.jpg}", "pages/lamps.md:9:12", "catalogue-format-unknown"),
        ("catalogue: {file: data/lamps.csv, kye: sku}", "pages/lamps.md:9:35", "key-unknown"),
        ("catalogue: {file: data/lamps.csv, as: my row}", "pages/lamps.md:9:39", "catalogue-name"),
        ("catalogue: {file: data/lamps.csv, as: visit}", "pages/lamps.md:9:39", "catalogue-name"),
        ("catalogue: {file: data/lamps.csv, key: id}", "pages/lamps.md:9:12", "row-column-unknown"),
        (
            "catalogue: {file: data/lamps.csv, key: sku, types: {prise: number}}",
            "pages/lamps.md:9:12",
            "row-column-unknown",
        ),
        (
            "catalogue: {file: data/lamps.csv, key: sku, where: row.}",
            "pages/lamps.md:9:52",
            "template-syntax",
        ),
        (
            "catalogue: {file: data/lamps.csv, key: sku, where: row.prise}",
            "pages/lamps.md:9:52",
            "template-undefined",
        ),
        (
            'catalogue: {file: data/lamps.csv, key: sku, where: "row.price > 3"}',
            "data/lamps.csv:2:1",
            "template-error",
        ),
        (
            "catalogue: [{file: data/lamps.csv, key: sku}, {file: data/lamps.csv, key: sku}]",
            "pages/lamps.md:9:47",
            "catalogue-name",
        ),
        (
            "catalogue: {file: data/lamps.csv}\npath:",
            "pages/lamps.md:8:12",
            "catalogue-path-missing",
        ),
    ],
)
def test_mistakes_in_the_page(tmp_path: Path, text: str, where: str, code: str) -> None:
    rows = LAMPS.replace("\nL2,Bergen,39.50", "")
    told = problems(tmp_path, SHOP, product(text, rows=rows))
    assert told == [f"sites/shop/{where} {code}"]


def test_a_mistake_in_the_body_has_its_line(tmp_path: Path) -> None:
    body = "First.\n\nThen {{ row.colour }}."
    assert problems(tmp_path, SHOP, product(body=body, rows=LAMPS)) == [
        "sites/shop/pages/lamps.md:14:1 template-undefined"
    ]


def test_braces_without_quotes_are_explained(tmp_path: Path) -> None:
    assert problems(tmp_path, SHOP, product("title: {{ row.title }}", rows=LAMPS)) == [
        "sites/shop/pages/lamps.md:9:8 yaml-syntax"
    ]
