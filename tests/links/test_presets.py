"""Presets, what a site changes of them, and the copies for raw-data reports."""

from typing import Any

import pytest

from generator.errors import InputError
from generator.links import (
    DEFAULTS,
    PRESETS,
    SUBS,
    Mapping,
    OneLink,
    ParameterChange,
    arrive,
    check_outgoing_name,
    make_link,
    preset_mapping,
    static_href,
)

SHOP = "https://shop.example"
BASE = "https://brand.onelink.me/A1b2"
START = f"{BASE}?af_js_web=true&af_ss_ver=2_10_4"
TIKTOK_AD = (
    "?pid=tiktokweb_int&c=Summer+Sale&af_c_id=180&af_adset=US+18-34&af_adset_id=181"
    "&af_ad=video_01&af_ad_id=182&af_channel=TikTok&af_siteid=S&ttclid=E.C.P.x"
)


def sent(mapping: Mapping, query: str) -> dict[str, str]:
    """The parameters of a OneLink besides the constants, decoded enough to read."""
    link = make_link(OneLink(BASE), mapping, arrive(mapping, f"{SHOP}/{query}"))
    return {entry.name: entry.value for entry in link.parameters[2:]}


def test_the_presets() -> None:
    assert list(PRESETS) == ["tiktok-web", "meta-web", "google-web", "snap-web", "none"]


TIKTOK_TABLE = {
    "pid": ("pid", "af_media_source", "utm_source"),
    "c": ("c", "af_campaign", "utm_campaign"),
    "af_c_id": ("af_c_id", "af_campaign_id", "utm_id", "campaign_id"),
    "af_adset": ("af_adset",),
    "af_adset_id": ("af_adset_id",),
    "af_ad": ("af_ad", "utm_content"),
    "af_ad_id": ("af_ad_id",),
    "af_channel": ("af_channel", "placement"),
    "af_siteid": ("af_siteid", "af_site_id"),
    "ttclid": ("ttclid",),
    "af_sub1": ("ttclid",),
    "af_sub2": ("pid",),
    "deep_link_value": ("deep_link_value",),
    **{f"deep_link_sub{number}": (f"deep_link_sub{number}",) for number in range(1, 11)},
}


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name, keys in TIKTOK_TABLE.items() for key in keys]
)
def test_every_key_of_tiktok_web(name: str, key: str) -> None:
    mapping = preset_mapping("tiktok-web", defaults={"media_source": "landing"}).mapping
    assert sent(mapping, f"?{key}=value")[name] == "value"


def test_the_keys_of_tiktok_web_are_in_their_order() -> None:
    mapping = preset_mapping("tiktok-web").mapping
    entries = {
        "pid": mapping.media_source,
        "c": mapping.campaign,
        "af_channel": mapping.channel,
        "af_ad": mapping.ad,
        "af_adset": mapping.ad_set,
        "deep_link_value": mapping.deep_link_value,
        **{name: sub for name, sub in zip(SUBS, mapping.subs, strict=True) if sub},
        **dict(mapping.custom),
    }
    assert {name: entry.keys for name, entry in entries.items()} == TIKTOK_TABLE
    assert mapping.raw_copies == {0, 1}


def test_a_whole_tiktok_ad_click() -> None:
    mapping = preset_mapping("tiktok-web").mapping
    link = make_link(OneLink(BASE), mapping, arrive(mapping, f"{SHOP}/{TIKTOK_AD}"))
    assert link.url == (
        f"{START}&pid=tiktokweb_int&c=Summer%20Sale&af_channel=TikTok&af_ad=video_01"
        "&af_adset=US%2018-34&af_sub1=E.C.P.x&af_sub2=tiktokweb_int&af_c_id=180&af_adset_id=181"
        "&af_ad_id=182&af_siteid=S&ttclid=E.C.P.x"
    )


