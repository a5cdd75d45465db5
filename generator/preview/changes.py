"""What a changed file means for the preview: which pages are read again, and what else is."""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct, field

from generator.build.workspace import Workspace

_BACKUP_ENDINGS = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload", ".bak")

_DATA = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xml", ".yaml", ".yml", ".gz"})


class Changes(Struct, frozen=True):
    """What has to be made anew.

    Attributes:
        everything: Themes' contracts, or sites as a whole: all is read again.
        sites: Sites of which all files are read again.
        pages: Sources of pages that are read again, with the rest of their site as it was.
        looks: Sites whose templates, styles and words are read again.
        media: Sites whose media are looked at again.
        style_only: Whether nothing but style sheets has changed.
    """

    everything: bool = False
    sites: frozenset[str] = frozenset()
    pages: frozenset[Path] = frozenset()
    looks: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    style_only: bool = False

    def __bool__(self) -> bool:
        return bool(self.everything or self.sites or self.pages or self.looks or self.media)


class _Found(Struct):
    everything: bool = False
    sites: set[str] = field(default_factory=set)
    pages: set[Path] = field(default_factory=set)
    looks: set[str] = field(default_factory=set)
    media: set[str] = field(default_factory=set)
    styles: int = 0


def is_source(path: Path, root: Path) -> bool:
    """Whether a file below a watched folder is one that pages are made from.

    Editors write backups, swap files and hidden files beside what is being edited.
    """
    parts = path.relative_to(root).parts
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and not path.name.endswith(_BACKUP_ENDINGS) and not path.name.startswith("#")


def changes_of(
    paths: Iterable[Path],
    workspace: Workspace,
    theme_folders: Iterable[Path],
    sites: Iterable[str],
    knows: Callable[[Path], bool],
) -> Changes:
    """What changed files mean.

    Args:
        paths: The files; some may be gone.
        workspace: Where the sites are.
        theme_folders: The folders that hold themes.
        sites: The names of the sites that are served.
        knows: Tells whether a page is made from a file.
    """
    found = _Found()
    total = 0
    every_site, themes, home = set(sites), list(theme_folders), workspace.root / "sites"
    for path in paths:
        total += 1
        theme = next((folder for folder in themes if path.is_relative_to(folder)), None)
        if theme is not None:
            _theme_file(path.relative_to(theme).parts, found, every_site)
        elif path.is_relative_to(home) and path != home:
            _site_file(path, path.relative_to(home).parts, found, every_site, knows)
        else:
            found.everything = True  # sites/ or themes/ themselves have come or gone
    return Changes(
        found.everything,
        frozenset(found.sites),
        frozenset(found.pages),
        frozenset(found.looks),
        frozenset(found.media),
        0 < total == found.styles,
    )


def _theme_file(parts: tuple[str, ...], found: _Found, every_site: set[str]) -> None:
    if len(parts) > 2 and parts[1] in ("styles", "templates", "words"):
        found.looks |= every_site
        found.styles += parts[1] == "styles"
    else:
        found.everything = True


def _site_file(
    path: Path,
    parts: tuple[str, ...],
    found: _Found,
    every_site: set[str],
    knows: Callable[[Path], bool],
) -> None:
    name, inside = parts[0], parts[1:]
    if name not in every_site or not inside:
        found.everything = True
    elif inside[0] == "theme":
        found.looks.add(name)
        found.styles += len(inside) > 2 and inside[1] == "styles"
    elif inside[0] == "pages" and path.suffix == ".md":
        if path.is_file() and knows(path):
            found.pages.add(path)
        else:
            found.sites.add(name)
    elif inside[0] in ("pages", "data", "site.yaml") or path.suffix in _DATA or not path.is_file():
        found.sites.add(name)
    else:
        found.media.add(name)  # a picture, a clip, a font
