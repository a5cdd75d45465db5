"""Presets: the complete mapping for one advertising network, and what a site changes of it.

A preset is a table of outgoing names, the incoming keys that fill them, and the values that a
network's `utm_source` stands for. Another network is another row in `PRESETS`.
"""

import re
from collections.abc import Collection
from collections.abc import Mapping as ReadMapping

from msgspec import Struct, field
from msgspec.structs import replace

from generator.errors import InputError
from generator.links.mapping import CLICK_IDS, MAIN_NAMES, SUBS, UNMAPPED, Mapping, Parameter

DEFAULTS = {
    "media_source": "pid",
    "campaign": "c",
    "campaign_id": "af_c_id",
    "ad_set": "af_adset",
    "ad_set_id": "af_adset_id",
    "ad": "af_ad",
    "ad_id": "af_ad_id",
    "channel": "af_channel",
}
"""What a site, market or page may fix for visits that bring nothing: its name and outgoing name."""

OFF = "off"
"""The word for a raw-data copy that is not wanted."""

_OUTGOING_NAME = re.compile(r"[A-Za-z0-9_.~-]+")
_SET_BY_THE_LINK = {
    "af_js_web": "",
    "af_ss_ver": "",
    "af_r": "",
    "af_media_source": "pid",
    "af_campaign": "c",
    "af_campaign_id": "af_c_id",
}

_COMMON_KEYS: dict[str, tuple[str, ...]] = {
    "pid": ("pid", "af_media_source", "utm_source"),
    "c": ("c", "af_campaign", "utm_campaign"),
    "af_channel": ("af_channel", "placement"),
    "af_ad": ("af_ad", "utm_content"),
    "af_adset": ("af_adset",),
    "deep_link_value": ("deep_link_value",),
    "af_c_id": ("af_c_id", "af_campaign_id", "utm_id", "campaign_id"),
    "af_adset_id": ("af_adset_id",),
    "af_ad_id": ("af_ad_id",),
    "af_siteid": ("af_siteid", "af_site_id"),
}
_DEEP_LINK_SUBS = {f"deep_link_sub{number}": (f"deep_link_sub{number}",) for number in range(1, 11)}


class Preset(Struct, frozen=True):
    """The mapping of one network.

    Attributes:
        keys: Outgoing name to incoming keys, in the order of sending.
        sources: What the network's names in `utm_source` stand for as a media source.
        raw_data: Incoming keys that are copied into subs for raw-data reports.
    """

    keys: ReadMapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: ReadMapping[str, str] = field(default_factory=dict)
    raw_data: ReadMapping[str, str] = field(default_factory=dict)


PRESETS: dict[str, Preset] = {
    "tiktok-web": Preset(
        {**_COMMON_KEYS, "ttclid": ("ttclid",), **_DEEP_LINK_SUBS},
        {"tiktok": "tiktokweb_int", "TikTok": "tiktokweb_int"},
        {"ttclid": "af_sub1", "pid": "af_sub2"},
    ),
    "meta-web": Preset(
        {**_COMMON_KEYS, "fbclid": ("fbclid",), **_DEEP_LINK_SUBS},
        dict.fromkeys(
            ("facebook", "Facebook", "fb", "instagram", "Instagram", "ig", "meta", "Meta"),
            "metaweb_int",
        ),
    ),
    "google-web": Preset(
        {**_COMMON_KEYS, "gclid": ("gclid",), **_DEEP_LINK_SUBS},
        {"google": "googleads_int", "Google": "googleads_int"},
    ),
    "snap-web": Preset(
        {**_COMMON_KEYS, "ScCid": ("ScCid", "sccid"), **_DEEP_LINK_SUBS},
        dict.fromkeys(("snapchat", "Snapchat", "snap", "Snap"), "snapweb_int"),
    ),
    "none": Preset(),
}
"""All presets by name, with the media sources under which AppsFlyer knows their web ads."""


class ParameterChange(Struct, frozen=True):
    """What a site changes of one outgoing parameter; None leaves a part as the preset has it."""

    keys: tuple[str, ...] | None = None
    overrides: ReadMapping[str, str] | None = None
    default: str | None = None


