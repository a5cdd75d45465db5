"""Consent on rendered pages in Chromium: what waits for it, how it is given and taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.pixel_library import HOST as TIKTOK
from tests.render.pixel_library import calls, serve, tracked
from tests.render.rendered_site import (
    ECOMMERCE,
    HOST,
    PRODUCT,
    SITE,
    WEB_TO_APP,
    output_site,
)

pytestmark = pytest.mark.browser

PIXEL = "C1ABCDEFG2HIJKLMNOP3"
IMPRESSIONS = "impressions.onelink.me"
ASK = f"https://{HOST}/ask/"
EXTERNAL = f"https://{HOST}/external/"
AD = "?pid=tiktokweb_int&c=spring&ttclid=E.C.P.1"
GPC = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });"
YES, NO = "[data-lf-consent=yes]", "[data-lf-consent=no]"
BAR, OPENER = "#lf-consent", "[data-lf-consent-open]"

SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifts += e.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""

# Calls to action at the top, in the middle and stuck to the bottom, as themes have them.
CROWDED = """\
{% extends "layout.html" %}
{% from "partials/cta.html" import cta %}
{% block body %}
<div class="top">{{ cta(links.cta) }}</div>
<main style="height:1500px"><h1>{{ page.title }}</h1>
<div class="middle">{{ cta(links.cta) }}</div></main>
<div class="stuck">{{ cta(links.cta) }}</div>
{% endblock %}
"""
CROWDED_STYLES = """
.top .cta,.middle .cta,.stuck .cta{display:block;height:56px;background:var(--primary)}
.middle{padding-top:150px}
.stuck{position:fixed;z-index:5;bottom:0;left:0;right:0}
"""
COVERED = """() => {
  const bar = document.getElementById('lf-consent').getBoundingClientRect();
  const on = (box) => box.top < bar.bottom && box.bottom > bar.top;
  const covered = Array.from(document.querySelectorAll('[data-lf]')).filter((anchor) => {
    const box = anchor.getBoundingClientRect();
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return on(box) && middle && middle.closest('#lf-consent');
  });
  return [bar.height > 0, covered.length];
}"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output_site(
        tmp_path_factory.mktemp("consent"),
        {
            "ask": ECOMMERCE + "consent: {mode: ask}\n",
            "external": ECOMMERCE + "consent: {mode: external}\n",
            "none": ECOMMERCE,
            "crowded": PRODUCT + "consent: {mode: ask}\n",
            "app": WEB_TO_APP + "consent: {mode: ask}\n",
        },
        site=SITE + f"pixels: {{tiktok: {PIXEL}}}\n",
        styles=CROWDED_STYLES,
        **{"product.html": CROWDED},
    )


@pytest.fixture(autouse=True)
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)
    serve(edge)


def stored(page: Page) -> bool:
    return bool(page.evaluate("localStorage.getItem('landfast-arrival') !== null"))


def settled(page: Page) -> None:
    """Wait until everything that the page would send by itself has been sent."""
    page.wait_for_load_state("load")
    page.evaluate("navigator.userAgentData.getHighEntropyValues(['model', 'platformVersion'])")
    page.evaluate("() => new Promise((done) => setTimeout(done, 0))")


def measured(edge: Edge) -> set[str]:
    return edge.requests.hosts() & {TIKTOK, IMPRESSIONS}


def test_without_consent_nothing_waits(page: Page, edge: Edge) -> None:
    page.goto(f"https://{HOST}/none/{AD}")
    edge.requests.wait_for(IMPRESSIONS)
    calls(edge, 3)
    assert stored(page)
    assert page.locator(BAR).count() == 0


def test_links_work_at_once_and_the_rest_waits_for_a_yes(page: Page, edge: Edge) -> None:
    page.goto(ASK + AD)
    settled(page)
    assert page.is_visible(BAR)
    assert "ttclid=E.C.P.1" in (page.get_attribute("[data-lf=cta]", "href") or "")
    assert (measured(edge), stored(page)) == (set(), False)
    page.tap(YES)
    (impression,) = edge.requests.wait_for(IMPRESSIONS)
    assert impression.parameters["ttclid"] == "E.C.P.1"
    assert tracked(calls(edge, 3))[0][0] == "ViewContent"
    assert stored(page)
    assert not page.is_visible(BAR)


def test_a_tap_without_an_answer_goes_where_it_leads_untold(page: Page, edge: Edge) -> None:
    page.goto(ASK + AD)
    page.tap("[data-lf=cta]")
    edge.requests.wait_for_navigation("aurora.example")
    assert measured(edge) == set()


def test_a_yes_is_remembered(page: Page, edge: Edge) -> None:
    page.goto(ASK + AD)
    page.tap(YES)
    calls(edge, 3)
    page.goto(ASK)
    calls(edge, 6)
    edge.requests.wait_for(IMPRESSIONS, count=2)
    assert not page.is_visible(BAR)
    assert "ttclid=E.C.P.1" in (page.get_attribute("[data-lf=cta]", "href") or "")


def test_a_no_is_remembered_for_half_a_year(page: Page, edge: Edge) -> None:
    page.goto(ASK + AD)
    page.tap(NO)
    page.goto(ASK + AD)
    settled(page)
    assert not page.is_visible(BAR)
    assert (measured(edge), stored(page)) == (set(), False)
    page.evaluate("localStorage.setItem('landfast-consent', 'n' + (Date.now() - 183 * 864e5))")
    page.goto(ASK + AD)
    assert page.is_visible(BAR)


