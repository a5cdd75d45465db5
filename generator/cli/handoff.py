"""`landfast handoff`."""

import json
from datetime import datetime
from pathlib import Path

import click

from generator.build.workspace import Workspace
from generator.cli.date_option import date_option
from generator.cli.messages import counted, problems_text, shown_path
from generator.errors import SiteError
from generator.handoff.files import hand_off


@click.command("handoff")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write into this folder instead of handoff/.",
)
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@date_option
def command(
    sites: tuple[str, ...], output: Path | None, as_json: bool, now: datetime | None
) -> int:
    """Write down what to paste where, for SITEs or for all of them.

    For each site one HTML page that can be printed and mailed, and the same as JSON and CSV: the
    address of each page's ads with TikTok's macros, samples and QR codes to try, the forms of
    anchors with counted texts and measured pictures, the mapping, the hosts to allow, and the
    settings in AppsFlyer and TikTok as a list to tick off.
    """
    workspace = Workspace.find(Path.cwd())
    try:
        written = hand_off(workspace, sites, output, now=now)
    except SiteError as error:
        click.echo(problems_text(error.problems), err=True)
        return 1
    if as_json:
        rows = [
            {
                "site": one.site,
                "pages": one.pages,
                "files": [shown_path(path) for path in one.files],
            }
            for one in written
        ]
        click.echo(json.dumps({"sites": rows}, ensure_ascii=False))
        return 0
    for one in written:
        paths = ", ".join(shown_path(path) for path in one.files)
        click.echo(f"{one.site}: {counted(one.pages, 'page')} → {paths}")
    return 0
