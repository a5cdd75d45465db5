"""Who is told what a build does: a person at a terminal, a machine, or nobody."""

import json
import sys
from typing import Any

import click

from generator.build.events import Event, Failed, PageRendered, Started, Summary
from generator.cli.messages import (
    notes_text,
    profile_text,
    shown_path,
    started_text,
    summary_text,
    warnings_text,
)
from generator.errors import Problem
from generator.plain_data import plain_data


class TextReporter:
    """Progress on stderr (one line that moves at a terminal), one summary line on stdout."""

    def __init__(self, *, quiet: bool = False, profile: bool = False) -> None:
        self._quiet = quiet
        self._profile = profile
        self._live = sys.stderr.isatty() and not quiet
        self._made = 0

    def report(self, event: Event) -> None:
        """Say what a person wants to know of the event."""
        match event:
            case Started():
                self._say(started_text(event))
            case PageRendered():
                self._made += 1
                if self._live:
                    click.echo(f"\r\033[K[{self._made:,}] {event.url}", err=True, nl=False)
            case Failed():
                self._clear()
            case Summary():
                self._clear()
                if event.warnings:
                    click.echo(warnings_text(event.warnings), err=True)
                if self._profile:
                    click.echo(profile_text(event), err=True)
                if not self._quiet:
                    click.echo(summary_text(event))
                    if event.notes and event.written:  # else it was said before
                        click.echo(notes_text(event), err=True)

    def _say(self, text: str) -> None:
        if not self._quiet and not self._live:
            click.echo(text, err=True)

    def _clear(self) -> None:
        if self._live:
            click.echo("\r\033[K", err=True, nl=False)


class JsonReporter:
    """One JSON object on stdout: the summary, or the problems."""

    def report(self, event: Event) -> None:
        """Print the object when the build has ended."""
        match event:
            case Summary():
                data = plain_data(event)
                data["output"] = str(event.output)
                data["profile"] = {
                    name: {"seconds": round(seconds, 6), "times": times}
                    for name, (seconds, times) in event.profile.items()
                }
                data["warnings"] = [problem_data(problem) for problem in event.warnings]
                self._print({"ok": True, **data})
            case Failed():
                self._print({"ok": False, "problems": [problem_data(p) for p in event.problems]})
            case _:
                pass

    def _print(self, data: dict[str, Any]) -> None:
        click.echo(json.dumps(data, ensure_ascii=False))


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem for machines."""
    place = problem.place
    return {
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": shown_path(place.file) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "excerpt": problem.excerpt,
    }
