"""How a page divides its visitors among variants: what the script in its head reads."""

from typing import Any

from generator.links import CLICK_IDS, Mapping
from generator.site import SourcePage


def split_config(source: SourcePage, mapping: Mapping, *, waits: bool) -> dict[str, Any] | None:
    """The configuration of `js/split.js`, or None for a page without variants of its own.

        {"v": [[name, weight], ...], "m": the keys that identify a visit, "k": the keys that are
         remembered of one, "t": for how many seconds, "c": 1 where consent is required}

    Args:
        source: The page.
        mapping: Its mapping.
        waits: Whether something of the page waits for consent.
    """
    if not source.split:
        return None
    identifying = {"pid": mapping.media_source.keys, "c": mapping.campaign.keys}
    config: dict[str, Any] = {
        "v": [list(variant) for variant in source.split],
        "m": {name: {"k": list(keys)} for name, keys in identifying.items() if keys},
        "k": sorted({*mapping.mapped_keys, *CLICK_IDS}),
        "t": int(source.page.attribution.persist.hours * 3600),
    }
    return {**config, "c": 1} if waits else config
