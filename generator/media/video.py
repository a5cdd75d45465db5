"""Video clips: what they are, whether visitors' phones can play them, and their poster.

A file is published as it is when it is an MP4 whose index stands at the front, or a WebM file.
Everything else is repackaged, without encoding anything again, wherever MP4 can hold its streams.
"""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.errors import InputError
from generator.media.asset import Asset, Note
from generator.media.cache import Made
from generator.media.mp4 import Boxes, read_boxes
from generator.media.picture import Picture
from generator.media.playback import PLAYABLE_SOUND

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL import Image

OPERATION = "video-1"
POSTER_OPERATION = "video-poster-1"
_MP4_VIDEO = frozenset({"h264", "hevc", "av1", "mpeg4"})
_EBML = b"\x1aE\xdf\xa3"
_SAMPLES = 9
# Frames decoded after a seek before the search gives up on reaching the exact moment.
_PATIENCE = 90


class Video(Struct, frozen=True):
    """A clip, the file to publish, and its poster.

    Attributes:
        asset: The file to publish.
        poster: A picture of a good frame, in the role that was asked for.
        poster_file: The same frame as one JPEG file, for the `poster` attribute.
        container: "mp4", "mov", "webm" or "mkv": the original's.
        video_codec: Such as "h264" or "hevc".
        audio_codec: Such as "aac"; empty without sound.
        width, height: In pixels, after the rotation that the file asks for.
        duration: In seconds.
        bytes: Length of the original file.
        repackaged: `asset` holds the same streams in a new MP4 file.
        notes: Risks of playback, for `check` to tell.
    """

    asset: Asset
    poster: Picture
    poster_file: Asset
    container: str
    video_codec: str
    audio_codec: str
    width: int
    height: int
    duration: float
    bytes: int
    repackaged: bool
    notes: tuple[Note, ...]

    @property
    def has_audio(self) -> bool:
        """Tell whether there is sound to switch on."""
        return bool(self.audio_codec)

    @property
    def ratio(self) -> float:
        """Width divided by height, as shown."""
        return self.width / self.height

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Every file that the page may ask for, each once."""
        return (self.asset, self.poster_file, *self.poster.assets)


def make_video(path: Path) -> Made:
    """Probe a clip and repackage it where that helps.

    Returns:
        Facts, and one file if the clip was repackaged.

    Raises:
        InputError: video-unreadable, video-no-stream, media-truncated.
    """
    import av

    boxes = read_boxes(path)
    kind = _kind(path, boxes)
    if not kind:
        raise _unreadable(path.name)
    if boxes and (boxes.breaks_off or not boxes.has_index):
        raise _truncated(path.name)
    try:
        with _open(path, kind) as container:
            facts = _probe(container, path.name, kind, boxes)
            if not facts["repackage"]:
                return Made(facts)
            return Made(facts, (("mp4", _repackage(container)),))
    except av.error.FFmpegError as error:
        raise _unreadable(path.name) from error


def _open(path: Path, kind: str) -> "InputContainer":
    """Open a clip as what it is; FFmpeg's guess could be a playlist that names other files."""
    import av

    demuxer = "mov" if kind in ("mp4", "mov") else "matroska"
    # Old cameras and editors write titles in encodings of their own.
    return av.open(str(path), format=demuxer, metadata_errors="replace")


def _probe(
    container: "InputContainer", name: str, kind: str, boxes: Boxes | None
) -> dict[str, Any]:
    if not container.streams.video or _is_cover(container.streams.video[0]):
        raise InputError(
            "video-no-stream",
            f"The file {name} has no video in it, only "
            + ("sound." if container.streams.audio else "other data."),
            "Export the clip again with its picture, or leave `video` out.",
        )
    stream = container.streams.video[0]
    frame = next(container.decode(stream), None)
    if frame is None or not stream.width or not stream.height:
        raise _truncated(name)
    container.seek(0)
    audio = _codec(container.streams.audio[0]) if container.streams.audio else ""
    codec = _codec(stream)
    movable = codec in _MP4_VIDEO and (not audio or audio in PLAYABLE_SOUND)
    faststart = boxes is None or boxes.index_first
    width, height = stream.width, stream.height
    aspect = stream.sample_aspect_ratio
    if aspect and aspect != 1:
        width = round(width * aspect)
    if frame.rotation % 180:
        width, height = height, width
    return {
        "container": kind,
        "video_codec": codec,
        "audio_codec": audio,
        "pixel_format": stream.codec_context.pix_fmt or "",
        "width": width,
        "height": height,
        "duration": _duration(container, stream),
        "faststart": faststart,
        "repackage": movable and (kind in ("mov", "mkv") or not faststart),
    }


