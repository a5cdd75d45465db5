"""Inheritance: tool < theme < site < folder < page, nearest wins, positions kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.errors import InputError, Place, Problem
from generator.source import Document, KeyPath


@dataclass(frozen=True)
class Layers:
    """The documents that a page or a site is made of, the outermost first.

    Mappings are merged key by key; everything else, lists included, is replaced by the nearer
    layer, so that a page's two features are not added to its folder's five.

    Attributes:
        documents: The site's document, those of the folders, the page's.
        beneath: Plain data below all documents: the theme's defaults.
        hidden: Keys of the first document that the others do not inherit.
    """

    documents: Sequence[Document]
    beneath: Mapping[str, Any]
    hidden: frozenset[str] = frozenset()

    @cached_property
    def data(self) -> dict[str, Any]:
        """The merged data."""
        merged = dict(self.beneath)
        for number, document in enumerate(self.documents):
            data = document.data
            if number == 0 and self.hidden:
                data = {key: value for key, value in data.items() if key not in self.hidden}
            merged = merge(merged, data)
        return merged

    def place(self, path: KeyPath, *, of_key: bool = False) -> tuple[Place, str]:
        """Where the nearest layer says something about `path`, and the line there."""
        for length in range(len(path), 0, -1):
            for document in reversed(self.documents):
                if document.has(path[:length]):
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


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """A new mapping that says what `above` says, and what `below` says where it is silent."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            merged[key] = merge(under, value)
        else:
            merged[key] = value
    return merged
