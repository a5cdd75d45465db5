"""How long the stages of a piece of work took, added up over all pages."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Stages:
    """Seconds and times of each stage; a stage within another counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.times: dict[str, int] = {}
        self._inner = [0.0]

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Measure a block."""
        began = time.perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            whole = time.perf_counter() - began
            own = whole - self._inner.pop()
            self._inner[-1] += whole
            self.add({name: own}, {name: 1})

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
