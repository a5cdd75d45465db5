"""Netlify.

https://docs.netlify.com/routing/redirects/
"""

from collections.abc import Iterator

from generator.hosts.host import BuiltSite, Host, HostFile
from generator.hosts.rules_files import rules_files


def _files(site: BuiltSite) -> Iterator[HostFile]:
    return rules_files(site, HOST, forced=True)


def _notes(site: BuiltSite) -> Iterator[str]:
    if site.prefix != "/":
        yield (
            f"the site's address has a path, so deploy a folder that has output/{site.name} as "
            f"{site.prefix.strip('/')}/, with _headers and _redirects at its top."
        )


HOST = Host("netlify", "Netlify", _files, _notes, page_rules=1000)
