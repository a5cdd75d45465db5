"""Small sites, rendered for real into a folder that the browser harness can publish."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.media import MediaStore
from generator.render import RenderedPage, Renderer, Themes
from generator.site import load_site
from tests.media.samples import clip, encoded, photo

HOST = "go.shop.example"

SITE = f"""\
name: Aurora
url: https://{HOST}/
theme: plain
company: {{legal_name: Aurora Skin Ltd, privacy_url: https://aurora.example/privacy}}
attribution:
  onelink: https://aurora.onelink.me/A1b2
  defaults: {{media_source: aurora_landing, campaign: always-on}}
"""

ECOMMERCE = """\
type: ecommerce
title: Glow Serum
background: media/glow.jpg
coupon: {code: GLOW20, url: https://aurora.example/checkout}
price: {now: 29.50, was: 36.00}
cta: {label: Shop Now, url: https://aurora.example/glow}
"""

PRODUCT = """\
type: product
title: Glow Serum
category: Beauty
gallery: [media/glow.jpg]
price: {now: 29.50}
sku: GLOW-30
cta: {label: Shop Now, url: https://aurora.example/glow}
"""

ENTERTAINMENT = """\
type: entertainment
title: Northlight
background: media/glow.jpg
video: media/trailer.webm
cta: {label: Watch Now, url: https://aurora.example/watch}
"""

WEB_TO_APP = """\
type: web-to-app
title: Comet Rush
app: {name: Comet Rush, icon: media/icon.png, kind: game}
links:
  - {store: app-store}
  - {store: steam, app_id: "123", url: https://store.example/comet}
"""

TEMPLATES = {
    "ecommerce.html": """\
{% extends "layout.html" %}
{% from "partials/cta.html" import cta %}
{% from "partials/copy.html" import copy_button with context %}
{% block body %}
<main><h1>{{ page.title }}</h1>
{% if page.coupon %}<p>{{ page.coupon.code }} {{ copy_button(page.coupon.code) }}</p>
{{ cta(links.coupon, "coupon") }}{% endif %}
{{ cta(links.cta) }}</main>
{% endblock %}
""",
    "entertainment.html": """\
{% extends "layout.html" %}
{% from "partials/cta.html" import cta %}
{% from "partials/clip.html" import clip with context %}
{% block body %}
<main><h1>{{ page.title }}</h1>{% if page.video %}{{ clip(page.video, page.poster) }}{% endif %}
{{ cta(links.cta) }}<p style="height:200vh">Below</p></main>
{% endblock %}
""",
    "web-to-app.html": """\
{% extends "layout.html" %}
{% from "partials/cta.html" import cta %}
{% from "partials/qr.html" import qr with context %}
{% block body %}
<main><h1>{{ page.title }}</h1>{% for link in links.values() %}{{ cta(link) }}
{% endfor %}{{ qr() }}</main>
{% endblock %}
""",
}


def write_site(
    root: Path, pages: Mapping[str, str], *, site: str = SITE, styles: str = "", **templates: str
) -> Path:
    """Write a site with a theme of nothing but links, and return the site's folder.

    Args:
        root: An empty folder.
        pages: Front matter by the page's file name without `.md`.
        site: The text of site.yaml.
        styles: The theme's CSS.
        templates: Further files of the theme, or other ones, by page type.
    """
    theme, folder = root / "themes" / "plain", root / "sites" / "aurora"
    (theme / "templates").mkdir(parents=True)
    (theme / "styles").mkdir()
    (theme / "theme.yaml").write_text("name: Plain\ndescription: Links and nothing else.\n")
    (theme / "styles" / "theme.css").write_text(styles)
    for name, text in (TEMPLATES | templates).items():
        (theme / "templates" / name).write_text(text)
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "glow.jpg").write_bytes(encoded(photo(42, 75), "JPEG"))
    (folder / "media" / "icon.png").write_bytes(encoded(photo(64, 64), "PNG"))
    for name in ("trailer", "silent"):
        if any(f"media/{name}.webm" in text for text in pages.values()):
            path = folder / "media" / f"{name}.webm"
            clip(path, size=(160, 90), seconds=1, codec="libvpx", sound=name == "trailer")
    (folder / "site.yaml").write_text(site)
    for name, front_matter in pages.items():
        path = folder / "pages" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front_matter}---\n")
    return folder


def render_site(folder: Path) -> dict[str, RenderedPage]:
    """Render every page of a site that `write_site` has written, by path."""
    themes = Themes([folder.parents[1] / "themes"])
    site = load_site(folder, themes.defaults)
    renderer = Renderer(site, themes, MediaStore(folder.parents[1] / "cache"))
    return {source.path: renderer.render(source) for source in site.pages}


def output_site(
    root: Path, pages: Mapping[str, str], *, site: str = SITE, styles: str = "", **templates: str
) -> Path:
    """Write a site, render it, and put what a host would serve into a folder."""
    output = root / "output"
    for path, page in render_site(
        write_site(root, pages, site=site, styles=styles, **templates)
    ).items():
        (output / path).mkdir(parents=True, exist_ok=True)
        (output / path / "index.html").write_text(page.html)
        (output / "assets").mkdir(exist_ok=True)
        for asset in page.assets:
            shutil.copyfile(asset.path, output / "assets" / asset.name)
    return output
