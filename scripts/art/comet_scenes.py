"""The pictures of Comet Courier as scenes: what stands where, seen from a camera at the origin.

The camera looks along +y with +z up. ``put`` places a toy by its spot in the picture (u to the
right and v upwards, -1 to 1) and its distance; a heading is (right, up, towards the camera).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import bpy
import comet_clay as c
import comet_stage as stage
import comet_toys as toys
from mathutils import Matrix, Vector

Size = tuple[int, int]


def put(
    toy: bpy.types.Object, eye: bpy.types.Object, spot: c.Vector,
    heading: c.Vector = (1, 0, 0), up: c.Vector = (0, 1, 0), size: float = 1.0,
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


def _start(size: Size, lens: float, focus: float = 0.0, seed: int = 1, number: int = 170) -> bpy.types.Object:
    stage.clear()
    stage.space()
    stage.three_lights()
    eye = stage.camera((0, 0, 0), (0, 1, 0), lens, size, focus=focus, aperture=1.4)
    stage.stars(eye, number, 220, seed)
    return eye


def mossa(radius: float, finer: int = 6, seed: int = 3) -> bpy.types.Object:
    """Return the home planet: teal sea, green plateaus, yellow beaches."""
    paint = toys.islands("#0fb7c4", "#6fd64b", c.YELLOW, c.CREAM, seed)
    return toys.globe("mossa", radius, paint, finer)


def sundrop(radius: float, finer: int = 6, seed: int = 8) -> bpy.types.Object:
    """Return the desert planet: orange dunes and yellow mesas."""
    paint = toys.islands("#ff7a3c", "#ffb63a", "#ffd98a", c.PINK, seed, 1.9)
    return toys.globe("sundrop", radius, paint, finer)


def sherbet(radius: float) -> bpy.types.Object:
    """Return the striped planet with two rings."""
    stripes = toys.bands([c.PINK, c.CREAM, "#ff9d5c", "#b57bff", c.PINK, "#ffd0dd"], 5)
    return toys.ringed(radius, stripes, [(1.5, 0.15, c.YELLOW), (1.86, 0.07, c.TEAL)])


def grumm(radius: float, seed: int = 2) -> bpy.types.Object:
    """Return a pitted lilac moon."""
    return toys.globe("grumm", radius, toys.craters("#8d78e8", "#c3b2ff", "#5a45b8", seed))


def town(planet: bpy.types.Object, radius: float, size: float, number: int, seed: int,
         facing: c.Vector = (0, -0.5, 0.85)) -> None:
    """Build houses, trees and mountains on the visible land of a planet."""
    homes = [toys.house(c.CREAM, c.ORANGE), toys.house("#ffe3b0", c.LILAC), toys.house(c.CREAM, c.PINK)]
    woods = [toys.tree(k) for k in range(4)]
    hills = [toys.peak(1.0, "#8a6cf0", c.CREAM), toys.peak(0.8, "#ff9d5c", c.CREAM)]
    view = Vector(facing).normalized()
    floor = radius * 1.045
    toys.settle(planet, hills, number // 8, seed + 1, (size * 1.0, size * 1.7), floor, view)
    toys.settle(planet, homes, number // 3, seed + 2, (size * 0.9, size * 1.2), floor, view)
    toys.settle(planet, woods, number, seed + 3, (size * 0.7, size * 1.25), floor, view)
    for original in (*homes, *woods, *hills):
        original.location = (0, -900, 0)


def rocks(eye: bpy.types.Object, spots: list[c.Vector], sizes: tuple[float, float], seed: int) -> None:
    """Hang faceted asteroids at spots of the picture."""
    rng = random.Random(seed)
    import lattice_noise
    import numpy as np

    for number, spot in enumerate(spots):
        colour = ("#6d55d8", "#8d78e8", "#b0559c")[number % 3]
        rock = c.ball("rock", 1.0, c.clay(colour, 0.6, 0.1), 3)
        points = np.array([v.co[:] for v in rock.data.vertices])
        for vertex, grow in zip(rock.data.vertices, lattice_noise.noise(points * 1.3, seed + number), strict=True):
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
        line = c.turned("streak", [(0, 0), (0.3, 0.02), (0.9, 0.03), (1.0, 0)], rng.choice(materials), 1, 8)
        line.location = near
        line.rotation_mode = "QUATERNION"
        line.rotation_quaternion = (far - near).to_track_quat("X", "Z")
        line.scale = (rng.uniform(0.8, 2.6), 1, 1)


def key_art(size: Size) -> None:
    """Ship racing a comet over the home planet; the upper third is calm space."""
    tall = size[1] > size[0]
    eye = _start(size, 42, 11, seed=5)
    if tall:
        planet = mossa(6.4, 7)
        put(planet, eye, (-0.1, -1.42, 17))
        town(planet, 6.4, 0.95, 90, 3)
        put(toys.courier_ship(1.25), eye, (0.12, -0.06, 9.2), (0.74, 0.3, 0.62), (-0.3, 1, 0.25), 1.02)
        put(toys.comet(13), eye, (0.6, 0.4, 19), (0.86, 0.36, 0.25), size=1.1)
        put(sherbet(2.0), eye, (-0.55, 0.62, 34), (1, 0.3, 0.1), (-0.3, 1, 0.45))
        put(grumm(1.0), eye, (0.78, -0.3, 24))
        put(sundrop(0.7, 6), eye, (0.74, 0.7, 36))
        put(toys.parcel(0.8), eye, (-0.66, -0.3, 10.5), (0.8, 0.5, 0.5), (0.3, 0.9, 0.4))
        put(toys.parcel(0.55, c.YELLOW), eye, (-0.8, -0.02, 14), (0.6, -0.4, 0.7), (-0.2, 0.9, 0.4))
    else:
        planet = mossa(9.0, 7)
        put(planet, eye, (0.25, -1.85, 19))
        town(planet, 9.0, 0.95, 120, 3)
        put(toys.courier_ship(1.35), eye, (0.3, -0.05, 9.5), (0.8, 0.28, 0.55), (-0.3, 1, 0.3), 1.12)
        put(toys.comet(15), eye, (0.62, 0.55, 22), (0.88, 0.4, 0.2), size=1.35)
        put(sherbet(2.1), eye, (-0.72, 0.28, 30), (1, 0.3, 0.1), (-0.3, 1, 0.45))
        put(grumm(1.3), eye, (0.86, -0.1, 26))
        put(sundrop(0.8, 6), eye, (-0.3, 0.72, 40))
        put(toys.parcel(0.8), eye, (-0.34, -0.36, 10.5), (0.8, 0.5, 0.5), (0.3, 0.9, 0.4))
        put(toys.parcel(0.6, c.YELLOW), eye, (-0.6, -0.16, 14), (0.6, -0.4, 0.7), (-0.2, 0.9, 0.4))
    stage.lamp(tuple(stage.in_view(eye, 0.35, 0.1, 13)), c.ORANGE, 700, 1.2)


def chase(size: Size) -> None:
    """Behind the ship on the way through glowing gates to a planet."""
    tall = size[1] > size[0]
    eye = _start(size, 34 if tall else 30, 9, seed=9)
    sky = 0.42 if tall else 0.3
    radius = 5.2 if tall else 4.6
    planet = sundrop(radius, 7)
    put(planet, eye, (0.1, sky, 26) if tall else (0.16, 0.32, 28))
    town(planet, radius, 0.8, 70, 5, (0, -0.9, 0.4))
    post = toys.depot()
    toys.stand(post, planet, Vector((-0.15, -0.75, 0.62)), 0.6, 1.0)
    put(grumm(1.3), eye, (-0.85 if tall else -0.62, 0.62, 40))
    put(sherbet(1.6), eye, (0.8 if tall else 0.7, 0.72 if tall else 0.5, 46), (1, 0.2, 0), (0.3, 1, 0.4))
    low = -0.42 if tall else -0.5
    put(toys.courier_ship(1.0), eye, (-0.02 if tall else -0.12, low, 7.6), (0.16, 0.5, -0.86), (-0.18, 0.86, 0.5), 0.82)
    course = [(0.08, -0.14, 12.0), (0.42, -0.02, 15.5), (0.5, 0.11, 19.0), (0.24, 0.2, 22.0)]
    gates(eye, course if tall else [(0.1, -0.2, 12.0), (0.3, -0.06, 15.5), (0.34, 0.08, 19.0), (0.24, 0.16, 22.0)], 1.25)
    trail(eye, [(0.0, low + 0.16, 9.0), *course], 15, 0.07)
    spots = [(-0.9, -0.05, 14.0), (0.95, -0.28, 12.0), (-0.75, 0.2, 20.0), (0.9, 0.2, 24.0), (-1.0, -0.62, 9.0)]
    rocks(eye, spots, (0.45, 0.95), 4)
    streaks(eye, 26, (0.08, 0.2), 3)


def delivery(size: Size) -> None:
    """A whole small planet with a town; the ship lowers a parcel to the depot."""
    tall = size[1] > size[0]
    eye = _start(size, 42, 0, seed=12)
    radius = 3.6 if tall else 4.6
    planet = mossa(radius, 7, 11)
    put(planet, eye, (0.0, -0.3, 18) if tall else (-0.05, -0.95, 17))
    post = toys.depot()
    toys.stand(post, planet, Vector((0.1, -0.55, 0.83)), 0.4, 0.95)
    town(planet, radius, 0.72 if tall else 0.85, 90, 9, (0, -0.75, 0.5))
    ship = toys.courier_ship(0.45)
    put(ship, eye, (0.3, 0.46, 14.2) if tall else (0.2, 0.52, 13.5), (-0.8, 0.1, 0.5), (0.1, 1, 0.35), 0.95)
    load = toys.parcel(0.72, c.TEAL)
    put(load, eye, (-0.12, 0.14, 14.6) if tall else (0.04, 0.1, 14.0), (0.7, 0.1, 0.6), (0.1, 1, 0.3))
    shade = c.turned("canopy", [(0.0, 0.75), (0.2, 0.7), (0.42, 0.45), (0.52, 0.0)], c.split(c.YELLOW, c.ORANGE, 0.24, "X"), 6, 10, False)
    put(shade, eye, (-0.118, 0.21, 14.6) if tall else (0.042, 0.25, 14.0), (0.06, 1, 0.1), (0, 0, 1), 0.85)
    hoop = c.ring("beacon", 0.8, 0.03, c.glow(c.TEAL, 2.4))
    put(hoop, eye, (-0.12, 0.05, 14.9) if tall else (0.04, -0.08, 14.4), (1, 0, 0), (0.05, 1, 0.55))
    put(sherbet(1.2), eye, (-0.7, 0.62, 34), (1, 0.3, 0.1), (-0.3, 1, 0.45))
    put(grumm(0.8), eye, (0.75, 0.05, 28) if tall else (0.72, 0.3, 30))
    put(toys.comet(8), eye, (0.62, 0.68, 48) if tall else (-0.2, 0.72, 50), (0.8, 0.45, 0.1))


def slipstream(size: Size) -> None:
    """In the wake of the comet between asteroids; in the wide view a rival flies alongside."""
    tall = size[1] > size[0]
    eye = _start(size, 32, 9, seed=15)
    put(toys.comet(12), eye, (0.22, 0.34, 19) if tall else (0.3, 0.36, 18), (0.3, 0.34, -0.72), size=1.7)
    put(toys.courier_ship(1.3), eye, (-0.16, -0.34, 8.0) if tall else (-0.26, -0.34, 7.6),
        (0.3, 0.42, -0.85), (-0.42, 0.8, 0.5), 0.84)
    if not tall:
        put(toys.courier_ship(1.1, c.TEAL, c.YELLOW), eye, (0.42, -0.28, 9.5), (0.1, 0.4, -0.9), (0.3, 0.82, 0.5), 0.84)
    put(sherbet(3.0), eye, (-0.72, 0.42, 42), (1, 0.3, 0.1), (-0.3, 1, 0.45))
    put(mossa(2.4), eye, (0.85, -0.1, 44) if tall else (0.85, 0.05, 44))
    edge = [(-0.95, -0.1, 12.0), (0.95, -0.45, 10.0), (0.86, 0.16, 16.0), (-0.7, 0.1, 20.0), (-0.2, 0.62, 26.0),
            (0.5, 0.7, 30.0), (-1.0, -0.75, 8.0), (0.7, -0.85, 9.0), (-0.45, 0.8, 34.0)]
    rocks(eye, edge, (0.5, 1.15), 8)
    for k, spot in enumerate([(0.02, -0.02, 12.0), (0.12, 0.08, 14.0), (0.2, 0.16, 16.0)]):
        put(toys.parcel(0.55, (c.TEAL, c.YELLOW, c.PINK)[k]), eye, spot, (0.7, 0.2 * k, 0.6), (0.2 * k, 1, 0.3))
    streaks(eye, 44, (0.2, 0.3), 6)
    stage.lamp(tuple(stage.in_view(eye, 0.15, 0.2, 14)), c.ORANGE, 900, 1.0)


def garage(size: Size) -> None:
    """The ship on a turntable in the paint shop."""
    stage.clear()
    stage.space("#2b1a6b", "#3b2390", "#24135e")
    stage.sun((0.5, 0.6, -0.8), "#fff0d8", 2.6, 0.25)
    eye = stage.camera((0, -13.5, 3.9), (0, 0, 1.15 if size[1] > size[0] else 0.9), 46 if size[1] > size[0] else 40, size)
    floor = c.turned("floor", [(-0.3, 9), (0, 9), (0.01, 0)], c.clay("#35208a", 0.35, 0.5), 1, 96)
    floor.rotation_euler = (0, -math.pi / 2, 0)
    floor.location = (0, 0, -0.75)
    for k, (wide, high, colour) in enumerate([(3.0, 0.28, "#4a2fb5"), (2.55, 0.24, c.CREAM), (2.3, 0.2, c.ORANGE)]):
        plate = c.turned("plate", [(0, wide), (high - 0.06, wide), (high, wide - 0.07), (high + 0.001, 0)], c.clay(colour, 0.35, 0.5), 1, 96)
        plate.rotation_euler = (0, -math.pi / 2, 0)
        plate.location = (0, 0, -0.75 + 0.24 * k)
    hoop = c.ring("hoop", 3.05, 0.05, c.glow(c.TEAL, 3.0))
    hoop.location = (0, 0, -0.52)
    for k, colour in enumerate([c.TEAL, c.PINK, c.YELLOW]):
        arch = c.ring("arch", 4.2 + 1.1 * k, 0.09, c.glow(colour, 2.0))
        arch.rotation_euler = (math.pi / 2, 0, 0)
        arch.location = (0, 3.4 + 1.6 * k, 0.6)
        shell = c.ring("shell", 4.45 + 1.1 * k, 0.22, c.clay("#4a2fb5", 0.4, 0.3))
        shell.rotation_euler = (math.pi / 2, 0, 0)
        shell.location = (0, 3.5 + 1.6 * k, 0.6)
    ship = toys.courier_ship(0.0)
    ship.rotation_euler = (0.0, -0.06, -0.72)
    ship.location = (0.05, 0, 1.12)
    ship.scale = (1.18, 1.18, 1.18)
    stacks = [(-3.2, 1.2, 0.9, c.TEAL), (-3.0, 1.4, 0.6, c.YELLOW), (3.3, 1.0, 1.0, c.PINK), (2.5, 2.3, 0.8, c.TEAL), (-2.3, 2.6, 1.1, c.ORANGE)]
    for k, (x, y, wide, tape) in enumerate(stacks):
        box = toys.parcel(wide, tape)
        box.location = (x, y, -0.75 + wide * 0.35 + (0.63 if k == 1 else 0.0))
        box.rotation_euler = (0, 0, 0.5 * k)
    stage.lamp((-3.5, -4, 4.5), "#ffe2b8", 500, 1.2)
    stage.lamp((4.5, -1, 3.0), "#3ff0ff", 420, 0.8)
    stage.lamp((0, 4.5, 1.0), "#ff4fa0", 500, 0.8)


def icon(size: Size) -> None:
    """The ship leaping over a small planet, large enough to read at 60 pixels."""
    eye = _start(size, 50, 0, seed=21, number=26)
    put(mossa(3.4, 7, 3), eye, (-0.35, -1.05, 13))
    put(toys.courier_ship(1.0), eye, (0.1, 0.06, 8.6), (0.66, 0.42, 0.66), (-0.45, 1, 0.3), 1.36)
    put(toys.comet(6), eye, (0.74, 0.74, 26), (0.8, 0.5, 0.2), size=1.1)
    put(grumm(0.9), eye, (-0.72, 0.62, 26))


SCENES: dict[str, Callable[[Size], None]] = {
    "key-art": key_art,
    "chase": chase,
    "delivery": delivery,
    "slipstream": slipstream,
    "garage": garage,
    "icon": icon,
}
