"""Shapes for Blender, made from numbers: turned bodies, reliefs, whipped cream and ice.

One Blender unit is one centimetre and z points up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

Point = tuple[float, float]
"""Radius and height of one point of a profile."""


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
    for low, high in pairwise(rings):
        for step in range(around):
            a, b = low[step], low[(step + 1) % around]
            c, d = high[(step + 1) % around], high[step]
            corners = tuple(dict.fromkeys((a, b, c, d)))
            if len(corners) > 2:
                faces.append(corners)
    thing = mesh(name, vertices, faces, material)
    thing.data.set_sharp_from_angle(angle=math.radians(40))
    return thing


def dense(profile: Sequence[Point], step: float = 0.12) -> list[Point]:
    """Split long stretches, so that bending a turned body bends it smoothly."""
    out: list[Point] = [profile[0]]
    for (r0, z0), (r1, z1) in pairwise(profile):
        parts = max(1, math.ceil(math.hypot(r1 - r0, z1 - z0) / step))
        out += [
            (r0 + (r1 - r0) * n / parts, z0 + (z1 - z0) * n / parts) for n in range(1, parts + 1)
        ]
    return out


def relief(name: str, width: float, depth: float, heights: Any, material: Any) -> Any:
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
    data = bpy.data.meshes.new(name)
    data.vertices.add(len(points))
    data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    data.loops.add(quads.size)
    data.loops.foreach_set("vertex_index", quads.astype(np.int32).ravel())
    data.polygons.add(len(quads))
    data.polygons.foreach_set("loop_start", np.arange(0, quads.size, 4, dtype=np.int32))
    data.update(calc_edges=True)
    data.materials.append(material)
    data.shade_smooth()
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


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
            vertices.append(
                (
                    out * math.cos(angle),
                    out * math.sin(angle),
                    lift + wave * (ridge - 0.5) * edge,
                )
            )
    faces = []
    for row in range(rows):
        for step in range(around):
            a = row * around + step
            b = row * around + (step + 1) % around
            faces.append((a, a + around, b + around, b))
    return mesh(name, vertices, faces, material)


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
    bmesh.ops.dissolve_limit(
        shape, angle_limit=math.radians(9), verts=shape.verts, edges=shape.edges
    )
    bmesh.ops.bevel(
        shape,
        geom=shape.edges[:],
        offset=size * 0.055,
        segments=5,
        profile=0.6,
        affect="EDGES",
        clamp_overlap=True,
    )
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


def point(
    thing: Any,
    direction: tuple[float, float, float],
    tip: tuple[float, float, float],
    length: float,
) -> None:
    """Lay `thing` so that its z axis runs along `direction` and ends, `length` up, at `tip`."""
    axis = Vector(direction).normalized()
    thing.rotation_euler = axis.to_track_quat("Z", "Y").to_euler()
    thing.location = Vector(tip) - axis * length
