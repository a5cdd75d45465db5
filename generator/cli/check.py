"""`landfast check`."""

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator.build.workspace import Workspace
from generator.check.findings import SEVERITIES, Finding, Results
from generator.check.sites import check_sites
from generator.cli.date_option import date_option
from generator.cli.messages import counted, finding_text, results_text
from generator.cli.reporters import problem_data
from generator.errors import UsageError

_MOST_OF_A_KIND = 12


@click.command("check")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--strict/--no-strict", default=False, help="Fail on warnings too.")
@click.option("--online/--no-online", default=False, help="Also ask the hosts that links lead to.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How findings are written to stdout; github is for workflows of GitHub Actions.",
)
@click.option("--json/--no-json", "as_json", default=False, help="The same as --format json.")
@click.option(
    "--sarif",
    "sarif_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a SARIF file besides.",
)
@click.option("--explain", "code", metavar="CODE", help="Explain what a code means, and end.")
@date_option
def command(
    sites: tuple[str, ...],
    strict: bool,
    online: bool,
    shape: str,
    as_json: bool,
    sarif_file: Path | None,
    code: str | None,
    now: datetime | None,
) -> int:
    """Look for what TikTok's review, AppsFlyer or a browser would trip over in SITEs, or in all.

    Sources and pages are checked as they would be built; nothing is written. Errors are what would
    be rejected or is broken, warnings what is at risk, notes what is good to know. Exits with 1
    when there is an error, with --strict also for a warning.

    What is meant as it is can be silenced with a reason, for a site, a folder or a page:

        check: {silence: {anchor-text-wide: agreed with TikTok on March 3}}
    """
    if code is not None:
        return _explain(code)
    workspace = Workspace.find(Path.cwd())
    results = check_sites(workspace, sites, online=online, now=now)
    if sarif_file is not None:
        _write(sarif_file, _sarif(results, workspace.root))
    match "json" if as_json else shape:
        case "json":
            click.echo(json.dumps(_data(results), ensure_ascii=False))
        case "sarif":
            click.echo(_sarif(results, workspace.root), nl=False)
        case "github":
            from generator.check.annotations import annotations

            click.echo(annotations(results, Path.cwd()), nl=False)
        case _:
            _tell(results)
    failing = ("error", "warning") if strict else ("error",)
    return int(any(results.count(severity) for severity in SEVERITIES if severity in failing))


def _explain(code: str) -> int:
    from generator.check.explain import explain, similar_code

    text = explain(code)
    if text is None:
        close = similar_code(code)
        raise UsageError(
            f"There is no code {code!r}.",
            f"Did you mean {close}?" if close else "docs/checks.md and docs/errors.md list them.",
        )
    plain = re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r"\1, \2", text).replace("**", "")
    click.echo(f"{click.style(code, bold=True)}\n\n{plain}", nl=False)
    return 0


def _tell(results: Results) -> None:
    findings = [Finding("error", problem) for problem in results.problems] + [*results.findings]
    told: Counter[str] = Counter()
    for severity in reversed(SEVERITIES):  # the worst stands last, where eyes are
        for finding in findings:
            if finding.severity == severity:
                told[finding.problem.code] += 1
                if told[finding.problem.code] <= _MOST_OF_A_KIND:
                    click.echo(f"{finding_text(finding.severity, finding.problem)}\n")
    for code, count in told.items():
        if count > _MOST_OF_A_KIND:
            more = counted(count - _MOST_OF_A_KIND, "more place")
            click.echo(f"{more} with {code}; landfast check --json tells all.\n")
    click.echo(results_text(results))


def _data(results: Results) -> dict[str, Any]:
    """Everything for machines; problems are errors that kept a page from being checked."""
    return {
        "pages": results.pages,
        "counts": {severity: results.count(severity) for severity in SEVERITIES},
        "findings": [
            {"severity": "error", "kind": "problem", **problem_data(problem)}
            for problem in results.problems
        ]
        + [
            {"severity": finding.severity, "kind": "finding", **problem_data(finding.problem)}
            for finding in results.findings
        ],
        "silenced": [
            {
                "severity": one.finding.severity,
                "reason": one.reason,
                **problem_data(one.finding.problem),
            }
            for one in results.silenced
        ],
    }


def _sarif(results: Results, root: Path) -> str:
    from generator.check.sarif import sarif

    return json.dumps(sarif(results, root), indent=2, ensure_ascii=False) + "\n"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from None
