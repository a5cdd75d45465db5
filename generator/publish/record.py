"""What was published, as the target itself remembers it: one file of hashes, also of the names.

A target is often open to everybody, and some pages are meant for those alone who know their
address, so the record does not say names: who knows one can look it up, and nobody can read them
off.
"""

import json
from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct

from generator import __version__

_FORMAT = 1
PREFIX = ".landfast-published"


def record_name(site: str) -> str:
    """The record's own name at the target; two sites may share one."""
    return f"{PREFIX}-{site}"


def key_of(name: str) -> str:
    """How the record calls a file."""
    return sha256(name.encode()).hexdigest()[:32]


class Entry(Struct, frozen=True):
    """One file that was published.

    Attributes:
        stamp: Tells its content and headers from any others.
        tag: The target's own mark of what it holds (an ETag, a time of change); empty while the
            file is on its way.
        orphaned: When no page needed it any more, in seconds since 1970; 0 for a file in use.
    """

    stamp: str
    tag: str
    orphaned: int = 0


Entries = Mapping[str, Entry]


def read_record(text: str | None) -> dict[str, Entry]:
    """The entries of a record by `key_of` their names; none where it cannot be understood."""
    try:
        data = json.loads(text or "")
        if data["format"] != _FORMAT:
            return {}
        return {key: Entry(*row) for key, row in data["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def record_text(entries: Entries) -> str:
    """A record's text."""
    rows = {key: [e.stamp, e.tag, e.orphaned] for key, e in sorted(entries.items())}
    data = {"format": _FORMAT, "landfast": __version__, "files": rows}
    return json.dumps(data, separators=(",", ":")) + "\n"
