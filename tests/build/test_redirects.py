"""Redirects are compared with the pages that there are."""

from pathlib import Path

import pytest

from tests.workspaces import PLAIN_THEME, SITE, build_all, problems_of, told, write_workspace

SITE_OF_ONE_BROKEN_PAGE = """
-- sites/shop/pages/broken.md --
---
type: product
title: Another
category: Beauty
gallery: [media/nothing.jpg]
price: {now: 1}
cta: {label: Shop Now, url: "https://shop.example/"}
---
"""


@pytest.mark.parametrize(
    ("redirects", "expected"),
    [
        ("{/old: /blam/}", "redirect-nowhere"),
        ("{/old: /Balm/}", "redirect-nowhere"),
        ("{/old: /other/, /other: /balm/}", "redirect-nowhere"),
        ("{/balm: https://shop.example/}", "redirect-hides-page"),
        ("{/BALM/: /balm/}", "redirect-hides-page"),
        ("{/robots.txt: /balm/}", "redirect-hides-page"),
    ],
)
def test_mistakes(tmp_path: Path, redirects: str, expected: str) -> None:
    text = SITE.replace("theme: plain\n", f"theme: plain\nredirects: {redirects}\n")
    (problem,) = problems_of(write_workspace(tmp_path, PLAIN_THEME, text))
    assert told(problem, tmp_path).startswith("sites/shop/site.yaml:4:")
    assert problem.code == expected
    assert problem.hint
    if "blam" in redirects:
        assert "Did you mean /balm/" in problem.hint


def test_they_are_told_together_with_broken_pages(tmp_path: Path) -> None:
    text = SITE.replace("theme: plain\n", "theme: plain\nredirects: {/balm: https://x.example/}\n")
    workspace = write_workspace(tmp_path, PLAIN_THEME, text, SITE_OF_ONE_BROKEN_PAGE)
    assert {problem.code for problem in problems_of(workspace)} == {
        "media-missing",
        "redirect-hides-page",
    }


def test_a_redirect_to_a_page_that_cannot_be_made_is_no_mistake(tmp_path: Path) -> None:
    text = SITE.replace("theme: plain\n", "theme: plain\nredirects: {/old: /balm/}\n")
    workspace = write_workspace(tmp_path, PLAIN_THEME, text)
    (tmp_path / "sites" / "shop" / "media" / "balm.jpg").write_bytes(b"no picture")
    assert "redirect-nowhere" not in [problem.code for problem in problems_of(workspace)]


@pytest.mark.parametrize("path", ["404.html", "robots.txt/x", "_Headers", "cname"])
def test_a_page_cannot_have_the_name_of_a_file(tmp_path: Path, path: str) -> None:
    text = SITE.replace("title: Polar Balm\n", f"title: Polar Balm\npath: {path}\n")
    (problem,) = problems_of(write_workspace(tmp_path, PLAIN_THEME, text))
    assert told(problem, tmp_path) == "sites/shop/pages/balm.md:4:7 url-reserved"


def test_good_ones(tmp_path: Path) -> None:
    text = SITE.replace("theme: plain\n", 'theme: plain\nredirects: {/old: /balm/, "/a b": balm}\n')
    (problem,) = problems_of(write_workspace(tmp_path / "a", PLAIN_THEME, text))
    assert problem.code == "redirect-path"
    text = text.replace('"/a b"', "/a/b/")
    build_all(write_workspace(tmp_path / "b", PLAIN_THEME, text))
