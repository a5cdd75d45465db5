"""JSON Schemas of what authors write, for editors."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.site.config import Shared, SiteConfig
from generator.site.layers import DEFAULT_THEME
from generator.site.page_types import PAGE_TYPES
from generator.site.validation import json_schema

SCHEMAS: dict[str, type[BaseModel]] = {"site": SiteConfig, **PAGE_TYPES}
"""Every kind of file that has a schema: site.yaml, and a page's front matter by its type."""


Looks = Mapping[str, type[BaseModel]]
"""The models of what may stand under `look:`, by the theme's name."""


def schema(kind: str, looks: Looks | None = None, theme: str | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind in `SCHEMAS`.

    What a page may inherit need not stand in its own front matter, so of the required keys only
    `type` remains: the build tells what is missing when all layers are known.

    Args:
        looks: The fields of themes. Where a file says `theme:`, its `look:` is that theme's.
        theme: The theme of files that do not say it, so that their `look:` is known too; of
            site.yaml it is the one that sites have.
    """
    made = json_schema(SCHEMAS[kind])
    if kind != "site":
        made["required"] = ["type"]
    elif theme is None:
        theme = DEFAULT_THEME
    conditions = [
        _condition(made, name, look, by_default=name == theme)
        for name, look in (looks or {}).items()
    ]
    if conditions:
        made["allOf"] = conditions
    title = "site.yaml" if kind == "site" else f"A page of type {kind}"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": f"Landfast: {title}",
    }


def _condition(
    made: dict[str, Any], theme: str, look: type[BaseModel], *, by_default: bool
) -> dict[str, Any]:
    """What `look:` may hold in files of a theme; groups of keys that it needs go into `made`."""
    fields = json_schema(look)
    made["$defs"] |= fields.pop("$defs", {})
    said = {"properties": {"theme": {"const": theme}}}
    return {
        "if": said if by_default else {**said, "required": ["theme"]},
        "then": {"properties": {"look": fields}},
    }


def editor_schema(
    kind: str, looks: Looks | None = None, theme: str | None = None
) -> dict[str, Any]:
    """The schema as editors need it: it also takes what is only filled in by the build.

    In a page any value may be a text with `{{ ... }}`; in site.yaml a market may say a part of
    whatever all pages share.
    """
    made = schema(kind, looks, theme)
    if kind == "site":
        return _with_markets(made)
    groups = {name: _with_templates(group) for name, group in made.get("$defs", {}).items()}
    for condition in made.get("allOf", []):
        look = condition["then"]["properties"]
        look["look"] = _with_templates(look["look"])
    groups["Template"] = {"type": "string", "pattern": r"\{[{%]"}
    return {**_with_templates(made, keep=("type",)), "$defs": groups}


_TEMPLATE = {"$ref": "#/$defs/Template"}


def _with_templates(group: dict[str, Any], keep: Sequence[str] = ()) -> dict[str, Any]:
    """A group of keys whose values may be texts with code, where they could not be any text."""
    if "properties" not in group:
        return group
    tags = {"to", "store", *keep}  # what tells the members of a union apart stays exact
    properties = {
        key: value
        if key in tags or _takes_any_text(value)
        else {
            **{name: value[name] for name in ("description", "title", "default") if name in value},
            "anyOf": [value, _TEMPLATE],
        }
        for key, value in group["properties"].items()
    }
    return {**group, "properties": properties}


def _takes_any_text(value: dict[str, Any]) -> bool:
    if "anyOf" in value:
        return any(map(_takes_any_text, value["anyOf"]))
    return value.get("type") == "string" and not {"pattern", "enum", "const"} & set(value)


def _with_markets(made: dict[str, Any]) -> dict[str, Any]:
    """The schema of site.yaml whose markets take parts of all that pages share."""
    groups: dict[str, Any] = made["$defs"]
    partial = {
        f"{name}.part": _in_part({key: inner for key, inner in group.items() if key != "required"})
        for name, group in groups.items()
    }
    market = made["properties"]["markets"]["additionalProperties"]
    shared = {
        key: _in_part(value)
        for key, value in made["properties"].items()
        if key in Shared.model_fields
    }
    market["properties"] = {**shared, **market["properties"]}
    return {**made, "$defs": {**groups, **partial}}


def _in_part(value: Any) -> Any:
    """A schema that refers to parts of groups instead of whole ones."""
    if isinstance(value, dict):
        return {
            key: f"{inner}.part" if key == "$ref" else _in_part(inner)
            for key, inner in value.items()
        }
    return [_in_part(item) for item in value] if isinstance(value, list) else value


def schema_text(kind: str, looks: Looks | None = None, theme: str | None = None) -> str:
    """The editor's schema as a file's text."""
    return json.dumps(editor_schema(kind, looks, theme), indent=2, ensure_ascii=False) + "\n"


def write_schemas(
    folder: Path, kinds: Sequence[str], looks: Looks | None = None, theme: str | None = None
) -> list[Path]:
    """Write `<kind>.json` for each kind into a folder; the paths.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{kind}.json" for kind in kinds]
    for kind, path in zip(kinds, paths, strict=True):
        path.write_text(schema_text(kind, looks, theme), "utf-8")
    return paths
