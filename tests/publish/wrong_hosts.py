"""Hosts that are right, and hosts that are wrong in one way each."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from generator.hosts.content_types import content_type
from generator.hosts.headers import cache_control, site_headers

Headers = dict[str, str]
Change = Callable[[str, int, Headers, bytes], tuple[int, Headers, bytes]]
"""(path, status, headers, body) of an answer become others."""


@contextmanager
def host(folder: Path, change: Change, policies: dict[str, str]) -> Iterator[int]:
    """A host that is right in everything but what `change` does; its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            status, headers, body = change(unquote(path), *self.answer(unquote(path), query))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def answer(self, path: str, query: str) -> tuple[int, Headers, bytes]:
            moved = {"/old": "/balm/", "/shop": "https://shop.example/now"}
            name = path.lstrip("/")
            if path in moved:
                return 301, {"Location": f"{moved[path]}?{query}"}, b""
            if path.endswith("/index.html"):
                return 301, {"Location": f"{path.removesuffix('index.html')}?{query}"}, b""
            if (folder / name / "index.html").is_file() and not path.endswith("/"):
                return 308, {"Location": f"{path}/?{query}"}, b""
            if path != path.lower():
                return 301, {"Location": f"{path.lower()}?{query}"}, b""
            file = folder / (f"{name}index.html" if path.endswith("/") else name)
            status = 200
            if not file.is_file() or name in ("_headers", "_redirects"):
                file, status = folder / "404.html", 404
            relative = file.relative_to(folder).as_posix()
            headers = {
                **site_headers({}),
                "Content-Type": content_type(relative),
                "Cache-Control": cache_control(relative),
            }
            body = file.read_bytes()
            if file.suffix == ".html":
                headers["Content-Encoding"] = "gzip"
                headers["Content-Security-Policy"] = policies.get(path, "")
                body = gzip.compress(body)
            return status, headers, body

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def right(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
    return status, headers, body


def lose_query(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
    if "Location" in headers:
        headers["Location"] = headers["Location"].partition("?")[0]
    return status, headers, body


def only(place: str, **changes: str) -> Change:
    """Other headers where the path has `place` in it; an empty value is none."""

    def change(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
        if place in path:
            for name, value in changes.items():
                headers.pop(name.replace("_", "-"), None)
                if value:
                    headers[name.replace("_", "-")] = value
        return status, headers, body

    return change


def injected(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
    if path == "/app/":
        page = gzip.decompress(body).replace(b"</head>", b"<script>track()</script></head>")
        return status, headers, gzip.compress(page)
    return status, headers, body


def status_for(place: str, code: int) -> Change:
    def change(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
        return (code, headers, body) if place in path else (status, headers, body)

    return change


def shows_rules(
    path: str, status: int, headers: Headers, body: bytes
) -> tuple[int, Headers, bytes]:
    if path == "/_headers":
        plain = Path("output/shop/_headers").read_bytes()
        return 200, {"Content-Type": "text/plain"}, plain
    return status, headers, body


def unpacked(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
    if headers.pop("Content-Encoding", ""):
        body = gzip.decompress(body)
    return status, headers, body


def same_page_without_redirect(
    path: str, status: int, headers: Headers, body: bytes
) -> tuple[int, Headers, bytes]:
    if path == "/app":
        page = Path("output/shop/app/index.html").read_bytes()
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page
    return status, headers, body


def garbled_asset(
    path: str, status: int, headers: Headers, body: bytes
) -> tuple[int, Headers, bytes]:
    return status, headers, body + b" " if path.endswith(".webp") else body


def strict_about_case(
    path: str, status: int, headers: Headers, body: bytes
) -> tuple[int, Headers, bytes]:
    if path == "/APP/":  # as Cloudflare Pages: 404.html goes on by script
        page = Path("output/shop/404.html").read_bytes()
        return 404, {"Content-Type": "text/html; charset=utf-8"}, page
    return status, headers, body


def lost_in_capitals(
    path: str, status: int, headers: Headers, body: bytes
) -> tuple[int, Headers, bytes]:
    return (404, {}, b"lost") if path == "/APP/" else (status, headers, body)


def forever(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
    return (302, {"Location": path}, b"") if path == "/app/index.html" else (status, headers, body)
