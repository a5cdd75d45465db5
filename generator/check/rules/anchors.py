"""Anchors: what TikTok One's form for Webpage Anchors takes."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from generator.check.characters import count_characters, count_columns
from generator.check.page import CheckedPage
from generator.check.rule import Found, Source, rule
from generator.check.sources import ANCHORS
from generator.media import Picture, Video
from generator.media import kind_of as media_kind
from generator.site import RemoteFile
from generator.site.page_types.ecommerce import Ecommerce
from generator.site.page_types.entertainment import Entertainment
from generator.site.page_types.product import Product

MOST_CHARACTERS = 20
IMAGE_BYTES = 2_000_000
VIDEO_BYTES = 50_000_000
IMAGE_RATIO = (210, 375)
VIDEO_RATIO = (375, 210)
_TOLERANCE = 0.02
_IMAGE_FORMATS = ("JPEG", "PNG", "GIF")
_VIDEO_CONTAINERS = ("mp4", "mov")
_TRACKERS = (
    "onelink.me",
    "appsflyer.com",
    "adjust.com",
    "adj.st",
    "app.link",
    "branch.io",
    "kochava.com",
    "singular.net",
    "sng.link",
)
_TRACKING_KEYS = ("pid", "ttclid", "gclid", "fbclid", "clickid", "af_siteid", "af_sub1")
SHOP_COUNTRIES = frozenset(
    ["BR", "DE", "ES", "FR", "GB", "ID", "IE", "IT", "JP", "MX", "MY", "PH", "SG", "TH", "US", "VN"]
)
"""Where TikTok Shop is known to be live; the list grows."""


@rule(
    "anchor-text-long",
    "error",
    "A title or description is too long",
    why="The form takes at most 20 characters for the title and for the description of an anchor. "
    "They are counted as people see them: an accented letter or a joined emoji is one.",
    fix="Shorten it.",
    source=ANCHORS,
)
def text_long(page: CheckedPage) -> Iterator[Found]:
    """Title and description have at most 20 characters each."""
    for key, text in _texts(page):
        count = count_characters(text)
        if count > MOST_CHARACTERS:
            yield Found(
                ("anchor", key),
                f"The anchor's {key} has {count} characters, and TikTok One takes at most "
                f"{MOST_CHARACTERS}.",
                f"Shorten it by {count - MOST_CHARACTERS}.",
            )


@rule(
    "anchor-text-wide",
    "warning",
    "A title or description may be too long",
    why="It has at most 20 characters, but more where the wide letters of East Asian scripts and "
    "emoji count twice. Other forms of TikTok count so; whether this one does is not known.",
    fix="Try it in the form early, or shorten it.",
    source=Source("assumed", "How TikTok's other forms count"),
)
def text_wide(page: CheckedPage) -> Iterator[Found]:
    """Nor more than 20 where wide characters are two."""
    for key, text in _texts(page):
        count, columns = count_characters(text), count_columns(text)
        if count <= MOST_CHARACTERS < columns:
            yield Found(
                ("anchor", key),
                f"The anchor's {key} has {count} characters, but {columns} where wide ones count "
                "twice, as in other TikTok forms.",
            )


@rule(
    "anchor-incomplete",
    "note",
    "The form asks for more than the page says",
    why="`landfast handoff` writes down what goes into the form; what is missing in the page has "
    "to be made up while the form is open.",
    fix="Add it under `anchor:`.",
    source=ANCHORS,
)
def incomplete(page: CheckedPage) -> Iterator[Found]:
    """An anchor has everything that its form asks for; its thumbnail can be used."""
    anchor = page.page.anchor
    if anchor is None:
        return
    if anchor.thumbnail is not None:
        page.store.picture(anchor.thumbnail.path, role="thumbnail")
    asked = ["name", "thumbnail"]
    if isinstance(page.page, (Ecommerce, Entertainment)):
        asked += ["title", "description"]
    missing = [key for key in asked if getattr(anchor, key) is None]
    if missing:
        yield Found(
            ("anchor",),
            f"TikTok One's form will also ask for the anchor's {' and '.join(missing)}.",
        )


@rule(
    "anchor-country",
    "warning",
    "The anchor shows in another country than the page is for",
    why="An anchor shows in one country only, which must be the campaign's. A page whose currency, "
    "language and company details are meant for another country does not fit it.",
    fix="Give the page the anchor's country, or make a copy of the page for that country.",
    source=ANCHORS,
)
def country(page: CheckedPage) -> Iterator[Found]:
    """An anchor's country is the page's."""
    anchor = page.page.anchor
    if anchor is not None and anchor.country and anchor.country != page.page.country:
        yield Found(
            ("anchor", "country"),
            f"The anchor shows in {anchor.country}, and the page is made for {page.page.country}.",
        )


@rule(
    "anchor-shop-country",
    "note",
    "This type of anchor is not offered where TikTok Shop is live",
    why="TikTok One offers the web destination link, which leads to a product page, only in "
    "countries without TikTok Shop.",
    fix="Where the form does not offer it, make the page of the type ecommerce instead, for the "
    "e-commerce template.",
    source=ANCHORS,
)
def shop_country(page: CheckedPage) -> Iterator[Found]:
    """A product page's anchor is for a country without TikTok Shop."""
    anchor = page.page.anchor
    shown_in = (anchor.country if anchor else None) or page.page.country
    if anchor is not None and isinstance(page.page, Product) and shown_in in SHOP_COUNTRIES:
        yield Found(
            ("anchor", "country") if anchor.country else ("anchor",),
            f"TikTok Shop is live in {shown_in}, and web destination links are offered only where "
            "it is not.",
        )


