"""GitHub Pages, which takes files and nothing else."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.hosts.host import BuiltSite, Host, HostFile

_LARGEST_FILE = 100 * 1024 * 1024


def _files(site: BuiltSite) -> Iterator[HostFile]:
    yield HostFile(".nojekyll", "")  # else it runs a generator of its own over the pages
    host = urlsplit(site.base_url).hostname or ""
    if not host.endswith(".github.io") and site.prefix == "/":
        yield HostFile("CNAME", f"{host}\n")


def _notes(site: BuiltSite) -> Iterator[str]:
    yield (
        "it sends no headers of your own. Each page carries its Content-Security-Policy itself; "
        "HSTS, frame rules, Referrer-Policy and Permissions-Policy are left out, and browsers keep "
        "everything for ten minutes, pages and assets alike."
    )
    if site.redirects:
        yield (
            "it cannot redirect, so each old path is a small page that goes on by script and keeps "
            "the query; without JavaScript it shows a link."
        )
    for path, size in site.sizes.items():
        if size > _LARGEST_FILE:
            yield f"it takes files of at most 100 MB, and {path} is larger: name it by its `url`."


HOST = Host("github-pages", "GitHub Pages", _files, _notes, redirects=False)
