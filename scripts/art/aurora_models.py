"""The Aurora Skin range as Blender models: turned glass, metal, balm and cream.

Every product stands on the origin. Walls have their real thickness, because the thickness of
glass and liquid is what shapes the refractions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from aurora_shapes import dense, fillet, mesh, swirl, turn
from aurora_surfaces import Color, Nodes, glass, ink, serum


def print_on(
    name: str,
    picture: Path,
    radius: float,
    bottom: float,
    height: float,
    width: float,
    *,
    color: Color = (0.95, 0.93, 1.0),
    glow: float = 0.0,
    metal: float = 0.0,
    facing: float = -90.0,
) -> Any:
    """Print a mask (white is ink) on a cylinder; `width` is measured along the curve."""
    steps = 48
    half = width / radius / 2
    vertices = []
    for step in range(steps + 1):
        angle = math.radians(facing) - half + 2 * half * step / steps
        at = (radius * math.cos(angle), radius * math.sin(angle))
        vertices += [(*at, bottom), (*at, bottom + height)]
    faces = [(2 * s, 2 * s + 2, 2 * s + 3, 2 * s + 1) for s in range(steps)]
    thing = mesh(name, vertices, faces, ink(name, picture, color, glow, metal))
    layer = thing.data.uv_layers.new(name="print")
    for loop in thing.data.loops:
        index = loop.vertex_index
        layer.data[loop.index].uv = ((index // 2) / steps, float(index % 2))
    thing.visible_shadow = False
    return thing


def print_flat(
    name: str,
    picture: Path,
    at_height: float,
    side: float,
    *,
    color: Color,
    glow: float = 0.0,
    metal: float = 0.0,
) -> Any:
    """Print a square mask, `side` cm wide, on a level top; its own top points to +y."""
    half = side / 2
    corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    thing = mesh(
        name,
        [(x, y, at_height) for x, y in corners],
        [(0, 1, 2, 3)],
        ink(name, picture, color, glow, metal),
        smooth=False,
    )
    layer = thing.data.uv_layers.new(name="print")
    for loop, uv in zip(layer.data, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        loop.uv = uv
    thing.visible_shadow = False
    return thing


def group(name: str, parts: Sequence[Any]) -> Any:
    """Hang `parts` on one handle, so a product can be moved and tilted as a whole."""
    handle = bpy.data.objects.new(name, None)
    bpy.context.scene.collection.objects.link(handle)
    for part in parts:
        part.parent = handle
    return handle


def serum_bottle(
    label: Path,
    *,
    colors: tuple[Color, Color, Color],
    glow: float,
    metal: Any,
    rubber: Any,
    fill: float = 6.0,
    pearls: int = 140,
    ink: Color = (0.95, 0.93, 1.0),
    ink_glow: float = 0.15,
) -> Any:
    """A 30 ml dropper bottle, 10.9 cm tall, with a heavy base and a gradient serum."""
    outside = fillet(
        [
            (0, 0, 0),
            (1.75, 0, 0.22),
            (1.75, 6.9, 0.62),
            (0.86, 7.35, 0.16),
            (0.86, 8.2, 0.0),
        ],
        12,
    )
    inside = fillet(
        [
            (0.62, 8.2, 0.0),
            (0.62, 7.15, 0.2),
            (1.47, 6.62, 0.5),
            (1.47, 0.75, 0.45),
            (0, 0.62, 0),
        ],
        12,
    )
    clear = glass("Bottle glass", (0.985, 0.985, 1.0), ior=1.48)
    body = turn("Bottle", [*outside, *inside], clear)
    level = fill
    liquid_skin = fillet(
        [
            (0, 0.61, 0),
            (1.478, 0.74, 0.45),
            (1.478, level, 0.05),
            (1.36, level - 0.07, 0.05),
            (0, level - 0.08, 0),
        ],
        12,
    )
    liquid = turn("Serum", liquid_skin, serum("Serum", colors, 0.6, level, glow))
    pipette = turn(
        "Pipette",
        fillet(
            [
                (0.0, 1.35, 0),
                (0.13, 1.35, 0.05),
                (0.15, 1.75, 0.1),
                (0.29, 2.2, 0.2),
                (0.29, 8.0, 0),
                (0.23, 8.0, 0),
                (0.23, 2.25, 0.2),
                (0.08, 1.78, 0.1),
                (0.07, 1.42, 0.02),
                (0.0, 1.42, 0),
            ]
        ),
        glass("Pipette glass", ior=1.3),
    )
    collar = turn(
        "Collar",
        fillet(
            [
                (0.0, 7.42, 0),
                (0.99, 7.42, 0.05),
                (0.99, 8.62, 0.07),
                (0.6, 8.62, 0.02),
            ]
        ),
        metal,
    )
    lip = turn(
        "Collar line",
        fillet(
            [
                (0.985, 7.62, 0),
                (1.003, 7.64, 0.01),
                (1.003, 7.70, 0.01),
                (0.985, 7.72, 0),
            ],
            3,
        ),
        metal,
    )
    bulb = turn(
        "Bulb",
        fillet(
            [
                (0.0, 8.5, 0),
                (0.66, 8.5, 0.0),
                (0.66, 8.72, 0.1),
                (0.54, 8.85, 0.1),
                (0.56, 10.2, 0.5),
                (0.40, 10.9, 0.34),
                (0, 10.92, 0),
            ],
            12,
        ),
        rubber,
    )
    text = print_on("Label", label, 1.756, 1.35, 3.6, 2.9, glow=ink_glow, color=ink)
    parts = [body, liquid, pipette, collar, lip, bulb, text]
    parts += _pearls(pearls, 1.25, 0.9, level - 0.35)
    return group("Serum bottle", parts)


def _pearls(count: int, radius: float, bottom: float, top: float) -> list[Any]:
    """Micro-pearls hanging in the serum, each about the size of a pinhead."""
    rng = np.random.default_rng(5)
    nodes = Nodes("Pearl")
    shader = nodes.add(
        "BsdfPrincipled",
        Base_Color=(1.0, 0.86, 0.9),
        Roughness=0.15,
        Coat_Weight=1.0,
        Emission_Color=(1.0, 0.75, 0.9),
        Emission_Strength=0.9,
    )
    material = nodes.done(shader.outputs[0])
    parts = []
    ball: Any = None
    for _ in range(count):
        angle, far = rng.uniform(0, 2 * math.pi), radius * math.sqrt(rng.uniform(0.04, 1))
        size = 0.022 + 0.04 * rng.random() ** 3
        if ball is None:
            ring = [(math.sin(a), -math.cos(a)) for a in np.linspace(0, math.pi, 12)]
            ball = turn("Pearl", [(abs(r), z) for r, z in ring], material, around=16)
            pearl = ball
        else:
            pearl = bpy.data.objects.new("Pearl", ball.data)
            bpy.context.scene.collection.objects.link(pearl)
        pearl.location = (far * math.cos(angle), far * math.sin(angle), rng.uniform(bottom, top))
        pearl.scale = (size, size, size)
        parts.append(pearl)
    return parts


def cream_jar(
    label: Path, *, wall: Any, cup: Any, cream: Any | None, ink: Color, ink_glow: float
) -> Any:
    """A 50 ml jar, 7 cm wide: thick clear wall, coloured cup, a peak of `cream` if it is open."""
    skin = fillet(
        [
            (0, 0, 0),
            (3.5, 0, 0.45),
            (3.5, 3.75, 0.35),
            (2.95, 3.95, 0.05),
            (2.95, 4.55, 0.06),
            (2.62, 4.55, 0.05),
            (2.62, 3.9, 0.15),
            (2.8, 3.6, 0.3),
            (2.8, 0.95, 0.7),
            (0, 0.8, 0),
        ],
        10,
    )
    jar = turn("Jar", skin, wall)
    lining = fillet(
        [
            (0, 0.82, 0),
            (2.79, 0.97, 0.7),
            (2.79, 3.6, 0.3),
            (2.61, 3.9, 0.15),
            (2.61, 4.52, 0.04),
            (2.5, 4.52, 0.04),
            (2.5, 1.2, 0.6),
            (0, 1.1, 0),
        ],
        10,
    )
    inner = turn("Cup", lining, cup)
    text = print_on("Jar label", label, 3.508, 1.12, 2.3, 4.6, color=ink, glow=ink_glow)
    parts = [jar, inner, text]
    if cream is not None:
        peak = swirl("Cream", 2.5, 1.9, cream)
        peak.location = (0, 0, 4.2)
        parts.append(peak)
    return group("Cream jar", parts)


def jar_lid(metal: Any, accent: Any, mark: Path) -> Any:
    """The lid of the jar with the brand's `mark` on top, 1.7 cm tall, standing on the origin."""
    skin = fillet(
        [
            (2.9, 0.0, 0),
            (3.52, 0.0, 0.08),
            (3.52, 1.7, 0.28),
            (1.2, 1.7, 0.0),
            (0, 1.7, 0),
        ],
        10,
    )
    inside = fillet([(0, 1.35, 0), (3.2, 1.35, 0.2), (3.2, 0.1, 0.05), (2.9, 0.0, 0)], 6)
    ring = turn(
        "Lid ring",
        fillet(
            [
                (3.515, 0.22, 0),
                (3.545, 0.24, 0.01),
                (3.545, 0.34, 0.01),
                (3.515, 0.36, 0),
            ],
            3,
        ),
        accent,
    )
    sign = print_flat("Lid mark", mark, 1.706, 2.3, color=(0.93, 0.92, 1.0), metal=0.6, glow=0.12)
    return group("Jar lid", [turn("Lid", [*inside, *skin], metal), ring, sign])


