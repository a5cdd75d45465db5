"""What each host must be told, as files beside the pages: pure functions from facts to text.

One module a host; each has a `HOST`. This room knows nothing of how pages are made or written.
"""

from collections.abc import Iterable, Mapping

from generator.hosts import (
    caddy,
    cloudflare_pages,
    firebase,
    github_pages,
    netlify,
    nginx,
    s3_cloudfront,
    vercel,
)
from generator.hosts.host import BuiltSite, Host, HostFile, PageFacts, Redirection

HOSTS: Mapping[str, Host] = {
    module.HOST.name: module.HOST
    for module in (
        cloudflare_pages,
        netlify,
        vercel,
        firebase,
        github_pages,
        nginx,
        caddy,
        s3_cloudfront,
    )
}
"""Every host by the name that site.yaml gives it."""

CONTROL_FILES = frozenset({"_headers", "_redirects", "vercel.json", "firebase.json"})
"""Files that hosts read and no visitor shall: they name every page."""


def host_files(names: Iterable[str], site: BuiltSite) -> tuple[list[HostFile], list[str]]:
    """The files of all hosts of a site, and what must be said about it to the author.

    Where two hosts read the same file, it is written so that both understand it: by the first of
    `HOSTS`, which has the stricter rules.
    """
    files: dict[str, HostFile] = {}
    notes: list[str] = []
    wanted = set(names)
    for name, host in HOSTS.items():
        if name in wanted:
            for file in host.files(site):
                files.setdefault(file.path, file)
            notes.extend(f"{host.title}: {note}" for note in host.notes(site))
    return list(files.values()), notes


__all__ = [
    "CONTROL_FILES",
    "HOSTS",
    "BuiltSite",
    "Host",
    "HostFile",
    "PageFacts",
    "Redirection",
    "host_files",
]
