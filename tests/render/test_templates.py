"""Templates: found nearest first, strict, and their mistakes told with their own place."""

from pathlib import Path

import pytest

from tests.browser.fixtures import OpenPage
from tests.workspaces import (
    PLAIN_THEME,
    SITE,
    build_all,
    problems_of,
    snapshot,
    told,
    write_workspace,
)


def page_of(root: Path, *archives: str) -> str:
    workspace = write_workspace(root, PLAIN_THEME, SITE, *archives)
    build_all(workspace)
    return snapshot(workspace.output)["shop/balm/index.html"].decode()


def test_a_site_overrides_one_file_of_its_theme(tmp_path: Path) -> None:
    page = page_of(
        tmp_path,
        """
-- sites/shop/theme/templates/product.html --
{% extends "plain:product.html" %}
{% block legal %}<footer>Our own words</footer>{% endblock %}
-- sites/shop/theme/styles/site.css --
h1 { color: rebeccapurple }
""",
    )
    assert "<h1>Polar Balm</h1>" in page
    assert "Our own words" in page
    assert "h1{color:rebeccapurple}" in page


def test_a_workspace_overrides_one_file_of_a_theme_of_ours(tmp_path: Path) -> None:
    page = page_of(
        tmp_path, "-- themes/base/templates/partials/legal.html --\n<footer>House rules</footer>\n"
    )
    assert "House rules" in page


def test_a_theme_extends_another(tmp_path: Path) -> None:
    page = page_of(
        tmp_path,
        """
-- themes/plainer/theme.yaml --
name: Plainer
description: Even less.
extends: plain
defaults: {headline: From the theme}
-- sites/shop/site.yaml --
name: Shop
url: https://go.shop.example/
theme: plainer
""",
    )
    assert "<h1>From the theme</h1>" in page


@pytest.mark.parametrize(
    ("template", "code", "line", "words"),
    [
        ("<main>\n{{ page.titel }}</main>", "template-undefined", 2, "titel"),
        ("<main>\n\n{% if page.title %}</main>", "template-syntax", 3, "endif"),
        ("{{ page.title", "template-syntax", 1, "end of"),
        ("\n\n{{ 1 / 0 }}", "template-error", 3, "division"),
        ('\n{{ t("no_such_word") }}', "word-missing", 2, "no_such_word"),
        ('{% include "partials/none.html" %}', "template-missing", 1, "partials/none.html"),
        ('{% extends "nowhere:product.html" %}', "theme-unknown", 1, "nowhere"),
    ],
)
def test_mistakes_in_a_sites_own_template(
    tmp_path: Path, template: str, code: str, line: int, words: str
) -> None:
    path = "sites/shop/theme/templates/product.html"
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE, f"-- {path} --\n{template}\n")
    (problem,) = problems_of(workspace)
    assert told(problem, tmp_path) == f"{path}:{line}:1 {code}"
    assert words in problem.message
    assert problem.excerpt == template.split("\n")[line - 1]
    assert [place.file.name for place in problem.related] == ["balm.md"]


def test_an_unknown_language_is_told_where_it_stands(tmp_path: Path) -> None:
    workspace = write_workspace(
        tmp_path, PLAIN_THEME, SITE, "-- sites/shop/pages/_defaults.yaml --\nlanguage: xx\n"
    )
    assert [told(problem, tmp_path) for problem in problems_of(workspace)] == [
        "sites/shop/pages/_defaults.yaml:1:11 language-unknown"
    ]


def test_a_bug_of_ours_is_no_problem_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    monkeypatch.setattr("generator.render.page.page_head", lambda *arguments, **settings: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_all(workspace)


def test_a_missing_template_names_the_page(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    (tmp_path / "themes/plain/templates/product.html").unlink()
    (problem,) = problems_of(workspace)
    assert told(problem, tmp_path) == "sites/shop/pages/balm.md template-missing"


def test_mistakes_in_a_theme_contract(tmp_path: Path) -> None:
    workspace = write_workspace(
        tmp_path, PLAIN_THEME, SITE, "-- themes/plain/theme.yaml --\nname: Plain\nextend: base\n"
    )
    assert [told(problem, tmp_path) for problem in problems_of(workspace)] == [
        "themes/plain/theme.yaml:1:1 key-missing",
        "themes/plain/theme.yaml:2:1 key-unknown",
    ]


def test_themes_in_a_circle(tmp_path: Path) -> None:
    workspace = write_workspace(
        tmp_path,
        PLAIN_THEME,
        SITE,
        "-- themes/plain/theme.yaml --\nname: P\ndescription: d\nextends: plainer\n",
        "-- themes/plainer/theme.yaml --\nname: P\ndescription: d\nextends: plain\n",
    )
    problems = problems_of(workspace)
    assert {problem.code for problem in problems} == {"theme-circle"}


HOSTILE = [
    '"><script>alert(1)</script>&amp;',
    "'><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script><!--<script>",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)//\u2028${page}{ page }",
]


@pytest.mark.browser
@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_authors_write_is_text_not_markup(
    tmp_path: Path, open_page: OpenPage, hostile: str
) -> None:
    quoted = "'" + hostile.replace("'", "''") + "'"
    site = SITE.split("-- sites/shop/media")[0]
    plain = page_of(tmp_path / "plain")
    attacked = page_of(
        tmp_path / "attacked",
        site.replace("title: Polar Balm", f"title: {quoted}\ndescription: {quoted}")
        .replace("category: Beauty", f"category: {quoted}")
        .replace("\nname: Shop\n", f"\nname: {quoted}\n")
        .replace("always-on", quoted),
    )

    def structure(html: str) -> str:
        # With JavaScript off: what the parser sees, before anything runs.
        page = open_page(javascript=False)
        page.set_content(html)
        names: str = page.evaluate(
            "() => [...document.querySelectorAll('*')].map(e => e.tagName).join(' ')"
        )
        return names

    assert structure(attacked) == structure(plain)
