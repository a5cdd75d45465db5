"""The body of a page: Python-Markdown, with pictures made to the page's measure."""

import re
from functools import lru_cache

import markdown
from markdown.extensions import Extension
from markupsafe import Markup

_EXTENSIONS: list[str | Extension] = ["extra", "sane_lists", "smarty"]
_OPTIONS = {"smarty": {"smart_angled_quotes": False}}
IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    # Building one costs more than converting a page, so one serves them all.
    return markdown.Markdown(extensions=_EXTENSIONS, extension_configs=_OPTIONS)


@lru_cache(maxsize=4096)
def to_html(text: str) -> Markup:
    """HTML of Markdown text; the same text (one body in twelve markets) is converted once."""
    if not text.strip():
        return Markup()
    converter = _converter()
    converter.reset()
    return Markup(converter.convert(text))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an HTML tag as Python-Markdown writes it, values unescaped."""
    return {name.lower(): Markup(value).unescape() for name, value in _ATTRIBUTE.findall(tag)}
