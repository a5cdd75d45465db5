"""The length of a link: what is given up, and in which order, when it grows too long.

AppsFlyer accepts 2000 characters. What tells one click from another is never given up and never
cut: media source, campaign, all ids, click ids and deep links.
"""

import re
from collections.abc import Sequence

from generator.links.encoding import utf16_length, well_formed
from generator.links.mapping import CLICK_IDS, SUBS, Mapping
from generator.links.outgoing import Outgoing

MAX_LENGTH = 2000
"""The most characters that a link may have, counted as JavaScript counts them."""

_NEVER_DROPPED = re.compile(r"af_\w*id|deep_link_.*", re.ASCII | re.DOTALL)
_ALWAYS_KEPT = frozenset(
    (*CLICK_IDS, "pid", "c", "af_media_source", "af_campaign", "af_xplatform", "af_r")
)


def is_never_dropped(name: str) -> bool:
    """Whether a parameter of this name stays, however long the link is."""
    return name in _ALWAYS_KEPT or _NEVER_DROPPED.fullmatch(name) is not None


def dropping_order(mapping: Mapping) -> list[str]:
    """The names of optional parameters, in the order in which a link gives them up."""
    names = [
        *(SUBS[index] for index in sorted(mapping.raw_copies, reverse=True)),
        "af_keywords",
        mapping.web_referrer,
        *(well_formed(name) for name, _ in reversed(mapping.custom)),
        *reversed(SUBS),
        "af_ad",
        "af_adset",
        "af_channel",
    ]
    return [name for name in names if not is_never_dropped(name)]


def fit(
    around: str, parameters: Sequence[Outgoing], mapping: Mapping
) -> tuple[list[Outgoing], list[Outgoing]]:
    """The parameters that stay in a link, and those that were dropped, in the order of dropping.

    Args:
        around: The rest of the link; it counts, but cannot shrink.
        parameters: The link's parameters in their order.
        mapping: Says which parameters are copies, custom ones, or the web referrer.
    """
    length = utf16_length(around) + sum(len(entry.pair) + 1 for entry in parameters) - 1
    if length <= MAX_LENGTH:
        return list(parameters), []
    kept = {entry.name: entry for entry in parameters}
    dropped: list[Outgoing] = []
    for name in dropping_order(mapping):
        if length <= MAX_LENGTH:
            break
        entry = kept.pop(name, None)
        if entry is not None:
            dropped.append(entry)
            length -= len(entry.pair) + 1
    return list(kept.values()), dropped
