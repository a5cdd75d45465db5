"""Results of media work, kept on disk under the hash of what went in.

    <folder>/sources/<hash of path>.json   what a source's content hash was, and its stat then
    <folder>/results/<key>.json            the facts of one result and the files that belong to it
    <folder>/files/<sha256>.<extension>    those files, named by their content
    <folder>/locks/<2 hex digits>          advisory locks, so that two processes share one effort

Every file is written beside its place and moved there by os.replace, so a reader sees a whole
file or none. A result whose files are gone or damaged counts as missing and is made again.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct, field

from generator.errors import InputError
from generator.media.asset import Asset
from generator.whole_file import write_whole

_BLOCK = 1 << 20
# A file changed within the clock's granularity of being hashed keeps its stat while its content
# differs (git calls this "racily clean"). 2 s is the coarsest granularity in use, that of FAT.
_CLOCK_GRANULARITY_NS = 2_000_000_000


class Content(Struct, frozen=True):
    """A file whose content hash is known; `stem` is what its products are named after."""

    path: Path
    stem: str
    size: int
    sha256: str

    def read(self) -> bytes:
        """Read the file, as it was when it was hashed.

        Raises:
            InputError: media-changed when somebody has written to it since.
        """
        data = self.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise InputError(
                "media-changed",
                f"The file {self.path.name} changed while it was being read.",
                "Wait until it is completely written, then build again.",
            )
        return data


class Made(Struct, frozen=True):
    """A fresh result: facts that JSON can hold, and files as (extension, bytes)."""

    facts: Mapping[str, Any]
    files: tuple[tuple[str, bytes], ...] = ()


class StoredFile(Struct, frozen=True):
    """A file in the cache."""

    path: Path
    extension: str
    size: int
    sha256: str

    def asset(self, stem: str) -> Asset:
        """This file, to be published under a name that starts with `stem`."""
        return Asset.of(
            stem=stem,
            extension=self.extension,
            path=self.path,
            size=self.size,
            sha256=self.sha256,
        )


class Result(Struct, frozen=True):
    """A result that is in the cache, with its files in the order in which they were made."""

    facts: Mapping[str, Any]
    files: tuple[StoredFile, ...]


class Tally(Struct):
    """How much work was done: sources hashed, results made, results found in the cache."""

    hashed: int = 0
    made: int = 0
    reused: int = 0
    operations: list[str] = field(default_factory=list)


class Cache:
    """A folder of results, safe to share between threads, processes and builds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tally = Tally()

    def __repr__(self) -> str:
        return f"Cache({str(self.folder)!r})"

    def content(self, source: Path) -> Content:
        """Hash `source`, or recall its hash when size, times and inode are what they were.

        Raises:
            InputError: media-missing, media-unreadable, media-empty.
        """
        try:
            with source.open("rb") as file:
                return self._content(source, file)
        except FileNotFoundError:
            raise InputError(
                "media-missing",
                f"The file {source.name} does not exist in {source.parent}.",
                "Check the spelling, letter case included, or put the file there.",
            ) from None
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise InputError(
                "media-unreadable",
                f"The file {source.name} cannot be read ({reason}).",
                "Name a file rather than a folder, and check that you may read it.",
            ) from error

    def _content(self, source: Path, file: BinaryIO) -> Content:
        stat = os.fstat(file.fileno())
        if stat.st_size == 0:
            raise InputError(
                "media-empty",
                f"The file {source.name} is empty: it holds zero bytes.",
                "The copy or download probably broke off; put the file there again.",
            )
        absolute = str(source.absolute())
        path_hash = hashlib.sha256(absolute.encode("utf-8", "surrogateescape")).hexdigest()
        note = self.folder / "sources" / f"{path_hash[:40]}.json"
        state = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        known = _read_json(note)
        if known and known.get("state") == state and isinstance(known.get("sha256"), str):
            return Content(source, source.stem, stat.st_size, known["sha256"])
        started = time.time_ns()
        digest = hashlib.sha256()
        while block := file.read(_BLOCK):
            digest.update(block)
        sha256 = digest.hexdigest()
        self.tally.hashed += 1
        if max(stat.st_mtime_ns, stat.st_ctime_ns) + _CLOCK_GRANULARITY_NS < started:
            write_whole(note, _json({"path": absolute, "state": state, "sha256": sha256}))
        return Content(source, source.stem, stat.st_size, sha256)

    def result(
        self,
        operation: str,
        content: Content,
        parameters: Mapping[str, Any],
        libraries: tuple[str, ...],
        work: Callable[[], Made],
    ) -> Result:
        """Return the kept result of `operation` on `content`, or have `work` make it.

        Args:
            operation: The operation's name with the version of its code, such as "picture-1".
            content: What the work is done on.
            parameters: Everything else the result depends on, as JSON values.
            libraries: Distributions whose version may change the outcome, such as "pillow".
            work: Makes the result; must not ask this cache for another result.
        """
        versions = {name: _library_version(name) for name in libraries}
        identity = [operation, content.sha256, parameters, versions]
        key = hashlib.sha256(_json(identity)).hexdigest()[:40]
        if found := self._find(key):
            return found
        with self._alone(key):
            # Another process may have made it while this one waited.
            if found := self._find(key):
                return found
            made = work()
            self.tally.made += 1
            self.tally.operations.append(operation)
            return self._keep(key, operation, made)

    def _result_path(self, key: str) -> Path:
        return self.folder / "results" / f"{key}.json"

    def _find(self, key: str) -> Result | None:
        path = self._result_path(key)
        entry = _read_json(path)
        if entry is None:
            return None
        try:
            rows = [(f["sha256"], f["extension"], f["size"], f["mtime"]) for f in entry["files"]]
            facts = entry["facts"]
        except (KeyError, TypeError):
            return None
        files = []
        for sha256, extension, size, mtime in rows:
            stored = StoredFile(self._file_path(sha256, extension), extension, size, sha256)
            if not _is_intact(stored, mtime):
                return None
            files.append(stored)
        with suppress(OSError):
            os.utime(path)  # prune() spares what a build used a moment ago
        self.tally.reused += 1
        return Result(facts, tuple(files))

    def _keep(self, key: str, operation: str, made: Made) -> Result:
        files, rows = [], []
        for extension, data in made.files:
            sha256 = hashlib.sha256(data).hexdigest()
            stored = StoredFile(self._file_path(sha256, extension), extension, len(data), sha256)
            if not _is_intact(stored, None):
                write_whole(stored.path, data)
            rows.append(
                {
                    "sha256": sha256,
                    "extension": extension,
                    "size": len(data),
                    "mtime": stored.path.stat().st_mtime_ns,
                }
            )
            files.append(stored)
        entry = {"operation": operation, "facts": made.facts, "files": rows}
        write_whole(self._result_path(key), _json(entry))
        # The facts go through JSON here too: a fresh result equals the same one read back.
        return Result(json.loads(_json(made.facts)), tuple(files))

    def _file_path(self, sha256: str, extension: str) -> Path:
        return self.folder / "files" / f"{sha256}.{extension}"

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """Keep other threads and processes from making the result `key` at the same time.

        Without locks, as on Windows, two processes may do the same work, with equal results.
        """
        if sys.platform == "win32":
            yield
            return
        import fcntl

        path = self.folder / "locks" / key[:2]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            with suppress(OSError):  # some network drives cannot lock; see above
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def prune(self, used: Iterable[Asset], *, grace: float = 3600.0) -> int:
        """Remove every result of which no asset is in `used`, and files that belong to none.

        Args:
            used: The assets of all sites that share this cache.
            grace: Seconds for which a result that somebody just made or read is spared, so that
                a build running beside this one does not lose its files.

        Returns:
            The number of files removed.
        """
        wanted = {asset.sha256 for asset in used}
        oldest = time.time() - grace
        kept: set[str] = set()
        removed = 0
        for path in _listing(self.folder / "results"):
            entry = _read_json(path) or {}
            try:
                names = {f"{f['sha256']}.{f['extension']}" for f in entry["files"]}
            except (KeyError, TypeError):
                names = set()
            if any(name[:64] in wanted for name in names) or _newer(path, oldest):
                kept |= names
            else:
                removed += _remove(path)
        for path in _listing(self.folder / "files"):
            if path.name not in kept and not _newer(path, oldest):
                removed += _remove(path)
        for path in _listing(self.folder / "sources"):
            known = _read_json(path)
            alive = known is not None and Path(str(known.get("path"))).exists()
            if not alive and not _newer(path, oldest):
                removed += _remove(path)
        return removed


