"""The page's configuration: its form, its size, and that it says all that links need."""

import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.links import (
    Destination,
    Direct,
    Mapping,
    OneLink,
    PageLoad,
    Parameter,
    Website,
    apk,
    arrive,
    make_link,
    page_config,
    preset_mapping,
    static_href,
)
from tests.links.page_settings import (
    REFERRERS,
    destinations,
    mappings,
    page_loads,
    page_urls,
    read_config,
)

BASE = "https://brand.onelink.me/A1b2"


def test_an_empty_mapping() -> None:
    assert page_config({}, Mapping()) == {"m": {}, "ttl": 7200, "l": {}}


def test_every_member() -> None:
    mapping = Mapping(
        media_source=Parameter(("pid", "utm_source"), {"tik tok": "a b"}, "d d"),
        campaign=Parameter(("c",)),
        channel=Parameter((), {}, "web"),
        ad=Parameter(("ad",)),
        ad_set=Parameter(("set",)),
        deep_link_value=Parameter(("dl",), {}, "home/1"),
        subs=(Parameter(), Parameter(("s2",)), Parameter(), Parameter(("s4",)), Parameter()),
        google_click_id="af_gcl",
        custom=(("k", Parameter(("x",))), ("empty", Parameter()), ("l", Parameter((), {}, "100%"))),
        web_referrer="af_ref",
        raw_copies=frozenset((3, 1)),
        referrer_skips=("FaceBook", ""),
        url_skips=("PREVIEW",),
        organic=True,
    )
    button = (("af_sub_siteid", Parameter((), {}, "cta")),)
    config = page_config(
        {
            "cta": OneLink(BASE, extra=button),
            "deep": OneLink(BASE, deep_link="offer/1"),
            "steam": Direct("Steam", "42", "https://s.example/?a=%20"),
            "site": Website("https://s.example/#f"),
            "bare": Website("https://s.example/", carry=()),
            "some": Website("https://s.example/", carry=("pid", "c"), extra=button),
            "apk": apk(BASE, "https://cdn.example/a b.apk"),
        },
        mapping,
        lifetime=3600,
        impression_base=BASE,
        cross_platform=True,
    )
    assert config == {
        "m": {
            "pid": {"k": ["pid", "utm_source"], "o": {"tik tok": "a%20b"}, "d": "d%20d"},
            "c": {"k": ["c"]},
            "ch": {"d": "web"},
            "ad": {"k": ["ad"]},
            "set": {"k": ["set"]},
            "dl": {"k": ["dl"], "d": "home%2F1"},
            "sub": [0, {"k": ["s2"]}, 0, {"k": ["s4"]}],
            "g": "af_gcl",
            "x": [["k", {"k": ["x"]}], ["l", {"d": "100%25"}]],
            "ref": "af_ref",
            "raw": [1, 3],
            "org": 1,
        },
        "skip": {"r": ["facebook"], "u": ["preview"]},
        "ttl": 3600,
        "l": {
            "cta": ["o", BASE, {"x": [["af_sub_siteid", {"d": "cta"}]]}],
            "deep": ["o", BASE, {"dl": "offer%2F1"}],
            "steam": ["d", "steam", "42", "https%3A%2F%2Fs.example%2F%3Fa%3D%2520"],
            "site": ["w", "https://s.example/#f"],
            "bare": ["w", "https://s.example/", []],
            "some": [
                "w",
                "https://s.example/",
                ["pid", "c"],
                {"x": [["af_sub_siteid", {"d": "cta"}]]},
            ],
            "apk": ["o", BASE, {"r": "https%3A%2F%2Fcdn.example%2Fa%20b.apk"}],
        },
        "imp": {"b": BASE, "xp": 1},
    }


def test_an_ordinary_template_has_no_cross_platform_flag() -> None:
    assert page_config({}, Mapping(), impression_base=BASE)["imp"] == {"b": BASE}


def test_a_malformed_base_has_no_impression() -> None:
    assert "imp" not in page_config({}, Mapping(), impression_base="http://brand.onelink.me/A")


@pytest.mark.parametrize(
    "destination",
    [
        OneLink("https://localhost/A"),
        Direct("gameboy", "1", "https://s.example/"),
        Direct("steam", "", "https://s.example/"),
        Direct("steam", "1", ""),
        Website("javascript:alert(1)"),
    ],
)
def test_what_can_never_be_a_link_is_left_to_the_static_one(destination: Destination) -> None:
    mapping = Mapping(media_source=Parameter(("pid",)))
    assert page_config({"cta": destination}, mapping)["l"] == {}


def test_a_link_that_lacks_only_a_visit_stays() -> None:
    mapping = Mapping(media_source=Parameter(("pid",)), campaign=Parameter(("c",)))
    links: dict[str, Destination] = {
        "cta": OneLink(BASE),
        "steam": Direct("steam", "1", "https://s.example/"),
    }
    assert set(page_config(links, mapping)["l"]) == set(links)


def test_a_page_that_remembers_nothing_says_so() -> None:
    assert page_config({}, Mapping(), lifetime=0)["ttl"] == 0


def test_the_configuration_of_a_tiktok_page_is_small() -> None:
    made = preset_mapping("tiktok-web", defaults={"media_source": "landing", "campaign": "x"})
    config = page_config({"cta": OneLink(BASE)}, made.mapping, impression_base=BASE)
    text = json.dumps(config, separators=(",", ":"), ensure_ascii=False)
    assert len(zlib.compress(text.encode(), 9)) <= 400


@given(
    destinations,
    mappings,
    page_urls,
    st.sampled_from(REFERRERS),
    st.lists(page_loads, max_size=3),
)
def test_the_configuration_says_all_that_links_need(
    destination: Destination,
    mapping: Mapping,
    page_url: str,
    referrer: str,
    earlier: list[PageLoad],
) -> None:
    config: dict[str, Any] = json.loads(json.dumps(page_config({"cta": destination}, mapping)))
    read_mapping, read_links = read_config(config)
    visit = arrive(mapping, page_url, referrer, earlier)
    read_visit = arrive(read_mapping, page_url, referrer, earlier)
    expected = make_link(destination, mapping, visit)
    found = make_link(read_links["cta"], read_mapping, read_visit)
    assert (found.url, found.reason) == (expected.url, expected.reason)
    assert static_href(read_links["cta"], read_mapping) == static_href(destination, mapping)
