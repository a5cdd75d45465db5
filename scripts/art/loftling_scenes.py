# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""Two skies with kites: a Sunday evening over dunes, and an afternoon among clouds.

Skies are computed per pixel; kites, dunes and grass are drawn at twice the size and made smaller,
so that every edge is smooth. Fixed seeds: the same versions give the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Point = tuple[float, float]
Color = tuple[int, int, int]

FINER = 2
CORAL, CREAM, TEAL, SUN, INK = "#f0623f", "#fff3dc", "#1f8a99", "#ffc94d", "#16253d"


def rgb(color: str) -> Color:
    return (int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16))


def mixed(one: str, other: str, share: float) -> Color:
    a, b = rgb(one), rgb(other)
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def gradient(size: tuple[int, int], stops: Sequence[tuple[float, str]]) -> np.ndarray:
    """A sky from top to bottom; rows of floats from 0 to 255."""
    width, height = size
    y = np.linspace(0.0, 1.0, height)
    places = [place for place, _ in stops]
    channels = [np.interp(y, places, [rgb(color)[c] for _, color in stops]) for c in range(3)]
    column = np.stack(channels, axis=1)
    return np.repeat(column[:, None, :], width, axis=1)


def clouds(size: tuple[int, int], seed: int, stretch: float) -> np.ndarray:
    """Soft noise from 0 to 1: a few octaves, each smoothed when it is made larger."""
    width, height = size
    rng = np.random.default_rng(seed)
    total, weight = np.zeros((height, width)), 0.0
    for octave in range(6):
        cells = 3 * 2**octave
        grid = rng.random((max(2, round(cells * stretch * height / width)), cells))
        small = Image.fromarray((grid * 255).astype(np.uint8))
        layer = np.asarray(small.resize(size, Image.Resampling.BICUBIC), dtype=float) / 255
        share = 0.55**octave
        total += layer * share
        weight += share
    return total / weight


def glow(size: tuple[int, int], at: Point, radius: float) -> np.ndarray:
    width, height = size
    y, x = np.mgrid[0:height, 0:width]
    distance = np.hypot(x - at[0] * width, y - at[1] * height) / (radius * width)
    return np.exp(-(distance**2))


def lit(sky: np.ndarray, color: str, share: np.ndarray) -> np.ndarray:
    return sky + (np.array(rgb(color)) - sky) * np.clip(share, 0, 1)[:, :, None]


def canvas(sky: np.ndarray) -> Image.Image:
    image = Image.fromarray(np.clip(sky, 0, 255).astype(np.uint8))
    return image.resize((image.width * FINER, image.height * FINER), Image.Resampling.BICUBIC)


