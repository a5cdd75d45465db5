"""Who makes the pages: this process alone, or several at once; what comes out is the same.

Orders are handed out in their order and results come back in it, so that nothing in the output can
depend on who was faster.
"""

import os
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from generator.build.litter import Litter
from generator.build.making import Made, Order, SiteMaker, SiteSetup
from generator.errors import Problem, SiteError

if TYPE_CHECKING:  # one process alone does not wait for what several need
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

WORTHWHILE = 150
"""Pages from which on the start of further processes pays."""
_BATCHES, _LARGEST = 4, 64
"""How many batches each process gets at least, and how many pages a batch has at most: to hand one
over takes as long as making a few pages, and all that wait are held in memory."""
_AHEAD = 3
"""Batches for each process that may wait, or wait to be taken."""


def usual_jobs(pages: int) -> int:
    """How many processes make so many pages best."""
    if pages < WORTHWHILE:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batch_size(pages: int, jobs: int) -> int:
    """How many of so many pages a process gets at once."""
    return min(max(pages // (_BATCHES * jobs), 1), _LARGEST)


class Crew:
    """Makes pages in one process or several. Use it in a `with` block.

    Args:
        makers: The sites, by name.
        jobs: How many processes, 1 for this one alone; None for as many as pay.
        pages: How many are to be made, as far as that is known.
    """

    def __init__(self, makers: Mapping[str, SiteMaker], jobs: int | None, pages: int) -> None:
        self.jobs = jobs or usual_jobs(pages)
        self._may_grow = jobs is None
        self._makers = makers
        self._pool: ProcessPoolExecutor | None = None
        self._litter = Litter()

    def __enter__(self) -> Self:
        self._litter.begin()
        if self.jobs > 1:
            self._start_others()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.dismiss()
        self._litter.end()

    def dismiss(self) -> None:
        """End the other processes: they hold memory that what comes next may need."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def make(self, orders: Sequence[Order]) -> Iterator[Made]:
        """What becomes of some orders, in their order.

        Further processes are started where they pay for so many: that a file has thousands of rows
        shows only when it is read.

        Raises:
            SiteError: `worker-lost`, when a process has ended before its work was done.
        """
        pages = sum(order.pages for order in orders)
        if self._may_grow and self._pool is None and usual_jobs(pages) > 1:
            self.jobs = usual_jobs(pages)
            self._start_others()
        if self._pool is None:
            for order in orders:
                made = self._makers[order.site].make(order)
                self._litter.made(len(made.pages))
                yield made
            return
        from concurrent.futures.process import BrokenProcessPool

        left, size = iter(orders), batch_size(pages, self.jobs)
        waiting: deque[Future[list[Made]]] = deque()
        try:
            while True:
                while len(waiting) < _AHEAD * self.jobs and (batch := _batch(left, size)):
                    waiting.append(self._pool.submit(_make, batch))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise SiteError([_lost()]) from None

    def _start_others(self) -> None:
        from concurrent.futures import ProcessPoolExecutor

        self._pool = ProcessPoolExecutor(
            self.jobs, _context(), _begin, (self._makers_for_others(),)
        )

    def _makers_for_others(self) -> Mapping[str, SiteMaker | SiteSetup]:
        if _context().get_start_method() == "fork":
            return self._makers  # a process forked off has all of it already
        return {name: maker.setup for name, maker in self._makers.items()}


def _batch(orders: Iterator[Order], pages: int) -> list[Order]:
    """The next orders for about so many pages."""
    batch: list[Order] = []
    while pages > 0 and (order := next(orders, None)):
        batch.append(order)
        pages -= order.pages
    return batch


_mine: dict[str, SiteMaker] = {}
"""In a process of a crew: its sites."""
_litter = Litter()
"""In a process of a crew: what its pages leave behind."""


def _begin(makers: Mapping[str, SiteMaker | SiteSetup]) -> None:
    for name, maker in makers.items():
        _mine[name] = maker if isinstance(maker, SiteMaker) else SiteMaker(maker)
        _mine[name].stages.taken()  # what was measured before the fork is told elsewhere
    _litter.begin()


def _make(orders: list[Order]) -> list[Made]:
    made = []
    for order in orders:
        made.append(_mine[order.site].make(order))
        _litter.made(len(made[-1].pages))
    last = {order.site: number for number, order in enumerate(orders)}
    for site, number in last.items():
        seconds, times = _mine[site].stages.taken()
        made[number] = replace(made[number], seconds=seconds, times=times)
    return made


def _context() -> "BaseContext":
    """Forking spares each process the loading of libraries, where it is safe (Linux)."""
    import multiprocessing

    chosen = multiprocessing.get_start_method(allow_none=True)
    if chosen is None:
        chosen = "fork" if sys.platform == "linux" else "spawn"
    return multiprocessing.get_context(chosen)


def _lost() -> Problem:
    return Problem(
        "worker-lost",
        "One of the processes that made the pages has ended before it was done. Nothing was "
        "changed.",
        "Usually the system had no memory left and ended it: close other programs, or build with "
        "fewer processes, `--jobs 1`.",
    )
