"""The pictures of Comet Courier as scenes: what stands where, seen from a camera at the origin.

The camera looks along +y with +z up; places are spots of the picture, see comet_sets.put.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import bpy
import comet_clay as c
import comet_sets as sets
import comet_stage as stage
import comet_toys as toys
from mathutils import Vector

Size = tuple[int, int]


def _start(
    size: Size, lens: float, focus: float = 0.0, seed: int = 1, number: int = 170
) -> bpy.types.Object:
    stage.clear()
    stage.space()
    stage.three_lights()
    eye = stage.camera((0, 0, 0), (0, 1, 0), lens, size, focus=focus, aperture=1.4)
    stage.stars(eye, number, 220, seed)
    return eye


def key_art(size: Size) -> None:
    """Ship racing a comet over the home planet; the upper third is calm space."""
    tall = size[1] > size[0]
    eye = _start(size, 42, 11, seed=5)
    if tall:
        planet = sets.mossa(6.4, 7)
        sets.put(planet, eye, (-0.1, -1.42, 17))
        sets.town(planet, 6.4, 0.95, 90, 3)
        sets.put(
            toys.courier_ship(1.25),
            eye,
            (0.12, -0.06, 9.2),
            (0.74, 0.3, 0.62),
            (-0.3, 1, 0.25),
            1.02,
        )
        sets.put(toys.comet(13), eye, (0.6, 0.4, 19), (0.86, 0.36, 0.25), size=1.1)
        sets.put(sets.sherbet(2.0), eye, (-0.55, 0.62, 34), (1, 0.3, 0.1), (-0.3, 1, 0.45))
        sets.put(sets.grumm(1.0), eye, (0.78, -0.3, 24))
        sets.put(sets.sundrop(0.7, 6), eye, (0.74, 0.7, 36))
        sets.put(toys.parcel(0.8), eye, (-0.66, -0.3, 10.5), (0.8, 0.5, 0.5), (0.3, 0.9, 0.4))
        sets.put(
            toys.parcel(0.55, c.YELLOW), eye, (-0.8, -0.02, 14), (0.6, -0.4, 0.7), (-0.2, 0.9, 0.4)
        )
    else:
        planet = sets.mossa(9.0, 7)
        sets.put(planet, eye, (0.25, -1.85, 19))
        sets.town(planet, 9.0, 0.95, 120, 3)
        sets.put(
            toys.courier_ship(1.35), eye, (0.3, -0.05, 9.5), (0.8, 0.28, 0.55), (-0.3, 1, 0.3), 1.12
        )
        sets.put(toys.comet(15), eye, (0.62, 0.55, 22), (0.88, 0.4, 0.2), size=1.35)
        sets.put(sets.sherbet(2.1), eye, (-0.72, 0.28, 30), (1, 0.3, 0.1), (-0.3, 1, 0.45))
        sets.put(sets.grumm(1.3), eye, (0.86, -0.1, 26))
        sets.put(sets.sundrop(0.8, 6), eye, (-0.3, 0.72, 40))
        sets.put(toys.parcel(0.8), eye, (-0.34, -0.36, 10.5), (0.8, 0.5, 0.5), (0.3, 0.9, 0.4))
        sets.put(
            toys.parcel(0.6, c.YELLOW), eye, (-0.6, -0.16, 14), (0.6, -0.4, 0.7), (-0.2, 0.9, 0.4)
        )
    stage.lamp(tuple(stage.in_view(eye, 0.35, 0.1, 13)), c.ORANGE, 700, 1.2)


def chase(size: Size) -> None:
    """Behind the ship on the way through glowing gates to a planet."""
    tall = size[1] > size[0]
    eye = _start(size, 34 if tall else 30, 9, seed=9)
    sky = 0.42 if tall else 0.3
    radius = 5.2 if tall else 4.6
    planet = sets.sundrop(radius, 7)
    sets.put(planet, eye, (0.1, sky, 26) if tall else (0.16, 0.32, 28))
    sets.town(planet, radius, 0.8, 70, 5, (0, -0.9, 0.4))
    post = toys.depot()
    toys.stand(post, planet, Vector((-0.15, -0.75, 0.62)), 0.6, 1.0)
    sets.put(sets.grumm(1.3), eye, (-0.85 if tall else -0.62, 0.62, 40))
    sets.put(
        sets.sherbet(1.6),
        eye,
        (0.8 if tall else 0.7, 0.72 if tall else 0.5, 46),
        (1, 0.2, 0),
        (0.3, 1, 0.4),
    )
    low = -0.42 if tall else -0.5
    sets.put(
        toys.courier_ship(1.0),
        eye,
        (-0.02 if tall else -0.12, low, 7.6),
        (0.16, 0.5, -0.86),
        (-0.18, 0.86, 0.5),
        0.82,
    )
    course = [(0.08, -0.14, 12.0), (0.42, -0.02, 15.5), (0.5, 0.11, 19.0), (0.24, 0.2, 22.0)]
    sets.gates(
        eye,
        course
        if tall
        else [(0.1, -0.2, 12.0), (0.3, -0.06, 15.5), (0.34, 0.08, 19.0), (0.24, 0.16, 22.0)],
        1.25,
    )
    sets.trail(eye, [(0.0, low + 0.16, 9.0), *course], 15, 0.07)
    spots = [
        (-0.9, -0.05, 14.0),
        (0.95, -0.28, 12.0),
        (-0.75, 0.2, 20.0),
        (0.9, 0.2, 24.0),
        (-1.0, -0.62, 9.0),
    ]
    sets.rocks(eye, spots, (0.45, 0.95), 4)
    sets.streaks(eye, 26, (0.08, 0.2), 3)


def delivery(size: Size) -> None:
    """A whole small planet with a town; the ship lowers a parcel to the depot."""
    tall = size[1] > size[0]
    eye = _start(size, 42, 0, seed=12)
    radius = 3.6 if tall else 4.6
    planet = sets.mossa(radius, 7, 11)
    sets.put(planet, eye, (0.0, -0.3, 18) if tall else (-0.05, -0.95, 17))
    post = toys.depot()
    toys.stand(post, planet, Vector((0.1, -0.55, 0.83)), 0.4, 0.95)
    sets.town(planet, radius, 0.72 if tall else 0.85, 90, 9, (0, -0.75, 0.5))
    ship = toys.courier_ship(0.45)
    sets.put(
        ship,
        eye,
        (0.3, 0.46, 14.2) if tall else (0.2, 0.52, 13.5),
        (-0.8, 0.1, 0.5),
        (0.1, 1, 0.35),
        0.95,
    )
    load = toys.parcel(0.72, c.TEAL)
    sets.put(
        load,
        eye,
        (-0.12, 0.14, 14.6) if tall else (0.04, 0.1, 14.0),
        (0.7, 0.1, 0.6),
        (0.1, 1, 0.3),
    )
    shade = c.turned(
        "canopy",
        [(0.0, 0.75), (0.2, 0.7), (0.42, 0.45), (0.52, 0.0)],
        c.split(c.YELLOW, c.ORANGE, 0.24, "X"),
        6,
        10,
        False,
    )
    sets.put(
        shade,
        eye,
        (-0.118, 0.21, 14.6) if tall else (0.042, 0.25, 14.0),
        (0.06, 1, 0.1),
        (0, 0, 1),
        0.85,
    )
    hoop = c.ring("beacon", 0.8, 0.03, c.glow(c.TEAL, 2.4))
    sets.put(
        hoop, eye, (-0.12, 0.05, 14.9) if tall else (0.04, -0.08, 14.4), (1, 0, 0), (0.05, 1, 0.55)
    )
    sets.put(sets.sherbet(1.2), eye, (-0.7, 0.62, 34), (1, 0.3, 0.1), (-0.3, 1, 0.45))
    sets.put(sets.grumm(0.8), eye, (0.75, 0.05, 28) if tall else (0.72, 0.3, 30))
    sets.put(toys.comet(8), eye, (0.62, 0.68, 48) if tall else (-0.2, 0.72, 50), (0.8, 0.45, 0.1))


def slipstream(size: Size) -> None:
    """In the wake of the comet between asteroids; in the wide view a rival flies alongside."""
    tall = size[1] > size[0]
    eye = _start(size, 32, 9, seed=15)
    sets.put(
        toys.comet(12),
        eye,
        (0.22, 0.34, 19) if tall else (0.3, 0.36, 18),
        (0.3, 0.34, -0.72),
        size=1.7,
    )
    sets.put(
        toys.courier_ship(1.3),
        eye,
        (-0.16, -0.34, 8.0) if tall else (-0.26, -0.34, 7.6),
        (0.3, 0.42, -0.85),
        (-0.42, 0.8, 0.5),
        0.84,
    )
    if not tall:
        sets.put(
            toys.courier_ship(1.1, c.TEAL, c.YELLOW),
            eye,
            (0.42, -0.28, 9.5),
            (0.1, 0.4, -0.9),
            (0.3, 0.82, 0.5),
            0.84,
        )
    sets.put(sets.sherbet(3.0), eye, (-0.72, 0.42, 42), (1, 0.3, 0.1), (-0.3, 1, 0.45))
    sets.put(sets.mossa(2.4), eye, (0.85, -0.1, 44) if tall else (0.85, 0.05, 44))
    edge = [
        (-0.95, -0.1, 12.0),
        (0.95, -0.45, 10.0),
        (0.86, 0.16, 16.0),
        (-0.7, 0.1, 20.0),
        (-0.2, 0.62, 26.0),
        (0.5, 0.7, 30.0),
        (-1.0, -0.75, 8.0),
        (0.7, -0.85, 9.0),
        (-0.45, 0.8, 34.0),
    ]
    sets.rocks(eye, edge, (0.5, 1.15), 8)
    for k, spot in enumerate([(0.02, -0.02, 12.0), (0.12, 0.08, 14.0), (0.2, 0.16, 16.0)]):
        sets.put(
            toys.parcel(0.55, (c.TEAL, c.YELLOW, c.PINK)[k]),
            eye,
            spot,
            (0.7, 0.2 * k, 0.6),
            (0.2 * k, 1, 0.3),
        )
    sets.streaks(eye, 44, (0.2, 0.3), 6)
    stage.lamp(tuple(stage.in_view(eye, 0.15, 0.2, 14)), c.ORANGE, 900, 1.0)


def garage(size: Size) -> None:
    """The ship on a turntable in the paint shop."""
    stage.clear()
    stage.space("#2b1a6b", "#3b2390", "#24135e")
    stage.sun((0.5, 0.6, -0.8), "#fff0d8", 2.6, 0.25)
    stage.camera(
        (0, -13.5, 3.9),
        (0, 0, 1.15 if size[1] > size[0] else 0.9),
        46 if size[1] > size[0] else 40,
        size,
    )
    floor = c.turned("floor", [(-0.3, 9), (0, 9), (0.01, 0)], c.clay("#35208a", 0.35, 0.5), 1, 96)
    floor.rotation_euler = (0, -math.pi / 2, 0)
    floor.location = (0, 0, -0.75)
    for k, (wide, high, colour) in enumerate(
        [(3.0, 0.28, "#4a2fb5"), (2.55, 0.24, c.CREAM), (2.3, 0.2, c.ORANGE)]
    ):
        plate = c.turned(
            "plate",
            [(0, wide), (high - 0.06, wide), (high, wide - 0.07), (high + 0.001, 0)],
            c.clay(colour, 0.35, 0.5),
            1,
            96,
        )
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
    stacks = [
        (-3.2, 1.2, 0.9, c.TEAL),
        (-3.0, 1.4, 0.6, c.YELLOW),
        (3.3, 1.0, 1.0, c.PINK),
        (2.5, 2.3, 0.8, c.TEAL),
        (-2.3, 2.6, 1.1, c.ORANGE),
    ]
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
    sets.put(sets.mossa(3.4, 7, 3), eye, (-0.35, -1.05, 13))
    sets.put(
        toys.courier_ship(1.0), eye, (0.1, 0.06, 8.6), (0.66, 0.42, 0.66), (-0.45, 1, 0.3), 1.36
    )
    sets.put(toys.comet(6), eye, (0.74, 0.74, 26), (0.8, 0.5, 0.2), size=1.1)
    sets.put(sets.grumm(0.9), eye, (-0.72, 0.62, 26))


SCENES: dict[str, Callable[[Size], None]] = {
    "key-art": key_art,
    "chase": chase,
    "delivery": delivery,
    "slipstream": slipstream,
    "garage": garage,
    "icon": icon,
}
