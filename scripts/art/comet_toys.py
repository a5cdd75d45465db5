"""The toys of Comet Courier: ship, comet, parcels, and what stands on the planets.

The ship and the comet fly along their local +x axis, up is +z.
"""

from __future__ import annotations

import math
import random

import bpy
import comet_clay as c
import lattice_noise
import numpy as np
from mathutils import Quaternion, Vector


def parcel(size: float = 0.6, tape: str = c.TEAL) -> bpy.types.Object:
    """Return a cardboard parcel with tape and an address label."""
    box = c.block("box", (size, size * 0.86, size * 0.7), c.clay(c.CARD, 0.7, 0.0), size * 0.05)
    grow = size * 0.012
    band = c.block("tape", (size * 0.2, size * 0.86 + grow, size * 0.7 + grow), c.clay(tape), 0.01)
    label = c.block("label", (size * 0.3, size * 0.24, 0.015), c.clay(c.CREAM), 0.004)
    label.location = (-size * 0.28, -size * 0.18, size * 0.355)
    front = c.block("front", (size * 0.26, 0.015, size * 0.2), c.clay(c.CREAM), 0.004)
    front.location = (size * 0.29, -size * 0.435, 0.02)
    return c.group("parcel", [box, band, label, front])


def courier_ship(burn: float = 1.0, hull: str = "#ff7434", trim: str = c.TEAL) -> bpy.types.Object:
    """Return the courier ship, about 3 units long; ``burn`` is the length of its flames."""
    parts = []
    profile = [(1.5, 0), (1.44, 0.24), (1.15, 0.55), (0.5, 0.8), (-0.2, 0.84), (-0.8, 0.68)]
    body = c.turned("hull", [*profile, (-1.12, 0.5), (-1.2, 0.42)], c.split(c.CREAM, hull, -0.16))
    body.scale = (1, 1, 0.88)
    parts.append(body)
    parts.append(_across(c.ring("belt", 0.835, 0.05, c.clay(trim)), -0.3, 0.88))
    parts.append(_across(c.ring("nose ring", 0.56, 0.035, c.clay(c.YELLOW)), 1.13, 0.88))
    seat = c.ball("seat", 0.47, c.clay(c.LILAC, 0.6))
    seat.location, seat.scale = (0.45, 0, 0.48), (1.1, 0.96, 0.5)
    helmet = c.ball("helmet", 0.27, c.clay(c.CREAM, 0.3, 0.6))
    helmet.location = (0.42, 0, 0.78)
    visor = c.ball("visor", 0.235, c.clay("#1a1140", 0.08, 1.0))
    visor.location, visor.scale = (0.5, 0, 0.77), (0.86, 1.04, 0.56)
    for side in (-1, 1):
        ear = c.ball("ear", 0.1, c.clay(c.TEAL, 0.3, 0.6))
        ear.location, ear.scale = (0.4, side * 0.25, 0.79), (1, 0.6, 1)
        parts.append(ear)
    crest = c.block("crest", (0.34, 0.07, 0.12), c.clay(c.YELLOW), 0.03)
    crest.location = (0.36, 0, 1.02)
    parts.append(crest)
    dome = c.ball("dome", 0.52, c.glass("#d8fffb"), 5)
    dome.location, dome.scale = (0.45, 0, 0.56), (1.16, 1.0, 1.12)
    sill = c.ring("sill", 0.53, 0.065, c.clay(c.CREAM, 0.3, 0.5))
    sill.location, sill.scale = (0.45, 0, 0.56), (1.16, 1.0, 1.0)
    sill.rotation_euler = (0, 0.13, 0)
    parts += [seat, helmet, visor, dome, sill]
    for side in (-1, 1):
        wing = c.solid(
            "wing",
            *_slab([(0.35, 0.6), (-0.75, 0.55), (-1.25, 1.5), (-0.8, 1.58)], 0.11, side),
            c.clay(trim, 0.35, 0.4),
        )
        c.round_edges(wing, 0.05)
        wing.location = (0, 0, -0.12)
        wing.rotation_euler = (side * 0.16, 0, 0)
        tip = c.turned(
            "tip", [(0.3, 0), (0.24, 0.08), (0, 0.13), (-0.3, 0.12), (-0.4, 0)], c.clay(c.YELLOW)
        )
        tip.location = (-0.98, side * 1.56, 0.13)
        nozzle = c.turned(
            "nozzle",
            [(0.3, 0.26), (0, 0.33), (-0.22, 0.36), (-0.24, 0.3), (-0.05, 0.24)],
            c.clay(c.VIOLET, 0.3, 0.6),
        )
        nozzle.location = (-1.12, side * 0.36, 0.02)
        lip = _across(c.ring("lip", 0.345, 0.045, c.clay(c.YELLOW)), -1.34, 1.0)
        lip.location.y, lip.location.z = side * 0.36, 0.02
        lamp = c.ball("lamp", 0.13, c.glow("#fff0b8", 3.0))
        lamp.location, lamp.scale = (1.31, side * 0.3, 0.06), (0.7, 1, 1)
        socket = c.ring("socket", 0.14, 0.035, c.clay(c.CREAM))
        socket.location, socket.rotation_euler = (1.3, side * 0.3, 0.06), (0, 1.2, side * 0.55)
        parts += [wing, tip, nozzle, lip, lamp, socket]
        if burn:
            parts += _flames(side, burn)
    fin = c.solid(
        "fin",
        *_slab([(-0.35, 0.66), (-1.05, 0.5), (-1.5, 1.32), (-1.12, 1.38)], 0.1, 0),
        c.clay(trim, 0.35, 0.4),
    )
    c.round_edges(fin, 0.045)
    parts.append(fin)
    load = parcel(0.66)
    load.location, load.rotation_euler = (-0.5, 0, 0.98), (0, -0.1, 0)
    rail = c.block("rail", (0.8, 0.62, 0.06), c.clay(c.VIOLET), 0.02)
    rail.location, rail.rotation_euler = (-0.5, 0, 0.72), (0, -0.1, 0)
    fin.location = (-0.2, 0, 0)
    parts += [load, rail]
    return c.group("ship", parts)


