"""Pixels, and the consent that they and everything else that measures may have to wait for."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from generator.errors import InputError
from generator.site.fields import Country, Model, Text, checked

CTA_EVENTS = (
    "AddToCart",
    "AddToWishlist",
    "ClickButton",
    "Contact",
    "CustomizeProduct",
    "Download",
    "FindLocation",
    "InitiateCheckout",
    "Search",
)
"""TikTok's standard events that a tap on a button can honestly be."""

CONCLUSIVE_EVENTS = frozenset(
    {
        "AddPaymentInfo",
        "ApplicationApproval",
        "CompletePayment",
        "CompleteRegistration",
        "Lead",
        "PlaceAnOrder",
        "Purchase",
        "Schedule",
        "StartTrial",
        "SubmitApplication",
        "SubmitForm",
        "Subscribe",
    }
)
"""Standard events that tell of something which happens after the tap, on another page."""


def _pixel_id(value: str) -> str:
    if len(value) == 20 and value.isascii() and value.isalnum() and value == value.upper():
        return value
    raise InputError(
        "pixel-id-invalid",
        f"{value} is not the id of a TikTok pixel, and TikTok drops the events of a wrong id "
        "without a word.",
        "Copy the 20 capitals and digits from Events Manager, such as C1ABCDEFG2HIJKLMNOP3.",
    )


PixelId = Annotated[
    Text,
    AfterValidator(checked(_pixel_id)),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z0-9]{20}$"}),
]
"""The id of a TikTok pixel: 20 capitals and digits."""


def _ids(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else (value,)


def _cta_event(value: str) -> str:
    if value in (*CTA_EVENTS, "off"):
        return value
    if value in CONCLUSIVE_EVENTS:
        raise InputError(
            "pixel-event-conclusive",
            f"A tap on a button is no {value}: that happens later, in the shop or the app, and "
            "campaigns that are fed with it optimise for the wrong people.",
            f"Choose one of: {', '.join(CTA_EVENTS)}, or off; let the shop or the app report "
            f"{value}.",
        )
    raise InputError(
        "pixel-event-unknown",
        f"{value} is none of TikTok's standard events.",
        f"Choose one of: {', '.join(CTA_EVENTS)}, or off. Case counts.",
    )


CtaEvent = Annotated[
    str,
    AfterValidator(checked(_cta_event)),
    WithJsonSchema({"type": "string", "enum": [*CTA_EVENTS, "off"]}),
]
"""What a tap on a button is called; `off` for no event."""


class PixelEvents(Model):
    """Which events the page sends; `off` sends none."""

    view: Literal["ViewContent", "off"] = "ViewContent"
    """When the page is seen, with the product and its price where the page has one."""
    shop: CtaEvent = "InitiateCheckout"
    """When somebody taps a button that leads to a website; AddToCart is the other usual choice."""
    app: CtaEvent = "Download"
    """When somebody taps a button that leads to an app, a store or an APK."""


class Pixels(Model):
    """The pixels of the page."""

    tiktok: Annotated[
        tuple[PixelId, ...],
        BeforeValidator(_ids, json_schema_input_type=PixelId | list[PixelId]),
        Field(min_length=1),
    ]
    """The id of the TikTok pixel, or a list of ids."""
    tiktok_host: Literal["analytics.tiktok.com", "analytics.us.tiktok.com"] = "analytics.tiktok.com"
    """Where TikTok's library comes from; the second one keeps the data in the United States."""
    events: PixelEvents = PixelEvents()
    limited_data_use: bool = False
    """Whether TikTok may use the events only in a limited way, whoever the visitor is. Visitors
    whose browser sends Global Privacy Control get this in any case."""


class Consent(Model):
    """Whether pixels, impressions and the memory of a visit wait for the visitor's yes."""

    mode: Literal["none", "ask", "external"] = "none"
    """`none` waits for nothing; `ask` shows a small bar and remembers the answer; `external` waits
    for a consent tool to call `landfast.consent(true)`. Links work at once in any case."""
    countries: tuple[Country, ...] = ()
    """The countries whose pages wait; those of all countries if left out."""

    def mode_in(self, country: str) -> Literal["none", "ask", "external"]:
        """What holds for the pages of a country."""
        return self.mode if not self.countries or country in self.countries else "none"
