"""A night coast, ray-marched: swell, rocks, lighthouse, fog and the light that turns in it.

Units are metres; x is right, y up, z away from the camera. Compiled with numba, so a frame
costs seconds where a path tracer needs minutes for the same fog.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

import numpy as np
from numba import njit, prange
from scipy.ndimage import gaussian_filter

LAMP_HEIGHT = 33.2
TOWER_BASE = 4.6


@dataclass(frozen=True)
class View:
    """What the camera sees: place and tilt of the camera, where the tower and the beam are."""

    eye_x: float = 0.0
    eye_y: float = 4.2
    eye_z: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.14
    lens: float = 2.1
    """Focal length in halves of the picture's height."""
    tower_x: float = 9.0
    tower_z: float = 92.0
    beam: float = 3.6
    """Azimuth of the beam in radians; 0 points right, pi / 2 away, 3 pi / 2 at the camera."""
    time: float = 0.0
    fog: float = 1.0
    swell: float = 1.0
    lamp: float = 1.0
    moon: float = 1.0
    figure: float = 1.0
    """1 sets the foreground rock with the keeper's daughter, 0 leaves open sea."""


def fog_texture() -> np.ndarray:
    """Return a tileable 64-cubed cloud of fractal noise between 0 and 1."""
    generator = np.random.default_rng(41)
    total = np.zeros((64, 64, 64))
    for sigma, weight in ((9.0, 1.0), (4.5, 0.55), (2.2, 0.3), (1.1, 0.16)):
        layer = gaussian_filter(generator.standard_normal(total.shape), sigma, mode="wrap")
        total += weight * layer / layer.std()
    total = total / total.std() * 0.22 + 0.5
    return np.clip(total, 0.0, 1.0).astype(np.float32)


@njit(fastmath=True, cache=True)
def _mist(cloud, x, y, z):
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
def _wave(x, z, time, octaves):
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
    n = _mist(cloud, x * 1.3 + 3, y * 1.9 + 7, z * 1.3 + 1) - 0.5
    m = _mist(cloud, x * 4.1, y * 5.3, z * 4.1) - 0.5
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
def _land(cloud, x, y, z, tower_x, tower_z, figure):
    """Distance to land and buildings, and which: 1 rock, 2 tower, 3 metal, 4 house, 5 roof, 6 coat, 7 lantern."""
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
            e = max(max(abs(reach - 3.3) - 0.06, 0.45 - 0.05 - abs(0.45 - post) * 0.999), abs(h - 25.8) - 0.6)
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
def _sky(cloud, dx, dy, dz, time, moon):
    """Light of the night sky: a cold glow low in the left, ragged cloud before it."""
    up = max(dy, 0.0)
    base = math.exp(-up * 4.2)
    r = 0.0022 + 0.010 * base
    g = 0.0050 + 0.026 * base
    b = 0.0095 + 0.040 * base
    k = 26.0 / (up + 0.22)
    n = _mist(cloud, dx * k + time * 0.25, 5.0, dz * k) * 0.6
    n += _mist(cloud, dx * k * 2.3 + time * 0.4, 17.0, dz * k * 2.3) * 0.4
    cover = min(max((n - 0.36) * 3.2, 0.0), 1.0)
    away = (dx + 0.34) ** 2 + (dy - 0.40) ** 2 * 1.3
    glow = moon * (math.exp(-away * 9.0) * 0.9 + math.exp(-away * 60.0) * 1.6)
    lit = glow * (1.0 - 0.82 * cover) + glow * 0.3 * cover * (1 - cover)
    fade = 1.0 - 0.5 * cover * (1.0 - base)
    return (r * fade + 0.024 * lit, g * fade + 0.050 * lit, b * fade + 0.070 * lit)


