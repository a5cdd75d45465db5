"""The engines that page scripts are run in, and the sandbox that plays visits in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.webkit import open_webkit

SANDBOX = Path(__file__).with_name("sandbox.js").read_text(encoding="utf-8")


class Engine(Protocol):
    """A browser engine with the sandbox loaded."""

    def run(self, function: str, *arguments: object) -> Any:
        """Await an async function of the sandbox's language, called with JSON arguments."""


class Chromium:
    """Chromium's engine, through Playwright."""

    def __init__(self, page: Page) -> None:
        page.add_script_tag(content=SANDBOX)
        self._page = page

    def run(self, function: str, *arguments: object) -> Any:
        return self._page.evaluate(f"(args) => ({function})(...args)", list(arguments))


class WebKit:
    """WebKit's engine, through WebDriver."""

    def __init__(self) -> None:
        self._opened = open_webkit()
        self._driver = self._opened.__enter__()
        self._driver.get("data:text/html,<!doctype html>")

    def run(self, function: str, *arguments: object) -> Any:
        outcome = self._driver.execute_async_script(
            SANDBOX
            + f"""
            const args = Array.from(arguments);
            const done = args.pop();
            const failed = (error) => done({{ error: String(error) }});
            ({function})(...args).then((value) => done({{ value }}), failed);
            """,
            *arguments,
        )
        assert "error" not in outcome, outcome["error"]
        return outcome["value"]

    def close(self) -> None:
        self._opened.__exit__(None, None, None)


@pytest.fixture(scope="session")
def chromium(browser: Browser) -> Iterator[Engine]:
    page = browser.new_page()
    yield Chromium(page)
    page.close()


@pytest.fixture(scope="session")
def webkit() -> Iterator[Engine]:
    engine = WebKit()
    yield engine
    engine.close()


@pytest.fixture(
    params=[
        pytest.param("chromium", marks=pytest.mark.browser),
        pytest.param("webkit", marks=[pytest.mark.browser, pytest.mark.webkit]),
    ]
)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    found: Engine = request.getfixturevalue(request.param)
    return found
