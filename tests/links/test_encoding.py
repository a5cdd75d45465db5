"""Encoding and decoding, byte for byte as browsers do it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.links.encoding import (
    decode_form,
    encode_authored,
    encode_component,
    parse_form,
    serialize_form,
    utf16_length,
    well_formed,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("", ""),
        ("plain-text_1.2~3", "plain-text_1.2~3"),
        ("!*'()", "!*'()"),
        ("a b", "a%20b"),
        ("a+b", "a%2Bb"),
        ("a&b=c#d?e/f", "a%26b%3Dc%23d%3Fe%2Ff"),
        ("100%", "100%25"),
        ("é", "%C3%A9"),
        ("日本", "%E6%97%A5%E6%9C%AC"),
        ("🎉", "%F0%9F%8E%89"),
        ("\ud83c\udf89", "%F0%9F%8E%89"),
        ("a\ud800b", "a%EF%BF%BDb"),
        ("\udc00", "%EF%BF%BD"),
        ("a\x00\n\t", "a%00%0A%09"),
        ('"><script>', "%22%3E%3Cscript%3E"),
        ("\u00a0", "%C2%A0"),
    ],
)
def test_encode_component(text: str, encoded: str) -> None:
    assert encode_component(text) == encoded


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("a b&c", "a%20b%26c"),
        ("a%20b", "a%20b"),
        ("a%2bb", "a%2bb"),
        ("100%", "100%25"),
        ("100%25", "100%25"),
        ("%zz%4", "%25zz%254"),
        ("%%41", "%25%41"),
        ("%ff", "%ff"),
        ("日本 é", "%E6%97%A5%E6%9C%AC%20%C3%A9"),
        ("\ud83c%41\udf89", "%EF%BF%BD%41%EF%BF%BD"),
        ("", ""),
    ],
)
def test_what_authors_write_keeps_its_percent_sequences(text: str, encoded: str) -> None:
    assert encode_authored(text) == encoded


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("a+b", "a b"),
        ("a%2Bb", "a+b"),
        ("%E6%97%A5", "日"),
        ("%E6%97", "\ufffd"),
        ("%C0%80", "\ufffd\ufffd"),
        ("%ED%A0%80", "\ufffd\ufffd\ufffd"),
        ("%C3%28", "\ufffd("),
        ("%", "%"),
        ("%2", "%2"),
        ("%zz", "%zz"),
        ("%u0041", "%u0041"),
        ("%EF%BB%BFbom", "\ufeffbom"),
        ("%00", "\x00"),
        ("日本", "日本"),
        ("\ud800", "\ufffd"),
    ],
)
def test_decode_form(text: str, decoded: str) -> None:
    assert decode_form(text) == decoded


@pytest.mark.parametrize(
    ("query", "pairs"),
    [
        ("", []),
        ("&", []),
        ("&&a=1&&", [("a", "1")]),
        ("a", [("a", "")]),
        ("a=", [("a", "")]),
        ("=x", [("", "x")]),
        ("=", [("", "")]),
        ("a=b=c", [("a", "b=c")]),
        ("a=1&a=2", [("a", "1"), ("a", "2")]),
        ("a+b=c+d", [("a b", "c d")]),
        ("p%69d=x", [("pid", "x")]),
        ("a?b=c?d", [("a?b", "c?d")]),
        ("a;b=1;c=2", [("a;b", "1;c=2")]),
        ("__proto__=1&constructor=2", [("__proto__", "1"), ("constructor", "2")]),
    ],
)
def test_parse_form(query: str, pairs: list[tuple[str, str]]) -> None:
    assert parse_form(query) == pairs


def test_serialize_form_is_urlsearchparams() -> None:
    pairs = [("a b", "~!'()*é"), ("-._", "1+1=2&3"), ("", "")]
    assert serialize_form(pairs) == "a+b=%7E%21%27%28%29*%C3%A9&-._=1%2B1%3D2%263&="


def test_lengths_are_those_of_javascript() -> None:
    assert [utf16_length(text) for text in ("", "abc", "é", "日本", "🎉", "a🎉b")] == [
        0,
        3,
        1,
        2,
        2,
        4,
    ]


@given(ANY_TEXT)
def test_text_survives_encoding_and_decoding(text: str) -> None:
    assert decode_form(encode_component(text)) == well_formed(text)
    assert encode_component(text).isascii()


@given(ANY_TEXT)
def test_authors_values_are_encoded_once(text: str) -> None:
    once = encode_authored(text)
    assert encode_authored(once) == once
    assert not set(once) & set(' &=#?+"<>\\^`{|}/:;,@$[]')


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT)))
def test_forms_are_read_as_they_were_written(pairs: list[tuple[str, str]]) -> None:
    expected = [(well_formed(name), well_formed(value)) for name, value in pairs]
    assert parse_form(serialize_form(pairs)) == expected


@given(ANY_TEXT)
def test_well_formed_text_can_be_written(text: str) -> None:
    clean = well_formed(text)
    clean.encode("utf-8")
    assert well_formed(clean) == clean
