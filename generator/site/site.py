"""A site as the other rooms see it: read, typed and frozen; its pages come one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.clock import build_time
from generator.errors import Problem, SiteError
from generator.site.blueprint import Instance, SourcePage
from generator.site.config import SiteConfig
from generator.site.look import ThemeDefaults
from generator.site.markets import Market
from generator.site.page_source import PageSource
from generator.site.problem_list import ProblemList
from generator.source.record import Tell

ReadTheme = Callable[[str], ThemeDefaults]
"""What a theme brings, by its name; raises InputError for an unknown theme."""


class Site(Struct, frozen=True):
    """One folder under `sites/`.

    Attributes:
        name: The folder's name, which is also the folder under `output/`.
        root: The folder.
        config: What site.yaml says.
        markets: The markets of site.yaml, in its order.
        sources: Every page file, ordered by its path.
        now: The moment by which offers are judged.
    """

    name: str
    root: Path
    config: SiteConfig
    markets: tuple[Market, ...]
    sources: Sequence[PageSource]
    now: datetime
    context: Mapping[str, Any]

    @property
    def pages(self) -> "Pages":
        """Every page that there is at `now`, without drafts: `for page in site.pages`."""
        return Pages(self)

    def instances(self, tell: Tell, *, drafts: bool = False) -> Iterator[Instance]:
        """The pages to be, with their paths, before anything else of them is looked at."""
        for source in self.sources:
            yield from source.instances(self.now, tell, drafts=drafts)

    def page(self, instance: Instance, tell: Tell) -> SourcePage | None:
        """The page that an instance becomes, or None where it has problems."""
        return instance.page(self.now, self.context, tell)


class Pages:
    """The pages of a site, made while they are asked for: no two of them are held at once.

    Iterating gives every page that is right, and then raises SiteError with the problems of all
    others, if there are any.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def __iter__(self) -> Iterator[SourcePage]:
        problems = ProblemList()
        for instance in self._site.instances(problems.add):
            page = self._site.page(instance, problems.add)
            if page is not None:
                yield page
        problems.raise_any()


def load_site(root: Path, theme_defaults: ReadTheme, *, now: datetime | None = None) -> Site:
    """Read one site: its site.yaml, and every document of its pages.

    The pages themselves are validated as they are asked for; where site.yaml or a document cannot
    be used, that is done at once, so that all mistakes are told together.

    Args:
        root: The site's folder.
        theme_defaults: Gives what a theme brings.
        now: The moment by which offers are judged; that of the build if left out.

    Raises:
        SiteError: with every problem of every file of the site.
    """
    from generator.site.loading import Loader

    return Loader(root, theme_defaults, now or build_time()).load()


def load_config(root: Path, theme_defaults: ReadTheme) -> SiteConfig:
    """Read the site.yaml of one site, and none of its pages.

    Args:
        root: The site's folder.
        theme_defaults: Gives the page settings that a theme brings.

    Raises:
        SiteError: with every problem of it.
    """
    from generator.site.loading import Loader

    return Loader(root, theme_defaults, build_time()).load_config()


def load_source(site: Site, file: Path, theme_defaults: ReadTheme) -> PageSource:
    """Read one page file again, with the rest of its site as it was.

    Raises:
        SiteError: with every problem of the file, or of one that it inherits from.
    """
    from generator.site.loading import Loader

    return Loader(site.root, theme_defaults, site.now).load_source(site, file)


def load_what_is_right(
    root: Path, theme_defaults: ReadTheme, *, now: datetime | None = None
) -> tuple[Site | None, tuple[Problem, ...]]:
    """As `load_site`, for who wants what can be used beside the problems of the rest.

    There is no site where site.yaml itself cannot be used.
    """
    from generator.site.loading import Loader

    loader = Loader(root, theme_defaults, now or build_time())
    try:
        return loader.load(), ()
    except SiteError as error:
        return loader.site, error.problems


def problems_of_pages(site: Site) -> tuple[Problem, ...]:
    """What is wrong with the pages of a site that will not be built."""
    try:
        for _ in site.pages:
            pass
    except SiteError as error:
        return error.problems
    return ()
