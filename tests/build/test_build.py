"""Whole builds: from files to files."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from generator.build.build import build, read_sites
from generator.build.events import Failed, PageRendered, Started, Summary
from generator.build.plan import make_plan
from generator.build.workspace import Workspace
from generator.errors import SiteError, UsageError
from generator.render import Themes
from tests.render.theme_samples import write_samples
from tests.workspaces import (
    PLAIN_THEME,
    SITE,
    Recorder,
    build_all,
    problems_of,
    snapshot,
    told,
    write_workspace,
)

SECOND_PAGE = """
-- sites/shop/pages/{name}.md --
---
type: product
title: Another
category: Beauty
gallery: [media/balm.jpg]
price: {{now: 1}}
cta: {{label: Shop Now, url: https://shop.example/}}
{extra}---
"""


def test_a_site_becomes_a_folder(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    summary = build_all(workspace)
    files = snapshot(workspace.output)
    page = files["shop/balm/index.html"].decode()
    assert "<h1>Polar Balm</h1>" in page
    assert "<p>For cold days.</p>" in page
    assert summary.pages == 1
    assert summary.files == len(files)
    assert summary.bytes == sum(len(content) for content in files.values())
    named = {name.split("/")[-1] for name in files if name.startswith("shop/assets/")}
    assert named
    assert all(name in page for name in named)


def test_two_clean_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    first = write_workspace(tmp_path / "one", PLAIN_THEME, SITE)
    second = write_workspace(tmp_path / "two", PLAIN_THEME, SITE)
    build_all(first)
    build_all(second)
    assert snapshot(first.output) == snapshot(second.output)


def test_events_tell_the_way(tmp_path: Path) -> None:
    recorder = Recorder()
    build(write_workspace(tmp_path, PLAIN_THEME, SITE), recorder)
    assert [type(event) for event in recorder.events] == [Started, PageRendered, Summary]


def test_a_failed_build_leaves_the_earlier_output(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    build_all(workspace)
    before = snapshot(workspace.output)
    write_workspace(
        tmp_path,
        SECOND_PAGE.format(name="good", extra=""),
        SECOND_PAGE.format(name="bad", extra="titel: x\n"),
    )
    recorder = Recorder()
    with pytest.raises(SiteError):
        build(workspace, recorder)
    assert isinstance(recorder.events[-1], Failed)
    assert snapshot(workspace.output) == before


def test_mistakes_found_while_rendering_are_told_together(tmp_path: Path) -> None:
    workspace = write_workspace(
        tmp_path,
        PLAIN_THEME,
        SITE,
        SECOND_PAGE.format(name="two", extra="").replace("media/balm.jpg", "media/two.jpg"),
        SECOND_PAGE.format(name="three", extra="").replace("---\n", "---\n![x](media/no.jpg)\n")
        + "![x](media/no.jpg)\n",
    )
    write_workspace(
        tmp_path,
        SECOND_PAGE.format(name="three", extra="") + "\nText ![x](media/no.jpg)\n",
    )
    (tmp_path / "sites/shop/media/two.jpg").write_bytes(b"this is no picture")
    assert [told(problem, tmp_path) for problem in problems_of(workspace)] == [
        "sites/shop/pages/three.md:10:11 media-missing",
        "sites/shop/pages/two.md:5:11 media-not-an-image",
    ]
    assert snapshot(workspace.output) == {}


@pytest.mark.parametrize(
    ("name", "extra", "code"),
    [
        ("x", "path: balm\n", "url-duplicate"),
        ("Balm", "", "url-letter-case"),
        ("deep/balm", "path: BALM\n", "url-letter-case"),
    ],
)
def test_two_pages_with_one_address(tmp_path: Path, name: str, extra: str, code: str) -> None:
    workspace = write_workspace(
        tmp_path, PLAIN_THEME, SITE, SECOND_PAGE.format(name=name, extra=extra)
    )
    (problem,) = problems_of(workspace)
    assert problem.code == code
    assert problem.place is not None
    named = {problem.place.file.name, *(place.file.name for place in problem.related)}
    assert named == {"balm.md", f"{name.split('/')[-1]}.md"}
    assert "balm.md" in problem.message.lower()


def test_planning_writes_nothing_and_addresses_end_in_a_slash(tmp_path: Path) -> None:
    workspace = write_workspace(
        tmp_path,
        PLAIN_THEME,
        SITE,
        SECOND_PAGE.format(name="index", extra=""),
        SECOND_PAGE.format(name="Sommer Glück", extra=""),
    )
    before = sorted(tmp_path.rglob("*"))
    plan = make_plan(read_sites(workspace.site_folders(), Themes([workspace.themes])))
    assert sorted(tmp_path.rglob("*")) == before
    assert {str(page.output): page.url for page in plan.pages} == {
        "shop/index.html": "https://go.shop.example/",
        "shop/balm/index.html": "https://go.shop.example/balm/",
        "shop/Sommer-Glück/index.html": "https://go.shop.example/Sommer-Gl%C3%BCck/",
    }


def test_names_with_spaces_and_letters_beyond_english(tmp_path: Path) -> None:
    workspace = write_workspace(
        tmp_path / "Mein Büro 🏢",
        PLAIN_THEME,
        SITE.replace("sites/shop", "sites/Läden & Söhne").replace(
            "media/balm", "media/Bälm für Dich"
        ),
    )
    build_all(workspace)
    page = (workspace.output / "Läden & Söhne" / "balm" / "index.html").read_text("utf-8")
    assets = list((workspace.output / "Läden & Söhne" / "assets").iterdir())
    assert assets
    assert all(asset.name.isascii() and asset.name in page for asset in assets)


def test_a_renamed_page_leaves_no_copy(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    build_all(workspace)
    pages = tmp_path / "sites" / "shop" / "pages"
    (pages / "balm.md").rename(pages / "salve.md")
    summary = build_all(workspace)
    html = {name for name in snapshot(workspace.output) if name.endswith(".html")}
    assert html == {"shop/salve/index.html", "shop/404.html"}
    assert summary.removed == 1


def test_a_removed_site_goes_with_a_build_of_all(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE, SITE.replace("sites/shop", "sites/b"))
    build_all(workspace)
    assert {name.split("/")[0] for name in snapshot(workspace.output)} == {"shop", "b"}
    shutil.rmtree(tmp_path / "sites" / "b")
    build_all(workspace, "shop")
    assert {name.split("/")[0] for name in snapshot(workspace.output)} == {"shop", "b"}
    build_all(workspace)
    assert {name.split("/")[0] for name in snapshot(workspace.output)} == {"shop"}


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    build_all(workspace)
    assert build_all(workspace).written == 0


def test_published_files_may_be_read_by_everyone(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    build_all(workspace)
    modes = {
        stat.S_IMODE(path.stat().st_mode) & 0o044
        for path in (workspace.output / "shop").rglob("*")
        if path.is_file()
    }
    assert modes == {0o044}


def test_unknown_sites_and_empty_workspaces(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    with pytest.raises(UsageError) as caught:
        build_all(workspace, "shpo")
    assert "Did you mean shop?" in caught.value.hint
    (tmp_path / "empty" / "sites").mkdir(parents=True)
    with pytest.raises(UsageError):
        build_all(Workspace(tmp_path / "empty"))
    with pytest.raises(UsageError):
        Workspace.find(Path("/"))


def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path) -> None:
    import hashlib

    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    build_all(workspace)
    manifest = json.loads((workspace.output / ".landfast/manifests/shop.json").read_text("utf-8"))
    assert {name: entry[0] for name, entry in manifest["files"].items()} == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in snapshot(workspace.output).items()
    }


def test_a_second_build_does_no_media_work(tmp_path: Path) -> None:
    workspace = write_samples(tmp_path)
    build_all(workspace)
    # What is made is moved into its place, and so would be another file, of another number.
    results = workspace.cache / "media" / "results"
    before = {path.name: path.stat().st_ino for path in results.iterdir()}
    assert len(before) > 10
    shutil.rmtree(workspace.output)
    build_all(workspace)
    assert {path.name: path.stat().st_ino for path in results.iterdir()} == before
