"""Brand colours can be read on every ground."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.colors import TEXT_CONTRAST, contrast, luminance, palette, readable, surface
from generator.site.config import Colors

COLOR = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_as_the_standard_has_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOR, COLOR, COLOR, COLOR, st.booleans())
def test_any_brand_can_be_read(primary: str, accent: str, ink: str, paper: str, dark: bool) -> None:
    colors = Colors(primary=primary, accent=accent, ink=ink, paper=paper)
    made = palette(colors, dark=dark)
    for text, ground in [
        (made.text, made.ground),
        (made.primary_text, made.ground),
        (made.accent_text, made.ground),
        (made.on_primary, made.primary),
        (made.on_accent, made.accent),
    ]:
        assert contrast(text, ground) >= TEXT_CONTRAST
    assert (luminance(made.ground) <= 0.18) == dark
    assert made.primary == primary


@given(COLOR)
def test_a_readable_colour_is_left_alone(color: str) -> None:
    if contrast(color, "#ffffff") >= TEXT_CONTRAST:
        assert readable(color, "#ffffff") == color
    assert surface(color)[0] == color
