"""The minified page script in real pages in Chromium: links, memory and impressions."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page

from generator.runtime.bundle import bundle, standalone
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.runtime.pages import ATTRIBUTION, BASE, IMPRESSIONS, SITE, STORE, page_html, publish

pytestmark = pytest.mark.browser

CORE = bundle(frozenset({"impression", "persistence", "website"}))

MAPPING = {
    "pid": {"k": ["pid", "utm_source"], "o": {"tiktok": "tiktokweb_int"}, "d": "aurora"},
    "c": {"k": ["c"], "d": "always%20on"},
    "sub": [{"k": ["ttclid"]}, {"k": ["pid"]}],
    "x": [["af_c_id", {"k": ["af_c_id"]}], ["ttclid", {"k": ["ttclid"]}]],
    "ref": "af_referrer",
    "raw": [0, 1],
}
CONFIG: dict[str, Any] = {
    "m": MAPPING,
    "ttl": 7200,
    "l": {"cta": ["o", BASE], "shop": ["w", "https://shop.example/p?sku=1&c=own#buy"]},
    "imp": {"b": BASE},
}
ARRIVAL = "pid=tiktokweb_int&c=Summer+Sale&af_c_id=17&ttclid=E.C.P.abc&email=a%40b.example"
SETTINGS = {
    "oneLinkURL": BASE,
    "afParameters": {"mediaSource": {"keys": ["pid"]}, "campaign": {"keys": ["c"]}},
}
OTHER_SETTINGS = {
    "oneLinkURL": BASE,
    "afParameters": {"mediaSource": {"defaultValue": "d"}, "campaign": {"keys": ["x", "z"]}},
}
STAMPS = {"af_js_web": "true", "af_ss_ver": "2_10_4"}
ARRIVED = STAMPS | {
    "pid": "tiktokweb_int",
    "c": "Summer Sale",
    "af_sub1": "E.C.P.abc",
    "af_sub2": "tiktokweb_int",
    "af_c_id": "17",
    "ttclid": "E.C.P.abc",
}
DEFAULTS = STAMPS | {"pid": "aurora", "c": "always on"}
KEY = "landfast-arrival"


@pytest.fixture
def site(edge: Edge, tmp_path: Path) -> str:
    """A site of two pages, `/` and `/inner/`; gives its address."""
    body = '<a data-lf="shop">Shop</a><a id="next" href="/inner/">Next</a>'
    for path in ("", "inner"):
        publish(edge, tmp_path, page_html(CONFIG, CORE, body), path)
    return f"https://{SITE}/"


def href(page: Page, link: str = "cta") -> str:
    """The href that all elements of a link share."""
    found = page.eval_on_selector_all(f"[data-lf={link}]", "all => all.map((one) => one.href)")
    (only,) = set(found)
    assert isinstance(only, str)
    return only


def parameters(url: str) -> dict[str, str]:
    """The parameters of a URL, none of which may come twice."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_an_arrival_reaches_every_link(page: Page, edge: Edge, site: str) -> None:
    page.goto(f"{site}?{ARRIVAL}")
    assert href(page).startswith(BASE + "?")
    assert parameters(href(page)) == ARRIVED
    carried = {name: value for name, value in ARRIVED.items() if name not in STAMPS}
    assert parameters(href(page, "shop")) == {"sku": "1"} | carried
    assert href(page, "shop").endswith("#buy")
    (impression,) = edge.requests.wait_for(IMPRESSIONS, "/A1b2")
    sent = impression.parameters
    assert {name: sent[name] for name in ARRIVED} == ARRIVED
    assert set(sent) - set(ARRIVED) <= {"af_ch_model", "af_ch_os_version"}


def test_without_parameters_the_defaults_go_out(page: Page, site: str) -> None:
    page.goto(site)
    assert parameters(href(page)) == DEFAULTS


def test_a_tap_navigates_while_the_impression_hangs(page: Page, edge: Edge, site: str) -> None:
    edge.hold(IMPRESSIONS)
    page.goto(f"{site}?{ARRIVAL}", wait_until="commit")
    page.tap("a >> nth=0")
    click = edge.requests.wait_for_navigation(STORE)
    assert click.parameters == ARRIVED
    assert len(page.context.pages) == 1


