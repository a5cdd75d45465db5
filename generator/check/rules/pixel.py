"""Pixels: events that TikTok counts, and that are true."""

import re
from collections.abc import Iterator

from generator.check.page import CheckedPage
from generator.check.rule import Found, Source, Words, rule
from generator.check.sources import EVENTS, HABITS, PIXEL_COOKIES
from generator.site.tracking import CONCLUSIVE_EVENTS, CTA_EVENTS

EXAMPLE_ID = "C1ABCDEFG2HIJKLMNOP3"
_RETIRED = {
    "ClickButton": "",
    "PlaceAnOrder": "Purchase",
    "SubmitForm": "Lead",
    "CompletePayment": "Purchase",
}
_NEW = ("ViewContent",)
_TRACK = re.compile(r"""ttq\s*(?:\.\s*instance\([^)]*\)\s*)?\.\s*track\(\s*["']([^"']+)["']""")
CONSENT_COUNTRIES = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
"""The European Economic Area, the United Kingdom and Switzerland."""


@rule(
    "pixel-example-id",
    "warning",
    "The pixel's id is the one of the documentation",
    why="TikTok drops the events of ids that it does not know, without a word.",
    fix="Copy your own id from Events Manager.",
    source=HABITS,
)
def example_id(page: CheckedPage) -> Iterator[Found]:
    """The id is one of the author's."""
    if page.page.pixels and EXAMPLE_ID in page.page.pixels.tiktok:
        yield Found(("pixels", "tiktok"), f"{EXAMPLE_ID} is an example, not a pixel.")


@rule(
    "pixel-event-retired",
    "note",
    "TikTok's list does not name this event any more",
    why="The list of standard events changed in May 2025. Old names are still taken; whether "
    "campaigns can optimise for them is not known.",
    fix="Choose a current name: InitiateCheckout or AddToCart for a shop, Download for an app.",
    source=EVENTS,
)
def retired(page: CheckedPage) -> Iterator[Found]:
    """Events have their current names."""
    if page.page.pixels is None:
        return
    for key in ("shop", "app"):
        event = getattr(page.page.pixels.events, key)
        if event in _RETIRED:
            yield Found(
                ("pixels", "events", key), f"{event} left the list of standard events in 2025."
            )


@rule(
    "pixel-script-event",
    "warning",
    "A script reports what has not happened yet",
    why="A purchase or a registration happens in the shop or the app. Reported from this page, it "
    "teaches the campaign to look for the wrong people.",
    fix="Let the shop or the app report it; `pixels:` reports views and taps.",
    source=Source("reported", "What advertisers tell of falsely optimised campaigns"),
)
def script_event(page: CheckedPage) -> Iterator[Found]:
    """Scripts of themes and bodies report no purchase."""
    for name in _tracked(page):
        if name in CONCLUSIVE_EVENTS:
            yield Found(Words(name), f"A script of this page reports {name}.")


@rule(
    "pixel-script-unknown",
    "warning",
    "A script reports an event that TikTok does not know",
    why="Names of events are told apart by letter case; an unknown one counts for nothing in "
    "campaigns.",
    fix="Use one of TikTok's standard events, with its capitals.",
    source=EVENTS,
)
def script_unknown(page: CheckedPage) -> Iterator[Found]:
    """Scripts of themes and bodies report standard events."""
    known = {*CTA_EVENTS, *CONCLUSIVE_EVENTS, *_NEW}
    for name in _tracked(page):
        if name not in known:
            yield Found(Words(name), f"{name} is none of TikTok's standard events.")


@rule(
    "pixel-consent",
    "warning",
    "A pixel loads without consent where it is asked for",
    why="TikTok's pixel sets cookies that last 13 months as soon as it loads. In the European "
    "Economic Area, the United Kingdom and Switzerland this needs the visitor's consent.",
    fix="Write `consent: {mode: ask}`, or `external` with your own consent tool.",
    source=PIXEL_COOKIES,
)
def consent(page: CheckedPage) -> Iterator[Found]:
    """Where consent is needed, pixels wait for it."""
    shown = page.page
    if (
        shown.pixels
        and shown.country in CONSENT_COUNTRIES
        and shown.consent.mode_in(shown.country) == "none"
    ):
        yield Found(
            ("pixels",),
            f"The page is for {shown.country}, and its pixel loads without being asked.",
        )


RULES = (example_id, retired, script_event, script_unknown, consent)


def _tracked(page: CheckedPage) -> list[str]:
    """The events that scripts of a theme or a body report, each once."""
    texts = [script.text for script in page.scripts]
    if "ttq" in page.body:
        texts.append(page.body)
    return list(dict.fromkeys(name for text in texts for name in _TRACK.findall(text)))
