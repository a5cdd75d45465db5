"""Garbage is collected while pages are made, and as before when they are."""

import gc
import weakref

from generator.build.litter import Litter


class Circle:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_pages_leave_nothing_behind() -> None:
    assert gc.isenabled()
    with Litter() as litter:
        assert not gc.isenabled()
        left = [weakref.ref(Circle()) for _ in range(50)]
        litter.made(1)
        assert all(circle() for circle in left)  # not worth the while yet
        litter.made(100)
        assert not any(circle() for circle in left)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_who_collects_nothing_goes_on_so() -> None:
    gc.disable()
    try:
        with Litter():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
