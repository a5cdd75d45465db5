"""The generated files in real nginx and real Caddy: headers, and redirects that keep the query."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.build.workspace import Workspace
from tests.hosts.servers import SERVERS, ServerName, get, serving
from tests.workspaces import PLAIN_THEME, SITE, build_all, write_workspace

QUERY = "?pid=tiktokweb_int&c=Spring%20%26%20S%C3%B6hne&ttclid=E.C.P.abc-_1&x=/index.html&x=2"
PAGE = """
-- sites/shop/pages/{name}.md --
---
type: product
title: Another
category: Beauty
gallery: [media/balm.jpg]
price: {{now: 1}}
cta: {{label: Shop Now, url: "https://shop.example/"}}
---
"""
HOSTING = """
host: [nginx, caddy]
headers: {X-Robots-Tag: noai}
redirects:
  /spring-offer/: /balm/
  /älter: /de/Sommer-Glück/
  /shop: {to: "https://shop.example/now", temporary: true}
"""
SHOP = SITE.replace("theme: plain\n", f"theme: plain{HOSTING}")
PAGES = (
    PAGE.format(name="de/Sommer Glück"),
    PAGE.format(name="index"),
    PAGE.format(name="a(b)[c]$d"),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = write_workspace(tmp_path_factory.mktemp("shop"), PLAIN_THEME, SHOP, *PAGES)
    site = workspace.root / "sites" / "shop"
    (site / "media" / "app.apk").write_bytes(b"PK\x03\x04" + b"x" * 3000)
    (site / "pages" / "app.md").write_text(
        "---\ntype: stores\ntitle: App\napp: {name: Comet, icon: media/balm.jpg, kind: game}\n"
        'theme: studio\nlinks: [{store: apk, file: media/app.apk, version: "1"}]\n---\n'
    )
    build_all(workspace)
    return workspace


@pytest.fixture(scope="module", params=SERVERS)
def port(
    request: pytest.FixtureRequest, shop: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    name: ServerName = request.param
    with serving(name, shop.output, "shop", tmp_path_factory.mktemp(name)) as port:
        yield port


@pytest.mark.parametrize("path", ["/", "/balm/", "/de/Sommer-Gl%C3%BCck/", "/a(b)[c]$d/", "/app/"])
def test_a_page_is_there_at_once(port: int, shop: Workspace, path: str) -> None:
    from urllib.parse import unquote

    answer = get(port, path + QUERY)
    assert answer.status == 200
    assert (
        answer.body == (shop.output / "shop" / unquote(path).strip("/") / "index.html").read_bytes()
    )
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-robots-tag"] == "noai"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("frame-ancestors 'self' https://*.tiktok.com")
    assert b'http-equiv="Content-Security' not in answer.body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/balm", "/balm/"),
        ("/balm/index.html", "/balm/"),
        ("/index.html", "/"),
        ("/BALM/", "/balm/"),
        ("/Balm", "/balm/"),
        ("/de/sommer-gl%C3%BCck/", "/de/Sommer-Gl%C3%BCck/"),
        ("/de/Sommer-Gl%C3%BCck", "/de/Sommer-Gl%C3%BCck/"),
        ("/de/Sommer-Gl%C3%BCck/index.html", "/de/Sommer-Gl%C3%BCck/"),
        ("/spring-offer/", "/balm/"),
        ("/spring-offer", "/balm/"),
        ("/Spring-Offer", "/balm/"),
        ("/%C3%A4lter", "/de/Sommer-Gl%C3%BCck/"),
        ("/shop", "https://shop.example/now"),
        ("/shop/", "https://shop.example/now"),
    ],
)
def test_no_redirect_loses_the_query(port: int, old: str, new: str) -> None:
    answer = get(port, old + QUERY)
    assert answer.status == (302 if "shop" in old else answer.status)
    assert answer.status in (301, 302, 308)
    path, _, query = answer.location.encode("latin-1").decode("utf-8").partition("?")
    assert quote(path, safe="/:%") == new
    assert f"?{query}" == QUERY
    assert get(port, old).location.endswith(path[-1])  # and none gains a lonely question mark


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/index.html",
        "//evil.example",
        "/%2F/evil.example/index.html",
        "/\\evil.example/index.html",
        "//evil.example/%2e%2e",
    ],
)
def test_no_address_leads_to_another_host(port: int, target: str) -> None:
    location = get(port, target + QUERY).location
    assert not location.startswith(("//", "/\\", "http"))


def test_assets_are_kept_for_ever(port: int, shop: Workspace) -> None:
    kinds = set()
    for path in (shop.output / "shop" / "assets").iterdir():
        answer = get(port, f"/assets/{path.name}")
        assert answer.status == 200
        assert answer.body == path.read_bytes()
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        kinds.add((path.suffix, answer.headers["content-type"].partition(";")[0]))
    assert {
        (".avif", "image/avif"),
        (".webp", "image/webp"),
        (".jpg", "image/jpeg"),
        (".apk", "application/vnd.android.package-archive"),
    } <= kinds


def test_wrong_addresses_get_the_brands_page(port: int, shop: Workspace) -> None:
    for path in ("/nowhere/", "/nowhere", "/assets/nothing.jpg", "/x.html"):
        answer = get(port, path + QUERY)
        assert answer.status == 404
        assert answer.body == (shop.output / "shop" / "404.html").read_bytes()
        assert "immutable" not in answer.headers.get("cache-control", "")
        assert "frame-ancestors" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/_headers", "/vercel.json", "/.git/config", "/balm/.htaccess"])
def test_what_is_for_hosts_is_not_served(port: int, shop: Workspace, path: str) -> None:
    file = shop.output / "shop" / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("secret")
    try:
        answer = get(port, path)
    finally:
        file.unlink()
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_html_is_compressed_and_revalidated(port: int) -> None:
    answer = get(port, "/app/", **{"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    plain = get(port, "/app/")
    again = get(port, "/app/", **{"If-None-Match": plain.headers["etag"]})
    assert again.status == 304


@pytest.mark.parametrize("name", SERVERS)
def test_a_site_below_a_path(tmp_path: Path, name: ServerName) -> None:
    text = SHOP.replace("https://go.shop.example/", "https://shop.example/offers/")
    workspace = write_workspace(tmp_path / "w", PLAIN_THEME, text, *PAGES)
    build_all(workspace)
    assert not (workspace.output / "shop" / "robots.txt").exists()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serving(name, workspace.output, "shop", scratch, prefix="offers") as port:
        assert get(port, "/offers/balm/").headers["content-security-policy"].startswith("default")
        assert get(port, f"/offers/balm{QUERY}").location == f"/offers/balm/{QUERY}"
        assert get(port, f"/offers/BALM/{QUERY}").location == f"/offers/balm/{QUERY}"
        assert get(port, f"/offers/spring-offer{QUERY}").location == f"/offers/balm/{QUERY}"
        missing = get(port, "/offers/nowhere/")
        assert missing.status == 404
        assert b'href="/offers/"' in missing.body or b"href=/offers/" in missing.body
        assert get(port, "/elsewhere").body != missing.body


@pytest.mark.parametrize("name", SERVERS)
def test_a_thousand_pages(tmp_path: Path, name: ServerName) -> None:
    pages = [PAGE.format(name=f"offers/{'long-name-' * 6}{number}") for number in range(1001)]
    workspace = write_workspace(tmp_path / "w", PLAIN_THEME, SHOP, *PAGES, *pages)
    build_all(workspace)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serving(name, workspace.output, "shop", scratch) as port:
        path = f"/offers/{'long-name-' * 6}7"
        assert get(port, f"{path.upper()}{QUERY}").location == f"{path}/{QUERY}"
        assert "script-src" in get(port, f"{path}/").headers["content-security-policy"]
