"""Pictures of every page of the example sites: on a phone and a desktop, light and dark.

Run by scripts/screenshots. Each picture is FOLDER/SITE/PAGE-WIDTH-SCHEME.png. With --sheets it
makes the pictures of docs/themes.md instead: one sheet for each theme.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from built_sites import BuiltPage, build_sites, find_pages
from tests.browser.chromium import (
    DESKTOP,
    PHONE,
    ColorScheme,
    ErrorLog,
    launch,
    open_context,
    phone_settings,
)
from tests.browser.edge import Certificate, Edge
from theme_sheets import SHEETS, make_sheets

SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")


def take_pictures(
    browser: Browser, edge: Edge, pages: Sequence[BuiltPage], folder: Path, full_page: bool
) -> list[str]:
    """Write four pictures of each page into `folder`; return the errors that pages logged."""
    errors: list[str] = []
    for viewport in (PHONE, DESKTOP):
        for scheme in SCHEMES:
            settings = phone_settings(edge, viewport=viewport, color_scheme=scheme)
            context = open_context(browser, settings, "allowed")
            log = ErrorLog(context, [])
            tab = context.new_page()
            for page in pages:
                tab.goto(page.url, wait_until="networkidle")
                # Pictures further down load when they come near the screen.
                if full_page:
                    tab.evaluate("document.querySelectorAll('img').forEach(i => i.loading='eager')")
                    tab.wait_for_load_state("networkidle")
                    tab.wait_for_function("[...document.images].every((i) => i.complete)")
                name = f"{page.slug}-{viewport['width']}-{scheme}.png"
                tab.screenshot(path=folder / page.site / name, full_page=full_page)
            context.close()
            errors.extend(log.errors)
    return errors


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where to (a new temporary folder)")
    parser.add_argument("--built", type=Path, metavar="DIR", help="take this build's pages as is")
    parser.add_argument("--only", default="", metavar="TEXT", help="pages with TEXT in the URL")
    parser.add_argument("--full-page", action="store_true", help="down to the end of each page")
    parser.add_argument("--sheets", action="store_true", help="a sheet for each theme, into docs/")
    options = parser.parse_args(arguments)

    if options.sheets:
        for sheet in make_sheets(options.folder or SHEETS):
            print(f"{sheet} ({sheet.stat().st_size / 1000:.0f} KB)")
        return 0

    folder = options.folder or Path(tempfile.mkdtemp(prefix="landfast-screenshots-"))
    with tempfile.TemporaryDirectory(prefix="landfast-build-") as temporary:
        built = options.built or Path(temporary)
        if not options.built:
            build_sites(built)
        pages = [page for page in find_pages(built) if options.only in page.url]
        certificate = Certificate()
        with Edge(certificate) as edge, sync_playwright() as playwright:
            for page in pages:
                edge.publish(page.host, built / page.site)
            browser = launch(playwright, certificate)
            errors = take_pictures(browser, edge, pages, folder, options.full_page)
            browser.close()

    for error in errors:
        print(f"Error in a page: {error}", file=sys.stderr)
    print(f"{4 * len(pages)} pictures of {len(pages)} pages are in {folder}")
    return 1 if errors or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
