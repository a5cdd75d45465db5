"""The attribution domain: what a visitor brought, and the links that carry it on.

Pure functions without input or output. `arrive` reads a visit, `make_link` makes a destination's
link for it, `page_impression` the impression, and `static_href` the link that stands in the HTML.
The page's JavaScript follows the same rules; `page_config` is what it reads. The rules are told in
docs/smart-script.md.
"""

from generator.links.destination import (
    PLATFORMS,
    REASONS,
    STORE_PLATFORMS,
    Destination,
    Direct,
    Link,
    OneLink,
    Reason,
    Website,
    apk,
    is_onelink_base,
    make_link,
    static_href,
)
from generator.links.impression import (
    ClientHints,
    impression_url,
    offers_client_hints,
    page_impression,
)
from generator.links.mapping import CLICK_IDS, SUBS, Mapping, Parameter
from generator.links.outgoing import Origin, Outgoing
from generator.links.standalone import standalone_direct, standalone_mapping, standalone_onelink
from generator.links.visit import LIFETIME, NO_VISIT, Arrival, PageLoad, Visit, arrive

__all__ = [
    "CLICK_IDS",
    "LIFETIME",
    "NO_VISIT",
    "PLATFORMS",
    "REASONS",
    "STORE_PLATFORMS",
    "SUBS",
    "Arrival",
    "ClientHints",
    "Destination",
    "Direct",
    "Link",
    "Mapping",
    "OneLink",
    "Origin",
    "Outgoing",
    "PageLoad",
    "Parameter",
    "Reason",
    "Visit",
    "Website",
    "apk",
    "arrive",
    "impression_url",
    "is_onelink_base",
    "make_link",
    "offers_client_hints",
    "page_impression",
    "standalone_direct",
    "standalone_mapping",
    "standalone_onelink",
    "static_href",
]
