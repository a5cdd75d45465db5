"""The one door to disk: all or nothing, nothing foreign touched, nothing needless written."""

import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generator.build.lock import Lock
from generator.build.output import OutputFolder, Published
from generator.errors import SiteError
from tests.workspaces import snapshot


def publish(root: Path, pages: dict[str, str], *, force: bool = False) -> Published:
    with OutputFolder(root, force=force).transaction(["shop"]) as transaction:
        for name, text in pages.items():
            transaction.add_page(f"shop/{name}", text)
        return transaction.commit()


def refusal(root: Path, pages: dict[str, str], *, force: bool = False) -> str:
    with pytest.raises(SiteError) as caught:
        publish(root, pages, force=force)
    (problem,) = caught.value.problems
    assert problem.hint
    return problem.code


def test_pages_appear_on_commit_and_not_before(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out").transaction(["shop"]) as transaction:
        transaction.add_page("shop/a/index.html", "A")
        assert snapshot(tmp_path / "out") == {}
        transaction.commit()
    assert snapshot(tmp_path / "out") == {"shop/a/index.html": b"A"}


def test_without_commit_nothing_changes(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "A"})
    with OutputFolder(tmp_path).transaction(["shop"]) as transaction:
        transaction.add_page("shop/a/index.html", "B")
    assert snapshot(tmp_path) == {"shop/a/index.html": b"A"}
    assert not (tmp_path / ".landfast" / "staging").exists()


def test_orphans_and_their_folders_go_and_the_rest_stays(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "A", "b/c/index.html": "C"})
    (tmp_path / "shop" / "b" / "mine.txt").write_text("mine", "utf-8")
    published = publish(tmp_path, {"a/index.html": "A"})
    assert (published.written, published.removed) == (0, 1)
    assert snapshot(tmp_path) == {"shop/a/index.html": b"A", "shop/b/mine.txt": b"mine"}
    assert not (tmp_path / "shop" / "b" / "c").exists()


def test_other_sites_stay_unless_these_are_all(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "A"})
    with OutputFolder(tmp_path).transaction(["other"]) as transaction:
        transaction.add_page("other/index.html", "B")
        transaction.commit()
    assert set(snapshot(tmp_path)) == {"shop/index.html", "other/index.html"}
    with OutputFolder(tmp_path).transaction(["other"], complete=True) as transaction:
        transaction.add_page("other/index.html", "B")
        transaction.commit()
    assert set(snapshot(tmp_path)) == {"other/index.html"}


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "A"})
    before = (tmp_path / "shop" / "index.html").stat()
    assert publish(tmp_path, {"index.html": "A"}).written == 0
    after = (tmp_path / "shop" / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_other_hands_changed_or_deleted_is_written_again(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "A", "b.html": "B"})
    (tmp_path / "shop" / "a.html").write_text("changed", "utf-8")
    (tmp_path / "shop" / "b.html").unlink()
    assert publish(tmp_path, {"a.html": "A", "b.html": "B"}).written == 2
    assert snapshot(tmp_path) == {"shop/a.html": b"A", "shop/b.html": b"B"}


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 99}', "\x00"])
def test_a_damaged_manifest_costs_only_time(tmp_path: Path, damage: str) -> None:
    publish(tmp_path, {"index.html": "A"})
    (tmp_path / ".landfast" / "manifests" / "shop.json").write_text(damage, "utf-8")
    assert publish(tmp_path, {"index.html": "A"}).written == 1


