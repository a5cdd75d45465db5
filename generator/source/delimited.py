"""Tables as spreadsheets save them: comma, semicolon or tab, with any of Excel's encodings."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from generator.errors import InputError, Place, Problem, SiteError
from generator.source.record import Record, Records, Tell, column_name
from generator.source.text import read_text

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 4_000_000
_SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or another packed file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Table(Struct, frozen=True):
    """A delimited file, before its rows are read.

    Attributes:
        file: Where it lies.
        encoding: In Python's words.
        delimiter: The character between two cells.
        first_line: The line of the headings.
        headings: The headings as they are written.
    """

    file: Path
    encoding: str
    delimiter: str
    first_line: int
    headings: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings as templates call them; an empty heading has no name."""
        return tuple(map(column_name, self.headings))

    def records(self, tell: Tell) -> Records:
        """The rows, one at a time; empty lines are passed over.

        Args:
            tell: Takes `row-columns` of each row that has more or fewer cells than headings.
        """
        columns = self.columns
        try:
            for line, cells in self._rows():
                if len(cells) == len(columns):
                    values = dict(zip(columns, cells, strict=True))
                    values.pop("", None)
                    yield Record(self.file, line, values, self.locate)
                elif any(cells):
                    tell(self._wrong_width(line, cells))
        except csv.Error as error:
            raise _wrong_format(self.file, f"it cannot be read as a table ({error})") from None

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        with _opened(self.file, self.encoding) as file:
            for _ in range(self.first_line - 1):
                file.readline()
            reader = csv.reader(file, delimiter=self.delimiter)
            next(reader)
            line = reader.line_num + self.first_line
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + self.first_line

    def _wrong_width(self, line: int, cells: list[str]) -> Problem:
        count, wanted = len(cells), len(self.headings)
        heading = self.headings[count] if count < wanted else ""
        missing = f"; the first that is missing is {heading!r}" if heading else ""
        place, excerpt = self._cell_place(line, min(count, wanted) - (count < wanted))
        return Problem(
            "row-columns",
            f"This row has {_cells(count)}, and the headings are {wanted}{missing}.",
            "Put a cell that contains the delimiter in quotes, and give an empty cell for each "
            "value that is not there.",
            place,
            excerpt,
        )

    def locate(self, line: int, column: str) -> tuple[Place, str]:
        """Where a column's cell begins in the row on `line`; the row where it has none."""
        columns = self.columns
        return self._cell_place(line, columns.index(column) if column in columns else 0)

    def _cell_place(self, line: int, index: int) -> tuple[Place, str]:
        """Found by going through the row again: only needed when something is wrong."""
        with _opened(self.file, self.encoding) as file:
            for _ in range(line - 1):
                file.readline()
            text = file.readline().rstrip("\r\n")
            row, column, cell, quoted, position = line, 1, 0, False, 0
            while cell < index:
                if position >= len(text):
                    if not quoted or not (following := file.readline()):
                        break
                    # The cell goes on in the next line of the file.
                    text, row, position = following.rstrip("\r\n"), row + 1, 0
                    continue
                char = text[position]
                position += 1
                quoted ^= char == '"'
                if char == self.delimiter and not quoted:
                    cell, column = cell + 1, position + 1
            return Place(self.file, row, column), text


def open_table(file: Path, *, delimiter: str = "", encoding: str = "") -> Table:
    """Look at the headings of a delimited file, and find out what its author's program wrote.

    Args:
        file: The file.
        delimiter: The character between cells; the likeliest one if empty.
        encoding: Its encoding; UTF-8, UTF-16 with a mark, or else CP1252 if empty.

    Raises:
        SiteError: `catalogue-empty`, `catalogue-format`, `catalogue-headings`, `file-not-utf8`, or
            as `read_text` where the file cannot be read.
    """
    if not encoding:
        encoding = detect_encoding(file)
    first_line, chosen = 1, delimiter
    csv.field_size_limit(_LONGEST_CELL)
    with _opened(file, encoding) as lines:
        line = lines.readline()
        if line.lower().startswith("sep=") and len(line.strip()) <= len("sep=;"):
            # Excel's own way to say which character it took.
            chosen = delimiter or line.strip("\r\n")[4:] or "\t"
            first_line, line = 2, lines.readline()
    if not line.strip():
        raise SiteError([empty_catalogue(file)])
    chosen = chosen or _likely_delimiter(line)
    with _opened(file, encoding) as lines:
        for _ in range(first_line - 1):
            lines.readline()
        try:
            headings = next(csv.reader(lines, delimiter=chosen))
        except csv.Error as error:
            raise _wrong_format(file, f"it cannot be read as a table ({error})") from None
    table = Table(file, encoding, chosen, first_line, tuple(cell.strip() for cell in headings))
    _check_headings(table)
    return table