def test_a_blocked_impression_changes_nothing(open_page: OpenPage, edge: Edge, site: str) -> None:
    edge.refuse(IMPRESSIONS)
    page = open_page(allowed_errors=["Failed to load resource"])
    page.goto(f"{site}?{ARRIVAL}")
    assert parameters(href(page)) == ARRIVED


def test_an_inner_page_continues_the_arrival(page: Page, site: str) -> None:
    page.goto(f"{site}?{ARRIVAL}", referer="https://www.tiktok.com/")
    page.click("#next")
    page.wait_for_url("**/inner/")
    referrer = {"af_referrer": "https://www.tiktok.com/"}
    assert parameters(href(page)) == ARRIVED | referrer
    page.goto(f"{site}inner/?c=other&utm_medium=x")
    assert parameters(href(page)) == DEFAULTS | {"c": "other"}


def test_an_internal_campaign_tag_hides_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}?{ARRIVAL}")
    page.goto(f"{site}inner/?utm_source=banner&af_c_id=99", referer=site)
    assert parameters(href(page)) == ARRIVED | {"af_c_id": "99"}


def test_only_mapped_keys_are_stored(page: Page, site: str) -> None:
    page.goto(f"{site}?{ARRIVAL}&password=x")
    record = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))
    assert {name for name, _ in record["q"]} == {"pid", "c", "af_c_id", "ttclid"}
    assert page.evaluate("Object.keys(localStorage)") == [KEY]
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("sessionStorage.length") == 0


def test_an_arrival_is_forgotten_after_its_time(page: Page, site: str) -> None:
    page.goto(f"{site}?{ARRIVAL}")
    for age, wanted in ((7190, ARRIVED), (7210, DEFAULTS), (-99999, DEFAULTS)):
        page.evaluate(
            """([key, age]) => {
              const record = JSON.parse(localStorage.getItem(key));
              record.t = Date.now() - age * 1000;
              localStorage.setItem(key, JSON.stringify(record));
            }""",
            [KEY, age],
        )
        page.goto(f"{site}inner/")
        assert parameters(href(page)) == wanted


def test_a_lifetime_of_zero_stores_nothing(page: Page, edge: Edge, tmp_path: Path) -> None:
    publish(edge, tmp_path, page_html(CONFIG | {"ttl": 0}, bundle(ATTRIBUTION)))
    page.goto(f"https://{SITE}/?{ARRIVAL}")
    assert parameters(href(page)) == ARRIVED
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("storage", ["throwing", "blocked"])
def test_refused_storage_changes_nothing(open_page: OpenPage, site: str, storage: Any) -> None:
    page = open_page(storage=storage)
    page.goto(f"{site}?{ARRIVAL}")
    assert parameters(href(page)) == ARRIVED
    page.goto(f"{site}inner/")
    assert parameters(href(page)) == DEFAULTS


def test_a_full_storage_keeps_no_outdated_arrival(page: Page, site: str) -> None:
    page.goto(f"{site}?pid=old&c=old")
    page.evaluate(
        """(key) => {
          localStorage.setItem('filler', '');
          for (let step = 1 << 22; step; step >>= 1) {
            try {
              localStorage.setItem('filler', localStorage.getItem('filler') + 'x'.repeat(step));
            } catch (error) { /* less is left */ }
          }
        }""",
        KEY,
    )
    page.goto(f"{site}?{ARRIVAL}&af_c_id={'9' * 500}")
    assert parameters(href(page))["pid"] == "tiktokweb_int"
    page.goto(f"{site}inner/")
    assert parameters(href(page)) == DEFAULTS


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "{",
        "null",
        "7",
        '"text"',
        "[]",
        "{}",
        '{"t":"NOW"}',
        '{"t":NOW}',
        '{"t":NOW,"q":5,"r":""}',
        '{"t":NOW,"q":[null],"r":""}',
        '{"t":NOW,"q":[["pid"]],"r":""}',
        '{"t":NOW,"q":[["pid",7]],"r":{}}',
        '{"t":NOW,"q":[["pid","__PID__"],["c"," "]],"r":7}',
        '{"t":NOW,"q":{"pid":"x"},"r":""}',
        "x" * 2_000_000,
    ],
    ids=lambda stored: stored[:40],
)
def test_corrupt_storage_counts_as_none(page: Page, site: str, stored: str) -> None:
    page.goto(site)
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text.replace('NOW', Date.now()))",
        [KEY, stored],
    )
    page.goto(f"{site}inner/")
    assert parameters(href(page)) == DEFAULTS


