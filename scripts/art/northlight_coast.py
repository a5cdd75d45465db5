# mypy: disable-error-code="no-any-return,no-untyped-def,import-not-found"
# numba infers the types of its kernels from their calls; it is needed for pictures only.
"""A night coast, ray-marched: swell, rocks, lighthouse, fog and the light that turns in it.

Units are metres; x is right, y up, z away from the camera. Compiled with numba, so a frame
costs seconds where a path tracer needs minutes for the same fog.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

import numpy as np
from northlight_shapes import LAMP_HEIGHT, TOWER_BASE, land, march, mist, wave
from numba import njit, prange
from scipy.ndimage import gaussian_filter


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
def _sky(cloud, dx, dy, dz, time, moon):
    """Light of the night sky: a cold glow low in the left, ragged cloud before it."""
    up = max(dy, 0.0)
    base = math.exp(-up * 4.2)
    r = 0.0022 + 0.010 * base
    g = 0.0050 + 0.026 * base
    b = 0.0095 + 0.040 * base
    k = 26.0 / (up + 0.22)
    n = mist(cloud, dx * k + time * 0.25, 5.0, dz * k) * 0.6
    n += mist(cloud, dx * k * 2.3 + time * 0.4, 17.0, dz * k * 2.3) * 0.4
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
    t_land, kind = march(cloud, ox, oy, oz, dx, dy, dz, tx, tz, fig)
    t_sea = 1e9
    high = 1.9 * swell
    if dy < 0.02 and t_land > 6.0:
        t = max((oy - high) / max(-dy, 1e-5), 0.5) if oy > high else 0.5
        last, gap_last = t, 1.0
        for _ in range(48):
            y = oy + dy * t
            gap = y - wave(ox + dx * t, oz + dz * t, time, 9 if t < 60.0 else 6) * swell
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
        w = wave(x, z, time, octaves)
        flat = 1.0 / (1.0 + t_sea * 0.008)
        gx = (wave(x + e, z, time, octaves) - w) / e * swell * flat
        gz = (wave(x, z + e, time, octaves) - w) / e * swell * flat
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
        foam = max(w - 0.42 - 0.2 * mist(cloud, x * 3.0, 3.0, z * 3.0), 0.0) * 1.2
        shore = math.sqrt(((x - tx + 2.0) / 22.5) ** 2 + ((z - tz) / 14.5) ** 2)
        foam += max(0.16 - abs(shore - 1.0), 0.0) * 3.0 * mist(cloud, x * 2.2 + time, 9.0, z * 2.2)
        r += foam * 0.016
        g += foam * 0.028
        b += foam * 0.034
    else:
        x, y, z = ox + dx * t_land, oy + dy * t_land, oz + dz * t_land
        e = 0.02 if kind != 6 else 0.006
        d0, _k = land(cloud, x, y, z, tx, tz, fig)
        nx = land(cloud, x + e, y, z, tx, tz, fig)[0] - d0
        ny = land(cloud, x, y + e, z, tx, tz, fig)[0] - d0
        nz = land(cloud, x, y, z + e, tx, tz, fig)[0] - d0
        n = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9
        nx, ny, nz = nx / n, ny / n, nz / n
        rim = max(1.0 + dx * nx + dy * ny + dz * nz, 0.0) ** 3
        key = max(-0.62 * nx + 0.46 * ny + 0.25 * nz, 0.0)
        ar, ag, ab, wet = 0.030, 0.034, 0.040, 0.6
        if kind == 2:
            h = y - TOWER_BASE
            band = 1.0 if (h < 8.6 or h > 16.6) else 0.0
            ar, ag, ab, wet = 0.30 * band + 0.13, 0.31 * band + 0.035, 0.32 * band + 0.03, 0.1
            grime = 0.65 + 0.6 * mist(cloud, x * 5.0, y * 1.1, z * 5.0)
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
            turn = x - tx
            h = y - TOWER_BASE
            if (
                nz < -0.6
                and abs(turn + 0.4) < 0.34
                and (abs(h - 12.4) < 0.6 or abs(h - 20.2) < 0.55)
            ):
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
                glow = lamp * (
                    0.75 + 7.0 * math.exp(-off * off * 2.2 - v * v * 1.3) + 22.0 * flash**24
                )
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
        n = mist(cloud, x * 0.26 + time * 0.55, y * 0.5 - time * 0.12, z * 0.26 + time * 0.3)
        n2 = mist(cloud, x * 0.9 + time * 1.1, y * 1.4, z * 0.9 - time * 0.3)
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
            n = mist(cloud, x * 0.26 + time * 0.55, y * 0.5 - time * 0.12, z * 0.26 + time * 0.3)
            n2 = mist(cloud, x * 0.9 + time * 1.1, y * 1.4, z * 0.9 - time * 0.3)
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
            for _ in range(samples):
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
