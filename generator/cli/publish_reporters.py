"""Who is told what a publish does: a person at a terminal, or a machine."""

import json
import sys
from typing import Any

import click

from generator.cli.messages import problems_text
from generator.cli.publish_messages import FAILED_END, compared_text, published_text
from generator.cli.reporters import problem_data
from generator.plain_data import plain_data
from generator.publish.events import (
    CommandStarts,
    Compared,
    FileDone,
    Published,
    PublishEvent,
    PublishFailed,
)


class PublishTextReporter:
    """Progress on stderr (one line that moves at a terminal), what was done on stdout."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty() and not quiet

    def report(self, event: PublishEvent) -> None:
        """Say what a person wants to know of the event."""
        match event:
            case Compared(dry_run=True):
                text = compared_text(event)
                if text and not self._quiet:
                    click.echo(text)
            case Compared():
                if event.sends and not self._quiet and not self._live:
                    click.echo(compared_text(event), err=True)
            case FileDone():
                if self._live:
                    line = f"\r\033[K[{event.done}/{event.total}] {event.name}"
                    click.echo(line, err=True, nl=False)
            case CommandStarts():
                if not self._quiet and not event.dry_run:
                    click.echo(f"Running: {event.command}", err=True)
            case PublishFailed():
                self._clear()
                click.echo(problems_text(event.problems, FAILED_END), err=True)
            case Published():
                self._clear()
                if not self._quiet:
                    click.echo(published_text(event))

    def _clear(self) -> None:
        if self._live:
            click.echo("\r\033[K", err=True, nl=False)


class PublishJsonReporter:
    """One JSON object on stdout, when all sites are done or one has failed."""

    def __init__(self) -> None:
        self._done: list[dict[str, Any]] = []

    def report(self, event: PublishEvent) -> None:
        """Remember what was done; a failure ends it."""
        match event:
            case Published():
                self._done.append(plain_data(event))
            case PublishFailed():
                problems = [problem_data(problem) for problem in event.problems]
                self._print({"ok": False, "published": self._done, "problems": problems})
            case _:
                pass

    def finish(self) -> None:
        """Print the object of a publish without a problem."""
        self._print({"ok": True, "published": self._done})

    def _print(self, data: dict[str, Any]) -> None:
        click.echo(json.dumps(data, ensure_ascii=False))
