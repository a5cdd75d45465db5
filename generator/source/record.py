"""One row of a catalogue: its values, and where in the file it stands."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.errors import InputError, Place, Problem


class Record(Struct, frozen=True):
    """One row.

    Attributes:
        file: The catalogue.
        line: The line on which the row begins, counted from 1.
        values: The row's values by column, under the name that `column_name` gives.
        locate: Finds the place of a column's value and the line there, when something is wrong.
    """

    file: Path
    line: int
    values: Mapping[str, Any]
    locate: Callable[[int, str], tuple[Place, str]]

    def place(self, column: str = "") -> tuple[Place, str]:
        """Where the value of `column` stands, or the row, with the line of the file there."""
        return self.locate(self.line, column)

    def problem(self, column: str, error: InputError, *related: Place) -> Problem:
        """The mistake `error` in the value of `column`."""
        place, excerpt = self.place(column)
        return Problem(error.code, error.message, error.hint, place, excerpt, related)


Records = Iterator[Record]
Tell = Callable[[Problem], None]
"""Takes the problem of a row that is left out, so that reading can go on."""


def column_name(heading: str) -> str:
    """The name by which templates call a column: `Variant Price (EUR)` is `variant_price_eur`.

    Letters of every script stay as they are; a name that would begin with a digit gets a `_`.
    """
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFC", heading).strip().lower()).strip("_")
    return f"_{name}" if name[:1].isdigit() else name
