"""What a site has besides its pages and assets: for search engines, hosts and wrong addresses.

Small facts are gathered while the pages are made one by one; the files are made at the end.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from generator.build.output import Transaction
from generator.build.record import PageRow
from generator.errors import InputError, Problem, SiteError
from generator.hosts import (
    CONTROL_FILES,
    HOSTS,
    BuiltSite,
    HostFile,
    PageFacts,
    Redirection,
    host_files,
)
from generator.hosts.headers import FRAMES, site_headers
from generator.hosts.redirect_page import redirect_page
from generator.hosts.search import search_files
from generator.media import Asset
from generator.render import Renderer
from generator.render.not_found import NAME as NOT_FOUND
from generator.render.not_found import render_not_found, site_prefix
from generator.render.policy import page_policy, with_policy
from generator.site import SourcePage
from generator.site.hosting import Redirect, redirect_key
from generator.site.layers import Layers
from generator.site.private_path import private_path
from generator.site.validation import choose
from generator.source import read_yaml

if TYPE_CHECKING:
    from generator.build.creator_index import PrivateNote

RESERVED = frozenset(
    name.casefold() for name in (*CONTROL_FILES, NOT_FOUND, "robots.txt", "sitemap.xml", "CNAME")
)
"""What a site's own files are called, so that no page can be."""


