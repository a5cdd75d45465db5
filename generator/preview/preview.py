"""The running preview: sites in memory that follow their sources, one change after the other.

Everything that reads or renders happens on one thread, so nobody ever sees half a site. From the
first sign of a change until the sites are up to date again, requests wait.
"""

import asyncio
import secrets
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from generator.errors import Problem
from generator.preview.changes import Changes, changes_of
from generator.preview.recorder import Recorder, device_of
from generator.preview.stream import Stream
from generator.preview.workshop import Workshop

T = TypeVar("T")

BUG = "This is a bug in Landfast, not in your site. Please report it with the text below.\n"
QUIET = 0.02
"""Seconds without a further change after which a save counts as done: editors write in steps."""
QUIET_WHEN_DONE = 0.004
"""The same where the system has told that the file is completely written."""
LONGEST_QUIET = 0.5
"""Seconds after which changes are taken up even though more of them keep coming."""
LONGEST_WAIT = 10.0
"""Seconds that a request waits; then it gets what there is, rather than nothing."""


class Updated(Struct, frozen=True):
    """What became of some changed files.

    Attributes:
        paths: The files.
        problems: What is wrong now.
        mended: Whether something was wrong before, and nothing is now.
        seconds: How long it took.
    """

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]
    mended: bool
    seconds: float


class Preview:
    """The sites, and everybody who looks at them.

    Args:
        workshop: The sites.
        report: Is told of every update, for the terminal.
    """

    def __init__(self, workshop: Workshop, report: Callable[[Updated], None]) -> None:
        self.workshop = workshop
        self.stream = Stream()
        self.recorder = Recorder()
        self.run_id = secrets.token_hex(4)
        self.epoch = 0
        self._report = report
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="landfast-preview")
        self._settled = asyncio.Event()
        self._pending: dict[Path, None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._first = 0.0
        self._working = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, work: Callable[[], T]) -> T:
        """Do some work on the thread to which the sites belong."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    @property
    def state(self) -> dict[str, str | int]:
        """By what browsers tell whether they show the latest: the run, and the changes it saw."""
        return {"run": self.run_id, "epoch": self.epoch}

    async def settled(self) -> None:
        """Wait until no change is on its way."""
        if not self._settled.is_set():
            try:
                await asyncio.wait_for(self._settled.wait(), LONGEST_WAIT)
            except TimeoutError:
                return

    async def start(self) -> None:
        """Read the sites for the first time."""
        await self.run(self.workshop.read)
        self._settled.set()

    def close(self) -> None:
        """End the thread and all streams."""
        self.stream.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def recorded(
        self,
        user_agent: str,
        visit: str,
        visitor: str,
        view: str,
        page: str,
        events: Sequence[Mapping[str, Any]],
    ) -> None:
        """Take note of what a page did, and tell it to everybody who watches."""
        device = device_of(user_agent)
        taken = self.recorder.add(
            visit=visit, kind=visitor, device=device, view=view, page=page, events=events
        )
        if taken:
            told = {"visit": visit, "visitor": visitor, "device": device, "view": view}
            self.stream.send("recorded", {**told, "page": page, "events": taken})

    def notice(self, path: Path, done: bool = False) -> None:
        """Take note of a changed file, and take it up once nothing else changes any more.

        Args:
            path: The file.
            done: Whether it is known to be completely written.
        """
        self._settled.clear()
        loop = asyncio.get_running_loop()
        if not self._pending:
            self._first = loop.time()
        self._pending[path] = None
        self._schedule(loop, QUIET_WHEN_DONE if done else QUIET)

    def _schedule(self, loop: asyncio.AbstractEventLoop, quiet: float) -> None:
        if self._working:
            return
        if self._timer is not None:
            self._timer.cancel()
        due = min(loop.time() + quiet, self._first + LONGEST_QUIET)
        self._timer = loop.call_at(due, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._working = True
        task = asyncio.get_running_loop().create_task(self._update())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _update(self) -> None:
        started = time.perf_counter()
        paths = tuple(self._pending)
        self._pending.clear()
        before = self.workshop.problems
        try:
            changes, pages = await self.run(lambda: self._apply(paths))
        except Exception:
            # A bug of ours must not end the preview, and must not go unseen.
            print(BUG, file=sys.stderr)
            traceback.print_exc()
            return
        finally:
            self._working = False
            if self._pending:
                # Saved again meanwhile: nobody is served until that is in as well.
                self._schedule(asyncio.get_running_loop(), QUIET)
            else:
                self._settled.set()
        if not changes:
            return
        self.epoch += 1
        problems = self.workshop.problems
        self.stream.send(
            "changed",
            {
                **self.state,
                "style": changes.style_only,
                "pages": pages,
                "problems": bool(problems) or bool(before),
            },
        )
        seconds = time.perf_counter() - started
        self._report(Updated(paths, problems, bool(before) and not problems, seconds))

    def _apply(self, paths: tuple[Path, ...]) -> tuple[Changes, list[str] | None]:
        """Bring the sites up to date; what changed, and the pages if it is only some."""
        workshop = self.workshop
        changes = changes_of(
            paths,
            workshop.workspace,
            [workshop.workspace.themes, *workshop.themes.search],
            workshop.shelves,
            workshop.knows,
        )
        if changes:
            workshop.apply(changes)
        single = changes.pages and not (
            changes.everything or changes.sites or changes.looks or changes.media
        )
        return changes, workshop.addresses_of(changes.pages) if single else None
