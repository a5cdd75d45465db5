# mypy: disable-error-code="no-any-return,no-untyped-def,import-not-found"
# numba infers the types of its kernels from their calls; it is needed for pictures only.
"""Shapes of the night coast as distance functions: cloud noise, swell, rocks, tower, keeper."""

from __future__ import annotations

import math

from numba import njit

LAMP_HEIGHT = 33.2
TOWER_BASE = 4.6


@njit(fastmath=True, cache=True)
def mist(cloud, x, y, z):
    """Trilinear look-up with wrapping; coordinates in texels."""
    fx, fy, fz = math.floor(x), math.floor(y), math.floor(z)
    tx, ty, tz = x - fx, y - fy, z - fz
    tx, ty, tz = tx * tx * (3 - 2 * tx), ty * ty * (3 - 2 * ty), tz * tz * (3 - 2 * tz)
    a, b, c = int(fx) & 63, int(fy) & 63, int(fz) & 63
    d, e, f = (a + 1) & 63, (b + 1) & 63, (c + 1) & 63
    x00 = cloud[a, b, c] * (1 - tx) + cloud[d, b, c] * tx
    x10 = cloud[a, e, c] * (1 - tx) + cloud[d, e, c] * tx
    x01 = cloud[a, b, f] * (1 - tx) + cloud[d, b, f] * tx
    x11 = cloud[a, e, f] * (1 - tx) + cloud[d, e, f] * tx
    return (x00 * (1 - ty) + x10 * ty) * (1 - tz) + (x01 * (1 - ty) + x11 * ty) * tz


@njit(fastmath=True, cache=True)
def wave(x, z, time, octaves):
    """Height of the sea, about -1 to 1: sharpened sines, each dragged along by those before."""
    angle, frequency, weight, speed = 0.35, 0.085, 1.0, 0.85
    total, sum_weight = 0.0, 0.0
    px, pz = x, z
    for _ in range(octaves):
        dx, dz = math.cos(angle), math.sin(angle)
        phase = (dx * px + dz * pz) * frequency + time * speed
        crest = math.exp(math.sin(phase) - 1.0)
        slope = crest * math.cos(phase)
        px -= dx * slope * weight * 0.2
        pz -= dz * slope * weight * 0.2
        total += crest * weight
        sum_weight += weight
        weight *= 0.85
        frequency *= 1.2
        speed *= 1.075
        angle += 2.399 * 0.5
    return (total - 0.466 * sum_weight) * 0.6


@njit(fastmath=True, cache=True)
def _rock(cloud, x, y, z):
    """Noise that makes boulders and ledges."""
    n = mist(cloud, x * 1.3 + 3, y * 1.9 + 7, z * 1.3 + 1) - 0.5
    m = mist(cloud, x * 4.1, y * 5.3, z * 4.1) - 0.5
    return abs(n) * 4.2 + n * 2.0 + m * 0.7


@njit(fastmath=True, cache=True)
def _limb(x, y, z, ax, ay, az, bx, by, bz, thick_a, thick_b):
    """Distance to a tapered capsule."""
    ex, ey, ez = bx - ax, by - ay, bz - az
    t = ((x - ax) * ex + (y - ay) * ey + (z - az) * ez) / (ex * ex + ey * ey + ez * ez)
    t = min(max(t, 0.0), 1.0)
    dx, dy, dz = x - ax - ex * t, y - ay - ey * t, z - az - ez * t
    return math.sqrt(dx * dx + dy * dy + dz * dz) - thick_a - (thick_b - thick_a) * t


