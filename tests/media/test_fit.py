"""Pictures brought into one exact shape: for shared links and as icons."""

from pathlib import Path

import pytest
from PIL import Image

from generator.media import FAVICON, SHARE_IMAGE, TOUCH_ICON, MediaStore, Shape
from generator.media.fit import POSTER_FILE
from tests.media.samples import BLUE, GREY, RED, corners, is_near, photo


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "cache")


def test_a_share_image_is_cut_to_its_shape(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "tall.png"
    photo(1200, 1300).save(source)
    share = store.fit(source, SHARE_IMAGE)
    assert (share.width, share.height) == (1200, 630)
    assert share.asset.media_type == "image/jpeg"
    assert share.asset.size <= 200_000
    with Image.open(share.asset.path) as image:
        assert image.size == (1200, 630)


def test_a_portrait_is_shared_whole_before_a_blurred_copy(
    store: MediaStore, tmp_path: Path
) -> None:
    tall = Image.new("RGB", (400, 800), GREY)
    tall.paste(RED, (0, 180, 400, 220))
    tall.paste(BLUE, (0, 580, 400, 620))
    source = tmp_path / "tall.png"
    tall.save(source)
    share = store.fit(source, SHARE_IMAGE)
    with Image.open(share.asset.path) as image:
        middle = [image.getpixel((image.width // 2, y)) for y in range(image.height)]
        assert any(is_near(pixel, RED) for pixel in middle)
        side = [image.getpixel((3, y)) for y in range(image.height)]
        assert not any(is_near(pixel, RED) for pixel in side)


def test_a_small_source_is_cut_but_never_enlarged(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "small.png"
    corners(60, 60).save(source)
    share = store.fit(source, SHARE_IMAGE)
    assert share.width <= 60
    assert share.width / share.height == pytest.approx(1200 / 630, rel=0.05)


@pytest.mark.parametrize(("focus", "color"), [((0.0, 0.0), RED), ((1.0, 1.0), GREY)])
def test_the_focus_stays_in_sight(
    store: MediaStore, tmp_path: Path, focus: tuple[float, float], color: tuple[int, ...]
) -> None:
    source = tmp_path / "corners.png"
    corners(400, 400).save(source)
    cut = store.fit(source, Shape(100, 50, "png", focus=focus))
    with Image.open(cut.asset.path) as image:
        corner = (2, 2) if focus == (0.0, 0.0) else (97, 47)
        assert is_near(image.convert("RGB").getpixel(corner), color)


def test_icons_show_the_whole_logo(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "logo.png"
    Image.new("RGBA", (400, 200), (*RED, 255)).save(source)
    touch = store.fit(source, TOUCH_ICON)
    with Image.open(touch.asset.path) as image:
        assert (image.size, image.format) == ((180, 180), "PNG")
        shown = image.convert("RGBA")
        assert shown.getpixel((90, 10)) == (255, 255, 255, 255)
        assert is_near(shown.getpixel((90, 90)), RED)
    favicon = store.fit(source, FAVICON)
    with Image.open(favicon.asset.path) as image:
        assert image.size == (32, 32)
        assert image.convert("RGBA").getpixel((16, 2))[3] == 0  # type: ignore[index]


def test_a_poster_that_is_too_heavy_gets_fewer_pixels(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "snow.png"
    Image.effect_noise((900, 500), 120).convert("RGB").save(source)
    poster = store.fit(source, POSTER_FILE)
    assert poster.width < 900
    assert poster.width / poster.height == pytest.approx(900 / 500, rel=0.02)
    assert poster.asset.size <= POSTER_FILE.budget


def test_a_poster_that_is_light_keeps_its_pixels(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "evening.png"
    Image.linear_gradient("L").resize((900, 500)).convert("RGB").save(source)
    assert store.fit(source, POSTER_FILE).width == 900
