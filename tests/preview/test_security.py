"""Who may ask the preview for what."""

import pytest

from generator.preview.security import page_policy
from tests.preview.serving import Serving


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::2]", "", "a b"]
)
def test_other_hosts_are_refused(shop: Serving, host: str) -> None:
    for path in ("/", "/shop/balm/", "/-/pages", "/-/events"):
        status, _, body = shop.get(path, host=host)
        assert status in (400, 403)
        assert b"Balm" not in body


def test_this_machines_names_are_answered(shop: Serving) -> None:
    port = shop.url.rsplit(":", 1)[1].strip("/")
    for host in ("localhost", f"localhost:{port}", f"127.0.0.1:{port}", "[::1]"):
        assert shop.get("/shop/balm/", host=host)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/shop/../../../../etc/passwd",
        "/shop/assets/../../../../etc/passwd",
        "/shop/assets/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/shop/assets/%2e%2e%2fsite.yaml",
        "/shop/site.yaml",
        "/shop/pages/balm.md",
        "/shop/assets/",
        "/shop/assets",
        "/shop/",
        "/sites/",
        "/-/client/../../server.py",
        "/-/client/page.js",
        "//etc/passwd",
        "/shop/balm/\\..\\..\\site.yaml",
        "/-/as/direct/x/../../../etc/passwd",
        "/-/as/nobody/x/shop/balm/",
        "/-/as/direct/b%20d/shop/balm/",
    ],
)
def test_no_path_leads_anywhere_else(shop: Serving, path: str) -> None:
    status, _, body = shop.get(path)
    assert status == 404, body
    assert b"root:" not in body
    assert b"onelink" not in body


def test_files_are_found_by_their_published_name_only(shop: Serving) -> None:
    html = shop.get("/shop/balm/")[2].decode()
    name = html.split("../assets/")[1].split('"')[0].split(" ")[0].split(">")[0]
    status, headers, body = shop.get(f"/shop/assets/{name}")
    assert status == 200
    assert headers["content-type"].startswith("image/")
    assert body
    assert headers["cache-control"] == "max-age=31536000, immutable"
    assert shop.get("/shop/assets/balm.jpg")[0] == 404


def test_no_other_origin_is_let_in(shop: Serving) -> None:
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"},
    ):
        status, answered, _ = shop.get("/-/record", method="POST", body=b"{}", **headers)
        assert status == 403
        assert "access-control-allow-origin" not in answered
    status, answered, _ = shop.get("/-/pages", origin="https://evil.example")
    assert status == 403
    assert not any(name.startswith("access-control") for name in answered)
    # Following a link to the preview is no attack.
    assert shop.get("/", sec_fetch_site="cross-site", sec_fetch_mode="navigate")[0] == 200


def test_answers_carry_their_protections(shop: Serving) -> None:
    for path in ("/", "/shop/balm/", "/-/stage/shop/balm/", "/-/as/no-script/x/shop/balm/"):
        _, headers, _ = shop.get(path)
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert "connect-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-dns-prefetch-control"] == "off"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


def test_a_redirect_keeps_the_query(shop: Serving) -> None:
    status, headers, _ = shop.get("/shop/balm?pid=a&ttclid=b")
    assert (status, headers["location"]) == (307, "/shop/balm/?pid=a&ttclid=b")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"visit": "a"}',
        b'{"visit": "<b>", "visitor": "", "view": "v", "page": "p", "events": []}',
        b"x" * 300_000,
    ],
)
def test_nonsense_is_not_recorded(shop: Serving, body: bytes) -> None:
    assert shop.get("/-/record", method="POST", body=body)[0] == 400
    assert shop.data("/-/visits") == {"visits": []}


def test_only_pictures_of_the_page_itself_come_from_elsewhere() -> None:
    policy = page_policy(
        '<img src=https://cdn.shop.example/a.jpg><img srcset="https://img.example:8443/b 2x">'
        '<img src="https://impressions.onelink.me/x"><img src=https://www.facebook.com/tr?id=1>'
        '<a href="https://link.example/">x</a><img src="https://evil.example; script-src *">'
    )
    pictures = next(part for part in policy.split("; ") if part.startswith("img-src"))
    assert pictures == (
        "img-src 'self' data: blob: https://cdn.shop.example https://img.example:8443"
    )
    assert "sandbox" not in policy
    assert page_policy("", scripts=False).endswith("; sandbox allow-same-origin allow-forms")
