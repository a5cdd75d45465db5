"""Finds the browsers that the tests drive.

Run as a program it prints the path of one engine, or says on stderr what to install and exits 1:
`python tests/browser/engines.py chromium`.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

CHROMIUM_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_PATHS = (
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WEBKIT_BROWSERS = (
    "/usr/lib/*/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/*/webkit2gtk-4.0/MiniBrowser",
    "/usr/lib/*/webkitgtk-6.0/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
)


class MissingBrowserError(RuntimeError):
    """A browser that the tests need is not on this machine."""


def find_chromium(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the path of Chromium or Chrome: `LANDFAST_CHROMIUM` first, then the usual places.

    Raises:
        MissingBrowserError: there is none, or the variable names a file that cannot be run.
    """
    named = environment.get("LANDFAST_CHROMIUM")
    if named:
        if os.access(named, os.X_OK):
            return Path(named)
        raise MissingBrowserError(
            f"LANDFAST_CHROMIUM names {named}, which is not a program that can be run. "
            "Set it to the path of Chromium or Google Chrome, or unset it."
        )
    search = environment.get("PATH", "")
    for command in CHROMIUM_COMMANDS:
        found = shutil.which(command, path=search)
        if found:
            return Path(found)
    for path in CHROMIUM_PATHS:
        if os.access(path, os.X_OK):
            return Path(path)
    raise MissingBrowserError(
        "No Chromium or Google Chrome was found, and the browser tests need one. On Debian run "
        "`apt-get install chromium`; on Ubuntu and macOS install Google Chrome; or set "
        "LANDFAST_CHROMIUM to its path."
    )


def find_webkit() -> tuple[Path, Path]:
    """Return the paths of WebKitGTK's driver and of the small browser that it drives.

    Raises:
        MissingBrowserError: one of them is not there.
    """
    driver = shutil.which("WebKitWebDriver")
    browsers = [path for pattern in WEBKIT_BROWSERS for path in Path("/").glob(pattern[1:])]
    if driver is None or not browsers:
        raise MissingBrowserError(
            "WebKitGTK's driver was not found, and the tests of what iOS visitors have need it. "
            "On Debian and Ubuntu run `apt-get install webkit2gtk-driver xvfb`."
        )
    return Path(driver), browsers[0]


def main(arguments: list[str]) -> int:
    try:
        match arguments:
            case ["chromium"]:
                print(find_chromium())
            case ["webkit"]:
                print(*find_webkit(), sep="\n")
            case _:
                print("Name one engine: chromium or webkit.", file=sys.stderr)
                return 2
    except MissingBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
