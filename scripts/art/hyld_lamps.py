"""The lamps of Hyld and what stands beside them, as turned bodies for Blender. Units: centimetres.

Lamps shine twice: what they cast on the room is the light of a bulb, what the camera sees of a
glowing glass is exposed for the camera, as a photographer would blend two exposures.
"""

from __future__ import annotations

import math
import random
from typing import Any

import bpy
from aurora_shapes import Point, dense, fillet, mesh, turn
from aurora_surfaces import Color, Nodes, solid

WARM: Color = (1.0, 0.60, 0.27)
"""The light of a bulb of 2,400 kelvin."""
BRASS: Color = (0.80, 0.52, 0.22)
STEEL: Color = (0.030, 0.030, 0.032)


def metal(name: str, color: Color) -> Any:
    """Brushed brass, or powder-coated steel where the colour is dark."""
    if color == STEEL:
        return solid(name, color, roughness=0.38)
    return solid(name, color, roughness=0.24, metal=1.0)


def opal(name: str, *, seen: float) -> Any:
    """Opal glass over a bulb as the camera sees it; `_bulb` casts its light on the room."""
    nodes = Nodes(name)
    facing = nodes.add("LayerWeight", Blend=0.35)
    ramp = nodes.add("ValToRGB", Fac=facing.outputs["Facing"])
    ramp.color_ramp.elements[0].color = (1.0, 0.93, 0.80, 1)
    ramp.color_ramp.elements[1].color = (0.90, 0.47, 0.17, 1)
    ramp.color_ramp.elements[0].position = 0.15
    shown = nodes.add("Emission", Color=ramp.outputs[0], Strength=seen)
    skin = nodes.add("BsdfGlossy", Color=(0.9, 0.9, 0.9), Roughness=0.12)
    edge = nodes.add("Fresnel", IOR=1.45)
    both = nodes.add("MixShader", Fac=edge.outputs[0])
    nodes.tree.links.new(shown.outputs[0], both.inputs[1])
    nodes.tree.links.new(skin.outputs[0], both.inputs[2])
    material = nodes.done(both.outputs[0])
    material.cycles.emission_sampling = "NONE"
    return material


def _bulb(at: tuple[float, float, float], radius: float, power: float) -> None:
    data = bpy.data.lights.new("Bulb", "POINT")
    data.energy, data.color, data.shadow_soft_size = power, WARM, radius
    thing = bpy.data.objects.new("Bulb", data)
    thing.location = at
    bpy.context.scene.collection.objects.link(thing)


def _hollow(thing: Any) -> Any:
    """Let the light of a bulb out of the glass around it."""
    thing.visible_shadow = thing.visible_diffuse = False
    return thing


def linen(color: Color) -> Any:
    """Linen that lets a third of the light through, with the slubs of its threads."""
    nodes = Nodes("Linen")
    place = nodes.add("TexCoord")

    def threads(scale: tuple[float, float, float], fine: float) -> Any:
        stretch = nodes.add("Mapping", Vector=place.outputs["UV"])
        stretch.inputs["Scale"].default_value = scale
        return nodes.add("TexNoise", Vector=stretch.outputs[0], Scale=fine, Detail=3.0).outputs[0]

    def mean(a: Any, b: Any) -> Any:
        node = nodes.add("Math")
        node.operation = "ADD"
        nodes.set(node, 0, a)
        nodes.set(node, 1, b)
        return node.outputs[0]

    weave = mean(threads((4, 150, 1), 1.6), threads((320, 2, 1), 1.6))
    span = nodes.add("MapRange", Value=weave)
    for name, value in (("From Min", 0.7), ("From Max", 1.3), ("To Min", 0.72), ("To Max", 1.12)):
        nodes.set(span, name, value)
    tone = nodes.add("VectorMath", Vector=color)
    tone.operation = "SCALE"
    nodes.set(tone, "Scale", span.outputs[0])
    bump = nodes.add("Bump", Strength=0.3, Distance=0.05, Height=weave)
    front = nodes.add("BsdfDiffuse", Color=tone.outputs[0], Normal=bump.outputs[0])
    through = nodes.add("BsdfTranslucent", Color=tone.outputs[0], Normal=bump.outputs[0])
    both = nodes.add("MixShader", Fac=0.42)
    nodes.tree.links.new(front.outputs[0], both.inputs[1])
    nodes.tree.links.new(through.outputs[0], both.inputs[2])
    return nodes.done(both.outputs[0])


