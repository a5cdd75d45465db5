"""Unpaid visits and what they are credited to."""

import pytest

from generator.links import (
    Direct,
    Mapping,
    OneLink,
    Organic,
    Origin,
    PageLoad,
    Parameter,
    arrive,
    make_link,
    organic_source,
)

SHOP = "https://shop.example"
BASE = "https://brand.onelink.me/A1b2"
MAPPING = Mapping(
    media_source=Parameter(("pid", "utm_source"), {"tiktok": "tiktokweb_int"}, "landing"),
    campaign=Parameter(("c",)),
    channel=Parameter(("af_channel",), {}, "web"),
    organic=True,
)


def sent(query: str, referrer: str, mapping: Mapping = MAPPING) -> tuple[str | None, str | None]:
    """The media source and the channel of the OneLink."""
    link = make_link(OneLink(BASE), mapping, arrive(mapping, f"{SHOP}/{query}", referrer))
    values = {entry.name: entry.value for entry in link.parameters}
    return values.get("pid"), values.get("af_channel")


@pytest.mark.parametrize(
    ("host", "engine"),
    [
        ("www.google.com", "google"),
        ("google.com", "google"),
        ("www.google.de", "google"),
        ("www.google.co.uk", "google"),
        ("www.google.com.br", "google"),
        ("news.google.com", "google"),
        ("www.bing.com", "bing"),
        ("cn.bing.com", "bing"),
        ("www.ask.com", "ask"),
        ("uk.ask.com", "ask"),
        ("duckduckgo.com", "duckduckgo"),
        ("html.duckduckgo.com", "duckduckgo"),
        ("yandex.ru", "yandex"),
        ("yandex.com.tr", "yandex"),
        ("search.naver.com", "naver"),
        ("m.search.naver.com", "naver"),
        ("search.yahoo.co.jp", "yahoojapan"),
        ("yahoo.co.jp", "yahoojapan"),
        ("search.yahoo.com", "yahoo"),
        ("de.search.yahoo.com", "yahoo"),
        ("search.daum.net", "daum"),
        ("www.baidu.com", "baidu"),
        ("m.baidu.com", "baidu"),
        ("www.ecosia.org", "ecosia"),
        ("coccoc.com", "coccoc"),
        ("www.sogou.com", "sogou"),
    ],
)
def test_search_engines(host: str, engine: str) -> None:
    expected = Organic(f"{engine}_organic_seo", "seo", host)
    assert organic_source(f"https://{host}/") == expected
    assert organic_source(f"http://{host.upper()}:8080/search?q=x#y") == expected


@pytest.mark.parametrize(
    ("host", "assistant"),
    [
        ("chatgpt.com", "chatgpt"),
        ("chat.openai.com", "chatgpt"),
        ("claude.ai", "claude"),
        ("perplexity.ai", "perplexity"),
        ("www.perplexity.ai", "perplexity"),
        ("manus.im", "manus"),
        ("copilot.microsoft.com", "copilot"),
        ("gemini.google.com", "gemini"),
        ("grok.com", "grok"),
        ("deepseek.com", "deepseek"),
        ("www.deepseek.com", "deepseek"),
    ],
)
def test_assistants(host: str, assistant: str) -> None:
    assert organic_source(f"https://{host}/") == Organic(f"{assistant}_organic_aeo", "aeo", host)


@pytest.mark.parametrize(
    "referrer",
    [
        "",
        "about:blank",
        "not a url",
        "https://",
        "https://news.example/",
        "https://www.tiktok.com/",
        "https://accounts.google.com/",
        "https://payments.google.com/",
        "https://gemini.google.de/",
        "https://oauth.yandex.ru/",
        "https://pay.yandex.com.tr/",
        "https://logins.daum.net/",
        "https://sub.accounts.google.co.uk/",
        "https://chat.deepseek.com/",
        "https://www.www.grok.com/",
        "https://openai.com/",
        "https://microsoft.com/",
        "https://notgoogle.com/",
        "https://basking.com/",
        "https://google.com.evil.example/",
        "https://google.evil/",
        "https://google/",
        "https://mask.com",
        "https://naver.com/",
        "https://blog.naver.com/",
        "https://yahoo.de/",
        "https://yahoo.co.uk/",
        "https://ecosia.com/",
        "https://sogou.cn/",
        "https://daum.com/",
        "https://xn--google-.com/",
        "android-app://com.google.android.gm/",
        "https://evil.example/?https://google.com/",
        "https://google.com@evil.example/",
        "javascript:google.com",
    ],
)
def test_referrers_that_are_neither(referrer: str) -> None:
    assert organic_source(referrer) is None