class LeftOutCopy(Struct, frozen=True):
    """A raw-data copy that was not made because the site uses its slot for something else."""

    key: str
    slot: str

    @property
    def message(self) -> str:
        """The note for the site's author."""
        return (
            f"The copy of {self.key} for raw-data reports is left out, because the site"
            f" uses {self.slot} for something else."
        )


class PresetMapping(Struct, frozen=True):
    """A mapping made from a preset, and the raw-data copies that found no room in it."""

    mapping: Mapping
    left_out: tuple[LeftOutCopy, ...] = ()


def preset_mapping(
    preset: str,
    *,
    defaults: ReadMapping[str, str] | None = None,
    changes: ReadMapping[str, ParameterChange | None] | None = None,
    raw_data: ReadMapping[str, str] | None = None,
    google_click_id: str = "",
    web_referrer: str = "",
    button: str = "",
    referrer_skips: tuple[str, ...] = (),
    url_skips: tuple[str, ...] = (),
    organic: bool = False,
) -> PresetMapping:
    """The mapping of a preset with a site's changes.

    Args:
        preset: A name in `PRESETS`.
        defaults: Values for visits that bring none, by the names in `DEFAULTS`. They win over a
            default in `changes`, because pages and markets fix them most often.
        changes: Outgoing name to what is changed of it, None to send it no more. Names that the
            preset does not have are added at the end, in this order.
        raw_data: Incoming keys to the subs that copy them, or ``off``. It changes the preset's
            own copies key by key; None and {} leave them.
        google_click_id: A further name under which the gclid is sent; empty for none.
        web_referrer: The name under which the arrival's referrer is sent; empty for none.
        button: The name under which links say which button they are. Each link sends it by itself;
            here it is only seen to that nothing else is sent under it.
        referrer_skips: Texts in the referrer that switch the links off.
        url_skips: Texts in the page's URL that switch the links off.
        organic: Whether unpaid visits are credited to the search engine they came from.

    Raises:
        InputError: `preset-unknown`, `attribution-default`, `outgoing-name`, `raw-data-slot` or
            `raw-data-slot-twice`.
    """
    if preset not in PRESETS:
        raise InputError(
            "preset-unknown",
            f"There is no preset called {preset}.",
            f"Choose one of {', '.join(PRESETS)}.",
        )
    chosen = PRESETS[preset]
    entries = _entries(chosen, defaults or {})
    for name, change in (changes or {}).items():
        check_outgoing_name(name)
        entries[name] = _changed(entries.get(name, UNMAPPED), change, _default(name, defaults))
    named = _named_apart(entries, google_click_id, web_referrer, button)
    copies = {**chosen.raw_data, **(raw_data or {})}
    raw_copies, left_out = _copy_raw_data(entries, copies, {*(changes or {}), *named})
    one, two, three, four, five = (entries.get(name, UNMAPPED) for name in SUBS)
    mapping = Mapping(
        media_source=entries.get("pid", UNMAPPED),
        campaign=entries.get("c", UNMAPPED),
        channel=entries.get("af_channel", UNMAPPED),
        ad=entries.get("af_ad", UNMAPPED),
        ad_set=entries.get("af_adset", UNMAPPED),
        deep_link_value=entries.get("deep_link_value", UNMAPPED),
        subs=(one, two, three, four, five),
        google_click_id=google_click_id,
        custom=tuple(
            (name, parameter)
            for name, parameter in entries.items()
            if parameter and name not in MAIN_NAMES and name not in SUBS
        ),
        web_referrer=web_referrer,
        raw_copies=raw_copies,
        referrer_skips=referrer_skips,
        url_skips=url_skips,
        organic=organic,
    )
    return PresetMapping(mapping, left_out)


