"""The outgoing parameters of one link, in their order, each with the story of its value.

The order is part of the contract with AppsFlyer's own script. A later entry of a name replaces
the value of an earlier one, at the earlier place, so that names are unique.
"""

from collections.abc import Mapping as ReadMapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from generator.links.encoding import encode_authored, encode_component, well_formed
from generator.links.mapping import (
    CLICK_IDS,
    GOOGLE_CLICK_IDS,
    KEYWORD,
    SUBS,
    Mapping,
    Parameter,
)
from generator.links.organic import organic_visit
from generator.links.visit import NO_VISIT, Brought, Visit

CONSTANTS = (("af_js_web", "true"), ("af_ss_ver", "2_10_4"))
"""What every AppsFlyer link says of its maker: the dialect, and the version that it follows."""

OriginKind = Literal[
    "constant",  # the same in every link
    "incoming",  # brought by the visitor
    "override",  # brought by the visitor, replaced by the author
    "default",  # written by the author
    "campaign",  # the campaign's name, standing in for a missing campaign id
    "organic",  # read from the referrer of an unpaid visit
    "referrer",  # the arrival's referrer itself
    "redirect",  # the address that a direct link or an APK link ends at
]

Row = Literal["constant", "main", "sub", "google", "custom", "redirect", "referrer", "click id"]


class Origin(Struct, frozen=True):
    """Where an outgoing value comes from.

    Attributes:
        kind: The kind of source.
        key: The incoming key, or the referrer's host for an organic visit; otherwise empty.
        raw: The value as it was before overriding and encoding.
        remembered: Whether it was brought to an earlier page of the visit.
    """

    kind: OriginKind
    key: str = ""
    raw: str = ""
    remembered: bool = False


class Outgoing(Struct, frozen=True):
    """One parameter of a link: its name, its encoded value, its origin, and its row's kind."""

    name: str
    value: str
    origin: Origin
    row: Row

    @property
    def pair(self) -> str:
        """The parameter as it stands in a query."""
        return f"{encode_component(self.name)}={self.value}"


class Dialect(Struct, frozen=True):
    """The names under which a kind of link sends what others call differently.

    Attributes:
        media_source: Name of the media source.
        campaign: Name of the campaign.
        campaign_id: Name of the campaign id where it is demanded and falls back to the campaign
            name; empty where it is an ordinary custom parameter.
        web_referrer: Whether the web referrer is sent.
    """

    media_source: str = "pid"
    campaign: str = "c"
    campaign_id: str = ""
    web_referrer: bool = True


ONELINK = Dialect()
STORE = Dialect(campaign_id="af_c_id")
DIRECT = Dialect("af_media_source", "af_campaign", "af_campaign_id", web_referrer=False)


def resolve_parameter(
    parameter: Parameter, values: ReadMapping[str, Brought]
) -> tuple[str, Origin] | None:
    """The encoded value of a mapping entry and its origin, or None if it is left out."""
    for key in parameter.keys if values else ():
        brought = values.get(key)
        if brought is None:
            continue
        override = parameter.overrides.get(brought.value, "")
        if override:
            origin = Origin("override", key, brought.value, brought.remembered)
            return encode_authored(override), origin
        origin = Origin("incoming", key, brought.value, brought.remembered)
        return encode_component(brought.value), origin
    if parameter.default:
        return encode_authored(parameter.default), Origin("default", raw=parameter.default)
    return None


def outgoing_parameters(
    mapping: Mapping, visit: Visit, dialect: Dialect = ONELINK, redirect: str = ""
) -> list[Outgoing]:
    """All parameters of a link in their order, before any is dropped for the link's length.

    Args:
        mapping: What to send.
        visit: What the visitor brought.
        dialect: The names that the kind of link uses.
        redirect: The address for ``af_r``; empty for none.
    """
    if visit is NO_VISIT and dialect is ONELINK and not redirect:
        return list(_without_visit(mapping))
    return _outgoing(mapping, visit, dialect, redirect)


