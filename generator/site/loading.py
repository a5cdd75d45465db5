"""Reading a site's folder: site.yaml, its markets, and the documents of every page."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.errors import InputError, Place, Problem, SiteError
from generator.site.blueprint import Blueprint
from generator.site.body import for_market, section_mistakes
from generator.site.catalogue import Catalogue
from generator.site.config import SITE_ONLY, SiteConfig
from generator.site.layers import Layer, Layers, Section
from generator.site.markets import MARKETS, OWN_KEYS, Market, MarketSettings, read_markets
from generator.site.page_source import PageSource
from generator.site.page_types import PAGE_TYPES, Page
from generator.site.problem_list import ProblemList
from generator.site.site import Site, ThemeDefaults
from generator.site.validation import choose, validate
from generator.site.variants import (
    VARIANTS,
    slot_mistake,
    variant_layers,
    variant_mistakes,
    variant_weights,
)
from generator.source import Document, KeyPath, read_page, read_yaml

FOLDER_DEFAULTS = "_defaults.yaml"
_MULTIPLYING = frozenset({MARKETS, VARIANTS, "catalogue"})
"""What makes many pages of one: no setting of any of them."""
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\Z")


class Loader:
    """Reads one site; see `load_site`."""

    def __init__(self, root: Path, theme_defaults: ThemeDefaults, now: datetime) -> None:
        self.root = root
        self.theme_defaults = theme_defaults
        self.now = now
        self.problems = ProblemList()
        self.folders: dict[Path, Document | None] = {}
        self.markets: dict[str, Market] = {}

    def load(self) -> Site:
        """The site.

        Raises:
            SiteError: with every problem of every file of the site.
        """
        document = self._site_document()
        config = self._config(document) if document else None
        sources = tuple(
            source for file in self._files() if (source := self._source(file, document, config))
        )
        context = {"root": self.root}
        if self.problems or config is None:
            # A page is judged also where site.yaml is broken, so that all mistakes are told at
            # once; only what needs the whole of both waits for a site.yaml that can be read.
            for source in sources:
                for instance in source.instances(self.now, self.problems.add):
                    instance.page(self.now, context, self.problems.add, complete=config is not None)
            raise SiteError(self.problems.all())
        return Site(
            self.root.name,
            self.root,
            config,
            tuple(self.markets.values()),
            sources,
            self.now,
            context,
        )

    def _site_document(self) -> Document | None:
        path = self.root / "site.yaml"
        if not path.is_file():
            self.problems.add(
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

    def _tell(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.problems.add(problem)

    def _read(self, read: Callable[[Path], Document], path: Path) -> Document | None:
        try:
            return read(path)
        except SiteError as error:
            self.problems.extend(error)
            return None

    def _config(self, document: Document) -> SiteConfig | None:
        theme = _known(self._theme(Layers([document], {})), SiteConfig)
        layers = Layers([document], theme)
        config, problems = validate(SiteConfig, layers, {"root": self.root})
        shared = {
            name: config and getattr(config, name) for name in ("country", "language", "currency")
        }
        self.markets, mistakes = read_markets(document, shared)
        for key in self.markets:
            section = Section(document, (MARKETS, key))
            own = OWN_KEYS | {name for name in section.data if name not in SiteConfig.model_fields}
            layers = Layers([document, Section(document, (MARKETS, key), own)], theme)
            problems += validate(SiteConfig, layers, {"root": self.root})[1]
        self._tell([*problems, *mistakes])
        return config

    def _theme(self, layers: Layers) -> Mapping[str, Any]:
        name = layers.data.get("theme", SiteConfig.model_fields["theme"].default)
        if not isinstance(name, str):
            return {}  # validation tells it
        try:
            return self.theme_defaults(name)
        except InputError as error:
            self.problems.add(layers.problem(("theme",), error))
        except SiteError as error:
            self.problems.extend(error)
        return {}

    @cached_property
    def _found(self) -> list[Path]:
        """Every Markdown file that is not hidden."""
        pages = self.root / "pages"
        return sorted(
            path
            for path in pages.rglob("*.md")
            if not any(part.startswith((".", "_")) for part in path.relative_to(pages).parts)
        )

    @cached_property
    def _languages(self) -> set[str]:
        """The endings that make a file the translation of another: languages and markets."""
        languages = {market.language for market in self.markets.values()}
        return {*self.markets, *languages, *(language.split("-")[0] for language in languages)}

    def _translations(self, file: Path) -> dict[str, Path]:
        """The files that say what a page says in other languages and markets, by their ending."""
        if not self.markets:
            return {}
        found = {ending: file.with_name(f"{file.stem}.{ending}.md") for ending in self._languages}
        return {ending: path for ending, path in found.items() if path in self._set}

    @cached_property
    def _set(self) -> frozenset[Path]:
        return frozenset(self._found)

    def _files(self) -> list[Path]:
        """The files that are pages themselves."""
        if not self._found:
            pages = self.root / "pages"
            self.problems.add(
                Problem(
                    "site-without-pages",
                    f"{self.root.name} has no pages: {pages} holds no .md file.",
                    "Write one, for example with `landfast new ecommerce NAME`.",
                    Place(pages),
                )
            )
        return [file for file in self._found if not self._is_translation(file)]

    def _is_translation(self, file: Path) -> bool:
        match = _TRANSLATION.match(file.stem)
        if not self.markets or not match or file.with_name(f"{match[1]}.md") not in self._set:
            return False
        if match[2] not in self._languages:
            self.problems.add(
                Problem(
                    "translation-unknown",
                    f"{file.name} says {match[1]}.md in {match[2]}, which is neither a market nor "
                    "the language of one.",
                    f"There are: {', '.join(sorted(self._languages))}.",
                    Place(file),
                )
            )
        return True

    def _source(
        self, file: Path, site_document: Document | None, config: SiteConfig | None
    ) -> PageSource | None:
        document = self._read(read_page, file)
        translations = {
            ending: found
            for ending, path in self._translations(file).items()
            if (found := self._read(lambda path: read_page(path, bare=True), path))
        }
        if document is None:
            return None
        documents = [*self._folder_documents(file), document]
        hidden: frozenset[str] = frozenset()
        if site_document is not None:
            documents.insert(0, site_document)
            hidden = SITE_ONLY
        settings = MarketSettings(documents, self.markets)
        self._tell(settings.problems())
        blueprints: list[Blueprint] = []
        for market in settings.chosen() if self.markets else [None]:
            translated = _for_market(translations, market)
            model, layers = self._layers(documents, hidden, settings, market, translated)
            if model is None:
                return None
            texts = [document, *translated]
            body = next((text for text in reversed(texts) if text.body.strip()), document)
            self._check_sections(body, layers)
            blueprints += self._blueprints(
                file, layers, model, market, body, config.market_paths if config else "{path}"
            )
        for blueprint in blueprints:
            self._tell(blueprint.problems())
        return PageSource(file, blueprints)

    def _layers(
        self,
        documents: Sequence[Document],
        hidden: frozenset[str],
        settings: MarketSettings,
        market: Market | None,
        translated: Sequence[Document],
    ) -> tuple[type[Page] | None, Layers]:
        """The page type and the layers of a page for one market."""
        plain = Layers([*documents, *translated], {}, hidden)
        model = self._page_type(plain)
        if model is None:
            return None, plain
        chosen: list[Layer] = [*documents]
        if market:
            known = model.model_fields
            # What is written for this page is nearer than what is written for all pages there.
            chosen += settings.sections(market, documents[:-1], known)
            chosen += [text for text in translated if not _is_market(text, market)]
            chosen += settings.sections(market, documents[-1:], known)
            chosen += [text for text in translated if _is_market(text, market)]
        layers = Layers(chosen, {}, hidden)
        theme = self._theme(layers)
        return model, Layers(chosen, _known(theme, model), hidden)

    def _blueprints(
        self,
        file: Path,
        layers: Layers,
        model: type[Page],
        market: Market | None,
        body: Document,
        scheme: str,
    ) -> list[Blueprint]:
        """The blueprints of a page for one market: the page, or the splitter and its variants."""
        data = layers.data
        mistakes = list(variant_mistakes(data))
        weights = variant_weights(data) if not mistakes else ()
        if weights and (slot := slot_mistake(data.get("attribution") or {})):
            mistakes.append(slot)
        self._tell(layers.problem(path, error) for path, error in mistakes)
        said = data.get("catalogue")
        # Without rows, or addresses for their pages, nothing in the page means anything.
        catalogues, paths = self._catalogues(layers)
        readable = len(catalogues) == (len(said) if isinstance(said, list) else said is not None)
        chosen: list[tuple[str, tuple[tuple[str, int], ...], Layers]] = [("", (), layers)]
        if weights:
            first = variant_layers(layers, weights[0][0])
            chosen = [(weights[0][0], weights, first)]
            chosen += [(name, (), variant_layers(layers, name)) for name, _ in weights]
        language = str(data.get("language") or SiteConfig.model_fields["language"].default)
        made = []
        for name, split, own in chosen:
            whole = Layers(own.documents, own.beneath, own.hidden, _MULTIPLYING)
            made.append(
                Blueprint(
                    source=file,
                    layers=whole,
                    model=model,
                    market=market,
                    variant=name,
                    split=split,
                    scheme=scheme,
                    own_path=page_path(file, self.root / "pages"),
                    body=body,
                    body_text=for_market(body.body, market, language),
                    catalogues=catalogues,
                    catalogue_paths=paths,
                )
            )
        if not readable:
            for blueprint in made:
                self._tell(blueprint.problems())
            return []
        return made

    def _catalogues(self, layers: Layers) -> tuple[tuple[Catalogue, ...], tuple[KeyPath, ...]]:
        """The catalogues that a page names, and where."""
        said = layers.data.get("catalogue")
        if said is None:
            return (), ()
        numbers = range(len(said)) if isinstance(said, list) else [None]
        found: list[Catalogue] = []
        paths: list[KeyPath] = []
        names: set[str] = set()
        for number in numbers:
            path: KeyPath = ("catalogue",) if number is None else ("catalogue", number)
            catalogue, problems = validate(Catalogue, layers.part(path), {"root": self.root})
            self._tell(problems)
            if catalogue is None:
                continue
            if catalogue.name in names:
                error = InputError(
                    "catalogue-name",
                    f"Two catalogues of this page are called {catalogue.name}.",
                    "Give one of them another name with `as:`, such as `as: creator`.",
                )
                self.problems.add(layers.problem(path, error))
                continue
            pathless = self._pathless(layers, catalogue, path)
            if pathless:
                self.problems.add(pathless)
                continue
            names.add(catalogue.name)
            found.append(catalogue)
            paths.append(path)
        return tuple(found), tuple(paths)

    def _pathless(self, layers: Layers, catalogue: Catalogue, path: KeyPath) -> Problem | None:
        if layers.data.get("path") is not None or catalogue.key_column:
            return None
        return layers.problem(
            path,
            InputError(
                "catalogue-path-missing",
                "Nothing tells the pages of this catalogue apart: they would have one address.",
                f'Write `path: "offers/{{{{ {catalogue.name}.COLUMN }}}}"`, or name the column '
                "with `key:`.",
            ),
        )

    def _check_sections(self, body: Document, layers: Layers) -> None:
        known = dict.fromkeys([*self.markets, *sorted(self._languages)])
        if not self.markets:
            language = str(layers.data.get("language", "en"))
            known = dict.fromkeys((language, language.split("-")[0]))
        for number, error in section_mistakes(body.body, known):
            place = Place(body.file, body.body_line + number, 1)
            self.problems.add(error.at(place, body.body.split("\n")[number]))

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
        self.problems.add(layers.problem(("type",), error))
        return None


def _for_market(translations: Mapping[str, Document], market: Market | None) -> list[Document]:
    """The translations for a market, the farthest first: de, then de-AT, then the market's own."""
    if market is None:
        return []
    endings = dict.fromkeys((market.language.split("-")[0], market.language, market.key))
    return [translations[ending] for ending in endings if ending in translations]


def _is_market(document: Document, market: Market) -> bool:
    """Whether a translation is for the market itself, and not for all that speak its language."""
    return document.file.stem.endswith(f".{market.key}") and market.key != market.language


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
