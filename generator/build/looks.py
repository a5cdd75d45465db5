"""What of a theme a page depends on: its templates, styles and words, and no others."""

import re
from functools import cached_property
from pathlib import Path

from generator.build.inputs import Inputs, walk
from generator.errors import InputError, SiteError
from generator.render import Theme, Themes
from generator.site.page_types import PAGE_TYPES

_MENTIONED = re.compile(r"""["'](?:[\w-]+:)?([\w-]+)\.(html|css)["']""")
"""A template or style sheet that another one names: "product.html", "base:layout.html"."""
_ENGLISH = "en"
"""Whose words stand in for those that a language lacks."""


class Looks:
    """The themes of one site, as its pages depend on them.

    Args:
        themes: Where themes are found.
        root: The site's folder, whose `theme/` wins over every theme.
        inputs: The build's files.
    """

    def __init__(self, themes: Themes, root: Path, inputs: Inputs) -> None:
        self._themes = themes
        self._root = root
        self._inputs = inputs
        self._parts: dict[str, _Parts | None] = {}
        self._digests: dict[tuple[str, str, str], str] = {}

    def digest(self, theme: str, page_type: str, language: str) -> str:
        """One hash of all that a page of a type in a language has from its theme.

        Returns:
            Empty where the theme cannot be used, so that its pages are made anew and say so.
        """
        key = (theme, page_type, language)
        if key not in self._digests:
            parts = self._parts_of(theme)
            names = parts.chosen(page_type, language) if parts else []
            self._digests[key] = self._inputs.stamp(names) if names else ""
        return self._digests[key]

    def _parts_of(self, name: str) -> "_Parts | None":
        if name not in self._parts:
            try:
                self._parts[name] = _Parts(self._themes.get(name, self._root), self._themes)
            except (InputError, SiteError):
                self._parts[name] = None
        return self._parts[name]


class _Parts:
    """The files of one theme."""

    def __init__(self, theme: Theme, themes: Themes) -> None:
        # What `base:layout.html` means is found past a site's own files.
        folders = dict.fromkeys((*theme.folders, *themes.folder_of("base")))
        self.files = {
            kind: [
                (Path(path).relative_to(folder / kind).as_posix(), path)
                for folder in folders
                for path, _ in walk(str(folder / kind))
            ]
            for kind in ("templates", "styles", "words")
        }
        self.contracts = [str(folder / "theme.yaml") for folder in folders]

    def chosen(self, page_type: str, language: str) -> list[str]:
        """The paths of the files that matter to a page."""
        spoken = {language.split("-")[0], _ENGLISH}
        words = [p for name, p in self.files["words"] if name.split(".")[0].split("-")[0] in spoken]
        templates = self._of_type("templates", page_type)
        return [*self.contracts, *templates, *self._of_type("styles", page_type), *words]

    def _of_type(self, kind: str, page_type: str) -> list[str]:
        """All files of a kind, without those that belong to other page types alone."""
        shared = [name for name in self._mentions[kind] if name not in PAGE_TYPES]
        wanted, left = {page_type}, [page_type, *shared]
        while left:
            for other in self._mentions[kind].get(left.pop(), ()):
                if other not in wanted:
                    wanted.add(other)
                    left.append(other)
        others = {name for name in PAGE_TYPES if name not in wanted} | {"404"}
        return [path for name, path in self.files[kind] if name.partition(".")[0] not in others]

    @cached_property
    def _mentions(self) -> dict[str, dict[str, set[str]]]:
        """What each file names, by kind and by name without its ending."""
        found: dict[str, dict[str, set[str]]] = {"templates": {}, "styles": {}}
        for kind, names in found.items():
            for name, path in self.files[kind]:
                text = Path(path).read_text("utf-8", "replace")
                mentioned = {match[1] for match in _MENTIONED.finditer(text)}
                names.setdefault(name.partition(".")[0], set()).update(mentioned)
        return found
