"""Coupons with a code, and those whose link alone brings the offer (anchor article, step 2B)."""

from pathlib import Path

import pytest

from tests.workspaces import SITE, build_all, problems_of, told, write_workspace


def archive(coupon: str, theme: str = "studio") -> str:
    site = SITE.split("-- sites/shop/pages")[0].replace("theme: plain", f"theme: {theme}")
    return f"""{site}-- sites/shop/pages/glow.md --
---
type: ecommerce
title: Glow
background: media/balm.jpg
coupon: {coupon}
cta: {{label: Shop Now, url: "https://shop.example/balm"}}
---
-- sites/shop/media/balm.jpg --
"""


@pytest.mark.parametrize("theme", ["studio", "cinema", "arcade"])
def test_a_coupon_may_be_a_link_alone(tmp_path: Path, theme: str) -> None:
    coupon = '{text: 20% off your first order, url: "https://shop.example/pay"}'
    build_all(write_workspace(tmp_path, archive(coupon, theme)))
    made = (tmp_path / "output/shop/glow/index.html").read_text()
    assert "20% off your first order" in made
    assert 'href="https://shop.example/pay' in made or "href=https://shop.example/pay" in made
    assert "Get the offer" in made
    assert "data-lf-copy" not in made
    assert "Copy code" not in made


@pytest.mark.parametrize("theme", ["studio", "cinema", "arcade"])
def test_a_code_can_be_copied(tmp_path: Path, theme: str) -> None:
    coupon = '{code: GLOW20, url: "https://shop.example/pay"}'
    build_all(write_workspace(tmp_path, archive(coupon, theme)))
    made = (tmp_path / "output/shop/glow/index.html").read_text()
    assert "data-lf-copy=GLOW20" in made
    assert "Use the code" in made
    assert "Get the offer" not in made


def test_a_coupon_that_says_nothing(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, archive('{url: "https://shop.example/pay"}'))
    (problem,) = problems_of(workspace)
    assert told(problem, tmp_path) == "sites/shop/pages/glow.md:5:9 coupon-empty"
