"""Two sheets of pictures for each theme: every page type on a phone and at a desk, light and dark.

The pages are those of the example sites, each built in every theme, so that a sheet shows what a
change of `theme:` does. Phones: the upper row in light, the lower one in dark. Desks: one row for
each page type, light beside dark.
"""

import io
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from built_sites import ROOT
from generator.build.build import build, read_sites
from generator.build.events import Event
from generator.build.plan import PlannedPage, make_plan
from generator.build.workspace import Workspace
from generator.render import Themes
from generator.site import PAGE_TYPES
from tests.browser.chromium import (
    DESKTOP,
    PHONE,
    ColorScheme,
    launch,
    open_context,
    phone_settings,
)
from tests.browser.edge import Certificate, Edge
from tests.browser.example_sites import host_of

SHEETS = ROOT / "docs" / "images"
MAX_BYTES = 380_000
SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")
PHONE_WIDTH, DESK_WIDTH, GAP, CORNER = 288, 756, 24, 14
GROUND = "#d9d6d2"


class Silent:
    """A reporter that says nothing: a build that fails raises all the same."""

    def report(self, event: Event) -> None:
        pass


def make_sheets(folder: Path = SHEETS) -> list[Path]:
    """Write two JPEGs for each theme that ships, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    examples = Workspace(ROOT)
    certificate = Certificate()
    sheets = []
    with sync_playwright() as playwright:
        browser = launch(playwright, certificate)
        for theme in Themes([examples.themes]).names():
            with tempfile.TemporaryDirectory(prefix="landfast-theme-") as temporary:
                workspace = _dressed(examples, theme, Path(temporary))
                pages = {page.source.page.type: page for page in reversed(_pages(workspace))}
                with Edge(certificate) as edge:
                    for page in pages.values():
                        edge.publish(host_of(page.url), workspace.output / page.site.name)
                    urls = [pages[kind].url for kind in PAGE_TYPES]
                    phones = _pictures(browser, edge, urls, PHONE, PHONE_WIDTH)
                    desks = _pictures(browser, edge, urls, DESKTOP, DESK_WIDTH)
            for name, rows in (("phones", phones), ("desks", list(zip(*desks, strict=True)))):
                path = folder / f"{theme}-{name}.jpg"
                path.write_bytes(_small(_composed(rows)))
                sheets.append(path)
        browser.close()
    return sheets


def _pages(workspace: Workspace) -> tuple[PlannedPage, ...]:
    return tuple(make_plan(read_sites(workspace.site_folders(), Themes([workspace.themes]))).pages)


def _dressed(examples: Workspace, theme: str, root: Path) -> Workspace:
    """Build the example sites in one theme, with the pictures that their own build has made."""
    shutil.copytree(examples.root / "sites", root / "sites")
    for file in root.glob("sites/*/site.yaml"):
        text = file.read_text("utf-8")
        if f"\ntheme: {theme}\n" in text:
            continue
        file.write_text(re.sub(r"(?m)^theme: .*", f"theme: {theme}", text), "utf-8")
        for page in file.parent.glob("pages/**/*.md"):
            # What a page sets of its own theme, the other does not know.
            page.write_text(re.sub(r"(?m)^look: .*\n", "", page.read_text("utf-8")), "utf-8")
    workspace = Workspace(root)
    workspace.cache.parent.mkdir(parents=True)
    workspace.cache.symlink_to(examples.cache, target_is_directory=True)
    examples.cache.mkdir(parents=True, exist_ok=True)
    # Named one by one: a build of all sites drops what it does not need from the cache.
    build(workspace, Silent(), site_names=workspace.site_names())
    return workspace


def _pictures(
    browser: Browser, edge: Edge, urls: Sequence[str], viewport: ViewportSize, width: int
) -> list[list[Image.Image]]:
    """The first screen of each page, light ones and then dark ones, scaled to a width."""
    rows: list[list[Image.Image]] = []
    for scheme in SCHEMES:
        settings = phone_settings(edge, viewport=viewport, color_scheme=scheme)
        context = open_context(browser, settings, "allowed")
        tab = context.new_page()
        row = []
        for url in urls:
            tab.goto(url, wait_until="networkidle")
            picture = Image.open(io.BytesIO(tab.screenshot(animations="disabled")))
            row.append(_scaled(picture.convert("RGB"), width))
        context.close()
        rows.append(row)
    return rows


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
    )


def _composed(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Pictures in rows on plain ground, with round corners and even gaps; every row is centred."""
    widths = [sum(picture.width + GAP for picture in row) + GAP for row in rows]
    heights = [max(picture.height for picture in row) + GAP for row in rows]
    sheet = Image.new("RGB", (max(widths), sum(heights) + GAP), GROUND)
    top = GAP
    for row, width, height in zip(rows, widths, heights, strict=True):
        left = (sheet.width - width) // 2 + GAP
        for picture in row:
            mask = Image.new("L", picture.size, 0)
            ImageDraw.Draw(mask).rounded_rectangle((0, 0, *picture.size), CORNER, fill=255)
            sheet.paste(picture, (left, top), mask)
            left += picture.width + GAP
        top += height
    return sheet


def _small(sheet: Image.Image) -> bytes:
    """The best JPEG that is small enough for the documentation."""
    for quality in range(88, 40, -4):
        out = io.BytesIO()
        sheet.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MAX_BYTES:
            break
    return out.getvalue()