def test_a_lone_surrogate_in_storage_becomes_a_replacement(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate(
        """(key) => localStorage.setItem(key, JSON.stringify(
          { t: Date.now(), q: [['pid', 'a\\ud800b']], r: '' }))""",
        KEY,
    )
    page.goto(f"{site}inner/")
    assert parameters(href(page))["pid"] == "a\ufffdb"


def test_storage_is_not_read_when_the_page_brings_the_arrival(page: Page, site: str) -> None:
    page.add_init_script(
        """const real = Storage.prototype.getItem;
        window.reads = 0;
        Storage.prototype.getItem = function (key) { window.reads++; return real.call(this, key); };
        const write = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          window.hrefWhenWriting = document.querySelector('[data-lf]').href;
          return write.call(this, key, value);
        };"""
    )
    page.goto(f"{site}?{ARRIVAL}")
    assert page.evaluate("window.reads") == 0
    assert page.evaluate("window.hrefWhenWriting") == href(page)
    page.goto(f"{site}inner/")
    assert page.evaluate("window.reads") == 1


def stand_alone_page(*settings: dict[str, Any]) -> str:
    """A page that calls the stand-alone script and puts the last of its links in place."""
    calls = "".join(
        f"window.link = AF_SMART_SCRIPT.generateOneLinkURL({json.dumps(one)}).clickURL;"
        "document.querySelector('[data-lf]').href = link;"
        for one in settings
    )
    return page_html(None, f"{standalone()};{calls}")


def test_the_stand_alone_script_writes_when_the_link_is_in_place(
    page: Page, edge: Edge, tmp_path: Path
) -> None:
    publish(edge, tmp_path, stand_alone_page(SETTINGS))
    page.add_init_script(
        """const write = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          window.hrefWhenWriting = document.querySelector('[data-lf]').href;
          return write.call(this, key, value);
        };"""
    )
    page.goto(f"https://{SITE}/?{ARRIVAL}")
    assert page.evaluate("hrefWhenWriting === link")
    page.goto(f"https://{SITE}/")
    assert parameters(page.evaluate("link")) == STAMPS | {
        "pid": "tiktokweb_int",
        "c": "Summer Sale",
        "ttclid": "E.C.P.abc",
    }


def test_an_arrival_by_one_mapping_is_one_for_all(page: Page, edge: Edge, tmp_path: Path) -> None:
    publish(edge, tmp_path, stand_alone_page(SETTINGS, OTHER_SETTINGS))
    page.goto(f"https://{SITE}/?pid=old&x=old&ttclid=old")
    page.goto(f"https://{SITE}/?pid=new&y=new")
    assert parameters(page.evaluate("link")) == STAMPS | {"pid": "d"}


def test_the_impression_is_sent_once(page: Page, edge: Edge, site: str) -> None:
    page.goto(f"{site}?{ARRIVAL}")
    edge.requests.wait_for(IMPRESSIONS)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.goto(f"{site}inner/")
    edge.requests.wait_for(IMPRESSIONS, count=2)
    page.go_back()
    restored = page.evaluate("performance.getEntriesByType('navigation')[0].type")
    views = 3 if restored == "back_forward" else 2
    edge.requests.wait_for(IMPRESSIONS, count=views)
    page.wait_for_timeout(700)
    assert len(edge.requests.to(IMPRESSIONS)) == views


def test_a_prerendered_page_waits_until_it_is_seen(page: Page, edge: Edge, site: str) -> None:
    page.add_init_script(
        "Object.defineProperty(document, 'prerendering', { configurable: true, value: true })"
    )
    page.goto(f"{site}?{ARRIVAL}")
    assert parameters(href(page)) == ARRIVED
    page.wait_for_timeout(700)
    assert edge.requests.to(IMPRESSIONS) == []
    page.evaluate("document.dispatchEvent(new Event('prerenderingchange'))")
    page.evaluate("document.dispatchEvent(new Event('prerenderingchange'))")
    edge.requests.wait_for(IMPRESSIONS)
    page.wait_for_timeout(300)
    assert len(edge.requests.to(IMPRESSIONS)) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "() => new Promise(() => {})",
        "() => { throw new Error('refused'); }",
        "() => Promise.reject(new Error('refused'))",
        "() => Promise.resolve(null)",
        "() => Promise.resolve({ model: 8, platformVersion: '14' })",
        "() => undefined",
    ],
)
def test_hints_that_fail_send_the_plain_form(
    page: Page, edge: Edge, site: str, answer: str
) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'userAgentData', "
        f"{{ value: {{ getHighEntropyValues: {answer} }} }})"
    )
    page.goto(f"{site}?{ARRIVAL}")
    (impression,) = edge.requests.wait_for(IMPRESSIONS)
    assert impression.parameters == ARRIVED
    page.wait_for_timeout(600)
    assert len(edge.requests.to(IMPRESSIONS)) == 1