def detect_encoding(file: Path) -> str:
    """The encoding of a text file, in Python's words: by its mark, else UTF-8, else CP1252.

    Excel's plain "CSV" is CP1252 where Windows is set to a western language.

    Raises:
        SiteError: `catalogue-format` for what is no text, `file-not-utf8` for neither encoding.
    """
    try:
        with file.open("rb") as raw:
            start = raw.read(4)
            for signature, what in _SIGNATURES.items():
                if start.startswith(signature):
                    raise _wrong_format(file, f"it is {what}")
            for mark, name in _BOMS.items():
                if start.startswith(mark):
                    return name
            raw.seek(0)
            utf8, cp1252 = (codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252"))
            fits, nothing = {"utf-8": True, "cp1252": True}, False
            while chunk := raw.read(1 << 20):
                nothing = nothing or b"\0" in chunk
                for name, decoder in (("utf-8", utf8), ("cp1252", cp1252)):
                    try:
                        if fits[name]:
                            decoder.decode(chunk)
                    except UnicodeDecodeError:
                        fits[name] = False
            try:
                utf8.decode(b"", True)
            except UnicodeDecodeError:
                fits["utf-8"] = False
    except OSError:
        read_text(file)  # tells why
        raise
    if nothing:
        raise _wrong_format(file, "it holds bytes that no text has")
    if not fits["utf-8"] and not fits["cp1252"]:
        read_text(file)  # tells at which byte
    return "utf-8" if fits["utf-8"] else "cp1252"


def empty_catalogue(file: Path) -> Problem:
    """The mistake of a catalogue with nothing in it."""
    return Problem(
        "catalogue-empty",
        f"The catalogue {file.name} is empty: it has no rows.",
        "Save it again with its headings and rows, or name another file.",
        Place(file),
    )


def _wrong_format(file: Path, why: str) -> SiteError:
    return SiteError(
        [
            Problem(
                "catalogue-format",
                f"{file.name} is not the table that its name promises: {why}.",
                "In Excel: File, Save As, CSV UTF-8. Name another format with `format:`.",
                Place(file),
            )
        ]
    )


def _check_headings(table: Table) -> None:
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for index, (name, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        if name and name in seen:
            place, excerpt = table._cell_place(table.first_line, index)
            problems.append(
                Problem(
                    "catalogue-headings",
                    f"The headings {seen[name]!r} and {heading!r} have the same name here, "
                    f"{name}, so one of the two columns would be lost.",
                    "Rename one of them.",
                    place,
                    excerpt,
                )
            )
        seen.setdefault(name, heading)
    if not any(seen):
        problems.append(
            Problem(
                "catalogue-headings",
                f"The first line of {table.file.name} has no headings.",
                "Give each column a heading: templates call the columns by them.",
                Place(table.file, table.first_line, 1),
            )
        )
    if problems:
        raise SiteError(problems)


def _likely_delimiter(line: str) -> str:
    counts = dict.fromkeys(_DELIMITERS, 0)
    quoted = False
    for char in line:
        quoted ^= char == '"'
        if char in counts and not quoted:
            counts[char] += 1
    return max(counts, key=lambda char: counts[char])


def _cells(count: int) -> str:
    return f"{count} cell" if count == 1 else f"{count} cells"


@contextmanager
def _opened(file: Path, encoding: str) -> Iterator[TextIO]:
    try:
        opened = file.open(encoding=encoding, newline="")
    except (OSError, LookupError) as error:
        raise SiteError([_unreadable(file, error)]) from None
    with opened:
        try:
            yield opened
        except UnicodeError:
            raise SiteError(
                [_unreadable(file, InputError("", f"it is not written in {encoding}"))]
            ) from None


def _unreadable(file: Path, error: Exception) -> Problem:
    return Problem(
        "file-unreadable",
        f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.",
        "Check that it is there, that you may read it, and the `encoding:` of the catalogue.",
        Place(file),
    )
