"""`landfast verify` against real servers: good ones, and ones that are wrong in each way."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import trustme

from generator.build.workspace import Workspace
from generator.cli import run
from generator.publish.checks import judge_arrival
from generator.publish.fetch import Answer
from tests.browser.edge import Certificate, Edge
from tests.hosts.servers import SERVERS, serving
from tests.publish.wrong_hosts import (
    Change,
    Headers,
    forever,
    garbled_asset,
    host,
    injected,
    lose_query,
    lost_in_capitals,
    only,
    right,
    same_page_without_redirect,
    shows_rules,
    status_for,
    strict_about_case,
    unpacked,
)
from tests.workspaces import PLAIN_THEME, SITE, build_all, write_workspace

HOSTING = """
host: [nginx, caddy, netlify]
redirects: {/old: /balm/, /shop: "https://shop.example/now"}
"""
TWO_DEEP = """
-- sites/shop/pages/de/balm.md --
---
type: product
title: Another
category: Beauty
gallery: [media/balm.jpg]
price: {now: 1}
cta: {label: Shop Now, url: "https://shop.example/"}
---
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    text = SITE.replace("theme: plain\n", f"theme: plain{HOSTING}")
    workspace = write_workspace(tmp_path_factory.mktemp("shop"), PLAIN_THEME, text, TWO_DEEP)
    site = workspace.root / "sites" / "shop"
    (site / "media" / "app.apk").write_bytes(b"PK\x03\x04" + b"x" * 3000)
    (site / "pages" / "app.md").write_text(
        "---\ntype: stores\ntitle: App\napp: {name: Comet, icon: media/balm.jpg, kind: game}\n"
        "theme: studio\nlinks: [{store: apk, file: media/app.apk, version: '1'}]\n---\n"
    )
    build_all(workspace)
    return workspace


@pytest.fixture(autouse=True)
def at_home(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.root)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


def policies_of(shop: Workspace) -> dict[str, str]:
    lines = (shop.output / "shop" / "_headers").read_text().splitlines()
    return {
        lines[number - 1]: line.partition(": ")[2]
        for number, line in enumerate(lines)
        if "Content-Security-Policy" in line
    }


def verify(capsys: pytest.CaptureFixture[str], url: str, *options: str) -> dict[str, Any]:
    """What verifying says, and by check what is not right."""
    capsys.readouterr()
    code = run(["verify", url, "--json", *options])
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == (0 if data["ok"] else 1)
    return data


def wrong(data: dict[str, Any]) -> dict[str, str]:
    return {c["name"]: c["result"] for c in data["checks"] if c["result"] != "ok"}


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("path", ["/balm/", "/de/balm/", "/app/"])
def test_what_the_build_writes_passes(
    shop: Workspace,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    server: str,
    path: str,
) -> None:
    with serving(server, shop.output, "shop", tmp_path) as port:  # type: ignore[arg-type]
        data = verify(capsys, f"http://127.0.0.1:{port}{path}", "--strict")
    assert wrong(data) == {}
    names = {check["name"] for check in data["checks"]}
    assert {
        "ad-query",
        "page-content",
        "content-type",
        "page-caching",
        "compression",
        "security-headers",
        "policy",
        "assets",
        "redirect-slash",
        "redirect-index",
        "redirect-case",
        "redirects",
        "not-found",
        "host-files",
    } == names


def test_the_page_can_be_named_in_other_ways(
    shop: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with host(shop.output / "shop", right, policies_of(shop)) as port:
        base = f"http://127.0.0.1:{port}"
        for address in ("/balm", "/balm/index.html", "/balm/?ttclid=x#top"):
            data = verify(capsys, base + address)
            assert data["url"] == f"{base}/balm/"
            assert wrong(data) == {}
        assert wrong(verify(capsys, f"{base}/balm/", "--site", "shop")) == {}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lose_query,
            {
                "redirect-slash": "failed",
                "redirect-index": "failed",
                "redirect-case": "failed",
                "redirects": "failed",
            },
        ),
        (only("/app/", Content_Type="text/plain"), {"content-type": "failed"}),
        (only("/app/", Cache_Control=""), {"page-caching": "warning"}),
        (only("/app/", Cache_Control="max-age=600"), {"page-caching": "warning"}),
        (only("/app/", Referrer_Policy=""), {"security-headers": "warning"}),
        (only("/app/", X_Content_Type_Options="x"), {"security-headers": "warning"}),
        (only("/app/", Content_Security_Policy=""), {"policy": "warning"}),
        (
            only("/app/", Content_Security_Policy="default-src 'none'; script-src 'self'"),
            {"policy": "failed"},
        ),
        (injected, {"page-content": "failed", "policy": "failed"}),
        (only(".apk", Content_Type="application/octet-stream"), {"assets": "failed"}),
        (only(".avif", Content_Type="text/plain"), {"assets": "warning"}),
        (only(".webp", Cache_Control="max-age=60"), {"assets-caching": "warning"}),
        (status_for(".webp", 403), {"assets": "failed"}),
        (garbled_asset, {"assets": "failed"}),
        (status_for("/no-such-page/", 200), {"not-found": "failed"}),
        (shows_rules, {"host-files": "warning"}),
        (unpacked, {"compression": "warning"}),
        (same_page_without_redirect, {"redirect-slash": "warning"}),
        (forever, {"redirect-index": "failed"}),
        (strict_about_case, {}),
        (lost_in_capitals, {"redirect-case": "warning"}),
        (status_for("/app", 500), {"ad-query": "failed"}),
    ],
)
def test_each_thing_that_can_be_wrong_is_told(
    shop: Workspace,
    capsys: pytest.CaptureFixture[str],
    change: Change,
    expected: dict[str, str],
) -> None:
    with host(shop.output / "shop", change, policies_of(shop)) as port:
        data = verify(capsys, f"http://127.0.0.1:{port}/app/")
    assert wrong(data) == expected
    for check in data["checks"]:
        assert check["message"].endswith(".")


