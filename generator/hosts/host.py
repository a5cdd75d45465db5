"""What a host can do, and what it is told about a site."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct, field

INDEX = r"^((?:/[^/\\]+)*/)index[.]html$"
"""The file behind a page's address. Browsers take `/\\host` for another host, so that no backslash
may ever get into a redirect."""


class PageFacts(Struct, frozen=True):
    """What is remembered of one page; a site may have a hundred thousand.

    Attributes:
        path: Below the site's address, decoded, without slashes at its ends; "" is the root.
        listed: Whether search engines may list it.
        policy: Its Content-Security-Policy, without what only a header can say; may be empty.
        alternates: (language, path) of its copies for other markets, itself included.
    """

    path: str
    listed: bool = False
    policy: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


class Redirection(Struct, frozen=True):
    """One old address.

    Attributes:
        old: Below the site's address, decoded, without slashes at its ends.
        location: Where it leads: a percent-encoded path from the host's root, or a whole address.
        temporary: Whether it is a 302 and not a 301.
    """

    old: str
    location: str
    temporary: bool = False

    @property
    def status(self) -> int:
        """The status code."""
        return 302 if self.temporary else 301


class BuiltSite(Struct, frozen=True):
    """A site as its hosts need to know it.

    Attributes:
        name: The folder's name.
        base_url: Its address, with a slash at the end.
        prefix: The path of that address, decoded, with slashes at both ends: `/`, `/offers/`.
        pages: All pages, in the order in which they were made.
        redirects: Old addresses.
        headers: What every answer carries.
        frames: The directive that says who may show the pages in a frame.
        sizes: The size of each file in bytes, by its path below the site's folder.
    """

    name: str
    base_url: str
    prefix: str = "/"
    pages: Sequence[PageFacts] = ()
    redirects: Sequence[Redirection] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    frames: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)

    def ruled(self, host: "Host") -> Iterable[tuple[PageFacts, str]]:
        """The pages whose policy `host` sends, with the whole header."""
        for number, page in enumerate(self.pages):
            if number >= host.page_rules:
                return
            if host.sends(number, page.policy):
                yield page, f"{page.policy}; {self.frames}"

    def path(self, page: PageFacts) -> str:
        """The page's path from the host's root, decoded."""
        return f"{self.prefix}{page.path}/" if page.path else self.prefix

    def url(self, path: str) -> str:
        """The absolute address of the page at a path."""
        return self.base_url + (f"{quote(path)}/" if path else "")

    @property
    def lower_case(self) -> bool:
        """Whether no page has a capital in its path, so that any capital is a mistake."""
        return all(page.path == page.path.lower() for page in self.pages)


class HostFile(Struct, frozen=True):
    """One file for a host.

    Attributes:
        path: Below the site's folder, or beside it.
        text: Its content.
        in_site: Whether it belongs to what is uploaded; else it is for whoever runs the host.
    """

    path: str
    text: str
    in_site: bool = True


def _no_notes(site: BuiltSite) -> Iterable[str]:
    return ()


class Host(Struct, frozen=True):
    """One host.

    Attributes:
        name: In site.yaml.
        title: As people call it.
        files: What it is told.
        notes: What it cannot do for this site.
        page_rules: How many pages can have a header of their own.
        longest_policy: How long such a header may be.
        redirects: Whether it redirects by itself, keeping the query.
    """

    name: str
    title: str
    files: Callable[[BuiltSite], Iterable[HostFile]]
    notes: Callable[[BuiltSite], Iterable[str]] = _no_notes
    page_rules: int = 0
    longest_policy: int = 7000
    redirects: bool = True

    def sends(self, number: int, policy: str) -> bool:
        """Whether it can send the policy of a page, the one that was made after `number` others."""
        return number < self.page_rules and 0 < len(policy) <= self.longest_policy
