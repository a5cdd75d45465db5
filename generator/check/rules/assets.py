"""Assets: what a page weighs, and which hosts it asks."""

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from generator.check.page import CheckedPage
from generator.check.rule import Found, Source, Words, rule
from generator.check.sources import HABITS

HTML_BYTES = 14 * 1024
"""What arrives with the first packets of a connection, compressed."""
PAGE_BYTES = 1_500_000
"""All that a phone loads when it shows the whole page, clips apart."""
_PHONE_WIDTH = 780
_SPEED = Source("reported", "How conversions fall with the time that pages take to load")
_IMPORT = re.compile(
    r"""@import\s+(?:url\()?["']?(https?://[^"')\s;]+)|url\(["']?(https?://[^"')]+)"""
)
_ALLOWED = ("impressions.onelink.me", "impression.appsflyer.com")
_APPSFLYER = (".appsflyer.com", ".appsflyersdk.com")


@rule(
    "page-heavy-html",
    "warning",
    "The HTML is larger than what arrives at once",
    why="14 KB of compressed HTML arrive with the first packets; what is beyond waits for another "
    "round trip, on slow networks the longest part of loading.",
    fix="Shorten the text, drop pictures from the body, or use a drawing as a file instead of "
    "inline.",
    source=_SPEED,
    html=True,
)
def heavy_html(page: CheckedPage) -> Iterator[Found]:
    """Compressed HTML has at most 14 KB."""
    if len(page.html) <= HTML_BYTES or _at_most(page) <= HTML_BYTES:
        return
    size = len(zlib.compress(page.html.encode(), 9))
    if size > HTML_BYTES:
        yield Found(
            (),
            f"The HTML has {size / 1024:.1f} KB compressed; {HTML_BYTES // 1024} arrive at once.",
        )


def _at_most(page: CheckedPage) -> int:
    """A size that the compressed HTML cannot exceed: its parts one by one, the rest in a hurry."""
    markup = page.markup
    shared = sum(_compressed(text) for text in (*markup.styles, *markup.own[-1:]))
    rest = "".join((markup.html, *markup.own[:-1]))
    return shared + len(zlib.compress(rest.encode(), 1))


@lru_cache(maxsize=256)
def _compressed(text: str) -> int:
    return len(zlib.compress(text.encode(), 9))


@rule(
    "page-heavy",
    "warning",
    "The whole page is heavy",
    why="People on mobile data wait for it, or leave.",
    fix="Use fewer or smaller pictures; the first of a gallery says most.",
    source=_SPEED,
    html=True,
)
def heavy(page: CheckedPage) -> Iterator[Found]:
    """All pictures of a page, as a phone loads them, stay within a limit."""
    sizes = {asset.name: asset.size for asset in page.assets}
    total = len(page.html) // 3
    for node in page.tree.css("picture,body img"):
        if node.tag == "img" and node.parent is not None and node.parent.tag == "picture":
            continue
        total += sizes.get(_phone_file(node), 0)
    if total > PAGE_BYTES:
        yield Found((), f"A phone loads about {total / 1e6:.1f} MB to show the whole page.")


def _phone_file(node: object) -> str:
    """The name of the file that a phone picks for a picture."""
    source = node.css_first("source") if node.tag == "picture" else None  # type: ignore[attr-defined]
    if source is not None:
        best = ""
        for part in (source.attributes.get("srcset") or "").split(","):
            best, _, width = part.strip().partition(" ")
            if int(width.rstrip("w") or 0) >= _PHONE_WIDTH:
                break
        return unquote(best.rpartition("/")[2])
    address = node.attributes.get("src") or ""  # type: ignore[attr-defined]
    return unquote(address.rpartition("/")[2])


@rule(
    "third-party-host",
    "warning",
    "The page asks a host that the site does not name",
    why="Each further host costs a connection on slow networks, learns of the visitor before any "
    "consent, and may be blocked. Fonts from a font service are the usual case.",
    fix="Put the file into the site's media/ folder; fonts go to `brand: {fonts: ...}`.",
    source=HABITS,
    html=True,
)
def third_party(page: CheckedPage) -> Iterator[Found]:
    """A page loads from its own host and from those that its settings call for."""
    own = urlsplit(page.planned.site.config.url).hostname
    seen: dict[str, str] = {}
    for address in _loaded(page):
        host = urlsplit(address if "://" in address else f"https:{address}").hostname
        if host and host != own and not _configured(page, host):
            seen.setdefault(host, address)
    for host, address in seen.items():
        yield Found(Words(host), f"The page loads {address} from {host}.")


def _loaded(page: CheckedPage) -> Iterator[str]:
    for node in page.tree.css(
        "script[src],img[src],iframe[src],video[src],audio[src],source[src],"
        "embed[src],object[data],link[href]"
    ):
        relation = (node.attributes.get("rel") or "").split()
        if node.tag == "link" and not {"stylesheet", "preload", "icon", "preconnect"} & {*relation}:
            continue
        for key in ("src", "href", "data"):
            address = (node.attributes.get(key) or "").strip()
            if address.startswith(("http://", "https://", "//")):
                yield address
    for style in page.styles:
        if "http" in style:
            yield from (one or other for one, other in _IMPORT.findall(style))


def _configured(page: CheckedPage, host: str) -> bool:
    shown = page.page
    if host in _ALLOWED:
        return True
    if host.endswith(_APPSFLYER):
        theirs = shown.banner is not None and shown.banner.engine == "appsflyer"
        return theirs or shown.attribution.engine == "appsflyer"
    return shown.pixels is not None and host == shown.pixels.tiktok_host


RULES = (heavy_html, heavy, third_party)
