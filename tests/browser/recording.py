"""What arrived at the edge: each request as it was sent, and ways to wait for one."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

WAIT_SECONDS = 20.0
"""How long to wait for a request before the test fails: long, for a machine under load."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request, as the client sent it.

    `path` and `query` are raw: still percent-encoded, `query` without its `?`. The names of
    `headers` are lower case. `time` is in seconds of the monotonic clock.
    """

    method: str
    scheme: str
    host: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""
    time: float = field(default_factory=time.monotonic)

    @property
    def url(self) -> str:
        """The whole URL, without the fragment, which browsers never send."""
        return f"{self.scheme}://{self.host}{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query's names and values, decoded, in their order; names may repeat."""
        return parse_qsl(self.query, keep_blank_values=True)

    @property
    def parameters(self) -> dict[str, str]:
        """The query's names and values, decoded. A repeated name fails: read `pairs` then."""
        parameters = dict(self.pairs)
        assert len(parameters) == len(self.pairs), f"A name is repeated in the query of {self.url}"
        return parameters

    @property
    def is_navigation(self) -> bool:
        """Whether a person went to this address: a click or a redirect, not a part of a page."""
        destination = self.headers.get("sec-fetch-dest")
        if destination is not None:
            return destination == "document"
        return "text/html" in self.headers.get("accept", "")

    def __str__(self) -> str:
        return f"{self.method} {self.url}"


class Recording:
    """All requests so far, safe to read and to wait on while the edge goes on writing."""

    def __init__(self) -> None:
        self._requests: list[Request] = []
        self._contacted: set[str] = set()
        self._changed = threading.Condition()

    def __repr__(self) -> str:
        return f"Recording({[str(request) for request in self.all()]})"

    def add(self, request: Request) -> None:
        with self._changed:
            self._requests.append(request)
            self._contacted.add(request.host)
            self._changed.notify_all()

    def add_contact(self, host: str) -> None:
        """Note that a connection to `host` was opened, whether a request follows or not."""
        with self._changed:
            self._contacted.add(host)

    def all(self) -> list[Request]:
        with self._changed:
            return list(self._requests)

    def hosts(self) -> set[str]:
        """Return every host that was contacted, by a request or by a mere connection."""
        with self._changed:
            return set(self._contacted)

    def to(self, host: str, path: str | None = None) -> list[Request]:
        """Return the requests to `host`, or only those to one raw path of it."""
        return [r for r in self.all() if r.host == host and path in (None, r.path)]

    def wait_for(
        self,
        host: str,
        path: str | None = None,
        *,
        count: int = 1,
        where: Callable[[Request], bool] = lambda request: True,
        timeout: float = WAIT_SECONDS,
    ) -> list[Request]:
        """Wait until at least `count` matching requests have arrived, and return all of them.

        Raises:
            AssertionError: fewer had arrived after `timeout` seconds; tells what did.
        """

        def matching() -> list[Request]:
            return [r for r in self.to(host, path) if where(r)]

        with self._changed:
            if not self._changed.wait_for(lambda: len(matching()) >= count, timeout):
                arrived = "\n  ".join(str(request) for request in self.all()) or "nothing"
                raise AssertionError(
                    f"{len(matching())} of {count} requests to {host}{path or ''} had arrived "
                    f"after {timeout:g} s. What arrived:\n  {arrived}"
                )
        return matching()

    def wait_for_navigation(self, host: str, path: str | None = None) -> Request:
        """Wait until a person's click has gone to `host`, and return the first such request."""
        return self.wait_for(host, path, where=lambda request: request.is_navigation)[0]
