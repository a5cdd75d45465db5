"""The Aurora Skin range as Blender models: turned glass, metal, balm and cream.

One Blender unit is one centimetre and z points up. Everything is made by turning a profile about
the z axis, as a lathe would, so the real thickness of glass and liquid shapes the refractions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

Point = tuple[float, float]
"""Radius and height of one point of a profile."""

Color = tuple[float, float, float]


def fillet(points: Sequence[tuple[float, float, float]], steps: int = 8) -> list[Point]:
    """Round the corners of a polyline; each point is radius, height and corner radius."""
    out: list[Point] = []
    for index, (r, z, corner) in enumerate(points):
        if corner <= 0 or index in (0, len(points) - 1):
            out.append((r, z))
            continue
        here = np.array([r, z])
        back = np.array(points[index - 1][:2]) - here
        ahead = np.array(points[index + 1][:2]) - here
        reach = min(corner, 0.49 * float(np.linalg.norm(back)), 0.49 * float(np.linalg.norm(ahead)))
        start = here + back / np.linalg.norm(back) * reach
        end = here + ahead / np.linalg.norm(ahead) * reach
        for t in np.linspace(0, 1, steps + 1):
            at = (1 - t) ** 2 * start + 2 * t * (1 - t) * here + t**2 * end
            out.append((float(at[0]), float(at[1])))
    return out


def mesh(name: str, vertices: Any, faces: Any, material: Any, *, smooth: bool = True) -> Any:
    data = bpy.data.meshes.new(name)
    data.from_pydata(vertices, [], faces)
    data.materials.append(material)
    data.shade_smooth() if smooth else data.shade_flat()
    data.update()
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def turn(name: str, profile: Sequence[Point], material: Any, *, around: int = 160) -> Any:
    """Turn `profile` about the z axis. Walk it from the bottom up for an outward skin."""
    vertices: list[tuple[float, float, float]] = []
    rings: list[list[int]] = []
    for r, z in profile:
        if r < 1e-5:
            rings.append([len(vertices)] * around)
            vertices.append((0.0, 0.0, z))
            continue
        rings.append(list(range(len(vertices), len(vertices) + around)))
        for step in range(around):
            angle = 2 * math.pi * step / around
            vertices.append((r * math.cos(angle), r * math.sin(angle), z))
    faces: list[tuple[int, ...]] = []
    for low, high in zip(rings, rings[1:], strict=False):
        for step in range(around):
            a, b = low[step], low[(step + 1) % around]
            c, d = high[(step + 1) % around], high[step]
            corners = tuple(dict.fromkeys((a, b, c, d)))
            if len(corners) > 2:
                faces.append(corners)
    thing = mesh(name, vertices, faces, material)
    thing.data.set_sharp_from_angle(angle=math.radians(40))
    return thing


class Nodes:
    """A material under construction: short names for the few shader nodes used here."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.tree.nodes.clear()
        self.output = self.tree.nodes.new("ShaderNodeOutputMaterial")

    def add(self, kind: str, **inputs: Any) -> Any:
        """Make a node; an input given as a socket is linked, anything else is its value."""
        node = self.tree.nodes.new("ShaderNode" + kind)
        for name, value in inputs.items():
            self.set(node, name.replace("_", " "), value)
        return node

    def set(self, node: Any, socket: str | int, value: Any) -> None:
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, node.inputs[socket])
        elif isinstance(value, tuple) and len(value) == 3 and node.inputs[socket].type == "RGBA":
            node.inputs[socket].default_value = (*value, 1.0)
        else:
            node.inputs[socket].default_value = value

    def done(self, shader: Any, socket: str = "Surface") -> Any:
        self.tree.links.new(shader, self.output.inputs[socket])
        return self.material


