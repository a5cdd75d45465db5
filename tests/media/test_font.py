"""Fonts cut down to what pages write: real fonts, made here with fontTools."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from generator.errors import InputError
from generator.media import MediaStore
from generator.media import font as fonts

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def built_font(
    path: Path,
    characters: str = f" {LETTERS}ABCÄß€0123456789.",
    *,
    advance: int = 600,
    fs_type: int = 0,
    weight: int = 400,
    typo: bool = False,
    axes: tuple[tuple[str, float, float, float, str], ...] = (),
) -> Path:
    """Write a font of 1,000 units whose every letter is a box, and return its path."""
    names = {char: f"uni{ord(char):04X}" for char in characters}
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (advance - 50, 700), (advance - 50, 0)):
        pen.lineTo(point)
    pen.closePath()
    box, empty = pen.glyph(), TTGlyphPen(None).glyph()
    glyphs = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    # The same font whenever it is built.
    builder.font.recalcTimestamp = False
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(char): name for char, name in names.items()})
    builder.setupGlyf({glyph: empty if glyph == "uni0020" else box for glyph in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (advance, 50)))
    builder.setupHorizontalHeader(ascent=900, descent=-300, lineGap=50)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "copyright": "Ours"})
    builder.setupOS2(
        version=4,
        fsType=fs_type,
        usWeightClass=weight,
        fsSelection=0x80 if typo else 0x40,
        sTypoAscender=800,
        sTypoDescender=-200,
        sTypoLineGap=0,
    )
    builder.setupPost()
    if axes:
        builder.setupFvar(list(axes), [])
        builder.setupGvar({})
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def opened(path: Path) -> Any:
    return TTFont(BytesIO(path.read_bytes()))


def code_of(path: Path, characters: str = "abc") -> str:
    with pytest.raises(InputError) as caught:
        MediaStore(path.parent / "cache").font(path, characters)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")
    return caught.value.code


def test_only_what_is_asked_for_is_left(tmp_path: Path) -> None:
    font = MediaStore(tmp_path / "cache").font(built_font(tmp_path / "Boxes Bold.ttf"), "abÄ€я")
    made = opened(font.asset.path)
    assert made.flavor == "woff2"
    assert set(made.getBestCmap()) == set(map(ord, "abÄ€"))
    assert made["name"].getDebugName(0) == "Ours"
    assert (font.asset.media_type, font.asset.name[:11]) == ("font/woff2", "boxes-bold.")


def test_the_facts_that_stand_ins_need(tmp_path: Path) -> None:
    store = MediaStore(tmp_path / "cache")
    font = store.font(built_font(tmp_path / "a.ttf", weight=700), "abc")
    assert (font.ascent, font.descent, font.line_gap) == (0.9, 0.3, 0.05)
    assert font.letter_width == pytest.approx(0.6)
    assert font.weights == (700, 700)
    font = store.font(built_font(tmp_path / "b.ttf", "abc", typo=True), "abc")
    assert (font.ascent, font.descent, font.line_gap) == (0.8, 0.2, 0)
    assert font.letter_width is None


def test_a_variable_font_keeps_its_weights_and_nothing_else(tmp_path: Path) -> None:
    axes = (("wght", 100.0, 400.0, 900.0, "Weight"), ("wdth", 75.0, 100.0, 125.0, "Width"))
    path = built_font(tmp_path / "a.ttf", axes=axes)
    font = MediaStore(tmp_path / "cache").font(path, "abc")
    assert font.weights == (100, 900)
    assert [axis.axisTag for axis in opened(font.asset.path)["fvar"].axes] == ["wght"]
    path = built_font(tmp_path / "b.ttf", axes=axes[1:])
    font = MediaStore(tmp_path / "cache").font(path, "abc")
    assert font.weights == (400, 400)
    assert "fvar" not in opened(font.asset.path)


def test_a_second_build_makes_nothing(tmp_path: Path) -> None:
    path = built_font(tmp_path / "a.ttf")
    first = MediaStore(tmp_path / "cache")
    made = first.font(path, "abc")
    again = MediaStore(tmp_path / "cache")
    assert again.font(path, "abc") == made
    assert (first.tally.made, again.tally.made, again.tally.reused) == (1, 0, 1)
    assert again.font(path, "abcd").asset.sha256 != made.asset.sha256


def test_the_same_font_gives_the_same_bytes(tmp_path: Path) -> None:
    path = built_font(tmp_path / "a.ttf")
    one, other = (MediaStore(tmp_path / name).font(path, "abc").asset for name in ("1", "2"))
    assert one.path.read_bytes() == other.path.read_bytes()
    assert one.name == other.name


def test_woff2_is_read_too(tmp_path: Path) -> None:
    font = TTFont(built_font(tmp_path / "a.ttf"))
    font.flavor = "woff2"
    font.save(tmp_path / "a.woff2")
    made = MediaStore(tmp_path / "cache").font(tmp_path / "a.woff2", "xyz")
    assert set(opened(made.asset.path).getBestCmap()) == set(map(ord, "xyz"))


@pytest.mark.parametrize(
    "content", [b"<svg/>", b"\0\1\0\0", b"wOF2" + bytes(60), b"ttcf" + bytes(9)]
)
def test_what_is_no_font(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.ttf").write_bytes(content)
    assert code_of(tmp_path / "x.ttf") == "font-invalid"


def test_half_a_font(tmp_path: Path) -> None:
    path = built_font(tmp_path / "x.ttf")
    path.write_bytes(path.read_bytes()[:-400])
    assert code_of(path) == "font-invalid"


@pytest.mark.parametrize("bits", [0x2, 0x100, 0x104, 0x200])
def test_what_its_maker_has_forbidden(tmp_path: Path, bits: int) -> None:
    assert code_of(built_font(tmp_path / "x.ttf", fs_type=bits)) == "font-embedding"


@pytest.mark.parametrize("bits", [0, 0x4, 0x8, 0x6])
def test_what_its_maker_permits(tmp_path: Path, bits: int) -> None:
    path = built_font(tmp_path / "x.ttf", fs_type=bits)
    assert MediaStore(tmp_path / "cache").font(path, "abc").asset.size > 0


def test_a_font_for_another_language(tmp_path: Path) -> None:
    assert code_of(built_font(tmp_path / "x.ttf"), "\u0e01\u0e02 ") == "font-without-letters"


def test_a_font_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "LARGEST", 1000)
    assert code_of(built_font(tmp_path / "x.ttf")) == "font-too-large"
