"""Tables from spreadsheets: delimiters, encodings, and the place of every cell."""

from pathlib import Path

import pytest

from generator.errors import Problem, SiteError
from generator.source.delimited import detect_encoding, open_table


def read(
    tmp_path: Path, content: bytes, **settings: str
) -> tuple[list[dict[str, str]], list[Problem]]:
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    told: list[Problem] = []
    rows = [dict(record.values) for record in open_table(file, **settings).records(told.append)]
    return rows, told


def mistake(tmp_path: Path, content: bytes, **settings: str) -> Problem:
    with pytest.raises(SiteError) as caught:
        read(tmp_path, content, **settings)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    "content",
    [
        b"Name,Preis\nK\xc3\xa4se,5\n",
        b"\xef\xbb\xbfName,Preis\r\nK\xc3\xa4se,5\r\n",  # Excel's CSV UTF-8
        b"Name;Preis\r\nK\xe4se;5\r\n",  # Excel's CSV in Germany: CP1252
        "Name\tPreis\r\nKäse\t5\r\n".encode("utf-16"),  # Excel's Unicode text
        b"sep=;\r\nName;Preis\r\nK\xe4se;5\r\n",
        b"sep=|\nName|Preis\nK\xc3\xa4se|5\n",
        b"Name|Preis\nK\xc3\xa4se|5",
        b'"Name",Preis\n\n"K\xc3\xa4se","5"\n\n',
        b'"Name";"Preis, netto und brutto, in Euro"\nK\xc3\xa4se;5\n',
    ],
)
def test_what_spreadsheets_write(tmp_path: Path, content: bytes) -> None:
    rows, told = read(tmp_path, content)
    assert [list(row.values()) for row in rows] == [["Käse", "5"]]
    assert not told


def test_columns_get_names_that_templates_can_say(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, "Variant Price (EUR),Größe,3D,,a-b\n1,2,3,4,5\n".encode())
    assert rows == [{"variant_price_eur": "1", "größe": "2", "_3d": "3", "a_b": "5"}]


def test_an_encoding_can_be_said(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, "Ж\nЮЛ\n".encode("cp1251"), encoding="cp1251")
    assert rows == [{"ж": "ЮЛ"}]


def test_cells_may_hold_line_ends_and_delimiters(tmp_path: Path) -> None:
    rows, told = read(tmp_path, b'a,b\n"one\ntwo, three",x\n4,5\n')
    assert rows == [{"a": "one\ntwo, three", "b": "x"}, {"a": "4", "b": "5"}]
    assert not told


def test_rows_of_another_width_are_told_with_their_place_and_left_out(tmp_path: Path) -> None:
    rows, told = read(tmp_path, b'a,b,c\n1,2,3\n"x\ny",2\n1,2,3,4\n5,6,7\n,,\n')
    assert rows[:2] == [{"a": "1", "b": "2", "c": "3"}, {"a": "5", "b": "6", "c": "7"}]
    assert [problem.code for problem in told] == ["row-columns", "row-columns"]
    short, long = told
    assert str(short.place).endswith("table.csv:4:4")  # the last cell that is there
    assert "'c'" in short.message
    assert str(long.place).endswith("table.csv:5:7")  # the first that is too many
    assert long.excerpt == "1,2,3,4"


def test_the_place_of_a_cell_behind_a_cell_of_several_lines(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text('a,b,c\n"one\n""two"", x",2,3\n')
    table = open_table(file)
    (record,) = table.records(lambda problem: None)
    assert record.line == 2
    assert str(record.place("b")[0]).endswith("table.csv:3:13")
    assert str(record.place("c")[0]).endswith("table.csv:3:15")
    assert str(record.place("nothing")[0]).endswith("table.csv:2:1")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "catalogue-empty"),
        (b"\xef\xbb\xbf", "catalogue-empty"),
        (b"\n\n", "catalogue-empty"),
        (b"PK\x03\x04 a workbook", "catalogue-format"),
        (b"%PDF-1.7", "catalogue-format"),
        (b"a,b\n1,\0\n", "catalogue-format"),
        (b"a,A\n1,2\n", "catalogue-headings"),
        (b",;,\n1,2,3\n", "catalogue-headings"),
        (b"a,b\n\x81\xff,2\n", "file-not-utf8"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, code: str) -> None:
    problem = mistake(tmp_path, content)
    assert problem.code == code
    assert problem.hint


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    assert "cp1253" in mistake(tmp_path, b"a\n\xff\xd2\n", encoding="cp1253").message
    assert mistake(tmp_path, b"a\n", encoding="klingon").code == "file-unreadable"


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="no file"):
        open_table(tmp_path / "none.csv")


def test_utf8_is_known_across_the_borders_of_what_is_read_at_once(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b"x" * ((1 << 20) - 1) + "ä".encode() + b"\n")
    assert detect_encoding(file) == "utf-8"
    file.write_bytes(b"x" * 100 + "ä".encode()[:1])
    assert detect_encoding(file) == "cp1252"
