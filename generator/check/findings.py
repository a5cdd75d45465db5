"""Findings: what a reviewer, a network or a browser would trip over, with place and fix."""

from typing import Literal

from msgspec import Struct

from generator.errors import Problem

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Finding(Struct, frozen=True):
    """One result of `check`.

    Attributes:
        severity: `error` where the page would be rejected or is broken, `warning` where it is at
            risk, `note` for what is right and good to know.
        problem: Code, sentence, place and advice; the codes are in docs/checks.md.
    """

    severity: Severity
    problem: Problem


class Silenced(Struct, frozen=True):
    """A finding that the author knows of and means, with the reason that the author gave."""

    finding: Finding
    reason: str


class Results(Struct, frozen=True):
    """All that a check found, each once, ordered by place.

    Attributes:
        findings: What is told.
        silenced: What is not.
        problems: What kept pages from being read or rendered, and so from being checked.
        pages: How many pages were looked at.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    problems: tuple[Problem, ...]
    pages: int

    def count(self, severity: Severity) -> int:
        """How many there are of a severity; a problem is an error."""
        problems = len(self.problems) if severity == "error" else 0
        return problems + sum(finding.severity == severity for finding in self.findings)
