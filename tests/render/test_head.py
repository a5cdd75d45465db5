"""Every page has a complete head: for browsers, shared links, search engines and phones."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from generator.build.plan import PlannedPage
from generator.media import MediaStore
from generator.render import RenderedPage, Renderer, Themes, page_url
from tests.browser.example_sites import WORKSPACE, planned_pages
from tests.workspaces import PLAIN_THEME, SITE, build_all, snapshot, write_workspace

PAGES = planned_pages()
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.output.parent))

TYPES: dict[str, list[str]] = {
    "aurora/balm": ["Product"],
    "aurora/glow": ["Product"],
    "aurora/night": ["Product"],
    "northlight/salt-and-signal": ["VideoObject"],
    "northlight/slow-rivers": ["CreativeWork"],
    "comet/play": ["VideoGame", "MobileApplication"],
    "comet/everywhere": ["VideoGame"],
    "hyld/lamps": ["Product"],
    "hyld/evening": ["Product"],
    "loftling/kite": ["Product"],
    "loftling/sunday": [],
    "loftling/link-your-account": [],
}
"""By site and source: the copies of a page are of its type; private pages tell machines nothing."""


def source_of(page: PlannedPage) -> str:
    return f"{page.site.name}/{page.source.source.stem}"


def render(page: PlannedPage) -> tuple[BeautifulSoup, RenderedPage]:
    store = MediaStore(WORKSPACE.cache / "media")
    made = Renderer(page.site, Themes([WORKSPACE.themes]), store).render(page.source)
    # Before minifying, which unescapes ampersands that this parser would misread.
    return BeautifulSoup(made.unminified, "lxml"), made


def meta(soup: BeautifulSoup, name: str) -> str:
    tag = soup.find("meta", attrs={"name": name}) or soup.find("meta", attrs={"property": name})
    assert tag is not None, name
    return str(tag["content"])


def structured(soup: BeautifulSoup) -> dict[str, Any]:
    tag = soup.find("script", type="application/ld+json")
    assert tag is not None
    data: dict[str, Any] = json.loads(tag.get_text())
    return data


@every_page
def test_what_every_head_has(page: PlannedPage) -> None:
    soup, made = render(page)
    shown = page.source.page
    assert soup.title is not None
    assert soup.title.get_text() == shown.title
    assert 0 < len(meta(soup, "description")) <= 200
    # A variant is told of by the page that divides visitors among them.
    canonical = page_url(page.site.config.base_url, page.source.canonical_path)
    assert soup.find("link", rel="canonical")["href"] == canonical  # type: ignore[index]
    assert canonical.endswith("/")
    assert meta(soup, "robots") == "noindex, nofollow"
    assert "viewport-fit=cover" in meta(soup, "viewport")
    assert meta(soup, "theme-color").startswith("#")
    assert meta(soup, "og:title") == shown.title
    assert meta(soup, "og:url") == canonical
    assert meta(soup, "og:site_name") == page.site.config.name
    assert meta(soup, "twitter:card") == "summary_large_image"
    html = soup.html
    assert html is not None
    assert html["lang"] == shown.language
    assert html["dir"] == ("rtl" if shown.language == "ar" else "ltr")
    assert soup.find("link", rel="icon") is not None
    names = {asset.name for asset in made.assets}
    base = page.site.config.base_url + "assets/"
    assert meta(soup, "og:image").removeprefix(base) in names
    assert (meta(soup, "og:image:width"), meta(soup, "og:image:height")) == ("1200", "630")


@every_page
def test_every_file_that_a_page_shows_is_published_with_it(page: PlannedPage) -> None:
    soup, made = render(page)
    names = {asset.name for asset in made.assets}
    up = "../" * page.source.path.count("/") + "../assets/"
    shown = {str(tag["src"]) for tag in soup.find_all(["img", "video", "source"], src=True)}
    shown |= {
        candidate.split()[0]
        for tag in soup.find_all(["img", "source", "link"])
        for key in ("srcset", "imagesrcset")
        for candidate in str(tag.get(key, "")).split(", ")
        if candidate
    }
    assert shown
    assert {name.removeprefix(up) for name in shown} <= names


@every_page
def test_structured_data(page: PlannedPage) -> None:
    if not TYPES[source_of(page)]:
        assert render(page)[0].find("script", type="application/ld+json") is None
        return
    data = structured(render(page)[0])
    types = data["@type"] if isinstance(data["@type"], list) else [data["@type"]]
    assert data["@context"] == "https://schema.org"
    assert types == TYPES[source_of(page)]
    assert data["name"]
    if types == ["Product"]:
        assert data["offers"]["@type"] == "Offer"
        assert data["offers"]["url"] == page.url
        assert data["offers"]["priceCurrency"] == page.source.page.currency
        assert float(data["offers"]["price"]) > 0
    if "VideoObject" in types:
        assert data["contentUrl"].startswith(page.site.config.base_url)
        assert data["thumbnailUrl"].endswith(".jpg")
        assert data["duration"].startswith("PT")
    if "VideoGame" in types:
        assert {"iOS", "Android"} <= set(data["gamePlatform"])


def test_every_example_has_an_expectation() -> None:
    assert {source_of(page) for page in PAGES} == set(TYPES)


def page_of(root: Path, *archives: str) -> BeautifulSoup:
    workspace = write_workspace(root, PLAIN_THEME, SITE, *archives)
    build_all(workspace)
    return BeautifulSoup(snapshot(workspace.output)["shop/balm/index.html"], "lxml")


def test_an_author_may_open_a_page_to_search_engines(tmp_path: Path) -> None:
    soup = page_of(tmp_path, "-- sites/shop/pages/_defaults.yaml --\nrobots: index\n")
    assert meta(soup, "robots") == "index, follow"


def test_language_and_direction(tmp_path: Path) -> None:
    soup = page_of(tmp_path, "-- sites/shop/pages/_defaults.yaml --\nlanguage: ar\ncountry: AE\n")
    assert soup.html is not None
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert meta(soup, "og:locale") == "ar_AE"


def test_the_browsers_bars_go_with_a_dark_top(tmp_path: Path) -> None:
    contract = "-- themes/plain/theme.yaml --\nname: Plain\ndescription: d\n"
    light = page_of(tmp_path / "light")
    dark = page_of(tmp_path / "dark", f"{contract}dark_top: true\n")
    assert len(light.find_all("meta", attrs={"name": "theme-color"})) == 2
    (bar,) = dark.find_all("meta", attrs={"name": "theme-color"})
    assert (bar["content"], bar.get("media")) == ("#15101f", None)


def test_without_a_description_the_first_words_stand_in(tmp_path: Path) -> None:
    assert meta(page_of(tmp_path), "description") == "For cold days."
