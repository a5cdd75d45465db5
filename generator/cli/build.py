"""`landfast build`."""

from datetime import datetime
from pathlib import Path

import click

from generator.build.build import build
from generator.build.workspace import Workspace
from generator.check.build_inspector import BuildInspector
from generator.cli.date_option import date_option
from generator.cli.reporters import JsonReporter, TextReporter
from generator.errors import SiteError
from generator.media import MediaStore


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
@click.option(
    "--check/--no-check",
    default=True,
    show_default=True,
    help="Refuse what would be rejected or is broken, and tell what is at risk.",
)
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@click.option("--quiet/--no-quiet", "-q", default=False, help="Say nothing unless it fails.")
@date_option
def command(
    sites: tuple[str, ...],
    output: Path | None,
    force: bool,
    check: bool,
    as_json: bool,
    quiet: bool,
    now: datetime | None,
) -> int:
    """Build SITEs (folders under sites/), or all of them, into output/.

    A build is all or nothing: with a problem anywhere, all problems are told and the earlier
    output stays as it was. It asks the rules of `landfast check` that cost next to nothing: their
    errors refuse the build, their warnings are told on stderr.
    """
    workspace = Workspace.find(Path.cwd())
    reporter = JsonReporter() if as_json else TextReporter(quiet=quiet)
    inspector = None
    if check:
        store = MediaStore(workspace.cache / "media")
        inspector = BuildInspector(store)
    try:
        build(
            workspace,
            reporter,
            site_names=sites,
            output=output,
            force=force,
            now=now,
            inspector=inspector,
        )
    except SiteError:
        if as_json:
            return 1
        raise
    return 0
