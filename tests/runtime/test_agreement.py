"""The page script and generator.links, on visits that nobody wrote down: they never disagree."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from generator.links import (
    ClientHints,
    Destination,
    Direct,
    OneLink,
    Website,
    arrive,
    make_link,
    page_config,
    page_impression,
)
from generator.runtime.bundle import bundle
from tests.runtime.conftest import Engine
from tests.runtime.pages import ATTRIBUTION
from tests.runtime.visits import OnPage, visits

SCRIPT = bundle(ATTRIBUTION)

PLAY = """async (script, all) => {
  const outcomes = [];
  for (const one of all) outcomes.push(await playPage(script, one));
  return outcomes;
}"""

AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/124.0.0.0 Mobile Safari/537.36"


def as_played(visit: OnPage) -> dict[str, Any]:
    """What the sandbox needs to know of a visit."""
    return {
        "page_url": visit.url,
        "referrer": visit.referrer,
        "earlier": [
            {"url": load.url, "referrer": load.referrer, "age_s": load.age}
            for load in visit.earlier
        ],
        "client_hints": visit.hints,
        "user_agent": AGENT,
        "page_config": page_config(
            visit.links,
            visit.mapping,
            impression_base=visit.impression_base,
            cross_platform=visit.cross_platform,
        ),
    }


def expected(visit: OnPage) -> dict[str, Any]:
    """What Python makes of a visit."""
    arrived = arrive(visit.mapping, visit.url, visit.referrer, visit.earlier)
    made = {name: make_link(link, visit.mapping, arrived) for name, link in visit.links.items()}
    hints = None
    if visit.hints and not visit.hints.get("reject"):
        hints = ClientHints(visit.hints["model"], visit.hints["platformVersion"])
    impression = None
    if visit.impression_base:
        _, impression = page_impression(
            visit.impression_base,
            visit.mapping,
            arrived,
            cross_platform=visit.cross_platform,
            hints=hints,
        )
    return {
        "links": {name: link.url for name, link in made.items() if link.url is not None},
        "images": [impression] if impression else [],
    }


def played(engine: Engine, batch: list[OnPage]) -> list[dict[str, Any]]:
    outcomes: list[dict[str, Any]] = engine.run(PLAY, SCRIPT, [as_played(v) for v in batch])
    return outcomes


def host_of(link: Destination) -> str:
    """The host that a link must have, whatever the visitor's URL says."""
    match link:
        case OneLink(base=base):
            return urlsplit(base).netloc
        case Direct(platform=platform):
            is_app = platform in ("android", "ios")
            return "app.appsflyer.com" if is_app else "engagements.appsflyer.com"
        case Website(url=url):
            return urlsplit(url).netloc


def made_up(count: int) -> list[OnPage]:
    """Visits that Hypothesis makes up, always the same ones.

    They are made first and played together afterwards, because an engine plays a hundred visits in
    the time that one message to it takes.
    """
    found: list[OnPage] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(visits)
    def collect(visit: OnPage) -> None:
        found.append(visit)

    collect()
    return found


def disagreements(engine: Engine, found: list[OnPage]) -> list[str]:
    """The visits of which an engine and Python make different things, the shortest first."""
    problems = []
    for start in range(0, len(found), 100):
        batch = found[start : start + 100]
        for visit, outcome in zip(batch, played(engine, batch), strict=True):
            wanted = expected(visit)
            if outcome != wanted:
                problems.append(f"{as_played(visit)}\n  page: {outcome}\n  Python: {wanted}")
            for name, href in outcome["links"].items():
                parts = urlsplit(href)
                if (parts.scheme, parts.netloc) != ("https", host_of(visit.links[name])):
                    problems.append(f"{as_played(visit)}\n  leads to {href}")
    return sorted(problems, key=len)


@pytest.mark.browser
def test_chromium_agrees_with_python(chromium: Engine) -> None:
    found = made_up(2000)
    assert len(found) >= 2000
    assert disagreements(chromium, found) == []


@pytest.mark.browser
@pytest.mark.webkit
def test_webkit_agrees_with_python(webkit: Engine) -> None:
    assert disagreements(webkit, made_up(300)) == []
