"""`_headers` and `_redirects`, which Cloudflare Pages and Netlify read.

https://developers.cloudflare.com/pages/configuration/headers/
https://docs.netlify.com/routing/headers/
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from generator.hosts.headers import IMMUTABLE
from generator.hosts.host import BuiltSite, Host, HostFile

APK = "application/vnd.android.package-archive"


def rules_files(site: BuiltSite, host: Host, *, forced: bool = False) -> Iterator[HostFile]:
    """Both files; `_redirects` only where there are redirects.

    Args:
        site: The site.
        host: Which of the two it is for.
        forced: Whether a redirect must be marked to win over a file of the same path.
    """
    yield HostFile("_headers", "\n".join(_headers(site, host)) + "\n")
    if site.redirects:
        lines = list(_redirects(site, "!" if forced else ""))
        yield HostFile("_redirects", "\n".join(lines) + "\n")


def _headers(site: BuiltSite, host: Host) -> Iterator[str]:
    # Pages are revalidated by both hosts without being told; a rule for all files would be joined
    # with the one for assets.
    if site.headers:
        yield from _rule(f"{site.prefix}*", site.headers.items())
    yield from _rule(f"{site.prefix}assets/*", [("Cache-Control", IMMUTABLE)])
    if any(path.endswith(".apk") for path in site.sizes):
        yield from _rule(f"{site.prefix}assets/*.apk", [("Content-Type", APK)])
    for page, policy in site.ruled(host):
        yield from _rule(quote(site.path(page)), [("Content-Security-Policy", policy)])


def _rule(path: str, headers: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield path
    for name, value in headers:
        yield f"  {name}: {value}"


def _redirects(site: BuiltSite, mark: str) -> Iterator[str]:
    for redirect in site.redirects:
        old = quote(f"{site.prefix}{redirect.old}")
        for path in (old, f"{old}/"):
            yield f"{path} {redirect.location} {redirect.status}{mark}"
