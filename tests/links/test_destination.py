"""Links: OneLink, direct, website and APK; when there is none, and why."""

from urllib.parse import quote, urlsplit

import pytest

from generator.links import (
    MAX_LENGTH,
    PLATFORMS,
    REASONS,
    Destination,
    Direct,
    Mapping,
    OneLink,
    Parameter,
    Reason,
    Website,
    apk,
    arrive,
    is_onelink_base,
    make_link,
    static_href,
)

SHOP = "https://shop.example"
BASE = "https://brand.onelink.me/A1b2"
START = "af_js_web=true&af_ss_ver=2_10_4"
STEAM = "https://store.steampowered.com/app/440/"
MAPPING = Mapping(
    media_source=Parameter(("pid",)),
    campaign=Parameter(("c",)),
    deep_link_value=Parameter(("deep_link_value",)),
    custom=(("ttclid", Parameter(("ttclid",))),),
)
WITH_DEFAULTS = Mapping(
    media_source=Parameter(("pid",), {}, "landing"),
    campaign=Parameter(("c",), {}, "always on"),
)


def url(destination: Destination, query: str, mapping: Mapping = MAPPING) -> str | None:
    return make_link(destination, mapping, arrive(mapping, f"{SHOP}/{query}")).url


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (BASE, f"{BASE}?{START}&pid=P"),
        (f"{BASE}/", f"{BASE}/?{START}&pid=P"),
        (f"{BASE}?x=1", f"{BASE}?x=1&{START}&pid=P"),
        (f"{BASE}?", f"{BASE}?{START}&pid=P"),
        (f"{BASE}?x=1&", f"{BASE}?x=1&{START}&pid=P"),
        (f"{BASE}#part", f"{BASE}?{START}&pid=P"),
        (f"{BASE}?x=1#part?y", f"{BASE}?x=1&{START}&pid=P"),
        (f"{BASE}/promo", f"{BASE}/promo?{START}&pid=P"),
        ("https://go.brand.example/A1b2", f"https://go.brand.example/A1b2?{START}&pid=P"),
        ("https://X.OneLink.Me/A", f"https://X.OneLink.Me/A?{START}&pid=P"),
        ("https://1.2.3.4/A", f"https://1.2.3.4/A?{START}&pid=P"),
    ],
)
def test_onelink_bases(base: str, expected: str) -> None:
    assert is_onelink_base(base)
    assert url(OneLink(base), "?pid=P") == expected


@pytest.mark.parametrize(
    "base",
    [
        "",
        "https://",
        "https://brand.onelink.me",
        "https://brand.onelink.me?A1b2",
        "brand.onelink.me/A",
        "http://brand.onelink.me/A",
        "//brand.onelink.me/A",
        " https://brand.onelink.me/A",
        "https://localhost/A",
        "https://[::1]/A",
        "https://brand.onelink.me\\A",
        "ftp+https://a.b/c",
        "javascript:alert(1)//https://brand.onelink.me/A",
        "https:/brand.onelink.me/A",
        "https://brand .onelink.me/A",
        "https://brand#.onelink.me/A",
        "\nhttps://a.b/c",
    ],
)
def test_no_onelink_base(base: str) -> None:
    assert not is_onelink_base(base)
    link = make_link(OneLink(base), WITH_DEFAULTS)
    assert (link.url, link.reason) == (None, "base-malformed")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_direct_links_of_every_platform(platform: str) -> None:
    link = url(Direct(platform.upper(), "42", STEAM), "?pid=P&c=C&ttclid=T")
    end = "ttclid=T&af_r=https%3A%2F%2Fstore.steampowered.com%2Fapp%2F440%2F"
    if platform in ("ios", "android"):
        assert link == f"https://app.appsflyer.com/42?{START}&pid=P&c=C&af_c_id=C&{end}"
    else:
        start = f"https://engagements.appsflyer.com/v1.0/c2s/click/app/{platform}/42?{START}"
        main = "af_media_source=P&af_campaign=C&af_campaign_id=C"
        assert link == f"{start}&{main}&{end}"


