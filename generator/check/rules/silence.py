"""Silence: what `check: {silence: ...}` may say."""

from generator.check.rule import Rule
from generator.check.sources import HABITS

UNKNOWN = Rule(
    "silence-unknown",
    "error",
    "There is no finding of that code",
    "A code that is mistyped silences nothing, and hides that it does.",
    "Copy the code from the finding.",
    HABITS,
)
"""Told by the inspection itself, as it reads what is to be silent."""

UNUSED = Rule(
    "silence-unused",
    "note",
    "Nothing is there to be silent about",
    "What was silenced has been mended, or was never found; the line would hide the next one.",
    "Delete the line.",
    HABITS,
)
"""Told by the inspection itself, when everything has been looked at."""

RULES = (UNKNOWN, UNUSED)
