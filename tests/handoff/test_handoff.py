"""The sheet says what to paste where: complete, correct, and without anything from elsewhere."""

import csv
import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from generator import links
from generator.cli import run
from generator.handoff.ads import ad_url, direct_ads, sample_url
from generator.handoff.files import MOST_PAGES, hand_off
from generator.site.config import Attribution
from tests.browser.example_sites import WORKSPACE
from tests.browser.fixtures import OpenPage
from tests.check.corpus import Case, write_case

MACROS = {
    "pid": "tiktokweb_int",
    "c": "__CAMPAIGN_NAME__",
    "af_c_id": "__CAMPAIGN_ID__",
    "af_adset": "__AID_NAME__",
    "af_adset_id": "__AID__",
    "af_ad": "__CID_NAME__",
    "af_ad_id": "__CID__",
}


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handoff")
    hand_off(WORKSPACE, (), folder)
    return folder


def data_of(folder: Path, site: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / f"{site}.json").read_text("utf-8"))
    return data


def test_three_files_for_each_site(examples: Path) -> None:
    names = {path.name for path in examples.iterdir()}
    sites = WORKSPACE.site_names()
    assert names == {f"{site}.{kind}" for site in sites for kind in ("html", "json", "csv")}


def test_no_ad_leads_to_a_private_page(examples: Path) -> None:
    pages = data_of(examples, "loftling")["pages"]
    assert {page["path"].split("/")[1] for page in pages} == {"kite"}
    for kind in ("html", "json", "csv"):
        assert "/sunday/" not in (examples / f"loftling.{kind}").read_text("utf-8")


def test_addresses_of_ads_have_macros_in_capitals(examples: Path) -> None:
    for site in ("aurora", "comet", "northlight"):
        for page in data_of(examples, site)["pages"]:
            url = str(page["ad_url"])
            assert url.startswith(f"{page['url']}?")
            assert dict(parse_qsl(urlsplit(url).query)) == MACROS
            assert "%" not in url
            for macro in re.findall(r"__\w+?__", url):
                assert macro == macro.upper()


def test_parameters_of_the_authors_own() -> None:
    attribution = Attribution(
        ad_parameters={"utm_source": "tik tok&co", "utm_campaign": "__CAMPAIGN_NAME__", "pid": "x"}
    )
    url = ad_url("https://go.polarshop.co/balm/", attribution)
    assert url.endswith("&utm_source=tik%20tok%26co&utm_campaign=__CAMPAIGN_NAME__")
    assert url.count("pid=") == 1
    sample = dict(parse_qsl(urlsplit(sample_url("https://go.polarshop.co/", attribution)).query))
    assert sample["utm_campaign"] == sample["c"] == "landfast_test"


def test_samples_bring_everything(examples: Path) -> None:
    """The page's links carry what the sample brings: nothing in it counts as absent."""
    mapping = links.preset_mapping("tiktok-web").mapping
    for page in data_of(examples, "comet")["pages"]:
        visit = links.arrive(mapping, str(page["sample_url"]))
        link = links.make_link(links.OneLink("https://a.onelink.me/A1b2"), mapping, visit)
        sent = {one.name: unquote(one.value) for one in link.parameters}
        assert {*MACROS, "ttclid"} <= set(sent)
        assert "__" not in " ".join(sent.values())


def test_direct_links_for_stores(examples: Path) -> None:
    pages = {str(page["path"]): page for page in data_of(examples, "comet")["pages"]}
    direct = pages["everywhere"]["direct"]
    urls = {one["store"]: one["url"] for one in direct}
    assert set(urls) == {
        "App Store and Google Play, by OneLink",
        "Steam",
        "Epic Games",
        "PlayStation",
        "Xbox",
    }
    steam = urlsplit(urls["Steam"])
    assert (steam.netloc, steam.path) == (
        "engagements.appsflyer.com",
        "/v1.0/c2s/click/app/steam/90000417",
    )
    assert dict(parse_qsl(steam.query)) == {
        "af_media_source": "tiktokweb_int",
        "af_campaign_id": "__CAMPAIGN_ID__",
        "af_campaign": "__CAMPAIGN_NAME__",
        "af_adset": "__AID_NAME__",
        "af_adset_id": "__AID__",
        "af_ad": "__CID_NAME__",
        "af_ad_id": "__CID__",
        "af_r": "https://store.steampowered.com/app/90000417/Comet_Courier_Example/",
    }
    assert "af_r=https%3A%2F%2F" in steam.query


