"""Accessibility: pages that everybody can read, and that do not jump while they load."""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.check.page import CheckedPage
from generator.check.rule import Found, Words, rule
from generator.check.sources import BROWSERS, POLICY, WCAG
from generator.site.fields import Image
from generator.source import KeyPath

SMALLEST_TEXT = 11.0
"""CSS pixels."""
_CONTRAST = 4.5
_FONT_SIZE = re.compile(r"font-size:\s*(\d*\.?\d+)(px|rem|pt)\b|font:[^;}]*?(\d*\.?\d+)(px|rem)\b")
_PIXELS = {"px": 1.0, "rem": 16.0, "pt": 4 / 3}


@rule(
    "title-missing",
    "error",
    "The page has no title",
    why="Browsers, shared links and screen readers show it; a page without one looks unfinished.",
    fix="Let the theme's layout include partials/head.html.",
    source=POLICY,
    html=True,
)
def title(page: CheckedPage) -> Iterator[Found]:
    """There is a title."""
    if "<title>" not in page.html or "<title></title>" in page.html:
        yield Found(("theme",), "The page has no <title>.")


@rule(
    "viewport-missing",
    "error",
    "The page is not made for phones",
    why="Without a viewport phones show a shrunken desktop page, and TikTok rejects pages that are "
    "not mobile-friendly.",
    fix="Let the theme's layout include partials/head.html.",
    source=POLICY,
    html=True,
)
def viewport(page: CheckedPage) -> Iterator[Found]:
    """The page fits itself to the screen."""
    if "width=device-width" not in page.html:
        yield Found(("theme",), "The page has no viewport of the device's width.")


@rule(
    "zoom-blocked",
    "warning",
    "Visitors cannot enlarge the page",
    why="Who sees little needs to zoom.",
    fix="Delete user-scalable and maximum-scale from the viewport.",
    source=WCAG,
    needles=("user-scalable", "maximum-scale"),
)
def zoom(page: CheckedPage) -> Iterator[Found]:
    """The viewport allows zooming."""
    for node in page.tree.css("meta[name=viewport]"):
        content = (node.attributes.get("content") or "").replace(" ", "")
        if re.search(r"user-scalable=(?:no|0)|maximum-scale=1(?:\.0*)?(?:,|$)", content):
            yield Found(("theme",), "The viewport keeps visitors from zooming.")


@rule(
    "lang-missing",
    "error",
    "The HTML does not name its language",
    why="Screen readers read it in a wrong voice, and reviewers' tools take it for another.",
    fix='Let the theme\'s layout begin with <html lang="{{ lang }}" dir="{{ dir }}">.',
    source=WCAG,
    html=True,
)
def lang(page: CheckedPage) -> Iterator[Found]:
    """The root element says its language."""
    node = page.tree.css_first("html")
    if node is None or not node.attributes.get("lang"):
        yield Found(("theme",), "The <html> element has no lang.")


@rule(
    "heading-missing",
    "warning",
    "The page has no main heading",
    why="Reviewers, screen readers and hurried visitors look for one line that says what it is.",
    fix="Let the theme's template write `page.headline or page.title` as <h1>.",
    source=WCAG,
    html=True,
)
def heading(page: CheckedPage) -> Iterator[Found]:
    """There is an h1."""
    if not _headings(page).count(1):
        yield Found(("theme",), "The page has no <h1>.")


@rule(
    "heading-order",
    "warning",
    "Headings are not in order",
    why="Who moves by headings takes a skipped level for a missing part, and a second main heading "
    "for another page.",
    fix="In the body begin with ##, the page's title being the only #, and skip no level.",
    source=WCAG,
    html=True,
)
def order(page: CheckedPage) -> Iterator[Found]:
    """One h1, and no level skipped."""
    levels = _headings(page)
    if levels.count(1) > 1:
        yield Found(_heading(page, "h1", 1), f"The page has {levels.count(1)} main headings.")
    before = 0
    for number, level in enumerate(levels):
        if level > before + 1 and before:
            where = _heading(page, f"h{level}", levels[:number].count(level))
            yield Found(where, f"A heading of level {level} follows one of level {before}.")
            return
        before = level


