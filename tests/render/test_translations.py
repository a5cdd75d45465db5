"""What templates say themselves is translated, wholly and with the same blanks to fill in."""

import re
from pathlib import Path

import pytest

from generator.render.theme import packaged_themes
from generator.source import read_yaml

LANGUAGES = ("de", "fr", "es", "pt", "it", "ja", "ko", "id", "th", "vi", "ar")
FOLDERS = sorted(path.parent for path in packaged_themes().glob("*/words/en.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(folder: Path, language: str) -> None:
    english = read_yaml(folder / "en.yaml").data
    translated = read_yaml(folder / f"{language}.yaml").data
    assert list(translated) == list(english)
    for name, text in english.items():
        blanks = re.findall(r"\{\w+\}", text)
        assert sorted(re.findall(r"\{\w+\}", translated[name])) == sorted(blanks), name
        assert translated[name].strip() == translated[name]


def test_every_word_that_a_template_asks_for_is_there() -> None:
    english = read_yaml(packaged_themes() / "base" / "words" / "en.yaml").data
    asked = {
        word
        for template in packaged_themes().rglob("*.html")
        for word in re.findall(r"""\bt\(["'](\w+)["']""", template.read_text("utf-8"))
    }
    assert asked - set(english) == set()
    assert len(asked) > 30
