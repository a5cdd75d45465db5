"""AppsFlyer's own script as the engine of the links: what it is called with, what it changes.

The stand-alone script has the same interface and stands at AppsFlyer's address here, so its links
must be those that the page's own script makes from the same settings.
"""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page

from generator.runtime.bundle import standalone
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.browser.static_site import Response
from tests.render.rendered_site import ECOMMERCE, HOST, SITE, WEB_TO_APP, output_site

pytestmark = pytest.mark.browser

VENDOR = "onelinksmartscript.appsflyersdk.com"
IMPRESSIONS = "impressions.onelink.me"
AD = "?pid=tiktokweb_int&c=spring%20sale&ttclid=E.C.P.1&placement=feed&source=ig%20ads"

SETTINGS = """\
  defaults: {media_source: aurora_landing, campaign: "always on & more", ad: "Zoë"}
  button: af_sub_siteid
  web_referrer: af_referrer
  mapping:
    af_sub3: {keys: [source], overrides: {ig ads: "Instagram ads"}, default: "50%"}
"""

APP = (
    WEB_TO_APP.replace("store: app-store", "store: app-store, deep_link: level 2")
    + "  - {store: apk, url: https://files.example/a.apk, version: '1'}\n"
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = SITE[: SITE.index("  defaults")] + SETTINGS
    theirs = "attribution: {engine: appsflyer}\n"
    return output_site(
        tmp_path_factory.mktemp("engine"),
        {
            "ours": APP,
            "theirs": APP + theirs,
            "asked": APP + theirs + "consent: {mode: external}\n",
            "ours-slot": APP + "attribution: {button: af_sub4}\n",
            "theirs-slot": APP + "attribution: {engine: appsflyer, button: af_sub4}\n",
            "shop": ECOMMERCE + theirs,
        },
        site=site,
    )


@pytest.fixture(autouse=True)
def site(edge: Edge, output: Path) -> None:
    edge.publish(HOST, output)
    script = standalone().encode()
    edge.answer(VENDOR, Response(200, script, {"content-type": "text/javascript"}))


def hrefs(page: Page, path: str, query: str = "") -> dict[str, str]:
    page.goto(f"https://{HOST}/{path}/{query}")
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries(Array.from(document.querySelectorAll('[data-lf]'),
             (anchor) => [anchor.getAttribute('data-lf'), anchor.href]))"""
    )
    return found


@pytest.mark.parametrize("query", [AD, "", "?c=__CAMPAIGN_NAME__"])
def test_their_script_gets_the_same_mapping(open_page: OpenPage, edge: Edge, query: str) -> None:
    ours = hrefs(open_page(), "ours", query)
    theirs = hrefs(open_page(), "theirs", query)
    assert sorted(ours) == ["apk", "app-store", "steam"]
    assert theirs == ours
    first, second = edge.requests.wait_for(IMPRESSIONS, count=2)
    assert dict(first.pairs)["pid"] == dict(second.pairs)["pid"]


def test_their_script_says_the_button_in_a_sub_too(page: Page) -> None:
    theirs = hrefs(page, "theirs-slot", AD)
    ours = hrefs(page, "ours-slot", AD)
    for link_id in ("apk", "app-store", "steam"):
        sent = parse_qsl(urlsplit(theirs[link_id]).query)
        assert ("af_sub4", link_id) in sent
        assert sorted(sent) == sorted(parse_qsl(urlsplit(ours[link_id]).query))


def test_only_the_pages_that_choose_it_load_it(page: Page, edge: Edge) -> None:
    hrefs(page, "ours", AD)
    assert VENDOR not in edge.requests.hosts()
    hrefs(page, "theirs", AD)
    (script,) = edge.requests.to(VENDOR)
    assert script.path == "/onelink-smart-script-latest.js"


@pytest.mark.parametrize("how", ["refused", "broken"])
def test_without_it_the_links_in_the_html_work(open_page: OpenPage, edge: Edge, how: str) -> None:
    static = hrefs(open_page(javascript=False), "theirs", AD)
    if how == "refused":
        edge.refuse(VENDOR)
    else:
        edge.answer(VENDOR, Response(200, b"0", {"content-type": "text/javascript"}))
    page = open_page(allowed_errors=["Failed to load resource"])
    assert hrefs(page, "theirs", AD) == static
    page.tap("[data-lf=app-store]")
    click = edge.requests.wait_for_navigation("aurora.onelink.me")
    assert click.parameters["pid"] == "aurora_landing"


def test_it_waits_for_consent(page: Page, edge: Edge) -> None:
    static = hrefs(page, "asked", AD)
    assert VENDOR not in edge.requests.hosts()
    page.evaluate("landfast.consent(true)")
    page.wait_for_function("document.querySelector('[data-lf=steam]').href.includes('ttclid')")
    assert "ttclid" not in static["steam"]


def test_links_to_websites_are_ours_in_any_case(open_page: OpenPage, edge: Edge) -> None:
    edge.refuse(VENDOR)
    found = hrefs(open_page(allowed_errors=["Failed to load resource"]), "shop", AD)
    assert "ttclid=E.C.P.1" in found["cta"]
