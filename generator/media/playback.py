"""Which clips play on every visitor's phone, and what to tell about the others."""

from collections.abc import Mapping
from typing import Any

from generator.media.asset import Note

# What MP4 can hold and every phone can play.
PLAYABLE_SOUND = frozenset({"aac", "mp3"})


def notes_of(facts: Mapping[str, Any], name: str) -> tuple[Note, ...]:
    """Tell what may keep the clip from playing on a visitor's phone."""
    notes = []
    codec, audio, container = facts["video_codec"], facts["audio_codec"], facts["container"]
    if codec != "h264":
        notes.append(
            Note(
                "video-codec",
                f"The clip {name} is encoded as {codec.upper()}, which many Android phones and "
                "in-app browsers cannot play.",
                "Export it as MP4 with H.264, which every phone plays.",
            )
        )
    elif facts["pixel_format"] not in ("yuv420p", "yuvj420p"):
        notes.append(
            Note(
                "video-pixel-format",
                f"The clip {name} has the pixel format {facts['pixel_format']}, which phones "
                "cannot decode in hardware, and some not at all.",
                "Export it with 8 bits a channel and 4:2:0 colour (yuv420p), without HDR.",
            )
        )
    if audio and audio not in PLAYABLE_SOUND:
        notes.append(
            Note(
                "video-audio-codec",
                f"The sound of {name} is encoded as {audio.upper()}, which some phones cannot "
                "play.",
                "Export it with AAC sound.",
            )
        )
    if container != "mp4":
        outcome = (
            "Landfast publishes it repackaged as MP4"
            if facts["repackage"]
            else "it is published as it is"
        )
        notes.append(
            Note(
                "video-container",
                f"The clip {name} is a {container.upper()} file, which not every phone can play; "
                f"{outcome}.",
                "Export it as MP4 with H.264 and AAC to be sure of what visitors get.",
            )
        )
    elif not facts["faststart"]:
        outcome = "Landfast moves it to the front" if facts["repackage"] else "it stays there"
        notes.append(
            Note(
                "video-not-faststart",
                f"The index of {name} stands at its end, so that playing starts only after the "
                f"whole download; {outcome}.",
                "Export it for the web (fast start), if your program offers that.",
            )
        )
    return tuple(notes)
