"""The specifications of TikTok One's Webpage Anchors (the anchor article, steps 2A to 2C)."""

from collections.abc import Iterator

from generator.build.plan import PlannedPage
from generator.check.characters import count_characters, count_columns
from generator.check.findings import Found
from generator.media import MediaStore, Picture, Video
from generator.media import kind_of as media_kind
from generator.site import RemoteFile
from generator.site.page_types import Ecommerce, Entertainment

MOST_CHARACTERS = 20
IMAGE_BYTES = 2_000_000
VIDEO_BYTES = 50_000_000
IMAGE_RATIO = (210, 375)
VIDEO_RATIO = (375, 210)
_TOLERANCE = 0.02
_IMAGE_FORMATS = ("JPEG", "PNG", "GIF")
_VIDEO_CONTAINERS = ("mp4", "mov")


def texts(page: PlannedPage, store: MediaStore) -> Iterator[Found]:
    """Title and description have at most 20 characters each."""
    anchor = page.source.page.anchor
    for key in ("title", "description"):
        text = getattr(anchor, key) if anchor else None
        if not text:
            continue
        path = ("anchor", key)
        count = count_characters(text)
        if count > MOST_CHARACTERS:
            yield Found(
                "error",
                path,
                "anchor-text-long",
                f"The anchor's {key} has {count} characters, and TikTok One takes at most "
                f"{MOST_CHARACTERS}.",
                f"Shorten it by {count - MOST_CHARACTERS}.",
            )
        elif count_columns(text) > MOST_CHARACTERS:
            yield Found(
                "warning",
                path,
                "anchor-text-wide",
                f"The anchor's {key} has {count} characters, but {count_columns(text)} where wide "
                "ones count twice, as in other TikTok forms.",
                "Try it in the form early, or shorten it.",
            )


def background(page: PlannedPage, store: MediaStore) -> Iterator[Found]:
    """The background is a JPEG, PNG or GIF below 2 MB, 210 by 375."""
    shown = page.source.page
    if not isinstance(shown, (Ecommerce, Entertainment)):
        return
    file = shown.background.src
    if isinstance(file, RemoteFile):
        return
    path = ("background", "src")
    if media_kind(file.path) != "picture":
        yield _image_format(path, file.path.suffix.lstrip(".").upper() or "unknown")
        return
    picture: Picture = store.picture(file.path, role="hero")
    if picture.format not in _IMAGE_FORMATS:
        yield _image_format(path, picture.format)
    if picture.bytes >= IMAGE_BYTES:
        yield Found(
            "error",
            path,
            "anchor-image-large",
            f"The background has {picture.bytes / 1e6:.1f} MB; TikTok One takes less than 2 MB.",
            "Save it as JPEG with a lower quality; 1260 by 2250 pixels are enough.",
        )
    yield from _ratio(path, "background", picture.width, picture.height, IMAGE_RATIO)


def clip(page: PlannedPage, store: MediaStore) -> Iterator[Found]:
    """The clip is an MP4 or MOV below 50 MB, 375 by 210, in a form that phones play."""
    shown = page.source.page
    file = getattr(shown, "video", None)
    if file is None:
        return
    poster = getattr(shown, "poster", None)
    video: Video = store.video(file.path, poster=poster.path if poster else None)
    path = ("video",)
    for note in video.notes:
        yield Found("warning", path, note.code, note.message, note.hint)
    if not isinstance(shown, Entertainment):
        return
    if video.container not in _VIDEO_CONTAINERS:
        yield Found(
            "error",
            path,
            "anchor-video-format",
            f"The clip is a {video.container} file, and TikTok One takes MP4 and MOV.",
            "Export it as MP4 with H.264.",
        )
    if video.bytes >= VIDEO_BYTES:
        yield Found(
            "error",
            path,
            "anchor-video-large",
            f"The clip has {video.bytes / 1e6:.1f} MB, and TikTok One takes less than 50 MB.",
            "Export it with a lower bit rate; a preview needs no more than a few MB.",
        )
    yield from _ratio(path, "clip", video.width, video.height, VIDEO_RATIO)


def _image_format(path: tuple[str, ...], found: str) -> Found:
    return Found(
        "error",
        path,
        "anchor-image-format",
        f"The background is a {found} file, and TikTok One takes JPEG, PNG and GIF.",
        "Save it as JPEG.",
    )


def _ratio(
    path: tuple[str, ...], what: str, width: int, height: int, wanted: tuple[int, int]
) -> Iterator[Found]:
    ratio, ideal = width / height, wanted[0] / wanted[1]
    if abs(ratio / ideal - 1) > _TOLERANCE:
        fitting = round(width / ideal)
        yield Found(
            "warning",
            path,
            "anchor-ratio",
            f"The {what} is {width} by {height}; TikTok One asks for {wanted[0]} to {wanted[1]}, "
            "and crops what is not.",
            f"Crop it yourself: {width} pixels wide it should be {fitting} high.",
        )


RULES = (texts, background, clip)
