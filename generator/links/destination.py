"""Destinations: where a link leads, and the URL that it gets for a visit.

The visit never chooses the host or scheme of a link: those are the author's. Where no link can be
made, or the author's skip lists forbid it, the result has no URL, and the page keeps the static
one that stands in its HTML.
"""

import re
from typing import Literal

from msgspec import Struct

from generator.links.address import serialized
from generator.links.budget import fit
from generator.links.encoding import decode_form
from generator.links.mapping import Mapping, Parameter
from generator.links.outgoing import (
    CONSTANTS,
    DIRECT,
    ONELINK,
    STORE,
    Outgoing,
    outgoing_parameters,
)
from generator.links.visit import NO_VISIT, Visit

PLATFORMS = (
    "smartcast",
    "tizen",
    "roku",
    "webos",
    "vidaa",
    "playstation",
    "android",
    "ios",
    "steam",
    "quest",
    "battlenet",
    "epic",
    "switch",
    "xbox",
    "nativepc",
)
"""The platforms of direct links."""

STORE_PLATFORMS = ("android", "ios")
"""The platforms whose links name only the app, in the names of a OneLink."""

Reason = Literal[
    "",
    "base-malformed",
    "platform-unknown",
    "app-id-missing",
    "redirect-missing",
    "url-malformed",
    "media-source-missing",
    "campaign-missing",
    "referrer-skipped",
    "url-skipped",
]

REASONS: dict[Reason, str] = {
    "": "The link was made.",
    "base-malformed": "The OneLink must be an https address with a dotted host and a path.",
    "platform-unknown": "The platform is none that AppsFlyer has direct links for.",
    "app-id-missing": "A direct link needs the id of the app.",
    "redirect-missing": "A direct link needs the address that it redirects to.",
    "url-malformed": "The address must be an https address with a dotted host.",
    "media-source-missing": "The media source has no value: none arrived and there is no default.",
    "campaign-missing": "The campaign has no value: none arrived and there is no default.",
    "referrer-skipped": "The referrer contains a text of the referrer skip list.",
    "url-skipped": "The page's URL contains a text of the URL skip list.",
}
"""A full sentence for each reason why there is no link."""

_CONSTANT_NAMES = frozenset(name for name, _ in CONSTANTS)
_LEADING_NAMES = ("deep_link_value", "af_r")
_ONELINK_BASE = re.compile(r"https://[^\x00-\x20/?#\\]*\.[^\x00-\x20/?#\\]*/")
_WEBSITE = re.compile(r"https?://[^\x00-\x20/?#\\]+(?:[/?#]|\Z)")


class OneLink(Struct, frozen=True):
    """A OneLink, on onelink.me or a branded domain.

    Attributes:
        base: The link template, ``https://brand.onelink.me/A1b2``.
        deep_link: What `deep_link_value` is when the visit brings none; empty for the mapping's.
        redirect: Address for ``af_r``, such as an APK file; empty for the template's own.
        extra: Further parameters of this link, such as the slot that names the button.
    """

    base: str
    deep_link: str = ""
    redirect: str = ""
    extra: tuple[tuple[str, Parameter], ...] = ()


class Direct(Struct, frozen=True):
    """A direct link to one app on one platform, that ends at `redirect` (the store's page)."""

    platform: str
    app_id: str
    redirect: str
    deep_link: str = ""
    extra: tuple[tuple[str, Parameter], ...] = ()


class Website(Struct, frozen=True):
    """The author's own URL, with the mapping's parameters carried on.

    Attributes:
        url: The URL; its query and fragment stay.
        carry: Names of the outgoing parameters to carry; None for all, () for none.
        extra: Further parameters of this link.
    """

    url: str
    carry: tuple[str, ...] | None = None
    extra: tuple[tuple[str, Parameter], ...] = ()


Destination = OneLink | Direct | Website


class Link(Struct, frozen=True):
    """What a destination came to for one visit.

    Attributes:
        url: The finished URL, or None for no link.
        reason: Why there is no URL; empty when there is one. `REASONS` has the sentences.
        parameters: The parameters that the link carries, each with its origin.
        dropped: The parameters that were given up to keep the link short enough.
    """

    url: str | None
    reason: Reason = ""
    parameters: tuple[Outgoing, ...] = ()
    dropped: tuple[Outgoing, ...] = ()


def apk(onelink_base: str, url: str, extra: tuple[tuple[str, Parameter], ...] = ()) -> Destination:
    """The destination of an APK file: through the site's OneLink if it has one, else the file."""
    if onelink_base:
        return OneLink(onelink_base, redirect=url, extra=extra)
    return Website(url, extra=extra)


def make_link(destination: Destination, mapping: Mapping, visit: Visit = NO_VISIT) -> Link:
    """The link to a destination for a visit. Never raises; see `Link.reason` when it has no URL."""
    if reason := malformed(destination) or _skipped(mapping, visit):
        return Link(None, reason)
    mapping = mapping.with_custom(*destination.extra)
    match destination:
        case OneLink():
            return _onelink(destination, mapping.with_deep_link(destination.deep_link), visit)
        case Direct():
            return _direct(destination, mapping.with_deep_link(destination.deep_link), visit)
        case Website():
            return _website(destination, mapping, visit)


