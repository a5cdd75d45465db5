from pathlib import Path

import pytest
from PIL import Image, ImageCms, features

from generator.media import ROLES, MediaStore, Picture
from generator.media.encode import LOWEST_QUALITY, QUALITY, encode, fit_budget, search
from generator.media.picture import PHONE_WIDTH, SHARP_WIDTH, plan_widths, resize
from generator.media.raster import open_picture, upright
from tests.media.samples import BLUE, GREEN, GREY, RED, corners, encoded, gif, is_near, photo


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "cache")


def types(picture: Picture) -> list[str]:
    return [one.media_type for one in (*picture.sources, picture.fallback_set)]


def every_file(picture: Picture) -> list[Image.Image]:
    images: list[Image.Image] = []
    for asset in picture.assets:
        with Image.open(asset.path) as image:
            image.load()
            images.append(image)
    return images


def test_a_photo_comes_in_three_formats_and_several_widths(
    store: MediaStore, tmp_path: Path
) -> None:
    source = tmp_path / "glow.jpg"
    photo(720, 1280).save(source, quality=95)
    picture = store.picture(source, role="hero")
    assert types(picture) == ["image/avif", "image/webp", "image/jpeg"]
    widths = [[r.width for r in one.renditions] for one in picture.sources]
    assert widths == [[390, 640, 720], [390, 640, 720]]
    assert [r.width for r in picture.fallback_set.renditions] == [720]
    for one in (*picture.sources, picture.fallback_set):
        for rendition in one.renditions:
            with Image.open(rendition.asset.path) as image:
                assert image.size == (rendition.width, rendition.height)
                assert f"image/{image.format}".lower() == rendition.asset.media_type
    assert (picture.width, picture.height, picture.sizes) == (720, 1280, "100vw")
    assert (picture.format, picture.bytes) == ("JPEG", source.stat().st_size)
    assert picture.ratio == pytest.approx(0.5625)
    assert not picture.animated
    assert not picture.has_alpha
    assert picture.fallback.width == 720
    assert picture.preload is picture.sources[0]
    assert (
        picture.sources[0]
        .srcset(lambda asset: f"../assets/{asset.name}")
        .startswith("../assets/glow.")
    )
    assert len(picture.assets) == 7


def test_a_grainy_hero_at_phone_width_needs_at_most_60_kb() -> None:
    budget = ROLES["hero"].budget["avif"]
    assert budget <= 60_000
    image = photo(PHONE_WIDTH, 1390, noise=0.25)
    data, quality = fit_budget(image, "avif", QUALITY["avif"], budget)
    assert 0.7 * budget < len(data) <= budget
    assert LOWEST_QUALITY["avif"] <= quality < QUALITY["avif"]


