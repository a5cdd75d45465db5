"""The fixtures of tests that run in real browsers.

`edge` stands for the internet, new for each test. `page` is a tab on a phone that reaches nothing
but that edge; `open_page` opens more of them with other settings. At the end of each test the
pages must have logged no error. `safari` is a window of WebKitGTK in front of the same edge.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import (
    Browser,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.chromium import (
    PHONE,
    ColorScheme,
    ErrorLog,
    Storage,
    launch,
    open_blocked,
    open_context,
    phone_settings,
)
from tests.browser.edge import Certificate, Edge
from tests.browser.example_sites import build_examples
from tests.browser.webkit import open_webkit

TIMEOUT_MS = 20_000
"""How long Playwright waits for a condition: long, for a machine under load."""
expect.set_options(timeout=TIMEOUT_MS)


class OpenPage(Protocol):
    """Opens an empty tab on a device of its own."""

    def __call__(
        self,
        *,
        javascript: bool = True,
        storage: Storage = "allowed",
        viewport: ViewportSize = PHONE,
        color_scheme: ColorScheme = "light",
        user_agent: str | None = None,
        locale: str = "en-US",
        allowed_errors: Sequence[str] = (),
    ) -> Page: ...


@pytest.fixture(scope="session")
def certificate() -> Certificate:
    return Certificate()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright, certificate: Certificate) -> Iterator[Browser]:
    browser = launch(playwright, certificate)
    yield browser
    browser.close()


@pytest.fixture
def edge(certificate: Certificate) -> Iterator[Edge]:
    with Edge(certificate) as edge:
        yield edge


@pytest.fixture
def open_page(
    playwright: Playwright,
    browser: Browser,
    certificate: Certificate,
    edge: Edge,
    tmp_path: Path,
) -> Iterator[OpenPage]:
    with ExitStack() as stack:

        def open_page(
            *,
            javascript: bool = True,
            storage: Storage = "allowed",
            viewport: ViewportSize = PHONE,
            color_scheme: ColorScheme = "light",
            user_agent: str | None = None,
            locale: str = "en-US",
            allowed_errors: Sequence[str] = (),
        ) -> Page:
            settings = phone_settings(
                edge,
                viewport=viewport,
                javascript=javascript,
                color_scheme=color_scheme,
                user_agent=user_agent,
                locale=locale,
            )
            if storage == "blocked":
                profile = tmp_path / f"profile-{len(list(tmp_path.iterdir()))}"
                context = open_blocked(playwright, certificate, settings, profile)
            else:
                context = open_context(browser, settings, storage)
            errors = ErrorLog(context, allowed_errors)
            # Closed first, checked last: a page may fail while it is being left.
            stack.callback(errors.check)
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT_MS)
            return context.new_page()

        yield open_page


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def safari(edge: Edge) -> Iterator[WebDriver]:
    with open_webkit(edge) as driver:
        driver.set_window_size(PHONE["width"], PHONE["height"])
        yield driver


@pytest.fixture(scope="session")
def built_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example sites, built once for all tests."""
    output = tmp_path_factory.mktemp("examples") / "output"
    build_examples(output)
    return output
