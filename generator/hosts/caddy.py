"""Caddy: one file that the site's block of the Caddyfile imports.

https://caddyserver.com/docs/caddyfile/directives
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from generator.hosts.content_types import CONTENT_TYPES
from generator.hosts.headers import IMMUTABLE, REVALIDATED
from generator.hosts.host import INDEX, BuiltSite, Host, HostFile

_UNKNOWN_TO_CADDY = ("apk", "avif", "webmanifest", "woff2", "vtt")
"""Extensions whose type Caddy takes from the machine it runs on, which may know none."""


def _files(site: BuiltSite) -> Iterator[HostFile]:
    yield HostFile("site.caddy", "\n".join(_lines(site)) + "\n", in_site=False)


def _lines(site: BuiltSite) -> Iterator[str]:
    prefix = site.prefix
    yield f"# {site.name} by Landfast. Made anew by each build. In the Caddyfile:"
    yield "#"
    yield f"#   {site.base_url.rstrip('/').removesuffix(prefix.rstrip('/'))} {{"
    yield f"#     root * FOLDER    # the one in which output/{site.name} is {prefix}"
    yield f"#     import output/.landfast/hosts/{site.name}/site.caddy"
    yield "#   }"
    yield ""
    # Behind a redirect's address: "?" and the visitor's query, or nothing.
    yield from _map("{query}", "{lf_query}", [("~^(.+)$", "?${1}")], default="")
    yield from _map("{path}", "{lf_policy}", _policies(site), default=site.frames)
    yield from _map("{path}", "{lf_meant}", _meant(site), default="")
    yield ""
    yield f"handle {prefix}* {{"
    yield from (f"  {line}" for line in _handled(site))
    yield "}"
    yield "handle_errors {"
    yield f"  @lf_missing expression {{err.status_code}} == 404 && {{path}}.startsWith({prefix!r})"
    yield "  handle @lf_missing {"
    yield f"    rewrite * {quote(prefix)}404.html"
    yield f"    header Cache-Control {_quoted(REVALIDATED)}"
    yield "    file_server"
    yield "  }"
    yield "}"


def _handled(site: BuiltSite) -> Iterator[str]:
    prefix = site.prefix
    yield "encode zstd gzip"
    yield "route {"  # in this order; elsewhere Caddy sorts by paths
    yield "  header {"
    for name, value in site.headers.items():
        yield f"    {name} {_quoted(value)}"
    yield '    Content-Security-Policy "{lf_policy}"'
    yield f"    Cache-Control {_quoted(REVALIDATED)}"
    yield "  }"
    yield f"  header {prefix}assets/* Cache-Control {_quoted(IMMUTABLE)}"
    for suffix in _UNKNOWN_TO_CADDY:
        yield f"  header {prefix}assets/*.{suffix} Content-Type {_quoted(CONTENT_TYPES[suffix])}"
    yield "  # What is for hosts is not for visitors."
    own = r"(?:_headers|_redirects|vercel[.]json|firebase[.]json)$"
    hidden = rf"^{re.escape(prefix)}(?:(?:.*/)?[.](?:[^w]|w[^e])|{own})"
    yield f"  @lf_hidden path_regexp {_quoted(hidden)}"
    yield "  error @lf_hidden 404"
    yield "  # Old addresses. The visitor's query goes along, as in every redirect here."
    for number, redirect in enumerate(site.redirects):
        old = _path(site.prefix + redirect.old)
        name = f"@lf_old_{number}"
        yield f"  {name} path {old} {_path(site.prefix + redirect.old + '/')}"
        yield f'  redir {name} "{redirect.location}{{lf_query}}" {redirect.status}'
    yield f"  @lf_index path_regexp lf_index {_quoted(INDEX)}"
    yield '  redir @lf_index "{re.lf_index.1}{lf_query}" 301'
    yield "  @lf_folder {"
    yield "    not path */"
    yield "    file {path}/index.html"
    yield "  }"
    yield '  redir @lf_folder "{path}/{lf_query}" 301'
    yield "  # The address of a page in other letter case."
    yield "  @lf_other_case {"
    yield "    not file {path} {path}index.html"
    yield '    expression `{lf_meant} != ""`'
    yield "  }"
    yield '  redir @lf_other_case "{lf_meant}{lf_query}" 301'
    yield "  file_server {"
    yield "    index index.html"
    yield "  }"
    yield "}"


def _policies(site: BuiltSite) -> Iterator[tuple[str, str]]:
    for page, policy in site.ruled(HOST):
        yield site.path(page), policy


def _meant(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """The pages, for addresses in other letter case: looked up where nothing was found."""
    for page in site.pages[: HOST.page_rules]:
        path = site.path(page)
        yield f"~(?i)^{re.escape(path.rstrip('/'))}/?$", quote(path)


def _map(source: str, name: str, entries: Iterable[tuple[str, str]], default: str) -> Iterator[str]:
    yield f"map {source} {name} {{"
    for key, value in entries:
        yield f"  {_quoted(key)} {_quoted(value)}"
    yield f"  default {_quoted(default)}"
    yield "}"


def _path(path: str) -> str:
    return _quoted(path) if re.search(r"[\s\"{}]", path) else path


def _quoted(text: str) -> str:
    # A backslash stands for itself everywhere but before a quote.
    return '"' + text.replace('"', '\\"') + '"'


def _notes(site: BuiltSite) -> Iterator[str]:
    file = f"output/.landfast/hosts/{site.name}/site.caddy"
    yield f"import {file} in the site's block, then reload it."
    if len(site.pages) > HOST.page_rules:
        yield (
            f"addresses in other letter case are corrected for the first {HOST.page_rules:,} pages "
            "only."
        )


HOST = Host("caddy", "Caddy", _files, _notes, page_rules=1000)
