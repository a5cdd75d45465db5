"""Attribution settings on rendered pages in Chromium: what each link of a page carries."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.render.rendered_site import ECOMMERCE, HOST, SITE, WEB_TO_APP, output_site

pytestmark = pytest.mark.browser

IMPRESSIONS = "impressions.onelink.me"
STAMPS = {"af_js_web": "true", "af_ss_ver": "2_10_4"}
DEFAULTS = {"pid": "aurora_landing", "c": "always-on"}
AD = "pid=tiktokweb_int&c=Summer+Sale&af_c_id=17&af_ad=video_01&ttclid=E.C.P.abc"
BROUGHT = {
    "pid": "tiktokweb_int",
    "c": "Summer Sale",
    "af_c_id": "17",
    "af_ad": "video_01",
    "ttclid": "E.C.P.abc",
}
COPIES = {"af_sub1": "E.C.P.abc", "af_sub2": "tiktokweb_int"}
APP = """\
type: web-to-app
title: Comet Rush
app: {name: Comet Rush, icon: media/icon.png, kind: game}
"""


def shop(url: str, carry: str) -> str:
    """An e-commerce page whose button leads to `url`."""
    cta = f"cta: {{label: Shop Now, url: '{url}', carry: {carry}}}"
    return ECOMMERCE.replace("cta: {label: Shop Now, url: https://aurora.example/glow}", cta)


def attributed(page: str, settings: str) -> str:
    return f"{page}attribution: {settings}\n"


PAGES = {
    "app": APP + "links: [{store: app-store}, {store: google-play}]\n",
    "deep": APP
    + "links: [{store: app-store, deep_link: glow & go}, {store: google-play}]\n"
    + "attribution: {mapping: {deep_link_value: {default: home}}}\n",
    "anchors/anna-us": attributed(
        ECOMMERCE,
        "{defaults: {media_source: tiktok_anchor, campaign: glow-anchors, channel: anchor,"
        " ad: anna, ad_set: US}}",
    ),
    "anchors/ben-de": attributed(
        ECOMMERCE,
        "{defaults: {media_source: tiktok_anchor, campaign: glow-anchors, channel: anchor,"
        " ad: ben, ad_set: DE}}",
    ),
    "button": attributed(WEB_TO_APP, "{button: af_sub_siteid}"),
    "button-slot": attributed(WEB_TO_APP, "{button: af_sub1}"),
    "carry-all": shop("https://shop.example/p?sku=1&c=own&ttclid=old&a%2Bb=%20#buy", "all"),
    "carry-none": shop("https://shop.example/p?sku=1&c=own#buy", "none"),
    "carry-some": shop("https://shop.example/p?sku=1&c=own#buy", "[ttclid, pid, nothing]"),
    "apk": APP + "links: [{store: apk, url: https://cdn.example/a.apk?v=1&w=2, version: 1.4.2}]\n",
    "raw-off": attributed(APP + "links: [{store: app-store}]\n", "{raw_data: {ttclid: off}}"),
    "raw-moved": attributed(
        APP + "links: [{store: app-store}]\n", "{raw_data: {ttclid: af_sub5, pid: off}}"
    ),
    "raw-occupied": attributed(
        APP + "links: [{store: app-store}]\n", "{mapping: {af_sub1: {keys: [promo]}}}"
    ),
    "google": attributed(APP + "links: [{store: app-store}]\n", "{google_click_id: af_sub4}"),
    "organic": attributed(APP + "links: [{store: app-store}]\n", "{organic: true}"),
    "forgets": attributed(APP + "links: [{store: app-store}]\n", "{persist: {hours: 0}}"),
    "skips": attributed(APP + "links: [{store: app-store}]\n", "{skip: {urls: [Preview=]}}"),
    "own": APP + "links: [{store: app-store, onelink: https://go.comet.example/Xy9z}]\n",
    "silent": attributed(APP + "links: [{store: app-store}]\n", "{impressions: false}"),
    "crossing": attributed(APP + "links: [{store: app-store}]\n", "{cross_platform: true}"),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output_site(tmp_path_factory.mktemp("attribution"), PAGES)


@pytest.fixture(autouse=True)
def _published(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)


def hrefs(page: Page) -> dict[str, str]:
    """The address of each link by its id."""
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('a[data-lf]')]"
        ".map((a) => [a.dataset.lf, a.getAttribute('href')]))"
    )
    return found


def visited(page: Page, path: str, query: str = "", referer: str | None = None) -> dict[str, str]:
    page.goto(f"https://{HOST}/{path}/?{query}", referer=referer)
    return hrefs(page)


def carried(url: str) -> dict[str, str]:
    """The parameters of a link besides the constants, none of which may come twice."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    assert len(dict(pairs)) == len(pairs)
    return {name: value for name, value in pairs if name not in STAMPS}


