"""What Landfast does better than AppsFlyer's own script: one test for each improvement.

docs/smart-script.md names them in the same order and says why.
"""

import json
from pathlib import Path

import pytest

from generator.links import (
    MAX_LENGTH,
    Direct,
    Mapping,
    OneLink,
    PageLoad,
    Parameter,
    arrive,
    make_link,
    page_impression,
    preset_mapping,
    standalone_mapping,
    standalone_onelink,
)

SHOP = "https://shop.example"
BASE = "https://brand.onelink.me/A1b2"
START = f"{BASE}?af_js_web=true&af_ss_ver=2_10_4"
MAPPING = preset_mapping("tiktok-web", raw_data={"ttclid": "off", "pid": "off"}).mapping
WITH_DEFAULT = preset_mapping(
    "tiktok-web",
    defaults={"media_source": "landing", "campaign": "always on"},
    raw_data={"ttclid": "off", "pid": "off"},
).mapping


def onelink(
    query: str, mapping: Mapping = MAPPING, referrer: str = "", earlier: tuple[PageLoad, ...] = ()
) -> str:
    return str(
        make_link(OneLink(BASE), mapping, arrive(mapping, SHOP + query, referrer, earlier)).url
    )


@pytest.mark.parametrize("value", ["__CAMPAIGN_NAME__", "{{campaign.name}}", "${C}", "{c}", "null"])
def test_01_macros_and_nulls_count_as_absent(value: str) -> None:
    assert onelink(f"/?pid=p&c={value}", WITH_DEFAULT) == f"{START}&pid=p&c=always%20on"
    assert onelink(f"/?pid=p&c={value}") == f"{START}&pid=p"


def test_02_a_click_id_behind_its_own_macro_is_found() -> None:
    assert onelink("/?pid=p&ttclid=__CLICKID__&ttclid=E.C.P.x") == f"{START}&pid=p&ttclid=E.C.P.x"
    assert onelink("/?pid=p&ttclid=E.C.P.x&ttclid=__CLICKID__") == f"{START}&pid=p&ttclid=E.C.P.x"


def test_03_defaults_and_replacements_cannot_add_parameters() -> None:
    mapping = Mapping(
        media_source=Parameter(("pid",), {"tt": "a&c=evil"}, "a b&c=evil#x"),
    )
    assert onelink("/", mapping) == f"{START}&pid=a%20b%26c%3Devil%23x"
    assert onelink("/?pid=tt", mapping) == f"{START}&pid=a%26c%3Devil"


def test_04_replacements_are_found_by_what_a_person_reads() -> None:
    mapping = Mapping(media_source=Parameter(("pid",), {"summer sale": "sale", "日本": "jp"}))
    assert onelink("/?pid=summer%20sale", mapping) == f"{START}&pid=sale"
    assert onelink("/?pid=%E6%97%A5%E6%9C%AC", mapping) == f"{START}&pid=jp"


def test_05_an_inner_page_continues_the_visit() -> None:
    landing = PageLoad(f"{SHOP}/?pid=tiktokweb_int&c=Sale&ttclid=T", "https://www.tiktok.com/", 60)
    whole = f"{START}&pid=tiktokweb_int&c=Sale&ttclid=T"
    for inner in ("/more", "/more?promo=x", "/more?utm_source=header", "/more?c=menu&pid=own"):
        assert onelink(inner, MAPPING, f"{SHOP}/", (landing,)) == whole


def test_06_only_mapped_keys_are_ever_remembered() -> None:
    landing = PageLoad(f"{SHOP}/?pid=p&email=me%40x.example&session=secret", "", 60)
    visit = arrive(MAPPING, f"{SHOP}/more", "", (landing,))
    assert visit.remembered is not None
    assert visit.remembered.values == {"pid": "p"}


def test_07_a_visit_without_memory_still_has_its_link() -> None:
    assert onelink("/?pid=p&ttclid=T", earlier=()) == f"{START}&pid=p&ttclid=T"


def test_08_a_mapped_click_id_is_sent_once() -> None:
    assert onelink("/?pid=p&ttclid=T").count("ttclid=T") == 1


def test_09_click_ids_travel_with_the_visit() -> None:
    mapping = Mapping(media_source=Parameter(("pid",)))
    landing = PageLoad(f"{SHOP}/?pid=p&gclid=G&keyword=red+shoes", "", 60)
    assert onelink("/more", mapping, "", (landing,)) == (
        f"{START}&pid=p&gclid=G&af_keywords=red%20shoes"
    )


def test_10_direct_links_carry_the_campaigns_id() -> None:
    link = make_link(
        Direct("steam", "480", "https://store.steampowered.com/app/480/"),
        MAPPING,
        arrive(MAPPING, f"{SHOP}/?pid=p&c=Sale&af_c_id=180"),
    )
    assert "&af_campaign=Sale&af_campaign_id=180&" in str(link.url)
    assert "af_c_id" not in str(link.url)


def test_11_a_media_source_in_the_url_suffices() -> None:
    assert onelink("/?pid=p") == f"{START}&pid=p"