def test_the_sharpest_phones_need_no_more(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "grain.jpg"
    source.write_bytes(encoded(photo(1260, 900, noise=0.12), "JPEG", quality=95))
    for made in store.picture(source, role="hero").sources:
        budget = ROLES["hero"].budget[made.renditions[0].asset.name.rsplit(".", 1)[-1]]
        sharpest = next(one for one in made.renditions if one.width >= SHARP_WIDTH)
        assert 0.5 * budget < sharpest.asset.size <= budget


def test_the_budget_lowers_the_quality_no_further_than_needed() -> None:
    tried = []

    def encoder(quality: int) -> bytes:
        tried.append(quality)
        return bytes(int(1000 * 1.03**quality))

    data, quality = search(encoder, "avif", 58, 4000)
    assert len(data) <= 4000 < len(encoder(quality + 2))
    assert len(tried) <= 4


def test_the_budget_stops_at_the_lowest_quality() -> None:
    data, quality = search(lambda quality: bytes(1000 + quality), "webp", 80, 10)
    assert quality == LOWEST_QUALITY["webp"]
    assert len(data) == 1000 + quality


@pytest.mark.parametrize(
    ("available", "widths"),
    [
        (2000, [390, 640, 780, 1170, 1600]),
        (1600, [390, 640, 780, 1170, 1600]),
        (1250, [390, 640, 780, 1250]),
        (400, [400]),
        (390, [390]),
        (64, [64]),
        (1, [1]),
    ],
)
def test_no_width_exceeds_the_source(available: int, widths: list[int]) -> None:
    assert plan_widths((390, 640, 780, 1170, 1600), available) == widths


def test_encoders_beside_each_other_keep_their_own_settings(
    store: MediaStore, tmp_path: Path
) -> None:
    # Pillow keeps the options of a save in the image, so sharing one image mixes them up.
    source = tmp_path / "one.png"
    photo(800, 600).save(source)
    picture = store.picture(source, role="inline", widths=(320,))
    image = resize(upright(open_picture(source.read_bytes(), "one.png"), "one.png"), 320)
    for extension, one in zip(
        ("avif", "webp", "jpg"), (*picture.sources, picture.fallback_set), strict=True
    ):
        alone = encode(image, extension, QUALITY[extension])
        assert one.renditions[0].asset.path.read_bytes() == alone


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_and_removed(
    store: MediaStore, tmp_path: Path, orientation: int
) -> None:
    # What a camera stores so that turning it by the tag gives `corners`.
    inverse = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = corners() if inverse is None else corners().transpose(inverse)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera maker"
    source = tmp_path / "turned.jpg"
    stored.save(source, exif=exif, quality=95, subsampling=0)
    picture = store.picture(source)
    assert (picture.width, picture.height) == (60, 40)
    for image in every_file(picture):
        assert image.size == (60, 40)
        assert not image.getexif()
        shown = image.convert("RGB")
        assert is_near(shown.getpixel((8, 8)), RED)
        assert is_near(shown.getpixel((52, 8)), GREEN)
        assert is_near(shown.getpixel((8, 32)), BLUE)
        assert is_near(shown.getpixel((52, 32)), GREY)


def test_damaged_exif_turns_nothing(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "odd.jpg"
    source.write_bytes(encoded(corners(), "JPEG", exif=b"Exif\0\0not a tiff header at all"))
    assert store.picture(source).width == 60


def display_p3() -> bytes:
    """A profile with the primaries of Display P3, built by swapping them into sRGB's."""
    import struct

    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for i in range(struct.unpack_from(">I", data, 128)[0]):
        name, offset, _ = struct.unpack_from(">4sII", data, 132 + 12 * i)
        if name in primaries:
            values = (round(value * 65536) for value in primaries[name])
            struct.pack_into(">3i", data, offset + 8, *values)
    return bytes(data)


def test_a_wide_gamut_is_converted_to_srgb(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "p3.png"
    Image.new("RGB", (40, 40), (200, 100, 50)).save(source, icc_profile=display_p3())
    for image in every_file(store.picture(source)):
        assert "icc_profile" not in image.info
        # 200, 100, 50 in Display P3 is 215, 96, 33 in sRGB: stronger than the same numbers.
        assert is_near(image.convert("RGB").getpixel((20, 20)), (215, 96, 33), 6)


def test_a_broken_profile_is_ignored(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "odd.png"
    Image.new("RGB", (40, 40), RED).save(source, icc_profile=b"this is no profile")
    assert is_near(every_file(store.picture(source))[0].convert("RGB").getpixel((9, 9)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_colour_mode_becomes_rgb(store: MediaStore, tmp_path: Path, mode: str) -> None:
    format_name = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    source = tmp_path / f"mode.{format_name.lower()}"
    if mode == "I;16":
        image = Image.new("I;16", (40, 40), 200 * 256)
    else:
        image = Image.new("RGB", (40, 40), (200, 200, 200)).convert(mode, dither=Image.Dither.NONE)
    image.save(source, format_name)
    wanted = (255, 255, 255) if mode == "1" else (200, 200, 200)
    picture = store.picture(source)
    assert not picture.has_alpha
    for file in every_file(picture):
        assert file.mode == "RGB"
        assert is_near(file.getpixel((20, 20)), wanted, 6)


def test_floating_point_grey_is_spread_over_its_range(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "depth.tif"
    Image.linear_gradient("L").convert("F").point(lambda value: value * 4 - 100).save(source)
    for image in every_file(store.picture(source)):
        assert is_near(image.getpixel((128, 2)), (2, 2, 2), 6)
        assert is_near(image.getpixel((128, 253)), (253, 253, 253), 6)


def test_a_palette_with_a_transparent_entry_keeps_its_holes(
    store: MediaStore, tmp_path: Path
) -> None:
    image = Image.new("P", (40, 40), 0)
    image.putpalette([0, 0, 0, *RED])
    image.paste(1, (0, 0, 20, 40))
    source = tmp_path / "hole.png"
    image.save(source, transparency=0)
    picture = store.picture(source)
    assert picture.has_alpha
    assert types(picture) == ["image/avif", "image/webp", "image/png"]
    assert picture.color == "#{:02x}{:02x}{:02x}".format(*RED)
    for file in every_file(picture):
        shown = file.convert("RGBA")
        assert is_near(shown.getpixel((5, 20)), RED)
        assert shown.getpixel((35, 20))[3] == 0  # type: ignore[index]


def test_alpha_that_hides_nothing_is_dropped(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "solid.png"
    Image.new("RGBA", (40, 40), (*RED, 255)).save(source)
    picture = store.picture(source)
    assert not picture.has_alpha
    assert types(picture)[-1] == "image/jpeg"


def test_edges_against_transparency_get_no_dark_fringe(store: MediaStore, tmp_path: Path) -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (0, 0, 203, 400))
    source = tmp_path / "edge.png"
    image.save(source)
    picture = store.picture(source, widths=(100,))
    with Image.open(picture.fallback.asset.path) as file:
        shown = file.convert("RGBA")
        row = [shown.getpixel((x, 50)) for x in range(100)]
    partly = [pixel for pixel in row if isinstance(pixel, tuple) and 40 < pixel[3] < 250]
    assert partly
    assert all(min(pixel[:3]) > 240 for pixel in partly)


def test_fully_transparent_pictures_have_a_placeholder_too(
    store: MediaStore, tmp_path: Path
) -> None:
    source = tmp_path / "nothing.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(source)
    assert store.picture(source).color == "#ffffff"


def test_an_animated_gif_moves_as_webp_and_stands_still_on_request(
    store: MediaStore, tmp_path: Path
) -> None:
    source = gif(tmp_path / "wave.gif")
    picture = store.picture(source)
    assert picture.animated
    still_avif, still_webp, moving = picture.sources
    assert still_avif.media == still_webp.media == "(prefers-reduced-motion: reduce)"
    assert (moving.media, moving.media_type) == ("", "image/webp")
    assert picture.preload is moving
    with Image.open(moving.renditions[0].asset.path) as webp:
        assert (webp.n_frames, webp.size) == (4, (80, 60))  # type: ignore[attr-defined]
        webp.seek(1)
        webp.load()
        assert webp.info["duration"] == 120
        assert webp.info["loop"] == 0
        assert is_near(webp.convert("RGB").getpixel((40, 30)), (60, 40, 160))
    with Image.open(still_webp.renditions[0].asset.path) as still:
        assert getattr(still, "n_frames", 1) == 1
    fallback = picture.fallback.asset
    assert fallback.media_type == "image/gif"
    assert fallback.path.read_bytes() == source.read_bytes()


def test_an_animated_png_moves_and_falls_back_to_a_still(store: MediaStore, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (50, 50), color) for color in (RED, GREEN)]
    source = tmp_path / "blink.png"
    frames[0].save(source, save_all=True, append_images=frames[1:], duration=200)
    picture = store.picture(source)
    assert picture.animated
    assert types(picture) == ["image/avif", "image/webp", "image/webp", "image/jpeg"]


def test_a_gif_of_one_frame_is_a_still(store: MediaStore, tmp_path: Path) -> None:
    picture = store.picture(gif(tmp_path / "one.gif", frames=1))
    assert not picture.animated
    assert types(picture) == ["image/avif", "image/webp", "image/jpeg"]


def test_one_pixel_is_a_picture(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "dot.png"
    Image.new("RGB", (1, 1), RED).save(source)
    picture = store.picture(source, role="hero")
    assert (picture.width, picture.height) == (1, 1)
    assert {(r.width, r.height) for one in picture.sources for r in one.renditions} == {(1, 1)}


def test_pillow_has_the_codecs_this_room_needs() -> None:
    assert all(features.check(name) for name in ("avif", "webp", "littlecms2"))