def _across(torus: bpy.types.Object, x: float, squash: float) -> bpy.types.Object:
    torus.rotation_euler = (0, math.pi / 2, 0)
    torus.location = (x, 0, 0)
    torus.scale = (squash, 1, 1)
    return torus


def _slab(
    outline: list[tuple[float, float]], thick: float, side: int
) -> tuple[list[c.Vector], list[tuple[int, ...]]]:
    """Return a flat plate; ``side`` -1 or 1 lies along y, 0 stands along z."""
    vertices: list[c.Vector] = []
    for half in (-thick / 2, thick / 2):
        for x, out in outline:
            vertices.append((x, side * out, half) if side else (x, half, out))
    n = len(outline)
    faces: list[tuple[int, ...]] = [tuple(range(n)), tuple(range(2 * n - 1, n - 1, -1))]
    faces += [(k, k + n, (k + 1) % n + n, (k + 1) % n) for k in range(n)]
    return vertices, faces


def _flames(side: int, burn: float) -> list[bpy.types.Object]:
    shapes = []
    for hot, cool, strength, wide, long, fade in (
        (c.YELLOW, c.ORANGE, 3.2, 0.3, 1.9, 0.55),
        ("#fff6d0", c.YELLOW, 7.0, 0.17, 0.95, 0.2),
    ):
        outline = [
            (0.05, wide * 0.75),
            (-0.12, wide),
            (-0.45, wide * 0.72),
            (-0.8, wide * 0.3),
            (-1, 0),
        ]
        jet = c.turned("jet", outline, c.flame(hot, cool, strength, fade), 10, 32)
        jet.scale = (long * burn, 1, 1)
        jet.location = (-1.3, side * 0.36, 0.02)
        shapes.append(jet)
    return shapes


