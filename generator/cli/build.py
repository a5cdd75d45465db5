"""`landfast build`."""

from datetime import datetime
from pathlib import Path

import click

from generator.build.build import build
from generator.build.workspace import Workspace
from generator.cli.date_option import date_option
from generator.cli.reporters import JsonReporter, TextReporter
from generator.errors import SiteError


@click.command("build")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build into this folder instead of output/.",
)
@click.option(
    "--force/--no-force",
    default=False,
    help="Also build into a folder that holds files Landfast did not make; they stay.",
)
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@click.option("--quiet/--no-quiet", "-q", default=False, help="Say nothing unless it fails.")
@date_option
def command(
    sites: tuple[str, ...],
    output: Path | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    now: datetime | None,
) -> int:
    """Build SITEs (folders under sites/), or all of them, into output/.

    A build is all or nothing: with a problem anywhere, all problems are told and the earlier
    output stays as it was.
    """
    workspace = Workspace.find(Path.cwd())
    reporter = JsonReporter() if as_json else TextReporter(quiet=quiet)
    try:
        build(workspace, reporter, site_names=sites, output=output, force=force, now=now)
    except SiteError:
        if as_json:
            return 1
        raise
    return 0