@njit(fastmath=True, cache=True)
def _keeper(x, y, z):
    """Distance to the keeper's daughter, seen from behind, and to the lantern in her hand."""
    t = min(max((y - 0.42) / 0.92, 0.0), 1.0)
    skirt = 0.235 - 0.30 * t + 0.215 * t * t - 0.035 * math.exp(-((t - 0.62) ** 2) * 40.0)
    fold = 0.012 * math.sin(math.atan2(z, x) * 7.0) * (1.0 - t)
    sway = 0.05 * (1.0 - t) ** 2
    cx, cz = x + sway, z * 1.35
    coat = math.sqrt(cx * cx + cz * cz) - skirt - fold
    coat = max(coat * 0.8, max(y - 1.36, 0.40 + 0.05 * math.sin(x * 9.0) - y))
    body = min(coat, _limb(x, y, z, -0.145, 1.32, 0.0, 0.145, 1.32, 0.0, 0.062, 0.062))
    for side in (-1.0, 1.0):
        leg = _limb(x, y, z, 0.085 * side, 0.05, 0.0, 0.07 * side, 0.6, 0.0, 0.058, 0.07)
        boot = _limb(x, y, z, 0.085 * side, 0.03, 0.04, 0.095 * side, 0.03, -0.03, 0.06, 0.06)
        body = min(body, min(leg, boot))
    body = min(body, _limb(x, y, z, 0.0, 1.34, 0.0, 0.01, 1.5, 0.0, 0.06, 0.05))
    head = math.sqrt((x - 0.015) ** 2 * 1.15 + (y - 1.565) ** 2 * 0.8 + z * z) - 0.098
    hair = min(
        _limb(x, y, z, -0.01, 1.60, -0.02, -0.10, 1.40, -0.04, 0.085, 0.05),
        _limb(x, y, z, -0.06, 1.50, -0.04, -0.26, 1.34, -0.02, 0.055, 0.012),
    )
    body = min(body, min(head, hair))
    body = min(body, _limb(x, y, z, -0.165, 1.30, 0.0, -0.20, 0.98, 0.0, 0.058, 0.05))
    body = min(body, _limb(x, y, z, -0.20, 0.98, 0.0, -0.16, 0.74, -0.03, 0.05, 0.038))
    body = min(body, _limb(x, y, z, 0.165, 1.30, 0.0, 0.27, 1.03, -0.06, 0.058, 0.05))
    body = min(body, _limb(x, y, z, 0.27, 1.03, -0.06, 0.45, 0.86, -0.16, 0.05, 0.036))
    lx, lz = x - 0.50, z + 0.2
    ring = math.sqrt(lx * lx + lz * lz)
    cage = max(ring - 0.062, abs(y - 0.78) - 0.018)
    cage = min(cage, max(ring - 0.066, abs(y - 0.55) - 0.014))
    cage = min(cage, _limb(x, y, z, 0.48, 0.86, -0.18, 0.50, 0.78, -0.2, 0.008, 0.008))
    flame = max(ring - 0.05, abs(y - 0.665) - 0.10)
    return min(body, cage) * 0.85, flame


