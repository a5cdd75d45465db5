"""The one door to disk: everything under `output/` is written here, all of it or nothing.

A build first writes every new or changed file into a staging folder on the same disk. Only when all
of them are there are they moved into place, assets before pages, each by one atomic rename; files
that nothing needs any more go last. The list of moves is written down beforehand, so that a build
that is killed among the renames is completed by the next one, and one that is killed before them
has changed nothing.

    output/.landfast/manifests/<site>.json   what is published: every file with its hash
    output/.landfast/hosts/<site>/           what is for whoever runs a host, not for visitors
    output/.landfast/creators/<site>/        what is for whoever looks after creators
    output/.landfast/staging/                files on their way
    output/.landfast/commit.json             moves that have begun
    output/.landfast/lock                    held while a build writes
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType

from generator.build.lock import Lock
from generator.build.manifest import Entry, Manifest
from generator.build.signals import postponed_signals
from generator.errors import Place, Problem, SiteError
from generator.media import Asset

_OWN = ".landfast"
_HARMLESS = frozenset({".gitkeep", ".gitignore", ".DS_Store", _OWN})


@dataclass(frozen=True)
class Published:
    """What a transaction did: numbers of files, and their size in bytes."""

    files: int
    bytes: int
    html_bytes: int
    written: int
    removed: int


class OutputFolder:
    """The folder that builds land in.

    Args:
        root: The folder; made if it does not exist.
        force: Also take a folder that holds files of somebody else. They are kept, unless a
            page or asset has their path.
    """

    def __init__(self, root: Path, *, force: bool = False) -> None:
        self.root = root
        self.own = root / _OWN
        self._force = force

    def transaction(self, sites: Iterable[str], *, complete: bool = False) -> "Transaction":
        """Begin to replace what the folder holds of `sites`.

        Args:
            sites: Their names.
            complete: These are all sites there are: what the folder holds of others goes.

        Raises:
            SiteError: `output-foreign`, `output-unwritable` or `output-busy`.
        """
        self._check()
        try:
            self.own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.root, error) from None
        lock = Lock(self.own / "lock")
        if not lock.acquire():
            raise SiteError(
                [
                    Problem(
                        "output-busy",
                        f"Another build is writing to {self.root} at this moment.",
                        "Wait until it is done, or name another folder with --output.",
                        Place(self.root),
                    )
                ]
            )
        try:
            try:
                _finish_interrupted(self.root)
            except OSError as error:
                raise unwritable(self.root, error, begun=True) from None
            names = set(sites)
            if complete:
                names |= {path.stem for path in (self.own / "manifests").glob("*.json")}
            return Transaction(self.root, lock, frozenset(names))
        except BaseException:
            lock.release()
            raise

    def _check(self) -> None:
        if not self.root.exists():
            return
        if not self.root.is_dir():
            raise SiteError(
                [
                    Problem(
                        "output-foreign",
                        f"{self.root} is a file, and a build needs a folder.",
                        "Name another one with --output.",
                        Place(self.root),
                    )
                ]
            )
        foreign = sorted(p.name for p in self.root.iterdir() if p.name not in _HARMLESS)
        if foreign and not (self.own / "manifests").is_dir() and not self._force:
            shown = ", ".join(foreign[:3]) + (" ..." if len(foreign) > 3 else "")
            raise SiteError(
                [
                    Problem(
                        "output-foreign",
                        f"{self.root} holds files that Landfast did not make: {shown}.",
                        "Name another folder with --output, or use this one with --force: "
                        "what is in it stays, except where a page has the same path.",
                        Place(self.root),
                    )
                ]
            )


class Transaction:
    """A build's changes to the output; nothing is visible before `commit`."""

    def __init__(self, root: Path, lock: Lock, sites: frozenset[str]) -> None:
        self.root = root
        self._lock = lock
        self._own = root / _OWN
        self._staging = self._own / "staging"
        self._before = {site: Manifest.read(_manifest_path(root, site)) for site in sites}
        self._after: dict[str, dict[str, Entry]] = {site: {} for site in sites}
        self._moves: list[tuple[str, str]] = []
        self._sites: dict[str, str] = {}
        self._html_bytes = 0

    def __enter__(self) -> "Transaction":
        shutil.rmtree(self._staging, ignore_errors=True)
        try:
            self._staging.mkdir(parents=True)
        except OSError as error:
            self._lock.release()
            raise unwritable(self.root, error) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not (self._own / "commit.json").exists():
            # Moves that have begun still need their files: the next build completes them.
            shutil.rmtree(self._staging, ignore_errors=True)
        self._lock.release()

    def add_page(self, path: PurePosixPath, html: str) -> str:
        """Put a page at `path` below the output folder; the hash of its content, in hex."""
        content = html.encode("utf-8")
        self._html_bytes += len(content)
        return self.add_file(path, content, site=path.parts[0])

    def add_file(self, path: PurePosixPath, content: bytes, *, site: str) -> str:
        """Put any file of a site at `path` below the output folder; its hash, in hex."""
        digest = hashlib.sha256(content).hexdigest()
        staged = self._stage(path, digest, len(content), site)
        if staged:
            try:
                staged.write_bytes(content)
            except OSError as error:
                raise unwritable(self.root, error) from None
        return digest

    def add_asset(self, path: PurePosixPath, asset: Asset) -> None:
        """Put an asset at `path` below the output folder; the same one twice is no matter."""
        if str(path) in self._after[path.parts[0]]:
            return
        staged = self._stage(path, asset.sha256, asset.size, path.parts[0])
        if staged:
            try:
                shutil.copyfile(asset.path, staged)
            except OSError as error:
                raise unwritable(self.root, error) from None

    def has(self, path: PurePosixPath, sha256: str) -> bool:
        """Whether the output holds a file with this content, as a build has written it."""
        entry = self._before[path.parts[0]].files.get(str(path))
        return (
            entry is not None and entry.sha256 == sha256 and _is_as_written(self.root / path, entry)
        )

    def keep(self, path: PurePosixPath) -> int:
        """Leave a file that the output `has` as it is; its size in bytes."""
        site, name = path.parts[0], str(path)
        entry = self._after[site][name] = self._before[site].files[name]
        if name.endswith(".html"):
            self._html_bytes += entry.size
        return entry.size

    def beside(self, site: str, name: str, *, kind: str = "hosts") -> PurePosixPath:
        """Where a file lies that belongs to a site and is not for its visitors.

        Args:
            site: The site's name.
            name: The file's.
            kind: Whom it is for: `hosts`, or `creators` for those who look after them.
        """
        return PurePosixPath(_OWN, kind, site, name)

    def sizes(self, site: str) -> dict[str, int]:
        """The size in bytes of what was added of a site, by the path below its folder."""
        files = self._after[site].items()
        return {name.partition("/")[2]: entry.size for name, entry in files}

    def _stage(self, path: PurePosixPath, digest: str, size: int, site: str) -> Path | None:
        """Note a file; where to write it if it is not there already."""
        target = self.root / path
        entry = self._before[site].files.get(str(path))
        if entry and entry.sha256 == digest and _is_as_written(target, entry):
            self._after[site][str(path)] = entry
            return None
        self._check_free(target)
        self._after[site][str(path)] = Entry(digest, size, 0)
        staged = self._staging / f"{len(self._moves):x}"
        self._moves.append((staged.name, str(path)))
        self._sites[str(path)] = site
        return staged

    def _check_free(self, target: Path) -> None:
        """No file may stand where a folder is needed, nor a folder where a file is."""
        folders = [folder for folder in target.parents if folder.is_relative_to(self.root)]
        in_the_way = [folder for folder in folders if folder.exists() and not folder.is_dir()]
        if target.is_dir():
            in_the_way.append(target)
        for path in in_the_way:
            raise SiteError(
                [
                    Problem(
                        "output-blocked",
                        f"{path} is in the way: a page or asset needs its place.",
                        "Move it away; Landfast did not make it.",
                        Place(path),
                    )
                ]
            )

    def commit(self) -> Published:
        """Make all changes visible: assets, pages, then the removal of what is not needed."""
        removed = [
            name
            for site, before in self._before.items()
            for name in before.files
            if name not in self._after[site]
        ]
        moves = sorted(self._moves, key=lambda move: move[1].endswith(".html"))
        try:
            with postponed_signals():
                for staged, name in moves:
                    site = self._sites[name]
                    entry = self._after[site][name]
                    mtime = (self._staging / staged).stat().st_mtime_ns
                    self._after[site][name] = Entry(entry.sha256, entry.size, mtime)
                manifests = {site: Manifest(files).text() for site, files in self._after.items()}
                journal = {"moves": moves, "remove": removed, "manifests": manifests}
                _write(self._own / "commit.json", json.dumps(journal))
                _carry_out(self.root)
        except OSError as error:
            begun = (self._own / "commit.json").exists()
            raise unwritable(self.root, error, begun=begun) from None
        files = [entry for site in self._after.values() for entry in site.values()]
        return Published(
            files=len(files),
            bytes=sum(entry.size for entry in files),
            html_bytes=self._html_bytes,
            written=len(moves),
            removed=len(removed),
        )


