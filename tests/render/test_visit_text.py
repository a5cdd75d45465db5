"""Words from the visitor's address on rendered pages in Chromium: text, and nothing but text."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from generator.render.visit_texts import place_visit_texts, visit_text_config
from generator.site.visit_text import VisitText, VisitTexts
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.rendered_site import HOST, PRODUCT, output_site

URL = f"https://{HOST}/city/"
TEMPLATE = """\
{% extends "layout.html" %}
{% from "partials/cta.html" import cta %}
{% block body %}<main><h1 title="{{ page.headline }}">{{ page.headline }}</h1>
<p class="upper">{{ page.kicker }}</p><div class="body">{{ body }}</div>{{ cta(links.cta) }}</main>
{% endblock %}
"""
CITY = "{{ visit.city | default('your R&D city') | title }}"
PAGES = {
    "city": PRODUCT.replace("title: Glow Serum", f'title: "Glow in {CITY}"')
    + f'headline: "Delivered in {CITY}"\n'
    + "kicker: \"{{ visit.mood | default('calm') | only('Wild', 'très chic') }}, "
    + "{{ visit.code | default('NONE') | upper | longest(6) }}\"\n"
    + "description: \"For {{ visit.city | default('you') }}\"\n",
    "plain": PRODUCT,
}
SHOWN = "document.querySelector('h1').textContent"
KICKER = "document.querySelector('.upper').textContent"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output_site(tmp_path_factory.mktemp("text"), PAGES, **{"product.html": TEMPLATE})


@pytest.fixture
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)


def test_the_default_stands_in_the_html(output: Path) -> None:
    html = (output / "city" / "index.html").read_text()
    assert "<title>Glow in your R&amp;D city</title>" in html.replace("R&D", "R&amp;D")
    assert "\ue010" not in html
    assert "\ue011" not in html
    assert html.count("data-lf-text") >= 3  # and never in the title, in attributes or in data
    assert "For you" in html
    plain = (output / "plain" / "index.html").read_text()
    assert "data-lf-text" not in plain
    assert '"tx"' not in plain


@pytest.mark.browser
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("berlin", "Berlin"),
        ("NEW YORK-upstate", "New York-Upstate"),
        ("  são   paulo ", "São Paulo"),
        ("<img src=x onerror=alert(1)>", "<img Src=x Onerror=alert(1)>"),
        ("x" * 40, "X" + "x" * 39),
        ("x" * 41, "your R&D city"),
        ("\u202eevil", "Evil"),
        ("__CITY__", "your R&D city"),
        ("null", "your R&D city"),
        ("", "your R&D city"),
        ("مدينة", "مدينة"),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
    ],
)
def test_what_the_address_brings_stands_there_as_text(
    site: None, page: Page, value: str, shown: str
) -> None:
    page.goto(f"{URL}?city={quote(value)}&pid=x")
    assert page.evaluate(SHOWN) == f"Delivered in {shown}"
    assert page.evaluate("document.querySelectorAll('h1 *').length") == 1
    assert page.title() == "Glow in your R&D city"
    assert page.evaluate("document.querySelector('h1').title") == "Delivered in your R&D city"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "calm, NONE"),
        ("?mood=WILD", "Wild, NONE"),
        ("?mood=tr%C3%A8s+chic&code=ab1", "très chic, AB1"),
        ("?mood=angry&code=toolong", "calm, NONE"),
        ("?code=a&code=b", "calm, B"),
        ("?__proto__=x&constructor=y", "calm, NONE"),
    ],
)
def test_lists_lengths_and_casing(site: None, page: Page, query: str, shown: str) -> None:
    page.goto(URL + query)
    assert page.evaluate(KICKER) == shown


@pytest.mark.browser
def test_without_javascript_the_default_stays(site: None, open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(f"{URL}?city=berlin")
    assert page.inner_text("h1") == "Delivered in your R&D city"


def test_only_text_of_the_page_becomes_an_element() -> None:
    texts = VisitTexts()
    mark = texts.mark(VisitText("city", "here"))
    html = (
        f"<title>{mark}</title><style>{mark}</style><!-- {mark} --><p class='{mark}'>In {mark}!</p>"
        f'<script>"{mark}"</script><textarea>{mark}</textarea>{mark}'
    )
    span = '<span data-lf-text="0">here</span>'
    assert place_visit_texts(html, texts.found) == (
        f"<title>here</title><style>here</style><!-- here --><p class='here'>In {span}!</p>"
        f'<script>"here"</script><textarea>here</textarea>{span}'
    )


def test_the_scripts_rules_are_short() -> None:
    assert visit_text_config([VisitText("a", "x"), VisitText("b", "y", "", ("p",), 9)]) == [
        ["a", 40],
        ["b", 9, "", ["p"]],
    ]
