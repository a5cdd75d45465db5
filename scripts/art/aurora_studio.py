"""The photographer's kit: stage, soft boxes, backdrop, camera, and one exposure to OpenEXR."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from aurora_shapes import mesh
from aurora_sky import Picture
from aurora_surfaces import Color, Nodes, solid
from mathutils import Vector

Place = tuple[float, float, float]


def empty_stage(world: Color = (0, 0, 0)) -> Any:
    """A scene with nothing in it but an even `world` light."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.world = bpy.data.worlds.new("World")
    scene.world.use_nodes = True
    scene.world.node_tree.nodes["Background"].inputs[0].default_value = (*world, 1)
    return scene


def _aim(thing: Any, target: Place) -> None:
    thing.rotation_euler = (Vector(target) - thing.location).to_track_quat("-Z", "Y").to_euler()


def soft_box(
    at: Place,
    target: Place,
    width: float,
    height: float,
    radiance: float,
    *,
    color: Color = (1, 1, 1),
    falloff: float = 1.5,
    mirrored: bool = True,
) -> Any:
    """A glowing panel, brightest in its middle, whose reflection fades out like a real soft box.

    With `mirrored` off it shines through glass but shows in no mirror and on no water.
    """
    nodes = Nodes("Soft box")
    place = nodes.add("TexCoord")
    split = nodes.add("SeparateXYZ", Vector=place.outputs["UV"])

    def bell(axis: str) -> Any:
        off = nodes.add("Math")
        off.operation = "SUBTRACT"
        nodes.set(off, 0, split.outputs[axis])
        nodes.set(off, 1, 0.5)
        squared = nodes.add("Math")
        squared.operation = "POWER"
        absolute = nodes.add("Math")
        absolute.operation = "ABSOLUTE"
        nodes.set(absolute, 0, off.outputs[0])
        double = nodes.add("Math")
        double.operation = "MULTIPLY"
        nodes.set(double, 0, absolute.outputs[0])
        nodes.set(double, 1, 2.0)
        nodes.set(squared, 0, double.outputs[0])
        nodes.set(squared, 1, falloff * 2)
        rest = nodes.add("Math")
        rest.operation = "SUBTRACT"
        nodes.set(rest, 0, 1.0)
        nodes.set(rest, 1, squared.outputs[0])
        return rest.outputs[0]

    both = nodes.add("Math")
    both.operation = "MULTIPLY"
    nodes.set(both, 0, bell("X"))
    nodes.set(both, 1, bell("Y"))
    power = nodes.add("Math")
    power.operation = "MULTIPLY"
    nodes.set(power, 0, both.outputs[0])
    nodes.set(power, 1, radiance)
    shine = nodes.add("Emission", Color=color, Strength=power.outputs[0])
    w, h = width / 2, height / 2
    panel = mesh(
        "Soft box",
        [(-w, -h, 0), (w, -h, 0), (w, h, 0), (-w, h, 0)],
        [(0, 1, 2, 3)],
        nodes.done(shine.outputs[0]),
        smooth=False,
    )
    _unwrap(panel)
    panel.location = at
    _aim(panel, target)
    panel.visible_camera = False
    panel.visible_glossy = mirrored
    return panel


