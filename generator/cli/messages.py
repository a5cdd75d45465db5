"""Every sentence that a command says to people, and how problems look."""

import io
import os
import time
from collections.abc import Sequence
from pathlib import Path

import click

from generator.build.events import Started, Summary
from generator.check.findings import SEVERITIES, Results, Severity
from generator.errors import Place, Problem, UsageError

_LONGEST_EXCERPT = 110
_MOST_WARNINGS = 8
_MOST_ALIKE, _MOST_NAMED = 3, 5
"""Of problems that are the same: how many are shown in full, and how many more places are named."""
_COLORS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


def usage_text(error: UsageError) -> str:
    """A wrong call, and what to do."""
    text = click.style("Error: ", fg="red", bold=True) + error.message
    return f"{text}\n{error.hint}" if error.hint else text


def problems_text(problems: Sequence[Problem], end: str = "Nothing was written.") -> str:
    """All problems: place, sentence, the line with a caret, what to do, the count, and an end.

    What is the same word for word in many places, as what site.yaml lacks is for each of its pages,
    is shown in the first of them; the other places are only named or counted.
    """
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    blocks = []
    for problem in problems:
        same = alike.setdefault((problem.code, problem.message, problem.hint), [])
        same.append(problem)
        if len(same) <= _MOST_ALIKE:
            blocks.append(problem_text(problem))
    blocks += [_further(same[_MOST_ALIKE:]) for same in alike.values() if len(same) > _MOST_ALIKE]
    count = counted(len(problems), "problem")
    last = click.style(f"{count}. {end}", fg="red", bold=True)
    return "\n\n".join([*blocks, last])


def problem_text(problem: Problem) -> str:
    """One problem, as a person in a hurry reads it."""
    place = f"{place_text(problem.place)}  " if problem.place else ""
    lines = [
        click.style(place, bold=True) + click.style(problem.code, fg="yellow"),
        f"  {problem.message}",
    ]
    if problem.excerpt.strip() and problem.place and problem.place.line:
        lines.extend(_excerpt(problem.excerpt, problem.place))
    lines.extend(f"  (see also {place_text(place)})" for place in problem.related)
    if problem.hint:
        lines.append(click.style("  → ", fg="green") + problem.hint)
    return "\n".join(lines)


def _further(problems: Sequence[Problem]) -> str:
    code = click.style(problems[0].code, fg="yellow")
    places = [place_text(one.place) for one in problems[:_MOST_NAMED] if one.place]
    more = [f"{len(problems) - len(places)} more"] if len(places) < len(problems) else []
    return "\n".join([f"{code}  also in:", *(f"  {place}" for place in [*places, *more])])


def finding_text(severity: Severity, problem: Problem) -> str:
    """One finding of a check."""
    label = click.style(f"{severity:<7}", fg=_COLORS[severity], bold=True)
    return f"{label}  {problem_text(problem)}"


def results_text(results: Results) -> str:
    """The lines that a check ends with."""
    told = ", ".join(counted(results.count(severity), severity) for severity in SEVERITIES)
    quiet = f", {len(results.silenced)} silenced" if results.silenced else ""
    lines = [f"Checked {counted(results.pages, 'page')}: {told}{quiet}."]
    if results.problems:
        lines.insert(0, "Pages with problems could not be checked in full.")
    codes = {finding.problem.code for finding in results.findings}
    if codes:
        lines.append(f"More about one: landfast check --explain {min(codes)}")
    return "\n".join(lines)


def warnings_text(warnings: Sequence[Problem]) -> str:
    """The warnings of a build, each on one line."""
    shown = [f"  {_short(problem)}" for problem in warnings[:_MOST_WARNINGS]]
    if len(warnings) > _MOST_WARNINGS:
        shown.append(f"  and {len(warnings) - _MOST_WARNINGS} more")
    head = click.style(counted(len(warnings), "warning"), fg="yellow", bold=True)
    return "\n".join([f"{head} (landfast check says what to do):", *shown])


def _short(problem: Problem) -> str:
    place = f"{place_text(problem.place)}  " if problem.place else ""
    return f"{place}{click.style(problem.code, fg='yellow')}  {problem.message}"


