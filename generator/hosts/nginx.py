"""nginx: a file of tables for its `http` block and a file of rules for the site's `server` block.

Every redirect is relative, so that scheme and port are those that the visitor used, also behind a
proxy that speaks TLS for nginx. nginx compares the keys of a table without regard to letter case.
http://nginx.org/en/docs/http/ngx_http_map_module.html
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import quote

from generator.hosts.content_types import CONTENT_TYPES
from generator.hosts.headers import IMMUTABLE, REVALIDATED
from generator.hosts.host import INDEX, BuiltSite, Host, HostFile

_SIZES = "nginx-sizes.conf"
_COMPRESSED = "text/css text/plain image/svg+xml application/json application/xml text/javascript"


def _files(site: BuiltSite) -> Iterator[HostFile]:
    yield HostFile("nginx-http.conf", "\n".join(_tables(site)) + "\n", in_site=False)
    yield HostFile("nginx-server.conf", "\n".join(_rules(site)) + "\n", in_site=False)
    sizes = list(_sizes(site))
    if sizes:
        yield HostFile(_SIZES, "\n".join(sizes) + "\n", in_site=False)


def _variable(site: BuiltSite, what: str) -> str:
    """A variable of this site's own, as one nginx may serve several."""
    plain = re.sub(r"\W", "_", site.name, flags=re.ASCII)
    if plain != site.name:
        plain += "_" + sha256(site.name.encode()).hexdigest()[:6]
    return f"$landfast_{plain}_{what}"


def _sizes(site: BuiltSite) -> Iterator[str]:
    """Room for tables with many or long keys; nginx takes these once for all of its sites."""
    entries = 2 * (len(site.pages) + len(site.redirects))
    if entries > 1000:
        yield f"map_hash_max_size {1 << entries.bit_length() + 1};"
    longest = max((len(quote(site.path(page))) for page in site.pages), default=0)
    if longest > 40:
        yield f"map_hash_bucket_size {1 << (longest + 63).bit_length()};"


def _tables(site: BuiltSite) -> Iterator[str]:
    yield f"# {site.name} by Landfast: tables. Made anew by each build."
    yield "# Include this in nginx's http block, and nginx-server.conf in the site's server block."
    yield from _table(
        _variable(site, "cache"),
        [("default", REVALIDATED), (f"~^{re.escape(site.prefix)}assets/", IMMUTABLE)],
    )
    yield from _table(_variable(site, "policy"), _policies(site))
    yield from _table(_variable(site, "moved"), _moved(site))
    yield from _table(_variable(site, "meant"), _meant(site))


def _policies(site: BuiltSite) -> Iterator[tuple[str, str]]:
    yield "default", site.frames
    for page, policy in site.ruled(HOST):
        yield f"{site.path(page)}index.html", policy  # the file behind the page's address


def _moved(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """Where old addresses lead."""
    for redirect in site.redirects:
        status = "temporary:" if redirect.temporary else ""
        for path in (f"{site.prefix}{redirect.old}", f"{site.prefix}{redirect.old}/"):
            yield path, f"{status}{redirect.location}"


def _meant(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """The pages, for addresses in other letter case: looked up where nothing was found."""
    for page in site.pages:
        path = site.path(page)
        yield path, quote(path)
        if page.path:
            yield path.rstrip("/"), quote(path)


def _table(variable: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map $uri {variable} {{"
    seen: set[str] = set()
    for key, value in entries:
        if key.lower() not in seen:
            seen.add(key.lower())
            yield f"  {_quoted(key)} {_quoted(value)};"
    yield "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _rules(site: BuiltSite) -> Iterator[str]:
    moved, meant = _variable(site, "moved"), _variable(site, "meant")
    prefix, plain = site.prefix, re.escape(site.prefix)
    hidden = rf"^{plain}((.*/)?[.](?!well-known/)|(_headers|_redirects|vercel.json|firebase.json)$)"
    missing = f"@{_variable(site, 'missing').lstrip('$')}"
    yield f"# {site.name} by Landfast: rules. Made anew by each build."
    yield f"# Include this in the server block of {site.base_url}, below its own `root`:"
    yield f"# the folder in which output/{site.name} is {prefix}"
    yield f"location {_quoted(prefix)} {{"
    lines = [
        "index index.html;",
        f"error_page 404 {_quoted(quote(prefix) + '404.html')};",
        "absolute_redirect off;",
        "charset utf-8;",
        "default_type application/octet-stream;",
        *_types(),
        "gzip on;",
        "gzip_vary on;",
        "gzip_min_length 1000;",
        f"gzip_types {_COMPRESSED};",
        f"add_header Cache-Control {_variable(site, 'cache')};",
        f"add_header Content-Security-Policy {_variable(site, 'policy')} always;",
        *(f"add_header {name} {_quoted(value)} always;" for name, value in site.headers.items()),
        "",
        "# What is for hosts is not for visitors.",
        f"if ($uri ~ {_quoted(hidden)}) {{ return 404; }}",
        "",
        "# Old addresses. The visitor's query goes along, as in every redirect here.",
        f'if ({moved} ~ "^temporary:(.*)$") {{ return 302 $1$is_args$args; }}',
        f"if ({moved}) {{ return 301 {moved}$is_args$args; }}",
        'if ($request_uri ~ "^[^?]*/index[.]html([?]|$)") {',
        f"  rewrite {_quoted(INDEX)} $1 permanent;",
        "}",
        "",
        f"try_files $uri $uri/ {missing};",
    ]
    yield from (f"  {line}".rstrip() for line in lines)
    yield "}"
    yield f"location {missing} {{"
    yield "  absolute_redirect off;"
    yield "  # The address of a page in other letter case."
    yield f"  if ({meant}) {{ return 301 {meant}$is_args$args; }}"
    yield f"  error_page 404 {_quoted(quote(prefix) + '404.html')};"
    yield "  return 404;"
    yield "}"


def _types() -> Iterator[str]:
    """All of them, because a list of a location's own stands in for the server's."""
    by_type: dict[str, list[str]] = {}
    for suffix, kind in CONTENT_TYPES.items():
        by_type.setdefault(kind, []).append(suffix)
    yield "types {"
    for kind, suffixes in sorted(by_type.items()):
        yield f"  {kind} {' '.join(sorted(suffixes))};"
    yield "}"


def _notes(site: BuiltSite) -> Iterator[str]:
    folder = f"output/.landfast/hosts/{site.name}"
    yield f"include {folder}/nginx-http.conf and nginx-server.conf, then reload it."
    if any(_sizes(site)):
        yield (
            f"include {folder}/{_SIZES} in its http block too, once: where several sites have such "
            "a file, the one with the larger numbers."
        )


HOST = Host(
    "nginx",
    "nginx",
    _files,
    _notes,
    page_rules=10_000,
    longest_policy=3800,  # no word of its configuration may have more than 4,096 bytes
)
