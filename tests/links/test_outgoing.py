"""The outgoing parameters: order, values, and the origin of each."""

import pytest

from generator.links import Mapping, Origin, Outgoing, PageLoad, Parameter, Visit, arrive
from generator.links.outgoing import DIRECT, ONELINK, STORE, Dialect, outgoing_parameters

SHOP = "https://shop.example"
FULL = Mapping(
    media_source=Parameter(("pid",)),
    campaign=Parameter(("c",)),
    channel=Parameter(("ch",)),
    ad=Parameter(("ad",)),
    ad_set=Parameter(("set",)),
    deep_link_value=Parameter(("dl",)),
    subs=(
        Parameter(("s1",)),
        Parameter(("s2",)),
        Parameter(("s3",)),
        Parameter(("s4",)),
        Parameter(("s5",)),
    ),
    google_click_id="af_gcl",
    custom=(("zz", Parameter(("z",))), ("af_c_id", Parameter(("id",))), ("aa", Parameter(("a",)))),
    web_referrer="af_ref",
)
EVERYTHING = (
    f"{SHOP}/?pid=P&c=C&ch=CH&ad=AD&set=SET&dl=DL&s1=1&s2=2&s3=3&s4=4&s5=5&z=Z&id=7&a=A&keyword=K"
    "&wbraid=W&gbraid=B&ttclid=T&ScCid=S2&sccid=S1&twclid=TW&fbclid=F&gclid=G"
)


def visit(query: str = "", referrer: str = "", mapping: Mapping = FULL) -> Visit:
    return arrive(mapping, f"{SHOP}/{query}", referrer)


def pairs(
    mapping: Mapping, of: Visit, dialect: Dialect = ONELINK, redirect: str = ""
) -> list[tuple[str, str]]:
    return [(e.name, e.value) for e in outgoing_parameters(mapping, of, dialect, redirect)][2:]


def only(mapping: Mapping, of: Visit, name: str) -> Outgoing:
    return next(e for e in outgoing_parameters(mapping, of) if e.name == name)


def test_every_link_begins_with_the_constants() -> None:
    entries = outgoing_parameters(Mapping(), Visit())
    assert [entry.pair for entry in entries] == ["af_js_web=true", "af_ss_ver=2_10_4"]
    assert {entry.origin.kind for entry in entries} == {"constant"}


def test_the_order_of_a_onelink() -> None:
    everything = arrive(FULL, EVERYTHING, "https://r.example/")
    assert pairs(FULL, everything) == [
        ("pid", "P"),
        ("c", "C"),
        ("af_channel", "CH"),
        ("af_ad", "AD"),
        ("af_adset", "SET"),
        ("deep_link_value", "DL"),
        ("af_sub1", "1"),
        ("af_sub2", "2"),
        ("af_sub3", "3"),
        ("af_sub4", "4"),
        ("af_sub5", "5"),
        ("af_gcl", "G"),
        ("af_keywords", "K"),
        ("zz", "Z"),
        ("af_c_id", "7"),
        ("aa", "A"),
        ("af_ref", "https%3A%2F%2Fr.example%2F"),
        ("gclid", "G"),
        ("fbclid", "F"),
        ("twclid", "TW"),
        ("sccid", "S1"),
        ("ScCid", "S2"),
        ("ttclid", "T"),
        ("gbraid", "B"),
        ("wbraid", "W"),
    ]


def test_the_order_of_a_direct_link() -> None:
    everything = arrive(FULL, EVERYTHING, "https://r.example/")
    names = [name for name, _ in pairs(FULL, everything, DIRECT, "https://s.example/")]
    assert names[:4] == ["af_media_source", "af_campaign", "af_campaign_id", "af_channel"]
    assert names[12:17] == ["af_gcl", "af_keywords", "zz", "aa", "af_r"]
    assert "af_ref" not in names
    assert "af_c_id" not in names
    assert names[17:] == [
        "gclid",
        "fbclid",
        "twclid",
        "sccid",
        "ScCid",
        "ttclid",
        "gbraid",
        "wbraid",
    ]


def test_the_order_of_a_store_link() -> None:
    everything = arrive(FULL, EVERYTHING, "https://r.example/")
    found = pairs(FULL, everything, STORE, "https://s.example/")
    assert [name for name, _ in found][:4] == ["pid", "c", "af_c_id", "af_channel"]
    assert dict(found)["af_c_id"] == "7"
    names = [name for name, _ in found]
    assert names[names.index("af_r") + 1] == "af_ref"


