"""Short facts in a row: a dot between two of them, and none where a line ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.edge import Certificate, Edge
from tests.browser.webkit import open_webkit
from tests.render.rendered_site import ENTERTAINMENT, HOST, output_site

pytestmark = pytest.mark.browser

TEMPLATE = """\
{% extends "layout.html" %}
{% block body %}
<main dir="{{ page.kicker }}"><h1>{{ page.title }}</h1>
<ul class="facts">{% for fact in page.facts %}<li><span>{{ fact }}</span></li>{% endfor %}</ul>
</main>
{% endblock %}
"""
FACTS = "facts: [Mystery, 6 episodes, 16+, A fact of many words, Subtitles]\n"
STYLES = ".facts{width:200px;font:16px/1.5 monospace}.middle .facts{text-align:center}"

# For each fact but the last: whether the next one stands on another line, and the dot's width.
DOTS = """[...document.querySelectorAll('.facts li')].slice(0, -1).map((item) => {
  const words = item.firstElementChild.getBoundingClientRect();
  const next = item.nextElementSibling.firstElementChild.getBoundingClientRect();
  const boxes = [...item.getClientRects()];
  const line = boxes.filter((box) => box.bottom > words.bottom - 4 && box.top < words.bottom);
  const wide = Math.max(...line.map((box) => box.right)) - Math.min(...line.map((box) => box.left));
  return [next.top > words.top + 4, Math.round(wide - words.width)];
})"""


def output(root: Path) -> Path:
    pages = {
        "start": ENTERTAINMENT + FACTS + "kicker: ltr\n",
        "turned": ENTERTAINMENT + FACTS + "kicker: rtl\n",
    }
    return output_site(root, pages, styles=STYLES, **{"entertainment.html": TEMPLATE})


def assert_dots_only_within_lines(dots: list[tuple[bool, int]]) -> None:
    assert {ends for ends, _ in dots} == {True, False}, "the sample has both kinds of facts"
    for ends_a_line, width in dots:
        assert width <= 1 if ends_a_line else width > 10, dots


@pytest.mark.parametrize("align", ["", "middle"])
@pytest.mark.parametrize("path", ["start", "turned"])
def test_a_line_ends_without_a_dot(
    page: Page, edge: Edge, tmp_path: Path, path: str, align: str
) -> None:
    edge.publish(HOST, output(tmp_path))
    page.goto(f"https://{HOST}/{path}/")
    page.eval_on_selector("body", "(body, name) => body.classList.add(name || 'none')", align)
    assert_dots_only_within_lines(page.evaluate(DOTS))


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    with open_webkit() as driver:
        yield driver


@pytest.mark.webkit
@pytest.mark.parametrize("path", ["start", "turned"])
def test_a_line_ends_without_a_dot_on_iphones(
    driver: WebDriver, certificate: Certificate, tmp_path: Path, path: str
) -> None:
    with Edge(certificate) as edge:
        edge.publish("127.0.0.1", output(tmp_path))
        driver.get(f"{edge.address}/{path}/")
        assert_dots_only_within_lines(driver.execute_script(f"return {DOTS}"))
