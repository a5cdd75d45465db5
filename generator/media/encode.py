"""Encoders with their settings, and the search for a quality that fits a byte budget.

Settings were measured on photographs of 1500 x 2680 pixels. AVIF speed 6 makes files 20 % smaller
than speed 8 for 4 times the time; speed 4 wins 8 % more for 6 times the time again. Encoders run
on one thread each, because libaom's output depends on the number of its threads.
"""

import io
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

QUALITY = {"avif": 63, "webp": 78, "jpg": 80}
# Below these, faces and text visibly suffer; a picture that is still too heavy stays so.
LOWEST_QUALITY = {"avif": 22, "webp": 35, "jpg": 40}
# Measured: the logarithm of the size falls by about this much for each step of quality.
_SLOPE = {"avif": 0.030, "webp": 0.022, "jpg": 0.025}
_ATTEMPTS = 6
# A file this close to its budget is not worth another attempt.
_CLOSE = 0.88
_PALETTE_ABOVE = 150_000


def encode(image: "Image.Image", extension: str, quality: int) -> bytes:
    """Encode an RGB or RGBA picture without metadata; equal input gives equal bytes.

    Args:
        image: What `raster.upright` returned, or a smaller copy.
        extension: "avif", "webp", "jpg" (RGB only) or "png" (ignores `quality`).
        quality: 0 to 100, on the scale of that format.
    """
    # Image.save keeps its options in the object itself, so two threads need two objects.
    image = image.copy()
    out = io.BytesIO()
    match extension:
        case "avif":
            image.save(out, "AVIF", quality=quality, speed=6, max_threads=1)
        case "webp":
            image.save(out, "WEBP", quality=quality, method=5, alpha_quality=90)
        case "jpg":
            image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        case "png":
            return _encode_png(image)
        case _:
            raise ValueError(f"no encoder for {extension}")
    return out.getvalue()


def _encode_png(image: "Image.Image") -> bytes:
    from PIL import Image

    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    if out.tell() > _PALETTE_ABOVE:
        # Only browsers older than WebP see this file; 256 colours keep it within reason for them.
        reduced = image.quantize(256, method=Image.Quantize.FASTOCTREE)
        out = io.BytesIO()
        reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


def fit_budget(
    image: "Image.Image", extension: str, quality: int, budget: int
) -> tuple[bytes, int]:
    """Encode with the highest quality up to `quality` that needs at most `budget` bytes.

    The next quality is predicted from the sizes seen so far, so that two or three attempts
    usually do.

    Returns:
        The file and its quality. The file is larger than the budget only when even the lowest
        quality of the format is too heavy.
    """
    return search(lambda q: encode(image, extension, q), extension, quality, budget)


def search(
    attempt: Callable[[int], bytes], extension: str, quality: int, budget: int
) -> tuple[bytes, int]:
    """Do what `fit_budget` says, with any encoder."""
    lowest = LOWEST_QUALITY[extension]
    heavy, heavy_size = quality, 0
    light, best = lowest - 1, b""
    slope = _SLOPE[extension]
    for _ in range(_ATTEMPTS):
        data = attempt(quality)
        if len(data) > budget:
            heavy, heavy_size = quality, len(data)
            if quality == lowest:
                return data, quality
        else:
            light, best = quality, data
            if heavy_size:
                slope = math.log(heavy_size / len(best)) / (heavy - light)
        if best and (not heavy_size or heavy - light <= 1 or len(best) >= _CLOSE * budget):
            return best, light
        step = max(1, math.ceil(math.log(heavy_size / budget) / slope))
        quality = max(light + 1, lowest, heavy - step)
    return (best, light) if best else (attempt(lowest), lowest)