def solid(
    name: str, color: Color, *, roughness: float = 0.4, metal: float = 0.0, coat: float = 0.0,
    soft: float = 0.0, soft_radius: Color = (1.0, 0.8, 0.9), glow: float = 0.0, bump: float = 0.0,
    bump_scale: float = 60.0,
) -> Any:
    """Metal, plastic, rubber, cream: `soft` is subsurface in cm, `bump` a fine grain."""
    nodes = Nodes(name)
    shader = nodes.add(
        "BsdfPrincipled", Base_Color=color, Roughness=roughness, Metallic=metal, Coat_Weight=coat,
        Coat_Roughness=0.06,
    )
    if soft > 0:
        nodes.set(shader, "Subsurface Weight", 1.0)
        nodes.set(shader, "Subsurface Radius", soft_radius)
        nodes.set(shader, "Subsurface Scale", soft)
    if glow > 0:
        nodes.set(shader, "Emission Color", color)
        nodes.set(shader, "Emission Strength", glow)
    if bump > 0:
        place = nodes.add("TexCoord")
        noise = nodes.add("TexNoise", Vector=place.outputs["Object"], Scale=bump_scale, Detail=4.0)
        grain = nodes.add("Bump", Strength=bump, Distance=0.02, Height=noise.outputs[0])
        nodes.set(shader, "Normal", grain.outputs[0])
    return nodes.done(shader.outputs[0])


def glass(
    name: str, color: Color = (1, 1, 1), *, ior: float = 1.5, roughness: float = 0.0,
    shade: float = 0.9,
) -> Any:
    """Glass that lets a share `shade` of light straight through to what lies in its shadow.

    Path tracing finds light through refracting glass by luck alone; a tinted, see-through shadow
    is what makes contact shadows of bottles bright and free of noise.
    """
    nodes = Nodes(name)
    clear = nodes.add("BsdfGlass", Color=color, Roughness=roughness, IOR=ior)
    tint: Color = (color[0] * shade, color[1] * shade, color[2] * shade)
    ghost = nodes.add("BsdfTransparent", Color=tint)
    path = nodes.add("LightPath")
    mix = nodes.add("MixShader", Fac=path.outputs["Is Shadow Ray"])
    nodes.tree.links.new(clear.outputs[0], mix.inputs[1])
    nodes.tree.links.new(ghost.outputs[0], mix.inputs[2])
    return nodes.done(mix.outputs[0])


def serum(
    name: str, colors: tuple[Color, Color, Color], bottom: float, top: float, glow: float
) -> Any:
    """A liquid whose colour changes from the bottom up and that shines a little from within."""
    nodes = Nodes(name)
    place = nodes.add("TexCoord")
    split = nodes.add("SeparateXYZ", Vector=place.outputs["Object"])
    span = nodes.add("MapRange", Value=split.outputs["Z"])
    nodes.set(span, "From Min", bottom)
    nodes.set(span, "From Max", top)
    ramp = nodes.add("ValToRGB", Fac=span.outputs[0])
    ramp.color_ramp.interpolation = "EASE"
    ramp.color_ramp.elements[0].color = (*colors[0], 1)
    ramp.color_ramp.elements[1].color = (*colors[2], 1)
    ramp.color_ramp.elements.new(0.5).color = (*colors[1], 1)
    clear = nodes.add("BsdfGlass", Color=ramp.outputs[0], Roughness=0.0, IOR=1.36)
    shine = nodes.add("Emission", Color=ramp.outputs[0], Strength=glow)
    both = nodes.add("AddShader")
    nodes.tree.links.new(clear.outputs[0], both.inputs[0])
    nodes.tree.links.new(shine.outputs[0], both.inputs[1])
    ghost = nodes.add("BsdfTransparent", Color=ramp.outputs[0])
    path = nodes.add("LightPath")
    mix = nodes.add("MixShader", Fac=path.outputs["Is Shadow Ray"])
    nodes.tree.links.new(both.outputs[0], mix.inputs[1])
    nodes.tree.links.new(ghost.outputs[0], mix.inputs[2])
    return nodes.done(mix.outputs[0])


def _ink(name: str, picture: Path, color: Color, glow: float, metal: float) -> Any:
    """Ink where the mask is white, nothing where it is black."""
    nodes = Nodes(name)
    image = nodes.add("TexImage")
    image.image = bpy.data.images.load(str(picture), check_existing=True)
    image.image.colorspace_settings.name = "Non-Color"
    image.extension = "CLIP"
    ink = nodes.add(
        "BsdfPrincipled", Base_Color=color, Roughness=0.25, Metallic=metal,
        Emission_Color=color, Emission_Strength=glow,
    )
    bare = nodes.add("BsdfTransparent")
    mix = nodes.add("MixShader", Fac=image.outputs["Color"])
    nodes.tree.links.new(bare.outputs[0], mix.inputs[1])
    nodes.tree.links.new(ink.outputs[0], mix.inputs[2])
    return nodes.done(mix.outputs[0])


