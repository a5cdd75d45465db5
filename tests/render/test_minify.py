"""Minifying changes bytes, not what a visitor reads or what a browser must know."""

import pytest

from generator.build.plan import PlannedPage
from generator.media import MediaStore
from generator.render import RenderedPage, Renderer, Themes
from generator.render.minify import minify_css, minify_page
from tests.browser.example_sites import WORKSPACE, planned_pages
from tests.browser.fixtures import OpenPage

PAGES = planned_pages()


def rendered(page: PlannedPage) -> RenderedPage:
    store = MediaStore(WORKSPACE.cache / "media")
    return Renderer(page.site, Themes([WORKSPACE.themes]), store).render(page.source)


def visible_text(open_page: OpenPage, html: str) -> str:
    """What stands on the page, as the browser lays it out, before any script runs."""
    page = open_page(javascript=False)
    page.set_content(html)
    text: str = page.evaluate("() => document.body.innerText")
    return text


def test_there_are_example_pages() -> None:
    assert len(PAGES) >= 7


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.output.parent))
def test_visible_text_stays_the_same(open_page: OpenPage, page: PlannedPage) -> None:
    made = rendered(page)
    before = visible_text(open_page, made.unminified)
    assert len(before) > 200
    assert visible_text(open_page, made.html) == before
    assert len(made.html) < len(made.unminified)


@pytest.mark.browser
def test_the_comparison_sees_a_lost_space(open_page: OpenPage) -> None:
    html = "<!DOCTYPE html><title>x</title><body><div><s>$59</s> <b>$29</b></div>"
    assert visible_text(open_page, html) == "$59 $29"
    assert visible_text(open_page, minify_page(html)) == "$59$29"


def test_what_people_and_tests_look_for_is_kept() -> None:
    html = minify_page(
        "<!DOCTYPE html><html lang=en><head><title>x</title></head><body>"
        '<p>a <b>b</b></p><input type="text"></body></html>'
    )
    assert html.startswith("<!doctype html><html lang=en><head>")
    assert html.endswith("</p><input type=text></body></html>")


@pytest.mark.parametrize(
    "css",
    [
        "@media (min-width:600px) and (max-width:900px){a{color:red}}",
        "a{top:0;right:0;bottom:0;left:0}",
        "a{-webkit-backdrop-filter:blur(2px);backdrop-filter:blur(2px)}",
        "a{height:100vh;height:100svh}",
        "a{width:calc(1px + 2px)}",
    ],
)
def test_styles_ask_no_more_of_a_browser_than_was_written(css: str) -> None:
    assert minify_css(css) == css


def test_styles_become_smaller() -> None:
    assert minify_css("/* why */\na {\n  color : red ;\n}\n") == "a{color:red}"