@pytest.mark.parametrize(
    ("parameter", "query", "expected"),
    [
        (Parameter(("a",)), "?a=1", "1"),
        (Parameter(("a", "b")), "?b=2&a=1", "1"),
        (Parameter(("a", "b")), "?b=2&a=", "2"),
        (Parameter(("a", "b")), "?b=2&a=null", "2"),
        (Parameter(("a",), {}, "d"), "?a=__X__", "d"),
        (Parameter(("a",), {}, "d"), "", "d"),
        (Parameter((), {}, "d"), "?a=1", "d"),
        (Parameter(("a",)), "", None),
        (Parameter(), "?a=1", None),
        (Parameter(("a",), {"1": "one"}), "?a=1", "one"),
        (Parameter(("a",), {"1": "one", "one": "two"}), "?a=1", "one"),
        (Parameter(("a",), {"1": ""}), "?a=1", "1"),
        (Parameter(("a",), {"summer sale": "s"}), "?a=summer+sale", "s"),
        (Parameter(("a",), {"summer%20sale": "s"}), "?a=summer+sale", "summer%20sale"),
        (Parameter(("a",), {"1": "x y&z"}), "?a=1", "x%20y%26z"),
        (Parameter(("a",), {"1": "x%20y"}), "?a=1", "x%20y"),
        (Parameter(("a",), {"1": "one"}, "1"), "", "1"),
        (Parameter(("a",), {"A": "hit"}), "?a=a", "a"),
        (Parameter(("a",), {}, "a b&c=100%"), "", "a%20b%26c%3D100%25"),
        (Parameter(("a",)), "?a=a%20b%2Bc", "a%20b%2Bc"),
        (Parameter(("a",)), "?a=" + "x" * 325, "x" * 325),
        (Parameter(("constructor", "a")), "?a=1", "1"),
        (Parameter(("a",), {}, "d"), "?a=constructor", "constructor"),
    ],
)
def test_values(parameter: Parameter, query: str, expected: str | None) -> None:
    mapping = Mapping(ad=parameter)
    found = dict(pairs(mapping, visit(query, mapping=mapping)))
    assert found.get("af_ad") == expected


def test_a_later_entry_replaces_the_value_at_the_earlier_place() -> None:
    mapping = Mapping(
        subs=(Parameter((), {}, "sub"), *(Parameter(),) * 4),
        google_click_id="af_sub1",
        custom=(
            ("k", Parameter((), {}, "1")),
            ("l", Parameter((), {}, "2")),
            ("k", Parameter((), {}, "3")),
            ("l", Parameter(("absent",))),
        ),
        web_referrer="l",
    )
    found = pairs(mapping, visit("?gclid=G", "https://r.example/", mapping))
    assert found == [
        ("af_sub1", "G"),
        ("k", "3"),
        ("l", "https%3A%2F%2Fr.example%2F"),
        ("gclid", "G"),
    ]


@pytest.mark.parametrize("name", ["af_c_id", "af_campaign_id"])
@pytest.mark.parametrize(("dialect", "sent_as"), [(STORE, "af_c_id"), (DIRECT, "af_campaign_id")])
def test_the_campaign_id_of_direct_links(name: str, dialect: Dialect, sent_as: str) -> None:
    mapping = Mapping(
        media_source=Parameter((), {}, "p"),
        campaign=Parameter(("c",)),
        custom=(("first", Parameter((), {}, "1")), (name, Parameter(("id",)))),
    )
    with_id = pairs(mapping, visit("?c=Name&id=77", mapping=mapping), dialect)
    assert with_id[2] == (sent_as, "77")
    without = pairs(mapping, visit("?c=Name", mapping=mapping), dialect)
    assert without[2] == (sent_as, "Name")
    assert len({key for key, _ in with_id}) == len(with_id)


def test_in_a_onelink_the_campaign_id_is_an_ordinary_parameter() -> None:
    mapping = Mapping(campaign=Parameter(("c",)), custom=(("af_campaign_id", Parameter(("id",))),))
    assert pairs(mapping, visit("?c=N&id=7", mapping=mapping)) == [
        ("c", "N"),
        ("af_campaign_id", "7"),
    ]


