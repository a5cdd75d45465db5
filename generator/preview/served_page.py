"""A built page as the preview serves it: with the preview's script in front, or without any.

The page itself stays as it is, byte for byte. The script stands before everything else in its head,
so that it is there before the page's own scripts ask for anything.
"""

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any

_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(href)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HARMLESS = ("data:", "mailto:", "tel:", "sms:")


def with_script(html: str, script: str, settings: Mapping[str, Any]) -> str:
    """The page with the preview's script in its head.

    Args:
        html: The page as built.
        script: The script, which stands in the page itself: nothing is waited for.
        settings: What the script is told.
    """
    told, plain = escape(json.dumps(settings, ensure_ascii=False)), escape(settings["plain"])
    assert "</" not in script, "it would end too early"
    markup = f'<script id="lf-preview" data-settings="{told}">{script}</script>'
    # Whoever has switched JavaScript off in the browser gets the page whose links stay here.
    markup += f'<noscript><meta http-equiv="refresh" content="0;url={plain}"></noscript>'
    return put_in_head(html, markup)


def put_in_head(html: str, markup: str) -> str:
    """HTML with some markup as the first thing in its head."""
    match = _HEAD.search(html)
    end = match.end() if match else 0
    return f"{html[:end]}{markup}{html[end:]}"


class _Links(HTMLParser):
    """Where the start tags of links stand in a page, and the link ids and addresses of its CTAs."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[int, str, str]] = []
        self.calls: list[tuple[str, str]] = []
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        href = values.get("href")
        if tag not in ("a", "area") or not href:
            return
        line, column = self.getpos()
        self.tags.append(
            (self._starts[line - 1] + column, self.get_starttag_text() or "", href.strip())
        )
        link_id = values.get("data-lf")
        if link_id:
            self.calls.append((link_id, href))


def without_leaving(html: str, leave: Callable[[str], str]) -> tuple[str, list[tuple[str, str]]]:
    """The page with every link to another host replaced, for browsers without JavaScript.

    Args:
        html: The page as built.
        leave: Gives the local address that stands for a link.

    Returns:
        The page, and (link id, address) of its calls to action as they stood in it.
    """
    links = _Links(html)
    for position, tag, href in reversed(links.tags):
        if not _FOREIGN.match(href) or href.lower().startswith(_HARMLESS):
            continue
        changed = _ATTRIBUTE.sub(f' href="{escape(leave(href))}"', tag, count=1)
        html = html[:position] + changed + html[position + len(tag) :]
    return html, links.calls
