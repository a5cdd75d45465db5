"""A preview contacts nobody, and a build contains nothing of it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from generator.build.workspace import Workspace
from generator.preview.client import script
from generator.preview.served_page import with_script
from tests.preview.conftest import STYLES, OpenTab
from tests.preview.serving import Serving, wait_until
from tests.workspaces import PLAIN_THEME, SITE, build_all, snapshot, write_workspace

BUSY = """
<img id="outside" src="https://www.facebook.com/tr?id=1" alt="">
<a id="away" href="https://elsewhere.example/">Away</a>
<script>
fetch('https://vendor.example/fetch').catch(() => {});
navigator.sendBeacon('https://vendor.example/beacon', 'x');
new Image().src = 'https://vendor.example/image';
const script = document.createElement('script');
script.setAttribute('src', 'https://vendor.example/script.js');
document.head.append(script);
const frame = document.createElement('iframe');
frame.src = 'https://vendor.example/frame';
document.head.append(frame);
const request = new XMLHttpRequest();
request.open('GET', 'https://vendor.example/xhr');
request.send();
try { new WebSocket('wss://vendor.example/socket'); } catch (error) {}
window.open('https://vendor.example/window');
setTimeout(() => { location.href = 'https://vendor.example/location'; }, 50);
</script>
"""
EVERYTHING = """
pixels: {tiktok: C1ABCDEFG2HIJKLMNOP3}
banner: {engine: appsflyer, web_key: 01234567-89ab-cdef-0123-456789abcdef}
attribution:"""


def watch(tab: Page, shop: Serving) -> list[str]:
    """Every request of a tab that would leave this machine, also those that fail."""
    left: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((shop.url, "data:", "blob:", "about:")):
            failure = request.failure or ""
            if "csp" not in failure and "ERR_BLOCKED_BY_CSP" not in failure:
                left.append(request.url)

    tab.on("requestfinished", note)
    tab.on("response", lambda response: note(response.request))
    return left


@pytest.mark.browser
def test_nothing_leaves_a_page_that_tries_everything(shop: Serving, open_tab: OpenTab) -> None:
    blocked = ["violates the following Content Security Policy", "ERR_BLOCKED_BY_CSP"]
    tab = open_tab(allowed_errors=[*blocked, "Failed to load", "Framing ", "WebSocket", "Refused"])
    shop.write(
        "themes/plain/templates/partials/runtime.html",
        BUSY + '{% include "base:partials/runtime.html" %}',
    )
    wait_until(lambda: b"vendor.example" in shop.get("/shop/balm/")[2], "the page is busy")
    left = watch(tab, shop)
    tab.goto(f"{shop.url}-/stage/shop/balm/")
    expect(tab.locator("#events .held")).not_to_have_count(0)
    for path in ("fetch", "beacon", "image", "script.js", "frame", "window", "location"):
        expect(tab.locator("#events")).to_contain_text(f"https://vendor.example/{path}")
    expect(tab.locator("#events .held", has_text="facebook.com")).to_have_count(1)
    tab.frame_locator("#frame").locator("#away").click()
    expect(tab.locator("#events .click", has_text="elsewhere.example")).to_have_count(1)
    # The page stands alone too, and is tapped there.
    tab.goto(shop.at("shop/balm"))
    tab.locator("#away").click()
    tab.locator("[data-lf=cta]").click()
    tab.wait_for_timeout(200)
    assert tab.url == shop.at("shop/balm")
    assert left == []


@pytest.mark.browser
def test_vendors_are_asked_for_nothing(shop: Serving, tab: Page) -> None:
    shop.change("sites/shop/site.yaml", "\nattribution:", EVERYTHING)
    wait_until(
        lambda: (
            b"web_key" in shop.get("/shop/balm/")[2] or b"events.js" in shop.get("/shop/balm/")[2]
        ),
        "all are asked for",
    )
    left = watch(tab, shop)
    tab.goto(f"{shop.url}-/stage/shop/balm/")
    expect(tab.locator("#events")).to_contain_text("banner asked for")
    expect(tab.locator("#events")).to_contain_text("library asked for")
    expect(tab.locator("#events")).to_contain_text("Impression, as traced")
    assert left == []


@pytest.mark.browser
def test_a_browser_without_javascript_stays_as_well(shop: Serving, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(shop.at("shop/balm", query="pid=a"))
    tab.wait_for_url(re.compile("/-/as/no-script/"))
    tab.locator("[data-lf=cta]").click()
    expect(tab.locator("code")).to_have_text(
        "https://shop.example/balm?pid=shop_landing&c=always-on"
    )
    assert tab.url.startswith(shop.url)
    context.close()


def test_a_build_contains_nothing_of_the_preview(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE, STYLES)
    build_all(workspace)
    # Longer lines of the preview's scripts, whatever they say, and the names it goes by.
    lines = {line.strip() for line in script("page").split("\n") if len(line.strip()) > 30}
    names = {"lf-preview", "landfast-preview", "landfast-problems", "/-/", "data-settings"}
    served = with_script("<head>", script("page"), {"plain": ""})
    assert all(name in served for name in names)
    for path, data in snapshot(workspace.output).items():
        if not path.endswith(".html"):
            continue
        html = data.decode()
        assert not [text for text in (*lines, *names) if text in html]


def test_the_page_below_the_script_is_the_built_one(shop: Serving) -> None:
    build_all(Workspace(shop.root))
    built = (shop.root / "output" / "shop" / "balm" / "index.html").read_text()
    served = shop.get("/shop/balm/")[2].decode()
    begin = served.index('<script id="lf-preview"')
    end = served.index("</noscript>") + len("</noscript>")
    assert served[:begin] + served[end:] == built


def test_a_preview_writes_nothing_into_the_output(shop: Serving) -> None:
    assert shop.get("/shop/balm/")[0] == 200
    assert not (shop.root / "output").exists()
