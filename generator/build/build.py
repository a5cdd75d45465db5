"""The build: look for changes, make what has changed, write. This function is its specification."""

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from generator.build.crew import Crew
from generator.build.events import Failed, Reporter, Started, Summary
from generator.build.inputs import Inputs, Listing, tool_version
from generator.build.inspection import Inspection, Inspector
from generator.build.making import SiteMaker, SiteSetup
from generator.build.output import OutputFolder, Transaction
from generator.build.record import BuildRecord, RecordFolder, SiteRecord
from generator.build.site_files import SiteFiles
from generator.build.site_work import SiteWork
from generator.build.unchanged import list_sources, remember
from generator.build.workspace import Workspace
from generator.clock import build_time
from generator.errors import SiteError
from generator.media import Asset, MediaStore
from generator.render import Themes
from generator.site import Site, load_site, problems_of_pages
from generator.site.problem_list import ProblemList
from generator.stages import Stages


def build(
    workspace: Workspace,
    reporter: Reporter,
    *,
    site_names: Sequence[str] = (),
    output: Path | None = None,
    force: bool = False,
    jobs: int | None = None,
    now: datetime | None = None,
    inspector: Inspector | None = None,
    sources: Listing | None = None,
) -> Summary:
    """Make the pages of some sites, or of all, and publish them in the output folder at once.

    Only pages of which something has changed are made; the others stay as they are. Pages are
    staged one by one; a problem anywhere ends the build after the last of them, with all problems
    told and nothing published.

    Args:
        workspace: Where the sources are.
        reporter: Is told what happens.
        site_names: Folders under `sites/`; all of them if empty.
        output: Where the pages land, if not in the workspace's `output/`.
        force: Make every page anew, and also write into a folder that holds files of somebody else.
        jobs: How many processes make pages; as many as pay if left out.
        now: The moment by which offers are judged, if not this one.
        inspector: Looks at the pages before they are published.
        sources: What `list_sources` has found, where it has looked already.

    Raises:
        UsageError: a site does not exist.
        SiteError: with every problem that was found; the output is as it was.
    """
    started, stages, problems = time.perf_counter(), Stages(), ProblemList()
    now = now or build_time()
    folder = OutputFolder(output or workspace.output, force=force)
    records = RecordFolder(workspace.cache, folder.root, tool_version())
    roots = workspace.site_folders(site_names)
    names = [root.name for root in roots]
    try:
        with ExitStack() as stack:
            with stages("look for changes"):
                sources = sources or list_sources(workspace, roots)
                known = {n: SiteRecord() if force else records.read_site(n) for n in names}
                inputs = {n: Inputs(known[n].signatures, sources.states) for n in names}
            setups = [
                SiteSetup(r, workspace.themes, workspace.cache, now, inspector) for r in roots
            ]
            with stages("open sites"):
                makers = _open_sites(setups, inputs)
            transaction = stack.enter_context(folder.transaction(names, complete=not site_names))
            besides = {name: SiteFiles(maker.renderer) for name, maker in makers.items()}
            with stages("look for changes"):
                works = [
                    SiteWork(makers[n], known[n], inputs[n], transaction, besides[n], problems)
                    for n in names
                ]
            ordered = [order for work in works for order in work.orders]
            pages = sum(order.pages for order in ordered)
            crew = stack.enter_context(Crew(makers, jobs, pages))
            files = sum(len(work.files) for work in works)
            reporter.report(Started(len(works), files, len(ordered), crew.jobs))
            results = crew.make(ordered)
            for work in works:
                for event in work.carry_out(results, crew):
                    reporter.report(event)
            crew.dismiss()
            with stages("check"):
                inspection = _look_over(works, inspector, problems)
            with stages("files of hosts"):
                assets = [asset for work in works for asset in work.assets]
                assets += _add_files(besides.values(), transaction, problems)
            problems.raise_any()
            records.forget_build()
            with stages("write"):
                published = transaction.commit()
                for work in works:
                    records.write_site(work.name, work.record())
            if not site_names and (published.written or published.removed):
                MediaStore(workspace.cache / "media").prune(assets)
    except SiteError as error:
        reporter.report(Failed(error.problems))
        raise
    for maker in makers.values():
        stages.add(*maker.stages.taken())
    summary = Summary(
        sites=tuple(names),
        pages=sum(work.pages for work in works),
        made=sum(work.made for work in works),
        files=published.files,
        bytes=published.bytes,
        html_bytes=published.html_bytes,
        written=published.written,
        removed=published.removed,
        seconds=time.perf_counter() - started,
        output=folder.root,
        warnings=inspection.warnings,
        notes={name: tuple(beside.notes) for name, beside in besides.items() if beside.notes},
        profile={name: (stages.seconds[name], stages.times[name]) for name in stages.seconds},
    )
    after, before = _span(works)
    record = BuildRecord(
        sources.digest, not site_names, summary.sites, bool(inspector), after, before, summary
    )
    remember(records, sources, record)
    reporter.report(summary)
    return summary


def _open_sites(setups: Iterable[SiteSetup], inputs: Mapping[str, Inputs]) -> dict[str, SiteMaker]:
    """The makers of all sites, by name.

    Raises:
        SiteError: with all that is wrong with the sites, their pages included, where one of them
            cannot be opened.
    """
    makers: dict[str, SiteMaker] = {}
    problems = ProblemList()
    setups = list(setups)
    for setup in setups:
        # Before anybody reads them: a change while pages are made then shows in the next build.
        themes = [setup.root / "theme", *Themes([setup.themes]).search]
        inputs[setup.root.name].look_at(themes)
        inputs[setup.root.name].signature(str(setup.root / "site.yaml"))
        try:
            makers[setup.root.name] = SiteMaker(setup)
        except SiteError as error:
            problems.extend(error)
    if problems:
        roots = [setup.root for setup in setups]
        read_sites(roots, Themes([setups[0].themes]), now=setups[0].now)
    problems.raise_any()
    return makers


def _add_files(
    besides: Iterable[SiteFiles], transaction: Transaction, problems: ProblemList
) -> list[Asset]:
    """Put what sites have besides their pages into the output; the assets that it shows."""
    assets: list[Asset] = []
    for files in besides:
        try:
            assets += files.add_to(transaction, complete=not problems)
        except SiteError as error:
            problems.extend(error)
    return assets


def _look_over(
    works: Sequence[SiteWork], inspector: Inspector | None, problems: ProblemList
) -> Inspection:
    """What only all pages together show."""
    for work in works:
        work.look_over()
    found = (one for work in works for one in work.found)
    inspection = inspector.conclude(found) if inspector else Inspection()
    for problem in inspection.errors:
        problems.add(problem)
    return inspection


def _span(works: Sequence[SiteWork]) -> tuple[datetime | None, datetime | None]:
    """The moments between which no page of any site changes by itself."""
    afters = [after for work in works if (after := work.span[0])]
    befores = [before for work in works if (before := work.span[1])]
    return max(afters, default=None), min(befores, default=None)


def read_sites(
    folders: Iterable[Path], themes: Themes, *, now: datetime | None = None
) -> list[Site]:
    """All sites, read; their pages are validated as they are asked for.

    Raises:
        SiteError: with the problems of all of them, those of the others' pages included, where one
            cannot be read.
    """
    sites: list[Site] = []
    problems = ProblemList()
    for folder in folders:
        try:
            sites.append(load_site(folder, themes.defaults, now=now))
        except SiteError as error:
            problems.extend(error)
    if problems:
        for site in sites:
            for problem in problems_of_pages(site):
                problems.add(problem)
    problems.raise_any()
    return sites
