"""The browser follows the sources: whatever is edited, broken, mended or deleted."""

import re
import time

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.preview.conftest import OpenTab
from tests.preview.serving import Serving, serving, wait_until

BALM = "sites/shop/pages/balm.md"
MARK = "window.notReloaded = true"
STYLE = "themes/plain/styles/theme.css"
SEEN = """(() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('landfast-inspect, landfast-problems').forEach((node) => node.remove());
  return copy.outerHTML;
})()"""
BROKEN = ["Failed to load resource: the server responded with a status of 500"]


@pytest.mark.browser
def test_a_page_is_followed(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    expect(tab.locator("h1")).to_have_text("Polar Balm")
    shop.change(BALM, "Polar Balm", "Desert Balm")
    expect(tab.locator("h1")).to_have_text("Desert Balm")
    shop.change(BALM, "For cold days.", "For **hot** days.")
    expect(tab.locator("main strong")).to_have_text("hot")


def listening(shop: Serving, tab: Page) -> None:
    """Wait until a page follows changes, which it shows by a change of its style."""
    shop.change(STYLE, "(1, 2, 3)", "(3, 2, 1)")
    expect(tab.locator("h1")).to_have_css("color", "rgb(3, 2, 1)")
    tab.evaluate(MARK)


@pytest.mark.browser
def test_words_change_in_place_and_come_out_as_in_a_page_loaded_anew(
    shop: Serving, open_tab: OpenTab
) -> None:
    tab, fresh = open_tab(), open_tab()
    tab.goto(shop.at("shop/balm"))
    listening(shop, tab)
    for old, new in (
        ("title: Polar Balm", 'title: "Balm & <b>more</b>"'),
        ("For cold days.", "For **hot** days.\n\n- one\n- two\n\n[Inside](/soap/)"),
        ("For **hot** days.", "For days."),
        ("title:", "description: A balm.\ntitle:"),
    ):
        shop.change(BALM, old, new)
        fresh.goto(shop.at("shop/balm"))
        wanted = fresh.evaluate(SEEN)
        tab.wait_for_function(f"(wanted) => ({SEEN}) === wanted", arg=wanted)
        assert tab.evaluate("window.notReloaded"), new


@pytest.mark.browser
def test_what_scripts_hold_on_to_is_loaded_anew(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm", query="pid=tiktokweb_int&ttclid=E.C.P.abc"))
    listening(shop, tab)
    shop.change(BALM, "https://shop.example/balm", "https://shop.example/other")
    expect(tab.locator("[data-lf=cta]")).to_have_attribute(
        "href", re.compile(r"other.*E\.C\.P\.abc")
    )
    assert not tab.evaluate("window.notReloaded")


@pytest.mark.browser
def test_what_a_script_has_changed_is_not_overwritten(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    listening(shop, tab)
    tab.evaluate("document.querySelector('h1').textContent = 'mine'")
    shop.change(BALM, "Polar Balm", "Desert Balm")
    expect(tab.locator("h1")).to_have_text("Desert Balm")
    assert not tab.evaluate("window.notReloaded")


@pytest.mark.browser
def test_another_page_leaves_this_one_alone(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    # By a change in place the page shows that it listens.
    shop.change("themes/plain/styles/theme.css", "(1, 2, 3)", "(3, 2, 1)")
    expect(tab.locator("h1")).to_have_css("color", "rgb(3, 2, 1)")
    tab.evaluate(MARK)
    shop.change("sites/shop/pages/soap.md", "Plain Soap", "Fine Soap")
    wait_until(lambda: "soap.md (" in shop.said, "the change is reported")
    shop.change("themes/plain/styles/theme.css", "(3, 2, 1)", "(4, 5, 6)")
    expect(tab.locator("h1")).to_have_css("color", "rgb(4, 5, 6)")
    assert tab.evaluate("window.notReloaded")


@pytest.mark.browser
def test_a_style_changes_without_a_reload(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    listening(shop, tab)
    shop.change("themes/plain/styles/theme.css", "(3, 2, 1)", "(9, 8, 7)")
    expect(tab.locator("h1")).to_have_css("color", "rgb(9, 8, 7)")
    assert tab.evaluate("window.notReloaded")
    # The site's own style sheet, which comes into being only now.
    shop.write("sites/shop/theme/styles/site.css", "h1 { color: rgb(7, 7, 7) }")
    expect(tab.locator("h1")).to_have_css("color", "rgb(7, 7, 7)")


@pytest.mark.browser
def test_a_template_is_followed_broken_and_mended(shop: Serving, open_tab: OpenTab) -> None:
    tab = open_tab(allowed_errors=BROKEN)
    name = "themes/plain/templates/product.html"
    tab.goto(shop.at("shop/balm"))
    shop.change(name, "<main>", '<main id="fresh">')
    expect(tab.locator("main#fresh")).to_be_visible()
    shop.change(name, "{{ body }}", "{{ boddy }}")
    expect(tab.locator("landfast-problems")).to_contain_text("template-undefined")
    expect(tab.locator("landfast-problems .place")).to_contain_text(f"{name}:5:1")
    shop.change(name, "{{ boddy }}", "{{ body }}")
    expect(tab.locator("h1")).to_have_text("Polar Balm")
    expect(tab.locator("landfast-problems")).to_have_count(0)


@pytest.mark.browser
def test_site_yaml_is_followed_broken_and_mended(shop: Serving, tab: Page) -> None:
    name = "sites/shop/site.yaml"
    tab.goto(shop.at("shop/balm"))
    shop.change(name, "campaign: always-on", "campaign: autumn")
    expect(tab.locator("[data-lf=cta]")).to_have_attribute("href", re.compile("c=autumn"))
    shop.change(name, "name: Shop", "nam: Shop")
    expect(tab.locator("landfast-problems .place").first).to_contain_text(f"{name}:1:1")
    expect(tab.locator("landfast-problems pre").first).to_contain_text("nam: Shop")
    expect(tab.locator("landfast-problems .hint").first).to_contain_text("Did you mean `name`?")
    # The last good state lies below.
    expect(tab.locator("h1").first).to_have_text("Polar Balm")
    shop.change(name, "nam: Shop", "name: Shop")
    expect(tab.locator("landfast-problems")).to_have_count(0)


@pytest.mark.browser
def test_front_matter_is_broken_and_mended(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    shop.change(BALM, "title: Polar Balm", "title: [Polar Balm")
    expect(tab.locator("landfast-problems")).to_contain_text(BALM)
    tab.reload()
    expect(tab.locator("landfast-problems")).to_contain_text(BALM)
    expect(tab.locator("main h1").first).to_have_text("Polar Balm")
    shop.wait_for_words("The browser shows the last good state")
    shop.change(BALM, "title: [Polar Balm", "title: Mended Balm")
    expect(tab.locator("landfast-problems")).to_have_count(0)
    expect(tab.locator("h1")).to_have_text("Mended Balm")
    shop.wait_for_words("All is well again")


@pytest.mark.browser
def test_what_is_wrong_is_text_and_nothing_else(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    shop.change(BALM, "type: product", 'type: product\n"<img src=x onerror=alert(1)>": 1')
    expect(tab.locator("landfast-problems pre")).to_contain_text("<img src=x onerror=alert(1)>")
    assert tab.locator("landfast-problems img").count() == 0
    tab.keyboard.press("Escape")
    expect(tab.locator("landfast-problems")).to_have_count(0)


@pytest.mark.browser
def test_words_and_folder_defaults_are_followed(shop: Serving, tab: Page) -> None:
    name = "themes/plain/templates/product.html"
    tab.goto(shop.at("shop/balm"))
    shop.change(name, "<main>", "<main><p id=word>{{ t('hello') }}</p>")
    expect(tab.locator("#word")).to_have_text("Hello")
    shop.change("themes/plain/words/en.yaml", "Hello", "Good day")
    expect(tab.locator("#word")).to_have_text("Good day")
    shop.write("sites/shop/pages/_defaults.yaml", "headline: From the folder\n")
    expect(tab.locator("h1")).to_have_text("From the folder")
    (shop.root / "sites/shop/pages/_defaults.yaml").unlink()
    expect(tab.locator("h1")).to_have_text("Polar Balm")


@pytest.mark.browser
def test_a_picture_is_followed_deleted_and_put_back(shop: Serving, open_tab: OpenTab) -> None:
    tab = open_tab(allowed_errors=BROKEN)
    path = shop.root / "sites/shop/media/balm.jpg"
    tab.goto(shop.at("shop/balm"))
    shown = "document.querySelector('main img').currentSrc"
    before = tab.evaluate(shown)
    Image.new("RGB", (60, 80), (10, 200, 30)).save(path)
    tab.wait_for_function(f"{shown} && {shown} !== {before!r}")
    data = path.read_bytes()
    path.unlink()
    expect(tab.locator("landfast-problems").first).to_contain_text("media-missing")
    path.write_bytes(data)
    expect(tab.locator("landfast-problems")).to_have_count(0)
    expect(tab.locator("main img")).to_be_visible()


@pytest.mark.browser
def test_a_data_file_is_followed(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    tab.evaluate(MARK)
    shop.write("sites/shop/data/prices.yaml", "balm: 24\n")
    tab.wait_for_function("!window.notReloaded")
    shop.wait_for_words(r"data/prices\.yaml")


@pytest.mark.browser
def test_pages_come_and_go(shop: Serving, open_tab: OpenTab) -> None:
    missing = ["status of 404"]
    tab = open_tab(allowed_errors=missing)
    text = (shop.root / BALM).read_text()
    tab.goto(shop.at("shop/new"))
    expect(tab.locator("h1")).to_have_text("There is no page here")
    shop.write("sites/shop/pages/new.md", text.replace("Polar Balm", "New Balm"))
    wait_until(lambda: shop.get("/shop/new/")[0] == 200, "the new page is there")
    tab.goto(shop.at("shop/new"))
    expect(tab.locator("h1")).to_have_text("New Balm")
    (shop.root / "sites/shop/pages/new.md").unlink()
    expect(tab.locator("h1")).to_have_text("There is no page here")


@pytest.mark.browser
def test_fifty_rapid_saves_end_in_the_last_one(shop: Serving, open_tab: OpenTab) -> None:
    first, second = open_tab(), open_tab(shared=True)
    first.goto(shop.at("shop/balm"))
    second.goto(shop.at("shop/balm"))
    for number in range(1, 51):
        text = (shop.root / BALM).read_text()
        shop.write(BALM, re.sub("title: .*", f"title: Save {number}", text))
        time.sleep(0.005)
    for tab in (first, second):
        expect(tab.locator("h1")).to_have_text("Save 50")
    # And it stays so: nothing older arrives late.
    wait_until(lambda: "1 problem" not in shop.said.splitlines()[-1], "no problem is left")
    assert b"<h1>Save 50</h1>" in shop.get("/shop/balm/")[2]
    for tab in (first, second):
        expect(tab.locator("h1")).to_have_text("Save 50")


@pytest.mark.browser
def test_a_save_while_a_build_runs_is_not_lost(shop: Serving, tab: Page) -> None:
    tab.goto(shop.at("shop/balm"))
    # Two changes for which all is read again, with pages saved before, between and after.
    for number in range(1, 6):
        text = (shop.root / BALM).read_text()
        site = (shop.root / "sites/shop/site.yaml").read_text()
        shop.write(
            "sites/shop/site.yaml", re.sub("name: .*", f"name: Shop {number}", site, count=1)
        )
        time.sleep(0.025)
        shop.write(BALM, re.sub("title: .*", f"title: During {number}", text))
    expect(tab.locator("h1")).to_have_text("During 5")
    assert shop.data("/-/pages")["pages"][0]["site_name"] == "Shop 5"


def test_a_request_waits_for_what_was_just_saved(shop: Serving) -> None:
    """A request right behind a save never gets what was there before it."""
    for number in range(20):
        text = (shop.root / BALM).read_text()
        shop.write(BALM, re.sub("title: .*", f"title: At once {number}", text))
        time.sleep(0.01)  # until the system has told of the save
        assert f"<h1>At once {number}</h1>".encode() in shop.get("/shop/balm/")[2]


@pytest.mark.browser
def test_the_end_is_told_and_a_restart_noticed(shop: Serving, open_tab: OpenTab) -> None:
    # A small screen that was not full yet asks the new server for a picture before its page.
    late = r"404 \(Not Found\) \(\S+/assets/"
    tab = open_tab(allowed_errors=["Failed to load resource: net::ERR_CONNECTION", late])
    page = open_tab(shared=True)
    tab.goto(shop.url)
    page.goto(shop.at("shop/balm"))
    expect(tab.locator(".card .findings .badge")).to_have_count(2)
    assert shop.end() == 0
    expect(tab.locator("#lost")).to_be_visible()
    shop.change(BALM, "Polar Balm", "Balm of the next day")
    with serving(shop.root, "--port", shop.url.rsplit(":", 1)[1].strip("/")):
        expect(page.locator("h1")).to_have_text("Balm of the next day")
        expect(tab.locator("#lost")).to_be_hidden()
        expect(tab.locator(".card h2").first).to_have_text("Balm of the next day")
