"""The QR code for visitors at a desk, on rendered pages, read by an independent reader."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.rendered_site import ECOMMERCE, HOST, SITE, WEB_TO_APP, output_site

pytestmark = pytest.mark.browser

URL = f"https://{HOST}/comet/"
AD = "?pid=tiktokweb_int&c=spring&ttclid=E.C.P.1"
CONSOLES = WEB_TO_APP.replace("  - {store: app-store}\n", "")
SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifts += e.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = {
        "comet": WEB_TO_APP,
        "consoles": CONSOLES,
        "shop": ECOMMERCE,
        "theirs": WEB_TO_APP + "attribution: {engine: appsflyer}\n",
    }
    return output_site(tmp_path_factory.mktemp("qr"), pages, site=SITE)


@pytest.fixture(autouse=True)
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)


def read(page: Page) -> str:
    """What a phone reads from the code on the screen."""
    picture = Image.open(io.BytesIO(page.locator(".qr-code").screenshot(scale="css")))
    big = picture.convert("L").resize((960, 960), Image.Resampling.NEAREST)
    (code,) = zxingcpp.read_barcodes(big)
    return str(code.text)


def test_it_carries_the_visit_to_the_phone(open_page: OpenPage, edge: Edge) -> None:
    page = open_page(viewport=DESKTOP)
    page.add_init_script(SHIFTS)
    page.goto(URL + AD)
    href = page.get_attribute("[data-lf=app-store]", "href") or ""
    assert "ttclid=E.C.P.1" in href
    page.eval_on_selector(
        ".qr-code", "(code) => { code.style.width = code.style.height = '480px'; }"
    )
    assert read(page) == href + "&af_ss_qr=true"


def test_without_javascript_it_is_the_plain_link(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP, javascript=False)
    page.goto(URL + AD)
    href = page.get_attribute("[data-lf=app-store]", "href") or ""
    assert "pid=aurora_landing" in href
    page.set_viewport_size({"width": 1280, "height": 800})
    assert read(page) == href + "&af_ss_qr=true"


def test_redrawing_moves_nothing(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    page.add_init_script(SHIFTS)
    page.goto(URL + AD)
    assert page.is_visible(".qr-code svg")
    assert page.evaluate("shifts") == 0


def test_phones_do_not_show_it(page: Page) -> None:
    page.goto(URL + AD)
    assert page.locator(".qr-code").count() == 1
    assert not page.is_visible(".qr")


def test_phones_do_not_load_it(page: Page) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(URL + AD, wait_until="networkidle")
    assert addresses
    assert not [address for address in addresses if "/qr." in address]


def test_pages_without_an_app_have_none(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    for path in ("consoles", "shop"):
        page.goto(f"https://{HOST}/{path}/")
        assert page.locator("[data-lf-qr]").count() == 0
        assert "data-lf-qr" not in page.content()


def test_with_their_script_the_plain_code_stays(open_page: OpenPage, edge: Edge) -> None:
    edge.refuse("onelinksmartscript.appsflyersdk.com")
    page = open_page(viewport=DESKTOP, allowed_errors=["Failed to load resource"])
    page.goto(f"https://{HOST}/theirs/{AD}")
    assert "pid=aurora_landing" in read(page)
