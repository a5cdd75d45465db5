"""Visits that nobody thought of: strategies for pages, mappings and what visitors arrive with."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from generator.links import (
    CLICK_IDS,
    PLATFORMS,
    Destination,
    Direct,
    Mapping,
    OneLink,
    PageLoad,
    Parameter,
    Website,
)

KEYS = [
    *("pid", "c", "utm_source", "utm_campaign", "af_ad", "af_adset", "af_channel", "keyword"),
    *("af_sub1", "x", "y", "__proto__", "constructor", "toString", "0", "a b", "é", ""),
    *CLICK_IDS,
]

VALUES = [
    "",
    " ",
    "null",
    "undefined",
    "__CAMPAIGN_NAME__",
    "{{ad.id}}",
    "${x}",
    "{",
    "a b",
    "a+b",
    "a%20b",
    "100%",
    "%",
    "%zz",
    "日本",
    "🎉",
    "\u200b",
    "\ufeffx",
    "a&b=c#d",
    '"><script>',
    "javascript:alert(1)",
    "it's~!*()",
    "tiktok",
    "chatgpt.com",
    "tiktokweb_int",
    "E.C.P." + "x" * 325,
    "long " * 90,
]

RAW = [
    "%zz",
    "%C3%28",
    "%E6%97",
    "+",
    "%2B",
    "%00",
    "%ED%A0%80",
    "%F0%9F%8E%89",
    "é",
    "'",
    '"',
    "<",
]

ORIGINS = ["https://shop.example.com", "http://shop.example.com", "https://example.co.uk:8443"]

REFERRERS = [
    "",
    "https://www.tiktok.com/",
    "https://www.google.co.uk/",
    "https://accounts.google.com/",
    "https://search.naver.com/search",
    "https://chatgpt.com/",
    "https://yahoo.co.jp/",
    "https://ask.example.com/",
    "https://example.com/?q=a b&c",
    "https://shop.example.com/home",
    "http://shop.example.com/",
    "android-app://com.google.android.gm/",
    "about:blank",
]

BASES = [
    "https://brand.onelink.me/A1b2",
    "https://go.brand.com/A1b2/?x=1&y=a%20b",
    "https://brand.onelink.me/A1b2?",
    "https://brand.onelink.me/é#top",
]

keys = st.sampled_from(KEYS)
texts = st.one_of(
    st.sampled_from(VALUES),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)


@st.composite
def _pair(draw: st.DrawFn) -> str:
    name = quote(draw(keys)) if draw(st.booleans()) else draw(keys)
    value = draw(
        st.one_of(texts.map(lambda text: quote(text, safe="")), texts, st.sampled_from(RAW))
    )
    return f"{name}={value}" if draw(st.integers(0, 9)) else name


@st.composite
def _url(draw: st.DrawFn) -> str:
    query = "&".join(draw(st.lists(_pair(), max_size=7)))
    # A space or a line break around an address is the browser's to remove; here it is inside.
    return f"{draw(st.sampled_from(ORIGINS))}/lp?{query}&z"


parameters = st.builds(
    Parameter,
    keys=st.lists(keys, max_size=3).map(tuple),
    overrides=st.dictionaries(texts, texts, max_size=2),
    default=texts,
)
unmapped = st.just(Parameter())
maybe = st.one_of(unmapped, parameters)

NAMES = [
    *("af_c_id", "af_campaign_id", "af_adset_id", "af_ad_id", "af_siteid", "deep_link_sub1"),
    *("ttclid", "gclid", "af_keywords", "af_xplatform", "af_r", "af_campaign", "af_sub_siteid"),
    *("k", "a b", "k=v", "__proto__", "af_media_source"),
]

mappings = st.builds(
    Mapping,
    media_source=parameters,
    campaign=maybe,
    channel=maybe,
    ad=maybe,
    ad_set=maybe,
    deep_link_value=maybe,
    subs=st.tuples(maybe, maybe, maybe, maybe, maybe),
    google_click_id=st.sampled_from(["", "", "gclid", "af_gclid", "af_sub4", "af_keywords", "g d"]),
    custom=st.lists(st.tuples(st.sampled_from(NAMES), parameters), max_size=5).map(tuple),
    web_referrer=st.sampled_from(["", "", "af_referrer", "af_sub5", "a b"]),
    raw_copies=st.frozensets(st.integers(0, 4), max_size=2),
    referrer_skips=st.sampled_from([(), (), (), ("TikTok",), ("",)]),
    url_skips=st.sampled_from([(), (), (), ("PID=null",), ("%e6",)]),
    organic=st.booleans(),
)

extras = st.lists(
    st.tuples(st.just("af_sub_siteid"), st.builds(Parameter, default=texts)), max_size=1
).map(tuple)

destinations: st.SearchStrategy[Destination] = st.one_of(
    st.builds(
        OneLink,
        base=st.sampled_from(BASES),
        deep_link=texts,
        redirect=st.sampled_from(["", "https://x.example/a.apk?v=1&b=é"]),
        extra=extras,
    ),
    st.builds(
        Direct,
        platform=st.sampled_from([*PLATFORMS, "Steam"]),
        app_id=st.sampled_from(["480", "com.example.app", "a b"]),
        redirect=st.sampled_from(["https://store.example/app?x=1&y=2", "myapp://open?x=é"]),
        deep_link=texts,
        extra=extras,
    ),
    st.builds(
        Website,
        url=st.sampled_from(
            [
                "https://shop.example/",
                "https://shop.example/p?c=own&sku=1&pid=x#buy",
                "https://shop.example/p?&a%20b=1&?c=2&k",
                "https://shop.example#top",
            ]
        ),
        carry=st.sampled_from([None, (), ("pid", "ttclid", "nothing")]),
        extra=extras,
    ),
)


@dataclass(frozen=True)
class OnPage:
    """A visit to a page with links."""

    mapping: Mapping
    links: dict[str, Destination]
    url: str
    referrer: str
    earlier: tuple[PageLoad, ...]
    impression_base: str
    cross_platform: bool
    hints: dict[str, Any] | None


_loads = st.builds(
    PageLoad,
    url=_url(),
    referrer=st.sampled_from(REFERRERS),
    age=st.sampled_from([0, 1, 60, 7199, 7200, 9999]),
)

visits = st.builds(
    OnPage,
    mapping=mappings,
    links=st.lists(destinations, min_size=1, max_size=3).map(
        lambda found: {f"link-{number}": link for number, link in enumerate(found)}
    ),
    url=_url(),
    referrer=st.sampled_from(REFERRERS),
    earlier=st.lists(_loads, max_size=2).map(
        lambda loads: tuple(sorted(loads, key=lambda load: -load.age))
    ),
    impression_base=st.sampled_from(["", *BASES]),
    cross_platform=st.booleans(),
    hints=st.sampled_from(
        [None, None, {"model": "Pixel 8", "platformVersion": "14"}, {"reject": True}]
    ),
)