def print_on(
    name: str, picture: Path, radius: float, bottom: float, height: float, width: float, *,
    color: Color = (0.95, 0.93, 1.0), glow: float = 0.0, metal: float = 0.0, facing: float = -90.0,
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
    thing = mesh(name, vertices, faces, _ink(name, picture, color, glow, metal))
    layer = thing.data.uv_layers.new(name="print")
    for loop in thing.data.loops:
        index = loop.vertex_index
        layer.data[loop.index].uv = ((index // 2) / steps, float(index % 2))
    thing.visible_shadow = False
    return thing


def print_flat(
    name: str, picture: Path, at_height: float, side: float, *, color: Color, glow: float = 0.0,
    metal: float = 0.0,
) -> Any:
    """Print a square mask, `side` cm wide, on a level top; its own top points to +y."""
    half = side / 2
    corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    thing = mesh(name, [(x, y, at_height) for x, y in corners], [(0, 1, 2, 3)],
                 _ink(name, picture, color, glow, metal), smooth=False)
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
    label: Path, *, colors: tuple[Color, Color, Color], glow: float, metal: Any, rubber: Any,
    fill: float = 6.0, pearls: int = 140, ink: Color = (0.95, 0.93, 1.0), ink_glow: float = 0.15,
) -> Any:
    """A 30 ml dropper bottle, 10.9 cm tall, with a heavy base and a gradient serum."""
    outside = fillet([
        (0, 0, 0), (1.75, 0, 0.22), (1.75, 6.9, 0.62), (0.86, 7.35, 0.16), (0.86, 8.2, 0.0),
    ], 12)
    inside = fillet([
        (0.62, 8.2, 0.0), (0.62, 7.15, 0.2), (1.47, 6.62, 0.5), (1.47, 0.75, 0.45), (0, 0.62, 0),
    ], 12)
    clear = glass("Bottle glass", (0.985, 0.985, 1.0), ior=1.48)
    body = turn("Bottle", [*outside, *inside], clear)
    level = fill
    liquid_skin = fillet([
        (0, 0.61, 0), (1.478, 0.74, 0.45), (1.478, level, 0.05), (1.36, level - 0.07, 0.05),
        (0, level - 0.08, 0),
    ], 12)
    liquid = turn("Serum", liquid_skin, serum("Serum", colors, 0.6, level, glow))
    pipette = turn("Pipette", fillet([
        (0.0, 1.35, 0), (0.13, 1.35, 0.05), (0.15, 1.75, 0.1), (0.29, 2.2, 0.2), (0.29, 8.0, 0),
        (0.23, 8.0, 0), (0.23, 2.25, 0.2), (0.08, 1.78, 0.1), (0.07, 1.42, 0.02), (0.0, 1.42, 0),
    ]), glass("Pipette glass", ior=1.3))
    collar = turn("Collar", fillet([
        (0.0, 7.42, 0), (0.99, 7.42, 0.05), (0.99, 8.62, 0.07), (0.6, 8.62, 0.02),
    ]), metal)
    lip = turn("Collar line", fillet([
        (0.985, 7.62, 0), (1.003, 7.64, 0.01), (1.003, 7.70, 0.01), (0.985, 7.72, 0),
    ], 3), metal)
    bulb = turn("Bulb", fillet([
        (0.0, 8.5, 0), (0.66, 8.5, 0.0), (0.66, 8.72, 0.1), (0.54, 8.85, 0.1), (0.56, 10.2, 0.5),
        (0.40, 10.9, 0.34), (0, 10.92, 0),
    ], 12), rubber)
    text = print_on("Label", label, 1.756, 1.35, 3.6, 2.9, glow=ink_glow, color=ink)
    parts = [body, liquid, pipette, collar, lip, bulb, text]
    parts += _pearls(pearls, 1.25, 0.9, level - 0.35)
    return group("Serum bottle", parts)


def _pearls(count: int, radius: float, bottom: float, top: float) -> list[Any]:
    """Micro-pearls hanging in the serum, each about the size of a pinhead."""
    rng = np.random.default_rng(5)
    nodes = Nodes("Pearl")
    shader = nodes.add(
        "BsdfPrincipled", Base_Color=(1.0, 0.86, 0.9), Roughness=0.15, Coat_Weight=1.0,
        Emission_Color=(1.0, 0.75, 0.9), Emission_Strength=0.9,
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


def swirl(name: str, radius: float, height: float, material: Any, *, turns: float = 2.6) -> Any:
    """A whipped peak of cream: one ridge that winds up to a tip, like a spatula leaves it."""
    rows, around = 150, 260
    vertices: list[tuple[float, float, float]] = []
    for row in range(rows + 1):
        t = row / rows
        for step in range(around):
            angle = 2 * math.pi * step / around
            phase = angle / (2 * math.pi) + turns * t**0.8
            ridge = 0.5 + 0.5 * math.sin(2 * math.pi * phase + 0.5 * math.sin(2 * math.pi * phase))
            lift = height * (1 - t) ** 1.15
            wave = 0.17 * radius * math.sin(math.pi * min(1.0, t * 0.93 + 0.07)) ** 0.7
            out = radius * t
            edge = min(1.0, (1 - t) * 6)
            vertices.append((
                out * math.cos(angle), out * math.sin(angle), lift + wave * (ridge - 0.5) * edge,
            ))
    faces = []
    for row in range(rows):
        for step in range(around):
            a = row * around + step
            b = row * around + (step + 1) % around
            faces.append((a, a + around, b + around, b))
    return mesh(name, vertices, faces, material)


def cream_jar(
    label: Path, *, wall: Any, cup: Any, cream: Any | None, ink: Color, ink_glow: float
) -> Any:
    """A 50 ml jar, 7 cm wide: thick clear wall, coloured cup, a peak of `cream` if it is open."""
    skin = fillet([
        (0, 0, 0), (3.5, 0, 0.45), (3.5, 3.75, 0.35), (2.95, 3.95, 0.05), (2.95, 4.55, 0.06),
        (2.62, 4.55, 0.05), (2.62, 3.9, 0.15), (2.8, 3.6, 0.3), (2.8, 0.95, 0.7), (0, 0.8, 0),
    ], 10)
    jar = turn("Jar", skin, wall)
    lining = fillet([
        (0, 0.82, 0), (2.79, 0.97, 0.7), (2.79, 3.6, 0.3), (2.61, 3.9, 0.15), (2.61, 4.52, 0.04),
        (2.5, 4.52, 0.04), (2.5, 1.2, 0.6), (0, 1.1, 0),
    ], 10)
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
    skin = fillet([
        (2.9, 0.0, 0), (3.52, 0.0, 0.08), (3.52, 1.7, 0.28), (1.2, 1.7, 0.0), (0, 1.7, 0),
    ], 10)
    inside = fillet([(0, 1.35, 0), (3.2, 1.35, 0.2), (3.2, 0.1, 0.05), (2.9, 0.0, 0)], 6)
    ring = turn("Lid ring", fillet([
        (3.515, 0.22, 0), (3.545, 0.24, 0.01), (3.545, 0.34, 0.01), (3.515, 0.36, 0),
    ], 3), accent)
    sign = print_flat("Lid mark", mark, 1.706, 2.3, color=(0.93, 0.92, 1.0), metal=0.6, glow=0.12)
    return group("Jar lid", [turn("Lid", [*inside, *skin], metal), ring, sign])


def balm_stick(
    label: Path, *, shell: Any, ring: Any, balm: Any, ink: Color, rise: float = 1.5,
) -> Any:
    """A twist-up balm stick, 3.4 cm across, with its cap off and the balm wound up."""
    base = turn("Stick base", fillet([
        (0, 0, 0), (1.66, 0, 0.14), (1.66, 1.0, 0.05), (1.2, 1.0, 0.0),
    ], 10), ring)
    gap = turn("Stick gap", [(1.5, 0.98), (1.5, 1.08)], ring)
    body = turn("Stick body", fillet([
        (1.3, 1.06, 0), (1.7, 1.06, 0.06), (1.7, 5.5, 0.08), (1.46, 5.5, 0.03), (1.46, 6.1, 0.05),
        (1.36, 6.1, 0.05), (1.36, 5.4, 0),
    ], 10), shell)
    top = 6.1 + rise
    bullet = turn("Balm", _dense(fillet([
        (1.35, 5.2, 0), (1.35, top, 0.34), (0.7, top + 0.10, 0.4), (0, top + 0.13, 0),
    ], 14)), balm)
    # The factory cut: every bullet leaves the mould with a slant, lowest towards the front.
    for vertex in bullet.data.vertices:
        share = max(0.0, (vertex.co.z - 5.6) / (top + 0.13 - 5.6))
        side = 0.9 * vertex.co.y + 0.44 * vertex.co.x
        vertex.co.z += share * (0.55 * side - 0.10 * side * side)
    text = print_on("Stick label", label, 1.706, 1.35, 3.9, 2.6, color=ink)
    return group("Balm stick", [base, gap, body, bullet, text])


def stick_cap(shell: Any, ring: Any) -> Any:
    skin = fillet([
        (1.48, 0, 0), (1.7, 0, 0.05), (1.7, 3.1, 0.35), (0.8, 3.22, 0.1), (0, 3.22, 0),
    ], 12)
    inside = fillet([(0, 2.9, 0), (1.5, 2.9, 0.3), (1.5, 0.02, 0.02), (1.48, 0, 0)], 8)
    band = turn("Cap band", fillet([
        (1.695, 0.12, 0), (1.715, 0.14, 0.01), (1.715, 0.24, 0.01), (1.695, 0.26, 0),
    ], 3), ring)
    return group("Cap", [turn("Cap shell", [*inside, *skin], shell), band])


def ice(name: str, seed: int, size: float, material: Any) -> Any:
    """A chunk of clear ice: a box with every edge knocked off and every face slightly out."""
    import bmesh  # Exists only once bpy has been imported, which sorted imports would not keep.

    rng = np.random.default_rng(seed)
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
    corners *= size * rng.uniform(0.42, 0.58, 3)
    corners += rng.uniform(-0.10, 0.10, corners.shape) * size
    shape = bmesh.new()
    for corner in corners:
        shape.verts.new(corner)
    bmesh.ops.convex_hull(shape, input=shape.verts)
    bmesh.ops.dissolve_limit(shape, angle_limit=math.radians(9), verts=shape.verts,
                             edges=shape.edges)
    bmesh.ops.bevel(shape, geom=shape.edges[:], offset=size * 0.055, segments=5, profile=0.6,
                    affect="EDGES", clamp_overlap=True)
    data = bpy.data.meshes.new(name)
    shape.to_mesh(data)
    shape.free()
    data.materials.append(material)
    data.shade_smooth()
    lowest = min(vertex.co.z for vertex in data.vertices)
    for vertex in data.vertices:
        vertex.co.z -= lowest
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def point(thing: Any, direction: tuple[float, float, float], tip: tuple[float, float, float],
          length: float) -> None:
    """Lay `thing` so that its z axis runs along `direction` and ends, `length` up, at `tip`."""
    axis = Vector(direction).normalized()
    thing.rotation_euler = axis.to_track_quat("Z", "Y").to_euler()
    thing.location = Vector(tip) - axis * length


def _dense(profile: Sequence[Point], step: float = 0.12) -> list[Point]:
    """Split long stretches, so that bending a turned body bends it smoothly."""
    out: list[Point] = [profile[0]]
    for (r0, z0), (r1, z1) in zip(profile, profile[1:], strict=False):
        parts = max(1, math.ceil(math.hypot(r1 - r0, z1 - z0) / step))
        out += [
            (r0 + (r1 - r0) * n / parts, z0 + (z1 - z0) * n / parts) for n in range(1, parts + 1)
        ]
    return out


def relief(
    name: str, width: float, depth: float, heights: Any, material: Any, *,
    cut: Callable[[float, float], bool] | None = None,
) -> Any:
    """A sheet whose height in cm is `heights[row, column]`, row 0 nearest to the camera."""
    rows, columns = heights.shape
    xs = np.linspace(-width / 2, width / 2, columns)
    ys = np.linspace(-depth / 2, depth / 2, rows)
    grid_x, grid_y = np.meshgrid(xs, ys)
    points = np.stack([grid_x, grid_y, heights], axis=-1).reshape(-1, 3)
    index = np.arange(rows * columns).reshape(rows, columns)
    quads = np.stack(
        [index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1
    ).reshape(-1, 4)
    if cut is not None:
        keep = [all(cut(points[i][0], points[i][1]) for i in quad) for quad in quads]
        quads = quads[np.asarray(keep)]
    return mesh(name, points.tolist(), quads.tolist(), material)
