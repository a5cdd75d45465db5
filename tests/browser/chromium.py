"""Chromium, closed off from the internet, and the phones that it plays.

Each phone is a browser context of its own whose only way out is one edge. Names do not resolve
even if a request got past the proxy setting, so nothing can leave the machine.
"""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypedDict

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Playwright,
    ProxySettings,
    ViewportSize,
)

from tests.browser.edge import Certificate, Edge
from tests.browser.engines import find_chromium

Storage = Literal["allowed", "throwing", "blocked"]
"""`throwing`: every access throws, as some in-app browsers do. `blocked`: Chromium's own setting
that blocks all cookies and site data."""

ColorScheme = Literal["light", "dark"]

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)

THROWING_STORAGE = """
for (const [owner, name] of [
  [window, "localStorage"], [window, "sessionStorage"], [window, "indexedDB"],
  [Document.prototype, "cookie"],
]) {
  const refuse = () => { throw new DOMException("The operation is insecure.", "SecurityError"); };
  Object.defineProperty(owner, name, { configurable: true, get: refuse, set: refuse });
}
"""

BLOCK_ALL_COOKIES = {"profile": {"default_content_setting_values": {"cookies": 2}}}


_UNWANTED = (
    # What Playwright itself switches off; Chromium heeds only the last list.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # Toolbars that are web pages themselves, loaded for every new tab: half of the time that
    # opening one takes, and work beside the page that is looked at or measured.
    "InitialWebUI",
    "WebUILocationBar",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
    "WebUIReloadButton",
    "WebUIToolbar",
)
UNWANTED_FEATURES = f"--disable-features={','.join(_UNWANTED)}"
"""What Chromium shall do without."""


def launch_arguments(certificate: Certificate) -> list[str]:
    """Return the command line that keeps Chromium quiet, offline and trusting the edge."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        UNWANTED_FEATURES,
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={certificate.key_hash}",
    ]
    # Chromium's sandbox refuses to start as root, which is who CI often is.
    return ["--no-sandbox", *arguments] if os.geteuid() == 0 else arguments


def launch(playwright: Playwright, certificate: Certificate) -> Browser:
    """Start Chromium.

    Raises:
        MissingBrowserError: this machine has none.
    """
    return playwright.chromium.launch(
        executable_path=find_chromium(), args=launch_arguments(certificate), headless=True
    )


class PhoneSettings(TypedDict, total=False):
    """The settings of a context that both ways of making one share."""

    proxy: ProxySettings
    viewport: ViewportSize
    device_scale_factor: float
    is_mobile: bool
    has_touch: bool
    java_script_enabled: bool
    color_scheme: ColorScheme
    user_agent: str
    locale: str


def phone_settings(
    edge: Edge,
    *,
    viewport: ViewportSize = PHONE,
    javascript: bool = True,
    color_scheme: ColorScheme = "light",
    user_agent: str | None = None,
    locale: str = "en-US",
) -> PhoneSettings:
    """Describe a device: a touch phone, or a desktop when the viewport is wider than 600 px."""
    mobile = viewport["width"] <= 600
    settings = PhoneSettings(
        # Chromium leaves loopback addresses out of a proxy's care unless told otherwise.
        proxy=ProxySettings(server=edge.address, bypass="<-loopback>"),
        viewport=viewport,
        device_scale_factor=2 if mobile else 1,
        is_mobile=mobile,
        has_touch=mobile,
        java_script_enabled=javascript,
        color_scheme=color_scheme,
        locale=locale,
    )
    if user_agent is not None:
        settings["user_agent"] = user_agent
    return settings


def open_context(browser: Browser, settings: PhoneSettings, storage: Storage) -> BrowserContext:
    """Open a context with `allowed` or `throwing` storage; `blocked` needs `open_blocked`."""
    context = browser.new_context(**settings)
    if storage == "throwing":
        context.add_init_script(THROWING_STORAGE)
    return context


def open_blocked(
    playwright: Playwright, certificate: Certificate, settings: PhoneSettings, profile: Path
) -> BrowserContext:
    """Start a Chromium of its own, with a new profile that blocks all cookies and site data."""
    preferences = profile / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text(json.dumps(BLOCK_ALL_COOKIES))
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=find_chromium(),
        args=launch_arguments(certificate),
        headless=True,
        **settings,
    )


class ErrorLog:
    """What went wrong in a context's pages: console errors, and exceptions that nobody caught."""

    def __init__(self, context: BrowserContext, allowed: Sequence[str]) -> None:
        self._allowed = [re.compile(pattern) for pattern in allowed]
        self._errors: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda event: self._add(self._describe(event.error)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            place = message.location
            self._add(f"{message.text} ({place['url']}:{place['lineNumber'] + 1})")

    def _describe(self, error: Error) -> str:
        return error.stack or error.message

    def _add(self, text: str) -> None:
        if not any(pattern.search(text) for pattern in self._allowed):
            self._errors.append(text)

    @property
    def errors(self) -> list[str]:
        return list(self._errors)

    def check(self) -> None:
        """Fail with everything in the log, unless it is empty."""
        assert not self._errors, "Errors in the page:\n  " + "\n  ".join(self._errors)
