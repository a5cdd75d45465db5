"""Days, and moments with their time zone; when a day begins, and when it is over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from generator.errors import InputError
from generator.site.fields import checked

_WESTERNMOST = timezone(timedelta(hours=-12))
"""Where a day lasts longest."""


def moment(code: str) -> Callable[[Any], date]:
    """A reader of days and moments, whose mistakes are `<code>-invalid` and `<code>-timezone`."""

    def read(value: Any) -> date:
        if isinstance(value, date):
            return value
        text = str(value).strip()
        try:
            if len(text) <= len("2027-06-30"):
                return date.fromisoformat(text)
            found = datetime.fromisoformat(text)
        except ValueError:
            raise InputError(
                f"{code}-invalid",
                f"{text} is neither a date nor a date with a time.",
                "Write a day, 2027-06-30, or a moment, 2027-06-30T20:00:00+02:00.",
            ) from None
        if found.tzinfo is None:
            raise InputError(
                f"{code}-timezone",
                f"{text} does not say in which time zone, so it would be another moment for "
                "visitors elsewhere.",
                f"Add the distance from UTC, such as {text}+02:00, or Z for UTC itself. "
                "For a whole day, write the day alone.",
            )
        return found.replace(microsecond=0)

    return read


_SCHEMA = WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"})
_WRITTEN = PlainSerializer(lambda value: value.isoformat())

Moment = Annotated[date, PlainValidator(checked(moment("countdown"))), _WRITTEN, _SCHEMA]
"""A day, or a moment with its time zone (then a `datetime`), that a countdown leads to."""
When = Annotated[date, PlainValidator(checked(moment("date"))), _WRITTEN, _SCHEMA]
"""A day, or a moment with its time zone, from which on or until which something holds."""


def _day(value: Any) -> date:
    found = moment("date")(value)
    if isinstance(found, datetime):
        raise InputError(
            "date-with-time",
            f"{value} is a moment, and a day is needed here.",
            "Write the day alone, such as 2027-06-30.",
        )
    return found


Day = Annotated[date, PlainValidator(checked(_day)), _WRITTEN, _SCHEMA]
"""A day, without a time."""


def over(value: date, zone: timezone = _WESTERNMOST) -> datetime:
    """The moment from which on it is over; for a day, in a time zone: by default in the last."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return (datetime.combine(value, time(), zone) + timedelta(days=1)).astimezone(UTC)


def is_on(starts: date | None, ends: date | None, now: datetime) -> bool:
    """Whether what starts and ends then holds at `now`; a day is one of UTC.

    One time zone for both, so that an offer which ends on a day and one which starts on the next
    follow each other without a gap and without a moment in which there are two.
    """
    begun = starts is None or over(starts, UTC) - timedelta(days=_lasts(starts)) <= now
    return begun and (ends is None or now < over(ends, UTC))


def _lasts(value: date) -> int:
    """How many days it lasts: a moment none."""
    return 0 if isinstance(value, datetime) else 1


def moment_of(text: str) -> datetime:
    """The moment that `--date` names: a day is taken at noon UTC.

    Raises:
        InputError: it is neither a day nor a moment.
    """
    value = moment("date")(text)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.combine(value, time(12), UTC)
