"""Text as outlined paths, so that a wordmark looks the same on a machine without the font."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont


@dataclass(frozen=True)
class Line:
    """One outlined line: SVG path data, and its box in the same units, y downwards."""

    path: str
    left: float
    top: float
    right: float
    bottom: float


def outline(
    text: str, font: Path, size: float, tracking: float = 0.0, kern: dict[str, float] | None = None
) -> Line:
    """Return ``text`` set in ``font`` at ``size`` with its baseline at y = 0.

    ``tracking`` and the pair corrections in ``kern`` are shares of the size.
    """
    face = TTFont(font)
    glyphs, names = face.getGlyphSet(), face.getBestCmap()
    scale = size / face["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}".rstrip("0").rstrip("."))
    x, box = 0.0, [1e9, 1e9, -1e9, -1e9]
    for place, letter in enumerate(text):
        name = names[ord(letter)]
        move = (scale, 0, 0, -scale, x, 0)
        glyphs[name].draw(TransformPen(pen, move))
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(TransformPen(bounds, move))
        if bounds.bounds:
            box = [
                min(box[0], bounds.bounds[0]),
                min(box[1], bounds.bounds[1]),
                max(box[2], bounds.bounds[2]),
                max(box[3], bounds.bounds[3]),
            ]
        x += glyphs[name].width * scale + tracking * size
        x += (kern or {}).get(text[place : place + 2], 0.0) * size
    return Line(pen.getCommands(), *box)
