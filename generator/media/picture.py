"""One picture in every size and format that a page needs."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.media.asset import MEDIA_TYPES, Asset, Rendition
from generator.media.cache import Content, Made, Result

if TYPE_CHECKING:
    from PIL import Image

OPERATION = "picture-3"
# What most phones load: 390 CSS pixels at 2 device pixels each.
PHONE_WIDTH = 780
# What the sharpest ones ask for: 3 device pixels each.
SHARP_WIDTH = 1170
# A width this close to the next one saves too little to be worth a file.
_NEAR = 0.9
# Screens that pick the widths above PHONE_WIDTH have 3 device pixels to one: artefacts are small.
_DENSE_REDUCTION = 8
_THREADS = 2


class Role(Struct, frozen=True):
    """What a picture is for, which decides its sizes.

    Attributes:
        widths: Widths in pixels to offer, ascending; none is ever wider than the source.
        sizes: The value of the `sizes` attribute.
        budget: Bytes that a file which phones load may need, by extension.
    """

    widths: tuple[int, ...]
    sizes: str
    budget: dict[str, int]


_BUDGET = {"avif": 42_000, "webp": 60_000, "jpg": 90_000}
ROLES = {
    "hero": Role((390, 640, 780, 1170, 1600), "100vw", _BUDGET),
    "inline": Role((320, 480, 780, 1170), "(min-width: 720px) 680px, 100vw", _BUDGET),
    "thumbnail": Role((96, 160, 240, 320), "160px", _BUDGET),
    "icon": Role((64, 128, 192, 256), "64px", _BUDGET),
}


class SourceSet(Struct, frozen=True):
    """One `<source>` element: one format in several widths, ascending.

    Attributes:
        media_type: For the `type` attribute.
        renditions: Never empty.
        media: For the `media` attribute; empty where the source always applies.
    """

    media_type: str
    renditions: tuple[Rendition, ...]
    media: str = ""

    def srcset(self, url: Callable[[Asset], str]) -> str:
        """Write the `srcset` attribute; `url` turns an asset into a URL for the page at hand."""
        return ", ".join(f"{url(one.asset)} {one.width}w" for one in self.renditions)


class Picture(Struct, frozen=True, dict=True):
    """Everything that a template needs to know about a picture.

    Attributes:
        sources: `<source>` elements, best format first; for an animation, stills for visitors
            who ask for reduced motion come before the moving ones.
        fallback_set: JPEG, PNG or GIF for `<img src>`, in one width, for browsers without WebP.
        width, height: Of the upright original, in pixels.
        color: The commonest colour as `#rrggbb`, to show while loading.
        has_alpha: Some pixels are transparent, so that the ground shows through.
        animated: The picture moves.
        sizes: The value of the `sizes` attribute.
        format: Format of the original, such as "JPEG".
        bytes: Length of the original file.
    """

    sources: tuple[SourceSet, ...]
    fallback_set: SourceSet
    width: int
    height: int
    color: str
    has_alpha: bool
    animated: bool
    sizes: str
    format: str
    bytes: int

    @property
    def fallback(self) -> Rendition:
        """The file for `<img src>`."""
        return self.fallback_set.renditions[0]

    @property
    def preload(self) -> SourceSet:
        """The source that current browsers pick, for `<link rel="preload" as="image">`."""
        return next(source for source in self.sources if not source.media)

    @property
    def ratio(self) -> float:
        """Width divided by height."""
        return self.width / self.height

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """Every file that the page may ask for, each once."""
        sets = (*self.sources, self.fallback_set)
        return tuple(dict.fromkeys(one.asset for source in sets for one in source.renditions))


def plan_widths(wanted: tuple[int, ...], available: int) -> list[int]:
    """Choose the widths to make: ascending, none above `available`, none almost doubled.

    A source that is smaller than the widest wish is offered in its own width too.
    """
    widths = sorted({width for width in wanted if width <= available})
    widest = min(available, max(wanted))
    return [width for width in widths if width < widest * _NEAR] + [widest]


def make_picture(data: bytes, name: str, role: Role) -> Made:
    """Make all files of a picture.

    Raises:
        InputError: media-not-an-image, media-too-large-in-pixels, media-truncated.
    """
    from generator.media import animation, raster

    image = raster.open_picture(data, name)
    frames = raster.frame_count(image)
    still = raster.upright(image, name)
    has_alpha = still.mode == "RGBA"
    widths = plan_widths(role.widths, still.width)
    files: list[tuple[str, bytes]] = []
    sets: list[dict[str, Any]] = []

    def add(made: "list[tuple[str, bytes, tuple[int, int]]]", media: str = "") -> None:
        rows = [[len(files) + index, *size] for index, (_, _, size) in enumerate(made)]
        files.extend((extension, content) for extension, content, _ in made)
        sets.append({"extension": made[0][0], "renditions": rows, "media": media})

    reduced_motion = "(prefers-reduced-motion: reduce)" if frames > 1 else ""
    plain = "png" if has_alpha else "jpg"
    for made in _encode_all(still, ["avif", "webp"], widths, role):
        add(made, reduced_motion)
    if frames == 1:
        # Browsers without WebP are few and old: one width serves them, and keeps the HTML small.
        add(next(_encode_all(still, [plain], [_phone_width(widths)], role)))
    else:
        moving = animation.make_webp(image, name, max(widths))
        add([("webp", moving.data, moving.size)])
        if image.format == "GIF":
            add([("gif", data, image.size)])
        else:
            add(next(_encode_all(still, [plain], [max(widths)], role)))
    facts = {
        "sets": sets,
        "width": still.width,
        "height": still.height,
        "color": raster.dominant_color(still),
        "has_alpha": has_alpha,
        "animated": frames > 1,
        "format": "JPEG" if image.format == "MPO" else image.format,
    }
    return Made(facts, tuple(files))


def _phone_width(widths: list[int]) -> int:
    return max((width for width in widths if width <= PHONE_WIDTH), default=min(widths))


def _encode_all(
    image: "Image.Image", formats: list[str], widths: list[int], role: Role
) -> "Iterator[list[tuple[str, bytes, tuple[int, int]]]]":
    """Encode every width in every format; yields one list a format, in ascending width.

    Pillow's encoders release the interpreter lock, so threads really run beside each other.
    """
    from concurrent.futures import ThreadPoolExecutor

    from generator.media.encode import QUALITY, encode, fit_budget

    scaled = [resize(image, width) for width in widths]
    phone = max((i for i, width in enumerate(widths) if width <= PHONE_WIDTH), default=0)
    sharp = next((i for i, width in enumerate(widths) if width >= SHARP_WIDTH), len(widths) - 1)
    with ThreadPoolExecutor(_THREADS) as pool:
        # The file with a budget comes first: it decides the quality of its format's others.
        first = {
            extension: pool.submit(
                fit_budget, scaled[phone], extension, QUALITY[extension], role.budget[extension]
            )
            for extension in formats
            if extension in QUALITY
        }
        jobs: dict[tuple[str, int], Any] = {}
        for extension in formats:
            quality = first[extension].result()[1] if extension in first else 0
            for i in reversed(range(len(widths))):
                if extension in first and i == phone:
                    continue
                dense = quality - _DENSE_REDUCTION if widths[i] > PHONE_WIDTH else quality
                if extension in first and phone < i <= sharp:
                    budget = role.budget[extension]
                    jobs[extension, i] = pool.submit(_fitted, scaled[i], extension, dense, budget)
                else:
                    jobs[extension, i] = pool.submit(encode, scaled[i], extension, dense)
        for extension in formats:
            made = []
            for i, one in enumerate(scaled):
                done = (
                    first[extension].result()[0]
                    if extension in first and i == phone
                    else jobs[extension, i].result()
                )
                made.append((extension, done, one.size))
            yield made


def _fitted(image: "Image.Image", extension: str, quality: int, budget: int) -> bytes:
    from generator.media.encode import fit_budget

    return fit_budget(image, extension, quality, budget)[0]


def resize(image: "Image.Image", width: int) -> "Image.Image":
    """Scale to `width` pixels, keeping the ratio; Pillow weighs colours by alpha."""
    from PIL import Image

    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def read_picture(result: Result, content: Content, sizes: str) -> Picture:
    """Rebuild a Picture from what `make_picture` left in the cache."""
    sets = []
    for entry in result.facts["sets"]:
        renditions = tuple(
            Rendition(result.files[index].asset(content.stem), width, height)
            for index, width, height in entry["renditions"]
        )
        sets.append(SourceSet(MEDIA_TYPES[entry["extension"]], renditions, entry["media"]))
    facts = result.facts
    return Picture(
        sources=tuple(sets[:-1]),
        fallback_set=sets[-1],
        width=facts["width"],
        height=facts["height"],
        color=facts["color"],
        has_alpha=facts["has_alpha"],
        animated=facts["animated"],
        sizes=sizes,
        format=facts["format"],
        bytes=content.size,
    )
