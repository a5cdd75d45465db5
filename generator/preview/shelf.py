"""One site in memory: its pages as they were when they were last right, and what is wrong now."""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.build.plan import Plan, PlannedPage, make_plan
from generator.errors import Problem, SiteError
from generator.media import Asset
from generator.site import Site, load_site, load_source
from generator.site.blueprint import Instance
from generator.site.page_source import PageSource
from generator.site.problem_list import ProblemList
from generator.site.site import ReadTheme

_KEPT_PAGES = 2000
"""Pages that are remembered whole. Of the others only what they are made of is."""
_CHECKED_AT_ONCE = 200
"""Pages of one file that are looked at as soon as it changes; the others when they are shown."""


class Entry(Struct, frozen=True):
    """What is remembered of every page.

    Attributes:
        instance: What it is made of.
        title: Its title, or that of the page file where the page has problems.
        kind: The page type.
        draft: Whether builds leave it out.
        anchor: Whether it says what goes into TikTok One's form.
    """

    instance: Instance
    title: str
    kind: str
    draft: bool
    anchor: bool


class Shelf(Struct):
    """One site.

    Attributes:
        folder: The site's folder.
        site: The site; None as long as it could never be read.
        entries: Its pages by address below the preview: `aurora/glow`.
        owners: The page file to which each Markdown file belongs, translations included.
        problems: What the last reading of the whole site found.
        page_problems: What the last reading of single pages found, by file.
        assets: Files that its rendered pages show, by name.
    """

    folder: Path
    site: Site | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    owners: dict[Path, Path] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    page_problems: dict[Path, tuple[Problem, ...]] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    _plan: Plan | None = None
    _positions: dict[Path, int] = field(default_factory=dict)
    _addresses_by_file: dict[Path, list[str]] = field(default_factory=dict)
    _pages: OrderedDict[str, PlannedPage] = field(default_factory=OrderedDict)

    @property
    def name(self) -> str:
        """The site's name: that of its folder."""
        return self.folder.name

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the site, once each."""
        single = [problem for found in self.page_problems.values() for problem in found]
        return tuple(dict.fromkeys([*self.problems, *single]))

    def read(self, theme_defaults: ReadTheme, now: datetime | None) -> bool:
        """Read the whole site again; False where it cannot be read, and stays as it was."""
        self.page_problems = {}
        try:
            site = load_site(self.folder, theme_defaults, now=now)
        except SiteError as error:
            self.problems = error.problems
            return False
        plan = make_plan([site])
        found = ProblemList()
        for problem in plan.problems.all():
            found.add(problem)
        before = self._pages
        self.site, self._plan, self._pages, self.entries = site, plan, OrderedDict(), {}
        self.owners = {path: source.file for source in site.sources for path in _files(source)}
        self._positions = {source.file: number for number, source in enumerate(site.sources)}
        self._addresses_by_file = {}
        for address, instance in self._addresses(site):
            # A page that is wrong now goes on to be shown as it was.
            if address in before:
                self._pages[address] = before[address]
            self._look(address, instance, found)
            self._addresses_by_file.setdefault(instance.blueprint.source, []).append(address)
        self.problems = tuple(found.all())
        return True

    def read_file(self, file: Path, theme_defaults: ReadTheme) -> list[str] | None:
        """Read one page file again.

        Returns:
            The addresses of its pages, or None where only the whole site shows what has changed.
        """
        owner = self.owners.get(file)
        if self.site is None or owner is None or self.problems or not owner.is_file():
            return None
        addresses = self.addresses_of(file)
        try:
            source = load_source(self.site, owner, theme_defaults)
        except SiteError as error:
            self.page_problems[owner] = error.problems
            return addresses
        found = ProblemList()
        instances = list(source.instances(self.site.now, found.add, drafts=True))
        known = [self.entries[address].instance for address in addresses]
        if [_identity(one) for one in instances] != [_identity(one) for one in known]:
            return None
        sources, position = self.site.sources, self._positions[owner]
        sources = (*sources[:position], source, *sources[position + 1 :])
        self.site = replace(self.site, sources=sources)
        for address, instance, before in zip(addresses, instances, known, strict=True):
            instance = replace(instance, path=before.path)  # a draft may have one of its own
            if len(addresses) <= _CHECKED_AT_ONCE or address in self._pages:
                self._look(address, instance, found)
            else:
                self.entries[address] = replace(self.entries[address], instance=instance)
        self.page_problems[owner] = tuple(found.all())
        return addresses

    def page(self, address: str) -> PlannedPage | None:
        """The page at an address, as it was when it was last right."""
        if address not in self._pages and address in self.entries:
            found = ProblemList()
            instance = self.entries[address].instance
            self._look(address, instance, found)
            if found:
                self.page_problems[instance.blueprint.source] = tuple(found.all())
        planned = self._pages.get(address)
        return replace(planned, site=self.site) if planned and self.site else None

    def addresses_of(self, file: Path) -> list[str]:
        """The addresses of the pages that are made from a file, in the order of its rows."""
        return list(self._addresses_by_file.get(self.owners.get(file, file), ()))

    def has_fonts(self, address: str) -> bool:
        """Whether a page is set in fonts of the brand's own."""
        planned = self._pages.get(address)
        return planned is not None and planned.source.page.brand.fonts is not None

    def _addresses(self, site: Site) -> Iterator[tuple[str, Instance]]:
        """Every page to be. A draft at the address of another page gets one of its own."""
        public = list(site.instances(lambda problem: None))
        taken = {instance.path.casefold() for instance in public}
        for instance in site.instances(lambda problem: None, drafts=True):
            path, number = instance.path, 1
            if _is_draft(instance):
                while path.casefold() in taken:
                    ending = f"-draft{number if number > 1 else ''}"
                    path, number = f"{instance.path}{ending}", number + 1
                taken.add(path.casefold())
            yield f"{site.name}/{path}".rstrip("/"), replace(instance, path=path)

    def _look(self, address: str, instance: Instance, found: ProblemList) -> None:
        """Validate one page; where that fails, what is shown stays as it was."""
        assert self.site
        assert self._plan
        source = self.site.page(instance, found.add)
        draft = _is_draft(instance)
        if source is None:
            data = instance.blueprint.layers.data
            title = str(data.get("title") or instance.path or self.name)
            kind = str(data.get("type") or "")
            self.entries[address] = Entry(instance, title, kind, draft, anchor=False)
            return
        page = source.page
        self.entries[address] = Entry(
            instance, page.title, page.type, draft, anchor=bool(page.anchor)
        )
        self._pages[address] = self._plan.planned(self.site, source)
        self._pages.move_to_end(address)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)


def _files(source: PageSource) -> set[Path]:
    """The Markdown files that say what the pages of a page file say."""
    layered = (
        layer.file for blueprint in source.blueprints for layer in blueprint.layers.documents
    )
    return {source.file, *(path for path in layered if path.suffix == ".md")}


def _identity(instance: Instance) -> tuple[object, ...]:
    blueprint, draft = instance.blueprint, _is_draft(instance)
    market = blueprint.market.key if blueprint.market else ""
    return "" if draft else instance.path, market, blueprint.variant, draft


def _is_draft(instance: Instance) -> bool:
    return instance.blueprint.layers.data.get("draft") is True
