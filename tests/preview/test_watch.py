"""Files that change are noticed, by whatever way the system offers."""

import errno
import threading
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from generator.preview.watch import Watcher
from tests.preview.serving import wait_until


class Noticed:
    def __init__(self) -> None:
        self.paths: dict[Path, bool] = {}
        self.lock = threading.Lock()

    def __call__(self, path: Path, done: bool) -> None:
        with self.lock:
            self.paths[path] = self.paths.get(path, False) or done


def test_sources_are_noticed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "sites" / "shop").mkdir(parents=True)
    (tmp_path / "output").mkdir()
    noticed = Noticed()
    with Watcher(tmp_path, [], noticed):
        (tmp_path / "output" / "index.html").write_text("x")
        (tmp_path / "sites" / "shop" / ".hidden").write_text("x")
        (tmp_path / "sites" / "shop" / "page.md~").write_text("x")
        (tmp_path / "notes.md").write_text("x")
        page = tmp_path / "sites" / "shop" / "page.md"
        page.write_text("x")
        wait_until(lambda: page in noticed.paths, "the page is noticed")
        # Reading is no change.
        noticed.paths.clear()
        page.read_text()
        (tmp_path / "themes" / "studio").mkdir(parents=True)
        wait_until(lambda: tmp_path / "themes" in noticed.paths, "a new folder is noticed")
        assert page not in noticed.paths
        style = tmp_path / "themes" / "studio" / "theme.css"
        wait_until(lambda: (style.write_text("x"), style in noticed.paths)[1], "and is watched")
    assert all(path.name in ("themes", "studio", "theme.css") for path in noticed.paths)


def test_without_watches_left_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sites").mkdir()
    noticed = Noticed()
    watcher = Watcher(tmp_path, [], noticed)

    def refuse(self: BaseObserver) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(type(watcher._observer), "start", refuse)
    with watcher:
        assert isinstance(watcher._observer, PollingObserver)
        page = tmp_path / "sites" / "page.md"
        page.write_text("x")
        wait_until(lambda: page in noticed.paths, "the page is noticed")
