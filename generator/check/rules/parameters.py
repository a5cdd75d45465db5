"""Parameters: names, macros and values that AppsFlyer and TikTok understand."""

import re
from collections.abc import Iterator

from generator import links
from generator.check.page import CheckedPage
from generator.check.rule import Found, Source, rule
from generator.check.sources import HABITS, MACROS, PARAMETERS
from generator.source import KeyPath
from generator.spelling import closest

MACRO_NAMES = (
    "CAMPAIGN_NAME",
    "CAMPAIGN_ID",
    "AID_NAME",
    "AID",
    "CID_NAME",
    "CID",
    "PLACEMENT",
    "CLICKID",
    "CTYPE",
    "CSITE",
    "CALLBACK_PARAM",
    "CALLBACK_URL",
    "SL",
)
"""TikTok's macros that an ad's address may carry."""

DEVICE_MACROS = ("IDFA", "IDFV", "GAID", "ANDROIDID", "IP", "UA", "UA1", "OS", "TS")
"""TikTok's macros that tell something about the visitor's device."""

_MEANT = {
    "AD_NAME": "CID_NAME",
    "AD_ID": "CID",
    "ADGROUP_NAME": "AID_NAME",
    "ADGROUP_ID": "AID",
    "ADSET_NAME": "AID_NAME",
    "ADSET_ID": "AID",
    "CAMPAIGN": "CAMPAIGN_NAME",
    "CAMPAIGNID": "CAMPAIGN_ID",
}
_LIKE_MACRO = re.compile(r"_{1,2}[A-Za-z][A-Za-z0-9_]*_{1,2}|\$?\{+[^{}]*\}+|%%[^%]+%%|\[[A-Z_]+\]")
_FORBIDDEN = re.compile(r"[;*!@#?$^:&~`=+\u2019><{}%/]")
_BREAKS_PID = re.compile(r"[/<>*&?\\]")
LENGTHS = {
    "pid": 150,
    "c": 100,
    "af_c_id": 24,
    "af_adset": 100,
    "af_adset_id": 24,
    "af_ad": 100,
    "af_ad_id": 24,
    "af_ad_type": 24,
    "af_channel": 20,
    "af_siteid": 24,
    "af_sub_siteid": 50,
    "af_prt": 50,
    "af_keywords": 100,
    **dict.fromkeys(links.SUBS, 100),
}
"""The most characters that AppsFlyer documents."""


@rule(
    "macro-in-link",
    "error",
    "A link of the page carries a macro",
    why="TikTok fills in macros in the address of an ad only. In a link of the page they arrive "
    "at AppsFlyer as they stand.",
    fix="Write the macro in the ad's address (`landfast handoff` gives it whole); the page sends "
    "on what arrives.",
    source=MACROS,
)
def in_link(page: CheckedPage) -> Iterator[Found]:
    """Addresses, defaults and overrides are no macros."""
    for path, value in (*_sent_values(page), *_addresses(page)):
        for match in re.findall(r"__[A-Za-z][A-Za-z0-9_]*__|\{\{[^{}]+\}\}", value):
            yield Found(path, f"The macro {match} will not be filled in here.")


@rule(
    "macro-lowercase",
    "warning",
    "A macro is not in capitals",
    why="TikTok writes its macros in capitals. What is written otherwise is probably not replaced, "
    "and arrives as it stands.",
    fix="Write it in capitals.",
    source=Source("reported", "Advertisers whose macros arrived as they stood"),
)
def lowercase(page: CheckedPage) -> Iterator[Found]:
    """Macros for ads are written in capitals."""
    for path, value in _ad_values(page):
        for name in re.findall(r"__([A-Za-z0-9_]+?)__", value):
            if name != name.upper() and name.upper() in (*MACRO_NAMES, *DEVICE_MACROS):
                yield Found(path, f"TikTok knows no __{name}__.", f"Write __{name.upper()}__.")


@rule(
    "macro-unknown",
    "warning",
    "TikTok has no such macro",
    why="A macro that TikTok does not know is not replaced, and arrives as it stands. AID is the "
    "ad group and CID the ad, which many lists get wrong.",
    fix="Use one of TikTok's macros, in capitals between two underscores on each side.",
    source=MACROS,
)
def unknown(page: CheckedPage) -> Iterator[Found]:
    """Macros for ads are TikTok's own."""
    known = {f"__{name}__" for name in (*MACRO_NAMES, *DEVICE_MACROS)}
    for path, value in _ad_values(page):
        for written in _LIKE_MACRO.findall(value):
            if written.upper() not in known:
                name = re.sub(r"[^A-Z0-9_]", "_", written.upper()).strip("_")
                meant = _MEANT.get(name) or closest(name, MACRO_NAMES, 0.7)
                hint = f"Did you mean __{meant}__?" if meant else ""
                yield Found(path, f"{written} is none of TikTok's macros.", hint)


