"""Mappings, destinations and visits for property tests, and a reader of page configurations.

The reader turns a page's configuration back into the mapping and the destinations that it
describes. It shares no code with the writer, and stands for what a page can know.
"""

from typing import Any
from urllib.parse import quote, unquote

from hypothesis import strategies as st

from generator.links import Destination, Direct, Mapping, OneLink, PageLoad, Parameter, Website

TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
KEYS = ["pid", "c", "utm_source", "ttclid", "gclid", "gbraid", "keyword", "a b", "é", "__proto__"]
KEYS += ["constructor", "af_ad", "promo", "", "deep_link_value"]
NAMES = ["af_c_id", "af_campaign_id", "af_adset_id", "ttclid", "gclid", "my_id", "k", "k2", "af_r"]
NAMES += ["deep_link_sub1", "af_xplatform", "af_keywords", "af_js_web", "af_sub_siteid", "af_dp"]
VALUES = [
    "x",
    "a b",
    "a&b=c",
    "100%",
    "a%20b",
    "",
    "null",
    "__CID__",
    "{x}",
    "é",
    "日本",
    "x" * 700,
]
VALUES += ["tiktok", "chatgpt.com", '"><script>', "javascript:alert(1)", "https://evil.example/"]
REFERRERS = ["", "https://shop.example/before", "https://www.google.com/", "https://chatgpt.com/"]
REFERRERS += ["https://l.facebook.com/x?y=z", "about:blank", "https://shop.example.evil.example/"]
ORIGINS = ["https://shop.example", "https://shop.example", "http://shop.example"]

values = st.sampled_from(VALUES) | TEXT
parameters = st.builds(
    Parameter,
    st.lists(st.sampled_from(KEYS), max_size=3).map(tuple),
    st.dictionaries(values, values, max_size=2),
    values,
)
names = st.sampled_from(NAMES)
customs = st.lists(st.tuples(names, parameters), max_size=5).map(tuple)
skips = st.lists(st.sampled_from(["", "FACEBOOK", "preview", "é"]), max_size=2).map(tuple)
mappings = st.builds(
    Mapping,
    media_source=parameters,
    campaign=parameters,
    channel=parameters,
    ad=parameters,
    ad_set=parameters,
    deep_link_value=parameters,
    subs=st.tuples(*[parameters] * 5),
    google_click_id=st.sampled_from(["", "", "gclid", "af_sub2", "g_id"]),
    custom=customs,
    web_referrer=st.sampled_from(["", "", "af_ref", "af_sub5", "k"]),
    raw_copies=st.frozensets(st.integers(0, 4)),
    referrer_skips=skips,
    url_skips=skips,
    organic=st.booleans(),
)
onelinks = st.builds(
    OneLink,
    st.sampled_from(["https://b.onelink.me/A1b2", "https://go.b.example/x?y=1#z"]),
    deep_link=values,
    redirect=st.sampled_from(["", "https://cdn.example/a b.apk"]),
    extra=customs,
)
directs = st.builds(
    Direct,
    st.sampled_from(["Steam", "ios", "Android", "xbox"]),
    st.sampled_from(["42", "id1", "com.example.app"]),
    st.sampled_from(["https://s.example/", "https://s.example/?a=%20#b"]),
    deep_link=values,
    extra=customs,
)
websites = st.builds(
    Website,
    st.sampled_from(
        ["https://s.example", "https://s.example/?c=1&k=2&&a#f", "https://s.example/?"]
    ),
    carry=st.none() | st.lists(st.sampled_from([*NAMES, "pid", "c"]), max_size=3).map(tuple),
    extra=customs,
)
destinations = onelinks | directs | websites


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{_encoded(key)}={_encoded(value)}" for key, value in pairs)


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"))


queries = st.lists(st.tuples(st.sampled_from(KEYS), values), max_size=6).map(_query)
page_urls = st.builds("{}/lp?{}".format, st.sampled_from(ORIGINS), queries)
page_loads = st.builds(
    PageLoad, page_urls, st.sampled_from(REFERRERS), st.sampled_from([0, 60, 7199, 7200, 20_000])
)


def read_config(config: dict[str, Any]) -> tuple[Mapping, dict[str, Destination]]:
    """The mapping and the destinations that a page's configuration describes."""
    given = config["m"]
    subs = [_parameter(sub) for sub in given.get("sub", [])]
    skip = config.get("skip", {})
    mapping = Mapping(
        media_source=_parameter(given.get("pid")),
        campaign=_parameter(given.get("c")),
        channel=_parameter(given.get("ch")),
        ad=_parameter(given.get("ad")),
        ad_set=_parameter(given.get("set")),
        deep_link_value=_parameter(given.get("dl")),
        subs=tuple((subs + [Parameter()] * 5)[:5]),  # type: ignore[arg-type]
        google_click_id=given.get("g", ""),
        custom=_custom(given),
        web_referrer=given.get("ref", ""),
        raw_copies=frozenset(given.get("raw", ())),
        referrer_skips=tuple(skip.get("r", ())),
        url_skips=tuple(skip.get("u", ())),
        organic=given.get("org") == 1,
    )
    return mapping, {link_id: _destination(link) for link_id, link in config["l"].items()}


def _parameter(entry: Any) -> Parameter:
    if not entry:
        return Parameter()
    return Parameter(tuple(entry.get("k", ())), entry.get("o", {}), entry.get("d", ""))


def _custom(entry: dict[str, Any]) -> tuple[tuple[str, Parameter], ...]:
    return tuple((name, _parameter(parameter)) for name, parameter in entry.get("x", ()))


def _destination(link: list[Any]) -> Destination:
    last = link[-1]
    extras = last if isinstance(last, dict) else {}
    extra = _custom(extras)
    match link[0]:
        case "o":
            redirect = unquote(extras.get("r", ""))
            return OneLink(link[1], extras.get("dl", ""), redirect, extra)
        case "d":
            return Direct(link[1], link[2], unquote(link[3]), extras.get("dl", ""), extra)
        case _:
            carry = link[2] if len(link) > 2 and isinstance(link[2], list) else None
            return Website(link[1], None if carry is None else tuple(carry), extra)
