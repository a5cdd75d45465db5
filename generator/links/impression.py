"""The impression of a OneLink: the request that says the link was seen.

It has the path and parameters of the click link on AppsFlyer's impression host. Where the browser
tells the device's model and system version (client hints), both are appended in the doubly encoded
form that the receiver was built for.
"""

import re

from msgspec import Struct

from generator.links.address import parse_address
from generator.links.destination import Link, OneLink, make_link
from generator.links.encoding import encode_component, parse_form, serialize_form
from generator.links.mapping import Mapping, Parameter
from generator.links.visit import NO_VISIT, Visit

IMPRESSION_HOST = "impressions.onelink.me"
"""The host that receives the impressions of all OneLinks, branded ones included."""

CROSS_PLATFORM = ("af_xplatform", Parameter(default="true"))
"""What the impressions of cross-platform templates carry, and their clicks do not."""

_IOS = re.compile("iPhone|iPad|iPod")


class ClientHints(Struct, frozen=True):
    """What `navigator.userAgentData.getHighEntropyValues` told; empty texts are sent too."""

    model: str
    platform_version: str


def offers_client_hints(user_agent: str) -> bool:
    """Whether a browser is asked for client hints at all: browsers on iOS are not."""
    return _IOS.search(user_agent) is None


def impression_url(click_url: str | None, hints: ClientHints | None = None) -> str | None:
    """The impression that belongs to a click link, or None for no link.

    Args:
        click_url: The OneLink click link.
        hints: The client hints; None when the browser has none, refused, or did not answer.
    """
    address = parse_address(click_url) if click_url else None
    if address is None:
        return None
    query = address.query or ""
    if hints is not None:
        pairs = parse_form(query)
        pairs.append(("af_ch_model", encode_component(hints.model)))
        pairs.append(("af_ch_os_version", encode_component(hints.platform_version)))
        query = serialize_form(pairs)
    return f"https://{IMPRESSION_HOST}{address.path}" + (f"?{query}" if query else "")


def page_impression(
    base: str,
    mapping: Mapping,
    visit: Visit = NO_VISIT,
    *,
    cross_platform: bool = False,
    hints: ClientHints | None = None,
) -> tuple[Link, str | None]:
    """The link that a page's impression is made of, and the impression's URL (None for none).

    Args:
        base: The OneLink template whose impression it is.
        mapping: The page's mapping.
        visit: What the visitor brought.
        cross_platform: Whether the template is a cross-platform one; its impressions then say
            so, as the last of the custom parameters.
        hints: The client hints, if the browser told them.
    """
    extra = (CROSS_PLATFORM,) if cross_platform else ()
    link = make_link(OneLink(base, extra=extra), mapping, visit)
    return link, impression_url(link.url, hints)
