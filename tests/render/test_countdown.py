"""The countdown to a real moment, on rendered pages in Chromium with a clock of the test's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.rendered_site import HOST, PRODUCT, output_site

pytestmark = pytest.mark.browser

URL = f"https://{HOST}/moment/"
END = datetime(2027, 6, 30, 18, tzinfo=UTC)
BUILT = int(datetime(2026, 11, 23, 8, tzinfo=UTC).timestamp())
TEMPLATE = """\
{% extends "layout.html" %}
{% from "partials/countdown.html" import countdown with context %}
{% block body %}<main><h1>{{ page.title }}</h1>{{ countdown(page.countdown) }}
<p id="below">Below</p></main>{% endblock %}
"""
PAGES = {
    "moment": PRODUCT + "countdown: {to: 2027-06-30T20:00:00+02:00, label: Winter offer}\n",
    "day": PRODUCT + "countdown: {to: 2027-06-30}\n",
    "german": PRODUCT + "language: de\ncountdown: {to: 2027-06-30}\n",
    "none": PRODUCT,
}
NUMBERS = "[...document.querySelectorAll('[role=timer] b')].map((b) => b.textContent).join(' ')"
BOXES = """[...document.querySelectorAll('.countdown, .countdown b, #below')].map((e) => {
  const box = e.getBoundingClientRect();
  return [box.left, box.top, box.height, e.tagName == 'B' ? 0 : box.width].join();
}).join(' ')"""
SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifts += e.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(BUILT))
        root = tmp_path_factory.mktemp("countdown")
        return output_site(root, PAGES, **{"product.html": TEMPLATE})


@pytest.fixture(autouse=True)
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)


def open_before_end(page: Page, left: timedelta, url: str = URL, end: datetime = END) -> None:
    """Open the page with the clock stopped at that long before the end."""
    page.clock.install(time=end - left - timedelta(minutes=1))
    page.clock.pause_at(end - left)
    page.goto(url)


def test_it_ticks(page: Page) -> None:
    open_before_end(page, timedelta(days=123, hours=4, minutes=0, seconds=1))
    assert page.evaluate(NUMBERS) == "123 04 00 01"
    assert page.is_visible("[role=timer]")
    page.clock.run_for(999)
    assert page.evaluate(NUMBERS) == "123 04 00 01"
    page.clock.run_for(1)
    assert page.evaluate(NUMBERS) == "123 04 00 00"
    page.clock.run_for(1000)
    assert page.evaluate(NUMBERS) == "123 03 59 59"


def test_it_ticks_when_the_second_changes(page: Page) -> None:
    open_before_end(page, timedelta(seconds=9, milliseconds=300))
    assert page.evaluate(NUMBERS) == "0 00 00 10"
    page.clock.run_for(300)
    assert page.evaluate(NUMBERS) == "0 00 00 09"


def test_a_later_visit_goes_on_counting(page: Page) -> None:
    open_before_end(page, timedelta(hours=2))
    page.clock.fast_forward(3600_000)
    page.reload()
    assert page.evaluate(NUMBERS) == "0 01 00 00"


def test_the_end_is_said_once(page: Page) -> None:
    open_before_end(page, timedelta(seconds=2))
    before = page.evaluate(BOXES)
    assert page.get_attribute("[role=timer]", "aria-live") == "off"
    page.clock.run_for(1999)
    assert page.evaluate(NUMBERS) == "0 00 00 01"
    page.clock.run_for(1)
    sentence = page.locator("[aria-live=polite]")
    assert sentence.inner_text() == "This offer has ended"
    assert sentence.is_visible()
    assert not page.is_visible("[role=timer]")
    assert page.evaluate(BOXES) == before
    page.clock.run_for(5000)
    assert sentence.inner_text() == "This offer has ended"


def test_whoever_comes_too_late_is_told_so(page: Page) -> None:
    open_before_end(page, timedelta(days=-1))
    assert page.inner_text("[data-lf-countdown]") == "This offer has ended"


def test_a_day_ends_at_midnight_where_the_visitor_is(page: Page) -> None:
    # What the device's own clock calls midnight, in whatever zone the test runs.
    page.goto(f"https://{HOST}/none/")
    midnight = page.evaluate("new Date(2027, 6, 1).getTime()") / 1000
    end = datetime.fromtimestamp(midnight, UTC)
    open_before_end(page, timedelta(days=1, seconds=3), f"https://{HOST}/day/", end)
    assert page.evaluate(NUMBERS) == "1 00 00 03"


def test_nothing_moves(page: Page) -> None:
    page.add_init_script(SHIFTS)
    open_before_end(page, timedelta(days=100, seconds=1))
    boxes = page.evaluate(BOXES)
    for _ in range(3):
        page.clock.run_for(1000)
        assert page.evaluate(BOXES) == boxes
    assert page.evaluate(NUMBERS) == "99 23 59 58"
    page.evaluate("document.querySelector('.lf-counting').classList.remove('lf-counting')")
    assert page.evaluate(BOXES) == boxes
    assert page.evaluate("window.shifts") == 0


def test_a_page_that_nobody_sees_waits(page: Page) -> None:
    open_before_end(page, timedelta(hours=1))
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.clock.run_for(60_000)
    assert page.evaluate(NUMBERS) == "0 01 00 00"
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: false });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    assert page.evaluate(NUMBERS) == "0 00 59 00"
    page.clock.run_for(1000)
    assert page.evaluate(NUMBERS) == "0 00 58 59"


def test_whoever_wants_no_motion_sees_no_seconds(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_before_end(page, timedelta(hours=1))
    assert page.locator("[role=timer] b >> visible=true").count() == 3


def test_without_javascript_there_is_the_date(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    for path, text in (
        ("moment", "Winter offer\n\nEnds June 30, 2027, 8:00\u202fPM GMT+02:00"),
        ("day", "Ends June 30, 2027"),
        ("german", "Endet am 30. Juni 2027"),
    ):
        page.goto(f"https://{HOST}/{path}/")
        assert page.locator(".countdown").inner_text() == text
    assert page.get_attribute("time", "datetime") == "2027-06-30"
    assert page.locator("time").inner_text() == "30. Juni 2027"


def test_a_page_without_one_carries_nothing_of_it(output: Path) -> None:
    html = (output / "none" / "index.html").read_text()
    assert "countdown" not in html
    assert "lf-counting" not in html
