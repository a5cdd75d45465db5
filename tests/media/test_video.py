from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from generator.errors import InputError
from generator.media import MediaStore, Video
from generator.media.mp4 import read_boxes
from tests.media.samples import (
    BLUE,
    GREEN,
    GREY,
    RED,
    clip,
    corners,
    encoded,
    is_near,
    turned_clip,
)


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "cache")


def codes(video: Video) -> list[str]:
    return [note.code for note in video.notes]


def packets(path: Path) -> list[tuple[str, int | None, bytes]]:
    """Everything that a decoder would be given, to prove that nothing was encoded again."""
    with av.open(str(path)) as container:
        return [
            (packet.stream.type, packet.pts, bytes(packet))
            for packet in container.demux()
            if packet.size
        ]


def test_a_clip_for_the_web_is_published_as_it_is(store: MediaStore, tmp_path: Path) -> None:
    source = clip(tmp_path / "Trailer ä🔥.mp4", faststart=True)
    video = store.video(source)
    assert video.asset.path == source
    assert video.asset.name.startswith("trailer-a.")
    assert video.asset.media_type == "video/mp4"
    assert not video.repackaged
    assert video.notes == ()
    assert (video.container, video.video_codec, video.audio_codec) == ("mp4", "h264", "aac")
    assert (video.width, video.height, video.has_audio) == (320, 180, True)
    assert video.duration == pytest.approx(2.0, abs=0.05)
    assert video.bytes == source.stat().st_size
    assert video.ratio == pytest.approx(16 / 9)


def test_an_index_at_the_end_is_moved_to_the_front(store: MediaStore, tmp_path: Path) -> None:
    source = clip(tmp_path / "late.mp4")
    video = store.video(source)
    assert video.repackaged
    assert codes(video) == ["video-not-faststart"]
    boxes = read_boxes(video.asset.path)
    assert boxes is not None
    assert boxes.index_first
    assert packets(video.asset.path) == packets(source)
    assert video.asset.name.startswith("late.")
    assert video.asset.media_type == "video/mp4"


def test_a_quicktime_clip_is_repackaged_as_mp4(store: MediaStore, tmp_path: Path) -> None:
    source = clip(tmp_path / "phone.MOV")
    video = store.video(source)
    assert (video.container, video.repackaged) == ("mov", True)
    assert codes(video) == ["video-container"]
    assert video.asset.name.endswith(".mp4")
    assert packets(video.asset.path) == packets(source)


def test_hevc_is_told_as_a_risk(store: MediaStore, tmp_path: Path) -> None:
    video = store.video(clip(tmp_path / "new.mp4", codec="libx265", faststart=True))
    assert video.video_codec == "hevc"
    assert codes(video) == ["video-codec"]
    assert "HEVC" in video.notes[0].message
    for note in video.notes:
        assert note.message.endswith(".")
        assert note.hint.endswith(".")


def test_other_containers_and_pixel_formats_are_told(store: MediaStore, tmp_path: Path) -> None:
    webm = store.video(clip(tmp_path / "a.webm", codec="libvpx-vp9"))
    assert (webm.container, webm.video_codec, webm.audio_codec) == ("webm", "vp9", "opus")
    assert codes(webm) == ["video-codec", "video-audio-codec", "video-container"]
    assert not webm.repackaged
    assert webm.asset.media_type == "video/webm"
    mkv = store.video(clip(tmp_path / "a.mkv"))
    assert (mkv.container, mkv.repackaged, codes(mkv)) == ("mkv", True, ["video-container"])
    deep = store.video(clip(tmp_path / "b.mp4", pixel_format="yuv422p10le", faststart=True))
    assert codes(deep) == ["video-pixel-format"]


def test_titles_in_old_encodings_do_no_harm(store: MediaStore, tmp_path: Path) -> None:
    source = clip(tmp_path / "old.mp4", faststart=True)
    source.write_bytes(source.read_bytes().replace(b"VideoHandler", b"Vid\xe9oHandler"))
    assert store.video(source).video_codec == "h264"


def test_sound_that_nobody_knows_is_told(store: MediaStore, tmp_path: Path) -> None:
    source = clip(tmp_path / "odd.mp4", faststart=True)
    source.write_bytes(source.read_bytes().replace(b"mp4a", b"qqqq").replace(b"esds", b"none"))
    video = store.video(source)
    assert codes(video) == ["video-audio-codec"]
    assert video.asset.path == source


def test_pixels_that_are_not_square_are_stretched(store: MediaStore, tmp_path: Path) -> None:
    source = tmp_path / "wide.mp4"
    with av.open(str(source), "w") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        stream.codec_context.sample_aspect_ratio = Fraction(2, 1)
        for _ in range(5):
            image = corners(160, 120)
            frame = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    video = store.video(source)
    assert (video.width, video.height) == (320, 120)
    assert (video.poster.width, video.poster.height) == (320, 120)


def test_a_silent_clip_has_no_audio(store: MediaStore, tmp_path: Path) -> None:
    video = store.video(clip(tmp_path / "still.mp4", sound=False))
    assert not video.has_audio


