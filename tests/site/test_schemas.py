"""The JSON Schemas describe what the models accept."""

import json

import jsonschema
import pytest
import yaml

from generator.scaffold.scaffold import _FILES
from generator.site.schemas import SCHEMAS, editor_schema, schema, schema_text


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
        ("@SECRET@", "0123456789abcdefgh"),
    ):
        text = text.replace(mark, value)
    front = text if kind == "site" else text.split("---\n")[1]
    jsonschema.validate(yaml.load(front, yaml.BaseLoader), _for_text(schema(kind)))


def _for_text(made: dict[str, object]) -> dict[str, object]:
    # BaseLoader reads every scalar as text, so numbers and booleans are allowed to be text here.
    text = json.dumps(made).replace("[7, 30, 60, 365]", '["7", "30", "60", "365"]')
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


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_editors_schemas_are_valid(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(kind)))


def test_editors_take_texts_that_the_build_fills_in() -> None:
    page = {
        "type": "product",
        "title": "{{ row.title }}",
        "catalogue": {"file": "data/p.csv", "as": "row", "types": {"price": "number"}},
        "gallery": "{{ row.images }}",
        "price": {"now": "{{ row.price }}", "was": "{{ row.old }}", "currency": "{{ row.cur }}"},
        "availability": "{% if row.stock %}in-stock{% else %}out-of-stock{% endif %}",
        "cta": {"to": "website", "label": "Shop Now", "url": "https://x.example/{{ row.sku }}"},
        "markets": {"de": {"title": "x"}, "fr": "off"},
        "variants": {"a": {}, "b": {"weight": 2}},
        "starts": "{{ row.day }}",
    }
    validator = jsonschema.Draft202012Validator(editor_schema("product"))
    assert not list(validator.iter_errors(page))
    assert not validator.is_valid({**page, "price": {"now": "cheap"}})
    assert not validator.is_valid({**page, "availability": "soon"})
    assert not validator.is_valid({**page, "catalogue": {"file": "data/p.csv", "kye": "x"}})
    assert not validator.is_valid({**page, "titel": "x"})


def test_editors_take_a_part_of_the_company_in_a_market() -> None:
    site = {
        "name": "Shop",
        "url": "https://go.shop.example/",
        "company": {"legal_name": "Shop Ltd"},
        "markets": {
            "de": {
                "country": "DE",
                "path": "deutschland",
                "company": {"imprint_url": "https://shop.example/impressum"},
                "consent": {"mode": "ask"},
                "price": {"now": 3},
            }
        },
    }
    validator = jsonschema.Draft202012Validator(editor_schema("site"))
    assert not list(validator.iter_errors(site))
    assert not validator.is_valid({**site, "company": {"email": "a@b.example"}})
    site["markets"]["de"]["company"]["emial"] = "x"  # type: ignore[index]
    assert not validator.is_valid(site)
