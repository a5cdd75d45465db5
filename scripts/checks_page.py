"""Writes docs/checks.md: every rule of `landfast check`, from the rules themselves."""

from collections import Counter
from pathlib import Path

from generator.check.explain import rule_text, subjects
from generator.check.rules import RULES

CHECKS = Path(__file__).parent.parent / "docs" / "checks.md"
READING = (
    ("country codes, currencies and languages", ("country-invalid", "currency-invalid")),
    ("the nine labels of a product's anchor", ("value-not-allowed",)),
    ("media that is missing or broken", ("media-missing", "media-not-an-image", "media-truncated")),
    ("addresses that are no https addresses", ("url-not-https", "url-malformed")),
    ("two pages at one address, or in other letter case", ("url-duplicate", "url-letter-case")),
    ("the form of OneLinks and app ids", ("onelink-malformed", "app-id-malformed")),
    ("slots for raw-data reports", ("raw-data-slot", "raw-data-slot-twice")),
    ("the id of a pixel", ("pixel-id-invalid",)),
    ("purchases reported by a tap", ("pixel-event-conclusive", "pixel-event-unknown")),
    ("old prices that are not above the new ones", ("price-not-reduced",)),
    ("countdowns that are over", ("countdown-ended",)),
    ("invite links that are too few or none", ("invite-links-missing", "invite-link-invalid")),
    ("days of a brief that do not fit together", ("posting-dates",)),
)
"""What is told as a problem, before any rule can look: the subject, and codes of docs/errors.md."""


def checks() -> str:
    """The page's text."""
    counts = Counter(rule.severity for rule in RULES)
    introduction = f"""# Checks

`landfast check` looks at every source and at every page as it would be built, writes nothing, and
tells what would trip somebody up: TikTok's reviewers, TikTok One's forms, AppsFlyer, or a browser.
It knows {len(RULES)} rules: {counts["error"]} errors (the page would be rejected, or is broken),
{counts["warning"]} warnings (it is at risk) and {counts["note"]} notes (good to know). This page
is made from the rules by `scripts/checks`; `landfast check --explain CODE` prints a section of it.

    landfast check                      all sites
    landfast check aurora --strict      one site; warnings fail too
    landfast check --online             also asks the hosts that links lead to
    landfast check --format github      annotations in workflows of GitHub Actions
    landfast check --sarif checks.sarif for code hosts and editors; --json for programs

It exits with 1 when there is an error, with `--strict` also for a warning. `landfast build` asks
the rules that cost next to nothing: an error refuses the build, warnings are told on stderr, and
`--no-check` leaves them out.

## Silence

What is meant as it is can be silenced, for a site, a folder or a page, with the reason:

```yaml
check:
  silence:
    anchor-text-wide: agreed with TikTok on March 3
```

Silenced findings are counted, and stand with their reasons in JSON and SARIF. A code that does not
exist is an error, one that silences nothing a note.

## Told while reading

Some mistakes keep a page from being made at all; they are problems, with codes in
[errors.md](errors.md), and `landfast check` tells them beside the findings of the other pages:

| subject | codes |
|---|---|
"""
    rows = "".join(
        f"| {subject} | {', '.join(f'[{code}](errors.md#{code})' for code in codes)} |\n"
        for subject, codes in READING
    )
    sections = []
    for heading, about, rules in subjects():
        sections.append(f"\n## {heading}\n\n{about}\n")
        sections += [f"\n### {rule.code}\n\n{rule_text(rule)}" for rule in rules]
    return introduction + rows + "".join(sections)


if __name__ == "__main__":
    CHECKS.write_text(checks(), "utf-8")
    print(CHECKS)
