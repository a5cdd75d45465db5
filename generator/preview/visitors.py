"""The ways in which a visitor may come to a page."""

from typing import Literal

from msgspec import Struct

from generator.check.trace import SAMPLES

Storage = Literal["allowed", "blocked"]


class Visitor(Struct, frozen=True):
    """One way to come.

    Attributes:
        key: Its word in addresses.
        label: What people call it.
        text: What is special about it, in a sentence.
        query: What it brings; parameters can be edited.
        referrer: The page that the browser names, if it names one.
        storage: Whether the browser lets pages remember anything.
        scripts: Whether the browser runs JavaScript.
        second: Whether what is shown is the second page: the parameters came to another one.
    """

    key: str
    label: str
    text: str
    query: str = ""
    referrer: str = ""
    storage: Storage = "allowed"
    scripts: bool = True
    second: bool = False


_TIKTOK = SAMPLES["tiktok"]
_UNFILLED = (
    "pid=tiktokweb_int&c=__CAMPAIGN_NAME__&af_c_id=__CAMPAIGN_ID__&af_adset=__AID_NAME__"
    "&af_adset_id=__AID__&af_ad=__CID_NAME__&af_ad_id=__CID__&ttclid=__CLICKID__"
)

VISITORS = {
    visitor.key: visitor
    for visitor in (
        Visitor("tiktok", "TikTok ad", "Taps an ad in TikTok, which adds the ttclid.", _TIKTOK),
        Visitor("meta", "Meta ad", "Taps an ad on Instagram or Facebook.", SAMPLES["meta"]),
        Visitor("google", "Google ad", "Clicks an ad on Google.", SAMPLES["google"]),
        Visitor(
            "anchor",
            "TikTok anchor",
            "Taps the anchor under a creator's video. TikTok One allows no tracking there, so "
            "nothing arrives and the page's defaults stand.",
        ),
        Visitor("direct", "Direct", "Types the address, or comes from an app that names nothing."),
        Visitor(
            "search",
            "Search result",
            "Finds the page by a search engine, unpaid.",
            referrer="https://www.google.com/",
        ),
        Visitor(
            "macros",
            "Unfilled macros",
            "Comes from an ad's preview, or with misspelt macros: nobody filled them in.",
            _UNFILLED,
        ),
        Visitor(
            "no-storage",
            "Storage blocked",
            "Taps a TikTok ad in a browser that lets pages remember nothing.",
            _TIKTOK,
            storage="blocked",
        ),
        Visitor(
            "no-script",
            "JavaScript off",
            "Taps a TikTok ad with JavaScript switched off: the links in the HTML must do.",
            _TIKTOK,
            scripts=False,
        ),
        Visitor(
            "second",
            "Second page",
            "Came to another page of the site by a TikTok ad, and went on to this one.",
            _TIKTOK,
            second=True,
        ),
    )
}
"""Every way by its key, in the order in which they are offered."""
