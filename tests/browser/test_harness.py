"""The harness itself: what it shows to a browser, what it records, and what it keeps in."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.chromium import DESKTOP, ErrorLog
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.browser.static_site import Response

pytestmark = pytest.mark.browser

SITE = "go.shop.example"
STORE = "shop.onelink.me"

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<a id="cta" href="https://shop.onelink.me/A1?pid=none&amp;c=caf%C3%A9+1">Shop now</a>
<p id="out">static</p>
<script>document.getElementById("out").textContent = "scripted";</script>"""


@pytest.fixture
def site(edge: Edge, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "glow").mkdir(parents=True)
    (folder / "glow" / "index.html").write_text(PAGE)
    edge.publish(SITE, folder)
    return folder


def test_a_click_navigates_and_is_recorded_as_it_was_sent(
    page: Page, edge: Edge, site: Path
) -> None:
    page.goto(f"https://{SITE}/glow/?ttclid=E.C.P.x")
    page.tap("#cta")
    click = edge.requests.wait_for_navigation(STORE)

    assert (click.method, click.scheme, click.host) == ("GET", "https", STORE)
    assert (click.path, click.query) == ("/A1", "pid=none&c=caf%C3%A9+1")
    assert click.parameters == {"pid": "none", "c": "café 1"}
    assert click.headers["referer"] == f"https://{SITE}/"
    page.wait_for_url(f"https://{STORE}/**")
    assert page.title() == "Elsewhere"
    visit = edge.requests.wait_for_navigation(SITE, "/glow/")
    assert visit.query == "ttclid=E.C.P.x"
    assert visit.time < click.time
    assert edge.requests.hosts() == {SITE, STORE}


def test_plain_http_works_as_well(page: Page, edge: Edge, site: Path) -> None:
    page.goto(f"http://{SITE}/glow/")
    assert [str(r) for r in edge.requests.to(SITE)] == [f"GET http://{SITE}/glow/"]


@pytest.mark.parametrize(
    "url",
    [
        "https://unknown.example/",
        "http://unknown.example/a?b=c",
        "https://www.tiktok.com/@someone",
        "http://192.0.2.1/",
        "http://localhost:8009/",
        "http://127.0.0.1:8009/",
        "http://[2001:db8::1]/",
    ],
)
def test_an_unknown_host_lands_at_the_edge(page: Page, edge: Edge, url: str) -> None:
    page.goto(url)
    assert page.title() == "Elsewhere"
    assert [request.is_navigation for request in edge.requests.all()] == [True]


def test_without_the_proxy_no_name_resolves(page: Page, open_page: OpenPage, edge: Edge) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context()
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        context.new_page().goto("https://unknown.example/")
    context.close()
    assert edge.requests.hosts() == set()


def test_parts_of_a_page_and_beacons_are_told_from_navigations(
    page: Page, edge: Edge, site: Path
) -> None:
    page.goto(f"https://{SITE}/glow/")
    page.evaluate(
        """() => {
          new Image().src = "https://pixel.example/i.gif?a=1&a=2";
          navigator.sendBeacon("https://beacon.example/b", "body");
          fetch("https://impressions.onelink.me/A1?c=x", { mode: "no-cors", keepalive: true });
        }"""
    )
    (pixel,) = edge.requests.wait_for("pixel.example")
    (beacon,) = edge.requests.wait_for("beacon.example")
    (impression,) = edge.requests.wait_for("impressions.onelink.me", "/A1")
    assert pixel.pairs == [("a", "1"), ("a", "2")]
    with pytest.raises(AssertionError, match="repeated"):
        _ = pixel.parameters
    assert (beacon.method, beacon.body) == ("POST", b"body")
    assert not any(r.is_navigation for r in (pixel, beacon, impression))


def test_waiting_for_what_never_comes_tells_what_came(page: Page, edge: Edge, site: Path) -> None:
    page.goto(f"https://{SITE}/glow/")
    with pytest.raises(
        AssertionError, match=rf"0 of 1 requests to other\.example[^$]*{SITE}/glow/"
    ):
        edge.requests.wait_for("other.example", timeout=0)


def test_a_video_is_served_in_ranges(open_page: OpenPage, edge: Edge, site: Path) -> None:
    page = open_page(allowed_errors=["416 "])
    (site / "clip.mp4").write_bytes(bytes(range(100)))
    page.goto(f"https://{SITE}/glow/")
    answers = page.evaluate(
        """async () => {
          const answers = [];
          for (const range of ["bytes=0-1", "bytes=98-", "bytes=-3", "bytes=100-", null]) {
            const answer = await fetch("/clip.mp4", range ? { headers: { range } } : {});
            const body = Array.from(new Uint8Array(await answer.arrayBuffer()));
            const part = answer.headers.get("content-range");
            answers.push([answer.status, body.length, body[0], part]);
          }
          return answers;
        }"""
    )
    assert answers == [
        [206, 2, 0, "bytes 0-1/100"],
        [206, 2, 98, "bytes 98-99/100"],
        [206, 3, 97, "bytes 97-99/100"],
        [416, 0, None, "bytes */100"],
        [200, 100, 0, None],
    ]