def test_the_poster_is_a_frame_that_shows_something(store: MediaStore, tmp_path: Path) -> None:
    source = clip(tmp_path / "dark start.mp4", seconds=3, black_until=1.5)
    video = store.video(source, role="hero")
    assert (video.poster.width, video.poster.height) == (320, 180)
    assert video.poster.sources[0].media_type == "image/avif"
    assert video.poster_file.name.startswith("dark-start-poster.")
    assert video.poster_file.media_type == "image/jpeg"
    assert video.assets == (video.asset, video.poster_file, *video.poster.assets)
    with Image.open(video.poster_file.path) as poster:
        assert poster.size == (320, 180)
        assert is_near(poster.getpixel((150, 80)), RED)
        assert is_near(poster.getpixel((310, 10)), GREEN)


def test_a_black_clip_has_a_poster_too(store: MediaStore, tmp_path: Path) -> None:
    video = store.video(clip(tmp_path / "night.mp4", seconds=1, black_until=9))
    assert video.poster.color == "#000000"


def test_a_clip_of_one_frame_has_a_poster_too(store: MediaStore, tmp_path: Path) -> None:
    video = store.video(clip(tmp_path / "flash.mp4", seconds=0.05, black_until=0, sound=False))
    assert video.poster.width == 320


def test_the_author_may_give_the_poster(store: MediaStore, tmp_path: Path) -> None:
    own = tmp_path / "own.png"
    own.write_bytes(encoded(corners(200, 100), "PNG"))
    video = store.video(clip(tmp_path / "a.mp4"), poster=own)
    assert (video.poster.width, video.poster.height) == (200, 100)
    assert video.poster_file.name.startswith("own.")
    assert "video-poster-1" not in store.tally.operations


def test_rotation_turns_sizes_and_the_poster(store: MediaStore, tmp_path: Path) -> None:
    source = turned_clip(tmp_path / "portrait.mp4")
    video = store.video(source)
    assert (video.width, video.height) == (180, 320)
    assert video.ratio == pytest.approx(9 / 16)
    with Image.open(video.poster_file.path) as poster:
        assert poster.size == (180, 320)
        # Turned clockwise, the left column becomes the top row.
        assert is_near(poster.getpixel((10, 10)), BLUE)
        assert is_near(poster.getpixel((170, 150)), RED)
        assert is_near(poster.getpixel((10, 310)), GREY)
        assert is_near(poster.getpixel((170, 310)), GREEN)


def test_repackaging_keeps_the_rotation(store: MediaStore, tmp_path: Path) -> None:
    video = store.video(turned_clip(tmp_path / "portrait.mp4"))
    assert video.repackaged
    with av.open(str(video.asset.path)) as container:
        assert next(container.decode(video=0)).rotation == -90


def test_music_is_no_clip(store: MediaStore, tmp_path: Path) -> None:
    source = clip(tmp_path / "song.mp4", picture=False)
    with pytest.raises(InputError) as caught:
        store.video(source)
    assert caught.value.code == "video-no-stream"
    assert "only sound" in caught.value.message


@pytest.mark.parametrize("faststart", [False, True])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_clips_are_refused(
    store: MediaStore, tmp_path: Path, faststart: bool, share: float
) -> None:
    source = clip(tmp_path / "cut.mp4", faststart=faststart)
    data = source.read_bytes()
    source.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError) as caught:
        store.video(source)
    assert caught.value.code == "media-truncated"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "media-empty"),
        (b"This is no video at all, whatever its name says.", "video-unreadable"),
        (encoded(corners(), "PNG"), "video-unreadable"),
        (encoded(corners(), "GIF"), "video-unreadable"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", "media-truncated"),
        (b"\0\0\0\x08moov", "video-no-stream"),
        (b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n", "video-unreadable"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "video-unreadable"),
        (b"\x1aE\xdf\xa3 and then nothing of Matroska", "video-unreadable"),
    ],
    ids=["empty", "text", "png", "gif", "only ftyp", "empty moov", "hls", "concat", "ebml"],
)
def test_unusable_clips_are_refused(
    store: MediaStore, tmp_path: Path, data: bytes, code: str
) -> None:
    source = tmp_path / "clip.mp4"
    source.write_bytes(data)
    with pytest.raises(InputError) as caught:
        store.video(source)
    assert caught.value.code == code
    assert "clip.mp4" in caught.value.message


def test_a_missing_clip_is_told(store: MediaStore, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        store.video(tmp_path / "gone.mp4")
    assert caught.value.code == "media-missing"


@pytest.mark.parametrize(
    ("data", "brand", "has_index", "index_first", "breaks_off"),
    [
        (b"\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\x08mdat", "isom", True, True, False),
        (b"\0\0\0\x0cftypqt  \0\0\0\x08mdat\0\0\0\x08moov", "qt  ", True, False, False),
        (b"\0\0\0\x08wide\0\0\0\x00mdat-to-the-end", "", False, False, False),
        (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\x10", "", True, True, False),
        (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\x11", "", True, True, True),
        (b"\0\0\0\x08moov\0\0\0\x04mdat", "", True, True, True),
        (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0", "", True, True, True),
    ],
)
def test_boxes_are_read(
    tmp_path: Path,
    data: bytes,
    brand: str,
    has_index: bool,
    index_first: bool,
    breaks_off: bool,
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    boxes = read_boxes(path)
    assert boxes is not None
    assert (boxes.brand, boxes.has_index) == (brand, has_index)
    assert (boxes.index_first, boxes.breaks_off) == (index_first, breaks_off)


def test_other_files_have_no_boxes(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    path.write_bytes(b"\x1aE\xdf\xa3 and so on")
    assert read_boxes(path) is None
