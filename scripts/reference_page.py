"""Writes docs/reference.md: every key of site.yaml and of each page type, from the models."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from generator.site import PAGE_TYPES, Page
from generator.site.config import Shared
from generator.site.schemas import SCHEMAS, schema

REFERENCE = Path(__file__).parent.parent / "docs" / "reference.md"
INTRODUCTION = """# Reference

Every key that authors can write; those with a * cannot be left out. This page is made from the
models by `scripts/reference`; `landfast schema` prints the same as JSON Schema.
"""
PLACED = (
    "Where the text says "
    + ", ".join(f"`[[{name}]]`" for name in Page.blocks)
    + ", each on a line of its own, they stand there; else the theme has a place for them."
)
ON_PAGES = "Pages and a folder's `_defaults.yaml` can say these too, each for itself: nearest wins."


def reference() -> str:
    """The page's text."""
    site = _properties("site")
    shared = {key: value for key, value in site.items() if key in Shared.model_fields}
    alone = {key: value for key, value in site.items() if key not in shared}
    pages = _properties("entertainment")  # any type that changes none of the shared keys
    groups: dict[str, Any] = {}
    for kind in SCHEMAS:
        groups.update(schema(kind).get("$defs", {}))
    sections = [
        _section("## site.yaml", alone, groups, required=set(schema("site")["required"])),
        _section("## site.yaml, folders and pages", shared, groups, about=ON_PAGES),
        _section(
            "## Every page",
            {key: pages[key] for key in Page.model_fields if key not in {*shared, "type"}},
            groups,
            required={"title"},
            about=PLACED,
        ),
    ]
    for kind, model in PAGE_TYPES.items():
        own = {k: v for k, v in _properties(kind).items() if k not in Page.model_fields}
        required = {name for name, field in model.model_fields.items() if field.is_required()}
        about = (model.__doc__ or "").split("\n")[0]
        sections.append(_section(f"## `type: {kind}`", own, groups, required, about))
    sections.append("## Groups of keys\n\nWhat the keys above hold.\n")
    for name, group in sorted(groups.items()):
        if "properties" in group:
            required = set(group.get("required", []))
            about = group.get("description", "").split("\n")[0]
            title = f"### {name}"
            sections.append(_section(title, group["properties"], groups, required, about))
    return "\n".join([INTRODUCTION, *sections])


def _properties(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = schema(kind)["properties"]
    return found


def _section(
    title: str,
    properties: dict[str, Any],
    groups: dict[str, Any],
    required: Collection[str] = (),
    about: str = "",
) -> str:
    lines = [title, "", *([about, ""] if about else []), "| key | holds | what it is |"]
    lines.append("|---|---|---|")
    for key, value in properties.items():
        mark = " *" if key in required else ""
        text = " ".join((value.get("description") or _about_group(value, groups)).split())
        lines.append(f"| `{key}`{mark} | {_kind(value)} | {text} |")
    return "\n".join([*lines, ""])


def _about_group(value: dict[str, Any], groups: dict[str, Any]) -> str:
    """What the group of keys is that a key holds, where nothing is said of the key itself."""
    candidates = [value, *value.get("anyOf", []), value.get("items", {})]
    for candidate in candidates:
        name = candidate.get("$ref", "").rsplit("/", 1)[-1]
        if name in groups:
            return str(groups[name].get("description", "")).split("\n")[0]
    return ""


def _kind(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{choice}`" for choice in value["enum"])
    for key in ("anyOf", "oneOf"):
        if key in value:
            kinds = [_kind(choice) for choice in value[key] if choice.get("type") != "null"]
            # One of the two is taken as the other, as it was written.
            other = {"text": "a number", "a number": "text"}.get(kinds[0])
            kinds = [kind for kind in kinds if kind != other]
            return " or ".join(dict.fromkeys(kinds))
    if value.get("type") == "array":
        return f"a list: {_kind(value.get('items', {}))}"
    if value.get("type") == "object":
        return "keys with values"
    names = {"string": "text", "integer": "a number", "number": "a number", "boolean": "yes or no"}
    kind = value.get("type")
    if isinstance(kind, list):
        return " or ".join(names.get(str(one), str(one)) for one in kind)
    return names.get(str(kind), "text").replace("yes or no", "`true` or `false`")


if __name__ == "__main__":
    REFERENCE.write_text(reference(), "utf-8")
    print(REFERENCE)
