"""The Content-Security-Policy of one page: its own scripts and styles, and its features' hosts.

It is read off the finished HTML, after minifying, because a hash is one of exact text. What the
page's script loads later is known by the script's features.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from generator.links.impression import IMPRESSION_HOST
from generator.site.hosting import Csp

PIXEL_HOSTS = ("analytics-ipv6.tiktokw.us", "ads.tiktok.com")
"""What TikTok's library contacts besides the host that it comes from."""

SMART_SCRIPT = "https://onelinksmartscript.appsflyersdk.com"
BANNER = ("https://*.appsflyersdk.com", "https://*.appsflyer.com")
"""Where AppsFlyer's own banner comes from and gets its pictures from."""

DIRECTIVES = {
    "script": "script-src",
    "style": "style-src",
    "image": "img-src",
    "media": "media-src",
    "font": "font-src",
    "connect": "connect-src",
    "frame": "frame-src",
}
"""The keys of `csp:` in site.yaml and the directive that each adds to."""

# A quote delimits a value only right behind its `=`; minified HTML has values without quotes.
# Possessive quantifiers, as this runs over every page.
_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|))*+"""
_TEXT = r"(?:[^<]++|<(?!/(?i:(?P=raw))))*+"
_TAG = re.compile(
    rf"<(?:(?P<raw>(?i:script|style))\b(?P<own>{_ATTRIBUTES})>(?P<text>{_TEXT})</(?i:(?P=raw))\s*>"
    rf"|!--(?s:.*?)-->|(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<rest>{_ATTRIBUTES})>)"
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_DATA_SCRIPT = re.compile(
    r"(?i)(?!.*(?:javascript|ecmascript|module|importmap|speculationrules)).+"
)

_LOADED_BY = {
    "img": "image",
    "source": "image",
    "input": "image",
    "video": "media",
    "audio": "media",
    "track": "media",
    "iframe": "frame",
    "embed": "object",
    "object": "object",
    "form": "form",
}
_LINKED_AS = {"image": "image", "font": "font", "script": "script", "style": "style"}


def page_policy(html: str, features: Iterable[str], pixel_host: str, extra: Csp) -> str:
    """The policy of a page, without what only a header can say (`frame-ancestors`).

    Args:
        html: The page, minified.
        features: What its script does, as in `generator.runtime.bundle`.
        pixel_host: Where the pixel's library comes from.
        extra: What the author allows besides.
    """
    sources = _Sources()
    sources.read(html)
    _add_features(sources, frozenset(features), pixel_host)
    for key in DIRECTIVES:
        for source in getattr(extra, key):
            sources.add(key, source)
    return sources.policy()


def forbidden_by(policy: str, html: str) -> list[str]:
    """The hash sources of a page's own inline scripts and style elements that a policy forbids."""
    sources = _Sources()
    sources.read(html)
    rules: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *values = part.split() or [""]
        rules.setdefault(name.lower(), values)
    found: list[str] = []
    for key, names in (
        ("script", ("script-src-elem", "script-src", "default-src")),
        ("style", ("style-src-elem", "style-src", "default-src")),
    ):
        allowed = next((rules[name] for name in names if name in rules), ["'unsafe-inline'"])
        own = [source for source in sources.found.get(key, {}) if source.startswith("'sha256-")]
        if "'unsafe-inline'" not in allowed or any(s.startswith("'sha256-") for s in allowed):
            found.extend(source for source in own if source not in allowed)
    return found


