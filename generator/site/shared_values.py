"""Settings that thousands of pages inherit as they are, validated once for all of them.

Merging keeps what nobody overrides as the very object that was read from site.yaml, and makes one
object of what a site says for a market: a page whose data has the same object under a key has the
same value there.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from generator.errors import Problem
from generator.site.config import Shared
from generator.site.fields import MediaFile
from generator.site.layers import Layers
from generator.site.validation import validate
from generator.source import KeyPath, note_read

M = TypeVar("M", bound=BaseModel)


class _Known(Struct, frozen=True):
    """What was written, what it came to, and the files that it names."""

    written: dict[str, Any]
    value: BaseModel
    files: tuple[Path, ...]


_KEYS = Shared.model_fields.keys()
_MOST = 256
_SILENT = {
    name: field.default
    for name, field in Shared.model_fields.items()
    if isinstance(field.default, BaseModel)
}
"""What holds where nobody says anything: pydantic would copy it for each page."""


class SharedValues:
    """What a site says for all pages or those of a market, as validated for the first of them."""

    def __init__(self) -> None:
        # By page type: private pages make other things of some settings.
        self._known: dict[type[BaseModel], dict[tuple[str, int], _Known]] = {}

    def validate(
        self,
        model: type[M],
        layers: Layers,
        context: dict[str, Any],
        told: Collection[KeyPath] = (),
    ) -> tuple[M | None, list[Problem]]:
        """As `generator.site.validation.validate`."""
        data = {**_SILENT, **layers.data}
        files: list[Path] = []
        known_here = self._known.setdefault(model, {})
        for key in _KEYS & layers.data.keys():
            known = known_here.get((key, id(data[key])))
            if known:
                data[key] = known.value
                files += known.files
        try:
            made = model.model_validate(data, context=context)
        except ValidationError:
            return validate(model, layers, context, told)  # tells what was written, and where
        for file in files:
            note_read(file)
        self._learn(layers, made, known_here)
        return made, []

    def _learn(self, layers: Layers, made: BaseModel, known: dict[tuple[str, int], _Known]) -> None:
        for key in _KEYS & layers.documents[0].data.keys():
            written, value = layers.data.get(key), getattr(made, key)
            if (key, id(written)) in known or not isinstance(written, dict):
                continue
            if isinstance(value, BaseModel):
                if len(known) >= _MOST:
                    known.clear()
                # What was written is kept too, so that nothing else can come to have its identity.
                known[key, id(written)] = _Known(written, value, tuple(_files(value)))


def _files(value: Any) -> Iterator[Path]:
    if isinstance(value, MediaFile):
        yield value.path
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from _files(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _files(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _files(inner)
