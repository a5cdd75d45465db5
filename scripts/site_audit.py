"""Audits every page of the example sites, prints a table, and fails when a page falls short.

Run by scripts/audit. What is fine: Lighthouse as a phone at least 98 for performance (the median of
five runs) and 100 for accessibility, best practices and SEO (but for the wish not to be indexed);
the largest picture or text there in less than 1.5 s on its slow 4G, less than 0.02 of the screen
moving by itself; no violation found by axe-core on a phone in light and dark; no error or warning
of the Nu HTML checker; at most 14 KB of HTML after gzip; at most 60 KB for the picture at the top
as a phone with a sharp screen loads it.
"""

import argparse
import gzip
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from audit_tools import (
    CATEGORIES,
    LEAST_BENCHMARK,
    MOST_CLS,
    MOST_LCP,
    PERFORMANCE_RUNS,
    Finding,
    LighthouseResult,
    check_accessibility,
    check_html,
    run_lighthouse,
)
from built_sites import BuiltPage, build_sites, find_pages
from tests.browser.chromium import ColorScheme, launch, open_context, phone_settings
from tests.browser.edge import Certificate, Edge

SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")
MOST_HTML = 14 * 1024
"""Bytes of a page after gzip: what one round trip of a new connection carries."""
MOST_HERO = 60 * 1024
"""Bytes of the large picture at the top, in the size that a phone loads."""
SHARPEST = 3
"""Pixels of the screen for each pixel of the page, on the phones that load most."""
HEADS = ("perf", "a11y", "best", "seo", "LCP ms", "CLS", "axe", "vnu", "HTML B", "hero B")
HERO = "document.querySelector('img[fetchpriority=high]')?.currentSrc ?? ''"


@dataclass(frozen=True)
class Verdict:
    """What the judges say of one page.

    Attributes:
        weight: Bytes of the HTML after gzip.
        hero: Bytes of the first large picture as a phone loads it; 0 where there is none.
    """

    page: BuiltPage
    html: list[Finding]
    accessibility: list[Finding]
    lighthouse: LighthouseResult
    weight: int
    hero: int

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything that falls short."""
        result = self.lighthouse
        limits = (
            ("lcp", result.lcp, MOST_LCP, f"{result.lcp:.0f} ms"),
            ("cls", result.cls, MOST_CLS, f"{result.cls:.3f}"),
            ("html-weight", self.weight, MOST_HTML + 1, f"{self.weight:,} bytes after gzip"),
            ("hero-weight", self.hero, MOST_HERO + 1, f"{self.hero:,} bytes"),
        )
        too_much = [
            Finding("budget", name, f"{told}; less than {limit:,} is fine")
            for name, value, limit, told in limits
            if value >= limit
        ]
        too_low = [
            Finding("lighthouse", name, f"{result.scores[name]:g}; {least} is fine")
            for name, least in CATEGORIES.items()
            if result.scores[name] < least
        ]
        return [*self.html, *self.accessibility, *too_low, *result.findings, *too_much]

    @property
    def fine(self) -> bool:
        # What cost points in a single run is told only where the medians fall short.
        return not [found for found in self.findings if found not in self.lighthouse.findings]

    def row(self, width: int) -> str:
        """The page's line of the table."""
        result = self.lighthouse
        cells = (
            *(f"{result.scores[name]:g}" for name in CATEGORIES),
            f"{result.lcp:.0f}",
            f"{result.cls:.3f}",
            str(len(self.accessibility)),
            str(len(self.html)),
            f"{self.weight:,}",
            f"{self.hero:,}" if self.hero else "-",
        )
        return _line(self.page.url, width, cells, "ok" if self.fine else "FAILED")


def _line(first: str, width: int, cells: Sequence[str], last: str = "") -> str:
    columns = "".join(f"{cell:>8}" for cell in cells)
    return f"{first:<{width}}{columns}  {last}".rstrip()


def weight_of(page: BuiltPage) -> int:
    """Return the bytes of a page's HTML after gzip."""
    return len(gzip.compress(page.file.read_bytes(), 9, mtime=0))


def look_at(browser: Browser, edge: Edge, page: BuiltPage, root: Path) -> tuple[list[Finding], int]:
    """Return axe-core's violations on a phone, in light and dark, and the hero picture's bytes."""
    found: dict[Finding, None] = {}
    hero = 0
    for scheme in SCHEMES:
        settings = phone_settings(edge, color_scheme=scheme)
        settings["device_scale_factor"] = SHARPEST
        context = open_context(browser, settings, "allowed")
        tab = context.new_page()
        tab.goto(page.url, wait_until="networkidle")
        found |= dict.fromkeys(check_accessibility(tab))
        address = tab.evaluate(HERO)
        if address:
            hero = max(hero, (root / urlsplit(address).path[1:]).stat().st_size)
        context.close()
    return list(found), hero


def audit(pages: Sequence[BuiltPage], built: Path, reports: Path, runs: int) -> list[Verdict]:
    html = check_html([page.file for page in pages])
    certificate = Certificate()
    verdicts = []
    with Edge(certificate) as edge, sync_playwright() as playwright:
        for page in pages:
            edge.publish(page.host, built / page.site)
        browser = launch(playwright, certificate)
        for page in pages:
            print(f"Auditing {page.url}", file=sys.stderr)
            violations, hero = look_at(browser, edge, page, built / page.site)
            report = reports / f"{page.site}-{page.slug}.json"
            verdict = run_lighthouse(page.url, edge, report, runs)
            verdicts.append(
                Verdict(page, html[page.file], violations, verdict, weight_of(page), hero)
            )
        browser.close()
    return verdicts


def show(verdicts: Sequence[Verdict]) -> None:
    """Print the table, and under it what each page must mend."""
    width = max((len(verdict.page.url) for verdict in verdicts), default=4) + 2
    print(_line("page", width, HEADS))
    for verdict in verdicts:
        print(verdict.row(width))
    for verdict in verdicts:
        if not verdict.fine:
            print(f"\n{verdict.page.url}")
            for finding in verdict.findings:
                print(f"  {finding}")
    slowest = min((verdict.lighthouse.benchmark for verdict in verdicts), default=LEAST_BENCHMARK)
    if slowest < LEAST_BENCHMARK:
        print(
            f"\nThe machine was slow or busy: Lighthouse's benchmark of it gave {slowest:.0f}, and "
            f"{LEAST_BENCHMARK} is what figures of performance need. Measure them on a calm one."
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/audit", description=__doc__)
    parser.add_argument("--built", type=Path, metavar="DIR", help="take this build's pages as is")
    parser.add_argument("--only", default="", metavar="TEXT", help="pages with TEXT in the URL")
    parser.add_argument("--reports", type=Path, metavar="DIR", help="keep Lighthouse's reports")
    parser.add_argument(
        "--runs", type=int, default=PERFORMANCE_RUNS, help="of Lighthouse for each page (5)"
    )
    options = parser.parse_args(arguments)

    with tempfile.TemporaryDirectory(prefix="landfast-audit-") as temporary:
        built = options.built or Path(temporary, "output")
        reports = options.reports or Path(temporary, "reports")
        reports.mkdir(parents=True, exist_ok=True)
        if not options.built:
            build_sites(built)
        pages = [page for page in find_pages(built.resolve()) if options.only in page.url]
        if not pages:
            print("There is no page to audit.", file=sys.stderr)
            return 1
        verdicts = audit(pages, built, reports, options.runs)
    show(verdicts)
    return 0 if all(verdict.fine for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