@pytest.mark.parametrize(
    ("preset", "source", "pid"),
    [
        ("tiktok-web", "tiktok", "tiktokweb_int"),
        ("tiktok-web", "TikTok", "tiktokweb_int"),
        ("tiktok-web", "newsletter", "newsletter"),
        ("tiktok-web", "facebook", "facebook"),
        ("meta-web", "facebook", "metaweb_int"),
        ("meta-web", "fb", "metaweb_int"),
        ("meta-web", "ig", "metaweb_int"),
        ("meta-web", "Instagram", "metaweb_int"),
        ("google-web", "google", "googleads_int"),
        ("snap-web", "snapchat", "snapweb_int"),
        ("snap-web", "Snap", "snapweb_int"),
        ("none", "tiktok", None),
    ],
)
def test_what_utm_source_stands_for(preset: str, source: str, pid: str | None) -> None:
    mapping = preset_mapping(preset).mapping
    assert sent(mapping, f"?utm_source={source}").get("pid") == pid


@pytest.mark.parametrize(
    ("preset", "query", "name"),
    [
        ("meta-web", "?pid=p&fbclid=F", "fbclid"),
        ("google-web", "?pid=p&gclid=F", "gclid"),
        ("snap-web", "?pid=p&ScCid=F", "ScCid"),
        ("none", "?ttclid=F", "ttclid"),
    ],
)
def test_every_preset_passes_its_click_id_on_once(preset: str, query: str, name: str) -> None:
    mapping = preset_mapping(preset, defaults={"media_source": "d"}).mapping
    link = make_link(OneLink(BASE), mapping, arrive(mapping, f"{SHOP}/{query}"))
    assert str(link.url).count(f"&{name}=F") == 1


@pytest.mark.parametrize("preset", PRESETS)
def test_defaults_apply_when_the_visit_brings_none(preset: str) -> None:
    defaults = {name: f"d {name}" for name in DEFAULTS}
    mapping = preset_mapping(preset, defaults=defaults).mapping
    values = sent(mapping, "")
    assert values == {sent_as: f"d%20{name}" for name, sent_as in DEFAULTS.items()}


def test_the_visit_comes_before_the_defaults() -> None:
    mapping = preset_mapping(
        "tiktok-web", defaults=dict.fromkeys(DEFAULTS, "default"), raw_data={"pid": "off"}
    ).mapping
    values = sent(mapping, TIKTOK_AD)
    assert "default" not in values.values()
    assert values["c"] == "Summer%20Sale"


def test_two_pages_tell_creators_and_countries_apart() -> None:
    def page(creator: str, country: str) -> str:
        made = preset_mapping(
            "tiktok-web",
            defaults={
                "media_source": "tiktok_anchor",
                "campaign": "glow-anchors",
                "ad_set": country,
                "ad": creator,
                "channel": "anchor",
            },
        )
        return static_href(OneLink(BASE), made.mapping)

    end = "af_adset=US"
    assert page("anna", "US") == (
        f"{START}&pid=tiktok_anchor&c=glow-anchors&af_channel=anchor&af_ad=anna&{end}"
    )
    assert len({page("anna", "US"), page("anna", "DE"), page("ben", "US"), page("ben", "DE")}) == 4


def test_an_unknown_default_is_told() -> None:
    with pytest.raises(InputError, match="creator is nothing") as error:
        preset_mapping("tiktok-web", defaults={"creator": "anna"})
    assert error.value.code == "attribution-default"
    assert "media_source" in error.value.hint


def test_an_unknown_preset_is_told() -> None:
    with pytest.raises(InputError) as error:
        preset_mapping("tiktok")
    assert error.value.code == "preset-unknown"
    assert "tiktok-web" in error.value.hint


@pytest.mark.parametrize(
    ("change", "query", "expected"),
    [
        (ParameterChange(keys=("ad",)), "?pid=p&ad=1", "1"),
        (ParameterChange(keys=("ad",)), "?pid=p&af_ad=1", None),
        (ParameterChange(default="d"), "?pid=p", "d"),
        (ParameterChange(default="d"), "?pid=p&utm_content=1", "1"),
        (ParameterChange(overrides={"1": "one"}), "?pid=p&utm_content=1", "one"),
        (ParameterChange(keys=(), default="d"), "?pid=p&af_ad=1", "d"),
        (None, "?pid=p&af_ad=1", None),
    ],
)
def test_a_site_changes_single_parameters(
    change: ParameterChange | None, query: str, expected: str | None
) -> None:
    mapping = preset_mapping("tiktok-web", changes={"af_ad": change}).mapping
    assert sent(mapping, query).get("af_ad") == expected
    assert sent(mapping, f"{query}&c=C")["c"] == "C"


