"""How long the stages of a piece of work took, added up over all pages."""

import time
from collections.abc import Mapping
from types import TracebackType


class Stages:
    """Seconds and times of each stage; a stage within another counts for itself alone.

    Use it as `with stages("read"):`.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.times: dict[str, int] = {}
        self._open: list[tuple[str, float]] = []
        self._inner = [0.0]

    def __call__(self, name: str) -> "Stages":
        """The stage that the next block is measured as."""
        self._open.append((name, time.perf_counter()))
        self._inner.append(0.0)
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        name, began = self._open.pop()
        whole = time.perf_counter() - began
        self.seconds[name] = self.seconds.get(name, 0.0) + whole - self._inner.pop()
        self.times[name] = self.times.get(name, 0) + 1
        self._inner[-1] += whole

    def add(self, seconds: Mapping[str, float], times: Mapping[str, int]) -> None:
        """Add what somebody else has measured."""
        for name, value in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + value
            self.times[name] = self.times.get(name, 0) + times[name]

    def taken(self) -> tuple[dict[str, float], dict[str, int]]:
        """What was measured so far; measuring begins anew."""
        found = self.seconds, self.times
        self.seconds, self.times = {}, {}
        return found
