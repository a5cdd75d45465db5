"""What a build will make: every address, before anything is rendered or written."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Place, Problem
from generator.render.head import page_url
from generator.site import Site, SourcePage
from generator.site.blueprint import Instance
from generator.site.markets import Market
from generator.site.problem_list import ProblemList


class PlannedPage(Struct, frozen=True):
    """One page to be made.

    Attributes:
        site: Its site.
        source: The page.
        url: Its absolute address; it ends in a slash, as a redirect to one would lose the query.
    """

    site: Site
    source: SourcePage
    url: str

    @property
    def output(self) -> PurePosixPath:
        """Where it lands, relative to the output folder: `aurora/glow/index.html`."""
        return PurePosixPath(self.site.name, self.source.path, "index.html")


class _Taken(Struct, frozen=True):
    """Who has an address: a page file, or a row of a catalogue (which is not held)."""

    path: str
    name: str
    owner: Instance | Place

    @property
    def place(self) -> Place:
        return self.owner if isinstance(self.owner, Place) else self.owner.place[0]


class Plan:
    """Everything that one build will make.

    Attributes:
        sites: The sites.
        problems: What is wrong with rows, paths and addresses.
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        self.sites = tuple(sites)
        self.problems = ProblemList()
        self._count = 0
        self._markets: dict[tuple[str, ...], dict[str, str]] = {}
        for site in sites:
            self._take_addresses(site)

    @property
    def pages(self) -> "Plan":
        """The pages, made one by one: `for page in plan.pages`, `len(plan.pages)`."""
        return self

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PlannedPage]:
        """Every page that is right; then SiteError with all problems, if there are any.

        Raises:
            SiteError: after the last page.
        """
        problems = ProblemList()
        for problem in self.problems.all():
            problems.add(problem)
        for site in self.sites:
            for instance in site.instances(problems.add):
                page = site.page(instance, problems.add)
                if page is not None:
                    yield self.planned(site, page)
        problems.raise_any()

    def _take_addresses(self, site: Site) -> None:
        taken: dict[str, _Taken] = {}
        for instance in site.instances(self.problems.add):
            self._count += 1
            market = instance.blueprint.market
            if market and len(site.markets) > 1:
                self._markets.setdefault(instance.group, {})[market.key] = instance.path
            first = next(iter(instance.records.values()), None)
            mine = _Taken(
                instance.path,
                first.file.name if first else instance.blueprint.source.name,
                # Rows are not held: there may be more of them than memory has room for.
                Place(first.file, first.line) if first else instance,
            )
            other = taken.setdefault(instance.path.casefold(), mine)
            if other is not mine:
                self.problems.add(_clash(site, instance, mine, other))

    def planned(self, site: Site, page: SourcePage) -> PlannedPage:
        """A page of one of the sites, as it is to be made."""
        return planned_page(site, page, self._markets.get(page.group, {}))


def make_plan(sites: Sequence[Site]) -> Plan:
    """The plan for some sites.

    Two pages with one address, or with addresses that differ only in letter case, are among its
    problems, with both sources.
    """
    return Plan(sites)


def planned_page(site: Site, page: SourcePage, copies: Mapping[str, str]) -> PlannedPage:
    """A page of a site, as it is to be made.

    Args:
        site: The site.
        page: The page.
        copies: The paths of its copies by market, its own included.
    """
    # A variant is told of by the page that stands for it.
    if len(copies) > 1 and page.path == page.canonical_path:
        page = replace(page, alternates=_alternates(site.markets, copies))
    return PlannedPage(site, page, page_url(site.config.base_url, page.path))


def _alternates(markets: Sequence[Market], paths: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = [(market.hreflang, paths[market.key]) for market in markets if market.key in paths]
    default = next((m for m in markets if m.is_default and m.key in paths), None)
    first = paths[default.key] if default else found[0][1]
    return (*found, ("x-default", first))


def _clash(site: Site, instance: Instance, mine: _Taken, other: _Taken) -> Problem:
    base = site.config.base_url
    url = page_url(base, mine.path)
    if mine.path == other.path:
        code, what = "url-duplicate", f"Two pages have the address {url}"
    else:
        code = "url-letter-case"
        what = (
            f"{url} and {page_url(base, other.path)} differ only in letter case, which many hosts "
            "ignore"
        )
    place, excerpt = instance.place
    return Problem(
        code,
        f"{what}: {mine.name} and {other.name}.",
        "Give the rows different values in what `path:` is made of, or choose among them with "
        "`where:`."
        if instance.records
        else "Rename one of the two files, or give one of them another `path:`.",
        place,
        excerpt,
        (other.place,),
    )
