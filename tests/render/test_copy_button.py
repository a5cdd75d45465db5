"""Copying a coupon's code, on a rendered page in Chromium."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.rendered_site import ECOMMERCE, HOST, output_site

pytestmark = pytest.mark.browser

BUTTON = "[data-lf-copy]"
URL = f"https://{HOST}/glow/"

NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
REFUSED = """Object.defineProperty(navigator, 'clipboard', { value: {
  writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } });"""
NOTHING_COPIES = NO_CLIPBOARD + "document.execCommand = () => { throw new Error('no'); };"

MORNING = datetime(2026, 11, 23, 8)
IS_COPIED = "document.querySelector('[data-lf-copy]').textContent == 'Copied'"

SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifts += e.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture(autouse=True)
def site(edge: Edge, tmp_path: Path) -> None:
    edge.publish(HOST, output_site(tmp_path / "workspace", {"glow": ECOMMERCE}))


def open_with_stopped_clock(page: Page) -> None:
    page.clock.install(time=MORNING)
    page.goto(URL)
    page.clock.pause_at(MORNING + timedelta(hours=1))


@pytest.mark.parametrize(
    "edge_of_browser", ["", NO_CLIPBOARD, REFUSED], ids=["modern", "old", "refused"]
)
def test_a_tap_copies_the_code(page: Page, edge_of_browser: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("window.realClipboard = navigator.clipboard;" + edge_of_browser)
    open_with_stopped_clock(page)
    page.tap(BUTTON)
    page.wait_for_function(IS_COPIED)
    assert page.inner_text("[role=status]") == "Copied"
    page.clock.fast_forward(1999)
    assert page.inner_text(BUTTON) == "Copied"
    page.clock.fast_forward(1)
    assert page.inner_text(BUTTON) == "Copy code"
    assert page.inner_text("[role=status]") == ""
    assert page.evaluate("window.realClipboard.readText()") == "GLOW20"


def test_a_second_tap_shows_it_longer(page: Page) -> None:
    open_with_stopped_clock(page)
    page.tap(BUTTON)
    page.wait_for_function(IS_COPIED)
    page.clock.fast_forward(1500)
    with page.expect_event("console") as done:
        page.evaluate(
            """() => new MutationObserver(() => console.log('copied again'))
                 .observe(document.querySelector('[data-lf-copy]'), { childList: true })"""
        )
        page.tap(BUTTON)
    assert done.value.text == "copied again"
    page.clock.fast_forward(1500)
    assert page.inner_text(BUTTON) == "Copied"
    page.clock.fast_forward(500)
    assert page.inner_text(BUTTON) == "Copy code"


def test_where_nothing_can_be_copied_nothing_is_claimed(page: Page) -> None:
    page.add_init_script(NOTHING_COPIES)
    page.goto(URL)
    page.tap(BUTTON)
    assert page.inner_text(BUTTON) == "Copy code"
    assert page.evaluate("document.querySelectorAll('textarea').length") == 0
    assert "GLOW20" in page.inner_text("main")


def test_nothing_moves(page: Page) -> None:
    page.add_init_script(SHIFTS)
    page.goto(URL)
    width = page.evaluate("document.querySelector('[data-lf-copy]').offsetWidth")
    page.tap(BUTTON)
    page.wait_for_function(IS_COPIED)
    assert page.evaluate("document.querySelector('[data-lf-copy]').offsetWidth") == width
    assert page.evaluate("window.shifts") == 0


def test_without_javascript_there_is_no_button(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(URL)
    assert not page.is_visible(BUTTON)
    assert "GLOW20" in page.inner_text("main")
