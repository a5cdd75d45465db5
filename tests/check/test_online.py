"""With --online, the hosts that links lead to are asked: here a server of this machine."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from generator.check import answers
from generator.check.answers import ask
from generator.check.sites import check_sites
from tests.check.corpus import Case, write_case


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012  # one list for all requests of a test

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.command} {self.path.split('?')[0]}")
        path, _, query = self.path.partition("?")
        if path == "/gone":
            self._answer(404)
        elif path == "/down":
            self._answer(503)
        elif path == "/get-only":
            self._answer(405 if self.command == "HEAD" else 200)
        elif path == "/keeps":
            self._answer(301, f"/here?{query}")
        elif path == "/loses":
            self._answer(301, "/here")
        elif path == "/loop":
            self._answer(302, f"/loop?{query}")
        elif path == "/slow":
            threading.Event().wait(6.0)
            self._answer(200)
        else:
            self._answer(200)

    do_GET = do_HEAD  # noqa: N815  # the name that the base class calls

    def _answer(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Nothing is logged."""


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    Handler.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_hosts_say(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "TIMEOUT", 2.5)
    urls = [
        f"{host}/{name}"
        for name in ["fine", "gone", "down", "get-only", "keeps", "loses", "loop", "slow"]
    ]
    found = {url.rpartition("/")[2]: answer for url, answer in ask(urls).items()}
    assert (found["fine"].status, found["fine"].lost_query) == (200, False)
    assert found["gone"].status == 404
    assert found["down"].status == 503
    assert found["get-only"].status == 200
    assert (found["keeps"].final, found["keeps"].lost_query) == (f"{host}/here", False)
    assert (found["loses"].final, found["loses"].lost_query) == (f"{host}/here", True)
    assert "without end" in found["loop"].error
    assert "no answer" in found["slow"].error


def test_hosts_that_cannot_be_reached(host: str) -> None:
    urls = ["https://127.0.0.1:1/x", "https://nobody.invalid/", host.replace("https", "http")]
    assert all(answer.error for answer in ask(urls).values())


def test_an_address_is_asked_once(host: str) -> None:
    ask([f"{host}/fine"] * 5)
    assert Handler.asked == ["HEAD /fine"]


@pytest.mark.parametrize(
    ("path", "code", "severity"),
    [
        ("gone", "link-broken", "error"),
        ("down", "link-unreachable", "warning"),
        ("loses", "link-loses-query", "warning"),
        ("keeps", "", ""),
        ("fine", "", ""),
    ],
)
def test_findings(tmp_path: Path, host: str, path: str, code: str, severity: str) -> None:
    (tmp_path / "cache").mkdir()
    policies = ", ".join(
        f'{name}_url: "{host}/fine"' for name in ("privacy", "terms", "returns", "shipping")
    )
    company = f"{{legal_name: Shop, address: x, email: a@b.co, {policies}}}"
    button = f'{{label: Shop Now, url: "{host}/{path}"}}'
    changes = [f"= site.yaml company: {company}", f"= balm.md cta: {button}"]
    case = Case("", "", "", changes)
    workspace = write_case(case, tmp_path / "space", tmp_path / "cache")
    online = [
        (f.severity, f.problem.code, f.problem.excerpt.split(":")[0])
        for f in check_sites(workspace, online=True).findings
        if f.problem.code in ("link-broken", "link-unreachable", "link-loses-query")
    ]
    assert online == ([(severity, code, "cta")] if code else [])
    Handler.asked.clear()
    assert not [f for f in check_sites(workspace).findings if f.problem.code == code and code]
    assert Handler.asked == []
    # No click is counted for a check: AppsFlyer's hosts are never asked.
    assert "onelink" not in " ".join(Handler.asked)
