"""Audits every page of the example sites, prints a table, and fails when a page falls short.

Run by scripts/audit. What is fine: Lighthouse as a phone at least 98 for performance and 100 for
accessibility, best practices and SEO (but for the wish not to be indexed); no violation found by
axe-core on a phone in light and dark; no error or warning of the Nu HTML checker.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from audit_tools import (
    CATEGORIES,
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


@dataclass(frozen=True)
class Verdict:
    """What the three judges say of one page."""

    page: BuiltPage
    html: list[Finding]
    accessibility: list[Finding]
    lighthouse: LighthouseResult

    @property
    def findings(self) -> list[Finding]:
        return [*self.html, *self.accessibility, *self.lighthouse.findings]

    @property
    def fine(self) -> bool:
        scores = self.lighthouse.scores
        enough = all(scores[name] >= least for name, least in CATEGORIES.items())
        return enough and not self.html and not self.accessibility

    def row(self, width: int) -> str:
        scores = "".join(f"{self.lighthouse.scores[name]:>16g}" for name in CATEGORIES)
        counts = f"{len(self.accessibility):>6}{len(self.html):>6}"
        return f"{self.page.url:<{width}}{scores}{counts}  {'ok' if self.fine else 'FAILED'}"


def find_violations(browser: Browser, edge: Edge, page: BuiltPage) -> list[Finding]:
    """Return axe-core's violations on a phone, in light and in dark, each told once."""
    found: dict[Finding, None] = {}
    for scheme in SCHEMES:
        context = open_context(browser, phone_settings(edge, color_scheme=scheme), "allowed")
        tab = context.new_page()
        tab.goto(page.url, wait_until="networkidle")
        found |= dict.fromkeys(check_accessibility(tab))
        context.close()
    return list(found)


def audit(pages: Sequence[BuiltPage], built: Path, reports: Path) -> list[Verdict]:
    html = check_html([page.file for page in pages])
    certificate = Certificate()
    verdicts = []
    with Edge(certificate) as edge, sync_playwright() as playwright:
        for page in pages:
            edge.publish(page.host, built / page.site)
        browser = launch(playwright, certificate)
        for page in pages:
            print(f"Auditing {page.url}", file=sys.stderr)
            violations = find_violations(browser, edge, page)
            report = reports / f"{page.site}-{page.slug}.json"
            verdict = run_lighthouse(page.url, edge, report)
            verdicts.append(Verdict(page, html[page.file], violations, verdict))
        browser.close()
    return verdicts


def show(verdicts: Sequence[Verdict]) -> None:
    """Print the table, and under it what each page must mend."""
    width = max((len(verdict.page.url) for verdict in verdicts), default=4) + 2
    heads = "".join(f"{name:>16}" for name in CATEGORIES)
    print(f"{'page':<{width}}{heads}{'axe':>6}{'vnu':>6}")
    for verdict in verdicts:
        print(verdict.row(width))
    for verdict in verdicts:
        if not verdict.fine:
            print(f"\n{verdict.page.url}")
            for finding in verdict.findings:
                print(f"  {finding}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/audit", description=__doc__)
    parser.add_argument("--built", type=Path, metavar="DIR", help="take this build's pages as is")
    parser.add_argument("--only", default="", metavar="TEXT", help="pages with TEXT in the URL")
    parser.add_argument("--reports", type=Path, metavar="DIR", help="keep Lighthouse's reports")
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
        verdicts = audit(pages, built, reports)
    show(verdicts)
    return 0 if all(verdict.fine for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
