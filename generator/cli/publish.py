"""`landfast publish`."""

from collections.abc import Mapping
from pathlib import Path

import click
from msgspec.structs import replace

from generator.build.workspace import Workspace
from generator.cli.publish_reporters import PublishJsonReporter, PublishTextReporter
from generator.errors import SiteError, UsageError
from generator.publish.command import run_command
from generator.publish.events import Published, PublishFailed, PublishReporter
from generator.publish.folder import FolderTarget
from generator.publish.publish import Options, publish
from generator.publish.s3 import S3Target
from generator.render import Themes
from generator.site import SiteConfig, load_config
from generator.site.hosting import AnyTarget
from generator.site.hosting import CommandTarget as CommandSettings
from generator.site.hosting import FolderTarget as FolderSettings
from generator.spelling import closest


@click.command("publish")
@click.argument("target", metavar="TARGET")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--dry-run/--no-dry-run", default=False, help="Only list what would happen.")
@click.option(
    "--prune/--no-prune",
    default=False,
    help="Also remove what the sites have no more: pages at once, assets after a day.",
)
@click.option(
    "--force/--no-force",
    default=False,
    help="Replace files that Landfast did not put there, where files of the site belong.",
)
@click.option("--all/--changed", "everything", default=False, help="Send unchanged files too.")
@click.option(
    "--jobs", type=click.IntRange(1, 128), default=16, help="Files at once.", show_default=True
)
@click.option(
    "--urls",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Write the addresses that changed to this file, one a line, for a cache purge.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Publish from this folder instead of output/.",
)
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@click.option("--quiet/--no-quiet", "-q", default=False, help="Say nothing unless it fails.")
def command(
    target: str,
    sites: tuple[str, ...],
    dry_run: bool,
    prune: bool,
    force: bool,
    everything: bool,
    jobs: int,
    urls: str | None,
    output: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Bring what has changed of SITEs, or of all that have it, to TARGET.

    TARGET is a name under `publish` in site.yaml. Assets are sent first, then pages, so that at
    every moment each page has all its parts; a publish that was stopped is completed by the next.
    """
    workspace = Workspace.find(Path.cwd())
    settings = _targets(workspace, target, sites)
    reporter = PublishJsonReporter() if as_json else PublishTextReporter(quiet=quiet)
    how = Options(dry_run, prune, force, everything, jobs)
    changed: list[str] = []
    try:
        for name, (config, chosen) in settings.items():
            built = output or workspace.output
            done = _publish(name, target, config, chosen, workspace, built, reporter, how)
            changed.extend(done.changed_urls)
    except SiteError as error:
        reporter.report(PublishFailed(error.problems))
        return 1
    if urls is not None:
        with click.open_file(urls, "w", encoding="utf-8") as file:
            file.write("".join(f"{url}\n" for url in changed))
    if isinstance(reporter, PublishJsonReporter):
        reporter.finish()
    return 0


def _publish(
    site: str,
    name: str,
    config: SiteConfig,
    target: AnyTarget,
    workspace: Workspace,
    output: Path,
    reporter: PublishReporter,
    how: Options,
) -> Published:
    if isinstance(target, CommandSettings):
        memory = workspace.cache / "published" / f"{site}.{name}.json"
        return run_command(
            site, config.base_url, output, target.run, workspace.root, memory, reporter, how
        )
    how = replace(how, keep_hours=float(target.keep_hours))
    if isinstance(target, FolderSettings):
        folder = FolderTarget((workspace.root / Path(target.path).expanduser()).resolve())
        folder.prepare(output)
        return publish(site, config.base_url, output, folder, reporter, how)
    bucket = S3Target(target, jobs=how.jobs)
    return publish(site, config.base_url, output, bucket, reporter, how)


def _targets(
    workspace: Workspace, target: str, sites: tuple[str, ...]
) -> Mapping[str, tuple[SiteConfig, AnyTarget]]:
    """The settings of a target by site."""
    themes = Themes([workspace.themes])
    configs = {
        folder.name: load_config(folder, themes.defaults)
        for folder in workspace.site_folders(sites)
    }
    found = {
        name: (config, config.publish[target])
        for name, config in configs.items()
        if target in config.publish
    }
    missing = [name for name in sites if name not in found]
    if found and not missing:
        return found
    known = sorted({name for config in configs.values() for name in config.publish})
    close = closest(target, known, 0.5)
    meant = f"Did you mean {close}? " if close else ""
    names = f"There are: {', '.join(known)}." if known else "There is none yet."
    where = f"{', '.join(missing)} has" if missing else "No site has"
    verb = f"{where} no target {target!r}." if missing else f"{where} a target {target!r}."
    raise UsageError(
        verb, f"{meant}{names} Targets stand under `publish` in site.yaml (docs/publishing.md)."
    )
