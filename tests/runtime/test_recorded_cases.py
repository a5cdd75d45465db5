"""Every recorded case through the minified stand-alone script, in two engines.

All of them run in the sandbox; a sample also runs as real page loads with real navigation, storage
and requests.
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from generator.runtime.bundle import standalone
from tests.runtime.conftest import Engine

TABLE = Path(__file__).parents[1] / "cases" / "smart-script.jsonl"
CASES = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]

SAMPLE = [
    case
    for number, case in enumerate(CASES)
    if number % 32 == 0 or (case["earlier"] and number % 6 == 0)
]
"""Cases for real page loads: some of all, and more of those with earlier pages."""


def any_version(url: str | None) -> str | None:
    """The URL with the value of its version stamp left out."""
    return url and re.sub(r"(?<=[?&]af_ss_ver=)[^&]*", "*", url, count=1)


def mismatch(case: dict[str, Any], click: str | None, images: list[str]) -> str:
    """What differs from the recorded outcome, or nothing."""
    if any_version(click) != any_version(case["click_url"]):
        return f"{case['id']}: click {click}, expected {case['click_url']}"
    expected = case["impression_url"]
    if expected is not None and [any_version(i) for i in images] != [any_version(expected)]:
        return f"{case['id']}: impressions {images}, expected {expected}"
    if case["click_url"] is None and images:
        return f"{case['id']}: impressions {images} without a link"
    return ""


def test_every_case_in_each_engine(engine: Engine) -> None:
    played = engine.run(
        """async (script, cases) => {
          const outcomes = [];
          for (const one of cases) outcomes.push(await playCase(script, one));
          return outcomes;
        }""",
        standalone(),
        CASES,
    )
    problems = [
        mismatch(case, outcome["click"], outcome["images"])
        for case, outcome in zip(CASES, played, strict=True)
    ]
    assert len(played) == 477
    assert [problem for problem in problems if problem] == []


# What a page cannot choose about itself: its referrer, the time, and the browser's client hints.
VISITOR = """
  const visitor = VISITOR;
  Object.defineProperty(document, 'referrer', { get: () => visitor.referrer });
  Object.defineProperty(navigator, 'userAgent', { get: () => visitor.agent });
  const hints = visitor.hints;
  const data = hints && { getHighEntropyValues: () =>
    hints.reject ? Promise.reject(new Error('refused')) : Promise.resolve(hints) };
  Object.defineProperty(navigator, 'userAgentData', { get: () => data || undefined });
  const now = Date.now;
  Date.now = () => now() - visitor.age * 1000;
"""

CALL = """([api, config]) => {
  const result = AF_SMART_SCRIPT[api](config);
  AF_SMART_SCRIPT.fireImpressionsLink();
  return result && result.clickURL;
}"""

APIS = {"onelink": "generateOneLinkURL", "direct": "generateDirectClickURL"}


def load(page: Page, case: dict[str, Any], url: str, referrer: str, age: float) -> str | None:
    visitor = {
        "referrer": referrer,
        "age": age,
        "agent": case["user_agent"],
        "hints": case.get("client_hints"),
    }
    script = "{" + VISITOR.replace("VISITOR;", json.dumps(visitor) + ";", 1) + "}"
    page.add_init_script(script)
    page.goto(url)
    click: str | None = page.evaluate(CALL, [APIS[case["api"]], case["config"]])
    return click


@pytest.mark.browser
@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case["id"])
def test_real_page_loads(case: dict[str, Any], browser: Browser) -> None:
    images: list[str] = []

    def answer(route: Route) -> None:
        if route.request.resource_type == "image":
            if urlsplit(route.request.url).path != "/favicon.ico":
                images.append(route.request.url)
            route.fulfill(status=200, content_type="image/gif", body=b"")
        else:
            html = f"<!doctype html><meta charset=utf-8><script>{standalone()}</script>"
            route.fulfill(status=200, content_type="text/html", body=html)

    context = browser.new_context()
    context.route("**/*", answer)
    for earlier in case["earlier"]:
        page = context.new_page()
        load(page, case, earlier["url"], earlier["referrer"], earlier["age_s"])
        page.close()
    images.clear()
    page = context.new_page()
    click = load(page, case, case["page_url"], case["referrer"], 0)
    if click and case["api"] == "onelink" and case["impression_url"]:
        page.wait_for_function("performance.getEntriesByType('resource').length > 0")
    context.close()
    assert mismatch(case, click, images) == ""
