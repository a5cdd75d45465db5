"""The rooms in which Hyld's lamps are photographed: plaster, a table, a window, an evening."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import bpy
from aurora_finish import Grade
from aurora_shapes import mesh
from aurora_studio import camera, empty_stage
from aurora_surfaces import Color, Nodes
from hyld_lamps import STEEL, block, books, bowl, hassel, klokke, maane, twig, vase, wood
from mathutils import Vector

DUSK: Color = (0.46, 0.60, 0.86)
CHALK: Color = (0.66, 0.62, 0.55)
MOSS: Color = (0.105, 0.125, 0.075)
SLATE: Color = (0.17, 0.20, 0.215)


def _wall(color: Color, y: float = 30.0) -> None:
    """Lime plaster: clouds of tone, and the strokes of a trowel that show in slanting light."""
    nodes = Nodes("Plaster")
    place = nodes.add("TexCoord")
    cloud = nodes.add("TexNoise", Vector=place.outputs["Object"], Scale=0.03, Detail=4.0)
    span = nodes.add("MapRange", Value=cloud.outputs[0])
    for name, value in (("From Min", 0.25), ("From Max", 0.75), ("To Min", 0.82), ("To Max", 1.14)):
        nodes.set(span, name, value)
    tone = nodes.add("VectorMath", Vector=color)
    tone.operation = "SCALE"
    nodes.set(tone, "Scale", span.outputs[0])
    stretch = nodes.add("Mapping", Vector=place.outputs["Object"])
    stretch.inputs["Scale"].default_value = (0.05, 1, 0.16)
    stretch.inputs["Rotation"].default_value = (0, 0.6, 0)
    stroke = nodes.add("TexNoise", Vector=stretch.outputs[0], Scale=1.6, Detail=3.0)
    coarse = nodes.add("Bump", Strength=0.5, Distance=0.6, Height=stroke.outputs[0])
    sand = nodes.add("TexNoise", Vector=place.outputs["Object"], Scale=2.2, Detail=2.0)
    fine = nodes.add("Bump", Strength=0.22, Distance=0.12, Height=sand.outputs[0])
    nodes.tree.links.new(coarse.outputs[0], fine.inputs["Normal"])
    shader = nodes.add(
        "BsdfPrincipled", Base_Color=tone.outputs[0], Roughness=0.95, Normal=fine.outputs[0]
    )
    shader.inputs["Specular IOR Level"].default_value = 0.15
    w, low, high = 260.0, -120.0, 240.0
    mesh(
        "Wall",
        [(-w, y, low), (w, y, low), (w, y, high), (-w, y, high)],
        [(0, 1, 2, 3)],
        nodes.done(shader.outputs[0]),
        smooth=False,
    )


def _table(light: Color, dark: Color, *, front: float = -24.0, back: float = 29.4) -> None:
    oak = wood("Table", light, dark, along="x", scale=0.5)
    block((0, (front + back) / 2, -3.4), (420, back - front, 3.4), oak, round_by=0.45)


OAK: tuple[Color, Color] = ((0.40, 0.235, 0.115), (0.22, 0.115, 0.050))
SMOKED: tuple[Color, Color] = ((0.105, 0.062, 0.036), (0.045, 0.026, 0.015))
ASH: tuple[Color, Color] = ((0.56, 0.43, 0.29), (0.40, 0.285, 0.175))


def _window(
    at: tuple[float, float, float],
    target: tuple[float, float, float],
    size: float,
    power: float,
    color: Color,
) -> None:
    """The even light of a large window outside the picture."""
    data = bpy.data.lights.new("Window", "AREA")
    data.shape, data.size, data.size_y = "RECTANGLE", size, size * 1.4
    data.energy, data.color = power, color
    thing = bpy.data.objects.new("Window", data)
    thing.location = at
    thing.rotation_euler = (Vector(target) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)


def _sun(
    direction: tuple[float, float, float], strength: float, color: Color, angle: float
) -> None:
    data = bpy.data.lights.new("Sun", "SUN")
    data.energy, data.color, data.angle = strength, color, math.radians(angle)
    thing = bpy.data.objects.new("Sun", data)
    thing.rotation_euler = Vector(direction).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)


def _panes(
    direction: tuple[float, float, float],
    on_wall: tuple[float, float],
    pane: tuple[float, float],
    *,
    columns: int = 2,
    rows: int = 2,
    bar: float = 4.0,
    wall_y: float = 30.0,
) -> None:
    """A dark board with a window cut into it, whose light falls around `on_wall` on the wall."""
    away = 260.0
    unit = Vector(direction).normalized()
    shift = unit * (away / unit.y)
    cx, cz = on_wall[0] - shift.x, on_wall[1] - shift.z
    y = wall_y - away
    w, h = columns * pane[0] + (columns - 1) * bar, rows * pane[1] + (rows - 1) * bar
    far = 900.0
    boards = [
        (-far, -w / 2, -far, far),
        (w / 2, far, -far, far),
        (-w / 2, w / 2, h / 2, far),
        (-w / 2, w / 2, -far, -h / 2),
    ]
    for column in range(1, columns):
        left = -w / 2 + column * pane[0] + (column - 1) * bar
        boards.append((left, left + bar, -h / 2, h / 2))
    for row in range(1, rows):
        low = -h / 2 + row * pane[1] + (row - 1) * bar
        boards.append((-w / 2, w / 2, low, low + bar))
    nodes = Nodes("Board")
    black = nodes.done(nodes.add("BsdfDiffuse", Color=(0.0, 0.0, 0.0)).outputs[0])
    for left, right, low, high in boards:
        board = mesh(
            "Board",
            [(left, 0, low), (right, 0, low), (right, 0, high), (left, 0, high)],
            [(0, 1, 2, 3)],
            black,
            smooth=False,
        )
        board.location = (cx, y, cz)
        board.visible_camera = board.visible_diffuse = board.visible_glossy = False


def _seen_from(x: float, z: float, height: float, *, lens: float = 90.0, rise: float = 6.0) -> None:
    """A camera before the table whose picture is `height` centimetres high at the lamp."""
    distance = height * lens / 36.0
    camera((x, -distance, z + rise), (x, 0, z), lens)


def maane_evening() -> None:
    """Måne on a smoked oak shelf, dusk from the left."""
    empty_stage((0.010, 0.013, 0.020))
    _wall(CHALK)
    _table(*SMOKED)
    maane(2, 2)
    books(-18, 4, [((0.10, 0.13, 0.12), 21, 2.4, 4), ((0.44, 0.20, 0.12), 18, 1.8, -7)])
    _window((-190, -60, 90), (0, 20, 25), 90, 330000, DUSK)
    _seen_from(0, 25, 64)


def maane_black() -> None:
    """The black Måne, near: cup, key and the lower half of the globe."""
    empty_stage((0.012, 0.014, 0.020))
    _wall((0.60, 0.55, 0.47))
    _table(*OAK)
    maane(2.5, 2, color=STEEL)
    vase(-15, 9, (0.30, 0.27, 0.23), height=19)
    _window((-190, -60, 90), (0, 20, 25), 90, 330000, DUSK)
    _seen_from(-1, 28, 42, lens=100, rise=5)


def hassel_morning() -> None:
    """Hassel on ash before clay plaster, the sun through panes."""
    empty_stage((0.10, 0.095, 0.09))
    _wall((0.60, 0.47, 0.38))
    _table(*ASH)
    hassel(4, 2, power=30e3)
    books(-20, 4, [((0.62, 0.58, 0.50), 22, 2.0, 3), ((0.14, 0.18, 0.16), 19, 2.6, -5)])
    way = (0.72, 0.80, -0.42)
    _sun(way, 9.0, (1.0, 0.84, 0.66), 1.2)
    _panes(way, (-9, 40), (17, 21), columns=2, rows=2, bar=3.0)
    _seen_from(0, 25, 66)


def hassel_near() -> None:
    """The linen and the neck of Hassel, near."""
    empty_stage((0.05, 0.048, 0.046))
    _wall((0.54, 0.41, 0.33))
    _table(*ASH)
    hassel(3, 2, power=34e3)
    _window((-170, -90, 80), (0, 0, 25), 80, 300000, (0.80, 0.88, 1.0))
    _seen_from(-2, 22, 40, lens=100, rise=3)


def klokke_table() -> None:
    """Klokke in moss over a laid table."""
    empty_stage((0.035, 0.038, 0.042))
    _wall((0.50, 0.49, 0.44), y=60)
    _table(*OAK, front=-34, back=40)
    klokke(2, 0, 40, color=MOSS, cast=85e3)
    bowl(-6, 2, (0.58, 0.55, 0.50), radius=9)
    bowl(15, -6, (0.22, 0.25, 0.25), radius=5.5)
    _window((-200, -80, 110), (0, 30, 30), 100, 520000, (0.74, 0.84, 1.0))
    _seen_from(0, 33, 84, rise=-7)


def klokke_pair() -> None:
    """Two Klokke, chalk and moss, before slate plaster."""
    empty_stage((0.02, 0.022, 0.026))
    _wall(SLATE, y=46)
    klokke(-13, -4, 33, color=(0.70, 0.66, 0.58), cast=48e3)
    klokke(16, 8, 50, color=MOSS, cast=48e3)
    _window((-200, -80, 120), (0, 30, 30), 100, 480000, (0.74, 0.84, 1.0))
    _seen_from(0, 44, 76, rise=-24)


def evening() -> None:
    """The offer's picture: a corner of a room at the blue hour, two lamps on."""
    empty_stage((0.022, 0.032, 0.055))
    _wall((0.40, 0.40, 0.38))
    _table(*SMOKED)
    maane(11, 4, cast=85e3)
    books(-13, 3, [((0.36, 0.15, 0.09), 22, 2.4, 3), ((0.50, 0.46, 0.38), 19, 1.8, -6)])
    way = (0.66, 0.85, -0.24)
    _sun(way, 5.0, (0.40, 0.56, 1.0), 1.2)
    _panes(way, (-6, 62), (24, 34), columns=2, rows=2)
    vase(-25, 8, (0.20, 0.205, 0.19), height=20)
    twig(-25, 8, 17, [(1, 0, 10), (4, 0, 20), (5, 1, 31), (10, 2, 44)], 5)
    twig(-25, 8, 17, [(-1, 1, 9), (-4, 1, 18), (-5, 0, 27)], 9)
    _seen_from(0, 42, 118, lens=80, rise=2)


