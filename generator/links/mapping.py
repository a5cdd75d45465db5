"""The mapping: which incoming keys become which outgoing parameters.

A mapping is data that a site's author chose, directly or by a preset. It is made once per page
and used by every link of that page.
"""

from collections.abc import Mapping as ReadMapping

from msgspec import Struct, field
from msgspec.structs import replace

CLICK_IDS = ("gclid", "fbclid", "twclid", "sccid", "ScCid", "ttclid", "gbraid", "wbraid")
"""The click ids that travel on by themselves, in the order in which they are sent."""

GOOGLE_CLICK_IDS = ("gclid", "gbraid", "wbraid")
"""The click ids that bring the search words along, as ``af_keywords``."""

KEYWORD = "keyword"
"""The incoming key of the search words."""

SUBS = ("af_sub1", "af_sub2", "af_sub3", "af_sub4", "af_sub5")
"""The five free parameters that show up in raw-data reports."""

MAIN_NAMES = ("pid", "c", "af_channel", "af_ad", "af_adset", "deep_link_value")
"""Outgoing names that have an entry of their own in the mapping, besides the subs."""


class Parameter(Struct, frozen=True):
    """Where the value of one outgoing parameter comes from.

    Attributes:
        keys: Incoming keys, tried in this order; the first that is present wins.
        overrides: Exact incoming value (decoded) to the value that is sent instead.
        default: What is sent when no key is present; empty for nothing.
    """

    keys: tuple[str, ...] = ()
    overrides: ReadMapping[str, str] = field(default_factory=dict)
    default: str = ""

    def __bool__(self) -> bool:
        return bool(self.keys or self.default)


UNMAPPED = Parameter()
"""The parameter that is never sent."""


class Mapping(Struct, frozen=True):
    """All that a page's links need to know of its attribution settings.

    Attributes:
        media_source: Sent as ``pid``, or ``af_media_source`` to other direct platforms.
        campaign: Sent as ``c`` or ``af_campaign``.
        channel: Sent as ``af_channel``.
        ad: Sent as ``af_ad``.
        ad_set: Sent as ``af_adset``.
        deep_link_value: Sent as ``deep_link_value``.
        subs: ``af_sub1`` to ``af_sub5``, always five.
        google_click_id: An additional name under which the gclid is sent; empty for none.
        custom: Further outgoing names and their parameters, in the order of sending. The
            campaign id is one of them, ``af_c_id``.
        web_referrer: The name under which the arrival's referrer is sent; empty for none.
        raw_copies: Indexes into `subs` of copies kept for raw-data reports only; a link that is
            too long loses them first.
        referrer_skips: Texts in the referrer that switch the links off, in any case.
        url_skips: Texts in the page's URL that switch the links off, in any case.
        organic: Whether unpaid visits are credited to the search engine they came from.
    """

    media_source: Parameter = UNMAPPED
    campaign: Parameter = UNMAPPED
    channel: Parameter = UNMAPPED
    ad: Parameter = UNMAPPED
    ad_set: Parameter = UNMAPPED
    deep_link_value: Parameter = UNMAPPED
    subs: tuple[Parameter, Parameter, Parameter, Parameter, Parameter] = (UNMAPPED,) * 5
    google_click_id: str = ""
    custom: tuple[tuple[str, Parameter], ...] = ()
    web_referrer: str = ""
    raw_copies: frozenset[int] = frozenset()
    referrer_skips: tuple[str, ...] = ()
    url_skips: tuple[str, ...] = ()
    organic: bool = False

    def __hash__(self) -> int:
        # Overrides have no hash; what is here tells the mappings of different sites apart.
        return hash((self.media_source.default, self.campaign.default, self.subs[0].keys))

    @property
    def identifying_keys(self) -> frozenset[str]:
        """The incoming keys that make a page load an arrival."""
        return frozenset((*self.media_source.keys, *self.campaign.keys, *CLICK_IDS))

    @property
    def mapped_keys(self) -> frozenset[str]:
        """All incoming keys that any entry uses: the only ones that are ever remembered."""
        entries = (
            self.media_source,
            self.campaign,
            self.channel,
            self.ad,
            self.ad_set,
            self.deep_link_value,
            *self.subs,
            *(parameter for _, parameter in self.custom),
        )
        keys = (key for entry in entries for key in entry.keys)
        return frozenset((*keys, *CLICK_IDS, KEYWORD))

    def with_deep_link(self, value: str) -> "Mapping":
        """This mapping for a link that leads to a place of its own inside the app.

        The visit's own deep link still comes first; `value` is what applies without one.
        """
        if not value:
            return self
        return replace(self, deep_link_value=replace(self.deep_link_value, default=value))

    def with_custom(self, *entries: tuple[str, Parameter]) -> "Mapping":
        """This mapping with further custom entries at the end."""
        return replace(self, custom=(*self.custom, *entries)) if entries else self


def reserved_custom_names(google_click_id: str) -> frozenset[str]:
    """The names that a custom entry may not use because the mapping has a better place for them."""
    names = frozenset((*MAIN_NAMES, *SUBS))
    return names | {google_click_id} if google_click_id else names
