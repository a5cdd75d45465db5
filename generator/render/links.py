"""A page's links: the complete ones that stand in the HTML, and what the page's script refines."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct, field

from generator import links
from generator.remembered import by_identity
from generator.render.features import page_features
from generator.render.page_media import PageMedia
from generator.render.pixels import pixel_config
from generator.render.script_json import script_json
from generator.render.smart_script import smart_script_config
from generator.render.split import split_config
from generator.render.visit_texts import visit_text_config
from generator.render.wording import Words, file_size
from generator.runtime.bundle import bundle, splitter
from generator.site import SourcePage
from generator.site.attribution import impression_base, link_destination, preset_mapping
from generator.site.destinations import (
    STORE_KINDS,
    STORE_NAMES,
    Apk,
    App,
    Destination,
    DirectStore,
    OneLinkStore,
    Website,
)


class CtaLink(Struct, frozen=True):
    """One call to action, as a template shows it.

    Attributes:
        id: For the attribute `data-lf`.
        href: The complete link for a visit that brings nothing, or without JavaScript.
        label: The words on the button.
        note: A few words beside it; may be empty.
        store: The store's word (`steam`, `apk`), or empty.
        details: What an APK's button says beside its label: version, size, SHA-256, Android.
    """

    id: str
    href: str
    label: str
    note: str = ""
    store: str = ""
    details: Mapping[str, str] | None = None

    @property
    def kind(self) -> str:
        """What the store is for: mobile, computer, console or television; or empty."""
        return STORE_KINDS.get(self.store, "")


class PageLinks(Struct, frozen=True, dict=True):
    """All links of a page.

    Attributes:
        by_id: The links of the page's content by id, in the page's order.
        banner: The smart banner's link, if the page has one of ours.
        app_link: The first link that opens the app or its store on a phone, if there is one.
        config: What the page's script reads, made of JSON's own types.
        features: What the script has to do, by what the page is and has.
        split: How the page divides its visitors among variants, if it does.
        kept: A folder for minified scripts.
        used: What templates have asked for besides.
    """

    by_id: Mapping[str, CtaLink]
    banner: CtaLink | None
    app_link: CtaLink | None
    config: Mapping[str, object]
    features: frozenset[str]
    split: Mapping[str, object] | None = None
    kept: Path | None = None
    used: set[str] = field(default_factory=set)

    def use(self, feature: str) -> None:
        """Let the script, which stands below everything else, have this feature too."""
        self.used.add(feature)

    @cached_property
    def json(self) -> Markup:
        """The configuration as it may stand in a script element."""
        rest = dict(self.config)
        mapping = rest.pop("m", None)  # the same on all pages of most sites
        if mapping is None:
            return script_json(rest)
        return Markup(f'{{"m":{_mapping_json(mapping)},{script_json(rest)[1:]}')

    @cached_property
    def split_json(self) -> Markup:
        """What `split_script` reads."""
        return script_json(self.split or {})

    @cached_property
    def split_script(self) -> Markup:
        """The script in the head of a page that divides its visitors among variants."""
        return Markup(splitter(self.kept))

    @property
    def app_qr(self) -> str:
        """What a QR code of `app_link` says for a visit that brings nothing."""
        assert self.app_link
        joint = "&" if "?" in self.app_link.href else "?"
        return f"{self.app_link.href}{joint}af_ss_qr=true"

    @cached_property
    def script(self) -> Markup:
        """The page's script: only the modules that the page uses."""
        return Markup(bundle(self.features | self.used, self.kept))


_mapping_json = by_identity(script_json)


def page_links(
    source: SourcePage, media: PageMedia, words: Words, kept: Path | None = None
) -> PageLinks:
    """The links of one page, resolved for a visit that brings nothing.

    Args:
        source: The page.
        media: Publishes what is offered for download.
        words: Its theme's words in its language.
        kept: A folder for minified scripts.
    """
    page = source.page
    if page.private:  # nothing is refined or measured, and nothing of a visit is remembered
        return PageLinks({}, None, None, {}, page_features(page, frozenset()), kept=kept)
    attribution = page.attribution
    mapping = preset_mapping(attribution).mapping
    shown: dict[str, CtaLink] = {}
    destinations: dict[str, links.Destination] = {}
    for link_id, destination in page.all_destinations().items():
        apk_url, details = "", None
        if isinstance(destination, Apk):
            apk_url, details = _apk(destination, media)
        target = link_destination(link_id, destination, attribution, apk_url)
        destinations[link_id] = target
        store = (
            destination.store if isinstance(destination, (OneLinkStore, DirectStore, Apk)) else ""
        )
        shown[link_id] = CtaLink(
            link_id,
            links.static_href(target, mapping),
            _label(destination, words) or STORE_NAMES[store],
            getattr(destination, "note", None) or "",
            store,
            details,
        )
    impression = impression_base(attribution, destinations)
    refined, theirs = destinations, attribution.engine == "appsflyer"
    if theirs:  # their script makes all links but those to websites
        refined = {key: to for key, to in destinations.items() if isinstance(to, links.Website)}
    config = links.page_config(
        refined,
        mapping,
        lifetime=int(attribution.persist.hours * 3600),
        impression_base="" if theirs else impression,
        cross_platform=attribution.cross_platform,
        written=_mapping_config(mapping),
    )
    if theirs:
        config["af"] = smart_script_config(destinations, mapping, impression=bool(impression))
    pixels = pixel_config(source, page.all_destinations())
    if pixels:
        config["px"] = pixels
    if page.banner and page.banner.web_key:
        config["bn"] = page.banner.web_key
    if source.visit_texts:
        config["tx"] = visit_text_config(source.visit_texts)
    banner = shown.pop("banner", None)
    app_link = next(
        (
            shown[link_id]
            for link_id, destination in page.destinations().items()
            if isinstance(destination, (App, OneLinkStore))
        ),
        None,
    )
    features = page_features(page, _features(refined, config))
    split = split_config(source, mapping, waits="consent" in features)
    if split:
        features |= {"split"}
    return PageLinks(shown, banner, app_link, config, features, split, kept)


_mapping_config = by_identity(links.mapping_config)


def _features(
    destinations: Mapping[str, links.Destination], config: Mapping[str, object]
) -> frozenset[str]:
    """The script's modules that these links need."""
    features: set[str] = set()
    kinds = {type(destination) for destination in destinations.values()}
    if links.Direct in kinds:
        features.add("direct")
    if links.Website in kinds:
        features.add("website")
    if "imp" in config:
        features.add("impression")
    if "tx" in config:
        features.add("text")
    if config["ttl"]:
        features.add("persistence")
    mapping = config["m"]
    if isinstance(mapping, dict) and mapping.get("org"):
        features.add("organic")
    return frozenset(features)


def _label(destination: Destination, words: Words) -> str | None:
    """The words on a button; those of an anchor's button in the page's own language."""
    if isinstance(destination, (Website, App)) and destination.in_page_language:
        return words(f"label_{destination.label.lower().replace(' ', '_')}")
    return destination.label


def _apk(apk: Apk, media: PageMedia) -> tuple[str, dict[str, str]]:
    """The published address of an APK in the site's folder, and what is known about the file."""
    url, size, sha256 = "", apk.size, apk.sha256
    asset = media.file(apk.file) if apk.file else None
    if asset is not None:
        url = media.absolute_url(asset)
        size = size or file_size(asset.size)
        sha256 = sha256 or asset.sha256
    details = {"version": apk.version, "size": size, "sha256": sha256, "android": apk.android}
    return url, {key: value for key, value in details.items() if value}
