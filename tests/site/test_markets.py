"""One copy of a page for each market, and what each copy says differently."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.build.build import read_sites
from generator.build.plan import make_plan
from generator.render import Themes
from generator.site.page_types.product import Product
from tests.site.catalogue_site import LAMPS, MARKETS, SHOP, pages_of, problems, product, url_of
from tests.workspaces import PLAIN_THEME, write_workspace

PAGE = """
-- sites/shop/pages/balm.md --
---
type: product
title: Polar Balm
category: Beauty
gallery: [media/lamp.jpg]
price: {now: 24.00}
cta: {label: Shop Now, url: "https://shop.example/{{ market.language }}/balm"}
---
For cold days.
"""


def test_each_market_has_its_copy(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, MARKETS, PAGE)
    assert {
        path: (s.page.country, s.page.language, s.page.currency) for path, s in pages.items()
    } == {
        "us/balm": ("US", "en", "USD"),
        "de/balm": ("DE", "de", "EUR"),
        "schweiz/balm": ("CH", "de", "CHF"),
    }
    page = pages["de/balm"].page
    assert isinstance(page, Product)
    assert url_of(page) == "https://shop.example/de/balm"
    assert page.price == pages["us/balm"].page.price  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("scheme", "paths"),
    [
        ("{path}/{market}", ["balm/us", "balm/de", "balm/schweiz"]),
        ("{country}/{language}/{path}", ["us/en/balm", "de/de/balm", "ch/de/balm"]),
        ("x-{market}/{path}", ["x-us/balm", "x-de/balm", "x-schweiz/balm"]),
    ],
)
def test_the_scheme_of_paths_can_be_chosen(tmp_path: Path, scheme: str, paths: list[str]) -> None:
    site = MARKETS.replace("attribution:", f'market_paths: "{scheme}"\nattribution:', 1)
    assert list(pages_of(tmp_path, site, PAGE)) == paths


def test_one_market_may_be_at_the_root(tmp_path: Path) -> None:
    site = MARKETS.replace("{country: US,", '{path: "", country: US,')
    assert list(pages_of(tmp_path, site, PAGE))[:2] == ["balm", "de/balm"]


def test_nearest_wins_and_a_markets_words_for_a_page_win_over_those_for_all(tmp_path: Path) -> None:
    site = MARKETS.replace(
        "currency: EUR}",
        "currency: EUR, kicker: site de, site_name: Laden, robots: index, "
        "company: {legal_name: X}}",
    )
    folder = """
-- sites/shop/pages/_defaults.yaml --
kicker: folder
description: folder
headline: folder
markets: {de: {description: folder de, headline: folder de}}
"""
    page = PAGE.replace(
        "price:", "kicker: page\nheadline: page\nmarkets: {de: {headline: page de}}\nprice:"
    )
    pages = pages_of(tmp_path, site, folder, page)
    us, de = pages["us/balm"].page, pages["de/balm"].page
    assert (us.kicker, us.description, us.headline) == ("page", "folder", "page")
    assert (de.kicker, de.description, de.headline) == ("site de", "folder de", "page de")
    assert (de.site_name, de.robots, us.robots) == ("Laden", "index", "noindex")
    assert de.company is not None
    assert us.company is None


def test_prices_links_and_coupons_by_market(tmp_path: Path) -> None:
    page = PAGE.replace(
        "price: {now: 24.00}",
        """price: {now: 24.00, was: 30.00}