def check_outgoing_name(name: str) -> str:
    """The name of an outgoing parameter, if links may carry it.

    Raises:
        InputError: `outgoing-name`, for characters that a link would have to encode and for names
            that every link sets itself.
    """
    if not _OUTGOING_NAME.fullmatch(name):
        raise InputError(
            "outgoing-name",
            f"{name!r} cannot be the name of an outgoing parameter, because a link would have to"
            " encode it.",
            "Use letters, digits, and the characters _ - . ~ only.",
        )
    if name in _SET_BY_THE_LINK:
        instead = _SET_BY_THE_LINK[name]
        raise _taken(
            name,
            "each kind of link sets it by itself",
            f"Map {instead} instead; direct links then send it as {name}." if instead else "",
        )
    return name


def _taken(name: str, why: str, hint: str = "") -> InputError:
    return InputError(
        "outgoing-name",
        f"The outgoing parameter {name} cannot be mapped, because {why}.",
        hint or "Choose another name, or leave the entry out.",
    )


def _default(name: str, defaults: ReadMapping[str, str] | None) -> str:
    given = defaults or {}
    return next((given.get(key, "") for key, sent_as in DEFAULTS.items() if sent_as == name), "")


def _entries(preset: Preset, defaults: ReadMapping[str, str]) -> dict[str, Parameter]:
    unknown = [name for name in defaults if name not in DEFAULTS]
    if unknown:
        raise InputError(
            "attribution-default",
            f"{unknown[0]} is nothing that attribution defaults can fix.",
            f"Choose one of {', '.join(DEFAULTS)}.",
        )
    entries = {name: Parameter(keys) for name, keys in preset.keys.items()}
    if "pid" in entries:
        entries["pid"] = replace(entries["pid"], overrides=preset.sources)
    for name in DEFAULTS.values():
        entry = entries.get(name, UNMAPPED)
        entries[name] = replace(entry, default=_default(name, defaults))
    return entries


def _changed(entry: Parameter, change: ParameterChange | None, default: str) -> Parameter:
    if change is None:
        return UNMAPPED
    return Parameter(
        entry.keys if change.keys is None else change.keys,
        entry.overrides if change.overrides is None else change.overrides,
        default or (entry.default if change.default is None else change.default),
    )


def _named_apart(
    entries: ReadMapping[str, Parameter], google_click_id: str, web_referrer: str, button: str
) -> list[str]:
    """The names of what is sent besides the mapping, none of which may be another's."""
    wanted = {
        "the Google click id": google_click_id,
        "the web referrer": web_referrer,
        "the button": button,
    }
    named: list[str] = []
    for what, name in wanted.items():
        if not name:
            continue
        check_outgoing_name(name)
        is_sent = name in MAIN_NAMES or entries.get(name) or name in named
        if is_sent or (name in CLICK_IDS and what != "the Google click id"):
            raise InputError(
                "outgoing-name",
                f"{what[0].upper()}{what[1:]} cannot be sent as {name}, because links send"
                " something else under that name, which would be lost.",
                "Choose another name, such as one of af_sub3 to af_sub5, or switch the other"
                " parameter off under `mapping`.",
            )
        named.append(name)
    return named


def _copy_raw_data(
    entries: dict[str, Parameter], copies: ReadMapping[str, str], changed: Collection[str]
) -> tuple[frozenset[int], tuple[LeftOutCopy, ...]]:
    """Put the copies into their subs, unless the site uses these for something else."""
    indexes: dict[int, str] = {}
    left_out = []
    for key, slot in copies.items():
        if slot == OFF:
            continue
        if slot not in SUBS:
            raise InputError(
                "raw-data-slot",
                f"{slot} is no slot for raw-data reports.",
                f'Choose one of {", ".join(SUBS)}, or "off".',
            )
        index = SUBS.index(slot)
        if index in indexes:
            raise InputError(
                "raw-data-slot-twice",
                f"{slot} would have to hold both {indexes[index]} and {key}.",
                "Give each copy a slot of its own, or turn one of them off.",
            )
        copy = Parameter((key,))
        if slot not in changed:
            entries[slot] = copy
            indexes[index] = key
        elif entries.get(slot) != copy:
            left_out.append(LeftOutCopy(key, slot))
    return frozenset(indexes), tuple(left_out)
