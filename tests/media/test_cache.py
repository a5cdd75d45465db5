import json
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from generator.errors import InputError
from generator.media import SHARE_IMAGE, MediaStore, Picture
from generator.media.cache import Cache, Content, Made
from tests.media.samples import clip, corners, photo

LONG_AGO = time.time() - 86_400


@pytest.fixture
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as old enough for their times to be trusted, without waiting for that."""
    monkeypatch.setattr("generator.media.cache._CLOCK_GRANULARITY_NS", -1_000_000_000)


@pytest.fixture
def source(tmp_path: Path, _settled: None) -> Path:
    path = tmp_path / "glow.png"
    photo(500, 400).save(path)
    return path


def use_everything(store: MediaStore, picture: Path, film: Path, drawing: Path) -> list[object]:
    return [
        store.picture(picture, role="hero"),
        store.fit(picture, SHARE_IMAGE),
        store.video(film),
        store.svg(drawing),
        store.asset(film),
    ]


def test_a_second_build_hashes_and_makes_nothing(tmp_path: Path, source: Path) -> None:
    film = clip(tmp_path / "film.mp4")
    drawing = tmp_path / "logo.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    first = MediaStore(tmp_path / "cache")
    results = use_everything(first, source, film, drawing)
    assert first.tally.hashed == 3
    assert sorted(first.tally.operations) == [
        "fit-1",
        "fit-1",
        "picture-3",
        "picture-3",
        "svg-1",
        "video-1",
        "video-poster-1",
    ]
    second = MediaStore(tmp_path / "cache")
    assert use_everything(second, source, film, drawing) == results
    assert (second.tally.hashed, second.tally.made, second.tally.reused) == (0, 0, 7)


def test_a_second_build_does_not_even_load_pillow(tmp_path: Path, source: Path) -> None:
    import subprocess
    import sys

    MediaStore(tmp_path / "cache").picture(source)
    code = (
        "import sys; from pathlib import Path; from generator.media import MediaStore; "
        "MediaStore(Path(sys.argv[1])).picture(Path(sys.argv[2])); "
        "print('PIL.Image' in sys.modules)"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path / "cache"), str(source)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_file_just_saved_is_hashed_again(tmp_path: Path) -> None:
    # Its times would not show a change made within the clock's granularity.
    path = tmp_path / "notes.pdf"
    path.write_bytes(b"one")
    store = MediaStore(tmp_path / "cache")
    before = store.asset(path)
    stat = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert store.asset(path).sha256 != before.sha256


def test_a_changed_source_is_worked_on_again(tmp_path: Path, source: Path) -> None:
    store = MediaStore(tmp_path / "cache")
    before = store.picture(source)
    corners(500, 400).save(source)
    after = store.picture(source)
    assert not {a.sha256 for a in before.assets} & {a.sha256 for a in after.assets}


def test_equal_content_under_two_names_is_worked_on_once(tmp_path: Path, source: Path) -> None:
    twin = tmp_path / "twin.png"
    twin.write_bytes(source.read_bytes())
    store = MediaStore(tmp_path / "cache")
    names = [store.picture(path).fallback.asset.name for path in (source, twin)]
    assert store.tally.made == 1
    assert names[0].startswith("glow.")
    assert names[1] == names[0].replace("glow", "twin")


def test_results_are_the_same_bytes_on_every_machine(tmp_path: Path, source: Path) -> None:
    film = clip(tmp_path / "film.mp4")
    drawing = tmp_path / "logo.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    names = []
    for cache in ("one", "two"):
        store = MediaStore(tmp_path / cache)
        picture, video = store.picture(source, role="hero"), store.video(film)
        assets = (*picture.assets, *video.assets, store.fit(source, SHARE_IMAGE).asset)
        names.append([asset.name for asset in assets])
    assert names[0] == names[1]


def files(cache: Path, folder: str) -> list[Path]:
    return sorted((cache / folder).iterdir())


@pytest.mark.parametrize(
    "damage", ["cut", "flipped", "gone", "result cut", "result odd", "all gone"]
)
def test_damaged_entries_are_made_again(tmp_path: Path, source: Path, damage: str) -> None:
    cache = tmp_path / "cache"
    before = MediaStore(cache).picture(source)
    content = {asset.path: asset.path.read_bytes() for asset in before.assets}
    victim = before.assets[0].path
    (entry,) = files(cache, "results")
    match damage:
        case "cut":
            victim.write_bytes(content[victim][:50])
        case "flipped":
            victim.write_bytes(bytes(byte ^ 1 for byte in content[victim]))
        case "gone":
            victim.unlink()
        case "result cut":
            entry.write_bytes(entry.read_bytes()[:40])
        case "result odd":
            entry.write_text(json.dumps({"files": [1, 2], "facts": 3}))
        case "all gone":
            for path in content:
                path.unlink()
    store = MediaStore(cache)
    assert store.picture(source) == before
    assert store.tally.made == 1
    assert {path: path.read_bytes() for path in content} == content


def test_a_touched_file_is_checked_rather_than_made_again(tmp_path: Path, source: Path) -> None:
    cache = tmp_path / "cache"
    before = MediaStore(cache).picture(source)
    for asset in before.assets:
        os.utime(asset.path)  # as restoring a cache from an archive does
    store = MediaStore(cache)
    assert store.picture(source) == before
    assert store.tally.made == 0


def test_a_damaged_index_is_forgotten(tmp_path: Path, source: Path) -> None:
    cache = tmp_path / "cache"
    before = MediaStore(cache).asset(source)
    for path in files(cache, "sources"):
        path.write_text("{")
    store = MediaStore(cache)
    assert store.asset(source) == before
    assert store.tally.hashed == 1


def picture_in_process(cache: Path, source: Path) -> tuple[Picture, int]:
    store = MediaStore(cache)
    return store.picture(source), store.tally.made


def test_two_processes_share_one_effort(tmp_path: Path, source: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=context) as pool:
        jobs = [pool.submit(picture_in_process, tmp_path / "cache", source) for _ in range(3)]
        results = [job.result() for job in jobs]
    assert sum(made for _, made in results) == 1
    assert results[0][0] == results[1][0] == results[2][0]
    assert all(asset.path.stat().st_size == asset.size for asset in results[0][0].assets)
    assert not list((tmp_path / "cache").rglob(".new-*"))


def test_a_failed_operation_leaves_nothing_behind(tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    cache = tmp_path / "cache"
    for _ in range(2):
        with pytest.raises(InputError):
            MediaStore(cache).picture(broken)
    assert not (cache / "results").exists()
    assert not (cache / "files").exists()


def test_a_source_that_changes_under_the_build_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"new")
    with pytest.raises(InputError) as caught:
        Content(path, "a", 3, "0" * 64).read()
    assert caught.value.code == "media-changed"


def test_the_key_covers_operation_content_parameters_and_versions(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    one = Content(tmp_path, "a", 1, "1" * 64)
    two = Content(tmp_path, "a", 1, "2" * 64)
    made = []

    def work() -> Made:
        made.append(1)
        return Made({})

    for _ in range(2):
        cache.result("x-1", one, {"a": 1}, (), work)
        cache.result("x-2", one, {"a": 1}, (), work)
        cache.result("x-1", two, {"a": 1}, (), work)
        cache.result("x-1", one, {"a": 2}, (), work)
        cache.result("x-1", one, {"a": 1}, ("pillow",), work)
    assert len(made) == 5


def test_prune_removes_what_no_site_uses(tmp_path: Path, source: Path) -> None:
    cache = tmp_path / "cache"
    other = tmp_path / "other.png"
    corners(300, 200).save(other)
    store = MediaStore(cache)
    kept, dropped = store.picture(source), store.picture(other)
    other.unlink()
    # One asset of a picture is enough to keep all of it.
    removed = store.prune([kept.assets[0]], grace=-5)
    assert removed == len(dropped.assets) + 2  # with its result and its place in the index
    assert all(asset.path.exists() for asset in kept.assets)
    assert not any(asset.path.exists() for asset in dropped.assets)
    again = MediaStore(cache)
    again.picture(source)
    assert (again.tally.made, again.tally.hashed) == (0, 0)


def test_prune_spares_what_a_build_beside_it_just_used(tmp_path: Path, source: Path) -> None:
    store = MediaStore(tmp_path / "cache")
    picture = store.picture(source)
    assert store.prune([]) == 0
    for path in files(tmp_path / "cache", "results"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    store.picture(source)
    assert files(tmp_path / "cache", "results")[0].stat().st_mtime > time.time() - 60
    assert all(asset.path.exists() for asset in picture.assets)


def test_prune_of_an_empty_cache_removes_nothing(tmp_path: Path) -> None:
    assert MediaStore(tmp_path / "never made").prune([]) == 0


def test_the_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Kunde Müller 🔥"
    folder.mkdir()
    Image.new("RGB", (9, 9)).save(folder / "Bild ä.png")
    picture = MediaStore(folder / "cache").picture(folder / "Bild ä.png")
    assert picture.fallback.asset.name.startswith("bild-a.")
