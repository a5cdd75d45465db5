"""Every example page in a real browser, opened as the click on an ad opens it.

What each link must be is written out here from the rules for its kind, on purpose without the
code of `generator.links`: these tests see what a visitor and AppsFlyer see.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page
from selenium.webdriver.remote.webdriver import WebDriver

from generator.build.plan import PlannedPage
from generator.site.destinations import Apk, App, DirectStore, OneLinkStore, Website
from tests.browser.chromium import DESKTOP, Storage
from tests.browser.edge import Edge
from tests.browser.example_sites import (
    WORKSPACE,
    host_of,
    planned_pages,
    publish_sites,
    representative_pages,
)
from tests.browser.fixtures import OpenPage
from tests.browser.recording import Request

pytestmark = pytest.mark.browser

IMPRESSIONS = "impressions.onelink.me"
DIRECT_CLICKS = "engagements.appsflyer.com"

AD_CLICK = {
    "pid": "tiktokweb_int",
    "c": "Spring / Söhne & Co. 20% off",
    "af_c_id": "1790000000000001",
    "af_adset": "Broad 18+",
    "af_adset_id": "1790000000000002",
    "af_ad": "Hook #3",
    "af_ad_id": "1790000000000003",
    "ttclid": "E.C.P." + "CpUBx-_9" * 16,
}
"""What TikTok puts into a landing page's URL once its macros are filled in."""

ONELINK_VALUES = {**AD_CLICK, "af_sub1": AD_CLICK["ttclid"], "af_sub2": AD_CLICK["pid"]}
DIRECT_NAMES = {"pid": "af_media_source", "c": "af_campaign", "af_c_id": "af_campaign_id"}
DIRECT_VALUES = {DIRECT_NAMES.get(name, name): value for name, value in ONELINK_VALUES.items()}
"""The stores of consoles and PCs know three of the parameters under other names."""

PAGES = planned_pages()
# Pages for creators and account owners carry nothing on: test_private_pages.py opens such pages.
OPENED = representative_pages(page for page in PAGES if not page.source.page.private)


def for_each(pages: Sequence[PlannedPage]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", pages, ids=lambda page: str(page.output.parent))


every_page = for_each(OPENED)
splitting_page = for_each([page for page in PAGES if page.source.split])


@pytest.fixture(scope="session")
def built(built_examples: Path) -> Path:
    return built_examples


@pytest.fixture(autouse=True)
def internet(edge: Edge, built: Path) -> None:
    publish_sites(edge, PAGES, built)


def test_the_examples_are_built(built: Path) -> None:
    assert {page.site.name for page in PAGES} == set(WORKSPACE.site_names())
    assert all((built / page.output).is_file() for page in PAGES)


def ad_url(example: PlannedPage, **changes: str) -> str:
    return f"{example.url}?{urlencode(AD_CLICK | changes)}"


def links_in(page: Page) -> dict[str, str]:
    """Return the links of an open page by id; those that share an id must agree."""
    pairs: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('a[data-lf]')].map((a) => [a.dataset.lf, a.href])"
    )
    links: dict[str, str] = {}
    for link_id, href in pairs:
        assert links.setdefault(link_id, href) == href
    return links


def allow_measuring(page: Page) -> None:
    """Say yes where the page asks before it measures anything."""
    if page.locator("#lf-consent").is_visible():
        page.locator("[data-lf-consent=yes]").click()


def is_click(url: str, request: Request) -> bool:
    return request.is_navigation and request.url == url


def parameters_of(url: str) -> dict[str, str]:
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    parameters = dict(pairs)
    assert len(parameters) == len(pairs), f"A name is repeated in {url}"
    return parameters


