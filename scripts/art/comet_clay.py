"""Materials and plain solids of Comet Courier's toy world, made through Blender's Python module."""

from __future__ import annotations

import math
from collections.abc import Sequence

import bpy
import numpy as np
from film_grade import linear_from_hex

ORANGE = "#ff5a36"
YELLOW = "#ffd23f"
TEAL = "#19e3d1"
VIOLET = "#2b1a6b"
LILAC = "#8a5cf6"
PINK = "#ff7bac"
CREAM = "#fff1d6"
CARD = "#c98546"
NIGHT = "#140b3d"

Vector = tuple[float, float, float]


def rgba(colour: str) -> tuple[float, float, float, float]:
    """Return a linear colour with full opacity."""
    return (*linear_from_hex(colour), 1.0)


def _fresh(name: str) -> tuple[bpy.types.Material, bpy.types.NodeTree]:
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    return material, material.node_tree


def clay(colour: str, rough: float = 0.45, coat: float = 0.25) -> bpy.types.Material:
    """Return a vinyl-toy material: a matt body under a thin clear coat."""
    name = f"clay {colour} {rough} {coat}"
    if name in bpy.data.materials:
        return bpy.data.materials[name]
    material, tree = _fresh(name)
    shader = tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = rgba(colour)
    shader.inputs["Roughness"].default_value = rough
    shader.inputs["Coat Weight"].default_value = coat
    shader.inputs["Coat Roughness"].default_value = 0.18
    return material


def painted(rough: float = 0.55) -> bpy.types.Material:
    """Return clay that takes its colour from the mesh attribute ``paint``."""
    name = f"painted {rough}"
    if name in bpy.data.materials:
        return bpy.data.materials[name]
    material, tree = _fresh(name)
    shader = tree.nodes["Principled BSDF"]
    paint = tree.nodes.new("ShaderNodeAttribute")
    paint.attribute_name = "paint"
    tree.links.new(paint.outputs["Color"], shader.inputs["Base Color"])
    shader.inputs["Roughness"].default_value = rough
    shader.inputs["Coat Weight"].default_value = 0.12
    shader.inputs["Coat Roughness"].default_value = 0.3
    return material


def split(low: str, high: str, level: float, axis: str = "Z") -> bpy.types.Material:
    """Return clay in two colours that meet in a crisp line at ``level`` of a local axis."""
    material, tree = _fresh(f"split {low} {high} {level}")
    shader = tree.nodes["Principled BSDF"]
    place = tree.nodes.new("ShaderNodeTexCoord")
    parts = tree.nodes.new("ShaderNodeSeparateXYZ")
    above = tree.nodes.new("ShaderNodeMath")
    above.operation = "GREATER_THAN"
    above.inputs[1].default_value = level
    mix = tree.nodes.new("ShaderNodeMix")
    mix.data_type = "RGBA"
    mix.inputs[6].default_value = rgba(low)
    mix.inputs[7].default_value = rgba(high)
    tree.links.new(place.outputs["Object"], parts.inputs[0])
    tree.links.new(parts.outputs[axis], above.inputs[0])
    tree.links.new(above.outputs[0], mix.inputs[0])
    tree.links.new(mix.outputs[2], shader.inputs["Base Color"])
    shader.inputs["Roughness"].default_value = 0.35
    shader.inputs["Coat Weight"].default_value = 0.4
    shader.inputs["Coat Roughness"].default_value = 0.12
    return material


def glow(colour: str, strength: float) -> bpy.types.Material:
    """Return a material that only gives light."""
    name = f"glow {colour} {strength}"
    if name in bpy.data.materials:
        return bpy.data.materials[name]
    material, tree = _fresh(name)
    tree.nodes.remove(tree.nodes["Principled BSDF"])
    light = tree.nodes.new("ShaderNodeEmission")
    light.inputs["Color"].default_value = rgba(colour)
    light.inputs["Strength"].default_value = strength
    tree.links.new(light.outputs[0], tree.nodes["Material Output"].inputs[0])
    return material


