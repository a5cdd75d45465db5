"""Findings: what a reviewer, a network or a browser would trip over, with place and fix."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.build.plan import PlannedPage
from generator.errors import InputError, Problem, SiteError
from generator.media import MediaStore
from generator.source import KeyPath

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of `check`.

    Attributes:
        severity: `error` where the page would be rejected, `warning` where it is at risk, `note`
            for what is right and good to know.
        problem: Code, sentence, place and advice; the codes are in docs/checks.md.
    """

    severity: Severity
    problem: Problem


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule finds on one page, before its place is known."""

    severity: Severity
    path: KeyPath
    code: str
    message: str
    hint: str


Rule = Callable[[PlannedPage, MediaStore], Iterator[Found]]
"""Looks at one page."""


def find(pages: Iterable[PlannedPage], store: MediaStore, rules: Sequence[Rule]) -> list[Finding]:
    """What the rules find on the pages, each once, ordered by place.

    Raises:
        SiteError: media files that cannot be used at all.
    """
    findings: set[Finding] = set()
    unusable: list[Problem] = []
    for page in pages:
        layers = page.source.layers
        for rule in rules:
            try:
                for found in rule(page, store):
                    error = InputError(found.code, found.message, found.hint)
                    findings.add(Finding(found.severity, layers.problem(found.path, error)))
            except InputError as error:
                unusable.append(layers.problem((), error))
    if unusable:
        raise SiteError(unusable)
    return sorted(findings, key=lambda finding: finding.problem.sort_key)
