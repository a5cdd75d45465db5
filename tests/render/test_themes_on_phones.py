"""What themes owe to phones: room for the home bar, rest for those who want it, a code at desks."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.edge import Edge
from tests.render.theme_samples import PAGE_TYPES, THEMES, sample_path, write_samples
from tests.workspaces import build_all

pytestmark = pytest.mark.browser

HOME_BAR = 34
MOVING = """document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().duration > 1)
  .map((one) => one.animationName || one.transitionProperty)"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = write_samples(tmp_path_factory.mktemp("phones"))
    build_all(workspace)
    return workspace.output


def visit(page: Page, edge: Edge, built: Path, theme: str, path: str) -> None:
    edge.publish(f"{theme}.example", built / theme)
    page.goto(f"https://{theme}.example/{path}/", wait_until="load")


@pytest.mark.parametrize("page_type", PAGE_TYPES)
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_for_the_thumb_keeps_clear_of_the_home_bar(
    page: Page, edge: Edge, built: Path, theme: str, page_type: str
) -> None:
    session = page.context.new_cdp_session(page)
    lowest = """Math.max(...[...document.querySelectorAll('.action a')]
      .map((link) => link.getBoundingClientRect().bottom))"""
    visit(page, edge, built, theme, sample_path(built, theme, "rich", page_type))
    without = page.evaluate(lowest)
    assert PHONE["height"] - 60 < without <= PHONE["height"], "the button is in the thumb's reach"
    session.send("Emulation.setSafeAreaInsetsOverride", {"insets": {"bottom": HOME_BAR}})
    page.reload(wait_until="load")
    assert without - page.evaluate(lowest) == pytest.approx(HOME_BAR, abs=1)


@pytest.mark.parametrize("content", ["rich", "awkward", "arabic"])
@pytest.mark.parametrize("page_type", ["web-to-app", "stores", "creator-brief", "account-link"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_code_for_phones_is_whole_on_the_first_screen_of_a_desk(
    page: Page, edge: Edge, built: Path, theme: str, page_type: str, content: str
) -> None:
    page.set_viewport_size(DESKTOP)
    visit(page, edge, built, theme, sample_path(built, theme, content, page_type))
    box = page.locator(".qr").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= DESKTOP["height"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= DESKTOP["width"]


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_moves_for_those_who_want_no_motion(
    page: Page, edge: Edge, built: Path, theme: str
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.set_viewport_size({"width": 1280, "height": 800})  # on phones some themes move nothing
    visit(page, edge, built, theme, "rich/ecommerce")
    assert page.evaluate(MOVING), "the theme has something that moves"
    page.emulate_media(reduced_motion="reduce")
    page.reload(wait_until="load")
    assert page.evaluate(MOVING) == []


def test_the_curtain_opens_unless_the_author_wants_none(
    page: Page, edge: Edge, built: Path
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    visit(page, edge, built, "cinema", "rich/ecommerce")
    assert "open" in page.evaluate(MOVING)
    visit(page, edge, built, "cinema", "arabic/ecommerce")
    assert "open" not in page.evaluate(MOVING)


@pytest.mark.parametrize("theme", THEMES)
def test_heights_follow_the_small_viewport(built: Path, theme: str) -> None:
    made = (built / theme / "rich" / "ecommerce" / "index.html").read_text()
    assert "svh" in made
    assert "viewport-fit=cover" in made
