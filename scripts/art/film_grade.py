# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""Grading shared by the rendered pictures: tone curves, bloom, vignette, grain, saving.

All functions take and return float arrays of shape (height, width, 3). "Linear" means scene
light without an upper bound; "display" means sRGB-encoded values from 0 to 1.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter


def linear_from_hex(colour: str) -> tuple[float, float, float]:
    """Return the linear light of an sRGB colour such as ``#ffb454``."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return red, green, blue


def encode(linear: np.ndarray) -> np.ndarray:
    """Encode linear light between 0 and 1 as sRGB display values."""
    light = np.clip(linear, 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def neutral_curve(linear: np.ndarray) -> np.ndarray:
    """Roll off highlights and leave the rest of the colours as they are.

    The Khronos PBR Neutral curve: brand colours below 0.8 stay true, brighter light leans
    towards white in place of shifting its hue.
    """
    start, desaturation = 0.8 - 0.04, 0.15
    low = linear.min(axis=2, keepdims=True)
    offset = np.where(low < 0.08, low - 6.25 * low * low, 0.04)
    colour = linear - offset
    peak = colour.max(axis=2, keepdims=True)
    span = 1.0 - start
    rolled = 1.0 - span * span / (peak + span - start)
    scaled = colour * rolled / np.maximum(peak, 1e-6)
    share = 1.0 - 1.0 / (desaturation * (peak - rolled) + 1.0)
    bright = scaled * (1.0 - share) + rolled * share
    return np.where(peak < start, colour, bright)


def film_curve(linear: np.ndarray) -> np.ndarray:
    """Compress light like print film: a soft toe, a long shoulder (Narkowicz's ACES fit)."""
    light = np.maximum(linear, 0.0)
    return np.clip(
        (light * (2.51 * light + 0.03)) / (light * (2.43 * light + 0.59) + 0.14), 0.0, 1.0
    )


def _blurred(light: np.ndarray, sigma: float) -> np.ndarray:
    """Blur; wide blurs are computed on a reduced picture, which looks the same and is fast."""
    factor = max(1, int(sigma / 2.5))
    if factor == 1:
        return gaussian_filter(light, sigma=(sigma, sigma, 0))
    height, width = light.shape[:2]
    small = (max(width // factor, 2), max(height // factor, 2))
    planes = []
    for channel in range(3):
        plane = Image.fromarray(light[..., channel].astype(np.float32))
        plane = plane.resize(small, Image.Resampling.BOX)
        soft = gaussian_filter(np.asarray(plane), sigma / factor)
        plane = Image.fromarray(soft).resize((width, height), Image.Resampling.BICUBIC)
        planes.append(np.maximum(np.asarray(plane), 0.0))
    return np.stack(planes, axis=-1)


def bloom(linear: np.ndarray, threshold: float, strength: float, radius: float) -> np.ndarray:
    """Spill light above ``threshold`` over its surroundings; ``radius`` is in pixels."""
    peak = linear.max(axis=2, keepdims=True)
    bright = linear * np.clip((peak - threshold) / np.maximum(peak, 1e-6), 0.0, 1.0)
    glow = np.zeros_like(linear)
    for scale, weight in ((0.25, 0.45), (1.0, 0.35), (3.2, 0.2)):
        glow += weight * _blurred(bright, radius * scale)
    return linear + strength * glow


def vignette(linear: np.ndarray, strength: float) -> np.ndarray:
    """Darken the corners by ``strength`` (0 to 1)."""
    height, width = linear.shape[:2]
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    fall = 1.0 - strength * np.clip((x * x + y * y) / 2.0, 0.0, 1.0) ** 1.4
    return linear * fall[..., None]


def grain(display: np.ndarray, strength: float, seed: int) -> np.ndarray:
    """Add film grain, strongest in the middle tones; it also keeps dark gradients from banding."""
    generator = np.random.default_rng(seed)
    height, width = display.shape[:2]
    noise = gaussian_filter(generator.standard_normal((height, width)), 0.6)
    noise /= noise.std()
    tone = display.mean(axis=2)
    weight = strength * (0.35 + 2.6 * tone * (1.0 - tone))
    return np.clip(display + (noise * weight)[..., None], 0.0, 1.0)


def picture(display: np.ndarray) -> Image.Image:
    """Return an 8-bit Pillow image of display values."""
    return Image.fromarray((np.clip(display, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8))


def save_jpeg(image: Image.Image, path: Path, limit: int) -> int:
    """Write the best progressive JPEG of fewer than ``limit`` bytes and return its quality."""
    for quality in range(93, 60, -3):
        buffer = io.BytesIO()
        image.convert("RGB").save(
            buffer, "JPEG", quality=quality, subsampling=0, optimize=True, progressive=True
        )
        if buffer.tell() < limit:
            path.write_bytes(buffer.getvalue())
            return quality
    raise ValueError(f"{path.name} does not fit into {limit} bytes at an acceptable quality.")
