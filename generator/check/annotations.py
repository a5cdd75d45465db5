"""Findings as workflow commands of GitHub Actions, which puts them beside the lines of a change.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from pathlib import Path

from generator.check.findings import Finding, Results, Severity
from generator.errors import Problem

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def annotations(results: Results, root: Path) -> str:
    """One line for each finding and problem; empty where there is none."""
    told = [Finding("error", problem) for problem in results.problems] + [*results.findings]
    return "".join(f"{_line(finding, root)}\n" for finding in told)


def _line(finding: Finding, root: Path) -> str:
    problem = finding.problem
    properties = [("title", problem.code)]
    if problem.place is not None:
        file = problem.place.file
        if file.is_relative_to(root):
            file = file.relative_to(root)
        properties.insert(0, ("file", file.as_posix()))
        if problem.place.line:
            properties.insert(1, ("line", str(problem.place.line)))
            properties.insert(2, ("col", str(max(problem.place.column, 1))))
    told = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(_message(problem))}"


def _message(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