def flame(hot: str, cool: str, strength: float, fade: float = 0.0) -> bpy.types.Material:
    """Return light that runs from ``hot`` at local x = 0 to ``cool`` at x = -1.

    ``fade`` is how transparent the cool end is; the rim is always softer than the middle.
    """
    material, tree = _fresh(f"flame {hot} {cool} {strength} {fade}")
    nodes, links = tree.nodes, tree.links
    nodes.remove(nodes["Principled BSDF"])
    place = nodes.new("ShaderNodeTexCoord")
    parts = nodes.new("ShaderNodeSeparateXYZ")
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].color = rgba(hot)
    ramp.color_ramp.elements[1].color = rgba(cool)
    flip = nodes.new("ShaderNodeMath")
    flip.operation = "MULTIPLY"
    flip.inputs[1].default_value = -1.0
    light = nodes.new("ShaderNodeEmission")
    light.inputs["Strength"].default_value = strength
    clear = nodes.new("ShaderNodeBsdfTransparent")
    facing = nodes.new("ShaderNodeLayerWeight")
    facing.inputs["Blend"].default_value = 0.5
    along = nodes.new("ShaderNodeMath")
    along.operation = "MULTIPLY_ADD"
    along.inputs[1].default_value = fade
    veil = nodes.new("ShaderNodeMath")
    veil.operation = "MULTIPLY_ADD"
    veil.inputs[1].default_value = 0.75
    veil.use_clamp = True
    mix = nodes.new("ShaderNodeMixShader")
    links.new(place.outputs["Object"], parts.inputs[0])
    links.new(parts.outputs["X"], flip.inputs[0])
    links.new(flip.outputs[0], ramp.inputs[0])
    links.new(ramp.outputs[0], light.inputs["Color"])
    links.new(flip.outputs[0], along.inputs[0])
    along.inputs[2].default_value = 0.0
    links.new(facing.outputs["Facing"], veil.inputs[0])
    links.new(along.outputs[0], veil.inputs[2])
    links.new(veil.outputs[0], mix.inputs[0])
    links.new(light.outputs[0], mix.inputs[1])
    links.new(clear.outputs[0], mix.inputs[2])
    links.new(mix.outputs[0], nodes["Material Output"].inputs[0])
    return material


def glass(colour: str) -> bpy.types.Material:
    """Return a thin clear dome: see-through in the middle, reflecting at the rim."""
    material, tree = _fresh(f"glass {colour}")
    nodes, links = tree.nodes, tree.links
    nodes.remove(nodes["Principled BSDF"])
    clear = nodes.new("ShaderNodeBsdfTransparent")
    clear.inputs["Color"].default_value = rgba(colour)
    shine = nodes.new("ShaderNodeBsdfGlossy")
    shine.inputs["Roughness"].default_value = 0.03
    rim = nodes.new("ShaderNodeFresnel")
    rim.inputs["IOR"].default_value = 1.6
    mix = nodes.new("ShaderNodeMixShader")
    links.new(rim.outputs[0], mix.inputs[0])
    links.new(clear.outputs[0], mix.inputs[1])
    links.new(shine.outputs[0], mix.inputs[2])
    links.new(mix.outputs[0], nodes["Material Output"].inputs[0])
    return material


