"""Blocks of the front matter that the body places: `[[faq]]` on a line of its own."""

import re
from pathlib import Path

import pytest

from tests.workspaces import SITE, build_all, problems_of, told, write_workspace

BLOCKS = """\
features: [{title: Light}, {title: Quick}]
faq: [{question: When?, answer: Now.}]
testimonials: [{quote: Fine., name: Mara, source: The Courier}]
countdown: {to: 2099-06-30, label: Winter offer}
"""

ECOMMERCE = """\
type: ecommerce
title: Glow
background: media/balm.jpg
cta: {label: Shop Now, url: "https://shop.example/balm"}
gallery: [{src: media/balm.jpg, alt: A balm}]
"""

MARKS = {
    "prose": r'<div class="?prose[^>]*>',
    "features": r"<section class=features>",
    "faq": r"<section class=faq>",
    "testimonials": r"<section class=testimonials>",
    "gallery": r"<ul[^>]*class=gallery[^>]*>",
    "countdown": r"<div class=countdown>",
}


def site(theme: str) -> str:
    return SITE.split("-- sites/shop/pages")[0].replace("theme: plain", f"theme: {theme}")


def page(body: str, front: str = ECOMMERCE + BLOCKS) -> str:
    picture = "-- sites/shop/media/balm.jpg --\n"
    return f"-- sites/shop/pages/balm.md --\n---\n{front}---\n{body}\n{picture}"


def html(root: Path, body: str, *, front: str = ECOMMERCE + BLOCKS, theme: str = "studio") -> str:
    build_all(write_workspace(root, site(theme), page(body, front)))
    return (root / "output/shop/balm/index.html").read_text()


def order(made: str) -> list[str]:
    found = [
        (match.start(), name) for name, mark in MARKS.items() for match in re.finditer(mark, made)
    ]
    return [name for _, name in sorted(found)]


def mistakes(root: Path, body: str, front: str = ECOMMERCE + BLOCKS) -> list[str]:
    workspace = write_workspace(root, site("studio"), page(body, front))
    return [f"{told(p, root)} {p.message} {p.hint}" for p in problems_of(workspace)]


@pytest.mark.parametrize("theme", ["studio", "cinema", "arcade"])
def test_blocks_stand_where_the_body_says(tmp_path: Path, theme: str) -> None:
    body = "First.\n\n[[faq]]\n\nThen.\n\n[[countdown]]\n[[gallery]]\n\nLast."
    made = html(tmp_path, body, theme=theme)
    assert order(made) == [
        *("prose", "faq", "prose", "countdown", "gallery", "prose"),
        *("features", "testimonials"),
    ]
    assert made.count("prose lead") == 1
    assert "[[faq" not in made


def test_without_marks_every_block_has_its_usual_place(tmp_path: Path) -> None:
    made = html(tmp_path, "First.")
    assert order(made) == ["countdown", "prose", "features", "gallery", "testimonials", "faq"]


def test_a_mark_needs_no_empty_lines_around_it(tmp_path: Path) -> None:
    made = html(tmp_path, "First.  \n[[faq]]  \nThen *more*.")
    assert order(made)[:4] == ["countdown", "prose", "faq", "prose"]
    assert "<p>First.</p></div>" in made
    assert "<p>Then <em>more</em>.</p>" in made


def test_a_body_of_nothing_but_blocks(tmp_path: Path) -> None:
    made = html(tmp_path, "[[testimonials]]\n\n[[features]]")
    assert order(made)[:3] == ["countdown", "testimonials", "features"]
    assert "prose" not in order(made)


def test_marks_in_code_and_in_sentences_are_text(tmp_path: Path) -> None:
    made = html(tmp_path, "Write `[[faq]]` or [[faq]] so.\n\n    [[features]]\n")
    assert order(made) == ["countdown", "prose", "features", "gallery", "testimonials", "faq"]
    assert made.count("[[faq]]") == 2
    assert made.count("[[features]]") == 1