@lru_cache
def _library_version(distribution: str) -> str:
    if distribution == "pillow":  # a few lines, where finding its metadata looks at all packages
        from PIL import __version__ as pillow

        return pillow
    # Asked of the metadata: importing PyAV only to learn its version would cost 0.1 s.
    from importlib.metadata import version

    return version(distribution)


def _json(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.encode("ascii")


def _read_json(path: Path) -> dict[str, Any] | None:
    """Read a JSON object; None when the file is missing or damaged."""
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _is_intact(stored: StoredFile, mtime_ns: int | None) -> bool:
    """Tell whether the file still holds what was written.

    Size and time decide; only a file that was touched since is read and hashed again.
    """
    try:
        stat = stored.path.stat()
        if stat.st_size != stored.size:
            return False
        if stat.st_mtime_ns == mtime_ns:
            return True
        if hashlib.sha256(stored.path.read_bytes()).hexdigest() != stored.sha256:
            return False
        if mtime_ns is not None:
            os.utime(stored.path, ns=(mtime_ns, mtime_ns))
    except OSError:
        return False
    return True


def _listing(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _newer(path: Path, oldest: float) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    return max(stat.st_mtime, stat.st_ctime) > oldest


def _remove(path: Path) -> int:
    try:
        path.unlink()
    except OSError:
        return 0
    return 1
