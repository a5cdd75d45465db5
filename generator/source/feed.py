"""Product feeds in XML: the items of RSS 2.0 or Atom, one at a time."""

from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers import expat

from generator.errors import InputError, Place, Problem, SiteError
from generator.source.delimited import empty_catalogue
from generator.source.record import Record, Records, column_name
from generator.source.records import line_place
from generator.source.text import read_text

_CHUNK = 1 << 16
_ITEMS = frozenset({"item", "entry"})


def feed_records(file: Path) -> Records:
    """The items of a feed; an element that comes more than once becomes a list.

    The namespace's prefix is left out: `g:image_link` is `image_link`. Groups of elements, such as
    `g:shipping`, become mappings.

    Raises:
        SiteError: `catalogue-empty`, `catalogue-format`, `catalogue-syntax`, or as `read_text`
            where the file cannot be read.
    """
    reader = _Items(file)
    try:
        opened = file.open("rb")
    except OSError:
        read_text(file)  # tells why
        raise
    with opened:
        nothing = True
        while chunk := opened.read(_CHUNK):
            nothing = nothing and not chunk.strip()
            yield from reader.feed(chunk)
        if nothing:
            raise SiteError([empty_catalogue(file)])
        yield from reader.feed(b"", final=True)
    if not reader.found:
        raise SiteError(
            [
                Problem(
                    "catalogue-format",
                    f"{file.name} is XML, but no product feed: it has no <item> and no <entry>.",
                    "Name the file of the feed that you upload to Google Merchant Center.",
                    Place(file),
                )
            ]
        )


class _Items:
    def __init__(self, file: Path) -> None:
        self.found = False
        self._file = file
        self._done: list[Record] = []
        self._line = 0
        # The mappings that are open within an item, with the name of each and its text so far.
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity

    def feed(self, chunk: bytes, *, final: bool = False) -> list[Record]:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            raise self._mistake(
                error.lineno, error.offset + 1, expat.ErrorString(error.code)
            ) from None
        except InputError as error:
            raise self._mistake(self._parser.CurrentLineNumber, 1, error.message) from None
        done, self._done = self._done, []
        return done

    def _mistake(self, line: int, column: int, why: str) -> SiteError:
        return SiteError(
            [
                Problem(
                    "catalogue-syntax",
                    f"{self._file.name} is no XML here: {why}.",
                    "Save the feed again; in text, write &amp; for & and &lt; for <.",
                    Place(self._file, line, column),
                )
            ]
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if self._open:
            # Atom gives a link as an attribute.
            self._open.append((local, {}, [attributes.get("href", "")]))
        elif local in _ITEMS:
            self.found = True
            self._line = self._parser.CurrentLineNumber
            self._open.append((local, {}, []))

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def _end(self, name: str) -> None:
        if not self._open:
            return
        local, values, texts = self._open.pop()
        if not self._open:
            locate = partial(line_place, self._file)
            self._done.append(Record(self._file, self._line, values, locate))
            return
        _add(self._open[-1][1], column_name(local), values or "".join(texts).strip())

    def _entity(self, *declared: object) -> None:
        # Entities can multiply a small file into gigabytes, and no feed needs its own.
        raise InputError("", "it declares entities of its own, which feeds never need")


def _add(values: dict[str, Any], name: str, value: Any) -> None:
    if name not in values:
        values[name] = value
    elif isinstance(values[name], list):
        values[name].append(value)
    else:
        values[name] = [values[name], value]
