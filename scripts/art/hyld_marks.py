"""Hyld's own signs: the wordmark as strokes, the icon, and the thumbnails cut from pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

INK, LIGHT = (0x1B, 0x1F, 0x1E), (0xFF, 0xE2, 0xAE)

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 92 48" width="92" height="48" \
fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" role="img" \
aria-label="Hyld">\
<path d="M4 4V36M4 27a8.5 8.5 0 0 1 17 0V36M29 19 37.5 36M46 19 34.5 44M55 4V36M87 4V36"/>\
<circle cx="75" cy="26.5" r="9.7" fill="currentColor" stroke="none"/></svg>
"""
"""The bowl of the d is a globe of light before its stem."""


def icon(target: Path, *, size: int = 512) -> None:
    """A lit globe on its stem, on the brand's ink."""
    big = size * 4
    shape = Image.new("L", (big, big), 0)
    draw = ImageDraw.Draw(shape)

    def at(*values: float) -> list[float]:
        return [value * big for value in values]

    draw.rounded_rectangle(at(0.485, 0.55, 0.515, 0.80), 0.01 * big, 255)
    draw.rounded_rectangle(at(0.33, 0.785, 0.67, 0.82), 0.015 * big, 255)
    draw.ellipse(at(0.28, 0.15, 0.72, 0.59), 255)
    mask = np.asarray(shape.resize((size, size), Image.Resampling.LANCZOS), np.float32) / 255
    globe = mask.copy()
    globe[int(size * 0.6) :] = 0
    glow = np.clip(0.55 * gaussian_filter(globe, size * 0.09), 0, 1)[..., None]
    ink, light = np.asarray(INK, np.float32), np.asarray(LIGHT, np.float32)
    ground = ink + (light * np.asarray((0.95, 0.62, 0.34), np.float32) - ink) * glow
    picture = ground + (light - ground) * mask[..., None]
    Image.fromarray((picture + 0.5).clip(0, 255).astype(np.uint8)).save(target, optimize=True)


def thumbnail(source: Path, target: Path, box: tuple[float, float, float], size: int = 480) -> None:
    """Cut a square from `source`: centre x, centre y and side, as fractions of its width."""
    image = Image.open(source)
    side = box[2] * image.width
    left, top = box[0] * image.width - side / 2, box[1] * image.width - side / 2
    cut = image.resize(
        (size, size), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side)
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    cut.save(target, quality=86, progressive=True, optimize=True)


def signs(media: Path) -> None:
    """Write the logo, the icon, and the thumbnails of finished pictures."""
    (media / "logo.svg").write_text(LOGO, encoding="utf-8")
    icon(media / "icon.png")
    products, thumbs = media / "products", media / "thumbs"
    thumbnail(products / "maane-1.jpg", thumbs / "maane.jpg", (0.54, 0.62, 0.92))
    thumbnail(products / "hassel-1.jpg", thumbs / "hassel.jpg", (0.53, 0.66, 0.94))
    thumbnail(products / "klokke-1.jpg", thumbs / "klokke.jpg", (0.52, 0.44, 0.80))
