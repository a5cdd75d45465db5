# mypy: disable-error-code="no-any-return,no-untyped-def,import-not-found"
# numba infers the types of its kernels from their calls; it is needed for pictures only.
"""A braided river seen from the air at dawn: terrain by noise, lit and ray-marched with haze.

Lengths are kilometres: x across the valley, y up, z up the valley and into the picture.
"""

from __future__ import annotations

import math

import lattice_noise
import numpy as np
from numba import njit, prange
from scipy.ndimage import gaussian_filter

WIDE, LONG = 14.0, 30.0
COLUMNS, ROWS = 1400, 3000
SUN = np.array([0.155, 0.10, 0.98]) / np.linalg.norm([0.155, 0.10, 0.98])


def _smooth(low: float, high: float, value: np.ndarray) -> np.ndarray:
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3 - 2 * t)


def _layer(x: np.ndarray, z: np.ndarray, octaves: int, seed: int) -> np.ndarray:
    points = np.c_[x.ravel(), np.full(x.size, 0.37 + seed), z.ravel()]
    return lattice_noise.fractal(points, octaves, seed).reshape(x.shape)


def terrain() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return height, water (0 to 1), gravel (0 to 1) and growth (0 to 1), each (ROWS, COLUMNS)."""
    z, x = np.mgrid[0 : LONG : ROWS * 1j, -WIDE / 2 : WIDE / 2 : COLUMNS * 1j]
    centre = 0.55 * np.sin(z * 0.42 + 0.6) + 0.35 * np.sin(z * 0.87 + 2.0) + 0.05 * z
    warp = _layer(x * 0.5, z * 0.5, 3, 1)
    side = x - centre + 0.35 * warp
    corridor = 1.0 + 0.35 * np.sin(z * 0.55 + 1.0) + 0.25 * _layer(x * 0.2, z * 0.35, 2, 2)
    bed = 1.0 - _smooth(0.78, 1.08, np.abs(side) / corridor)
    twist = side + 0.16 * _layer(x * 1.3, z * 0.9, 2, 3)
    broad = _layer(twist * 0.95, z * 0.34, 2, 4)
    middle = _layer(twist * 2.1, z * 0.72, 2, 5)
    fine = _layer(twist * 4.6, z * 1.5, 2, 6)
    stage = 0.55 + 0.9 * _layer(x * 0.5, z * 0.4, 2, 7)
    water = 1.0 - _smooth(0.040, 0.062, np.abs(broad) / (0.9 + stage * 0.5))
    water = np.maximum(water, (1.0 - _smooth(0.034, 0.058, np.abs(middle))) * (stage > 0.1))
    thin = (1.0 - _smooth(0.026, 0.052, np.abs(fine))) * _smooth(0.35, 0.75, stage)
    water = np.maximum(water, 0.85 * thin)
    water = water * _smooth(0.25, 0.75, bed)
    hills = np.clip(np.abs(side) - corridor * 0.98, 0.0, None)
    ridge = 1.0 - np.abs(_layer(x * 0.32, z * 0.32, 5, 8)) * 2.2
    rough = _layer(x * 1.1, z * 1.1, 4, 9)
    height = 0.10 * _smooth(0.0, 1.2, hills) + np.clip(ridge, 0.0, 1.0) * 0.62 * _smooth(
        0.4, 4.2, hills
    )
    height += 0.055 * rough * _smooth(0.0, 0.8, hills)
    height *= 1.0 + 1.1 * _smooth(12.0, 26.0, z)
    block = _smooth(21.0, 29.0, z + 1.5 * warp)
    height += block * (0.5 + 0.9 * np.clip(ridge, 0, 1)) * 0.9
    bars = 0.006 * _layer(twist * 7.0, z * 2.0, 3, 10) + 0.010 * (1.0 - np.exp(-np.abs(broad) * 6))
    height += bars * bed * (1 - water) - 0.006 * water
    soil = _layer(twist * 3.0, z * 1.1, 4, 11)
    wooded = _smooth(0.02, 0.14, hills) * _smooth(
        -0.25, 0.25, _layer(x * 0.9, z * 0.9, 4, 12) + 0.2
    )
    islands = _smooth(0.16, 0.30, np.abs(broad) + 0.25 * soil) * bed * (1 - water)
    growth = np.clip(wooded * (1.0 - _smooth(0.45, 0.8, height)) + 0.75 * islands, 0, 1)
    height, water = gaussian_filter(height, 1.1), gaussian_filter(water, 0.9)
    generator = np.random.default_rng(3)
    crowns = gaussian_filter(generator.standard_normal(height.shape), 0.7)
    crowns /= crowns.std()
    height += 0.0032 * growth * np.abs(crowns)
    gravel = np.clip(bed * (1 - islands) * (0.75 + 0.5 * soil), 0, 1)
    return height, np.clip(water, 0, 1), gravel, growth


@njit(fastmath=True, cache=True)
def _at(field, x, z):
    """Bilinear look-up in kilometres; beyond its sides the land is mirrored."""
    u = x / WIDE + 0.5
    u = u - 2.0 * math.floor(u / 2.0)
    u = min((2.0 - u if u > 1.0 else u) * (COLUMNS - 1), COLUMNS - 1.001)
    v = min(max(z / LONG * (ROWS - 1), 0.0), ROWS - 1.001)
    a, b = int(u), int(v)
    s, t = u - a, v - b
    return (field[b, a] * (1 - s) + field[b, a + 1] * s) * (1 - t) + (
        field[b + 1, a] * (1 - s) + field[b + 1, a + 1] * s
    ) * t


@njit(fastmath=True, cache=True)
def _dawn(dx, dy, dz, sx, sy, sz):
    """Light of the dawn sky."""
    up = max(dy, 0.0)
    near = max(dx * sx + dy * sy + dz * sz, 0.0)
    low = math.exp(-up * 7.0)
    mid = math.exp(-up * 2.6)
    toward = 0.35 + 0.65 * near**3
    r = 0.020 + 0.10 * mid * toward + 0.72 * low * toward + 0.5 * near**40 + 5.0 * near**900
    g = (
        0.045
        + 0.13 * mid * (0.5 + 0.5 * toward)
        + 0.34 * low * toward
        + 0.26 * near**40
        + 3.0 * near**900
    )
    b = (
        0.085
        + 0.17 * mid * (0.7 + 0.3 * toward)
        + 0.15 * low * toward
        + 0.07 * near**40
        + 1.2 * near**900
    )
    return r, g, b


@njit(parallel=True, fastmath=True, cache=True)
def _picture(
    height, water, gravel, growth, cloud, width, tall, samples, sun, eye_y, eye_z, pitch, lens
):
    out = np.zeros((tall, width, 3))
    sx, sy, sz = sun[0], sun[1], sun[2]
    cp, sp = math.cos(pitch), math.sin(pitch)
    for row in prange(tall):
        state = (row * 7919 + 13) & 0xFFFFFFFF
        for col in range(width):
            tr, tg, tb = 0.0, 0.0, 0.0
            for _s in range(samples):
                state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
                jx = (state >> 8) / 16777216.0
                state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
                jy = (state >> 8) / 16777216.0
                dx = (2.0 * (col + jx) - width) / tall
                dy = (tall - 2.0 * (row + jy)) / tall
                dz = lens
                n = math.sqrt(dx * dx + dy * dy + dz * dz)
                dx, dy, dz = dx / n, dy / n, dz / n
                dy, dz = dy * cp + dz * sp, dz * cp - dy * sp
                t, hit = 0.4, False
                last = t
                for _k in range(260):
                    x, y, z = dx * t - 0.1, eye_y + dy * t, eye_z + dz * t
                    if z > LONG - 0.05 or (dy > 0 and y > 3.2):
                        break
                    gap = y - _at(height, x, z)
                    if gap < 0.0004 * t:
                        hit = True
                        break
                    last = t
                    t += max(gap * 0.45, 0.0016 * t)
                if hit:
                    a, b = last, t
                    for _k in range(7):
                        m = 0.5 * (a + b)
                        if eye_y + dy * m - _at(height, dx * m - 0.1, eye_z + dz * m) < 0.0004 * m:
                            b = m
                        else:
                            a = m
                    t = b
                    x, y, z = dx * t - 0.1, eye_y + dy * t, eye_z + dz * t
                    e = 0.008 + 0.0006 * t
                    gx = (_at(height, x + e, z) - _at(height, x - e, z)) / (2 * e)
                    gz = (_at(height, x, z + e) - _at(height, x, z - e)) / (2 * e)
                    k = 1.0 / math.sqrt(gx * gx + gz * gz + 1.0)
                    nx, ny, nz = -gx * k, k, -gz * k
                    shade = 1.0
                    s = 0.02
                    for _k in range(42):
                        gap = y + 0.002 + sy * s - _at(height, x + sx * s, z + sz * s)
                        shade = min(shade, max(0.0, 0.5 + gap * 26.0 / (s + 0.05)))
                        if shade <= 0.0:
                            break
                        s *= 1.14
                    lit = max(nx * sx + ny * sy + nz * sz, 0.0) * shade
                    sky = 0.5 + 0.5 * ny
                    w, st, gr = _at(water, x, z), _at(gravel, x, z), _at(growth, x, z)
                    ar = 0.075 * (1 - st) + 0.20 * st
                    ag = 0.070 * (1 - st) + 0.185 * st
                    ab = 0.062 * (1 - st) + 0.17 * st
                    ar = ar * (1 - gr) + 0.022 * gr
                    ag = ag * (1 - gr) + 0.040 * gr
                    ab = ab * (1 - gr) + 0.026 * gr
                    high = min(max((y - 0.85) * 2.5, 0.0), 1.0) * max(ny - 0.35, 0.0)
                    ar, ag, ab = ar + 0.45 * high, ag + 0.47 * high, ab + 0.5 * high
                    r = ar * (lit * 6.4 + sky * 0.28)
                    g = ag * (lit * 3.7 + sky * 0.48)
                    b = ab * (lit * 1.7 + sky * 0.68)
                    if w > 0.02:
                        rip = (_at(cloud, (x * 3.1) % 6.0, (z * 3.1) % 12.0) - 0.5) * 0.03
                        qx, qy, qz = dx + rip, abs(dy) * (1.0 + rip), dz
                        q = math.sqrt(qx * qx + qy * qy + qz * qz)
                        wr, wg, wb = _dawn(qx / q, qy / q * 0.36, qz / q, sx, sy, sz)
                        face = 0.34 + 0.66 * (1.0 - min(abs(dy), 1.0)) ** 3
                        wr, wg, wb = (
                            wr * face * 1.25,
                            wg * face * 1.25 + 0.006,
                            wb * face * 1.25 + 0.012,
                        )
                        r, g, b = r * (1 - w) + wr * w, g * (1 - w) + wg * w, b * (1 - w) + wb * w
                    far = t
                else:
                    r, g, b = _dawn(dx, dy, dz, sx, sy, sz)
                    far = 40.0 if dy < 0.2 else 8.0 / max(dy, 0.05)
                    k = 3.0 / (max(dy, 0.0) + 0.10)
                    c = _at(cloud, (dx * k * 1.4) % 6.0, (dz * k * 0.4 + dy * 9.0) % 24.0)
                    c = min(max((c - 0.50) * 3.4, 0.0), 1.0) * min(max(dy * 9.0, 0.0), 1.0)
                    near = max(dx * sx + dy * sy + dz * sz, 0.0)
                    r = r * (1 - 0.45 * c) + c * (0.05 + 0.42 * near**6)
                    g = g * (1 - 0.45 * c) + c * (0.06 + 0.20 * near**6)
                    b = b * (1 - 0.45 * c) + c * (0.09 + 0.12 * near**6)
                air = 1.0 - math.exp(-max(far - 2.0, 0.0) * 0.022)
                mist = 0.0
                if dy < 0.05:
                    for k2 in range(18):
                        s = far * (k2 + jx) / 18.0
                        y = eye_y + dy * s
                        if y < 0.42:
                            x, z = dx * s - 0.1, eye_z + dz * s
                            c = _at(cloud, x * 0.5 + 0.4, z * 0.6)
                            mist += max(c - 0.47, 0.0) * math.exp(-max(y, 0.0) / 0.10) * far / 18.0
                mist = 1.0 - math.exp(-mist * 1.15)
                near = max(dx * sx + dz * sz, 0.0)
                hr, hg, hb = 0.05 + 0.62 * near**14, 0.10 + 0.33 * near**14, 0.16 + 0.15 * near**14
                r, g, b = (
                    r * (1 - air) + hr * air,
                    g * (1 - air) + hg * air,
                    b * (1 - air) + hb * air,
                )
                hr, hg, hb = 0.10 + 0.60 * near**9, 0.14 + 0.34 * near**9, 0.20 + 0.17 * near**9
                r, g, b = (
                    r * (1 - mist) + hr * mist,
                    g * (1 - mist) + hg * mist,
                    b * (1 - mist) + hb * mist,
                )
                tr += min(r, 8.0)
                tg += min(g, 8.0)
                tb += min(b, 8.0)
            out[row, col, 0] = tr / samples
            out[row, col, 1] = tg / samples
            out[row, col, 2] = tb / samples
    return out


def expose(
    size: tuple[int, int], samples: int, land: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
) -> np.ndarray:
    """Return the river picture's linear light over ``terrain()``; ``size`` is (width, height)."""
    height, water, gravel, growth = land
    generator = np.random.default_rng(9)
    cloud = np.zeros((ROWS // 4, COLUMNS // 4))
    for sigma, weight in ((17, 1.0), (8, 0.6), (3.5, 0.35), (1.5, 0.18)):
        layer = gaussian_filter(generator.standard_normal(cloud.shape), sigma, mode="wrap")
        cloud += weight * layer / layer.std()
    cloud = np.repeat(np.repeat(cloud / cloud.std() * 0.16 + 0.5, 4, axis=0), 4, axis=1)
    cloud = gaussian_filter(cloud, 2.0)
    return _picture(
        height, water, gravel, growth, cloud, size[0], size[1], samples, SUN, 3.7, 0.1, -0.475, 1.70
    )
