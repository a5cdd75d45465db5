"""What a build remembers for the next one: of every page what it was made from, and became.

The record only says "from these inputs came a page with this hash". Whether that page still lies
in the output is asked of the output's own manifest, so that a record can be old, lost or of another
folder without harm.
"""

import hashlib
import pickle
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, field

from generator.build.inputs import Signature
from generator.media import Asset

T = TypeVar("T")
Columns = Iterable[Iterable[Any]]
Difference = tuple[dict[str, Any], list[str]]
_FORMAT = b"landfast record 4\n"
_LITTLE = 20
"""So many times as many files as changes make it worthwhile to write the changes alone."""


class PageRow(NamedTuple):
    """One page as it was made.

    Attributes:
        path: Its path below the site's address.
        look: Its theme, page type and language.
        files: Media that it shows, or that it was judged by.
        key: A hash of its documents, its row and the paths of its copies.
        line: The line of its row, to which what was found refers; 0 for a page without one.
        whole: Whether it depends on the text of all pages, as one in a brand's own font does.
        listed: Whether search engines may list it.
        alternates: The (hreflang, path) of its copies.
        policy: Its Content-Security-Policy.
        assets: The names of the files that it shows.
        looked: Whether an inspector has looked at it.
        found: What the inspector wants to remember of it.
        note: What a private page leaves for the files beside it: a `PrivateNote`.
        inside: Whether its policy stands in its HTML.
        sha256: The hash of the published HTML, in hex.
    """

    path: str
    look: tuple[str, str, str]
    files: tuple[str, ...]
    key: str
    line: int
    whole: bool
    listed: bool
    alternates: tuple[tuple[str, str], ...]
    policy: str
    assets: tuple[str, ...]
    looked: bool
    found: Any
    note: Any = None
    inside: bool = False
    sha256: str = ""


class FileRow(NamedTuple):
    """One page file.

    Attributes:
        stamp: The hash of all documents that say something for it.
        files: Catalogues, and whatever else was read to learn which pages there are.
        rows: Whether its pages come from the rows of a catalogue.
        after, before: The moments between which its pages are the same; None for no limit.
        pages: Its pages, in order.
    """

    stamp: str
    files: tuple[str, ...]
    rows: bool
    after: datetime | None
    before: datetime | None
    pages: tuple[PageRow, ...]


class SiteRecord(Struct, frozen=True):
    """All that is remembered of one site.

    Attributes:
        files: Every page file.
        signatures: Every file that was read.
        looks: The hash of each look.
        assets: The files that pages show, by name.
        text: The hash of all documents and catalogues.
    """

    files: Mapping[str, FileRow] = field(default_factory=dict)
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    looks: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    text: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        # Columns are written and read several times as fast as rows.
        files = self.files.values()
        return _site_record, (
            [*self.files],
            _columns([row[:-1] for row in files]),
            [len(row.pages) for row in files],
            _columns([page for row in files for page in row.pages]),
            [*self.signatures],
            _columns(self.signatures.values()),
            self.looks,
            self.assets,
            self.text,
        )


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [*map(list, zip(*rows, strict=True))]


def _site_record(
    names: Iterable[str],
    files: Columns,
    numbers: Sequence[int],
    pages: Columns,
    signed: Iterable[str],
    signatures: Columns,
    looks: Mapping[tuple[str, str, str], str],
    assets: Mapping[str, Asset],
    text: str,
) -> SiteRecord:
    """What `SiteRecord.__reduce__` has taken apart."""
    made = map(PageRow._make, zip(*pages, strict=True))
    groups: Iterable[tuple[PageRow, ...]] = (tuple(islice(made, number)) for number in numbers)
    if numbers.count(1) == len(numbers):  # the usual case, and the fastest way
        groups = zip(made, strict=True)
    rows = dict(zip(names, map(FileRow._make, zip(*files, groups, strict=True)), strict=True))
    known = dict(zip(signed, map(Signature._make, zip(*signatures, strict=True)), strict=True))
    return SiteRecord(rows, known, looks, assets, text)