def test_a_change_keeps_what_it_does_not_say() -> None:
    mapping = preset_mapping("tiktok-web", changes={"pid": ParameterChange(default="d")}).mapping
    assert sent(mapping, "?utm_source=tiktok")["pid"] == "tiktokweb_int"
    assert sent(mapping, "")["pid"] == "d"


def test_defaults_win_over_a_default_in_the_mapping() -> None:
    changes = {"c": ParameterChange(default="site")}
    assert sent(
        preset_mapping(
            "tiktok-web", defaults={"media_source": "m", "campaign": "page"}, changes=changes
        ).mapping,
        "",
    ) == {"pid": "m", "c": "page"}
    assert sent(
        preset_mapping("tiktok-web", defaults={"media_source": "m"}, changes=changes).mapping, ""
    ) == {"pid": "m", "c": "site"}


def test_a_site_adds_parameters_in_its_order() -> None:
    mapping = preset_mapping(
        "none",
        defaults={"media_source": "m"},
        changes={"zz": ParameterChange(("z",)), "aa": ParameterChange(("a",))},
    ).mapping
    assert list(sent(mapping, "?a=1&z=2")) == ["pid", "zz", "aa"]


def test_a_custom_parameter_may_be_switched_off() -> None:
    mapping = preset_mapping("tiktok-web", changes={"af_siteid": None}).mapping
    assert "af_siteid" not in sent(mapping, "?pid=p&af_siteid=1")


@pytest.mark.parametrize("name", ["af_dp", "my-name", "a.b~c", "PID", "is_retargeting", "af_prt"])
def test_outgoing_names(name: str) -> None:
    assert check_outgoing_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "a=b",
        "a&b",
        "é",
        "a%20b",
        "af_js_web",
        "af_ss_ver",
        "af_r",
        "af_media_source",
        "af_campaign",
        "af_campaign_id",
        "a\n",
    ],
)
def test_impossible_outgoing_names(name: str) -> None:
    for call in (
        lambda: check_outgoing_name(name),
        lambda: preset_mapping("none", changes={name: ParameterChange(("k",))}),
    ):
        with pytest.raises(InputError) as error:
            call()
        assert error.value.code == "outgoing-name"
        assert error.value.hint.endswith(".")


def test_the_google_click_id_has_one_place() -> None:
    mapping = preset_mapping("google-web", google_click_id="af_gclid").mapping
    assert sent(mapping, "?pid=p&gclid=G")["af_gclid"] == "G"
    with pytest.raises(InputError, match="af_gclid"):
        preset_mapping(
            "google-web", google_click_id="af_gclid", changes={"af_gclid": ParameterChange(("g",))}
        )


@pytest.mark.parametrize(
    "settings",
    [
        {"web_referrer": "pid"},
        {"button": "c"},
        {"button": "deep_link_value"},
        {"button": "af_siteid"},
        {"button": "ttclid"},
        {"web_referrer": "gbraid"},
        {"google_click_id": "af_ad"},
        {"google_click_id": "af_sub3", "button": "af_sub3"},
        {"button": "af_sub4", "changes": {"af_sub4": ParameterChange(("promo",))}},
    ],
)
def test_nothing_is_sent_under_a_name_that_is_taken(settings: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="would be lost") as error:
        preset_mapping("tiktok-web", **settings)
    assert error.value.code == "outgoing-name"


@pytest.mark.parametrize(
    "settings",
    [
        {"button": "af_sub_siteid", "web_referrer": "af_sub3", "google_click_id": "af_sub4"},
        {"button": "af_siteid", "changes": {"af_siteid": None}},
        {"google_click_id": "gclid"},
    ],
)
def test_free_names_are_free(settings: dict[str, Any]) -> None:
    assert preset_mapping("tiktok-web", **settings).left_out == ()


def test_the_other_settings_reach_the_mapping() -> None:
    mapping = preset_mapping(
        "tiktok-web",
        web_referrer="af_ref",
        referrer_skips=("facebook",),
        url_skips=("preview",),
        organic=True,
    ).mapping
    assert mapping.web_referrer == "af_ref"
    assert mapping.referrer_skips == ("facebook",)
    assert mapping.url_skips == ("preview",)
    assert mapping.organic
