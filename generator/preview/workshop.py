"""The sites in memory: read, planned, and rendered page by page as browsers ask for them.

This is the module of the preview that knows how sites are read, planned and rendered. It is not
thread-safe; the preview keeps it on one thread.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from generator.build.plan import PlannedPage
from generator.build.workspace import Workspace
from generator.check.findings import Finding
from generator.check.inspection import PageInspector, conclude
from generator.check.rules import RULES
from generator.errors import Problem
from generator.media import Asset, MediaStore
from generator.preview.changes import Changes
from generator.preview.shelf import Shelf
from generator.render import RenderedPage, Renderer, Themes
from generator.render.calendar import calendar

_PAGE_RULES = tuple(rule for rule in RULES if rule.look is not None)
_KEPT_PAGES = 256
"""Rendered pages that are remembered; the others are rendered again when they are asked for."""


class Workshop:
    """All sites of a workspace, or some of them.

    Args:
        workspace: Where the sources are.
        site_names: Folders under `sites/`; all of them if empty.
        now: The moment by which offers are judged; that of each reading if left out.
    """

    def __init__(
        self,
        workspace: Workspace,
        site_names: Iterable[str] = (),
        *,
        now: datetime | None = None,
    ) -> None:
        self.workspace = workspace
        self.store = MediaStore(workspace.cache / "media")
        self.themes = Themes([workspace.themes])
        self.shelves: dict[str, Shelf] = {}
        self._names = tuple(site_names)
        self._now = now
        self._rendered: OrderedDict[str, RenderedPage] = OrderedDict()
        self._replaced: dict[str, str] = {}
        self._renderers: dict[str, Renderer] = {}
        self._findings: dict[str, list[Finding]] = {}

    def read(self) -> None:
        """Read all sites anew, and the contracts of their themes."""
        self.themes = Themes([self.workspace.themes])
        folders = {folder.name: folder for folder in self._folders()}
        for name in self.shelves.keys() - folders.keys():
            del self.shelves[name]
        for name, folder in folders.items():
            self._read_site(self.shelves.setdefault(name, Shelf(folder)))

    def apply(self, changes: Changes) -> None:
        """Bring the sites up to date after files have changed."""
        self._findings.clear()
        self._replaced.clear()
        if changes.everything:
            self._rendered.clear()
            self.read()
            return
        sites = set(changes.sites)
        for file in sorted(changes.pages):
            shelf = self.shelves.get(self.site_of(file))
            if shelf and shelf.name not in sites and not self._read_file(shelf, file):
                sites.add(shelf.name)
        # A new picture may be what a broken page has waited for.
        sites |= {name for name in changes.media if self._is_broken(name)}
        for name in sorted(sites & self.shelves.keys()):
            self._read_site(self.shelves[name])
        for name in changes.looks:
            self._forget(name, looks=True)
        for name in changes.media:
            self._forget(name)

    def _is_broken(self, site: str) -> bool:
        return site in self.shelves and bool(self.shelves[site].all_problems)

    def site_of(self, path: Path) -> str:
        """The name of the site in whose folder a file lies."""
        return path.relative_to(self.workspace.root / "sites").parts[0]

    def knows(self, file: Path) -> bool:
        """Whether pages were made from this file when its site could last be read."""
        shelf = self.shelves.get(self.site_of(file))
        return shelf is not None and file in shelf.owners

    def addresses_of(self, files: Iterable[Path]) -> list[str]:
        """The addresses of the pages that are made from these files."""
        found: list[str] = []
        for file in files:
            shelf = self.shelves.get(self.site_of(file))
            if shelf:
                found += shelf.addresses_of(file)
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the sites from being built as they are now, as far as reading them shows."""
        found = {problem for shelf in self.shelves.values() for problem in shelf.all_problems}
        return tuple(sorted(found, key=lambda problem: problem.sort_key))

    def page(self, address: str) -> PlannedPage | None:
        """The page at an address such as `aurora/glow`, as it was when it was last right."""
        shelf = self.shelves.get(address.split("/", 1)[0])
        return shelf.page(address) if shelf else None

    def shown(self, address: str) -> tuple[PlannedPage, RenderedPage] | None:
        """A page and what it looks like; None where there is none.

        Raises:
            SiteError: as `render`.
        """
        planned = self.page(address)
        return (planned, self.render(address)) if planned else None

    def render(self, address: str) -> RenderedPage:
        """A page as a build would publish it.

        Raises:
            KeyError: there is no such page.
            SiteError: with everything that is wrong with its media, words and templates.
        """
        rendered = self._rendered.get(address)
        if rendered is None:
            planned = self.page(address)
            if planned is None:
                raise KeyError(address)
            rendered = self._renderer(planned).render(planned.source)
            self.shelves[planned.site.name].assets.update(
                (asset.name, asset) for asset in rendered.assets
            )
            self._rendered[address] = rendered
        self._rendered.move_to_end(address)
        while len(self._rendered) > _KEPT_PAGES:
            self._rendered.popitem(last=False)
        return rendered

    def change(self, address: str, mark: str) -> tuple[str, str] | None:
        """A page as it was built before its sources last changed, and as it is built now.

        Args:
            address: Such as `aurora/glow`.
            mark: That of the page before.

        Returns:
            None where the page before is not known any more, or there is none now.

        Raises:
            SiteError: as `render`.
        """
        if self.page(address) is None:
            return None
        after = self.render(address).html
        known = (after, self._replaced.get(address, ""))
        before = next((html for html in known if mark_of(html) == mark), None)
        return (before, after) if before else None

    def calendar(self, address: str) -> str:
        """The dates of the page at an address; empty where it has none, or there is no page."""
        planned = self.page(address)
        if planned is None:
            return ""
        words = self._renderer(planned).words(planned.source.page)
        return calendar(planned.source, planned.url, words)

    def _renderer(self, planned: PlannedPage) -> Renderer:
        name = planned.site.name
        if name not in self._renderers:
            self._renderers[name] = Renderer(
                planned.site,
                self.themes,
                self.store,
                compiled=self.workspace.cache / "templates",
            )
        return self._renderers[name]

    def asset(self, site: str, name: str) -> Asset | None:
        """A file that some page of a site shows, by the name under which it is published."""
        shelf = self.shelves.get(site)
        return shelf.assets.get(name) if shelf else None

    def findings(self, address: str) -> list[Finding]:
        """What `landfast check` says about one page.

        Raises:
            KeyError: there is no such page.
            SiteError: media files that cannot be used at all.
        """
        if address not in self._findings:
            shown = self.shown(address)
            if shown is None:
                raise KeyError(address)
            report = PageInspector(self.store, _PAGE_RULES).look(*shown)
            # Of one page nothing can be concluded about what its site lacks.
            results = conclude([report], rules=_PAGE_RULES, broken_sites=[report.site])
            self._findings[address] = list(results.findings)
        return self._findings[address]

    def _folders(self) -> list[Path]:
        known = self.workspace.site_names()
        return [self.workspace.root / "sites" / n for n in known if n in (self._names or known)]

    def _read_site(self, shelf: Shelf) -> None:
        if shelf.read(self.themes.defaults, self._now):
            self._forget(shelf.name, looks=True)

    def _read_file(self, shelf: Shelf, file: Path) -> bool:
        """Read one page file again; False where that cannot tell what became of the site."""
        addresses = shelf.read_file(file, self.themes.defaults)
        if addresses is None:
            return False
        for address in addresses:
            replaced = self._rendered.pop(address, None)
            if replaced:
                self._replaced[address] = replaced.html
            if shelf.has_fonts(address):
                # Fonts hold the characters of all pages, so the others look different as well.
                self._forget(shelf.name, looks=True)
                break
        return True

    def _forget(self, site: str, *, looks: bool = False) -> None:
        """Let the pages of a site be rendered again; with `looks`, from templates read again."""
        for address in [a for a in self._rendered if a.split("/", 1)[0] == site]:
            del self._rendered[address]
        if looks:
            self._renderers.pop(site, None)


def mark_of(html: str) -> str:
    """By which the preview and a browser know that they mean the same built page."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]
