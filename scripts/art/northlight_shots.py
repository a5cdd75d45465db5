# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""The outdoor shots of the Salt & Signal trailer, frame by frame, from the coast renderer."""

from __future__ import annotations

import math
from pathlib import Path

import northlight_coast as coast
import numpy as np
from northlight_coast import View
from northlight_shapes import LAMP_HEIGHT
from scipy.ndimage import gaussian_filter, map_coordinates

FRAMES_A_SECOND = 24
DRAFT = (500, 280)
"""Rendered size; fog hides that it is two thirds of the clip's 750 x 420."""
SWELL_FRAMES = 38
SWEEP_FRAMES = 60


def swell(frame: int) -> View:
    """Return the low view over open sea while a far light turns towards the camera."""
    share = frame / (SWELL_FRAMES - 1)
    return View(
        eye_y=2.7,
        pitch=-0.035 + 0.012 * share,
        lens=1.7,
        tower_x=-14.0,
        tower_z=200.0,
        beam=4.28 + 0.78 * share,
        time=3.0 + frame / FRAMES_A_SECOND * 1.25,
        fog=0.45,
        swell=1.9,
        figure=0.0,
    )


def sweep(frame: int) -> View:
    """Return the lighthouse in fog; the beam swings from the left across the camera."""
    share = frame / (SWEEP_FRAMES - 1)
    return View(
        eye_x=1.2 * share,
        eye_y=3.2,
        pitch=0.118,
        lens=1.75,
        tower_x=15.0,
        tower_z=100.0,
        beam=3.30 + 1.62 * share,
        time=20.0 + frame / FRAMES_A_SECOND * 1.25,
        fog=0.8,
        swell=1.6,
        figure=0.0,
    )


PLAN = {"sweep": (sweep, SWEEP_FRAMES), "swell": (swell, SWELL_FRAMES)}


def expose(folder: Path, names: tuple[str, ...] = ("swell", "sweep"), step: int = 2) -> None:
    """Render every ``step``-th frame of the shots that the folder lacks, as half-float files."""
    for name in names:
        view, frames = PLAN[name]
        for number in sorted({*range(0, frames, step), frames - 1}):
            path = folder / f"{name}-{number:03d}.npy"
            if not path.exists():
                np.save(path, coast.expose(view(number), DRAFT, 1, number + 1).astype(np.float16))


def beam(view: View) -> np.ndarray:
    """Return only the light of the beam in the fog, as the coast renderer integrates it.

    The beam is the one fast thing in these shots and cheap on its own, so it is computed for
    every frame while sea and fog are interpolated.
    """
    wide, high = DRAFT[0] // 2, DRAFT[1] // 2
    y, x = np.mgrid[0:high, 0:wide]
    ray = np.stack(
        [(2 * x + 1 - wide) / high, (high - 2 * y - 1) / high, np.full(x.shape, view.lens)]
    )
    ray /= np.linalg.norm(ray, axis=0)
    cp, sp = math.cos(view.pitch), math.sin(view.pitch)
    dx, dy, dz = ray[0], ray[1] * cp + ray[2] * sp, ray[2] * cp - ray[1] * sp
    cos_b, sin_b = math.cos(view.beam), math.sin(view.beam)
    wx, wy, wz = (
        view.eye_x - view.tower_x,
        view.eye_y - LAMP_HEIGHT,
        view.eye_z - view.tower_z,
    )
    end = np.where(dy < -1e-4, np.minimum(view.eye_y / np.maximum(-dy, 1e-4), 260.0), 260.0)
    db = dx * cos_b + dz * sin_b
    wbeam = wx * cos_b + wz * sin_b
    lean = np.maximum(1.0 - db * db, 1e-4)
    middle = (db * wbeam - (wx * dx + wy * dy + wz * dz)) / lean
    width = 0.55 + 0.040 * np.abs(wbeam + db * middle)
    reach = np.minimum(2.6 * width / np.sqrt(lean), 60.0)
    first, last = np.maximum(middle - reach, 0.2), np.minimum(middle + reach, end)
    span = np.clip(last - first, 0.0, None) / 14
    total = np.zeros(x.shape)
    for k in range(14):
        t = first + (k + 0.5) * span
        px, py, pz = view.eye_x + dx * t, view.eye_y + dy * t, view.eye_z + dz * t
        body = (
            np.clip(
                0.75
                * _cloud(
                    px * 0.26 + view.time * 0.55,
                    py * 0.5 - view.time * 0.12,
                    pz * 0.26 + view.time * 0.3,
                )
                + 0.45 * _cloud(px * 0.9 + view.time * 1.1, py * 1.4, pz * 0.9 - view.time * 0.3)
                - 0.3,
                0,
                None,
            )
            * 2.1
        )
        px, py, pz = px - view.tower_x, py - LAMP_HEIGHT, pz - view.tower_z
        along = px * cos_b + pz * sin_b
        side = np.maximum(px * px + py * py + pz * pz - along * along, 0.0)
        wide_here = (0.55 + 0.040 * np.abs(along)) ** 2
        strength = (
            np.exp(-side / wide_here)
            * 900.0
            / (wide_here * 30.0 + 6.0)
            * np.exp(-np.abs(along) * 0.0085)
        )
        strength *= np.where(along < 0, 0.8, 1.0)
        forward = 0.55 + 1.3 * np.maximum(np.where(along > 0, -db, db), 0.0) ** 3
        total += strength * forward * (0.25 + 1.2 * body) * np.exp(-0.0045 * view.fog * t)
    glow = np.where(last > first, total * span * 0.0055 * min(view.fog, 1.0), 0.0)
    glow = np.repeat(np.repeat(gaussian_filter(glow, 0.6), 2, axis=0), 2, axis=1)
    return gaussian_filter(glow, 0.8)[..., None] * np.array([1.0, 0.462 * 1.12, 0.094 * 1.7])


def _cloud(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    return map_coordinates(coast.CLOUD, [x % 64, y % 64, z % 64], order=1, mode="grid-wrap")


def frame(folder: Path, name: str, number: int) -> np.ndarray:
    """Return a frame's light: sea and fog between the nearest rendered frames, plus its beam."""
    view, _ = PLAN[name]
    there = sorted(int(path.stem[-3:]) for path in folder.glob(f"{name}-*.npy"))
    before = max((n for n in there if n <= number), default=there[0])
    after = min((n for n in there if n >= number), default=there[-1])
    if before == after == number:
        return np.load(folder / f"{name}-{number:03d}.npy").astype(np.float64)
    share = (number - before) / max(after - before, 1)
    light = beam(view(number))
    for near, weight in ((before, 1.0 - share), (after, share)):
        stored = np.load(folder / f"{name}-{near:03d}.npy").astype(np.float64)
        light += weight * np.maximum(stored - beam(view(near)), 0.0)
    return light
