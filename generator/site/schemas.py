"""JSON Schemas of what authors write, for editors."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.site.config import SiteConfig
from generator.site.page_types import PAGE_TYPES
from generator.site.validation import json_schema

SCHEMAS: dict[str, type[BaseModel]] = {"site": SiteConfig, **PAGE_TYPES}
"""Every kind of file that has a schema: site.yaml, and a page's front matter by its type."""


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind in `SCHEMAS`.

    What a page may inherit need not stand in its own front matter, so of the required keys only
    `type` remains: the build tells what is missing when all layers are known.
    """
    made = json_schema(SCHEMAS[kind])
    if kind != "site":
        made["required"] = ["type"]
    title = "site.yaml" if kind == "site" else f"A page of type {kind}"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": f"Landfast: {title}",
    }


def schema_text(kind: str) -> str:
    """The schema as a file's text."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path, kinds: Sequence[str]) -> list[Path]:
    """Write `<kind>.json` for each kind into a folder; the paths.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{kind}.json" for kind in kinds]
    for kind, path in zip(kinds, paths, strict=True):
        path.write_text(schema_text(kind), "utf-8")
    return paths