def test_the_deep_link_goes_along() -> None:
    from generator.site.destinations import App

    attribution = Attribution(onelink="https://shop.onelink.me/A1b2")
    app = App(to="app", label="Open", deep_link="product/night ritual")
    (ad,) = direct_ads(attribution, {"cta": app, "banner": app})
    assert ad.url.startswith("https://shop.onelink.me/A1b2?pid=tiktokweb_int&c=__CAMPAIGN_NAME__")
    assert ad.url.endswith("&deep_link_value=product%2Fnight%20ritual")


def test_hosts_that_appsflyer_redirects_to(examples: Path) -> None:
    assert data_of(examples, "comet")["redirect_hosts"] == [
        "go.comet-courier.example",
        "store.steampowered.com",
        "store.epicgames.com",
        "store.playstation.com",
        "www.xbox.com",
    ]
    assert data_of(examples, "aurora")["redirect_hosts"] == []


def test_the_checklist_says_what_the_article_demands(examples: Path) -> None:
    text = (examples / "comet.html").read_text("utf-8")
    for words in (
        "view-through attribution on",
        "Advanced Privacy off",
        "with values and revenue",
        "Choose no in-app event",
        "Import the costs",
        "cross-platform attribution",
    ):
        assert words in text, words
    assert "cross-platform attribution." not in (examples / "aurora.html").read_text("utf-8")


def test_the_mapping_names_keys_defaults_and_copies(examples: Path) -> None:
    (mapping,) = data_of(examples, "aurora")["mappings"]
    rows = mapping["parameters"]
    by_name = {row["outgoing"]: row for row in rows}
    assert by_name["pid"]["incoming"] == ["pid", "af_media_source", "utm_source"]
    assert by_name["pid"]["default"] == "aurora_landing"
    assert by_name["c"]["from_ad"] == "__CAMPAIGN_NAME__"
    assert "raw-data" in by_name["af_sub1"]["note"]
    assert by_name["ttclid"]["from_ad"] == "added by TikTok"


def test_forms_of_anchors(examples: Path) -> None:
    pages = {str(page["path"]): page for page in data_of(examples, "aurora")["pages"]}
    anchor = pages["glow"]["anchor"]
    fields = {one["name"]: one for one in anchor["fields"]}
    assert (anchor["kind"], anchor["country"], anchor["ready"]) == (
        "E-commerce template",
        "US",
        True,
    )
    assert fields["Link"]["value"] == "https://go.aurora-skin.example/glow/"
    assert fields["Title"]["measure"] == "10 of 20 characters"
    assert fields["Background image"]["measure"] == "JPEG, 1260 × 2250, 0.45 MB"  # noqa: RUF001
    assert fields["Coupon link"]["value"] == "https://aurora-skin.example/checkout?coupon=GLOW20"
    balm = pages["balm"]["anchor"]
    assert (balm["kind"], balm["ready"]) == ("Web destination link", False)


def sheet(root: Path, *changes: str) -> tuple[Path, dict[str, Any]]:
    (root / "cache").mkdir()
    workspace = write_case(Case("", "", "", list(changes)), root / "space", root / "cache")
    hand_off(workspace)
    return workspace.root / "handoff", data_of(workspace.root / "handoff", "shop")


def test_what_the_form_would_refuse_is_marked(tmp_path: Path) -> None:
    folder, data = sheet(
        tmp_path,
        "= glow.md anchor: {title: A title of more than twenty, description: Today}",
        "= glow.md background: {src: media/back.jpg, alt: x}",
        "! media/back.jpg 420x800",
    )
    anchor = data["pages"][0]["anchor"]
    wrong = {one["name"]: one["wrong"] for one in anchor["fields"] if one["wrong"]}
    assert set(wrong) == {"Title", "Background image"}
    assert "at most 20" in wrong["Title"][0]
    text = (folder / "shop.html").read_text("utf-8")
    assert "Something is missing" in text
    assert wrong["Title"][0] in unescape(text)


