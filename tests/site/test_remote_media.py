"""Pictures that a catalogue names by their address: fetched from a server, once."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from generator.site.fields import MediaFile
from tests.media.samples import encoded, photo
from tests.site.catalogue_site import SHOP, pages_of, problems, product

PICTURE = encoded(photo(40, 60), "JPEG")


class Shop(BaseHTTPRequestHandler):
    """Answers by path, and fails the first time for `/shaky`."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        shaky = self.path.startswith("/shaky") and self.asked.count(self.path) == 1
        status = 503 if shaky else 404 if self.path.startswith("/missing") else 200
        kind = "text/html" if self.path.startswith("/page") else "image/jpeg"
        body = PICTURE if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its base's name
        """Say nothing."""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """The server's address, and what it was asked for."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Shop,), {"asked": asked}))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def page(*addresses: str) -> str:
    rows = "sku,title,price,image\n"
    rows += "".join(f"L{n},Oslo,5,{address}\n" for n, address in enumerate(addresses))
    text = """catalogue: {file: data/lamps.csv, key: sku, types: {image: image}, media: fetch}
gallery: ["{{ row.image }}"]"""
    return product(text, rows=rows)


def test_a_picture_is_fetched_once(tmp_path: Path, shop: tuple[str, list[str]]) -> None:
    address, asked = shop
    archive = page(f"{address}/a/oslo.jpg?v=2", f"{address}/shaky", f"{address}/a/oslo.jpg?v=2")
    for _ in range(2):
        files = [
            source.page.gallery[0].src for source in pages_of(tmp_path, SHOP, archive).values()
        ]
        assert all(isinstance(file, MediaFile) for file in files)
        assert isinstance(files[0], MediaFile)
        assert files[0].path.read_bytes() == PICTURE
        assert files[0].path.name == "oslo.jpg"
    assert asked == ["/a/oslo.jpg?v=2", "/shaky", "/shaky"]


def test_what_cannot_be_fetched_is_told_at_its_row(
    tmp_path: Path, shop: tuple[str, list[str]]
) -> None:
    address, asked = shop
    archive = page(f"{address}/missing.jpg", f"{address}/page.html", "https://localhost:9/x.jpg")
    assert problems(tmp_path, SHOP, archive) == [
        f"sites/shop/data/lamps.csv:{line}:11 media-fetch" for line in (2, 3, 4)
    ]
    assert asked == ["/missing.jpg", "/page.html"]  # what was refused is not asked for again


def test_only_https_is_fetched_or_shown(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, SHOP, page("http://localhost/x.jpg"))
    assert told.startswith("sites/shop/data/lamps.csv:2:11 ")
    (told,) = problems(tmp_path, SHOP, page("file:///etc/passwd"))
    assert told.startswith("sites/shop/data/lamps.csv:2:11 ")
