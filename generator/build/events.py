"""What a build tells while it works. The builder never prints: reporters do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.errors import Problem


@dataclass(frozen=True)
class Started:
    """The sites are read and the plan is made."""

    sites: int
    pages: int


@dataclass(frozen=True)
class PageRendered:
    """One page is done."""

    url: str
    source: Path
    html_bytes: int
    done: int
    total: int


@dataclass(frozen=True)
class Failed:
    """The build ended without touching the output."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Summary:
    """What a finished build made.

    Attributes:
        sites: Names of the sites.
        pages: How many pages there are.
        files: How many files the output has, pages included.
        bytes: Their size.
        html_bytes: The size of the pages alone.
        written: Files that were new or different.
        removed: Files that no page needs any more.
        seconds: How long it took.
        output: Where they are.
        notes: What the hosts of each site need or cannot do, in sentences.
        warnings: What puts the pages at risk, if they were looked at.
    """

    sites: tuple[str, ...]
    pages: int
    files: int
    bytes: int
    html_bytes: int
    written: int
    removed: int
    seconds: float
    output: Path
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()


Event = Started | PageRendered | Failed | Summary


class Reporter(Protocol):
    """Whoever wants to know."""

    def report(self, event: Event) -> None:
        """Take note of an event."""
