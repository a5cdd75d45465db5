"""The text below the front matter: the parts for one market, and what is filled into it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from generator.errors import InputError
from generator.site.author_text import author_text, has_code, plain
from generator.site.markets import Market
from generator.site.visit_text import VisitText, VisitTexts

SECTION_MARK = ":::"
_SECTION = re.compile(rf"{SECTION_MARK}[ \t]*([^\n]*)\Z")
_OPEN, _CLOSE = "\ue000", "\ue001"
_FILLED = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Body(Struct, frozen=True):
    """The Markdown of one page.

    What is filled in never becomes Markdown: it travels through the conversion as a mark, so that
    rows with the same text around their values are converted once, and no value can add a link.

    Attributes:
        markdown: The text, with a mark for each value.
        values: The values: text, or HTML of a catalogue that is still to be sanitised (Markup).
    """

    markdown: str
    values: tuple[str, ...] = ()

    def filled(self, text: str, write: Callable[[str], str]) -> str:
        """`text` (the Markdown, or HTML made of it) with each value as `write` says."""
        if _OPEN not in text:
            return text
        return _FILLED.sub(lambda match: write(self.values[int(match[1])]), text)

    def __str__(self) -> str:
        return self.filled(self.markdown, str)


MARK = f"{_OPEN}\\d+{_CLOSE}"
"""A regular expression for one mark."""


def fill_body(text: str, context: Mapping[str, Any], texts: VisitTexts) -> Body:
    """A body with its expressions computed.

    Raises:
        InputError: as `AuthorText.text`.
    """
    if not has_code(text):
        return Body(text)
    values: list[str] = []

    def sink(value: Any) -> str:
        if isinstance(value, VisitText):
            values.append(texts.mark(value))
        elif hasattr(value, "__html__"):
            values.append(value)
        else:
            values.append(plain(value, texts))
        return f"{_OPEN}{len(values) - 1}{_CLOSE}"

    markdown = author_text(text).text(context, sink)
    return Body(markdown, tuple(values))


def section_mistakes(text: str, known: Mapping[str, object]) -> list[tuple[int, InputError]]:
    """What is wrong with the sections (`::: de` ... `:::`) of a body, with the line, from 0."""
    mistakes: list[tuple[int, InputError]] = []
    opened = -1
    for number, line in enumerate(text.split("\n")):
        found = _SECTION.match(line)
        if not found:
            continue
        names = found[1].split()
        if names and opened >= 0:
            mistakes.append((opened, _unclosed()))
        if not names and opened < 0:
            mistakes.append(
                (
                    number,
                    InputError(
                        "section-unopened",
                        "This ::: closes a section, and none is open.",
                        "Begin the section with ::: and its market or language: `::: de`.",
                    ),
                )
            )
        opened = number if names else -1
        for name in names:
            if name not in known:
                mistakes.append(
                    (
                        number,
                        InputError(
                            "section-unknown",
                            f"{name} is neither a market nor a language of this site.",
                            f"There are: {', '.join(known)}.",
                        ),
                    )
                )
    if opened >= 0:
        mistakes.append((opened, _unclosed()))
    return mistakes


def _unclosed() -> InputError:
    return InputError(
        "section-unclosed",
        "This section begins and never ends.",
        "Close it with a line of three colons: `:::`.",
    )


def for_market(text: str, market: Market | None, language: str) -> str:
    """The lines of a body that are for one market; the others become empty lines."""
    if SECTION_MARK not in text:
        return text
    names = {language, language.split("-")[0]}
    if market:
        names.add(market.key)
    lines, shown = [], True
    for line in text.split("\n"):
        found = _SECTION.match(line)
        if found:
            wanted = found[1].split()
            shown = not wanted or not names.isdisjoint(wanted)
            line = ""
        lines.append(line if shown else "")
    return "\n".join(lines)
