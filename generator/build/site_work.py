"""The work on one site: which of its pages can stay, which are made, and what is remembered."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct, field

from generator.build.crew import Crew
from generator.build.events import PageRendered
from generator.build.inputs import UNKNOWN, Inputs, Signature, stamp_of
from generator.build.looks import Looks
from generator.build.making import Made, MadePage, Order, SiteMaker, Survey
from generator.build.output import Transaction
from generator.build.plan import make_plan
from generator.build.record import FileRow, PageRow, SiteRecord
from generator.build.site_files import SiteFiles
from generator.build.staying import Staying, asset_name, page_name
from generator.media import Asset
from generator.render.policy import with_policy
from generator.site.problem_list import ProblemList

K = TypeVar("K")
T = TypeVar("T")
_PART = 32
"""Rows of a catalogue that one order makes."""
Slot = PageRow | str
"""A page of a file: one that stays, or the path of one that is made."""


class FileWork(Struct):
    """One page file.

    Attributes:
        file: The file.
        stamp: The hash of its documents; empty for a new file until it is made.
        slots: Its pages, in order; None where only reading the file tells.
        orders: What is to be made.
        rows, files, after, before: As `FileRow`.
        old: What is remembered of it, if all of that still holds but for how its pages look.
    """

    file: str
    stamp: str
    slots: list[Slot] | None
    orders: list[Order]
    rows: bool = False
    files: dict[str, None] = field(default_factory=dict)
    after: datetime | None = None
    before: datetime | None = None
    old: FileRow | None = None

    def learn(self, made: Made) -> None:
        """Take over what an order told about the file."""
        self.stamp = self.stamp or made.stamp
        self.rows = self.rows or made.rows
        self.files.update(dict.fromkeys(made.files))
        after, before = made.span
        self.after = max((m for m in (self.after, after) if m), default=None)
        self.before = min((m for m in (self.before, before) if m), default=None)


class SiteWork:
    """One site in a build.

    Args:
        maker: Makes its pages.
        record: What is remembered of the last build.
        inputs: The build's files; site.yaml and the themes were looked at before they were read.
        transaction: Where its pages go.
        files: What it has besides its pages.
        problems: Takes what is wrong.
    """

    def __init__(
        self,
        maker: SiteMaker,
        record: SiteRecord,
        inputs: Inputs,
        transaction: Transaction,
        files: SiteFiles,
        problems: ProblemList,
    ) -> None:
        self.maker = maker
        self.name = maker.site.name
        self.pages = self.made = 0
        self._record = record
        self._transaction = transaction
        self._site_files = files
        self._problems = problems
        self._inputs = inputs
        self._looks = Looks(maker.themes, maker.setup.root, inputs)
        self._staying = Staying(maker, record, inputs, self._looks, transaction)
        self._signatures: dict[str, Signature] = {}
        self._assets: dict[str, Asset] = {}
        self._kept_assets: set[tuple[str, ...]] = set()
        self._shared: dict[object, Any] = {}
        self._paths: set[str] = set()
        self._clash = False
        self._rows: dict[str, FileRow] = {}
        self._settled = self._known_documents()
        self.files = [self._work(file) for file in maker.loader.page_files]

    # --- What is to be made ---------------------------------------------------------------------

    @property
    def orders(self) -> Iterator[Order]:
        """Everything that is to be made, as far as it is known."""
        for work in self.files:
            yield from work.orders

    def _known_documents(self) -> frozenset[str]:
        """Files that are what they were, none if a document is gone: it said something for others.

        They need not be looked at again.
        """
        inputs = self._inputs
        if inputs.has_lost(str(self.maker.setup.root / "pages")):
            return frozenset()
        self._signatures.update((name, inputs.known[name]) for name in inputs.settled)
        return inputs.settled

    def _stamp(self, documents: Sequence[str]) -> str:
        for document in documents:
            if document not in self._signatures:
                self._signatures[document] = self._inputs.signature(document)
        return self._inputs.stamp(documents)

    def _work(self, file: str) -> FileWork:
        old = self._record.files.get(file)
        if old is None:
            return FileWork(file, "", None, [Order(self.name, file, "")])
        documents = self.maker.loader.files.documents_of(file)
        is_same = self._settled.issuperset(documents)
        stamp = old.stamp if is_same else self._stamp(documents)
        if old.stamp == stamp and self._holds(old):
            stays = self._staying.stays
            slots: list[Slot] = [row if stays(row) else row.path for row in old.pages]
            files = dict.fromkeys(old.files)
            work = FileWork(file, stamp, slots, [], old.rows, files, old.after, old.before, old)
            if tuple(slots) != old.pages:
                self._choose(work, slots)
            return work
        if old.rows:
            return self._surveyed(FileWork(file, stamp, None, []), old)
        return FileWork(file, stamp, None, [Order(self.name, file, stamp)])

    def _holds(self, old: FileRow) -> bool:
        """Whether the file still becomes the same pages."""
        now = self.maker.setup.now
        if (old.after and old.after >= now) or (old.before and now >= old.before):
            return False
        return not old.files or all(map(self._inputs.is_unchanged, old.files))

    def _surveyed(self, work: FileWork, old: FileRow | None = None) -> FileWork:
        """Learn which pages a file with a catalogue becomes, and order those that are new."""
        survey: Survey = self.maker.survey(Order(self.name, work.file, work.stamp))
        work.learn(survey.made)
        self._learn(survey.made)
        before = {row.path: row for row in old.pages} if old else {}
        slots: list[Slot] = []
        for path, key, line in survey.pages:
            row = before.get(path)
            # What was found stands at a line, which may be another one now.
            same = row is not None and row.key == key and (row.found is None or row.line == line)
            slots.append(row if row and same and self._staying.stays(row) else path)
        self._choose(work, slots)
        return work

    def _choose(self, work: FileWork, slots: list[Slot]) -> None:
        """Order the pages that do not stay, in parts."""
        work.slots = slots
        start: int | None = None
        for number in range(len(slots) + 1):
            wanted = number < len(slots) and isinstance(slots[number], str)
            if start is not None and (not wanted or number - start == _PART):
                work.orders.append(Order(self.name, work.file, work.stamp, start, number))
                start = None
            if wanted and start is None:
                start = number

    # --- What was made --------------------------------------------------------------------------

    def carry_out(self, results: Iterator[Made], crew: Crew) -> Iterator[PageRendered]:
        """Put all pages into the output, and tell of those that were made.

        Args:
            results: What the orders came to, from this site's first one on.
            crew: Makes what turns out to be missing.
        """
        for work in self.files:
            if not self._keep_all(work):
                yield from self._finish(work, results, crew)

    def _keep_all(self, work: FileWork) -> bool:
        """Leave the one page of a file as it is, if it stays: the usual case, made short."""
        old = work.old
        if old is None or len(old.pages) != 1 or work.orders or not self._fits(old.pages[0]):
            return False
        self._keep(old.pages[0])
        self._rows[work.file] = old
        return True

    def _finish(
        self, work: FileWork, results: Iterator[Made], crew: Crew
    ) -> Iterator[PageRendered]:
        made: dict[str, MadePage] = {}
        left = len(work.orders)
        if work.slots is None:
            first = self._take(work, results)
            made, left = {page.row.path: page for page in first.pages}, 0
            work.slots = list(made)
            if first.rows:
                work.orders = []
                self._surveyed(work)
                results, left = crew.make(work.orders), len(work.orders)
        rows: list[PageRow] = []
        for number, slot in enumerate(work.slots):
            if isinstance(slot, PageRow) and self._fits(slot):
                rows.append(slot)
                self._keep(slot)
                continue
            if isinstance(slot, PageRow):  # it has to carry its policy now, or not any more
                part = Order(self.name, work.file, work.stamp, number, number + 1)
                again = self.maker.make(part)
                self._learn(again)
                made |= {page.row.path: page for page in again.pages}
                slot = slot.path
            while slot not in made and left:
                left -= 1
                made |= {page.row.path: page for page in self._take(work, results).pages}
            page = made.pop(slot, None)
            if page:
                row, event = self._add(page, work.file)
                rows.append(row)
                yield event
        self._rows[work.file] = FileRow(
            work.stamp, tuple(work.files), work.rows, work.after, work.before, tuple(rows)
        )

    def _take(self, work: FileWork, results: Iterator[Made]) -> Made:
        made = next(results)
        work.learn(made)
        self._learn(made)
        return made

    def _learn(self, made: Made) -> None:
        for name, signature in made.signatures.items():
            self._sign(name, signature)
        for problem in made.problems:
            self._problems.add(problem)
        self.maker.stages.add(made.seconds, made.times)

    def _sign(self, name: str, signature: Signature) -> None:
        """Remember what a file was; one that has changed meanwhile is never taken for the same."""
        if self._signatures.setdefault(name, signature).sha256 != signature.sha256:
            self._signatures[name] = UNKNOWN

    def _fits(self, row: PageRow) -> bool:
        return row.inside == self._site_files.needs_policy_inside(row.policy)

    def _keep(self, row: PageRow) -> None:
        self._transaction.keep(page_name(self.name, row.path), site=self.name)
        if row.assets not in self._kept_assets:
            self._kept_assets.add(row.assets)
            for name in row.assets:
                self._assets[name] = self._record.assets[name]
                self._transaction.keep(asset_name(self.name, name), site=self.name)
        self._count(row)

    def _add(self, page: MadePage, file: str) -> tuple[PageRow, PageRendered]:
        inside = self._site_files.needs_policy_inside(page.row.policy)
        html = with_policy(page.html, page.row.policy) if inside else page.html
        sha256 = self._transaction.add_page(page_name(self.name, page.row.path), html)
        for asset in page.assets:
            self._assets[asset.name] = asset
            self._transaction.add_asset(asset_name(self.name, asset.name), asset)
        self.made += 1
        row = self._slim(page.row, inside, sha256)
        self._count(row)
        return row, PageRendered(page.url, file, len(html.encode()))

    def _slim(self, row: PageRow, inside: bool, sha256: str) -> PageRow:
        """The whole row, which holds once what many have alike: in memory, and in the record."""
        return row._replace(
            look=self._share(row.look),
            files=self._shared.get(row.files) or self._share(tuple(map(self._share, row.files))),
            alternates=self._share(row.alternates),
            policy=self._share(row.policy),
            assets=self._shared.get(row.assets) or self._share(tuple(map(self._share, row.assets))),
            inside=inside,
            sha256=sha256,
        )

    def _share(self, value: T) -> T:
        shared: T = self._shared.setdefault(value, value)
        return shared

    def _count(self, row: PageRow) -> None:
        key = row.path.casefold()
        self._clash = self._clash or key in self._paths
        self._paths.add(key)
        self.pages += 1
        self._site_files.add_page(row)

    # --- The end --------------------------------------------------------------------------------

    def look_over(self) -> None:
        """Tell of pages that have one address, which only all of them together show."""
        if self._clash:
            for problem in make_plan([self.maker.site]).problems.all():
                self._problems.add(problem)

    @property
    def assets(self) -> Sequence[Asset]:
        """The files that the site's pages show."""
        return list(self._assets.values())

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        """The moments between which no page changes by itself."""
        afters = [row.after for row in self._rows.values() if row.after]
        befores = [row.before for row in self._rows.values() if row.before]
        return max(afters, default=None), min(befores, default=None)

    @property
    def found(self) -> Iterator[object]:
        """What the inspector wanted to remember of each page."""
        for file in self._rows.values():
            for row in file.pages:
                if row.found is not None:
                    yield row.found

    def record(self) -> SiteRecord:
        """What is to be remembered of the site."""
        pages = [row for file in self._rows.values() for row in file.pages]
        looks = {look: self._looks.digest(*look) for look in {row.look for row in pages}}
        for name, signature in self._inputs.seen.items():
            self._sign(name, signature)
        text = ""
        if any(row.whole for row in pages):
            names = self._staying.texts
            names.update(name for file in self._rows.values() for name in file.files)
            text = stamp_of((name, self._signatures[name]) for name in sorted(names))
        return SiteRecord(self._rows, self._signatures, looks, self._assets, text)
