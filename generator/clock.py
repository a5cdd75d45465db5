"""The one clock that a build judges offers by."""

import os
from datetime import UTC, datetime
from typing import Self

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


class WatchedTime(datetime):
    """The moment of a build, which takes note of what it is compared with.

    As long as no other moment lies between two builds, what was decided by comparing is the same
    in both; see `span`.
    """

    _after: datetime | None
    _before: datetime | None

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The same moment, watched."""
        utc = moment.astimezone(UTC)
        made = cls.combine(utc.date(), utc.time(), UTC)
        made.begin()
        return made

    def begin(self) -> None:
        """Forget all comparisons."""
        self._after = self._before = None

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        """The moments between which, both excluded, every comparison would have come out alike.

        None stands for no limit.
        """
        return self._after, self._before

    def _note(self, other: datetime) -> None:
        if super().__ge__(other) and (self._after is None or other > self._after):
            self._after = other
        if super().__le__(other) and (self._before is None or other < self._before):
            self._before = other

    def __lt__(self, other: datetime) -> bool:  # type: ignore[override]
        self._note(other)
        return super().__lt__(other)

    def __le__(self, other: datetime) -> bool:  # type: ignore[override]
        self._note(other)
        return super().__le__(other)

    def __gt__(self, other: datetime) -> bool:  # type: ignore[override]
        self._note(other)
        return super().__gt__(other)

    def __ge__(self, other: datetime) -> bool:  # type: ignore[override]
        self._note(other)
        return super().__ge__(other)