@pytest.mark.parametrize(
    ("google", "query", "expected"),
    [
        ("", "?gclid=G&keyword=K", [("gclid", "G"), ("af_keywords", "K")]),
        ("my", "?gclid=G&keyword=K", [("my", "G"), ("af_keywords", "K"), ("gclid", "G")]),
        ("my", "?gbraid=B&keyword=K", [("gbraid", "B"), ("af_keywords", "K")]),
        ("gclid", "?gclid=G&keyword=K", [("gclid", "G"), ("af_keywords", "K")]),
        ("af_keywords", "?gclid=G", [("af_keywords", "G"), ("gclid", "G")]),
        ("af_keywords", "?gclid=G&keyword=K", [("af_keywords", "K"), ("gclid", "G")]),
        ("my", "?keyword=K", []),
        ("", "?fbclid=F&keyword=K", [("fbclid", "F")]),
        ("", "?wbraid=W&keyword=red+shoes", [("wbraid", "W"), ("af_keywords", "red%20shoes")]),
        ("", "?gclid=G&keyword=__KEYWORD__", [("gclid", "G")]),
    ],
)
def test_google_click_ids_and_keywords(
    google: str, query: str, expected: list[tuple[str, str]]
) -> None:
    mapping = Mapping(google_click_id=google)
    assert pairs(mapping, visit(query, mapping=mapping)) == expected


def test_a_mapped_keyword_parameter_is_not_sent_twice() -> None:
    mapping = Mapping(custom=(("af_keywords", Parameter((), {}, "mine")),))
    found = pairs(mapping, visit("?gclid=G&keyword=K", mapping=mapping))
    assert found == [("af_keywords", "mine"), ("gclid", "G")]


def test_a_click_id_that_is_mapped_is_not_sent_twice() -> None:
    mapping = Mapping(custom=(("ttclid", Parameter(("ttclid",))),))
    assert pairs(mapping, visit("?ttclid=T", mapping=mapping)) == [("ttclid", "T")]


def test_names_are_encoded() -> None:
    mapping = Mapping(custom=(("a b&c=d%20", Parameter((), {}, "v")),), web_referrer="r r")
    entries = outgoing_parameters(mapping, visit("", "https://r.example/", mapping))[2:]
    assert [entry.pair for entry in entries] == [
        "a%20b%26c%3Dd%2520=v",
        "r%20r=https%3A%2F%2Fr.example%2F",
    ]


@pytest.mark.parametrize(
    ("parameter", "query", "origin"),
    [
        (Parameter(("a",)), "?a=x+y", Origin("incoming", "a", "x y")),
        (Parameter(("b", "a"), {"x": "z"}), "?a=x", Origin("override", "a", "x")),
        (Parameter(("a",), {}, "d d"), "", Origin("default", "", "d d")),
    ],
)
def test_origins_of_mapped_values(parameter: Parameter, query: str, origin: Origin) -> None:
    mapping = Mapping(ad=parameter)
    assert only(mapping, visit(query, mapping=mapping), "af_ad").origin == origin


def test_the_origin_tells_what_was_remembered() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=P&ttclid=T", "https://r.example/", 60)]
    later = arrive(FULL, f"{SHOP}/inner", f"{SHOP}/", earlier)
    assert only(FULL, later, "pid").origin == Origin("incoming", "pid", "P", remembered=True)
    assert only(FULL, later, "ttclid").origin == Origin("incoming", "ttclid", "T", remembered=True)
    assert only(FULL, later, "ttclid").row == "click id"
    assert only(FULL, later, "af_ref").origin == Origin("referrer", "", "https://r.example/")


def test_the_origin_of_what_a_direct_link_adds() -> None:
    mapping = Mapping(media_source=Parameter(("pid",)), campaign=Parameter(("c",)))
    entries = outgoing_parameters(
        mapping, visit("?pid=P&c=a+b", mapping=mapping), DIRECT, "https://s.example/?a=%20"
    )
    by_name = {entry.name: entry for entry in entries}
    assert by_name["af_campaign_id"].origin == Origin("campaign", "c", "a b")
    assert by_name["af_campaign_id"].value == "a%20b"
    assert by_name["af_r"].origin == Origin("redirect", "", "https://s.example/?a=%20")
    assert by_name["af_r"].value == "https%3A%2F%2Fs.example%2F%3Fa%3D%2520"
