"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.check.findings import Finding, Results, Severity
from generator.check.rules import BY_CODE
from generator.errors import Place, Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}


def sarif(results: Results, root: Path) -> dict[str, Any]:
    """The whole log.

    Args:
        results: What was found.
        root: The folder that the paths are relative to.
    """
    told = [(finding, None) for finding in results.findings]
    quiet = [(one.finding, one.reason) for one in results.silenced]
    broken = [(Finding("error", problem), None) for problem in results.problems]
    entries = [*broken, *told, *quiet]
    codes = list(dict.fromkeys(finding.problem.code for finding, _ in entries))
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Landfast",
                        "semanticVersion": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "originalUriBaseIds": {"WORKSPACE": {"uri": root.absolute().as_uri() + "/"}},
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, reason, codes.index(finding.problem.code), root)
                    for finding, reason in entries
                ],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    rule = BY_CODE.get(code)
    if rule is None:
        return {"id": code, "defaultConfiguration": {"level": "error"}}
    made: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.source.url:
        made["helpUri"] = rule.source.url
    return made


def _result(finding: Finding, reason: str | None, index: int, root: Path) -> dict[str, Any]:
    problem = finding.problem
    made: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(problem)},
    }
    if problem.place is not None:
        made["locations"] = [_location(problem.place, problem.excerpt, root)]
    if problem.related:
        made["relatedLocations"] = [_location(place, "", root) for place in problem.related]
    if reason is not None:
        made["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return made


def _message(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()


def _location(place: Place, excerpt: str, root: Path) -> dict[str, Any]:
    artifact: dict[str, Any] = {"uri": place.file.as_posix()}
    if place.file.is_absolute() and place.file.is_relative_to(root.absolute()):
        relative = place.file.relative_to(root.absolute())
        artifact = {"uri": quote(relative.as_posix()), "uriBaseId": "WORKSPACE"}
    elif place.file.is_absolute():
        artifact = {"uri": place.file.as_uri()}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.line:
        region: dict[str, Any] = {"startLine": place.line, "startColumn": max(place.column, 1)}
        if excerpt:
            region["snippet"] = {"text": excerpt}
        physical["region"] = region
    return {"physicalLocation": physical}
