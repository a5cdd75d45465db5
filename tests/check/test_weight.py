"""Pages that are heavy are told, and pages at the edge are not."""

import random
import zlib
from pathlib import Path

import pytest

from generator.build.workspace import Workspace
from generator.check.findings import Results
from generator.check.rules.assets import HTML_BYTES, PAGE_BYTES
from generator.check.sites import check_sites
from generator.render import Renderer, Themes
from generator.site import load_site
from tests.check.corpus import Case, write_case
from tests.media.samples import photo


def workspace_with(root: Path, changes: list[str]) -> Workspace:
    cache = root / "cache"
    cache.mkdir()
    return write_case(Case("", "", "", changes), root / "space", cache)


def codes(results: Results) -> set[str]:
    assert not results.problems
    return {finding.problem.code for finding in results.findings}


@pytest.mark.parametrize(("extra", "told"), [(0, False), (40, False), (12_000, True)])
def test_html_that_does_not_arrive_at_once(tmp_path: Path, extra: int, told: bool) -> None:
    words = random.Random(1)
    letters = "".join(words.choice("abcdefghijklmnopqrstuvwxyz ") for _ in range(extra))
    workspace = workspace_with(tmp_path, [f"+ balm.md {letters}"])
    (source,) = load_site(workspace.root / "sites/shop", Themes([]).defaults).pages
    from generator.media import MediaStore

    site = load_site(workspace.root / "sites/shop", Themes([]).defaults)
    html = Renderer(site, Themes([]), MediaStore(workspace.cache / "media")).render(source).html
    assert (len(zlib.compress(html.encode(), 9)) > HTML_BYTES) == told
    assert ("page-heavy-html" in codes(check_sites(workspace))) == told


@pytest.mark.parametrize(("pictures", "told"), [(2, False), (60, True)])
def test_pages_with_many_pictures(tmp_path: Path, pictures: int, told: bool) -> None:
    names = [f"media/{number}.jpg" for number in range(pictures)]
    gallery = ", ".join(f"{{src: {name}, alt: Picture {name}}}" for name in names)
    workspace = workspace_with(tmp_path, [f"= balm.md gallery: [{gallery}]"])
    made = photo(800, 600, noise=0.3)
    for number, name in enumerate(names):
        made.putpixel((0, 0), (number, 0, 0))
        made.save(workspace.root / "sites/shop" / name, quality=95)
    assert ("page-heavy" in codes(check_sites(workspace))) == told
    assert PAGE_BYTES > 1_000_000
