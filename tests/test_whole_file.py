"""Files that are there as a whole or not at all."""

from pathlib import Path

import pytest

from generator.whole_file import write_whole


def test_a_file_replaces_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    write_whole(path, b"one")
    write_whole(path, b"tw", b"o")
    assert path.read_bytes() == b"two"
    assert [file.name for file in path.parent.iterdir()] == ["a.txt"]


def test_nothing_is_left_of_what_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.mkdir()
    (path / "inside").touch()
    with pytest.raises(OSError, match="directory"):
        write_whole(path, b"one")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
