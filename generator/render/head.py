"""What stands in a page's <head>, worked out here so that every theme has all of it."""

from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from generator.media import FAVICON, TOUCH_ICON, Rendition
from generator.render.colors import palette
from generator.render.page_media import PageMedia
from generator.render.script_json import script_json
from generator.render.structured_data import structured_data
from generator.render.wording import Formats
from generator.site import RemoteFile, Site, SourcePage

_SHORTEST, _LONGEST = 50, 160


class Head(Struct, frozen=True):
    """The values of `partials/head.html`; see there for what each becomes."""

    title: str
    description: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    robots: str
    site_name: str
    og_type: str
    og_locale: str
    share_image: str
    share_width: int
    share_height: int
    share_alt: str
    icons: tuple[tuple[str, str, str, str], ...]
    theme_colors: tuple[tuple[str, str], ...]
    structured_data: Markup


def page_head(
    site: Site, source: SourcePage, url: str, media: PageMedia, formats: Formats, *, dark_top: bool
) -> Head:
    """The head of one page.

    Args:
        url: The page's absolute address.
        dark_top: Whether the theme begins every page dark.
    """
    page = source.page
    share = _share_image(source, media)
    data = structured_data(page, media, url, site.config.name)
    image = page.main_image()
    return Head(
        title=page.title,
        description=page.description or _first_words(str(source.body)) or page.title,
        canonical=page_url(site.config.base_url, source.canonical_path),
        alternates=tuple(
            (hreflang, page_url(site.config.base_url, path)) for hreflang, path in source.alternates
        ),
        robots="noindex, nofollow" if page.robots == "noindex" else "index, follow",
        site_name=page.site_name or site.config.name,
        og_type=page.og_type,
        og_locale=str(formats.locale),
        share_image=media.absolute_url(share.asset)
        if isinstance(share, Rendition)
        else share or "",
        share_width=share.width if isinstance(share, Rendition) else 0,
        share_height=share.height if isinstance(share, Rendition) else 0,
        share_alt=(image.alt if image else "") or page.title,
        icons=tuple(_icons(source, media)),
        theme_colors=_theme_colors(source, dark_top=dark_top),
        structured_data=script_json(data) if data else Markup(),
    )


def page_url(base_url: str, path: str) -> str:
    """The absolute address of the page at `path`: it always ends in a slash.

    A host redirects an address without one, and such redirects lose the query, with the ttclid.
    """
    return base_url + (f"{quote(path)}/" if path else "")


def _share_image(source: SourcePage, media: PageMedia) -> Rendition | str | None:
    """The picture of shared links, or the address of one that stays on another host."""
    page = source.page
    image = page.main_image()
    file = page.image or (image.src if image else None)
    if isinstance(file, RemoteFile):
        return file.ref
    return media.fit(file) if file else None


def _icons(source: SourcePage, media: PageMedia) -> list[tuple[str, str, str, str]]:
    """(rel, type, sizes, address) of each icon."""
    brand = source.page.brand
    file = brand.icon or brand.logo
    if file is None:
        # Without one, browsers ask the host for /favicon.ico, on every page, in vain.
        return [("icon", "", "", "data:,")]
    icons: list[tuple[str, str, str, str]] = []
    drawing = media.drawing(file)
    if drawing is not None:
        media.use([drawing.asset])
        return [("icon", "image/svg+xml", "any", media.url(drawing.asset))]
    for rel, shape in (("icon", FAVICON), ("apple-touch-icon", TOUCH_ICON)):
        made = media.fit(file, shape)
        if made is not None:
            kind = made.asset.media_type if rel == "icon" else ""
            icons.append((rel, kind, f"{made.width}x{made.height}", media.url(made.asset)))
    return icons


def _theme_colors(source: SourcePage, *, dark_top: bool) -> tuple[tuple[str, str], ...]:
    """(media query, colour) for the browser's own bars."""
    brand = source.page.brand
    light = palette(brand.colors, dark=False).ground
    dark = palette(brand.colors, dark=True).ground
    if brand.scheme == "dark" or dark_top:
        return (("", dark),)
    if brand.scheme == "light":
        return (("", light),)
    return (
        ("(prefers-color-scheme:light)", light),
        ("(prefers-color-scheme:dark)", dark),
    )


def _first_words(body: str) -> str:
    """The beginning of the body as a description, cut between words."""
    plain = " ".join(
        line.strip() for line in body.split("\n") if line.strip() and line.strip()[0] not in "#!<|>"
    )
    plain = plain.translate({ord(char): None for char in "*_`[]"})
    if len(plain) <= _LONGEST:
        return plain
    cut = plain[:_LONGEST].rsplit(" ", 1)[0]
    return (cut if len(cut) >= _SHORTEST else plain[:_LONGEST]).rstrip(",;:.") + "…"
