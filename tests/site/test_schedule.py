"""What starts and ends: pages and coupons, judged by the moment of the build."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator.render import Themes
from generator.site import load_site
from generator.site.moment import is_on, moment_of, over
from generator.site.page_types.ecommerce import Ecommerce
from tests.site.catalogue_site import SHOP, pages_of, problems, product
from tests.workspaces import PLAIN_THEME, write_workspace

PAGE = """
-- sites/shop/pages/%s.md --
---
type: ecommerce
title: Glow
background: media/lamp.jpg
coupon: {code: GLOW, url: https://shop.example/c, %s}
cta: {label: Shop now, url: https://shop.example/glow}
%s
---
"""


def at(root: Path, day: str, *archives: str) -> dict[str, Ecommerce]:
    workspace = write_workspace(root, PLAIN_THEME, SHOP, *archives)
    site = load_site(root / "sites/shop", Themes([workspace.themes]).defaults, now=moment_of(day))
    return {s.path: s.page for s in site.pages if isinstance(s.page, Ecommerce)}


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2027-06-09", False),
        ("2027-06-10", True),
        ("2027-06-20", True),
        ("2027-06-21", False),
        ("2027-06-09T23:59:59Z", False),
        ("2027-06-10T00:00:00Z", True),
        ("2027-06-20T23:59:59Z", True),
        ("2027-06-21T00:00:00Z", False),
        ("2027-06-21T01:00:00+02:00", True),
    ],
)
def test_a_page_is_there_from_its_first_to_its_last_day(
    tmp_path: Path, day: str, there: bool
) -> None:
    page = PAGE % ("glow", "text: x", "starts: 2027-06-10\nends: 2027-06-20")
    assert bool(at(tmp_path, day, page)) is there


def test_a_moment_is_exact(tmp_path: Path) -> None:
    page = PAGE % ("glow", "text: x", "starts: 2027-06-10T20:00:00+02:00")
    assert not at(tmp_path, "2027-06-10T17:59:59Z", page)
    assert at(tmp_path, "2027-06-10T18:00:00Z", page)


def test_a_coupon_is_shown_while_it_holds(tmp_path: Path) -> None:
    page = PAGE % ("glow", "starts: 2027-06-10, ends: 2027-06-20", "")
    shown = {
        day: at(tmp_path, day, page)["glow"].coupon is not None
        for day in ("2027-06-01", "2027-06-10", "2027-06-20", "2027-07-01")
    }
    assert shown == {
        "2027-06-01": False,
        "2027-06-10": True,
        "2027-06-20": True,
        "2027-07-01": False,
    }


def test_one_offer_follows_another_at_the_same_address(tmp_path: Path) -> None:
    june = PAGE % ("june", "text: x", "path: offer\nends: 2027-06-30")
    july = PAGE % ("july", "text: x", "path: offer\nstarts: 2027-07-01\nheadline: July")
    assert at(tmp_path, "2027-06-15", june, july)["offer"].headline is None
    assert at(tmp_path, "2027-07-15", june, july)["offer"].headline == "July"
    last, first = "2027-06-30T23:59:59Z", "2027-07-01T00:00:00Z"
    assert [at(tmp_path, moment, june, july)["offer"].headline for moment in (last, first)] == [
        None,
        "July",
    ]


def test_rows_start_and_end_too(tmp_path: Path) -> None:
    rows = "sku,title,price,until\nL1,Oslo,5,2027-06-01\nL2,Bergen,5,\nL3,Turku,5,2020-01-01\n"
    text = 'ends: "{{ row.until }}"'
    assert list(pages_of(tmp_path, SHOP, product(text, rows=rows))) == ["p/l1", "p/l2"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("starts: 2027-13-01", "7:9 date-invalid"),
        ("ends: soon", "7:7 date-invalid"),
        ("ends: 2027-06-30T20:00", "7:7 date-timezone"),
    ],
)
def test_days_that_do_not_exist(tmp_path: Path, said: str, told: str) -> None:
    page = PAGE % ("glow", "text: x", said)
    assert problems(tmp_path, SHOP, page) == [f"sites/shop/pages/glow.md:{told}"]


def test_days_and_moments() -> None:
    day, moment = date(2027, 6, 30), datetime(2027, 6, 30, 20, tzinfo=UTC)
    assert (over(moment), over(day)) == (moment, datetime(2027, 7, 1, 12, tzinfo=UTC))
    assert is_on(None, None, moment)
    assert not is_on(None, moment, moment)
    assert is_on(moment, None, moment)
    assert is_on(day, day, moment)
    assert moment_of("2027-06-30") == datetime(2027, 6, 30, 12, tzinfo=UTC)
