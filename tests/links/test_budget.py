"""What a link gives up when it is too long, and in which order."""

import pytest

from generator.links import (
    MAX_LENGTH,
    Direct,
    Link,
    Mapping,
    OneLink,
    Parameter,
    Website,
    arrive,
    make_link,
)
from generator.links.budget import dropping_order, is_never_dropped

SHOP = "https://shop.example"
BASE = "https://brand.onelink.me/A1b2"
TTCLID = "E.C.P." + "x" * 319
FULL = Mapping(
    media_source=Parameter(("pid",)),
    campaign=Parameter(("c",)),
    channel=Parameter(("channel",)),
    ad=Parameter(("ad",)),
    ad_set=Parameter(("adset",)),
    deep_link_value=Parameter(("dl",)),
    subs=(
        Parameter(("ttclid",)),
        Parameter(("pid",)),
        Parameter(("s3",)),
        Parameter(("s4",)),
        Parameter(("s5",)),
    ),
    google_click_id="g_id",
    custom=(
        ("af_c_id", Parameter(("cid",))),
        ("first", Parameter(("first",))),
        ("ttclid", Parameter(("ttclid",))),
        ("deep_link_sub1", Parameter(("dl1",))),
        ("af_siteid", Parameter(("site",))),
        ("af_xplatform", Parameter((), {}, "true")),
        ("last", Parameter(("last",))),
    ),
    web_referrer="af_ref",
    raw_copies=frozenset((0, 1)),
)
ALL_IN_ORDER = ["af_sub2", "af_sub1", "af_keywords", "af_ref", "last", "first"]
ALL_IN_ORDER += ["af_sub5", "af_sub4", "af_sub3", "af_ad", "af_adset", "af_channel"]


def full_link(extra: int = 0) -> Link:
    """A link with everything optional in it, `extra` characters of which cannot be dropped."""
    query = (
        "?pid=P&channel=CH&ad=AD&adset=SET&dl=DL&s3=3&s4=4&s5=5&cid=7&first=F&last=L&dl1=D&site=S"
        f"&gclid=G&keyword=K&ttclid=T&c={'c' * extra}"
    )
    visit = arrive(FULL, f"{SHOP}/{query}", "https://r.example/")
    return make_link(OneLink(BASE), FULL, visit)


def test_the_order_of_dropping() -> None:
    names = list(dict.fromkeys(dropping_order(FULL)))
    assert names == ALL_IN_ORDER


def test_a_link_that_fits_loses_nothing() -> None:
    link = full_link(1)
    assert link.dropped == ()
    room = MAX_LENGTH - len(str(link.url))
    exact = full_link(1 + room)
    assert len(str(exact.url)) == MAX_LENGTH
    assert exact.dropped == ()
    over = full_link(2 + room)
    assert [entry.name for entry in over.dropped] == ["af_sub2"]


@pytest.mark.parametrize("count", range(len(ALL_IN_ORDER) + 1))
def test_one_at_a_time_until_it_fits(count: int) -> None:
    whole = full_link(1)
    sizes = {entry.name: len(entry.pair) + 1 for entry in whole.parameters}
    room = MAX_LENGTH - len(str(whole.url)) + sum(sizes[name] for name in ALL_IN_ORDER[:count])
    link = full_link(1 + room)
    assert [entry.name for entry in link.dropped] == ALL_IN_ORDER[:count]
    assert len(str(link.url)) == MAX_LENGTH
    kept = [entry.name for entry in link.parameters]
    assert set(kept) | set(ALL_IN_ORDER[:count]) == set(sizes)
    assert kept == [name for name in sizes if name in kept]