def test_a_placeholder_is_no_foreign_file(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    assert publish(tmp_path, {"index.html": "A"}).files == 1
    assert (tmp_path / ".gitkeep").exists()


def test_a_foreign_folder_is_refused_and_kept_under_force(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", "utf-8")
    assert refusal(tmp_path, {"index.html": "A"}) == "output-foreign"
    assert set(snapshot(tmp_path)) == {"thesis.doc"}
    publish(tmp_path, {"index.html": "A"}, force=True)
    assert snapshot(tmp_path)["thesis.doc"] == b"years of work"


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", "utf-8")
    assert refusal(tmp_path / "out", {"index.html": "A"}, force=True) == "output-foreign"


def test_what_stands_in_the_way_is_told(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "A"})
    (tmp_path / "shop" / "glow").write_text("a file of somebody", "utf-8")
    assert refusal(tmp_path, {"glow/index.html": "A"}) == "output-blocked"
    (tmp_path / "shop" / "page.html").mkdir()
    assert refusal(tmp_path, {"page.html": "A"}) == "output-blocked"
    assert snapshot(tmp_path)["shop/index.html"] == b"A"


HOLDER = """
import sys, pathlib
from generator.build.lock import Lock
lock = Lock(pathlib.Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_a_second_build_is_turned_away(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "A"})
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER,
            str(tmp_path / ".landfast" / "lock"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert refusal(tmp_path, {"index.html": "B"}) == "output-busy"
        holder.communicate("")
    assert publish(tmp_path, {"index.html": "B"}).written == 1


def test_the_death_of_its_holder_frees_the_lock(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    assert lock.acquire()
    assert not Lock(tmp_path / "lock").acquire()
    lock.release()
    other = Lock(tmp_path / "lock")
    assert other.acquire()
    other.release()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "out", {"index.html": "A"}) == "output-unwritable"


def test_a_disk_that_fails_leaves_the_earlier_pages(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "A"})
    with OutputFolder(tmp_path).transaction(["shop"]) as transaction:
        staging = tmp_path / ".landfast" / "staging"
        staging.rmdir()  # writing there now fails as it does on a disk that has gone
        with pytest.raises(SiteError) as caught:
            transaction.add_page("shop/index.html", "B")
    assert [problem.code for problem in caught.value.problems] == ["output-unwritable"]
    assert snapshot(tmp_path) == {"shop/index.html": b"A"}


def test_a_disk_that_fails_among_the_moves_is_completed_later(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "A", "b.html": "A"})
    blocker = tmp_path / "shop" / "b.html"
    with OutputFolder(tmp_path).transaction(["shop"]) as transaction:
        for name in ("a.html", "b.html"):
            transaction.add_page(f"shop/{name}", "B")
        blocker.unlink()
        blocker.mkdir()  # a file cannot be moved there now
        with pytest.raises(SiteError) as caught:
            transaction.commit()
    (problem,) = caught.value.problems
    assert problem.code == "output-unwritable"
    assert "next build completes" in problem.hint
    assert refusal(tmp_path, {"c.html": "C"}) == "output-unwritable"
    blocker.rmdir()
    with OutputFolder(tmp_path).transaction(["other"]):
        pass
    assert snapshot(tmp_path) == {"shop/a.html": b"B", "shop/b.html": b"B"}


WRITER = textwrap.dedent(
    """
    import sys, pathlib
    from generator.build.output import OutputFolder
    root, text = pathlib.Path(sys.argv[1]), sys.argv[2]
    with OutputFolder(root).transaction(["shop"]) as transaction:
        for number in range(400):
            path = f"shop/{number}/index.html"
            if text != "B" or number % 2:  # B is half as many pages: the others go
                transaction.add_page(path, text * 50 + str(number))
        print("staged", flush=True)
        sys.stdin.readline()
        transaction.commit()
    """
)


@pytest.mark.parametrize("attempt", range(8))
def test_a_killed_build_changes_nothing_or_is_completed(tmp_path: Path, attempt: int) -> None:
    def run(text: str, *, kill_after: float | None = None) -> None:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), text],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == "staged\n"
        writer.stdin.write("\n")
        writer.stdin.flush()
        if kill_after is not None:
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(kill_after)
            os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()

    run("A")
    old = snapshot(tmp_path)
    # From before the first rename until after most of them; each attempt at another moment.
    moment = random.Random(attempt).uniform(0.0, 0.02)
    try:
        run("B", kill_after=moment)
    except BaseException as error:
        if "DID NOT RAISE" not in str(error):
            raise
    interrupted = (tmp_path / ".landfast" / "commit.json").exists()
    if not interrupted and (tmp_path / "shop" / "0" / "index.html").exists():
        assert snapshot(tmp_path) == old
    with OutputFolder(tmp_path).transaction(["other"]):
        pass  # the next build, of whatever, completes what was begun
    after = snapshot(tmp_path)
    new = {f"shop/{n}/index.html": (b"B" * 50 + str(n).encode()) for n in range(1, 400, 2)}
    assert after in (old, new)
    if interrupted:
        assert after == new


def test_ctrl_c_during_the_commit_waits_for_its_end(tmp_path: Path) -> None:
    from generator.build.signals import postponed_signals

    steps: list[str] = []

    def interrupted() -> None:
        with postponed_signals():
            signal.raise_signal(signal.SIGINT)
            steps.append("the block goes on")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert steps == ["the block goes on"]