def shelf() -> None:
    """The picture of shared links: three lamps on one shelf."""
    empty_stage((0.012, 0.016, 0.026))
    _wall((0.50, 0.46, 0.40))
    _table(*SMOKED)
    maane(-34, 3, cast=52e3)
    hassel(0, 3, power=30e3)
    klokke(36, 4, 26, color=MOSS, cast=48e3)
    _window((-190, -90, 110), (0, 20, 25), 90, 380000, DUSK)
    _seen_from(0, 24, 62, lens=70)


@dataclass(frozen=True)
class Shot:
    """One picture: its scene, its size, how much of it is traced, and how it is developed."""

    build: Callable[[], Any]
    size: tuple[int, int] = (1260, 1680)
    samples: int = 10
    scale: float = 0.55
    limit: int = 330_000
    grade: Grade = field(
        default_factory=lambda: Grade(
            exposure=1.05, bloom=0.09, contrast=1.16, vignette=0.18, grain=1.6
        )
    )


SHOTS = {
    "maane-1": Shot(maane_evening),
    "maane-2": Shot(maane_black),
    "hassel-1": Shot(hassel_morning),
    "hassel-2": Shot(hassel_near),
    "klokke-1": Shot(klokke_table),
    "klokke-2": Shot(klokke_pair),
    "evening": Shot(evening, size=(1092, 1950), limit=420_000),
    "og": Shot(shelf, size=(1200, 630), scale=0.8, limit=150_000),
}
