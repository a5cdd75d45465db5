"""Garbage is collected while pages are made, and as before when they are."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.litter import Litter
from tests.workspaces import PLAIN_THEME, SITE, build_all, problems_of, write_workspace


class Circle:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def litter() -> Iterator[Litter]:
    taken = Litter()
    taken.begin()
    yield taken
    taken.end()


def test_pages_leave_nothing_behind(litter: Litter) -> None:
    assert not gc.isenabled()
    left = [weakref.ref(Circle()) for _ in range(50)]
    litter.made(1)
    assert all(circle() for circle in left)  # not worth the while yet
    litter.made(100)
    assert not any(circle() for circle in left)


def test_python_goes_on_as_before() -> None:
    for was_on in (True, False):
        (gc.enable if was_on else gc.disable)()
        try:
            litter = Litter()
            litter.begin()
            litter.end()
            assert gc.isenabled() == was_on
            assert gc.get_freeze_count() == 0
        finally:
            gc.enable()


def test_a_build_leaves_the_collector_as_it_was(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    build_all(workspace)
    assert gc.isenabled()
    write_workspace(tmp_path, SITE.replace("now: 24.00", "now: cheap"))
    assert problems_of(workspace)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
