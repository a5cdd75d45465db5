"""Blocks of the front matter that the body places: `[[features]]` on a line of its own.

The block then stands there, and no longer where the theme has it otherwise. The body comes to the
template in parts: a theme wraps each run of prose by itself, so that blocks look the same anywhere.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import jinja2
from markupsafe import Markup
from msgspec import Struct

from generator.errors import InputError
from generator.render.body import body_place
from generator.render.page_media import PageMedia
from generator.site import Page, SourcePage
from generator.site.validation import choose

_LINE = re.compile(r"(?m)^[ \t]*\[\[([a-z]+(?:-[a-z]+)*)\]\][ \t]*$")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_GROUP = re.compile(r"<(/?)(?:blockquote|dd|details|div|dl|dt|li|ol|section|table|ul)\b")
_BREAK = "<br />"


class BodyPart(Struct, frozen=True):
    """A run of prose, or the block of that name."""

    html: Markup
    block: str = ""


class PageBody(Struct, frozen=True):
    """The body as a template shows it: `{{ body }}` whole, or `body.parts` one by one."""

    parts: tuple[BodyPart, ...]

    def __html__(self) -> Markup:
        return Markup().join(part.html for part in self.parts)

    def __str__(self) -> str:
        return str(self.__html__())

    def __bool__(self) -> bool:
        return bool(self.parts)


def place_blocks(
    html: Markup, source: SourcePage, media: PageMedia, block: Callable[[str], Markup]
) -> tuple[PageBody, Page]:
    """The body with its blocks in their places, and the page without those.

    Args:
        html: The body's HTML.
        source: The page.
        media: Remembers mistakes: `block-unknown`, `block-empty`, `block-nested`.
        block: Gives the HTML of a block by its name.
    """
    markdown = source.body.markdown
    names = frozenset(_LINE.findall(markdown) if "[[" in markdown else ())
    if not names:
        return PageBody((BodyPart(html),) if html else ()), source.page
    placed: set[str] = set()
    parts: list[BodyPart] = []
    for text, name, nested in _pieces(str(html), names):
        if text.strip():
            parts.append(BodyPart(Markup(text)))
        if not name:
            continue
        error = _mistake(source, name, nested=nested)
        if error:
            media.note(error.at(*body_place(source, f"[[{name}]]")))
            continue
        placed.add(name)
        if getattr(source.page, name):
            parts.append(BodyPart(block(name), name))
    nothing = {name: type(source.page).model_fields[name].get_default() for name in placed}
    return PageBody(tuple(parts)), source.page.model_copy(update=nothing)


def _mistake(source: SourcePage, name: str, *, nested: bool) -> InputError | None:
    if name not in source.page.blocks:
        return InputError(
            "block-unknown",
            f"The text of this page cannot place a block {name!r}.",
            choose(name, list(source.page.blocks)),
        )
    if nested:
        return InputError(
            "block-nested",
            f"[[{name}]] stands inside of a list, a quotation or a table.",
            "Write it on a line of its own, with an empty line before and after it.",
        )
    if not source.layers.data.get(name):
        return InputError(
            "block-empty",
            f"The text places {name}, and the page has none.",
            f"Write `{name}:` in the front matter, or delete the line.",
        )
    return None


def _pieces(html: str, names: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    """What stands before each block, the block's name, and whether it stands inside something.

    The last piece is what stands after them all, with no name.
    """
    begin, depth, text = 0, 0, ""
    for paragraph in _PARAGRAPH.finditer(html):
        lines = paragraph[1].split("\n")
        found = [_name(line, names) for line in lines]
        if not any(found):
            continue
        before = html[begin : paragraph.start()]
        depth += sum(-1 if closing else 1 for closing in _GROUP.findall(before))
        text += before
        prose: list[str] = []
        for line, name in zip(lines, found, strict=True):
            if not name:
                prose.append(line)
                continue
            yield text + _paragraph(prose), name, depth > 0
            text, prose = "", []
        text += _paragraph(prose)
        begin = paragraph.end()
    yield text + html[begin:], "", False


def _name(line: str, names: frozenset[str]) -> str:
    match = _LINE.fullmatch(line.removesuffix(_BREAK).rstrip())
    return match[1] if match and match[1] in names else ""


def _paragraph(lines: list[str]) -> str:
    text = "\n".join(lines).strip().removesuffix(_BREAK)
    return f"<p>{text}</p>" if text else ""


def theme_block(
    env: jinja2.Environment, context: dict[str, Any], page: Page
) -> Callable[[str], Markup]:
    """How a theme shows the blocks of a page: its macro of that name."""

    def block(name: str) -> Markup:
        home = "countdown" if name == "countdown" else "blocks"
        module = env.get_template(f"partials/{home}.html").make_module(context)
        return Markup(getattr(module, name)(getattr(page, name)))

    return block