def wood(name: str, light: Color, dark: Color, *, along: str = "x", scale: float = 1.0) -> Any:
    """Oiled wood whose grain runs along one axis."""
    nodes = Nodes(name)
    place = nodes.add("TexCoord")
    stretch = nodes.add("Mapping", Vector=place.outputs["Object"])
    across = {"x": (0.03, 1, 1), "z": (1, 1, 0.05)}[along]
    stretch.inputs["Scale"].default_value = tuple(scale * value for value in across)
    grain = nodes.add("TexNoise", Vector=stretch.outputs[0], Scale=0.9, Detail=5.0, Roughness=0.68)
    ramp = nodes.add("ValToRGB", Fac=grain.outputs[0])
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[0].position = (*dark, 1), 0.36
    ramp.color_ramp.elements[1].color, ramp.color_ramp.elements[1].position = (*light, 1), 0.62
    bump = nodes.add("Bump", Strength=0.12, Distance=0.04, Height=grain.outputs[0])
    shader = nodes.add(
        "BsdfPrincipled", Base_Color=ramp.outputs[0], Roughness=0.46, Normal=bump.outputs[0]
    )
    return nodes.done(shader.outputs[0])


def _placed(things: list[Any], x: float, y: float, z: float = 0.0) -> None:
    for thing in things:
        thing.location = (x, y, z)


def _globe(radius: float, center: float, cut: float) -> list[Point]:
    """A globe that is open below, where it sits on its holder."""
    steps = 96
    low = math.asin(cut / radius)
    angles = [low + (math.pi - low) * n / steps for n in range(steps + 1)]
    return [(max(0.0, radius * math.sin(a)), center - radius * math.cos(a)) for a in angles]


def maane(
    x: float, y: float, *, color: Color = BRASS, seen: float = 1.5, cast: float = 50e3
) -> None:
    """Måne: a globe of opal glass on a thin stem."""
    skin = metal("Måne metal", color)
    foot = turn("Foot", fillet([(0, 0, 0), (8.2, 0, 0.3), (8.2, 1.7, 0.5), (0, 1.7, 0)]), skin)
    stem = turn("Stem", fillet([(0.62, 1.7, 0), (0.62, 24.5, 0)]), skin)
    cup = turn(
        "Cup",
        fillet(
            [(0.62, 23.6, 0), (1.5, 23.8, 0.2), (3.6, 25.4, 0.8), (3.75, 26.6, 0.2), (3.4, 26.6, 0)]
        ),
        skin,
    )
    globe = _hollow(turn("Globe", _globe(9.4, 34.6, 3.3), opal("Opal", seen=seen)))
    _bulb((x, y, 34.6), 8.5, cast)
    key = turn(
        "Key", fillet([(0, -1.2, 0), (0.5, -1.2, 0.15), (0.5, 1.2, 0.15), (0, 1.2, 0)]), skin
    )
    _placed([foot, stem, cup, globe], x, y)
    key.location = (x + 1.4, y - 0.2, 21.8)
    key.rotation_euler = (0, math.pi / 2, 0)


def hassel(x: float, y: float, *, shade: Color = (0.86, 0.79, 0.67), power: float = 60e3) -> None:
    """Hassel: a cone of linen on a turned foot of oak."""
    oak = wood("Oak foot", (0.50, 0.29, 0.13), (0.27, 0.135, 0.055), along="z", scale=1.6)
    foot = turn(
        "Foot",
        dense(
            fillet(
                [
                    (0, 0, 0),
                    (7.4, 0, 0.4),
                    (7.6, 1.6, 1.0),
                    (3.0, 4.2, 2.4),
                    (2.5, 7.5, 2.0),
                    (5.4, 12.5, 4.0),
                    (4.6, 17.5, 3.0),
                    (1.7, 20.6, 1.6),
                    (1.5, 22.4, 0.3),
                    (0, 22.4, 0),
                ],
                steps=14,
            ),
            0.4,
        ),
        oak,
    )
    brass = metal("Neck brass", BRASS)
    neck = turn("Neck", fillet([(0.8, 22.2, 0), (0.8, 25.4, 0.2), (0, 25.4, 0)]), brass)
    cloth = linen(shade)
    cone = turn("Shade", dense([(14.8, 23.6), (9.6, 44.0)], 0.8), cloth, around=220)
    _wrap(cone)
    hem = solid("Hem", (0.62, 0.42, 0.22), roughness=0.9, glow=0.45)
    low = turn("Low hem", [(14.72, 23.5), (14.98, 23.5), (14.86, 24.3), (14.6, 24.3)], hem)
    high = turn("High hem", [(9.68, 43.4), (9.86, 43.4), (9.72, 44.1), (9.5, 44.1)], hem)
    _bulb((x, y, 32.5), 3.0, power)
    _placed([foot, neck, cone, low, high], x, y)


