"""What a build will make: pure, before anything is rendered or written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.errors import Place, Problem, SiteError
from generator.render.page import page_url
from generator.site import Site, SourcePage


@dataclass(frozen=True)
class PlannedPage:
    """One page to be made.

    Attributes:
        site: Its site.
        source: The page.
        output: Where it lands, relative to the output folder: `aurora/glow/index.html`.
        template: The template that makes it.
        url: Its absolute address; it ends in a slash, as a redirect to one would lose the query.
    """

    site: Site
    source: SourcePage
    output: PurePosixPath
    template: str
    url: str


@dataclass(frozen=True)
class Plan:
    """Everything that one build will make, ordered by output path."""

    pages: tuple[PlannedPage, ...]


def make_plan(sites: Sequence[Site]) -> Plan:
    """The plan for some sites.

    Raises:
        SiteError: `url-duplicate` or `url-letter-case`, naming both sources, for every clash.
    """
    pages = [_planned(site, source) for site in sites for source in site.pages]
    problems: list[Problem] = []
    seen: dict[str, PlannedPage] = {}
    for page in pages:
        key = str(page.output).casefold()
        other = seen.setdefault(key, page)
        if other is not page:
            problems.append(_clash(page, other))
    if problems:
        raise SiteError(problems)
    return Plan(tuple(sorted(pages, key=lambda page: str(page.output))))


def _planned(site: Site, source: SourcePage) -> PlannedPage:
    output = PurePosixPath(site.name, source.path, "index.html")
    return PlannedPage(site, source, output, f"{source.page.type}.html", page_url(site, source))


def _clash(page: PlannedPage, other: PlannedPage) -> Problem:
    file, twin = page.source.source, other.source.source
    if page.output == other.output:
        code, what = "url-duplicate", f"Two pages have the address {page.url}"
    else:
        code = "url-letter-case"
        what = f"{page.url} and {other.url} differ only in letter case, which many hosts ignore"
    place, excerpt = page.source.layers.place(("path",), of_key=True)
    twin_place, _ = other.source.layers.place(("path",), of_key=True)
    if page.source.page.path is None:
        place, excerpt = Place(file), ""
    if other.source.page.path is None:
        twin_place = Place(twin)
    return Problem(
        code,
        f"{what}: {file.name} and {twin.name}.",
        "Rename one of the two files, or give one of them another `path:`.",
        place,
        excerpt,
        (twin_place,),
    )