class SiteFiles:
    """Gathers what one site's files are made of.

    Args:
        renderer: The site's.
    """

    def __init__(self, renderer: Renderer) -> None:
        self.site = renderer.site
        self.notes: list[str] = []
        self._renderer = renderer
        self._hosts = [HOSTS[name] for name in self.site.config.host]
        self._pages: list[PageFacts] = []
        self._policies: dict[str, str] = {}
        self._silent: dict[str, int] = {}
        self._private: list[tuple[str, PrivateNote]] = []

    def needs_policy_inside(self, policy: str) -> bool:
        """Whether the next page must carry its policy itself, as some host cannot send it."""
        if not self._hosts:
            return False
        number = len(self._pages)
        return any(not host.sends(number, policy) for host in self._hosts)

    def add_page(self, row: PageRow) -> None:
        """Take note of the next page."""
        policy = self._policies.setdefault(row.policy, row.policy)
        for host in self._hosts:
            if not host.sends(len(self._pages), policy):
                self._silent[host.name] = self._silent.get(host.name, 0) + 1
        self._pages.append(PageFacts(row.path, row.listed, policy, row.alternates))
        if row.note is not None:
            self._private.append((row.path, row.note))

    def add_to(self, transaction: Transaction, *, complete: bool = True) -> tuple[Asset, ...]:
        """Put the files into the output; the assets that they show.

        Args:
            transaction: The build's.
            complete: Whether every page was noted: else a redirect may lead to one that was not.

        Raises:
            SiteError: with every redirect that leads nowhere or hides a page, and every mistake in
                what the page for wrong addresses shows.
        """
        redirects = self._redirects(complete=complete)
        assets = self._add_not_found(transaction)
        if self._needs_redirect_pages():
            for redirect in redirects:
                self._add(transaction, HostFile(f"{redirect.old}/index.html", self._gone(redirect)))
        config = self.site.config
        site = BuiltSite(
            name=self.site.name,
            base_url=config.base_url,
            prefix=unquote(site_prefix(config.base_url)),
            pages=self._pages,
            redirects=redirects,
            headers=site_headers(config.headers),
            frames=FRAMES if config.csp else "",
            sizes=transaction.sizes(self.site.name),
        )
        files, notes = host_files(config.host, site)
        self.notes.extend(notes)
        for file in (*search_files(site), *files):
            self._add(transaction, file)
        if self._private:
            self._add_private(transaction)
        self.notes.extend(self._policy_notes())
        return assets

    def _add(self, transaction: Transaction, file: HostFile) -> None:
        if file.in_site:
            name = f"{self.site.name}/{file.path}"
        else:
            name = transaction.beside(self.site.name, file.path)
        transaction.add_file(name, file.text.encode(), site=self.site.name)

    def _add_private(self, transaction: Transaction) -> None:
        """Calendars, and the list of creators where nobody looks who is not told of it."""
        from generator.build.creator_index import CreatorIndex  # few sites have such pages
        from generator.render.calendar import NAME as CALENDAR

        name, config = self.site.name, self.site.config
        where = config.creator_index
        index = CreatorIndex(config.name)
        for path, note in self._private:
            index.add(note)
            if note.calendar:
                self._add(transaction, HostFile(f"{path}/{CALENDAR}", note.calendar))
        for file in index.files():
            if where is None:
                path = transaction.beside(name, f"{file.campaign}.{file.suffix}", kind="creators")
                shown = f"output/{path}"
            else:
                folder = private_path(f"{where}/{file.campaign}", config.secret or "")
                path = f"{name}/{folder}/index.{file.suffix}"
                shown = f"{config.base_url}{folder}/"
            transaction.add_file(path, file.text.encode(), site=name)
            if file.suffix == "html":
                self.notes.append(f"Addresses and messages for creators: {shown}")

    def _add_not_found(self, transaction: Transaction) -> tuple[Asset, ...]:
        rendered = render_not_found(
            self._renderer,
            has_home=any(not page.path for page in self._pages),
            lower_case=all(page.path == page.path.lower() for page in self._pages),
        )
        html = with_policy(rendered.html, rendered.policy)
        self._add(transaction, HostFile(NOT_FOUND, html))
        for asset in rendered.assets:
            transaction.add_asset(f"{self.site.name}/assets/{asset.name}", asset)
        return rendered.assets

    def _needs_redirect_pages(self) -> bool:
        return not self._hosts or not all(host.redirects for host in self._hosts)

    def _gone(self, redirect: Redirection) -> str:
        html = redirect_page(redirect)
        extra = self.site.config.csp
        return with_policy(html, page_policy(html, (), "", extra)) if extra else html

    def _redirects(self, *, complete: bool) -> list[Redirection]:
        """The site's redirects, compared with its pages."""
        wanted = self.site.config.redirects
        if not wanted:
            return []
        paths = [page.path for page in self._pages]
        taken = {redirect_key(path) for path in paths} | RESERVED
        problems: list[Problem] = []
        found: list[Redirection] = []
        for old, redirect in wanted.items():
            path = unquote(old).strip("/")
            if redirect_key(path) in taken:
                problems.append(self._problem(("redirects", old), _hides(old)))
            location = redirect.to
            if not location.startswith("https://"):
                target = unquote(location).strip("/")
                if target not in paths and complete:
                    error = _nowhere(redirect, paths)
                    problems.append(self._problem(("redirects", old), error))
                    continue
                prefix = site_prefix(self.site.config.base_url)
                location = prefix + (f"{quote(target)}/" if target else "")
            # What is a sign of their own in some host's files is no literal in any address.
            location = quote(location, safe="%/:@!&'()*+,;=~[]")
            found.append(Redirection(path, location, redirect.temporary))
        if problems:
            raise SiteError(problems)
        return found

    def _problem(self, path: tuple[str, ...], error: InputError) -> Problem:
        return Layers([read_yaml(self.site.root / "site.yaml")], {}).problem(path, error)

    def _policy_notes(self) -> Iterator[str]:
        for host in self._hosts:
            if host.page_rules and self._silent.get(host.name) and self.site.config.csp:
                yield (
                    f"{host.title}: it can send a Content-Security-Policy of its own for at most "
                    f"{host.page_rules:,} pages and {host.longest_policy:,} characters, so that "
                    f"{self._silent[host.name]:,} of {len(self._pages):,} pages carry it inside. "
                    "That is as safe, except that other sites may show these pages in frames."
                )


def reserved_problem(source: SourcePage) -> Problem | None:
    """The problem of a page that would lie where a site's own file lies."""
    if source.path.partition("/")[0].casefold() not in RESERVED:
        return None
    return source.layers.problem(("path",), _reserved(source.path))


def _reserved(path: str) -> InputError:
    return InputError(
        "url-reserved",
        f"A page cannot have the path {path}: the build writes a file of that name.",
        "Give it another `path:`, or rename its file.",
    )


def _hides(old: str) -> InputError:
    return InputError(
        "redirect-hides-page",
        f"{old} is the address of a page or file, which visitors would never see.",
        "Delete the redirect, or give the page another `path:`.",
    )


def _nowhere(redirect: Redirect, paths: Iterable[str]) -> InputError:
    known = [f"/{path}/" if path else "/" for path in paths]
    hint = choose(redirect.to, known) if len(known) <= 40 else "Write the path of a page."
    return InputError("redirect-nowhere", f"There is no page {redirect.to}.", hint)
