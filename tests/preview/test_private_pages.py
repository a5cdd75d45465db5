"""Briefs in the preview: as the build publishes them, with the dates beside them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.preview.serving import Serving, serving
from tests.site.creator_sites import BRIEF, SITE
from tests.workspaces import write_workspace


@pytest.fixture
def kites(tmp_path: Path) -> Iterator[Serving]:
    write_workspace(tmp_path, SITE, BRIEF)
    with serving(tmp_path) as served:
        yield served


@pytest.mark.browser
def test_a_brief_stands_in_the_gallery_and_its_dates_beside_it(kites: Serving, tab: Page) -> None:
    tab.goto(kites.url)
    card = tab.locator(".card")
    expect(card.locator("h2")).to_have_text("Catch the wind")
    expect(card.locator(".path")).to_have_text(re.compile("^/kites/brief-[a-z2-7]{20}/$"))
    path = card.locator(".path").inner_text()
    frame = card.frame_locator("iframe")
    expect(frame.locator(".action .cta")).to_have_text("Open the invite link")
    dates = tab.request.get(f"{kites.url.rstrip('/')}{path}dates.ics")
    assert dates.status == 200
    assert dates.headers["content-type"] == "text/calendar; charset=utf-8"
    assert dates.text().startswith("BEGIN:VCALENDAR\r\n")
    assert tab.request.get(f"{kites.url.rstrip('/')}/kites/other/dates.ics").status == 404


@pytest.mark.browser
def test_the_inspector_knows_that_nothing_is_measured(kites: Serving, tab: Page) -> None:
    tab.goto(kites.url)
    tab.locator(".card").click()
    expect(tab.locator("#title")).to_have_text("Catch the wind")
    frame = tab.frame_locator("iframe")
    frame.locator("label:has([value=open])").click()
    expect(frame.locator("[data-lf-progress]")).to_have_text("1 of 6 done")