def solid(
    name: str,
    vertices: Sequence[Sequence[float]] | np.ndarray,
    faces: Sequence[Sequence[int]],
    material: bpy.types.Material,
    smooth: bool = True,
) -> bpy.types.Object:
    """Return a new object from vertices and faces."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(map(float, v)) for v in vertices], [], [tuple(f) for f in faces])
    mesh.update()
    mesh.materials.append(material)
    mesh.polygons.foreach_set("use_smooth", [smooth] * len(mesh.polygons))
    body = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(body)
    return body


def _through(points: Sequence[tuple[float, float]], steps: int) -> np.ndarray:
    """Return a Catmull-Rom curve through the points."""
    p = np.array([points[0], *points, points[-1]], dtype=float)
    curve = []
    for i in range(1, len(p) - 2):
        for t in np.linspace(0, 1, steps, endpoint=False):
            curve.append(
                0.5
                * (
                    2 * p[i]
                    + (p[i + 1] - p[i - 1]) * t
                    + (2 * p[i - 1] - 5 * p[i] + 4 * p[i + 1] - p[i + 2]) * t**2
                    + (3 * p[i] - p[i - 1] - 3 * p[i + 1] + p[i + 2]) * t**3
                )
            )
    return np.array([*curve, p[-2]])


def turned(
    name: str,
    profile: Sequence[tuple[float, float]],
    material: bpy.types.Material,
    steps: int = 8,
    sides: int = 48,
    smooth: bool = True,
) -> bpy.types.Object:
    """Return a body turned on the local x axis from a profile of (x, radius)."""
    curve = _through(profile, steps) if steps > 1 else np.array(profile, dtype=float)
    vertices: list[Vector] = []
    faces: list[tuple[int, ...]] = []
    for x, radius in curve:
        for k in range(sides):
            angle = 2 * math.pi * k / sides
            r = max(radius, 0.0005)
            vertices.append((x, r * math.cos(angle), r * math.sin(angle)))
    for i in range(len(curve) - 1):
        for k in range(sides):
            a, b = i * sides + k, i * sides + (k + 1) % sides
            faces.append((a, b, b + sides, a + sides))
    faces.append(tuple(range(sides)))
    faces.append(tuple(reversed(range((len(curve) - 1) * sides, len(curve) * sides))))
    return solid(name, vertices, faces, material, smooth)


def ball(
    name: str, radius: float, material: bpy.types.Material, finer: int = 4
) -> bpy.types.Object:
    """Return an icosphere."""
    bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=finer, radius=radius)
    body = bpy.context.object
    body.name = name
    body.data.materials.append(material)
    body.data.polygons.foreach_set("use_smooth", [True] * len(body.data.polygons))
    return body


def block(
    name: str, size: Vector, material: bpy.types.Material, bevel: float = 0.06
) -> bpy.types.Object:
    """Return a box with rounded edges."""
    bpy.ops.mesh.primitive_cube_add(size=1.0)
    body = bpy.context.object
    body.name = name
    body.data.transform(((size[0], 0, 0, 0), (0, size[1], 0, 0), (0, 0, size[2], 0), (0, 0, 0, 1)))
    body.data.materials.append(material)
    if bevel:
        round_edges(body, bevel)
    return body


def round_edges(body: bpy.types.Object, width: float, segments: int = 4) -> None:
    """Round the edges of an object with smooth faces."""
    modifier = body.modifiers.new("round", "BEVEL")
    modifier.width = width
    modifier.segments = segments
    modifier.limit_method = "ANGLE"
    body.data.polygons.foreach_set("use_smooth", [True] * len(body.data.polygons))
    weighted = body.modifiers.new("normals", "WEIGHTED_NORMAL")
    weighted.keep_sharp = False


def ring(
    name: str, radius: float, thick: float, material: bpy.types.Material, flat: float = 1.0
) -> bpy.types.Object:
    """Return a torus around the local z axis."""
    bpy.ops.mesh.primitive_torus_add(
        major_radius=radius, minor_radius=thick, major_segments=96, minor_segments=20
    )
    body = bpy.context.object
    body.name = name
    body.scale = (1, 1, flat)
    body.data.materials.append(material)
    body.data.polygons.foreach_set("use_smooth", [True] * len(body.data.polygons))
    return body


def sparkle(name: str, size: float, material: bpy.types.Material) -> bpy.types.Object:
    """Return a plump four-pointed star that faces the local z axis."""
    vertices: list[Vector] = [(0, 0, 0.22 * size), (0, 0, -0.22 * size)]
    for k in range(8):
        reach = size if k % 2 == 0 else size * 0.3
        angle = math.pi / 4 * k
        vertices.append((reach * math.cos(angle), reach * math.sin(angle), 0))
    faces = []
    for k in range(8):
        a, b = 2 + k, 2 + (k + 1) % 8
        faces += [(0, a, b), (1, b, a)]
    return solid(name, vertices, faces, material, smooth=False)


def group(name: str, parts: Sequence[bpy.types.Object]) -> bpy.types.Object:
    """Return an empty that carries the parts."""
    handle = bpy.data.objects.new(name, None)
    bpy.context.scene.collection.objects.link(handle)
    for part in parts:
        part.parent = handle
    return handle
