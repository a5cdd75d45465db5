"""One page as the rules see it: what its author wrote, and the HTML that it became."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from generator import links
from generator.build.plan import PlannedPage
from generator.check.markup import Markup, Script, read_markup
from generator.check.rule import Words
from generator.check.visits import Links, mapping_of, page_links
from generator.errors import Place
from generator.media import Asset, MediaStore
from generator.render import RenderedPage
from generator.site import Page
from generator.site.config import Shared, SiteConfig
from generator.site.destinations import Destination
from generator.site.layers import Layers
from generator.site.page_types.ecommerce import Ecommerce
from generator.site.page_types.product import Product
from generator.source import Document, KeyPath

_SPACE = re.compile(r"\s+")


class CheckedPage:
    """What rules look at.

    Args:
        planned: The page.
        store: Tells about its media.
        rendered: What it became; None where it cannot be rendered.
    """

    def __init__(
        self,
        planned: PlannedPage,
        store: MediaStore,
        rendered: RenderedPage | None,
    ) -> None:
        self.planned = planned
        self.store = store
        self.rendered = rendered
        self.now: datetime = planned.site.now
        self.page: Page = planned.source.page
        self.layers: Layers = planned.source.layers
        self.html = rendered.html if rendered else ""

    def __repr__(self) -> str:
        return f"CheckedPage({self.planned.url})"

    @property
    def sells(self) -> bool:
        """Whether the page offers something to buy."""
        return isinstance(self.page, (Ecommerce, Product))

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The files that it shows."""
        return self.rendered.assets if self.rendered else ()

    @cached_property
    def destinations(self) -> Mapping[str, Destination]:
        """Its calls to action, the banner's included, by link id."""
        return self.page.all_destinations()

    @cached_property
    def paths(self) -> Mapping[str, KeyPath]:
        """Where each call to action is written."""
        return self.page.destination_paths() | {"banner": ("banner",)}

    @cached_property
    def preset(self) -> links.PresetMapping:
        """The mapping of its links."""
        return mapping_of(self.page.attribution)

    @cached_property
    def links(self) -> Links:
        """What its links are on some visits."""
        return page_links(self)

    @cached_property
    def markup(self) -> Markup:
        """The HTML in parts."""
        return read_markup(self.html)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The HTML without styles and own scripts, taken apart once for all rules."""
        return LexborHTMLParser(self.markup.html)

    @cached_property
    def lower_html(self) -> str:
        """The same in lower case, with the styles that name addresses, to look for a few words."""
        styles = [style for style in self.styles if "://" in style]
        return "".join((self.markup.html, *styles)).lower()

    @cached_property
    def text(self) -> str:
        """All that a visitor can read."""
        return self.markup.text

    @cached_property
    def own_words(self) -> str:
        """What the author wrote for visitors, without the words of templates."""
        found: list[str] = []
        for key, value in self.layers.data.items():
            if key not in _SILENT:
                _collect(value, found)
        return _SPACE.sub(" ", f"{' '.join(found)} {self.body}")

    @cached_property
    def body(self) -> str:
        """The Markdown of its body, filled in."""
        return str(self.planned.source.body)

    @property
    def styles(self) -> tuple[str, ...]:
        """The style sheets that stand in the page."""
        return self.markup.styles

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The scripts that came with a theme or with the body: not Landfast's own."""
        return self.markup.foreign

    def place(self, where: KeyPath | Words) -> tuple[Place, str]:
        """Where something stands, and the line there."""
        if not isinstance(where, Words):
            return self.layers.place(where)
        source = self.planned.source
        for number, line in enumerate(self.body.split("\n")):
            if where.text in line:
                column = line.index(where.text) + 1
                return Place(source.body_file, source.body_line + number, column), line
        for document in reversed(self.layers.documents):
            if isinstance(document, Document):
                place = document.search(where.text)
                if place is not None:
                    return place, document.excerpt(place)
        return Place(source.source), ""


_SILENT = frozenset(Shared.model_fields) | frozenset(SiteConfig.model_fields)
_SILENT |= {"type", "path", "anchor", "category", "sku", "markets", "catalogue", "variants"}
"""Keys whose texts visitors do not read as sentences of the page."""


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("url", "src", "focus", "code", "onelink", "app_id", "sha256", "store"):
                _collect(inner, found)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _collect(inner, found)
