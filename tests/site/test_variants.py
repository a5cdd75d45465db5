"""Versions of a page that visitors are divided among."""

from pathlib import Path

import pytest

from generator.site.attribution import preset_mapping
from generator.site.page_types.product import Product
from tests.site.catalogue_site import LAMPS, MARKETS, SHOP, pages_of, problems, product

PAGE = """
-- sites/shop/pages/balm.md --
---
type: product
title: Polar Balm
category: Beauty
gallery: [media/lamp.jpg]
price: {now: 24.00}
cta: {label: Shop Now, url: https://shop.example/balm}
variants:
  short: {weight: 3}
  long: {headline: "For days that do not want to get light", price: {was: 30.00}}
---
For cold days.
"""


def test_each_variant_has_its_page_and_the_page_itself_divides(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, SHOP, PAGE)
    assert [(path, s.variant, s.split, s.canonical_path) for path, s in pages.items()] == [
        ("balm", "short", (("short", 3), ("long", 1)), "balm"),
        ("balm/short", "short", (), "balm"),
        ("balm/long", "long", (), "balm"),
    ]
    short, long = pages["balm/short"].page, pages["balm/long"].page
    assert isinstance(long, Product)
    assert (short.headline, long.headline) == (None, "For days that do not want to get light")
    assert (str(long.price.now), str(long.price.was)) == ("24.00", "30.00")


def test_every_link_says_the_variant(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, SHOP, PAGE)
    subs = [preset_mapping(source.page.attribution).mapping.subs[2] for source in pages.values()]
    assert [(sub.keys, sub.default) for sub in subs] == [((), "short"), ((), "short"), ((), "long")]


@pytest.mark.parametrize(("slot", "name"), [("af_sub5", "af_sub5"), ("my_variant", "my_variant")])
def test_the_slot_can_be_chosen(tmp_path: Path, slot: str, name: str) -> None:
    site = SHOP.replace("attribution:", f"attribution:\n  variant: {slot}")
    page = pages_of(tmp_path, site, PAGE)["balm/long"].page
    change = page.attribution.mapping[name]
    assert not isinstance(change, str)
    assert (change.keys, change.default) == ((), "long")


def test_or_switched_off(tmp_path: Path) -> None:
    site = SHOP.replace("attribution:", "attribution:\n  variant: off")
    assert pages_of(tmp_path, site, PAGE)["balm/long"].page.attribution.mapping == {}


def test_variants_in_markets_and_of_rows(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, MARKETS, PAGE)
    assert [path for path in pages if path.startswith("de/")] == [
        "de/balm",
        "de/balm/short",
        "de/balm/long",
    ]
    rows = pages_of(tmp_path / "rows", SHOP, product("variants: {a: {}, b: {}}", rows=LAMPS))
    assert list(rows) == [f"p/l{number}{end}" for number in (1, 2) for end in ("", "/a", "/b")]


def test_a_markets_variant_says_something_else_there(tmp_path: Path) -> None:
    page = PAGE.replace(
        "variants:", "markets: {de: {variants: {long: {headline: Lang}}}}\nvariants:"
    )
    pages = pages_of(tmp_path, MARKETS, page)
    assert pages["de/balm/long"].page.headline == "Lang"
    assert str(pages["de/balm/long"].page.price.was) == "30.00"  # type: ignore[attr-defined]
    assert pages["us/balm/long"].page.headline == "For days that do not want to get light"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{a: {}}", "8:11 variants-few"),
        ("[a, b]", "8:11 variants-few"),
        ("{a: {}, B: {}}", "8:22 variant-name"),
        ("{a: {}, b: long}", "8:22 value-wrong-kind"),
        ("{a: {weight: -1}, b: {weight: 5}}", "8:24 variant-weight"),
        ("{a: {weight: half}, b: {}}", "8:24 variant-weight"),
        ("{a: {weight: 0}, b: {weight: 0}}", "8:11 variant-weight"),
        ("{a: {}, b: {hedline: x}}", "8:23 key-unknown"),
        ("{a: {}, b: {price: {now: x}}}", "8:36 value-wrong-kind"),
    ],
)
def test_mistakes_in_variants(tmp_path: Path, said: str, told: str) -> None:
    page = PAGE[: PAGE.index("variants:")] + f"variants: {said}\n---\n"
    assert problems(tmp_path, SHOP, page) == [f"sites/shop/pages/balm.md:{told}"]


def test_a_slot_that_is_taken(tmp_path: Path) -> None:
    site = SHOP.replace("attribution:", "attribution:\n  mapping: {af_sub3: {keys: [x]}}")
    assert problems(tmp_path, site, PAGE) == ["sites/shop/site.yaml:5:22 variant-slot"]
