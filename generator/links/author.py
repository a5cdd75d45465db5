"""What a site's author may write for a link: addresses, platforms and app ids.

Each function gives the usable value or raises an InputError that says what to do. Links made at
run time are more forgiving; an author is told at once instead of losing clicks later.
"""

import re

from generator.errors import InputError
from generator.links.address import parse_address, stripped
from generator.links.destination import PLATFORMS, is_onelink_base

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_APPLE_ID = re.compile("id[0-9]{5,15}")
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+(?:-[A-Za-z0-9_.-]+)?")
_APP_ID = re.compile(r"[A-Za-z0-9._~-]+")


def check_https_url(url: str) -> str:
    """A full https address, as the author wrote it.

    Raises:
        InputError: `url-not-https` for another scheme or none, `url-malformed` for the rest.
    """
    scheme = _SCHEME.match(url)
    if scheme is None or scheme[0] != "https":
        found = f"begins with {scheme[0]}:" if scheme else "has no scheme"
        raise InputError(
            "url-not-https",
            f"{_shown(url)} {found}, but a link must lead to an https address: anything else is"
            " blocked or distrusted in the apps in which the page opens.",
            "Write the full address, beginning with https://.",
        )
    address = parse_address(url)
    if (
        address is None
        or not url.startswith("https://")
        or stripped(url) != url
        or " " in url
        or "\\" in url.partition("?")[0]
    ):
        raise _malformed(url, "a browser could not open it, or would read it differently")
    if address.userinfo:
        raise _malformed(url, "it holds a user name, which would be shown to every visitor")
    if "." not in address.host.strip("."):
        raise _malformed(url, f"{address.host} is no host that visitors can reach")
    return url


def check_onelink(base: str) -> str:
    """A OneLink template on onelink.me or a branded domain.

    A second path segment (`/A1b2/promo`, a custom link) is accepted, since links made from it work;
    `is_custom_link` recognises it, because the parameters stored in it apply as well.

    Raises:
        InputError: `url-not-https`, `url-malformed`, or `onelink-malformed` for an https address
            that can be no OneLink.
    """
    check_https_url(base)
    address = parse_address(base)
    if address is None or address.path == "/" or not is_onelink_base(base):
        raise InputError(
            "onelink-malformed",
            f"{_shown(base)} lacks the id of a OneLink template.",
            "Copy the template's address from AppsFlyer, such as https://brand.onelink.me/A1b2.",
        )
    return base


def is_custom_link(base: str) -> bool:
    """Whether a OneLink is a custom link (template and name) and not a bare template."""
    address = parse_address(base)
    return address is not None and len([part for part in address.path.split("/") if part]) > 1


def check_platform(platform: str) -> str:
    """The platform of a direct link, in lower case.

    Raises:
        InputError: `platform-unknown`.
    """
    known = platform.lower()
    if known in PLATFORMS:
        return known
    from difflib import get_close_matches  # only needed when something is wrong

    close = get_close_matches(known, PLATFORMS, 1)
    raise InputError(
        "platform-unknown",
        f"{_shown(platform)} is no platform that AppsFlyer has direct links for.",
        f"Did you mean {close[0]}?" if close else f"Choose one of {', '.join(sorted(PLATFORMS))}.",
    )


def check_app_id(platform: str, app_id: str) -> str:
    """The id of an app on a platform.

    Raises:
        InputError: `app-id-malformed`.
    """
    shapes = {
        "ios": (_APPLE_ID, "the id from the App Store with id before it, such as id123456789"),
        "android": (_PACKAGE, "the package name, such as com.example.app"),
    }
    shape, words = shapes.get(platform.lower(), (_APP_ID, "the id as AppsFlyer lists the app"))
    if not shape.fullmatch(app_id):
        raise InputError(
            "app-id-malformed",
            f"{_shown(app_id)} cannot be the id of an app on {platform}.",
            f"Write {words}.",
        )
    return app_id


def _malformed(url: str, why: str) -> InputError:
    return InputError(
        "url-malformed",
        f"{_shown(url)} is no address that a link can lead to: {why}.",
        "Copy the address from the browser's address bar.",
    )


def _shown(text: str) -> str:
    """The text as a message quotes it: printable, and not longer than a line."""
    quoted = repr(text)
    return quoted if len(quoted) <= 80 else quoted[:76] + "...'"