def _unwrap(panel: Any) -> None:
    layer = panel.data.uv_layers.new(name="panel")
    for loop, uv in zip(layer.data, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        loop.uv = uv


def backdrop(
    picture: Picture,
    at: Place,
    width: float,
    height: float,
    strength: float = 1.0,
    *,
    only_seen: bool = False,
) -> Any:
    """Hang a linear-light picture upright at `at` (its bottom centre), facing the camera (-y)."""
    rows, columns = picture.shape[:2]
    image = bpy.data.images.new("Backdrop", columns, rows, float_buffer=True, is_data=True)
    pixels = np.ones((rows, columns, 4), dtype=np.float32)
    pixels[..., :3] = picture[::-1]
    image.pixels.foreach_set(pixels.ravel())
    image.pack()
    nodes = Nodes("Backdrop")
    texture = nodes.add("TexImage")
    texture.image = image
    texture.extension = "EXTEND"
    shine = nodes.add("Emission", Color=texture.outputs[0], Strength=strength)
    w = width / 2
    panel = mesh(
        "Backdrop",
        [(-w, 0, 0), (w, 0, 0), (w, 0, height), (-w, 0, height)],
        [(0, 1, 2, 3)],
        nodes.done(shine.outputs[0]),
        smooth=False,
    )
    _unwrap(panel)
    panel.location = at
    panel.visible_shadow = False
    if only_seen:
        panel.visible_diffuse = False
    return panel


def camera(
    at: Place,
    target: Place,
    lens: float,
    *,
    focus: Place | None = None,
    stop: float = 0.0,
    shift: tuple[float, float] = (0.0, 0.0),
) -> Any:
    """A 36 mm camera; `stop` is the f-number with centimetres as units (0: all in focus)."""
    data = bpy.data.cameras.new("Camera")
    data.lens = lens
    data.sensor_fit = "VERTICAL"
    data.sensor_height = 36
    data.clip_end = 5000
    data.shift_x, data.shift_y = shift
    thing = bpy.data.objects.new("Camera", data)
    bpy.context.scene.collection.objects.link(thing)
    thing.location = at
    _aim(thing, target)
    if stop > 0:
        data.dof.use_dof = True
        sharp = Vector(focus or target) - Vector(at)
        axis = (Vector(target) - Vector(at)).normalized()
        data.dof.focus_distance = sharp.dot(axis)
        # Blender takes one unit for a metre; here it is a centimetre, so the lens is 100 times
        # longer against the scene and the stop grows by the same factor.
        data.dof.aperture_fstop = stop / 10
        data.dof.aperture_blades = 0
    bpy.context.scene.camera = thing
    return thing


def water(
    size: float,
    material_color: Color,
    *,
    ripples_at: Place = (0, 0, 0),
    strength: float = 0.25,
    ring: float = 1.1,
    reach: float = 9.0,
    roughness: float = 0.03,
) -> Any:
    """Dark still water with a few rings going out from `ripples_at` and a faint swell."""
    nodes = Nodes("Water")
    place = nodes.add("TexCoord")
    off = nodes.add("VectorMath", Vector=place.outputs["Object"])
    off.operation = "SUBTRACT"
    nodes.set(off, 1, ripples_at)
    far = nodes.add("VectorMath")
    far.operation = "LENGTH"
    nodes.set(far, 0, off.outputs[0])
    distance = far.outputs["Value"]

    def math_node(kind: str, a: Any, b: Any = 0.0) -> Any:
        node = nodes.add("Math")
        node.operation = kind
        nodes.set(node, 0, a)
        nodes.set(node, 1, b)
        return node.outputs[0]

    wave = math_node("SINE", math_node("MULTIPLY", distance, 2 * math.pi / ring))
    fade = math_node("POWER", math.e, math_node("MULTIPLY", distance, -1 / reach))
    rings = math_node("MULTIPLY", wave, fade)
    swell = nodes.add("TexNoise", Vector=place.outputs["Object"], Scale=0.22, Detail=2.0)
    height = math_node("ADD", rings, math_node("MULTIPLY", swell.outputs[0], 0.9))
    bump = nodes.add("Bump", Strength=strength, Distance=0.1, Height=height)
    surface = nodes.add(
        "BsdfPrincipled",
        Base_Color=material_color,
        Roughness=roughness,
        Normal=bump.outputs[0],
        IOR=1.6,
    )
    half = size / 2
    return mesh(
        "Water",
        [(-half, -half, 0), (half, -half, 0), (half, half, 0), (-half, half, 0)],
        [(0, 1, 2, 3)],
        nodes.done(surface.outputs[0]),
        smooth=False,
    )


def sweep(
    color: Color,
    *,
    width: float = 160,
    front: float = -60,
    back: float = 26,
    bend: float = 18,
    height: float = 90,
    roughness: float = 0.6,
) -> Any:
    """The endless paper behind a packshot: floor, curve and wall in one sheet."""
    profile: list[tuple[float, float]] = [(front, 0.0), (back - bend, 0.0)]
    for step in range(1, 25):
        angle = math.pi / 2 * step / 24
        profile.append((back - bend + bend * math.sin(angle), bend - bend * math.cos(angle)))
    profile.append((back, height))
    half = width / 2
    vertices = [(x, y, z) for y, z in profile for x in (-half, half)]
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(profile) - 1)]
    return mesh("Sweep", vertices, faces, solid("Paper", color, roughness=roughness))


def expose(
    target: Path,
    width: int,
    height: int,
    samples: int,
    *,
    bounces: int = 14,
    clamp: float = 6.0,
) -> Picture:
    """Render the scene, denoised, to OpenEXR at `target`; return it in linear light."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = samples
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.04
    cycles.adaptive_min_samples = 8
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "ACCURATE"
    cycles.seed = 1
    cycles.max_bounces = bounces
    cycles.transmission_bounces = bounces
    cycles.glossy_bounces = 8
    cycles.diffuse_bounces = 4
    cycles.transparent_max_bounces = 16
    cycles.sample_clamp_indirect = clamp
    cycles.blur_glossy = 0.6
    cycles.caustics_refractive = True
    cycles.caustics_reflective = False
    scene.render.resolution_x, scene.render.resolution_y = width, height
    scene.render.resolution_percentage = 100
    scene.render.threads_mode = "FIXED"
    scene.render.threads = os.cpu_count() or 2
    scene.view_settings.view_transform = "Raw"
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "32"
    scene.render.filepath = str(target)
    bpy.ops.render.render(write_still=True)
    return read_exposure(target)


def read_exposure(target: Path) -> Picture:
    image = bpy.data.images.load(str(target), check_existing=False)
    width, height = image.size
    pixels = np.empty(width * height * 4, dtype=np.float32)
    image.pixels.foreach_get(pixels)
    return np.ascontiguousarray(pixels.reshape(height, width, 4)[::-1, :, :3])