def test_hints_that_no_url_can_hold_are_sent_as_far_as_it_can(
    page: Page, edge: Edge, site: str
) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'userAgentData', { value: { getHighEntropyValues:"
        " () => Promise.resolve({ model: 'Pixel \\ud800', platformVersion: '14' }) } })"
    )
    page.goto(f"{site}?{ARRIVAL}")
    (impression,) = edge.requests.wait_for(IMPRESSIONS)
    hints = {"af_ch_model": "Pixel%20%EF%BF%BD", "af_ch_os_version": "14"}
    assert impression.parameters == ARRIVED | hints


def test_a_cross_platform_template_says_so_on_impressions_only(
    page: Page, edge: Edge, tmp_path: Path
) -> None:
    publish(edge, tmp_path, page_html(CONFIG | {"imp": {"b": BASE, "xp": 1}}, CORE))
    page.goto(f"https://{SITE}/?{ARRIVAL}")
    (impression,) = edge.requests.wait_for(IMPRESSIONS)
    assert impression.parameters["af_xplatform"] == "true"
    assert "af_xplatform" not in href(page)


@pytest.mark.parametrize(
    "skip", [{"u": ["preview=1"]}, {"r": ["news.example"]}], ids=["url", "referrer"]
)
def test_a_skipped_visit_keeps_the_static_links(
    page: Page, edge: Edge, tmp_path: Path, skip: dict[str, list[str]]
) -> None:
    publish(edge, tmp_path, page_html(CONFIG | {"skip": skip}, CORE))
    page.goto(f"https://{SITE}/?{ARRIVAL}&Preview=1", referer="https://NEWS.example/a")
    assert page.get_attribute("a >> nth=0", "href") == f"{BASE}?pid=static"
    page.wait_for_timeout(600)
    assert edge.requests.to(IMPRESSIONS) == []


@pytest.mark.parametrize("config", ["", "{", "null", "[]", "{}", '{"m":{}}', '{"l":{"cta":[]}}'])
def test_a_broken_configuration_leaves_the_page_alone(
    page: Page, edge: Edge, tmp_path: Path, config: str
) -> None:
    html = page_html(CONFIG, CORE).replace(json.dumps(CONFIG), config)
    assert config in html
    publish(edge, tmp_path, html)
    page.goto(f"https://{SITE}/?{ARRIVAL}")
    assert page.get_attribute("a >> nth=0", "href") == f"{BASE}?pid=static"


def test_an_unpaid_visit_is_credited_to_its_search_engine(
    page: Page, edge: Edge, tmp_path: Path
) -> None:
    config = CONFIG | {"m": MAPPING | {"org": 1}}
    publish(edge, tmp_path, page_html(config, bundle(frozenset({"organic"}))))
    page.goto(f"https://{SITE}/", referer="https://www.google.co.uk/")
    found = parameters(href(page))
    assert (found["pid"], found["af_channel"]) == ("google_organic_seo", "seo")
    page.goto(f"https://{SITE}/?utm_source=newsletter", referer="https://www.google.co.uk/")
    assert parameters(href(page))["pid"] == "newsletter"
