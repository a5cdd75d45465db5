"""Make every picture and the clip of the Northlight example site.

``python scripts/art/northlight.py render`` computes the light of the stills and the clip's outdoor
shots into a work folder, about twenty minutes on two cores; ``... finish`` grades them, sets the
title, makes the sound and writes sites/northlight/media.
"""

from __future__ import annotations

import argparse
import io
import math
import tempfile
from pathlib import Path

import film_grade as grade
import numpy as np
from lettering import outline
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MEDIA = ROOT / "sites" / "northlight" / "media"
WORK = Path(tempfile.gettempdir()) / "northlight-art"
TALL = (1260, 2250)
SHARE = (1200, 630)


def render() -> None:
    """Compute what the work folder lacks."""
    import northlight_coast as coast
    import northlight_rivers as rivers
    import northlight_shots as shots

    WORK.mkdir(exist_ok=True)
    if not (WORK / "salt.npy").exists():
        view = coast.View(fog=0.6, swell=1.5, pitch=0.125)
        np.save(WORK / "salt.npy", coast.expose(view, TALL, 4).astype(np.float32))
    if not (WORK / "rivers.npy").exists():
        np.save(WORK / "rivers.npy", rivers.expose(TALL, 2, rivers.terrain()).astype(np.float32))
    shots.expose(WORK)
    if not (WORK / "share.npy").exists():
        view = coast.View(
            eye_y=3.2,
            pitch=0.10,
            lens=1.9,
            tower_x=26.0,
            tower_z=100.0,
            beam=3.62,
            time=21.0,
            fog=0.7,
            swell=1.6,
            figure=0.0,
        )
        np.save(WORK / "share.npy", coast.expose(view, SHARE, 2).astype(np.float32))


def night(light: np.ndarray, exposure: float) -> Image.Image:
    """Grade a picture of the coast: deep blue shadows, a lamp that blooms."""
    scale = math.sqrt(light.shape[0] * light.shape[1])
    light = grade.bloom(light * exposure, 0.55, 0.36, scale / 46)
    display = grade.encode(grade.film_curve(grade.vignette(light, 0.38)))
    return grade.picture(grade.grain(display, 0.010, 5))


def dawn(light: np.ndarray) -> Image.Image:
    """Grade the river picture: cold shadows, warm light, the corners held down."""
    scale = math.sqrt(light.shape[0] * light.shape[1])
    light = grade.bloom(light * 0.95, 0.75, 0.25, scale / 40)
    tone = light.mean(axis=2, keepdims=True)
    cold = np.array([0.78, 1.0, 1.22])
    light = light * (1 + (cold - 1) * np.exp(-tone * 9.0))
    light = 0.18 * (np.maximum(light, 0) / 0.18) ** 1.22
    display = grade.encode(grade.film_curve(grade.vignette(light, 0.36)))
    return grade.picture(grade.grain(display, 0.008, 6))


def wordmark() -> str:
    """Return the logo: a lamp with its two beams and the name, in the colour of the text."""
    from northlight_rooms import SANS

    line = outline("NORTHLIGHT", SANS, 52, 0.16)
    left, high = 104, 60
    wide = left + line.right + 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" role="img" '
        'aria-label="Northlight" fill="currentColor"><circle cx="42" cy="30" r="10.5"/>'
        '<path d="M26 25.500L0 12v36l26-13.500a17 17 0 010-9z"/>'
        '<path d="M58 25.500L84 20v20l-26-5.500a17 17 0 000-9z" opacity=".55"/>'
        f'<path transform="translate({left} {high / 2 + 18.6:.1f})" d="{line.path}"/></svg>\n'
    )


