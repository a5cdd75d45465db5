"""What authors write between braces, and words from the visitor's address."""

from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.errors import InputError
from generator.site.author_text import Condition, author_text, has_code, slug
from generator.site.row import Row
from generator.site.visit_text import VisitText, VisitTexts, unmarked
from tests.site.catalogue_site import SHOP, pages_of, problems, product

ROW = Row(
    {
        "title": "Oslo & Co",
        "price": Decimal("29.00"),
        "none": None,
        "empty": "",
        "tags": ["a", "b"],
        "html": Markup("<p>x</p>"),
    }
)


def value(source: str) -> object:
    return author_text(source).value({"row": ROW, "market": {"key": "us"}}, VisitTexts())


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("{{ row.title }}", "Oslo & Co"),
        ("{{ row.price }}", Decimal("29.00")),
        ("{{ row.price * 2 }}", Decimal("58.00")),
        ("from {{ row.price }}", "from 29.00"),
        ("{{ row.tags }}", ["a", "b"]),
        ("tags: {{ row.tags }}", "tags: a, b"),
        ("{{ row.none }}", None),
        ("{{ row.empty }}", None),
        ("x{{ row.none }}y", "xy"),
        ("{{ row.none | default('z') }}", "z"),
        ("{{ row.empty | default('z') }}", "z"),
        ("{{ row.colour | default('z') }}", "z"),
        ("{{ row.title | upper }}", "OSLO & CO"),
        ("{{ row.html }}", "x"),
        ("{{ row.price > 3 }}", True),
        ("{{ [row.title, {'a': row.price}] }}", ["Oslo & Co", {"a": Decimal("29.00")}]),
        ("{% if row.price > 30 %}dear{% else %}cheap{% endif %}", "cheap"),
        ("{% for t in row.tags %}{{ t }};{% endfor %}", "a;b;"),
        ("{{ row.title }}{{ row.price }}", "Oslo & Co29.00"),
        ('{{ "{{" }} {{ market.key }}', "{{ us"),
    ],
)
def test_values(source: str, result: object) -> None:
    assert value(source) == result


@pytest.mark.parametrize(
    "source", ["{{ row._values }}", "{{ ''.__class__ }}", "{{ row.tags.append(1) }}"]
)
def test_nothing_else_is_in_reach(source: str) -> None:
    with pytest.raises(InputError) as caught:
        value(source)
    assert caught.value.code == "template-error"


def test_code_and_slugs_and_conditions() -> None:
    assert [has_code(text) for text in ("{{ a }}", "{% if %}", "{# #}", "{a}", "a", "")] == [
        True
    ] * 3 + [False] * 3
    assert [slug(text) for text in (" A b/c ", "Größe", "..", 5)] == ["a-b-c", "größe", "-", "5"]
    assert Condition("row.price < 30").holds({"row": ROW})


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{ visit.city | default('your city') }}", VisitText("city", "your city")),
        ("{{ visit.city | d('x') | title }}", VisitText("city", "x", "title")),
        ("{{ visit.city | upper | default('x') }}", VisitText("city", "x", "upper")),
        (
            "{{ visit.city | default('x') | only('Bonn', 'Köln') }}",
            VisitText("city", "x", "", ("Bonn", "Köln")),
        ),
        (
            "{{ visit['utm-x'] | default(row.title) | longest(9) }}",
            VisitText("utm-x", "Oslo & Co", "", (), 9),
        ),
    ],
)
def test_words_of_a_visit(source: str, found: VisitText) -> None:
    texts = VisitTexts()
    text = author_text(f"In {source}!").value({"row": ROW}, texts)
    assert texts.found == [found]
    assert unmarked(str(text)) == f"In {found.default}!"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ visit.city }}", "visit-default-missing"),
        ("{{ visit.city | default('') }}", "visit-default-missing"),
        ("{{ visit['a b'] | default('x') }}", "visit-key"),
        ("{{ visit.city | default('x') | longest(0) }}", "visit-length"),
        ("{{ visit.city | default('x') | longest(9999) }}", "visit-length"),
    ],
)
def test_mistakes_in_words_of_a_visit(source: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        value(source)
    assert caught.value.code == code


def test_a_word_of_a_visit_that_comes_twice_is_one(tmp_path: Path) -> None:
    here = "{{ visit.city | default('here') }}"
    text = f'headline: "{here}"\nkicker: "In {here}"'
    rows = "sku,title,price\nL1,Oslo,5\n"
    (source,) = pages_of(
        tmp_path, SHOP, product(text, "{{ visit.city | default('there') }}", rows=rows)
    ).values()
    assert [text.default for text in source.visit_texts] == ["here", "there"]


@pytest.mark.parametrize(
    "said",
    [
        "cta: {label: Shop Now, url: \"https://shop.example/{{ visit.x | default('y') }}\"}",
        "attribution: {defaults: {campaign: \"{{ visit.x | default('y') }}\"}}",
        "pixels: {tiktok: \"{{ visit.x | default('y') }}\"}",
        "path: \"{{ visit.x | default('y') }}\"",
    ],
)
def test_an_address_chooses_words_and_nothing_else(tmp_path: Path, said: str) -> None:
    rows = "sku,title,price\nL1,Oslo,5\n"
    assert [line.split()[1] for line in problems(tmp_path, SHOP, product(said, rows=rows))] == [
        "visit-not-copy"
    ]
