"""A brand's own fonts on a page: the faces, what stands in until they are there, and the preload.

Text is shown at once in a font that the device has, and changes when the brand's font arrives. So
that nothing moves then, the stand-in is scaled until its letters are as wide as the brand's, and
takes its ascent and descent: https://drafts.csswg.org/css-fonts-5/#size-adjust-desc. Browsers
without these descriptors ignore them.
"""

from collections.abc import Callable

from markupsafe import Markup
from msgspec import Struct

from generator.media.font import Font
from generator.render.page_media import PageMedia
from generator.site.config import Brand

BOLD = 600


class StandIn(Struct, frozen=True):
    """A font that devices have; the mean width of its letters as `generator.media.font` takes it.

    Attributes:
        suffix: What its family is called, after the name of the brand's.
        local: The names under which browsers find it: the full names.
        letter_width: As `Font.letter_width`.
    """

    suffix: str
    local: tuple[str, ...]
    letter_width: float


REGULAR = (
    StandIn("a", ("Arial", "Liberation Sans"), 0.4406),
    StandIn("r", ("Roboto", "Roboto Regular"), 0.4419),
)
"""Apple's and Windows' Arial, or Linux' font of the same widths; Android's Roboto."""
BOLDS = (
    StandIn("a", ("Arial Bold", "Liberation Sans Bold"), 0.4765),
    StandIn("r", ("Roboto Bold",), 0.4481),
)


class PageFonts(Struct, frozen=True):
    """The fonts of one page.

    Attributes:
        css: Its `@font-face` rules; empty for pages with the device's own fonts.
        preload: The address of the face that most text is set in, or empty.
    """

    css: Markup
    preload: str


def page_fonts(brand: Brand, media: PageMedia, characters: Callable[[], str]) -> PageFonts:
    """The faces that the brand names.

    Args:
        brand: Names the font files.
        media: Makes the fonts, and gathers the mistakes in them.
        characters: Gives the characters that the pages are written in.
    """
    if brand.fonts is None:
        return PageFonts(Markup(), "")
    css, addresses = "", []
    for role, file in (("text", brand.fonts.text), ("display", brand.fonts.display)):
        font = media.font(file, characters()) if file else None
        if font is not None:
            addresses.append(media.url(font.asset))
            css += _faces(f"lf-{role}", font, addresses[-1])
    return PageFonts(Markup(css), addresses[0] if addresses else "")


def families(role: str) -> str:
    """The value of `font-family` that asks for the brand's face and its stand-ins."""
    return ",".join(f"lf-{role}{suffix}" for suffix in ("", "-a", "-r"))


def _faces(family: str, font: Font, address: str) -> str:
    low, high = font.weights
    weights = f"{low} {high}" if low < high else f"{low}"
    faces = (
        f"@font-face{{font-family:{family};src:url({address}) format('woff2');"
        f"font-weight:{weights};font-display:swap;{_metrics(font, 1)}}}"
    )
    if font.letter_width is None:
        return faces
    for other in BOLDS if low >= BOLD else REGULAR:
        scale = font.letter_width / other.letter_width
        local = ",".join(f"local('{name}')" for name in other.local)
        faces += (
            f"@font-face{{font-family:{family}-{other.suffix};src:{local};"
            f"size-adjust:{_percent(scale)};{_metrics(font, scale)}}}"
        )
    return faces


def _metrics(font: Font, scale: float) -> str:
    """The same lines for every face, given that a face is scaled before its metrics are applied."""
    return (
        f"ascent-override:{_percent(font.ascent / scale)};"
        f"descent-override:{_percent(font.descent / scale)};"
        f"line-gap-override:{_percent(font.line_gap / scale)}"
    )


def _percent(share: float) -> str:
    return f"{max(share, 0) * 100:.2f}".rstrip("0").rstrip(".") + "%"
