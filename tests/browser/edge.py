"""One server on 127.0.0.1 that stands for every host of the internet.

Browsers reach it as their proxy, or by a rule that maps all host names to it. It records each
request, serves built sites for the hosts given to it, and answers anything else with a tiny page
or picture, so that a click on `https://brand.onelink.me/...` really navigates and nothing leaves
the machine. TLS and plain HTTP share one port: the first byte of a connection tells them apart.
"""

import base64
import contextlib
import hashlib
import http.client
import socket
import socketserver
import ssl
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.browser.recording import Recording, Request
from tests.browser.static_site import Response, StaticSite

TLS_HANDSHAKE = 0x16
"""The first byte of a TLS connection (RFC 8446, section 5.1); no HTTP method begins with it."""

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
PAGE = b"""<!doctype html><html lang="en"><title>Elsewhere</title>
<link rel="icon" href="data:,"><p>Another host."""


class Certificate:
    """A certificate for all hosts, made anew, that only browsers told its key will accept."""

    def __init__(self) -> None:
        leaf = trustme.CA().issue_cert("*.example", "127.0.0.1")
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(self.context)
        key = x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes()).public_key()
        spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.key_hash = base64.b64encode(hashlib.sha256(spki).digest()).decode()
        """For Chromium's `--ignore-certificate-errors-spki-list`: SHA-256 of the key, base64."""


class Edge:
    """The server. Use it as a context manager; it answers from the start to the end of the block.

    `requests` is the recording of all that arrived.
    """

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.requests = Recording()
        self._sites: dict[str, StaticSite] = {}
        self._answers: dict[str, Response] = {}
        self._forwards: dict[str, int] = {}
        self._refused: set[str] = set()
        self._held: dict[str, threading.Event] = {}
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __repr__(self) -> str:
        return f"Edge({self.address!r}, sites={sorted(self._sites)})"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for held in self._held.values():
            held.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def address(self) -> str:
        """Where the edge listens, as `http://127.0.0.1:PORT`: a browser's proxy setting."""
        return f"http://127.0.0.1:{self.port}"

    def publish(self, host: str, folder: Path) -> None:
        """Serve a built folder at `https://host/` and `http://host/`."""
        self._sites[host] = StaticSite(folder)

    def forward(self, host: str, port: int) -> None:
        """Pass requests to `host` on to a web server of this machine, as a proxy with TLS does."""
        self._forwards[host] = port

    def answer(self, host: str, response: Response) -> None:
        """Answer every request to `host` with the same response."""
        self._answers[host] = response

    def refuse(self, host: str) -> None:
        """Break every connection to `host`, as a blocker or a dead vendor does."""
        self._refused.add(host)

    def hold(self, host: str) -> threading.Event:
        """Leave requests to `host` without an answer until the returned event is set."""
        return self._held.setdefault(host, threading.Event())

    def refuses(self, host: str) -> bool:
        return host in self._refused

    def respond(self, request: Request) -> Response:
        """Record a request and return its answer; called by the server's threads."""
        self.requests.add(request)
        if request.host in self._held:
            self._held[request.host].wait()
        if request.host in self._answers:
            return self._answers[request.host]
        if request.host in self._forwards:
            return forwarded(request, self._forwards[request.host])
        if request.host in self._sites:
            return self._sites[request.host].respond(request.path, request.headers)
        # No CORS headers, as a vendor may send none: a page must not need to read the answer.
        if request.is_navigation:
            return Response(200, PAGE, {"content-type": "text/html; charset=utf-8"})
        return Response(200, PIXEL, {"content-type": "image/gif", "cache-control": "no-store"})


def forwarded(request: Request, port: int) -> Response:
    """The answer of the web server on `port`, whole and as it came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    target = request.path + (f"?{request.query}" if request.query else "")
    passed = {key: value for key, value in request.headers.items() if key != "connection"}
    try:
        connection.request(request.method, target, request.body or None, passed)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    dropped = {"connection", "transfer-encoding", "content-length", "date", "server"}
    headers = {k.lower(): v for k, v in answer.getheaders() if k.lower() not in dropped}
    return Response(answer.status, body, headers)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, edge: Edge) -> None:
        self.edge = edge
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def track(self, connection: socket.socket) -> None:
        self._open.add(connection)

    def forget(self, connection: socket.socket) -> None:
        self._open.discard(connection)

    def server_close(self) -> None:
        """Stop listening, and end the connections that browsers keep open for later."""
        super().server_close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.scheme = "http"
        self.tunnel: str | None = None
        self.server.track(self.connection)

    def handle(self) -> None:
        # A browser may drop a connection at any moment: that is no error of the edge.
        with contextlib.suppress(OSError):
            self._begin_tls_if_asked()
            super().handle()

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()
        self.server.forget(self.connection)
        self.connection.close()

    def _begin_tls_if_asked(self) -> None:
        first = self.connection.recv(1, socket.MSG_PEEK)
        if not first or first[0] != TLS_HANDSHAKE:
            return
        self.rfile.close()
        self.wfile.close()
        plain = self.connection
        self.connection = self.server.edge.certificate.context.wrap_socket(plain, server_side=True)
        self.server.forget(plain)
        self.server.track(self.connection)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb")
        self.scheme = "https"

    def do_CONNECT(self) -> None:
        """Open a tunnel, as an HTTP proxy does, and go on as the host at its other end."""
        self.tunnel = urlsplit(f"//{self.path}").hostname or ""
        self.server.edge.requests.add_contact(self.tunnel)
        if self.server.edge.refuses(self.tunnel):
            self.close_connection = True
            return
        self.send_response_only(200)
        self.end_headers()
        self.wfile.flush()
        self._begin_tls_if_asked()
        self.close_connection = False

    def _respond(self) -> None:
        edge = self.server.edge
        # A proxy sees whole URLs of plain HTTP; a tunnel or a mapped connection, only paths.
        target = urlsplit(self.path)
        named = urlsplit(f"//{self.headers.get('host', '')}").hostname
        request = Request(
            method=self.command,
            scheme=self.scheme,
            host=target.hostname or self.tunnel or named or "",
            path=target.path or "/",
            query=target.query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("content-length", 0))),
        )
        if edge.refuses(request.host):
            edge.requests.add_contact(request.host)
            self.close_connection = True
            return
        response = edge.respond(request)
        self.send_response_only(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
        self.wfile.flush()

    do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = _respond  # noqa: N815 - as above

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its base's name
        """Write nothing: the recording has it all."""
