"""Structs as JSON can hold them."""

import json
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from markupsafe import Markup
from msgspec import Struct

from generator.plain_data import plain_data
from generator.source import WrittenFloat, WrittenInt


class Inner(Struct, frozen=True):
    """Something within something."""

    value: Any


class Outer(Struct, frozen=True):
    """Something."""

    inner: Inner
    several: tuple[Inner, ...] = ()


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("text", "text"),
        (Markup("<b>"), "<b>"),
        (WrittenInt(7), 7),
        (WrittenFloat(1.5), 1.5),
        (True, True),
        (None, None),
        (Path("a/b"), "a/b"),
        (date(2027, 1, 31), "2027-01-31"),
        (("a", ("b",)), ["a", ["b"]]),
        ({"key": Inner("x")}, {"key": {"value": "x"}}),
        (MappingProxyType({"key": Markup("x")}), {"key": "x"}),
    ],
)
def test_whatever_is_in_it(value: Any, plain: Any) -> None:
    found = plain_data(Outer(Inner(value), (Inner(value),)))
    assert json.loads(json.dumps(found)) == {
        "inner": {"value": plain},
        "several": [{"value": plain}],
    }
    assert type(found["inner"]["value"]).__module__ == "builtins"


def test_what_is_no_data_is_told() -> None:
    with pytest.raises(NotImplementedError, match="object is no data"):
        plain_data(Inner(object()))
