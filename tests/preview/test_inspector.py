"""The inspector shows what the browser really does, and it is what `landfast trace` says."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from generator.cli import run
from generator.preview.visitors import VISITORS
from tests.browser.chromium import PHONE
from tests.preview.conftest import OpenTab
from tests.preview.serving import Serving, wait_until

MEASURED = """pixels: {tiktok: C1ABCDEFG2HIJKLMNOP3}
attribution:"""


def stage(shop: Serving, tab: Page, visitor: str = "", page: str = "shop/balm") -> None:
    """Open a page beside its inspector, for a visitor of some kind."""
    tab.goto(f"{shop.url}-/stage/{page}/")
    expect(tab.locator("#links .link")).to_have_count(1)
    if visitor:
        tab.locator(f"#visitors [data-key={visitor}]").click()


def verdict(tab: Page) -> Locator:
    return tab.locator("#links .link .verdict")


def page_frame(tab: Page) -> Frame:
    frame = tab.locator("#frame").element_handle().content_frame()
    assert frame
    return frame


def traced(
    shop: Serving, capsys: pytest.CaptureFixture[str], query: str, referrer: str
) -> dict[str, str]:
    """What the command says: the link and the impression."""
    capsys.readouterr()
    assert run(["trace", "shop/balm", f"?{query}", "--referrer", referrer, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    return {"link": data["links"][0]["url"], "impression": data["impression"]}


@pytest.mark.browser
def test_it_agrees_with_trace(
    shop: Serving,
    tab: Page,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(shop.root)
    tab.add_init_script("delete Navigator.prototype.userAgentData")
    stage(shop, tab)
    for key, visitor in VISITORS.items():
        if not visitor.scripts or visitor.second:
            continue
        tab.locator(f"#visitors [data-key={key}]").click()
        expected = traced(shop, capsys, visitor.query, visitor.referrer)
        expect(tab.locator("#links .href")).to_have_text([expected["link"]])
        expect(verdict(tab)).to_have_text("As traced")
        impression = tab.locator("#events .impression")
        expect(impression).to_have_count(1)
        expect(impression).to_contain_text("Impression, as traced")
        expect(impression.locator(".detail")).to_have_text(expected["impression"])
        # And what the browser has, it really has.
        link = page_frame(tab).locator("[data-lf=cta]")
        assert link.get_attribute("href") == expected["link"]


@pytest.mark.browser
def test_every_parameter_has_its_origin(shop: Serving, tab: Page) -> None:
    stage(shop, tab, "tiktok")
    rows = tab.locator("#links .origins tr")
    expect(rows.nth(0)).to_have_text("pidtiktokweb_intfrom pid")
    expect(tab.locator("#links .length")).to_contain_text(" of 2000 characters")
    expect(tab.locator("#parameters .used")).to_have_count(8)
    stage(shop, tab, "macros")
    expect(rows.nth(1)).to_have_text("calways-onthe default")
    expect(tab.locator("#parameters .fate").nth(1)).to_have_text("ignored: nobody filled it in")


@pytest.mark.browser
def test_parameters_can_be_edited_added_removed_and_pasted(shop: Serving, tab: Page) -> None:
    stage(shop, tab, "tiktok")
    row = tab.locator("#parameters li").nth(1)
    row.locator(".value").fill("Herbst & Winter")
    row.locator(".value").press("Enter")
    expect(tab.locator("#links .href")).to_contain_text("c=Herbst%20%26%20Winter")
    expect(verdict(tab)).to_have_text("As traced")
    tab.locator("#parameters .remove").nth(1).click()
    expect(tab.locator("#links .href")).to_contain_text("c=always-on")
    tab.locator("#add").click()
    tab.locator("#parameters .name").last.fill("c")
    tab.locator("#parameters .name").last.press("Enter")
    tab.locator("#parameters .value").last.fill("added")
    tab.locator("#parameters .value").last.press("Enter")
    expect(tab.locator("#links .href")).to_contain_text("c=added")
    tab.locator("#paste").fill("https://go.shop.example/balm/?pid=pasted_int&ttclid=abc#top")
    tab.locator("#paste").press("Enter")
    expect(tab.locator("#parameters li")).to_have_count(2)
    expect(tab.locator("#links .href")).to_contain_text("pid=pasted_int")
    expect(verdict(tab)).to_have_text("As traced")


@pytest.mark.browser
def test_a_tap_is_shown_and_leads_nowhere(shop: Serving, tab: Page) -> None:
    stage(shop, tab, "tiktok")
    expect(verdict(tab)).to_have_text("As traced")
    frame = page_frame(tab)
    href = frame.locator("[data-lf=cta]").get_attribute("href")
    assert href
    before = frame.url
    frame.locator("[data-lf=cta]").click()
    expect(frame.get_by_role("status")).to_contain_text(href)
    expect(tab.locator("#events .click .detail")).to_have_text(href)
    frame.locator("[data-lf=cta]").click(modifiers=["Control"])
    frame.locator("[data-lf=cta]").click(button="middle")
    expect(tab.locator("#events .click")).to_have_count(3)
    assert frame.url == before
    assert len(tab.context.pages) == 1


@pytest.mark.browser
def test_without_javascript_the_links_in_the_html_are_shown(
    shop: Serving, open_tab: OpenTab
) -> None:
    tab = open_tab(allowed_errors=["Blocked script execution .* sandboxed"])
    stage(shop, tab, "no-script")
    expect(verdict(tab)).to_have_text("As traced")
    expect(tab.locator("#links .href")).to_have_text(
        "https://shop.example/balm?pid=shop_landing&c=always-on"
    )
    frame = tab.frame_locator("#frame")
    frame.locator("[data-lf=cta]").click()
    expect(frame.locator("code")).to_have_text(
        "https://shop.example/balm?pid=shop_landing&c=always-on"
    )
    expect(tab.locator("#events .click")).to_have_count(1)
    expect(tab.locator("#events .impression")).to_have_count(0)
    # What changes comes into the frame although nothing in it can listen.
    stage(shop, tab, "no-script")
    shop.change("sites/shop/pages/balm.md", "Polar Balm", "Plain Balm")
    expect(frame.locator("h1")).to_have_text("Plain Balm")


@pytest.mark.browser
def test_blocked_storage_is_really_blocked(shop: Serving, tab: Page) -> None:
    stage(shop, tab, "no-storage")
    expect(verdict(tab)).to_have_text("As traced")
    expect(tab.locator("#links .href")).to_contain_text("ttclid=E_C_P_")
    frame = page_frame(tab)
    refused = "() => { try { localStorage.length; return false } catch (e) { return e.name } }"
    assert frame.evaluate(refused) == "SecurityError"
    expect(tab.locator("#events .memory")).to_have_count(0)


@pytest.mark.browser
def test_the_second_page_of_a_visit_carries_on(shop: Serving, tab: Page) -> None:
    stage(shop, tab, "second")
    expect(tab.locator("#events .page-load")).to_have_text(["/shop/soap/", "Then /shop/balm/"])
    expect(tab.locator("#events .memory")).to_have_count(1)
    expect(verdict(tab)).to_have_text("As traced")
    expect(tab.locator("#links .href")).to_contain_text(
        "https://shop.example/balm?pid=tiktokweb_int"
    )
    origins = tab.locator("#links .origins tr").first
    expect(origins).to_contain_text("from pid, remembered from an earlier page")
    # A visit that begins now is somebody else, who has never been here.
    tab.locator("#visitors [data-key=direct]").click()
    expect(tab.locator("#links .href")).to_have_text(
        "https://shop.example/balm?pid=shop_landing&c=always-on"
    )
    expect(verdict(tab)).to_have_text("As traced")


@pytest.mark.browser
def test_links_within_the_site_stay_in_the_visit(shop: Serving, tab: Page) -> None:
    stage(shop, tab, "tiktok", "shop/soap")
    expect(verdict(tab)).to_have_text("As traced")
    page_frame(tab).get_by_role("link", name="The balm").click()
    expect(tab.locator("#title")).to_have_text("Polar Balm")
    expect(tab.locator("#links .href")).to_contain_text(
        "https://shop.example/balm?pid=tiktokweb_int"
    )
    expect(verdict(tab)).to_have_text("As traced")


@pytest.mark.browser
def test_the_pixel_is_played(shop: Serving, tab: Page) -> None:
    shop.change("sites/shop/site.yaml", "attribution:", MEASURED)
    wait_until(lambda: b"events.js" in shop.get("/shop/balm/")[2], "the page has a pixel")
    stage(shop, tab, "tiktok")
    pixel = tab.locator("#events .pixel")
    expect(pixel).to_have_count(3)
    expect(pixel.nth(0)).to_contain_text("TikTok pixel loads")
    expect(pixel.nth(0)).to_contain_text("C1ABCDEFG2HIJKLMNOP3")
    expect(pixel.nth(2)).to_contain_text("TikTok pixel: ViewContent")
    expect(pixel.nth(2)).to_contain_text('"currency":"USD"')
    page_frame(tab).locator("[data-lf=cta]").click()
    expect(pixel.nth(3)).to_contain_text("InitiateCheckout")


@pytest.mark.browser
def test_consent_is_shown_and_can_be_given(shop: Serving, tab: Page) -> None:
    shop.change("sites/shop/site.yaml", "attribution:", f"consent: {{mode: external}}\n{MEASURED}")
    wait_until(lambda: b"landfast:consent" in shop.get("/shop/balm/")[2], "the page waits")
    stage(shop, tab, "tiktok")
    state = tab.locator("#consent .state")
    expect(state).to_have_text("Waits for a consent tool; nothing is measured yet")
    expect(tab.locator("#events .impression, #events .pixel, #events .memory")).to_have_count(0)
    tab.locator("#consent-yes").click()
    expect(state).to_have_text("Consent given")
    expect(tab.locator("#events .impression")).to_have_count(1)
    expect(tab.locator("#events .pixel")).to_have_count(3)
    expect(tab.locator("#events .memory")).to_have_count(1)
    tab.locator("#consent-no").click()
    expect(state).to_have_text("Consent refused")
    expect(tab.locator("#events .pixel").last).to_contain_text("consent taken back")


@pytest.mark.browser
def test_a_phone_is_watched_from_the_desk(shop: Serving, open_tab: OpenTab) -> None:
    desk, phone = open_tab(), open_tab(viewport=PHONE)
    stage(shop, desk)
    phone.goto(shop.at("shop/soap", query="pid=tiktokweb_int&c=From+the+phone"))
    desk.locator("#watching option").nth(1).wait_for(state="attached")
    desk.locator("#watching").select_option(index=1)
    expect(desk.locator("#links .href")).to_contain_text("c=From%20the%20phone")
    expect(verdict(desk)).to_have_text("As traced")
    phone.locator("[data-lf=cta]").tap()
    expect(desk.locator("#events .click")).to_have_count(1)


@pytest.mark.browser
def test_a_page_that_stands_alone_has_its_inspector(shop: Serving, open_tab: OpenTab) -> None:
    tab = open_tab(viewport=PHONE)
    tab.goto(shop.at("shop/balm", query="pid=tiktokweb_int"))
    tab.get_by_label("Inspect the attribution of this visit").tap()
    sheet = tab.frame_locator("iframe[title='Attribution inspector']")
    expect(sheet.locator("#links .href")).to_contain_text("pid=tiktokweb_int")
    expect(sheet.locator("#links .verdict")).to_have_text("As traced")
    expect(sheet.locator("#parameters .name").first).to_have_value("pid")
    tab.get_by_text("Close", exact=True).tap()
    expect(tab.locator("iframe")).to_be_hidden()


@pytest.mark.browser
def test_impressions_with_client_hints_agree_too(shop: Serving, tab: Page) -> None:
    stage(shop, tab, "tiktok")
    detail = tab.locator("#events .impression .detail")
    expect(tab.locator("#events .impression")).to_contain_text("Impression, as traced")
    sent = parse_qsl(urlsplit(detail.inner_text()).query)
    assert ("pid", "tiktokweb_int") in sent


@pytest.mark.browser
def test_a_link_that_differs_is_told(shop: Serving, tab: Page) -> None:
    """The comparison can fail: a script of the page that bends a link is seen."""
    stage(shop, tab, "tiktok")
    expect(verdict(tab)).to_have_text("As traced")
    page_frame(tab).evaluate("document.querySelector('[data-lf]').href = 'https://bent.example/'")
    expect(verdict(tab)).to_have_text("Not as the rules say")
    expect(tab.locator("#links .expected")).to_contain_text("https://shop.example/balm")


@pytest.mark.browser
def test_the_anchors_two_faces(shop: Serving, tab: Page) -> None:
    shop.change(
        "sites/shop/pages/balm.md",
        "category: Beauty",
        "category: Beauty\nanchor: {title: Balm, description: Twenty letters and 4 more}",
    )
    wait_until(lambda: "balm.md (" in shop.said, "the page is read")
    tab.goto(f"{shop.url}-/stage/shop/balm/#anchor")
    card = tab.locator(".anchor-card")
    expect(card.locator("strong")).to_have_text("Balm")
    expect(card.locator("span")).to_have_text("Twenty letters and 4")
    expect(tab.locator(".anchor-notes del")).to_have_text(" more")
    expect(tab.locator(".feed-button")).to_have_text("Shop Now")
    expect(tab.locator(".app-bar b")).to_have_text("Polar Balm")
    expect(tab.locator("#links .href")).to_have_text(
        "https://shop.example/balm?pid=shop_landing&c=always-on"
    )
    expect(tab.frame_locator("#frame").locator("h1")).to_have_text("Polar Balm")