def static_href(destination: Destination, mapping: Mapping) -> str:
    """The link that stands in the static HTML: complete with defaults.

    Where the author gave no default for the media source, it is at least an address that leads to
    the right place: the OneLink with its deep link and its redirect, the store's page, or the URL.
    """
    url = make_link(destination, mapping).url
    if url is not None:
        return url
    match destination:
        case OneLink():
            return _without_attribution(destination, mapping)
        case Direct():
            return destination.redirect
        case Website():
            return destination.url


def malformed(destination: Destination) -> Reason:
    """Why no visit could ever get a link to a destination; empty when one could."""
    match destination:
        case OneLink():
            return "" if is_onelink_base(destination.base) else "base-malformed"
        case Direct():
            if destination.platform.lower() not in PLATFORMS:
                return "platform-unknown"
            if not destination.app_id:
                return "app-id-missing"
            return "" if destination.redirect else "redirect-missing"
        case Website():
            return "" if _WEBSITE.match(destination.url) else "url-malformed"


def is_onelink_base(base: str) -> bool:
    """Whether links can be made from a base: https, a dotted host, and a path."""
    return _ONELINK_BASE.match(base) is not None


def _skipped(mapping: Mapping, visit: Visit) -> Reason:
    referrer = visit.document_referrer.lower()
    if any(text and text.lower() in referrer for text in mapping.referrer_skips):
        return "referrer-skipped"
    texts = [text.lower() for text in mapping.url_skips if text]
    if texts:
        page_url = serialized(visit.page_url).lower()
        if any(text in page_url for text in texts):
            return "url-skipped"
    return ""


def _onelink(destination: OneLink, mapping: Mapping, visit: Visit) -> Link:
    parameters = outgoing_parameters(mapping, visit, ONELINK, destination.redirect)
    return _with_parameters(destination.base, parameters, mapping, ["pid"])


def _without_attribution(destination: OneLink, mapping: Mapping) -> str:
    if malformed(destination):
        return destination.base
    mapping = mapping.with_deep_link(destination.deep_link)
    parameters = [
        entry
        for entry in outgoing_parameters(mapping, NO_VISIT, ONELINK, destination.redirect)
        if entry.name in _LEADING_NAMES
    ]
    return _join(_start(destination.base), parameters, mapping).url or destination.base


def _direct(destination: Direct, mapping: Mapping, visit: Visit) -> Link:
    platform = destination.platform.lower()
    if platform in STORE_PLATFORMS:
        base = f"https://app.appsflyer.com/{destination.app_id}"
        dialect = STORE
    else:
        base = "https://engagements.appsflyer.com/v1.0/c2s/click/app/"
        base += f"{platform}/{destination.app_id}"
        dialect = DIRECT
    parameters = outgoing_parameters(mapping, visit, dialect, destination.redirect)
    required = [dialect.media_source, dialect.campaign]
    return _with_parameters(base, parameters, mapping, required)


def _website(destination: Website, mapping: Mapping, visit: Visit) -> Link:
    parameters = {
        entry.name: entry
        for entry in outgoing_parameters(mapping, visit)
        if entry.name not in _CONSTANT_NAMES
        and (destination.carry is None or entry.name in destination.carry)
    }
    base, hash_sign, fragment = destination.url.partition("#")
    path, _, query = base.partition("?")
    own = [part for part in query.split("&") if part]
    kept = [part for part in own if decode_form(part.partition("=")[0]) not in parameters]
    start = path + "?" + "".join(f"{part}&" for part in kept)
    return _join(start, list(parameters.values()), mapping, hash_sign + fragment)


def _with_parameters(
    base: str, parameters: list[Outgoing], mapping: Mapping, required: list[str]
) -> Link:
    names = {entry.name for entry in parameters}
    for name, reason in zip(required, _MISSING, strict=False):
        if name not in names:
            return Link(None, reason)
    return _join(_start(base), parameters, mapping)


def _start(base: str) -> str:
    """A base without its fragment, ready for parameters."""
    start = base.partition("#")[0]
    if start.endswith(("?", "&")):
        start = start[:-1]
    return start + ("&" if "?" in start else "?")


def _join(start: str, parameters: list[Outgoing], mapping: Mapping, end: str = "") -> Link:
    """The link of a start that ends in ``?`` or ``&``, the parameters that fit, and an end."""
    kept, dropped = fit(start + end, parameters, mapping)
    pairs = "&".join(entry.pair for entry in kept)
    return Link((start + pairs if pairs else start[:-1]) + end, "", tuple(kept), tuple(dropped))


_MISSING: tuple[Reason, Reason] = ("media-source-missing", "campaign-missing")
