"""Pictures and codes that stand in the sheet itself, so that one file is all there is."""

import base64
from pathlib import Path

from generator.errors import InputError
from generator.media import MediaStore, Shape, qr_svg


def inlined(path: Path, store: MediaStore, size: tuple[int, int]) -> str:
    """A small copy of a picture as a data: address; empty where the picture cannot be used."""
    width, height = size
    try:
        made = store.fit(path, Shape(width * 2, height * 2))
    except InputError:
        return ""
    data = base64.b64encode(made.asset.path.read_bytes()).decode()
    return f"data:{made.asset.media_type};base64,{data}"


def code(url: str, label: str) -> str:
    """A QR code as SVG; empty where the address is too long for one."""
    try:
        return qr_svg(url, label=label)
    except InputError:
        return ""
