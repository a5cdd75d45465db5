# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""Planets of Comet Courier: painted globes with plateaus, stripes, craters and rings."""

from __future__ import annotations

from collections.abc import Callable

import bpy
import comet_clay as c
import lattice_noise
import numpy as np
from film_grade import linear_from_hex

Paint = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


def globe(name: str, radius: float, paint: Paint, finer: int = 6) -> bpy.types.Object:
    """Return a planet; ``paint`` maps unit vectors to (height, linear colours)."""
    bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=finer, radius=1.0)
    body = bpy.context.object
    body.name = name
    mesh = body.data
    count = len(mesh.vertices)
    flat = np.empty(count * 3)
    mesh.vertices.foreach_get("co", flat)
    unit = flat.reshape(count, 3)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    height, colours = paint(unit)
    mesh.vertices.foreach_set("co", (unit * (radius * (1.0 + height))[:, None]).ravel())
    layer = mesh.color_attributes.new("paint", "FLOAT_COLOR", "POINT")
    layer.data.foreach_set("color", np.c_[colours, np.ones(count)].ravel())
    mesh.materials.append(c.painted())
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.update()
    return body


def _step(low: float, high: float, value: np.ndarray) -> np.ndarray:
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3 - 2 * t)


def _blend(low: np.ndarray, colour: str, share: np.ndarray) -> np.ndarray:
    return low * (1 - share[:, None]) + np.array(linear_from_hex(colour)) * share[:, None]


def islands(sea: str, land: str, shore: str, top: str, seed: int, scale: float = 1.6) -> Paint:
    """Return raised plateaus with a shore band on a smooth sea."""

    def paint(unit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        value = lattice_noise.fractal(unit * scale, 3, seed)
        colours = np.tile(linear_from_hex(sea), (len(unit), 1))
        colours = _blend(colours, shore, _step(0.0, 0.02, value))
        colours = _blend(colours, land, _step(0.06, 0.075, value))
        colours = _blend(colours, top, _step(0.34, 0.355, value))
        height = 0.025 * _step(0.0, 0.05, value) + 0.03 * _step(0.06, 0.12, value)
        return height + 0.05 * _step(0.33, 0.42, value), colours

    return paint


def bands(colours: list[str], seed: int, count: float = 7.0) -> Paint:
    """Return soft clay stripes, each a little ridge."""

    def paint(unit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        wave = unit[:, 2] + 0.07 * lattice_noise.fractal(unit * 2.2, 2, seed)
        phase = (wave * 0.5 + 0.5) * count
        index = np.floor(phase).astype(int) % len(colours)
        table = np.array([linear_from_hex(colour) for colour in colours])
        part = phase - np.floor(phase)
        return 0.018 * np.sin(np.pi * part) ** 0.5, table[index]

    return paint


def craters(base: str, rim: str, floor: str, seed: int, number: int = 26) -> Paint:
    """Return a pitted moon."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((number, 3))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    sizes = rng.uniform(0.1, 0.36, number)

    def paint(unit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        height = 0.03 * lattice_noise.fractal(unit * 2.0, 2, seed)
        colours = np.tile(linear_from_hex(base), (len(unit), 1))
        for centre, size in zip(centres, sizes, strict=True):
            away = np.arccos(np.clip(unit @ centre, -1, 1)) / size
            height += (
                0.2
                * size
                * (np.exp(-((away - 1.0) ** 2) * 22) * 0.5 - 0.5 * (1 - _step(0.5, 1.0, away)))
            )
            colours = _blend(colours, rim, np.exp(-((away - 1.0) ** 2) * 16) * 0.8)
            colours = _blend(colours, floor, 1 - _step(0.72, 0.82, away))
        return height, colours

    return paint


def ringed(radius: float, paint: Paint, hoops: list[tuple[float, float, str]]) -> bpy.types.Object:
    """Return a planet with flat rings given as (radius share, width share, colour)."""
    parts = [globe("ringed", radius, paint)]
    for out, wide, colour in hoops:
        parts.append(c.ring("hoop", radius * out, radius * wide, c.clay(colour, 0.4, 0.3), 0.22))
    return c.group("ringed planet", parts)
