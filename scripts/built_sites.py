"""The example sites as built: their pages, and the hosts that scripts serve them on."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANDFAST = Path(sys.executable).with_name("landfast")


@dataclass(frozen=True)
class BuiltPage:
    """One page of a built site. `path` is its address on the site, with `/` at both ends."""

    site: str
    path: str

    @property
    def host(self) -> str:
        return f"{self.site}.example"

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"

    @property
    def slug(self) -> str:
        """A file name's stem: the path's names joined by `-`, or `index` for the front page."""
        return self.path.strip("/").replace("/", "-") or "index"


def build_sites(output: Path) -> None:
    """Build all example sites into `output`.

    Raises:
        subprocess.CalledProcessError: the build failed; it has told why on stderr.
    """
    subprocess.run([LANDFAST, "build", "--output", output], cwd=ROOT, check=True)


def find_pages(output: Path) -> Iterator[BuiltPage]:
    """Yield every built page, by site and path."""
    for file in sorted(output.glob("*/**/index.html")):
        site, *folders = file.parent.relative_to(output).parts
        yield BuiltPage(site, "/".join(["", *folders, ""]))