def place_text(place: Place) -> str:
    """`file:line:column`, relative to here where that is shorter, so that editors open it."""
    return str(Place(Path(shown_path(place.file)), place.line, place.column))


def shown_path(path: Path) -> str:
    """A path as the user would type it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return relative if len(relative) < len(str(path)) else str(path)


def _excerpt(line: str, place: Place) -> list[str]:
    line = line.replace("\t", " ")
    column = max(place.column, 1)
    start = max(0, column - _LONGEST_EXCERPT // 2) if len(line) > _LONGEST_EXCERPT else 0
    shown = line[start : start + _LONGEST_EXCERPT]
    number = f"{place.line:>5} │ "
    caret = " " * (len(number) - 2) + "│ " + " " * (column - 1 - start)
    return [
        click.style(number, dim=True) + shown,
        click.style(caret, dim=True) + click.style("^", fg="red", bold=True),
    ]


def started_text(event: Started) -> str:
    """What is about to be made."""
    what = f"{counted(event.files, 'page file')} of {counted(event.sites, 'site')}"
    if not event.changed:
        return f"Nothing to make anew: {what} are as they were ..."
    others = f" in {event.jobs} processes" if event.jobs > 1 else ""
    return f"Reading {what}{others} ..."


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 page, 2 pages."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary_text(summary: Summary) -> str:
    """The one line that a build ends with."""
    changes = f"{summary.written} changed"
    if summary.removed:
        changes += f", {summary.removed} removed"
    made = "" if summary.made == summary.pages else f" ({summary.made} made anew)"
    return (
        f"Built {counted(len(summary.sites), 'site')}: {counted(summary.pages, 'page')}{made}, "
        f"{counted(summary.files, 'file')} ({changes}), "
        f"{size_text(summary.bytes)} in {summary.seconds:.2f} s → {shown_path(summary.output)}"
    )


def profile_text(summary: Summary) -> str:
    """What each stage of a build took, the longest first."""
    total = sum(seconds for seconds, _ in summary.profile.values()) or 1.0
    lines = [f"{'stage':<24}{'seconds':>10}{'share':>8}{'times':>9}{'ms each':>10}"]
    for name, (seconds, times) in sorted(summary.profile.items(), key=lambda row: -row[1][0]):
        lines.append(
            f"{name:<24}{seconds:>10.3f}{seconds / total:>8.1%}{times:>9,}"
            f"{seconds * 1000 / times:>10.3f}"
        )
    lines.append(f"{'all processes':<24}{total:>10.3f}")
    return "\n".join(lines)


def notes_text(summary: Summary) -> str:
    """What the hosts of each site need or cannot do; empty where there is nothing to say."""
    return "\n".join(
        f"{click.style(site, bold=True)}  {note}"
        for site, notes in summary.notes.items()
        for note in notes
    )


def size_text(size: int) -> str:
    """Bytes as people say them."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.1f} kB"
    return f"{size / 1_000_000:.1f} MB"


def serving_text(url: str, sites: int, pages: int, seconds: float) -> str:
    """Where the preview is."""
    what = f"{counted(pages, 'page')} of {counted(sites, 'site')}"
    return f"Serving {what} (read in {seconds:.2f} s) at {click.style(url, bold=True)}"


def lan_text(url: str) -> str:
    """The way for phones, and what comes with it."""
    import segno

    code = io.StringIO()
    segno.make(url, error="l", micro=False).terminal(code, border=2, compact=True)
    return (
        f"On phones in the same network: {click.style(url, bold=True)}\n{code.getvalue()}"
        "Everybody in this network can see these unpublished pages until you press Ctrl-C, so use "
        "it only in a network that you trust."
    )


def updated_text(paths: Sequence[Path], seconds: float) -> str:
    """Which files have changed, and how long it took to take that up."""
    names = [shown_path(path) for path in paths[:3]]
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    clock = time.strftime("%H:%M:%S")
    return f"{click.style(clock, dim=True)}  {', '.join(names)}{more} ({seconds * 1000:.0f} ms)"