@rule(
    "anchor-link-tracking",
    "error",
    "A link for the anchor's form carries tracking",
    why="Third-party tracking links and UTM parameters are not available for Webpage Anchors: the "
    "form refuses them, or the review does.",
    fix="Give the plain address. The page's own links carry the attribution.",
    source=ANCHORS,
)
def link_tracking(page: CheckedPage) -> Iterator[Found]:
    """What goes into the form as a link is no tracking link."""
    if page.page.anchor is None:
        return
    if isinstance(page.page, Ecommerce) and page.page.coupon:
        why = _tracking(page.page.coupon.url)
        if why:
            yield Found(("coupon", "url"), f"The coupon's link, which goes into the form, {why}.")
    why = _tracking(page.planned.url)
    if why:
        yield Found(("anchor",), f"The page's own address, {page.planned.url}, {why}.")


@rule(
    "anchor-image-format",
    "error",
    "The background has a format that the form does not take",
    why="The form takes JPEG, PNG and GIF. The page itself can show other formats.",
    fix="Save it as JPEG.",
    source=ANCHORS,
)
def image_format(page: CheckedPage) -> Iterator[Found]:
    """The background is a JPEG, PNG or GIF."""
    if not isinstance(page.page, (Ecommerce, Entertainment)):
        return
    file = page.page.background.src
    if isinstance(file, RemoteFile):
        return
    picture = _background(page)
    found = picture.format if picture else file.path.suffix.lstrip(".").upper() or "unknown"
    if found not in _IMAGE_FORMATS:
        yield Found(
            ("background", "src"),
            f"The background is a {found} file, and TikTok One takes JPEG, PNG and GIF.",
        )


@rule(
    "anchor-image-large",
    "error",
    "The background has too many bytes",
    why="The form takes less than 2 MB.",
    fix="Save it as JPEG with a lower quality; 1260 by 2250 pixels are enough.",
    source=ANCHORS,
)
def image_large(page: CheckedPage) -> Iterator[Found]:
    """The background has less than 2 MB."""
    picture = _background(page)
    if picture and picture.bytes >= IMAGE_BYTES:
        yield Found(
            ("background", "src"),
            f"The background has {picture.bytes / 1e6:.1f} MB; TikTok One takes less than 2 MB.",
        )


