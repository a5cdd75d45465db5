"""The shortest build: nothing has changed since the last one, so nothing is read or loaded.

It loads no library for reading or rendering, only looks at the times and sizes of files.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from generator.build.events import Summary
from generator.build.inputs import GRANULARITY, Listing, list_files, tool_version
from generator.build.manifest import Manifest
from generator.build.record import BuildRecord, RecordFolder
from generator.build.workspace import Workspace
from generator.packaged import packaged_themes


def list_sources(workspace: Workspace, sites: Iterable[Path]) -> Listing:
    """Everything that a build of some sites may read: their folders, and all themes."""
    return list_files([*sites, workspace.themes, packaged_themes()])


def unchanged(
    workspace: Workspace,
    site_names: Sequence[str],
    output: Path,
    now: datetime,
    *,
    checked: bool,
    sources: Listing | None = None,
) -> Summary | None:
    """What the last build told, if another one would come to the same.

    Args:
        workspace: Where the sources are.
        site_names: Folders under `sites/`; all of them if empty.
        output: Where the pages land.
        now: The moment by which offers are judged.
        checked: Whether the pages are to be checked.
        sources: What `list_sources` has found, where it has looked already.

    Returns:
        None where something has changed, or may have.

    Raises:
        UsageError: a site does not exist.
    """
    folders = workspace.site_folders(site_names)
    record = RecordFolder(workspace.cache, output, tool_version()).read_build()
    if (
        record is None
        or record.sites != tuple(folder.name for folder in folders)
        or record.complete != (not site_names)
        or record.checked != checked
        or (record.after and record.after >= now)
        or (record.before and record.before <= now)
        or record.listing != (sources or list_sources(workspace, folders)).digest
        or not _is_intact(output, record)
    ):
        return None
    summary = record.summary
    return replace(summary, made=0, written=0, removed=0) if isinstance(summary, Summary) else None


def remember(records: RecordFolder, sources: Listing, record: BuildRecord) -> None:
    """Remember a build, unless its sources may have changed without their times telling.

    Args:
        records: Where.
        sources: The sources, as they were before they were read.
        record: The build.
    """
    if sources.newest + GRANULARITY < sources.looked:
        records.write_build(record)


def _is_intact(output: Path, record: BuildRecord) -> bool:
    """Whether the output holds what builds have left there, and nothing is on its way."""
    own = output / ".landfast"
    manifests = own / "manifests"
    if (own / "commit.json").exists() or not manifests.is_dir():
        return False
    names = {path.stem for path in manifests.glob("*.json")}
    if record.complete and names != set(record.sites):
        return False
    manifest = (Manifest.read(manifests / f"{site}.json") for site in record.sites)
    return all(one.files and one.is_intact(output) for one in manifest)
