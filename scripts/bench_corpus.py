"""One corpus for several site generators: landing pages with ten settings and 150 words each.

Each generator has its own way of writing it down, and the same pages come out: the text in a
template with 6 KB of style and 3 KB of script, about 13 KB a page. Landfast builds them once with
that template and once with its theme studio, which makes of the same pages what real ones are:
pictures in all sizes, links with attribution and the script that refines them, structured data.
"""

import json
import random
import shutil
from pathlib import Path

from PIL import Image

_TEXT = (
    "winter skin wants less than a shelf promises three drops before sunscreen and before coffee "
    "is thirty seconds that help when the office air is dry and the train is late so we made one "
    "bottle that does one thing well and says on its label what is in it and why"
)
_WORDS = _TEXT.split()
_STYLE = "".join(f".a{n}{{color:#12{n:04x};margin:{n}px;padding:{n}px 0}}" for n in range(120))
_SCRIPT = "".join(f"window.f{n}=function(a){{return a+{n}}};" for n in range(80))


def text_of(number: int, salt: str = "") -> str:
    """The Markdown of a page: 150 words with a heading, a list and a link."""
    dice = random.Random(number)
    words = [dice.choice(_WORDS) for _ in range(150)]
    first, second = " ".join(words[:60]), " ".join(words[60:130])
    points = "\n".join(f"- {' '.join(words[n : n + 5])}" for n in range(130, 150, 5))
    return (
        f"{first.capitalize()}. {salt}".rstrip() + f"\n\n## Why it *works*\n\n"
        f"{second.capitalize()}.\n\n{points}\n\n"
        f"More of it at [our shop](https://shop.example/more/{number}).\n"
    )


class Corpus:
    """Pages written for one generator.

    Attributes:
        folder: Where they are.
        output: Where their generator puts what it makes.
        caches: What must go for a build to be cold.
    """

    caches: tuple[str, ...] = ()

    def __init__(self, folder: Path, pages: int) -> None:
        self.folder = folder
        self.output = folder / "output"
        self.write_site()
        for number in range(pages):
            self.write_page(number)

    def write_site(self) -> None:
        """Write what all pages share."""
        raise NotImplementedError

    def write_page(self, number: int, salt: str = "") -> None:
        """Write one page; with another salt, a changed one."""
        raise NotImplementedError

    def forget(self) -> None:
        """Remove what was made and what is remembered of it."""
        for name in (self.output, *(self.folder / cache for cache in self.caches)):
            shutil.rmtree(name, ignore_errors=True)


class StudioCorpus(Corpus):
    """The corpus for Landfast, with its theme studio."""

    caches = (".landfast/cache/builds",)
    markdown = ""

    def write_site(self) -> None:
        site = self.folder / "sites" / "shop"
        (site / "media").mkdir(parents=True)
        (site / "pages").mkdir()
        Image.new("RGB", (1200, 1500), (120, 80, 200)).save(site / "media" / "balm.jpg")
        (site / "site.yaml").write_text(
            "name: Shop\nurl: https://go.shop.example/\ntheme: studio\n"
            f"{self.markdown}"
            "attribution:\n  onelink: https://shop.onelink.me/A1b2\n"
            "  defaults: {media_source: shop_landing, campaign: always-on}\n"
        )

    def write_page(self, number: int, salt: str = "") -> None:
        path = self.folder / "sites" / "shop" / "pages" / f"page-{number}.md"
        path.write_text(
            f"---\ntype: product\ntitle: Balm {number}\nheadline: Balm number {number}\n"
            "description: For cold days.\nkicker: New\ncategory: Beauty\n"
            "gallery: [media/balm.jpg]\nprice: {now: 24.00, was: 30.00}\n"
            f"sku: A-{number}\ncta: {{label: Shop Now, url: https://shop.example/{number}}}\n"
            f"---\n{text_of(number, salt)}"
        )


def _page(title: str, description: str, price: str, number: str, content: str) -> str:
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n"
        f'<meta name="description" content="{description}">\n<style>{_STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n<p>{price}</p>\n<div>{content}</div>\n"
        f'<a href="https://shop.example/{number}">Shop Now</a>\n</main>\n'
        f"<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _front_matter(number: int) -> str:
    return (
        f"title: Balm {number}\ndescription: For cold days.\nkicker: New\ncategory: Beauty\n"
        f"price: 24.00\nwas: 30.00\nsku: A-{number}\nnumber: {number}\n"
        f"button: Shop Now\naddress: https://shop.example/{number}\n"
    )