@njit(fastmath=True, cache=True)
def _beam(px, py, pz, cos_b, sin_b):
    """Light at a point (relative to the lamp) from the two turning beams and the bare glow."""
    r2 = px * px + py * py + pz * pz
    r = math.sqrt(r2) + 1e-4
    along = px * cos_b + pz * sin_b
    side2 = max(r2 - along * along, 0.0)
    wide = 0.55 + 0.040 * abs(along)
    core = math.exp(-side2 / (wide * wide))
    strength = core * 900.0 / (wide * wide * 30.0 + 6.0) * math.exp(-abs(along) * 0.0085)
    if along < 0.0:
        strength *= 0.8
    halo = 2.0 / (r2 + 5.0) + 0.055 * math.exp(-r * 0.085)
    return strength, halo


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
def _march(cloud, ox, oy, oz, dx, dy, dz, tx, tz, fig):
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
            d, kind = _land(cloud, ox + dx * t, y, oz + dz * t, tx, tz, fig)
            if d < 0.0006 * t + 0.002:
                return t, kind
            t += d * 0.9
    return 1e9, 0


@njit(fastmath=True, cache=True)
def _shade(cloud, u, v, jitter, p):
    (ox, oy, oz, yaw, pitch, lens, tx, tz, beam, time, fog, swell, lamp, moon, fig) = p
    dx, dy, dz = u, v, lens
    norm = math.sqrt(dx * dx + dy * dy + dz * dz)
    dx, dy, dz = dx / norm, dy / norm, dz / norm
    cp, sp = math.cos(pitch), math.sin(pitch)
    dy, dz = dy * cp + dz * sp, dz * cp - dy * sp
    cy, sy = math.cos(yaw), math.sin(yaw)
    dx, dz = dx * cy + dz * sy, dz * cy - dx * sy
    cos_b, sin_b = math.cos(beam), math.sin(beam)
    lamp_y = LAMP_HEIGHT
    wr, wg, wb = 1.0, 0.462, 0.094
    far = 420.0
    t_land, kind = _march(cloud, ox, oy, oz, dx, dy, dz, tx, tz, fig)
    t_sea = 1e9
    high = 1.9 * swell
    if dy < 0.02 and t_land > 6.0:
        t = max((oy - high) / max(-dy, 1e-5), 0.5) if oy > high else 0.5
        last, gap_last = t, 1.0
        for _ in range(48):
            y = oy + dy * t
            gap = y - _wave(ox + dx * t, oz + dz * t, time, 9 if t < 60.0 else 6) * swell
            if gap < 0.004 * t * 0.2:
                t = last + (t - last) * gap_last / max(gap_last - gap, 1e-5)
                t_sea = t
                break
            if t > far:
                break
            last, gap_last = t, gap
            t += max(gap * 0.75, 0.02 + 0.004 * t) if -dy < 0.25 else max(gap * 0.9, 0.02)
        if t_sea > far and dy < -0.002:
            t_sea = min(-oy / dy, 3000.0)
    r, g, b = 0.0, 0.0, 0.0
    hit = min(t_land, t_sea)
    if hit > 1e8:
        hit = far
        r, g, b = _sky(cloud, dx, dy, dz, time, moon)
    elif t_sea < t_land:
        x, z = ox + dx * t_sea, oz + dz * t_sea
        y = oy + dy * t_sea
        e = 0.012 + 0.0022 * t_sea
        octaves = 26 if t_sea < 40.0 else (19 if t_sea < 120.0 else 12)
        w = _wave(x, z, time, octaves)
        flat = 1.0 / (1.0 + t_sea * 0.008)
        gx = (_wave(x + e, z, time, octaves) - w) / e * swell * flat
        gz = (_wave(x, z + e, time, octaves) - w) / e * swell * flat
        n = math.sqrt(gx * gx + gz * gz + 1.0)
        nx, ny, nz = -gx / n, 1.0 / n, -gz / n
        dot = dx * nx + dy * ny + dz * nz
        facing = max(-dot, 0.02)
        fresnel = 0.02 + 0.98 * (1.0 - facing) ** 5
        rx, ry, rz = dx - 2 * dot * nx, abs(dy - 2 * dot * ny), dz - 2 * dot * nz
        sr, sg, sb = _sky(cloud, rx, ry, rz, time, moon)
        r, g, b = sr * fresnel, sg * fresnel, sb * fresnel
        deep = max(w + 0.3, 0.0) * 0.5
        r += 0.0004 + 0.0008 * deep
        g += 0.0022 + 0.0070 * deep
        b += 0.0042 + 0.0085 * deep
        qx, qy, qz = tx - x, lamp_y - y, tz - z
        q = math.sqrt(qx * qx + qy * qy + qz * qz)
        spec = max((rx * qx + ry * qy + rz * qz) / q, 0.0)
        flash = max(-(qx * cos_b + qz * sin_b) / q, 0.0)
        power = lamp * (0.10 + 1.3 * flash**18)
        warm = (spec**900 * 5.0 + spec**90 * 0.34 + spec**14 * 0.02) * power
        beam_l, halo = _beam(-qx, -qy * 0.12, -qz, cos_b, sin_b)
        warm += lamp * beam_l * 0.0006 * (0.4 + 2.0 * max(nx * qx / q + nz * qz / q, 0.0))
        if fig > 0.5:
            hx, hy, hz = -2.48 - x, 2.3 - y, 18.8 - z
            h = math.sqrt(hx * hx + hy * hy + hz * hz)
            s = max((rx * hx + ry * hy + rz * hz) / h, 0.0)
            warm += (s**220 * 1.0 + s**24 * 0.05) * 0.9 + 0.02 / (h * h + 1.0)
        r += warm * wr
        g += warm * wg
        b += warm * wb
        foam = max(w - 0.42 - 0.2 * _mist(cloud, x * 3.0, 3.0, z * 3.0), 0.0) * 1.2
        shore = math.sqrt(((x - tx + 2.0) / 22.5) ** 2 + ((z - tz) / 14.5) ** 2)
        foam += max(0.16 - abs(shore - 1.0), 0.0) * 3.0 * _mist(cloud, x * 2.2 + time, 9.0, z * 2.2)
        r += foam * 0.016
        g += foam * 0.028
        b += foam * 0.034
    else:
        x, y, z = ox + dx * t_land, oy + dy * t_land, oz + dz * t_land
        e = 0.02 if kind != 6 else 0.006
        d0, _k = _land(cloud, x, y, z, tx, tz, fig)
        nx = _land(cloud, x + e, y, z, tx, tz, fig)[0] - d0
        ny = _land(cloud, x, y + e, z, tx, tz, fig)[0] - d0
        nz = _land(cloud, x, y, z + e, tx, tz, fig)[0] - d0
        n = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9
        nx, ny, nz = nx / n, ny / n, nz / n
        rim = max(1.0 + dx * nx + dy * ny + dz * nz, 0.0) ** 3
        key = max(-0.62 * nx + 0.46 * ny + 0.25 * nz, 0.0)
        ar, ag, ab, wet = 0.030, 0.034, 0.040, 0.6
        if kind == 2:
            h = y - TOWER_BASE
            band = 1.0 if (h < 8.6 or h > 16.6) else 0.0
            ar, ag, ab, wet = 0.30 * band + 0.13, 0.31 * band + 0.035, 0.32 * band + 0.03, 0.1
            grime = 0.65 + 0.6 * _mist(cloud, x * 5.0, y * 1.1, z * 5.0)
            ar, ag, ab = ar * grime, ag * grime, ab * grime
        elif kind == 3:
            ar, ag, ab, wet = 0.045, 0.05, 0.055, 0.4
        elif kind == 4:
            ar, ag, ab, wet = 0.26, 0.27, 0.28, 0.05
        elif kind == 5:
            ar, ag, ab, wet = 0.035, 0.04, 0.048, 0.5
        elif kind == 6:
            ar, ag, ab, wet = 0.035, 0.028, 0.024, 0.5
        ambient = 0.022 + 0.020 * ny
        cold = key * 0.13 * moon
        r = ar * (ambient * 0.5 + cold * 0.42) + wet * rim * 0.010 * moon
        g = ag * (ambient * 0.9 + cold * 0.80) + wet * rim * 0.022 * moon
        b = ab * (ambient * 1.3 + cold * 1.05) + wet * rim * 0.030 * moon
        qx, qy, qz = tx - x, lamp_y - y, tz - z
        q = math.sqrt(qx * qx + qy * qy + qz * qz)
        if kind > 0:
            lit = max((nx * qx + ny * qy + nz * qz) / q, 0.0)
            beam_l, halo = _beam(-qx, -qy * 0.3, -qz, cos_b, sin_b)
            warm = lamp * lit * (halo * 5.0 + beam_l * 0.009)
            warm += lamp * 0.0015 * rim * wet * 3.0
            if kind == 3 and y > TOWER_BASE + 29.0:
                warm += lamp * 0.5 * max(-ny, 0.0)
            r += ar * warm * wr
            g += ag * warm * wg
            b += ab * warm * wb
        if fig > 0.5 and t_land < 40.0:
            hx, hy, hz = -2.48 - x, 2.3 - y, 18.8 - z
            h2 = hx * hx + hy * hy + hz * hz
            h = math.sqrt(h2)
            lit = max((nx * hx + ny * hy + nz * hz) / h, 0.0) * 0.9 + 0.06
            warm = lit * 1.5 / (h2 + 0.12)
            r += ar * warm * wr
            g += ag * warm * wg * 0.9
            b += ab * warm * wb * 0.8
        if kind == 7:
            r, g, b = 5.0, 2.9, 1.0
        if kind == 4:
            hx, hy = x - (tx - 10.5), y - 5.3
            if nz < -0.5:
                for c in (-2.3, 0.2):
                    if abs(hx - c) < 0.5 and abs(hy - 0.4) < 0.72:
                        pane = 1.0 if (abs(hx - c) > 0.05 and abs(hy - 0.4) > 0.05) else 0.15
                        on = 1.0 if c < -1.0 else 0.0
                        r += pane * on * 1.5
                        g += pane * on * 0.66
                        b += pane * on * 0.17
        if kind == 2:
            turn = (x - tx)
            h = y - TOWER_BASE
            if nz < -0.6 and abs(turn + 0.4) < 0.34 and (abs(h - 12.4) < 0.6 or abs(h - 20.2) < 0.55):
                r += 0.5
                g += 0.22
                b += 0.055
    # The lantern room: a lit glass drum with bars, in front of or behind what was hit.
    lx, lz = ox - tx, oz - tz
    qa = dx * dx + dz * dz
    qb = lx * dx + lz * dz
    qc = lx * lx + lz * lz - 1.85 * 1.85
    disc = qb * qb - qa * qc
    if disc > 0.0:
        t = (-qb - math.sqrt(disc)) / qa
        h = oy + dy * t - TOWER_BASE
        if 0.0 < t < hit + 0.3 and 27.2 < h < 30.35:
            hx, hz = lx + dx * t, lz + dz * t
            turn = math.atan2(hz, hx) / (2 * math.pi) * 12.0
            bar = abs(turn - math.floor(turn) - 0.5)
            if bar < 0.455 and abs(h - 28.8) > 0.04:
                off = abs(hx * dz - hz * dx)
                flash = max(-(dx * cos_b + dz * sin_b), 0.0)
                v = (h - 28.6) / 1.2
                glow = lamp * (0.75 + 7.0 * math.exp(-off * off * 2.2 - v * v * 1.3) + 22.0 * flash**24)
                r, g, b = glow * 1.0, glow * 0.60, glow * 0.22
            hit = min(hit, t)
    # Fog between the camera and what was hit.
    steps = 26
    end = min(hit, 260.0)
    fr, fg, fb, clear = 0.0, 0.0, 0.0, 1.0
    previous = 0.0
    for k in range(steps):
        s = (k + jitter) / steps
        t = end * (0.25 * s + 0.75 * s * s)
        span = t - previous
        previous = t
        x, y, z = ox + dx * t, oy + dy * t, oz + dz * t
        n = _mist(cloud, x * 0.26 + time * 0.55, y * 0.5 - time * 0.12, z * 0.26 + time * 0.3)
        n2 = _mist(cloud, x * 0.9 + time * 1.1, y * 1.4, z * 0.9 - time * 0.3)
        body = max(n * 0.75 + n2 * 0.35 - 0.26, 0.0) * 2.1
        low = math.exp(-max(y, 0.0) / 15.0)
        density = fog * (0.0012 + 0.0125 * low * body + 0.0032 * body)
        px, py, pz = x - tx, y - lamp_y, z - tz
        halo = _beam(px, py, pz, cos_b, sin_b)[1]
        warm = lamp * halo * 3.2
        if fig > 0.5:
            hx, hy, hz = -2.48 - x, 2.3 - y, 18.8 - z
            warm += 0.8 / (hx * hx + hy * hy + hz * hz + 0.25)
        cold = 0.6 + 0.5 * moon * math.exp(-((dx + 0.34) ** 2 + (dy - 0.25) ** 2) * 4.0) * 2.4
        soak = math.exp(-density * span)
        gain = clear * (1.0 - soak)
        fr += gain * (warm * wr * 1.1 + 0.0052 * cold)
        fg += gain * (warm * wg * 1.1 + 0.0158 * cold)
        fb += gain * (warm * wb * 1.3 + 0.0245 * cold)
        clear *= soak
    # The beam is thin: take its light near the point where the ray passes its axis.
    wx, wy, wz = ox - tx, oy - lamp_y, oz - tz
    db = dx * cos_b + dz * sin_b
    wd = wx * dx + wy * dy + wz * dz
    wbeam = wx * cos_b + wz * sin_b
    lean = max(1.0 - db * db, 1e-4)
    middle = (db * wbeam - wd) / lean
    along = wbeam + db * middle
    wide = 0.55 + 0.040 * abs(along)
    reach = min(2.6 * wide / math.sqrt(lean), 60.0)
    first, last = max(middle - reach, 0.2), min(middle + reach, end)
    if last > first:
        loss = -math.log(max(clear, 1e-6)) / end
        span = (last - first) / 14.0
        total = 0.0
        for k in range(14):
            t = first + (k + jitter) * span
            x, y, z = ox + dx * t, oy + dy * t, oz + dz * t
            n = _mist(cloud, x * 0.26 + time * 0.55, y * 0.5 - time * 0.12, z * 0.26 + time * 0.3)
            n2 = _mist(cloud, x * 0.9 + time * 1.1, y * 1.4, z * 0.9 - time * 0.3)
            body = max(n * 0.75 + n2 * 0.45 - 0.3, 0.0) * 2.1
            px, py, pz = x - tx, y - lamp_y, z - tz
            beam_l, halo = _beam(px, py, pz, cos_b, sin_b)
            ahead = -db if px * cos_b + pz * sin_b > 0.0 else db
            forward = 0.55 + 1.3 * max(ahead, 0.0) ** 3
            total += beam_l * forward * (0.25 + 1.2 * body) * math.exp(-loss * t)
        glow = lamp * total * span * 0.0055 * min(fog, 1.0)
        fr += glow * wr
        fg += glow * wg * 1.12
        fb += glow * wb * 1.7
    return r * clear + fr, g * clear + fg, b * clear + fb


