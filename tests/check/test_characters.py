"""Characters are counted as people see them."""

import pytest

from generator.check.characters import count_characters, count_columns


@pytest.mark.parametrize(
    ("text", "characters", "columns"),
    [
        ("", 0, 0),
        ("Glow", 4, 4),
        ("é" * 20, 20, 20),
        ("e\u0301" * 20, 20, 20),
        ("👍🏽", 1, 2),
        ("👨‍👩‍👧", 1, 4),
        ("🇩🇪🇫🇷", 2, 2),
        ("日本", 2, 4),
    ],
)
def test_counting(text: str, characters: int, columns: int) -> None:
    assert count_characters(text) == characters
    assert count_columns(text) == columns
