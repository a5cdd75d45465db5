"""What authors may write for a link, and how a mistake is told."""

import pytest

from generator.errors import InputError
from generator.links import (
    PLATFORMS,
    check_app_id,
    check_https_url,
    check_onelink,
    check_platform,
    is_custom_link,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example",
        "https://shop.example/",
        "https://www.shop.example:8443/a/b?c=d&e#f",
        "https://shop.example/é",
        "https://bücher.example/",
        "https://shop.example/?a=https://other.example/",
        "https://SHOP.example/",
        "https://1.2.3.4/",
        "https://shop.example/?path=C:\\x",
    ],
)
def test_addresses_that_links_can_lead_to(url: str) -> None:
    assert check_https_url(url) == url


@pytest.mark.parametrize(
    ("url", "code", "word"),
    [
        ("javascript:alert(1)", "url-not-https", "javascript:"),
        ("JavaScript:alert(1)", "url-not-https", "JavaScript:"),
        ("data:text/html,<script>", "url-not-https", "data:"),
        ("http://shop.example/", "url-not-https", "http:"),
        ("HTTPS://shop.example/", "url-not-https", "HTTPS:"),
        ("market://details?id=a", "url-not-https", "market:"),
        ("itms-apps://x", "url-not-https", "itms-apps:"),
        ("shop.example/a", "url-not-https", "no scheme"),
        ("/relative", "url-not-https", "no scheme"),
        ("//shop.example/", "url-not-https", "no scheme"),
        ("", "url-not-https", "no scheme"),
        (" https://shop.example/", "url-not-https", "no scheme"),
        ("https:shop.example", "url-malformed", "browser"),
        ("https://", "url-malformed", "browser"),
        ("https://shop.example/a b", "url-malformed", "browser"),
        ("https://shop.example/\n", "url-malformed", "browser"),
        ("https://shop.example\\a", "url-malformed", "browser"),
        ("https://sh<op.example/", "url-malformed", "browser"),
        ("https://me:secret@shop.example/", "url-malformed", "user name"),
        ("https://localhost/", "url-malformed", "localhost"),
        ("https://shop/", "url-malformed", "shop"),
        ("https://shop./", "url-malformed", "shop"),
    ],
)
def test_addresses_that_are_refused(url: str, code: str, word: str) -> None:
    with pytest.raises(InputError) as error:
        check_https_url(url)
    assert error.value.code == code
    assert word in error.value.message
    assert error.value.message.endswith(".")
    assert error.value.hint.endswith(".")


def test_a_long_address_is_shown_shortened() -> None:
    with pytest.raises(InputError) as error:
        check_https_url("javascript:" + "x" * 5000)
    assert len(error.value.message) < 300


@pytest.mark.parametrize(
    ("base", "is_custom"),
    [
        ("https://brand.onelink.me/A1b2", False),
        ("https://brand.onelink.me/A1b2/", False),
        ("https://go.brand.example/A1b2", False),
        ("https://brand.onelink.me/A1b2/promo", True),
    ],
)
def test_onelinks(base: str, is_custom: bool) -> None:
    assert check_onelink(base) == base
    assert is_custom_link(base) is is_custom


@pytest.mark.parametrize(
    ("base", "code"),
    [
        ("https://brand.onelink.me", "onelink-malformed"),
        ("https://brand.onelink.me/", "onelink-malformed"),
        ("https://brand.onelink.me?A1b2", "onelink-malformed"),
        ("http://brand.onelink.me/A1b2", "url-not-https"),
        ("brand.onelink.me/A1b2", "url-not-https"),
        ("https://brand/A1b2", "url-malformed"),
    ],
)
def test_onelinks_that_are_refused(base: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        check_onelink(base)
    assert error.value.code == code


def test_what_is_no_address_is_no_custom_link() -> None:
    assert not is_custom_link("A1b2/promo")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_platforms_in_any_case(platform: str) -> None:
    assert check_platform(platform.upper()) == platform


@pytest.mark.parametrize(
    ("platform", "hint"),
    [("xbxo", "xbox"), ("playstation5", "playstation"), ("gameboy", "battlenet"), ("", "steam")],
)
def test_unknown_platforms(platform: str, hint: str) -> None:
    with pytest.raises(InputError) as error:
        check_platform(platform)
    assert error.value.code == "platform-unknown"
    assert hint in error.value.hint


@pytest.mark.parametrize(
    ("platform", "app_id"),
    [
        ("ios", "id123456789"),
        ("iOS", "id123456789"),
        ("android", "com.example.app"),
        ("android", "com.example.app-samsung"),
        ("steam", "480"),
        ("xbox", "9NBLGGH4R315"),
        ("roku", "12"),
        ("tizen", "AbC.d-e_f"),
    ],
)
def test_app_ids(platform: str, app_id: str) -> None:
    assert check_app_id(platform, app_id) == app_id


@pytest.mark.parametrize(
    ("platform", "app_id"),
    [
        ("ios", "123456789"),
        ("ios", "com.example.app"),
        ("android", "example"),
        ("android", "id123456789"),
        ("steam", ""),
        ("steam", "a b"),
        ("steam", "../x"),
        ("steam", "a?b"),
        ("steam", "480\n"),
    ],
)
def test_impossible_app_ids(platform: str, app_id: str) -> None:
    with pytest.raises(InputError) as error:
        check_app_id(platform, app_id)
    assert error.value.code == "app-id-malformed"
    assert platform in error.value.message
