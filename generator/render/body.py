"""The body of a page as HTML, with pictures from the site's own folder."""

import re
from collections.abc import Callable

from markupsafe import Markup

from generator.errors import InputError, Place
from generator.render.markdown import IMAGE, attributes, to_html
from generator.render.page_media import PageMedia
from generator.site import Site, SourcePage
from generator.site.fields import Image, find_media


def body_html(
    site: Site, source: SourcePage, media: PageMedia, show: Callable[[Image], str]
) -> Markup:
    """The page's Markdown as HTML, its pictures made to the page's measure.

    Args:
        show: Gives the HTML of a picture: the theme's macro.
    """
    html = str(to_html(source.body))

    def replace(match: re.Match[str]) -> str:
        tag = attributes(match.group(0))
        ref = tag.get("src", "")
        if "://" in ref:
            return str(match.group(0))
        try:
            file = find_media(ref, site.root)
        except InputError as error:
            place, excerpt = _body_place(source, ref)
            media.note(error.at(place, excerpt))
            return ""
        return str(show(Image(src=file, alt=tag.get("alt", ""))))

    return Markup(IMAGE.sub(replace, html))


def _body_place(source: SourcePage, text: str) -> tuple[Place, str]:
    for number, line in enumerate(source.body.split("\n")):
        if text in line:
            return Place(source.source, source.body_line + number, line.index(text) + 1), line
    return Place(source.source, source.body_line, 1), ""