def test_themes_that_show_the_body_whole_have_the_blocks_too(tmp_path: Path) -> None:
    template = """
-- sites/shop/theme/templates/ecommerce.html --
{% extends "layout.html" %}
{% block body %}<main><h1>{{ page.title }}</h1>{% if body %}<article>{{ body }}</article>{% endif %}
{{ page.faq|length }} {{ page.features|length }}</main>{% endblock %}
"""
    body = "First.\n\n[[faq]]\n\nLast."
    build_all(write_workspace(tmp_path, site("studio"), page(body), template))
    made = (tmp_path / "output/shop/balm/index.html").read_text()
    article = made.split("<article>")[1].split("</article>")[0]
    assert article.startswith("<p>First.</p><section class=faq>")
    assert article.endswith("</section><p>Last.</p>")
    assert re.search(r"</article>\s*0 2", made)


def test_the_blocks_of_a_folder_can_be_placed(tmp_path: Path) -> None:
    defaults = "-- sites/shop/pages/_defaults.yaml --\nfaq: [{question: When?, answer: Now.}]\n"
    archive = page("[[faq]]\n\nLast.", ECOMMERCE)
    build_all(write_workspace(tmp_path, site("studio"), defaults, archive))
    made = (tmp_path / "output/shop/balm/index.html").read_text()
    assert order(made)[:2] == ["faq", "prose"]


def test_every_mistake_is_told_where_it_stands(tmp_path: Path) -> None:
    body = "Text.\n\n[[feature]]\n\n- a list\n\n    [[faq]]\n\n[[testimonials]]"
    found = mistakes(tmp_path, body, ECOMMERCE + "faq: [{question: When?, answer: Now.}]\n")
    where = "sites/shop/pages/balm.md"
    assert [line.split(" ")[:2] for line in found] == [
        [f"{where}:11:1", "block-unknown"],
        [f"{where}:15:5", "block-nested"],
        [f"{where}:17:1", "block-empty"],
    ]
    assert "Did you mean features?" in found[0]
    assert "Write `testimonials:` in the front matter" in found[2]


def test_a_products_own_pictures_stay_at_its_top(tmp_path: Path) -> None:
    front = """\
type: product
title: Balm
category: Beauty
gallery: [media/balm.jpg]
price: {now: 24.00}
cta: {label: Shop Now, url: "https://shop.example/balm"}
"""
    (found,) = mistakes(tmp_path, "[[gallery]]", front)
    assert "block-unknown" in found
    assert "features, testimonials, faq, countdown" in found


def test_what_a_catalogue_says_places_nothing(tmp_path: Path) -> None:
    catalogue = "-- sites/shop/data/rows.csv --\nkey,text\none,[[faq]]\n"
    front = ECOMMERCE + BLOCKS + "catalogue: {file: data/rows.csv, key: key}\n"
    archive = page("{{ row.text }}", front)
    build_all(write_workspace(tmp_path, site("studio"), catalogue, archive))
    made = (tmp_path / "output/shop/balm/one/index.html").read_text()
    assert "<p>[[faq]]</p>" in made
    assert order(made)[-1] == "faq"


def test_commonmark_reads_the_same_page(tmp_path: Path) -> None:
    body = (
        'A *line*, "quoted" -- and ![a balm](media/balm.jpg).\n\n[[faq]]\n\n'
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nTerm\n: What it is.\n\n## Second "
    )
    for dialect, mark in (("extra", "{: #two }"), ("commonmark", "{ #two }")):
        said = site("studio").replace("name: Shop", f"name: Shop\nmarkdown: {dialect}", 1)
        root = tmp_path / dialect
        build_all(write_workspace(root, said, page(f"{body}{mark}\n")))
        made = (root / "output/shop/balm/index.html").read_text()
        assert "<em>line</em>" in made
        assert "“quoted” \u2013" in made
        assert re.search(r'<img alt="a balm"[^>]*src=\.\./assets/balm', made)
        assert re.search(r"<td>1</td>\s*<td>2</td>", made)
        assert re.search(r"<dt>Term</dt>\s*<dd>What it is\.", made)
        assert re.search(r"<h2 id=\"?two\"?>Second</h2>", made)
        assert made.index("class=faq") < made.index("<td>1</td>")
