"""The headers of every answer, and how long each kind of file may be kept."""

from collections.abc import Mapping

REVALIDATED = "public, max-age=0, must-revalidate"
"""For pages: a browser asks each time, so that nobody sees yesterday's price."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""For assets: their names change with their content."""

FRAMES = "frame-ancestors 'self' https://*.tiktok.com"
"""In-app browsers open pages without a frame; TikTok's own tools show them in one."""

STANDARD: Mapping[str, str] = {
    # For this host alone: what else lives on the brand's domain is not the page's to decide.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    # Shops and AppsFlyer learn which site sent the visitor, but not the ad's parameters.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def site_headers(changes: Mapping[str, str]) -> dict[str, str]:
    """What every answer carries: the standard headers with the author's changes; `off` is none."""
    changed = {name.lower() for name in changes}
    headers = {name: value for name, value in STANDARD.items() if name.lower() not in changed}
    return headers | {name: value for name, value in changes.items() if value != "off"}


def cache_control(path: str) -> str:
    """For the file at `path` below the site's folder."""
    return IMMUTABLE if path.startswith("assets/") else REVALIDATED
