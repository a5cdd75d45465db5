"""Rows from JSON, JSON Lines, YAML and XML: one at a time, each with its line."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.errors import Problem, SiteError
from generator.source.feed import feed_records
from generator.source.record import Record
from generator.source.records import json_line_records, json_records, yaml_records

Reader = Callable[[Path, Callable[[Problem], None]], Iterator[Record]]


def read(
    tmp_path: Path, reader: Reader, text: str
) -> tuple[list[tuple[int, dict[str, Any]]], list[Problem]]:
    file = tmp_path / "rows.txt"
    file.write_text(text, "utf-8")
    told: list[Problem] = []
    return [(record.line, dict(record.values)) for record in reader(file, told.append)], told


def test_json(tmp_path: Path) -> None:
    text = (
        '[\n  {"Title": "Lamp", "price": 29.90, "n": 3},\n\n  {"title": "Chair",\n "tags": [1]}\n]'
    )
    rows, told = read(tmp_path, json_records, text)
    assert rows == [
        (2, {"title": "Lamp", "price": Decimal("29.90"), "n": 3}),
        (4, {"title": "Chair", "tags": [1]}),
    ]
    assert not told


@pytest.mark.parametrize("size", [1, 10, 1000, 70_000])
def test_json_is_read_in_parts(tmp_path: Path, size: int) -> None:
    data = [{"a": "ä\n" * size, "b": {"c": [number, {"d": None}]}} for number in range(20)]
    rows, _ = read(tmp_path, json_records, json.dumps(data, indent=1, ensure_ascii=False))
    assert [row for _, row in rows] == data


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "catalogue-empty", ""),
        (" \n ", "catalogue-empty", ""),
        ('{"a": 1}', "catalogue-format", ":1:1"),
        ('[{"a": 1}\n {"a": 2}]', "catalogue-syntax", ":2:2"),
        ('[{"a": 1},\n {"a": }]', "catalogue-syntax", ":2:8"),
        ('[{"a": 1},\n', "catalogue-syntax", ":2:1"),
    ],
)
def test_json_that_cannot_be_read(tmp_path: Path, text: str, code: str, place: str) -> None:
    with pytest.raises(SiteError) as caught:
        read(tmp_path, json_records, text)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert str(problem.place).endswith(f"rows.txt{place}")


def test_a_row_that_is_no_group_is_told_and_left_out(tmp_path: Path) -> None:
    rows, told = read(tmp_path, json_records, '[{"a": 1},\n 5,\n {"a": 2}]')
    assert [row for _, row in rows] == [{"a": 1}, {"a": 2}]
    assert [(problem.code, str(problem.place)[-4:]) for problem in told] == [
        ("catalogue-format", ":2:2")
    ]


def test_json_lines(tmp_path: Path) -> None:
    rows, told = read(tmp_path, json_line_records, '{"a": 1}\n\n{"a": }\n{"a": 1.50}\n')
    assert rows == [(1, {"a": 1}), (4, {"a": Decimal("1.50")})]
    assert [(problem.code, str(problem.place)[-4:]) for problem in told] == [
        ("catalogue-syntax", ":3:7")
    ]
    with pytest.raises(SiteError, match="empty"):
        read(tmp_path, json_line_records, "\n")


def test_yaml(tmp_path: Path) -> None:
    rows, told = read(
        tmp_path, yaml_records, "# lamps\n- {title: Lamp, price: 29.90}\n- title: NO\n"
    )
    assert [(line, row["title"]) for line, row in rows] == [(2, "Lamp"), (3, "NO")]
    assert not told


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "catalogue-empty"), ("a: 1", "catalogue-format"), ("- [", "yaml-syntax")],
)
def test_yaml_that_cannot_be_read(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(SiteError) as caught:
        read(tmp_path, yaml_records, text)
    assert [problem.code for problem in caught.value.problems] == [code]


RSS = """<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>
<item>
  <g:id>L1</g:id><title>Lamp &amp; shade</title>
  <g:additional_image_link>https://a.example/1.jpg</g:additional_image_link>
  <g:additional_image_link>https://a.example/2.jpg</g:additional_image_link>
  <g:shipping><g:country>DE</g:country><g:price>5 EUR</g:price></g:shipping>
</item>
<item><g:id>L2</g:id><description><![CDATA[<p>x</p>]]></description></item>
</channel></rss>"""


def feed(path: Path, tell: Callable[[Problem], None]) -> Iterator[Record]:
    return feed_records(path)


def test_a_feed(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, feed, RSS)
    assert rows == [
        (
            3,
            {
                "id": "L1",
                "title": "Lamp & shade",
                "additional_image_link": ["https://a.example/1.jpg", "https://a.example/2.jpg"],
                "shipping": {"country": "DE", "price": "5 EUR"},
            },
        ),
        (9, {"id": "L2", "description": "<p>x</p>"}),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "catalogue-empty"),
        ("<rss></rss>", "catalogue-format"),
        ("<rss><item>\n<id>1</ie></item></rss>", "catalogue-syntax"),
        ("Id\tTitle\n1\tLamp\n", "catalogue-syntax"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><rss><item><id>&a;</id></item></rss>', "catalogue-syntax"),
    ],
)
def test_a_feed_that_cannot_be_read(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(SiteError) as caught:
        read(tmp_path, feed, text)
    assert [problem.code for problem in caught.value.problems] == [code]