@rule(
    "anchor-ratio",
    "warning",
    "The background or the clip will be cropped",
    why="The form asks for 210 to 375 for backgrounds and 375 to 210 for clips, and crops what has "
    "another ratio by more than two percent.",
    fix="Crop it yourself, so that what matters stays in view.",
    source=ANCHORS,
)
def ratio(page: CheckedPage) -> Iterator[Found]:
    """Backgrounds are 210 by 375, clips 375 by 210."""
    picture = _background(page)
    if picture:
        path = ("background", "src")
        yield from _ratio(path, "background", picture.width, picture.height, IMAGE_RATIO)
    video = _clip(page)
    if video:
        yield from _ratio(("video",), "clip", video.width, video.height, VIDEO_RATIO)


@rule(
    "anchor-video-format",
    "error",
    "The clip has a format that the form does not take",
    why="The form takes MP4 and MOV.",
    fix="Export it as MP4 with H.264.",
    source=ANCHORS,
)
def video_format(page: CheckedPage) -> Iterator[Found]:
    """The clip is an MP4 or MOV."""
    video = _clip(page)
    if video and video.container not in _VIDEO_CONTAINERS:
        yield Found(
            ("video",), f"The clip is a {video.container} file, and TikTok One takes MP4 and MOV."
        )


@rule(
    "anchor-video-large",
    "error",
    "The clip has too many bytes",
    why="The form takes less than 50 MB.",
    fix="Export it with a lower bit rate; a preview needs no more than a few MB.",
    source=ANCHORS,
)
def video_large(page: CheckedPage) -> Iterator[Found]:
    """The clip has less than 50 MB."""
    video = _clip(page)
    if video and video.bytes >= VIDEO_BYTES:
        yield Found(
            ("video",),
            f"The clip has {video.bytes / 1e6:.1f} MB, and TikTok One takes less than 50 MB.",
        )


RULES = (
    text_long,
    text_wide,
    incomplete,
    country,
    shop_country,
    link_tracking,
    image_format,
    image_large,
    ratio,
    video_format,
    video_large,
)


def _texts(page: CheckedPage) -> Iterator[tuple[str, str]]:
    anchor = page.page.anchor
    for key in ("title", "description"):
        text = getattr(anchor, key) if anchor else None
        if text:
            yield key, text


def _background(page: CheckedPage) -> Picture | None:
    """The anchor's background, where it is a picture of pixels."""
    if not isinstance(page.page, (Ecommerce, Entertainment)):
        return None
    file = page.page.background.src
    if isinstance(file, RemoteFile) or media_kind(file.path) != "picture":
        return None
    return page.store.picture(file.path, role="hero")


def _clip(page: CheckedPage) -> Video | None:
    """The anchor's clip."""
    if not isinstance(page.page, Entertainment) or page.page.video is None:
        return None
    poster = page.page.poster
    return page.store.video(page.page.video.path, poster=poster.path if poster else None)


def _ratio(
    path: tuple[str, ...], what: str, width: int, height: int, wanted: tuple[int, int]
) -> Iterator[Found]:
    ratio, ideal = width / height, wanted[0] / wanted[1]
    if abs(ratio / ideal - 1) > _TOLERANCE:
        fitting = round(width / ideal)
        yield Found(
            path,
            f"The {what} is {width} by {height}; TikTok One asks for {wanted[0]} to {wanted[1]}, "
            "and crops what is not.",
            f"Crop it yourself: {width} pixels wide it should be {fitting} high.",
        )


def _tracking(url: str) -> str:
    """What makes an address a tracking link, in words; empty for a plain one."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    for tracker in _TRACKERS:
        if host == tracker or host.endswith(f".{tracker}"):
            return f"leads through {tracker}"
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower().startswith("utm_") or name.lower() in _TRACKING_KEYS:
            return f"carries {name}"
        if value.startswith("__") and value.endswith("__"):
            return f"carries the macro {value}"
    return ""
