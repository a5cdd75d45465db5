"""The build: read, plan, render, write. This function is its specification."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from generator.build.events import Failed, PageRendered, Reporter, Started, Summary
from generator.build.output import OutputFolder
from generator.build.plan import make_plan
from generator.build.workspace import Workspace
from generator.errors import Problem, SiteError
from generator.media import Asset, MediaStore
from generator.render import Renderer, Themes
from generator.site import Site, load_site


def build(
    workspace: Workspace,
    reporter: Reporter,
    *,
    site_names: Sequence[str] = (),
    output: Path | None = None,
    force: bool = False,
) -> Summary:
    """Make the pages of some sites, or of all, and publish them in the output folder at once.

    Args:
        workspace: Where the sources are.
        reporter: Is told what happens.
        site_names: Folders under `sites/`; all of them if empty.
        output: Where the pages land, if not in the workspace's `output/`.
        force: Also write into a folder that holds files of somebody else.

    Raises:
        UsageError: a site does not exist.
        SiteError: with every problem that was found; the output is as it was.
    """
    started = time.perf_counter()
    folder = OutputFolder(output or workspace.output, force=force)
    try:
        themes = Themes([workspace.themes])
        sites = read_sites(workspace.site_folders(site_names), themes)
        plan = make_plan(sites)
        reporter.report(Started(len(sites), len(plan.pages)))
        names = [site.name for site in sites]
        with folder.transaction(names, complete=not site_names) as transaction:
            store = MediaStore(workspace.cache / "media")
            renderers = {site.name: Renderer(site, themes, store) for site in sites}
            problems: list[Problem] = []
            used: list[Asset] = []
            for number, page in enumerate(plan.pages, 1):
                try:
                    rendered = renderers[page.site.name].render(page.source)
                except SiteError as error:
                    problems.extend(error.problems)
                    continue
                transaction.add_page(page.output, rendered.html)
                used.extend(rendered.assets)
                for asset in rendered.assets:
                    path = PurePosixPath(page.site.name, "assets", asset.name)
                    transaction.add_asset(path, asset)
                size = len(rendered.html.encode())
                reporter.report(
                    PageRendered(page.url, page.source.source, size, number, len(plan.pages))
                )
            if problems:
                raise SiteError(problems)
            published = transaction.commit()
            if not site_names:
                store.prune(used)
    except SiteError as error:
        reporter.report(Failed(error.problems))
        raise
    summary = Summary(
        sites=tuple(names),
        pages=len(plan.pages),
        files=published.files,
        bytes=published.bytes,
        html_bytes=published.html_bytes,
        written=published.written,
        removed=published.removed,
        seconds=time.perf_counter() - started,
        output=folder.root,
    )
    reporter.report(summary)
    return summary


def read_sites(folders: Iterable[Path], themes: Themes) -> list[Site]:
    """All sites, read and validated.

    Raises:
        SiteError: with the problems of all of them.
    """
    sites: list[Site] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            sites.append(load_site(folder, themes.defaults))
        except SiteError as error:
            problems.extend(error.problems)
    if problems:
        raise SiteError(problems)
    return sites
