"""A row as templates see it, and the kinds of value that its columns can have."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from markupsafe import Markup
from msgspec import Struct

from generator.errors import InputError

Kind = Literal["text", "number", "integer", "flag", "date", "list", "html", "image"]
"""What a column can be declared as; `text` is what every column is otherwise."""


class Row:
    """What templates know of a row: `{{ row.title }}`, or `{{ row["title"] }}`.

    An own class, not a dict: columns may be called `items`, `keys` or `values`.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __repr__(self) -> str:
        return f"Row({dict(self._values)!r})"


def columns_of(row: Row) -> list[str]:
    """The names that templates can ask a row for."""
    return list(row._values)


class RemoteUrl(str):
    """The address of a picture that a catalogue names, with the words that describe it."""

    __slots__ = ("alt",)
    alt: str

    def __new__(cls, url: str, alt: str = "") -> "RemoteUrl":
        """An address that is no ordinary text: only a catalogue can bring one."""
        made = super().__new__(cls, url)
        made.alt = alt
        return made


class RowList(list[Any]):
    """A list that a row gave: where a setting is text, its items stand there with commas."""


class Reading(Struct, frozen=True):
    """How the values of a catalogue are to be understood.

    Attributes:
        comma: Whether numbers have a decimal comma.
    """

    comma: bool = False

    def value(self, kind: Kind, text: Any) -> Any:
        """A cell as its kind; None for an empty cell.

        Raises:
            InputError: `row-value`, where the text is nothing of that kind.
        """
        if text is None or (isinstance(text, str) and not text.strip()):
            return [] if kind == "list" else None
        return _KINDS[kind](self, text)

    def number(self, value: Any) -> Decimal:
        """The number in a cell such as 29.00, 1,299.00, 1.299,00, € 29 or 29.00 USD."""
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            return Decimal(str(value))
        text = re.sub(r"\s|'|\u2019", "", str(value))
        text = re.sub(r"^[^\d.,+-]+|[^\d.,]+$", "", text)
        point, group = (",", ".") if self.comma else (".", ",")
        if re.fullmatch(rf"[+-]?\d{{1,3}}(\{group}\d{{3}})+(\{point}\d*)?", text):
            text = text.replace(group, "")
        if group in text or text.count(point) > 1:
            raise _not_a(
                "number", value, f"its decimal sign should be {point!r}; `decimal:` changes that"
            )
        try:
            number = Decimal(text.replace(point, "."))
        except InvalidOperation:
            raise _not_a("number", value) from None
        return number


def _not_a(what: str, value: Any, why: str = "") -> InputError:
    return InputError(
        "row-value",
        f"{str(value)[:60]!r} is not a {what}{': ' + why if why else ''}.",
        "Correct the cell, or declare the column as something else under `types:`.",
    )


def _integer(reading: Reading, value: Any) -> int:
    number = reading.number(value)
    if number != number.to_integral_value():
        raise _not_a("whole number", value)
    return int(number)


_YES = frozenset({"true", "yes", "y", "1", "on", "ja", "oui", "si", "sí", "sim", "x"})
_NO = frozenset({"false", "no", "n", "0", "off", "nein", "non", "não"})


def _flag(reading: Reading, value: Any) -> bool:
    text = str(value).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise _not_a("yes or no", value)


_DATE_SHAPES = (
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})([T ].*)?",
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
)


def _date(reading: Reading, value: Any) -> date:
    for pattern in _DATE_SHAPES:
        found = re.fullmatch(pattern, str(value).strip())
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise _not_a("date", value, "write it as 2027-01-31 or 31.01.2027")


def _list(reading: Reading, value: Any) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [part.strip() for part in re.split(r"[,;|\n]", str(value)) if part.strip()]


def image(value: Any, alt: str = "") -> Any:
    """A picture that a row names: an address, or a path inside the site."""
    text = str(value).strip()
    return RemoteUrl(text, alt) if "://" in text else text


_KINDS: dict[str, Callable[[Reading, Any], Any]] = {
    "text": lambda reading, value: str(value),
    "number": Reading.number,
    "integer": _integer,
    "flag": _flag,
    "date": _date,
    "list": _list,
    "html": lambda reading, value: Markup(str(value)),
    "image": lambda reading, value: image(value),
}
