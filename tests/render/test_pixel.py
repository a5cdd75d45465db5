"""TikTok's pixel on rendered pages in Chromium, with a stand-in for the library at its address."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.pixel_library import HOST as TIKTOK
from tests.render.pixel_library import calls, serve, tracked
from tests.render.rendered_site import ECOMMERCE, HOST, WEB_TO_APP, output_site

pytestmark = pytest.mark.browser

ONE, TWO = "C1ABCDEFG2HIJKLMNOP3", "D4M5GRRC77U10O2JF9J0"
PIXEL = f"pixels: {{tiktok: {ONE}}}\n"
URL = f"https://{HOST}/glow/"
GPC = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });"
PRERENDERING = """Object.defineProperty(document, 'prerendering',
  { value: true, configurable: true });"""

PAGES = {
    "glow": ECOMMERCE + PIXEL,
    "cart": ECOMMERCE + f"pixels: {{tiktok: {ONE}, events: {{view: off, shop: AddToCart}}}}\n",
    "quiet": ECOMMERCE + f"pixels: {{tiktok: {ONE}, events: {{shop: off}}}}\n",
    "two": ECOMMERCE
    + f"pixels: {{tiktok: [{ONE}, {TWO}], tiktok_host: analytics.us.tiktok.com,"
    + " limited_data_use: true}\n",
    "app": WEB_TO_APP + PIXEL,
    "none": ECOMMERCE,
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output_site(tmp_path_factory.mktemp("pixels"), PAGES)


@pytest.fixture(autouse=True)
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)
    serve(edge)


def test_a_view_tells_the_product_and_its_price(page: Page, edge: Edge) -> None:
    page.goto(URL + "?ttclid=E.C.P.1")
    loaded, viewed, (name, product, options) = [
        call if call[0] != "track" else call[1:] for call in calls(edge, 3)
    ]
    assert loaded == ["loaded", ONE, {}, f"https://{TIKTOK}/i18n/pixel/events.js"]
    assert viewed == ["page"]
    assert name == "ViewContent"
    assert product == {
        "content_type": "product",
        "contents": [
            {"content_id": "glow", "content_name": "Glow Serum", "quantity": 1, "price": 29.5}
        ],
        "value": 29.5,
        "currency": "USD",
    }
    assert options["event_id"].endswith(".view")
    (library,) = edge.requests.to(TIKTOK, "/i18n/pixel/events.js")
    assert library.parameters == {"sdkid": ONE, "lib": "ttq"}


def test_a_page_without_a_pixel_contacts_nobody_for_it(page: Page, edge: Edge) -> None:
    page.goto(f"https://{HOST}/none/")
    assert page.evaluate("typeof window.ttq") == "undefined"
    assert TIKTOK not in edge.requests.hosts()


def test_taps_on_one_button_share_an_id(page: Page, edge: Edge) -> None:
    page.goto(URL)
    calls(edge, 3)
    page.evaluate(
        """() => ['cta', 'cta', 'coupon'].forEach((id) =>
             document.querySelector('[data-lf=' + id + ']').click())"""
    )
    events = tracked(calls(edge, 6))
    assert [event[0] for event in events] == ["ViewContent", *["InitiateCheckout"] * 3]
    view, first, second, coupon = (event[2]["event_id"] for event in events)
    assert first == second
    assert len({view, first, coupon}) == 3
    assert events[1][1]["value"] == 29.5
    edge.requests.wait_for_navigation("aurora.example")


def test_another_view_has_other_ids(page: Page, edge: Edge) -> None:
    page.goto(URL)
    calls(edge, 3)
    page.reload()
    one, two = tracked(calls(edge, 6))
    assert one[2] != two[2]


@pytest.mark.parametrize(("button", "host"), [("app-store", "aurora.onelink.me"), ("steam", None)])
def test_stores_are_downloads(page: Page, edge: Edge, button: str, host: str | None) -> None:
    page.goto(f"https://{HOST}/app/")
    assert tracked(calls(edge, 3))[0][:2] == ["ViewContent", {}]
    page.tap(f"[data-lf={button}]")
    assert tracked(calls(edge, 4))[1][:2] == ["Download", {}]
    edge.requests.wait_for_navigation(host or "engagements.appsflyer.com")


def test_authors_choose_the_events(page: Page, edge: Edge) -> None:
    page.goto(f"https://{HOST}/cart/")
    page.tap("[data-lf=cta]")
    ((name, _, _),) = tracked(calls(edge, 3))
    assert name == "AddToCart"
    page.wait_for_url("https://aurora.example/**")
    page.goto(f"https://{HOST}/quiet/")
    calls(edge, 6)
    page.tap("[data-lf=cta]")
    page.wait_for_url("https://aurora.example/**")
    assert [name for name, _, _ in tracked(calls(edge, 6))] == ["AddToCart", "ViewContent"]


def test_several_pixels_the_other_host_and_limited_use(page: Page, edge: Edge) -> None:
    host = "analytics.us.tiktok.com"
    serve(edge, host)
    page.goto(f"https://{HOST}/two/")
    first, second, *_ = calls(edge, 4, host)
    source = f"https://{host}/i18n/pixel/events.js"
    assert first == ["loaded", ONE, {"limited_data_use": True}, source]
    assert second == ["loaded", TWO, {"limited_data_use": True}, source]
    ids = [r.parameters["sdkid"] for r in edge.requests.to(host, "/i18n/pixel/events.js")]
    assert sorted(ids) == [ONE, TWO]
    assert TIKTOK not in edge.requests.hosts()


def test_global_privacy_control_limits_the_use(page: Page, edge: Edge) -> None:
    page.add_init_script(GPC)
    page.goto(URL)
    assert calls(edge, 3)[0][:3] == ["loaded", ONE, {"limited_data_use": True}]


def test_nothing_happens_while_the_page_is_prerendered(page: Page, edge: Edge) -> None:
    page.add_init_script(PRERENDERING)
    page.goto(URL)
    assert page.evaluate("[typeof window.ttq, document.readyState]") == ["undefined", "complete"]
    assert TIKTOK not in edge.requests.hosts()
    page.evaluate("document.dispatchEvent(new Event('prerenderingchange'))")
    assert tracked(calls(edge, 3))[0][0] == "ViewContent"


def test_a_library_that_never_answers_delays_no_click(page: Page, edge: Edge) -> None:
    held = edge.hold(TIKTOK)
    page.goto(URL, wait_until="commit")
    page.wait_for_selector("[data-lf=cta]")
    page.tap("[data-lf=cta]")
    edge.requests.wait_for_navigation("aurora.example")
    held.set()


@pytest.mark.parametrize("how", ["refused", "broken"])
def test_a_blocked_or_broken_library_changes_nothing(
    open_page: OpenPage, edge: Edge, how: str
) -> None:
    page = open_page(allowed_errors=["Failed to load resource"])
    if how == "refused":
        edge.refuse(TIKTOK)
    page.goto(URL + "?ttclid=E.C.P.1")
    if how == "broken":
        calls(edge, 3)
        page.evaluate("() => { window.ttq.track = () => { throw new Error('theirs'); }; }")
    page.tap("[data-lf=cta]")
    click = edge.requests.wait_for_navigation("aurora.example")
    assert click.parameters["ttclid"] == "E.C.P.1"


def test_a_queue_that_a_tag_manager_made_is_used(page: Page, edge: Edge) -> None:
    page.add_init_script(
        """window.told = [];
        window.ttq = { load: (...a) => told.push(['load', ...a]), page: () => told.push(['page']),
          track: (...a) => told.push(['track', a[0]]) };"""
    )
    page.goto(URL)
    assert page.evaluate("told") == [["load", ONE, {}], ["page"], ["track", "ViewContent"]]
