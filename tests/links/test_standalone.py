"""The stand-alone configuration: read whatever it is, and never raise."""

from typing import Any

import pytest

from generator.links import (
    Mapping,
    Parameter,
    arrive,
    make_link,
    standalone_direct,
    standalone_mapping,
    standalone_onelink,
)

BASE = "https://brand.onelink.me/A1b2"


def mapped(parameters: dict[str, Any]) -> Mapping:
    return standalone_mapping({"oneLinkURL": BASE, "afParameters": parameters})


def test_every_member() -> None:
    mapping = standalone_mapping(
        {
            "oneLinkURL": BASE,
            "afParameters": {
                "mediaSource": {"keys": ["pid"], "overrideValues": {"a": "b"}, "defaultValue": "d"},
                "campaign": {"keys": ["c"]},
                "channel": {"keys": ["ch"]},
                "ad": {"keys": ["ad"]},
                "adSet": {"keys": ["set"]},
                "deepLinkValue": {"keys": ["dl"]},
                "afSub1": {"keys": ["s1"]},
                "afSub5": {"keys": ["s5"]},
                "googleClickIdKey": "af_gcl",
                "afCustom": [{"paramKey": "k", "keys": ["x"], "defaultValue": "y"}],
            },
            "webReferrer": "af_ref",
            "referrerSkipList": ["facebook"],
            "urlSkipList": ["preview"],
            "SEO": True,
        }
    )
    empty = Parameter()
    assert mapping == Mapping(
        media_source=Parameter(("pid",), {"a": "b"}, "d"),
        campaign=Parameter(("c",)),
        channel=Parameter(("ch",)),
        ad=Parameter(("ad",)),
        ad_set=Parameter(("set",)),
        deep_link_value=Parameter(("dl",)),
        subs=(Parameter(("s1",)), empty, empty, empty, Parameter(("s5",))),
        google_click_id="af_gcl",
        custom=(("k", Parameter(("x",), {}, "y")),),
        web_referrer="af_ref",
        referrer_skips=("facebook",),
        url_skips=("preview",),
        organic=True,
    )


@pytest.mark.parametrize(
    "config",
    [
        None,
        "text",
        5,
        True,
        [],
        {},
        {"afParameters": None},
        {"afParameters": []},
        {"afParameters": "x"},
        {"afParameters": {"afCustom": {}}},
        {"referrerSkipList": "facebook"},
        {"webReferrer": 5},
        {"SEO": "true"},
        {"SEO": 1},
        {"urlSkipList": {"0": "a"}},
    ],
)
def test_broken_configurations_map_nothing(config: object) -> None:
    assert standalone_mapping(config) == Mapping()
    assert make_link(standalone_onelink(config), Mapping()).url is None
    assert make_link(standalone_direct(config), Mapping()).url is None


