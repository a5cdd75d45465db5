"""Pages made by several processes: the same bytes, and nothing half-done when one of them dies."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generator.build import crew
from generator.build.build import build
from generator.build.making import Made, Order, SiteMaker
from generator.errors import SiteError
from tests.build.changing import Studio
from tests.workspaces import Recorder, problems_of, snapshot, told, write_workspace

BUILD = textwrap.dedent("""
    import multiprocessing, sys
    from generator.cli import run
    if __name__ == "__main__":
        multiprocessing.set_start_method(sys.argv[1])
        sys.exit(run(["build", "--quiet", "--date", "2027-03-15", "--jobs", sys.argv[2]]))
""")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_any_number_of_processes_makes_the_same(tmp_path: Path, method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip("this system has no fork")
    studio = Studio(tmp_path)
    rows = "".join(f"X{number},Lamp {number},{number + 1}.00\n" for number in range(70))
    catalogue = studio.path("sites/shop/data/lamps.csv")
    catalogue.write_text(catalogue.read_text("utf-8") + rows, "utf-8")
    alone = studio.clean()
    script = tmp_path / "build.py"
    script.write_text(BUILD, "utf-8")
    subprocess.run([sys.executable, str(script), method, "3"], cwd=tmp_path, check=True)
    assert snapshot(studio.workspace.output) == alone
    # What several processes have left behind serves one, and the other way round.
    assert studio.build().made == 0
    studio.edit("sites/shop/data/lamps.csv", "Lamp 40", "Lamp forty")
    assert studio.build(jobs=2).made == 1
    assert snapshot(studio.workspace.output) == studio.clean()


def test_all_mistakes_are_told_once_and_in_order(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    for name in ("shop/pages/balm.md", "shop/pages/offers/spring.md", "world/pages/balm.md"):
        studio.edit(f"sites/{name}", "title:", "titel:")
    studio.edit("sites/shop/data/lamps.csv", "39.50", "cheap")
    write_workspace(tmp_path, "-- sites/shop/pages/offers/_defaults.yaml --\ntype: [\n")
    one = [told(problem, tmp_path) for problem in problems_of(studio.workspace)]
    with pytest.raises(SiteError) as caught:
        build(studio.workspace, Recorder(), jobs=2)
    assert [told(problem, tmp_path) for problem in caught.value.problems] == one
    assert len(set(one)) == len(one) > 4


def test_a_process_that_dies_is_told_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio(tmp_path)
    studio.build()
    before = snapshot(studio.workspace.output)
    make = SiteMaker.make

    def die(maker: SiteMaker, order: Order) -> Made:
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return make(maker, order)

    monkeypatch.setattr(SiteMaker, "make", die)
    studio.edit("sites/shop/pages/balm.md", "cold", "warm")
    studio.edit("sites/world/pages/balm.md", "cold", "warm")
    with pytest.raises(SiteError) as caught:
        studio.build(jobs=2)
    assert [problem.code for problem in caught.value.problems] == ["worker-lost"]
    assert snapshot(studio.workspace.output) == before
    monkeypatch.undo()
    assert studio.build(jobs=2).made == 3
    assert snapshot(studio.workspace.output) == studio.clean()


@pytest.mark.skipif(sys.platform != "linux", reason="a patched process is handed on by fork")
def test_the_rows_of_one_file_are_shared_out_among_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio(tmp_path)
    catalogue = studio.path("sites/shop/data/lamps.csv")
    rows = "".join(
        f"X{number},Lamp {number},{number + 1}.00\n" for number in range(crew.WORTHWHILE)
    )
    catalogue.write_text(catalogue.read_text("utf-8") + rows, "utf-8")
    alone = studio.clean()
    makers = tmp_path / "makers"
    makers.mkdir()
    make = SiteMaker.make

    def sign(maker: SiteMaker, order: Order) -> Made:
        made = make(maker, order)
        if made.pages and order.stop is not None:
            (makers / str(os.getpid())).touch()
        return made

    monkeypatch.setattr(SiteMaker, "make", sign)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    studio.build(jobs=None)
    assert snapshot(studio.workspace.output) == alone
    made_by = {path.name for path in makers.iterdir()}
    assert made_by
    assert str(os.getpid()) not in made_by


@pytest.mark.parametrize(
    ("pages", "jobs", "size"), [(6, 2, 1), (150, 2, 18), (150, 8, 4), (1000, 2, 64), (10**6, 8, 64)]
)
def test_each_process_gets_its_share_in_batches(pages: int, jobs: int, size: int) -> None:
    assert crew.batch_size(pages, jobs) == size


def test_a_batch_has_whole_orders_until_it_is_full() -> None:
    files = [Order("shop", f"page-{number}.md", "") for number in range(5)]
    rows = [Order("shop", "offers.md", "", start, start + 32) for start in (0, 32, 64)]
    left = iter([*files, *rows])
    assert crew._batch(left, 3) == files[:3]
    assert crew._batch(left, 40) == [*files[3:], *rows[:2]]
    assert crew._batch(left, 40) == rows[2:]
    assert crew._batch(left, 40) == []


def test_few_pages_are_made_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1, 2, 3}, raising=False)
    assert crew.usual_jobs(crew.WORTHWHILE - 1) == 1
    assert crew.usual_jobs(crew.WORTHWHILE) == 4