def finished(picture: Image.Image, seed: int) -> Image.Image:
    """Made smaller, with a breath of grain, so that no step shows in the sky."""
    small = picture.resize(
        (picture.width // FINER, picture.height // FINER), Image.Resampling.LANCZOS
    )
    rng = np.random.default_rng(seed)
    grain = rng.normal(0, 0.9, (small.height, small.width, 1))
    data = np.asarray(small, dtype=float) + grain
    return Image.fromarray(np.clip(data, 0, 255).astype(np.uint8))


def bezier(points: Sequence[Point], steps: int = 90) -> list[Point]:
    """A cubic curve through its two ends."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    found = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def kite(
    picture: Image.Image,
    at: Point,
    long: float,
    turn: float,
    colors: tuple[str, str, str, str],
    haze: tuple[str, float] = (CREAM, 0.0),
) -> tuple[Point, Point]:
    """A kite of four panels, each in its own light; where its line and its tail begin.

    Args:
        picture: Where it is drawn.
        at: The middle of its cross.
        long: From its tip to its tail, in pixels.
        turn: Degrees, clockwise.
        colors: Of its panels: upper left, upper right, lower right, lower left.
        haze: The colour of the air between, and how much of it there is.
    """
    radians = math.radians(turn)

    def place(x: float, y: float) -> Point:
        return (
            at[0] + (x * math.cos(radians) - y * math.sin(radians)) * long,
            at[1] + (x * math.sin(radians) + y * math.cos(radians)) * long,
        )

    # The sail is blown out, so that its edges bend and each panel catches light of its own.
    tip, tail = place(0, -0.36), place(0, 0.64)
    left, right, middle = place(-0.36, 0), place(0.36, 0), place(0.012, 0.0)
    bent = {
        "tl": bezier([tip, place(-0.09, -0.30), place(-0.28, -0.13), left], 24),
        "tr": bezier([tip, place(0.09, -0.30), place(0.28, -0.13), right], 24),
        "br": bezier([right, place(0.24, 0.20), place(0.06, 0.52), tail], 24),
        "bl": bezier([left, place(-0.24, 0.20), place(-0.06, 0.52), tail], 24),
    }
    panels = (
        (bent["tl"] + [middle], colors[0], 0.10),
        (bent["tr"] + [middle], colors[1], -0.06),
        (bent["br"] + [middle], colors[2], -0.16),
        (bent["bl"] + [middle], colors[3], 0.0),
    )
    draw = ImageDraw.Draw(picture)
    for points, color, light in panels:
        shade = mixed(color, "#ffffff" if light > 0 else INK, abs(light))
        air = rgb(haze[0])
        shade = tuple(round(x + (y - x) * haze[1]) for x, y in zip(shade, air, strict=True))  # type: ignore[assignment]
        draw.polygon(points, fill=shade)
    thin = max(2, round(long * 0.008))
    spar = mixed(INK, haze[0], 0.25 + haze[1] * 0.7)
    draw.line([tip, tail], fill=spar, width=thin)
    draw.line(
        bezier([left, place(-0.12, -0.035), place(0.12, -0.035), right], 24), fill=spar, width=thin
    )
    return middle, tail


def ribbon(
    picture: Image.Image,
    start: Point,
    long: float,
    lean: float,
    colors: Sequence[str],
    haze: tuple[str, float],
) -> None:
    """A tail that the wind plays with, with bows on it."""
    draw = ImageDraw.Draw(picture)
    points = []
    for step in range(121):
        t = step / 120
        sway = math.sin(t * 7.5) * (0.03 + 0.10 * t)
        points.append((start[0] + (lean * t + sway) * long, start[1] + t * long * (1 - 0.12 * t)))
    line = mixed(INK, haze[0], 0.3 + haze[1] * 0.6)
    draw.line(points, fill=line, width=max(2, round(long * 0.006)), joint="curve")
    for number in range(6):
        x, y = points[14 + number * 20]
        nx, ny = points[16 + number * 20]
        angle = math.atan2(ny - y, nx - x)
        size = long * (0.058 - 0.004 * number)
        shade = mixed(colors[number % len(colors)], haze[0], haze[1])
        for side in (1, -1):
            a, b = angle + side * 1.15, angle + side * 1.95
            draw.polygon(
                [
                    (x, y),
                    (x + math.cos(a) * size, y + math.sin(a) * size),
                    (x + math.cos(b) * size, y + math.sin(b) * size),
                ],
                fill=shade,
            )


def dune(picture: Image.Image, heights: Sequence[float], top: str, bottom: str) -> None:
    """A ridge across the picture, its light fading downwards; heights are shares of the picture."""
    width, height = picture.size
    places = np.linspace(0, width, len(heights))
    x = np.arange(width)
    ridge = np.interp(x, places, np.array(heights) * height)
    box = 2 * (width // 14) + 1
    padded = np.pad(ridge, box // 2, mode="edge")
    ridge = np.convolve(padded, np.ones(box) / box, mode="valid")
    y = np.arange(height)[:, None]
    mask = Image.fromarray((np.clip(y - ridge[None, :] + 0.5, 0, 1) * 255).astype(np.uint8))
    depth = np.clip((y - ridge[None, :]) / (height * 0.22), 0, 1)[:, :, None]
    colors = np.array(rgb(top)) + (np.array(rgb(bottom)) - np.array(rgb(top))) * depth
    picture.paste(Image.fromarray(colors.astype(np.uint8)), (0, 0), mask)


def grass(
    picture: Image.Image, base: float, count: int, color: str, seed: int, tall: float
) -> None:
    """Blades of marram grass that lean with the wind."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    rng = np.random.default_rng(seed)
    for _ in range(count):
        tuft = rng.random() * 1.1 - 0.05
        x = tuft * width
        y = (base + 0.09 * rng.random() + 0.03 * math.sin(tuft * 9)) * height
        reach = tall * height * (0.45 + 0.75 * rng.random())
        lean = reach * (0.25 + 0.5 * rng.random())
        curve = bezier(
            [
                (x, y),
                (x, y - reach * 0.5),
                (x + lean * 0.3, y - reach * 0.9),
                (x + lean, y - reach),
            ],
            14,
        )
        shade = mixed(color, INK, 0.35 * rng.random())
        for number in range(len(curve) - 1):
            draw.line(
                curve[number : number + 2],
                fill=shade,
                width=max(1, round((1 - number / 14) * width * 0.0032)),
            )


def flyer(picture: Image.Image, at: Point, tall: float) -> Point:
    """Somebody on the ridge, from afar, one arm up; where the line is held."""
    draw = ImageDraw.Draw(picture)
    x, y = at
    color = rgb("#2b2440")
    unit = tall

    def limb(points: Sequence[Point], width: float) -> None:
        joint = [(x + px * unit, y - py * unit) for px, py in points]
        draw.line(joint, fill=color, width=max(2, round(width * unit)), joint="curve")
        for px, py in joint:
            r = width * unit / 2
            draw.ellipse((px - r, py - r, px + r, py + r), fill=color)

    limb([(-0.12, 0.0), (-0.05, 0.24), (0.0, 0.46)], 0.085)
    limb([(0.15, 0.0), (0.08, 0.23), (0.02, 0.46)], 0.085)
    limb([(0.01, 0.46), (0.0, 0.74)], 0.17)
    limb([(0.03, 0.72), (0.16, 0.84), (0.25, 0.99)], 0.06)
    limb([(-0.03, 0.72), (-0.14, 0.58), (-0.03, 0.50)], 0.06)
    head = 0.085 * unit
    hx, hy = x - 0.005 * unit, y - 0.89 * unit
    draw.ellipse((hx - head, hy - head, hx + head, hy + head), fill=color)
    return (x + 0.25 * unit, y - 0.99 * unit)


def sunday(size: tuple[int, int]) -> Image.Image:
    """Evening over the dunes, and one large kite that has caught the last wind."""
    sky = gradient(
        size,
        [
            (0, "#4a4a8f"),
            (0.24, "#8e6fb0"),
            (0.44, "#e39a9f"),
            (0.6, "#ffc58f"),
            (0.72, "#ffe2ac"),
            (1, "#ffe2ac"),
        ],
    )
    veil = clouds(size, 11, 3.2)
    height = np.linspace(0, 1, size[1])[:, None]
    band = np.exp(-(((height - 0.47) / 0.17) ** 2))
    sky = lit(sky, "#ffd9b8", np.clip((veil - 0.50) * 3.4, 0, 0.75) * band)
    sky = lit(
        sky,
        "#6a4f8f",
        np.clip((0.47 - veil) * 3.0, 0, 0.5) * np.exp(-(((height - 0.30) / 0.14) ** 2)),
    )
    sky = lit(sky, "#ffd27d", glow(size, (0.70, 0.685), 0.62) * 0.75)
    sky = lit(sky, "#fff6df", glow(size, (0.70, 0.685), 0.17) * 0.95)
    picture = canvas(sky)
    width, tall = picture.size
    dune(picture, [0.735, 0.715, 0.745, 0.73, 0.70, 0.72], "#d98f84", "#b86f7d")
    dune(picture, [0.80, 0.775, 0.76, 0.79, 0.80, 0.77], "#a9647a", "#7d4a6b")
    dune(picture, [0.79, 0.83, 0.855, 0.84, 0.86, 0.88], "#6d4366", "#3c2a4c")
    hand = flyer(picture, (width * 0.235, tall * 0.829), tall * 0.060)
    at = (width * 0.585, tall * 0.262)
    middle, tail = kite(picture, at, tall * 0.235, 24, (CORAL, SUN, TEAL, CREAM))
    ribbon(picture, tail, tall * 0.245, -0.34, (SUN, CORAL, CREAM), ("#e39a9f", 0.08))
    line = bezier([hand, (width * 0.30, tall * 0.60), (width * 0.50, tall * 0.44), middle], 160)
    ImageDraw.Draw(picture).line(
        line, fill=rgb("#fff1dc"), width=max(2, width // 900), joint="curve"
    )
    grass(picture, 0.90, 260, "#5b3a5c", 5, 0.085)
    grass(picture, 0.97, 320, "#33233f", 6, 0.11)
    return finished(picture, 1)


def afternoon(size: tuple[int, int]) -> Image.Image:
    """A day with a fair wind: three kites, near and far, among clouds."""
    sky = gradient(size, [(0, "#2f86bd"), (0.38, "#63b3d9"), (0.74, "#b4e0ee"), (1, "#eaf6f2")])
    height = np.linspace(0, 1, size[1])[:, None]
    heap = clouds(size, 27, 1.35)
    light = clouds(size, 28, 1.6)
    share = np.clip((heap - 0.49 + 0.10 * (height - 0.45)) * 5.2, 0, 1)
    shade = np.clip((light - 0.38) * 2.2, 0, 1)
    white = (
        np.array(rgb("#ffffff")) * shade[:, :, None]
        + np.array(rgb("#c9dfe9")) * (1 - shade)[:, :, None]
    )
    sky = sky + (white - sky) * (share**1.3)[:, :, None] * 0.92
    sky = lit(sky, "#fff6d8", glow(size, (0.12, 0.08), 0.6) * 0.4)
    picture = canvas(sky)
    width, tall = picture.size
    far = ("#b4e0ee", 0.42)
    _, tail = kite(
        picture, (width * 0.22, tall * 0.64), tall * 0.070, -16, (TEAL, CREAM, CORAL, SUN), far
    )
    ribbon(picture, tail, tall * 0.075, 0.28, (CORAL, SUN), far)
    near = ("#9fd3e8", 0.16)
    middle, tail = kite(
        picture, (width * 0.77, tall * 0.54), tall * 0.115, 17, (SUN, CORAL, CREAM, TEAL), near
    )
    ribbon(picture, tail, tall * 0.125, -0.30, (TEAL, SUN, CREAM), near)
    pale = rgb("#f4fbfd")
    ImageDraw.Draw(picture).line(
        bezier(
            [
                middle,
                (width * 0.70, tall * 0.72),
                (width * 0.62, tall * 0.88),
                (width * 0.60, tall * 1.02),
            ],
            120,
        ),
        fill=pale,
        width=max(2, width // 1000),
    )
    at = (width * 0.43, tall * 0.275)
    middle, tail = kite(picture, at, tall * 0.270, -13, (CORAL, CREAM, SUN, TEAL))
    ribbon(picture, tail, tall * 0.26, 0.22, (CORAL, TEAL, SUN), ("#9fd3e8", 0.04))
    ImageDraw.Draw(picture).line(
        bezier(
            [
                middle,
                (width * 0.38, tall * 0.55),
                (width * 0.30, tall * 0.84),
                (width * 0.34, tall * 1.02),
            ],
            160,
        ),
        fill=pale,
        width=max(2, width // 800),
        joint="curve",
    )
    return finished(picture, 2)


def thumbnail(day: Image.Image) -> Image.Image:
    """The large kite of the afternoon, square."""
    side = round(day.width * 0.86)
    left, top = 0, round(day.height * 0.13)
    return day.crop((left, top, left + side, top + side)).resize(
        (540, 540), Image.Resampling.LANCZOS
    )


def icon(side: int) -> Image.Image:
    """A kite on a square of sky, with corners that the phone rounds."""
    sky = gradient((side, side), [(0, "#2f86bd"), (1, "#8fd0e6")])
    picture = canvas(sky)
    kite(
        picture,
        (side * FINER * 0.49, side * FINER * 0.42),
        side * FINER * 0.80,
        22,
        (CORAL, CREAM, SUN, TEAL),
    )
    small = picture.resize((side, side), Image.Resampling.LANCZOS)
    return small.filter(ImageFilter.UnsharpMask(1, 60, 2))
