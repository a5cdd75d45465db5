"""Themes: where a template, a style or a word comes from, nearest folder first.

A theme is a folder with a `theme.yaml` (its contract), `templates/`, `styles/` and `words/`. It
may extend another theme, and a site may override any single file of it under `theme/`:

    sites/aurora/theme  >  themes/studio of the workspace  >  themes/studio of Landfast  >  base
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from msgspec import Struct
from pydantic import Field

from generator.errors import InputError, SiteError
from generator.packaged import packaged_themes
from generator.site.fields import Model, Text
from generator.site.layers import Layers, merge
from generator.site.look import FieldName, ThemeDefaults, ThemeField
from generator.site.validation import validate
from generator.source import read_yaml
from generator.spelling import closest

BASE = "base"


class ThemeContract(Model):
    """What theme.yaml says."""

    name: Text
    """The theme's name as people say it."""
    description: Text
    """Its character, in one sentence."""
    extends: Annotated[str, Field(min_length=1)] | None = BASE
    """The theme whose files stand in for those that this one does not have."""
    dark_top: bool = False
    """Whether pages begin dark in the light scheme too: the browser's own bar then goes with it."""
    defaults: dict[str, Any] = Field(default_factory=dict)
    """Page settings that hold where neither site, folder nor page says anything."""
    fields: dict[FieldName, ThemeField] = Field(default_factory=dict)
    """What authors can set under `look:`, besides the fields of the theme that it extends."""


class Theme(Struct, frozen=True):
    """One theme, as one site sees it.

    Attributes:
        name: The folder's name.
        folders: Where its files are looked for, the nearest first.
        contract: What its theme.yaml says.
        defaults: Its page settings and fields, over those of the themes that it extends.
    """

    name: str
    folders: tuple[Path, ...]
    contract: ThemeContract
    defaults: ThemeDefaults

    def find(self, kind: str, name: str) -> Path | None:
        """The nearest file `name` of `kind` (templates, styles, words), or None."""
        for folder in self.folders:
            path = folder / kind / name
            if path.is_file():
                return path
        return None

    def all(self, kind: str, name: str) -> Iterator[Path]:
        """Every file of that name, the farthest first, so that later ones add to it."""
        for folder in reversed(self.folders):
            path = folder / kind / name
            if path.is_file():
                yield path


class Themes:
    """The themes that a workspace can use.

    Args:
        search: Folders that hold themes, the nearest first; Landfast's own come last.
    """

    def __init__(self, search: Sequence[Path] = ()) -> None:
        packaged = packaged_themes()
        self.search = (*(folder for folder in search if folder.resolve() != packaged), packaged)
        self._contracts: dict[str, tuple[tuple[Path, ...], ThemeContract]] = {}
        self._defaults: dict[str, ThemeDefaults] = {}

    def names(self) -> list[str]:
        """Every theme that a site can name."""
        found = {path.parent.name for root in self.search for path in root.glob("*/theme.yaml")}
        return sorted(found - {BASE})

    def defaults(self, name: str) -> ThemeDefaults:
        """What theme `name` brings to pages.

        Raises:
            InputError: `theme-unknown`.
            SiteError: its theme.yaml has mistakes.
        """
        if name not in self._defaults:
            self._defaults[name] = self.get(name).defaults
        return self._defaults[name]

    def looks(self) -> dict[str, type[Model]]:
        """The models of what may stand under `look:`, of every theme that has fields.

        Raises:
            SiteError: a theme.yaml has mistakes.
        """
        found = {name: self.defaults(name) for name in self.names()}
        return {name: defaults.look for name, defaults in found.items() if defaults.fields}

    def get(self, name: str, site_root: Path | None = None) -> Theme:
        """Theme `name` as the site at `site_root` sees it.

        Raises:
            InputError: `theme-unknown`.
            SiteError: its theme.yaml, or one that it extends, has mistakes.
        """
        folders: list[Path] = [site_root / "theme"] if site_root else []
        contracts: list[ThemeContract] = []
        seen: list[str] = []
        wanted: str | None = name
        while wanted:
            if wanted in seen:
                raise InputError(
                    "theme-circle",
                    f"The themes {' > '.join([*seen, wanted])} extend each other.",
                    "Change `extends:` in one of their theme.yaml files.",
                )
            seen.append(wanted)
            found, contract = self._contract(wanted)
            folders.extend(found)
            contracts.append(contract)
            wanted = contract.extends if wanted != BASE else None
        settings: Mapping[str, Any] = {}
        fields: dict[str, ThemeField] = {}
        for contract in reversed(contracts):
            settings = merge(settings, contract.defaults)
            fields |= contract.fields
        return Theme(name, tuple(folders), contracts[0], ThemeDefaults(settings, fields))

    def folder_of(self, name: str) -> tuple[Path, ...]:
        """The folders that hold theme `name` itself, without those it extends."""
        return self._contract(name)[0]

    def _contract(self, name: str) -> tuple[tuple[Path, ...], ThemeContract]:
        if name not in self._contracts:
            self._contracts[name] = self._read(name)
        return self._contracts[name]

    def _read(self, name: str) -> tuple[tuple[Path, ...], ThemeContract]:
        safe = name and not name.startswith(".") and not set(name) & set("/\\:")
        folders = tuple(root / name for root in self.search if safe and (root / name).is_dir())
        # A workspace may override single files of a theme of ours without writing a contract.
        declared = next((f for f in folders if (f / "theme.yaml").is_file()), None)
        if declared is None:
            names = self.names()
            close = closest(name, names, 0.5)
            meant = f"Did you mean {close}? " if close else ""
            raise InputError(
                "theme-unknown",
                f"There is no theme {name!r}.",
                f"{meant}There are: {', '.join(names)}.",
            )
        document = read_yaml(declared / "theme.yaml")
        contract, problems = validate(ThemeContract, Layers([document], {}), {})
        if contract is None:
            raise SiteError(problems)
        return folders, contract
