"""Every example page as a file: what can be told without a browser, of all copies and variants."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from generator.build.plan import PlannedPage
from generator.site.destinations import Website
from tests.browser.test_example_pages import (
    PAGES,
    base_of,
    expected_link,
    for_each,
    parameters_of,
)

pytestmark = pytest.mark.browser

MAX_PAGE_BYTES = 14 * 1024

every_file = for_each(PAGES)


@every_file
def test_the_file_holds_complete_links(example: PlannedPage, built_examples: Path) -> None:
    soup = BeautifulSoup((built_examples / example.output).read_bytes(), "lxml")
    links = {str(anchor["data-lf"]): str(anchor["href"]) for anchor in soup.select("a[data-lf]")}
    destinations = example.source.page.destinations()
    assert links.keys() == destinations.keys()
    for link_id, href in links.items():
        base, _ = expected_link(example, link_id)
        assert base_of(href) == base
        destination = destinations[link_id]
        if isinstance(destination, Website):
            assert parameters_of(destination.url).items() <= parameters_of(href).items()


@every_file
def test_the_copies_of_a_page_know_each_other(example: PlannedPage, built_examples: Path) -> None:
    soup = BeautifulSoup((built_examples / example.output).read_bytes(), "lxml")
    canonical = soup.select_one("link[rel=canonical]")
    assert canonical
    split = {page.source.path for page in PAGES if page.source.split and page.site == example.site}
    parent = example.source.path.rpartition("/")[0]
    is_variant = parent in split
    base = example.site.config.base_url
    assert canonical["href"] == f"{base}{parent if is_variant else example.source.path}/"
    copies = {str(link["hreflang"]): str(link["href"]) for link in soup.select("link[hreflang]")}
    market = example.source.market
    # A row that only one market takes, such as a creator of one country, has no copies.
    markets = {page.source.market for page in PAGES if page.source.group == example.source.group}
    if market is None or is_variant or len(markets) == 1:
        assert copies == {}
        return
    assert copies.keys() == {other.hreflang for other in markets if other} | {"x-default"}
    assert copies[market.hreflang] == example.url
    default = next(other for other in markets if other and other.is_default)
    assert copies["x-default"] == copies[default.hreflang]
    assert soup.html
    assert soup.html["lang"] == market.language


@every_file
def test_the_html_is_small(example: PlannedPage, built_examples: Path) -> None:
    html = (built_examples / example.output).read_bytes()
    assert len(gzip.compress(html, 9, mtime=0)) <= MAX_PAGE_BYTES
