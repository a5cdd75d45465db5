"""The fields that a theme adds for authors: declared in its theme.yaml, set under `look:`.

    fields:
      corners:
        type: choice
        choices: [square, round]
        description: The corners of pictures and buttons.

Site, folders and pages may say `look: {corners: round}`; templates read `look.corners`. Where a
nearer file changes the theme, `Layers` lets `look` begin anew.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from msgspec import Struct, field
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    create_model,
    model_validator,
)

from generator.errors import InputError, Problem
from generator.site.fields import Color, Image, Model, Number, Picture, Text, as_pydantic, checked
from generator.site.layers import Layers
from generator.site.validation import validate
from generator.source import KeyPath

LookValue = str | bool | Decimal | Image | None
"""What a field can hold; None where it has no default and nobody has set it."""


class ThemeField(Model):
    """One field of a theme."""

    type: Literal["text", "flag", "number", "color", "choice", "picture"]
    """What authors write; a flag is `true` or `false`."""
    description: Text
    """What it changes, for the theme's users and their editors."""
    choices: tuple[Text, ...] = ()
    """The words that a choice can be; without `default` the first one holds."""
    max_length: Annotated[int, Field(ge=1)] | None = None
    """The most characters of a text."""
    default: Any = None
    """What holds where nobody says anything: without one, false for a flag, else nothing."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.type == "choice") != (len(self.choices) > 1):
            raise _unsound(
                "A choice needs two `choices` or more, and other fields have none.",
                "Write `type: choice` with `choices: [one, other]`.",
            )
        if self.max_length is not None and self.type != "text":
            raise _unsound(f"A {self.type} has no `max_length`.", "Delete it, or make it a text.")
        try:
            if self.default is not None:
                TypeAdapter(self.kind).validate_python(self.default)
        except ValidationError:
            raise _unsound(
                f"The default {self.default!r} is no {self.type} that authors could write.",
                "Write one that they could, or delete `default`; pictures have none.",
            ) from None
        return self

    @property
    def kind(self) -> Any:
        """The type of the value, as pydantic understands it."""
        if self.type == "choice":
            return Literal[self.choices]
        if self.type == "text" and self.max_length:
            return Annotated[
                Text,
                AfterValidator(checked(self._fitting)),
                Field(json_schema_extra={"maxLength": self.max_length}),
            ]
        return {"text": Text, "flag": bool, "number": Number, "color": Color, "picture": Picture}[
            self.type
        ]

    def _fitting(self, text: str) -> str:
        if self.max_length and len(text) > self.max_length:
            raise InputError(
                "text-too-long",
                f"{text!r} has {len(text)} characters; the theme has room for {self.max_length}.",
                "Say it in fewer.",
            )
        return text

    @property
    def fallback(self) -> Any:
        """What holds where nobody says anything."""
        if self.default is not None:
            return self.default
        return {"flag": False, "choice": next(iter(self.choices), None)}.get(self.type)


def _unsound(message: str, hint: str) -> Exception:
    return as_pydantic(InputError("theme-field-invalid", message, hint))


def _name(value: str) -> str:
    if not value.isidentifier() or value != value.lower() or hasattr(BaseModel, value):
        raise InputError(
            "theme-field-invalid",
            f"{value} cannot be the name of a field.",
            "Use small letters, digits and underscores, and begin with a letter.",
        )
    return value


FieldName = Annotated[str, AfterValidator(checked(_name))]


class ThemeDefaults(Struct, frozen=True, dict=True):
    """What a theme brings to pages: settings that they can have anyway, and fields of its own."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, ThemeField] = field(default_factory=dict)

    @cached_property
    def look(self) -> type[Model]:
        """The model of what may stand under `look:`."""
        fields: dict[str, Any] = {
            name: (
                one.kind if one.fallback is not None else one.kind | None,
                Field(default=one.fallback, description=one.description, validate_default=True),
            )
            for name, one in self.fields.items()
        }
        return create_model("Look", __base__=Model, __doc__="The theme's own fields.", **fields)

    def __reduce__(self) -> tuple[Any, ...]:
        # The models below are made while running, so no other process could find them by name.
        return ThemeDefaults, (self.settings, self.fields)

    def values(self, look: Model) -> Mapping[str, LookValue]:
        """What a look says, by the names of the fields."""
        return {name: getattr(look, name) for name in self.fields}

    @cached_property
    def untouched(self) -> Mapping[str, LookValue]:
        """The look of pages that say nothing about it."""
        return self.values(self.look())

    @cached_property
    def holder(self) -> type[BaseModel]:
        """A model of `look:` among other keys, so that mistakes have their places in a file."""
        ignoring = ConfigDict(extra="ignore", frozen=True)
        return create_model("Holder", __config__=ignoring, look=(self.look, self.look()))


UNREADABLE = ThemeDefaults()
"""What stands in for a theme that cannot be read, which is told: anything may stand in `look:`."""


def look_of(
    layers: Layers,
    defaults: ThemeDefaults,
    context: dict[str, Any],
    told: Collection[KeyPath] = (),
) -> tuple[Mapping[str, LookValue], list[Problem]]:
    """The value of every field of a theme for one page, and what is wrong under `look:`.

    Args:
        layers: What the page is made of.
        defaults: What the page's theme brings.
        context: As `validate` wants it: the site's folder, for pictures.
        told: As `validate` wants it.
    """
    if defaults is UNREADABLE or not layers.data.get("look"):
        return defaults.untouched, []
    if not defaults.fields:
        nothing = InputError(
            "look-without-fields",
            "The theme has no fields of its own, so nothing can be set under `look:`.",
            "Delete `look:`, or choose a theme that has fields.",
        )
        return {}, [layers.problem(("look",), nothing)]
    held, problems = validate(defaults.holder, layers, context, told)
    return (defaults.values(held.look) if held else {}), problems  # type: ignore[attr-defined]
