"""Clips on phones: what some of them do not play, or play late."""

from collections.abc import Iterator

from generator.check.page import CheckedPage
from generator.check.rule import Found, Rule, rule
from generator.check.sources import BROWSERS
from generator.media import Video


def _clip(page: CheckedPage) -> Video | None:
    file = getattr(page.page, "video", None)
    if file is None:
        return None
    poster = getattr(page.page, "poster", None)
    return page.store.video(file.path, poster=poster.path if poster else None)


def _playback(code: str, title: str, why: str, fix: str) -> Rule:
    @rule(code, "warning", title, why=why, fix=fix, source=BROWSERS)
    def look(page: CheckedPage) -> Iterator[Found]:
        clip = _clip(page)
        for note in clip.notes if clip else ():
            if note.code == code:
                yield Found(("video",), note.message, note.hint)

    return look


RULES = (
    _playback(
        "video-codec",
        "The picture is coded in a way that some phones do not play",
        "H.264 plays everywhere; HEVC, AV1 and others do not.",
        "Export the clip with H.264.",
    ),
    _playback(
        "video-pixel-format",
        "The picture has colours that some phones cannot decode",
        "Phones decode 8-bit 4:2:0 (yuv420p) in hardware; more bits or colours often stay black.",
        "Export the clip as 8-bit 4:2:0.",
    ),
    _playback(
        "video-audio-codec",
        "The sound is coded in a way that some phones do not play",
        "AAC plays everywhere in MP4.",
        "Export the clip with AAC sound, or without sound.",
    ),
    _playback(
        "video-container",
        "The file is of a kind that some phones do not open",
        "MP4 opens everywhere.",
        "Export the clip as MP4.",
    ),
    _playback(
        "video-not-faststart",
        "The clip begins to play only when all of it is there",
        "Its index stands at its end, so a phone must load the whole file first.",
        "Export it for the web (fast start).",
    ),
)
