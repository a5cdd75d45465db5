"""Northern lights as linear-light pictures: the backdrop of every Aurora Skin scene.

A curtain of aurora is a sheet of glowing air seen from below. It is drawn the way it forms:
points along the wandering foot of the sheet are splatted into a picture, then every column is
smeared upwards, with a short reach for green and a long one for violet. Where the sheet folds
towards the viewer the points pile up, and the fold lights up by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, gaussian_filter1d
from scipy.signal import lfilter

Picture = npt.NDArray[np.float32]
"""Height x width x 3, linear light, row 0 at the top."""


@dataclass(frozen=True)
class Curtain:
    """One sheet of light.

    Lengths are fractions of the picture: `foot` and `sway` of its height, `reach` (how far the
    light climbs for red, green and blue) of its height, `fold` of its width. `slope` is the rise
    of the foot from left to right, `lean` the sideways drift of the rays for each height climbed.
    """

    seed: int
    foot: float
    sway: float
    fold: float
    reach: tuple[float, float, float]
    color: tuple[float, float, float]
    strength: float
    center: float = 0.5
    spread: float = 0.55
    rays: float = 0.5
    slope: float = 0.0
    lean: float = 0.0


def _wander(rng: np.random.Generator, t: Picture, octaves: int, base: float) -> Picture:
    """Smooth noise in about -1..1 along `t`: a sum of sines with random phases."""
    total = np.zeros_like(t)
    for octave in range(octaves):
        wave = base * 1.9**octave * (1 + 0.25 * rng.standard_normal())
        total += np.sin(2 * np.pi * (wave * t + rng.random())) / 1.7**octave
    return np.asarray(total / 1.6, dtype=np.float32)


def _draw(curtain: Curtain, width: int, height: int) -> Picture:
    rng = np.random.default_rng(curtain.seed)
    count = width * 160
    t = np.linspace(0, 1, count, dtype=np.float32)
    x = t * 2.2 - 0.6 + curtain.fold * _wander(rng, t, 4, 2.3)
    rays = np.exp(curtain.rays * _wander(rng, t, 7, 9.0))
    glow = np.exp(-(((x - curtain.center) / curtain.spread) ** 2)) * rays * 0.01
    foot = curtain.foot + curtain.sway * _wander(rng, t, 3, 0.8) - curtain.slope * (x - 0.5)
    # A leaning sheet is drawn upright on sheared ground and sheared back at the end.
    x = (x + curtain.lean * foot * height / width) % 1.0 if curtain.lean else x
    columns = np.clip((x * width).astype(np.int64), 0, width - 1)
    rows = np.clip((foot * height).astype(np.int64), 0, height - 1)
    inside = (x >= 0) & (x < 1) & (foot >= 0) & (foot < 1)
    density = np.zeros((height, width), dtype=np.float64)
    np.add.at(density, (rows[inside], columns[inside]), glow[inside])
    density = gaussian_filter(density, (height * 0.006, width * 0.006))
    channels = []
    for reach, tint in zip(curtain.reach, curtain.color, strict=True):
        keep = float(np.exp(-1.0 / (reach * height)))
        climbed = lfilter([1 - keep], [1, -keep], density[::-1], axis=0)[::-1]
        channels.append(climbed * tint * reach * 8)
    sheet = np.stack(channels, axis=-1) * curtain.strength * height * 0.04
    soft = gaussian_filter1d(sheet, height * 0.006, axis=0)
    return _shear(np.asarray(soft, dtype=np.float32), curtain.lean)


def _shear(picture: Picture, lean: float) -> Picture:
    """Shift each row of `picture` left by `lean` times its distance from the top, wrapping."""
    if lean == 0:
        return picture
    height, width = picture.shape[:2]
    columns = np.arange(width, dtype=np.float32)
    out = np.empty_like(picture)
    for row in range(height):
        at = columns + lean * row
        for channel in range(3):
            out[row, :, channel] = np.interp(at, columns, picture[row, :, channel], period=width)
    return out


def sky(
    width: int,
    height: int,
    curtains: tuple[Curtain, ...],
    *,
    zenith: tuple[float, float, float] = (0.008, 0.005, 0.018),
    horizon: tuple[float, float, float] = (0.035, 0.016, 0.075),
    stars: float = 0.0,
    seed: int = 7,
) -> Picture:
    """Paint a night sky with `curtains`; `stars` scales the star field (0 leaves it out)."""
    fall = np.linspace(0, 1, height, dtype=np.float32)[:, None, None] ** 1.6
    top, low = np.asarray(zenith, np.float32), np.asarray(horizon, np.float32)
    picture = np.repeat(top + (low - top) * fall, width, axis=1)
    for curtain in curtains:
        picture = picture + _draw(curtain, width, height)
    if stars > 0:
        rng = np.random.default_rng(seed)
        count = int(width * height / 2600)
        field = np.zeros((height, width), dtype=np.float32)
        bright = rng.pareto(2.2, count).clip(0, 9)
        field[rng.integers(0, height, count), rng.integers(0, width, count)] = bright
        field = gaussian_filter(field, max(0.55, width / 2200))
        picture = picture + (field * stars)[..., None] * np.asarray((0.9, 0.92, 1.1), np.float32)
    return np.asarray(picture, dtype=np.float32)


GREEN = (0.10, 1.0, 0.55)
TEAL = (0.08, 0.75, 0.85)
VIOLET = (0.55, 0.16, 1.0)
PINK = (1.0, 0.20, 0.62)

EVENING = (
    Curtain(
        3,
        0.60,
        0.035,
        0.05,
        (0.07, 0.10, 0.15),
        GREEN,
        0.95,
        center=0.30,
        spread=0.34,
        slope=0.22,
        lean=-0.10,
    ),
    Curtain(
        11,
        0.58,
        0.04,
        0.05,
        (0.17, 0.08, 0.20),
        VIOLET,
        1.2,
        center=0.66,
        spread=0.36,
        slope=0.30,
        lean=-0.10,
    ),
    Curtain(
        23,
        0.69,
        0.02,
        0.06,
        (0.13, 0.06, 0.11),
        PINK,
        0.5,
        center=0.62,
        spread=0.36,
        slope=0.16,
        lean=-0.10,
    ),
    Curtain(
        31,
        0.50,
        0.05,
        0.05,
        (0.10, 0.11, 0.15),
        TEAL,
        0.45,
        center=0.30,
        spread=0.40,
        slope=0.35,
        lean=-0.10,
    ),
)
"""The brand's aurora: green and teal on the left, violet and pink on the right."""
