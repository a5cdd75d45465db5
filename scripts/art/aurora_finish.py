"""The darkroom: from linear light to the finished picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from aurora_sky import Picture
from PIL import Image
from scipy.ndimage import gaussian_filter, zoom


@dataclass(frozen=True)
class Grade:
    """How one picture is developed.

    `exposure` multiplies the light; `bloom` is the share of light that lens and air spread;
    `toe` and `shoulder` bend the curve; `lift` is the colour of the deepest black; `top` and
    `bottom` darken (below 1) the first and last third for text; `grain` is in 8-bit steps.
    """

    exposure: float = 1.0
    bloom: float = 0.12
    white: float = 4.0
    contrast: float = 1.08
    saturation: float = 1.06
    lift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    vignette: float = 0.25
    top: float = 1.0
    bottom: float = 1.0
    grain: float = 2.2


def _resize(picture: Picture, width: int, height: int, method: Image.Resampling) -> Picture:
    channels = [
        np.asarray(Image.fromarray(picture[..., c]).resize((width, height), method))
        for c in range(3)
    ]
    return np.asarray(np.stack(channels, axis=-1), dtype=np.float32)


def enlarge(picture: Picture, width: int, height: int) -> Picture:
    """Resample with Lanczos in a log space, so bright edges do not ring, and sharpen a little."""
    if picture.shape[1] == width and picture.shape[0] == height:
        return picture
    logged = np.log1p(picture.clip(0) * 8)
    large = _resize(logged, width, height, Image.Resampling.LANCZOS)
    reach = 0.75 * width / picture.shape[1]
    crisp = large + 0.55 * (large - gaussian_filter(large, (reach, reach, 0)))
    return np.asarray((np.expm1(crisp) / 8).clip(0), dtype=np.float32)


def _bloom(picture: Picture, share: float) -> Picture:
    if share <= 0:
        return picture
    height, width = picture.shape[:2]
    small = zoom(picture, (0.25, 0.25, 1), order=1)
    spread = np.zeros_like(small)
    for scale, weight in ((0.006, 0.4), (0.02, 0.3), (0.06, 0.2), (0.16, 0.1)):
        sigma = scale * height * 0.25
        spread += weight * gaussian_filter(small, (sigma, sigma, 0), mode="nearest")
    back = _resize(spread, width, height, Image.Resampling.BICUBIC)
    return np.asarray(picture * (1 - share) + back * share, dtype=np.float32)


def _curve(x: Picture, white: float) -> Picture:
    """Reinhard's curve with a white point, which keeps the middle greys where they are."""
    return np.asarray(x * (1 + x / (white * white)) / (1 + x), dtype=np.float32)


def encode(linear: Picture) -> Picture:
    """Linear light 0..1 to the sRGB curve."""
    x = linear.clip(0, 1)
    return np.asarray(
        np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.power(x.clip(1e-6), 1 / 2.4) - 0.055),
        dtype=np.float32,
    )


def develop(picture: Picture, grade: Grade) -> Picture:
    """Return the picture in sRGB, 0..1."""
    height, width = picture.shape[:2]
    light = picture * grade.exposure * np.asarray(grade.gain, np.float32)
    light = _bloom(light, grade.bloom)
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    top = 1 - (1 - grade.top) * np.clip(1 - y / 0.42, 0, 1) ** 1.3
    low = 1 - (1 - grade.bottom) * np.clip((y - 0.66) / 0.34, 0, 1) ** 1.3
    far = np.sqrt(x * x * 0.6 + (2 * y - 1) ** 2 * 0.6)
    edge = 1 - grade.vignette * np.clip(far - 0.35, 0, 1) ** 2
    light = light * (top * low * edge)[..., None]
    # Half of the curve works on each channel (richer colour), half on brightness (truer colour).
    each = _curve(light, grade.white)
    bright = (light @ np.asarray((0.2126, 0.7152, 0.0722), np.float32))[..., None]
    whole = light * (_curve(bright, grade.white) / np.maximum(bright, 1e-5))
    mixed = 0.6 * each + 0.4 * np.minimum(whole, 1.0)
    grey = (mixed @ np.asarray((0.2126, 0.7152, 0.0722), np.float32))[..., None]
    mixed = (grey + (mixed - grey) * grade.saturation).clip(0, 1)
    shown = encode(mixed)
    middle = 0.42
    shown = (middle + (shown - middle) * grade.contrast).clip(0, 1)
    lift = np.asarray(grade.lift, np.float32)
    shown = lift + shown * (1 - lift)
    rng = np.random.default_rng(17)
    grain = gaussian_filter(rng.standard_normal((height, width)).astype(np.float32), 0.6) * 1.6
    shown = shown + (grain * grade.grain / 255)[..., None] * (0.4 + 0.6 * (1 - grey))
    return np.asarray(shown.clip(0, 1), dtype=np.float32)


def to_image(shown: Picture) -> Image.Image:
    """Quantise with a fixed dither, so that slow gradients do not band."""
    rng = np.random.default_rng(29)
    noise = rng.random(shown.shape[:2], dtype=np.float32)[..., None]
    return Image.fromarray((shown * 255 + noise).clip(0, 255).astype(np.uint8), "RGB")


def save_jpeg(image: Image.Image, target: Path, limit: int = 690_000) -> None:
    """Write a progressive JPEG at the best quality that stays under `limit` bytes."""
    for quality in range(93, 60, -2):
        image.save(target, quality=quality, progressive=True, optimize=True, subsampling=0)
        if target.stat().st_size <= limit:
            return