def test_12_a_base_may_have_a_query_and_a_fragment() -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"))
    link = make_link(OneLink(f"{BASE}?af_dp=x#top"), mapping)
    assert link.url == f"{BASE}?af_dp=x&af_js_web=true&af_ss_ver=2_10_4&pid=p"


def test_13_a_script_is_no_base() -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"))
    assert make_link(OneLink(f"javascript:alert(1)//{BASE}"), mapping).url is None


def test_14_names_are_encoded() -> None:
    mapping = Mapping(
        media_source=Parameter((), {}, "p"), custom=(("a=b&c", Parameter((), {}, "v")),)
    )
    assert onelink("/", mapping) == f"{START}&pid=p&a%3Db%26c=v"


def test_15_names_are_unique() -> None:
    mapping = Mapping(
        media_source=Parameter((), {}, "p"),
        custom=(("af_r", Parameter((), {}, "x")), ("k", Parameter((), {}, "1"))),
        campaign=Parameter((), {}, "c"),
    ).with_custom(("k", Parameter((), {}, "2")))
    link = make_link(Direct("steam", "1", "https://s.example/"), mapping)
    assert str(link.url).endswith("&af_r=https%3A%2F%2Fs.example%2F&k=2")


def test_16_a_link_that_is_too_long_gives_up_what_matters_least() -> None:
    ttclid = "E.C.P." + "x" * 319
    mapping = preset_mapping("tiktok-web").mapping
    name = "%E5%BA%83" * 55
    query = f"/?pid=tiktokweb_int&c={name}&af_adset={name}&af_ad={name}&ttclid={ttclid}&af_c_id=180"
    link = onelink(query, mapping)
    assert len(link) <= MAX_LENGTH
    assert link.count(ttclid) == 1
    assert f"&c={name}&" in link
    assert "&af_c_id=180&" in link


def test_17_the_referrer_of_the_arrival_stays_with_the_visit() -> None:
    mapping = Mapping(media_source=Parameter(("pid",)), web_referrer="ref")
    landing = PageLoad(f"{SHOP}/?pid=p", "https://www.tiktok.com/", 60)
    expected = f"{START}&pid=p&ref=https%3A%2F%2Fwww.tiktok.com%2F"
    assert onelink("/more?x=1", mapping, "https://www.bing.com/", (landing,)) == expected
    expired = PageLoad(landing.url, landing.referrer, 7200)
    assert onelink("/?pid=p", mapping, f"{SHOP}/", (expired,)) == f"{START}&pid=p"


def test_18_an_empty_skip_text_skips_nobody() -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"), referrer_skips=("",), url_skips=("",))
    assert onelink("/", mapping, "https://www.tiktok.com/") == f"{START}&pid=p"


def test_19_broken_settings_cost_only_what_is_broken() -> None:
    config = {
        "oneLinkURL": BASE,
        "afParameters": {
            "mediaSource": {"keys": [None, "pid"], "overrideValues": None, "defaultValue": 0},
            "campaign": "Sale",
            "afCustom": [None, {"paramKey": 5}, {"paramKey": "k", "defaultValue": "v"}],
        },
        "referrerSkipList": "tiktok",
    }
    mapping = standalone_mapping(config)
    visit = arrive(mapping, f"{SHOP}/?pid=p", "https://www.tiktok.com/")
    assert make_link(standalone_onelink(config), mapping, visit).url == f"{START}&pid=p&k=v"


def test_20_names_of_object_members_are_ordinary_names() -> None:
    mapping = Mapping(media_source=Parameter(("constructor", "__proto__"), {"toString": "x"}, "d"))
    assert onelink("/", mapping) == f"{START}&pid=d"
    assert onelink("/?__proto__=valueOf", mapping) == f"{START}&pid=valueOf"


def test_21_an_impression_needs_nothing_but_the_link() -> None:
    visit = arrive(MAPPING, f"{SHOP}/?pid=p&ttclid=T")
    first = page_impression(BASE, MAPPING, visit)
    make_link(Direct("steam", "1", "https://s.example/"), MAPPING, visit)
    assert page_impression(BASE, MAPPING, visit) == first
    assert first[1] == START.replace("brand.", "impressions.") + "&pid=p&ttclid=T"


def test_every_improvement_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "smart-script.md").read_text(encoding="utf-8")
    table = text.partition("## What is better")[2].partition("\n## ")[0]
    numbers = [
        int(row.split("|")[1])
        for row in table.splitlines()
        if row.startswith("|") and row.split("|")[1].strip().isdigit()
    ]
    tests = sorted(int(name[5:7]) for name in globals() if name[5:7].isdigit())
    assert numbers == tests == list(range(1, 22))


def test_the_recorded_improvements_are_what_appsflyers_script_does_not_do() -> None:
    table = Path(__file__).parents[1] / "cases" / "smart-script.jsonl"
    cases = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    better = [case for case in cases if case["kind"] == "better"]
    assert len(better) == 191
    assert all(case["click_url"] != case["reference"] for case in better)
