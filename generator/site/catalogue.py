"""`catalogue:` on a page: one page for each row of a file."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from generator.errors import InputError, Place, Problem
from generator.site.fields import MediaFile, Model, Text, as_pydantic, checked, find_media
from generator.site.row import Kind, Reading
from generator.source.delimited import empty_catalogue
from generator.source.record import Record, Records, Tell, column_name
from generator.spelling import closest

Format = Literal["csv", "tsv", "json", "jsonl", "yaml", "shopify", "merchant"]

_BY_SUFFIX: dict[str, Format] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xml": "merchant",
}
_DELIMITED = frozenset({"csv", "tsv", "shopify"})


def _data_file(value: Any, info: ValidationInfo) -> MediaFile:
    root = (info.context or {}).get("root")
    try:
        if not isinstance(value, str) or not value.strip() or root is None:
            raise InputError(
                "value-wrong-kind", "A catalogue is a file inside the site.", "Write data/NAME.csv."
            )
        return find_media(value.strip(), root)
    except InputError as error:
        if error.code == "media-missing":
            hint = error.hint.replace("media/NAME", "data/NAME.csv")
            error = InputError("catalogue-missing", error.message, hint)
        raise as_pydantic(error) from None


DataFile = Annotated[
    MediaFile,
    PlainValidator(_data_file),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "minLength": 1}),
]


def _name(value: str) -> str:
    if not value.isidentifier() or value.startswith("_") or value in ("market", "visit"):
        raise InputError(
            "catalogue-name",
            f"{value!r} cannot be the name by which templates call a row.",
            "Choose one word of letters, such as row or creator.",
        )
    return value


class Catalogue(Model):
    """A file whose rows become pages."""

    file: DataFile
    """The file inside the site, such as data/products.csv."""
    format: Format | None = None
    """How the file is to be read; by its ending if left out. `shopify` is Shopify's product export,
    `merchant` a feed for Google Merchant Center (TSV or XML)."""
    name: Annotated[Text, AfterValidator(checked(_name)), Field(alias="as")] = "row"
    """The name by which templates call the row: `{{ row.title }}`."""
    key: Text | None = None
    """The column that tells rows apart: every row must have it, and no two the same."""
    where: Text | None = None
    """Which rows become pages: an expression such as `row.published and row.price > 10`."""
    types: dict[str, Kind] = Field(default_factory=dict)
    """What columns hold besides text: number, integer, flag, date, list, html or image."""
    decimal: Literal[".", ","] | None = None
    """The decimal sign of numbers; a comma where cells are separated by semicolons."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """The character between cells; found out if left out."""
    encoding: Text | None = None
    """The file's encoding, such as cp1252; found out if left out."""
    media: Text = "remote"
    """What becomes of pictures that rows name by their address: `remote` leaves them where they
    are, `fetch` gets them while building, and a folder inside the site, such as media/products,
    stands in for them by their names."""

    @model_validator(mode="after")
    def _known_ending(self) -> Self:
        if self.format is None and self.file.path.suffix.lower() not in _BY_SUFFIX:
            raise as_pydantic(
                InputError(
                    "catalogue-format-unknown",
                    f"The ending of {self.file.ref} does not tell what the file is.",
                    "Say `format:` with one of: csv, tsv, json, jsonl, yaml, shopify, merchant.",
                )
            )
        return self

    @property
    def kind(self) -> Format:
        """The format, said or by the file's ending."""
        return self.format or _BY_SUFFIX[self.file.path.suffix.lower()]

    @property
    def key_column(self) -> str:
        """The column that tells rows apart; empty where none is known."""
        if self.key:
            return column_name(self.key)
        return {"shopify": "handle", "merchant": "id"}.get(self.kind, "")


