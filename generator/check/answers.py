"""What other hosts say to a link: each is asked once, several at a time, not for ever."""

import http.client
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl, urljoin, urlsplit

from msgspec import Struct

TIMEOUT = 10.0
"""Seconds."""
_MOST_REDIRECTS = 8
_AT_ONCE = 12
_MARK = "landfast_check"
_AGENT = "Mozilla/5.0 (compatible; landfast check)"


class Answer(Struct, frozen=True):
    """What became of asking for an address.

    Attributes:
        status: The last host's answer; 0 where there was none.
        final: The address that redirects ended at.
        lost_query: Whether a redirect threw the query away.
        error: Why there is no answer, in words.
    """

    status: int = 0
    final: str = ""
    lost_query: bool = False
    error: str = ""


def ask(addresses: Iterable[str]) -> dict[str, Answer]:
    """Ask for each address, and follow its redirects."""
    unique = list(dict.fromkeys(addresses))
    context = ssl.create_default_context()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(unique, pool.map(lambda url: _ask(url, context), unique), strict=True))


def _ask(url: str, context: ssl.SSLContext) -> Answer:
    base = url.partition("#")[0]
    joint = "&" if "?" in base else "?"
    here = f"{base}{joint}{_MARK}=1"
    try:
        for _ in range(_MOST_REDIRECTS):
            status, onward = _request(here, context)
            if not (300 <= status < 400 and onward):
                lost = _MARK not in dict(parse_qsl(urlsplit(here).query))
                return Answer(status, _unmarked(here), lost)
            here = urljoin(here, onward)
        return Answer(error="it redirects without end")
    except TimeoutError:
        return Answer(error=f"no answer within {TIMEOUT:.0f} seconds")
    except ssl.SSLCertVerificationError as error:
        return Answer(error=f"its certificate is not valid ({error.verify_message})")
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Answer(error=reason.lower())


def _request(url: str, context: ssl.SSLContext) -> tuple[int, str]:
    """The status of an address and where it redirects to; asked by GET where HEAD is refused."""
    parts = urlsplit(url)
    host, target = parts.hostname or "", f"{parts.path or '/'}?{parts.query}"
    status, onward = 0, ""
    for method in ("HEAD", "GET"):
        connection = (
            http.client.HTTPSConnection(host, parts.port, timeout=TIMEOUT, context=context)
            if parts.scheme == "https"
            else http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT)
        )
        try:
            connection.request(method, target, headers={"User-Agent": _AGENT, "Accept": "*/*"})
            response = connection.getresponse()
            status, onward = response.status, response.getheader("Location") or ""
        finally:
            connection.close()
        if status < 400:
            break
    return status, onward


def _unmarked(url: str) -> str:
    return url.replace(f"?{_MARK}=1", "").replace(f"&{_MARK}=1", "")
