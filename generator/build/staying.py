"""Which pages of the last build can stay in the output as they are."""

from collections.abc import Mapping
from functools import cached_property

from generator.build.inputs import Inputs, walk
from generator.build.looks import Looks
from generator.build.making import SiteMaker
from generator.build.output import Transaction
from generator.build.record import PageRow, SiteRecord


class Staying:
    """Judges the pages of one site, by what is remembered of them.

    Args:
        maker: The site's.
        record: What is remembered of the last build.
        inputs: The build's files.
        looks: The themes as they are now.
        transaction: Knows what the output holds.
    """

    def __init__(
        self,
        maker: SiteMaker,
        record: SiteRecord,
        inputs: Inputs,
        looks: Looks,
        transaction: Transaction,
    ) -> None:
        self._maker = maker
        self._record = record
        self._inputs = inputs
        self._looks = looks
        self._transaction = transaction
        self._site = maker.site.name
        self._inspected = maker.setup.inspector is not None
        self._groups: dict[tuple[int, int, int], bool] = {}

    def stays(self, row: PageRow) -> bool:
        """Whether a page of the same documents and row is what another build would make."""
        # Most pages look alike and show the same files, and their rows hold the very same objects
        # then, so that each group of pages is judged once.
        group = (id(row.look), id(row.files), id(row.assets))
        same = self._groups.get(group)
        if same is None:
            same = self._groups[group] = self._shows_the_same(row)
        return (
            same
            and (row.looked or not self._inspected)
            and (not row.whole or self._same_text)
            and self._there.get(page_name(self._site, row.path)) == row.sha256
        )

    @cached_property
    def _there(self) -> Mapping[str, str]:
        return self._transaction.as_written(self._site)

    def _shows_the_same(self, row: PageRow) -> bool:
        """Whether a page's theme, and all that it shows besides its text, are what they were."""
        digest, known = self._looks.digest(*row.look), self._record.assets
        return (
            bool(digest)
            and digest == self._record.looks.get(row.look)
            and all(map(self._inputs.is_unchanged, row.files))
            and all(
                name in known
                and self._there.get(asset_name(self._site, name)) == known[name].sha256
                for name in row.assets
            )
        )

    @cached_property
    def _same_text(self) -> bool:
        """Whether all pages of the site say what they said, as far as their fonts can tell."""
        names = self.texts
        for old in self._record.files.values():
            names.update(old.files)
        return self._inputs.stamp(sorted(names)) == self._record.text

    @property
    def texts(self) -> set[str]:
        """The files that say what stands on the site's pages, but for its catalogues."""
        loader = self._maker.loader
        documents = {name for file in loader.page_files for name in loader.files.documents_of(file)}
        templates = self._maker.setup.root / "theme" / "templates"
        return documents | {path for path, _ in walk(str(templates))}


def page_name(site: str, path: str) -> str:
    """The path of a page's file below the output folder."""
    return f"{site}/{path}/index.html" if path else f"{site}/index.html"


def asset_name(site: str, name: str) -> str:
    """The path of an asset below the output folder."""
    return f"{site}/assets/{name}"
