"""A folder as a target: a web server's root, a mounted drive, a checkout."""

import hashlib
import os
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

from generator.errors import SiteError
from generator.publish.built import BuiltFile
from generator.publish.record import PREFIX
from generator.publish.target import Found, changed_meanwhile, failure

_ON_ITS_WAY = ".landfast-part-"


class FolderTarget:
    """Copies files, each under a name of its own first, so that none is ever seen half.

    Args:
        root: The folder; made if only the folder that holds it exists.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.title = str(root)

    def prepare(self, output: Path) -> None:
        """Make sure that the folder can be one.

        Raises:
            SiteError: `publish-folder`, with the reason.
        """
        if self.root.resolve().is_relative_to(output.resolve()) or output.resolve().is_relative_to(
            self.root.resolve()
        ):
            raise failure(
                "publish-folder",
                f"{self.root} and the output folder lie in each other.",
                "Name another folder as `path:` of the target.",
            )
        if self.root.exists() and not self.root.is_dir():
            raise failure("publish-folder", f"{self.root} is a file.", "Name a folder.")
        if not self.root.parent.is_dir():
            raise failure(
                "publish-folder",
                f"{self.root} cannot be made: there is no folder {self.root.parent}.",
                "Check `path:` of the target. If a drive belongs there, mount it.",
            )

    def takes(self, name: str) -> bool:
        """Whether a file belongs there: all do."""
        return True

    def stamp(self, file: BuiltFile) -> str:
        """The content alone: a folder keeps nothing else."""
        return file.sha256[:32]

    def read(self, name: str) -> str | None:
        """The text of a small file, or None."""
        try:
            return (self.root / name).read_text("utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error) from None

    def listing(self) -> Mapping[str, Found]:
        """Every file below the folder. What a killed copy left behind is removed."""
        found: dict[str, Found] = {}
        try:
            for folder, _, names in os.walk(self.root, onerror=_raise):
                for name in names:
                    path = Path(folder, name)
                    if name.startswith(_ON_ITS_WAY):
                        path.unlink(missing_ok=True)
                    elif not name.startswith(PREFIX):
                        facts = path.lstat()
                        tag = f"{facts.st_mtime_ns}-{facts.st_size}"
                        found[path.relative_to(self.root).as_posix()] = Found(tag, facts.st_size)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unusable(error) from None
        return found

    def holds(self, file: BuiltFile, found: Found) -> bool:
        """Whether the content is the same, by reading it."""
        if found.size != file.size:
            return False
        try:
            with (self.root / file.name).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
        except OSError:
            return False

    def put(self, file: BuiltFile) -> str:
        """Copy a file beside its place, look whether it is whole, and move it there."""
        target = self.root / file.name
        part = target.with_name(f"{_ON_ITS_WAY}{threading.get_ident():x}-{target.name}"[:200])
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, part)
            with part.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
                    raise changed_meanwhile(file)
            part.replace(target)
            facts = target.lstat()
        except FileNotFoundError:
            raise changed_meanwhile(file) from None
        except OSError as error:
            raise self._unusable(error) from None
        finally:
            part.unlink(missing_ok=True)
        return f"{facts.st_mtime_ns}-{facts.st_size}"

    def write(self, name: str, text: str) -> None:
        """Write a small file at once."""
        part = self.root / f"{_ON_ITS_WAY}{name}"
        try:
            self.root.mkdir(exist_ok=True)
            part.write_text(text, "utf-8")
            part.replace(self.root / name)
        except OSError as error:
            raise self._unusable(error) from None

    def delete(self, name: str) -> None:
        """Remove a file, and the folders that are empty then."""
        path = self.root / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unusable(error) from None
        for folder in path.parents:
            if folder == self.root or any(folder.iterdir()):
                return
            folder.rmdir()

    def _unusable(self, error: OSError) -> SiteError:
        return failure(
            "publish-unwritable",
            f"{error.filename or self.root} cannot be used: {error.strerror or error}.",
            "Check the free space and your rights there, then publish again: what is there already "
            "is not sent twice.",
        )


def _raise(error: OSError) -> None:
    raise error
