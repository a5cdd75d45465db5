"""Pictures that cannot be used are refused with their reason, and never crash a build."""

import random
from pathlib import Path

import pytest
from PIL import Image

from generator.errors import InputError
from generator.media import MediaStore
from tests.media.samples import corners, encoded, gif, photo


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "cache")


def bomb() -> bytes:
    """A PNG of 20,000 x 20,000 pixels in 49 KB."""
    return encoded(Image.new("1", (20_000, 20_000)), "PNG", optimize=True)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.jpg", b"", "media-empty"),
        ("notes.jpg", b"Dear diary, this is no picture.", "media-not-an-image"),
        ("phone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "media-not-an-image"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "media-not-an-image"),
        ("page.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "media-not-an-image"),
        ("cut.jpg", encoded(corners(600, 400), "JPEG")[:1500], "media-truncated"),
        ("cut.png", encoded(photo(200, 200), "PNG")[:3000], "media-truncated"),
        ("cut.webp", encoded(photo(200, 200), "WEBP")[:900], "media-truncated"),
        ("cut.avif", encoded(photo(200, 200), "AVIF")[:900], "media-truncated"),
        ("head.png", encoded(corners(), "PNG")[:20], "media-truncated"),
        ("bomb.png", bomb(), "media-too-large-in-pixels"),
        (
            "pano.png",
            encoded(Image.new("1", (17_000, 10)), "PNG"),
            "media-too-large-in-pixels",
        ),
        (
            "large.png",
            encoded(Image.new("1", (12_000, 12_000)), "PNG"),
            "media-too-large-in-pixels",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unusable_pictures_are_refused(
    store: MediaStore, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    with pytest.raises(InputError) as caught:
        store.picture(source)
    assert caught.value.code == code
    assert name in caught.value.message
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


def test_an_animation_of_too_many_pixels_is_refused(
    store: MediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.media.raster.MAX_ANIMATION_PIXELS", 10_000)
    with pytest.raises(InputError, match="4 frames of 80 x 60 pixels"):
        store.picture(gif(tmp_path / "long.gif"))


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP"])
def test_damaged_bytes_never_crash_the_build(
    store: MediaStore, tmp_path: Path, format_name: str
) -> None:
    dice = random.Random(format_name)
    whole = encoded(photo(24, 16), format_name)
    codes = []
    for number in range(40):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 4, 16))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        source = tmp_path / f"{number}.{format_name.lower()}"
        source.write_bytes(data)
        try:
            store.picture(source, role="thumbnail", widths=(8,))
        except InputError as error:
            codes.append(error.code)
    assert all(code.startswith("media-") for code in codes)
    assert codes or format_name == "BMP"  # where every byte behind the head is a colour


def test_a_truncated_animation_is_refused(store: MediaStore, tmp_path: Path) -> None:
    source = gif(tmp_path / "cut.gif")
    frames = [photo(200, 200) for _ in range(3)]
    frames = [frame.rotate(30 * i) for i, frame in enumerate(frames)]
    frames[0].save(source, save_all=True, append_images=frames[1:])
    source.write_bytes(source.read_bytes()[:-20_000])
    with pytest.raises(InputError) as caught:
        store.picture(source)
    assert caught.value.code == "media-truncated"


def test_missing_files_and_folders_are_told_apart(store: MediaStore, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        store.picture(tmp_path / "gone.jpg")
    assert caught.value.code == "media-missing"
    with pytest.raises(InputError) as caught:
        store.picture(tmp_path)
    assert caught.value.code == "media-unreadable"
