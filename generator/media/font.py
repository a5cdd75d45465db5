"""A brand's font, cut down to the characters that a site writes, as WOFF2.

https://learn.microsoft.com/typography/opentype/spec/os2 has the bits that this module looks at.
"""

from io import BytesIO
from typing import Any

from msgspec import Struct

from generator.errors import InputError
from generator.media.asset import Asset
from generator.media.cache import Made

OPERATION = "font-1"
LARGEST = 32_000_000
"""Bytes of a source; the largest fonts, with all Chinese characters, have about 20 million."""

_RESTRICTED, _PREVIEW, _EDITABLE, _NO_SUBSETTING, _BITMAPS_ONLY = 0x2, 0x4, 0x8, 0x100, 0x200
_TYPO_METRICS = 1 << 7
# Who made it and under which licence, its names, and nothing else.
_NAMES = (0, 1, 2, 3, 4, 5, 6, 7, 13, 14)
# Per thousand characters of running English text, the spaces included.
_FREQUENCIES = {
    " ": 183, "a": 66, "b": 12, "c": 22, "d": 34, "e": 102, "f": 18, "g": 16, "h": 50, "i": 57,
    "j": 1, "k": 6, "l": 33, "m": 20, "n": 57, "o": 62, "p": 15, "q": 1, "r": 49, "s": 52,
    "t": 75, "u": 23, "v": 8, "w": 19, "x": 1, "y": 16, "z": 1,
}  # fmt: skip


class Font(Struct, frozen=True):
    """A font as pages load it; lengths are shares of the font's size.

    Attributes:
        asset: The WOFF2 file.
        weights: The lightest and the boldest weight in it, 1 to 1000; equal in a static font.
        ascent: From the baseline up to the top of a line.
        descent: From the baseline down to the bottom of a line.
        line_gap: Room between two lines.
        letter_width: The mean advance of lower-case letters, or None in a font without them.
    """

    asset: Asset
    weights: tuple[int, int]
    ascent: float
    descent: float
    line_gap: float
    letter_width: float | None


def make_font(data: bytes, name: str, characters: str) -> Made:
    """Cut a font down to `characters`.

    Raises:
        InputError: font-invalid, font-embedding, font-without-letters.
    """
    from fontTools.subset import Options, Subsetter

    font = _opened(data, name)
    _check_permission(font, name)
    if not set(map(ord, characters)) & set(font.getBestCmap() or ()) - {0x20, 0xA0}:
        raise InputError(
            "font-without-letters",
            f"The font {name} has none of the characters that this page is written in.",
            "Name a font for the page's language, or delete the line for pages in this language.",
        )
    options = Options()
    options.hinting = False  # phones do not use it, and it is a third of many fonts
    options.layout_features = [*options.layout_features, "tnum"]
    options.name_IDs = list(_NAMES)
    options.notdef_outline = True
    try:
        axes = _pinned(font)
        facts = _facts(font, axes)
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        target = BytesIO()
        font.save(target)
    except Exception as error:  # a damaged table may break any part of the library
        raise _invalid(name, str(error)) from error
    return Made(facts, (("woff2", target.getvalue()),))


def read_font(facts: Any, asset: Asset) -> Font:
    """The font that `make_font` made."""
    return Font(asset, tuple(facts["weights"]), **{k: facts[k] for k in facts if k != "weights"})


def letter_width(font: Any) -> float | None:
    """The mean advance of lower-case letters in a fontTools font, as a share of its size."""
    glyphs, widths = font.getBestCmap(), font["hmtx"].metrics
    if any(ord(letter) not in glyphs for letter in _FREQUENCIES):
        return None
    total = sum(widths[glyphs[ord(c)]][0] * often for c, often in _FREQUENCIES.items())
    return float(total / sum(_FREQUENCIES.values()) / font["head"].unitsPerEm)


def _opened(data: bytes, name: str) -> Any:
    from fontTools.ttLib import TTFont

    if data[:4] == b"ttcf":
        raise InputError(
            "font-invalid",
            f"The file {name} is a collection of several fonts.",
            "Export the one font that you mean as .ttf, .otf or .woff2.",
        )
    try:
        font = TTFont(BytesIO(data), lazy=True, recalcTimestamp=False)
        # What nothing can be done without; reading it shows whether it is whole.
        if not font.getBestCmap() or not font["hmtx"].metrics or not font["head"].unitsPerEm:
            raise _invalid(name, "it maps no characters to shapes")
    except InputError:
        raise
    except Exception as error:
        raise _invalid(name, str(error)) from error
    return font


def _invalid(name: str, reason: str) -> InputError:
    return InputError(
        "font-invalid",
        f"The file {name} cannot be read as a font: {reason.rstrip('.') or 'it is damaged'}.",
        "Name a whole font file in one of the formats .woff2, .ttf and .otf.",
    )


def _check_permission(font: Any, name: str) -> None:
    """Refuse what the font's maker has forbidden, by the field fsType of its table OS/2."""
    bits = font["OS/2"].fsType if "OS/2" in font else 0
    # Older fonts set several of the first three; the one that allows most is the one that counts.
    if bits & _RESTRICTED and not bits & (_PREVIEW | _EDITABLE):
        what = "may not be embedded into anything"
    elif bits & _NO_SUBSETTING:
        what = "may only be embedded whole, and pages load a part of it"
    elif bits & _BITMAPS_ONLY:
        what = "may only be embedded as bitmaps"
    else:
        return
    raise InputError(
        "font-embedding",
        f"By its maker's word in the file (fsType {bits}), the font {name} {what}.",
        "Ask the maker for the web licence and its font file, or choose another font.",
    )


def _pinned(font: Any) -> Any:
    """The weight axis of a variable font; its other axes are fixed at what they usually are."""
    if "fvar" not in font:
        return None
    axes = {axis.axisTag: axis for axis in font["fvar"].axes}
    others = {tag: None for tag in axes if tag != "wght"}
    if others:
        from fontTools.varLib.instancer import instantiateVariableFont

        instantiateVariableFont(font, others, inplace=True)
    return axes.get("wght")


def _facts(font: Any, weight_axis: Any) -> dict[str, Any]:
    os2, hhea = font.get("OS/2"), font["hhea"]
    em = font["head"].unitsPerEm
    vertical = (hhea.ascent, -hhea.descent, hhea.lineGap)
    if os2 is not None and (os2.fsSelection & _TYPO_METRICS or not any(vertical)):
        vertical = (os2.sTypoAscender, -os2.sTypoDescender, os2.sTypoLineGap)
    weight = os2.usWeightClass if os2 is not None else 400
    span = (weight_axis.minValue, weight_axis.maxValue) if weight_axis else (weight, weight)
    return {
        "weights": [min(max(int(value), 1), 1000) for value in span],
        "ascent": vertical[0] / em,
        "descent": vertical[1] / em,
        "line_gap": vertical[2] / em,
        "letter_width": letter_width(font),
    }
