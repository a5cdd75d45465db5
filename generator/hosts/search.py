"""What search engines look for: `robots.txt`, and a sitemap where a page may be listed."""

from collections.abc import Iterator

from generator.hosts.host import BuiltSite, HostFile


def search_files(site: BuiltSite) -> Iterator[HostFile]:
    """The sitemap, if there is a page to list, and robots.txt where it would be read.

    Crawlers look for robots.txt at the root of a host alone. It forbids nothing: what a crawler may
    not read, it cannot see the `noindex` of, and reviewers of ads must see every page.
    """
    listed = [page for page in site.pages if page.listed]
    if listed:
        # Pages made for ads are not listed, and what sitemaps need takes long to load.
        from generator.hosts.sitemap import sitemaps

        yield from sitemaps(site, listed)
    if site.prefix == "/":
        lines = ["User-agent: *", "Disallow:"]
        if listed:
            lines += ["", f"Sitemap: {site.base_url}sitemap.xml"]
        yield HostFile("robots.txt", "\n".join(lines) + "\n")
