"""Server-sent events: what happens, told to every browser that listens."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

KEEP_ALIVE = 15.0
"""Seconds after which a comment is sent, so that nobody takes a quiet stream for a dead one."""
_MOST_WAITING = 1000
"""Messages that a listener may be behind before it is let go; browsers then connect anew."""


class Stream:
    """Everybody who listens. Used on the event loop only."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[str | None]] = set()

    def send(self, kind: str, data: Mapping[str, Any]) -> None:
        """Tell everybody."""
        message = event_text(kind, data)
        for listener in list(self._listeners):
            if listener.qsize() >= _MOST_WAITING:
                self._listeners.discard(listener)
                listener.put_nowait(None)
            else:
                listener.put_nowait(message)

    async def listen(self, first: str) -> AsyncIterator[str]:
        """The stream of one listener: `first`, then everything that is sent from now on."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield first
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), KEEP_ALIVE)
                except TimeoutError:
                    yield ": nothing new\n\n"
                    continue
                if message is None:
                    return
                yield message
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """End all streams."""
        for listener in self._listeners:
            listener.put_nowait(None)
        self._listeners.clear()


def event_text(kind: str, data: Mapping[str, Any]) -> str:
    """One event as it goes over the wire."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
