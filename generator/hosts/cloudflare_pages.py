"""Cloudflare Pages.

https://developers.cloudflare.com/pages/platform/limits/
"""

from collections.abc import Iterator

from generator.hosts.host import BuiltSite, Host, HostFile
from generator.hosts.rules_files import rules_files

_MOST_FILES = 20_000
_LARGEST_FILE = 25 * 1024 * 1024
_MOST_REDIRECTS = 2_000


def _files(site: BuiltSite) -> Iterator[HostFile]:
    return rules_files(site, HOST)


def _notes(site: BuiltSite) -> Iterator[str]:
    if site.prefix != "/":
        yield (
            f"the site's address has a path, so deploy a folder that has output/{site.name} as "
            f"{site.prefix.strip('/')}/, with _headers and _redirects at its top."
        )
    if len(site.sizes) > _MOST_FILES:
        yield f"it takes at most {_MOST_FILES:,} files, and there are {len(site.sizes):,}."
    for path, size in site.sizes.items():
        if size > _LARGEST_FILE:
            yield f"it takes files of at most 25 MiB, and {path} is larger: name it by its `url`."
    if 2 * len(site.redirects) > _MOST_REDIRECTS:
        yield f"it takes at most {_MOST_REDIRECTS // 2:,} redirects here."


HOST = Host(
    "cloudflare-pages",
    "Cloudflare Pages",
    _files,
    _notes,
    page_rules=96,  # of 100 rules; the others are for all files, assets and APKs
    longest_policy=1800,  # of 2,000 characters a line
)
