"""The pictures of Aurora Skin: what stands where, and how it is lit."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aurora_finish import Grade
from aurora_grounds import folds, moonrise, stroke
from aurora_labels import draw_label, draw_mark
from aurora_models import balm_stick, cream_jar, jar_lid, serum_bottle, stick_cap
from aurora_shapes import fillet, ice, point, relief, turn
from aurora_sky import EVENING, sky
from aurora_studio import backdrop, camera, empty_stage, soft_box, sweep, water
from aurora_surfaces import glass, solid


@dataclass(frozen=True)
class Kit:
    """Where a scene finds its typeface and leaves its label masks."""

    font: Path
    scratch: Path

    def label(self, name: str, product: tuple[str, ...], note: str) -> Path:
        lines = [("AURORA", 0.152, 0.046, 0.36)]
        lines += [(word, 0.096, 0.032, 0.605 + 0.10 * i) for i, word in enumerate(product)]
        lines.append((note, 0.05, 0.012, 0.95))
        return draw_label(
            self.scratch / f"{name}.png",
            self.font,
            tuple(lines),
            size=(1500, 1860),
            rules=(0.455,),
            rule_length=0.14,
            mark_at=0.10,
        )

    def mark(self) -> Path:
        return draw_mark(self.scratch / "mark.png")

    def jar_label(self) -> Path:
        lines = (
            ("AURORA", 0.105, 0.034, 0.42),
            ("NIGHT RITUAL", 0.052, 0.018, 0.74),
            ("50 ml", 0.034, 0.008, 0.96),
        )
        return draw_label(
            self.scratch / "night.png",
            self.font,
            lines,
            size=(2300, 1150),
            rules=(0.545,),
            rule_length=0.08,
            mark_at=0.10,
            mark_size=0.075,
        )


def _glow_stage(kit: Kit, *, wide: float = 84.0, left: float = -14.0) -> None:
    """Glow Serum standing in still water under northern lights, `wide` cm of them.

    `left` is where the green light stands: far enough out that the water does not show it.
    """
    empty_stage((0.004, 0.002, 0.010))
    metal = solid("Satin violet", (0.66, 0.58, 0.88), roughness=0.2, metal=1.0)
    rubber = solid("Bulb", (0.60, 0.52, 0.84), roughness=0.4, coat=0.2)
    serum_bottle(
        kit.label("glow", ("GLOW", "SERUM"), "30 ml"),
        metal=metal,
        rubber=rubber,
        glow=0.05,
        colors=((0.98, 0.32, 0.58), (0.56, 0.33, 0.98), (0.34, 0.86, 0.84)),
        ink_glow=1.1,
    )
    water(900, (0.006, 0.003, 0.014), strength=0.35, ring=1.5, reach=5.0)
    lights = sky(round(1400 * wide / 84), 1500, EVENING, stars=0.1, horizon=(0.02, 0.008, 0.05))
    backdrop(lights, (0, 75, -25), wide, 84, 1.25)
    soft_box((left, 6, 8), (0, 0, 5), -0.36 * left, 18, 15.0, color=(0.28, 1.0, 0.70))
    soft_box((14, 6, 8), (0, 0, 5), 5, 18, 17.0, color=(0.78, 0.42, 1.0))
    soft_box((-8, -14, 11), (0, 0, 6), 2.2, 14, 7.0, color=(0.86, 0.84, 1.0))
    soft_box((12, -16, 9), (0, 0, 6), 6, 14, 1.2, color=(0.95, 0.72, 1.0))
    soft_box(
        (0, 9, 3.2), (0, 0, 3.4), 14, 9, 2.6, color=(1.0, 0.8, 0.95), falloff=0.6, mirrored=False
    )


def glow(kit: Kit) -> None:
    """The portrait: bottle low, calm sky above for words."""
    _glow_stage(kit)
    camera((0, -46, 5.4), (0, 0, 7.9), 77, focus=(0, -1.5, 4), stop=1.6)


def card(kit: Kit) -> None:
    """The same bottle on the right of a landscape card; the left is free."""
    _glow_stage(kit, wide=112.0, left=-27.0)
    camera((0, -46, 4.6), (0, 0, 5.0), 122, focus=(0, -1.5, 4), stop=1.6, shift=(-0.42, 0.0))


def night(kit: Kit) -> None:
    """The open Night Ritual jar in front of a full moon, on a stone in still water."""
    empty_stage((0.006, 0.006, 0.022))
    silver = solid("Moon silver", (0.62, 0.63, 0.82), roughness=0.24, metal=1.0)
    bright = solid("Bright silver", (0.85, 0.86, 0.95), roughness=0.12, metal=1.0)
    cup = solid("Indigo cup", (0.17, 0.11, 0.60), roughness=0.3, coat=0.6)
    cream = solid("Cream", (0.90, 0.87, 0.97), roughness=0.32, soft=0.5, coat=0.25)
    jar = cream_jar(
        kit.jar_label(),
        wall=glass("Wall", (0.86, 0.86, 1.0), ior=1.46),
        cup=cup,
        cream=cream,
        ink=(0.9, 0.9, 1.0),
        ink_glow=0.45,
    )
    jar.location = (-1.9, 0, 0.6)
    lid = jar_lid(silver, bright, kit.mark())
    point(lid, (0.45, -0.80, 0.40), (3.7, -1.1, 3.83), 0.0)
    stone = solid("Stone", (0.035, 0.032, 0.075), roughness=0.28, bump=0.25, bump_scale=3.0)
    turn("Stone", fillet([(0, -1, 0), (7.9, -1, 0), (7.9, 0.6, 0.18), (0, 0.6, 0)], 8), stone)
    water(1400, (0.004, 0.004, 0.014), strength=0.9, ring=2.4, reach=9.0, roughness=0.10)
    backdrop(moonrise(1400, 1500, (0.44, 0.652), 0.080), (0, 85, -27), 100, 107, 1.0)
    soft_box((-15, 9, 13), (0, 0, 4), 6, 16, 14.0, color=(0.62, 0.66, 1.0))
    soft_box((15, 8, 12), (0, 0, 4), 6, 16, 11.0, color=(0.66, 0.50, 1.0))
    soft_box((-11, -18, 16), (0, 0, 4), 4, 12, 8.0, color=(0.80, 0.84, 1.0))
    soft_box((3, 3, 24), (0, 0, 4), 16, 12, 4.0, color=(0.72, 0.76, 1.0))
    soft_box((14, -20, 10), (0, 0, 4), 8, 10, 0.8, color=(0.75, 0.62, 1.0))
    camera((0, -56, 13.5), (0.5, 0, 9.2), 74, focus=(-0.5, -3, 4), stop=2.6)


PAPER = (0.83, 0.80, 0.90)


def _daylight(level: float = 1.0) -> None:
    """A bright room: a window on the left, a white reflector, and a breath of aurora colour."""
    soft_box((-26, -8, 27), (0, 0, 3), 9, 10, 78.0 * level, color=(1.0, 0.975, 0.95), falloff=2.5)
    soft_box((22, -20, 14), (0, 0, 4), 18, 22, 1.3 * level, color=(0.93, 0.92, 1.0))
    soft_box((-24, 10, 10), (4, 24, 12), 6, 12, 8.0 * level, color=(0.30, 1.0, 0.74))
    soft_box((24, 8, 12), (-2, 24, 10), 7, 12, 10.0 * level, color=(1.0, 0.36, 0.80))
    soft_box((0, 2, 34), (0, 0, 0), 26, 18, 2.4 * level, color=(0.96, 0.95, 1.0))


def _ice(place: tuple[float, float, float], seed: int, size: float, turned: float) -> None:
    chunk = ice("Ice", seed, size, glass("Ice", (0.93, 0.97, 1.0), ior=1.31, shade=0.95))
    chunk.location = place
    chunk.rotation_euler = (0, 0, math.radians(turned))


def _shell() -> tuple[Any, Any]:
    shell = solid("Soft touch", (0.40, 0.27, 0.80), roughness=0.38, coat=0.15)
    return shell, solid("Pale silver", (0.86, 0.84, 0.94), roughness=0.18, metal=1.0)


def _stick(kit: Kit, rise: float = 1.5) -> Any:
    """A balm stick in the colours of the range."""
    shell, ring = _shell()
    balm = solid(
        "Balm",
        (0.93, 0.93, 0.985),
        roughness=0.30,
        soft=0.55,
        coat=0.3,
        soft_radius=(0.9, 0.95, 1.0),
    )
    label = kit.label("balm", ("POLAR", "BALM"), "15 g")
    return balm_stick(label, shell=shell, ring=ring, balm=balm, ink=(0.98, 0.97, 1.0), rise=rise)


def balm_front(kit: Kit) -> None:
    """Polar Balm as a retail packshot: open stick, cap beside it."""
    empty_stage((0.24, 0.235, 0.29))
    stick, cap = _stick(kit), stick_cap(*_shell())
    stick.location = (-0.9, 0, 0)
    stick.rotation_euler = (0, 0, math.radians(3))
    cap.location = (3.5, -1.2, 1.71)
    cap.rotation_euler = (math.radians(90), 0, math.radians(-38))
    _ice((-3.9, 1.4, 0), 17, 2.3, 24)
    _ice((-3.5, -2.2, 0), 9, 1.5, -15)
    _ice((1.9, 3.6, 0), 14, 3.4, 40)
    _ice((5.3, -3.3, 0), 21, 1.2, 10)
    sweep(PAPER)
    _daylight()
    camera((0.4, -40, 9.0), (0.5, 0, 4.1), 92, focus=(-0.9, -1.6, 4), stop=4.5)


def balm_swatch(kit: Kit) -> None:
    """Polar Balm up close: a thick stroke and the bullet that drew it."""
    empty_stage((0.30, 0.29, 0.36))
    balm = solid(
        "Stroke",
        (0.92, 0.91, 0.985),
        roughness=0.26,
        soft=0.30,
        coat=0.35,
        soft_radius=(0.9, 0.95, 1.0),
    )
    relief("Stroke", 11, 11, stroke(760, 760, 11, 11), balm)
    stick = _stick(kit, rise=1.9)
    point(stick, (-0.66, -0.46, -0.62), (2.9, 2.0, 0.75), 8.0)
    sweep((0.70, 0.66, 0.84), back=90, bend=30)
    soft_box((-16, 9, 7), (0, 0, 0), 12, 8, 17.0, color=(1.0, 0.985, 0.97), falloff=2.0)
    soft_box((14, 12, 8), (0, 0, 0), 8, 8, 4.0, color=(1.0, 0.62, 0.90))
    soft_box((-14, -12, 6), (0, 0, 0), 8, 6, 1.6, color=(0.55, 1.0, 0.86))
    soft_box((2, -4, 26), (0, 0, 0), 18, 14, 2.6, color=(0.96, 0.95, 1.0))
    camera((0.3, -17, 22), (0.35, 0.55, 0.3), 88, focus=(0, -0.4, 0.3), stop=5.0)


def balm_family(kit: Kit) -> None:
    """Polar Balm with Glow Serum and Night Ritual on plinths of paper white."""
    empty_stage((0.24, 0.235, 0.29))
    stick, cap = _stick(kit), stick_cap(*_shell())
    stick.location = (0.4, -4.4, 0)
    cap.location = (4.2, -5.2, 0)
    metal = solid("Satin violet", (0.70, 0.63, 0.92), roughness=0.2, metal=1.0)
    rubber = solid("Bulb", (0.78, 0.72, 0.95), roughness=0.4, coat=0.2)
    bottle = serum_bottle(
        kit.label("glow", ("GLOW", "SERUM"), "30 ml"),
        metal=metal,
        rubber=rubber,
        glow=0.05,
        colors=((0.98, 0.36, 0.60), (0.58, 0.38, 0.98), (0.38, 0.86, 0.84)),
        ink_glow=0.5,
        pearls=90,
    )
    bottle.location = (-4.1, 1.2, 2.2)
    silver = solid("Moon silver", (0.74, 0.74, 0.90), roughness=0.24, metal=1.0)
    bright = solid("Bright silver", (0.9, 0.9, 0.97), roughness=0.12, metal=1.0)
    jar = cream_jar(
        kit.jar_label(),
        wall=glass("Wall", (0.95, 0.95, 1.0), ior=1.46),
        cup=solid("Indigo cup", (0.16, 0.11, 0.52), roughness=0.3, coat=0.6),
        cream=None,
        ink=(0.95, 0.95, 1.0),
        ink_glow=0.2,
    )
    jar.location = (4.6, 2.0, 4.4)
    lid = jar_lid(silver, bright, kit.mark())
    lid.location = (4.6, 2.0, 4.4 + 3.98)
    plinth = solid("Plinth", (0.84, 0.82, 0.92), roughness=0.55)
    low = turn(
        "Low plinth", fillet([(0, 0, 0), (3.9, 0, 0), (3.9, 2.2, 0.08), (0, 2.2, 0)]), plinth
    )
    low.location = (-4.1, 1.2, 0)
    tall = turn(
        "Tall plinth", fillet([(0, 0, 0), (4.6, 0, 0), (4.6, 4.4, 0.08), (0, 4.4, 0)]), plinth
    )
    tall.location = (4.6, 2.0, 0)
    sweep(PAPER, back=30)
    _daylight()
    camera((0.3, -62, 14), (0.2, 0, 6.1), 104, focus=(0.4, -4, 5), stop=4.0)


def texture(kit: Kit) -> None:
    """Cream in long folds, lit like a night sky: green from the left, violet from the right."""
    empty_stage((0.012, 0.008, 0.030))
    cream = solid("Cream", (0.82, 0.76, 0.92), roughness=0.30, soft=0.45, coat=0.4)
    relief("Folds", 32, 30, folds(820, 880, 32, 30), cream)
    soft_box((-17, 6, 7), (0, 0, 0), 10, 8, 11.0, color=(0.22, 1.0, 0.66))
    soft_box((18, 9, 8), (0, 0, 0), 10, 10, 14.0, color=(0.55, 0.26, 1.0))
    soft_box((3, 20, 9), (0, 0, 0), 16, 6, 9.0, color=(1.0, 0.34, 0.70))
    soft_box((-3, -14, 16), (0, 0, 0), 10, 8, 0.7, color=(0.7, 0.7, 1.0))
    camera((1.5, -13, 18), (1.5, 1.6, 0.2), 66, focus=(1.5, 0.5, 0.6), stop=3.2)


@dataclass(frozen=True)
class Shot:
    """A scene, its size in pixels, samples a pixel, the traced share of the size, and its grade.

    Soft light and soft focus enlarge without loss, so few samples and about half the size are
    enough; the denoiser and a little sharpening do the rest.
    """

    build: Callable[[Kit], None]
    size: tuple[int, int]
    samples: int
    scale: float
    grade: Grade


LIGHT = Grade(exposure=1.22, bloom=0.04, white=1.9, contrast=1.06, vignette=0.08, grain=0.8)

SHOTS: dict[str, Shot] = {
    "glow": Shot(
        glow,
        (1260, 2250),
        20,
        0.66,
        Grade(
            exposure=1.55,
            top=0.45,
            bottom=0.7,
            bloom=0.09,
            grain=1.3,
            contrast=1.24,
            saturation=1.10,
        ),
    ),
    "og": Shot(
        card,
        (1200, 630),
        16,
        0.65,
        Grade(exposure=1.6, bloom=0.09, grain=1.2, contrast=1.24, saturation=1.10, bottom=0.75),
    ),
    "night": Shot(
        night,
        (1260, 2250),
        24,
        0.6,
        Grade(
            exposure=1.6, top=0.6, bottom=0.7, bloom=0.10, grain=1.3, contrast=1.24, saturation=1.08
        ),
    ),
    "balm-1": Shot(balm_front, (1600, 2000), 16, 0.5, LIGHT),
    "balm-2": Shot(
        balm_swatch, (1600, 2000), 12, 0.45, replace(LIGHT, exposure=1.5, contrast=1.14)
    ),
    "balm-3": Shot(balm_family, (1600, 2000), 16, 0.52, LIGHT),
    "texture": Shot(
        texture,
        (1600, 1000),
        16,
        0.5,
        Grade(exposure=0.85, bloom=0.08, grain=1.2, contrast=1.34, saturation=1.2),
    ),
}
