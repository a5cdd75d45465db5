"""Minified scripts that are kept on disk."""

from pathlib import Path

import pytest

from generator.runtime import kept
from generator.runtime.bundle import FEATURES, bundle
from generator.runtime.minify import minify

SOURCE = "(() => {\nconst first = 1;\nconsole.log(first, 'é');\n})();\n"


def test_what_was_minified_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "scripts"
    assert kept.minified(SOURCE, folder) == minify(SOURCE)
    monkeypatch.delattr(kept, "_minify")
    assert kept.minified(SOURCE, folder) == minify(SOURCE)


@pytest.mark.parametrize("damage", [b"", b"0" * 64, b"\xff\xfe", None])
def test_a_damaged_script_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    script = kept.minified(SOURCE, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-3] if damage is None else damage)
    assert kept.minified(SOURCE, tmp_path) == script
    assert file.read_bytes() == whole
    assert len(list(tmp_path.iterdir())) == 1


def test_another_minifier_does_not_take_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.minified(SOURCE, tmp_path)
    monkeypatch.setattr(kept, "_tools", lambda: "newer")
    kept.minified(SOURCE, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert kept.minified(SOURCE, tmp_path / "file" / "scripts") == minify(SOURCE)


def test_the_script_of_a_page_is_the_same_kept_or_not(tmp_path: Path) -> None:
    features = FEATURES - {"private"}
    assert bundle(features, tmp_path) == bundle(features)
    bundle.cache_clear()
    assert bundle(features, tmp_path) == bundle(features)
    assert len(list(tmp_path.iterdir())) == 1