def comet(tail: float = 9.0, seed: int = 4) -> bpy.types.Object:
    """Return the comet: a faceted ember with a ribboned tail of length ``tail``."""
    rng = random.Random(seed)
    core = c.ball("core", 1.0, c.clay("#ffc84a", 0.5, 0.1), 3)
    points = np.array([v.co[:] for v in core.data.vertices])
    bump = 1.0 + 0.22 * lattice_noise.noise(points * 1.7, seed)
    for vertex, scale in zip(core.data.vertices, bump, strict=True):
        vertex.co *= scale
    core.data.polygons.foreach_set("use_smooth", [False] * len(core.data.polygons))
    material = core.data.materials[0]
    shader = material.node_tree.nodes["Principled BSDF"]
    shader.inputs["Emission Color"].default_value = c.rgba("#ff7a1e")
    shader.inputs["Emission Strength"].default_value = 0.55
    parts = [core]
    for wide, long, hot, cool, strength, fade in (
        (1.12, 1.0, c.ORANGE, "#6a1fb0", 1.0, 0.95),
        (0.98, 0.7, "#ff8a2a", "#ff3f7a", 1.5, 0.9),
        (0.8, 0.42, "#ffe98a", "#ff8a2a", 2.4, 0.85),
    ):
        outline = [
            (0.0, wide * 0.8),
            (-0.06, wide),
            (-0.3, wide * 0.82),
            (-0.65, wide * 0.4),
            (-1.0, 0.0),
        ]
        veil = c.turned("veil", outline, c.flame(hot, cool, strength, fade), 10, 64)
        veil.scale = (tail * long, 1, 1)
        parts.append(veil)
    for k in range(9):
        angle, out = 2 * math.pi * k / 9 + 0.3, rng.uniform(0.75, 1.2)
        hot = (c.YELLOW, "#ff8a2a", c.PINK)[k % 3]
        outline = [(0.0, 0.0), (-0.08, 0.17), (-0.35, 0.15), (-1.0, 0.0)]
        ribbon = c.turned("ribbon", outline, c.flame(hot, c.ORANGE, 2.0, 0.5), 8, 16)
        ribbon.scale = (tail * rng.uniform(0.3, 0.75), 1, 1)
        ribbon.location = (
            -0.35 - rng.uniform(0, 0.12) * tail,
            out * math.cos(angle),
            out * math.sin(angle),
        )
        lean = 0.75 * out / tail
        ribbon.rotation_euler = (0, -lean * math.sin(angle), lean * math.cos(angle))
        parts.append(ribbon)
    for _ in range(26):
        back = rng.uniform(0.08, 0.95)
        angle, out = rng.uniform(0, 2 * math.pi), rng.uniform(0.5, 1.5) * (1.15 - 0.6 * back)
        bit = c.ball(
            "bit",
            rng.uniform(0.06, 0.24) * (1.2 - back),
            c.glow(rng.choice([c.YELLOW, "#ff8a2a", c.ORANGE]), 1.6),
            1,
        )
        bit.location = (-tail * back, out * math.cos(angle), out * math.sin(angle))
        bit.rotation_euler = (rng.random() * 6, rng.random() * 6, 0)
        bit.data.polygons.foreach_set("use_smooth", [False] * len(bit.data.polygons))
        parts.append(bit)
    return c.group("comet", parts)


def tree(kind: int) -> bpy.types.Object:
    """Return a toy tree about 0.6 units high."""
    trunk = c.turned("trunk", [(0, 0.06), (0.3, 0.045)], c.clay("#8b4a2f"), 1, 12)
    greens = ("#12b886", "#19e3d1", "#7ee04a", c.PINK)
    leaf = c.clay(greens[kind % 4], 0.6, 0.05)
    if kind % 2:
        crown = [c.ball("crown", 0.22, leaf, 3)]
        crown[0].location = (0, 0, 0.45)
    else:
        crown = []
        for k in range(3):
            cone = c.turned(
                "cone", [(0, 0.24 - 0.055 * k), (0.05, 0.24 - 0.06 * k), (0.3, 0.0)], leaf, 1, 20
            )
            cone.rotation_euler = (0, -math.pi / 2, 0)
            cone.location = (0, 0, 0.16 + 0.16 * k)
            crown.append(cone)
    trunk.rotation_euler = (0, -math.pi / 2, 0)
    return c.group("tree", [trunk, *crown])


def house(wall: str, roof: str) -> bpy.types.Object:
    """Return a small house with lit windows."""
    walls = c.block("walls", (0.42, 0.36, 0.36), c.clay(wall), 0.03)
    walls.location = (0, 0, 0.16)
    top = c.solid(
        "roof",
        [
            (-0.27, -0.24, 0),
            (0.27, -0.24, 0),
            (0.27, 0.24, 0),
            (-0.27, 0.24, 0),
            (-0.27, 0, 0.26),
            (0.27, 0, 0.26),
        ],
        [(3, 2, 1, 0), (0, 1, 5, 4), (2, 3, 4, 5), (1, 2, 5), (3, 0, 4)],
        c.clay(roof),
    )
    c.round_edges(top, 0.03)
    top.location = (0, 0, 0.34)
    parts = [walls, top]
    for x, y in ((0.1, -0.18), (-0.1, -0.18), (0.1, 0.18), (-0.1, 0.18)):
        pane = c.block("pane", (0.1, 0.02, 0.12), c.glow("#ffdf8a", 2.2), 0.0)
        pane.location = (x, y, 0.2)
        parts.append(pane)
    return c.group("house", parts)


