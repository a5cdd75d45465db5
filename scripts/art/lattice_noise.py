# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""Gradient noise over numpy point clouds, seeded and the same on every machine."""

from __future__ import annotations

import numpy as np


def _hash(ix: np.ndarray, iy: np.ndarray, iz: np.ndarray, seed: int) -> np.ndarray:
    mixed = (
        ix.astype(np.uint32) * np.uint32(0x8DA6B343)
        ^ iy.astype(np.uint32) * np.uint32(0xD8163841)
        ^ iz.astype(np.uint32) * np.uint32(0xCB1AB31F)
        ^ np.uint32(seed * 0x9E3779B1 & 0xFFFFFFFF)
    )
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    mixed *= np.uint32(0x297A2D39)
    mixed ^= mixed >> np.uint32(15)
    return mixed


def noise(points: np.ndarray, seed: int = 0) -> np.ndarray:
    """Return Perlin noise, about -0.8 to 0.8, for points of shape (count, 3)."""
    base = np.floor(points).astype(np.int64)
    frac = points - base
    fade = frac * frac * frac * (frac * (frac * 6.0 - 15.0) + 10.0)
    total = np.zeros(len(points))
    for corner in range(8):
        dx, dy, dz = corner & 1, corner >> 1 & 1, corner >> 2 & 1
        key = _hash(base[:, 0] + dx, base[:, 1] + dy, base[:, 2] + dz, seed)
        gx = (key & np.uint32(1023)).astype(float) / 511.5 - 1.0
        gy = (key >> np.uint32(10) & np.uint32(1023)).astype(float) / 511.5 - 1.0
        gz = (key >> np.uint32(20) & np.uint32(1023)).astype(float) / 511.5 - 1.0
        dot = gx * (frac[:, 0] - dx) + gy * (frac[:, 1] - dy) + gz * (frac[:, 2] - dz)
        wx = fade[:, 0] if dx else 1.0 - fade[:, 0]
        wy = fade[:, 1] if dy else 1.0 - fade[:, 1]
        wz = fade[:, 2] if dz else 1.0 - fade[:, 2]
        total += dot * wx * wy * wz
    return total


def fractal(points: np.ndarray, octaves: int, seed: int = 0) -> np.ndarray:
    """Return ``octaves`` layers of noise, each twice as fine and half as strong."""
    total = np.zeros(len(points))
    for octave in range(octaves):
        total += noise(points * 2.0**octave + 17.3 * octave, seed + octave) * 0.5**octave
    return total
