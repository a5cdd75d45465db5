"""What counts as an arrival, what is remembered, and what an inner page makes of it."""

import pytest

from generator.links import (
    NO_VISIT,
    Mapping,
    PageLoad,
    Parameter,
    Visit,
    arrive,
    incoming_parameters,
    is_present,
)

SHOP = "https://shop.example"
MAPPING = Mapping(
    media_source=Parameter(("pid", "utm_source")),
    campaign=Parameter(("c",)),
    ad=Parameter(("af_ad",)),
    subs=(
        Parameter(("ttclid",)),
        Parameter(("promo", "af_ad_id")),
        Parameter(),
        Parameter(),
        Parameter(),
    ),
    custom=(("af_c_id", Parameter(("utm_id",))),),
)


def brought(visit: Visit) -> dict[str, str]:
    return {key: value.value for key, value in visit.values.items()}


@pytest.mark.parametrize(
    "value",
    [
        "a",
        "0",
        "false",
        "NULL",
        "Null",
        "None",
        "nan",
        " a ",
        "\u00a0",
        "\u200b",
        "nullable",
        "__",
        "____",
        "_a_",
        "__a b__",
        "__a__b",
        "a__b__",
        "{a",
        "a}",
        "$a$",
        "[a]",
        "%7Ba%7D",
        "__Ä__",
        "__a__ ",
        "x{a}",
        "{a}x",
        "$",
        "\ufffd",
        "-",
        "undefined1",
    ],
)
def test_values_that_say_something(value: str) -> None:
    assert is_present(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "\t\n\f\r ",
        "null",
        "undefined",
        "__CAMPAIGN_NAME__",
        "__campaign_name__",
        "__CID__",
        "__CLICKID__",
        "__a__b__",
        "_____",
        "__1__",
        "{{campaign.name}}",
        "{lpurl}",
        "{}",
        "{a}-{b}",
        "${GCLID}",
        "${}",
        "{{}}",
        "{a\nb}",
        "__AID_NAME__",
    ],
)
def test_values_that_say_nothing(value: str) -> None:
    assert not is_present(value)


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("?a=1&b=2", {"a": "1", "b": "2"}),
        ("?a=1&a=2", {"a": "2"}),
        ("?a=1&a=", {"a": "1"}),
        ("?a=real&a=__CLICKID__", {"a": "real"}),
        ("?a=__CLICKID__&a=real", {"a": "real"}),
        ("?a=null&a=undefined", {}),
        ("?a", {}),
        ("?A=1&a=2", {"A": "1", "a": "2"}),
        (
            "?__proto__=1&constructor=2&toString=3",
            {"__proto__": "1", "constructor": "2", "toString": "3"},
        ),
        ("#?a=1", {}),
        ("?a=%7B%7Bx%7D%7D", {}),
        ("?a=+", {}),
    ],
)
def test_incoming_parameters(query: str, parameters: dict[str, str]) -> None:
    assert incoming_parameters(f"{SHOP}/lp{query}") == parameters


def test_a_huge_query_is_read() -> None:
    url = f"{SHOP}/lp?" + "&".join(f"k{number}=v" for number in range(15_000)) + "&pid=a"
    assert len(url) > 100_000
    assert arrive(MAPPING, url).values["pid"].value == "a"


@pytest.mark.parametrize(
    ("query", "is_arrival"),
    [
        ("?pid=a", True),
        ("?utm_source=a", True),
        ("?c=a", True),
        ("?ttclid=a", True),
        ("?gclid=a", True),
        ("?fbclid=a", True),
        ("?twclid=a", True),
        ("?sccid=a", True),
        ("?ScCid=a", True),
        ("?gbraid=a", True),
        ("?wbraid=a", True),
        ("?af_ad=a", False),
        ("?utm_id=a", False),
        ("?keyword=a", False),
        ("?pid=", False),
        ("?pid=null&c=__CAMPAIGN_NAME__", False),
        ("?PID=a", False),
        ("", False),
    ],
)
def test_what_makes_an_arrival(query: str, is_arrival: bool) -> None:
    assert arrive(MAPPING, f"{SHOP}/lp{query}").is_arrival is is_arrival


def test_a_page_without_arrival_uses_what_it_has() -> None:
    visit = arrive(MAPPING, f"{SHOP}/lp?af_ad=x&email=me", "https://news.example/")
    assert brought(visit) == {"af_ad": "x", "email": "me"}
    assert visit.referrer == "https://news.example/"
    assert not visit.values["af_ad"].remembered


def test_an_arrival_replaces_what_was_remembered() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=old&c=oldc&af_ad=olda", "https://old.example/", 60)]
    visit = arrive(MAPPING, f"{SHOP}/?pid=new", "https://new.example/", earlier)
    assert brought(visit) == {"pid": "new"}
    assert visit.referrer == "https://new.example/"
    assert visit.is_arrival


def test_an_inner_page_continues_the_arrival() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=p&c=c&ttclid=t&af_ad=x", "https://tiktok.example/", 60)]
    visit = arrive(MAPPING, f"{SHOP}/inner?promo=1", f"{SHOP}/", earlier)
    assert brought(visit) == {"pid": "p", "c": "c", "ttclid": "t", "af_ad": "x", "promo": "1"}
    assert visit.values["pid"].remembered
    assert not visit.values["promo"].remembered
    assert visit.referrer == "https://tiktok.example/"
    assert not visit.is_arrival
    assert visit.remembered is not None


