"""The build: read, plan, render, write. This function is its specification."""

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from generator.build.events import Failed, PageRendered, Reporter, Started, Summary
from generator.build.inspection import Inspection, Inspector
from generator.build.output import OutputFolder
from generator.build.plan import Plan, PlannedPage, make_plan
from generator.build.site_files import SiteFiles
from generator.build.workspace import Workspace
from generator.errors import SiteError
from generator.media import Asset, MediaStore
from generator.render import Renderer, Themes
from generator.site import Site, load_site, problems_of_pages
from generator.site.problem_list import ProblemList


def build(
    workspace: Workspace,
    reporter: Reporter,
    *,
    site_names: Sequence[str] = (),
    output: Path | None = None,
    force: bool = False,
    now: datetime | None = None,
    inspector: Inspector | None = None,
) -> Summary:
    """Make the pages of some sites, or of all, and publish them in the output folder at once.

    Pages are read, rendered and staged one by one; a problem anywhere ends the build after the last
    of them, with all problems told and nothing published.

    Args:
        workspace: Where the sources are.
        reporter: Is told what happens.
        site_names: Folders under `sites/`; all of them if empty.
        output: Where the pages land, if not in the workspace's `output/`.
        force: Also write into a folder that holds files of somebody else.
        now: The moment by which offers are judged, if not this one.
        inspector: Looks at the pages before they are published.

    Raises:
        UsageError: a site does not exist.
        SiteError: with every problem that was found; the output is as it was.
    """
    started = time.perf_counter()
    folder = OutputFolder(output or workspace.output, force=force)
    try:
        themes = Themes([workspace.themes])
        sites = read_sites(workspace.site_folders(site_names), themes, now=now)
        plan = make_plan(sites)
        reporter.report(Started(len(sites), len(plan)))
        names = [site.name for site in sites]
        with folder.transaction(names, complete=not site_names) as transaction:
            store = MediaStore(workspace.cache / "media")
            renderers = {site.name: Renderer(site, themes, store) for site in sites}
            besides = {name: SiteFiles(renderer) for name, renderer in renderers.items()}
            problems = ProblemList()
            used: dict[str, Asset] = {}
            looked: list[Any] = []
            done = 0
            for page in _right_pages(plan, problems):
                try:
                    rendered = renderers[page.site.name].render(page.source)
                except SiteError as error:
                    problems.extend(error)
                    continue
                if inspector and (seen := inspector.look(page, rendered)):
                    looked.append(seen)
                html = besides[page.site.name].page(page, rendered)
                transaction.add_page(page.output, html)
                for asset in rendered.assets:
                    used[asset.name] = asset
                    path = PurePosixPath(page.site.name, "assets", asset.name)
                    transaction.add_asset(path, asset)
                done += 1
                size = len(html.encode())
                reporter.report(PageRendered(page.url, page.source.source, size, done, len(plan)))
            inspection = inspector.conclude(looked) if inspector else Inspection()
            for problem in inspection.errors:
                problems.add(problem)
            for files in besides.values():
                try:
                    found = files.add_to(transaction, complete=not problems)
                    used.update((asset.name, asset) for asset in found)
                except SiteError as error:
                    problems.extend(error)
            problems.raise_any()
            published = transaction.commit()
            if not site_names:
                store.prune(used.values())
    except SiteError as error:
        reporter.report(Failed(error.problems))
        raise
    summary = Summary(
        sites=tuple(names),
        pages=done,
        files=published.files,
        bytes=published.bytes,
        html_bytes=published.html_bytes,
        written=published.written,
        removed=published.removed,
        seconds=time.perf_counter() - started,
        output=folder.root,
        warnings=inspection.warnings,
        notes={name: tuple(files.notes) for name, files in besides.items() if files.notes},
    )
    reporter.report(summary)
    return summary


def _right_pages(plan: Plan, problems: ProblemList) -> Iterator[PlannedPage]:
    """The pages that can be rendered; what is wrong with the others is added to `problems`."""
    try:
        yield from plan
    except SiteError as error:
        problems.extend(error)


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
