"""Sets of Comet Courier: its named planets, towns, asteroids, gates, light trails.

``put`` places a toy by its spot in the picture (u to the right and v upwards, -1 to 1) and its
distance; a heading is (right, up, towards the camera).
"""

from __future__ import annotations

import math
import random

import bpy
import comet_clay as c
import comet_planets as planets
import comet_stage as stage
import comet_toys as toys
import lattice_noise
import numpy as np
from mathutils import Matrix, Vector


def put(
    toy: bpy.types.Object,
    eye: bpy.types.Object,
    spot: c.Vector,
    heading: c.Vector = (1, 0, 0),
    up: c.Vector = (0, 1, 0),
    size: float = 1.0,
) -> bpy.types.Object:
    """Place a toy at ``spot`` = (u, v, distance) with its +x along ``heading``."""

    def world(vector: c.Vector) -> Vector:
        right, above, towards = vector
        return Vector((right, -towards, above)).normalized()

    ahead = world(heading)
    side = world(up).cross(ahead).normalized()
    over = ahead.cross(side)
    place = stage.in_view(eye, *spot)
    turn = Matrix((ahead, side, over)).transposed().to_4x4()
    toy.matrix_world = Matrix.Translation(place) @ turn @ Matrix.Scale(size, 4)
    return toy


def mossa(radius: float, finer: int = 6, seed: int = 3) -> bpy.types.Object:
    """Return the home planet: teal sea, green plateaus, yellow beaches."""
    paint = planets.islands("#0fb7c4", "#6fd64b", c.YELLOW, c.CREAM, seed)
    return planets.globe("mossa", radius, paint, finer)


def sundrop(radius: float, finer: int = 6, seed: int = 8) -> bpy.types.Object:
    """Return the desert planet: orange dunes and yellow mesas."""
    paint = planets.islands("#ff7a3c", "#ffb63a", "#ffd98a", c.PINK, seed, 1.9)
    return planets.globe("sundrop", radius, paint, finer)


def sherbet(radius: float) -> bpy.types.Object:
    """Return the striped planet with two rings."""
    stripes = planets.bands([c.PINK, c.CREAM, "#ff9d5c", "#b57bff", c.PINK, "#ffd0dd"], 5)
    return planets.ringed(radius, stripes, [(1.5, 0.15, c.YELLOW), (1.86, 0.07, c.TEAL)])


def grumm(radius: float, seed: int = 2) -> bpy.types.Object:
    """Return a pitted lilac moon."""
    return planets.globe("grumm", radius, planets.craters("#8d78e8", "#c3b2ff", "#5a45b8", seed))


def town(
    planet: bpy.types.Object,
    radius: float,
    size: float,
    number: int,
    seed: int,
    facing: c.Vector = (0, -0.5, 0.85),
) -> None:
    """Build houses, trees and mountains on the visible land of a planet."""
    homes = [
        toys.house(c.CREAM, c.ORANGE),
        toys.house("#ffe3b0", c.LILAC),
        toys.house(c.CREAM, c.PINK),
    ]
    woods = [toys.tree(k) for k in range(4)]
    hills = [toys.peak(1.0, "#8a6cf0", c.CREAM), toys.peak(0.8, "#ff9d5c", c.CREAM)]
    view = Vector(facing).normalized()
    floor = radius * 1.045
    toys.settle(planet, hills, number // 8, seed + 1, (size * 1.0, size * 1.7), floor, view)
    toys.settle(planet, homes, number // 3, seed + 2, (size * 0.9, size * 1.2), floor, view)
    toys.settle(planet, woods, number, seed + 3, (size * 0.7, size * 1.25), floor, view)
    for original in (*homes, *woods, *hills):
        original.location = (0, -900, 0)


def rocks(
    eye: bpy.types.Object, spots: list[c.Vector], sizes: tuple[float, float], seed: int
) -> None:
    """Hang faceted asteroids at spots of the picture."""
    rng = random.Random(seed)
    for number, spot in enumerate(spots):
        colour = ("#6d55d8", "#8d78e8", "#b0559c")[number % 3]
        rock = c.ball("rock", 1.0, c.clay(colour, 0.6, 0.1), 3)
        points = np.array([v.co[:] for v in rock.data.vertices])
        for vertex, grow in zip(
            rock.data.vertices, lattice_noise.noise(points * 1.3, seed + number), strict=True
        ):
            vertex.co *= 1.0 + 0.5 * grow
        rock.data.polygons.foreach_set("use_smooth", [False] * len(rock.data.polygons))
        wide = rng.uniform(*sizes)
        put(rock, eye, spot, (rng.uniform(-1, 1), rng.uniform(-1, 1), 0.4), size=wide)


def gates(eye: bpy.types.Object, course: list[c.Vector], radius: float) -> None:
    """Set glowing hoops along a course; each faces the next."""
    places = [stage.in_view(eye, *spot) for spot in course]
    for k, place in enumerate(places):
        ahead = places[min(k + 1, len(places) - 1)] - places[max(k - 1, 0)]
        hoop = c.ring("gate", radius, radius * 0.05, c.glow(c.TEAL if k % 2 else c.YELLOW, 2.2))
        rim = c.ring("rim", radius * 1.1, radius * 0.07, c.clay(c.CREAM))
        for part in (hoop, rim):
            part.location = place
            part.rotation_mode = "QUATERNION"
            part.rotation_quaternion = ahead.to_track_quat("Z", "Y")


def trail(eye: bpy.types.Object, course: list[c.Vector], number: int, size: float) -> None:
    """String small light beads along a course."""
    places = [stage.in_view(eye, *spot) for spot in course]
    for k in range(number):
        t = k / (number - 1) * (len(places) - 1)
        a = min(int(t), len(places) - 2)
        bead = c.ball("bead", size, c.glow(c.YELLOW, 2.4), 2)
        bead.location = places[a].lerp(places[a + 1], t - a)


def streaks(eye: bpy.types.Object, number: int, centre: tuple[float, float], seed: int) -> None:
    """Draw speed lines that run away from ``centre`` towards the camera."""
    rng = random.Random(seed)
    materials = [c.glow("#bff8ff", 1.4), c.glow("#ffffff", 1.6), c.glow("#b79bff", 1.4)]
    for _ in range(number):
        angle, out = rng.uniform(0, 2 * math.pi), rng.uniform(0.45, 1.5)
        u, v = centre[0] + out * math.cos(angle), centre[1] + out * math.sin(angle) * 0.7
        near = stage.in_view(eye, u, v, rng.uniform(10, 26))
        far = stage.in_view(eye, *centre, 90.0)
        line = c.turned(
            "streak", [(0, 0), (0.3, 0.02), (0.9, 0.03), (1.0, 0)], rng.choice(materials), 1, 8
        )
        line.location = near
        line.rotation_mode = "QUATERNION"
        line.rotation_quaternion = (far - near).to_track_quat("X", "Z")
        line.scale = (rng.uniform(0.8, 2.6), 1, 1)
