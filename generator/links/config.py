"""The configuration that a page's JavaScript reads, as data.

    {"m": {"pid": P, "c": P, "ch": P, "ad": P, "set": P, "dl": P, "sub": [P or 0, up to five],
           "g": name, "x": [[name, P], ...], "ref": name, "raw": [sub indexes], "org": 1},
     "skip": {"r": [lower-cased texts], "u": [lower-cased texts]},
     "ttl": seconds,
     "l": {id: ["o", base] or ["d", platform, app id, encoded redirect]
               or ["w", url] or ["w", url, [names to carry]], each followed by an object of
               extras where it has some: {"dl": encoded, "x": [[name, P], ...], "r": encoded}},
     "imp": {"b": base, "xp": 1}}

    P = {"k": [keys], "o": {incoming value: encoded value}, "d": encoded default}

Whatever is empty is left out, since a page's bytes count. What the author wrote is encoded here;
the page encodes only what comes from its own URL. A cross-platform impression ("xp") has one more
custom parameter at the end, `af_xplatform=true`.
"""

from collections.abc import Iterable
from collections.abc import Mapping as ReadMapping
from typing import Any

from generator.links.destination import (
    Destination,
    Direct,
    OneLink,
    Website,
    is_onelink_base,
    malformed,
)
from generator.links.encoding import encode_authored, encode_component
from generator.links.mapping import Mapping, Parameter
from generator.links.visit import LIFETIME


def page_config(
    links: ReadMapping[str, Destination],
    mapping: Mapping,
    *,
    lifetime: int = LIFETIME,
    impression_base: str = "",
    cross_platform: bool = False,
    written: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The configuration of one page, made of JSON's own types.

    Args:
        links: Link ids, as in `data-lf`, and where they lead. A destination that no visit could
            ever make a link of is left out, so that the page keeps its static one.
        mapping: The page's mapping.
        lifetime: For how many seconds an arrival is remembered; 0 for not at all.
        impression_base: The OneLink whose impression the page sends; empty for none.
        cross_platform: Whether that OneLink is a cross-platform template.
        written: What `mapping_config` gives for the mapping, where somebody has it already.
    """
    config: dict[str, Any] = {"m": mapping_config(mapping) if written is None else written}
    skips = _without_empty(
        {"r": _lowered(mapping.referrer_skips), "u": _lowered(mapping.url_skips)}
    )
    if skips:
        config["skip"] = skips
    config["ttl"] = lifetime
    config["l"] = {
        link_id: _link(destination)
        for link_id, destination in links.items()
        if not malformed(destination)
    }
    if is_onelink_base(impression_base):
        config["imp"] = {"b": impression_base} | ({"xp": 1} if cross_platform else {})
    return config


def mapping_config(mapping: Mapping) -> dict[str, Any]:
    """The part of the configuration that says where values come from: the entry `m`."""
    subs: list[dict[str, Any] | int] = [_parameter(sub) or 0 for sub in mapping.subs]
    while subs and not subs[-1]:
        subs.pop()
    return _without_empty(
        {
            "pid": _parameter(mapping.media_source),
            "c": _parameter(mapping.campaign),
            "ch": _parameter(mapping.channel),
            "ad": _parameter(mapping.ad),
            "set": _parameter(mapping.ad_set),
            "dl": _parameter(mapping.deep_link_value),
            "sub": subs,
            "g": mapping.google_click_id,
            "x": _custom(mapping.custom),
            "ref": mapping.web_referrer,
            "raw": sorted(mapping.raw_copies),
            "org": int(mapping.organic),
        }
    )


def _parameter(parameter: Parameter) -> dict[str, Any]:
    overrides = {
        incoming: encode_authored(value) for incoming, value in parameter.overrides.items() if value
    }
    return _without_empty(
        {
            "k": list(parameter.keys),
            "o": overrides if parameter.keys else {},
            "d": encode_authored(parameter.default),
        }
    )


def _custom(entries: Iterable[tuple[str, Parameter]]) -> list[list[Any]]:
    return [[name, _parameter(parameter)] for name, parameter in entries if parameter]


def _link(destination: Destination) -> list[Any]:
    extras: dict[str, Any] = {"x": _custom(destination.extra)}
    link: list[Any]
    match destination:
        case OneLink():
            link = ["o", destination.base]
            extras["dl"] = encode_authored(destination.deep_link)
            extras["r"] = encode_component(destination.redirect)
        case Direct():
            redirect = encode_component(destination.redirect)
            link = ["d", destination.platform.lower(), destination.app_id, redirect]
            extras["dl"] = encode_authored(destination.deep_link)
        case Website():
            link = ["w", destination.url]
            if destination.carry is not None:
                link.append(list(destination.carry))
    kept = _without_empty(extras)
    return [*link, kept] if kept else link


def _lowered(texts: Iterable[str]) -> list[str]:
    return [text.lower() for text in texts if text]


def _without_empty(members: ReadMapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
