"""A site as the other rooms see it: read, typed, validated, frozen."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.errors import InputError, Place, Problem, SiteError
from generator.site.config import SITE_ONLY, SiteConfig
from generator.site.layers import Layers
from generator.site.page_types import PAGE_TYPES, Page
from generator.site.validation import choose, validate
from generator.source import Document, read_page, read_yaml

FOLDER_DEFAULTS = "_defaults.yaml"


@dataclass(frozen=True)
class SourcePage:
    """A page with its text and the files it came from.

    Attributes:
        page: What its front matter says, with everything inherited.
        source: The Markdown file.
        body: The Markdown text; `body_line` is the line of the file on which it begins.
        path: The path below the site's address, without slashes at its ends; "" is the root.
        layers: The documents it is made of, for the places of later problems.
    """

    page: Page
    source: Path
    body: str
    body_line: int
    path: str
    layers: Layers = field(repr=False, compare=False)


@dataclass(frozen=True)
class Site:
    """One folder under `sites/`.

    Attributes:
        name: The folder's name, which is also the folder under `output/`.
        root: The folder.
        config: What site.yaml says.
        pages: Every page that is no draft, ordered by source file.
    """

    name: str
    root: Path
    config: SiteConfig
    pages: tuple[SourcePage, ...]


ThemeDefaults = Callable[[str], Mapping[str, Any]]
"""The page settings that a theme brings, by its name; raises InputError for an unknown theme."""


def load_site(root: Path, theme_defaults: ThemeDefaults) -> Site:
    """Read and validate one site.

    Args:
        root: The site's folder.
        theme_defaults: Gives the page settings that a theme brings.

    Raises:
        SiteError: with every problem of every file of the site.
    """
    return _Loader(root, theme_defaults).load()


class _Loader:
    def __init__(self, root: Path, theme_defaults: ThemeDefaults) -> None:
        self.root = root
        self.theme_defaults = theme_defaults
        self.problems: list[Problem] = []
        self.folders: dict[Path, Document | None] = {}

    def load(self) -> Site:
        site_document = self._site_document()
        config = self._config(site_document) if site_document else None
        # A page is judged also where site.yaml is broken, so that all mistakes are told at once;
        # only what needs the whole of both waits for a site.yaml that can be read.
        pages = [
            page
            for source in self._sources()
            if (page := self._page(source, site_document, complete=config is not None))
        ]
        if self.problems or config is None:
            raise SiteError(self.problems)
        return Site(self.root.name, self.root, config, tuple(p for p in pages if not p.page.draft))

    def _site_document(self) -> Document | None:
        path = self.root / "site.yaml"
        if not path.is_file():
            self.problems.append(
                Problem(
                    "site-yaml-missing",
                    f"{self.root} has no site.yaml, so it is not a site.",
                    "Write one (`landfast new site NAME` makes a commented one), or move the "
                    "folder out of sites/.",
                    Place(path),
                )
            )
            return None
        return self._read(read_yaml, path)

    def _read(self, read: Callable[[Path], Document], path: Path) -> Document | None:
        try:
            return read(path)
        except SiteError as error:
            self.problems.extend(error.problems)
            return None

    def _config(self, document: Document) -> SiteConfig | None:
        layers = Layers([document], _known(self._theme(Layers([document], {})), SiteConfig))
        config, problems = validate(SiteConfig, layers, {"root": self.root})
        self.problems.extend(problems)
        return config

    def _theme(self, layers: Layers) -> Mapping[str, Any]:
        name = layers.data.get("theme", SiteConfig.model_fields["theme"].default)
        if not isinstance(name, str):
            return {}  # validation tells it
        try:
            return self.theme_defaults(name)
        except InputError as error:
            self.problems.append(layers.problem(("theme",), error))
        except SiteError as error:
            self.problems.extend(error.problems)
        return {}

    def _sources(self) -> list[Path]:
        pages = self.root / "pages"
        found = sorted(
            path
            for path in pages.rglob("*.md")
            if not any(part.startswith((".", "_")) for part in path.relative_to(pages).parts)
        )
        if not found:
            self.problems.append(
                Problem(
                    "site-without-pages",
                    f"{self.root.name} has no pages: {pages} holds no .md file.",
                    "Write one, for example with `landfast new ecommerce NAME`.",
                    Place(pages),
                )
            )
        return found

    def _page(
        self, source: Path, site_document: Document | None, *, complete: bool
    ) -> SourcePage | None:
        document = self._read(read_page, source)
        if document is None:
            return None
        documents = [*self._folder_documents(source), document]
        hidden: frozenset[str] = frozenset()
        if site_document is not None:
            documents.insert(0, site_document)
            hidden = SITE_ONLY
        layers = Layers(documents, {}, hidden)
        theme = self._theme(layers)
        layers = Layers(documents, theme, hidden)
        model = self._page_type(layers)
        if model is None:
            return None
        layers = Layers(documents, _known(theme, model), hidden)
        page, problems = validate(model, layers, {"root": self.root})
        if page is not None and complete:
            problems += [layers.problem(path, error) for path, error in page.conflicts()]
        self.problems.extend(problems)
        if page is None or problems:
            return None
        path = page.path if page.path is not None else page_path(source, self.root / "pages")
        return SourcePage(page, source, document.body, document.body_line, path, layers)

    def _folder_documents(self, source: Path) -> list[Document]:
        """The `_defaults.yaml` of each folder from `pages/` down to the page's own."""
        pages = self.root / "pages"
        folders = [source.parent, *source.parent.parents]
        chain = [folder for folder in reversed(folders) if folder.is_relative_to(pages)]
        for folder in chain:
            if folder not in self.folders:
                path = folder / FOLDER_DEFAULTS
                self.folders[folder] = self._read(read_yaml, path) if path.is_file() else None
        return [found for folder in chain if (found := self.folders[folder]) is not None]

    def _page_type(self, layers: Layers) -> type[Page] | None:
        kind = layers.data.get("type")
        if isinstance(kind, str) and kind in PAGE_TYPES:
            return PAGE_TYPES[kind]
        if kind is None:
            error = InputError(
                "page-type-missing",
                "The page does not say what it is: `type` is missing.",
                f"Write `type:` with one of: {', '.join(PAGE_TYPES)}.",
            )
        else:
            error = InputError(
                "page-type-unknown",
                f"There is no page type {str(kind)!r}.",
                choose(str(kind), list(PAGE_TYPES)),
            )
        self.problems.append(layers.problem(("type",), error))
        return None


def _known(defaults: Mapping[str, Any], model: type[BaseModel]) -> Mapping[str, Any]:
    """A theme's defaults that mean something here: it may have some for each page type."""
    return {key: value for key, value in defaults.items() if key in model.model_fields}


def page_path(source: Path, pages: Path) -> str:
    """The path of a page from its file's name: `pages/de/Sommer Glück.md` is `de/Sommer-Glück`.

    Spaces and the few characters that mean something in an address become hyphens; letters stay
    as they are. `index.md` is the page of its folder.
    """
    parts = list(source.relative_to(pages).with_suffix("").parts)
    if parts[-1] == "index":
        parts.pop()
    return "/".join(_slug(part) for part in parts)


def _slug(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    return re.sub(r"""[\s?#%&+:*"'<>|\\]+""", "-", name).strip("-") or "-"
