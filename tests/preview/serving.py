"""A running `landfast serve`, the command itself, and browsers that look at it."""

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

LONGEST = 20.0
"""Seconds to wait for anything: long, for a machine under load."""


class Serving:
    """The command, and where it serves."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        self.process = process
        self.root = root
        self._said = b""
        first = self.wait_for_words(r"at (http://127\.0\.0\.1:\d+/)")
        self.url = first.group(1)

    @property
    def said(self) -> str:
        """What the command has printed so far."""
        self._read(0)
        return re.sub(r"\x1b\[[\d;]*m", "", self._said.decode())

    def wait_for_words(self, pattern: str) -> re.Match[str]:
        """Wait until the command has printed something."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            found = re.search(pattern, self.said)
            if found:
                return found
            self._read(0.05)
        raise AssertionError(f"{pattern} was not printed, but:\n{self.said}")

    def _read(self, seconds: float) -> None:
        assert self.process.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while selector.select(seconds):
                chunk = os.read(self.process.stdout.fileno(), 65536)
                if not chunk:
                    return
                self._said += chunk
                seconds = 0

    def at(self, address: str, *, visitor: str = "", query: str = "") -> str:
        """The URL of a page, for a visitor of some kind."""
        start = f"-/as/{visitor}/test-{time.monotonic_ns()}/" if visitor else ""
        return f"{self.url}{start}{quote(address)}/" + (f"?{query}" if query else "")

    def get(
        self, path: str, *, method: str = "GET", body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """One raw request: status, headers and body of its answer."""
        server = urlsplit(self.url)
        connection = HTTPConnection(server.hostname or "", server.port, timeout=LONGEST)
        try:
            connection.putrequest(method, path, skip_host=True)
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in ({"host": server.netloc} | names).items():
                connection.putheader(name, value)
            if body:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body or None)
            answer: HTTPResponse = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, named, answer.read()
        finally:
            connection.close()

    def data(self, path: str) -> Any:
        """What an address of the preview answers, read from JSON."""
        status, _, body = self.get(path)
        assert status == 200, body
        return json.loads(body)

    def write(self, name: str, text: str) -> None:
        """Save a file of the workspace, as editors that write in place do."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace some text in a file of the workspace."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def end(self) -> int:
        """Press Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST)


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[Serving]:
    """Run `landfast serve` in a workspace until the end of the block."""
    landfast = Path(sys.executable).with_name("landfast")
    process = subprocess.Popen(
        [str(landfast), "serve", "--port", "0", *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        yield Serving(process, root)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        assert process.stdout
        process.stdout.close()


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end, f"not within {LONGEST:g} s: {what}"
        time.sleep(0.02)
