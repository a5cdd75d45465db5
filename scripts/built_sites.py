"""The example sites as built: their pages, and the hosts that they are meant for."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
LANDFAST = Path(sys.executable).with_name("landfast")


@dataclass(frozen=True)
class BuiltPage:
    """One page of a built site. `path` is its address on the site, with `/` at both ends."""

    site: str
    path: str
    host: str
    file: Path

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
    """Yield the built pages, by site and path, with the host that the canonical link names.

    Those that send their visitors on to a variant are left out: the variants are pages themselves.
    """
    for file in sorted(output.glob("*/**/index.html")):
        if b"lf-split" in file.read_bytes():
            continue
        site, *folders = file.parent.relative_to(output).parts
        path = "/".join(["", *folders, ""])
        yield BuiltPage(site, path, _canonical_host(file) or f"{site}.example", file)


def _canonical_host(file: Path) -> str | None:
    link = BeautifulSoup(file.read_bytes(), "lxml").find("link", rel="canonical")
    return urlsplit(str(link["href"])).hostname if link else None
