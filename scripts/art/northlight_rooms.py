# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""The indoor shots of the Salt & Signal trailer: the lamp's lens, the radio, the door.

Each shot is computed per pixel from its optics (prism rings, a lit dial in perspective, light
through a door gap) and returns linear light of shape (height, width, 3).
"""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter, map_coordinates

SIZE = (750, 420)
WARM = np.array([1.0, 0.462, 0.094])
COLD = np.array([0.16, 0.46, 0.62])
FONTS = Path(os.environ.get("ART_SYSTEM_FONTS", "/usr/share/fonts"))
SERIF = FONTS / "opentype/quattrocento/Quattrocento-Regular.otf"
SANS = FONTS / "opentype/sora/Sora-SemiBold.otf"


def _plane() -> tuple[np.ndarray, np.ndarray]:
    """Return u (right) and v (up) of every pixel; v runs from -1 to 1."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    return (2 * (x + 0.5) - SIZE[0]) / SIZE[1], (SIZE[1] - 2 * (y + 0.5)) / SIZE[1]


def _speckle(seed: int, sigma: float) -> np.ndarray:
    layer = gaussian_filter(np.random.default_rng(seed).standard_normal(SIZE[::-1]), sigma)
    return layer / layer.std()


def lens(share: float) -> np.ndarray:
    """Return the turning lens, close; ``share`` runs from 0 to 1 and flashes near 0.7."""
    u, v = _plane()
    u = u - 0.12
    radius, panels = 2.35, 7
    lean = np.arcsin(np.clip(u / radius, -0.999, 0.999))
    turn = -0.62 + 0.9 * share
    step = 2 * math.pi / panels
    local = (lean - turn + step / 2) % step - step / 2
    across = radius * np.sin(local)
    away = np.hypot(across, v * 1.02)
    width = 0.105
    index, part = np.floor(away / width), (away / width) % 1.0
    rim = np.exp(-((part - 0.04) ** 2) / 0.004) + np.exp(-((part - 1.0) ** 2) / 0.002)
    light = np.zeros((*u.shape, 3))
    jitter = np.sin(index * 12.9898) * 0.05
    for channel, bend in enumerate((0.20, 0.235, 0.275)):
        pull = 0.90 + bend * (part - 0.5) + jitter
        x, y = u - across * pull, v * (1.0 - pull * 0.97)
        core = 6.0 * np.exp(-(x * x * 42 + y * y * 16)) + 0.9 * np.exp(-(x * x + y * y) * 3.4)
        core = core + 0.10 * np.exp(-(x * x + y * y) * 0.7)
        light[..., channel] = core * (1.0, 0.60, 0.235)[channel]
    bulls = np.exp(-((away / 0.10) ** 2))[..., None]
    light *= (0.16 + 1.0 * np.exp(-away * 1.5))[..., None] * (1 - 0.25 * bulls)
    light *= (0.45 + 0.75 * part)[..., None]
    angle = np.arctan2(v, across)
    catch = 0.5 + 0.5 * np.cos(angle - 2.3)
    light += (rim * catch**3)[..., None] * COLD * 0.10
    light += (
        (rim * (0.5 + 0.5 * np.cos(angle + 0.4)) ** 2 * np.exp(-(u**2) * 0.9))[..., None]
        * WARM
        * 0.55
    )
    light += 0.018 * np.array([0.35, 0.75, 0.65]) * (0.4 + 0.6 * part[..., None])
    edge = np.abs(np.abs(local) - step / 2) * radius
    frame = 1.0 - np.clip((edge - 0.045) / 0.012, 0.0, 1.0)
    round_ = np.sqrt(np.clip(1 - (edge / 0.05) ** 2, 0, 1))
    brass = (0.05 + 0.5 * np.exp(-((edge - 0.018) ** 2) / 0.0002) + 0.15 * round_) * np.exp(
        -(u**2) * 0.5
    )
    light = light * (1 - frame[..., None]) + frame[..., None] * brass[..., None] * np.array(
        [0.55, 0.30, 0.11]
    )
    for height in (0.93, -0.93):
        bar = np.exp(-(((v - height) / 0.05) ** 8))[..., None]
        shine = 0.06 + 0.5 * np.exp(-(((v - height + 0.018) / 0.012) ** 2)) * np.exp(-(u**2) * 0.6)
        light = light * (1 - bar) + bar * shine[..., None] * np.array([0.6, 0.33, 0.12])
    flash = math.exp(-(((share - 0.70) / 0.085) ** 2))
    shape = np.exp(-((u - 0.02) ** 2 * 1.1 + v * v * 1.5))
    light *= 0.8 + 0.5 * flash
    light += (flash * 0.55 * shape)[..., None] * np.array([1.0, 0.68, 0.32])
    return light * (0.75 + 0.25 * np.exp(-(u * u * 0.4)))[..., None]


