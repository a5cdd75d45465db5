"""Words that the page takes from the visitor's address: `{{ visit.city | default("your city") }}`.

The default stands in the HTML. Until a page is rendered, such words travel through texts as their
default between marks, which say by a number which they are.
"""

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import InputError

Casing = Literal["", "upper", "lower", "title", "capitalize"]
MOST_CHARACTERS = 40
_OPEN, _MIDDLE, _CLOSE = "\ue010", "\ue011", "\ue012"
_MARKED = re.compile(f"{_OPEN}(\\d+){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")
_KEY = re.compile(r"[A-Za-z0-9_.~-]{1,64}\Z")


class VisitText(Struct, frozen=True):
    """A word from the visitor's address, as its author asks for it.

    Attributes:
        key: The incoming parameter.
        default: What stands there without it; None until the author has said it.
        casing: How the visitor's word is written.
        only: The words that it may be, as the author writes them; any if empty.
        longest: The most characters that it may have.
    """

    key: str
    default: str | None = None
    casing: Casing = ""
    only: tuple[str, ...] = ()
    longest: int = MOST_CHARACTERS


class Visit:
    """The name `visit` in templates: every attribute is an incoming parameter."""

    __slots__ = ()

    def __getattr__(self, name: str) -> VisitText:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> VisitText:
        if not _KEY.match(name):
            raise InputError(
                "visit-key",
                f"{name!r} cannot be the name of an incoming parameter.",
                "Use letters, digits, and the characters _ - . ~ only.",
            )
        return VisitText(name)


class VisitTexts:
    """The words that one page takes from its visitors' addresses, each once."""

    def __init__(self) -> None:
        self.found: list[VisitText] = []

    def mark(self, text: VisitText) -> str:
        """What stands for `text` in a template's result.

        Raises:
            InputError: `visit-default-missing`, `visit-default-long` or `visit-default-other`.
        """
        _check(text)
        if text not in self.found:
            self.found.append(text)
        return f"{_OPEN}{self.found.index(text)}{_MIDDLE}{text.default}{_CLOSE}"


def replace_marked(text: str, write: Callable[[int, str], str]) -> str:
    """`text` with everything that is marked written as `write(number, default)` says."""
    if _OPEN not in text:
        return text
    return _MARKED.sub(lambda match: write(int(match[1]), match[2]), text)


def unmarked(text: str) -> str:
    """`text` with the defaults, as visitors see it who bring nothing."""
    return replace_marked(text, lambda number, default: default)


def default_filter(value: VisitText, default: object = "", boolean: bool = False) -> VisitText:
    """`| default("your city")`."""
    return replace(value, default=str(default))


def casing_filter(casing: Casing) -> Callable[[VisitText], VisitText]:
    """`| upper`, `| lower`, `| title` or `| capitalize`: how the visitor's word is written."""
    return lambda value: replace(value, casing=casing)


def only_filter(value: VisitText, *words: object) -> VisitText:
    """`| only("Berlin", "Paris")`: any other word counts as none."""
    return replace(value, only=tuple(str(word) for word in words))


def longest_filter(value: VisitText, characters: int) -> VisitText:
    """`| longest(20)`: longer words count as none."""
    return replace(value, longest=int(characters))


def _check(text: VisitText) -> None:
    name = f"visit.{text.key}"
    if not text.default or not text.default.strip():
        raise InputError(
            "visit-default-missing",
            f"{name} does not say what stands there when the address brings nothing.",
            f'Write {{{{ {name} | default("...") }}}}.',
        )
    if not 1 <= text.longest <= 200:
        raise InputError(
            "visit-length",
            f"{name} | longest({text.longest}) is not possible: 1 to 200 characters are.",
            "Give a number of characters that fits the place where the word stands.",
        )
