"""Pictures made from other pictures: thumbnails, icons and the social card."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from aurora_finish import Grade, develop
from aurora_marks import mark_outlines
from aurora_sky import GREEN, PINK, VIOLET, Curtain, Picture, sky
from PIL import Image, ImageDraw, ImageFilter, ImageFont

MINT, LILAC, ROSE = (0x5D, 0xFF, 0xC0), (0xB4, 0x9A, 0xFF), (0xFF, 0x8F, 0xD0)


def thumbnail(source: Path, target: Path, box: tuple[float, float, float], size: int = 600) -> None:
    """Cut a square from `source`: centre x, centre y and side, as fractions of its width."""
    image = Image.open(source)
    side = box[2] * image.width
    left, top = box[0] * image.width - side / 2, box[1] * image.width - side / 2
    cut = image.resize(
        (size, size), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side)
    )
    cut.save(target, optimize=True)


def _mark_mask(size: int, share: float) -> Image.Image:
    big = size * 4
    mask = Image.new("L", (big, big), 0)
    draw = ImageDraw.Draw(mask)
    for band in mark_outlines():
        draw.polygon(
            [(big * (0.5 + (u - 0.5) * share), big * (0.5 + (v - 0.5) * share)) for u, v in band],
            255,
        )
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def _lights(size: int) -> Picture:
    """A slanted gradient through the colours of the brand's aurora, sRGB 0..1."""
    y, x = np.mgrid[0:size, 0:size] / (size - 1)
    t = np.clip(0.5 + ((x - 0.5) * 0.62 - (y - 0.5) * 0.78) / 0.62, 0, 1)[..., None]
    a, b, c = (np.asarray(color) / 255 for color in (MINT, LILAC, ROSE))
    low = a + (b - a) * np.clip(t / 0.5, 0, 1)
    return np.asarray(np.where(t < 0.5, low, b + (c - b) * np.clip(t / 0.5 - 1, 0, 1)), np.float32)


def icon_picture(target: Path, *, size: int = 512, rounded: bool) -> None:
    """The icon as PNG: the mark shining before a night sky, with round corners or full-bleed."""
    curtains = (
        Curtain(
            3,
            0.92,
            0.04,
            0.05,
            (0.10, 0.18, 0.26),
            GREEN,
            0.30,
            center=0.15,
            spread=0.4,
            slope=0.25,
            lean=-0.2,
        ),
        Curtain(
            11,
            0.95,
            0.04,
            0.05,
            (0.22, 0.12, 0.30),
            VIOLET,
            0.75,
            center=0.6,
            spread=0.5,
            slope=0.30,
            lean=-0.2,
        ),
        Curtain(
            23,
            1.0,
            0.02,
            0.06,
            (0.20, 0.08, 0.18),
            PINK,
            0.30,
            center=0.85,
            spread=0.4,
            slope=0.2,
            lean=-0.2,
        ),
    )
    night = sky(size, size, curtains, zenith=(0.012, 0.006, 0.03), horizon=(0.06, 0.02, 0.20))
    back = develop(night, Grade(exposure=1.0, bloom=0.5, grain=0.0, vignette=0.2))
    mask = np.asarray(_mark_mask(size, 0.62), np.float32)[..., None] / 255
    halo = Image.fromarray((mask[..., 0] * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(size * 0.06)
    )
    shine = np.asarray(halo, np.float32)[..., None] / 255
    lights = _lights(size)
    shown = 1 - (1 - back) * (1 - 0.45 * shine * lights)
    shown = shown * (1 - mask) + (0.12 + 0.88 * lights) * mask
    image = Image.fromarray((shown.clip(0, 1) * 255 + 0.5).astype(np.uint8), "RGB").convert("RGBA")
    if rounded:
        corners = Image.new("L", (size * 4, size * 4), 0)
        ImageDraw.Draw(corners).rounded_rectangle(
            (0, 0, size * 4 - 1, size * 4 - 1), size * 4 * 0.226, 255
        )
        image.putalpha(corners.resize((size, size), Image.Resampling.LANCZOS))
    else:
        image = image.convert("RGB")
    image.save(target, optimize=True)


def lettered(image: Image.Image, font_file: Path, center_x: float, center_y: float) -> Image.Image:
    """Set the wordmark, large, over the calm side of a card; positions are shares of its size."""
    width, height = image.size
    scale = 3
    mask = Image.new("L", (width * scale, height * scale), 0)
    draw = ImageDraw.Draw(mask)
    size = height * scale * 0.155
    middle = width * scale * center_x
    for text, rise, part in (("AURORA", 0.075, 1.0), ("SKIN", 0.235, 0.56)):
        font = ImageFont.truetype(str(font_file), round(size * part))
        gap = size * part * (0.17 if part == 1.0 else 0.42)
        total = sum(font.getlength(letter) for letter in text) + gap * (len(text) - 1)
        x = middle - total / 2
        for letter in text:
            draw.text((x, height * scale * (center_y + rise)), letter, 255, font, "ls")
            x += font.getlength(letter) + gap
    side = size * 0.95
    top = height * scale * (center_y - 0.30)
    for band in mark_outlines():
        draw.polygon([(middle + (u - 0.5) * side, top + v * side) for u, v in band], 255)
    mask = mask.resize((width, height), Image.Resampling.LANCZOS)
    white = Image.new("RGB", image.size, (247, 244, 255))
    return Image.composite(white, image, mask)
