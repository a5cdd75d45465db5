"""The printing on the packs: masks drawn from the brand's letterforms, white is ink."""

from __future__ import annotations

from pathlib import Path

from aurora_marks import mark_outlines
from PIL import Image, ImageDraw, ImageFont

Line = tuple[str, float, float, float]
"""Text, size, letter spacing and baseline; all as fractions of the label's width or height."""


def _spaced(
    draw: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont,
    text: str,
    gap: float,
    center: float,
    baseline: float,
) -> None:
    width = sum(font.getlength(letter) for letter in text) + gap * (len(text) - 1)
    x = center - width / 2
    for letter in text:
        draw.text((x, baseline), letter, font=font, fill=255, anchor="ls")
        x += font.getlength(letter) + gap


def draw_label(
    target: Path,
    font_file: Path,
    lines: tuple[Line, ...],
    *,
    size: tuple[int, int],
    rules: tuple[float, ...] = (),
    rule_length: float = 0.12,
    mark_at: float | None = None,
    mark_size: float = 0.13,
) -> Path:
    """Write a mask of `size` pixels: centred lines, thin rules and the brand's mark."""
    width, height = size
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)
    for text, scale, gap, baseline in lines:
        font = ImageFont.truetype(str(font_file), round(scale * width))
        _spaced(draw, font, text, gap * width, width / 2, baseline * height)
    for rule in rules:
        half = rule_length * width / 2
        y = rule * height
        draw.rectangle((width / 2 - half, y - width / 500, width / 2 + half, y + width / 500), 255)
    if mark_at is not None:
        _mark(draw, width / 2, mark_at * height, width * mark_size)
    image.save(target)
    return target


def draw_mark(target: Path, *, side: int = 900) -> Path:
    """Write a square mask with nothing but the mark."""
    image = Image.new("L", (side, side), 0)
    _mark(ImageDraw.Draw(image), side / 2, side / 2, side * 0.94)
    image.save(target)
    return target


def _mark(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for band in mark_outlines():
        draw.polygon([(x + (u - 0.5) * size, y + (v - 0.5) * size) for u, v in band], 255)
