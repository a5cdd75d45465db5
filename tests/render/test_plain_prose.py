"""Bodies that the fast converter may take: it gives the same HTML for them as Python-Markdown."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.render.markdown import IMAGE, attributes, commonmark, python_markdown
from generator.render.plain_prose import is_plain_prose
from generator.source.document import read_page

SITES = Path(__file__).resolve().parents[2] / "sites"

_PIECES = [
    *"aZé9ß字ñع",
    *" \n.,;:!?'\"()-\u2013\u2014\u2026*_[]#&<>`~|+=/\\^{}1\t\u00a0\u200b",
    "\n\n",
    "\n- ",
    "\n* ",
    "\n1. ",
    "\n## ",
    "\n> ",
    "    ",
    "  \n",
    "don't",
    "word ",
    " words, and more.",
    "*so*",
    "**very**",
    '"quite"',
    " -- ",
    "...",
    "[shop](https://shop.example/a_b?c=1&d=2)",
    "[here](#faq)",
    "[[faq]]",
    "\n\n[[faq]]\n\n",
    "![x](media/x.jpg)",
    "https://shop.example/",
    "&amp;",
    " & ",
    "{: #id }",
    "*[HTML]: Hyper",
    "[^1]",
    ": meaning",
    "\n---\n",
    "\n===\n",
    "{{ row.name }}",
    "\ue0000\ue001",
    "C#",
    "2nd",
    "20%",
    "1) ",
    "#tag",
    "mail@shop.example",
]


def same(text: str) -> bool:
    """Whether both give the same HTML, in whatever order a picture's attributes are."""

    def in_order(html: str) -> str:
        return IMAGE.sub(lambda tag: str(sorted(attributes(tag[0]).items())), html)

    return in_order(commonmark(text)) == in_order(python_markdown(text))


BODIES = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@given(BODIES)
@example('He said "hello there." Then "bye"')
@example("a *b*\n- c")
@example("a'2nd")
@example("![a b](media/a.jpg)\n\nc")
@example("- a\n- b\n\nc")
@example("- a\n\n- b")
def test_plain_prose_means_the_same_to_both(text: str) -> None:
    if is_plain_prose(text):
        assert same(text)


WORDS = st.text(st.sampled_from("abc é'.,-字1 \u00a0"), min_size=1, max_size=12)
MARKED = st.one_of(
    WORDS,
    WORDS.map(lambda words: f"*{words}*"),
    WORDS.map(lambda words: f"**{words}**"),
    WORDS.map(lambda words: f'"{words}"'),
    WORDS.map(lambda words: f"[{words}](https://shop.example/?a=b&c_d=e#f)"),
)
LINES = st.lists(MARKED, min_size=1, max_size=5).map(" ".join)
BLOCKS = st.one_of(
    st.lists(LINES, min_size=1, max_size=3).map("\n".join),
    st.lists(LINES.map("- {}".format), min_size=1, max_size=3).map("\n".join),
    LINES.map("## {}".format),
)


@given(st.lists(BLOCKS, min_size=1, max_size=4).map("\n\n".join))
def test_nearly_plain_prose_means_the_same_to_both(text: str) -> None:
    if is_plain_prose(text):
        assert same(text)


@pytest.mark.parametrize("file", sorted(SITES.rglob("pages/**/*.md")), ids=str)
def test_bodies_of_the_examples_mean_the_same_to_both(file: Path) -> None:
    text = read_page(file, bare=True).body
    if is_plain_prose(text):
        assert same(text)


@pytest.mark.parametrize(
    "text",
    [
        "One bottle that does one thing well, and says so on its label.",
        "Don't wait: it's *small*, **light** and \"quite\" quick...",
        "## Why it *works*\n\nIn the office -- and on the train.\n\n- light\n- quick\n\nGet it.",
        "More of it at [our shop](https://shop.example/a?b=c&d=e_f).\n",
        "First.\n\n[[faq]]\n\nLast.",
        "日本語の文章。",
        "\u0645\u0631\u062d\u0628\u0627",
        "Tom & Anna",
        "Prêt\u00a0? Oui\u202f!",
        "![Folds of light](media/a.jpg)\n\nWords.\n\n![](media/b.jpg)",
    ],
)
def test_what_authors_mostly_write_is_plain_prose(text: str) -> None:
    assert is_plain_prose(text)
    assert same(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\n- b",
        "- a\n\n- b",
        "1. a",
        "a | b\n--|--",
        "a\n: b",
        "<b>a</b>",
        "`a`",
        "a_b_c",
        "    a",
        "a  \nb",
        "a &copy; b",
        '![a](media/a.jpg "b")',
        "a\n===",
        "'a'",
        "[a]: https://a.example",
        "a { #b }",
    ],
)
def test_what_dialects_read_differently_is_not(text: str) -> None:
    assert not is_plain_prose(text)
