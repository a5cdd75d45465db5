"""What is remembered of each page for the rules that look over a whole site."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from generator.check.answers import Answer
from generator.errors import Place
from generator.spelling import closest


class PageLink(Struct, frozen=True):
    """A link of a page.

    Attributes:
        href: As it is written, or the whole address of a link to another host.
        path: Where within the site it leads, beginning with a slash; empty for other hosts.
        fragment: The part behind #, decoded.
        button: Whether it is a call to action, which carries a query on.
        place: Where it is written.
        excerpt: The line there.
    """

    href: str
    path: str
    fragment: str
    button: bool
    place: Place
    excerpt: str


class PageFacts(Struct, frozen=True):
    """One page: its path within the site, its links, the ids of its elements, its files.

    `invites` are the links that are a creator's own, by their number: nobody but the creator opens
    them.
    """

    path: str
    links: tuple[PageLink, ...]
    ids: frozenset[str]
    files: frozenset[str]
    invites: tuple[int, ...] = ()


class SiteFacts(Struct, frozen=True, dict=True):
    """All pages of a site.

    Attributes:
        pages: In the order in which they were looked at.
        complete: Whether every page could be looked at; if not, a missing page means nothing.
        answers: What other hosts said, by address; empty unless they were asked.
    """

    pages: Sequence[PageFacts]
    complete: bool = True
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @cached_property
    def _paths(self) -> dict[str, PageFacts]:
        return {page.path: page for page in self.pages}

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(f"/assets/{name}" for page in self.pages for name in page.files)

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        return {path.casefold(): path for path in self._paths}

    def internal_links(self) -> Iterator[tuple[int, int, PageLink]]:
        """(page, number of the link, link) of each link within the site."""
        if not self.complete:
            return
        for number, page in enumerate(self.pages):
            for index, link in enumerate(page.links):
                if link.path:
                    yield number, index, link

    def external_links(self) -> Iterator[tuple[int, int, PageLink]]:
        """The same for links to other hosts that have been asked."""
        for number, page in enumerate(self.pages):
            for index, link in enumerate(page.links):
                if not link.path and link.href in self.answers:
                    yield number, index, link

    def invite_links(self) -> Iterator[tuple[int, int, PageLink]]:
        """The same for the invite links of creators."""
        for number, page in enumerate(self.pages):
            for index in page.invites:
                yield number, index, page.links[index]

    def has(self, path: str) -> bool:
        """Whether a page or a file lies at a path."""
        return self._page(path) is not None or path in self._files

    def has_id(self, path: str, fragment: str) -> bool:
        """Whether the page at a path has a part of that name; files are not looked into."""
        page = self._page(path)
        return page is None or fragment in page.ids or fragment == "top"

    def differing_case(self, path: str) -> str | None:
        """The path of a page that differs from this one in letter case only."""
        return self._by_letters.get(_slashed(path).casefold())

    def similar(self, path: str) -> str:
        """Advice that names a page of a similar path; empty where there is none."""
        close = closest(_slashed(path), self._paths)
        return f"Did you mean {close}?" if close else ""

    def _page(self, path: str) -> PageFacts | None:
        return self._paths.get(_slashed(path))


def _slashed(path: str) -> str:
    """A page's path with the slash that its address ends in."""
    path = path.removesuffix("index.html")
    return path if path.endswith("/") else f"{path}/"
