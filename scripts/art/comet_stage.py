"""Stage of the toy renders: world, lights, stars, camera, and the way from Cycles to a picture."""

from __future__ import annotations

import math
import random
import tempfile
from pathlib import Path

import bpy
import comet_clay as c
import film_grade as grade
import numpy as np
from mathutils import Vector
from PIL import Image


def clear() -> None:
    """Start an empty scene."""
    bpy.ops.wm.read_factory_settings(use_empty=True)


def space(top: str = "#120a3c", middle: str = c.VIOLET, bottom: str = "#4a2496") -> None:
    """Paint deep space behind everything: a window gradient with clouds, plus violet fill light."""
    world = bpy.data.worlds.new("space")
    bpy.context.scene.world = world
    world.use_nodes = True
    nodes, links = world.node_tree.nodes, world.node_tree.links
    place = nodes.new("ShaderNodeTexCoord")
    parts = nodes.new("ShaderNodeSeparateXYZ")
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.interpolation = "EASE"
    ramp.color_ramp.elements[0].color = c.rgba(bottom)
    ramp.color_ramp.elements[1].color = c.rgba(top)
    ramp.color_ramp.elements.new(0.5).color = c.rgba(middle)
    cloud = nodes.new("ShaderNodeTexNoise")
    cloud.inputs["Scale"].default_value = 1.7
    cloud.inputs["Detail"].default_value = 3.0
    cloud.inputs["Distortion"].default_value = 0.8
    sway = nodes.new("ShaderNodeMath")
    sway.operation = "MULTIPLY_ADD"
    sway.inputs[1].default_value = 0.9
    sway.inputs[2].default_value = -0.45
    add = nodes.new("ShaderNodeMath")
    add.operation = "ADD"
    links.new(place.outputs["Window"], parts.inputs[0])
    links.new(place.outputs["Generated"], cloud.inputs["Vector"])
    links.new(cloud.outputs["Fac"], sway.inputs[0])
    links.new(parts.outputs["Y"], add.inputs[0])
    links.new(sway.outputs[0], add.inputs[1])
    links.new(add.outputs[0], ramp.inputs[0])
    seen = nodes["Background"]
    links.new(ramp.outputs[0], seen.inputs["Color"])
    fill = nodes.new("ShaderNodeBackground")
    fill.inputs["Color"].default_value = c.rgba("#a99cff")
    fill.inputs["Strength"].default_value = 0.55
    ray = nodes.new("ShaderNodeLightPath")
    mix = nodes.new("ShaderNodeMixShader")
    links.new(ray.outputs["Is Camera Ray"], mix.inputs[0])
    links.new(fill.outputs[0], mix.inputs[1])
    links.new(seen.outputs[0], mix.inputs[2])
    links.new(mix.outputs[0], nodes["World Output"].inputs[0])


def sun(direction: c.Vector, colour: str, strength: float, soft: float) -> None:
    """Add a far light that shines along ``direction``; ``soft`` is its apparent size in radians."""
    data = bpy.data.lights.new("sun", "SUN")
    data.color = grade.linear_from_hex(colour)
    data.energy = strength
    data.angle = soft
    lamp = bpy.data.objects.new("sun", data)
    bpy.context.scene.collection.objects.link(lamp)
    lamp.rotation_mode = "QUATERNION"
    lamp.rotation_quaternion = Vector(direction).to_track_quat("-Z", "Y")


def lamp(place: c.Vector, colour: str, power: float, size: float) -> None:
    """Add a small round light."""
    data = bpy.data.lights.new("lamp", "POINT")
    data.color = grade.linear_from_hex(colour)
    data.energy = power
    data.shadow_soft_size = size
    light = bpy.data.objects.new("lamp", data)
    light.location = place
    bpy.context.scene.collection.objects.link(light)


