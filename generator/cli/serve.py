"""`landfast serve`."""

import time
from datetime import datetime
from pathlib import Path

import click

from generator.build.workspace import Workspace
from generator.cli.date_option import date_option
from generator.cli.messages import counted, lan_text, problem_text, serving_text, updated_text
from generator.errors import Problem
from generator.preview.addresses import Doors, open_doors
from generator.preview.preview import Preview, Updated
from generator.preview.serve import serve


@click.command("serve")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to listen on: 8000 or the next free one if left out, any free one if 0.",
)
@click.option(
    "--lan/--no-lan",
    default=False,
    help="Let phones in the same network see the pages too. So can everybody else in it.",
)
@date_option
def command(sites: tuple[str, ...], port: int | None, lan: bool, now: datetime | None) -> int:
    """Show SITEs, or all of them, in the browser while they are being written.

    Pages are served from memory as a build would make them, drafts included, and follow their
    sources: content, themes, data and media. What they would send to AppsFlyer and TikTok is
    recorded here instead, and shown beside the page. Nothing is written to output/. Ctrl-C ends it.
    """
    workspace = Workspace.find(Path.cwd())
    workspace.site_folders(sites)
    doors = open_doors(port, lan=lan)
    serve(workspace, doors, _Terminal(), site_names=sites, now=now)
    click.echo("\nThe preview has ended.", err=True)
    return 0


class _Terminal:
    """Tells a person at a terminal what the preview does."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def started(self, preview: Preview, doors: Doors) -> None:
        """Say where the pages are."""
        workshop = preview.workshop
        seconds = time.perf_counter() - self._began
        pages = sum(len(shelf.entries) for shelf in workshop.shelves.values())
        click.echo(serving_text(doors.url, len(workshop.shelves), pages, seconds))
        if doors.lan_url:
            click.echo(lan_text(doors.lan_url))
        self._tell(workshop.problems)

    def updated(self, update: Updated) -> None:
        """Say what has changed, and what is wrong now."""
        click.echo(updated_text(update.paths, update.seconds))
        self._tell(update.problems)
        if update.mended:
            click.echo(click.style("All is well again.", fg="green"))

    def _tell(self, problems: tuple[Problem, ...]) -> None:
        if not problems:
            return
        for problem in problems:
            click.echo(f"\n{problem_text(problem)}", err=True)
        text = f"{counted(len(problems), 'problem')}. The browser shows the last good state."
        click.echo("\n" + click.style(text, fg="red", bold=True), err=True)