def dial() -> np.ndarray:
    """Return the printed scale as light, shape (900, 2400, 3)."""
    wide, high = 2400, 900
    mask = Image.new("L", (wide, high), 0)
    pen = ImageDraw.Draw(mask)
    small = ImageFont.truetype(str(SERIF), 50)
    large = ImageFont.truetype(str(SANS), 64)
    for k in range(101):
        x = 140 + k * 21.2
        long = 104 if k % 10 == 0 else 66 if k % 5 == 0 else 36
        pen.line([(x, 430), (x, 430 - long)], fill=255, width=6 if k % 10 == 0 else 4)
        if k % 10 == 0:
            pen.text((x, 270), str(1700 + k * 10 // 10 * 10), font=large, fill=255, anchor="mm")
    pen.line([(110, 430), (2290, 430)], fill=255, width=5)
    names = [
        ("SKERRY", 260, 520),
        ("HOLM", 610, 600),
        ("NORTH SOUND", 1010, 520),
        ("LONGA", 1390, 600),
        ("ST BRANNOCK", 1760, 520),
        ("DEEP WATER", 2120, 600),
    ]
    for name, x, y in names:
        pen.text((x, y), name, font=small, fill=225, anchor="mm")
        pen.line([(x, 446), (x, y - 40)], fill=120, width=3)
    pen.text((300, 130), "MARINE BAND", font=small, fill=235, anchor="mm")
    pen.text((2130, 130), "kilocycles", font=small, fill=200, anchor="mm")
    pen.line([(140, 700), (2260, 700)], fill=90, width=3)
    ink = np.asarray(mask, dtype=float) / 255
    y, x = np.mgrid[0:high, 0:wide]
    bulb = 0.5 * np.exp(-(((x - 1500) / 720) ** 2 + ((y - 640) / 420) ** 2))
    bulb += 0.3 * np.exp(-(((x - 500) / 520) ** 2 + ((y - 660) / 380) ** 2))
    glass = bulb[..., None] * np.array([1.0, 0.36, 0.06]) * 0.30 + 0.003
    return glass + ink[..., None] * (0.25 + 1.5 * bulb)[..., None] * np.array([1.0, 0.66, 0.30])


def voice(share: float) -> float:
    """Return how strongly the radio answers, 0 to 1, at a moment of the radio shot."""
    words = 0.0
    for start, long in ((0.30, 0.07), (0.40, 0.05), (0.48, 0.11), (0.64, 0.05), (0.72, 0.14)):
        if start < share < start + long:
            words = math.sin(math.pi * (share - start) / long) ** 0.6
    return words


def radio(share: float, scale: np.ndarray) -> np.ndarray:
    """Return the radio's dial in perspective with its needle and its tuning eye."""
    u, v = _plane()
    push = 1.0 + 0.10 * share
    u, v = u / push, v / push
    # A plane turned about the upright axis: nearer on the left, out of focus on the right.
    depth = 1.0 / np.maximum(1.0 - 0.30 * (u + 0.25) + 0.10 * v, 0.2)
    x = (u + 0.62) * depth * 760 + 880 - 60 * share
    y = 470 - (v - 0.05) * depth * 500
    scene = np.stack(
        [map_coordinates(scale[..., c], [y, x], order=1, cval=0.0) for c in range(3)], axis=-1
    )
    search = 0.5 - 0.5 * math.cos(min(share / 0.42, 1.0) * math.pi)
    place = 860 + 300 * search + 16 * math.sin(share * 40) * (1 - search)
    off = (x - place) / 7.0
    inside = (y > 190) & (y < 720)
    needle = np.exp(-(off**2)) * inside
    halo = np.exp(-np.abs(x - place) / 55) * inside * 0.22
    scene = scene * (1 - 0.9 * needle[..., None])
    scene += (needle * 1.9 + halo)[..., None] * np.array([1.0, 0.17, 0.035])
    said = voice(share)
    scene *= 1.0 + 0.16 * said + 0.03 * math.sin(share * 97)
    ex, ey = (x - 1700) / 170, (y - 815) / 170
    ring = np.hypot(ex, ey)
    body = (ring < 1.0) * 1.0
    open_ = 1.15 - 0.95 * said
    angle = np.abs(np.arctan2(ex, -ey))
    lit = body * (ring > 0.30) * np.clip((angle - open_ * 0.55) * 14, 0, 1)
    scene = scene * (1 - body[..., None]) + (
        lit * (0.30 + 0.5 * said) * (1.25 - ring) * (0.8 + 0.2 * np.cos(angle * 60))
    )[..., None] * np.array([0.07, 0.75, 0.58])
    scene += (np.exp(-((ring - 1.0) ** 2) / 0.003) * 0.10)[..., None] * np.array([0.7, 0.5, 0.3])
    scene += (np.exp(-(ring**2) * 0.8) * 0.07 * (0.4 + said))[..., None] * np.array(
        [0.1, 0.8, 0.65]
    )
    case = np.clip((y - 745) / 14, 0, 1) * (ring > 1.04) + np.clip((60 - y) / 14, 0, 1)
    case = np.clip(case, 0, 1)[..., None]
    lip = np.exp(-(((y - 752) / 9) ** 2)) + 0.5 * np.exp(-(((y - 58) / 9) ** 2))
    wood = 0.010 + 0.007 * np.sin(y * 0.09 + 2 * np.sin(x * 0.006)) * np.sin(x * 0.002 + 1)
    scene = scene * (1 - case) + case * wood[..., None] * np.array([1.0, 0.55, 0.3])
    scene += (lip * 0.10 * np.exp(-(((x - 1300) / 700) ** 2)))[..., None] * np.array(
        [1.0, 0.62, 0.28]
    )
    pass_ = np.exp(-(((u + 0.9 * v - 2.4 + 5.2 * share) / 0.26) ** 2)) * 0.05
    scene += pass_[..., None] * np.array([0.55, 0.75, 0.85]) * (1 - case * 0.6)
    soft = [scene] + [gaussian_filter(scene, (s, s, 0)) for s in (1.6, 4.0, 8.5)]
    blur = np.clip(np.abs(u + 0.28 - 0.25 * share) * 2.1 + np.abs(v) * 0.5 - 0.35, 0, 2.999)
    low = np.floor(blur).astype(int)
    part = (blur - low)[..., None]
    stack = np.stack(soft)
    rows, columns = np.indices(blur.shape)
    return stack[low, rows, columns] * (1 - part) + stack[low + 1, rows, columns] * part


def _prints(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Return where the floor is wet: bare footprints that lead to the door, and a few drops."""
    wet = np.zeros_like(x)
    for k, along in enumerate((1.55, 2.15, 2.8, 3.45, 4.1, 4.7)):
        side = 0.11 if k % 2 else -0.11
        px = (x - side - 0.10 * math.sin(along * 1.3)) * (-1 if k % 2 else 1) / 1.45
        pz = (z - along) / 1.75
        parts = [
            (0.0, -0.075, 0.036, 0.050),
            (0.016, -0.02, 0.022, 0.060),
            (-0.006, 0.055, 0.046, 0.045),
        ]
        parts += [
            (-0.038 + 0.021 * t, 0.118 - 0.008 * t * t * 0.6, 0.0125 - 0.0012 * t, 0.016)
            for t in range(5)
        ]
        for ox, oz, rx, rz in parts:
            wet = np.maximum(
                wet,
                1.0 - np.clip(((px - ox) / rx) ** 2 + ((pz - oz) / rz) ** 2, 0, 1.6) / 1.6 * 1.6,
            )
    for ox, oz, size in (
        (0.3, 2.1, 0.03),
        (-0.28, 2.6, 0.022),
        (0.22, 3.4, 0.026),
        (-0.2, 4.0, 0.02),
        (0.05, 2.02, 0.016),
    ):
        wet = np.maximum(wet, 1.0 - ((x - ox) ** 2 + (z - oz) ** 2) / size**2)
    return np.clip(wet * 3.0, 0, 1)


def door(share: float) -> np.ndarray:
    """Return the dark passage: wet prints, a door that opens a hand's width, someone behind it."""
    u, v = _plane()
    far, wall, eye = 5.2, 1.25, 0.92 - 0.02 * share
    dx, dy, dz = u, v - 0.26, np.full_like(u, 2.05)
    start = 0.30 * share
    with np.errstate(divide="ignore"):
        floor = np.where(dy < -1e-4, -eye / dy, 1e9)
        sides = np.where(np.abs(dx) > 1e-4, wall / np.abs(dx), 1e9)
        top = np.where(dy > 1e-4, (2.5 - eye) / dy, 1e9)
    back = (far - start) / dz
    t = np.minimum(np.minimum(floor, sides), np.minimum(top, back))
    x, y, z = dx * t, eye + dy * t, start + dz * t
    gap = 0.035 + 0.16 * (0.5 - 0.5 * math.cos(math.pi * share))
    left, right = 0.47 - gap, 0.47
    walker = -0.35 + 1.5 * share

    def glow(px: np.ndarray, py: np.ndarray, soft: np.ndarray | float) -> np.ndarray:
        """Light on the door's plane, blurred by ``soft`` metres."""
        s = np.maximum(soft, 0.004)
        bar = (1 / (1 + np.exp(-(px - left) / s * 1.7))) * (
            1 / (1 + np.exp((px - right) / s * 1.7))
        )
        bar = bar / (1 + np.exp((py - 2.04) / s * 1.7))
        strip = np.exp(-(((py - 0.006) / (0.008 + s)) ** 2)) * 0.008 / (0.008 + s)
        strip = strip / (1 + np.exp((np.abs(px) - 0.46) / s * 1.7))
        legs = 1.0 - 0.9 * (
            np.exp(-(((px - walker) / 0.07) ** 2)) + np.exp(-(((px - walker - 0.22) / 0.07) ** 2))
        )
        return bar * 2.6 + strip * 1.3 * np.clip(legs, 0.05, 1)

    def spread(px: np.ndarray, py: np.ndarray, pz: np.ndarray) -> np.ndarray:
        """Light from the gap, as a row of small lamps down its height."""
        total = np.zeros_like(px)
        for height in (0.05, 0.5, 1.0, 1.5, 1.95):
            ax, ay, az = (left + right) / 2 - px, height - py, far - pz
            r2 = ax * ax + ay * ay + az * az + 0.03
            total += az / np.sqrt(r2) / r2
        return total * gap * 0.35

    light = np.zeros((*u.shape, 3))
    on_floor = t == floor
    on_back = t == back
    on_side = t == sides
    plank = np.abs(((x / 0.16) % 1.0) - 0.5)
    seam = np.clip((0.5 - plank) / 0.035, 0, 1)
    board = np.floor(x / 0.16)
    grain = 0.8 + 0.2 * np.sin(
        z * 3.1 + np.sin(board * 7.3) * 9 + 2.2 * np.sin(z * 0.9 + board)
    ) * np.sin(x * 160 + np.sin(z * 5 + board) * 2.5)
    tone = (0.55 + 0.35 * np.sin(board * 4.7) ** 2) * grain * seam
    lamp_x, lamp_z, lamp_y = 0.95, far + 2.4, 1.5
    run = (far - z) / np.maximum(lamp_z - z, 0.1)
    cross, rise = x + (lamp_x - x) * run, y + (lamp_y - y) * run
    edge = 0.012 + 0.035 * (far - z)
    beam = 1 / (1 + np.exp(-(cross - left) / edge * 2)) / (1 + np.exp((cross - right) / edge * 2))
    beam = beam * (rise < 2.04) / (1.0 + 0.16 * (far - z) ** 2)
    body = 1.0 - 0.8 * np.exp(-(((cross - walker - 0.1) / (0.10 + edge)) ** 2))
    beam = beam * body
    wet = _prints(x, z) * on_floor
    diffuse = spread(x, y, z) + beam * 1.1
    ambient = 0.011 * np.exp(-z * 0.22) + 0.002
    albedo = 0.28 * tone * (1 - 0.65 * wet)
    floor_light = (albedo * diffuse)[..., None] * WARM + (albedo * ambient * 3)[..., None] * COLD
    ripple = 0.010 * np.sin(x * 140 + z * 33) + 0.012 * np.sin(board * 9.1)
    hit = (far - z) / dz
    mirror_x, mirror_y = x + (dx + ripple * dz) * hit, -dy * hit
    soft = np.where(wet > 0.4, 0.012, 0.10) * (0.35 + (far - z) * 0.5)
    facing = np.clip(-dy / np.sqrt(dx * dx + dy * dy + dz * dz), 0.02, 1)
    gloss = (0.04 + 0.96 * (1 - facing) ** 5) * (0.30 + 0.70 * wet) * (0.35 + 0.65 * seam)
    floor_light += (glow(mirror_x, mirror_y, soft) * gloss * 1.5)[..., None] * (WARM + 0.08)
    floor_light += (wet * 0.010 * (1 - facing) ** 2)[..., None] * COLD
    light += floor_light * on_floor[..., None]
    panel = np.clip((np.abs(np.abs(x) - 0.24) - 0.145) / 0.008, -1, 1) * 0.0
    door_leaf = (np.abs(x) < 0.47) & (y < 2.04)
    frame = (np.abs(x) < 0.58) & (y < 2.14) & ~door_leaf
    inset = (np.abs(np.abs(x + gap / 2) - 0.20) < 0.14) & (
        ((y > 0.22) & (y < 0.95)) | ((y > 1.12) & (y < 1.85))
    )
    wood = np.where(door_leaf, np.where(inset, 0.75, 1.0), np.where(frame, 1.5, 0.8)) + panel
    back_light = (wood * 0.010)[..., None] * COLD + (0.05 * frame * np.exp(-np.abs(x - 0.53) * 16))[
        ..., None
    ] * WARM
    back_light += glow(x, y, 0.006)[..., None] * (WARM * 1.0 + np.array([0.2, 0.22, 0.12]))
    back_light += (0.05 * np.exp(-np.abs(x - (left + right) / 2) * 5.0) * gap * 4)[..., None] * WARM
    light += back_light * on_back[..., None]
    lath = 0.6 + 0.4 * np.clip((0.5 - np.abs(((z / 0.22) % 1.0) - 0.5)) / 0.04, 0, 1)
    rail = 0.7 + 0.5 * (np.abs(y - 1.0) < 0.05)
    side_light = (0.16 * lath * rail * spread(x, y, z))[..., None] * WARM * 0.8
    side_light += (0.16 * lath * ambient * 2.5)[..., None] * COLD
    light += side_light * on_side[..., None]
    light += (0.05 * spread(x, y, z) * (t == top))[..., None] * WARM + (0.0008 * (t == top))[
        ..., None
    ] * COLD
    haze = np.exp(-(((u - 0.36) / 0.25) ** 2) - ((v - 0.10) / 0.55) ** 2) * gap * 0.30
    return light + haze[..., None] * WARM
