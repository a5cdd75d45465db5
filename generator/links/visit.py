"""The visit: what the visitor arrived with, on this page or on an earlier one of the site.

An arrival is a page load that brings a media source, a campaign or a click id. It is remembered
for a while, so that the site's inner pages carry it on. Memory belongs to an origin.
"""

import re
from collections.abc import Iterable
from collections.abc import Mapping as ReadMapping

from msgspec import Struct, field

from generator.links.address import parse_address, query_of, same_origin
from generator.links.encoding import parse_form
from generator.links.mapping import Mapping

LIFETIME = 7200
"""How long an arrival is remembered by default, in seconds."""

_ASCII_SPACE = " \t\n\f\r"
_MACRO = re.compile(r"__[A-Za-z0-9_]+__|\$?\{.*\}", re.DOTALL)


class PageLoad(Struct, frozen=True):
    """An earlier page of the same visitor: its URL, its referrer, and its age in seconds."""

    url: str
    referrer: str = ""
    age: float = 0


class Arrival(Struct, frozen=True):
    """What is remembered of an arrival: mapped parameters, outside referrer, time in seconds."""

    values: ReadMapping[str, str]
    referrer: str
    at: float


class Brought(Struct, frozen=True):
    """One incoming value, and whether it was remembered from an earlier page."""

    value: str
    remembered: bool = False


class Visit(Struct, frozen=True):
    """A page load with everything that its links may use.

    Attributes:
        page_url: The page's URL as it was asked for.
        document_referrer: The page's referrer, whatever it is.
        values: Incoming key to its value. Of an earlier page, only mapped keys are known.
        remembered: The arrival that this page continues, or None if it has none or is one.
        is_arrival: Whether this page load is itself an arrival.
        referrer: The arrival's referrer; empty when it came from inside the site.
    """

    page_url: str = ""
    document_referrer: str = ""
    values: ReadMapping[str, Brought] = field(default_factory=dict)
    remembered: Arrival | None = None
    is_arrival: bool = False
    referrer: str = ""


NO_VISIT = Visit()
"""A visit that brought nothing: what the links in the static page are made of."""


def is_present(value: str) -> bool:
    """Whether an incoming value says anything.

    Blank values, ``null``, ``undefined`` and macros that the network left unexpanded
    (``__NAME__``, ``{name}``, ``{{name}}``, ``${name}``) say nothing.
    """
    return (
        bool(value.strip(_ASCII_SPACE))
        and value not in ("null", "undefined")
        and _MACRO.fullmatch(value) is None
    )


def incoming_parameters(url: str) -> dict[str, str]:
    """The present parameters of a URL's query; of duplicates the last one that is present."""
    return {name: value for name, value in parse_form(query_of(url)) if is_present(value)}


def arrive(
    mapping: Mapping,
    page_url: str,
    referrer: str = "",
    earlier: Iterable[PageLoad] = (),
    *,
    lifetime: float = LIFETIME,
) -> Visit:
    """The visit that a page load is, given the earlier page loads of the same browser.

    Args:
        mapping: Names the keys that identify an arrival and those that are remembered.
        page_url: The URL of the page, as in the address bar.
        referrer: The page's `document.referrer`.
        earlier: Earlier page loads in the order in which they happened. Those of other origins
            do not count, since memory belongs to an origin. Give none where storage is blocked.
        lifetime: For how many seconds an arrival is remembered.
    """
    address = parse_address(page_url)
    origin = address.origin if address else None
    remembered: Arrival | None = None
    for load in earlier:
        before = parse_address(load.url)
        if before is not None and before.origin == origin:
            alive = _alive(remembered, -load.age, lifetime)
            remembered = _arrival(mapping, load.url, load.referrer, alive, -load.age) or alive
    alive = _alive(remembered, 0, lifetime)
    own = _arrival(mapping, page_url, referrer, alive, 0)
    page = incoming_parameters(page_url)
    outside = "" if same_origin(page_url, referrer) else referrer
    return Visit(
        page_url=page_url,
        document_referrer=referrer,
        values=_values(mapping, page, None if own else alive),
        remembered=None if own else alive,
        is_arrival=own is not None,
        referrer=alive.referrer if alive and not own else outside,
    )


def _alive(arrival: Arrival | None, now: float, lifetime: float) -> Arrival | None:
    # A clock that was set back must not keep an arrival for ever, hence the absolute difference.
    return arrival if arrival is not None and abs(now - arrival.at) < lifetime else None


def _arrival(
    mapping: Mapping, url: str, referrer: str, remembered: Arrival | None, now: float
) -> Arrival | None:
    """The arrival that a page load is, or None where it only continues one or brings nothing."""
    page = incoming_parameters(url)
    internal = same_origin(url, referrer)
    if (internal and remembered) or page.keys().isdisjoint(mapping.identifying_keys):
        return None
    values = {key: page[key] for key in mapping.mapped_keys if key in page}
    return Arrival(values, "" if internal else referrer, now)


def _values(
    mapping: Mapping, page: ReadMapping[str, str], remembered: Arrival | None
) -> dict[str, Brought]:
    here = {key: Brought(value) for key, value in page.items()}
    if remembered is None:
        return here
    before = {key: Brought(value, remembered=True) for key, value in remembered.values.items()}
    identifying = mapping.identifying_keys
    return before | {key: value for key, value in here.items() if key not in identifying}