class Changes(Struct, frozen=True):
    """What has changed since a record was written: writing all of it again takes longer.

    Attributes:
        base: The seal of that record.
        files, signatures, assets: What is new or another one, and the names of what is gone.
        looks, text: As `SiteRecord`.
    """

    base: bytes
    files: Difference
    signatures: Difference
    assets: Difference
    looks: Mapping[tuple[str, str, str], str]
    text: str

    @classmethod
    def between(cls, base: bytes, before: SiteRecord, after: SiteRecord) -> "Changes":
        """What makes the one record of the other."""
        return cls(
            base,
            _difference(before.files, after.files),
            _difference(before.signatures, after.signatures),
            _difference(before.assets, after.assets),
            after.looks,
            after.text,
        )

    def __len__(self) -> int:
        return sum(map(len, (*self.files, *self.signatures, *self.assets)))

    def applied_to(self, record: SiteRecord) -> SiteRecord:
        """The record as it is now."""
        return SiteRecord(
            _changed(record.files, self.files),
            _changed(record.signatures, self.signatures),
            self.looks,
            _changed(record.assets, self.assets),
            self.text,
        )


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    # What has not changed is the very same object: nothing is compared.
    new = {name: value for name, value in after.items() if before.get(name) is not value}
    return new, [name for name in before if name not in after]


def _changed(before: Mapping[str, T], difference: Difference) -> Mapping[str, T]:
    new, gone = difference
    after = {**before, **new}
    for name in gone:
        del after[name]
    return after


class BuildRecord(Struct, frozen=True):
    """What the last build of an output folder came from and to, as a whole.

    Attributes:
        listing: The hash of the names, sizes and times of all sources and themes.
        complete: Whether all sites were built.
        sites: Their names.
        checked: Whether the pages were checked.
        after, before: The moments between which nothing changes by itself; None for no limit.
        summary: What was told at the end: a `Summary`.
    """

    listing: str
    complete: bool
    sites: tuple[str, ...]
    checked: bool
    after: datetime | None
    before: datetime | None
    summary: Any


class RecordFolder:
    """Where the records of one output folder are kept.

    Args:
        cache: The workspace's cache.
        output: The output folder.
        tool: What made the pages; the records of another tool count as none.
    """

    def __init__(self, cache: Path, output: Path, tool: str) -> None:
        name = hashlib.sha256(str(output.resolve()).encode("utf-8", "surrogateescape"))
        self.folder = cache / "builds" / name.hexdigest()[:16]
        self._tool = f"{tool}\0{output.resolve()}".encode("utf-8", "surrogateescape")
        self._bases: dict[str, tuple[bytes, SiteRecord]] = {}

    def read_site(self, name: str) -> SiteRecord:
        """What is known of a site; nothing where the record is missing, damaged or foreign."""
        base, seal = self._read(f"site-{name}", SiteRecord)
        if base is None:
            return SiteRecord()
        self._bases[name] = seal, base
        changes, _ = self._read(f"changes-{name}", Changes)
        # Without its changes, the record is an old one, which does no harm.
        return changes.applied_to(base) if changes and changes.base == seal else base

    def write_site(self, name: str, record: SiteRecord) -> None:
        """Remember a site: what has changed since it was read, if that is little, or all of it."""
        if name in self._bases:
            changes = Changes.between(*self._bases[name], record)
            if len(changes) * _LITTLE <= len(record.files):
                self._write(f"changes-{name}", changes)
                return
        self._write(f"site-{name}", record)
        with suppress(OSError):  # they are of another record now
            (self.folder / f"changes-{name}").unlink(missing_ok=True)
        self._bases.pop(name, None)

    def read_build(self) -> BuildRecord | None:
        """What the last build was; None where that is not known."""
        return self._read("build", BuildRecord)[0]

    def write_build(self, record: BuildRecord) -> None:
        """Remember a build as a whole."""
        self._write("build", record)

    def forget_build(self) -> None:
        """From now on, the output may differ from what the last build left."""
        (self.folder / "build").unlink(missing_ok=True)

    def _read(self, name: str, kind: type[T]) -> tuple[T | None, bytes]:
        """An object that was written, and its seal."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None, b""
        start = len(_FORMAT) + 32
        seal, written = data[len(_FORMAT) : start], memoryview(data)[start:]
        if not data.startswith(_FORMAT) or self._seal(written) != seal:
            return None, b""  # damaged, of another version, or of another folder
        try:
            found = pickle.loads(written)
        except Exception:
            return None, b""
        return (found, seal) if isinstance(found, kind) else (None, b"")

    def _write(self, name: str, record: object) -> None:
        # Takes longer to load than to see that nothing has changed.
        from generator.whole_file import write_whole

        data = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):  # the next build makes everything anew
            write_whole(self.folder / name, _FORMAT, self._seal(data), data)

    def _seal(self, data: bytes | memoryview) -> bytes:
        seal = hashlib.sha256(self._tool)
        seal.update(data)
        return seal.digest()
