"""The body of a page as HTML, with pictures from the site's own folder."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from generator.errors import InputError, Place
from generator.render.catalogue_html import sanitised
from generator.render.markdown import IMAGE, attributes, to_html
from generator.render.page_media import PageMedia
from generator.site import Site, SourcePage
from generator.site.body import MARK
from generator.site.fields import Image, find_media

_PARAGRAPH = re.compile(rf"<p>\s*({MARK})\s*</p>")
_ADDRESS = re.compile(rf'\b(href|src)="([^"]*{MARK}[^"]*)"')
_FOLLOWABLE = re.compile(r"(https://|mailto:|tel:|#|\.{0,2}/|[^:]*\Z)", re.IGNORECASE)


def body_html(
    site: Site, source: SourcePage, media: PageMedia, show: Callable[[Image], str]
) -> Markup:
    """The page's Markdown as HTML, its pictures made to the page's measure, its values filled in.

    Args:
        site: The site.
        source: The page.
        media: Makes the pictures.
        show: Gives the HTML of a picture: the theme's macro.
    """

    def replace(match: re.Match[str]) -> str:
        tag = attributes(match.group(0))
        ref = source.body.filled(tag.get("src", ""), str)
        if "://" in ref:
            return str(match.group(0))
        try:
            file = find_media(ref, site.root)
        except InputError as error:
            place, excerpt = body_place(source, ref)
            media.note(error.at(place, excerpt))
            return ""
        return str(show(Image(src=file, alt=source.body.filled(tag.get("alt", ""), str))))

    html = IMAGE.sub(replace, str(to_html(source.body.markdown, site.config.markdown)))
    return Markup(_filled(html, source))


def _filled(html: str, source: SourcePage) -> str:
    """The HTML with its values: text escaped, HTML sanitised, addresses of harmless schemes."""
    body = source.body
    if not body.values:
        return html

    def address(match: re.Match[str]) -> str:
        url = body.filled(match[2], str)
        return (
            f'{match[1]}="{escape(url)}"' if _FOLLOWABLE.match(url.strip()) else f'{match[1]}="#"'
        )

    def written(value: str) -> str:
        return sanitised(value) if isinstance(value, Markup) else str(escape(value))

    def paragraph(match: re.Match[str]) -> str:
        # HTML that stands alone brings its own paragraphs.
        value = body.filled(match[1], written)
        return value if "<" in value or not value else f"<p>{value}</p>"

    html = _ADDRESS.sub(address, html)
    html = _PARAGRAPH.sub(paragraph, html)
    return body.filled(html, written)


def body_place(source: SourcePage, text: str) -> tuple[Place, str]:
    """Where a text stands in the body, and its line."""
    for number, line in enumerate(source.body.markdown.split("\n")):
        if text in line:
            place = Place(source.body_file, source.body_line + number, line.index(text) + 1)
            return place, line
    return Place(source.body_file, source.body_line, 1), ""
