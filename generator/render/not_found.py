"""The page behind every wrong address of a site: in its look, in its words, and never listed."""

from urllib.parse import quote, urlsplit

from generator.render.page import RenderedPage, Renderer
from generator.site import Page, SourcePage
from generator.site.body import Body
from generator.site.config import Attribution, Shared
from generator.site.layers import Layers
from generator.site.look import look_of
from generator.site.tracking import Consent
from generator.source import read_yaml

NAME = "404.html"


class NotFoundPage(Page):
    """What `404.html` shows. Nothing is measured on it: nobody meant to come here."""

    home: str = ""
    """The path of the site's first page, if it has one."""
    lower_case: bool = False
    """Whether all pages have lower-case paths, so that a capital in an address is a mistake."""


def site_prefix(base_url: str) -> str:
    """The path of a site's address, percent-encoded, with slashes at both ends: `/`, `/offers/`."""
    return quote(urlsplit(base_url).path, safe="/%") or "/"


def render_not_found(renderer: Renderer, *, has_home: bool, lower_case: bool) -> RenderedPage:
    """The page. Its addresses begin at the host's root, as it stands in for addresses of any depth.

    Args:
        renderer: The site's.
        has_home: Whether there is a page at the site's own address.
        lower_case: Whether all pages have lower-case paths.

    Raises:
        SiteError: with every mistake in its media, words and template.
    """
    site = renderer.site
    file = site.root / "site.yaml"
    prefix = site_prefix(site.config.base_url)
    inherited = {name: getattr(site.config, name) for name in Shared.model_fields}
    silent = {"attribution": Attribution(), "pixels": None, "consent": Consent(), "banner": None}
    layers = Layers([read_yaml(file)], {})
    brought = renderer.themes.defaults(site.config.theme)
    inherited["look"] = look_of(layers, brought, {"root": site.root})[0]
    page = NotFoundPage.model_construct(
        **inherited | silent,
        type="404",
        title=site.config.name,
        home=prefix if has_home else "",
        lower_case=lower_case,
    )
    source = SourcePage(page, file, Body(""), file, 1, "404", layers)
    return renderer.render(source, prefix)
