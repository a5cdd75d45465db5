import hashlib
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import generator.media
from generator.errors import InputError
from generator.media import MediaStore, kind_of
from generator.media.asset import safe_extension, safe_stem


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ("hero", "hero"),
        ("Hero Bild", "hero-bild"),
        ("Größe_Übersicht", "grosse_ubersicht"),
        ("U\u0308bersicht", "ubersicht"),  # as macOS spells it
        ("ÉTÉ  (2) final…", "ete-2-final"),
        ("日本", "file"),
        ("🔥🔥", "file"),
        ("sale🔥50%", "sale-50"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ('"><script>', "script"),
        ("a" * 200, "a" * 40),
        ("", "file"),
    ],
)
def test_stems_are_safe_in_urls(stem: str, safe: str) -> None:
    assert safe_stem(stem) == safe


@pytest.mark.parametrize(
    ("extension", "safe"),
    [(".JPG", "jpg"), (".woff2", "woff2"), ("", "bin"), (".p df", "bin"), (".日本", "bin")],
)
def test_extensions_are_safe_in_urls(extension: str, safe: str) -> None:
    assert safe_extension(extension) == safe


@pytest.mark.parametrize(
    ("name", "asset_name", "media_type"),
    [
        ("game.apk", "game.{}.apk", "application/vnd.android.package-archive"),
        ("Preis Liste ä🔥.PDF", "preis-liste-a.{}.pdf", "application/pdf"),
        ("brand.woff2", "brand.{}.woff2", "font/woff2"),
        ("LICENSE", "license.{}.bin", "application/octet-stream"),
    ],
)
def test_any_file_is_published_as_it_is(
    tmp_path: Path, name: str, asset_name: str, media_type: str
) -> None:
    source = tmp_path / name
    source.write_bytes(b"content")
    asset = MediaStore(tmp_path / "cache").asset(source)
    sha256 = hashlib.sha256(b"content").hexdigest()
    assert asset.name == asset_name.format(sha256[:8])
    assert (asset.path, asset.size, asset.sha256) == (source, 7, sha256)
    assert asset.media_type == media_type


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "game.apk"
    source.touch()
    with pytest.raises(InputError) as caught:
        MediaStore(tmp_path / "cache").asset(source)
    assert caught.value.code == "media-empty"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.JPG", "picture"),
        ("a.svg", "drawing"),
        ("a.MOV", "video"),
        ("a.apk", "file"),
        ("a", "file"),
    ],
)
def test_kinds_follow_extensions(name: str, kind: str) -> None:
    assert kind_of(Path(name)) == kind


def test_stores_and_assets_travel_between_processes(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(b"content")
    store = MediaStore(tmp_path / "cache")
    asset = store.asset(source)
    again = pickle.loads(pickle.dumps(store))
    assert again.asset(source) == pickle.loads(pickle.dumps(asset)) == asset


def test_every_public_name_exists() -> None:
    for name in generator.media.__all__:
        assert getattr(generator.media, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        generator.media.nonsense  # noqa: B018


def test_importing_the_room_loads_none_of_its_libraries() -> None:
    code = (
        "import sys; from generator.media import *; "
        "print([name for name in ('PIL', 'av', 'segno') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
