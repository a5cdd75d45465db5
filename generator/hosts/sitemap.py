"""`sitemap.xml`, for search engines.

https://www.sitemaps.org/protocol.html
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from generator.hosts.host import BuiltSite, HostFile, PageFacts

MOST_ADDRESSES = 50_000
"""In one sitemap; beyond it, there are several and a list of them."""


def sitemaps(site: BuiltSite, listed: Sequence[PageFacts]) -> Iterator[HostFile]:
    """The sitemap of the pages that may be listed, in several files if they are many."""
    if len(listed) <= MOST_ADDRESSES:
        yield HostFile("sitemap.xml", _sitemap(site, listed))
        return
    names: list[str] = []
    for start in range(0, len(listed), MOST_ADDRESSES):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield HostFile(names[-1], _sitemap(site, listed[start : start + MOST_ADDRESSES]))
    rows = [f"<sitemap><loc>{escape(site.base_url + name)}</loc></sitemap>" for name in names]
    yield HostFile("sitemap.xml", _xml("sitemapindex", "", rows))


def _sitemap(site: BuiltSite, pages: Sequence[PageFacts]) -> str:
    spaces = ""
    if any(page.alternates for page in pages):
        spaces = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _xml("urlset", spaces, [_address(site, page) for page in pages])


def _address(site: BuiltSite, page: PageFacts) -> str:
    parts = [f"<url><loc>{escape(site.url(page.path))}</loc>"]
    for language, path in page.alternates:
        where = f"hreflang={quoteattr(language)} href={quoteattr(site.url(path))}"
        parts.append(f'<xhtml:link rel="alternate" {where}/>')
    return "".join([*parts, "</url>"])


def _xml(root: str, spaces: str, rows: Sequence[str]) -> str:
    head = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{spaces}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *rows, f"</{root}>", ""])
