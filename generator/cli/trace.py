"""`landfast trace`."""

import json
from datetime import datetime
from pathlib import Path

import click

from generator.build.plan import PlannedPage, make_plan
from generator.build.workspace import Workspace
from generator.check.trace import SAMPLES, Trace, trace
from generator.cli.date_option import date_option
from generator.errors import SiteError, UsageError
from generator.media import MediaStore
from generator.plain_data import plain_data
from generator.render import Themes
from generator.site import load_what_is_right
from generator.site.problem_list import ProblemList
from generator.spelling import closest

_MOST_NAMES = 40


@click.command("trace")
@click.argument("page", metavar="PAGE")
@click.argument("url", required=False, default="", metavar="[URL]")
@click.option(
    "--sample",
    type=click.Choice(list(SAMPLES)),
    help="A URL as this network's ads bring it, instead of URL.",
)
@click.option("--referrer", default="", help="The page that the visitor comes from.")
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@date_option
def command(
    page: str, url: str, sample: str | None, referrer: str, as_json: bool, now: datetime | None
) -> int:
    """Show what PAGE makes of a visit: every outgoing link and the impression, and why.

    PAGE is SITE/PATH as below output/ (aurora/glow), the page's source file, or its address. URL is
    what the visitor arrives with: an ad's whole URL, or its query alone.
    """
    if sample is not None and url:
        raise UsageError("URL and --sample say the same thing.", "Leave one of them out.")
    workspace = Workspace.find(Path.cwd())
    planned = _find(workspace, page, now)
    arriving = f"?{SAMPLES[sample]}" if sample is not None else url
    result = trace(planned, arriving, MediaStore(workspace.cache / "media"), referrer)
    click.echo(json.dumps(plain_data(result), ensure_ascii=False) if as_json else _text(result))
    return 0


def _find(workspace: Workspace, wanted: str, now: datetime | None) -> PlannedPage:
    """The page of that name. Mistakes elsewhere do not matter; if it is not found, they are told.

    Raises:
        UsageError: there is no such page.
        SiteError: there is none, and some have problems.
    """
    wishes = {wanted, wanted.strip("/"), wanted.split("?")[0], str(Path(wanted).absolute())}
    themes = Themes([workspace.themes])
    known: list[str] = []
    problems = ProblemList()
    for folder in workspace.site_folders():
        site, found = load_what_is_right(folder, themes.defaults, now=now)
        for problem in found:
            problems.add(problem)
        if site is None:
            continue
        try:
            for planned in make_plan([site]):
                name = planned.output.parent.as_posix()
                known.append(name)
                if wishes & {name, planned.url, str(planned.source.source)}:
                    return planned
        except SiteError as error:
            problems.extend(error)
    problems.raise_any()
    close = closest(wanted, known, 0.5)
    meant = f"Did you mean {close}? " if close else ""
    shown = ", ".join(known[:_MOST_NAMES]) + (" ..." if len(known) > _MOST_NAMES else "")
    raise UsageError(f"There is no page {wanted!r}.", f"{meant}There are: {shown}.")


def _text(result: Trace) -> str:
    blocks = [click.style("Arrives", bold=True) + f"  {_shortened(result.url, 300)}"]
    if result.incoming:
        rows = [(row.name, _shortened(row.value), row.fate) for row in result.incoming]
        blocks.append(_table(rows))
    for link in result.links:
        head = f"{click.style(link.id, bold=True)}  {link.label}"
        length = f"  {len(link.url)} of {result.budget} characters"
        lines = [head, f"  {link.url}"]
        if link.reason:
            lines.append(click.style(f"  The page's static link. {link.reason}", fg="yellow"))
        elif link.parameters:
            rows = [(name, _shortened(value), why) for name, value, why in link.parameters]
            lines.append(_table(rows))
        if link.dropped:
            lines.append(f"  Left out to fit: {', '.join(link.dropped)}")
        blocks.append("\n".join([*lines, length]))
    impression = result.impression or "none is sent"
    when = "  after the visitor's consent" if result.waits and result.impression else ""
    blocks.append(f"{click.style('Impression', bold=True)}{when}\n  {impression}")
    if result.variants:
        total = sum(weight for _, weight in result.variants)
        shares = [f"  {100 * weight / total:3.0f} %  {url}" for url, weight in result.variants]
        head = click.style("Versions", bold=True)
        blocks.append("\n".join([f"{head}  among which this page divides its visitors", *shares]))
    return "\n\n".join(blocks)


def _table(rows: list[tuple[str, str, str]]) -> str:
    first = max(len(row[0]) for row in rows)
    second = max(len(row[1]) for row in rows)
    return "\n".join(f"  {a:<{first}}  {b:<{second}}  {c}".rstrip() for a, b, c in rows)


def _shortened(text: str, most: int = 44) -> str:
    return text if len(text) <= most else f"{text[: most - 10]}…{text[-8:]}"