@njit(parallel=True, fastmath=True, cache=True)
def _frame(cloud, width, height, samples, seed, p, left, top, right, bottom):
    picture = np.zeros((bottom - top, right - left, 3))
    for row in prange(top, bottom):
        state = (row * 9781 + seed * 6271 + 1) & 0xFFFFFFFF
        for col in range(left, right):
            r, g, b = 0.0, 0.0, 0.0
            for s in range(samples):
                state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
                jx = (state >> 8) / 16777216.0
                state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
                jy = (state >> 8) / 16777216.0
                state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
                jt = (state >> 8) / 16777216.0
                u = (2.0 * (col + jx) - width) / height
                v = (height - 2.0 * (row + jy)) / height
                cr, cg, cb = _shade(cloud, u, v, jt, p)
                r += min(cr, 14.0)
                g += min(cg, 14.0)
                b += min(cb, 14.0)
            picture[row - top, col - left, 0] = r / samples
            picture[row - top, col - left, 1] = g / samples
            picture[row - top, col - left, 2] = b / samples
    return picture


def expose(
    view: View,
    size: tuple[int, int],
    samples: int,
    seed: int = 1,
    window: tuple[int, int, int, int] | None = None,
) -> np.ndarray:
    """Return the linear light of a view, shape (height, width, 3).

    ``size`` is (width, height) of the whole picture; ``window`` limits the work to the pixels
    from (left, top) to before (right, bottom).
    """
    part = window or (0, 0, *size)
    numbers = tuple(float(value) for value in astuple(view))
    return _frame(CLOUD, size[0], size[1], samples, seed, numbers, *part)


CLOUD = fog_texture()
