"""The brand's own signs: wordmark, mark, icons. Letters become outlines, so no font is needed."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


Outline = list[tuple[float, float]]

WAVES = (-0.225, -0.035, 0.155)
"""Where the waves part the disc, as fractions of its width from the middle."""

GAP = 0.022


def _wave(y: float) -> float:
    return 0.15 * math.sin(2 * math.pi * (0.80 * y + 0.06))


def _slope(y: float) -> float:
    return 0.15 * 2 * math.pi * 0.80 * math.cos(2 * math.pi * (0.80 * y + 0.06))


def mark_outlines(*, steps: int = 160) -> list[Outline]:
    """The mark in a unit square, y down: a disc of sky in which curtains of light wave.

    Four bands of the disc, parted by three waves that swing together, as polygons.
    """
    edges = (-9.0, *WAVES, 9.0)
    bands = []
    for low, high in pairwise(edges):
        left, right = [], []
        for step in range(steps + 1):
            y = (1 - math.cos(math.pi * step / steps)) / 2
            half = math.sqrt(max(0.0, 0.25 - (y - 0.5) ** 2))
            a = max(-half, _wave(y) + low + GAP)
            b = min(half, _wave(y) + high - GAP)
            if b > a:
                left.append((0.5 + a, y))
                right.append((0.5 + b, y))
        bands.append(left + right[::-1])
    return bands


def _crossing(offset: float, outside: float) -> float:
    """Where the wave at `offset` leaves the disc: a height between the middle and `outside`."""
    inside = 0.5
    for _ in range(50):
        y = (inside + outside) / 2
        if (_wave(y) + offset) ** 2 + (y - 0.5) ** 2 < 0.25:
            inside = y
        else:
            outside = y
    return inside


def mark_path(left: float, top: float, size: float) -> str:
    """The same mark as one SVG path of arcs and cubics, short enough to inline in a page."""

    def at(x: float, y: float) -> str:
        return f"{_number(left + x * size)} {_number(top + y * size)}"

    def run(offset: float, start: float, end: float, pieces: int = 4) -> str:
        out = ""
        step = (end - start) / pieces
        for piece in range(pieces):
            y0, y1 = start + piece * step, start + (piece + 1) * step
            x0, x1 = 0.5 + offset + _wave(y0), 0.5 + offset + _wave(y1)
            out += "C" + " ".join(
                (
                    at(x0 + _slope(y0) * step / 3, y0 + step / 3),
                    at(x1 - _slope(y1) * step / 3, y1 - step / 3),
                    at(x1, y1),
                )
            )
        return out

    radius = _number(size / 2)
    path = ""
    edges: tuple[float | None, ...] = (None, *WAVES, None)
    for low, high in pairwise(edges):
        if low is not None:
            a = low + GAP
            a_top, a_low = _crossing(a, 0.0), _crossing(a, 1.0)
            path += f"M{at(0.5 + a + _wave(a_top), a_top)}" + run(a, a_top, a_low)
        if high is not None:
            b = high - GAP
            b_top, b_low = _crossing(b, 0.0), _crossing(b, 1.0)
            foot = at(0.5 + b + _wave(b_low), b_low)
            path += f"M{foot}" if low is None else f"A{radius} {radius} 0 0 0 {foot}"
            path += run(b, b_low, b_top)
        begin = (
            at(0.5 + b + _wave(b_low), b_low) if low is None else at(0.5 + a + _wave(a_top), a_top)
        )
        path += f"A{radius} {radius} 0 0 0 {begin}Z"
    return path


def text_path(
    font: TTFont, text: str, size: float, left: float, baseline: float, spacing: float
) -> tuple[str, float]:
    """Outlines of `text`; returns the path and where the last letter ends.

    `size` is the em in user units; `spacing` is added between letters, in user units.
    """
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = size / font["head"].unitsPerEm
    parts, x = [], left
    for index, letter in enumerate(text):
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs, ntos=_number)
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, baseline)))
        parts.append(pen.getCommands())
        x += glyph.width * scale + (spacing if index < len(text) - 1 else 0)
    return "".join(parts), x


def logo(font_file: Path) -> str:
    """The wordmark in `currentColor`: mark, AURORA and a lighter SKIN, 48 units tall."""
    font = TTFont(font_file)
    disc = mark_path(1, 7, 35)
    name, end = text_path(font, "AURORA", 30, 48, 35, 4.6)
    kind, end = text_path(font, "SKIN", 30, end + 15, 35, 4.6)
    width = round(end + 4)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 48" width="{width}" '
        'height="48" fill="currentColor" role="img" aria-label="Aurora Skin">'
        f'<path d="{disc}"/><path d="{name}"/><path opacity=".72" d="{kind}"/></svg>\n'
    )


def icon(*, rounded: bool = True) -> str:
    """The app and browser icon: the mark in the colours of the lights on the brand's ink."""
    corner = 116 if rounded else 0
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" '
        'role="img" aria-label="Aurora Skin"><defs>'
        '<linearGradient id="a" x1="0" y1="1" x2=".35" y2="0"><stop stop-color="#1c1038"/>'
        '<stop offset=".55" stop-color="#2c1466"/><stop offset="1" stop-color="#15101f"/>'
        "</linearGradient>"
        '<linearGradient id="b" x1="110" y1="400" x2="400" y2="110" '
        'gradientUnits="userSpaceOnUse"><stop stop-color="#5dffc0"/>'
        '<stop offset=".45" stop-color="#a78bff"/><stop offset="1" stop-color="#ff8fd0"/>'
        "</linearGradient>"
        '<radialGradient id="c" cx=".5" cy=".86" r=".62"><stop stop-color="#6b3df5" '
        'stop-opacity=".95"/><stop offset="1" stop-color="#6b3df5" stop-opacity="0"/>'
        "</radialGradient></defs>"
        f'<rect width="512" height="512" rx="{corner}" fill="url(#a)"/>'
        f'<rect width="512" height="512" rx="{corner}" fill="url(#c)"/>'
        f'<path fill="url(#b)" d="{mark_path(96, 96, 320)}"/></svg>\n'
    )
