"""What each host is told, and what its author is told about it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace
from playwright.sync_api import Page

from generator.hosts import HOSTS, BuiltSite, PageFacts, Redirection, host_files
from generator.hosts.headers import site_headers
from generator.hosts.search import search_files
from generator.render.policy import with_policy
from generator.site.hosting import Host
from tests.workspaces import PLAIN_THEME, SITE, build_all, snapshot, write_workspace

POLICY = "default-src 'none'; script-src 'sha256-abc='"


def shop(number: int = 2, **changes: Any) -> BuiltSite:
    pages = [PageFacts(f"page-{n}", policy=POLICY) for n in range(number)]
    site = BuiltSite(
        name="shop",
        base_url="https://go.shop.example/",
        pages=pages,
        redirects=[Redirection("old", "/page-1/"), Redirection("x/ä", "https://b.example/", True)],
        headers=site_headers({}),
        frames="frame-ancestors 'self'",
        sizes={"assets/app.1.apk": 5},
    )
    return replace(site, **changes)


def texts(name: str, site: BuiltSite) -> Mapping[str, str]:
    files, _ = host_files([name], site)
    return {file.path: file.text for file in files}


def notes(name: str, site: BuiltSite) -> str:
    return "\n".join(host_files([name], site)[1])


def test_every_host_of_site_yaml_is_known() -> None:
    assert set(HOSTS) == set(get_args(Host))
    assert all(HOSTS[name].name == name for name in HOSTS)


def test_cloudflare_pages() -> None:
    files = texts("cloudflare-pages", shop())
    assert files["_redirects"] == (
        "/old /page-1/ 301\n/old/ /page-1/ 301\n"
        "/x/%C3%A4 https://b.example/ 302\n/x/%C3%A4/ https://b.example/ 302\n"
    )
    rules = dict(re.findall(r"(?m)^(/\S+)\n((?:  .+\n)+)", files["_headers"]))
    assert "Strict-Transport-Security: max-age=31536000" in rules["/*"]
    assert "Cache-Control" not in rules["/*"]
    assert rules["/assets/*"] == "  Cache-Control: public, max-age=31536000, immutable\n"
    assert "android.package-archive" in rules["/assets/*.apk"]
    assert rules["/page-1/"] == (f"  Content-Security-Policy: {POLICY}; frame-ancestors 'self'\n")


def test_cloudflare_pages_takes_a_hundred_rules_of_two_thousand_characters() -> None:
    site = shop(300)
    long = replace(site.pages[5], policy="x" * 1801)
    site = replace(site, pages=[*site.pages[:5], long, *site.pages[6:]])
    lines = texts("cloudflare-pages", site)["_headers"].splitlines()
    assert sum(line.startswith("/") for line in lines) == 3 + 96 - 1
    assert max(map(len, lines)) <= 2000
    assert "/page-5/" not in lines


def test_cloudflare_pages_tells_its_limits() -> None:
    assert notes("cloudflare-pages", shop()) == ""
    big = {"assets/app.apk": 26 * 2**20} | {f"assets/{n}": 1 for n in range(20_001)}
    told = notes("cloudflare-pages", shop(sizes=big, prefix="/offers/"))
    assert "20,000 files" in told
    assert "assets/app.apk is larger" in told
    assert "offers/, with _headers" in told


def test_netlify_wins_over_files_and_shares_the_stricter_headers() -> None:
    assert "/old /page-1/ 301!" in texts("netlify", shop())["_redirects"]
    files, _ = host_files(["netlify", "cloudflare-pages"], shop(300))
    both = {file.path: file.text for file in files}
    assert both["_headers"].count("\n/page") == 96
    assert "301!" not in both["_redirects"]


def test_vercel() -> None:
    data = json.loads(texts("vercel", shop())["vercel.json"])
    assert data["trailingSlash"] is True
    assert data["redirects"][0] == {
        "source": "/old/",
        "destination": "/page-1/",
        "statusCode": 301,
    }
    rules = {rule["source"]: rule["headers"] for rule in data["headers"]}
    assert rules["/assets/(.*)"][0]["value"].endswith("immutable")
    assert rules["/page-1/"][0]["key"] == "Content-Security-Policy"
    odd = shop(pages=[PageFacts("a(b).c", policy=POLICY)])
    assert r"/a%28b%29\\.c/" in texts("vercel", odd)["vercel.json"]


def test_firebase() -> None:
    data = json.loads(texts("firebase", shop())["firebase.json"])["hosting"]
    assert data["public"] == "."
    assert "firebase.json" in data["ignore"]
    assert re.fullmatch(data["redirects"][1]["regex"], "/x/ä/")
    rules = {rule["regex"]: rule["headers"] for rule in data["headers"]}
    assert any(
        re.fullmatch(regex, "/page-1/") and "policy" in str(rules).lower() for regex in rules
    )


def test_github_pages_is_told_what_it_cannot_do() -> None:
    files = texts("github-pages", shop())
    assert files == {".nojekyll": "", "CNAME": "go.shop.example\n"}
    told = notes("github-pages", shop())
    assert "sends no headers" in told
    assert "cannot redirect" in told
    own = texts("github-pages", shop(base_url="https://me.github.io/shop/", prefix="/shop/"))
    assert "CNAME" not in own


def test_hosts_of_our_own_get_files_beside_the_site() -> None:
    for name in ("nginx", "caddy", "s3-cloudfront"):
        files, said = host_files([name], shop())
        assert files
        assert not any(file.in_site for file in files)
        assert ".landfast/hosts/shop/" in "".join(said)


def test_headers_can_be_changed_and_left_out() -> None:
    headers = site_headers({"strict-transport-security": "off", "X-Robots-Tag": "noai"})
    assert "Strict-Transport-Security" not in headers
    assert headers["X-Robots-Tag"] == "noai"


# --- CloudFront's functions, run in a browser's engine --------------------------------------------

SITE_ON_S3 = shop(
    pages=[PageFacts("glow"), PageFacts("")],
)


def on_cloudfront(page: Page, site: BuiltSite, uri: str, query: dict[str, Any]) -> Any:
    script = texts("s3-cloudfront", site)["cloudfront-viewer-request.js"]
    event = {"request": {"uri": uri, "querystring": query, "headers": {}}}
    return page.evaluate(f"(event) => {{ {script}; return handler(event); }}", event)


QUERY = {
    "pid": {"value": "tiktokweb_int"},
    "c": {"value": "a%20b", "multiValue": [{"value": "a%20b"}, {"value": "c"}]},
    "flag": {"value": ""},
}
SENT = "?pid=tiktokweb_int&c=a%20b&c=c&flag"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("uri", "location"),
    [
        ("/glow", "/glow/"),
        ("/glow/index.html", "/glow/"),
        ("/index.html", "/"),
        ("/GLOW/", "/glow/"),
        ("/Glow", "/glow/"),
        ("/old", "/page-1/"),
        ("/Old/", "/page-1/"),
        ("/x/%C3%A4", "https://b.example/"),
        ("//evil", "/evil/"),
        ("/\\evil/index.html", "/evil/"),
    ],
)
def test_cloudfront_redirects_with_the_query(page: Page, uri: str, location: str) -> None:
    answer = on_cloudfront(page, SITE_ON_S3, uri, QUERY)
    assert answer["statusCode"] == (302 if "x/" in uri else 301)
    assert answer["headers"]["location"]["value"] == location + SENT
    plain = on_cloudfront(page, SITE_ON_S3, uri, {})
    assert plain["headers"]["location"]["value"] == location


@pytest.mark.browser
def test_cloudfront_finds_index_documents(page: Page) -> None:
    for uri, file in [
        ("/", "/index.html"),
        ("/glow/", "/glow/index.html"),
        ("/constructor/", "/constructor/index.html"),
        ("/assets/a.1b2c3d4e.jpg", "/assets/a.1b2c3d4e.jpg"),
    ]:
        request = on_cloudfront(page, SITE_ON_S3, uri, QUERY)
        assert request["uri"] == file
        assert request["querystring"] == QUERY
    capitals = replace(SITE_ON_S3, pages=[PageFacts("Glow")])
    assert on_cloudfront(page, capitals, "/Glow/", {})["uri"] == "/Glow/index.html"


@pytest.mark.browser
def test_cloudfront_sends_the_headers(page: Page) -> None:
    script = texts("s3-cloudfront", SITE_ON_S3)["cloudfront-viewer-response.js"]
    event = {"response": {"headers": {"etag": {"value": "1"}}}}
    headers = page.evaluate(f"(event) => {{ {script}; return handler(event).headers; }}", event)
    assert headers["etag"] == {"value": "1"}
    assert headers["x-content-type-options"] == {"value": "nosniff"}


def test_cloudfront_tells_when_a_function_grows_too_large() -> None:
    many = [Redirection(f"old-address-number-{n}", "/page-1/") for n in range(300)]
    assert "10 KB" in notes("s3-cloudfront", shop(redirects=many))
    assert "10 KB" not in notes("s3-cloudfront", shop())


# --- search engines -------------------------------------------------------------------------------


def test_the_sitemap_lists_what_may_be_listed() -> None:
    listed = PageFacts("a&b", True, "", (("de", "de/a&b"),))
    site = shop(pages=[listed, PageFacts("hidden")])
    files = {file.path: file.text for file in search_files(site)}
    root = ElementTree.fromstring(files["sitemap.xml"])
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    assert [e.text for e in root.findall(".//s:loc", names)] == ["https://go.shop.example/a%26b/"]
    assert [e.get("hreflang") for e in root.findall(".//x:link", names)] == ["de"]
    assert files["robots.txt"] == (
        "User-agent: *\nDisallow:\n\nSitemap: https://go.shop.example/sitemap.xml\n"
    )


def test_without_a_page_to_list_there_is_no_sitemap() -> None:
    assert [file.path for file in search_files(shop())] == ["robots.txt"]
    assert list(search_files(shop(prefix="/offers/"))) == []


def test_a_sitemap_has_at_most_fifty_thousand_addresses() -> None:
    pages = [PageFacts(str(n), True) for n in range(50_001)]
    files = {file.path: file.text for file in search_files(shop(pages=pages))}
    assert files["sitemap.xml"].count("<sitemap>") == 2
    assert files["sitemap-1.xml"].count("<url>") == 50_000
    assert files["sitemap-2.xml"].count("<url>") == 1


# --- in a build -----------------------------------------------------------------------------------


def hosted(root: Path, text: str) -> Mapping[str, bytes]:
    site = SITE.replace("theme: plain\n", f"theme: plain\n{text}")
    workspace = write_workspace(root, PLAIN_THEME, site)
    build_all(workspace)
    return snapshot(workspace.output)


def test_without_a_host_there_is_what_every_host_understands(tmp_path: Path) -> None:
    files = hosted(tmp_path, "robots: index\n")
    assert {"shop/404.html", "shop/robots.txt", "shop/sitemap.xml"} <= set(files)
    assert b"Content-Security-Policy" not in files["shop/balm/index.html"]
    assert not {"shop/_headers", "shop/vercel.json", "shop/CNAME"} & set(files)


def test_a_page_says_its_policy_where_a_host_cannot(tmp_path: Path) -> None:
    by_header = hosted(tmp_path / "a", "host: netlify\n")
    inside = hosted(tmp_path / "b", "host: [netlify, github-pages]\n")
    off = hosted(tmp_path / "c", "host: github-pages\ncsp: off\n")
    policy = re.search(
        r"/balm/\n  Content-Security-Policy: (.*); frame-anc", by_header["shop/_headers"].decode()
    )
    assert policy
    plain = by_header["shop/balm/index.html"].decode()
    assert inside["shop/balm/index.html"].decode() == with_policy(plain, policy[1])
    assert off["shop/balm/index.html"].decode() == plain
    assert b"Content-Security-Policy" in by_header["shop/404.html"]


def test_old_addresses_are_pages_where_a_host_cannot_redirect(tmp_path: Path) -> None:
    files = hosted(tmp_path / "a", "host: github-pages\nredirects: {/old: /balm/}\n")
    assert b'location.replace("/balm/"+location.search' in files["shop/old/index.html"]
    assert b"script-src 'sha256-" in files["shop/old/index.html"]
    assert "shop/old/index.html" in hosted(tmp_path / "b", "redirects: {/old: /balm/}\n")
    files = hosted(tmp_path / "c", "host: netlify\nredirects: {/old: /balm/}\n")
    assert "shop/old/index.html" not in files


def test_a_build_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    hosts = ", ".join(HOSTS)
    site = SITE.replace("theme: plain\n", f"theme: plain\nhost: [{hosts}]\n")
    workspace = write_workspace(tmp_path, PLAIN_THEME, site)
    first = build_all(workspace)
    assert first.notes["shop"]
    assert build_all(workspace).written == 0


def test_the_sitemap_names_the_copies_for_other_markets(tmp_path: Path) -> None:
    markets = (
        "robots: index\nmarkets:\n"
        "  us: {country: US, language: en, currency: USD}\n"
        "  de: {country: DE, language: de, currency: EUR}\n"
    )
    files = hosted(tmp_path, markets)
    root = ElementTree.fromstring(files["shop/sitemap.xml"])
    names = {"x": "http://www.w3.org/1999/xhtml"}
    links = {(e.get("hreflang"), e.get("href")) for e in root.findall(".//x:link", names)}
    page = BeautifulSoup(files["shop/us/balm/index.html"], "lxml")
    told = {(link["hreflang"], link["href"]) for link in page.select("link[hreflang]")}
    assert len(links) == 3
    assert links == told
