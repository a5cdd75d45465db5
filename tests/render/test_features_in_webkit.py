"""The features of a page in WebKit, the engine that every visitor on an iPhone has."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.edge import Certificate, Edge
from tests.browser.webkit import open_webkit
from tests.render.rendered_site import ECOMMERCE, ENTERTAINMENT, PRODUCT, SITE, output_site
from tests.render.test_countdown import TEMPLATE as COUNTDOWN

pytestmark = [pytest.mark.browser, pytest.mark.webkit]

# Nothing here leaves the machine: no impressions, and no pixel is allowed to load.
SETTINGS = """\
  impressions: false
pixels: {tiktok: C1ABCDEFG2HIJKLMNOP3}
consent: {mode: ask}
banner: {name: Aurora}
"""

ERRORS = """
window.problems = [];
addEventListener('error', (event) => problems.push(String(event.message)));
addEventListener('unhandledrejection', (event) => problems.push(String(event.reason)));
"""

LAYOUT = (
    "{% extends 'base:layout.html' %}{% block preload %}<script>"
    + ERRORS
    + ("</script>{% endblock %}")
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, certificate: Certificate) -> Iterator[str]:
    output = output_site(
        tmp_path_factory.mktemp("webkit"),
        {
            "glow": ECOMMERCE,
            "title": ENTERTAINMENT,
            "moment": PRODUCT + "countdown: {to: 2099-06-30T20:00:00+02:00}\n",
            "day": PRODUCT + "countdown: {to: 2099-06-30}\n",
        },
        site=SITE + SETTINGS,
        **{"layout.html": LAYOUT, "product.html": COUNTDOWN},
    )
    with Edge(certificate) as edge:
        edge.publish("127.0.0.1", output)
        yield edge.address


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    with open_webkit() as driver:
        yield driver


@pytest.fixture(autouse=True)
def fresh(driver: WebDriver, address: str) -> None:
    driver.get(f"{address}/glow/")
    run(driver, "localStorage.clear()")


def run(driver: WebDriver, script: str) -> object:
    return driver.execute_script(script)


def shown(driver: WebDriver, selector: str) -> bool:
    return driver.find_element(By.CSS_SELECTOR, selector).is_displayed()


def tap(driver: WebDriver, selector: str) -> None:
    driver.find_element(By.CSS_SELECTOR, selector).click()


def without_problems(driver: WebDriver) -> bool:
    return run(driver, "return problems") == []


def test_consent_is_asked_remembered_and_taken_back(driver: WebDriver, address: str) -> None:
    ad = f"{address}/glow/?pid=tiktokweb_int&ttclid=E.C.P.1"
    driver.get(ad)
    assert shown(driver, "#lf-consent")
    assert run(driver, "return localStorage.length") == 0
    assert run(driver, "return typeof window.ttq") == "undefined"
    tap(driver, "[data-lf-consent=no]")
    assert not shown(driver, "#lf-consent")
    driver.get(ad)
    assert not shown(driver, "#lf-consent")
    assert run(driver, "return localStorage.getItem('landfast-arrival')") is None
    tap(driver, "[data-lf-consent-open]")
    assert shown(driver, "#lf-consent")
    assert without_problems(driver)


def test_a_closed_banner_stays_closed(driver: WebDriver, address: str) -> None:
    run(driver, "localStorage.setItem('landfast-consent', 'n' + Date.now())")
    driver.set_window_size(390, 700)
    driver.get(f"{address}/glow/")
    assert shown(driver, ".banner")
    tap(driver, "[data-lf-banner-close]")
    assert not shown(driver, ".banner")
    driver.get(f"{address}/glow/")
    assert not shown(driver, ".banner")
    assert without_problems(driver)


def test_a_code_is_copied(driver: WebDriver, address: str) -> None:
    run(driver, "localStorage.setItem('landfast-consent', 'n' + Date.now())")
    driver.get(f"{address}/glow/")
    tap(driver, "[data-lf-copy]")
    button = driver.find_element(By.CSS_SELECTOR, "[data-lf-copy]")
    WebDriverWait(driver, 20).until(lambda _: button.text == "Copied")
    assert without_problems(driver)


def test_a_clip_is_muted_and_has_no_controls(driver: WebDriver, address: str) -> None:
    driver.get(f"{address}/title/")
    state = "const v = document.querySelector('video'); return [v.muted, v.controls || v.tabIndex]"
    assert run(driver, state) == [True, 0]
    assert without_problems(driver)


@pytest.mark.parametrize(
    ("path", "end"), [("moment", "Date.UTC(2099, 5, 30, 18)"), ("day", "new Date(2099, 6, 1)")]
)
def test_a_countdown_counts(driver: WebDriver, address: str, path: str, end: str) -> None:
    driver.get(f"{address}/{path}/")
    assert shown(driver, "[role=timer]")
    left = f"""const [days, hours, minutes, seconds] =
      [...document.querySelectorAll('[role=timer] b')].map((b) => +b.textContent);
    return ({end} - Date.now()) / 1000 - (((days * 24 + hours) * 60 + minutes) * 60 + seconds)"""
    WebDriverWait(driver, 20).until(lambda _: abs(float(str(run(driver, left)))) <= 1.5)
    clock = "return document.querySelector('[role=timer]').textContent"
    before = run(driver, clock)
    WebDriverWait(driver, 20).until(lambda _: run(driver, clock) != before)
    WebDriverWait(driver, 20).until(lambda _: abs(float(str(run(driver, left)))) <= 1.5)
    assert without_problems(driver)
