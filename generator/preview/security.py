"""Who may ask the preview for anything, and what its pages may do.

The preview shows unpublished pages and runs on a machine that also browses the web, so it answers
only requests that were really meant for it: a site elsewhere whose name is made to point to this
machine (DNS rebinding) sends its own name in `Host`, and is refused.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    # Browsers look up the hosts of links beforehand on plain HTTP: no vendor hears of a preview.
    b"x-dns-prefetch-control": b"off",
    b"cross-origin-resource-policy": b"same-origin",
    b"x-robots-tag": b"noindex",
}

_TAG = re.compile(r"<(?:img|source|video)\b[^>]*>", re.IGNORECASE)
_HOST = re.compile(r"""https://([a-z0-9.-]+(?::\d+)?)(?=[/?#"'\s>]|$)""", re.IGNORECASE)
_VENDORS = re.compile(
    r"(^|\.)(appsflyer(sdk)?\.com|onelink\.me|tiktok(w|cdn)?\.\w+|facebook\.\w+|google-analytics\.com"
    r"|googletagmanager\.com|doubleclick\.net|snapchat\.com|sc-static\.net)(:|$)"
)


def page_policy(html: str, *, scripts: bool = True) -> str:
    """What a previewed page may do: what it does in production, except to reach other hosts.

    Only pictures that stand in the page itself, such as those of a shop's catalogue, come from
    where they are; those of networks that measure do not.
    """
    found = {host.lower() for tag in _TAG.findall(html) for host in _HOST.findall(tag)}
    hosts = sorted(f" https://{host}" for host in found if not _VENDORS.search(host))
    pictures = f"'self' data: blob:{''.join(hosts)}"
    policy = (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self'; "
        f"img-src {pictures}; media-src {pictures}; form-action 'self'; frame-src 'self'; "
        "frame-ancestors 'self'; object-src 'none'; base-uri 'self'"
    )
    return policy if scripts else f"{policy}; sandbox allow-same-origin allow-forms"


OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; worker-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""For the gallery and the inspector: nothing that frames hold can lead to another host either."""


def host_names(addresses: Iterable[str]) -> frozenset[str]:
    """The names by which the preview may be asked for, given the addresses it listens on."""
    return frozenset({"localhost", "127.0.0.1", "::1", *addresses})


class Guard:
    """Refuses what was not meant for the preview, and adds the headers that all answers have.

    Args:
        app: What answers.
        names: Host names by which the preview may be asked for.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS.items()]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> str:
        """Why a request is not answered; empty if it is."""
        headers = Headers(scope=scope)
        if len(headers.getlist("host")) != 1 or not self._is_own(headers["host"]):
            return "This is a preview, and it answers only at the addresses that it told.\n"
        origin = headers.get("origin")
        own = f"http://{headers['host']}"
        # Pages that run without storage or scripts send the origin `null`; they only read.
        foreign = origin not in (None, own) and not (origin == "null" and scope["method"] == "GET")
        if foreign or headers.get("sec-fetch-site") == "cross-site":
            if headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET":
                return ""  # somebody follows a link to the preview
            return "This is a preview, and it answers only its own pages.\n"
        return ""

    def _is_own(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name in self._names
