"""The table of recorded cases (tests/cases/README.md), read for Python."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.links import (
    ClientHints,
    Destination,
    PageLoad,
    arrive,
    impression_url,
    make_link,
    offers_client_hints,
    standalone_direct,
    standalone_mapping,
    standalone_onelink,
)

TABLE = Path(__file__).parents[1] / "cases" / "smart-script.jsonl"


@dataclass(frozen=True)
class Outcome:
    """What a case came to."""

    click_url: str | None
    impression_url: str | None


def load_cases() -> list[dict[str, Any]]:
    """All cases, in their order."""
    return [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def run_case(case: dict[str, Any]) -> Outcome:
    """The links that Landfast makes of a case."""
    config = case["config"]
    mapping = standalone_mapping(config)
    earlier = [PageLoad(load["url"], load["referrer"], load["age_s"]) for load in case["earlier"]]
    visit = arrive(mapping, case["page_url"], case["referrer"], earlier)
    destination: Destination = (
        standalone_onelink(config) if case["api"] == "onelink" else standalone_direct(config)
    )
    link = make_link(destination, mapping, visit)
    if case["api"] == "direct":
        return Outcome(link.url, None)
    return Outcome(link.url, impression_url(link.url, _hints(case)))


def _hints(case: dict[str, Any]) -> ClientHints | None:
    told = case.get("client_hints")
    if not told or told.get("reject") or not offers_client_hints(case["user_agent"]):
        return None
    return ClientHints(told["model"], told["platformVersion"])