markets:
  de: {price: {now: 22.50}, cta: {url: https://shop.example/de/balsam}, path: balsam}
  ch:
    price: {now: 25.00, was: 29.00, currency: CHF}
    attribution: {defaults: {campaign: alpen}, onelink: https://shop.onelink.me/Ch01}""",
    )
    pages = pages_of(tmp_path, MARKETS, page)
    assert list(pages) == ["us/balm", "de/balsam", "schweiz/balm"]
    de, ch = pages["de/balsam"].page, pages["schweiz/balm"].page
    assert isinstance(de, Product)
    assert (de.price.now, de.price.was) == (Decimal("22.50"), Decimal("30.00"))
    assert (url_of(de), de.cta.label) == ("https://shop.example/de/balsam", "Shop Now")
    assert ch.attribution.defaults.campaign == "alpen"
    assert ch.attribution.defaults.media_source == "shop_landing"


@pytest.mark.parametrize(
    ("said", "paths"),
    [
        ("markets: [de]", ["de/balm"]),
        ("markets: {us: off}", ["de/balm", "schweiz/balm"]),
        ("markets: {de: {title: Balsam}}", ["us/balm", "de/balm", "schweiz/balm"]),
        ("markets: []", []),
    ],
)
def test_a_page_may_name_its_markets(tmp_path: Path, said: str, paths: list[str]) -> None:
    page = PAGE.replace("price:", f"{said}\nprice:")
    assert list(pages_of(tmp_path, MARKETS, page)) == paths


def test_a_folder_names_markets_and_a_page_brings_one_back(tmp_path: Path) -> None:
    folder = "\n-- sites/shop/pages/_defaults.yaml --\nmarkets: [us]\n"
    page = PAGE.replace("price:", "markets: {de: {title: Balsam}}\nprice:")
    assert list(pages_of(tmp_path, MARKETS, folder, page)) == ["us/balm", "de/balm"]


def test_a_translation_beside_the_page(tmp_path: Path) -> None:
    files = """
-- sites/shop/pages/balm.de.md --
---
title: Polarbalsam
markets: {ch: {title: ignored}}
---
Für kalte Tage.
-- sites/shop/pages/balm.ch.md --
Für kalte Tage in den Bergen.
"""
    page = PAGE.replace("price:", "markets: {ch: {title: Polarbalsam CH}}\nprice:")
    pages = pages_of(
        tmp_path, MARKETS, page, files.replace("markets: {ch: {title: ignored}}\n", "")
    )
    assert [(source.page.title, str(source.body).strip()) for source in pages.values()] == [
        ("Polar Balm", "For cold days."),
        ("Polarbalsam", "Für kalte Tage."),
        ("Polarbalsam CH", "Für kalte Tage in den Bergen."),
    ]
    assert pages["schweiz/balm"].body_file.name == "balm.ch.md"


def test_sections_of_a_body(tmp_path: Path) -> None:
    body = "Hi.\n\n::: en us\nFor cold days.\n:::\n::: de\nFür kalte Tage.\n:::\n"
    body += "::: ch\nGrüezi.\n:::\n"
    pages = pages_of(tmp_path, MARKETS, PAGE.replace("For cold days.\n", body))
    texts = [[line for line in str(s.body).split("\n") if line] for s in pages.values()]
    assert texts == [
        ["Hi.", "For cold days."],
        ["Hi.", "Für kalte Tage."],
        ["Hi.", "Für kalte Tage.", "Grüezi."],
    ]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (":::\n", ["balm.md:9:1 section-unopened"]),
        ("::: de\n", ["balm.md:9:1 section-unclosed"]),
        ("::: de\n::: us\n:::\n", ["balm.md:9:1 section-unclosed"]),
        ("x\n::: fr de\n:::\n", ["balm.md:10:1 section-unknown"]),
        ("::: us\n:::\n:::\n", ["balm.md:11:1 section-unopened"]),
    ],
)
def test_sections_that_cannot_be(tmp_path: Path, body: str, codes: list[str]) -> None:
    told = problems(tmp_path, MARKETS, PAGE.replace("For cold days.\n", body))
    assert told == [f"sites/shop/pages/{code}" for code in codes]


def test_a_site_without_markets_has_sections_for_its_language(tmp_path: Path) -> None:
    (source,) = pages_of(tmp_path, SHOP, PAGE.replace("For", "::: en\nFor") + ":::\n").values()
    assert "For cold days." in str(source.body)
    told = problems(tmp_path, SHOP, PAGE.replace("For", "::: de\nFor") + ":::\n")
    assert told == ["sites/shop/pages/balm.md:9:1 section-unknown"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "markets: {de: {country: DE, language: de, currency: Euro}}",
            "site.yaml:6:53 currency-invalid",
        ),
        ("markets: {DE: {country: DE}}", "site.yaml:6:11 market-name"),
        ("markets: {de: {contry: DE}}", "site.yaml:6:16 key-unknown"),
        ("markets: {de: {company: {email: a@b.example}}}", "site.yaml:6:25 key-missing"),
        ("markets: {de: DE}", "site.yaml:6:15 value-wrong-kind"),
        ("markets: [de]", "site.yaml:6:10 value-wrong-kind"),
        ('markets: {de: {}}\nmarket_paths: "{path}"', "site.yaml:7:15 market-paths"),
        ('markets: {de: {}}\nmarket_paths: "{markt}/{path}"', "site.yaml:7:15 market-paths"),
    ],
)
def test_mistakes_in_the_markets_of_a_site(tmp_path: Path, change: str, told: str) -> None:
    site = SHOP.replace("attribution:", f"{change}\nattribution:", 1).replace("theme: plain\n", "")
    site = site.replace("name: Shop\n", "name: Shop\ntheme: plain\ncurrency: USD\n")
    site = site.replace("currency: USD\n", "robots: noindex\ncurrency: USD\n")
    found = [line for line in problems(tmp_path, site, PAGE) if "site.yaml" in line]
    assert found == [f"sites/shop/{told}"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("markets: [us, dee]", "balm.md:6:15 market-unknown"),
        ("markets: {dee: {title: x}}", "balm.md:6:11 market-unknown"),
        ("markets: {de: {titel: x}}", "balm.md:6:16 key-unknown"),
        ("markets: {de: x}", "balm.md:6:15 value-wrong-kind"),
        ("markets: de", "balm.md:6:10 value-wrong-kind"),
        ("markets: {de: {price: {now: x}}}", "balm.md:6:29 value-wrong-kind"),
    ],
)
def test_mistakes_in_the_markets_of_a_page(tmp_path: Path, change: str, told: str) -> None:
    page = PAGE.replace("price:", f"{change}\nprice:")
    assert problems(tmp_path, MARKETS, page) == [f"sites/shop/pages/{told}"]


