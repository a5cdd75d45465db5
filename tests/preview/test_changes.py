"""What a changed file means."""

from pathlib import Path

import pytest

from generator.build.workspace import Workspace
from generator.preview.changes import Changes, changes_of, is_source

ROOT = Path("/work space")
KNOWN = "sites/shop/pages/balm.md"


def changes(tmp_path: Path, *names: str) -> Changes:
    """The meaning of some changed files in a workspace with one site of one page."""
    for name in (KNOWN, "sites/shop/media/a.jpg", "sites/shop/prices.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return changes_of(
        [tmp_path / name for name in names],
        Workspace(tmp_path),
        [tmp_path / "themes"],
        ["shop"],
        lambda path: path == tmp_path / KNOWN,
    )


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        (KNOWN, "pages"),
        ("sites/shop/pages/new.md", "sites"),
        ("sites/shop/pages/_defaults.yaml", "sites"),
        ("sites/shop/pages/folder", "sites"),
        ("sites/shop/site.yaml", "sites"),
        ("sites/shop/data/rows.csv", "sites"),
        ("sites/shop/prices.csv", "sites"),
        ("sites/shop/media/a.jpg", "media"),
        ("sites/shop/media/gone.jpg", "sites"),
        ("sites/shop/theme/templates/product.html", "looks"),
        ("sites/shop/theme/styles/site.css", "looks"),
        ("themes/studio/words/en.yaml", "looks"),
        ("themes/studio/theme.yaml", "everything"),
        ("themes/studio", "everything"),
        ("sites/other/site.yaml", "everything"),
        ("sites/shop", "everything"),
        ("sites", "everything"),
    ],
)
def test_each_kind_of_file(tmp_path: Path, name: str, meaning: str) -> None:
    found = changes(tmp_path, name)
    said = [
        kind for kind in ("everything", "sites", "pages", "looks", "media") if getattr(found, kind)
    ]
    assert said == [meaning]
    assert found


def test_styles_alone_are_told_apart(tmp_path: Path) -> None:
    style, other = "themes/studio/styles/theme.css", "themes/studio/templates/layout.html"
    assert changes(tmp_path, style, "sites/shop/theme/styles/site.css").style_only
    assert not changes(tmp_path, style, other).style_only
    assert not changes(tmp_path).style_only
    assert not changes(tmp_path)


@pytest.mark.parametrize(
    "name",
    [".balm.md.swp", "balm.md~", "#balm.md#", ".git/index", "media/x.jpg.part", "a/.hidden/b.md"],
)
def test_what_editors_leave_beside_a_file_is_none(name: str) -> None:
    assert not is_source(ROOT / name, ROOT)
    assert is_source(ROOT / "pages" / "4913.md", ROOT)
