"""The files of a site's pages: pages, their translations, and what folders say for them."""

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from generator.errors import Place, Problem, SiteError
from generator.site.markets import Market
from generator.source import Document, read_page, read_yaml
from generator.source.record import Tell

_UNFIT = re.compile(r"""[\s?#%&+:*"'<>|\\]+""")
FOLDER_DEFAULTS = "_defaults.yaml"
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\Z")


class PageFiles:
    """The Markdown files below `pages/`, and the `_defaults.yaml` of their folders.

    Files are named by text: ten thousand of them need not be objects.

    Args:
        root: The site's folder.
        markets: The site's markets by their keys.
        tell: Takes the problems of files that cannot be used; may be changed.
    """

    def __init__(self, root: Path, markets: Mapping[str, Market], tell: Tell) -> None:
        self._root = root
        self._markets = markets
        self.tell = tell
        self._folders: dict[Path, Document | None] = {}
        self._above: dict[str, list[str]] = {}
        self._inherited: dict[str, list[Document]] = {}
        self._read_translations: dict[Path, Document | None] = {}

    def read(self, read: Callable[[Path], Document], path: Path) -> Document | None:
        """A document, or None where it has problems, which are told."""
        try:
            return read(path)
        except SiteError as error:
            for problem in error.problems:
                self.tell(problem)
            return None

    @cached_property
    def _found(self) -> list[str]:
        """Every Markdown file that is not hidden."""
        found: list[str] = []
        for place, folders, files in os.walk(self._root / "pages"):
            folders[:] = [name for name in folders if not name.startswith((".", "_"))]
            found += [
                f"{place}{os.sep}{name}"
                for name in (*files, *folders)
                if name.endswith(".md") and not name.startswith((".", "_"))
            ]
        # As paths are ordered: step by step, which is what a separator before all letters does.
        return sorted(found, key=lambda path: os.path.normcase(path).replace(os.sep, "\0"))

    @cached_property
    def languages(self) -> set[str]:
        """The endings that make a file the translation of another: languages and markets."""
        languages = {market.language for market in self._markets.values()}
        return {*self._markets, *languages, *(language.split("-")[0] for language in languages)}

    def translations(self, file: Path, market: Market | None) -> list[Document]:
        """What a page says in a market's language, the farthest first: de, de-AT, the market's."""
        if market is None:
            return []
        endings = dict.fromkeys((market.language.split("-")[0], market.language, market.key))
        found = (file.with_name(f"{file.stem}.{ending}.md") for ending in endings)
        documents = [self._translation(path) for path in found if str(path) in self._set]
        return [document for document in documents if document is not None]

    def forget_translations(self) -> None:
        """Let go of what only the pages of one file have in common."""
        self._read_translations.clear()

    def _translation(self, path: Path) -> Document | None:
        if path not in self._read_translations:
            self._read_translations[path] = self.read(lambda file: read_page(file, bare=True), path)
        return self._read_translations[path]

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self._found)

    def pages(self) -> list[str]:
        """The files that are pages themselves."""
        if not self._found:
            pages = self._root / "pages"
            self.tell(
                Problem(
                    "site-without-pages",
                    f"{self._root.name} has no pages: {pages} holds no .md file.",
                    "Write one, for example with `landfast new ecommerce NAME`.",
                    Place(pages),
                )
            )
        if not self._markets:
            return self._found
        return [file for file in self._found if not self._is_translation(file)]

    def _is_translation(self, name: str) -> bool:
        file = Path(name)
        match = _TRANSLATION.match(file.stem)
        if not match or str(file.with_name(f"{match[1]}.md")) not in self._set:
            return False
        if match[2] not in self.languages:
            self.tell(
                Problem(
                    "translation-unknown",
                    f"{file.name} says {match[1]}.md in {match[2]}, which is neither a market nor "
                    "the language of one.",
                    f"There are: {', '.join(sorted(self.languages))}.",
                    Place(file),
                )
            )
        return True

    def documents_of(self, file: str) -> list[str]:
        """Every file that may say something for a page, found without reading any of them."""
        parent = file.rpartition(os.sep)[0]
        if parent not in self._above:
            chain = (folder / FOLDER_DEFAULTS for folder in self._chain(Path(parent)))
            defaults = (str(path) for path in chain if path.is_file())
            self._above[parent] = [str(self._root / "site.yaml"), *defaults]
        if not self._markets:
            return [*self._above[parent], file]
        stem = file.removesuffix(".md")
        translations = (f"{stem}.{ending}.md" for ending in sorted(self.languages))
        return [*self._above[parent], file, *(path for path in translations if path in self._set)]

    def _chain(self, folder: Path) -> list[Path]:
        """Each folder from `pages/` down to this one."""
        pages = self._root / "pages"
        above = [folder, *folder.parents]
        return [found for found in reversed(above) if found.is_relative_to(pages)]

    def folder_documents(self, source: Path) -> list[Document]:
        """The `_defaults.yaml` of each folder from `pages/` down to the page's own."""
        parent = str(source).rpartition(os.sep)[0]
        if parent not in self._inherited:
            paths = (folder / FOLDER_DEFAULTS for folder in self._chain(source.parent))
            found = (self._folder_document(path) for path in paths if path.is_file())
            self._inherited[parent] = [document for document in found if document is not None]
        return self._inherited[parent]

    def _folder_document(self, path: Path) -> Document | None:
        if path not in self._folders:
            self._folders[path] = self.read(read_yaml, path)
        return self._folders[path]


def page_path(source: Path, pages: Path) -> str:
    """The path of a page from its file's name: `pages/de/Sommer Glück.md` is `de/Sommer-Glück`.

    Spaces and the few characters that mean something in an address become hyphens; letters stay
    as they are. `index.md` is the page of its folder.
    """
    parts = [*source.parts[len(pages.parts) : -1], source.stem]
    if parts[-1] == "index":
        parts.pop()
    return "/".join(_slug(part) for part in parts)


def _slug(name: str) -> str:
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    return _UNFIT.sub("-", name).strip("-") or "-"
