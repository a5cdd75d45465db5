"""A workspace: the folder that holds `sites/`, optional `themes/`, and `output/`."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from generator.errors import UsageError
from generator.spelling import closest


class Workspace(Struct, frozen=True):
    """Where the sources, themes, results and caches of one marketer lie.

    Attributes:
        root: The folder.
    """

    root: Path

    @classmethod
    def find(cls, start: Path) -> "Workspace":
        """The nearest folder with `sites/` in it, from `start` upwards.

        Raises:
            UsageError: there is none.
        """
        for folder in (start, *start.parents):
            if (folder / "sites").is_dir():
                return cls(folder)
        raise UsageError(
            f"There is no folder sites/ in {start} or above it.",
            "Go to your workspace, or make one with `landfast init my-workspace`.",
        )

    @property
    def themes(self) -> Path:
        """The workspace's own themes, which win over those of the same name that ship."""
        return self.root / "themes"

    @property
    def output(self) -> Path:
        """Where builds land unless another folder is named."""
        return self.root / "output"

    @property
    def cache(self) -> Path:
        """What can be made again at any time."""
        return self.root / ".landfast" / "cache"

    def site_names(self) -> list[str]:
        """Every folder under `sites/`."""
        return sorted(
            path.name
            for path in (self.root / "sites").iterdir()
            if path.is_dir() and not path.name.startswith((".", "_"))
        )

    def site_folders(self, names: Sequence[str] = ()) -> list[Path]:
        """The folders of the named sites, or of all.

        Raises:
            UsageError: there is no such site, or none at all.
        """
        known = self.site_names()
        if not known:
            raise UsageError(
                f"{self.root / 'sites'} holds no sites.",
                "Make one with `landfast new site NAME`.",
            )
        for name in names:
            if name not in known:
                close = closest(name, known, 0.5)
                meant = f"Did you mean {close}? " if close else ""
                raise UsageError(
                    f"There is no site {name!r}.", f"{meant}There are: {', '.join(known)}."
                )
        return [self.root / "sites" / name for name in (names or known)]