def klokke(
    x: float, y: float, z: float, *, color: Color, seen: float = 7.0, cast: float = 60e3
) -> None:
    """Klokke: a spun bell that hangs over a table; `z` is the height of its rim."""
    paint = solid("Bell", color, roughness=0.42, bump=0.05, bump_scale=3.0)
    inside = solid("Inside", (0.85, 0.82, 0.76), roughness=0.6)
    outer = [
        (15.2, 0.0, 0),
        (14.6, 3.4, 1.5),
        (10.6, 9.8, 6.0),
        (4.0, 14.6, 2.6),
        (2.5, 18.6, 0.8),
        (0, 19.0, 0),
    ]
    shell = turn("Shell", dense(fillet(outer, steps=18), 0.5), paint)
    inner = [(r - 0.22 if r > 0.3 else 0.0, height - 0.25, c) for r, height, c in outer]
    inner[0] = (15.0, 0.0, 0)
    lining = turn("Lining", dense(fillet(inner, steps=18), 0.5)[::-1], inside)
    rim = turn("Rim", [(15.0, 0.0), (15.2, 0.0)], paint)
    cap = turn(
        "Cap",
        fillet([(1.9, 18.4, 0), (1.9, 21.2, 0.3), (0.9, 22.0, 0.3), (0.3, 22.4, 0)]),
        metal("Cap brass", BRASS),
    )
    cord = turn(
        "Cord", [(0.28, 22.2), (0.28, 160.0)], solid("Cord", (0.05, 0.045, 0.04), roughness=0.9)
    )
    bulb = _hollow(turn("Bulb", _globe(4.6, 4.2, 0.3), opal("Bulb opal", seen=seen)))
    _bulb((x, y, z + 4.2), 4.4, cast)
    _placed([shell, lining, rim, cap, cord, bulb], x, y, z)


def _wrap(thing: Any) -> None:
    """Let a texture run once around a turned body (u), and up along it (v)."""
    layer = thing.data.uv_layers.new(name="wrap")
    heights = [vertex.co.z for vertex in thing.data.vertices]
    low, high = min(heights), max(heights)
    for polygon in thing.data.polygons:
        turns = []
        for index in polygon.vertices:
            co = thing.data.vertices[index].co
            turns.append((math.atan2(co.y, co.x) / math.tau) % 1.0)
        if max(turns) - min(turns) > 0.5:
            turns = [value + 1 if value < 0.5 else value for value in turns]
        for loop, u, index in zip(polygon.loop_indices, turns, polygon.vertices, strict=True):
            height = thing.data.vertices[index].co.z
            layer.data[loop].uv = (u, (height - low) / (high - low))


