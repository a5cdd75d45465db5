# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""The Salt & Signal trailer: shots in order, grade, title, sound, H.264 and AAC in an MP4."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import av
import film_grade as grade
import northlight_rooms as rooms
import northlight_shots as shots
import northlight_sound as sound
import numpy as np
from northlight_coast import CLOUD
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter, map_coordinates

WIDTH, HEIGHT, RATE = 750, 420, shots.FRAMES_A_SECOND
ORDER = {
    "swell": shots.SWELL_FRAMES,
    "sweep": shots.SWEEP_FRAMES,
    "lens": 40,
    "radio": 50,
    "door": 46,
    "title": 68,
}
"""Shot: its frames."""


def _letters(text: str, font: Path, size: int, tracking: float, line: float) -> np.ndarray:
    """Return centred lettering as coverage, shape (HEIGHT, WIDTH)."""
    fine = 3
    image = Image.new("L", (WIDTH * fine, HEIGHT * fine), 0)
    pen = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(font), size * fine)
    wide = sum(face.getlength(letter) for letter in text) + tracking * size * fine * (len(text) - 1)
    x = (WIDTH * fine - wide) / 2
    for letter in text:
        pen.text((x, line * fine), letter, font=face, fill=255, anchor="ls")
        x += face.getlength(letter) + tracking * size * fine
    return np.asarray(image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS), dtype=float) / 255


def title(share: float, name: np.ndarray, series: np.ndarray) -> np.ndarray:
    """Return the title card: fog at night, a beam that passes and leaves the name lit."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    u, v = (2 * x - WIDTH) / HEIGHT, (HEIGHT - 2 * y) / HEIGHT
    drift = share * 5.0
    fog = 0.6 * map_coordinates(
        CLOUD[:, :, 20], [(x * 0.030 + drift) % 64, (y * 0.055) % 64], order=1, mode="grid-wrap"
    )
    fog += 0.4 * map_coordinates(
        CLOUD[:, 9, :],
        [(x * 0.075 + drift * 2.2) % 64, (y * 0.12 - drift) % 64],
        order=1,
        mode="grid-wrap",
    )
    body = np.clip((fog - 0.30) * 2.6, 0, None)
    night = 0.010 + 0.050 * np.exp(-((v + 0.75) ** 2) * 2.2) * body + 0.016 * body
    light = night[..., None] * np.array([0.22, 0.62, 0.88])
    pass_ = 2.15 - 3.9 * min(share / 0.52, 1.0)
    source_u, source_v = 0.0, -1.35
    angle = np.arctan2(u - source_u, v - source_v)
    far = np.hypot(u - source_u, v - source_v)
    aim = math.atan2(-pass_, 1.35)
    beam = np.exp(-(((angle - aim) / 0.13) ** 2)) * np.exp(-far * 0.25)
    swing = max(1.0 - share / 0.62, 0.0) ** 0.5
    light += (beam * (0.10 + 0.55 * body) * swing)[..., None] * np.array([1.0, 0.52, 0.16])
    lit = 1.0 / (1.0 + np.exp(-(u * 1.0 + pass_ * 1.1 + 0.1) * -9.0))
    lit = np.where(pass_ < -1.7, 1.0, lit)
    edge = np.exp(-(((u + pass_ * 1.1) / 0.25) ** 2)) * swing
    paint = (0.05 + 0.75 * lit)[..., None] * np.array([1.0, 0.86, 0.66]) + edge[
        ..., None
    ] * np.array([2.6, 1.5, 0.6])
    light = light * (1 - 0.92 * name[..., None]) + name[..., None] * paint
    halo = gaussian_filter(name, 9) * (0.05 + 0.20 * lit * (0.6 + 0.4 * math.sin(share * 9)))
    light += halo[..., None] * np.array([1.0, 0.5, 0.15])
    small = min(max((share - 0.50) / 0.18, 0.0), 1.0)
    return light + (series * small * 0.55)[..., None] * np.array([0.75, 0.86, 0.92])


def picture(shot: str, number: int, folder: Path, parts: dict[str, np.ndarray]) -> np.ndarray:
    """Return the linear light of one frame."""
    share = number / (ORDER[shot] - 1)
    if shot in ("swell", "sweep"):
        light = shots.frame(folder, shot, number)
        planes = [
            np.asarray(
                Image.fromarray(gaussian_filter(light[..., c], 0.45).astype(np.float32)).resize(
                    (WIDTH, HEIGHT), Image.Resampling.BICUBIC
                )
            )
            for c in range(3)
        ]
        return np.maximum(np.stack(planes, axis=-1), 0.0) * 2.0
    if shot == "lens":
        return rooms.lens(share) * 1.1
    if shot == "radio":
        return rooms.radio(share, parts["dial"]) * 1.5
    if shot == "door":
        return rooms.door(share) * 2.3
    return title(share, parts["name"], parts["series"]) * 1.3


def finish(light: np.ndarray, seed: int, gain: float) -> np.ndarray:
    """Grade one frame and return display values."""
    light = grade.bloom(light, 0.55, 0.34, 8.0)
    light = grade.vignette(light, 0.42) * gain
    display = grade.encode(grade.film_curve(light))
    return grade.grain(display, 0.013, seed)


def develop(shot: str, folder: Path) -> np.ndarray:
    """Return the finished frames of one shot as bytes, shape (frames, HEIGHT, WIDTH, 3)."""
    parts = {
        "dial": rooms.dial(),
        "name": _letters("SALT & SIGNAL", rooms.SERIF, 62, 0.13, 214),
        "series": _letters("A NORTHLIGHT SERIES", rooms.SANS, 15, 0.42, 262),
    }
    total = sum(ORDER.values())
    first = sum(
        frames
        for name, frames in ORDER.items()
        if list(ORDER).index(name) < list(ORDER).index(shot)
    )
    done = np.empty((ORDER[shot], HEIGHT, WIDTH, 3), dtype=np.uint8)
    for number in range(ORDER[shot]):
        count = first + number
        gain = min(1.0, (count + 2) / 12) * min(1.0, (total - count) / 9)
        light = picture(shot, number, folder, parts).astype(np.float32)
        done[number] = finish(light, count, gain) * 255 + 0.5
    return done


def encode(path: Path, reels: dict[str, np.ndarray]) -> None:
    """Write the clip from the developed frames of every shot in ORDER."""
    starts, total = {}, 0
    for shot, frames in ORDER.items():
        starts[shot] = total / RATE
        total += frames
    with av.open(str(path), "w", options={"movflags": "faststart"}) as clip:
        video = clip.add_stream("libx264", rate=RATE)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.time_base = Fraction(1, RATE)
        video.options = {
            "crf": "20",
            "preset": "medium",
            "profile": "high",
            "tune": "film",
            "g": "48",
            "maxrate": "2300k",
            "bufsize": "3000k",
        }
        audio = clip.add_stream("aac", rate=sound.RATE, layout="stereo")
        audio.bit_rate = 128_000
        for count, image in enumerate(np.concatenate([reels[shot] for shot in ORDER])):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts = count
            for packet in video.encode(frame):
                clip.mux(packet)
        for packet in video.encode():
            clip.mux(packet)
        mix = sound.track(total / RATE, starts).astype(np.float32)
        for start in range(0, mix.shape[1], 1024):
            piece = np.ascontiguousarray(mix[:, start : start + 1024])
            block = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
            block.sample_rate, block.pts = sound.RATE, start
            block.time_base = Fraction(1, sound.RATE)
            for packet in audio.encode(block):
                clip.mux(packet)
        for packet in audio.encode():
            clip.mux(packet)