def test_every_link_of_a_page_carries_the_visit(page: Page) -> None:
    found = visited(page, "app", AD)
    assert list(found) == ["app-store", "google-play"]
    for href in found.values():
        assert href.startswith("https://aurora.onelink.me/A1b2?af_js_web=true&af_ss_ver=2_10_4&")
        assert carried(href) == BROUGHT | COPIES


def test_a_visits_deep_link_comes_before_the_buttons_and_that_before_the_pages(page: Page) -> None:
    found = visited(page, "deep")
    assert carried(found["app-store"])["deep_link_value"] == "glow & go"
    assert carried(found["google-play"])["deep_link_value"] == "home"
    found = visited(page, "deep", "deep_link_value=sale&deep_link_sub1=x")
    assert {carried(href)["deep_link_value"] for href in found.values()} == {"sale"}
    assert {carried(href)["deep_link_sub1"] for href in found.values()} == {"x"}


def test_anchors_are_told_apart_by_their_pages(page: Page) -> None:
    shared = {"pid": "tiktok_anchor", "c": "glow-anchors", "af_channel": "anchor"}
    anna = visited(page, "anchors/anna-us")
    assert carried(anna["cta"]) == shared | {"af_ad": "anna", "af_adset": "US"}
    ben = visited(page, "anchors/ben-de")
    assert carried(ben["cta"]) == shared | {"af_ad": "ben", "af_adset": "DE"}
    advertised = visited(page, "anchors/anna-us", AD)
    carried_on = BROUGHT | COPIES | {"af_channel": "anchor", "af_adset": "US"}
    assert carried(advertised["cta"]) == carried_on


def test_links_say_which_button_they_are(page: Page) -> None:
    found = visited(page, "button", AD)
    named = {link_id: carried(href)["af_sub_siteid"] for link_id, href in found.items()}
    assert named == {"app-store": "app-store", "steam": "steam"}
    found = visited(page, "button-slot", AD)
    assert carried(found["app-store"])["af_sub1"] == "app-store"
    assert carried(found["app-store"])["ttclid"] == "E.C.P.abc"


def test_direct_links_speak_their_own_names(page: Page) -> None:
    steam = visited(page, "button", AD)["steam"]
    assert steam.startswith("https://engagements.appsflyer.com/v1.0/c2s/click/app/steam/123?")
    assert (
        carried(steam)
        == {
            "af_media_source": "tiktokweb_int",
            "af_campaign": "Summer Sale",
            "af_campaign_id": "17",
            "af_ad": "video_01",
            "ttclid": "E.C.P.abc",
            "af_r": "https://store.example/comet",
            "af_sub_siteid": "steam",
        }
        | COPIES
    )
    assert list(carried(steam))[:3] == ["af_media_source", "af_campaign", "af_campaign_id"]
    bare = carried(visited(page, "button", "pid=p&c=Summer+Sale")["steam"])
    assert bare["af_campaign_id"] == "Summer Sale"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "carry-all",
            (
                "https://shop.example/p?sku=1&a%2Bb=%20&pid=tiktokweb_int&c=Summer%20Sale"
                "&af_ad=video_01&af_sub1=E.C.P.abc&af_sub2=tiktokweb_int&af_c_id=17"
                "&ttclid=E.C.P.abc#buy"
            ),
        ),
        ("carry-none", "https://shop.example/p?sku=1&c=own#buy"),
        ("carry-some", "https://shop.example/p?sku=1&c=own&pid=tiktokweb_int&ttclid=E.C.P.abc#buy"),
    ],
)
def test_websites_get_what_their_author_chose(page: Page, path: str, expected: str) -> None:
    assert visited(page, path, AD)["cta"] == expected


def test_an_apk_is_fetched_through_the_onelink(page: Page) -> None:
    found = visited(page, "apk", AD)["apk"]
    assert found.startswith("https://aurora.onelink.me/A1b2?")
    assert carried(found) == BROUGHT | COPIES | {"af_r": "https://cdn.example/a.apk?v=1&w=2"}


