"""Watches the folders of a workspace and of its themes, and tells which files have changed."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from generator.preview.changes import is_source

# Reading a file is an event as well, and a folder is modified whenever something in it is.
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})
_POLLING = 0.5
"""Seconds between two looks, where looking is the only way."""


class Watcher(FileSystemEventHandler):
    """Calls back, on a thread of its own, with every file that is written, moved or deleted.

    Args:
        root: The workspace: its `sites/` and `themes/` are watched, also when they come later.
        folders: Further folders, such as the themes that ship with Landfast.
        notice: Called with each changed path, and whether it is known to be completely written.
    """

    def __init__(
        self, root: Path, folders: Iterable[Path], notice: Callable[[Path, bool], None]
    ) -> None:
        self._root = root
        self._inside = (root / "sites", root / "themes")
        self._folders = [folder for folder in folders if folder not in self._inside]
        self._notice = notice
        self._observer: BaseObserver = Observer()
        self._watched: set[Path] = set()

    def __enter__(self) -> Self:
        try:
            self._begin()
        except OSError:
            # The system has no watches left (Linux counts them for each user), so that files are
            # looked at again and again instead.
            self._observer.unschedule_all()
            self._observer = PollingObserver(timeout=_POLLING)
            self._watched.clear()
            self._begin()
        return self

    def _begin(self) -> None:
        self._observer.schedule(self, str(self._root), recursive=False)
        for folder in (*self._inside, *self._folders):
            self._watch(folder)
        self._observer.start()

    def __exit__(self, *details: object) -> None:
        self._observer.stop()
        self._observer.join()

    def _watch(self, folder: Path) -> None:
        if folder.is_dir() and folder not in self._watched:
            self._watched.add(folder)
            self._observer.schedule(self, str(folder), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell what has changed, if it is a source."""
        if event.event_type not in _CHANGES:
            return
        if event.is_directory and event.event_type == "modified":
            return
        # Where the system tells so (Linux): the editor has closed the file, or moved it into place.
        done = event.event_type in ("closed", "moved")
        for name in {str(event.src_path), str(event.dest_path or event.src_path)}:
            path = Path(name)
            home = self._home_of(path)
            if home is None:
                continue
            if path == home and event.event_type in ("created", "moved"):
                self._watch(home)  # sites/ or themes/ has come
            if is_source(path, home):
                self._notice(path, done)

    def _home_of(self, path: Path) -> Path | None:
        for folder in (*self._inside, *self._folders):
            if path == folder or path.is_relative_to(folder):
                return folder
        return None
