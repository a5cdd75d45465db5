"""What a publish tells while it works."""

from typing import Protocol

from msgspec import Struct

from generator.errors import Problem


class Compared(Struct, frozen=True):
    """What is to be done at one target is known.

    Attributes:
        site: The site's name.
        target: What people call the target.
        sends: Names of files to be brought.
        deletions: Names of files to be removed.
        waiting: How many old files stay for now.
        foreign: How many files there are not ours.
        dry_run: Whether it is only looked at.
    """

    site: str
    target: str
    sends: tuple[str, ...]
    deletions: tuple[str, ...]
    waiting: int
    foreign: int
    dry_run: bool


class FileDone(Struct, frozen=True):
    """One file was brought or removed."""

    name: str
    done: int
    total: int


class CommandStarts(Struct, frozen=True):
    """A command of the author's is about to run."""

    site: str
    command: str
    dry_run: bool


class PublishFailed(Struct, frozen=True):
    """The publish ended early; what was brought stays."""

    problems: tuple[Problem, ...]


class Published(Struct, frozen=True):
    """One site is at its target.

    Attributes:
        site: The site's name.
        target: What people call the target.
        files: How many files the site has there.
        sent: Names of files that were brought, or would be.
        sent_bytes: Their size.
        deleted: Names of files that were removed, or would be.
        waiting: How many old files stay for now.
        foreign: How many files there are not ours.
        changed_urls: Every address at which a cache may hold something older.
        seconds: How long it took.
        dry_run: Whether nothing was done.
        command: The author's command, if that is what brought it.
    """

    site: str
    target: str
    files: int
    sent: tuple[str, ...]
    sent_bytes: int
    deleted: tuple[str, ...]
    waiting: int
    foreign: int
    changed_urls: tuple[str, ...]
    seconds: float
    dry_run: bool
    command: str = ""


PublishEvent = Compared | FileDone | CommandStarts | PublishFailed | Published


class PublishReporter(Protocol):
    """Whoever wants to know."""

    def report(self, event: PublishEvent) -> None:
        """Take note of an event."""
