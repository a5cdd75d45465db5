"""Checking sites: everything is read and rendered as a build would, and nothing is written."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from generator.build.plan import make_plan
from generator.build.workspace import Workspace
from generator.check.findings import Results
from generator.check.inspection import PageInspector, PageReport, conclude
from generator.check.rule import Rule
from generator.check.rules import RULES
from generator.errors import Problem, SiteError
from generator.media.steady import SteadyMediaStore
from generator.render import Renderer, Themes
from generator.site import Site, load_what_is_right


def check_sites(
    workspace: Workspace,
    site_names: Sequence[str] = (),
    *,
    rules: Sequence[Rule] = RULES,
    online: bool = False,
    now: datetime | None = None,
) -> Results:
    """All findings of some sites, or of all, and the problems that would keep them from building.

    Pages without problems are looked at also where others have some.

    Args:
        workspace: Where the sources are.
        site_names: Folders under `sites/`; all of them if empty.
        rules: What to look for.
        online: Whether to ask the hosts that links lead to.
        now: The moment by which offers are judged, if not this one.

    Raises:
        UsageError: a site does not exist.
    """
    themes = Themes([workspace.themes])
    store = SteadyMediaStore(workspace.cache / "media")
    inspector = PageInspector(store, rules, online=online)
    problems: list[Problem] = []
    broken: set[str] = set()
    reports: list[PageReport] = []
    folders = workspace.site_folders(site_names)
    for site in _read(folders, themes, now, problems, broken):
        renderer = Renderer(site, themes, store)
        try:
            for planned in make_plan([site]):
                rendered = None
                try:
                    rendered = renderer.render(planned.source)
                except SiteError as error:
                    problems.extend(error.problems)
                    broken.add(site.name)
                reports.append(inspector.look(planned, rendered))
        except SiteError as error:  # after the last page: what is wrong with others
            problems.extend(error.problems)
            broken.add(site.name)
    return conclude(reports, problems, rules=rules, online=online, broken_sites=broken)


def _read(
    folders: Iterable[Path],
    themes: Themes,
    now: datetime | None,
    problems: list[Problem],
    broken: set[str],
) -> Iterable[Site]:
    """The sites that can be used, one by one; what is wrong is added to `problems`."""
    for folder in folders:
        site, found = load_what_is_right(folder, themes.defaults, now=now)
        problems.extend(found)
        if found:
            broken.add(folder.name)
        if site is not None:
            yield site
