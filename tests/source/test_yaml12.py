"""YAML is read as 1.2 core: what authors write is what they get."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.source import WrittenFloat, WrittenInt
from generator.source.yaml12 import YamlError, compose, construct


def read(text: str) -> Any:
    return construct(compose(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("y", "y"),
        ("12:30", "12:30"),
        ("1:30:00", "1:30:00"),
        ("2027-01-31", "2027-01-31"),
        ("1_000", "1_000"),
        ("1.2.3", "1.2.3"),
        ("0b11", "0b11"),
        ("+", "+"),
        (".", "."),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("", None),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ('"12"', "12"),
        ("'true'", "true"),
        ('"null"', "null"),
        ("!!str 12", "12"),
        ("!!str true", "true"),
        ("|\n  12", "12"),
    ],
)
def test_scalars(text: str, value: object) -> None:
    found = read(f"key: {text}")["key"]
    assert found == value
    assert type(found) is type(value) or isinstance(found, (WrittenInt, WrittenFloat))


def test_numbers_remember_how_they_were_written() -> None:
    data = read("code: 007\nprice: 29.00")
    assert data["code"].text == "007"
    assert data["price"].text == "29.00"
    assert str(Decimal(data["price"].text)) == "29.00"


def test_keys_are_always_text() -> None:
    assert read("404: x\ntrue: y\nNO: z") == {"404": "x", "true": "y", "NO": "z"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("a:\n\tb: 1", "yaml-syntax", 1, 0, "tab"),
        ("a:\n  b: 1\n\tc: 2", "yaml-syntax", 2, 0, "tab"),
        ('a: 1\nb: "x\nc: 2', "yaml-syntax", 1, 3, "quotation mark"),
        ("b: 'x", "yaml-syntax", 0, 3, "quotation mark"),
        ("a: b: c", "yaml-syntax", 0, 4, "colon"),
        ("a: [1, 2\nb: 3", "yaml-syntax", 0, 3, "not closed"),
        ("a: {b: 1", "yaml-syntax", 0, 3, "not closed"),
        ("a: *x", "yaml-syntax", 0, 3, "alias"),
        ("a: @x", "yaml-syntax", 0, 3, "@"),
        ("a: \x01", "yaml-syntax", 0, 3, "U+0001"),
        ("a: 1\na: 2", "yaml-duplicate-key", 1, 0, "twice"),
        ("a: &x [*x]", "yaml-too-large", 0, 3, "aliases"),
        ("<<: {a: 1}", "yaml-merge", 0, 0, "<<"),
        ("a: !foo 1", "yaml-tag", 0, 3, "!foo"),
        ("? [a]\n: 1", "yaml-syntax", 0, 2, "key"),
    ],
)
def test_mistakes_are_told_in_the_authors_words(
    text: str, code: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(YamlError) as caught:
        read(text)
    error = caught.value
    assert (error.code, error.line, error.column) == (code, line, column)
    assert words in error.message
    assert error.message.endswith(".")
    assert error.hint.endswith((".", ")."))


def test_aliases_that_multiply_are_stopped() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(YamlError, match="aliases"):
        read("\n".join(rows))


def test_aliases_are_read() -> None:
    assert read("a: &x {n: 1}\nb: *x") == {"a": {"n": 1}, "b": {"n": 1}}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    error = None
    try:
        read(text)
    except YamlError as caught:
        error = caught
    if error is not None:
        assert min(error.line, error.column) >= 0
        assert error.message
