"""The sheets of one site: what each of its pages needs, and what they have in common."""

from collections.abc import Iterator

from msgspec import Struct

from generator import links
from generator.build.plan import PlannedPage
from generator.check.page import CheckedPage
from generator.check.rules.stores import redirecting
from generator.handoff.ads import (
    DirectAd,
    ad_parameters,
    ad_url,
    direct_ads,
    sample_url,
    scan_url,
)
from generator.handoff.anchors import AnchorSheet, anchor_sheet
from generator.handoff.checklist import Item, Uses, appsflyer_items, tiktok_items
from generator.links import SUBS
from generator.media import MediaStore
from generator.site import Site
from generator.site.destinations import STORE_NAMES, DirectStore

_COMES_WITH_THE_AD = {
    "pid": "tiktokweb_int",
    "c": "__CAMPAIGN_NAME__",
    "af_c_id": "__CAMPAIGN_ID__",
    "af_adset": "__AID_NAME__",
    "af_adset_id": "__AID__",
    "af_ad": "__CID_NAME__",
    "af_ad_id": "__CID__",
    "ttclid": "added by TikTok",
}


class MappingRow(Struct, frozen=True):
    """One outgoing parameter: the keys that fill it, its default, and what an ad brings for it."""

    outgoing: str
    incoming: tuple[str, ...]
    default: str
    from_ad: str
    note: str = ""


class Button(Struct, frozen=True):
    """One call to action: its words, where it leads, and its link for a visit without anything."""

    label: str
    store: str
    url: str


class PageSheet(Struct, frozen=True):
    """What is pasted for one page in one market.

    Attributes:
        path: Below the site's address.
        title: The page's title.
        kind: Its type.
        source: Its file, relative to the site's folder.
        market: Its market's key, or empty.
        variant: The variant of the page that it is, or empty.
        country, language, currency: What it is made for.
        url: Its plain address.
        ad_url: The destination of ads, with macros.
        parameters: The same as names and values, for the form that asks for them one by one.
        sample_url: An address as a click brings it, that works at once.
        scan_url: The same in short, for the QR code.
        direct: Addresses of ads that lead past the page.
        buttons: Its calls to action.
        anchor: The form of its anchor, if it is for one.
        redirects: Hosts that AppsFlyer redirects to.
        mapping: What its links carry.
    """

    path: str
    title: str
    kind: str
    source: str
    market: str
    variant: str
    country: str
    language: str
    currency: str
    url: str
    ad_url: str
    parameters: tuple[tuple[str, str], ...]
    sample_url: str
    scan_url: str
    direct: tuple[DirectAd, ...]
    buttons: tuple[Button, ...]
    anchor: AnchorSheet | None
    redirects: tuple[str, ...]
    mapping: tuple[MappingRow, ...]


class SiteSheet:
    """What all pages of a site have in common, gathered while their sheets are made.

    Args:
        site: The site.
        store: Tells about its media.
    """

    def __init__(self, site: Site, store: MediaStore) -> None:
        self.site = site
        self.store = store
        self.pages = 0
        self.uses = Uses()
        self.mappings: dict[tuple[MappingRow, ...], list[str]] = {}
        self.onelinks: dict[str, None] = {}

    def page(self, planned: PlannedPage) -> PageSheet:
        """The sheet of one page; what it needs is added to what the site needs.

        Raises:
            InputError: a file of it cannot be used.
        """
        page = CheckedPage(planned, self.store, None)
        sheet = page_sheet(page)
        shown = page.page
        targets = page.links.targets.values()
        before = self.uses
        self.pages += 1
        self.uses = Uses(
            apps=before.apps or any(not isinstance(to, links.Website) for to in targets),
            stores=before.stores or any(isinstance(to, links.Direct) for to in targets),
            cross_platform=before.cross_platform or shown.attribution.cross_platform,
            impressions=before.impressions
            or bool(shown.attribution.impressions and shown.attribution.onelink),
            anchors=before.anchors or sheet.anchor is not None,
            pixels=before.pixels or shown.pixels is not None,
            redirects=tuple(dict.fromkeys((*before.redirects, *sheet.redirects))),
        )
        for target in targets:
            if isinstance(target, links.OneLink):
                self.onelinks[target.base] = None
        if shown.attribution.onelink:
            self.onelinks[shown.attribution.onelink] = None
        self.mappings.setdefault(sheet.mapping, []).append(sheet.path or "/")
        return sheet

    @property
    def appsflyer(self) -> tuple[Item, ...]:
        """What to set in AppsFlyer."""
        return appsflyer_items(self.uses)

    @property
    def tiktok(self) -> tuple[Item, ...]:
        """What to set in TikTok."""
        return tiktok_items(self.uses)


def page_sheet(page: CheckedPage) -> PageSheet:
    """The sheet of one page."""
    source, shown = page.planned.source, page.page
    market = source.market
    attribution = shown.attribution
    return PageSheet(
        path=source.path,
        title=shown.title,
        kind=shown.type,
        source=source.source.relative_to(page.planned.site.root).as_posix(),
        market=market.key if market else "",
        variant=source.variant,
        country=shown.country,
        language=shown.language,
        currency=shown.currency,
        url=page.planned.url,
        ad_url=ad_url(page.planned.url, attribution),
        parameters=ad_parameters(attribution),
        sample_url=sample_url(page.planned.url, attribution),
        scan_url=scan_url(page.planned.url),
        direct=direct_ads(attribution, page.destinations),
        buttons=tuple(_buttons(page)),
        anchor=anchor_sheet(page),
        redirects=tuple(redirecting(page.links.targets.values())),
        mapping=tuple(mapping_rows(page.preset.mapping)),
    )


def _buttons(page: CheckedPage) -> Iterator[Button]:
    for link_id, destination in page.destinations.items():
        store = getattr(destination, "store", "")
        label = destination.label or STORE_NAMES.get(store, link_id)
        kind = STORE_NAMES.get(store, "")
        if isinstance(destination, DirectStore):
            kind = f"{kind}, app {destination.app_id}"
        target = page.links.targets[link_id]
        url = links.static_href(target, page.preset.mapping)
        yield Button(label, kind, url)


def mapping_rows(mapping: links.Mapping) -> Iterator[MappingRow]:
    """The mapping as a table, in the order in which links carry it."""
    main = (
        ("pid", mapping.media_source),
        ("c", mapping.campaign),
        ("af_channel", mapping.channel),
        ("af_ad", mapping.ad),
        ("af_adset", mapping.ad_set),
        ("deep_link_value", mapping.deep_link_value),
        *zip(SUBS, mapping.subs, strict=True),
        *mapping.custom,
    )
    for name, parameter in main:
        if not parameter:
            continue
        number = SUBS.index(name) if name in SUBS else -1
        copied = number in mapping.raw_copies
        overrides = [
            f"{brought} is sent as {sent}" for brought, sent in parameter.overrides.items()
        ]
        yield MappingRow(
            name,
            parameter.keys,
            parameter.default,
            _COMES_WITH_THE_AD.get(name, ""),
            "a copy for raw-data reports" if copied else "; ".join(overrides),
        )
    if "ttclid" not in {name for name, _ in mapping.custom}:
        yield MappingRow("ttclid", ("ttclid",), "", _COMES_WITH_THE_AD["ttclid"])
