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


def _folder(tmp_path: Path) -> RecordFolder:
    return RecordFolder(tmp_path, tmp_path / "output", "tool")


def _many(number: int) -> SiteRecord:
    rows = {f"/pages/{n}.md": RECORD.files["/pages/glow.md"] for n in range(number)}
    signed = {name: Signature((1, 2, 3, 4), "aa") for name in rows}
    return SiteRecord(rows, signed, RECORD.looks, text="cc")


def _changed(known: SiteRecord, number: int) -> SiteRecord:
    """One file is another one, one is new, and one is gone."""
    files, signatures = dict(known.files), dict(known.signatures)
    files[f"/pages/{number}.md"] = files["/pages/100.md"]._replace(stamp=f"stamp {number}")
    signatures[f"/pages/{number}.md"] = Signature((), "bb")
    files[f"/pages/new {number}.md"] = files["/pages/100.md"]
    del files[f"/pages/{number + 10}.md"], signatures[f"/pages/{number + 10}.md"]
    return SiteRecord(files, signatures, {("cinema", "product", "en"): f"{number}"}, text="ee")


def test_little_that_has_changed_is_written_alone(tmp_path: Path) -> None:
    _folder(tmp_path).write_site("shop", _many(300))
    for number in range(3):
        records = _folder(tmp_path)
        whole = (records.folder / "site-shop").read_bytes()
        now = _changed(records.read_site("shop"), number)
        records.write_site("shop", now)
        assert (records.folder / "site-shop").read_bytes() == whole
        assert _folder(tmp_path).read_site("shop") == now


def test_much_that_has_changed_is_written_as_a_whole(tmp_path: Path) -> None:
    _folder(tmp_path).write_site("shop", _many(30))
    records = _folder(tmp_path)
    records.read_site("shop")
    now = _many(20)
    records.write_site("shop", now)
    assert [path.name for path in records.folder.iterdir()] == ["site-shop"]
    assert _folder(tmp_path).read_site("shop") == now


def test_changes_of_another_record_count_as_none(tmp_path: Path) -> None:
    _folder(tmp_path).write_site("shop", _many(300))
    records = _folder(tmp_path)
    records.write_site("shop", _changed(records.read_site("shop"), 1))
    changes = records.folder / "changes-shop"
    kept = changes.read_bytes()
    _folder(tmp_path).write_site("shop", _many(301))  # as a build with --force does
    assert not changes.exists()
    changes.write_bytes(kept)
    assert _folder(tmp_path).read_site("shop") == _many(301)


def test_what_cannot_be_remembered_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "builds").write_text("in the way")
    _folder(tmp_path).write_site("shop", _many(3))
    assert _folder(tmp_path).read_site("shop") == SiteRecord()


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
