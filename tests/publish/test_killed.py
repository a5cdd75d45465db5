"""Publishing that is killed at random moments, with a visitor who never meets half a page."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from posixpath import join, normpath

import pytest
from PIL import Image

from generator.build.workspace import Workspace
from tests.publish.bucket import Bucket
from tests.workspaces import PLAIN_THEME, SITE, build_all, snapshot, write_workspace

PAGES = 14
ROUNDS = 4
PAGE = """\
---
type: product
title: Number {number}, state {state}
category: Beauty
gallery: [media/{number}.png]
price: {{now: {state}}}
cta: {{label: Shop Now, url: "https://shop.example/{number}"}}
---
"""
Fetch = Callable[[str], bytes | None]


def write_state(workspace: Workspace, state: int) -> None:
    """A state of the site: every page shows other pictures, and one has another name."""
    site = workspace.root / "sites" / "shop"
    for old in (site / "pages").glob("*.md"):
        old.unlink()
    for number in range(PAGES):
        color = (state * 37 % 256, number * 17 % 256, 90)
        Image.new("RGB", (60, 80), color).save(site / "media" / f"{number}.png")
        name = f"page-{number}" if number else f"page-of-state-{state}"
        (site / "pages" / f"{name}.md").write_text(PAGE.format(number=number, state=state + 1))
    build_all(workspace)


class Visitor(threading.Thread):
    """Opens pages one after the other, with all their parts, until told to stop."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__(daemon=True)
        self.fetch = fetch
        self.seen = 0
        self.broken: list[str] = []
        self._stopped = threading.Event()

    def run(self) -> None:
        names = [f"page-{number}" for number in range(1, PAGES)]
        names += [f"page-of-state-{state}" for state in range(ROUNDS + 1)]
        while not self._stopped.is_set():
            name = random.choice(names)
            html = self.fetch(f"{name}/index.html")
            if html is None:
                continue
            parts = set(re.findall(r"(?:\.\./)+assets/[\w.-]+", html.decode()))
            assert parts
            for part in parts:
                if self.fetch(normpath(join(name, part))) is None:
                    self.broken.append(f"{name}: {part}")
            self.seen += 1

    def stop(self) -> None:
        self._stopped.set()
        self.join(60)


@pytest.mark.parametrize("kind", ["bucket", "folder"])
def test_no_visitor_ever_meets_half_a_page(tmp_path: Path, bucket: Bucket, kind: str) -> None:
    targets = (
        f"publish:\n  live: {{to: s3, bucket: {bucket.name}}}\n  www: {{to: folder, path: www}}\n"
    )
    text = SITE.replace("theme: plain\n", f"theme: plain\nrobots: index\n{targets}")
    workspace = write_workspace(tmp_path, PLAIN_THEME, text)
    target = "live" if kind == "bucket" else "www"
    www = tmp_path / "www"

    def from_bucket(name: str) -> bytes | None:
        status, body = bucket.fetch(name)
        return body if status == 200 else None

    def from_folder(name: str) -> bytes | None:
        try:
            return (www / name).read_bytes()
        except FileNotFoundError:
            return None

    visitor = Visitor(from_bucket if kind == "bucket" else from_folder)
    landfast = [str(Path(sys.executable).with_name("landfast")), "publish", target, "--prune", "-q"]
    settings = {"cwd": tmp_path, "env": {**os.environ, **bucket.environment}}

    def published() -> dict[str, bytes]:
        found = bucket.objects() if kind == "bucket" else snapshot(www)
        return {name: text for name, text in found.items() if not name.startswith(".landfast")}

    write_state(workspace, 0)
    started = time.monotonic()
    subprocess.run(landfast, check=True, **settings)  # type: ignore[call-overload]
    whole = time.monotonic() - started
    visitor.start()
    killed = 0
    for state in range(1, ROUNDS + 1):
        write_state(workspace, state)
        for _ in range(3):
            process = subprocess.Popen(landfast, **settings)  # type: ignore[call-overload]
            try:
                process.wait(whole * random.uniform(0.2, 1.1))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                killed += 1
            process.wait()
        if state == 2 or state == ROUNDS:
            subprocess.run(landfast, check=True, **settings)  # type: ignore[call-overload]
            built = {
                name: content
                for name, content in snapshot(workspace.output / "shop").items()
                if not name.startswith(".landfast")
            }
            there = published()
            assert {name: there.get(name) for name in built} == built
            pages = {name for name in there if name.endswith(".html")}
            assert pages == {name for name in built if name.endswith(".html")}
    visitor.stop()
    assert killed >= ROUNDS
    assert visitor.seen > 50
    assert visitor.broken == []
