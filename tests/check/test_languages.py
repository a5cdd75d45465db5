"""The language of a text is guessed where letters and common words tell it, and only there."""

from pathlib import Path

import pytest

from generator.check.languages import guess_language

FILE = Path(__file__).parent / "languages.txt"
TEXTS = dict(line.split(": ", 1) for line in FILE.read_text("utf-8").splitlines())


@pytest.mark.parametrize("language", TEXTS)
def test_languages_are_told_apart(language: str) -> None:
    guess = guess_language(TEXTS[language])
    assert guess is not None
    assert guess.languages[0] == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Glow Serum 30 ml",
        "Comet Courier, 42, Xbox, Steam, 4+ " * 12,
        TEXTS["de"][:120] + TEXTS["en"][:140] + TEXTS["fr"][:120],
    ],
    ids=["nothing", "short", "names", "mixed"],
)
def test_nothing_is_guessed_of_what_tells_nothing(text: str) -> None:
    assert guess_language(text) is None
