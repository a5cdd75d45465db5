"""`landfast build`."""

import gc
import time
from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import replace

from generator.build.unchanged import list_sources, unchanged
from generator.build.workspace import Workspace
from generator.cli.date_option import date_option
from generator.cli.reporters import JsonReporter, TextReporter
from generator.clock import build_time
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
    help="Make every page anew, and also build into a folder that holds files Landfast did not "
    "make; they stay.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    help="How many processes make pages. Left out: one for few pages, else one for each core.",
)
@click.option(
    "--check/--no-check",
    default=True,
    show_default=True,
    help="Refuse what would be rejected or is broken, and tell what is at risk.",
)
@click.option("--profile/--no-profile", default=False, help="Tell what each stage took.")
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@click.option("--quiet/--no-quiet", "-q", default=False, help="Say nothing unless it fails.")
@date_option
def command(
    sites: tuple[str, ...],
    output: Path | None,
    force: bool,
    jobs: int | None,
    check: bool,
    profile: bool,
    as_json: bool,
    quiet: bool,
    now: datetime | None,
) -> int:
    """Build SITEs (folders under sites/), or all of them, into output/.

    A build is all or nothing: with a problem anywhere, all problems are told and the earlier
    output stays as it was. It asks the rules of `landfast check` that cost next to nothing: their
    errors refuse the build, their warnings are told on stderr.
    """
    started = time.perf_counter()
    # Nearly all that a build makes is kept until its end. What templates leave behind is garbage,
    # of which `Litter` takes care.
    gc.disable()
    workspace = Workspace.find(Path.cwd())
    reporter = JsonReporter() if as_json else TextReporter(quiet=quiet, profile=profile)
    folder = output or workspace.output
    sources = None
    if not force and not profile:
        moment = now or build_time()
        sources = list_sources(workspace, workspace.site_folders(sites))
        same = unchanged(workspace, sites, folder, moment, checked=check, sources=sources)
        if same:
            reporter.report(replace(same, seconds=time.perf_counter() - started))
            return 0

    # What reads and renders takes longer to load than it takes to see that nothing has changed.
    from generator.build.build import build

    inspector = None
    if check:
        from generator.check.build_inspector import BuildInspector
        from generator.media.steady import SteadyMediaStore

        inspector = BuildInspector(SteadyMediaStore(workspace.cache / "media"))
    try:
        build(
            workspace,
            reporter,
            site_names=sites,
            output=folder,
            force=force,
            jobs=jobs,
            now=now,
            inspector=inspector,
            sources=sources,
        )
    except SiteError:
        if as_json:
            return 1
        raise
    return 0
