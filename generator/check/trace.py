"""One incoming URL: every link that the page makes of it, and why.

The rules are those of the page's own script (docs/smart-script.md); a test compares the two in a
real browser.
"""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import Struct

from generator import links
from generator.build.plan import PlannedPage
from generator.media import MediaStore
from generator.site.attribution import impression_base, link_destination, preset_mapping
from generator.site.config import Attribution
from generator.site.destinations import STORE_NAMES, Apk

SAMPLES: Mapping[str, str] = {
    "tiktok": "pid=tiktokweb_int&c=Spring_web&af_c_id=1790000000000001&af_adset=Broad_18"
    "&af_adset_id=1790000000000002&af_ad=Hook_3&af_ad_id=1790000000000003"
    "&ttclid=E_C_P_" + "CpUBx-9a" * 38,
    "meta": "utm_source=facebook&utm_campaign=Spring_web&utm_id=120210000000000001"
    "&utm_content=Hook_3&fbclid=IwZXh0bgNhZW0BMABhZGlkAasAAB",
    "google": "utm_source=google&utm_campaign=Spring_web&utm_id=21000000001&gclid=Cj0KCQiA1&"
    "keyword=serum",
    "direct": "",
}
"""Queries as these networks' ads bring them."""


class Incoming(Struct, frozen=True):
    """One parameter of the incoming URL.

    Attributes:
        name: As it stands in the URL.
        value: Decoded.
        fate: What became of it, in words: `used`, or why it was not.
    """

    name: str
    value: str
    fate: str


class TracedLink(Struct, frozen=True):
    """One call to action.

    Attributes:
        id: Its link id on the page.
        label: The words on it.
        url: Where it leads on this visit.
        static: Where it leads without JavaScript.
        reason: Why it is the static link; empty where it was made for the visit.
        parameters: (outgoing name, decoded value, where it comes from, in words).
        dropped: Names given up to keep the link within the budget.
    """

    id: str
    label: str
    url: str
    static: str
    reason: str
    parameters: tuple[tuple[str, str, str], ...]
    dropped: tuple[str, ...]


class Trace(Struct, frozen=True):
    """What one page makes of one incoming URL.

    Attributes:
        url: The incoming URL, at the page's own address.
        incoming: Its parameters, in their order.
        links: The page's links, in its order.
        impression: The impression's URL, or empty where none is sent.
        budget: The most characters that a link may have.
        waits: Whether the impression waits for the visitor's consent; the links never do.
        variants: Where the page divides its visitors: the address that each version has for this
            visit, with its weight. The first one is the page itself.
    """

    url: str
    incoming: tuple[Incoming, ...]
    links: tuple[TracedLink, ...]
    impression: str
    budget: int
    waits: bool = False
    variants: tuple[tuple[str, int], ...] = ()


def trace(
    planned: PlannedPage,
    arriving: str,
    store: MediaStore,
    referrer: str = "",
    earlier: Iterable[links.PageLoad] = (),
) -> Trace:
    """Follow a visit that brings `arriving` to a page.

    Args:
        planned: The page.
        arriving: A whole URL, of which the query counts, or a query alone.
        store: Names the published files that links lead to.
        referrer: The page that the visitor comes from; ads usually tell none.
        earlier: Pages of the site that the same visitor saw before, and that could be remembered.

    Raises:
        InputError: a file that a link leads to cannot be used.
    """
    page = planned.source.page
    mapping = preset_mapping(page.attribution).mapping
    query = urlsplit(arriving).query if "?" in arriving else arriving
    url = f"{planned.url}?{query}" if query else planned.url
    lifetime = float(page.attribution.persist.hours) * 3600
    visit = links.arrive(mapping, url, referrer, earlier, lifetime=lifetime)
    traced: list[TracedLink] = []
    targets: dict[str, links.Destination] = {}
    used: set[str] = set()
    for link_id, destination in page.all_destinations().items():
        apk_url = ""
        if isinstance(destination, Apk) and destination.file:
            asset = store.asset(destination.file.path)
            apk_url = f"{planned.site.config.base_url}assets/{asset.name}"
        target = link_destination(link_id, destination, page.attribution, apk_url)
        targets[link_id] = target
        link = links.make_link(target, mapping, visit)
        static = links.static_href(target, mapping)
        used |= {parameter.origin.key for parameter in link.parameters if parameter.origin.key}
        traced.append(
            TracedLink(
                link_id,
                destination.label or STORE_NAMES.get(link_id, link_id),
                link.url or static,
                static,
                links.REASONS[link.reason] if link.url is None else "",
                tuple((p.name, unquote(p.value), _origin(p)) for p in link.parameters),
                tuple(parameter.name for parameter in link.dropped),
            )
        )
    return Trace(
        url,
        tuple(_incoming(url, mapping, used)),
        tuple(traced),
        _impression(page.attribution, targets, mapping, visit),
        links.MAX_LENGTH,
        page.consent.mode_in(page.country) != "none",
        tuple(_variants(planned, query)),
    )


def _variants(planned: PlannedPage, query: str) -> Iterator[tuple[str, int]]:
    """The address of each version that a visitor of the page may get, with its weight."""
    end = f"?{query}" if query else ""
    for number, (name, weight) in enumerate(planned.source.split):
        yield f"{planned.url}{f'{name}/' if number else ''}{end}", weight


def _impression(
    attribution: Attribution,
    targets: Mapping[str, links.Destination],
    mapping: links.Mapping,
    visit: links.Visit,
) -> str:
    _, url = links.page_impression(
        impression_base(attribution, targets),
        mapping,
        visit,
        cross_platform=attribution.cross_platform,
    )
    return url or ""


def _incoming(url: str, mapping: links.Mapping, used: set[str]) -> list[Incoming]:
    known = {*mapping.mapped_keys, *links.CLICK_IDS}
    counted = links.incoming_parameters(url)
    rows: list[Incoming] = []
    for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True):
        if not value.strip():
            fate = "ignored: it is empty"
        elif not links.is_present(value):
            fate = "ignored: nobody filled it in"
        elif counted.get(name) != value:
            fate = "ignored: the same name comes again later"
        elif name in used:
            fate = "used"
        elif name in known:
            fate = "not needed: another key said it first"
        else:
            fate = "ignored: nothing is mapped from it"
        rows.append(Incoming(name, value, fate))
    return rows


def _origin(parameter: links.Outgoing) -> str:
    origin = parameter.origin
    before = ", remembered from an earlier page" if origin.remembered else ""
    match origin.kind:
        case "constant":
            return "in every link"
        case "incoming":
            return f"from {origin.key}{before}"
        case "override":
            return f"from {origin.key}={origin.raw}, by an override{before}"
        case "default":
            return "the default"
        case "campaign":
            return "the campaign, as no id came"
        case "organic":
            return "by the referrer"
        case "referrer":
            return "the referrer"
        case "redirect":
            return "where the link leads on to"
