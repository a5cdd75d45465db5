"""What a catalogue brings reaches a page as text, or as HTML that can do nothing."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from generator.render.catalogue_html import sanitised
from generator.site.body import Body
from tests.site.catalogue_site import MARKETS, SHOP, product
from tests.workspaces import PLAIN_THEME, build_all, write_workspace


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>One <b>two</b></p>", "<p>One <b>two</b></p>"),
        ("<script>alert(1)</script>x", "x"),
        ("<style>*{display:none}</style>x", "x"),
        ('<p onclick="alert(1)" style="position:fixed" class="cta">x</p>', "<p>x</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="nofollow noopener">x</a>'),
        ('<a href="http://a.example">x</a>', '<a rel="nofollow noopener">x</a>'),
        (
            '<a href="https://a.example/?a=1&amp;b=2" target="_blank" data-lf="cta">x</a>',
            '<a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener">x</a>',
        ),
        ("<iframe src=https://a.example></iframe><form><input></form>x", "x"),
        ("<h1>Big</h1>", "<h2>Big</h2>"),
        (
            '<img src="https://a.example/x.jpg" onerror="alert(1)">',
            '<img src="https://a.example/x.jpg" ',
        ),
        ('<img src="data:text/html,x">', "<img "),
        ("<p>5 < 6 &amp; 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("<svg><script>alert(1)</script></svg>", ""),
        ("</div></main>x", "x"),
    ],
)
def test_only_text_and_pictures_are_left(html: str, left: str) -> None:
    cleaned = sanitised(html)
    assert cleaned.startswith(left)
    assert "alert" not in cleaned
    assert cleaned == left or "<img" in cleaned


def body_of(root: Path, body: str, cell: str, kind: str = "") -> str:
    rows = f'sku,title,price,x\nL1,Oslo,5,"{cell.replace(chr(34), chr(34) * 2)}"\n'
    types = f", types: {{x: {kind}}}" if kind else ""
    text = f"catalogue: {{file: data/lamps.csv, key: sku{types}}}"
    build_all(write_workspace(root, PLAIN_THEME, SHOP, product(text, body, rows=rows)))
    html = (root / "output/shop/p/l1/index.html").read_text()
    found = re.search(r"<div>(.*)</div><a", html, re.DOTALL)
    assert found, html
    return found[1]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<b>x</b> & *y* [z](https://a.example)", "&lt;b>x&lt;/b> & *y* [z](https://a.example)"),
        ("# no heading", "# no heading"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("{{ market.key }}", "{{ market.key }}"),
    ],
)
def test_a_cell_is_text(tmp_path: Path, cell: str, shown: str) -> None:
    assert body_of(tmp_path, "{{ row.x }}", cell) == f"<p>{shown}</p>"


def test_a_value_cannot_end_what_stands_around_it(tmp_path: Path) -> None:
    html = body_of(tmp_path, "**{{ row.x }}** and `{{ row.x }}`", "** </strong> ` <i>")
    assert html == (
        "<p><strong>** &lt;/strong> ` &lt;i></strong> and <code>** &lt;/strong> ` &lt;i></code></p>"
    )


@pytest.mark.parametrize(
    ("cell", "href"),
    [
        ("https://a.example/?a=1&b=2", "https://a.example/?a=1&b=2"),
        ("/size-guide", "/size-guide"),
        ("javascript:alert(1)", "#"),
        (" JavaScript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ('" onclick="alert(1)', '" onclick="alert(1)'),
    ],
)
def test_an_address_from_a_cell_can_only_be_followed(tmp_path: Path, cell: str, href: str) -> None:
    (link,) = BeautifulSoup(body_of(tmp_path, "[more]({{ row.x }})", cell), "lxml").find_all("a")
    assert link.attrs == {"href": href}


def test_html_of_a_cell_brings_its_own_paragraphs(tmp_path: Path) -> None:
    cell = "<p>One</p>\n\n<ul><li>Two</li></ul><script>x</script>"
    html = body_of(tmp_path, "Before.\n\n{{ row.x }}\n\nAfter.", cell, "html")
    assert re.sub(r"\s*\n\s*", "", html) == (
        "<p>Before.</p><p>One</p><ul><li>Two</li></ul><p>After.</p>"
    )


def test_html_in_the_middle_of_a_sentence_and_an_empty_one(tmp_path: Path) -> None:
    assert body_of(tmp_path / "a", "So {{ row.x }}!", "<b>warm</b>", "html") == (
        "<p>So <b>warm</b>!</p>"
    )
    assert "<p>" not in body_of(tmp_path / "b", "{{ row.x }}", "", "html")


def test_rows_with_the_same_words_around_them_are_converted_once() -> None:
    from generator.render.markdown import to_html

    to_html.cache_clear()
    bodies = [Body("**\ue0000\ue001** x", (name,)) for name in ("one", "two")]
    shown = [body.filled(str(to_html(body.markdown)), str) for body in bodies]
    assert shown == ["<p><strong>one</strong> x</p>", "<p><strong>two</strong> x</p>"]
    assert to_html.cache_info().misses == 1


def test_copies_of_a_page_name_each_other(tmp_path: Path) -> None:
    page = product(
        "catalogue:\npath:\ntitle: Oslo\nprice: {now: 5}\ncta: {label: Shop Now, url: https://shop.example/}"
    )
    page = page.replace("catalogue:\npath:\n", "")
    build_all(write_workspace(tmp_path, PLAIN_THEME, MARKETS, page.replace("lamps.md", "oslo.md")))
    html = (tmp_path / "output/shop/schweiz/oslo/index.html").read_text()
    links = {
        re.search(r"hreflang=([\w-]+)", tag)[1]: re.search(r"href=(\S+?)[ >]", tag)[1]  # type: ignore[index]
        for tag in re.findall(r"<link[^>]*hreflang[^>]*>", html)
    }
    assert links == {
        "en-US": "https://go.shop.example/us/oslo/",
        "de-DE": "https://go.shop.example/de/oslo/",
        "de-CH": "https://go.shop.example/schweiz/oslo/",
        "x-default": "https://go.shop.example/us/oslo/",
    }
    assert re.search(r"<link[^>]*canonical[^>]*schweiz/oslo/", html) or re.search(
        r"<link[^>]*schweiz/oslo/[^>]*canonical", html
    )
