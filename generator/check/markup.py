"""The HTML of a page in parts, so that rules can be quick: its own markup, styles and scripts."""

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

_TAG = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"<(style|script)\b[^>]*>")
_UNSEEN = re.compile(r"<(script|noscript|template)\b[^>]*>")
_SPACE = re.compile(r"\s+")
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""")
_DATA_TYPES = ("application/json", "application/ld+json")
_SETTINGS = ("lf-config", "lf-split")
_OWN = ("landfast-banner", "landfast-checklist")


class Script(Struct, frozen=True):
    """A script that Landfast did not write: its text, and where it is loaded from."""

    text: str
    src: str


class Markup(Struct, frozen=True):
    """What a page consists of.

    Attributes:
        html: The page without the content of its style sheets and of Landfast's own scripts.
        styles: The style sheets.
        foreign: The scripts that a theme or a body brings.
        own: Landfast's own scripts, and the data that they read.
    """

    html: str
    styles: tuple[str, ...]
    foreign: tuple[Script, ...]
    own: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that a visitor can read."""
        start = self.html.find("<body")
        parts: list[str] = []
        end = max(start, 0)
        for tag, begin, close, _ in _elements(self.html, _UNSEEN, end):
            parts.append(self.html[end:begin])
            end = close + len(tag) + 3
        parts.append(self.html[end:])
        return _SPACE.sub(" ", unescape(_TAG.sub(" ", " ".join(parts)))).strip()


def read_markup(html: str) -> Markup:
    """Take a page apart."""
    kept: list[str] = []
    styles: list[str] = []
    foreign: list[Script] = []
    own: list[str] = []
    end, after_settings = 0, False
    for tag, begin, close, content in _elements(html, _PARTS):
        text = html[content:close]
        if tag == "style":
            styles.append(text)
        else:
            attributes = html[begin:content]
            settings = any(name in attributes for name in _SETTINGS)
            if (
                after_settings
                or settings
                or any(name in text for name in _OWN)
                or any(kind in attributes for kind in _DATA_TYPES)
            ):
                own.append(text)
            else:
                source = _SOURCE.search(attributes)
                foreign.append(Script(text, unescape(source.group(1)) if source else ""))
                continue
            after_settings = settings
        kept.append(html[end:content])
        end = close
    kept.append(html[end:])
    return Markup("".join(kept), tuple(styles), tuple(foreign), tuple(own))


def _elements(
    html: str, opening: re.Pattern[str], start: int = 0
) -> Iterator[tuple[str, int, int, int]]:
    """(tag, where it begins, where its content ends, where its content begins) of each element.

    The end is looked for by `find`: a regular expression would try each of forty thousand places.
    """
    position = start
    while match := opening.search(html, position):
        tag = match.group(1)
        close = html.find(f"</{tag}", match.end())
        if close < 0:
            return
        yield tag, match.start(), close, match.end()
        position = close + 1
