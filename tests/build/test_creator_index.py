"""The agency's index: what it says, where it lies, and who never gets it."""

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from generator.build.workspace import Workspace
from generator.publish.built import read_built
from tests.site.creator_sites import ACCOUNT, BRIEF, ROWS, SITE
from tests.workspaces import build_all, problems_of, snapshot, write_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = write_workspace(tmp_path, SITE, ROWS, ACCOUNT)
    build_all(workspace)
    return workspace


def index_of(workspace: Workspace, name: str = "catch-the-wind.html") -> Path:
    return workspace.output / ".landfast" / "creators" / "kites" / name


def briefs_of(workspace: Workspace) -> dict[str, Path]:
    return {
        path.parent.name.rpartition("-")[0]: path
        for path in workspace.output.glob("kites/briefs/*/index.html")
    }


def test_it_lists_every_creator_with_address_and_messages(workspace: Workspace) -> None:
    soup = BeautifulSoup(index_of(workspace).read_bytes(), "lxml")
    assert soup.select_one("h1").text == "Catch the wind"  # type: ignore[union-attr]
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in soup.select("tbody tr")
    ]
    assert rows == [
        ['Léa "Lu", Luft @lea.luft', "fr", "11", "2", "0", "2030-03-22", "2030-04-21"],
        ["Mara @mara.sky", "en", "2", "1", "0", "2030-03-20", "2030-04-19"],
        ["عمر @omar_wind", "ar", "1", "1", "0", "2030-03-21", "2030-04-20"],
    ]
    urls = [str(link["href"]) for link in soup.select(".url a")]
    paths = [url.removeprefix("https://go.kites.example/") for url in urls]
    assert all((workspace.output / "kites" / path / "index.html").is_file() for path in paths)
    mails = [area.text for area in soup.select("textarea[rows='11']")]
    assert [url in mail for url, mail in zip(urls, mails, strict=True)] == [True] * 3
    assert mails[0].startswith('Bonjour Léa "Lu", Luft,')
    assert "22 mars 2030" in mails[0]
    assert mails[1].startswith("Hello Mara,")
    assert "March 20, 2030" in mails[1]
    assert "مرحبًا عمر" in mails[2]
    messages = [area.text for area in soup.select("textarea[rows='6']")]
    assert all(url in text for url, text in zip(urls, messages, strict=True))
    subjects = [str(field["value"]) for field in soup.select("input")]
    assert subjects[1] == "Catch the wind: your brief"