def test_there_are_fifteen_platforms() -> None:
    assert len(set(PLATFORMS)) == 15


@pytest.mark.parametrize(
    ("destination", "query", "reason"),
    [
        (OneLink("https://a/b"), "?pid=P", "base-malformed"),
        (OneLink(BASE), "?c=C", "media-source-missing"),
        (OneLink(BASE), "?pid=__PID__", "media-source-missing"),
        (Direct("gameboy", "1", STEAM), "?pid=P&c=C", "platform-unknown"),
        (Direct("", "1", STEAM), "?pid=P&c=C", "platform-unknown"),
        (Direct("steam", "", STEAM), "?pid=P&c=C", "app-id-missing"),
        (Direct("steam", "1", ""), "?pid=P&c=C", "redirect-missing"),
        (Direct("steam", "1", STEAM), "?c=C", "media-source-missing"),
        (Direct("steam", "1", STEAM), "?pid=P", "campaign-missing"),
        (Direct("ios", "id1", STEAM), "?c=C", "media-source-missing"),
        (Direct("ios", "id1", STEAM), "?pid=P", "campaign-missing"),
        (Website("javascript:alert(1)"), "?pid=P", "url-malformed"),
        (Website("/relative"), "?pid=P", "url-malformed"),
        (Website(""), "?pid=P", "url-malformed"),
    ],
)
def test_why_there_is_no_link(destination: Destination, query: str, reason: Reason) -> None:
    visit = arrive(MAPPING, f"{SHOP}/{query}")
    link = make_link(destination, MAPPING, visit)
    assert (link.url, link.reason) == (None, reason)
    assert link.parameters == link.dropped == ()
    assert REASONS[reason].endswith(".")


def test_a_campaign_is_enough_in_the_url() -> None:
    assert url(Direct("steam", "1", STEAM), "?pid=P&c=C") is not None
    assert url(OneLink(BASE), "?pid=P") is not None


@pytest.mark.parametrize(
    ("skips", "referrer", "is_skipped"),
    [
        (("facebook",), "https://l.FACEBOOK.com/", True),
        (("FaceBook",), "https://l.facebook.com/", True),
        (("face*",), "https://l.facebook.com/", False),
        (("",), "https://l.facebook.com/", False),
        (("", "l.f"), "https://l.facebook.com/", True),
        (("facebook",), "", False),
        (("shop.example",), f"{SHOP}/before", True),
        (("a%20b",), "https://n.example/?q=a%20b", True),
        (("é",), "https://n.example/?q=%C3%A9", False),
    ],
)
def test_referrer_skips(skips: tuple[str, ...], referrer: str, is_skipped: bool) -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"), referrer_skips=skips)
    visit = arrive(mapping, f"{SHOP}/", referrer)
    for destination in (OneLink(BASE), Website(f"{SHOP}/buy")):
        link = make_link(destination, mapping, visit)
        assert link.reason == ("referrer-skipped" if is_skipped else "")
        assert (link.url is None) is is_skipped


