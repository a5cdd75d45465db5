"""A page that divides its visitors among variants, in Chromium: no flash, no lost click."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.rendered_site import HOST, PRODUCT, SITE, output_site

pytestmark = pytest.mark.browser

TEMPLATE = """\
{% extends "layout.html" %}
{% from "partials/cta.html" import cta %}
{% block body %}<main><h1>{{ page.headline or page.title }}</h1>{{ cta(links.cta) }}
<p><a id="second" href="/second/">More</a></p></main>{% endblock %}
"""
VARIANTS = "variants: {a: {}, b: {headline: Version B}}\n"
APP = PRODUCT.replace(
    "cta: {label: Shop Now, url: https://aurora.example/glow}", "cta: {label: Shop Now, to: app}"
)
PAGES = {
    "glow": APP + VARIANTS,
    "all-b": APP + VARIANTS.replace("{}", "{weight: 0}"),
    "all-a": APP + VARIANTS.replace("{headline", "{weight: 0, headline"),
    "asking": APP + VARIANTS.replace("{}", "{weight: 0}") + "consent: {mode: external}\n",
    "second": APP,
}
AD = "?pid=tiktokweb_int&c=Spring%20%26%20more&ttclid=E.C.P.1#part"
HREF = "document.querySelector('[data-lf=cta]').href"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = SITE.replace("attribution:", "attribution:\n  web_referrer: af_ref")
    root = tmp_path_factory.mktemp("split")
    return output_site(root, PAGES, site=site, **{"product.html": TEMPLATE})


@pytest.fixture(autouse=True)
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)


def drawing(page: Page, value: float) -> None:
    page.add_init_script(f"Math.random = () => {value};")


def at(path: str) -> str:
    return f"https://{HOST}/{path}"


@pytest.mark.parametrize(("value", "path"), [(0.0, "glow/"), (0.49, "glow/"), (0.5, "glow/b/")])
def test_visitors_are_divided_by_weight_and_keep_their_query(
    page: Page, value: float, path: str
) -> None:
    drawing(page, value)
    page.goto(at("glow/") + AD)
    page.wait_for_url(at(path) + AD)
    page.wait_for_load_state()
    name = "b" if path.endswith("b/") else "a"
    assert page.inner_text("h1") == ("Version B" if name == "b" else "Glow Serum")
    href = page.evaluate(HREF)
    assert f"af_sub3={name}" in href
    assert "pid=tiktokweb_int&c=Spring%20%26%20more" in href
    assert "ttclid=E.C.P.1" in href


@pytest.mark.parametrize(("path", "found"), [("all-a/", "all-a/"), ("all-b/", "all-b/b/")])
def test_a_weight_of_nothing(page: Page, path: str, found: str) -> None:
    page.goto(at(path))
    page.wait_for_url(at(found))


def test_the_choice_holds_for_the_visitor(page: Page) -> None:
    page.goto(at("all-b/"))
    page.wait_for_url(at("all-b/b/"))
    page.evaluate("localStorage.setItem('landfast-variant:/glow/', 'b')")
    drawing(page, 0.0)
    page.goto(at("glow/") + "?c=x")
    page.wait_for_url(at("glow/b/") + "?c=x")


def test_a_variant_that_is_no_more_is_chosen_anew(page: Page) -> None:
    page.goto(at("second/"))
    page.evaluate("localStorage.setItem('landfast-variant:/all-b/', 'a')")
    page.evaluate("localStorage.setItem('landfast-variant:/glow/', 'gone')")
    page.goto(at("all-b/"))
    page.wait_for_url(at("all-b/b/"))
    drawing(page, 0.0)
    page.goto(at("glow/"))
    assert page.inner_text("h1") == "Glow Serum"


def test_one_impression_with_the_variants_name(page: Page, edge: Edge) -> None:
    page.goto(at("all-b/") + AD)
    page.wait_for_url(at("all-b/b/") + AD)
    (sent,) = edge.requests.wait_for("impressions.onelink.me")
    assert "af_sub3=b" in sent.url
    page.wait_for_load_state("networkidle")
    assert len(edge.requests.to("impressions.onelink.me")) == 1


def test_a_new_ad_wins_over_the_arrival_that_was_remembered(page: Page) -> None:
    page.goto(at("second/") + "?pid=old_int&ttclid=OLD")
    page.goto(at("all-b/") + AD, referer="https://www.example/")
    page.wait_for_url(at("all-b/b/") + AD)
    page.wait_for_load_state()
    href = page.evaluate(HREF)
    assert "pid=tiktokweb_int" in href
    assert "OLD" not in href
    assert "af_ref=https%3A%2F%2Fwww.example%2F" in href  # as if nobody had been sent on
    page.click("#second")
    page.wait_for_url("**/second/")
    assert "ttclid=E.C.P.1" in page.evaluate(HREF)


def test_blocked_storage_changes_nothing_for_the_click(open_page: OpenPage) -> None:
    page = open_page(storage="blocked")
    page.goto(at("all-b/") + AD)
    page.wait_for_url(at("all-b/b/") + AD)
    assert "ttclid=E.C.P.1" in page.evaluate(HREF)


def test_nothing_is_stored_before_consent(page: Page) -> None:
    page.goto(at("asking/") + AD)
    page.wait_for_url(at("asking/b/") + AD)
    page.wait_for_load_state()
    assert page.evaluate("localStorage.length") == 0
    assert "ttclid=E.C.P.1" in page.evaluate(HREF)


def test_without_javascript_the_first_variant_is_there(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(at("all-b/") + AD)
    assert page.url == at("all-b/") + AD
    assert page.inner_text("h1") == "Glow Serum"
    assert "af_sub3=a" in (page.get_attribute("[data-lf=cta]", "href") or "")


def test_nothing_of_the_first_variant_is_drawn_or_measured(page: Page, edge: Edge) -> None:
    page.route("**/all-b/b/**", lambda route: route.fulfill(status=204))  # the browser stays here
    page.goto(at("all-b/") + AD, wait_until="commit")
    page.wait_for_function("document.readyState == 'complete'")
    assert page.evaluate("document.documentElement.hidden")
    assert page.evaluate("performance.getEntriesByType('paint').length") == 0
    assert not edge.requests.to("impressions.onelink.me")


def test_the_variants_name_the_page_itself_as_theirs(output: Path) -> None:
    for path in ("glow", "glow/a", "glow/b"):
        html = (output / path / "index.html").read_text()
        assert (
            f"https://{HOST}/glow/"
            in html.split("canonical")[0][-80:] + html.split("canonical")[1][:80]
        )
    assert "lf-split" not in (output / "glow/a/index.html").read_text()