def test_an_internal_link_with_tags_does_not_hide_the_arrival() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=p&ttclid=t", "", 60)]
    visit = arrive(MAPPING, f"{SHOP}/inner?utm_source=header&c=menu", f"{SHOP}/", earlier)
    assert brought(visit) == {"pid": "p", "ttclid": "t"}


def test_an_internal_page_arrives_when_nothing_is_remembered() -> None:
    visit = arrive(MAPPING, f"{SHOP}/inner?pid=p", f"{SHOP}/")
    assert visit.is_arrival
    assert visit.referrer == ""


def test_an_expired_arrival_gives_way_to_an_internal_one() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=old", "https://old.example/", 7200)]
    visit = arrive(MAPPING, f"{SHOP}/inner?pid=p", f"{SHOP}/", earlier)
    assert brought(visit) == {"pid": "p"}
    assert visit.is_arrival


def test_other_keys_come_from_this_page_first() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=p&af_ad=old&promo=old&utm_id=1", "", 60)]
    visit = arrive(MAPPING, f"{SHOP}/inner?af_ad=new", "", earlier)
    assert brought(visit) == {"pid": "p", "af_ad": "new", "promo": "old", "utm_id": "1"}


def test_only_mapped_keys_are_remembered() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=p&email=me%40x.example&token=s&keyword=k&gclid=g", "", 60)]
    visit = arrive(MAPPING, f"{SHOP}/inner", "", earlier)
    assert brought(visit) == {"pid": "p", "keyword": "k", "gclid": "g"}


@pytest.mark.parametrize(
    ("age", "lifetime", "is_remembered"),
    [
        (0, 7200, True),
        (7199, 7200, True),
        (7199.999, 7200, True),
        (7200, 7200, False),
        (7201, 7200, False),
        (86_400, 7200, False),
        (86_400, 7 * 86_400, True),
        (0, 0, False),
        (-60, 7200, True),
        (-7200, 7200, False),
    ],
)
def test_how_long_an_arrival_is_remembered(
    age: float, lifetime: float, is_remembered: bool
) -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=p", "", age)]
    visit = arrive(MAPPING, f"{SHOP}/inner", "", earlier, lifetime=lifetime)
    assert ("pid" in visit.values) is is_remembered
    assert (visit.remembered is not None) is is_remembered


def test_continuing_an_arrival_does_not_prolong_it() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=p", "", 7300), PageLoad(f"{SHOP}/inner", "", 200)]
    assert brought(arrive(MAPPING, f"{SHOP}/inner", "", earlier)) == {}


def test_the_time_of_an_earlier_page_decides_whether_it_was_an_arrival() -> None:
    first = PageLoad(f"{SHOP}/?pid=first", "", 9000)
    inner = PageLoad(f"{SHOP}/inner?pid=header", f"{SHOP}/", 3000)
    assert brought(arrive(MAPPING, f"{SHOP}/", "", [first, inner])) == {}
    late = PageLoad(f"{SHOP}/inner?pid=header", f"{SHOP}/", 1800)
    assert brought(arrive(MAPPING, f"{SHOP}/", "", [first, late])) == {"pid": "header"}


def test_an_earlier_inner_page_is_no_arrival() -> None:
    earlier = [
        PageLoad(f"{SHOP}/?pid=p&c=c", "https://tiktok.example/", 120),
        PageLoad(f"{SHOP}/inner?pid=header&af_ad=x", f"{SHOP}/", 60),
    ]
    visit = arrive(MAPPING, f"{SHOP}/checkout", f"{SHOP}/inner", earlier)
    assert brought(visit) == {"pid": "p", "c": "c"}
    assert visit.referrer == "https://tiktok.example/"


def test_earlier_pages_count_in_their_order() -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=one", "", 60), PageLoad(f"{SHOP}/?pid=two", "", 60)]
    assert brought(arrive(MAPPING, f"{SHOP}/inner", "", earlier)) == {"pid": "two"}
    assert brought(arrive(MAPPING, f"{SHOP}/inner", "", earlier[::-1])) == {"pid": "one"}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://shop.example/",
        "https://www.shop.example/",
        "https://shop.example:8443/",
        "about:blank",
    ],
)
def test_memory_belongs_to_an_origin(elsewhere: str) -> None:
    earlier = [PageLoad(f"{SHOP}/?pid=here", "", 60), PageLoad(f"{elsewhere}?pid=there", "", 30)]
    assert brought(arrive(MAPPING, f"{SHOP}/inner", "", earlier)) == {"pid": "here"}


def test_a_page_without_origin_remembers_nothing() -> None:
    url = "file:///tmp/index.html"
    visit = arrive(MAPPING, f"{url}?af_ad=x", "", [PageLoad(f"{url}?pid=p", "", 1)])
    assert brought(visit) == {"af_ad": "x"}


def test_the_referrer_of_another_origin_of_the_brand_is_an_outside_one() -> None:
    visit = arrive(MAPPING, f"{SHOP}/?pid=p", "http://shop.example/")
    assert visit.referrer == "http://shop.example/"


def test_names_of_object_members_are_ordinary_names() -> None:
    mapping = Mapping(media_source=Parameter(("__proto__",)), campaign=Parameter(("constructor",)))
    assert brought(arrive(mapping, f"{SHOP}/")) == {}
    visit = arrive(mapping, f"{SHOP}/", "", [PageLoad(f"{SHOP}/?__proto__=a&constructor=b", "", 1)])
    assert brought(visit) == {"__proto__": "a", "constructor": "b"}


def test_no_visit_brought_nothing() -> None:
    assert arrive(MAPPING, "") == NO_VISIT
