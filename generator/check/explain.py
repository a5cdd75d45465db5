"""What a code means: rules tell it themselves, problems in docs/errors.md."""

import re
from pathlib import Path

from generator.check.rule import Rule
from generator.check.rules import BY_CODE, SUBJECTS, close_code
from generator.spelling import closest

_SEVERITIES = {"error": "Error", "warning": "Warning", "note": "Note"}
_CERTAINTY = {
    "certain": "Certain",
    "reported": "Reported by practitioners",
    "assumed": "Our own judgement",
}


def explain(code: str) -> str | None:
    """The explanation of a finding or a problem, or None for an unknown code."""
    if code in BY_CODE:
        return rule_text(BY_CODE[code])
    return _problems().get(code)


def rule_text(rule: Rule) -> str:
    """A rule's paragraphs, as in docs/checks.md."""
    told = "told by every build too" if rule.in_build else "told by `landfast check` only"
    if rule.online:
        told = "told by `landfast check --online` only"
    source = f"[{rule.source.name}]({rule.source.url})" if rule.source.url else rule.source.name
    return (
        f"{_SEVERITIES[rule.severity]}, {told}. **{rule.title}.** {rule.why}\n\n"
        f"→ {rule.fix}\n\n"
        f"{_CERTAINTY[rule.source.certainty]}: {source}.\n"
    )


def similar_code(code: str) -> str:
    """The known code that was probably meant, or empty."""
    return close_code(code) or closest(code, _problems())


def subjects() -> list[tuple[str, str, tuple[Rule, ...]]]:
    """(heading, introduction, rules) of each group of rules."""
    found = []
    for module in SUBJECTS:
        heading, _, about = " ".join((module.__doc__ or "").split()).partition(": ")
        found.append((heading, f"{about[:1].upper()}{about[1:]}", module.RULES))
    return found


def _problems() -> dict[str, str]:
    for folder in (Path(__file__).parents[1], Path(__file__).parents[2]):
        path = folder / "docs" / "errors.md"  # beside the package in a wheel, above it in a clone
        if path.is_file():
            parts = re.split(r"(?m)^## (.+)\n", path.read_text("utf-8"))
            return {
                code: text.strip() + "\n"
                for code, text in zip(parts[1::2], parts[2::2], strict=True)
            }
    return {}
