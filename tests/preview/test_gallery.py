"""The gallery: every page in a phone, with what check says of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.preview.conftest import OpenTab
from tests.preview.serving import Serving, wait_until

LONG = "\nanchor: {title: A title that is much too long for TikTok}"


@pytest.mark.browser
def test_pages_are_shown_found_and_opened(shop: Serving, tab: Page) -> None:
    tab.goto(shop.url)
    expect(tab.locator("#count")).to_have_text("2 pages")
    cards = tab.locator(".card")
    expect(cards.first.locator("h2")).to_have_text("Polar Balm")
    expect(cards.first.locator(".path")).to_have_text("/shop/balm/")
    expect(cards.first.frame_locator("iframe").locator("h1")).to_have_text("Polar Balm")
    tab.keyboard.press("/")
    tab.keyboard.type("soap")
    expect(cards).to_have_count(1)
    expect(tab.locator("#count")).to_have_text("1 of 2 pages")
    tab.locator("#search").fill("nothing like it")
    expect(tab.locator("#none")).to_be_visible()
    tab.locator("#search").fill("")
    cards.nth(1).click()
    expect(tab.locator("#title")).to_have_text("Plain Soap")
    tab.locator(".back").click()
    expect(cards).to_have_count(2)


@pytest.mark.browser
def test_findings_are_counted_and_follow(shop: Serving, tab: Page) -> None:
    tab.goto(shop.url)
    findings = tab.locator(".card .findings").first
    expect(findings).to_contain_text("1 note")
    shop.change("sites/shop/pages/balm.md", "category: Beauty", f"category: Beauty{LONG}")
    expect(findings).to_contain_text("1 error")
    title = findings.get_attribute("title") or ""
    assert re.search(
        r"error: The anchor's title has 40 characters.*\n *sites/shop/pages/balm.md:", title
    )


@pytest.mark.browser
def test_the_gallery_follows_pages_and_problems(shop: Serving, open_tab: OpenTab) -> None:
    # The small screen of a page may ask for it once more when it is gone already.
    tab = open_tab(allowed_errors=(r"404 \(Not Found\) \(\S+/third/",))
    tab.goto(shop.url)
    expect(tab.locator(".card")).to_have_count(2)
    text = (shop.root / "sites/shop/pages/soap.md").read_text()
    shop.write("sites/shop/pages/third.md", text.replace("Plain Soap", "Third"))
    expect(tab.locator(".card")).to_have_count(3)
    shop.write("sites/shop/pages/third.md", "no front matter")
    expect(tab.locator("landfast-problems")).to_contain_text("front-matter-missing")
    (shop.root / "sites/shop/pages/third.md").unlink()
    expect(tab.locator("landfast-problems")).to_have_count(0)
    expect(tab.locator(".card")).to_have_count(2)


@pytest.mark.browser
def test_drafts_are_shown_and_marked(shop: Serving, tab: Page) -> None:
    text = (shop.root / "sites/shop/pages/soap.md").read_text()
    # The next version of a page, at the address of this one.
    draft = text.replace("type: product", "type: product\ndraft: true\npath: soap")
    shop.write("sites/shop/pages/next.md", draft.replace("Plain Soap", "Next Soap"))
    wait_until(lambda: shop.get("/shop/soap-draft/")[0] == 200, "the draft is there")
    assert b"Plain Soap" in shop.get("/shop/soap/")[2]
    tab.goto(shop.url)
    marked = tab.locator(".card", has=tab.locator(".badge.draft"))
    expect(marked.locator("h2")).to_have_text("Next Soap")
    shop.change("sites/shop/pages/next.md", "Next Soap", "Best Soap")
    expect(marked.locator("h2")).to_have_text("Best Soap")
    marked.click()
    expect(tab.locator("#draft")).to_be_visible()


MARKETS = """
markets:
  us: {country: US, language: en, currency: USD}
  de: {country: DE, language: de, currency: EUR}
attribution:"""


@pytest.mark.browser
def test_each_market_has_its_page(shop: Serving, tab: Page) -> None:
    shop.change("sites/shop/site.yaml", "\nattribution:", MARKETS)
    tab.goto(shop.url)
    expect(tab.locator(".card")).to_have_count(4)
    tab.locator("#market").select_option("de")
    expect(tab.locator(".card")).to_have_count(2)
    expect(tab.locator(".card .badges").first).to_contain_text("de · DE · de")
    frame = tab.locator(".card").first.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("lang", "de")
    # One file, two pages: both follow it.
    shop.change("sites/shop/pages/balm.md", "Polar Balm", "Other Balm")
    expect(frame.locator("h1")).to_have_text("Other Balm")
    tab.locator("#market").select_option("us")
    expect(tab.locator(".card").first.frame_locator("iframe").locator("h1")).to_have_text(
        "Other Balm"
    )


CATALOGUE = """---
type: product
title: "{{ product.title }}"
category: Beauty
gallery: [media/balm.jpg]
price: {now: "{{ product.price }}"}
catalogue: {file: data/products.csv, as: product, key: id}
cta: {label: Shop Now, url: "https://shop.example/{{ product.id }}"}
---
Foam.
"""


@pytest.mark.browser
def test_rows_of_a_catalogue_are_pages_that_follow_their_data(shop: Serving, tab: Page) -> None:
    shop.write("sites/shop/data/products.csv", "id,title,price\na1,Alpha,9.00\nb2,Beta,8.00\n")
    shop.write("sites/shop/pages/all.md", CATALOGUE)
    tab.goto(shop.url)
    expect(tab.locator(".card")).to_have_count(4)
    page = tab.context.new_page()
    page.goto(shop.at("shop/all/a1"))
    expect(page.locator("h1")).to_have_text("Alpha")
    shop.change("sites/shop/data/products.csv", "Alpha", "Aleph")
    expect(page.locator("h1")).to_have_text("Aleph")
    expect(tab.locator(".card h2").first).to_have_text("Aleph")
    shop.change("sites/shop/pages/all.md", "Foam.", "New foam.")
    expect(page.locator("main div")).to_contain_text("New foam.")


@pytest.mark.browser
def test_on_a_phone_nothing_is_wider_than_the_screen(shop: Serving, open_tab: OpenTab) -> None:
    tab = open_tab(viewport=PHONE)
    for path in ("", "-/stage/shop/balm/"):
        tab.goto(shop.url + path)
        tab.wait_for_timeout(300)
        assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.browser
def test_without_lan_there_is_no_code_for_phones(shop: Serving, tab: Page) -> None:
    tab.goto(shop.url)
    expect(tab.locator(".card")).to_have_count(2)
    expect(tab.locator("#lan")).to_be_hidden()
    assert shop.get("/-/qr?path=/")[0] == 404
