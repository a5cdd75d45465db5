"""The length of a link: what is given up, and in which order, when it grows too long.

AppsFlyer accepts 2000 characters. What tells one click from another is never given up and never
cut: media source, campaign, all ids, click ids and deep links.
"""

import re
from collections.abc import Iterator, Sequence

from generator.links.encoding import utf16_length
from generator.links.mapping import CLICK_IDS, SUBS, Mapping
from generator.links.outgoing import CONSTANTS, Outgoing

MAX_LENGTH = 2000
"""The most characters that a link may have, counted as JavaScript counts them."""

_NEVER_DROPPED = re.compile(r".*(?:_id|siteid)|deep_link_.*|af_xplatform|af_r", re.DOTALL)
_ALWAYS_NAMES = frozenset(
    (
        *(name for name, _ in CONSTANTS),
        *CLICK_IDS,
        "pid",
        "c",
        "af_media_source",
        "af_campaign",
    )
)
_LAST_RESORT = (*reversed(SUBS), "af_ad", "af_adset", "af_channel")


def is_never_dropped(name: str) -> bool:
    """Whether a parameter of this name stays, however long the link is."""
    return name in _ALWAYS_NAMES or _NEVER_DROPPED.fullmatch(name) is not None


def fit(
    prefix: str, parameters: Sequence[Outgoing], mapping: Mapping
) -> tuple[list[Outgoing], list[Outgoing]]:
    """The parameters that stay in a link, and those that were dropped, in the order of dropping.

    Args:
        prefix: What stands before the first parameter; it counts, but cannot shrink.
        parameters: The link's parameters in their order.
        mapping: Says which subs are copies and what the web referrer is called.
    """
    kept = list(parameters)
    dropped: list[Outgoing] = []
    length = utf16_length(prefix) + sum(len(entry.pair) + 1 for entry in kept) - 1
    for entry in _in_order_of_dropping(parameters, mapping):
        if length <= MAX_LENGTH:
            break
        if entry in kept:
            kept.remove(entry)
            dropped.append(entry)
            length -= len(entry.pair) + 1
    return kept, dropped


def _in_order_of_dropping(parameters: Sequence[Outgoing], mapping: Mapping) -> Iterator[Outgoing]:
    optional = {entry.name: entry for entry in parameters if not is_never_dropped(entry.name)}
    for index in sorted(mapping.raw_copies, reverse=True):
        copy = optional.get(SUBS[index])
        if copy is not None and copy.row == "sub":
            yield copy
    if "af_keywords" in optional:
        yield optional["af_keywords"]
    yield from (entry for entry in optional.values() if entry.row == "referrer")
    yield from (entry for entry in reversed(optional.values()) if entry.row == "custom")
    yield from (optional[name] for name in _LAST_RESORT if name in optional)
