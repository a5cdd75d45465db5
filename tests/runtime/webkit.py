"""WebKitGTK, the engine family that iOS visitors have, on a screen without a monitor."""

import os
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from selenium.webdriver.webkitgtk.webdriver import WebDriver as WebKitGTK

from tests.browser.engines import find_webkit

SOFTWARE_RENDERING = {
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
}


@contextmanager
def screen() -> Iterator[str]:
    """A virtual screen; yields the value of DISPLAY that names it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def open_webkit() -> Iterator[WebDriver]:
    """A window of WebKitGTK.

    Raises:
        MissingBrowserError: This machine has none.
    """
    driver_path, browser_path = find_webkit()
    options = Options()
    options.binary_location = str(browser_path)
    options.add_argument("--automation")
    with screen() as display:
        environment = {**os.environ, **SOFTWARE_RENDERING, "DISPLAY": display}
        service = Service(str(driver_path), env=environment)
        with warnings.catch_warnings():
            # Selenium's own class for this driver calls a form that Selenium itself deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = WebKitGTK(options=options, service=service)
        try:
            driver.set_script_timeout(60)
            yield driver
        finally:
            driver.quit()