class LandfastCorpus(StudioCorpus):
    """The corpus for Landfast, with the template that all generators have."""

    def write_site(self) -> None:
        super().write_site()
        templates = self.folder / "sites" / "shop" / "theme" / "templates"
        templates.mkdir(parents=True)
        page = _page(
            "{{ page.title }}",
            "{{ page.description }}",
            "{{ page.price.now }}",
            "{{ page.sku }}",
            "{{ body }}",
        )
        (templates / "product.html").write_text(page)


class CommonMarkCorpus(LandfastCorpus):
    """The same with `markdown: commonmark`."""

    markdown = "markdown: commonmark\n"


class HugoCorpus(Corpus):
    """The corpus for Hugo."""

    def write_site(self) -> None:
        layouts = self.folder / "layouts" / "_default"
        layouts.mkdir(parents=True)
        (self.folder / "content").mkdir()
        (self.folder / "hugo.toml").write_text(
            'baseURL = "https://go.shop.example/"\ntitle = "Shop"\npublishDir = "output"\n'
            'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home"]\n'
        )
        page = _page(
            "{{ .Title }}",
            "{{ .Description }}",
            "{{ .Params.price }}",
            "{{ .Params.number }}",
            "{{ .Content }}",
        )
        (layouts / "single.html").write_text(page)

    def write_page(self, number: int, salt: str = "") -> None:
        text = f"---\n{_front_matter(number)}---\n{text_of(number, salt)}"
        (self.folder / "content" / f"page-{number}.md").write_text(text)


class ZolaCorpus(Corpus):
    """The corpus for Zola."""

    def write_site(self) -> None:
        (self.folder / "content").mkdir(parents=True)
        (self.folder / "templates").mkdir()
        (self.folder / "config.toml").write_text(
            'base_url = "https://go.shop.example"\noutput_dir = "output"\nminify_html = true\n'
        )
        (self.folder / "content" / "_index.md").write_text("+++\n+++\n")
        (self.folder / "templates" / "index.html").write_text("<title>Shop</title>")
        page = _page(
            "{{ page.title }}",
            "{{ page.description }}",
            "{{ page.extra.price }}",
            "{{ page.extra.number }}",
            "{{ page.content | safe }}",
        )
        (self.folder / "templates" / "page.html").write_text(page)

    def write_page(self, number: int, salt: str = "") -> None:
        extra = f'price = "24.00"\nwas = "30.00"\nsku = "A-{number}"\nnumber = {number}\n'
        text = (
            f'+++\ntitle = "Balm {number}"\ndescription = "For cold days."\n[extra]\n{extra}'
            f'kicker = "New"\ncategory = "Beauty"\nbutton = "Shop Now"\n'
            f'address = "https://shop.example/{number}"\n+++\n{text_of(number, salt)}'
        )
        (self.folder / "content" / f"page-{number}.md").write_text(text)


class EleventyCorpus(Corpus):
    """The corpus for Eleventy; its own way to minify is a transform with a package of npm."""

    modules = ""

    def write_site(self) -> None:
        (self.folder / "content" / "_includes").mkdir(parents=True)
        minifier = json.dumps(f"{self.modules}/html-minifier-terser")
        (self.folder / "eleventy.config.cjs").write_text(
            f"const {{ minify }} = require({minifier});\n"
            "module.exports = (config) => {\n"
            "  config.addTransform('minify', (html) => minify(html, {\n"
            "    collapseWhitespace: true, removeComments: true }));\n"
            "  return { dir: { input: 'content', output: 'output' } };\n};\n"
        )
        page = _page(
            "{{ title }}",
            "{{ description }}",
            "{{ price }}",
            "{{ number }}",
            "{{ content | safe }}",
        )
        (self.folder / "content" / "_includes" / "page.njk").write_text(page)

    def write_page(self, number: int, salt: str = "") -> None:
        text = f"---\nlayout: page.njk\n{_front_matter(number)}---\n{text_of(number, salt)}"
        (self.folder / "content" / f"page-{number}.md").write_text(text)
