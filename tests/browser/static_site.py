"""A built folder, answered the way a static CDN answers it.

Strict where CDNs differ: a folder's address without its `/` is redirected and loses its query, as
on S3 with CloudFront, so a link that forgets the `/` loses its attribution here as well.
"""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

CONTENT_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"})
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class Response:
    """A complete answer: status, headers but the length, and body."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class StaticSite:
    """A folder with built pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve(strict=True)

    def __repr__(self) -> str:
        return f"StaticSite({str(self.folder)!r})"

    def respond(self, path: str, headers: Mapping[str, str]) -> Response:
        """Answer a GET of a raw path; the names of `headers` are lower case."""
        file = self.folder / unquote(path).lstrip("/")
        if not file.resolve().is_relative_to(self.folder):
            return self._not_found()
        if file.is_dir():
            if not path.endswith("/"):
                return Response(301, headers={"location": quote(unquote(path)) + "/"})
            file = file / "index.html"
        elif path.endswith("/"):
            return self._not_found()
        return self._file(file, headers) if file.is_file() else self._not_found()

    def _not_found(self) -> Response:
        page = self.folder / "404.html"
        body = page.read_bytes() if page.is_file() else b"<!doctype html><title>404</title>"
        return Response(404, body, {"content-type": CONTENT_TYPES[".html"]})

    def _file(self, file: Path, request: Mapping[str, str]) -> Response:
        body = file.read_bytes()
        suffix = file.suffix.lower()
        headers = {
            # An unknown suffix is served as a download, which a page that relies on it notices.
            "content-type": CONTENT_TYPES.get(suffix, "application/octet-stream"),
            "x-content-type-options": "nosniff",
            "cache-control": "no-cache" if suffix == ".html" else "max-age=31536000, immutable",
        }
        if suffix in COMPRESSED:
            if "gzip" in request.get("accept-encoding", ""):
                headers |= {"content-encoding": "gzip", "vary": "accept-encoding"}
                body = gzip.compress(body, mtime=0)
            return Response(200, body, headers)
        headers["accept-ranges"] = "bytes"
        wanted = RANGE.fullmatch(request.get("range", ""))
        return Response(200, body, headers) if wanted is None else _part(body, headers, wanted)


def _part(body: bytes, headers: Mapping[str, str], wanted: re.Match[str]) -> Response:
    """Answer one byte range (RFC 9110, section 14): `a-b`, `a-`, or `-n` for the last n."""
    first, last = wanted.groups()
    if first:
        start = int(first)
        end = min(int(last), len(body) - 1) if last else len(body) - 1
    else:
        start = max(len(body) - int(last or 0), 0)
        end = len(body) - 1
    if start >= len(body) or end < start:
        return Response(416, headers={"content-range": f"bytes */{len(body)}"})
    content_range = f"bytes {start}-{end}/{len(body)}"
    return Response(206, body[start : end + 1], {**headers, "content-range": content_range})