def camera(
    place: c.Vector,
    target: c.Vector,
    lens: float,
    size: tuple[int, int],
    roll: float = 0.0,
    focus: float = 0.0,
    aperture: float = 2.8,
) -> bpy.types.Object:
    """Add the camera. ``focus`` is a distance in units, 0 keeps everything sharp."""
    data = bpy.data.cameras.new("camera")
    data.lens = lens
    data.sensor_fit = "VERTICAL" if size[1] > size[0] else "HORIZONTAL"
    data.sensor_height = data.sensor_width = 36.0
    data.clip_end = 500.0
    if focus:
        data.dof.use_dof = True
        data.dof.focus_distance = focus
        data.dof.aperture_fstop = aperture
    eye = bpy.data.objects.new("camera", data)
    eye.location = place
    look = (Vector(target) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    look.rotate_axis("Z", roll)
    eye.rotation_euler = look
    scene = bpy.context.scene
    scene.collection.objects.link(eye)
    scene.camera = eye
    scene.render.resolution_x, scene.render.resolution_y = size
    bpy.context.view_layer.update()
    return eye


def in_view(eye: bpy.types.Object, u: float, v: float, distance: float) -> Vector:
    """Return the point seen at ``u``, ``v`` (-1 to 1, right and up) at a distance."""
    scene = bpy.context.scene
    wide, high = scene.render.resolution_x, scene.render.resolution_y
    half = 18.0 / eye.data.lens
    half_u = half * min(1.0, wide / high)
    half_v = half * min(1.0, high / wide)
    ray = Vector((u * half_u, v * half_v, -1.0)) * distance
    return eye.matrix_world @ ray


def stars(eye: bpy.types.Object, number: int, distance: float, seed: int) -> None:
    """Hang small toy stars far behind the scene."""
    rng = random.Random(seed)
    dot = c.ball("dot", 1.0, c.glow("#cdbcff", 1.3), 2)
    points = [
        c.sparkle("star", 1.0, c.glow(colour, 1.7)) for colour in (c.YELLOW, "#ffffff", "#9fe8ff")
    ]
    scale = distance / eye.data.lens
    for _ in range(number):
        plump = rng.random() < 0.16
        star = (rng.choice(points) if plump else dot).copy()
        bpy.context.scene.collection.objects.link(star)
        star.location = in_view(eye, rng.uniform(-1.1, 1.1), rng.uniform(-1.1, 1.1), distance)
        size = scale * (rng.uniform(0.12, 0.3) if plump else rng.uniform(0.02, 0.06))
        star.scale = (size, size, size)
        star.rotation_euler = eye.rotation_euler
    for original in (dot, *points):
        bpy.data.objects.remove(original)


def three_lights() -> None:
    """Light the toys: warm key from upper left, teal rim from the right, magenta from below."""
    sun((0.55, 0.55, -0.75), "#fff4e0", 4.4, 0.16)
    sun((-0.9, -0.5, 0.12), "#3ff0ff", 1.9, 0.3)
    sun((0.1, 0.4, 0.9), "#ff4fa0", 0.7, 0.5)


def render(samples: int, scale: float = 1.0) -> np.ndarray:
    """Render the scene and return linear light of shape (height, width, 3)."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_percentage = round(100 * scale)
    scene.render.threads_mode = "FIXED"
    scene.render.threads = 2
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = samples
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.05
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.max_bounces = 4
    cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 2
    cycles.transparent_max_bounces = 14
    cycles.sample_clamp_indirect = 6.0
    cycles.seed = 7
    scene.view_settings.view_transform = "Raw"
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_mode = "RGB"
    with tempfile.TemporaryDirectory() as folder:
        scene.render.filepath = str(Path(folder) / "light.exr")
        bpy.ops.render.render(write_still=True)
        image = bpy.data.images.load(scene.render.filepath)
        image.colorspace_settings.name = "Non-Color"
        wide, high = image.size
        flat = np.empty(wide * high * image.channels, dtype=np.float32)
        image.pixels.foreach_get(flat)
    return flat.reshape(high, wide, -1)[::-1, :, :3].astype(np.float64)


def develop(linear: np.ndarray, grain: float = 0.008) -> Image.Image:
    """Turn light into a finished picture: bloom, neutral curve, a touch of vignette and grain."""
    radius = math.sqrt(linear.shape[0] * linear.shape[1]) / 46
    light = grade.bloom(linear, 0.9, 0.34, radius)
    light = grade.vignette(light, 0.22)
    display = grade.encode(np.clip(grade.neutral_curve(light), 0, 1))
    grey = display.mean(axis=2, keepdims=True)
    display = np.clip(grey + (display - grey) * 1.08, 0, 1)
    return grade.picture(grade.grain(display, grain, 1))
