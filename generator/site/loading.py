"""Reading a site's folder: site.yaml, its markets, and the documents of every page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.errors import InputError, Place, Problem, SiteError
from generator.site.blueprint import Blueprint
from generator.site.body import SECTION_MARK, for_market, section_mistakes
from generator.site.catalogue import Catalogue, pathless
from generator.site.config import Shared, SiteConfig
from generator.site.layers import DEFAULT_THEME, Layer, Layers, Section
from generator.site.lazy_sources import LazySources
from generator.site.look import UNREADABLE, ThemeDefaults, look_of
from generator.site.markets import MARKETS, OWN_KEYS, Market, MarketSettings, read_markets
from generator.site.page_files import PageFiles, page_path
from generator.site.page_source import PageSource
from generator.site.page_types import PAGE_TYPES, Page
from generator.site.problem_list import ProblemList
from generator.site.shared_values import SharedValues
from generator.site.site import ReadTheme, Site
from generator.site.validation import choose, validate
from generator.site.variants import (
    VARIANTS,
    slot_mistake,
    variant_layers,
    variant_mistakes,
    variant_weights,
)
from generator.source import Document, KeyPath, read_page, read_yaml

_MULTIPLYING = frozenset({MARKETS, VARIANTS, "catalogue"})
"""What makes many pages of one: no setting of any of them."""


class Loader:
    """Reads one site; see `load_site`.

    Attributes:
        site: What of it could be read; None before `load`, and where site.yaml is broken.
    """

    site: Site | None = None

    def __init__(self, root: Path, theme_defaults: ReadTheme, now: datetime) -> None:
        self.root = root
        self.theme_defaults = theme_defaults
        self.now = now
        self.problems = ProblemList()
        self.markets: dict[str, Market] = {}
        self._pages = root / "pages"

    def open(self) -> Site:
        """The site, of which each page file is read only when somebody comes to it.

        Raises:
            SiteError: with every problem of site.yaml, and of files that belong to no page.
        """
        self._document = self._site_document()
        config = self._config(self._document) if self._document else None
        self.files = PageFiles(self.root, self.markets, self.problems.add)
        self.page_files = tuple(self.files.pages())
        self.problems.raise_any()
        assert config
        markets = tuple(self.markets.values())
        sources = LazySources(self.page_files, self.page_source)
        context = {"root": self.root, "shared": SharedValues(), "found": {}}
        self.site = Site(self.root.name, self.root, config, markets, sources, self.now, context)
        return self.site

    def page_source(self, file: str, raw: bytes | None = None) -> PageSource:
        """One page file of a site that has been opened.

        Args:
            file: The file.
            raw: Its content, where that has been read already.

        Raises:
            SiteError: with every problem of the file, and of those that it inherits from.
        """
        assert self.site
        self.problems = ProblemList()
        self.files.tell = self.problems.add
        self.files.forget_translations()
        source = self._source(Path(file), self._document, self.site.config, raw)
        self.problems.raise_any()
        assert source
        return source

    def load(self) -> Site:
        """The site.

        Raises:
            SiteError: with every problem of every file of the site.
        """
        document = self._site_document()
        config = self._config(document) if document else None
        self.files = PageFiles(self.root, self.markets, self.problems.add)
        sources = tuple(
            source
            for file in self.files.pages()
            if (source := self._source(Path(file), document, config))
        )
        context = {"root": self.root}
        if config is not None:
            self.site = Site(
                self.root.name,
                self.root,
                config,
                tuple(self.markets.values()),
                sources,
                self.now,
                context,
            )
        if self.problems or self.site is None:
            # A page is judged also where site.yaml is broken, so that all mistakes are told at
            # once; only what needs the whole of both waits for a site.yaml that can be read.
            for source in sources:
                for instance in source.instances(self.now, self.problems.add):
                    instance.page(self.now, context, self.problems.add, complete=config is not None)
            raise SiteError(self.problems.all())
        return self.site

    def load_config(self) -> SiteConfig:
        """What site.yaml says, without any page.

        Raises:
            SiteError: with every problem of it.
        """
        document = self._site_document()
        config = self._config(document) if document else None
        if self.problems or config is None:
            raise SiteError(self.problems.all())
        return config

    def load_source(self, site: Site, file: Path) -> PageSource:
        """One page file of a site that has been read before.

        Raises:
            SiteError: with every problem of the file.
        """
        self.markets = {market.key: market for market in site.markets}
        self.files = PageFiles(self.root, self.markets, self.problems.add)
        source = self._source(file, self._site_document(), site.config)
        self.problems.raise_any()
        assert source
        return source

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
        try:
            return read_yaml(path)
        except SiteError as error:
            self.problems.extend(error)
            return None

    def _tell(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.problems.add(problem)

    def _config(self, document: Document) -> SiteConfig | None:
        theme = self._theme(Layers([document], {}))
        settings = _known(theme.settings, SiteConfig)
        layers, context = Layers([document], settings), {"root": self.root}
        config, problems = validate(SiteConfig, layers, context)
        problems += look_of(layers, theme, context)[1]
        if config is not None:
            problems += [layers.problem(path, error) for path, error in config.conflicts()]
        shared = {
            name: config and getattr(config, name) for name in ("country", "language", "currency")
        }
        self.markets, mistakes = read_markets(document, shared)
        for key in self.markets:
            section = Section(document, (MARKETS, key))
            own = OWN_KEYS | {name for name in section.data if name not in SiteConfig.model_fields}
            layers = Layers([document, Section(document, (MARKETS, key), own)], settings)
            problems += validate(SiteConfig, layers, context)[1]
        self._tell([*problems, *mistakes])
        return config

    def _theme(self, layers: Layers) -> ThemeDefaults:
        name = layers.nearest("theme", DEFAULT_THEME)
        if not isinstance(name, str):
            return UNREADABLE  # validation tells it
        try:
            return self.theme_defaults(name)
        except InputError as error:
            self.problems.add(layers.problem(("theme",), error))
        except SiteError as error:
            self.problems.extend(error)
        return UNREADABLE

    def _source(
        self,
        file: Path,
        site_document: Document | None,
        config: SiteConfig | None,
        raw: bytes | None = None,
    ) -> PageSource | None:
        document = self.files.read(partial(read_page, raw=raw), file)
        if document is None:
            return None
        documents = [*self.files.folder_documents(file), document]
        hidden: frozenset[str] = frozenset()
        if site_document is not None:
            documents.insert(0, site_document)
            # What pages do not inherit, and what site.yaml is told itself that nobody knows.
            hidden = _of_the_site(frozenset(site_document.data))
        settings = MarketSettings(documents, self.markets)
        self._tell(settings.problems())
        blueprints: list[Blueprint] = []
        for market in settings.chosen() if self.markets else [None]:
            translated = self.files.translations(file, market)
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
        return model, Layers(chosen, _known(theme.settings, model), hidden)

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
            whole = own.leaving_out(_MULTIPLYING)
            made.append(
                Blueprint(
                    source=file,
                    layers=whole,
                    model=model,
                    theme=self._theme(whole),
                    market=market,
                    variant=name,
                    split=split,
                    scheme=scheme,
                    own_path=page_path(file, self._pages),
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
            if layers.data.get("path") is None and not catalogue.key_column:
                self.problems.add(layers.problem(path, pathless(catalogue.name)))
                continue
            names.add(catalogue.name)
            found.append(catalogue)
            paths.append(path)
        return tuple(found), tuple(paths)

    def _check_sections(self, body: Document, layers: Layers) -> None:
        if SECTION_MARK not in body.body:
            return
        known = dict.fromkeys([*self.markets, *sorted(self.files.languages)])
        if not self.markets:
            language = str(layers.data.get("language", "en"))
            known = dict.fromkeys((language, language.split("-")[0]))
        for number, error in section_mistakes(body.body, known):
            place = Place(body.file, body.body_line + number, 1)
            self.problems.add(error.at(place, body.body.split("\n")[number]))

    def _page_type(self, layers: Layers) -> type[Page] | None:
        kind = layers.nearest("type")
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


@lru_cache(maxsize=8)
def _of_the_site(keys: frozenset[str]) -> frozenset[str]:
    return keys - frozenset(Shared.model_fields)


def _is_market(document: Document, market: Market) -> bool:
    """Whether a translation is for the market itself, and not for all that speak its language."""
    return document.file.stem.endswith(f".{market.key}") and market.key != market.language


def _known(defaults: Mapping[str, Any], model: type[BaseModel]) -> Mapping[str, Any]:
    """A theme's defaults that mean something here: it may have some for each page type."""
    return {key: value for key, value in defaults.items() if key in model.model_fields}