def test_the_table_says_the_same(workspace: Workspace) -> None:
    data = index_of(workspace, "catch-the-wind.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["handle"] for row in rows] == ["lea.luft", "mara.sky", "omar_wind"]
    assert [row["links"] for row in rows] == ["2", "1", "1"]
    assert rows[1]["url"] in rows[1]["mail"]
    assert rows[1]["deadline"] == "2030-03-20"


def test_it_needs_nothing_from_anywhere(workspace: Workspace) -> None:
    soup = BeautifulSoup(index_of(workspace).read_bytes(), "lxml")
    assert not soup.select("[src], link[rel=stylesheet], iframe")
    assert soup.select_one("meta[name=robots]")["content"] == "noindex, nofollow"  # type: ignore[index]


def test_what_creators_are_called_is_only_text(tmp_path: Path) -> None:
    rows = ROWS.replace("mara.sky,Mara,", "mara.sky,</textarea><script>x()</script>,")
    workspace = write_workspace(tmp_path, SITE, rows)
    build_all(workspace)
    soup = BeautifulSoup(index_of(workspace).read_bytes(), "lxml")
    assert len(soup.select("script")) == 1
    assert "<script>x()</script>" in soup.text


def test_it_is_never_published(workspace: Workspace) -> None:
    names = [file.name for file in read_built(workspace.output, "kites")]
    assert any(name.startswith("briefs/mara-sky-") for name in names)
    assert not [name for name in names if "creators" in name or name.startswith(".")]
    urls = {
        row["url"]
        for row in csv.DictReader(
            io.StringIO(index_of(workspace, "catch-the-wind.csv").read_text("utf-8-sig"))
        )
    }
    published = snapshot(workspace.output)
    own = {path.relative_to(workspace.output).as_posix() for path in briefs_of(workspace).values()}
    for url in urls:
        tellers = {
            name
            for name, content in published.items()
            if url.rstrip("/").rpartition("/")[2].encode() in content
        }
        assert {name.rpartition("/")[0] for name in tellers} <= {
            name.rpartition("/")[0] for name in own
        }, "no other page or file tells the address"


def test_nothing_for_search_engines_tells_of_private_pages(tmp_path: Path) -> None:
    listed = """
-- sites/kites/pages/shop.md --
---
type: ecommerce
title: A kite
background: media/kite.jpg
cta: {label: Shop now, url: https://kites.example/}
---
-- sites/kites/media/kite.jpg --
"""
    workspace = write_workspace(tmp_path, SITE, ROWS, listed)
    build_all(workspace)
    sitemap = (workspace.output / "kites" / "sitemap.xml").read_text("utf-8")
    assert "https://go.kites.example/shop/" in sitemap
    assert "briefs" not in sitemap
    assert "briefs" not in (workspace.output / "kites" / "robots.txt").read_text("utf-8")
    for page in briefs_of(workspace).values():
        soup = BeautifulSoup(page.read_bytes(), "lxml")
        assert soup.select_one("meta[name=robots]")["content"] == "noindex, nofollow"  # type: ignore[index]
        assert soup.select_one("meta[name=referrer]")["content"] == "no-referrer"  # type: ignore[index]


def test_it_can_be_published_where_nobody_guesses_it(tmp_path: Path) -> None:
    site = SITE.replace("robots: index", "robots: index\ncreator_index: agency/list")
    workspace = write_workspace(tmp_path, site, ROWS)
    summary = build_all(workspace)
    (page,) = workspace.output.glob("kites/agency/list/catch-the-wind-*/index.html")
    assert (page.parent / "index.csv").is_file()
    assert not (workspace.output / ".landfast" / "creators").exists()
    (note,) = summary.notes["kites"]
    assert note.endswith(f"https://go.kites.example/agency/list/{page.parent.name}/")


def test_a_place_that_is_no_path_is_refused(tmp_path: Path) -> None:
    site = SITE.replace("robots: index", "robots: index\ncreator_index: ../mine")
    (problem,) = problems_of(write_workspace(tmp_path, site, BRIEF))
    assert problem.code == "path-invalid"


def test_builds_tell_where_it_is(workspace: Workspace) -> None:
    summary = build_all(workspace)
    assert summary.notes["kites"] == (
        "Addresses and messages for creators: output/.landfast/creators/kites/catch-the-wind.html",
    )
    assert summary.written == 0, "the same sources give the same files"


def test_it_follows_the_briefs(workspace: Workspace, tmp_path: Path) -> None:
    before = snapshot(workspace.output)
    broken = ROWS.replace("mara.sky,Mara,en,2", "mara.sky,Mara,en,99")
    assert problems_of(write_workspace(tmp_path, broken))[0].code == "invite-links-missing"
    assert snapshot(workspace.output) == before
    assert "Mara" in index_of(workspace).read_text("utf-8"), "nothing has changed"
    fewer = "\n".join(line for line in ROWS.split("\n") if not line.startswith("mara.sky,"))
    build_all(write_workspace(tmp_path, fewer))
    assert "Mara" not in index_of(workspace).read_text("utf-8")
    assert not [name for name in snapshot(workspace.output) if "mara-sky" in name]
    (tmp_path / "sites" / "kites" / "pages" / "brief.md").unlink()
    build_all(workspace)
    assert not index_of(workspace).exists()
    assert not (workspace.output / ".landfast" / "creators").exists()


def test_each_campaign_has_its_own(tmp_path: Path) -> None:
    second = BRIEF.replace("brief.md", "winter.md").replace("name: Catch the wind", "name: Winter")
    workspace = write_workspace(tmp_path, SITE, ROWS, second)
    build_all(workspace)
    assert "Winter" in index_of(workspace, "winter.html").read_text("utf-8")
    assert "Winter" not in index_of(workspace).read_text("utf-8")


def test_a_site_can_say_the_messages_otherwise(tmp_path: Path) -> None:
    words = """
-- sites/kites/theme/words/en.yaml --
brief_message: "{name}, {url}: {day}!"
"""
    workspace = write_workspace(tmp_path, SITE, ROWS, words)
    build_all(workspace)
    text = index_of(workspace).read_text("utf-8")
    assert "/: March 20, 2030!</textarea>" in text
    broken = write_workspace(tmp_path, words.replace("{day}", "{date}"))
    (problem, *_) = problems_of(broken)
    assert problem.code == "word-blank"
    assert "{name}, {campaign}, {brand}, {posts}, {day}, {url}" in problem.hint