def test_another_404_page_is_a_warning(shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    def change(path: str, status: int, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
        return (
            (404, {"Content-Type": "text/html"}, b"lost")
            if status == 404
            else (status, headers, body)
        )

    with host(shop.output / "shop", change, policies_of(shop)) as port:
        assert wrong(verify(capsys, f"http://127.0.0.1:{port}/app/")) == {"not-found": "warning"}


def test_plain_http_must_keep_the_query(
    shop: Workspace,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    certificate = Certificate()
    authority.issue_cert("127.0.0.1").configure_cert(certificate.context)
    # One port answers both, and plain HTTP shows the page without leading to HTTPS.
    with Edge(certificate) as edge:
        edge.publish("127.0.0.1", shop.output / "shop")
        data = verify(capsys, f"https://127.0.0.1:{edge.port}/app/")
    found = {check["name"]: check for check in data["checks"]}
    assert found["ad-query"]["result"] == "ok"
    assert found["redirect-http"]["result"] == "warning"
    # The edge is strict: its redirect to the slash loses the query.
    assert found["redirect-slash"]["result"] == "failed"
    assert (
        "ttclid" in found["redirect-slash"]["message"]
        or "..." in found["redirect-slash"]["message"]
    )
    monkeypatch.delenv("SSL_CERT_FILE")
    with Edge(certificate) as edge:
        data = verify(capsys, f"https://127.0.0.1:{edge.port}/app/")
    assert [check["name"] for check in data["checks"]] == ["ad-query"]
    assert "certificate" in data["checks"][0]["message"].lower()


def test_nobody_answers(shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    data = verify(capsys, "http://127.0.0.1:9/app/")
    assert wrong(data) == {"ad-query": "failed"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["go.shop.example/balm/"],
        ["https://go.shop.example/nothing/"],
        ["https://go.shop.example/balm/", "--site", "nobody"],
    ],
)
def test_wrong_calls(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", *arguments]) == 2
    assert capsys.readouterr().err.startswith("Error: ")


def test_people_read_sentences(shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    with host(shop.output / "shop", lose_query, policies_of(shop)) as port:
        assert run(["verify", f"http://127.0.0.1:{port}/app/"]) == 1
    out = capsys.readouterr().out
    assert "redirects to" in out
    assert "loses the query" in out
    assert "Let the host keep the query" in out
    assert out.splitlines()[-1].startswith("Looked at http://127.0.0.1")


def test_a_query_may_only_be_added_to() -> None:
    trail = [
        Answer("https://a/x?b=1&c=2", 301, {"location": "/x/?c=2&b=1&d=3"}),
        Answer("https://a/x/?c=2&b=1&d=3", 200),
    ]
    assert judge_arrival("n", "x", trail, "b=1&c=2", "https://a/x/").result == "ok"
    trail[0] = Answer("https://a/x?b=1&c=2", 301, {"location": "/x/?c=2&b=2"})
    assert judge_arrival("n", "x", trail, "b=1&c=2", "https://a/x/").result == "failed"


def test_every_check_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text()
    source = Path(__file__).parents[2] / "generator" / "publish"
    names: set[str] = set()
    for file in ("checks.py", "verify.py"):
        names |= set(
            re.findall(
                r'(?:Check|_Question|judge_arrival)\(\s*(?:\w+, )?"([a-z-]+)"',
                (source / file).read_text(),
            )
        )
    names -= {"ok", "warning", "failed"}
    assert len(names) > 12
    assert {name for name in names if f"`{name}`" not in text} == set()