def balm_stick(
    label: Path,
    *,
    shell: Any,
    ring: Any,
    balm: Any,
    ink: Color,
    rise: float = 1.5,
) -> Any:
    """A twist-up balm stick, 3.4 cm across, with its cap off and the balm wound up."""
    base = turn(
        "Stick base",
        fillet(
            [
                (0, 0, 0),
                (1.66, 0, 0.14),
                (1.66, 1.0, 0.05),
                (1.2, 1.0, 0.0),
            ],
            10,
        ),
        ring,
    )
    gap = turn("Stick gap", [(1.5, 0.98), (1.5, 1.08)], ring)
    body = turn(
        "Stick body",
        fillet(
            [
                (1.3, 1.06, 0),
                (1.7, 1.06, 0.06),
                (1.7, 5.5, 0.08),
                (1.46, 5.5, 0.03),
                (1.46, 6.1, 0.05),
                (1.36, 6.1, 0.05),
                (1.36, 5.4, 0),
            ],
            10,
        ),
        shell,
    )
    top = 6.1 + rise
    bullet = turn(
        "Balm",
        dense(
            fillet(
                [
                    (1.35, 5.2, 0),
                    (1.35, top, 0.34),
                    (0.7, top + 0.10, 0.4),
                    (0, top + 0.13, 0),
                ],
                14,
            )
        ),
        balm,
    )
    # The factory cut: every bullet leaves the mould with a slant, lowest towards the front.
    for vertex in bullet.data.vertices:
        share = max(0.0, (vertex.co.z - 5.6) / (top + 0.13 - 5.6))
        side = 0.9 * vertex.co.y + 0.44 * vertex.co.x
        vertex.co.z += share * (0.55 * side - 0.10 * side * side)
    text = print_on("Stick label", label, 1.706, 1.35, 3.9, 2.6, color=ink)
    return group("Balm stick", [base, gap, body, bullet, text])


def stick_cap(shell: Any, ring: Any) -> Any:
    skin = fillet(
        [
            (1.48, 0, 0),
            (1.7, 0, 0.05),
            (1.7, 3.1, 0.35),
            (0.8, 3.22, 0.1),
            (0, 3.22, 0),
        ],
        12,
    )
    inside = fillet([(0, 2.9, 0), (1.5, 2.9, 0.3), (1.5, 0.02, 0.02), (1.48, 0, 0)], 8)
    band = turn(
        "Cap band",
        fillet(
            [
                (1.695, 0.12, 0),
                (1.715, 0.14, 0.01),
                (1.715, 0.24, 0.01),
                (1.695, 0.26, 0),
            ],
            3,
        ),
        ring,
    )
    return group("Cap", [turn("Cap shell", [*inside, *skin], shell), band])