def icon() -> Image.Image:
    """Return the app icon: the lamp and its beams over a night horizon, 512 pixels."""
    side = 1024
    y, x = np.mgrid[0:side, 0:side]
    u, v = (2 * x - side) / side, (side - 2 * y) / side
    u, v = u, v - 0.10
    r = np.hypot(u, v) + 1e-6
    lean = u * math.cos(0.16) + v * math.sin(0.16)
    off = v * math.cos(0.16) - u * math.sin(0.16)
    light = np.array([0.006, 0.016, 0.030]) + 0.05 * np.exp(-((v + 0.42) ** 2) * 16)[
        ..., None
    ] * np.array([0.2, 0.75, 1.0])
    sea = 1 / (1 + np.exp((v + 0.52) * 260))
    wave = 0.5 + 0.5 * np.sin(u * 26 + np.sin(v * 90 + u * 5) * 2.4) * np.sin(v * 160)
    for way, power in ((-1, 1.0), (1, 0.55)):
        along = lean * way
        wide = 0.05 + 0.26 * np.clip(along, 0, None)
        cone = 1 / (1 + np.exp((np.abs(off) - wide) * 46)) * (along > 0)
        light += (cone * power * (0.10 + 0.85 * np.exp(-r * 1.6)))[..., None] * np.array(
            [1.0, 0.47, 0.11]
        )
    light *= (1 - 0.82 * sea)[..., None]
    glint = sea * np.exp(-((u / (0.10 + 0.35 * np.clip(-v - 0.5, 0, 1))) ** 2)) * wave**3
    light += (glint * 1.1)[..., None] * np.array([1.0, 0.46, 0.10])
    disc = 1 / (1 + np.exp((r - 0.205) * 170))
    light += (disc * 2.6)[..., None] * np.array([1.0, 0.70, 0.34])
    light += (0.22 * np.exp(-r * 3.4))[..., None] * np.array([1.0, 0.46, 0.10])
    display = grade.encode(grade.film_curve(grade.bloom(light, 0.9, 0.25, 26)))
    return grade.picture(display).resize((512, 512), Image.Resampling.LANCZOS)


def save_png(image: Image.Image, path: Path, limit: int) -> None:
    """Write a PNG below ``limit`` bytes, with a palette if it must be."""
    for candidate in (image, image.quantize(256, Image.Quantize.MEDIANCUT)):
        buffer = io.BytesIO()
        candidate.save(buffer, "PNG", optimize=True)
        if buffer.tell() < limit:
            path.write_bytes(buffer.getvalue())
            return
    raise ValueError(f"{path.name} does not fit into {limit} bytes.")


def square(image: Image.Image, left: int, top: int, side: int) -> Image.Image:
    """Return a 600-pixel square cut from a picture."""
    cut = image.crop((left, top, left + side, top + side))
    return cut.resize((600, 600), Image.Resampling.LANCZOS)


def share_card(light: np.ndarray) -> Image.Image:
    """Return the 1200 x 630 share picture with the studio's name in its dark half."""
    from northlight_rooms import SANS
    from PIL import ImageDraw, ImageFont

    card = night(light, 1.9)
    pen = ImageDraw.Draw(card)
    face = ImageFont.truetype(str(SANS), 44)
    x = 84.0
    for letter in "NORTHLIGHT":
        pen.text((x, 560), letter, font=face, fill="#ffe6c2", anchor="ls")
        x += face.getlength(letter) + 8
    return card


def finish() -> None:
    """Write the media folder from the work folder."""
    MEDIA.mkdir(parents=True, exist_ok=True)
    salt = night(np.load(WORK / "salt.npy").astype(float), 1.9)
    grade.save_jpeg(salt, MEDIA / "salt-signal.jpg", 690_000)
    save_png(square(salt, 190, 430, 1050), MEDIA / "salt-signal-thumb.png", 690_000)
    rivers = dawn(np.load(WORK / "rivers.npy").astype(float))
    grade.save_jpeg(rivers, MEDIA / "slow-rivers.jpg", 690_000)
    save_png(square(rivers, 130, 330, 1120), MEDIA / "slow-rivers-thumb.png", 690_000)
    (MEDIA / "logo.svg").write_text(wordmark(), encoding="utf-8")
    save_png(icon(), MEDIA / "icon.png", 300_000)
    card = share_card(np.load(WORK / "share.npy").astype(float))
    grade.save_jpeg(card, MEDIA / "og.jpg", 400_000)


def clip() -> None:
    """Write the trailer from the work folder."""
    import northlight_clip

    MEDIA.mkdir(parents=True, exist_ok=True)
    reels = {shot: northlight_clip.develop(shot, WORK) for shot in northlight_clip.ORDER}
    northlight_clip.encode(MEDIA / "trailer.mp4", reels)


def main() -> None:
    """Read the command line and work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=("render", "finish", "clip"))
    {"render": render, "finish": finish, "clip": clip}[parser.parse_args().verb]()


if __name__ == "__main__":
    main()
