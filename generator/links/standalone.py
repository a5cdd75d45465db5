"""The configuration of the stand-alone script, read into a mapping.

Its form is that of AppsFlyer's own script, so that a page may change scripts without changing its
settings: `afParameters` with `mediaSource`, `campaign` and so on, each `{keys, overrideValues,
defaultValue}`. Whatever has a wrong type is left out, and nothing is ever raised.
"""

import math
from collections.abc import Mapping as ReadMapping
from decimal import Decimal

from generator.links.destination import Direct, OneLink
from generator.links.mapping import (
    MAIN_NAMES,
    UNMAPPED,
    Mapping,
    Parameter,
    reserved_custom_names,
)

_SUBS = ("afSub1", "afSub2", "afSub3", "afSub4", "afSub5")


def standalone_mapping(config: object) -> Mapping:
    """The mapping that a stand-alone configuration describes.

    Args:
        config: The decoded JSON of the object given to `generateOneLinkURL` or
            `generateDirectClickURL`.
    """
    settings = _object(config)
    parameters = _object(settings.get("afParameters"))
    google_click_id = _text(parameters.get("googleClickIdKey"))
    if google_click_id in MAIN_NAMES:
        google_click_id = ""
    one, two, three, four, five = (_parameter(parameters.get(name)) for name in _SUBS)
    return Mapping(
        media_source=_parameter(parameters.get("mediaSource")),
        campaign=_parameter(parameters.get("campaign")),
        channel=_parameter(parameters.get("channel")),
        ad=_parameter(parameters.get("ad")),
        ad_set=_parameter(parameters.get("adSet")),
        deep_link_value=_parameter(parameters.get("deepLinkValue")),
        subs=(one, two, three, four, five),
        google_click_id=google_click_id,
        custom=_custom(parameters.get("afCustom"), reserved_custom_names(google_click_id)),
        web_referrer=_text(settings.get("webReferrer")),
        referrer_skips=_texts(settings.get("referrerSkipList")),
        url_skips=_texts(settings.get("urlSkipList")),
        organic=settings.get("SEO") is True,
    )


def standalone_onelink(config: object) -> OneLink:
    """The destination of `generateOneLinkURL`; a base of a wrong type is an empty one."""
    return OneLink(_text(_object(config).get("oneLinkURL")))


def standalone_direct(config: object) -> Direct:
    """The destination of `generateDirectClickURL`; what has a wrong type is empty."""
    settings = _object(config)
    return Direct(
        _text(settings.get("platform")),
        _text(settings.get("app_id")),
        _text(settings.get("redirectURL")),
    )


def _custom(value: object, reserved: frozenset[str]) -> tuple[tuple[str, Parameter], ...]:
    entries = []
    for item in value if isinstance(value, list) else ():
        entry = _object(item)
        name = _text(entry.get("paramKey"))
        if name and name not in reserved:
            entries.append((name, _parameter(entry)))
    return tuple(entries)


def _parameter(value: object) -> Parameter:
    if not isinstance(value, dict):
        return UNMAPPED
    overrides = {
        incoming: _value(outgoing)
        for incoming, outgoing in _object(value.get("overrideValues")).items()
        if isinstance(incoming, str)
    }
    return Parameter(_texts(value.get("keys")), overrides, _value(value.get("defaultValue")))


def _object(value: object) -> ReadMapping[object, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _value(value: object) -> str:
    """An author's value: text, or a number other than 0 as JavaScript writes it."""
    if isinstance(value, bool) or not value or value != value:
        return ""
    if not isinstance(value, (int, float)):
        return _text(value)
    try:
        return _number(float(value))
    except OverflowError:  # an integer beyond the range of a double is infinite in JavaScript
        return _number(math.inf if value > 0 else -math.inf)


def _number(number: float) -> str:
    """A number as JavaScript turns it into text (ECMA-262, Number::toString)."""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if 1e-6 <= abs(number) < 1e21:
        text = f"{Decimal(repr(number)):f}"
        return text.rstrip("0").removesuffix(".") if "." in text else text
    mantissa, _, exponent = repr(number).partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"
