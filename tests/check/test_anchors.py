"""What TikTok One would reject is told; what it takes is not. Each rule has a near miss."""

import json
import re
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from generator.build.build import read_sites
from generator.build.plan import make_plan
from generator.check.anchors import RULES
from generator.check.characters import count_characters, count_columns
from generator.check.findings import find
from generator.cli import run
from generator.media import MediaStore
from generator.render import Themes
from tests.browser.example_sites import WORKSPACE, planned_pages
from tests.workspaces import PLAIN_THEME, told, write_workspace

SITE = """
-- sites/shop/site.yaml --
name: Shop
url: https://go.shop.example/
theme: plain
"""
PAGE = """
-- sites/shop/pages/show.md --
---
type: entertainment
title: Show
background: media/back.jpg
cta: {{label: Watch, url: "https://shop.example/"}}
anchor: {{title: "{title}", description: "{description}"}}
{extra}---
-- sites/shop/media/back.jpg --
{size}
"""


def findings(root: Path, *, size: str = "210x375", **values: str) -> list[str]:
    defaults = {"title": "Show", "description": "Watch it", "extra": ""}
    archive = PAGE.format(**{**defaults, **values}, size=size)
    workspace = write_workspace(root, PLAIN_THEME, SITE, archive)
    return _found(root, workspace.themes)


def _found(root: Path, themes: Path) -> list[str]:
    pages = make_plan(read_sites([root / "sites" / "shop"], Themes([themes]))).pages
    found = find(pages, MediaStore(root / "cache"), RULES)
    for finding in found:
        assert finding.problem.hint
    return [f"{f.severity} {told(f.problem, root)}" for f in found]


def test_a_right_anchor_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x" * 20, ""),
        ("x" * 21, "error anchor-text-long"),
        ("é" * 20, ""),
        ("e\u0301" * 20, ""),
        ("Glow 20% off today ✨", "warning anchor-text-wide"),
        ("新作セラム今夜公開", ""),
        ("新作セラム今夜十時公開です", "warning anchor-text-wide"),
    ],
)
def test_texts_of_anchors(tmp_path: Path, text: str, found: str) -> None:
    place = "sites/shop/pages/show.md:6:17"
    expected = [f"{found.split()[0]} {place} {found.split()[1]}"] if found else []
    assert findings(tmp_path, title=text) == expected


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ("420x750", []),
        ("420x760", []),
        ("420x800", ["warning sites/shop/pages/show.md:4:13 anchor-ratio"]),
        ("750x420", ["warning sites/shop/pages/show.md:4:13 anchor-ratio"]),
    ],
)
def test_the_ratio_of_backgrounds(tmp_path: Path, size: str, found: list[str]) -> None:
    assert findings(tmp_path, size=size) == found


def test_the_size_of_backgrounds(tmp_path: Path) -> None:
    findings(tmp_path)
    noise = np.random.default_rng(1).integers(0, 255, (1875, 1050, 3), dtype=np.uint8)
    path = tmp_path / "sites/shop/media/back.jpg"
    Image.fromarray(noise).save(path, quality=98)
    assert path.stat().st_size > 2_000_000
    assert _found(tmp_path, tmp_path / "themes") == [
        "error sites/shop/pages/show.md:4:13 anchor-image-large"
    ]


def test_the_format_of_backgrounds(tmp_path: Path) -> None:
    findings(tmp_path)
    Image.new("RGB", (210, 375)).save(tmp_path / "sites/shop/media/back.webp")
    page = tmp_path / "sites/shop/pages/show.md"
    page.write_text(page.read_text("utf-8").replace("back.jpg", "back.webp"), "utf-8")
    assert _found(tmp_path, tmp_path / "themes") == [
        "error sites/shop/pages/show.md:4:13 anchor-image-format"
    ]


def write_clip(path: Path, width: int, height: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=12)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(12):
            picture = np.full((height, width, 3), 20 * number, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())


@pytest.mark.parametrize(
    ("name", "width", "height", "codes"),
    [
        ("clip.mp4", 750, 420, set()),
        ("clip.mov", 750, 420, set()),
        ("clip.mp4", 640, 480, {"anchor-ratio"}),
        ("clip.mkv", 750, 420, {"anchor-video-format"}),
    ],
)
def test_clips(tmp_path: Path, name: str, width: int, height: int, codes: set[str]) -> None:
    write_clip(tmp_path / "sites/shop/media" / name, width, height)
    found = findings(tmp_path, extra=f"video: media/{name}\n")
    anchors = {line.split()[-1] for line in found if "anchor-" in line}
    assert anchors == codes
    assert all("show.md:7:8" in line for line in found)


def test_a_large_clip(tmp_path: Path) -> None:
    path = tmp_path / "sites/shop/media/clip.mp4"
    write_clip(path, 750, 420)
    # A `free` box: bytes that every player passes over.
    size = 50_000_000
    with path.open("ab") as file:
        file.write(size.to_bytes(4, "big") + b"free" + bytes(size - 8))
    found = findings(tmp_path, extra="video: media/clip.mp4\n")
    assert any("anchor-video-large" in line for line in found)


@pytest.mark.parametrize(
    ("text", "characters", "columns"),
    [
        ("", 0, 0),
        ("Glow", 4, 4),
        ("e\u0301", 1, 1),
        ("👍🏽", 1, 2),
        ("👨‍👩‍👧", 1, 4),
        ("🇩🇪🇫🇷", 2, 2),
        ("日本", 2, 4),
    ],
)
def test_counting(text: str, characters: int, columns: int) -> None:
    assert count_characters(text) == characters
    assert count_columns(text) == columns


def test_the_examples_pass() -> None:
    store = MediaStore(WORKSPACE.cache / "media")
    assert find(planned_pages(), store, RULES) == []


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    findings(tmp_path, size="420x800")
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 0
    out = capsys.readouterr().out
    assert "warning  sites/shop/pages/show.md:4:13  anchor-ratio\n" in out
    assert out.endswith("Checked 1 page: 0 errors, 1 warning, 1 note.\n")
    assert run(["check", "--strict"]) == 1
    capsys.readouterr()
    assert run(["check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    data = next(finding for finding in found if finding["severity"] == "warning")
    assert (data["severity"], data["code"], data["line"]) == ("warning", "anchor-ratio", 4)


def test_every_check_is_documented() -> None:
    root = Path(__file__).parents[2]
    told_codes = set()
    for path in (root / "generator" / "check").glob("*.py"):
        told_codes |= set(re.findall(r'"((?:anchor|raw-data)-[a-z-]+)"', path.read_text("utf-8")))
    documented = set(re.findall(r"(?m)^### (.+)$", (root / "docs/checks.md").read_text("utf-8")))
    assert told_codes == documented
