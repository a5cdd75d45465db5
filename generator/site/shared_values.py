"""Settings that thousands of pages inherit as they are, validated once for all of them.

Merging keeps what nobody overrides as the very object that was read from site.yaml: a page whose
data has the same object under a key has the same value there.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.errors import Problem
from generator.site.config import Shared
from generator.site.fields import MediaFile
from generator.site.layers import Layers
from generator.site.validation import validate
from generator.source import KeyPath, note_read

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class _Known:
    """What was written, what it came to, and the files that it names."""

    written: dict[str, Any]
    value: BaseModel
    files: tuple[Path, ...]


_SILENT = {
    name: field.default
    for name, field in Shared.model_fields.items()
    if isinstance(field.default, BaseModel)
}
"""What holds where nobody says anything: pydantic would copy it for each page."""


class SharedValues:
    """What the first document of all pages says, as validated for the first of them."""

    def __init__(self) -> None:
        # By page type: private pages make other things of some settings.
        self._known: dict[type[BaseModel], dict[str, _Known]] = {}

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
        for key, known in known_here.items():
            if data.get(key) is known.written:
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

    def _learn(self, layers: Layers, made: BaseModel, known: dict[str, _Known]) -> None:
        first, merged = layers.documents[0].data, layers.data
        for key in Shared.model_fields.keys() & first.keys():
            written = merged.get(key)
            if key in known and known[key].written is written:
                continue
            value = getattr(made, key)
            if written is first[key] and isinstance(written, dict) and isinstance(value, BaseModel):
                known[key] = _Known(written, value, tuple(_files(value)))


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