@pytest.mark.parametrize(
    ("path", "subs"),
    [
        ("raw-off", {"af_sub2": "tiktokweb_int"}),
        ("raw-moved", {"af_sub5": "E.C.P.abc"}),
        ("raw-occupied", {"af_sub1": "spring", "af_sub2": "tiktokweb_int"}),
    ],
)
def test_copies_for_raw_data(page: Page, path: str, subs: dict[str, str]) -> None:
    found = carried(visited(page, path, AD + "&promo=spring")["app-store"])
    assert found == BROUGHT | subs


def test_a_google_click_has_a_name_of_its_own_and_its_words(page: Page) -> None:
    found = carried(
        visited(page, "google", "utm_source=google&gclid=G1&keyword=red+shoes")["app-store"]
    )
    assert found == {
        "pid": "google",
        "c": "always-on",
        "af_sub4": "G1",
        "af_keywords": "red shoes",
        "gclid": "G1",
    }


def test_unpaid_visits_are_credited_to_where_they_came_from(page: Page) -> None:
    found = carried(visited(page, "organic", referer="https://www.google.co.uk/")["app-store"])
    assert found == DEFAULTS | {"pid": "google_organic_seo", "af_channel": "seo"}
    found = carried(visited(page, "organic", referer="https://accounts.google.com/")["app-store"])
    assert found == DEFAULTS
    # utm_source is a key of the media source, and ChatGPT's own is no tag of the advertiser's.
    query = "utm_source=chatgpt.com"
    found = carried(visited(page, "organic", query, "https://chatgpt.com/")["app-store"])
    assert found == DEFAULTS | {"pid": "chatgpt_organic_aeo", "af_channel": "aeo"}


def test_a_page_that_remembers_nothing(page: Page) -> None:
    visited(page, "forgets", AD)
    assert page.evaluate("localStorage.length") == 0


def test_a_skipped_page_keeps_the_static_links_and_sends_no_impression(
    page: Page, edge: Edge
) -> None:
    found = visited(page, "skips", AD + "&preview=1")
    assert carried(found["app-store"]) == DEFAULTS
    page.wait_for_timeout(600)
    assert edge.requests.to(IMPRESSIONS) == []


def test_the_impression_is_that_of_the_pages_own_onelink(page: Page, edge: Edge) -> None:
    found = visited(page, "own", AD)["app-store"]
    assert found.startswith("https://go.comet.example/Xy9z?")
    (impression,) = edge.requests.wait_for(IMPRESSIONS)
    assert impression.path.partition("?")[0] == "/Xy9z"
    assert impression.parameters.items() >= (BROUGHT | COPIES).items()


def test_pages_that_shall_be_silent_send_no_impression(page: Page, edge: Edge) -> None:
    visited(page, "silent", AD)
    page.wait_for_timeout(600)
    assert edge.requests.to(IMPRESSIONS) == []


def test_cross_platform_templates_say_so_on_impressions_only(page: Page, edge: Edge) -> None:
    found = visited(page, "crossing", AD)["app-store"]
    (impression,) = edge.requests.wait_for(IMPRESSIONS)
    assert impression.parameters["af_xplatform"] == "true"
    assert "af_xplatform" not in found


def test_storage_that_throws_costs_the_page_nothing(open_page: OpenPage, edge: Edge) -> None:
    page = open_page(storage="throwing")
    assert carried(visited(page, "app", AD)["app-store"]) == BROUGHT | COPIES
    edge.requests.wait_for(IMPRESSIONS)


def test_without_javascript_the_links_carry_the_defaults(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(f"https://{HOST}/anchors/anna-us/?{AD}")
    href = page.get_attribute("a[data-lf=cta]", "href")
    assert href is not None
    assert carried(href)["af_ad"] == "anna"


def test_a_page_with_a_thousand_links_is_done_at_once(
    page: Page, edge: Edge, tmp_path: Path
) -> None:
    template = (
        '{% extends "layout.html" %}{% from "partials/cta.html" import cta %}'
        "{% block body %}{% for _ in range(500) %}{% for link in links.values() %}"
        "{{ cta(link) }}{% endfor %}{% endfor %}{% endblock %}"
    )
    edge.publish(
        HOST,
        output_site(
            tmp_path,
            {"many": WEB_TO_APP},
            site=SITE,
            **{"web-to-app.html": template},
        ),
    )
    page.goto(f"https://{HOST}/many/?{AD}")
    assert page.locator("a[data-lf][href*='E.C.P.abc']").count() == 1000
