"""Media files for the tests, each drawn or filmed on the spot."""

import io
import struct
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from PIL import Image, ImageDraw, ImageFilter

RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 170, 60), (30, 60, 220), (128, 128, 128)


def photo(width: int, height: int, *, noise: float = 0.08) -> Image.Image:
    """Something as hard to encode as a photograph: soft shapes, hard edges and grain."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for i in range(120):
        x, y, radius = (i * 7919) % width, (i * 104729) % height, 10 + (i * 31) % (width // 8 + 1)
        color = ((i * 53) % 256, (i * 97) % 256, (i * 193) % 256)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)
        if i % 2:
            draw.line((x, y, y % width, x % height), fill=color[::-1], width=3)
    image = image.filter(ImageFilter.GaussianBlur(1.5))
    grain = Image.frombytes("RGB", image.size, _grain(3 * width * height))
    return Image.blend(image, grain, noise)


def _grain(length: int) -> bytes:
    """Bytes that look random and are the same on every run."""
    import random

    return random.Random(7).randbytes(length)


def corners(width: int = 60, height: int = 40) -> Image.Image:
    """Red top left, green top right, blue bottom left, grey bottom right."""
    image = Image.new("RGB", (width, height), GREY)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    return image


def encoded(image: Image.Image, format_name: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_name, **options)
    return out.getvalue()


def gif(path: Path, *, frames: int = 4, size: tuple[int, int] = (80, 60)) -> Path:
    pictures = [Image.new("RGB", size, (60 * i, 40, 200 - 40 * i)) for i in range(frames)]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=120, loop=0)
    return path


def clip(
    path: Path,
    *,
    size: tuple[int, int] = (320, 180),
    seconds: float = 2.0,
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    sound: bool = True,
    picture: bool = True,
    black_until: float = 0.5,
    faststart: bool = False,
) -> Path:
    """Film a clip: black at first, then coloured corners with detail."""
    options = {"movflags": "+faststart"} if faststart else {}
    with av.open(str(path), "w", options=options) as container:
        if picture:
            stream = cast("av.VideoStream", container.add_stream(codec, rate=24))
            stream.width, stream.height, stream.pix_fmt = *size, pixel_format
        if sound:
            sound_codec = "libopus" if path.suffix == ".webm" else "aac"
            voice = cast("av.AudioStream", container.add_stream(sound_codec, rate=48000))
            voice.layout = "mono"
        if picture:
            shown = corners(*size)
            ImageDraw.Draw(shown).text((20, 20), "Landfast", fill="white")
            for index in range(int(seconds * 24)):
                dark = index < black_until * 24
                image = Image.new("RGB", size) if dark else shown
                frame = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
                frame.pts, frame.time_base = index, Fraction(1, 24)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        if sound:
            samples = 960
            for index in range(int(seconds * 48000 / samples)):
                tone = av.AudioFrame(format="s16", layout="mono", samples=samples)
                tone.planes[0].update(bytes(2 * samples))
                tone.sample_rate, tone.pts = 48000, index * samples
                tone.time_base = Fraction(1, 48000)
                container.mux(voice.encode(tone))
            container.mux(voice.encode(None))
    return path


def turned_clip(path: Path) -> Path:
    """A clip that asks players to turn it by 90 degrees clockwise, as phones record portraits."""
    data = bytearray(clip(path, sound=False).read_bytes())
    position = data.index(b"tkhd") + 4
    matrix = position + (52 if data[position] else 40)
    # Section 6.2.2 of ISO/IEC 14496-12: 16.16 fixed-point numbers, the last column 2.30.
    struct.pack_into(">9i", data, matrix, 0, 1 << 16, 0, -(1 << 16), 0, 0, 180 << 16, 0, 1 << 30)
    path.write_bytes(data)
    return path


def is_near(seen: object, wanted: tuple[int, ...], tolerance: int = 24) -> bool:
    """Tell whether a pixel has a colour, lossy encoding allowed for."""
    assert isinstance(seen, tuple)
    return all(abs(a - b) <= tolerance for a, b in zip(seen[:3], wanted, strict=True))
