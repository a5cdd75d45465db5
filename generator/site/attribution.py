"""From what authors write to the attribution domain: a page's mapping, and where its links lead."""

from collections.abc import Iterator, Mapping

from generator import links
from generator.errors import InputError
from generator.remembered import by_identity
from generator.site.config import Attribution, ParameterChange
from generator.site.destinations import (
    Apk,
    App,
    Carry,
    Destination,
    DirectStore,
    OneLinkStore,
    Website,
)
from generator.source import KeyPath


@by_identity
def preset_mapping(attribution: Attribution) -> links.PresetMapping:
    """The mapping of a page: the preset, with the changes and defaults that were written.

    Raises:
        InputError: as links.preset_mapping.
    """
    return links.preset_mapping(
        attribution.preset,
        defaults=attribution.defaults.model_dump(exclude_none=True),
        changes={name: _change(change) for name, change in attribution.mapping.items()},
        raw_data=attribution.raw_data,
        google_click_id=attribution.google_click_id or "",
        web_referrer=attribution.web_referrer or "",
        button=attribution.button or "",
        referrer_skips=attribution.skip.referrers,
        url_skips=attribution.skip.urls,
        organic=attribution.organic,
    )


def _change(change: str | ParameterChange) -> links.ParameterChange | None:
    if isinstance(change, str):
        return None
    return links.ParameterChange(change.keys, change.overrides, change.default)


def link_destination(
    link_id: str, destination: Destination, attribution: Attribution, apk_url: str = ""
) -> links.Destination:
    """Where one call to action leads, in the terms of the attribution domain.

    Args:
        link_id: Its id on the page; sent along where `attribution.button` names a parameter.
        destination: What the page says.
        attribution: The page's attribution settings.
        apk_url: The published address of an APK that lies in the site's folder.
    """
    extra = button_slot(link_id, attribution)
    match destination:
        case Website():
            return links.Website(destination.url, _carried(destination.carry), extra)
        case App() | OneLinkStore():
            base = destination.onelink or attribution.onelink or ""
            return links.OneLink(base, destination.deep_link or "", extra=extra)
        case DirectStore():
            return links.Direct(destination.store, destination.app_id, destination.url, extra=extra)
        case Apk():
            return links.apk(attribution.onelink or "", destination.url or apk_url, extra)


def impression_base(attribution: Attribution, destinations: Mapping[str, links.Destination]) -> str:
    """The OneLink whose impression a page sends; empty for none.

    It is that of the page's first link through OneLink, or the site's where a page only has links
    of other kinds, which have no impressions of their own.
    """
    if not attribution.impressions:
        return ""
    bases = [to.base for to in destinations.values() if isinstance(to, links.OneLink)]
    return (bases or [attribution.onelink or ""])[0]


def _carried(carry: Carry) -> tuple[str, ...] | None:
    """The names that a website link carries on: None for all of them."""
    if isinstance(carry, str):
        return None if carry == "all" else ()
    return carry


def button_slot(link_id: str, attribution: Attribution) -> tuple[tuple[str, links.Parameter], ...]:
    """The parameter that says which button was tapped, if the author chose one."""
    if not attribution.button:
        return ()
    return ((attribution.button, links.Parameter(default=link_id)),)


@by_identity
def attribution_mistakes(attribution: Attribution) -> tuple[tuple[KeyPath, InputError], ...]:
    """Settings that are right one by one and cannot work, with where they stand."""
    return tuple(_mistakes(attribution))


def _mistakes(attribution: Attribution) -> Iterator[tuple[KeyPath, InputError]]:
    names: list[tuple[KeyPath, str]] = [
        (("attribution", "mapping", name), name) for name in attribution.mapping
    ]
    for key in ("google_click_id", "web_referrer", "button"):
        value = getattr(attribution, key)
        if value:
            names.append((("attribution", key), value))
    told = False
    for path, name in names:
        try:
            links.check_outgoing_name(name)
        except InputError as error:
            told = True
            yield path, error
    if not told:
        try:
            preset_mapping(attribution)
        except InputError as error:
            yield ("attribution",), error
