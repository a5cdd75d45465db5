"""Inheritance: tool < theme < site < folder < page < market, nearest wins, positions kept."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from generator.errors import InputError, Place, Problem
from generator.source import Document, KeyPath

DEFAULT_THEME = "studio"
"""The theme of pages where no layer names one."""


class Layer(Protocol):
    """A document, or a part of one: what says something about a page."""

    @property
    def file(self) -> Path:
        """Where it was read from."""

    @property
    def data(self) -> dict[str, Any]:
        """What it says."""

    @property
    def is_plain(self) -> bool:
        """Whether it is known to hold no template."""

    def has(self, path: KeyPath) -> bool:
        """Whether it itself says something at `path`."""

    def place(self, path: KeyPath, *, of_key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; the nearest parent if it is not there."""

    def find(self, text: str) -> Place | None:
        """The first value that reads exactly `text`."""

    def excerpt(self, place: Place) -> str:
        """The line of the file at `place`."""


def section(layer: Layer, prefix: KeyPath, hidden: frozenset[str] = frozenset()) -> Layer:
    """The part of a layer under some key, without those of its keys that say what it itself is."""
    if isinstance(layer, Section):
        return Section(layer.document, (*layer.prefix, *prefix), hidden)
    assert isinstance(layer, Document)
    return Section(layer, prefix, hidden)


class Section(Struct, frozen=True, dict=True):
    """The part of a document that stands under some key, such as that of one market.

    Attributes:
        document: The whole.
        prefix: The way to the part.
        hidden: Keys of the part that say something about it itself.
    """

    document: Document
    prefix: KeyPath
    hidden: frozenset[str] = frozenset()

    @property
    def file(self) -> Path:
        """Where the document was read from."""
        return self.document.file

    @property
    def is_plain(self) -> bool:
        """Whether the document is known to hold no template."""
        return self.document.is_plain

    @cached_property
    def data(self) -> dict[str, Any]:
        """What the part says."""
        value: Any = self.document.data
        for step in self.prefix:
            value = value[step]
        return {key: inner for key, inner in value.items() if key not in self.hidden}

    def has(self, path: KeyPath) -> bool:
        """Whether the part says something at `path`."""
        return path[:1] not in {(name,) for name in self.hidden} and self.document.has(
            (*self.prefix, *path)
        )

    def place(self, path: KeyPath, *, of_key: bool = False) -> Place:
        """Where the value at `path` stands, or its key."""
        return self.document.place((*self.prefix, *path), of_key=of_key)

    def find(self, text: str) -> Place | None:
        """Nothing: the document itself is asked too, and has the part's values as well."""
        return None

    def excerpt(self, place: Place) -> str:
        """The line of the file at `place`."""
        return self.document.excerpt(place)


class Given(Struct, frozen=True):
    """What follows from other settings, and stands nowhere itself.

    Attributes:
        nearest: The layer below it, which stands in for its places.
        data: What it says.
    """

    nearest: Layer
    data: dict[str, Any]

    @property
    def file(self) -> Path:
        """Where the layer below was read from."""
        return self.nearest.file

    @property
    def is_plain(self) -> bool:
        """Nobody has looked."""
        return False

    def has(self, path: KeyPath) -> bool:
        """Nothing, so that problems are told where somebody wrote something."""
        return False

    def place(self, path: KeyPath, *, of_key: bool = False) -> Place:
        """Where the layer below says something."""
        return self.nearest.place(path, of_key=of_key)

    def find(self, text: str) -> Place | None:
        """Nothing."""
        return None

    def excerpt(self, place: Place) -> str:
        """The line of the file at `place`."""
        return self.nearest.excerpt(place)


