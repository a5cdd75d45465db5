"""Making the pages of one site, a page file at a time: read, validated, rendered, looked at.

What is made and what is told about it can be sent between processes.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct, field

from generator.build.inputs import Inputs, Signature
from generator.build.inspection import Inspector
from generator.build.plan import planned_page
from generator.build.record import PageRow
from generator.build.site_files import reserved_problem
from generator.clock import WatchedTime
from generator.errors import InputError, Problem, SiteError
from generator.media import Asset
from generator.media.steady import SteadyMediaStore
from generator.render import Renderer, Themes
from generator.site import Site
from generator.site.blueprint import Instance
from generator.site.loading import Loader
from generator.site.page_source import PageSource
from generator.site.problem_list import ProblemList
from generator.source import noting_reads
from generator.source.record import Tell
from generator.stages import Stages


class SiteSetup(Struct, frozen=True):
    """All that a process must know to make pages of a site.

    Attributes:
        root: The site's folder.
        themes: The workspace's own themes.
        cache: The workspace's cache.
        now: The moment by which offers are judged.
        inspector: Looks at the pages, if they are to be looked at.
    """

    root: Path
    themes: Path
    cache: Path
    now: datetime
    inspector: Inspector | None


class Order(Struct, frozen=True):
    """Some pages to be made.

    Attributes:
        site: The name of their site.
        file: Their page file.
        stamp: The hash of its documents; empty for a file that nobody has looked at.
        start, stop: Which of the file's pages, counted from 0; all of them where there is no end.
    """

    site: str
    file: str
    stamp: str
    start: int = 0
    stop: int | None = None

    @property
    def pages(self) -> int:
        """How many pages it is for: at least one, where only reading the file tells."""
        return 1 if self.stop is None else self.stop - self.start


class MadePage(Struct, frozen=True):
    """A page, and what is to be remembered of it."""

    row: PageRow
    url: str
    html: str
    assets: tuple[Asset, ...]


class Made(Struct, frozen=True):
    """What an order came to.

    Attributes:
        pages: Those that are right.
        problems: What is wrong with the others.
        rows: Whether the file's pages come from rows, so that it must be ordered in parts.
        stamp: The hash of the file's documents.
        files: What was read to learn which pages there are.
        signatures: What the files were that have been seen for the first time.
        span: As `WatchedTime.span`.
        seconds, times: Of each stage, of all that a process has made since it told them last.
    """

    pages: tuple[MadePage, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: bool = False
    stamp: str = ""
    files: tuple[str, ...] = ()
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    span: tuple[datetime | None, datetime | None] = (None, None)
    seconds: Mapping[str, float] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)


class Survey(Struct, frozen=True):
    """The pages that a file is to become: path, key and line of each, and as `Made`."""

    pages: tuple[tuple[str, str, int], ...]
    made: Made


class _Opened:
    """A page file that has been read, and how far its pages have been asked for."""

    def __init__(self, site: Site, file: str, source: PageSource, stamp: str, tell: Tell) -> None:
        self.file = file
        self.stamp = stamp
        self.rows = any(blueprint.catalogues for blueprint in source.blueprints)
        self._copies: dict[tuple[str, ...], dict[str, str]] = {}
        self._site = site
        if len(site.markets) > 1:
            for instance in source.instances(site.now, tell):
                market = instance.blueprint.market
                if market:
                    self._copies.setdefault(instance.group, {})[market.key] = instance.path
        self.position = 0
        self._instances: Iterator[Instance] = source.instances(site.now, tell)

    def copies(self, instance: Instance) -> Mapping[str, str]:
        return self._copies.get(instance.group, {}) if self._copies else {}

    def take(self, start: int, stop: int | None) -> Iterator[Instance]:
        """The pages of a part, which lies behind those that were taken before."""
        for _ in range(start - self.position):
            next(self._instances, None)
        self.position = start
        for instance in islice(self._instances, None if stop is None else stop - start):
            self.position += 1
            yield instance


class SiteMaker:
    """Makes the pages of one site.

    Args:
        setup: The site.

    Raises:
        SiteError: with what is wrong with site.yaml.
    """

    def __init__(self, setup: SiteSetup) -> None:
        self.setup = setup
        self._inputs = Inputs()
        # Before it is read: a change while pages are made then shows in the next build.
        self._inputs.signature(str(setup.root / "site.yaml"))
        self.stages = Stages()
        self.now = WatchedTime.of(setup.now)
        self.themes = Themes([setup.themes])
        self.loader = Loader(setup.root, self.themes.defaults, self.now)
        self.site = self.loader.open()
        store = SteadyMediaStore(setup.cache / "media")
        self.renderer = Renderer(
            self.site, self.themes, store, self.stages, setup.cache / "templates"
        )
        self._seen: dict[str, Signature] = {}
        self._problems = ProblemList()
        self._opened: _Opened | None = None
        self._stamp = ""

    def make(self, order: Order) -> Made:
        """The pages of an order; none where the file's pages come from rows and all are wanted."""
        files: dict[str, None] = {}
        pages: list[MadePage] = []
        opened = self._begin(order, files)
        rows = opened is not None and opened.rows
        if opened and not (rows and order.stop is None):
            with noting_reads(lambda path: self._note(path, files)):
                for instance in opened.take(order.start, order.stop):
                    made = self._page(instance, opened)
                    if made:
                        pages.append(made)
        return self._end(files, pages=tuple(pages), rows=rows)

    def survey(self, order: Order) -> Survey:
        """Which pages the file of an order is to become, without making them."""
        files: dict[str, None] = {}
        found: list[tuple[str, str, int]] = []
        opened = self._begin(order, files)
        if opened:
            with noting_reads(lambda path: self._note(path, files)):
                for instance in opened.take(0, None):
                    key = _key(opened.stamp, instance, opened.copies(instance))
                    found.append((instance.path, key, _line(instance)))
        return Survey(tuple(found), self._end(files, rows=True))

    def _begin(self, order: Order, files: dict[str, None]) -> _Opened | None:
        self._problems = ProblemList()
        self.now.begin()
        self._stamp = order.stamp
        opened = self._opened
        if opened and opened.file == order.file and opened.position <= order.start > 0:
            return opened
        self._opened = None
        with self.stages("read"), noting_reads(lambda path: self._note(path, files)):
            raw = None if order.stamp else self._look_at(order.file)
            try:
                source = self.loader.page_source(order.file, raw)
            except SiteError as error:
                self._problems.extend(error)
                return None
            # Where a file is read in parts, each part is told of what is wrong in it.
            self._opened = _Opened(
                self.site,
                order.file,
                source,
                self._stamp,
                lambda problem: self._problems.add(problem),
            )
        return self._opened

    def _look_at(self, file: str) -> bytes | None:
        """The content of a new file, of whose documents the hash is taken."""
        known = self._inputs.seen
        documents = self.loader.files.documents_of(file)
        new = [name for name in documents if name not in known]
        raw = self._inputs.read(file)
        self._stamp = self._inputs.stamp(documents)
        self._seen.update((name, known[name]) for name in new)
        return raw

    def _end(self, files: dict[str, None], *, pages: tuple[MadePage, ...] = (), rows: bool) -> Made:
        seen, self._seen = self._seen, {}
        return Made(
            pages,
            tuple(self._problems.all()),
            rows,
            self._stamp,
            tuple(files),
            seen,
            self.now.span,
        )

    def _note(self, path: Path, files: dict[str, None]) -> None:
        name = str(path)
        if name not in files:
            files[name] = None
            self._seen[name] = self._inputs.signature(name)

    def _page(self, instance: Instance, opened: _Opened) -> MadePage | None:
        files: dict[str, None] = {}
        with noting_reads(lambda path: self._note(path, files)):
            copies = opened.copies(instance)
            with self.stages("validate"):
                page = self.site.page(instance, self._problems.add)
            if page is None:
                return None
            planned = planned_page(self.site, page, copies)
            reserved = reserved_problem(planned.source)
            if reserved:
                self._problems.add(reserved)
            try:
                with self.stages("render: the rest"):
                    rendered = self.renderer.render(planned.source)
            except SiteError as error:
                self._problems.extend(error)
                return None
            note = None
            if planned.source.page.private:
                from generator.build.creator_index import private_note  # few sites have such pages

                try:
                    note = private_note(planned, self.renderer.words(planned.source.page))
                except InputError as error:  # a site's own words may have mistakes
                    self._problems.add(planned.source.layers.problem(("type",), error))
                    return None
            found = None
            if self.setup.inspector:
                with self.stages("check"):
                    found = self.setup.inspector.look(planned, rendered)
        page_model = planned.source.page
        listed = page_model.robots == "index"
        row = PageRow(
            path=planned.source.path,
            look=(page_model.theme, page_model.type, page_model.language),
            files=tuple(files),
            key=_key(opened.stamp, instance, copies),
            line=_line(instance),
            whole=page_model.brand.fonts is not None,
            listed=listed,
            alternates=planned.source.alternates if listed else (),
            policy=rendered.policy,
            assets=tuple(asset.name for asset in rendered.assets),
            looked=self.setup.inspector is not None,
            found=found,
            note=note,
        )
        return MadePage(row, planned.url, rendered.html, rendered.assets)


def _key(stamp: str, instance: Instance, copies: Mapping[str, str]) -> str:
    blueprint = instance.blueprint
    market = blueprint.market.key if blueprint.market else ""
    known: list[object] = [stamp, instance.path, market, blueprint.variant, sorted(copies.items())]
    for name, record in instance.records.items():
        known += [name, sorted(map(repr, record.values.items()))]
    return hashlib.sha256(repr(known).encode("utf-8", "surrogateescape")).hexdigest()


def _line(instance: Instance) -> int:
    return next((record.line for record in instance.records.values()), 0)
