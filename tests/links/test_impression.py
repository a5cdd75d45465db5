"""Impressions, byte for byte."""

import pytest

from generator.links import (
    ClientHints,
    Mapping,
    OneLink,
    Parameter,
    arrive,
    impression_url,
    make_link,
    offers_client_hints,
    page_impression,
)

BASE = "https://brand.onelink.me/A1b2"
HOST = "https://impressions.onelink.me"
START = "af_js_web=true&af_ss_ver=2_10_4"
MAPPING = Mapping(media_source=Parameter(("pid",), {}, "p"), campaign=Parameter(("c",)))


@pytest.mark.parametrize(
    ("click", "impression"),
    [
        (f"{BASE}?{START}&pid=a", f"{HOST}/A1b2?{START}&pid=a"),
        (f"{BASE}/?{START}", f"{HOST}/A1b2/?{START}"),
        (f"{BASE}/promo?a=1", f"{HOST}/A1b2/promo?a=1"),
        ("https://go.brand.example:8443/A1b2?a=1", f"{HOST}/A1b2?a=1"),
        ("https://user@go.brand.example/A1b2?a=1", f"{HOST}/A1b2?a=1"),
        (f"{BASE}?c=a%20b~!'()*", f"{HOST}/A1b2?c=a%20b~!%27()*"),
        ("https://brand.onelink.me/é?a=1", f"{HOST}/%C3%A9?a=1"),
        ("https://brand.onelink.me/A ?a=1", f"{HOST}/A%20?a=1"),
        ("https://brand.onelink.me/x/../A?a=1", f"{HOST}/A?a=1"),
        (BASE, f"{HOST}/A1b2"),
    ],
)
def test_the_plain_form(click: str, impression: str) -> None:
    assert impression_url(click) == impression


@pytest.mark.parametrize(
    ("hints", "end"),
    [
        (ClientHints("Pixel 8", "14.0.0"), "af_ch_model=Pixel%25208&af_ch_os_version=14.0.0"),
        (ClientHints("", ""), "af_ch_model=&af_ch_os_version="),
        (ClientHints("SM-S911B", "13"), "af_ch_model=SM-S911B&af_ch_os_version=13"),
        (
            ClientHints("Redmi (4G)/é&x=1+2%", "12"),
            "af_ch_model=Redmi%2520%284G%29%252F%25C3%25A9%2526x%253D1%252B2%2525&af_ch_os_version=12",
        ),
        (ClientHints("~!*'", "1"), "af_ch_model=%7E%21*%27&af_ch_os_version=1"),
    ],
)
def test_client_hints_are_encoded_twice(hints: ClientHints, end: str) -> None:
    assert impression_url(f"{BASE}?pid=a", hints) == f"{HOST}/A1b2?pid=a&{end}"


def test_client_hints_re_serialise_the_whole_query() -> None:
    click = f"{BASE}?c=a%20b%2Bc~!'()*%C3%A9&d=%zz&e"
    assert impression_url(click, ClientHints("m", "v")) == (
        f"{HOST}/A1b2?c=a+b%2Bc%7E%21%27%28%29*%C3%A9&d=%25zz&e=&af_ch_model=m&af_ch_os_version=v"
    )


@pytest.mark.parametrize("click", [None, "", "javascript:alert(1)", "about:blank"])
def test_no_link_has_no_impression(click: str | None) -> None:
    assert impression_url(click) is None
    assert impression_url(click, ClientHints("m", "v")) is None


def test_a_page_without_media_source_has_no_impression() -> None:
    link, impression = page_impression(BASE, Mapping(media_source=Parameter(("pid",))))
    assert (link.url, impression) == (None, None)
    assert link.reason == "media-source-missing"


def test_a_skipped_visit_has_no_impression() -> None:
    mapping = Mapping(media_source=Parameter((), {}, "p"), url_skips=("preview",))
    visit = arrive(mapping, "https://shop.example/?preview")
    assert page_impression(BASE, mapping, visit)[1] is None


def test_the_impression_is_that_of_the_click() -> None:
    visit = arrive(MAPPING, "https://shop.example/?pid=a&c=b+c&ttclid=T")
    link, impression = page_impression(BASE, MAPPING, visit)
    assert link == make_link(OneLink(BASE), MAPPING, visit)
    assert impression == f"{HOST}/A1b2?{START}&pid=a&c=b%20c&ttclid=T"


def test_only_the_impression_says_that_a_template_is_cross_platform() -> None:
    visit = arrive(MAPPING, "https://shop.example/?pid=a&ttclid=T")
    _, impression = page_impression(BASE, MAPPING, visit, cross_platform=True)
    assert impression == f"{HOST}/A1b2?{START}&pid=a&af_xplatform=true&ttclid=T"
    assert "af_xplatform" not in str(make_link(OneLink(BASE), MAPPING, visit).url)


def test_the_cross_platform_flag_is_sent_once() -> None:
    mapping = MAPPING.with_custom(("af_xplatform", Parameter((), {}, "yes")))
    _, impression = page_impression(BASE, mapping, cross_platform=True)
    assert impression == f"{HOST}/A1b2?{START}&pid=p&af_xplatform=true"


def test_the_cross_platform_flag_survives_a_long_link() -> None:
    mapping = MAPPING.with_custom(("long", Parameter((), {}, "x" * 1940)))
    link, impression = page_impression(BASE, mapping, cross_platform=True)
    assert [entry.name for entry in link.dropped] == ["long"]
    assert impression is not None
    assert impression.endswith("&af_xplatform=true")


@pytest.mark.parametrize(
    ("user_agent", "offers"),
    [
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/124.0.0.0 Mobile", True),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/124.0.0.0", True),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X)", False),
        ("Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X)", False),
        ("Mozilla/5.0 (iPod touch; CPU iPhone OS 12_0)", False),
        ("", True),
    ],
)
def test_browsers_on_ios_are_not_asked_for_client_hints(user_agent: str, offers: bool) -> None:
    assert offers_client_hints(user_agent) is offers
