"""The pictures of whole pages, in every theme and page type: what is loaded first, and how."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.render.theme_samples import PAGE_TYPES, THEMES, sample_path, write_samples
from tests.workspaces import build_all

HASHED = re.compile(r"(\.\./)+assets/[a-z0-9_-]+\.[0-9a-f]{8}\.(avif|webp|jpg|png|svg|gif)\Z")
CANDIDATE = re.compile(r"(\S+) (\d+)w(?:, |\Z)")
COLOR = re.compile(r"background:#[0-9a-f]{6}")
FORMATS = ["image/avif", "image/webp"]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = write_samples(tmp_path_factory.mktemp("pictures"))
    build_all(workspace)
    return workspace.output


@pytest.fixture(params=[(theme, kind) for theme in THEMES for kind in PAGE_TYPES], ids="-".join)
def page(request: pytest.FixtureRequest, built: Path) -> BeautifulSoup:
    theme, kind = request.param
    path = sample_path(built, theme, "rich", kind)
    return BeautifulSoup((built / theme / path / "index.html").read_bytes(), "lxml")


def said(tag: Tag, attribute: str) -> str:
    return str(tag[attribute])


def sources(image: Tag) -> list[Tag]:
    picture = image.find_parent("picture")
    return picture.find_all("source") if picture else []


def test_one_picture_comes_first(page: BeautifulSoup) -> None:
    (hero,) = page.select("img[fetchpriority=high]")
    assert "loading" not in hero.attrs
    (preload,) = page.select("link[rel=preload][as=image]")
    best = sources(hero)[0]
    assert preload["fetchpriority"] == "high"
    assert (preload["imagesrcset"], preload["imagesizes"], preload["type"]) == (
        (best["srcset"], best["sizes"], "image/avif")
    )
    assert preload.find_parent("head")
    (style,) = page.select("head > style")
    assert style.find_previous("link", rel="preload") is preload


def test_all_others_wait_until_they_are_near(page: BeautifulSoup) -> None:
    others = [image for image in page.select("main img") if "fetchpriority" not in image.attrs]
    assert others
    assert {image.get("loading") for image in others} == {"lazy"}


def test_every_picture_has_its_formats_widths_and_place(page: BeautifulSoup) -> None:
    images = page.select("picture img")
    assert images
    for image in images:
        assert int(said(image, "width")) > 0
        assert int(said(image, "height")) > 0
        assert COLOR.search(said(image, "style"))
        assert HASHED.match(said(image, "src")), image
        assert [source["type"] for source in sources(image)] == FORMATS
        for source in sources(image):
            assert source["sizes"]
            found = CANDIDATE.findall(said(source, "srcset"))
            widths = [int(width) for _, width in found]
            assert widths == sorted(widths)
            assert widths[-1] <= int(said(image, "width"))
            assert all(HASHED.match(address) for address, _ in found)


def test_every_file_is_there(page: BeautifulSoup, built: Path) -> None:
    html = str(page)
    names = set(re.findall(r"assets/([a-z0-9_-]+\.[0-9a-f]{8}\.[a-z0-9]+)", html))
    published = {path.name for path in built.glob("*/assets/*")}
    assert names
    assert names <= published
