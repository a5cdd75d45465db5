"""The Content-Type of each file: what a host gets wrong, a phone opens as text."""

from pathlib import PurePosixPath

from generator.media.asset import MEDIA_TYPES

_TEXTS = frozenset({"css", "csv", "html", "ics", "js", "svg", "txt", "vtt", "xml"})

CONTENT_TYPES = {
    "html": "text/html",
    "ics": "text/calendar",
    **MEDIA_TYPES,
}
"""Media types by extension, the page's own included."""


def content_type(path: str) -> str:
    """The header's value for the file at `path`, with the charset where text has one."""
    suffix = PurePosixPath(path).suffix.lower().lstrip(".")
    kind = CONTENT_TYPES.get(suffix, "application/octet-stream")
    return f"{kind}; charset=utf-8" if suffix in _TEXTS else kind
