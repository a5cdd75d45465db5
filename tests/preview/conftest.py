"""Fixtures of the preview's tests: a workspace that is served, and tabs that look at it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ProxySettings, ViewportSize

from tests.browser.chromium import DESKTOP, PHONE, ErrorLog
from tests.browser.edge import Edge
from tests.browser.fixtures import TIMEOUT_MS
from tests.preview.serving import Serving, serving
from tests.workspaces import PLAIN_THEME, SITE, write_workspace

STYLES = """
-- themes/plain/styles/theme.css --
h1 { color: rgb(1, 2, 3); }
-- themes/plain/words/en.yaml --
hello: Hello
"""
SECOND = """
-- sites/shop/pages/soap.md --
---
type: product
title: Plain Soap
category: Beauty
gallery: [media/balm.jpg]
price: {now: 6.00}
cta: {label: Shop Now, url: https://shop.example/soap}
---
Foam. [The balm](../balm/)
"""

BROWSERS_OWN = {"content-autofill.googleapis.com"}
"""Where Chromium itself asks what fields on pages with forms are for."""

OpenTab = Callable[..., Page]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Serving]:
    """A served workspace with two pages of one site."""
    write_workspace(tmp_path, PLAIN_THEME, SITE, STYLES, SECOND)
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def open_tab(browser: Browser, edge: Edge) -> Iterator[OpenTab]:
    """Opens tabs that reach the preview directly, and everything else through the edge.

    At the end nothing may have arrived at the edge: a preview contacts nobody.
    """
    with ExitStack() as stack:
        contexts: list[BrowserContext] = []

        def open_tab(
            *,
            viewport: ViewportSize = DESKTOP,
            allowed_errors: tuple[str, ...] = (),
            shared: bool = False,
        ) -> Page:
            if not (shared and contexts):
                context = browser.new_context(
                    proxy=ProxySettings(server=edge.address, bypass="127.0.0.1"),
                    viewport=viewport,
                    is_mobile=viewport == PHONE,
                    has_touch=viewport == PHONE,
                )
                context.set_default_timeout(TIMEOUT_MS)
                errors = ErrorLog(context, allowed_errors)
                stack.callback(errors.check)
                stack.callback(context.close)
                contexts.append(context)
            return contexts[-1].new_page()

        yield open_tab
    assert edge.requests.hosts() - BROWSERS_OWN == set(), edge.requests


@pytest.fixture
def tab(open_tab: OpenTab) -> Page:
    return open_tab()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try these tests again twice: a busy machine tells of saved files seconds late, or in parts.

    What must hold however late is tested without a watch, in test_changes.py and
    test_served_page.py.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=2))