def block(
    at: tuple[float, float, float],
    size: tuple[float, float, float],
    material: Any,
    *,
    turned: float = 0.0,
    round_by: float = 0.25,
) -> Any:
    """A box with softened edges, standing on `at`."""
    w, d, h = (value / 2 for value in size)
    corners = [(a * w, b * d, c * h + h) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
    sides = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    thing = mesh("Block", corners, sides, material, smooth=False)
    soft = thing.modifiers.new("Soft", "BEVEL")
    soft.width, soft.segments = round_by, 4
    thing.location = at
    thing.rotation_euler = (0, 0, math.radians(turned))
    return thing


def books(x: float, y: float, covers: list[tuple[Color, float, float, float]]) -> float:
    """A pile of books, each a colour, width, thickness and turn; return its height."""
    paper = solid("Pages", (0.78, 0.72, 0.62), roughness=0.9)
    z = 0.0
    for color, width, thickness, turned in covers:
        cloth = solid("Cloth", color, roughness=0.85, bump=0.15, bump_scale=14)
        depth = width * 0.74
        block((x, y, z), (width, depth, 0.3), cloth, turned=turned, round_by=0.08)
        block(
            (x, y, z + 0.3),
            (width - 0.9, depth - 0.5, thickness - 0.6),
            paper,
            turned=turned,
            round_by=0.05,
        )
        block((x, y, z + thickness - 0.3), (width, depth, 0.3), cloth, turned=turned, round_by=0.08)
        angle = math.radians(turned)
        spine = (
            x - (width / 2 - 0.15) * math.cos(angle),
            y - (width / 2 - 0.15) * math.sin(angle),
            z,
        )
        block(spine, (0.3, depth, thickness), cloth, turned=turned, round_by=0.1)
        z += thickness
    return z


def vase(x: float, y: float, color: Color, *, height: float = 17.0) -> None:
    """A stoneware vase, matt, with a narrow neck."""
    s = height / 17.0
    outline = [
        (0, 0, 0),
        (3.9, 0, 0.4),
        (6.2, 6.0, 4.0),
        (5.0, 11.0, 3.0),
        (1.7, 13.8, 1.6),
        (1.55, 16.2, 0.6),
        (2.1, 17.0, 0.1),
        (1.8, 17.0, 0.1),
        (1.2, 15.5, 0),
        (1.2, 9.0, 0),
    ]
    profile = [(r * s, z * s) for r, z in fillet(outline, steps=14)]
    thing = turn(
        "Vase",
        dense(profile, 0.4),
        solid("Stoneware", color, roughness=0.7, bump=0.2, bump_scale=5),
    )
    thing.location = (x, y, 0)


def bowl(x: float, y: float, color: Color, *, radius: float = 8.0) -> None:
    """A shallow bowl."""
    s = radius / 8.0
    outline = [
        (0, 0, 0),
        (3.4, 0, 0.2),
        (3.5, 0.7, 0.2),
        (6.6, 2.8, 2.0),
        (8.0, 5.6, 0.1),
        (7.7, 5.6, 0.1),
        (6.2, 3.1, 2.0),
        (3.0, 1.2, 1.0),
        (0, 1.0, 0),
    ]
    profile = [(r * s, z * s) for r, z in fillet(outline, steps=12)]
    thing = turn(
        "Bowl", dense(profile, 0.4), solid("Glaze", color, roughness=0.35, bump=0.08, bump_scale=5)
    )
    thing.location = (x, y, 0)


def twig(x: float, y: float, z: float, bends: list[tuple[float, float, float]], seed: int) -> None:
    """A dry branch with a few buds: a tapering curve from its foot through the points `bends`."""
    chance = random.Random(seed)
    bark = solid("Bark", (0.10, 0.062, 0.038), roughness=0.9)
    curve = bpy.data.curves.new("Twig", "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", 0.24, 4
    curve.materials.append(bark)
    points = [(0.0, 0.0, 0.0), *bends]
    line = curve.splines.new("BEZIER")
    line.bezier_points.add(len(points) - 1)
    for index, (point, co) in enumerate(zip(line.bezier_points, points, strict=True)):
        point.co = co
        point.handle_left_type = point.handle_right_type = "AUTO"
        point.radius = 1.0 - 0.72 * index / (len(points) - 1)
    for index in range(2, len(points)):
        for side in (-1, 1):
            if chance.random() < 0.25:
                continue
            base = points[index - 1]
            reach = chance.uniform(3.0, 6.5)
            tip = (
                base[0] + side * reach * chance.uniform(0.5, 0.9),
                base[1] + chance.uniform(-2, 2),
                base[2] + reach,
            )
            offshoot = curve.splines.new("BEZIER")
            offshoot.bezier_points.add(2)
            middle = (
                (base[0] + tip[0]) / 2 + chance.uniform(-0.5, 0.5),
                (base[1] + tip[1]) / 2 + chance.uniform(-0.5, 0.5),
                (base[2] + tip[2]) / 2 + chance.uniform(-0.5, 0.5),
            )
            for number, co in enumerate((base, middle, tip)):
                point = offshoot.bezier_points[number]
                point.co = co
                point.handle_left_type = point.handle_right_type = "AUTO"
                point.radius = 0.5 - 0.16 * number
            _bud(x + tip[0], y + tip[1], z + tip[2], chance, bark)
    thing = bpy.data.objects.new("Twig", curve)
    thing.location = (x, y, z)
    bpy.context.scene.collection.objects.link(thing)


def _bud(x: float, y: float, z: float, chance: Any, material: Any) -> None:
    shape = [(0, -0.9), (0.34, -0.4), (0.40, 0.1), (0.22, 0.7), (0, 1.0)]
    thing = turn("Bud", dense(shape, 0.2), material, around=24)
    thing.location = (x, y, z + 0.4)
    thing.rotation_euler = (chance.uniform(-0.4, 0.4), chance.uniform(-0.5, 0.5), 0)
