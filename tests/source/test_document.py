"""Pages and YAML files: their parts, their mistakes, and where every value stands."""

from pathlib import Path

import pytest

from generator.errors import SiteError
from generator.source import read_page, read_text, read_yaml

PAGE = """---
type: ecommerce
cta:
  label: Shop Now
features:
  - {title: One}
  - title: "Two"
---

# Hello

World
"""


def page(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "page.md"
    path.write_bytes(text.encode())
    return path


def test_front_matter_and_body(tmp_path: Path) -> None:
    document = read_page(page(tmp_path, PAGE))
    assert document.data["cta"] == {"label": "Shop Now"}
    assert document.body == "\n# Hello\n\nWorld\n"
    assert document.body_line == 9


def test_every_value_knows_its_place(tmp_path: Path) -> None:
    document = read_page(page(tmp_path, PAGE))
    places = {
        path: (document.place(path).line, document.place(path).column)
        for path in [("type",), ("cta", "label"), ("features", 0, "title"), ("features", 1)]
    }
    assert places == {
        ("type",): (2, 7),
        ("cta", "label"): (4, 10),
        ("features", 0, "title"): (6, 13),
        ("features", 1): (7, 5),
    }


def test_a_key_and_a_missing_value_have_places_too(tmp_path: Path) -> None:
    document = read_page(page(tmp_path, PAGE))
    assert str(document.place(("cta", "label"), of_key=True)).endswith("page.md:4:3")
    assert str(document.place(("cta", "url"))).endswith("page.md:4:3")
    assert str(document.place(("nothing",))).endswith("page.md:2:1")


def test_values_are_found_by_their_text(tmp_path: Path) -> None:
    document = read_page(page(tmp_path, PAGE))
    place = document.find("Two")
    assert place is not None
    assert (place.line, place.column) == (7, 12)
    assert document.excerpt(place) == '  - title: "Two"'
    assert document.find("Three") is None


def test_has_says_what_the_document_itself_says(tmp_path: Path) -> None:
    document = read_page(page(tmp_path, PAGE))
    assert document.has(("features", 1, "title"))
    assert not document.has(("features", 2))
    assert not document.has(("type", "x"))


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    document = read_page(page(tmp_path, "\ufeff" + PAGE.replace("\n", "\r\n")))
    assert document.data["type"] == "ecommerce"
    assert document.place(("cta", "label")).line == 4
    assert "\r" not in document.body


def test_dots_end_front_matter_too(tmp_path: Path) -> None:
    assert read_page(page(tmp_path, "---\ntype: a\n...\nText")).body == "Text"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "front-matter-missing", "1:1"),
        ("# Hello\n", "front-matter-missing", "1:1"),
        ("---\ntype: a\n", "front-matter-unclosed", "1:1"),
        ("---\n---\n", "front-matter-empty", "1:1"),
        ("---\n# only a comment\n---\n", "front-matter-empty", "1:1"),
        ("---\n- a\n---\n", "yaml-not-a-mapping", "2:1"),
        ("---\nplain text\n---\n", "yaml-not-a-mapping", "2:1"),
        ('---\ntype: "a\n---\n', "yaml-syntax", "2:7"),
        ("---\ncta:\n\tlabel: x\n---\n", "yaml-syntax", "3:1"),
    ],
)
def test_broken_front_matter(tmp_path: Path, text: str, code: str, place: str) -> None:
    with pytest.raises(SiteError) as caught:
        read_page(page(tmp_path, text))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert str(problem.place).endswith(f"page.md:{place}")
    assert problem.hint


def test_bytes_that_are_not_utf8_have_a_place(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes("---\ntitle: Schön für ".encode() + b"M\xfcller\n---\n")
    with pytest.raises(SiteError) as caught:
        read_page(path)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("file-not-utf8", f"{path}:2:19")
    assert "0xfc" in problem.message
    assert problem.excerpt.startswith("title: Schön")


def test_missing_and_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        read_text(tmp_path / "nothing.md")
    assert caught.value.problems[0].code == "file-missing"
    with pytest.raises(SiteError) as caught:
        read_yaml(tmp_path)
    assert caught.value.problems[0].code == "file-unreadable"


def test_an_empty_yaml_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "_defaults.yaml"
    path.write_text("# nothing yet\n", "utf-8")
    assert read_yaml(path).data == {}


@pytest.mark.parametrize(
    ("line", "is_plain"),
    [
        ("title: Glow {50 ml}", True),
        ('title: "{{ row.title }}"', False),
        ("title: '{% if row.new %}New{% endif %}'", False),
        ("title: 'Glow {# for now #}'", False),
        (r'title: "\x7b\x7b row.title }}"', False),
        (r'title: "\u007b\u0025 if row.new %}New"', False),
        ('title: "{\\\n  { row.title }}"', False),
    ],
)
def test_a_document_that_may_hold_a_template_is_not_called_plain(
    tmp_path: Path, line: str, is_plain: bool
) -> None:
    assert read_page(page(tmp_path, f"---\n{line}\n---\n{{{{ body }}}}\n")).is_plain is is_plain
    assert read_yaml(page(tmp_path, f"{line}\n")).is_plain is is_plain