@rule(
    "image-alt-missing",
    "warning",
    "A picture says nothing to those who cannot see it",
    why="Without the attribute alt, screen readers read out the file's name.",
    fix='Add alt="what it shows", or alt="" for decoration.',
    source=WCAG,
    html=True,
)
def alt(page: CheckedPage) -> Iterator[Found]:
    """Every picture has an alt attribute."""
    for node in page.tree.css("img"):
        if "alt" not in node.attributes:
            source = node.attributes.get("src") or ""
            yield Found(Words(source), f"The picture {source} has no alt text.")


@rule(
    "image-alt-empty",
    "warning",
    "A picture that matters is marked as decoration",
    why="The main picture, the gallery and the screenshots are what the page shows; those who "
    "cannot see them get nothing.",
    fix="Write `{src: media/NAME, alt: what it shows}`.",
    source=WCAG,
)
def empty_alt(page: CheckedPage) -> Iterator[Found]:
    """Pictures that carry meaning are described."""
    for path, image in _pictures(page):
        if not image.alt.strip():
            yield Found(path, f"{image.src} is shown without a description.")


@rule(
    "image-size-missing",
    "warning",
    "A picture has no place until it is loaded",
    why="Without width and height the page jumps when the picture arrives, and a finger meets what "
    "was not there before.",
    fix="Add width and height, or use the picture macro of the theme.",
    source=BROWSERS,
    html=True,
)
def size(page: CheckedPage) -> Iterator[Found]:
    """Pictures and frames have their measures."""
    for node in page.tree.css("img,iframe,video"):
        if node.parent is not None and "data-lf-qr" in node.parent.attributes:
            continue  # its frame has a size of its own
        if not node.attributes.get("width") or not node.attributes.get("height"):
            source = node.attributes.get("src") or ""
            yield Found(Words(source), f"<{node.tag}> of {source} has no width and height.")


@rule(
    "contrast",
    "warning",
    "Text and ground are too alike",
    why="Below a contrast of 4.5 to 1 text is hard to read in sunlight. Landfast makes the text "
    "darker or lighter, so that it is not in the brand's colour any more.",
    fix="Choose an ink and a paper that differ more.",
    source=WCAG,
)
def contrast(page: CheckedPage) -> Iterator[Found]:
    """Ink can be read on paper."""
    colors = page.page.brand.colors
    found = _ratio(colors.ink, colors.paper)
    if found < _CONTRAST:
        yield Found(
            ("brand", "colors"),
            f"The ink {colors.ink} on the paper {colors.paper} has a contrast of {found:.1f} to 1.",
        )


@rule(
    "text-small",
    "warning",
    "Text is very small",
    why=f"Below {SMALLEST_TEXT:.0f} pixels people on phones do not read it, and conditions in "
    "small print count as hidden.",
    fix="Make it larger.",
    source=WCAG,
    html=True,
)
def small(page: CheckedPage) -> Iterator[Found]:
    """No style makes text smaller than 11 pixels."""
    styles = [*page.styles]
    if "style=" in page.body:
        styles.append(page.body)
    for style in styles:
        for text in _small_sizes(style):
            yield Found(Words(text), f"A style sets {text}.")


RULES = (title, viewport, zoom, lang, heading, order, alt, empty_alt, size, contrast, small)


def _headings(page: CheckedPage) -> list[int]:
    return [int(node.tag[1]) for node in page.tree.css("h1,h2,h3,h4,h5,h6") if node.tag]


def _heading(page: CheckedPage, tag: str, number: int) -> Words:
    nodes = page.tree.css(tag)
    return Words(" ".join(nodes[min(number, len(nodes) - 1)].text().split()))


def _pictures(page: CheckedPage) -> Iterator[tuple[KeyPath, Image]]:
    background = getattr(page.page, "background", None)
    if isinstance(background, Image):
        yield ("background",), background
    for key in ("gallery", "screenshots"):
        for number, image in enumerate(getattr(page.page, key, ())):
            yield (key, number), image


@lru_cache(maxsize=256)
def _ratio(one: str, other: str) -> float:
    from generator.render.colors import contrast as ratio

    return ratio(one, other)


@lru_cache(maxsize=256)
def _small_sizes(style: str) -> tuple[str, ...]:
    found = []
    for match in _FONT_SIZE.finditer(style):
        number, unit = (match.group(1), match.group(2)) if match.group(1) else match.group(3, 4)
        if 0 < float(number) * _PIXELS[unit] < SMALLEST_TEXT:
            found.append(match.group(0))
    return tuple(dict.fromkeys(found))
