"""One page file, and all pages that are made of it: for each market, variant and row one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from generator.errors import InputError, Place, Problem, SiteError
from generator.site.author_text import Condition
from generator.site.blueprint import Blueprint, Instance
from generator.site.catalogue import Catalogue, Rows
from generator.site.layers import Layers
from generator.site.row import Row
from generator.source import KeyPath
from generator.source.record import Record, Tell


class CatalogueRows(Struct, frozen=True, dict=True):
    """The rows of one catalogue, as the page that names it wants them.

    Args:
        catalogue: The catalogue.
        layers: The page's layers.
        path: Where they name the catalogue.
    """

    catalogue: Catalogue
    layers: Layers
    path: KeyPath

    @cached_property
    def rows(self) -> Rows:
        """All rows that can be used."""
        return Rows(self.catalogue, self.layers.place(self.path)[0])

    @cached_property
    def condition(self) -> Condition | None:
        """Which of them become pages."""
        return Condition(self.catalogue.where) if self.catalogue.where else None

    def read(self, tell: Tell) -> Iterator[Record]:
        """The rows that become pages, one at a time.

        Args:
            tell: Takes the problems of the others.
        """
        try:
            condition = self.condition
        except InputError as error:
            tell(self.layers.problem((*self.path, "where"), error))
            return
        try:
            for record in self.rows.read(tell):
                if condition is None or self._holds(condition, record, tell):
                    yield record
        except SiteError as error:
            place, _ = self.layers.place((*self.path, "file"))
            for problem in error.problems:
                tell(_with_related(problem, place))

    def _holds(self, condition: Condition, record: Record, tell: Tell) -> bool:
        try:
            return condition.holds({self.catalogue.name: Row(record.values)})
        except InputError as error:
            if error.code == "template-undefined":
                tell(self.layers.problem((*self.path, "where"), error))
            else:
                written, _ = self.layers.place((*self.path, "where"))
                tell(record.problem("", error, written))
            return False


def _with_related(problem: Problem, place: Place) -> Problem:
    related = (*problem.related, place)
    return Problem(
        problem.code, problem.message, problem.hint, problem.place, problem.excerpt, related
    )


class PageSource(Struct, frozen=True, dict=True):
    """One page file.

    Attributes:
        file: The Markdown file.
        blueprints: What its pages are made by: for each market and variant one.
    """

    file: Path
    blueprints: Sequence[Blueprint]

    @cached_property
    def _groups(self) -> list[list[Blueprint]]:
        """The blueprints with the same catalogues, so that each file is read once for them all."""
        groups: list[list[Blueprint]] = []
        for blueprint in self.blueprints:
            for group in groups:
                if group[0].catalogues == blueprint.catalogues:
                    group.append(blueprint)
                    break
            else:
                groups.append([blueprint])
        return groups

    def instances(self, now: datetime, tell: Tell, *, drafts: bool = False) -> Iterator[Instance]:
        """The pages that are made of the file, one at a time: a row for all markets, then the next.

        Args:
            now: The moment of the build.
            tell: Takes the problems of rows and paths.
            drafts: Whether drafts are pages too.
        """
        for blueprints in self._groups:
            for records in _rows(blueprints[0], tell):
                for blueprint in blueprints:
                    instance = blueprint.instance(records, now, tell, drafts=drafts)
                    if instance:
                        yield instance


def _rows(blueprint: Blueprint, tell: Tell) -> Iterator[Mapping[str, Record]]:
    """Each row of the first catalogue with each row of the others; nothing for a page without."""
    catalogues = [
        CatalogueRows(catalogue, blueprint.layers, path)
        for catalogue, path in zip(blueprint.catalogues, blueprint.catalogue_paths, strict=True)
    ]
    if not catalogues:
        yield {}
        return
    first, *others = catalogues
    # Only the first one may be larger than memory.
    held = [list(other.read(tell)) for other in others]
    for record in first.read(tell):
        yield from _crossed({first.catalogue.name: record}, others, held)


def _crossed(
    records: Mapping[str, Record], others: Sequence[CatalogueRows], held: Sequence[list[Record]]
) -> Iterator[Mapping[str, Record]]:
    if not others:
        yield records
        return
    for record in held[0]:
        yield from _crossed({**records, others[0].catalogue.name: record}, others[1:], held[1:])
