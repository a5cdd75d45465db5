"""Brand colours that can be read: contrast by WCAG 2.2, corrected where a brand colour is too weak.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from functools import lru_cache

from msgspec import Struct

from generator.site.config import Colors

TEXT_CONTRAST = 4.5
WHITE, BLACK = "#ffffff", "#000000"


class Palette(Struct, frozen=True):
    """Colours for one scheme (light or dark), all as #rrggbb.

    Attributes:
        ground: The page's ground.
        text: Running text on the ground, contrast at least 4.5.
        primary: The brand's colour, for surfaces.
        on_primary: Text on `primary`, contrast at least 4.5.
        primary_text: The brand's colour for text on the ground, made lighter or darker until its
            contrast is at least 4.5.
        accent, on_accent, accent_text: The same for the second colour.
    """

    ground: str
    text: str
    primary: str
    on_primary: str
    primary_text: str
    accent: str
    on_accent: str
    accent_text: str


@lru_cache(maxsize=256)
def palette(colors: Colors, *, dark: bool) -> Palette:
    """The brand's colours on light or dark ground."""
    ground = colors.ink if dark else colors.paper
    if (luminance(ground) > 0.18) == dark:
        # The brand's ink is light or its paper dark: keep the hue, and make it a ground.
        ground = toward(ground, BLACK if dark else WHITE, 0.86)
    text = readable(colors.paper if dark else colors.ink, ground)
    accent = colors.accent or colors.primary
    primary, on_primary = surface(colors.primary)
    accent, on_accent = surface(accent)
    return Palette(
        ground=ground,
        text=text,
        primary=primary,
        on_primary=on_primary,
        primary_text=readable(colors.primary, ground),
        accent=accent,
        on_accent=on_accent,
        accent_text=readable(colors.accent or colors.primary, ground),
    )


def surface(color: str) -> tuple[str, str]:
    """A colour to put text on, and black or white for that text, whichever reads better.

    One of the two always has a contrast of at least 4.5 (their product is 21), so the brand's
    colour itself never changes.
    """
    white, black = contrast(color, WHITE), contrast(color, BLACK)
    # White looks right on a saturated colour even where black would measure a little better.
    return color, WHITE if white >= TEXT_CONTRAST or white >= black else BLACK


def readable(color: str, ground: str, least: float = TEXT_CONTRAST) -> str:
    """`color`, moved toward white or black no farther than its contrast on `ground` needs."""
    if contrast(color, ground) >= least:
        return color
    target = WHITE if contrast(WHITE, ground) >= contrast(BLACK, ground) else BLACK
    for step in range(1, 21):
        moved = toward(color, target, step / 20)
        if contrast(moved, ground) >= least:
            return moved
    return target


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(color: str) -> float:
    """The relative luminance of #rrggbb, 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb, 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def toward(color: str, target: str, amount: float) -> str:
    """A mix of two colours; `amount` is the target's share, 0 to 1."""
    mixed = (
        round(one + (other - one) * amount)
        for one, other in zip(channels(color), channels(target), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
