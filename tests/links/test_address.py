"""Addresses as browsers see them; the expectations follow the WHATWG URL standard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.links.address import (
    _PLAIN,
    _parsed,
    parse_address,
    query_of,
    same_origin,
    serialized,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
URL_PIECES = st.lists(
    st.sampled_from(
        [
            "https://",
            "http:",
            "//",
            "/",
            "\\",
            ".",
            "..",
            "%2e",
            "a",
            "Shop.EXAMPLE",
            "1.2.3.4",
            "[::1]",
            ":443",
            ":",
            "@",
            "?",
            "#",
            "&",
            "é",
            "日本",
            "ß",
            "%zz",
            " ",
            "\t",
            "'",
            "\x00",
            "\ud800",
            "🎉",
            "xn--",
            "0x7f",
            "{",
            "|",
            "^",
            '"',
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://shop.example", "https://shop.example/"),
        ("HTTPS://Shop.EXAMPLE/Lp", "https://shop.example/Lp"),
        ("  https://shop.example/lp\n", "https://shop.example/lp"),
        ("https://shop.example/a\tb?c\nd", "https://shop.example/ab?cd"),
        ("https:shop.example/lp", "https://shop.example/lp"),
        ("https:\\\\shop.example\\a\\b", "https://shop.example/a/b"),
        ("https:///shop.example/lp", "https://shop.example/lp"),
        ("https://shop.example:443/", "https://shop.example/"),
        ("http://shop.example:80/", "http://shop.example/"),
        ("http://shop.example:443/", "http://shop.example:443/"),
        ("https://shop.example:08443/", "https://shop.example:8443/"),
        ("https://shop.example:/", "https://shop.example/"),
        ("https://u:p@shop.example/", "https://u:p@shop.example/"),
        ("https://a@b@shop.example/", "https://a%40b@shop.example/"),
        ("https://shop.example/a/./b/../c", "https://shop.example/a/c"),
        ("https://shop.example/a/%2e%2E/b", "https://shop.example/b"),
        ("https://shop.example/a/..", "https://shop.example/"),
        ("https://shop.example/../../a/.", "https://shop.example/a/"),
        ("https://shop.example//a//", "https://shop.example//a//"),
        ("https://shop.example/é b", "https://shop.example/%C3%A9%20b"),
        ("https://shop.example/{a}|'", "https://shop.example/%7Ba%7D|'"),
        ("https://shop.example/%zz", "https://shop.example/%zz"),
        ("https://shop.example/?q=é 'x'{}|^`", "https://shop.example/?q=%C3%A9%20%27x%27{}|^`"),
        ("https://shop.example/?", "https://shop.example/?"),
        ("https://shop.example?a?b", "https://shop.example/?a?b"),
        ("https://shop.example/#", "https://shop.example/#"),
        ("https://shop.example/#a b`'é", "https://shop.example/#a%20b%60'%C3%A9"),
        ("https://shop.example#?a", "https://shop.example/#?a"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://日本。example/", "https://xn--wgv71a.example/"),
        ("https://sh%6Fp.example/", "https://shop.example/"),
        ("https://1.2.3.4/", "https://1.2.3.4/"),
        ("https://0x7f.1/", "https://127.0.0.1/"),
        ("https://017700000001/", "https://127.0.0.1/"),
        ("https://256/", "https://0.0.1.0/"),
        ("https://[::1]:8443/", "https://[::1]:8443/"),
        ("https://shop.example/\ud800", "https://shop.example/%EF%BF%BD"),
    ],
)
def test_addresses_in_their_normal_form(text: str, href: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert address.href == href


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shop.example/lp",
        "/lp?pid=a",
        "//shop.example/",
        "ftp://shop.example/",
        "javascript:alert(1)",
        "javascript://shop.example/%0aalert(1)",
        "data:text/html,x",
        "about:blank",
        "android-app://com.google.android.gm/",
        "file:///tmp/index.html",
        "https://",
        "https:///",
        "https://?a",
        "https://#a",
        "https://user@/",
        "https://a b/",
        "https://a<b/",
        "https://a^b/",
        "https://a%00b/",
        "https://shop.example:99999/",
        "https://shop.example:8a/",
        "https://shop.example:" + "9" * 5000,
        "https://a:b:80/",
        "https://1.2.3.4.5/",
        "https://1.2.3.256/",
        "https://1.2..4/",
        "https://09/",
        "https://0x" + "f" * 5000,
        "https://[::1/",
        "https://[::g]/",
        "https://[::1%25eth0]/",
        "https://[::1]a/",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert parse_address(text) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://shop.example/a", "https://shop.example/b?c#d", True),
        ("https://shop.example/", "https://SHOP.example:443", True),
        ("https://shop.example/", "https://u@shop.example/", True),
        ("https://shop.example/", "http://shop.example/", False),
        ("https://shop.example/", "https://www.shop.example/", False),
        ("https://shop.example/", "https://shop.example:8443/", False),
        ("https://shop.example/", "https://shop.example.evil.example/", False),
        ("https://shop.example/", "", False),
        ("about:blank", "about:blank", False),
        ("file:///a", "file:///a", False),
        ("", "", False),
    ],
)
def test_same_origin(one: str, other: str, same: bool) -> None:
    assert same_origin(one, other) is same
    assert same_origin(other, one) is same


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("https://shop.example/lp?pid=a#b?c", "pid=a"),
        ("https://shop.example/lp#?pid=a", ""),
        ("https://shop.example/lp?pid=a?c=b", "pid=a?c=b"),
        ("https://shop.example/lp?p\tid=a\nb", "pid=ab"),
        ("https://shop.example/lp?pid=a  ", "pid=a"),
        ("/lp?pid=a", "pid=a"),
        ("?pid=a", "pid=a"),
        ("file:///lp.html?pid=a", "pid=a"),
        ("pid=a", ""),
        ("", ""),
    ],
)
def test_query_of_any_address(text: str, query: str) -> None:
    assert query_of(text) == query


def test_other_text_is_serialised_as_it_stands() -> None:
    assert serialized(" about:blank\n") == "about:blank"
    assert serialized("https://shop.example/é") == "https://shop.example/%C3%A9"


@given(ANY_TEXT | URL_PIECES)
def test_parsing_never_raises_and_is_stable(text: str) -> None:
    address = parse_address(text)
    query_of(text)
    if address is not None:
        assert address.href.isascii()
        again = parse_address(address.href)
        assert again == address
        assert address.path.startswith("/")
        assert address.scheme in ("http", "https")


@given(st.from_regex(_PLAIN, fullmatch=True))
def test_the_short_way_reads_plain_addresses_as_the_long_one_does(text: str) -> None:
    assert _PLAIN.fullmatch(text)
    assert parse_address(text) == _parsed(text) is not None