@lru_cache(maxsize=64)
def _without_visit(mapping: Mapping) -> tuple[Outgoing, ...]:
    """What every link of a page says in its HTML: thousands of pages share it."""
    return tuple(_outgoing(mapping, NO_VISIT, ONELINK, ""))


def _outgoing(mapping: Mapping, visit: Visit, dialect: Dialect, redirect: str) -> list[Outgoing]:
    query = _Query()
    for name, value in CONSTANTS:
        query.add(name, value, Origin("constant"), "constant")
    _add_main(query, mapping, visit, dialect)
    for name, parameter in zip(SUBS, mapping.subs, strict=True):
        query.add_parameter(name, parameter, visit, "sub")
    _add_google(query, mapping, visit)
    _add_custom(query, mapping, visit, dialect)
    if redirect:
        query.add("af_r", encode_component(redirect), Origin("redirect", raw=redirect), "redirect")
    if dialect.web_referrer and mapping.web_referrer and visit.referrer:
        origin = Origin("referrer", raw=visit.referrer)
        query.add(mapping.web_referrer, encode_component(visit.referrer), origin, "referrer")
    _add_click_ids(query, visit)
    return list(query.entries.values())


class _Query:
    """Parameters by name; a name keeps its place when its value is replaced."""

    def __init__(self) -> None:
        self.entries: dict[str, Outgoing] = {}

    def add(self, name: str, value: str, origin: Origin, row: Row) -> None:
        name = well_formed(name)
        self.entries[name] = Outgoing(name, value, origin, row)

    def add_parameter(self, name: str, parameter: Parameter, visit: Visit, row: Row) -> None:
        resolved = resolve_parameter(parameter, visit.values)
        if resolved:
            self.add(name, *resolved, row)

    def add_brought(self, name: str, key: str, visit: Visit, row: Row) -> None:
        self.add_parameter(name, Parameter((key,)), visit, row)


def _add_main(query: _Query, mapping: Mapping, visit: Visit, dialect: Dialect) -> None:
    organic = organic_visit(mapping, visit)
    if organic:
        origin = Origin("organic", organic.host, visit.referrer, visit.remembered is not None)
        query.add(dialect.media_source, organic.media_source, origin, "main")
    else:
        query.add_parameter(dialect.media_source, mapping.media_source, visit, "main")
    query.add_parameter(dialect.campaign, mapping.campaign, visit, "main")
    campaign = query.entries.get(dialect.campaign)
    if campaign and dialect.campaign_id:
        query.add(
            dialect.campaign_id,
            campaign.value,
            Origin(
                "campaign", campaign.origin.key, campaign.origin.raw, campaign.origin.remembered
            ),
            "main",
        )
    if organic:
        query.add("af_channel", organic.channel, origin, "main")
    else:
        query.add_parameter("af_channel", mapping.channel, visit, "main")
    query.add_parameter("af_ad", mapping.ad, visit, "main")
    query.add_parameter("af_adset", mapping.ad_set, visit, "main")
    query.add_parameter("deep_link_value", mapping.deep_link_value, visit, "main")


def _add_google(query: _Query, mapping: Mapping, visit: Visit) -> None:
    if mapping.google_click_id and "gclid" in visit.values:
        query.add_brought(mapping.google_click_id, "gclid", visit, "google")
        query.add_brought("af_keywords", KEYWORD, visit, "google")


def _add_custom(query: _Query, mapping: Mapping, visit: Visit, dialect: Dialect) -> None:
    for name, parameter in mapping.custom:
        is_campaign_id = dialect.campaign_id and name in ("af_c_id", "af_campaign_id")
        sent_as = dialect.campaign_id if is_campaign_id else name
        query.add_parameter(sent_as, parameter, visit, "custom")


def _add_click_ids(query: _Query, visit: Visit) -> None:
    for name in CLICK_IDS:
        if name not in query.entries:
            query.add_brought(name, name, visit, "click id")
    from_google = any(name in visit.values for name in GOOGLE_CLICK_IDS)
    if from_google and "af_keywords" not in query.entries:
        query.add_brought("af_keywords", KEYWORD, visit, "click id")