def test_a_folder_is_served_as_a_static_cdn_does(page: Page, edge: Edge, site: Path) -> None:
    (site / "größe.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (site.parent / "secret.txt").write_text("not in the site")
    get = page.context.request.get

    html = get(f"http://{SITE}/glow/")
    assert html.text() == PAGE
    assert html.headers["content-type"] == "text/html; charset=utf-8"
    assert html.headers["content-encoding"] == "gzip"
    picture = get(f"http://{SITE}/gr%C3%B6%C3%9Fe.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in picture.headers["cache-control"]
    # The redirect to the folder's `/` loses the query: the reason why published URLs end in `/`.
    moved = get(f"http://{SITE}/glow?pid=x", max_redirects=0)
    assert (moved.status, moved.headers["location"]) == (301, "/glow/")
    assert get(f"http://{SITE}/absent/").status == 404
    assert get(f"http://{SITE}/gr%C3%B6%C3%9Fe.svg/").status == 404
    assert get(f"http://{SITE}/%2e%2e/secret.txt").status == 404


def test_with_javascript_off_no_script_runs(open_page: OpenPage, edge: Edge, site: Path) -> None:
    page = open_page(javascript=False)
    page.goto(f"https://{SITE}/glow/")
    assert page.inner_text("#out") == "static"
    page.tap("#cta")
    assert edge.requests.wait_for_navigation(STORE).query == "pid=none&c=caf%C3%A9+1"

    page = open_page()
    page.goto(f"https://{SITE}/glow/")
    assert page.inner_text("#out") == "scripted"


TRY_STORAGE = """() => {
  const outcome = {};
  const attempts = {
    local: () => { localStorage.setItem("a", "1"); return localStorage.getItem("a"); },
    session: () => { sessionStorage.setItem("a", "1"); return sessionStorage.getItem("a"); },
    cookie: () => { document.cookie = "a=1"; return document.cookie; },
  };
  for (const name of Object.keys(attempts)) {
    try { outcome[name] = attempts[name](); } catch (error) { outcome[name] = error.name; }
  }
  return outcome;
}"""


def test_storage_can_be_allowed_throw_or_be_blocked(
    open_page: OpenPage, edge: Edge, site: Path
) -> None:
    outcomes = []
    for storage in ("allowed", "throwing", "blocked"):
        page = open_page(storage=storage)
        page.goto(f"https://{SITE}/glow/")
        outcomes.append(page.evaluate(TRY_STORAGE))
        page.tap("#cta")
        page.wait_for_url(f"https://{STORE}/**")
    refused = "SecurityError"
    assert outcomes == [
        {"local": "1", "session": "1", "cookie": "a=1"},
        {"local": refused, "session": refused, "cookie": refused},
        # What Chromium really does: a cookie is dropped in silence, the rest throws.
        {"local": refused, "session": refused, "cookie": ""},
    ]
    assert len(edge.requests.to(STORE, "/A1")) == 3


def test_each_page_begins_with_nothing_stored(open_page: OpenPage, edge: Edge, site: Path) -> None:
    for _ in range(2):
        page = open_page()
        page.goto(f"https://{SITE}/glow/")
        assert page.evaluate("localStorage.length") == 0
        page.evaluate("localStorage.setItem('a', '1')")


def test_a_phone_and_a_desktop(open_page: OpenPage, edge: Edge, site: Path) -> None:
    ask = """() => [innerWidth, innerHeight, matchMedia("(pointer: coarse)").matches,
                    matchMedia("(prefers-color-scheme: dark)").matches]"""
    phone = open_page(color_scheme="dark")
    phone.goto(f"https://{SITE}/glow/")
    assert phone.evaluate(ask) == [390, 844, True, True]
    desktop = open_page(viewport=DESKTOP)
    desktop.goto(f"https://{SITE}/glow/")
    assert desktop.evaluate(ask) == [1280, 800, False, False]


@pytest.mark.parametrize(
    "script",
    [
        "console.error('told');",
        "setTimeout(() => { throw Error('told'); });",
        "Promise.reject(Error('told'));",
        "fetch('/told');",
    ],
)
def test_an_error_in_a_page_fails_its_test(
    open_page: OpenPage, edge: Edge, site: Path, script: str
) -> None:
    page = open_page(allowed_errors=["told"])
    strict = ErrorLog(page.context, [])
    page.goto(f"https://{SITE}/glow/")
    strict.check()
    page.add_script_tag(content=script)
    page.evaluate("fetch('/glow/').then(() => new Promise((done) => setTimeout(done)))")
    with pytest.raises(AssertionError, match="told"):
        strict.check()


def test_a_refused_host_and_a_host_that_never_answers_change_nothing(
    open_page: OpenPage, edge: Edge, site: Path
) -> None:
    edge.refuse("impressions.onelink.me")
    edge.hold("analytics.example")
    edge.answer("broken.example", Response(503))
    page = open_page(allowed_errors=["Failed to load resource"])
    page.goto(f"https://{SITE}/glow/")
    failed = page.evaluate(
        """async () => {
          fetch("https://analytics.example/", { mode: "no-cors", keepalive: true });
          await fetch("https://broken.example/", { mode: "no-cors" });
          return fetch("https://impressions.onelink.me/", { mode: "no-cors" })
            .then(() => "answered", (error) => error.name);
        }"""
    )
    assert failed == "TypeError"
    edge.requests.wait_for("analytics.example")
    page.tap("#cta")
    edge.requests.wait_for_navigation(STORE)
    assert edge.requests.to("impressions.onelink.me") == []
    assert "impressions.onelink.me" in edge.requests.hosts()


@pytest.mark.webkit
def test_webkit_reaches_nothing_but_the_edge(safari: WebDriver, edge: Edge, site: Path) -> None:
    safari.get(f"https://{SITE}/glow/?ttclid=E.C.P.x")
    assert safari.find_element("id", "out").text == "scripted"
    safari.find_element("id", "cta").click()
    click = edge.requests.wait_for_navigation(STORE)
    assert (click.scheme, click.query) == ("https", "pid=none&c=caf%C3%A9+1")
    assert edge.requests.wait_for_navigation(SITE).query == "ttclid=E.C.P.x"

    safari.get("http://www.tiktok.com/")
    assert safari.title == "Elsewhere"
    assert edge.requests.hosts() == {SITE, STORE, "www.tiktok.com"}