def test_an_organic_visit_wins_over_default_and_channel() -> None:
    assert sent("", "https://www.google.de/") == ("google_organic_seo", "seo")
    assert sent("?af_channel=mine", "https://claude.ai/") == ("claude_organic_aeo", "aeo")


def test_the_channel_is_sent_where_none_is_mapped() -> None:
    mapping = Mapping(media_source=Parameter((), {}, "landing"), organic=True)
    link = make_link(OneLink(BASE), mapping, arrive(mapping, f"{SHOP}/", "https://www.bing.com/"))
    assert str(link.url).endswith("&pid=bing_organic_seo&af_channel=seo")


def test_it_is_opt_in() -> None:
    mapping = Mapping(media_source=Parameter((), {}, "landing"))
    assert sent("", "https://www.google.de/", mapping) == ("landing", None)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?pid=p", "p"),
        ("?utm_source=tiktok", "tiktokweb_int"),
        ("?utm_source=newsletter", "newsletter"),
        ("?gclid=g", "landing"),
        ("?gbraid=g", "landing"),
        ("?wbraid=g", "landing"),
        ("?utm_source=chatgpt.com", "google_organic_seo"),
        ("?utm_source=chatgpt.com&gclid=g", "chatgpt.com"),
        ("?pid=__PID__", "google_organic_seo"),
        ("?ttclid=t", "google_organic_seo"),
        ("?c=c", "google_organic_seo"),
        ("?gclid=null", "google_organic_seo"),
    ],
)
def test_what_says_that_a_visit_is_not_organic(query: str, expected: str) -> None:
    assert sent(query, "https://www.google.de/")[0] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?utm_source=mail", "landing"), ("?utm_source=chatgpt.com", "google_organic_seo")],
)
def test_utm_source_counts_where_it_is_not_mapped(query: str, expected: str) -> None:
    mapping = Mapping(media_source=Parameter(("pid",), {}, "landing"), organic=True)
    assert sent(query, "https://www.google.de/", mapping)[0] == expected


def test_an_inner_page_asks_the_arrivals_referrer() -> None:
    earlier = [PageLoad(f"{SHOP}/?ttclid=t", "https://www.google.de/", 60)]
    visit = arrive(MAPPING, f"{SHOP}/inner", f"{SHOP}/", earlier)
    link = make_link(OneLink(BASE), MAPPING, visit)
    entry = next(entry for entry in link.parameters if entry.name == "pid")
    assert entry.value == "google_organic_seo"
    assert entry.origin == Origin(
        "organic", "www.google.de", "https://www.google.de/", remembered=True
    )


def test_a_remembered_tag_says_that_a_visit_is_not_organic() -> None:
    earlier = [PageLoad(f"{SHOP}/?gclid=g", "https://www.google.de/", 60)]
    visit = arrive(MAPPING, f"{SHOP}/inner", f"{SHOP}/", earlier)
    link = make_link(OneLink(BASE), MAPPING, visit)
    assert "&pid=landing&" in str(link.url)


def test_an_internal_referrer_is_nobodys() -> None:
    mapping = MAPPING
    visit = arrive(mapping, "https://www.google.com/lp", "https://www.google.com/")
    assert "pid=landing" in str(make_link(OneLink(BASE), mapping, visit).url)


def test_direct_links_use_their_own_name() -> None:
    visit = arrive(MAPPING, f"{SHOP}/?c=c", "https://www.google.de/")
    link = make_link(Direct("steam", "1", "https://s.example/"), MAPPING, visit)
    assert "af_media_source=google_organic_seo&af_campaign=c" in str(link.url)
    assert "&af_channel=seo&" in str(link.url)
