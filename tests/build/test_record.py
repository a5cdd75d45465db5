"""What a build remembers comes back as it was, and never hides a change."""

import os
from pathlib import Path

from generator.build.inputs import Inputs, Signature, list_files
from generator.build.record import FileRow, PageRow, RecordFolder, SiteRecord

PAGE = PageRow(
    path="glow",
    look=("studio", "product", "en"),
    files=("/media/x.jpg",),
    key="k",
    line=0,
    whole=False,
    listed=True,
    alternates=(("de", "de/glow"),),
    policy="",
    assets=("x.1234.jpg",),
    looked=True,
    found={"anything": 1},
)
RECORD = SiteRecord(
    {"/pages/glow.md": FileRow("stamp", (), False, None, None, (PAGE,))},
    {"/pages/glow.md": Signature((1, 2, 3, 4), "aa")},
    {("studio", "product", "en"): "bb"},
    text="cc",
)


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    records = RecordFolder(tmp_path, tmp_path / "output", "tool")
    records.write_site("shop", RECORD)
    found = records.read_site("shop")
    assert found == RECORD
    row = found.files["/pages/glow.md"]
    assert isinstance(row, FileRow)
    assert isinstance(row.pages[0], PageRow)
    assert isinstance(found.signatures["/pages/glow.md"], Signature)


def test_a_record_of_another_tool_counts_as_none(tmp_path: Path) -> None:
    RecordFolder(tmp_path, tmp_path / "output", "tool").write_site("shop", RECORD)
    other = RecordFolder(tmp_path, tmp_path / "output", "another")
    assert other.read_site("shop") == SiteRecord()


def _old(path: Path, text: str, seconds: int) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, (seconds, seconds))


def test_a_file_that_was_looked_at_is_read_where_it_has_changed_since_the_last_build(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.md"
    _old(path, "one", 1000)
    state = list_files([tmp_path]).states[str(path)]
    known = {str(path): Signature(state, "of one")}
    assert Inputs(known, list_files([tmp_path]).states).is_unchanged(str(path))
    _old(path, "two", 2000)
    assert not Inputs(known, list_files([tmp_path]).states).is_unchanged(str(path))


def test_a_change_after_the_look_shows_in_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    _old(path, "one", 1000)
    first = list_files([tmp_path])
    known = {str(path): Signature(first.states[str(path)], "of one")}
    _old(path, "two", 2000)
    assert Inputs(known, first.states).is_unchanged(str(path))
    again = list_files([tmp_path])
    assert again.digest != first.digest
    assert not Inputs(known, again.states).is_unchanged(str(path))
