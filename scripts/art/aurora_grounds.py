"""Pictures and reliefs that scenes are built on: the moonrise, the stroke of balm, the folds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from aurora_sky import TEAL, VIOLET, Curtain, Picture, sky
from scipy.ndimage import gaussian_filter, map_coordinates


def moonrise(width: int, height: int, center: tuple[float, float], radius: float) -> Picture:
    """A night sky with a full moon; centre and radius are fractions of width and height."""
    picture = sky(
        width,
        height,
        (
            Curtain(
                41,
                0.80,
                0.03,
                0.05,
                (0.20, 0.10, 0.22),
                VIOLET,
                0.22,
                center=0.3,
                spread=0.5,
                slope=0.10,
                lean=-0.06,
            ),
            Curtain(
                43,
                0.86,
                0.02,
                0.05,
                (0.08, 0.10, 0.14),
                TEAL,
                0.16,
                center=0.75,
                spread=0.4,
                slope=0.06,
                lean=-0.06,
            ),
        ),
        zenith=(0.006, 0.006, 0.022),
        horizon=(0.030, 0.030, 0.120),
        stars=0.5,
    )
    x = np.arange(width, dtype=np.float32)[None, :] / height
    y = np.arange(height, dtype=np.float32)[:, None] / height
    away = np.hypot(x - center[0] * width / height, y - center[1]) / radius
    disc = np.clip((1.0 - away) * radius * height / 2.0 + 0.5, 0, 1)
    rng = np.random.default_rng(12)
    seas = sum(
        gaussian_filter(
            rng.standard_normal((height, width)).astype(np.float32), radius * height * s
        )
        * (radius * height * s)
        * w
        for s, w in ((0.30, 1.1), (0.13, 0.7), (0.05, 0.35))
    )
    face = (0.88 - 0.34 * np.tanh(seas * 1.6)) * (1 - 0.22 * np.clip(away, 0, 1) ** 3)
    halo = 0.16 * np.exp(-np.clip(away - 1, 0, None) * 1.8) + 0.07 * np.exp(-away * 0.5)
    picture += (disc * face)[..., None] * np.asarray((0.80, 0.84, 1.0), np.float32)
    picture += (halo * (1 - disc))[..., None] * np.asarray((0.32, 0.33, 0.85), np.float32)
    return np.asarray(picture, dtype=np.float32)


def stroke(rows: int, columns: int, width: float, depth: float) -> Any:
    """Height in cm of one stroke of balm drawn from the lower left to the upper right."""
    xs = np.linspace(-width / 2, width / 2, columns)[None, :]
    ys = np.linspace(-depth / 2, depth / 2, rows)[:, None]
    turn_by = math.radians(34)
    along = xs * math.cos(turn_by) + ys * math.sin(turn_by)
    across = -xs * math.sin(turn_by) + ys * math.cos(turn_by)
    across = across - 0.035 * (along - 0.5) ** 2 + 0.10 * np.sin(along * 0.9 + 0.6)
    rng = np.random.default_rng(8)

    def streaks(scale: float, stretch: float, seed: int) -> Any:
        noise = np.random.default_rng(seed).standard_normal((400, 160))
        noise = (
            gaussian_filter(noise, (scale, stretch), mode="wrap") * math.sqrt(scale * stretch) * 3
        )
        row = (across + 3.0) / 6.0 * 399
        column = (along + 8.0) / 16.0 * 159
        return map_coordinates(noise, [row.ravel(), column.ravel()], order=3, mode="wrap").reshape(
            across.shape
        )

    half = 1.75 + 0.10 * np.sin(along * 1.7) + 0.12 * streaks(30, 6, 2)
    body = np.clip(1 - (np.abs(across) / half) ** 3.5, -1, 1)
    start = np.clip((along + 4.3 + 0.35 * streaks(26, 12, 3) - 0.25 * across**2) / 0.7, -1, 1)
    end = np.clip((3.6 + 0.4 * streaks(16, 14, 4) - along) / 0.9, -1, 1)
    mask = np.minimum(np.minimum(body, start), end)
    shape = np.sign(mask) * np.abs(mask) ** 0.55
    ridges = 0.05 * streaks(4.0, 26, 5) + 0.07 * streaks(14, 20, 6) + 0.02 * streaks(2.0, 20, 7)
    lip = 0.10 * np.exp(-(((np.abs(across) - half * 0.82) / 0.16) ** 2))
    heap = 0.34 * np.exp(-(((along - 3.0) / 0.75) ** 2)) * np.exp(-((across / 1.5) ** 2))
    grain = gaussian_filter(rng.standard_normal(across.shape), 1.2) * 0.004
    thick = 0.17 + ridges + lip + heap + grain
    return np.where(mask > 0, np.maximum(thick, 0.02) * shape, shape * 0.2)


def folds(rows: int, columns: int, width: float, depth: float) -> Any:
    """Height in cm of cream pushed into long curved folds by a spatula."""
    xs = np.linspace(-width / 2, width / 2, columns)[None, :]
    ys = np.linspace(-depth / 2, depth / 2, rows)[:, None]
    x = xs + 0.5 * np.sin(ys * 0.42 + 1.0) + 0.22 * np.sin(xs * 0.9 + ys * 0.7)
    y = ys + 0.8 * np.sin(xs * 0.36 + 0.4) + 0.25 * np.sin(xs * 0.8 - ys * 0.5 + 2)
    sweep_by = np.hypot(x + 7.5, (y + 9.0) * 1.05)
    phase = sweep_by * 0.62 + 0.35 * np.sin(np.arctan2(y + 9.0, x + 7.5) * 3.0)
    saw = phase % 1.0
    # Each fold rises slowly and falls over steeply, like a wave about to break.
    fold = np.where(
        saw < 0.8,
        np.sin(saw / 0.8 * np.pi / 2) ** 1.4,
        np.cos(np.clip((saw - 0.8) / 0.2, 0, 1) * np.pi / 2).clip(0) ** 1.2,
    )
    size = 0.75 + 0.3 * np.sin(np.floor(phase) * 2.4)
    rng = np.random.default_rng(4)
    tracks = gaussian_filter(rng.standard_normal(4096), 5) * 2.2
    fine = np.interp((sweep_by * 90) % 4095, np.arange(4096), tracks) * 0.022
    return (
        gaussian_filter(fold * size * 0.95, 6) + fine + 0.25 * np.sin(xs * 0.5) * np.cos(ys * 0.4)
    )