@pytest.mark.parametrize(
    ("entry", "parameter"),
    [
        ({}, Parameter()),
        (None, Parameter()),
        ("pid", Parameter()),
        (5, Parameter()),
        (True, Parameter()),
        ([{"keys": ["pid"]}], Parameter()),
        ({"keys": "pid"}, Parameter()),
        ({"keys": {"0": "pid"}}, Parameter()),
        ({"keys": None}, Parameter()),
        ({"keys": "pid", "defaultValue": "d"}, Parameter((), {}, "d")),
        ({"keys": [None, "pid", 5, [], "x"]}, Parameter(("pid", "x"))),
        ({"keys": [""]}, Parameter(("",))),
        ({"defaultValue": "d"}, Parameter((), {}, "d")),
        ({"defaultValue": ""}, Parameter()),
        ({"defaultValue": 3}, Parameter((), {}, "3")),
        ({"defaultValue": 0}, Parameter()),
        ({"defaultValue": -0.0}, Parameter()),
        ({"defaultValue": True}, Parameter()),
        ({"defaultValue": None}, Parameter()),
        ({"defaultValue": ["d"]}, Parameter()),
        ({"overrideValues": None, "keys": ["a"]}, Parameter(("a",))),
        ({"overrideValues": ["x"], "keys": ["a"]}, Parameter(("a",))),
        ({"overrideValues": {"1": 2}, "keys": ["a"]}, Parameter(("a",), {"1": "2"})),
        ({"overrideValues": {"1": None}, "keys": ["a"]}, Parameter(("a",), {"1": ""})),
        ({"keys": ["a"], "unknown": 1}, Parameter(("a",))),
    ],
)
def test_of_a_broken_entry_the_rest_counts(entry: object, parameter: Parameter) -> None:
    assert mapped({"campaign": entry}).campaign == parameter


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1"),
        (-1, "-1"),
        (1.0, "1"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (100, "100"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.25e-9, "1.25e-9"),
        (1234567890123456789, "1234567890123456800"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (float("nan"), ""),
        (10**400, "Infinity"),
        (-(10**400), "-Infinity"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_numbers_are_written_as_javascript_writes_them(number: float, text: str) -> None:
    assert mapped({"campaign": {"defaultValue": number}}).campaign.default == text


@pytest.mark.parametrize(
    "name",
    [
        "pid",
        "c",
        "af_channel",
        "af_ad",
        "af_adset",
        "deep_link_value",
        "af_sub1",
        "af_sub5",
        "my_g",
        "",
        5,
        None,
        ["k"],
    ],
)
def test_custom_names_that_are_ignored(name: object) -> None:
    mapping = mapped(
        {
            "googleClickIdKey": "my_g",
            "afCustom": [{"paramKey": name, "defaultValue": "d"}, None, "x"],
        }
    )
    assert mapping.custom == ()


@pytest.mark.parametrize("name", ["PID", "af_c_id", "af_r", "my_g", "a b", "7", "constructor"])
def test_custom_names_that_count(name: str) -> None:
    mapping = mapped({"afCustom": [{"paramKey": name, "defaultValue": "d"}]})
    assert mapping.custom == ((name, Parameter((), {}, "d")),)


@pytest.mark.parametrize(
    ("name", "google"),
    [
        ("gclid", "gclid"),
        ("af_sub4", "af_sub4"),
        ("af_keywords", "af_keywords"),
        ("my key", "my key"),
        ("pid", ""),
        ("c", ""),
        ("af_ad", ""),
        ("af_adset", ""),
        ("af_channel", ""),
        ("deep_link_value", ""),
        ("", ""),
        (5, ""),
        (None, ""),
    ],
)
def test_the_name_of_the_google_click_id(name: object, google: str) -> None:
    assert mapped({"googleClickIdKey": name}).google_click_id == google


@pytest.mark.parametrize(
    "config",
    [
        {"platform": 5, "app_id": "1", "redirectURL": "https://s.example/"},
        {"platform": "steam", "app_id": 1, "redirectURL": "https://s.example/"},
        {"platform": "steam", "app_id": True, "redirectURL": "https://s.example/"},
        {"platform": "steam", "app_id": "1", "redirectURL": 1},
        {"platform": "steam", "app_id": "1"},
    ],
)
def test_direct_members_of_wrong_types(config: dict[str, object]) -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"), campaign=Parameter((), {}, "c"))
    assert make_link(standalone_direct(config), mapping).url is None


def test_any_text_is_a_redirect_and_an_app_id() -> None:
    config = {"platform": "Roku", "app_id": "x/y", "redirectURL": "myapp://open?x=é&y=%20"}
    mapping = Mapping(media_source=Parameter((), {}, "p"), campaign=Parameter((), {}, "c"))
    assert make_link(standalone_direct(config), mapping).url == (
        "https://engagements.appsflyer.com/v1.0/c2s/click/app/roku/x/y?af_js_web=true"
        "&af_ss_ver=2_10_4&af_media_source=p&af_campaign=c&af_campaign_id=c"
        "&af_r=myapp%3A%2F%2Fopen%3Fx%3D%C3%A9%26y%3D%2520"
    )


def test_a_configuration_makes_links() -> None:
    config = {
        "oneLinkURL": BASE,
        "afParameters": {
            "mediaSource": {"keys": ["utm_source"], "overrideValues": {"tt": "tiktok"}}
        },
    }
    mapping = standalone_mapping(config)
    visit = arrive(mapping, "https://shop.example/?utm_source=tt")
    assert make_link(standalone_onelink(config), mapping, visit).url == (
        f"{BASE}?af_js_web=true&af_ss_ver=2_10_4&pid=tiktok"
    )
