"""What a page's links come to: on an ad's visit, a visit that brings nothing, and a long one."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec import Struct

from generator import links
from generator.site.attribution import link_destination, preset_mapping
from generator.site.config import Attribution
from generator.site.destinations import Apk

if TYPE_CHECKING:
    from generator.check.page import CheckedPage

TTCLID = "E_C_P_" + "CpUBx-9a" * 38
"""As long as real ones, and of their alphabet."""

AD: Mapping[str, str] = {
    "pid": "tiktokweb_int",
    "c": "Spring_web",
    "af_c_id": "1790000000000001",
    "af_adset": "Broad_18",
    "af_adset_id": "1790000000000002",
    "af_ad": "Hook_3",
    "af_ad_id": "1790000000000003",
    "ttclid": TTCLID,
}
"""What an ad of TikTok brings."""

LONG_AD: Mapping[str, str] = {
    **AD,
    "c": "2027-06_Summer-Sale_Prospecting_US_Broad_web_v3_" + "Glow&Balm",
    "af_adset": "Women_25-44_Interest: Skincare & Beauty_Lookalike 3%_iOS+Android",
    "af_ad": "UGC_Mara_Hook-3 «Wake up lit from within»_9x16_30s_v12",
    "ttclid": TTCLID + "CpUBx-9a9",
}
"""The same with names as teams give them, and the longest ttclid that is known."""


class Links(Struct, frozen=True):
    """The links of a page, by link id, each for three visits.

    Attributes:
        targets: Where they lead.
        bare: For a visit that brings nothing: what stands in the HTML.
        ad: For an ad's visit.
        long: For an ad's visit with long names.
    """

    targets: Mapping[str, links.Destination]
    bare: Mapping[str, links.Link]
    ad: Mapping[str, links.Link]
    long: Mapping[str, links.Link]


def mapping_of(attribution: Attribution) -> links.PresetMapping:
    """The mapping of a page, which most pages of a site share."""
    return _mapping(attribution.model_dump_json())


@lru_cache(maxsize=256)
def _mapping(settings: str) -> links.PresetMapping:
    return preset_mapping(Attribution.model_validate_json(settings))


def page_links(page: "CheckedPage") -> Links:
    """The links of a page for the three visits.

    Where they lead makes no difference to what they carry, unless one is too long or the page's
    address switches them off: pages with the same settings share what was worked out once.
    """
    settings = page.page.attribution.model_dump_json()
    mapping = page.preset.mapping
    targets = dict(_targets(page))
    shared = not (mapping.url_skips or mapping.referrer_skips)
    made: dict[str, dict[str, links.Link]] = {"": {}, "ad": {}, "long": {}}
    for link_id, target in targets.items():
        for kind, found in made.items():
            link = _typical(settings, kind, *_kind(target)) if shared else None
            if link is None or link.dropped or len(link.url or "") + _length(target) > _ROOM:
                url = page.planned.url
                link = links.make_link(target, mapping, _visit(mapping, kind, url))
            found[link_id] = link
    return Links(targets, made[""], made["ad"], made["long"])


_ROOM = links.MAX_LENGTH - 40
_BASE = "https://a.bc/d"


@lru_cache(maxsize=1024)
def _typical(
    settings: str, kind: str, shape: str, deep_link: str, carry: tuple[str, ...] | None, button: str
) -> links.Link:
    """The link of one visit to a destination of some shape, wherever it leads."""
    mapping = _mapping(settings).mapping
    extra: tuple[tuple[str, links.Parameter], ...] = ()
    if button:
        extra = ((_attribution(settings).button or "", links.Parameter(default=button)),)
    target: links.Destination
    if shape == "website":
        target = links.Website(_BASE, carry, extra)
    elif shape.startswith("onelink"):
        redirect = _BASE if shape.endswith("redirect") else ""
        target = links.OneLink(_BASE, deep_link, redirect, extra)
    else:
        target = links.Direct(shape, "app", _BASE, deep_link, extra)
    return links.make_link(target, mapping, _visit(mapping, kind, "https://a.bc/"))


@lru_cache(maxsize=256)
def _attribution(settings: str) -> Attribution:
    return Attribution.model_validate_json(settings)


def _kind(target: links.Destination) -> tuple[str, str, tuple[str, ...] | None, str]:
    """Shape, deep link, what is carried, and the button's name of a destination."""
    button = target.extra[0][1].default if target.extra else ""
    match target:
        case links.Website():
            return "website", "", target.carry, button
        case links.OneLink():
            return (
                "onelink redirect" if target.redirect else "onelink",
                target.deep_link,
                None,
                button,
            )
        case links.Direct():
            return target.platform, target.deep_link, None, button


def _length(target: links.Destination) -> int:
    """How many characters the destination itself adds to a link, encoded."""
    match target:
        case links.Website():
            return 3 * len(target.url)
        case links.OneLink():
            return len(target.base) + 3 * len(target.redirect)
        case links.Direct():
            return len(target.app_id) + 3 * len(target.redirect)


def _visit(mapping: links.Mapping, kind: str, url: str) -> links.Visit:
    brought = {"": {}, "ad": AD, "long": LONG_AD}[kind]
    return links.arrive(mapping, f"{url}?{urlencode(brought)}" if brought else url)


def _targets(page: "CheckedPage") -> Mapping[str, links.Destination]:
    found: dict[str, links.Destination] = {}
    for link_id, destination in page.destinations.items():
        apk_url = ""
        if isinstance(destination, Apk) and destination.file:
            asset = page.store.asset(destination.file.path)
            apk_url = f"{page.planned.site.config.base_url}assets/{asset.name}"
        found[link_id] = link_destination(link_id, destination, page.page.attribution, apk_url)
    return found