class Layers(Struct, frozen=True, dict=True):
    """The documents that a page or a site is made of, the outermost first.

    Mappings are merged key by key; everything else, lists included, is replaced by the nearer
    layer, so that a page's two features are not added to its folder's five.

    Attributes:
        documents: The site's document, those of the folders, the page's, and what they say for the
            page's market and variant.
        beneath: Plain data below all documents: the theme's defaults.
        hidden: Keys of the first document that the others do not inherit.
        without: Keys that are no settings of the page itself: what it is multiplied by.
    """

    documents: Sequence[Layer]
    beneath: Mapping[str, Any]
    hidden: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    @cached_property
    def data(self) -> dict[str, Any]:
        """The merged data."""
        merged = dict(self.beneath)
        for number, document in enumerate(self.documents):
            hidden = self._hidden(number)
            data = document.data
            if not hidden.isdisjoint(data):
                data = {key: value for key, value in data.items() if key not in hidden}
            theme = merged.get("theme", DEFAULT_THEME)
            if "look" in merged and data.get("theme", theme) != theme:
                # What is set for one theme means nothing in another.
                merged["look"] = self.beneath.get("look", {})
            merged = merge(merged, data)
        return merged

    def nearest(self, key: str, default: Any = None) -> Any:
        """What the nearest layer says under a key that holds no mapping, without merging all."""
        for number, document in reversed(tuple(enumerate(self.documents))):
            if key in document.data and key not in self._hidden(number):
                return document.data[key]
        return self.beneath.get(key, default)

    def _hidden(self, number: int) -> frozenset[str]:
        return self.without | self.hidden if number == 0 else self.without

    def leaving_out(self, keys: frozenset[str]) -> "Layers":
        """These layers without some keys."""
        made = Layers(self.documents, self.beneath, self.hidden, self.without | keys)
        if keys.isdisjoint(self.data):
            made.__dict__["data"] = self.data  # what is merged already need not be merged again
        return made

    def part(self, prefix: KeyPath) -> "PartLayers":
        """What the layers say under some key, as layers of its own."""
        return PartLayers(self.documents, self.beneath, self.hidden, self.without, prefix=prefix)

    def source(self, path: KeyPath) -> Layer | None:
        """The nearest layer that says something about exactly `path`, or None."""
        return next((layer for layer in reversed(self.documents) if layer.has(path)), None)

    def place(self, path: KeyPath, *, of_key: bool = False) -> tuple[Place, str]:
        """Where the nearest layer says something about `path`, and the line there."""
        for length in range(len(path), 0, -1):
            document = self.source(path[:length])
            if document is not None:
                place = document.place(path[:length], of_key=of_key and length == len(path))
                return place, document.excerpt(place)
        nearest = self.documents[-1]
        place = nearest.place(())
        return place, nearest.excerpt(place)

    def problem(self, path: KeyPath, error: InputError) -> Problem:
        """The mistake `error` in the value at `path`."""
        place, excerpt = self.place(path)
        return error.at(place, excerpt)

    def problem_at_text(self, text: str, error: InputError) -> Problem:
        """The mistake `error` in the value that reads `text`, such as a file's path."""
        for document in reversed(self.documents):
            place = document.find(text)
            if place is not None:
                return error.at(place, document.excerpt(place))
        return error.at(Place(self.documents[-1].file))


class PartLayers(Layers, frozen=True):
    """What layers say under some key.

    Attributes:
        prefix: The way to it.
    """

    prefix: KeyPath = ()

    @cached_property
    def data(self) -> Any:
        """The merged data there."""
        value: Any = Layers(self.documents, self.beneath, self.hidden, self.without).data
        for step in self.prefix:
            value = value[step]
        return value

    def place(self, path: KeyPath, *, of_key: bool = False) -> tuple[Place, str]:
        """Where the nearest layer says something about `path`, and the line there."""
        return super().place((*self.prefix, *path), of_key=of_key)


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """A new mapping that says what `above` says, and what `below` says where it is silent."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            merged[key] = _merged(under, value)
        else:
            merged[key] = value
    return merged


_known: dict[tuple[int, int], tuple[Mapping[str, Any], Mapping[str, Any], dict[str, Any]]] = {}
_MOST = 256


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """As `merge`, and the same object for the same two.

    What a site says for a market is merged for each of its pages, and comes to the same object, so
    that it is judged once.
    """
    key = (id(below), id(above))
    known = _known.get(key)
    if known is None:
        if len(_known) >= _MOST:
            _known.clear()
        # Both are kept, so that no others can come to have their identities.
        known = _known[key] = (below, above, merge(below, above))
    return known[2]
