"""`landfast check`."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from generator.build.build import read_sites
from generator.build.plan import make_plan
from generator.build.workspace import Workspace
from generator.check import anchors, attribution
from generator.check.findings import Finding, Severity, find
from generator.cli.date_option import date_option
from generator.cli.messages import counted, problem_text
from generator.cli.reporters import problem_data
from generator.media import MediaStore
from generator.render import Themes

RULES = (*anchors.RULES, *attribution.RULES)
_COLORS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


@click.command("check")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--strict/--no-strict", default=False, help="Fail on warnings too.")
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@date_option
def command(sites: tuple[str, ...], strict: bool, as_json: bool, now: datetime | None) -> int:
    """Look for what TikTok One's anchors would reject in SITEs, or in all of them.

    Checks the texts, pictures and clips of anchors, whether phones can play the clips, and the
    copies for AppsFlyer's raw-data reports. Exits with 1 when there is an error, or with --strict a
    warning.
    """
    workspace = Workspace.find(Path.cwd())
    themes = Themes([workspace.themes])
    plan = make_plan(read_sites(workspace.site_folders(sites), themes, now=now))
    findings = find(plan, MediaStore(workspace.cache / "media"), RULES)
    if as_json:
        click.echo(json.dumps({"findings": [_data(f) for f in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            color = _COLORS[finding.severity]
            click.echo(click.style(finding.severity, fg=color, bold=True), nl=False)
            click.echo(f"  {problem_text(finding.problem)}\n")
        counts = Counter(finding.severity for finding in findings)
        told = ", ".join(counted(counts[kind], kind) for kind in _COLORS)
        click.echo(f"Checked {counted(len(plan), 'page')}: {told}.")
    failing = ("error", "warning") if strict else ("error",)
    return int(any(finding.severity in failing for finding in findings))


def _data(finding: Finding) -> dict[str, object]:
    return {"severity": finding.severity, **problem_data(finding.problem)}
