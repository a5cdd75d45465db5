"""The body of a page as HTML: by Python-Markdown, or by a fast CommonMark library."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.render.plain_prose import is_plain_prose

# Either library is loaded only where pages are written for it.
if TYPE_CHECKING:
    from markdown import Markdown

_EXTENSIONS = ["extra", "sane_lists", "smarty"]
_TYPOGRAPHY = {
    "ellipsis": "\u2026",
    "ndash": "\u2013",
    "mdash": "\u2014",
    "left-single-quote": "\u2018",
    "right-single-quote": "\u2019",
    "left-double-quote": "\u201c",
    "right-double-quote": "\u201d",
}
_OPTIONS = {"smarty": {"smart_angled_quotes": False, "substitutions": _TYPOGRAPHY}}
IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')


@lru_cache(maxsize=1)
def _converter() -> "Markdown":
    from markdown import Markdown

    # Building one costs more than converting a page, so one serves them all.
    return Markdown(extensions=_EXTENSIONS, extension_configs=_OPTIONS)


@lru_cache(maxsize=256)
def to_html(text: str, dialect: str = "extra") -> Markup:
    """HTML of Markdown text; the same text (one body in twelve markets) is converted once.

    Args:
        text: The Markdown.
        dialect: `extra` for Python-Markdown, or `commonmark`, which is a hundred times as fast and
            takes plain prose of either dialect.
    """
    if not text.strip():
        return Markup()
    if dialect == "commonmark" or is_plain_prose(text):
        return Markup(commonmark(text))
    return Markup(python_markdown(text))


def python_markdown(text: str) -> str:
    """HTML as Python-Markdown makes it."""
    converter = _converter()
    converter.reset()
    return converter.convert(text)


def commonmark(text: str) -> str:
    """HTML as the CommonMark library makes it."""
    return _commonmark_converter()(text).rstrip("\n")


@lru_cache(maxsize=1)
def _commonmark_converter() -> Callable[[str], str]:
    import pyromark

    options = pyromark.Options
    chosen = (
        options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_DEFINITION_LIST
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_HEADING_ATTRIBUTES
        | options.ENABLE_SMART_PUNCTUATION
    )
    return lambda text: pyromark.html(text, options=chosen)


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an HTML tag as Python-Markdown writes it, values unescaped."""
    return {name.lower(): Markup(value).unescape() for name, value in _ATTRIBUTE.findall(tag)}
