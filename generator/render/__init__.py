"""From a page's model, its links, media and theme to HTML."""

from generator.render.head import page_url
from generator.render.page import RenderedPage, Renderer
from generator.render.theme import Theme, Themes

__all__ = ["RenderedPage", "Renderer", "Theme", "Themes", "page_url"]
