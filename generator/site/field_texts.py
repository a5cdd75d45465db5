"""What is said of each key of a model: the text below its declaration.

It is found when somebody asks, for a schema or the hint of a mistake. pydantic can find it as well
(`use_attribute_docstrings`), but does so whenever a model is loaded, which took a fifth of the
time that a build needs to start.
"""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema


def field_text(model: type[BaseModel], name: str) -> str | None:
    """What is said of a key, or None where nothing is."""
    field = model.model_fields.get(name)
    if field is None or field.description is not None:
        return field.description if field else None
    for owner in model.__mro__:
        if name in inspect.get_annotations(owner):
            return _texts(owner.__module__).get(owner.__qualname__, {}).get(name)
    return None


@cache
def _texts(module: str) -> Mapping[str, Mapping[str, str]]:
    """The texts of a module's classes, by class and key."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError):  # shipped without its source
        return {}
    return {
        statement.name: dict(_texts_of(statement))
        for statement in tree.body
        if isinstance(statement, ast.ClassDef)
    }


def _texts_of(model: ast.ClassDef) -> list[tuple[str, str]]:
    return [
        (declared.target.id, inspect.cleandoc(below.value.value))
        for declared, below in pairwise(model.body)
        if isinstance(declared, ast.AnnAssign)
        and isinstance(declared.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    ]


class DescribedSchema(GenerateJsonSchema):
    """Makes JSON Schemas in which each key says what it is."""

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        """The schema of a model, as pydantic makes it, and the texts of its keys."""
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        properties = made.get("properties", {})
        for name, field in model.model_fields.items():
            key, text = field.alias or name, field_text(model, name)
            if text is not None and key in properties:
                properties[key] = dict(sorted({**properties[key], "description": text}.items()))
        return made
