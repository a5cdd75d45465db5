"""One page: its model, links, media and theme become HTML."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from markupsafe import Markup
from msgspec import Struct

from generator.errors import InputError, SiteError
from generator.media import Asset, MediaStore
from generator.render.alphabet import site_characters
from generator.render.body import body_html
from generator.render.body_blocks import place_blocks, theme_block
from generator.render.environment import environment, template_problem
from generator.render.fonts import page_fonts
from generator.render.head import page_head, page_url
from generator.render.links import PageLinks, page_links
from generator.render.minify import minify_page
from generator.render.page_media import PageMedia
from generator.render.policy import page_policy
from generator.render.stylesheet import look_colors, look_styles, stylesheet
from generator.render.theme import Theme, Themes
from generator.render.visit_texts import place_visit_texts
from generator.render.wording import Formats, Words, text_direction
from generator.site import Page, Site, SourcePage
from generator.site.fields import Image
from generator.stages import Stages


class RenderedPage(Struct, frozen=True):
    """A page as it will be published.

    Attributes:
        html: The minified page.
        unminified: The same page as the templates wrote it.
        assets: The files that it shows, which must be published with it.
        policy: Its Content-Security-Policy, or empty where the site wants none.
    """

    html: str
    unminified: str
    assets: tuple[Asset, ...]
    policy: str = ""


class Renderer:
    """Renders the pages of one site.

    Args:
        site: The site.
        themes: Where themes are found.
        store: Makes pictures and clips.
        stages: Takes the time that the parts of the work take.
        compiled: A folder that keeps what templates and scripts were compiled to.
    """

    def __init__(
        self,
        site: Site,
        themes: Themes,
        store: MediaStore,
        stages: Stages | None = None,
        compiled: Path | None = None,
    ) -> None:
        self._compiled = compiled
        self._stages = stages or Stages()
        self.site = site
        self.themes = themes
        self.store = store
        self._theme = lru_cache(maxsize=None)(self._load_theme)
        self._words = lru_cache(maxsize=None)(
            lambda theme, language: Words(self._theme(theme)[0], language)
        )
        self._characters = lru_cache(maxsize=None)(
            lambda theme, language: site_characters(site, language, self._words(theme, language))
        )
        self._styles = lru_cache(maxsize=None)(
            lambda theme, brand, kind, features, look: stylesheet(
                self._theme(theme)[0], brand, kind, features, look
            )
        )

    def _load_theme(self, name: str) -> tuple[Theme, jinja2.Environment]:
        theme = self.themes.get(name, self.site.root)
        return theme, environment(theme, self.themes, self._compiled)

    def render(self, source: SourcePage, up: str | None = None) -> RenderedPage:
        """The HTML of one page and the files it needs.

        Args:
            source: The page.
            up: The way from the page to the site's folder, where its path does not say it.

        Raises:
            SiteError: with every mistake in its media, words and templates.
        """
        page = source.page
        template = f"{page.type}.html"
        if up is None:
            up = "../" * (source.path.count("/") + 1 if source.path else 0)
        media = PageMedia(self.store, source, up, self.site.config.base_url)
        try:
            formats = Formats(page)
        except InputError as error:
            raise SiteError([source.layers.problem(("language",), error)]) from None
        try:
            _, env = self._theme(page.theme)
            with self._stages("links and script"):
                words = self._words(page.theme, page.language)
                links = page_links(source, media, words, self._compiled)
            html = self._html(source, env, template, media, formats, links)
        except SiteError as error:
            raise SiteError([*media.problems, *error.problems]) from None
        except Exception as error:
            if media.problems:  # a template may stumble over what could not be made
                raise SiteError(media.problems) from None
            problem = template_problem(error, source.source, template)
            if problem is None:
                raise
            raise SiteError([problem]) from error
        if media.problems:
            raise SiteError(media.problems)
        html = place_visit_texts(html, source.visit_texts)
        with self._stages("minify"):
            minified = minify_page(html)
        with self._stages("policy"):
            policy = self._policy(page, minified, links.features | links.used)
        return RenderedPage(minified, html, tuple(media.assets.values()), policy)

    def words(self, page: Page) -> Words:
        """The words of a page's theme in its language."""
        return self._words(page.theme, page.language)

    def _policy(self, page: Page, html: str, features: Iterable[str]) -> str:
        extra = self.site.config.csp
        if extra is None or not self.site.config.host:  # nobody would send it
            return ""
        return page_policy(html, features, page.pixels.tiktok_host if page.pixels else "", extra)

    def _html(
        self,
        source: SourcePage,
        env: jinja2.Environment,
        template: str,
        media: PageMedia,
        formats: Formats,
        links: PageLinks,
    ) -> str:
        page = source.page
        words = self._words(page.theme, page.language)
        url = page_url(self.site.config.base_url, source.path)
        theme = self._theme(page.theme)[0]
        fields = theme.defaults.fields
        dark_top = theme.contract.dark_top
        env_template = env.get_template(template)
        fonts = page_fonts(
            page.brand, media, lambda: str(self._characters(page.theme, page.language))
        )
        styles = self._styles(
            page.theme, page.brand, page.type, links.features, look_styles(fields, page.look)
        )
        context: dict[str, Any] = {
            "page": page,
            "look": SimpleNamespace(**page.look),
            "site": self.site.config,
            "head": page_head(self.site, source, url, media, formats, dark_top=dark_top),
            "links": links.by_id,
            "runtime": links,
            "media": media,
            "formats": formats,
            "t": words,
            "lang": page.language,
            "dir": text_direction(page.language),
            "fonts": fonts,
            "css": fonts.css + Markup(styles + look_colors(fields, page.look)),
        }
        with self._stages("markdown"):
            body = body_html(self.site, source, media, _shows(env, context))
        block = theme_block(env, context, page)
        context["body"], context["page"] = place_blocks(body, source, media, block)
        with self._stages("template and pictures"):
            return env_template.render(context)


def _shows(env: jinja2.Environment, context: dict[str, Any]) -> Callable[[Image], str]:
    """The theme's picture macro, for pictures in the body."""

    def show(image: Image) -> str:
        module = env.get_template("partials/picture.html").make_module(context)
        return str(module.picture(image))  # type: ignore[attr-defined]

    return show