@pytest.mark.parametrize(
    ("skips", "page_url", "is_skipped"),
    [
        (("PREVIEW=1",), f"{SHOP}/?preview=1", True),
        (("#top",), f"{SHOP}/#Top", True),
        (("https",), f"{SHOP}/", True),
        (("shop.example/?",), "https://shop.example?a", True),
        (("%c3%a9",), f"{SHOP}/?q=é", True),
        (("é",), f"{SHOP}/?q=é", False),
        (("%20",), f"{SHOP}/?q=a b", True),
        (("a b",), f"{SHOP}/?q=a b", False),
        (("/b/",), f"{SHOP}/a/../b/", True),
        (("/a/",), f"{SHOP}/a/../b/", False),
        (("",), f"{SHOP}/", False),
        (("ab",), f"{SHOP}/?a\tb", True),
    ],
)
def test_url_skips(skips: tuple[str, ...], page_url: str, is_skipped: bool) -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"), url_skips=skips)
    link = make_link(OneLink(BASE), mapping, arrive(mapping, page_url))
    assert link.reason == ("url-skipped" if is_skipped else "")


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        (Website("https://s.example/buy"), "https://s.example/buy?pid=P&c=C&ttclid=T"),
        (Website("https://s.example"), "https://s.example?pid=P&c=C&ttclid=T"),
        (Website("https://s.example/?"), "https://s.example/?pid=P&c=C&ttclid=T"),
        (Website("https://s.example/?a=1"), "https://s.example/?a=1&pid=P&c=C&ttclid=T"),
        (Website("https://s.example/?a=1&&b"), "https://s.example/?a=1&b&pid=P&c=C&ttclid=T"),
        (Website("https://s.example/#f?g"), "https://s.example/?pid=P&c=C&ttclid=T#f?g"),
        (Website("https://s.example/?c=own&a=1"), "https://s.example/?a=1&pid=P&c=C&ttclid=T"),
        (Website("https://s.example/?%63=own&c=2"), "https://s.example/?pid=P&c=C&ttclid=T"),
        (Website("https://s.example/?C=own"), "https://s.example/?C=own&pid=P&c=C&ttclid=T"),
        (Website("https://s.example/?a=%zz é"), "https://s.example/?a=%zz é&pid=P&c=C&ttclid=T"),
        (Website("https://s.example/?a=1", carry=()), "https://s.example/?a=1"),
        (Website("https://s.example/", carry=()), "https://s.example/"),
        (Website("https://s.example/?c=own", carry=("pid",)), "https://s.example/?c=own&pid=P"),
        (Website("https://s.example/", carry=("ttclid", "x")), "https://s.example/?ttclid=T"),
        (Website("http://localhost:8000/"), "http://localhost:8000/?pid=P&c=C&ttclid=T"),
    ],
)
def test_websites_carry_the_parameters_on(destination: Website, expected: str) -> None:
    assert url(destination, "?pid=P&c=C&ttclid=T") == expected


def test_a_website_needs_no_media_source() -> None:
    assert url(Website("https://s.example/"), "?ttclid=T") == "https://s.example/?ttclid=T"
    assert url(Website("https://s.example/#f"), "") == "https://s.example/#f"


def test_a_website_never_gets_the_constants() -> None:
    mapping = Mapping(custom=(("af_js_web", Parameter((), {}, "x")), ("k", Parameter((), {}, "y"))))
    link = make_link(Website("https://s.example/?af_js_web=own"), mapping)
    assert link.url == "https://s.example/?af_js_web=own&k=y"


def test_an_apk_goes_through_the_onelink_if_there_is_one() -> None:
    file = "https://cdn.example/app 1.apk"
    assert url(apk(BASE, file), "?pid=P") == (
        f"{BASE}?{START}&pid=P&af_r=https%3A%2F%2Fcdn.example%2Fapp%201.apk"
    )
    assert url(apk("", "https://cdn.example/app.apk"), "?pid=P&ttclid=T") == (
        "https://cdn.example/app.apk?pid=P&ttclid=T"
    )


def test_a_links_own_deep_link_is_its_default() -> None:
    mapping = Mapping(
        media_source=Parameter(("pid",)),
        deep_link_value=Parameter(("deep_link_value",), {"old": "new"}, "home"),
    )
    own = OneLink(BASE, deep_link="offer/1 2")
    assert url(own, "?pid=P", mapping) == f"{BASE}?{START}&pid=P&deep_link_value=offer%2F1%202"
    assert (
        url(own, "?pid=P&deep_link_value=v", mapping) == f"{BASE}?{START}&pid=P&deep_link_value=v"
    )
    assert url(own, "?pid=P&deep_link_value=old", mapping) == (
        f"{BASE}?{START}&pid=P&deep_link_value=new"
    )
    assert url(OneLink(BASE), "?pid=P", mapping) == f"{BASE}?{START}&pid=P&deep_link_value=home"
    assert "deep_link_value=x" in str(
        url(Direct("steam", "1", STEAM, deep_link="x"), "?pid=P", WITH_DEFAULTS)
    )