class _Sources:
    """What a page needs, by the keys of `DIRECTIVES`, each in the order in which it was met."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, None]] = {}
        self._style_attributes: dict[str, None] = {}
        self._handlers: dict[str, None] = {}

    def add(self, key: str, source: str) -> None:
        self.found.setdefault(key, {})[source] = None

    def read(self, html: str) -> None:
        self.add("image", "'self'")
        for match in _TAG.finditer(html):
            if match["raw"]:
                self._read_element(match["raw"].lower(), match["own"], match["text"])
            elif match["name"]:
                name, rest = match["name"].lower(), match["rest"]
                if name in ("video", "audio"):
                    self.add("media", "'self'")
                if _may_matter(name, rest):
                    self._read_tag(name, _attributes(rest))

    def _read_element(self, name: str, own: str, text: str) -> None:
        attributes = _attributes(own)
        if name == "style":
            self.add("style", _hash(text))
            if "@font-face" in text:
                self.add("font", "'self'")
            if "url(data:" in text or 'url("data:' in text or "url('data:" in text:
                self.add("image", "data:")
        elif "src" in attributes:
            self._add_url("script", attributes["src"])
        elif not _DATA_SCRIPT.fullmatch(attributes.get("type", "")):
            self.add("script", _hash(text))

    def _read_tag(self, name: str, attributes: Mapping[str, str]) -> None:
        for key, value in attributes.items():
            if key == "style":
                self._style_attributes[_hash(value)] = None
            elif key.startswith("on"):
                self._handlers[_hash(value)] = None
        if name == "link":
            self._read_link(attributes)
        elif name in _LOADED_BY:
            for key in ("src", "data", "action"):
                if key in attributes:
                    kind = "media" if name == "source" else _LOADED_BY[name]
                    self._add_url(kind, attributes[key])
            self._add_url("image", attributes.get("poster", ""))
            self._add_set(attributes.get("srcset", ""))

    def _read_link(self, attributes: Mapping[str, str]) -> None:
        relations = attributes.get("rel", "").lower().split()
        href = attributes.get("href", "")
        if "stylesheet" in relations:
            self._add_url("style", href)
        elif "icon" in relations or "apple-touch-icon" in relations:
            self._add_url("image", href)
        elif "manifest" in relations:
            self._add_url("manifest", href)
        elif "modulepreload" in relations:
            self._add_url("script", href)
        elif "preload" in relations:
            self._add_url(_LINKED_AS.get(attributes.get("as", ""), "image"), href)
            self._add_set(attributes.get("imagesrcset", ""))

    def _add_set(self, candidates: str) -> None:
        for candidate in re.findall(r"https?:[^\s,]+", candidates):
            self._add_url("image", candidate)

    def _add_url(self, kind: str, url: str) -> None:
        if not url:
            return
        parts = urlsplit(url)
        if parts.scheme == "data":
            self.add(kind, "data:")
        elif parts.netloc:
            self.add(kind, f"{parts.scheme or 'https'}://{parts.netloc}")
        else:
            self.add(kind, "'self'")

    def policy(self) -> str:
        """All directives. Without any source, nothing of the kind is loaded at all."""
        found = self.found
        parts = ["default-src 'none'"]
        scripts = list(found.get("script", {}))
        if self._handlers:
            scripts += ["'unsafe-hashes'", *self._handlers]
        styles = list(found.get("style", {}))
        for key, directive in DIRECTIVES.items():
            if key == "script" and scripts:
                parts.append(_directive(directive, scripts))
            elif key == "style" and (styles or self._style_attributes):
                parts.extend(self._styles(directive, styles))
            elif key not in ("script", "style") and key in found:
                parts.append(_directive(directive, found[key]))
        for key in ("object", "manifest"):
            if key in found:
                parts.append(_directive(f"{key}-src", found[key]))
        forms = _directive("form-action", found.get("form", ["'none'"]))
        return "; ".join([*parts, "base-uri 'none'", forms])

    def _styles(self, directive: str, styles: list[str]) -> list[str]:
        if not self._style_attributes or "'unsafe-inline'" in styles:
            return [_directive(directive, styles)]
        # Safari below 15.4 knows no hashes of attributes and reads the first directive alone; a
        # hash in it would void 'unsafe-inline'. Everything newer reads the two others.
        hosts = [source for source in styles if not source.startswith("'sha256-")]
        return [
            _directive(directive, [*hosts, "'unsafe-inline'"]),
            _directive("style-src-elem", styles),
            _directive("style-src-attr", ["'unsafe-hashes'", *self._style_attributes]),
        ]

    def loosen_styles(self) -> None:
        """For a library that writes style sheets of its own into the page."""
        hosts = [s for s in self.found.get("style", {}) if not s.startswith("'sha256-")]
        self.found["style"] = dict.fromkeys(["'unsafe-inline'", *hosts])


def _add_features(sources: _Sources, features: frozenset[str], pixel_host: str) -> None:
    if features & {"impression", "smart-script"}:
        sources.add("image", f"https://{IMPRESSION_HOST}")
    if "smart-script" in features:
        sources.add("script", SMART_SCRIPT)
    if "pixel" in features:
        for host in dict.fromkeys((pixel_host, *PIXEL_HOSTS)):
            for key in ("script", "image", "connect"):
                sources.add(key, f"https://{host}")
        # The library talks to TikTok's app through frames with these schemes.
        sources.add("frame", "bytedance:")
        sources.add("frame", "sslocal:")
    if "banner-sdk" in features:
        for host in BANNER:
            for key in ("script", "image", "font", "connect", "frame"):
                sources.add(key, host)
        sources.loosen_styles()


def with_policy(html: str, policy: str) -> str:
    """The page with its policy in a meta tag, before anything that it rules."""
    if not policy:
        return html
    # No source has a double quote in it, and the hashes' apostrophes need the value quoted.
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    place = re.search(r"<meta charset=[^>]*>", html) or re.search(r"<head\b[^>]*>", html)
    end = place.end() if place else 0
    return html[:end] + tag + html[end:]


def _may_matter(name: str, attributes: str) -> bool:
    """Whether a tag is worth a second look; minified HTML writes names in lower case."""
    if name in ("link", "iframe", "form") or "style=" in attributes:
        return True
    if name in _LOADED_BY and ("//" in attributes or "data:" in attributes):
        return True
    return " on" in attributes and re.search(r"\son[a-z]+=", attributes) is not None


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or plain)
        for name, double, single, plain in _ATTRIBUTE.findall(text)
    }


@lru_cache(maxsize=1024)
def _hash(text: str) -> str:
    """A hash source. Cached: most pages share their styles, and many their scripts."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _directive(name: str, sources: Iterable[str]) -> str:
    return " ".join([name, *sources])
