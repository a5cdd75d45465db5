"""Unpaid visits: which search engine or assistant a referrer belongs to.

Opt-in. When neither a media source nor a Google click id says where a visitor came from, the
referrer of the arrival does, so that unpaid visits are not credited to an advertising network
merely because its name is the page's default.
"""

import re

from msgspec import Struct

from generator.links.address import parse_address
from generator.links.mapping import GOOGLE_CLICK_IDS, Mapping
from generator.links.visit import Visit

_ASSISTANTS = {
    "chatgpt.com": "chatgpt",
    "chat.openai.com": "chatgpt",
    "claude.ai": "claude",
    "perplexity.ai": "perplexity",
    "manus.im": "manus",
    "copilot.microsoft.com": "copilot",
    "gemini.google.com": "gemini",
    "grok.com": "grok",
    "deepseek.com": "deepseek",
}

_NO_SEARCH = re.compile(
    r"(?:^|\.)(?:(?:accounts|payments|gemini)\.google|(?:oauth|pay)\.yandex|logins\.daum)\."
)
_ANY_COUNTRY = re.compile(
    r"(?:^|\.)(google|bing|ask|duckduckgo|yandex|baidu|search\.naver)"
    r"\.(?:com|(?:com?\.)?[a-z]{2})$"
)
_ONE_DOMAIN = re.compile(
    r"(?:^|\.)(yahoo\.co\.jp|yahoo\.com|daum\.net|ecosia\.org|coccoc\.com|sogou\.com)$"
)


class Organic(Struct, frozen=True):
    """What an unpaid visit is credited to: media source, channel, and the referrer's host."""

    media_source: str
    channel: str
    host: str


def organic_source(referrer: str) -> Organic | None:
    """The search engine or AI assistant that a referrer belongs to, or None for neither."""
    address = parse_address(referrer)
    if address is None:
        return None
    host = address.host
    assistant = _ASSISTANTS.get(host.removeprefix("www."))
    if assistant:
        return Organic(f"{assistant}_organic_aeo", "aeo", host)
    engine = _search_engine(host)
    return Organic(f"{engine}_organic_seo", "seo", host) if engine else None


def organic_visit(mapping: Mapping, visit: Visit) -> Organic | None:
    """What an unpaid visit is credited to, or None when it is paid for, tagged, or unknown.

    `utm_source=chatgpt.com`, which ChatGPT appends by itself, is no tag of the advertiser's.
    """
    if not mapping.organic:
        return None
    for key in (*mapping.media_source.keys, *GOOGLE_CLICK_IDS, "utm_source"):
        brought = visit.values.get(key)
        if brought and (key, brought.value) != ("utm_source", "chatgpt.com"):
            return None
    return organic_source(visit.referrer)


def _search_engine(host: str) -> str:
    if _NO_SEARCH.search(host):
        return ""
    known = _ANY_COUNTRY.search(host) or _ONE_DOMAIN.search(host)
    if known is None:
        return ""
    if known[1] == "yahoo.co.jp":
        return "yahoojapan"
    return known[1].removeprefix("search.").partition(".")[0]
