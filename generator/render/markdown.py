"""The body of a page as HTML: by Python-Markdown, or by a fast CommonMark library."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

# Either library is loaded only where pages are written for it.
if TYPE_CHECKING:
    from markdown import Markdown

_EXTENSIONS = ["extra", "sane_lists", "smarty"]
_OPTIONS = {"smarty": {"smart_angled_quotes": False}}
IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')


@lru_cache(maxsize=1)
def _converter() -> "Markdown":
    from markdown import Markdown

    # Building one costs more than converting a page, so one serves them all.
    return Markdown(extensions=_EXTENSIONS, extension_configs=_OPTIONS)


@lru_cache(maxsize=4096)
def to_html(text: str, dialect: str = "extra") -> Markup:
    """HTML of Markdown text; the same text (one body in twelve markets) is converted once.

    Args:
        text: The Markdown.
        dialect: `extra` for Python-Markdown, or `commonmark`, which is a hundred times as fast.
    """
    if not text.strip():
        return Markup()
    if dialect == "commonmark":
        return Markup(_commonmark(text))
    converter = _converter()
    converter.reset()
    return Markup(converter.convert(text))


def _commonmark(text: str) -> str:
    import pyromark

    options = pyromark.Options
    return pyromark.html(
        text,
        options=options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_DEFINITION_LIST
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_HEADING_ATTRIBUTES
        | options.ENABLE_SMART_PUNCTUATION,
    )


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an HTML tag as Python-Markdown writes it, values unescaped."""
    return {name.lower(): Markup(value).unescape() for name, value in _ATTRIBUTE.findall(tag)}