def unwritable(root: Path, error: OSError, *, begun: bool = False) -> SiteError:
    """What went wrong on disk; `begun` when some files have been moved into place already."""
    state = "The next build completes what was begun." if begun else "Nothing was changed."
    return SiteError(
        [
            Problem(
                "output-unwritable",
                f"{root} cannot be written: {error.strerror or error}.",
                f"Check the free space and your rights on that folder. {state}",
                Place(root),
            )
        ]
    )


def _finish_interrupted(root: Path) -> None:
    """Complete the moves of a build that was killed among them."""
    if (root / _OWN / "commit.json").is_file():
        _carry_out(root)


def _carry_out(root: Path) -> None:
    own = root / _OWN
    journal = json.loads((own / "commit.json").read_text("utf-8"))
    for staged, name in journal["moves"]:
        source, target = own / "staging" / staged, root / name
        if source.exists():  # else it was moved before the interruption
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    for name in journal["remove"]:
        _remove(root, name)
    for site, text in journal["manifests"].items():
        path = _manifest_path(root, site)
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            _write(path, text)
    (own / "commit.json").unlink()


def _remove(root: Path, name: str) -> None:
    path = root / name
    path.unlink(missing_ok=True)
    parent = path.parent
    while parent != root:
        try:
            parent.rmdir()
        except OSError:  # it holds something else
            return
        parent = parent.parent


def _is_as_written(path: Path, entry: Entry) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_size == entry.size and found.st_mtime_ns == entry.mtime_ns


def _manifest_path(root: Path, site: str) -> Path:
    return root / _OWN / "manifests" / f"{site}.json"


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
