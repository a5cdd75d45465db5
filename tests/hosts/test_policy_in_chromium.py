"""Pages under their generated policy, served by real servers, in Chromium: nothing of them dies."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page

from generator.build.plan import PlannedPage
from generator.build.workspace import Workspace
from tests.browser.chromium import DESKTOP
from tests.browser.edge import Edge
from tests.browser.example_sites import (
    WORKSPACE,
    host_of,
    planned_pages,
    representative_pages,
)
from tests.browser.fixtures import TIMEOUT_MS, OpenPage
from tests.browser.static_site import Response
from tests.hosts.servers import SERVERS, serving
from tests.media.samples import clip, encoded, photo
from tests.render.pixel_library import calls, serve, tracked
from tests.workspaces import build_all

pytestmark = pytest.mark.browser

IMPRESSIONS = "impressions.onelink.me"
AD = "?pid=tiktokweb_int&c=Spring%20%26%20S%C3%B6hne&ttclid=E.C.P.abc"
SDK = "websdk.appsflyersdk.com"
SMART_SCRIPT = "onelinksmartscript.appsflyersdk.com"
HOST = "go.aurora.example"
WATCH = """
  window.violations = [];
  addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
  }, true);
"""

SITE = f"""\
name: Aurora
url: https://{HOST}/
company: {{legal_name: Aurora Ltd, privacy_url: https://aurora.example/privacy}}
attribution:
  onelink: https://aurora.onelink.me/A1b2
  defaults: {{media_source: aurora_landing, campaign: always-on}}
"""
END = (date.today() + timedelta(days=30)).isoformat()
PAGES = {
    "offer": f"""\
type: ecommerce
theme: studio
title: Glow Serum
background: {{src: media/glow.jpg, focus: 50% 80%}}
coupon: {{code: GLOW20, url: https://aurora.example/checkout}}
price: {{now: 29.50, was: 36.00}}
cta: {{label: Shop Now, url: https://aurora.example/glow}}
countdown: {{to: {END}}}
consent: {{mode: ask}}
pixels: {{tiktok: C1ABCDEFG2HIJKLMNOP3}}
banner: {{name: Aurora, icon: media/icon.png, rating: 4.8}}
""",
    "film": """\
type: entertainment
theme: cinema
title: Northlight
background: media/glow.jpg
video: media/trailer.webm
cta: {label: Watch Now, url: https://aurora.example/watch}
""",
    "app": """\
type: web-to-app
theme: arcade
title: Comet Rush
app: {name: Comet Rush, icon: media/icon.png, kind: game, rating: {value: 4.6, source: Google Play}}
links:
  - {store: app-store}
  - {store: steam, app_id: "123", url: https://store.example/comet}
pixels: {tiktok: C1ABCDEFG2HIJKLMNOP3, tiktok_host: analytics.us.tiktok.com}
""",
    "index": """\
type: ecommerce
title: Start
background: media/glow.jpg
cta: {label: Shop Now, url: https://aurora.example/glow}
""",
    "theirs": """\
type: ecommerce
theme: studio
title: Glow Serum
background: media/glow.jpg
cta: {to: app, label: Open}
attribution: {engine: appsflyer}
banner: {engine: appsflyer, web_key: 5e1f7c3a-0b7d-4f3e-9a55-2f6f0f1f2a3b}
""",
}
TRANSPORTS = [*SERVERS, "meta"]
"""Who says the policy: the headers of either server, or the page itself on a host without any."""

SHOWN_IMAGES = "[...document.images].filter((image) => image.offsetParent)"

OpenUnder = Callable[..., Page]


def wait_until(page: Page, condition: str) -> None:
    """As `wait_for_function`, which policies keep from asking more than once."""
    end = time.monotonic() + TIMEOUT_MS / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("features")
    for hosts in ("headers", "meta"):
        folder = root / "sites" / hosts
        (folder / "pages").mkdir(parents=True)
        (folder / "media").mkdir()
        (folder / "media" / "glow.jpg").write_bytes(encoded(photo(42, 75), "JPEG"))
        (folder / "media" / "icon.png").write_bytes(encoded(photo(64, 64), "PNG"))
        clip(folder / "media" / "trailer.webm", size=(160, 90), seconds=1, codec="libvpx")
        host = "host: [nginx, caddy]\n" if hosts == "headers" else "host: github-pages\n"
        (folder / "site.yaml").write_text(SITE + host)
        for name, front_matter in PAGES.items():
            (folder / "pages" / f"{name}.md").write_text(f"---\n{front_matter}---\nWords.\n")
    workspace = Workspace(root)
    build_all(workspace)
    return workspace


@pytest.fixture(params=TRANSPORTS)
def transport(
    request: pytest.FixtureRequest, site: Workspace, edge: Edge, tmp_path: Path
) -> Iterator[str]:
    if request.param == "meta":
        edge.publish(HOST, site.output / "meta")
        yield request.param
        return
    scratch = tmp_path / "server"
    scratch.mkdir()
    with serving(request.param, site.output, "headers", scratch) as port:
        edge.forward(HOST, port)
        yield request.param


@pytest.fixture
def open_under(open_page: OpenPage, transport: str) -> Iterator[OpenUnder]:
    """Opens pages under a policy, and at the end of the test lets none of them have broken it."""
    pages: list[Page] = []

    def opened(path: str, **settings: object) -> Page:
        page = open_page(**settings)  # type: ignore[arg-type]
        page.add_init_script(WATCH)
        answer = page.goto(f"https://{HOST}/{path}/{AD}")
        assert answer
        sent = answer.headers.get("content-security-policy", "")
        written = page.locator("meta[http-equiv=Content-Security-Policy]").count()
        assert (bool(sent), bool(written)) == (transport != "meta", transport == "meta")
        pages.append(page)
        return page

    yield opened
    assert pages
    for page in pages:
        assert violations(page) == []


def violations(page: Page) -> Sequence[str]:
    found: list[str] = page.evaluate("window.violations || []")
    return found


def test_an_offer_with_everything(open_under: OpenUnder, edge: Edge) -> None:
    serve(edge)
    page = open_under("offer")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert page.is_visible("#lf-consent")
    assert page.is_visible(".banner")
    assert page.is_visible("[role=timer]")
    page.tap("[data-lf-consent=yes]")
    edge.requests.wait_for(IMPRESSIONS)
    names = [name for name, *_ in tracked(calls(edge, 3))]
    assert names == ["ViewContent"]
    page.tap("[data-lf-copy]")
    wait_until(page, "document.querySelector('[data-lf-copy]').textContent == 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == "GLOW20"
    position = page.locator(".plate img").evaluate("(img) => getComputedStyle(img).objectPosition")
    assert position == "50% 80%"
    page.tap("[data-lf-banner-close]")
    assert not page.is_visible(".banner")
    assert dict(parse_qsl(urlsplit(page.get_attribute("[data-lf=cta]", "href") or "").query))["c"]


def test_a_film_plays(open_under: OpenUnder, edge: Edge) -> None:
    page = open_under("film")
    edge.requests.wait_for(IMPRESSIONS)
    wait_until(page, "document.querySelector('video').currentTime > 0")


def test_an_app_with_its_code_and_stars(open_under: OpenUnder, edge: Edge) -> None:
    serve(edge, "analytics.us.tiktok.com")
    page = open_under("app", viewport=DESKTOP)
    edge.requests.wait_for(IMPRESSIONS)
    calls(edge, 3, "analytics.us.tiktok.com")
    assert page.is_visible(".qr-code svg")
    full, half = page.evaluate(
        """[...document.querySelectorAll('.stars, .stars-full')]
             .map((e) => e.getBoundingClientRect().width)"""
    )
    assert half / full == pytest.approx(0.92, abs=0.01)


def test_the_vendors_engines(open_under: OpenUnder, edge: Edge) -> None:
    from generator.runtime.bundle import standalone

    script = {"content-type": "text/javascript"}
    edge.answer(SMART_SCRIPT, Response(200, standalone().encode(), script))
    # A banner of theirs: styles and a picture of its own, and an answer from its service.
    edge.answer(
        SDK,
        Response(
            200,
            b"""document.head.appendChild(document.createElement('style')).textContent = 'i{top:0}';
            new Image().src = 'https://banner.appsflyer.com/creative.png';
            fetch('https://banner.appsflyersdk.com/show', {mode: 'no-cors'})""",
            script,
        ),
    )
    page = open_under("theirs")
    edge.requests.wait_for("banner.appsflyer.com")
    edge.requests.wait_for("banner.appsflyersdk.com")
    edge.requests.wait_for(IMPRESSIONS)
    href = page.get_attribute("[data-lf=cta]", "href") or ""
    assert dict(parse_qsl(urlsplit(href).query))["ttclid"] == "E.C.P.abc"


def test_foreign_code_is_not_run(open_page: OpenPage, transport: str, edge: Edge) -> None:
    page = open_page(allowed_errors=["Content Security Policy", "Content-Security-Policy"])
    page.add_init_script(WATCH)
    page.goto(f"https://{HOST}/film/")
    page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.foreign = 1';
          document.head.appendChild(script);
          const loaded = document.createElement('script');
          loaded.src = 'https://evil.example/x.js';
          document.head.appendChild(loaded);
          new Image().src = 'https://evil.example/p.png';
        }"""
    )
    wait_until(page, "window.violations.length >= 3")
    assert page.evaluate("typeof window.foreign") == "undefined"
    assert "evil.example" not in edge.requests.hosts()


def test_a_wrong_address_keeps_the_brand_and_the_query(
    open_page: OpenPage, edge: Edge, transport: str
) -> None:
    page = open_page(allowed_errors=["status of 404"])
    page.add_init_script(WATCH)
    page.goto(f"https://{HOST}/nowhere/at/all/{AD}")
    assert page.inner_text("h1") == "Page not found"
    home = page.evaluate("document.querySelector('.lost-home a').href")
    assert home == f"https://{HOST}/{AD}"
    assert page.inner_text(".lost-home a") == "Go to the start page"
    # In other letter case the page is found, by the server or by the page for wrong addresses.
    page.goto(f"https://{HOST}/FILM/{AD}")
    page.wait_for_url(f"https://{HOST}/film/{AD}")
    page.wait_for_selector("video")
    assert violations(page) == []


# --- the example sites --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("examples")
    shutil.copytree(WORKSPACE.root / "sites", root / "sites")
    for config in root.glob("sites/*/site.yaml"):
        kept = [line for line in config.read_text().splitlines() if not line.startswith("host:")]
        config.write_text("\n".join([*kept, "host: [nginx, caddy]", ""]))
    (root / ".landfast").symlink_to(WORKSPACE.root / ".landfast")  # the pictures made before
    (WORKSPACE.root / ".landfast").mkdir(exist_ok=True)
    workspace = Workspace(root)
    build_all(workspace)
    return workspace


def shown_pages() -> list[PlannedPage]:
    """The pages that browsers open, and one that sends its visitors on to a variant."""
    pages = planned_pages()
    dividing = [page for page in pages if page.source.split]
    return [*representative_pages(pages), *dividing[:1]]


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("example", shown_pages(), ids=lambda page: str(page.output.parent))
def test_every_example_page(
    open_page: OpenPage,
    edge: Edge,
    tmp_path: Path,
    examples: Workspace,
    server: str,
    example: PlannedPage,
) -> None:
    scratch = tmp_path / "server"
    scratch.mkdir()
    with serving(server, examples.output, example.site.name, scratch) as port:  # type: ignore[arg-type]
        edge.forward(host_of(example.url), port)
        page = open_page()
        page.add_init_script(WATCH)
        if example.source.split:  # the visitor who stays with the first variant
            page.add_init_script("Math.random = () => 0;")
        answer = page.goto(example.url + AD)
        assert answer
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        if page.locator("#lf-consent").is_visible():
            page.locator("[data-lf-consent=yes]").click()
        if not example.source.page.private:
            edge.requests.wait_for(IMPRESSIONS)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        # Those for desks are not loaded on a phone.
        wait_until(page, f"{SHOWN_IMAGES}.every((image) => image.complete)")
        assert page.evaluate(f"{SHOWN_IMAGES}.filter((i) => !i.naturalWidth).length") == 0
        anchors = page.eval_on_selector_all("a[data-lf]", "(all) => all.map((a) => a.href)")
        assert all("E.C.P.abc" in href for href in anchors)
        assert violations(page) == []
        if example.source.page.private:  # it measures nothing, and asks nobody else
            assert edge.requests.hosts() == {host_of(example.url)}
        for old in (example.url.rstrip("/"), example.url + "index.html", example.url.upper()):
            page.goto(old.replace("HTTPS://", "https://").replace(" ", "%20") + AD)
            assert page.url == example.url + AD
