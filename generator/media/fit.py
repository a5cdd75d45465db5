"""Pictures of one exact shape: share images, home-screen icons, favicons."""

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.media import raster
from generator.media.cache import Made
from generator.media.encode import QUALITY, encode, fit_budget

if TYPE_CHECKING:
    from PIL import Image

OPERATION = "fit-1"
# The share of a picture that must survive a cut.
_WORTH_CUTTING = 0.5
# The narrowest that a picture before its blurred copy may get; below, it looks like a stripe.
_POSTER = 4 / 5
_DIMMED = 0.82
# What is still too heavy in its lowest quality gets so much narrower at a time, down to this.
_STEP, _SMALLEST = 0.8, 320


class Shape(Struct, frozen=True):
    """What comes out.

    Attributes:
        width, height: In pixels; all but "contain" come out smaller when the source is.
        extension: "jpg", "png", "webp" or "avif".
        mode: "cover" cuts off what sticks out, "backdrop" does so too unless more than half
            would be lost, and then sets the picture before a blurred copy of itself; "contain"
            shows all and fills the rest, "inside" shows all and leaves the rest out.
        focus: The point to keep in sight when cutting, as fractions of width and height.
        background: The ground for what is transparent or left over, as a CSS hex colour; empty
            for a transparent one.
        margin: With "contain", the share of each side to leave free.
        budget: Bytes that the file may need; 0 for no limit.
    """

    width: int
    height: int
    extension: str = "jpg"
    mode: Literal["cover", "backdrop", "contain", "inside"] = "cover"
    focus: tuple[float, float] = (0.5, 0.5)
    background: str = ""
    margin: float = 0.0
    budget: int = 0


# The size that Facebook, X, LinkedIn and messengers crop least.
SHARE_IMAGE = Shape(1200, 630, "jpg", "backdrop", background="#ffffff", budget=200_000)
# iOS draws transparent parts black, so the icon gets a ground of its own.
TOUCH_ICON = Shape(180, 180, "png", "contain", background="#ffffff", margin=0.08)
FAVICON = Shape(32, 32, "png", "contain")
# For `<video poster>`, which takes one file: the widest that phones show, whatever the ratio. It is
# loaded beside the picture at the top, and seen for the second until the clip plays.
POSTER_FILE = Shape(1170, 1170, "jpg", "inside", background="#000000", budget=19_000)


def make_fit(data: bytes, name: str, shape: Shape) -> Made:
    """Bring a picture into `shape`.

    Raises:
        InputError: media-not-an-image, media-too-large-in-pixels, media-truncated.
    """
    image = raster.upright(raster.open_picture(data, name), name)
    cut = _MODES[shape.mode](image, shape)
    if shape.background or (shape.extension == "jpg" and cut.mode == "RGBA"):
        cut = _on_ground(cut, shape.background or "#ffffff")
    quality = QUALITY.get(shape.extension, 0)
    if shape.budget and quality:
        encoded, _ = fit_budget(cut, shape.extension, quality, shape.budget)
        # Fewer pixels look better than still less of each.
        while shape.mode == "inside" and len(encoded) > shape.budget and cut.width > _SMALLEST:
            cut = _narrower(cut)
            encoded, _ = fit_budget(cut, shape.extension, quality, shape.budget)
    else:
        encoded = encode(cut, shape.extension, quality)
    return Made({"width": cut.width, "height": cut.height}, ((shape.extension, encoded),))


def _narrower(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    size = (round(image.width * _STEP), max(1, round(image.height * _STEP)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _cover(image: "Image.Image", shape: Shape) -> "Image.Image":
    from PIL import Image

    scale = max(shape.width / image.width, shape.height / image.height)
    # A source that is too small is cut to the ratio and stays small rather than blurred.
    enlarged = max(1.0, scale)
    width = max(1, round(shape.width / enlarged))
    height = max(1, round(shape.height / enlarged))
    part_width = min(image.width, shape.width / scale)
    part_height = min(image.height, shape.height / scale)
    left = _start(image.width, part_width, shape.focus[0])
    top = _start(image.height, part_height, shape.focus[1])
    box = (left, top, left + part_width, top + part_height)
    return image.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _start(whole: float, part: float, focus: float) -> float:
    """Where a part that has `focus` in its middle starts, without leaving the picture."""
    return min(max(0.0, focus * whole - part / 2), whole - part)


def _contain(image: "Image.Image", shape: Shape) -> "Image.Image":
    from PIL import Image

    room = 1 - 2 * shape.margin
    scale = min(shape.width * room / image.width, shape.height * room / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0).convert("RGBA")
    canvas = Image.new("RGBA", (shape.width, shape.height), (0, 0, 0, 0))
    canvas.paste(small, ((shape.width - size[0]) // 2, (shape.height - size[1]) // 2))
    return canvas


def _backdrop(image: "Image.Image", shape: Shape) -> "Image.Image":
    from PIL import ImageEnhance, ImageFilter

    wanted, ratio = shape.width / shape.height, image.width / image.height
    covered = _cover(image, shape)
    if min(wanted, ratio) / max(wanted, ratio) >= _WORTH_CUTTING:
        return covered
    blurred = covered.filter(ImageFilter.GaussianBlur(covered.width / 36))
    ground = ImageEnhance.Brightness(blurred).enhance(_DIMMED)
    inset = max(ratio, _POSTER) if ratio < wanted else ratio
    width = min(covered.width, round(covered.height * inset))
    height = min(covered.height, round(covered.width / inset))
    part = _cover(image, replace(shape, width=width, height=height))
    place = ((covered.width - part.width) // 2, (covered.height - part.height) // 2)
    ground.paste(part, place, part if part.mode == "RGBA" else None)
    return ground


def _inside(image: "Image.Image", shape: Shape) -> "Image.Image":
    from PIL import Image

    scale = min(1.0, shape.width / image.width, shape.height / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


_MODES = {"cover": _cover, "backdrop": _backdrop, "contain": _contain, "inside": _inside}


def _on_ground(image: "Image.Image", color: str) -> "Image.Image":
    from PIL import Image

    ground = Image.new("RGBA", image.size, color)
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")
