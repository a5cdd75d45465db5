"""Materials for Blender: metal, soft plastic, cream, glass, glowing serum and printing ink."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

Color = tuple[float, float, float]
"""Red, green and blue in linear light, 0..1."""


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
    name: str,
    color: Color,
    *,
    roughness: float = 0.4,
    metal: float = 0.0,
    coat: float = 0.0,
    soft: float = 0.0,
    soft_radius: Color = (1.0, 0.8, 0.9),
    glow: float = 0.0,
    bump: float = 0.0,
    bump_scale: float = 60.0,
) -> Any:
    """Metal, plastic, rubber, cream: `soft` is subsurface in cm, `bump` a fine grain."""
    nodes = Nodes(name)
    shader = nodes.add(
        "BsdfPrincipled",
        Base_Color=color,
        Roughness=roughness,
        Metallic=metal,
        Coat_Weight=coat,
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
    name: str,
    color: Color = (1, 1, 1),
    *,
    ior: float = 1.5,
    roughness: float = 0.0,
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


def ink(name: str, picture: Path, color: Color, glow: float, metal: float) -> Any:
    """Ink where the mask is white, nothing where it is black."""
    nodes = Nodes(name)
    image = nodes.add("TexImage")
    image.image = bpy.data.images.load(str(picture), check_existing=True)
    image.image.colorspace_settings.name = "Non-Color"
    image.extension = "CLIP"
    print_ = nodes.add(
        "BsdfPrincipled",
        Base_Color=color,
        Roughness=0.25,
        Metallic=metal,
        Emission_Color=color,
        Emission_Strength=glow,
    )
    bare = nodes.add("BsdfTransparent")
    mix = nodes.add("MixShader", Fac=image.outputs["Color"])
    nodes.tree.links.new(bare.outputs[0], mix.inputs[1])
    nodes.tree.links.new(print_.outputs[0], mix.inputs[2])
    return nodes.done(mix.outputs[0])
