"""Every page type in every theme, with rich, bare, awkward and Arabic content, in a real browser.

Each test takes one page type of one theme through all contents, on a phone and at a desk, in light
and in dark, and tells all faults at once. What the contents are is in theme_samples.py.
"""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.build.build import read_sites
from generator.build.plan import make_plan
from generator.render import Themes
from generator.site import Page as SitePage
from tests.browser.chromium import DESKTOP, PHONE, ColorScheme
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.text_contrast import weak_texts
from tests.render.theme_samples import (
    CONTENTS,
    PAGE_TYPES,
    THEMES,
    sample_path,
    write_samples,
)
from tests.workspaces import build_all

MAX_PAGE_BYTES = 14 * 1024
MAX_SHIFT = 0.02
"""Of the screen's area and height, as Chrome adds up what moves by itself."""

SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")
PROBE = (Path(__file__).parent / "page_probe.js").read_text("utf-8")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, SitePage]]:
    """The built sites' folder, and what the pages say by address."""
    workspace = write_samples(tmp_path_factory.mktemp("themes"))
    build_all(workspace)
    plan = make_plan(read_sites(workspace.site_folders(), Themes([workspace.themes])))
    return workspace.output, {page.url: page.source.page for page in plan.pages}


def main_link(page: SitePage) -> str:
    """The selector of what must lie free on the first screen.

    A page of many stores may show the way to them instead: their number has no limit.
    """
    if page.private:
        return ".action .cta"
    if page.type == "stores":
        return "a[data-lf], main a[href^='#']"
    return f"a[data-lf='{next(iter(page.destinations()))}']"


def faults_of_layout(tab: Page, page: SitePage, width: int) -> list[str]:
    """What is wrong with the page that the tab shows, but for its colours."""
    faults: list[str] = tab.evaluate("most => probe.shift(most)", MAX_SHIFT)
    if faults:
        # On a busy machine the browser may paint when half of the HTML is there, and what stands at
        # the bottom then moves up. That is chance; what the page's script moves, it moves again.
        tab.reload(wait_until="load")
        faults = tab.evaluate("most => probe.shift(most)", MAX_SHIFT)
    faults += tab.evaluate("probe.placesOfPictures()")
    if width == PHONE["width"]:
        faults += tab.evaluate("selector => probe.firstScreen(selector)", main_link(page))
    tab.evaluate("probe.openAnswers()")
    faults += tab.evaluate("width => probe.overflow(width)", width)
    faults += tab.evaluate("probe.structure()")
    faults += tab.evaluate("ids => probe.ctas(ids)", list(page.destinations()))
    faults += tab.evaluate("probe.endOfScroll()")
    return faults


@pytest.mark.browser
@pytest.mark.parametrize("page_type", PAGE_TYPES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_page_type_works_in_a_theme(
    open_page: OpenPage,
    edge: Edge,
    samples: tuple[Path, dict[str, SitePage]],
    theme: str,
    page_type: str,
) -> None:
    built, pages = samples
    host = f"{theme}.example"
    edge.publish(host, built / theme)
    faults: list[str] = []
    for viewport in (PHONE, DESKTOP):
        tab = open_page(viewport=viewport)
        tab.add_init_script(PROBE)
        for content in CONTENTS:
            url = f"https://{host}/{sample_path(built, theme, content, page_type)}/"
            found: list[str] = []
            tab.emulate_media(reduced_motion="reduce", color_scheme="light")
            tab.goto(url, wait_until="load")
            found += faults_of_layout(tab, pages[url], viewport["width"])
            for scheme in SCHEMES:
                found += weak_texts(tab, scheme)
            faults += [f"{content} at {viewport['width']} px: {fault}" for fault in found]
    assert not faults, "\n  ".join([f"{theme} {page_type}:", *faults])


def test_rich_pages_are_small(samples: tuple[Path, dict[str, SitePage]]) -> None:
    built, _ = samples
    sizes = {
        f"{theme} {page_type}": len(gzip.compress(file.read_bytes(), 9, mtime=0))
        for theme in THEMES
        for page_type in PAGE_TYPES
        for file in [built / theme / sample_path(built, theme, "rich", page_type) / "index.html"]
    }
    assert {name: size for name, size in sizes.items() if size > MAX_PAGE_BYTES} == {}
