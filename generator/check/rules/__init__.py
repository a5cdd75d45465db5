"""The rules, by the subject that each group of them is about."""

from types import ModuleType

from generator.check.rule import Rule
from generator.check.rules import (
    accessibility,
    anchors,
    assets,
    attribution,
    behaviour,
    clips,
    company,
    content,
    creators,
    links,
    markets,
    offers,
    online,
    parameters,
    pixel,
    silence,
    stores,
)
from generator.spelling import closest

SUBJECTS: tuple[ModuleType, ...] = (
    anchors,
    company,
    offers,
    markets,
    content,
    behaviour,
    attribution,
    stores,
    parameters,
    pixel,
    links,
    online,
    creators,
    assets,
    accessibility,
    clips,
    silence,
)
"""In the order of docs/checks.md."""

RULES: tuple[Rule, ...] = tuple(rule for subject in SUBJECTS for rule in subject.RULES)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


def close_code(code: str) -> str:
    """The code of a rule that was probably meant, or empty."""
    return closest(code, BY_CODE)
