"""The dates of private pages as calendars read them: unfolded, unescaped, and by the standard."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.site.creator_sites import ACCOUNT, BRIEF, ROWS, SITE
from tests.workspaces import build_all, write_workspace

Entry = dict[str, str]


def calendar_of(root: Path, *archives: str) -> bytes:
    workspace = write_workspace(root, *archives)
    build_all(workspace)
    (file,) = workspace.output.rglob("dates.ics")
    return file.read_bytes()


def entries(data: bytes) -> list[Entry]:
    """The events of a calendar, property by property; reminders as TRIGGER alone."""
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")
    found: list[Entry] = []
    alarm = False
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif line in ("BEGIN:VALARM", "END:VALARM"):
            alarm = line.startswith("BEGIN")
        elif found and line and (not alarm or name == "TRIGGER"):
            found[-1][name] = re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), value)
    return found


def test_a_brief_has_its_deadline_and_the_end_of_its_authorization(tmp_path: Path) -> None:
    text = BRIEF.replace("posting:", "authorization: {days: [30, 365]}\nposting:")
    deadline, authorization = entries(calendar_of(tmp_path, SITE, text))
    assert deadline["SUMMARY"] == "Post for Catch the wind (Kites)"
    assert deadline["DTSTART;VALUE=DATE"] == "20300320"
    assert deadline["DTEND;VALUE=DATE"] == "20300321"
    assert deadline["TRIGGER"] == "-PT15H"
    assert authorization["SUMMARY"] == "Ad authorization ends: Catch the wind"
    assert authorization["DTSTART;VALUE=DATE"] == "20310320"
    assert deadline["URL"].startswith("https://go.kites.example/brief-")
    assert len({deadline["UID"], authorization["UID"]}) == 2


def test_agreed_days_move_the_end(tmp_path: Path) -> None:
    text = BRIEF.replace("2030-03-20}", "2030-03-20, days: 2030-03-01 2030-03-05}")
    text = text.replace("posting:", "posts: 2\nauthorization: {days: 7}\nposting:")
    _, authorization = entries(calendar_of(tmp_path, SITE, text))
    assert authorization["DTSTART;VALUE=DATE"] == "20300312"


def test_an_account_page_reminds_of_its_end(tmp_path: Path) -> None:
    (end,) = entries(calendar_of(tmp_path, SITE, ACCOUNT))
    assert end["SUMMARY"] == "Agreement on @mara.sky with Kites ends"
    assert end["DTSTART;VALUE=DATE"] == "20300630"


def test_an_account_page_without_an_end_has_no_calendar(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, SITE, ACCOUNT.replace("until: 2030-06-30\n", ""))
    build_all(workspace)
    (page,) = workspace.output.glob("kites/account-*/index.html")
    assert not list(workspace.output.rglob("*.ics"))
    assert ".ics" not in page.read_text("utf-8")


def test_every_line_is_as_the_standard_wants_it(tmp_path: Path) -> None:
    text = BRIEF.replace(
        "name: Catch the wind,", 'name: "風を; つかまえて, \\\\ 凧と猫の長い長い夏休み",'
    )
    assert text != BRIEF
    data = calendar_of(tmp_path, SITE, text)
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert any(line.startswith(b" ") for line in lines), "something was long enough to be folded"
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    (deadline,) = entries(data)
    assert deadline["SUMMARY"] == "Post for 風を; つかまえて, \\ 凧と猫の長い長い夏休み (Kites)"


def test_the_same_page_gives_the_same_calendar(tmp_path: Path) -> None:
    first = calendar_of(tmp_path / "a", SITE, BRIEF)
    assert calendar_of(tmp_path / "b", SITE, BRIEF) == first
    later = entries(calendar_of(tmp_path / "c", SITE, BRIEF.replace("03-20", "03-25")))
    assert later[0]["UID"] == entries(first)[0]["UID"], "a calendar replaces its entry"


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        ("omar", "النشر لحملة Catch the wind (Kites)"),
        ("lea", "Publier pour Catch the wind (Kites)"),
    ],
)
def test_it_speaks_the_creators_language(tmp_path: Path, handle: str, words: str) -> None:
    workspace = write_workspace(tmp_path, SITE, ROWS)
    build_all(workspace)
    (file,) = workspace.output.glob(f"kites/briefs/{handle}*/dates.ics")
    assert entries(file.read_bytes())[0]["SUMMARY"] == words


def test_the_brief_offers_it(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, SITE, BRIEF)
    build_all(workspace)
    (page,) = workspace.output.glob("kites/brief-*/index.html")
    (link,) = BeautifulSoup(page.read_bytes(), "lxml").select("a[download]")
    assert (link["href"], link["download"]) == ("dates.ics", "catch-the-wind.ics")
    assert (page.parent / "dates.ics").is_file()
