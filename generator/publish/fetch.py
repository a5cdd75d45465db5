"""Asking a web server, step by step: no redirect is followed unseen."""

import gzip
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct, field

from generator import __version__

SECONDS = 20.0
_MOST_REDIRECTS = 6


class Answer(Struct, frozen=True):
    """One answer, or what kept it from coming.

    Attributes:
        url: What was asked for.
        status: The status code; 0 for no answer.
        headers: By lower-case name.
        body: As the server keeps it: unpacked where it came compressed.
        error: Why there is no answer, else empty.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""

    @property
    def location(self) -> str:
        """Where a redirect leads, absolute; empty for none."""
        if 300 <= self.status < 400 and "location" in self.headers:
            # Some servers write the bytes of a path where an address is due.
            raw = self.headers["location"].encode("latin-1", "replace").decode("utf-8", "replace")
            return urljoin(self.url, raw)
        return ""

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def fetch(url: str, *, method: str = "GET") -> Answer:
    """One answer. Proxies and certificates are those of the system."""
    request = urllib.request.Request(
        _ascii(url),
        method=method,
        headers={
            "User-Agent": f"Landfast/{__version__} (verify)",
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "gzip",
        },
    )
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        try:
            response = opener.open(request, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            body = response.read()
            headers = {name.lower(): value for name, value in response.headers.items()}
            if headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            return Answer(url, response.status, headers, body)
    except urllib.error.URLError as error:
        return Answer(url, 0, error=str(error.reason))
    except (OSError, ValueError, EOFError) as error:
        return Answer(url, 0, error=str(error) or type(error).__name__)


def follow(url: str) -> list[Answer]:
    """The answer to `url` and to every redirect after it, in order."""
    trail = [fetch(url)]
    while trail[-1].location and len(trail) <= _MOST_REDIRECTS:
        trail.append(fetch(trail[-1].location))
    return trail


def _ascii(url: str) -> str:
    """The address with letters beyond ASCII percent-encoded."""
    from urllib.parse import quote

    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")
