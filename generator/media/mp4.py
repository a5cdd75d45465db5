"""The outermost boxes of an MP4 or MOV file, which tell what a decoder would find out too late.

After ISO/IEC 14496-12, section 4.2: a box starts with its length (32 bits, big-endian; 1 means
that 64 bits follow the type, 0 means "to the end of the file") and four letters for its type.
"""

import struct
from pathlib import Path

from msgspec import Struct

_KNOWN = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid"})


class Boxes(Struct, frozen=True):
    """What the outermost boxes say.

    Attributes:
        brand: The major brand, such as "isom" or "qt  "; empty in old MOV files.
        has_index: There is a `moov` box, without which nothing can be played.
        index_first: The index stands before the data, so that playing starts during the download.
        breaks_off: The file is shorter than its boxes say.
    """

    brand: str
    has_index: bool
    index_first: bool
    breaks_off: bool


def read_boxes(path: Path) -> Boxes | None:
    """Read the outermost boxes of a file; None when it is no MP4 or MOV file."""
    brand, order, breaks_off = "", [], False
    size = path.stat().st_size
    with path.open("rb") as file:
        position = 0
        while position + 8 <= size:
            file.seek(position)
            length, kind = struct.unpack(">I4s", file.read(8))
            header = 8
            if position == 0 and kind not in _KNOWN:
                return None
            if length == 1:
                wide = file.read(8)
                length, header = (struct.unpack(">Q", wide)[0], 16) if len(wide) == 8 else (0, 8)
            elif length == 0:
                length = size - position
            if kind == b"ftyp":
                brand = file.read(4).decode("latin-1")
            if length < header or position + length > size:
                breaks_off = True
            order.append(kind)
            if length < header:
                break
            position += length
    has_index = b"moov" in order
    data = order.index(b"mdat") if b"mdat" in order else len(order)
    return Boxes(brand, has_index, has_index and order.index(b"moov") < data, breaks_off)
