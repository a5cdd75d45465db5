"""The one clock that a build judges offers by."""

import os
from datetime import UTC, datetime

from generator.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"
"""https://reproducible-builds.org/specs/source-date-epoch/"""


def build_time() -> datetime:
    """Now, in UTC; or the moment that SOURCE_DATE_EPOCH gives, so that a build can be repeated.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds since 1970.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"{VARIABLE} is {said!r}, which is no moment in seconds since 1970.",
            f"Unset {VARIABLE}, or set it to a whole number such as 1800000000.",
        ) from None
