"""The JSON Schemas describe what the models accept."""

import json

import jsonschema
import pytest
import yaml

from generator.scaffold.scaffold import _FILES
from generator.site.schemas import SCHEMAS, schema


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_schemas_are_valid_and_describe_every_key(kind: str) -> None:
    made = schema(kind)
    jsonschema.Draft202012Validator.check_schema(made)
    json.dumps(made)
    assert made["additionalProperties"] is False
    undescribed = [
        f"{name}.{key}"
        for name, model in {kind: made, **made["$defs"]}.items()
        for key, value in model.get("properties", {}).items()
        if "$ref" not in value and "anyOf" not in value and "title" not in value
    ]
    assert not undescribed


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_schemas_accept_what_the_scaffold_writes(kind: str) -> None:
    name = "site.yaml" if kind == "site" else f"{kind}.md"
    text = (_FILES / name).read_text("utf-8")
    for mark, value in (
        ("@TITLE@", "Name"),
        ("@NAME@", "name"),
        ("@IMAGE@", "media/x.jpg"),
        ("@ICON@", "media/x.png"),
        ("@END@", '"2027-01-31"'),
    ):
        text = text.replace(mark, value)
    front = text if kind == "site" else text.split("---\n")[1]
    jsonschema.validate(yaml.load(front, yaml.BaseLoader), _for_text(schema(kind)))


def _for_text(made: dict[str, object]) -> dict[str, object]:
    # BaseLoader reads every scalar as text, so numbers and booleans are allowed to be text here.
    text = json.dumps(made)
    for kind in ("number", "integer", "boolean"):
        text = text.replace(f'"type": "{kind}"', f'"type": ["{kind}", "string"]')
    loaded: dict[str, object] = json.loads(text)
    return loaded


def test_schema_refuses_unknown_keys_and_wrong_choices() -> None:
    validator = jsonschema.Draft202012Validator(schema("product"))
    page = {
        "type": "product",
        "title": "x",
        "category": "x",
        "gallery": ["media/x.jpg"],
        "price": {"now": 1},
        "cta": {"label": "Shop Now", "url": "https://x.example/"},
    }
    assert validator.is_valid(page)
    assert not validator.is_valid({**page, "titel": "x"})
    assert not validator.is_valid({**page, "cta": {**page["cta"], "label": "Buy"}})  # type: ignore[dict-item]
    assert not validator.is_valid({**page, "type": "ecommerce"})
