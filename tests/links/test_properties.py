"""What holds for every visit and every configuration."""

from typing import Any
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.links import (
    MAX_LENGTH,
    NO_VISIT,
    ClientHints,
    Destination,
    Mapping,
    PageLoad,
    Website,
    arrive,
    impression_url,
    incoming_parameters,
    is_present,
    make_link,
    organic_source,
    page_impression,
    standalone_direct,
    standalone_mapping,
    standalone_onelink,
    static_href,
)
from generator.links.budget import dropping_order
from tests.links.page_settings import (
    REFERRERS,
    TEXT,
    destinations,
    mappings,
    page_loads,
    page_urls,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
ENTRY = st.fixed_dictionaries(
    {}, optional={"keys": JSON, "overrideValues": JSON, "defaultValue": JSON, "paramKey": JSON}
)
CONFIG = st.fixed_dictionaries(
    {},
    optional={
        "oneLinkURL": JSON | st.just("https://b.onelink.me/A"),
        "platform": JSON | st.just("steam"),
        "app_id": JSON,
        "redirectURL": JSON,
        "afParameters": JSON
        | st.fixed_dictionaries(
            {"mediaSource": ENTRY},
            optional={
                "campaign": ENTRY,
                "afSub1": ENTRY,
                "googleClickIdKey": JSON,
                "afCustom": JSON | st.lists(ENTRY, max_size=3),
            },
        ),
        "webReferrer": JSON,
        "referrerSkipList": JSON,
        "urlSkipList": JSON,
        "SEO": JSON,
    },
)


@given(CONFIG | JSON, ANY_TEXT | page_urls, ANY_TEXT, st.lists(page_loads, max_size=2))
def test_nothing_is_ever_raised(
    config: Any, page_url: str, referrer: str, earlier: list[PageLoad]
) -> None:
    mapping = standalone_mapping(config)
    visit = arrive(mapping, page_url, referrer, [*earlier, PageLoad(page_url, referrer, 1)])
    for destination in (standalone_onelink(config), standalone_direct(config)):
        link = make_link(destination, mapping, visit)
        impression_url(link.url, ClientHints(referrer, page_url))
    organic_source(referrer)


@given(mappings, ANY_TEXT | page_urls, ANY_TEXT, destinations)
def test_any_text_may_be_a_url_or_a_referrer(
    mapping: Mapping, page_url: str, referrer: str, destination: Destination
) -> None:
    make_link(destination, mapping, arrive(mapping, page_url, referrer))


@given(
    destinations,
    mappings,
    page_urls,
    st.sampled_from(REFERRERS),
    st.lists(page_loads, max_size=3),
)
def test_every_link_keeps_its_promises(
    destination: Destination,
    mapping: Mapping,
    page_url: str,
    referrer: str,
    earlier: list[PageLoad],
) -> None:
    visit = arrive(mapping, page_url, referrer, earlier)
    link = make_link(destination, mapping, visit)
    if link.url is None:
        assert link.reason
        return
    assert link.reason == ""

    # The author's host and scheme, never the visit's.
    bare = urlsplit(static_href(destination, mapping))
    parts = urlsplit(link.url)
    if isinstance(destination, Website) or make_link(destination, mapping).url is not None:
        assert (parts.scheme, parts.netloc, parts.path) == (bare.scheme, bare.netloc, bare.path)
    assert parts.scheme == "https"
    assert not set(link.url) & set(' <>"\\\n\r\t`')
    assert link.url.isascii()

    # Names are unique, and every parameter stands in the link as it is listed.
    names = [entry.name for entry in link.parameters]
    assert len(set(names)) == len(names)
    joined = "&".join(entry.pair for entry in link.parameters)
    assert joined in link.url
    assert all(entry.value for entry in link.parameters)

    # Short enough, or nothing is left that may be dropped; nothing is dropped needlessly.
    optional = set(dropping_order(mapping.with_custom(*destination.extra)))
    if len(link.url) > MAX_LENGTH:
        assert not optional & set(names)
    assert {entry.name for entry in link.dropped} <= optional
    assert not {entry.name for entry in link.dropped} & set(names)
    if link.dropped:
        assert len(link.url) + len(link.dropped[-1].pair) + 1 > MAX_LENGTH


@given(
    destinations,
    mappings,
    page_urls,
    st.sampled_from(REFERRERS),
    st.lists(page_loads, max_size=3),
)
def test_every_value_has_an_origin_that_explains_it(
    destination: Destination,
    mapping: Mapping,
    page_url: str,
    referrer: str,
    earlier: list[PageLoad],
) -> None:
    visit = arrive(mapping, page_url, referrer, earlier)
    link = make_link(destination, mapping, visit)
    here = incoming_parameters(page_url)
    for entry in (*link.parameters, *link.dropped):
        origin = entry.origin
        if origin.kind in ("incoming", "override"):
            brought = visit.values[origin.key]
            assert (brought.value, brought.remembered) == (origin.raw, origin.remembered)
            assert is_present(origin.raw)
            if not origin.remembered:
                assert here[origin.key] == origin.raw
        elif origin.kind == "referrer":
            assert origin.raw == visit.referrer != ""
        elif origin.kind in ("default", "redirect"):
            assert origin.raw
            assert not origin.key


@given(mappings, page_urls, st.sampled_from(REFERRERS), st.lists(page_loads, max_size=3))
def test_reloading_a_page_changes_nothing(
    mapping: Mapping, page_url: str, referrer: str, earlier: list[PageLoad]
) -> None:
    once = arrive(mapping, page_url, referrer, earlier)
    again = arrive(mapping, page_url, referrer, [*earlier, PageLoad(page_url, referrer, 0)])
    if once.is_arrival and once.referrer == referrer:
        assert again == once


@given(mappings, page_urls, st.lists(page_loads, max_size=3))
def test_only_mapped_keys_are_remembered(
    mapping: Mapping, page_url: str, earlier: list[PageLoad]
) -> None:
    visit = arrive(mapping, page_url, "", earlier)
    remembered = {key for key, value in visit.values.items() if value.remembered}
    assert remembered <= mapping.mapped_keys
    if visit.is_arrival:
        assert not remembered
        assert visit.remembered is None


@given(destinations, mappings)
def test_the_static_link_is_an_https_address(destination: Destination, mapping: Mapping) -> None:
    href = static_href(destination, mapping)
    assert href.startswith("https://")
    link = make_link(destination, mapping, NO_VISIT)
    assert link.url in (href, None)


@given(mappings, page_urls, st.booleans(), st.none() | st.builds(ClientHints, TEXT, TEXT))
def test_impressions_go_to_one_host_only(
    mapping: Mapping, page_url: str, cross_platform: bool, hints: ClientHints | None
) -> None:
    link, impression = page_impression(
        "https://go.brand.example/A1b2",
        mapping,
        arrive(mapping, page_url),
        cross_platform=cross_platform,
        hints=hints,
    )
    assert (link.url is None) == (impression is None)
    if impression is not None:
        assert impression.startswith("https://impressions.onelink.me/A1b2?")
        assert impression.isascii()
        names = [entry.name for entry in link.parameters]
        assert names.count("af_xplatform") <= 1
        assert not cross_platform or "af_xplatform" in names


@settings(max_examples=5)
@given(st.sampled_from(["&", "=", "%", "+", "a=b&", "pid=", "%ff", "{", "\ud800", "?", "#"]))
def test_a_hundred_kilobytes_of_anything(piece: str) -> None:
    url = "https://shop.example/lp?pid=p&" + piece * (100_000 // len(piece))
    mapping = standalone_mapping({"afParameters": {"mediaSource": {"keys": ["pid"]}}})
    config = {"oneLinkURL": "https://b.onelink.me/A"}
    visit = arrive(mapping, url, url, [PageLoad(url, url, 1)])
    url_start = "https://b.onelink.me/A?af_js_web=true&af_ss_ver=2_10_4&pid=p"
    assert str(make_link(standalone_onelink(config), mapping, visit).url).startswith(url_start)