@njit(fastmath=True, cache=True)
def land(cloud, x, y, z, tower_x, tower_z, figure):
    """Distance to land and buildings, and which it is.

    1 rock, 2 tower, 3 metal, 4 house, 5 roof, 6 coat, 7 lantern.
    """
    lx, lz = x - tower_x, z - tower_z
    near, kind = 1e9, 0
    reach = math.sqrt(lx * lx + lz * lz)
    if reach < 60.0:
        ex, ey, ez = (lx + 2.0) / 21.0, (y + 1.6) / 6.2, lz / 13.0
        q = math.sqrt(ex * ex + ey * ey + ez * ez)
        near = (q - 1.0) * 5.4 - (_rock(cloud, x, y, z) - 0.6) * 1.5
        near *= 0.6
        kind = 1
        h = y - TOWER_BASE
        if h > -3.0:
            radius = 3.5 - 0.052 * h + 0.5 * math.exp(-h * 0.5)
            d = max(reach - radius, max(h - 24.8, -h - 3.0)) * 0.97
            if d < near:
                near, kind = d, 2
            d = max(reach - 3.5, abs(h - 25.0) - 0.28)
            e = max(reach - (2.2 + (h - 23.4) * 0.75), max(h - 24.9, 23.4 - h)) * 0.75
            d = min(d, e)
            e = max(abs(reach - 3.3) - 0.06, min(abs(h - 26.35), abs(h - 25.85)) - 0.05)
            d = min(d, e)
            turn = math.atan2(lz, lx) / (2 * math.pi) * 22.0
            post = abs(turn - math.floor(turn) - 0.5) * 2 * math.pi * 3.3 / 22.0
            e = max(
                max(abs(reach - 3.3) - 0.06, 0.45 - 0.05 - abs(0.45 - post) * 0.999),
                abs(h - 25.8) - 0.6,
            )
            if post < 0.06:
                d = min(d, max(abs(reach - 3.3) - 0.06, abs(h - 25.8) - 0.6))
            e = max(reach - 2.0, abs(h - 26.4) - 0.9)
            d = min(d, e)
            e = max(reach - (2.35 - (h - 30.3) * 0.95), max(h - 32.7, 30.3 - h)) * 0.7
            d = min(d, e)
            ball = math.sqrt(reach * reach + (h - 32.9) ** 2) - 0.34
            d = min(d, min(ball, max(reach - 0.06, abs(h - 34.0) - 1.3)))
            if d < near:
                near, kind = d, 3
        hx, hy, hz = lx + 10.5, y - 5.6, lz + 1.0
        walls = max(max(abs(hx) - 4.4, abs(hz) - 2.9), abs(hy + 1.5) - 3.9)
        if walls < near:
            near, kind = walls, 4
        slope = max((hy - 2.2) * 0.74 + abs(hz) * 0.67 - 2.35, max(abs(hx) - 4.8, 2.2 - hy))
        chimney = max(max(abs(hx - 3.2) - 0.5, abs(hz) - 0.5), abs(hy - 4.4) - 1.4)
        slope = min(slope, chimney)
        if slope < near:
            near, kind = slope, 5
    if figure > 0.5:
        fx, fz = x + 3.1, z - 19.0
        ex, ey, ez = (fx + 2.2) / 5.4, (y + 0.5) / 2.55, (fz + 0.3) / 3.4
        q = math.sqrt(ex * ex + ey * ey + ez * ez)
        crag = _rock(cloud, x * 2.2 + 9, y * 2.6, z * 2.2) - 0.6
        crag += 0.32 * _rock(cloud, x * 7.1, y * 8.3 + 5, z * 7.1)
        top = max(1.0 - (fx * fx + fz * fz) * 0.8, 0.0)
        d = (q - 1.0) * 2.3 - crag * 0.62 * (1.0 - 0.8 * top)
        d *= 0.5
        if d < near:
            near, kind = d, 1
        px, py, pz = fx - 0.1, y - 1.70, fz
        if px * px + pz * pz < 2.0 and py < 2.6:
            d, lantern = _keeper(px, py, pz)
            if d < near:
                near, kind = d, 6
            if lantern < near:
                near, kind = lantern, 7
    return near, kind


@njit(fastmath=True, cache=True)
def _stretch(ox, oz, dx, dz, cx, cz, radius):
    """Where a ray enters and leaves an upright cylinder."""
    lx, lz = ox - cx, oz - cz
    qa = dx * dx + dz * dz + 1e-9
    qb = lx * dx + lz * dz
    disc = qb * qb - qa * (lx * lx + lz * lz - radius * radius)
    if disc < 0.0:
        return 1.0, 0.0
    root = math.sqrt(disc)
    return max((-qb - root) / qa, 0.5), (-qb + root) / qa


@njit(fastmath=True, cache=True)
def march(cloud, ox, oy, oz, dx, dy, dz, tx, tz, fig):
    """Return distance and kind of the land that a ray meets first."""
    for part in range(2):
        if part == 0:
            if fig < 0.5:
                continue
            t, end = _stretch(ox, oz, dx, dz, -5.0, 18.7, 7.0)
        else:
            t, end = _stretch(ox, oz, dx, dz, tx - 2.0, tz, 26.0)
        for _ in range(130):
            y = oy + dy * t
            if t > end or y < -2.5 or y > 45.0:
                break
            d, kind = land(cloud, ox + dx * t, y, oz + dz * t, tx, tz, fig)
            if d < 0.0006 * t + 0.002:
                return t, kind
            t += d * 0.9
    return 1e9, 0
