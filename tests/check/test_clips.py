"""Clips that some phones do not play are told, each kind by a code of its own."""

from pathlib import Path
from typing import Any

import pytest

from generator.check.sites import check_sites
from tests.check.corpus import Case, write_case
from tests.media.samples import clip


@pytest.mark.parametrize(
    ("name", "settings", "codes"),
    [
        ("a.mp4", {"faststart": True}, set()),
        ("a.mp4", {"faststart": False}, {"video-not-faststart"}),
        ("a.mp4", {"codec": "mpeg4", "faststart": True}, {"video-codec"}),
        (
            "a.mp4",
            {"pixel_format": "yuv444p", "faststart": True},
            {"video-pixel-format"},
        ),
        ("a.mov", {"sound": False}, {"video-container"}),
        (
            "a.webm",
            {"codec": "libvpx"},
            {"video-codec", "video-container", "video-audio-codec"},
        ),
    ],
)
def test_what_phones_do_not_play(
    tmp_path: Path, name: str, settings: dict[str, Any], codes: set[str]
) -> None:
    case = Case("", "", "", [f"= show.md video: media/{name}"])
    cache = tmp_path / "cache"
    cache.mkdir()
    workspace = write_case(case, tmp_path / "space", cache)
    clip(workspace.root / "sites/shop/media" / name, seconds=0.5, **settings)
    results = check_sites(workspace)
    found = [finding for finding in results.findings if finding.problem.code.startswith("video-")]
    assert {finding.problem.code for finding in found} == codes
    for finding in found:
        assert finding.severity == "warning"
        assert finding.problem.place is not None
        assert finding.problem.excerpt == f"video: media/{name}"