def base_of(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def expected_link(example: PlannedPage, link_id: str) -> tuple[str, dict[str, str]]:
    """Return where a link leads on the ad's click: its base and the parameters it must have."""
    site_onelink = example.source.page.attribution.onelink
    match example.source.page.destinations()[link_id]:
        case Website() as website:
            carried = ONELINK_VALUES
            if website.carry == "none":
                carried = {}
            elif website.carry != "all":
                carried = {name: ONELINK_VALUES[name] for name in website.carry}
            return base_of(website.url), {**parameters_of(website.url), **carried}
        case App() | OneLinkStore() as app:
            base = app.onelink or site_onelink
            assert base
            deep_link = {"deep_link_value": app.deep_link} if app.deep_link else {}
            return base, {**ONELINK_VALUES, **deep_link}
        case DirectStore() as store:
            base = f"https://{DIRECT_CLICKS}/v1.0/c2s/click/app/{store.store}/{store.app_id}"
            return base, {**DIRECT_VALUES, "af_r": store.url}
        case Apk() as apk:
            assert site_onelink
            return site_onelink, {**ONELINK_VALUES, "af_r": address_of(example, apk)}


def address_of(example: PlannedPage, apk: Apk) -> str:
    """Return where an Android package lies: elsewhere, or among the site's own assets."""
    if apk.url:
        return apk.url
    assert apk.file
    digest = hashlib.sha256(apk.file.path.read_bytes()).hexdigest()
    name = f"{apk.file.path.stem}.{digest[:8]}{apk.file.path.suffix}"
    return f"{example.site.config.base_url}assets/{name}"


def check_links(example: PlannedPage, links: dict[str, str]) -> None:
    assert links.keys() == example.source.page.destinations().keys()
    for link_id, href in links.items():
        base, expected = expected_link(example, link_id)
        assert base_of(href) == base
        actual = parameters_of(href)
        assert {name: actual.get(name) for name in expected} == expected, link_id


@every_page
def test_an_ad_click_is_carried_to_every_link(page: Page, edge: Edge, example: PlannedPage) -> None:
    page.goto(ad_url(example))
    check_links(example, links_in(page))
    assert page.locator("a[data-lf][target]").count() == 0


@every_page
def test_tapping_each_link_navigates_with_what_it_shows(
    open_page: OpenPage, edge: Edge, example: PlannedPage
) -> None:
    clicks: Counter[str] = Counter()
    for link_id in example.source.page.destinations():
        page = open_page()
        page.goto(ad_url(example))
        # The server gets every byte that the page shows, but for the fragment.
        expected = links_in(page)[link_id].partition("#")[0]
        clicks[expected] += 1
        page.locator(f'a[data-lf="{link_id}"]:visible').first.tap()
        edge.requests.wait_for(
            host_of(expected),
            where=partial(is_click, expected),
            count=clicks[expected],
        )
        page.context.close()


@every_page
def test_the_impression_arrives_once(page: Page, edge: Edge, example: PlannedPage) -> None:
    attribution = example.source.page.attribution
    page.goto(ad_url(example))
    allow_measuring(page)
    if attribution.onelink and attribution.impressions:
        (impression,) = edge.requests.wait_for(IMPRESSIONS)
        assert impression.path == urlsplit(attribution.onelink).path
        expected = ONELINK_VALUES
        assert {name: impression.parameters.get(name) for name in expected} == expected
    # Whatever the page still had to send has been sent once the click has gone out.
    page.locator("a[data-lf]:visible").first.tap()
    edge.requests.wait_for_navigation(host_of(page.url))
    page.wait_for_load_state("networkidle")
    expected_count = 1 if attribution.onelink and attribution.impressions else 0
    assert len(edge.requests.to(IMPRESSIONS)) == expected_count


@every_page
def test_without_javascript_every_link_is_complete(
    open_page: OpenPage, edge: Edge, example: PlannedPage
) -> None:
    page = open_page(javascript=False)
    page.goto(ad_url(example))
    defaults = example.source.page.attribution.defaults
    links = {
        anchor.get_attribute("data-lf") or "": anchor.get_attribute("href") or ""
        for anchor in page.locator("a[data-lf]").all()
    }
    assert links.keys() == example.source.page.destinations().keys()
    for link_id, href in links.items():
        base, _ = expected_link(example, link_id)
        assert base_of(href) == base
        actual = parameters_of(href)
        named = DIRECT_NAMES if host_of(href) == DIRECT_CLICKS else {}
        if not isinstance(example.source.page.destinations()[link_id], Website):
            assert actual[named.get("pid", "pid")] == defaults.media_source
            assert actual[named.get("c", "c")] == defaults.campaign
        assert "ttclid" not in actual
    first = page.locator("a[data-lf]:visible").first
    href = first.get_attribute("href") or ""
    first.tap()
    click = edge.requests.wait_for_navigation(host_of(href))
    assert click.url == href.partition("#")[0]
    assert edge.requests.to(IMPRESSIONS) == []


@every_page
@pytest.mark.parametrize("storage", ["throwing", "blocked"])
def test_without_storage_everything_works(
    open_page: OpenPage, edge: Edge, example: PlannedPage, storage: Storage
) -> None:
    page = open_page(storage=storage)
    page.goto(ad_url(example))
    check_links(example, links_in(page))
    allow_measuring(page)
    attribution = example.source.page.attribution
    if attribution.onelink and attribution.impressions:
        edge.requests.wait_for(IMPRESSIONS)
    page.locator("a[data-lf]:visible").first.tap()
    page.wait_for_url(lambda url: host_of(url) != host_of(example.url))


@every_page
def test_a_blocked_vendor_changes_nothing(
    open_page: OpenPage, edge: Edge, example: PlannedPage
) -> None:
    edge.refuse(IMPRESSIONS)
    page = open_page(allowed_errors=["Failed to load resource: net::ERR_"])
    page.goto(ad_url(example))
    allow_measuring(page)
    check_links(example, links_in(page))
    page.locator("a[data-lf]:visible").first.tap()
    page.wait_for_url(lambda url: host_of(url) != host_of(example.url))


@every_page
def test_the_arrival_is_remembered(page: Page, edge: Edge, example: PlannedPage) -> None:
    page.goto(ad_url(example))
    allow_measuring(page)
    page.goto(example.url)
    check_links(example, links_in(page))


@every_page
def test_no_host_is_contacted_that_the_author_did_not_configure(
    open_page: OpenPage, edge: Edge, example: PlannedPage
) -> None:
    for viewport in (None, DESKTOP):
        page = open_page(viewport=viewport) if viewport else open_page()
        page.goto(ad_url(example))
        allow_measuring(page)
        # Pictures further down load as they come near.
        page.keyboard.press("End")
        page.wait_for_load_state("networkidle")
    configured = {host_of(example.url)}
    if example.source.page.attribution.onelink:
        configured.add(IMPRESSIONS)
    assert edge.requests.hosts() <= configured


@every_page
@pytest.mark.parametrize(
    "changes",
    [
        {"c": "<script>throw Error()</script>", "af_ad": "\"'><img src=x onerror=alert(1)>"},
        {"pid": "javascript:alert(1)", "af_r": "//evil.example/", "url": "https://evil.example"},
        {"deep_link_value": "https://evil.example/?a=b&c=d#e", "utm_source": "\u0000\ud7ff%zz"},
        {"__proto__": "x", "constructor": "y", "af_adset": "__proto__"},
    ],
)
def test_a_hostile_url_is_only_ever_text(
    page: Page, edge: Edge, example: PlannedPage, changes: dict[str, str]
) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(ad_url(example, **changes) + "&broken=%E0%A4%A&%")
    for link_id, href in links_in(page).items():
        base, expected = expected_link(example, link_id)
        assert base_of(href) == base
        if "af_r" in expected:
            assert parameters_of(href)["af_r"] == expected["af_r"]
    assert "evil.example" not in edge.requests.hosts()
    assert dialogs == []


@every_page
def test_a_page_fits_its_screens(open_page: OpenPage, edge: Edge, example: PlannedPage) -> None:
    for width, height in ((320, 568), (390, 844), (1280, 800)):
        page = open_page(viewport={"width": width, "height": height})
        page.goto(example.url)
        content = page.evaluate("document.documentElement.scrollWidth")
        assert content <= width, f"The page is {content} px wide on a screen of {width} px"
        small = page.evaluate(
            """[...document.querySelectorAll("a[data-lf]")]
              .map((a) => [a.dataset.lf, a.getBoundingClientRect().height])
              .filter(([, height]) => height > 0 && height < 44)"""
        )
        assert small == [], f"Too low for a thumb on a screen of {width} px"


@pytest.mark.parametrize(
    "example",
    [page for page in OPENED if getattr(page.source.page, "video", None)],
    ids=lambda page: str(page.output.parent),
)
def test_its_video_plays(page: Page, edge: Edge, example: PlannedPage) -> None:
    page.goto(example.url)
    video = page.locator("video")
    assert video.get_attribute("poster")
    video.evaluate("(video) => { video.muted = true; return video.play(); }")
    page.wait_for_function("document.querySelector('video').currentTime > 0")
    assert video.evaluate("(video) => video.videoWidth") > 0
    source: str = video.evaluate("(video) => video.currentSrc")
    requests = edge.requests.wait_for(host_of(source), urlsplit(source).path)
    assert all("range" in request.headers for request in requests)


@splitting_page
@pytest.mark.parametrize("last", [False, True])
def test_a_page_with_variants_sends_the_ad_click_on(
    page: Page, edge: Edge, example: PlannedPage, last: bool
) -> None:
    page.add_init_script(f"Math.random = () => {0.999 if last else 0};")
    page.goto(ad_url(example))
    name = example.source.split[-1 if last else 0][0]
    path = f"{name}/" if last else ""
    page.wait_for_url(ad_url(example).replace("?", f"{path}?", 1))
    page.wait_for_load_state()
    links = links_in(page)
    check_links(example, links)
    assert all(parameters_of(href)["af_sub3"] == name for href in links.values())


@pytest.mark.webkit
@pytest.mark.parametrize("site", sorted({page.site.name for page in PAGES}))
def test_webkit_carries_an_ad_click_as_well(safari: WebDriver, edge: Edge, site: str) -> None:
    for example in OPENED:
        if example.site.name != site:
            continue
        safari.get(ad_url(example))
        anchors = safari.find_elements("css selector", "a[data-lf]")
        check_links(
            example,
            {str(a.get_dom_attribute("data-lf")): str(a.get_property("href")) for a in anchors},
        )
