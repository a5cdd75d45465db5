"""The example sites of this repository: what they say, and one build of them for all tests."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from generator.build.build import read_sites
from generator.build.plan import PlannedPage, make_plan
from generator.build.workspace import Workspace
from generator.errors import SiteError, UsageError
from generator.render import Themes
from tests.browser.edge import Edge

WORKSPACE = Workspace(Path(__file__).resolve().parents[2])


def planned_pages() -> tuple[PlannedPage, ...]:
    """Return the pages that the example sites are going to be, without building them.

    There are none while an example has a mistake: it must not keep pytest from collecting the
    other tests, and the test that builds the examples tells it in full.
    """
    try:
        sites = read_sites(WORKSPACE.site_folders(), Themes([WORKSPACE.themes]))
        return tuple(make_plan(sites).pages)
    except (SiteError, UsageError):
        return ()


def representative_pages(pages: Iterable[PlannedPage]) -> list[PlannedPage]:
    """Return the pages to open in browsers: of each source, one in each market and of each variant.

    The rows of a catalogue differ in words and pictures only, and every browser test of every copy
    would take most of the suite's time. What can be read from a file is tested on all pages. Pages
    that send their visitors on to a variant have tests of their own.
    """
    seen: set[tuple[Path, str]] = set()
    chosen: list[PlannedPage] = []
    for page in pages:
        source = page.source
        if source.split:
            continue
        market = source.market.key if source.market else ""
        kinds = {(source.source, f"market {market}"), (source.source, f"variant {source.variant}")}
        if not kinds <= seen:
            chosen.append(page)
            seen |= kinds
    return chosen


def build_examples(output: Path) -> None:
    """Build all example sites, by the command that a marketer runs."""
    landfast = Path(sys.executable).with_name("landfast")
    command = [str(landfast), "build", "--quiet", "--output", str(output)]
    subprocess.run(command, cwd=WORKSPACE.root, check=True)


def publish_sites(edge: Edge, pages: Iterable[PlannedPage], built: Path) -> None:
    """Let the edge serve the site of each page at the site's own host."""
    for page in pages:
        address = urlsplit(str(page.site.config.url))
        assert address.path in ("", "/"), "The edge serves example sites at the root of their host"
        edge.publish(host_of(page.url), built / page.site.name)


def host_of(url: str) -> str:
    host = urlsplit(url).hostname
    assert host
    return host
