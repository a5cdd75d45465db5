"""The configuration of AppsFlyer's own Smart Script, for sites that choose it for their links."""

from collections.abc import Mapping
from typing import Any

from generator.links import SUBS, Destination, Direct, OneLink, Parameter, Website
from generator.links import Mapping as LinkMapping
from generator.links.encoding import encode_authored, encode_component

_MAIN = {
    "mediaSource": "media_source",
    "campaign": "campaign",
    "channel": "channel",
    "ad": "ad",
    "adSet": "ad_set",
    "deepLinkValue": "deep_link_value",
}


def smart_script_config(
    destinations: Mapping[str, Destination], mapping: LinkMapping, *, impression: bool
) -> dict[str, Any]:
    """The member `af` of the page's configuration.

        {"p": afParameters, "all": what every call gets besides, "i": 1 for an impression,
         "l": [[link id, function, what this call gets besides], ...]}

    That script sends defaults and replacements as they are, so they are encoded here, and it looks
    replacements up by the encoded value, so each stands under that as well. Direct links come
    first: computing one takes the impression of an earlier OneLink away.
    """
    calls = [
        (link_id, *_call(destination, mapping))
        for link_id, destination in destinations.items()
        if not isinstance(destination, Website)
    ]
    calls.sort(key=lambda call: call[1] == "generateOneLinkURL")
    config: dict[str, Any] = {
        "p": _parameters(mapping),
        "all": _filled(
            {
                "referrerSkipList": list(mapping.referrer_skips),
                "urlSkipList": list(mapping.url_skips),
                "webReferrer": mapping.web_referrer,
                "SEO": mapping.organic,
            }
        ),
        "i": int(impression and any(name == "generateOneLinkURL" for _, name, _ in calls)),
        "l": [list(call) for call in calls],
    }
    return config


def _call(destination: Destination, mapping: LinkMapping) -> tuple[str, dict[str, Any]]:
    # That script leaves out custom parameters with the name of a sub: a sub has a place of its own.
    own: dict[str, Any] = {
        f"afSub{SUBS.index(name) + 1}": _parameter(parameter)
        for name, parameter in destination.extra
        if name in SUBS
    }
    custom = [_custom(name, parameter) for name, parameter in destination.extra if name not in SUBS]
    if isinstance(destination, OneLink) and destination.redirect:
        redirect = encode_component(destination.redirect)
        custom.append({"paramKey": "af_r", "keys": [], "defaultValue": redirect})
    if custom:
        own["afCustom"] = custom
    if isinstance(destination, (OneLink, Direct)) and destination.deep_link:
        own["deepLinkValue"] = _parameter(
            mapping.with_deep_link(destination.deep_link).deep_link_value
        )
    if isinstance(destination, Direct):
        return "generateDirectClickURL", {
            "platform": destination.platform,
            "app_id": destination.app_id,
            "redirectURL": destination.redirect,
            "afParameters": own,
        }
    assert isinstance(destination, OneLink)
    return "generateOneLinkURL", {"oneLinkURL": destination.base, "afParameters": own}


def _parameters(mapping: LinkMapping) -> dict[str, Any]:
    entries = {name: _parameter(getattr(mapping, field)) for name, field in _MAIN.items()}
    entries |= {f"afSub{number}": _parameter(sub) for number, sub in enumerate(mapping.subs, 1)}
    custom = [_custom(name, parameter) for name, parameter in mapping.custom if parameter]
    return _filled({**entries, "googleClickIdKey": mapping.google_click_id, "afCustom": custom})


def _parameter(parameter: Parameter) -> dict[str, Any]:
    if not parameter:
        return {}
    overrides = {
        key: encode_authored(value)
        for incoming, value in parameter.overrides.items()
        if value
        for key in (incoming, encode_component(incoming))
    }
    return {"keys": list(parameter.keys)} | _filled(
        {"overrideValues": overrides, "defaultValue": encode_authored(parameter.default)}
    )


def _custom(name: str, parameter: Parameter) -> dict[str, Any]:
    return {"paramKey": name, **_parameter(parameter)}


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
