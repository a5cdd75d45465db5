"""Catalogues that are data already: JSON, JSON Lines and YAML."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import yaml

from generator.errors import Place, Problem, SiteError
from generator.source.delimited import empty_catalogue
from generator.source.record import Record, Records, Tell, column_name
from generator.source.text import read_text
from generator.source.yaml12 import YamlError, compose, construct

_CHUNK = 1 << 16
_SPACE = " \t\r\n"


def json_records(file: Path, tell: Tell) -> Records:
    """The objects of a JSON array, one at a time, whatever the file's size.

    Raises:
        SiteError: `catalogue-empty`, `catalogue-format` or `catalogue-syntax`.
    """
    with _Utf8(file) as lines:
        scanner = _Scanner(file, lines)
        if not scanner.upcoming():
            raise SiteError([empty_catalogue(file)])
        if scanner.upcoming() != "[":
            raise SiteError([_no_list(file, scanner.line)])
        scanner.take(1)
        while (char := scanner.upcoming()) != "]":
            line = scanner.line
            value = scanner.value()
            record = _record(file, line, value, tell)
            if record:
                yield record
            char = scanner.upcoming()
            if char == ",":
                scanner.take(1)
                if scanner.upcoming() != "]":
                    continue
            if char != "]":
                raise scanner.mistake("A comma or ] is missing here")


def json_line_records(file: Path, tell: Tell) -> Records:
    """The objects of a file with one JSON object a line.

    Args:
        file: The file.
        tell: Takes `catalogue-syntax` of each line that is no JSON.
    """
    empty = True
    with _Utf8(file) as lines:
        for number, text in enumerate(lines, 1):
            if not text.strip():
                continue
            empty = False
            try:
                value = json.loads(text, parse_float=Decimal)
            except json.JSONDecodeError as error:
                tell(_syntax(file, number, error.colno, error.msg, text.rstrip("\n")))
                continue
            record = _record(file, number, value, tell)
            if record:
                yield record
    if empty:
        raise SiteError([empty_catalogue(file)])


def yaml_records(file: Path, tell: Tell) -> Records:
    """The mappings of a YAML list.

    Raises:
        SiteError: as `read_yaml`; `catalogue-empty` or `catalogue-format`.
    """
    text = read_text(file)
    try:
        node = compose(text)
        rows = construct(node)
    except YamlError as error:
        excerpt = [*text.split("\n"), ""][error.line]
        place = Place(file, error.line + 1, error.column + 1)
        raise SiteError([Problem(error.code, error.message, error.hint, place, excerpt)]) from None
    if not rows:
        raise SiteError([empty_catalogue(file)])
    if not isinstance(node, yaml.SequenceNode):
        raise SiteError([_no_list(file, 1)])
    for child, value in zip(node.value, rows, strict=True):
        record = _record(file, child.start_mark.line + 1, value, tell)
        if record:
            yield record


def line_place(file: Path, line: int, column: str) -> tuple[Place, str]:
    """The place of a row that knows no columns' places, with its line."""
    with _Utf8(file) as lines:
        for number, text in enumerate(lines, 1):
            if number == line:
                text = text.rstrip("\n")
                return Place(file, line, len(text) - len(text.lstrip()) + 1), text[:2000]
    return Place(file, line, 1), ""


def _record(file: Path, line: int, value: Any, tell: Tell) -> Record | None:
    if not isinstance(value, dict):
        place, excerpt = line_place(file, line, "")
        tell(
            Problem(
                "catalogue-format",
                "A row must be a group of keys with values.",
                'Write each row as an object: {"title": "...", "price": 29.00}.',
                place,
                excerpt,
            )
        )
        return None
    return Record(file, line, _named(value), partial(line_place, file))


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    return {column_name(str(key)): inner for key, inner in value.items()}


def _no_list(file: Path, line: int) -> Problem:
    return Problem(
        "catalogue-format",
        f"{file.name} must be a list of rows.",
        "Write the rows between [ and ], or name another format with `format:`.",
        Place(file, line, 1),
    )


def _syntax(file: Path, line: int, column: int, why: str, excerpt: str) -> Problem:
    return Problem(
        "catalogue-syntax",
        f"{file.name} is no JSON here: {why}.",
        "Check the quotes, commas and brackets of this line and the one above it.",
        Place(file, line, column),
        excerpt,
    )


class _Scanner:
    """Reads a JSON array element by element."""

    def __init__(self, file: Path, lines: TextIO) -> None:
        self._file = file
        self._source = lines
        self._decoder = json.JSONDecoder(parse_float=Decimal)
        self._text = ""
        self.line = 1

    def upcoming(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            length = len(self._text) - len(self._text.lstrip(_SPACE))
            self.take(length)
            if self._text or not self._more():
                return self._text[:1]

    def take(self, length: int) -> None:
        self.line += self._text.count("\n", 0, length)
        self._text = self._text[length:]

    def value(self) -> Any:
        """The next value, complete."""
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text)
                # A number at the end of what was read may go on.
                if end < len(self._text) or not self._more():
                    self.take(end)
                    return found
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self.mistake(error.msg, error.pos) from None

    def mistake(self, why: str, position: int = 0) -> SiteError:
        before = self._text[:position]
        line = self.line + before.count("\n")
        _, excerpt = line_place(self._file, line, "")
        # A value may begin in the middle of its line: then the line's text tells the column.
        column = position - before.rfind("\n") if "\n" in before else 0
        if not column:
            rest = self._text.split("\n", 1)[0]
            column = max(len(excerpt) - len(rest), 0) + position + 1
        return SiteError([_syntax(self._file, line, column, why, excerpt)])

    def _more(self) -> bool:
        # Twice as much each time, so that one huge value is not read in a thousand attempts.
        chunk = self._source.read(max(_CHUNK, len(self._text)))
        self._text += chunk
        return bool(chunk)


class _Utf8:
    """A UTF-8 file whose mistakes are told as everywhere."""

    def __init__(self, file: Path) -> None:
        self._path = file

    def __enter__(self) -> TextIO:
        try:
            self._file = self._path.open(encoding="utf-8-sig")
        except OSError:
            read_text(self._path)  # tells why
            raise
        return self._file

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: Any) -> None:
        self._file.close()
        if isinstance(error, UnicodeDecodeError):
            read_text(self._path)  # tells at which byte