@rule(
    "macro-device",
    "warning",
    "A macro puts the visitor's device into the address",
    why="These macros are meant for AppsFlyer's app links. In the address of a public page they "
    "are personal data that every tool on the page can read.",
    fix="Leave the parameter out.",
    source=HABITS,
)
def device(page: CheckedPage) -> Iterator[Found]:
    """An ad's address tells nothing about the device."""
    for path, value in _ad_values(page):
        for name in re.findall(r"__([A-Za-z0-9_]+?)__", value):
            if name.upper() in DEVICE_MACROS:
                yield Found(path, f"__{name}__ tells about the visitor's device.")


@rule(
    "ad-parameter-taken",
    "warning",
    "A parameter of the ad's address is given twice",
    why="`landfast handoff` writes the parameters that AppsFlyer needs by itself, and TikTok adds "
    "the ttclid. Of two parameters with one name only one arrives.",
    fix="Delete it from `attribution.ad_parameters`.",
    source=MACROS,
)
def taken(page: CheckedPage) -> Iterator[Found]:
    """Further parameters of the ad's address have names of their own."""
    for name in page.page.attribution.ad_parameters:
        if name in (
            "pid",
            "c",
            "af_c_id",
            "af_adset",
            "af_adset_id",
            "af_ad",
            "af_ad_id",
            "ttclid",
        ):
            yield Found(
                ("attribution", "ad_parameters", name), f"The ad's address has {name} already."
            )


@rule(
    "media-source-invalid",
    "error",
    "AppsFlyer refuses this media source",
    why="A media source with one of / < > * & ? \\ becomes af_invalid_param: the click is credited "
    "to nobody, and the deep link does not work.",
    fix="Use letters, digits, _ and -.",
    source=PARAMETERS,
)
def media_source(page: CheckedPage) -> Iterator[Found]:
    """Media sources have no character that AppsFlyer refuses."""
    for path, value in _sent_values(page):
        if path[-1] in ("media_source", "pid") or "pid" in path[:3]:
            wrong = _BREAKS_PID.search(value)
            if wrong:
                yield Found(path, f"The media source {value} contains {wrong.group(0)}.")


@rule(
    "value-characters",
    "warning",
    "A value has characters that AppsFlyer does not take",
    why="AppsFlyer forbids ; * ! @ # ? $ ^ : & ~ ` = + \u2019 > < / { } and % in values. "
    "Links encode them, and what becomes of them in reports is not documented.",
    fix="Use letters, digits, _, - and spaces.",
    source=PARAMETERS,
)
def characters(page: CheckedPage) -> Iterator[Found]:
    """Defaults and overrides have only characters that AppsFlyer takes."""
    for path, value in _sent_values(page):
        wrong = sorted(set(_FORBIDDEN.findall(value)))
        if wrong and not (path[-1] == "media_source" and _BREAKS_PID.search(value)):
            yield Found(path, f"The value {value} contains {' '.join(wrong)}.")


@rule(
    "value-length",
    "warning",
    "A value is longer than AppsFlyer takes",
    why="What is too long is cut or replaced; a campaign of more than 100 characters is reported "
    "as c_name_exceeded_max_length.",
    fix="Shorten it.",
    source=PARAMETERS,
)
def length(page: CheckedPage) -> Iterator[Found]:
    """Defaults and overrides are no longer than AppsFlyer takes."""
    for path, value in _sent_values(page):
        name = links.DEFAULTS.get(str(path[-1])) or str(path[2])
        most = LENGTHS.get(name)
        if most and len(value) > most:
            yield Found(
                path, f"{name} has {len(value)} characters here, and AppsFlyer takes {most}."
            )


RULES = (in_link, lowercase, unknown, device, taken, media_source, characters, length)


def _sent_values(page: CheckedPage) -> Iterator[tuple[KeyPath, str]]:
    """Values that links send as the author wrote them."""
    attribution = page.page.attribution
    for key, value in attribution.defaults:
        if value:
            yield ("attribution", "defaults", key), value
    for name, change in attribution.mapping.items():
        if isinstance(change, str):
            continue
        if change.default:
            yield ("attribution", "mapping", name, "default"), change.default
        for incoming, value in (change.overrides or {}).items():
            yield ("attribution", "mapping", name, "overrides", incoming), value


def _addresses(page: CheckedPage) -> Iterator[tuple[KeyPath, str]]:
    for link_id, destination in page.destinations.items():
        for key in ("url", "deep_link"):
            value = getattr(destination, key, None)
            if value:
                path = page.paths[link_id]
                yield path if path[-1] == key else (*path, key), value


def _ad_values(page: CheckedPage) -> Iterator[tuple[KeyPath, str]]:
    for name, value in page.page.attribution.ad_parameters.items():
        yield ("attribution", "ad_parameters", name), value