def _codec(stream: "VideoStream | AudioStream") -> str:
    """Name a codec in FFmpeg's words; "unknown" when FFmpeg has no decoder for it."""
    context = stream.codec_context
    return context.codec.canonical_name if context else "unknown"


def _is_cover(stream: "VideoStream") -> bool:
    """Tell whether the stream is the cover picture of a piece of music."""
    import av

    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _kind(path: Path, boxes: Boxes | None) -> str:
    """Name the container by its first bytes; empty for one that is not supported."""
    if boxes:
        return "mov" if boxes.brand in ("", "qt  ") else "mp4"
    with path.open("rb") as file:
        head = file.read(64)
    if not head.startswith(_EBML):
        return ""
    return "webm" if b"webm" in head else "mkv"


def _duration(container: "InputContainer", stream: "VideoStream") -> float:
    import av

    if stream.duration and stream.time_base:
        return round(float(stream.duration * stream.time_base), 3)
    return round((container.duration or 0) / av.time_base, 3)


def _repackage(container: "InputContainer") -> bytes:
    """Copy the first video and audio stream into an MP4 file whose index comes first."""
    import av

    streams = [container.streams.video[0], *container.streams.audio[:1]]
    # Without "bitexact" the muxer writes its version and the time of day into the file.
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with tempfile.TemporaryDirectory(prefix="landfast-") as folder:
        # A real file, because the muxer reads it again to move the index.
        path = Path(folder, "clip.mp4")
        with av.open(str(path), "w", format="mp4", options=options) as target:
            copies = {one.index: target.add_stream_from_template(one) for one in streams}
            for packet in container.demux(streams):
                if packet.dts is None:
                    continue
                packet.stream = copies[packet.stream.index]
                target.mux(packet)
        return path.read_bytes()


def make_poster(path: Path) -> Made:
    """Choose a frame that shows something, sharply, and keep it as a lossless PNG.

    Raises:
        InputError: media-truncated when no frame can be decoded.
    """
    import av

    best, best_score = None, -1.0
    try:
        with _open(path, _kind(path, read_boxes(path))) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            length = _duration(container, stream)
            # Asked now: a stream must not be touched once its container is closed.
            aspect = stream.sample_aspect_ratio
            for index in range(_SAMPLES):
                frame = _frame_at(container, stream, length * (0.02 + 0.8 * index / _SAMPLES))
                if frame is not None and (score := _score(frame)) > best_score:
                    best, best_score = frame, score
    except av.error.FFmpegError as error:
        if best is None:
            raise _truncated(path.name) from error
    if best is None:
        raise _truncated(path.name)
    image = _picture_of(best)
    if aspect and aspect != 1:
        image = image.resize((round(image.width * aspect), image.height))
    if best.rotation % 360:
        image = image.rotate(best.rotation, expand=True)
    lossless = io.BytesIO()
    image.save(lossless, "PNG", compress_level=3)
    return Made({}, (("png", lossless.getvalue()),))


def _frame_at(
    container: "InputContainer", stream: "VideoStream", second: float
) -> "VideoFrame | None":
    """Decode the first frame at or after `second`, or the last one reached in patience."""
    if stream.time_base:
        start = stream.start_time or 0
        container.seek(start + int(second / stream.time_base), stream=stream)
    reached = None
    for count, frame in enumerate(container.decode(stream)):
        reached = frame
        if (frame.time or 0.0) >= second or count >= _PATIENCE:
            break
    return reached


def _picture_of(frame: "VideoFrame", **size: int) -> "Image.Image":
    image: Image.Image = frame.to_image(**size)  # type: ignore[no-untyped-call]
    return image


def _score(frame: "VideoFrame") -> float:
    """Rate a frame: contrast times detail, and next to nothing for a black or white one."""
    from PIL import ImageFilter, ImageStat

    grey = _picture_of(frame, width=240, height=max(8, 240 * frame.height // frame.width))
    grey = grey.convert("L")
    light = ImageStat.Stat(grey)
    edges = grey.filter(ImageFilter.FIND_EDGES).crop((1, 1, grey.width - 1, grey.height - 1))
    usable = 1.0 if 24 <= light.mean[0] <= 232 else 0.05
    return float(usable * (light.stddev[0] + 1) * (ImageStat.Stat(edges).stddev[0] + 1))


def _truncated(name: str) -> InputError:
    return InputError(
        "media-truncated",
        f"The video {name} is incomplete or damaged: its data ends or breaks off early.",
        "The copy or download probably broke off; export or copy it again.",
    )


def _unreadable(name: str) -> InputError:
    return InputError(
        "video-unreadable",
        f"The file {name} is not a video that Landfast can read.",
        "Export the clip again as MP4 with H.264 video and AAC sound.",
    )
