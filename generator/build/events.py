"""What a build tells while it works. The builder never prints: reporters do."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from generator.errors import Problem


class Started(Struct, frozen=True):
    """What has changed is known.

    Attributes:
        sites: How many sites there are.
        files: How many page files they have.
        changed: How many orders will be worked off: a page file each, or some rows of one.
        jobs: How many processes do that.
    """

    sites: int
    files: int
    changed: int
    jobs: int


class PageRendered(Struct, frozen=True):
    """One page is made.

    Attributes:
        url: Its address.
        source: Its page file.
        html_bytes: The size of its HTML.
    """

    url: str
    source: str
    html_bytes: int


class Failed(Struct, frozen=True):
    """The build ended without touching the output."""

    problems: tuple[Problem, ...]


class Summary(Struct, frozen=True):
    """What a finished build made.

    Attributes:
        sites: Names of the sites.
        pages: How many pages there are.
        made: How many of them were made anew; the others have stayed as they were.
        files: How many files the output has, pages included.
        bytes: Their size.
        html_bytes: The size of the pages alone.
        written: Files that were new or different.
        removed: Files that no page needs any more.
        seconds: How long it took.
        output: Where they are.
        notes: What the hosts of each site need or cannot do, in sentences.
        warnings: What puts the pages at risk, if they were looked at.
        profile: The seconds and the number of times of each stage, over all processes.
    """

    sites: tuple[str, ...]
    pages: int
    made: int
    files: int
    bytes: int
    html_bytes: int
    written: int
    removed: int
    seconds: float
    output: Path
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    profile: Mapping[str, tuple[float, int]] = field(default_factory=dict)


Event = Started | PageRendered | Failed | Summary


class Reporter(Protocol):
    """Whoever wants to know."""

    def report(self, event: Event) -> None:
        """Take note of an event."""
