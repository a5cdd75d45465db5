"""Opening pictures: whatever an author hands in becomes upright 8-bit sRGB, or a clear error.

Colours are converted to sRGB rather than kept in a wide gamut such as Display P3. Every target
format then needs no embedded profile (0.5 to 3 KB a file), all in-app browsers show the same
colours whether or not they manage colour, and placeholders and CSS colours match the picture.
What is lost is saturation that only some screens can show.
"""

import io
import re
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from generator.errors import InputError

if TYPE_CHECKING:
    from PIL import Image

# Phones take pictures of 108 megapixels; one decoded copy of such a picture needs 0.4 GB.
MAX_PIXELS = 120_000_000
# WebP's own limit for a side; no other target format has a lower one.
MAX_SIDE = 16_383
# All frames of an animation together.
MAX_ANIMATION_PIXELS = 400_000_000

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
_SIGNATURE = re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftypavi[fs]", re.DOTALL)
_READABLE = "JPEG, PNG, WebP, AVIF, GIF, TIFF and BMP files"


def open_picture(data: bytes, name: str) -> "Image.Image":
    """Open a picture without decoding its pixels yet.

    Args:
        data: The whole file.
        name: The file's name, for messages.

    Raises:
        InputError: media-not-an-image, media-too-large-in-pixels.
    """
    from PIL import Image, UnidentifiedImageError

    _load_plugins()
    try:
        with warnings.catch_warnings():
            # Pillow warns below its limit of 179 megapixels; ours, checked next, is stricter.
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _too_large(name, "more than 179 million pixels") from None
    except UnidentifiedImageError:
        # The right beginning with nothing sensible behind it is a picture that broke off.
        refusal = truncated(name) if _SIGNATURE.match(data) else _not_an_image(data, name)
        raise refusal from None
    except Exception as error:  # whatever a decoder stumbles over in a damaged file
        raise truncated(name) from error
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise _too_large(name, f"{width} x {height} pixels")
    frames = frame_count(image)
    if frames > 1 and frames * width * height > MAX_ANIMATION_PIXELS:
        raise _too_large(name, f"{frames} frames of {width} x {height} pixels")
    return image


def _load_plugins() -> None:
    """Register the formats that Pillow does not load by itself when formats are named.

    All of its other plugins, old and rarely fuzzed ones among them, stay out of reach.
    """
    from PIL import AvifImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401


def frame_count(image: "Image.Image") -> int:
    """Count the frames of an animation; 1 for a still, also for several pictures in one file."""
    if image.format not in ("GIF", "WEBP", "PNG", "AVIF"):
        return 1
    try:
        count = int(getattr(image, "n_frames", 1))
    except Exception:  # as in open_picture; decoding the first frame will tell
        return 1
    # An animated PNG may carry a default picture that is not part of its animation.
    return count if getattr(image, "is_animated", False) else 1


def upright(image: "Image.Image", name: str) -> "Image.Image":
    """Decode the current frame into mode RGB or RGBA: turned upright, 8 bits a channel, sRGB.

    RGBA is returned only when some pixel is not opaque. Metadata is left behind.

    Raises:
        InputError: media-truncated.
    """
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # damaged metadata is no reason to refuse a picture
            image.load()
            turned = image
            with suppress(Exception):  # an EXIF block that cannot be read turns nothing
                turned = ImageOps.exif_transpose(image)
            plain = _to_srgb(turned, image.info.get("icc_profile"))
    except Exception as error:  # as in open_picture
        raise truncated(name) from error
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info = {}
    return plain


def _to_srgb(image: "Image.Image", profile: Any) -> "Image.Image":
    if image.mode.startswith("I") or image.mode == "F":
        image = _to_8_bits(image)
    if image.mode in ("P", "PA", "1") or (image.mode == "L" and "transparency" in image.info):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    opaque = image
    if image.has_transparency_data:
        full = image.convert("RGBA")
        alpha = full.getchannel("A")
        opaque = full.convert("RGB") if image.mode != "LA" else image.convert("L")
    converted = _apply_profile(opaque, profile) if isinstance(profile, bytes) else None
    result = converted or opaque.convert("RGB")
    if alpha is not None:
        result.putalpha(alpha)
    return result


def _to_8_bits(image: "Image.Image") -> "Image.Image":
    """Scale 16-bit grey (Pillow would clip it) and anything wider to 8-bit grey."""
    if image.mode == "F":
        low, high = image.getextrema()
        span = (float(high) - float(low)) or 1.0  # type: ignore[arg-type]
        scale, offset = 255.0 / span, -float(low) * 255.0 / span  # type: ignore[arg-type]
        return image.point(lambda value: value * scale + offset).convert("L")
    return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")


def _apply_profile(image: "Image.Image", profile: bytes) -> "Image.Image | None":
    """Convert by an embedded profile; None when the profile is broken or does not fit."""
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def dominant_color(image: "Image.Image") -> str:
    """Name the commonest colour of the opaque pixels as `#rrggbb`, for use while loading."""
    from PIL import Image

    small = image.copy()
    small.thumbnail((64, 64), Image.Resampling.BOX)
    if small.mode == "RGBA":
        data = small.tobytes()
        seen = b"".join(data[i : i + 3] for i in range(0, len(data), 4) if data[i + 3] >= 128)
        if not seen:
            return "#ffffff"
        small = Image.frombytes("RGB", (len(seen) // 3, 1), seen)
    reduced = small.quantize(6, method=Image.Quantize.MEDIANCUT)
    counts: Any = reduced.getcolors()
    commonest = max(counts, key=lambda entry: (entry[0], -entry[1]))[1]
    palette = reduced.getpalette() or [0, 0, 0]
    red, green, blue = palette[3 * commonest : 3 * commonest + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _too_large(name: str, extent: str) -> InputError:
    return InputError(
        "media-too-large-in-pixels",
        f"The picture {name} has {extent}, more than can be worked on safely.",
        f"Save it with at most {MAX_SIDE:,} pixels a side and {MAX_PIXELS // 1_000_000} million "
        "pixels in all; 2,400 pixels a side are enough for a landing page.",
    )


def truncated(name: str) -> InputError:
    """The error for a picture whose data cannot be decoded to its end."""
    return InputError(
        "media-truncated",
        f"The picture {name} is incomplete or damaged: its data ends or breaks off early.",
        "The copy or download probably broke off; export or copy it again.",
    )


def _not_an_image(data: bytes, name: str) -> InputError:
    kind = data[4:12]
    if kind[:4] == b"ftyp" and kind[4:] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        hint = "It is an HEIC photo, which browsers cannot show; export it as JPEG."
    elif kind[:4] == b"ftyp":
        hint = "It is a video; use it as `video`, or export one frame of it as JPEG."
    elif b"<svg" in data[:4096].lower():
        hint = "It is an SVG drawing; use it where a logo or icon is asked for, or export a PNG."
    elif data[:4] == b"8BPS":
        hint = "It is a Photoshop document; export it as JPEG or PNG."
    elif data[:5] == b"%PDF-":
        hint = "It is a PDF; export the page you want as PNG."
    else:
        hint = f"Export it again as JPEG or PNG; Landfast reads {_READABLE}."
    return InputError(
        "media-not-an-image",
        f"The file {name} is not a picture that Landfast can read.",
        hint,
    )
