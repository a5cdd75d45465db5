"""QR codes made at build time, as compact SVG: a file of its own, or text to stand in HTML."""

from html import escape

from generator.errors import InputError
from generator.media.cache import Made

OPERATION = "qr-1"
# The quiet zone that ISO/IEC 18004 asks for, in modules.
_QUIET = 4


def qr_svg(text: str, *, label: str = "", dark: str = "#000", light: str = "#fff") -> str:
    """Draw `text` (usually a URL) as a QR code.

    Error correction is level M (15 %), raised where that costs no larger symbol. The light ground
    and its quiet zone are part of the drawing, so the code can be scanned on dark pages too.

    Args:
        text: What a scanner shall read.
        label: The accessible name; without one the drawing is hidden from assistive technology.
        dark: CSS colour of the modules; enough contrast is the caller's duty.
        light: CSS colour of the ground.

    Raises:
        InputError: qr-too-long when no QR code can hold the text; qr-empty.
    """
    import segno

    if not text:
        raise InputError(
            "qr-empty", "A QR code needs a text, and this one is empty.", "Give it a link."
        )
    try:
        code = segno.make(text, error="m", micro=False, boost_error=True)
    except segno.DataOverflowError:
        raise InputError(
            "qr-too-long",
            f"A QR code cannot hold a text of {len(text.encode()):,} bytes.",
            "Shorten the link; below 300 characters a phone reads it without effort.",
        ) from None
    rows = [list(row) for row in code.matrix]
    side = len(rows) + 2 * _QUIET
    name = f'role="img" aria-label={_quoted(label)}' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" {name} '
        f'shape-rendering="crispEdges"><path fill={_quoted(light)} d="M0 0h{side}v{side}H0z"/>'
        f'<path stroke={_quoted(dark)} d="{_path(rows)}"/></svg>'
    )


def make_qr(text: str) -> Made:
    """Draw `text` into a file.

    Raises:
        InputError: as `qr_svg`.
    """
    return Made({}, (("svg", qr_svg(text).encode()),))


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'


def _path(rows: list[list[int]]) -> str:
    """Draw each run of dark modules as one horizontal stroke, moving relative to the last."""
    parts, at_x, at_y = [], 0.0, 0.0
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = x
            while end < len(row) and row[end]:
                end += 1
            left, middle = x + _QUIET, y + _QUIET + 0.5
            parts.append(f"m{left - at_x:g} {middle - at_y:g}h{end - x}")
            at_x, at_y, x = left + end - x, middle, end
    return "M" + "".join(parts)[1:].replace(" -", "-")