def test_a_page_names_markets_in_a_site_without(tmp_path: Path) -> None:
    told = problems(tmp_path, SHOP, PAGE.replace("price:", "markets: [us]\nprice:"))
    assert told == ["sites/shop/pages/balm.md:6:11 market-unknown"]


def test_a_translation_that_no_market_speaks(tmp_path: Path) -> None:
    french = "-- sites/shop/pages/balm.fr.md --\nPour les jours froids.\n"
    assert problems(tmp_path, MARKETS, PAGE, french) == [
        "sites/shop/pages/balm.fr.md translation-unknown"
    ]


def planned(root: Path, *archives: str) -> dict[str, tuple[tuple[str, str], ...]]:
    workspace = write_workspace(root, PLAIN_THEME, *archives)
    plan = make_plan(read_sites(workspace.site_folders(), Themes([workspace.themes])))
    return {page.source.path: page.source.alternates for page in plan}


def test_copies_know_each_other(tmp_path: Path) -> None:
    site = MARKETS.replace(
        "language: de, currency: EUR", "default: true, language: de, currency: EUR"
    )
    found = planned(tmp_path, site, PAGE.replace("price:", "markets: {us: {path: cold}}\nprice:"))
    assert list(found) == ["us/cold", "de/balm", "schweiz/balm"]
    assert set(found.values()) == {
        (
            ("en-US", "us/cold"),
            ("de-DE", "de/balm"),
            ("de-CH", "schweiz/balm"),
            ("x-default", "de/balm"),
        )
    }


def test_rows_know_their_copies_also_from_files_of_their_own(tmp_path: Path) -> None:
    text = "markets: {de: {catalogue: {file: data/de.csv}}, ch: off}"
    german = "-- sites/shop/data/de.csv --\nsku,title,price\nL2,Bergen DE,9\nL3,Nur hier,9\n"
    found = planned(tmp_path, MARKETS, product(text, rows=LAMPS), german)
    assert list(found) == ["us/p/l1", "us/p/l2", "de/p/l2", "de/p/l3"]
    assert found["us/p/l1"] == ()
    assert dict(found["us/p/l2"]) == {
        "en-US": "us/p/l2",
        "de-DE": "de/p/l2",
        "x-default": "us/p/l2",
    }


def test_markets_and_rows_and_creators_multiply(tmp_path: Path) -> None:
    creators = "-- sites/shop/data/creators.csv --\nhandle\nmara\nli\n"
    text = """catalogue:
  - {file: data/lamps.csv, key: sku}
  - {file: data/creators.csv, as: creator, key: handle}
path: "{{ row.sku }}/{{ creator.handle }}"
attribution: {defaults: {campaign: "{{ market.key }}-{{ row.sku }}", ad: "{{ creator.handle }}"}}"""
    pages = pages_of(tmp_path, MARKETS, product(text, rows=LAMPS) + creators)
    assert len(pages) == 2 * 2 * 3
    defaults = {
        path: (page.page.attribution.defaults.campaign, page.page.attribution.defaults.ad)
        for path, page in pages.items()
    }
    assert defaults["schweiz/l2/li"] == ("ch-L2", "li")
    assert defaults["us/l1/mara"] == ("us-L1", "mara")