def test_one_sheet_for_each_country(tmp_path: Path) -> None:
    folder, data = sheet(
        tmp_path,
        "= site.yaml markets: {us: {country: US}, de: {country: DE, language: de, currency: EUR}}",
        "= glow.md title: Glow Serum",
    )
    assert [(page["market"], page["country"]) for page in data["pages"]] == [
        ("us", "US"),
        ("de", "DE"),
    ]
    assert len({str(page["ad_url"]) for page in data["pages"]}) == 2
    html = (folder / "shop.html").read_text("utf-8")
    countries = re.findall(r'<section class="country">\s*<h3><span class="tag">(\w\w)<', html)
    assert countries == ["DE", "US"]
    rows = list(csv.DictReader((folder / "shop.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["market"], row["anchor_country"]) for row in rows] == [("us", "US"), ("de", "DE")]
    assert rows[0]["ad_url"] == data["pages"][0]["ad_url"]


def test_very_many_pages_are_in_the_tables(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    changes = ["= balm.md catalogue: {file: data/rows.csv, key: name}", "* data/rows.csv: name"]
    workspace = write_case(Case("", "", "", changes), tmp_path / "space", tmp_path / "cache")
    number = MOST_PAGES + 5
    rows = "\n".join(f"balm-{one}" for one in range(number))
    (workspace.root / "sites/shop/data/rows.csv").write_text(f"name\n{rows}\n", "utf-8")
    (written,) = hand_off(workspace)
    assert written.pages == number
    html = written.files[0].read_text("utf-8")
    assert html.count('<article class="page"') == MOST_PAGES
    assert "5 more pages are in shop.csv and shop.json." in html
    assert len(json.loads(written.files[1].read_text("utf-8"))["pages"]) == number


def test_texts_of_authors_are_text(tmp_path: Path) -> None:
    folder, _ = sheet(tmp_path, '= balm.md title: "</h3><script>alert(1)</script> & more"')
    html = (folder / "shop.html").read_text("utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


def test_problems_leave_the_earlier_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = sheet(tmp_path, "= balm.md title: Polar Balm")
    before = (folder / "shop.html").read_bytes()
    root = tmp_path / "space"
    (root / "sites/shop/pages/bad.md").write_text("---\ntype: product\ntitel: x\n---\n")
    monkeypatch.chdir(root)
    assert run(["handoff"]) == 1
    assert "key-unknown" in capsys.readouterr().err
    assert (folder / "shop.html").read_bytes() == before
    assert {path.name for path in folder.iterdir()} == {"shop.html", "shop.json", "shop.csv"}


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _ = sheet(tmp_path, "= balm.md title: Polar Balm")
    monkeypatch.chdir(tmp_path / "space")
    (tmp_path / "space" / "taken").write_text("")
    assert run(["handoff", "--output", "taken/below"]) == 1
    assert "output-unwritable" in capsys.readouterr().err


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet(tmp_path, "= balm.md title: Polar Balm")
    monkeypatch.chdir(tmp_path / "space")
    assert run(["handoff", "--output", "there"]) == 0
    assert capsys.readouterr().out == (
        "shop: 1 page → there/shop.html, there/shop.json, there/shop.csv\n"
    )
    assert run(["handoff", "shop", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "sites": [
            {
                "site": "shop",
                "pages": 1,
                "files": ["handoff/shop.html", "handoff/shop.json", "handoff/shop.csv"],
            }
        ]
    }
    assert run(["handoff", "nothing"]) == 2


@pytest.mark.browser
@pytest.mark.parametrize("site", WORKSPACE.site_names())
def test_the_sheet_needs_nothing_else(examples: Path, open_page: OpenPage, site: str) -> None:
    """No request leaves it, nothing overflows, every picture shows."""
    page: Page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((examples / f"{site}.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    for width in (390, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    assert page.locator("button:visible").count() == 0


@pytest.mark.browser
def test_copy_buttons_copy(examples: Path, open_page: OpenPage) -> None:
    page = open_page()
    page.goto((examples / "aurora.html").as_uri())
    page.evaluate(
        """() => { window.copied = []; Object.defineProperty(navigator, "clipboard",
        {value: {writeText: async (text) => window.copied.push(text)}}) }"""
    )
    button = page.locator("#ads [data-copy]").first
    button.click()
    page.wait_for_function("window.copied.length === 1")
    assert page.evaluate("window.copied[0]") == data_of(examples, "aurora")["pages"][0]["ad_url"]
    assert button.inner_text() == "Copied"


@pytest.mark.browser
def test_codes_can_be_scanned(examples: Path, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(viewport={"width": 1100, "height": 900})
    page.goto((examples / "aurora.html").as_uri())
    page.locator(".qr svg").first.screenshot(path=tmp_path / "code.png")
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    url = data_of(examples, "aurora")["pages"][0]["scan_url"]
    assert code.text == url
    assert dict(parse_qsl(urlsplit(str(url)).query))["c"] == "landfast_test"


def test_places_of_broken_media_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cache").mkdir()
    case = Case("", "", "", ["= glow.md anchor: {name: x, thumbnail: media/bad.jpg}"])
    workspace = write_case(case, tmp_path / "space", tmp_path / "cache")
    (workspace.root / "sites/shop/media/bad.jpg").write_text("no picture")
    monkeypatch.chdir(workspace.root)
    assert run(["check"]) == 1
    assert "media-not-an-image" in capsys.readouterr().out