def test_a_yes_can_be_taken_back_and_given_again(page: Page, edge: Edge) -> None:
    page.goto(ASK + AD)
    page.tap(YES)
    calls(edge, 3)
    assert stored(page)
    page.focus(OPENER)
    page.keyboard.press("Enter")
    assert page.is_visible(BAR)
    assert page.evaluate("document.activeElement.id") == "lf-consent"
    page.tap(NO)
    assert page.evaluate("document.activeElement.className") == "consent-open"
    assert calls(edge, 4)[-1] == ["revokeConsent"]
    assert not stored(page)
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    page.tap("[data-lf=cta]")
    page.tap(OPENER)
    page.tap(YES)
    assert calls(edge, 5)[-1] == ["grantConsent"]
    page.tap("[data-lf=cta]")
    names = [name for name, _, _ in tracked(calls(edge, 6))]
    assert names == ["ViewContent", "InitiateCheckout"]
    assert len(edge.requests.to(IMPRESSIONS)) == 1


def test_a_no_forgets_what_another_page_remembered(page: Page, edge: Edge) -> None:
    page.goto(ASK + AD)
    page.tap(YES)
    calls(edge, 3)
    page.goto(ASK)
    assert stored(page)
    page.tap(OPENER)
    page.tap(NO)
    assert not stored(page)


def test_global_privacy_control_is_a_no_until_the_visitor_says_yes(page: Page, edge: Edge) -> None:
    page.add_init_script(GPC)
    page.goto(ASK + AD)
    settled(page)
    assert not page.is_visible(BAR)
    assert (measured(edge), stored(page)) == (set(), False)
    page.tap(OPENER)
    page.tap(YES)
    assert calls(edge, 3)[0][:3] == ["loaded", PIXEL, {"limited_data_use": True}]


EARLY = "window.landfast = { consent: true, other: 1 };"


@pytest.mark.parametrize(
    "given",
    [
        "landfast.consent(true)",
        "document.dispatchEvent(new CustomEvent('landfast:consent', { detail: true }))",
        "window.dispatchEvent(new CustomEvent('landfast:consent', { detail: true }))",
        "",
    ],
)
def test_a_consent_tool_answers(page: Page, edge: Edge, given: str) -> None:
    if not given:
        page.add_init_script(EARLY)
    page.goto(EXTERNAL + AD)
    assert page.locator(BAR).count() == 0
    if given:
        settled(page)
        assert (measured(edge), stored(page)) == (set(), False)
        page.evaluate(f"() => {{ {given} }}")
    edge.requests.wait_for(IMPRESSIONS)
    calls(edge, 3)
    assert stored(page)
    page.evaluate("landfast.consent(false)")
    assert calls(edge, 4)[-1] == ["revokeConsent"]
    assert not stored(page)


@pytest.mark.parametrize("value", ["false", "undefined", "'yes'", "1", "null"])
def test_only_true_is_a_yes(page: Page, edge: Edge, value: str) -> None:
    page.goto(EXTERNAL + AD)
    page.evaluate(f"landfast.consent({value})")
    settled(page)
    assert (measured(edge), stored(page)) == (set(), False)


def test_other_scripts_hear_the_answer(page: Page) -> None:
    page.add_init_script(
        """window.heard = [];
        document.addEventListener('landfast:consent', (event) => heard.push(event.detail));"""
    )
    page.goto(ASK)
    page.tap(YES)
    assert page.evaluate("heard") == [True]
    page.reload()
    assert page.evaluate("heard") == [True]


def test_blocked_storage_asks_again_and_honours_the_answer(open_page: OpenPage, edge: Edge) -> None:
    page = open_page(storage="throwing")
    page.goto(ASK + AD)
    page.tap(YES)
    calls(edge, 3)
    page.goto(ASK + AD)
    assert page.is_visible(BAR)
    page.tap(NO)
    assert not page.is_visible(BAR)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["ask", "crowded", "app"])
def test_the_bar_covers_no_call_to_action(open_page: OpenPage, width: int, path: str) -> None:
    page = open_page(viewport={"width": width, "height": 640})
    page.add_init_script(SHIFTS)
    page.goto(f"https://{HOST}/{path}/")
    assert page.is_visible(BAR)
    assert page.evaluate("shifts") == 0
    for y in (0, 60, 120, 180, 300, 5000):
        page.evaluate(f"document.documentElement.style.scrollBehavior = 'auto', scrollTo(0, {y})")
        assert page.evaluate(COVERED) == [True, 0], y
    page.eval_on_selector(OPENER, "(opener) => opener.click()")  # on tiny pages the bar lies on it
    assert page.evaluate(COVERED) == [True, 0]
    for y in (5000, 900, 500, 300, 0):
        page.evaluate(f"scrollTo(0, {y})")
        assert page.evaluate(COVERED) == [True, 0], y


def test_without_javascript_nobody_is_asked(open_page: OpenPage, edge: Edge) -> None:
    page = open_page(javascript=False)
    page.goto(ASK)
    assert not page.is_visible(BAR)
    assert not page.is_visible(OPENER)
    assert measured(edge) == set()
