"""The smart banner on rendered pages in Chromium: our own, and AppsFlyer's."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.errors import SiteError
from tests.browser.chromium import DESKTOP
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.browser.static_site import Response
from tests.render.rendered_site import (
    ECOMMERCE,
    HOST,
    SITE,
    WEB_TO_APP,
    output_site,
    render_site,
    write_site,
)

URL = f"https://{HOST}/glow/"
SDK = "websdk.appsflyersdk.com"
KEY = "5e1f7c3a-0b7d-4f3e-9a55-2f6f0f1f2a3b"
BANNER = """\
banner:
  name: Aurora
  icon: media/icon.png
  rating: 4.8
  text: Faster in the app
  label: Open
  deep_link: glow
"""

SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifts += e.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""

A_PIXEL = 0.001
"""What words may settle by that are painted while the rest of the banner is still being parsed."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output_site(
        tmp_path_factory.mktemp("banner"),
        {
            "glow": ECOMMERCE,
            "without": ECOMMERCE + "banner: off\n",
            "app": WEB_TO_APP,
            "theirs": ECOMMERCE + f"banner: {{engine: appsflyer, web_key: {KEY}}}\n",
            "asked": ECOMMERCE
            + f"banner: {{engine: appsflyer, web_key: {KEY}}}\nconsent: {{mode: external}}\n",
        },
        site=SITE + BANNER,
    )


@pytest.fixture
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)


@pytest.mark.browser
@pytest.mark.usefixtures("site")
class TestOurs:
    def test_it_leads_into_the_app_with_the_visit(self, page: Page, edge: Edge) -> None:
        page.goto(URL + "?pid=tiktokweb_int&ttclid=E.C.P.1")
        banner = page.inner_text(".banner-link")
        assert [line for line in banner.split("\n") if line] == [
            "Aurora",
            "Faster in the app",
            "★ 4.8",
            "Open",
        ]
        page.tap("[data-lf=banner]")
        click = edge.requests.wait_for_navigation("aurora.onelink.me", "/A1b2")
        assert click.parameters["ttclid"] == "E.C.P.1"
        assert click.parameters["deep_link_value"] == "glow"

    def test_it_is_none_of_the_pages_own_links(self, page: Page) -> None:
        page.goto(f"https://{HOST}/app/")
        found = page.eval_on_selector_all("main [data-lf]", "(all) => all.map((a) => a.dataset.lf)")
        assert found == ["app-store", "steam"]
        assert page.inner_text(".banner b") == "Aurora"

    def test_closed_it_stays_closed_and_nothing_moves(self, page: Page) -> None:
        page.add_init_script(SHIFTS)
        page.goto(URL)
        assert page.is_visible(".banner")
        page.tap("[data-lf-banner-close]")
        assert not page.is_visible(".banner")
        page.goto(f"https://{HOST}/app/")
        assert not page.is_visible(".banner")
        assert page.evaluate("shifts") < A_PIXEL
        page.evaluate("localStorage.setItem('landfast-banner', Date.now() - 31 * 864e5)")
        page.goto(URL)
        assert page.is_visible(".banner")
        assert page.evaluate("shifts") < A_PIXEL

    @pytest.mark.parametrize("value", ["", "never", "NaN"])
    def test_whatever_else_is_stored_does_no_harm(self, page: Page, value: str) -> None:
        page.goto(URL)
        page.evaluate("(value) => localStorage.setItem('landfast-banner', value)", value)
        page.goto(URL)
        assert page.is_visible(".banner")

    def test_blocked_storage_closes_it_for_this_page(self, open_page: OpenPage) -> None:
        page = open_page(storage="throwing")
        page.goto(URL)
        page.tap("[data-lf-banner-close]")
        assert not page.is_visible(".banner")

    def test_without_javascript_it_is_a_link(self, open_page: OpenPage, edge: Edge) -> None:
        page = open_page(javascript=False)
        page.goto(URL)
        assert not page.is_visible("[data-lf-banner-close]")
        page.tap("[data-lf=banner]")
        click = edge.requests.wait_for_navigation("aurora.onelink.me")
        assert click.parameters["pid"] == "aurora_landing"

    def test_it_is_for_phones_and_can_be_switched_off(self, open_page: OpenPage) -> None:
        page = open_page(viewport=DESKTOP)
        page.goto(URL)
        assert not page.is_visible(".banner")
        page.goto(f"https://{HOST}/without/")
        assert page.locator(".banner").count() == 0


@pytest.mark.browser
@pytest.mark.usefixtures("site")
class TestTheirs:
    LIBRARY = b"""
      const [, ...call] = window[window.AppsFlyerSdkObject].q[0];
      navigator.sendBeacon('https://websdk.appsflyersdk.com/call',
        JSON.stringify([window.AF.id, call]));
    """

    def serve(self, edge: Edge) -> None:
        edge.answer(SDK, Response(200, self.LIBRARY, {"content-type": "text/javascript"}))

    def test_the_sdk_is_loaded_with_the_key(self, page: Page, edge: Edge) -> None:
        self.serve(edge)
        page.goto(f"https://{HOST}/theirs/")
        (call,) = edge.requests.wait_for(SDK, "/call")
        expected = f'[{{"banners":{{"key":"{KEY}"}}}},["banners","showBanner"]]'
        assert call.body.decode() == expected
        (sdk,) = edge.requests.to(SDK, "/")
        assert sdk.query == "st=banners"
        assert page.locator(".banner").count() == 0

    def test_it_waits_for_consent(self, page: Page, edge: Edge) -> None:
        self.serve(edge)
        page.goto(f"https://{HOST}/asked/")
        assert page.evaluate("typeof window.AF") == "undefined"
        assert SDK not in edge.requests.hosts()
        page.evaluate("landfast.consent(true)")
        edge.requests.wait_for(SDK, "/call")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (ECOMMERCE + "banner: {engine: appsflyer}\n", "banner-web-key-missing"),
        (ECOMMERCE + "banner: {engine: appsflyer, web_key: a/b}\n", "value-invalid"),
        (ECOMMERCE + "banner: {rating: 6}\n", "value-invalid"),
        (ECOMMERCE + "banner: {titel: x}\n", "key-unknown"),
        (ECOMMERCE + "banner: {name: x}\n", "onelink-missing"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, page: str, code: str) -> None:
    site = SITE if code != "onelink-missing" else SITE.split("attribution")[0]
    with pytest.raises(SiteError) as caught:
        render_site(write_site(tmp_path, {"glow": page}, site=site))
    assert [problem.code for problem in caught.value.problems] == [code]