def test_a_link_may_say_which_button_it_is() -> None:
    button = (("af_sub_siteid", Parameter((), {}, "cta")),)
    assert url(OneLink(BASE, extra=button), "?pid=P&ttclid=T") == (
        f"{BASE}?{START}&pid=P&ttclid=T&af_sub_siteid=cta"
    )
    assert url(Website("https://s.example/", extra=button), "") == (
        "https://s.example/?af_sub_siteid=cta"
    )


def test_a_button_may_have_a_sub() -> None:
    mapping = Mapping(
        media_source=Parameter(("pid",)),
        subs=(Parameter((), {}, "mapped"), *(Parameter(),) * 4),
    )
    slot = (("af_sub1", Parameter((), {}, "coupon")),)
    assert (
        url(OneLink(BASE, extra=slot), "?pid=P", mapping) == f"{BASE}?{START}&pid=P&af_sub1=coupon"
    )


@pytest.mark.parametrize(
    ("destination", "mapping", "expected"),
    [
        (OneLink(BASE), WITH_DEFAULTS, f"{BASE}?{START}&pid=landing&c=always%20on"),
        (OneLink(BASE), MAPPING, BASE),
        (OneLink("https://go.brand.example", "d"), MAPPING, "https://go.brand.example"),
        (OneLink(BASE, "glow & go"), MAPPING, f"{BASE}?deep_link_value=glow%20%26%20go"),
        (
            apk(f"{BASE}?x=1#top", "https://cdn.example/a.apk"),
            MAPPING,
            f"{BASE}?x=1&af_r=https%3A%2F%2Fcdn.example%2Fa.apk",
        ),
        (Direct("steam", "1", STEAM), MAPPING, STEAM),
        (Website("https://s.example/?a#b"), MAPPING, "https://s.example/?a#b"),
        (
            Website("https://s.example/?a#b"),
            WITH_DEFAULTS,
            "https://s.example/?a&pid=landing&c=always%20on#b",
        ),
    ],
)
def test_the_static_link_is_never_missing(
    destination: Destination, mapping: Mapping, expected: str
) -> None:
    assert static_href(destination, mapping) == expected


def test_skip_lists_do_not_touch_the_static_link() -> None:
    mapping = Mapping(
        media_source=Parameter((), {}, "p"), referrer_skips=("https",), url_skips=("https",)
    )
    assert static_href(OneLink(BASE), mapping) == f"{BASE}?{START}&pid=p"


@pytest.mark.parametrize(
    "value",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        '"><script>alert(1)</script>',
        "@evil.example/",
        "\\evil",
        "#",
        "?",
        "&pid=x",
        "\r\nLocation: https://evil.example",
    ],
)
def test_a_visit_never_chooses_where_a_link_leads(value: str) -> None:
    query = "&".join(f"{name}={quote(value)}" for name in ("pid", "c", "ttclid", "deep_link_value"))
    for destination in (
        OneLink(BASE),
        Direct("steam", "1", STEAM),
        Website("https://s.example/a"),
        apk("", "https://cdn.example/a.apk"),
    ):
        link = url(destination, f"?{query}")
        bare = static_href(destination, WITH_DEFAULTS)
        assert link is not None
        assert urlsplit(link)[:3] == urlsplit(bare)[:3]
        assert not set(link) & set('<>"\\ \r\n')


def test_links_have_a_limit_of_2000_characters() -> None:
    assert MAX_LENGTH == 2000
