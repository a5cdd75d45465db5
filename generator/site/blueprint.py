"""One page file for one market and variant: what all of its rows share."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.errors import InputError, Place, Problem
from generator.site.author_text import slug
from generator.site.body import Body, fill_body
from generator.site.catalogue import Catalogue
from generator.site.filling import FilledLayers, Templates, fill, row_place
from generator.site.layers import Layers
from generator.site.look import ThemeDefaults, look_of
from generator.site.markets import Market
from generator.site.moment import is_on, moment
from generator.site.page_types import Page
from generator.site.page_types.page import check_path
from generator.site.private_path import private_path
from generator.site.remote_media import RemoteMedia
from generator.site.row import Row
from generator.site.shared_values import SharedValues
from generator.site.validation import validate
from generator.site.visit_text import VisitText, VisitTexts
from generator.source import Document, KeyPath
from generator.source.record import Record, Tell


class SourcePage(Struct, frozen=True):
    """A page with its text and the files it came from.

    Attributes:
        page: What its front matter says, with everything inherited.
        source: The Markdown file.
        body: The Markdown text; `body_line` is the line of `body_file` on which it begins.
        path: The path below the site's address, without slashes at its ends; "" is the root.
        layers: The documents it is made of, for the places of later problems.
        market: The market that it is for, or None in a site without markets.
        variant: The variant of the page that it is, or empty.
        split: Where visitors are divided among variants: their names and weights, with the page's
            own variant first.
        visit_texts: The words that it takes from the visitor's address.
        group: What its copies in other markets have in common with it.
        alternates: The (hreflang, path) of all copies of the page, itself included, the default
            market's once more as `x-default`; empty where there is only one.
    """

    page: Page
    source: Path
    body: Body
    body_file: Path
    body_line: int
    path: str
    layers: Layers
    market: Market | None = None
    variant: str = ""
    split: tuple[tuple[str, int], ...] = ()
    visit_texts: tuple[VisitText, ...] = ()
    group: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()

    @property
    def canonical_path(self) -> str:
        """The path that stands for the page: for a variant, that of the page which divides."""
        if self.variant and not self.split:
            return self.path.removesuffix(self.variant).rstrip("/")
        return self.path


class Blueprint(Struct, frozen=True, dict=True):
    """What all pages of one file, market and variant share.

    Attributes:
        source: The page's file.
        layers: Its documents.
        model: The page type.
        theme: What the page's theme brings.
        market: The market, or None.
        variant: The variant's name, or empty.
        split: As `SourcePage.split`.
        scheme: Where the market's pages are.
        own_path: The path that the file's name gives.
        body: The document whose text is the page's.
        body_text: The part of that text that is for the market.
        catalogues: The files whose rows become pages.
        catalogue_paths: Where the front matter names each of them.
    """

    source: Path
    layers: Layers
    model: type[Page]
    theme: ThemeDefaults
    market: Market | None
    variant: str
    split: tuple[tuple[str, int], ...]
    scheme: str
    own_path: str
    body: Document
    body_text: str
    catalogues: tuple[Catalogue, ...]
    catalogue_paths: tuple[KeyPath, ...]

    @cached_property
    def _coded(self) -> tuple[Templates, list[Problem]]:
        return Templates.of(self.layers)

    @property
    def templates(self) -> Templates:
        """The texts with code in the front matter."""
        return self._coded[0]

    def problems(self) -> list[Problem]:
        """The texts with code that cannot be read."""
        return self._coded[1]

    def instance(
        self, records: Mapping[str, Record], now: datetime, tell: Tell, *, drafts: bool = False
    ) -> "Instance | None":
        """The page for some rows, or None where there is none at this moment.

        Args:
            records: The rows by name; empty for a page without catalogues.
            now: The moment of the build.
            tell: Takes the problem of a path that cannot be computed.
            drafts: Whether drafts are pages too, as in a preview.
        """
        context = self.context(records)
        data = self.layers.data
        is_draft = data.get("draft") is True
        if (is_draft and not drafts) or not self._is_on(data, context, now):
            return None
        try:
            path = self._path(data, context)
            if self.model.private:
                path = private_path(path, self._secret(data, context))
        except InputError as error:
            if error.code == "secret-missing":  # one mistake of the site, not of each row
                tell(error.at(*self.layers.place(("type",))))
                return None
            found = row_place(self.templates.text(("path",)), records)
            place, excerpt = found or self.layers.place(("path",))
            tell(error.at(place, excerpt))
            return None
        if self.market:
            path = self.market.address(self.scheme, path)
        if self.variant and not self.split:
            path = f"{path}/{self.variant}".strip("/")
        return Instance(self, records, path)

    def context(self, records: Mapping[str, Record]) -> dict[str, Any]:
        """What templates know."""
        known: dict[str, Any] = {name: Row(record.values) for name, record in records.items()}
        market = self.market
        known["market"] = {
            "key": market.key if market else "",
            "country": self.layers.data.get("country", "US"),
            "language": self.layers.data.get("language", "en"),
            "currency": self.layers.data.get("currency", "USD"),
        }
        return known

    def _path(self, data: Mapping[str, Any], context: Mapping[str, Any]) -> str:
        said = data.get("path")
        text = self.templates.texts.get(("path",))
        if text:
            # Each value is one step of the path, whatever characters it has.
            said = text.text(context, slug)
        if said is None or said == "":
            if self.catalogues:
                steps = [
                    slug(context[catalogue.name][catalogue.key_column])
                    for catalogue in self.catalogues
                ]
                return "/".join(filter(None, [self.own_path, *steps]))
            return "" if said == "" else self.own_path
        return check_path(str(said))

    def _secret(self, data: Mapping[str, Any], context: Mapping[str, Any]) -> str:
        text = self.templates.texts.get(("secret",))
        return str((text.value(context, VisitTexts()) if text else data.get("secret")) or "")

    def _is_on(self, data: Mapping[str, Any], context: Mapping[str, Any], now: datetime) -> bool:
        read, times = moment("date"), []
        for name in ("starts", "ends"):
            text = self.templates.texts.get((name,))
            try:
                said = text.value(context, VisitTexts()) if text else data.get(name)
                times.append(None if said is None else read(said))
            except InputError:
                return True  # told when the page is validated
        return is_on(times[0], times[1], now)


class Instance(Struct, frozen=True, dict=True):
    """One page to be: where it will be, before anything else of it is looked at.

    Attributes:
        blueprint: What it shares with the other rows.
        records: Its rows by name.
        path: Its path below the site's address.
    """

    blueprint: Blueprint
    records: Mapping[str, Record]
    path: str

    @cached_property
    def group(self) -> tuple[str, ...]:
        """What the copies of the page in other markets have in common with it."""
        blueprint = self.blueprint
        keys = (
            str(record.values.get(catalogue.key_column) or record.line)
            for catalogue in blueprint.catalogues
            for record in (self.records[catalogue.name],)
        )
        return (str(blueprint.source), "" if blueprint.split else blueprint.variant, *keys)

    @property
    def place(self) -> tuple[Place, str]:
        """What gives the page its address: its row, its `path`, or its file."""
        layers, path = self.blueprint.layers, ("path",)
        if self.records:
            found = row_place(self.blueprint.templates.text(path), self.records)
            return found or next(iter(self.records.values())).place()
        if layers.source(path) is None:
            return Place(self.blueprint.source), ""
        return layers.place(path, of_key=True)

    def page(
        self, now: datetime, context: Mapping[str, Any], tell: Tell, *, complete: bool = True
    ) -> SourcePage | None:
        """The page, validated, or None where it has problems.

        Args:
            now: The moment of the build.
            context: What validation knows: the site's folder.
            tell: Takes the problems.
            complete: Whether site.yaml could be read, so that the page can be judged as a whole.
        """
        blueprint, texts = self.blueprint, VisitTexts()
        layers, wrong = blueprint.layers, dict[KeyPath, Problem]()
        known = blueprint.context(self.records)
        if blueprint.templates.texts:
            filled, wrong = fill(layers, blueprint.templates, self.records, known, texts)
            if ("path",) in blueprint.templates.texts:
                filled["path"] = self.path  # made already, from the values as steps of a path
            layers = FilledLayers(
                layers.documents,
                layers.beneath,
                layers.hidden,
                layers.without,
                blueprint.templates,
                self.records,
                filled,
            )
        own = {**context, "remote": RemoteMedia(context["root"], blueprint.catalogues)}
        shared: SharedValues | None = context.get("shared")
        judge = shared.validate if shared else validate
        page, problems = judge(blueprint.model, layers, own, wrong)
        look, unfit = look_of(layers, blueprint.theme, own, wrong)
        problems += [*unfit, *wrong.values()]
        if page is not None and complete:
            problems += [layers.problem(path, error) for path, error in page.conflicts(now)]
        try:
            body = fill_body(blueprint.body_text, known, texts)
        except InputError as error:
            problems.append(self._body_problem(error))
        for problem in problems:
            tell(problem)
        if page is None or problems:
            return None
        return SourcePage(
            page.at(now).model_copy(update={"look": look}),
            blueprint.source,
            body,
            blueprint.body.file,
            blueprint.body.body_line,
            self.path,
            layers,
            blueprint.market,
            blueprint.variant,
            blueprint.split,
            tuple(texts.found),
            self.group,
        )

    def _body_problem(self, error: InputError) -> Problem:
        document = self.blueprint.body
        lines = self.blueprint.body_text.split("\n")
        number = next((n for n, line in enumerate(lines) if "{{" in line or "{%" in line), 0)
        for n, line in enumerate(lines):
            if any(word in line for word in _quoted(error.message)):
                number = n
                break
        return error.at(Place(document.file, document.body_line + number, 1), lines[number])


def _quoted(message: str) -> list[str]:
    """What a message names between back quotes or as visit.key: the words to look for."""
    return re.findall(r"`([^`]+)`", message) or re.findall(r"visit\.\w+", message)
