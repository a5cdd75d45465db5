"""Animated GIF, APNG and WebP pictures, made into one animated WebP file."""

import io
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.media import raster

if TYPE_CHECKING:
    from PIL import Image

# Browsers show frames shorter than 20 ms for 100 ms, and authors have come to rely on it.
_SHORTEST_MS = 20
_DEFAULT_MS = 100


class Animation(Struct, frozen=True):
    """An animated WebP file and its size in pixels."""

    data: bytes
    size: tuple[int, int]


def make_webp(image: "Image.Image", name: str, width: int) -> Animation:
    """Encode all frames of `image`, scaled down to `width` pixels.

    Raises:
        InputError: media-truncated when a frame cannot be decoded.
    """
    from generator.media.picture import resize

    frames, durations = [], []
    loop = image.info.get("loop", 1 if image.format == "GIF" else 0)
    for index in range(raster.frame_count(image)):
        try:
            image.seek(index)
        except Exception as error:  # whatever a decoder stumbles over in a damaged file
            raise raster.truncated(name) from error
        frames.append(resize(raster.upright(image, name), width))
        shown = round(float(image.info.get("duration") or 0))
        durations.append(shown if shown >= _SHORTEST_MS else _DEFAULT_MS)
    if len({frame.size for frame in frames}) > 1:
        raise raster.truncated(name)
    out = io.BytesIO()
    frames[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=int(loop),
        quality=70,
        method=4,
        minimize_size=True,
    )
    return Animation(out.getvalue(), frames[0].size)