def test_what_is_never_dropped_makes_a_link_longer_than_the_limit() -> None:
    link = full_link(5000)
    assert len(str(link.url)) > MAX_LENGTH
    assert [entry.name for entry in link.dropped] == ALL_IN_ORDER
    assert "c" * 5000 in str(link.url)
    assert [entry.name for entry in link.parameters] == [
        "af_js_web",
        "af_ss_ver",
        "pid",
        "c",
        "deep_link_value",
        "g_id",
        "af_c_id",
        "ttclid",
        "deep_link_sub1",
        "af_siteid",
        "af_xplatform",
        "gclid",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "pid",
        "c",
        "af_media_source",
        "af_campaign",
        "af_campaign_id",
        "af_c_id",
        "af_adset_id",
        "af_ad_id",
        "af_siteid",
        "af_sub_siteid",
        "deep_link_value",
        "deep_link_sub10",
        "af_r",
        "af_xplatform",
        "gclid",
        "fbclid",
        "twclid",
        "sccid",
        "ScCid",
        "ttclid",
        "gbraid",
        "wbraid",
    ],
)
def test_what_stays(name: str) -> None:
    assert is_never_dropped(name)
    mapping = Mapping(custom=((name, Parameter((), {}, "v")),))
    assert name not in dropping_order(mapping)


@pytest.mark.parametrize(
    "name",
    ["af_sub1", "af_ad", "af_adset", "af_channel", "af_keywords", "my_id", "TTCLID", "af_dp"],
)
def test_what_may_go(name: str) -> None:
    assert not is_never_dropped(name)


def test_a_real_ttclid_and_long_names_fit_without_their_copies() -> None:
    name = "%E6%97%A5" * 50
    visit = arrive(FULL, f"{SHOP}/?pid=P&c={name}&ad={name}&adset={name}&ttclid={TTCLID}&cid=7")
    link = make_link(OneLink(BASE), FULL, visit)
    assert len(str(link.url)) <= MAX_LENGTH
    assert [entry.name for entry in link.dropped] == ["af_sub2", "af_sub1"]
    assert f"&ttclid={TTCLID}" in str(link.url)
    assert f"&c={name}" in str(link.url)


def test_a_sub_that_is_no_copy_goes_late() -> None:
    mapping = Mapping(
        media_source=Parameter((), {}, "p"),
        subs=(Parameter((), {}, "1" * 100), *(Parameter(),) * 4),
        custom=(("k", Parameter((), {}, "k" * 1900)),),
    )
    link = make_link(OneLink(BASE), mapping)
    assert [entry.name for entry in link.dropped] == ["k"]


def test_the_button_slot_goes_before_the_sites_own_custom_parameters() -> None:
    mapping = Mapping(
        media_source=Parameter((), {}, "p"), custom=(("k", Parameter((), {}, "k" * 1850)),)
    )
    button = (("which", Parameter((), {}, "b" * 100)),)
    link = make_link(OneLink(BASE, extra=button), mapping)
    assert [entry.name for entry in link.dropped] == ["which"]


def test_direct_links_keep_their_redirect() -> None:
    mapping = Mapping(
        media_source=Parameter((), {}, "p"),
        campaign=Parameter((), {}, "c"),
        ad=Parameter((), {}, "a" * 100),
    )
    link = make_link(Direct("steam", "1", "https://s.example/" + "r" * 1900), mapping)
    assert [entry.name for entry in link.dropped] == ["af_ad"]
    assert "r" * 1900 in str(link.url)


def test_a_website_counts_its_own_query_and_fragment() -> None:
    mapping = Mapping(ad=Parameter((), {}, "a" * 100))
    start = "https://s.example/?"
    room = MAX_LENGTH - len(start) - len("#f") - len("&af_ad=") - 100
    fits = make_link(Website(f"{start}{'q' * room}#f"), mapping)
    assert len(str(fits.url)) == MAX_LENGTH
    assert fits.dropped == ()
    over = make_link(Website(f"{start}{'q' * (room + 1)}#f"), mapping)
    assert over.url == f"{start}{'q' * (room + 1)}#f"
    assert [entry.name for entry in over.dropped] == ["af_ad"]


def test_characters_beyond_the_basic_plane_count_twice() -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"), ad=Parameter((), {}, "a" * 100))
    plain = str(make_link(OneLink(f"{BASE}/"), mapping).url)
    base = f"{BASE}/" + "🎉" * ((MAX_LENGTH - len(plain)) // 2)
    assert make_link(OneLink(base), mapping).dropped == ()
    assert [entry.name for entry in make_link(OneLink(base + "🎉"), mapping).dropped] == ["af_ad"]
