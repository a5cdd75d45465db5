"""Video previews on a rendered page in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.rendered_site import ENTERTAINMENT, HOST, output_site

pytestmark = pytest.mark.browser

URL = f"https://{HOST}/loud/"
SILENT = f"https://{HOST}/silent/"
VIDEO = "document.querySelector('video')"
PLAYS = f"!{VIDEO}.paused && {VIDEO}.currentTime > 0"
IS_PAUSED = f"{VIDEO}.paused"

SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifts += e.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
REFUSES = """HTMLMediaElement.prototype.play = () =>
  Promise.reject(new DOMException('low power', 'NotAllowedError'));"""
OLD = """const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { play.call(this).catch(() => undefined); };"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    silent = ENTERTAINMENT.replace("trailer", "silent")
    return output_site(tmp_path_factory.mktemp("clips"), {"loud": ENTERTAINMENT, "silent": silent})


@pytest.fixture(autouse=True)
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)


def test_a_clip_plays_muted_while_it_can_be_seen(page: Page) -> None:
    page.goto(URL)
    page.wait_for_function(PLAYS)
    assert page.evaluate(f"[{VIDEO}.muted, {VIDEO}.controls]") == [True, False]
    page.evaluate("scrollTo(0, 1e5)")
    page.wait_for_function(IS_PAUSED)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(PLAYS)


@pytest.mark.parametrize("how", ["tap", "key"])
def test_the_visitor_may_stop_it(page: Page, how: str) -> None:
    def toggle() -> None:
        if how == "tap":
            page.tap("video")
        else:
            page.press("video", "Enter")

    page.goto(URL)
    page.wait_for_function(PLAYS)
    toggle()
    page.wait_for_function(IS_PAUSED)
    page.evaluate("scrollTo(0, 1e5)")
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    assert page.evaluate(IS_PAUSED)
    toggle()
    page.wait_for_function(PLAYS)


def test_the_button_switches_the_sound(page: Page) -> None:
    page.goto(URL)
    page.wait_for_function(PLAYS)
    button = page.locator("[data-lf-sound]")
    assert button.inner_text() == "Sound on"
    button.tap()
    assert (button.inner_text(), page.evaluate(f"{VIDEO}.muted")) == ("Sound off", False)
    button.tap()
    assert (button.inner_text(), page.evaluate(f"{VIDEO}.muted")) == ("Sound on", True)
    page.tap("video")
    page.wait_for_function(IS_PAUSED)
    button.tap()
    page.wait_for_function(PLAYS)


def test_a_clip_without_sound_has_no_button(page: Page) -> None:
    page.goto(SILENT)
    page.wait_for_function(PLAYS)
    assert page.locator("[data-lf-sound]").count() == 0


@pytest.mark.parametrize("why", ["data", "motion", "refused"])
def test_the_browsers_controls_stay(page: Page, why: str) -> None:
    if why == "motion":
        page.emulate_media(reduced_motion="reduce")
    else:
        page.add_init_script(SAVES_DATA if why == "data" else REFUSES)
    page.goto(URL)
    page.wait_for_function(f"{VIDEO}.controls")
    assert page.evaluate(f"[{VIDEO}.paused, {VIDEO}.currentTime]") == [True, 0]
    if why != "refused":
        assert not page.is_visible("[data-lf-sound]")


def test_a_play_that_returns_nothing_is_fine(page: Page) -> None:
    page.add_init_script(OLD)
    page.goto(URL)
    page.wait_for_function(PLAYS)


def test_nothing_moves(page: Page) -> None:
    page.add_init_script(SHIFTS)
    page.goto(URL)
    page.wait_for_function(PLAYS)
    assert page.is_visible("[data-lf-sound]")
    assert page.evaluate("window.shifts") == 0


def test_without_javascript_the_browsers_controls_play_it(open_page: OpenPage, edge: Edge) -> None:
    page = open_page(javascript=False)
    page.goto(URL)
    video = page.locator("video")
    assert video.get_attribute("controls") is not None
    assert not page.is_visible("[data-lf-sound]")
    box = video.bounding_box()
    assert box is not None
    assert box["height"] == pytest.approx(box["width"] * 90 / 160, abs=1)
    asset = video.locator("source").get_attribute("src")
    assert asset is not None
    assert asset.startswith("../assets/trailer.")