def depot(flag: str = c.ORANGE) -> bpy.types.Object:
    """Return a delivery depot: landing pad, tower and beacon ring."""
    pad = c.turned(
        "pad", [(0, 0.72), (0.1, 0.72), (0.14, 0.66), (0.141, 0)], c.clay(c.CREAM), 1, 48
    )
    pad.rotation_euler = (0, -math.pi / 2, 0)
    mark = c.ring("mark", 0.5, 0.04, c.glow(c.YELLOW, 1.6))
    mark.location = (0, 0, 0.15)
    tower = c.turned("tower", [(0, 0.2), (0.9, 0.13)], c.clay(c.CREAM), 1, 24)
    tower.rotation_euler = (0, -math.pi / 2, 0)
    tower.location = (-0.85, 0.1, 0)
    cap = c.ball("cap", 0.24, c.clay(flag), 3)
    cap.location = (-0.85, 0.1, 0.98)
    halo = c.ring("halo", 0.3, 0.03, c.glow(c.TEAL, 2.0))
    halo.location = (-0.85, 0.1, 0.98)
    return c.group("depot", [pad, mark, tower, cap, halo])


def peak(size: float, body: str, cap: str) -> bpy.types.Object:
    """Return a rounded mountain with a coloured summit."""
    hill = c.turned(
        "hill",
        [(0, 0.62), (0.3, 0.42), (0.7, 0.17), (0.86, 0.07), (0.9, 0.0)],
        c.split(body, cap, 0.52, "X"),
        6,
        9,
        smooth=False,
    )
    hill.rotation_euler = (0, -math.pi / 2, 0)
    hill.scale = (size, size, size)
    return c.group("peak", [hill])


def copy_of(handle: bpy.types.Object) -> bpy.types.Object:
    """Return a copy of a group that shares its meshes."""
    twin = handle.copy()
    bpy.context.scene.collection.objects.link(twin)
    for child in handle.children:
        part = copy_of(child)
        part.parent = twin
        part.matrix_parent_inverse = child.matrix_parent_inverse
    return twin


def stand(
    toy: bpy.types.Object, planet: bpy.types.Object, where: Vector, turn: float, size: float
) -> None:
    """Put a toy upright on the surface of a globe at the direction ``where`` (local space)."""
    direction = where.normalized()
    points = planet.data.vertices
    flat = np.empty(len(points) * 3)
    points.foreach_get("co", flat)
    cloud = flat.reshape(-1, 3)
    lengths = np.linalg.norm(cloud, axis=1)
    nearest = np.argmax(cloud @ np.array(direction) / lengths)
    upright = Vector((0, 0, 1)).rotation_difference(direction)
    toy.parent = planet
    toy.rotation_mode = "QUATERNION"
    toy.rotation_quaternion = upright @ Quaternion((0, 0, 1), turn)
    toy.location = direction * float(lengths[nearest]) * 0.995
    toy.scale = (size, size, size)


def settle(
    planet: bpy.types.Object,
    toys: list[bpy.types.Object],
    number: int,
    seed: int,
    size: tuple[float, float],
    floor: float,
    facing: Vector | None = None,
) -> None:
    """Scatter copies of toys on land above the radius ``floor``, on the half ``facing``."""
    rng = random.Random(seed)
    points = [v.co.copy() for v in planet.data.vertices]
    land = [
        p
        for p in points
        if p.length > floor and (facing is None or p.normalized().dot(facing) > 0.05)
    ]
    placed: list[Vector] = []
    for _ in range(number * 12):
        if len(placed) >= number or not land:
            break
        spot = rng.choice(land)
        if any((spot - other).length < 0.55 * size[1] for other in placed):
            continue
        placed.append(spot)
        stand(copy_of(rng.choice(toys)), planet, spot, rng.uniform(0, 6.3), rng.uniform(*size))