class Rows:
    """The rows of one catalogue, typed and told apart.

    Args:
        catalogue: Where they are.
        place: Where the page names the catalogue.
    """

    def __init__(self, catalogue: Catalogue, place: Place) -> None:
        self.catalogue = catalogue
        self.place = place
        self.reading = Reading(comma=catalogue.decimal == ",")

    def read(self, tell: Tell) -> Iterator[Record]:
        """The rows that can be used, one at a time.

        Args:
            tell: Takes the problems of rows that are left out: `row-columns`, `row-value`,
                `row-key-missing`, `row-key-duplicate`, `row-column-unknown`; and `catalogue-empty`
                where there are headings and nothing below them.

        Raises:
            SiteError: the file as a whole cannot be read.
        """
        seen: dict[str, int] = {}
        key = self.catalogue.key_column
        rows = 0

        def left_out(problem: Problem) -> None:
            nonlocal rows
            rows += 1
            tell(problem)

        for record in self._records(left_out):
            rows += 1
            if rows == 1 and self._unknown_columns(record, tell):
                return
            typed = self._typed(record, tell)
            if typed is None:
                continue
            if key and not self._is_new(typed, key, seen, tell):
                continue
            yield typed
        if not rows:
            tell(empty_catalogue(self.catalogue.file.path))

    def _records(self, tell: Tell) -> Records:
        # Each reader is loaded by the sites that have such a file.
        catalogue, file = self.catalogue, self.catalogue.file.path
        match catalogue.kind:
            case "json" | "jsonl" | "yaml" as kind:
                from generator.source import records

                reader = {
                    "json": records.json_records,
                    "jsonl": records.json_line_records,
                    "yaml": records.yaml_records,
                }[kind]
                return reader(file, tell)
            case "merchant":
                from generator.site.merchant import merchant_records

                return merchant_records(file, catalogue, tell)
        from generator.source.delimited import open_table

        table = open_table(
            file,
            delimiter=catalogue.delimiter or ("\t" if catalogue.kind == "tsv" else ""),
            encoding=catalogue.encoding or "",
        )
        if catalogue.decimal is None:
            self.reading = Reading(comma=table.delimiter == ";")
        if catalogue.kind == "shopify":
            from generator.site.shopify import shopify_records

            return shopify_records(table, self.reading, tell)
        return table.records(tell)

    def _unknown_columns(self, record: Record, tell: Tell) -> bool:
        # JSON may leave keys out where there is nothing to say.
        if self.catalogue.kind in ("json", "jsonl", "yaml"):
            return False
        wanted = [*self.catalogue.types, *([self.catalogue.key] if self.catalogue.key else [])]
        unknown = [name for name in wanted if column_name(name) not in record.values]
        for name in unknown:
            tell(unknown_column(name, list(record.values)).at(self.place, ""))
        return bool(unknown)

    def _typed(self, record: Record, tell: Tell) -> Record | None:
        types = self.catalogue.types
        if not types:
            return record
        values, reading, right = dict(record.values), self.reading, True
        for name, kind in types.items():
            column = column_name(name)
            try:
                values[column] = reading.value(kind, values.get(column))
            except InputError as error:
                right = False
                tell(record.problem(column, error, self.place))
        return Record(record.file, record.line, values, record.locate) if right else None

    def _is_new(self, record: Record, key: str, seen: dict[str, int], tell: Tell) -> bool:
        value = record.values.get(key)
        text = "" if value is None else str(value).strip()
        if not text:
            tell(
                record.problem(
                    key,
                    InputError(
                        "row-key-missing",
                        f"This row has no {key}, which tells it apart from the others.",
                        f"Fill in the column {key}, or delete the row.",
                    ),
                )
            )
            return False
        if text in seen:
            other = Place(record.file, seen[text])
            tell(
                record.problem(
                    key,
                    InputError(
                        "row-key-duplicate",
                        f"Two rows have the {key} {text!r}.",
                        "Change one of them, or delete the row.",
                    ),
                    other,
                )
            )
            return False
        seen[text] = record.line
        return True


def pathless(name: str) -> InputError:
    """The mistake of a catalogue whose rows nothing tells apart."""
    return InputError(
        "catalogue-path-missing",
        "Nothing tells the pages of this catalogue apart: they would have one address.",
        f'Write `path: "offers/{{{{ {name}.COLUMN }}}}"`, or name the column with `key:`.',
    )


def unknown_column(name: str, known: list[str]) -> InputError:
    """The mistake of a column that the file does not have."""
    close = closest(column_name(name), known)
    meant = f"Did you mean {close}? " if close else ""
    return InputError(
        "row-column-unknown",
        f"The catalogue has no column {name!r}.",
        f"{meant}Its columns are: {', '.join(known[:40])}{' ...' if len(known) > 40 else ''}.",
    )
