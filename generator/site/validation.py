"""What pydantic finds, in the author's words and at the author's place."""

import types
from collections.abc import Collection
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from msgspec.structs import replace
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.errors import InputError, Problem
from generator.site.layers import Layers
from generator.source import KeyPath
from generator.spelling import closest

M = TypeVar("M", bound=BaseModel)

_UNSHOWN = frozenset({"publish-secret", "secret-short"})
"""Problems that are told without the line where they stand: it holds what must not be seen."""

_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "float_type": "a number",
    "float_parsing": "a number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "mapping_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}


def validate(
    model: type[M], layers: Layers, context: dict[str, Any], told: Collection[KeyPath] = ()
) -> tuple[M | None, list[Problem]]:
    """The model of what `layers` say, or None and every mistake in them.

    Args:
        model: The model.
        layers: What was written.
        context: What validators need to know.
        told: Where mistakes were found and told already: what follows from them is not.
    """
    try:
        return model.model_validate(layers.data, context=context), []
    except ValidationError as error:
        found = [
            details
            for details in error.errors(include_url=False)
            if not any(
                _touch(path, _written_path(details["loc"], layers.data, details["type"]))
                for path in told
            )
        ]
        telling = [details for details in found if not _follows(model, details, found)]
        return None, [_problem(model, layers, details) for details in telling]


def _touch(one: KeyPath, other: tuple[int | str, ...]) -> bool:
    """Whether one of two values is the other, or holds it."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _follows(model: type[BaseModel], details: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Whether a mistake is only the consequence of another one that is told."""
    where = details["loc"]
    if details["type"] == "too_short":
        return any(other["loc"][: len(where)] == where for other in found if other != details)
    if details["type"] == "missing":
        return any(
            other["type"] == "extra_forbidden"
            and other["loc"][:-1] == where[:-1]
            and _meant(model, other["loc"]) == where[-1]
            for other in found
        )
    return False


def _problem(model: type[BaseModel], layers: Layers, details: ErrorDetails) -> Problem:
    path = _written_path(details["loc"], layers.data, details["type"])
    kind = details["type"]
    if kind == "extra_forbidden":
        place, excerpt = layers.place(path, of_key=True)
        return _unknown_key(model, details["loc"]).at(place, excerpt)
    problem = layers.problem(path, _explain(model, details))
    return replace(problem, excerpt="") if problem.code in _UNSHOWN else problem


def _explain(model: type[BaseModel], details: ErrorDetails) -> InputError:
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    key = next((str(step) for step in reversed(details["loc"]) if isinstance(step, str)), "")
    if kind == "input":
        return InputError(context["code"], context["message"], context["hint"])
    if kind == "missing":
        return InputError(
            "key-missing", f"`{key}` is missing.", _description(model, details["loc"]) or ""
        )
    if kind in ("union_tag_not_found",):
        tag = str(context["discriminator"]).strip("'")
        return InputError(
            "key-missing", f"`{tag}` is missing.", f"It says what this is; write `{tag}: ...`."
        )
    if kind in ("union_tag_invalid", "literal_error"):
        expected = str(context.get("expected_tags") or context["expected"])
        choices = [
            choice.strip().strip("'") for choice in expected.replace(" or ", ", ").split(",")
        ]
        said = str(context.get("tag", value))
        return InputError(
            "value-not-allowed", f"{said!r} is not possible here.", choose(said, choices)
        )
    if kind in _KINDS and value is None:
        return InputError(
            "value-empty",
            f"`{key}` has no value.",
            "Write one, or delete the line. A value that begins with # needs quotes around it.",
        )
    if kind in ("string_too_short", "too_short") and not value:
        return InputError(
            "value-empty", f"`{key}` is empty.", _description(model, details["loc"]) or ""
        )
    if kind in _KINDS:
        return InputError(
            "value-wrong-kind",
            f"`{key}` must be {_KINDS[kind]}, and this is {_kind_of(value)}.",
            _description(model, details["loc"]) or "",
        )
    return InputError(
        "value-invalid", f"`{key}`: {details['msg']}.", _description(model, details["loc"]) or ""
    )


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false (put it in quotes to make it text)"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return f"the text {value[:40]!r}" if value else "empty text"
    if isinstance(value, list):
        return "a list"
    return "a group of keys" if isinstance(value, dict) else type(value).__name__


def choose(said: str, choices: list[str]) -> str:
    """A hint that names the closest of `choices`, and all of them."""
    close = closest(said, choices) or closest(said.lower(), choices)
    meant = f"Did you mean {close}? " if close else ""
    return f"{meant}Choose one of: {', '.join(choices)}."


def _unknown_key(model: type[BaseModel], location: tuple[int | str, ...]) -> InputError:
    key = str(location[-1])
    meant = _meant(model, location)
    names = _names_at(model, location[:-1])
    if meant:
        hint = f"Did you mean `{meant}`?"
    elif len(names) <= 16:
        hint = f"Known here: {', '.join(names)}."
    else:
        hint = "`landfast schema` lists every key."
    return InputError("key-unknown", f"The key `{key}` is not known here.", hint)


def _names_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    owner = _model_at(model, location)
    return list(owner.model_fields) if owner else []


def _meant(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    """The known key that an unknown one at `location` is probably meant to be, or nothing."""
    key, names = str(location[-1]), _names_at(model, location[:-1])
    return closest(key, names) or closest(key.lower(), names)


def _written_path(location: tuple[int | str, ...], data: Any, kind: str) -> KeyPath:
    """The location without the steps that pydantic adds for the members of a union."""
    path: list[str | int] = []
    value = data
    for number, step in enumerate(location):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            if number != len(location) - 1 or kind != "missing":
                continue
        path.append(step)
    return tuple(path)


def _description(model: type[BaseModel], location: tuple[int | str, ...]) -> str | None:
    owner = _model_at(model, location[:-1])
    if owner is None or not location:
        return None
    from generator.site.field_texts import field_text  # only needed when something is wrong

    return field_text(owner, str(location[-1]))


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model whose keys stand at `location`, or None where there is none."""
    here: Any = model
    for step in location:
        if isinstance(step, int):
            continue  # `_inner` has gone through the list already
        if isinstance(here, type) and issubclass(here, BaseModel):
            field: FieldInfo | None = here.model_fields.get(str(step))
            if field is None:
                return None
            here = _inner(field.annotation)
        elif isinstance(here, tuple):
            here = _member(here, step)
    if isinstance(here, tuple):
        here = here[0]
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _inner(annotation: Any) -> Any:
    """The model, or the tuple of models, that an annotation comes down to."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _inner(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        found: list[Any] = []
        for argument in get_args(annotation):
            inner = _inner(argument)
            found.extend(inner if isinstance(inner, tuple) else [inner])
        models = [i for i in found if isinstance(i, type) and issubclass(i, BaseModel)]
        return models[0] if len(models) == 1 else tuple(models)
    if origin in (tuple, list):
        return _inner(get_args(annotation)[0])
    if origin is dict:
        return _inner(get_args(annotation)[1])
    return annotation


def _member(models: tuple[type[BaseModel], ...], step: str) -> Any:
    """The member of a union that the tag `step` names."""
    for model in models:
        for name in ("to", "store", "type"):
            field = model.model_fields.get(name)
            if field and step in get_args(field.annotation):
                return model
        if model.__name__ == step:
            return model
    return models


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of what an author may write for `model`."""
    from generator.site.field_texts import DescribedSchema  # no build needs schemas

    return TypeAdapter(model).json_schema(mode="validation", schema_generator=DescribedSchema)
