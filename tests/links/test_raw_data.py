"""The copies into af_sub slots that AppsFlyer's raw-data reports show."""

from typing import Any

import pytest

from generator.errors import InputError
from generator.links import (
    SUBS,
    LeftOutCopy,
    Mapping,
    OneLink,
    Parameter,
    ParameterChange,
    arrive,
    make_link,
    preset_mapping,
)

SHOP = "https://shop.example"
BASE = "https://brand.onelink.me/A1b2"


def sent(mapping: Mapping, query: str) -> dict[str, str]:
    """The parameters of a OneLink besides the constants, decoded enough to read."""
    link = make_link(OneLink(BASE), mapping, arrive(mapping, f"{SHOP}/{query}"))
    return {entry.name: entry.value for entry in link.parameters[2:]}


@pytest.mark.parametrize("preset", ["meta-web", "google-web", "snap-web", "none"])
def test_other_presets_copy_nothing_unasked(preset: str) -> None:
    made = preset_mapping(preset)
    assert made.mapping.raw_copies == frozenset()
    assert not any(made.mapping.subs)
    asked = preset_mapping(preset, raw_data={"fbclid": "af_sub3"})
    assert asked.mapping.subs[2] == Parameter(("fbclid",))
    assert asked.mapping.raw_copies == {2}


def test_a_slot_that_the_site_maps_stays_the_sites() -> None:
    made = preset_mapping("tiktok-web", changes={"af_sub1": ParameterChange(("promo",))})
    assert made.left_out == (LeftOutCopy("ttclid", "af_sub1"),)
    assert "ttclid" in made.left_out[0].message
    assert "af_sub1" in made.left_out[0].message
    values = sent(made.mapping, "?pid=p&ttclid=T&promo=X")
    assert (values["af_sub1"], values["af_sub2"], values["ttclid"]) == ("X", "p", "T")
    assert made.mapping.raw_copies == {1}


def test_a_slot_that_the_site_switches_off_stays_empty() -> None:
    made = preset_mapping("tiktok-web", changes={"af_sub2": None})
    assert made.left_out == (LeftOutCopy("pid", "af_sub2"),)
    assert "af_sub2" not in sent(made.mapping, "?pid=p")


def test_a_site_that_maps_the_copy_itself_is_told_nothing() -> None:
    made = preset_mapping("tiktok-web", changes={"af_sub1": ParameterChange(("ttclid",))})
    assert made.left_out == ()
    assert sent(made.mapping, "?pid=p&ttclid=T")["af_sub1"] == "T"


@pytest.mark.parametrize(
    ("raw_data", "query", "subs"),
    [
        ({}, "?pid=p&ttclid=T", {"af_sub1": "T", "af_sub2": "p"}),
        ({"ttclid": "off"}, "?pid=p&ttclid=T", {"af_sub2": "p"}),
        ({"ttclid": "off", "pid": "off"}, "?pid=p&ttclid=T", {}),
        ({"ttclid": "af_sub5"}, "?pid=p&ttclid=T", {"af_sub2": "p", "af_sub5": "T"}),
        (
            {"pid": "af_sub1", "ttclid": "af_sub2"},
            "?pid=p&ttclid=T",
            {"af_sub1": "p", "af_sub2": "T"},
        ),
        ({"af_c_id": "af_sub3"}, "?pid=p&af_c_id=7", {"af_sub2": "p", "af_sub3": "7"}),
    ],
)
def test_raw_data_slots(raw_data: dict[str, str], query: str, subs: dict[str, str]) -> None:
    mapping = preset_mapping("tiktok-web", raw_data=raw_data).mapping
    values = sent(mapping, query)
    assert {name: value for name, value in values.items() if name in SUBS} == subs


@pytest.mark.parametrize(
    ("raw_data", "code"),
    [
        ({"ttclid": "af_sub6"}, "raw-data-slot"),
        ({"ttclid": "af_ad"}, "raw-data-slot"),
        ({"ttclid": ""}, "raw-data-slot"),
        ({"pid": "af_sub1"}, "raw-data-slot-twice"),
    ],
)
def test_impossible_raw_data_slots(raw_data: dict[str, str], code: str) -> None:
    with pytest.raises(InputError) as error:
        preset_mapping("tiktok-web", raw_data=raw_data)
    assert error.value.code == code
    assert error.value.hint


@pytest.mark.parametrize("setting", ["google_click_id", "web_referrer", "button"])
def test_a_slot_with_another_use_holds_no_copy(setting: str) -> None:
    settings: dict[str, Any] = {setting: "af_sub1"}
    made = preset_mapping("tiktok-web", **settings)
    assert made.left_out == (LeftOutCopy("ttclid", "af_sub1"),)
    assert made.mapping.raw_copies == {1}
    assert "af_sub1" not in sent(made.mapping, "?pid=p&ttclid=T")
