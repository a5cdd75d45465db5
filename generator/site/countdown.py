"""A countdown to a real moment: it is the same for every visitor and never starts anew."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from generator.errors import InputError
from generator.site.fields import Model, Text, checked

_WESTERNMOST = timezone(timedelta(hours=-12))
"""Where a day lasts longest."""


def _moment(value: Any) -> date:
    text = str(value).strip()
    try:
        if len(text) <= len("2027-06-30"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            "countdown-invalid",
            f"{text} is neither a date nor a date with a time.",
            "Write a day, 2027-06-30, or a moment, 2027-06-30T20:00:00+02:00.",
        ) from None
    if moment.tzinfo is None:
        raise InputError(
            "countdown-timezone",
            f"{text} does not say in which time zone, so visitors elsewhere would count to "
            "another moment.",
            f"Add the distance from UTC, such as {text}+02:00, or Z for UTC itself. "
            "For the end of a day wherever the visitor is, write the day alone.",
        )
    return moment.replace(microsecond=0)


Moment = Annotated[
    date,
    PlainValidator(checked(_moment)),
    PlainSerializer(lambda value: value.isoformat()),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"}),
]
"""A day, or a moment with its time zone (then a `datetime`)."""


class Countdown(Model):
    """The time that is left, counted down to a real moment."""

    to: Moment
    """When it is over: a moment with its time zone, `2027-06-30T20:00:00+02:00`, or a day,
    `2027-06-30`, which ends at midnight where the visitor is."""
    label: Text | None = None
    """A few words above it, such as what ends."""

    @property
    def over(self) -> datetime:
        """The moment from which on it is over for every visitor; for a day, in the last zone."""
        if isinstance(self.to, datetime):
            return self.to.astimezone(UTC)
        midnight = datetime.combine(self.to, time(), _WESTERNMOST) + timedelta(days=1)
        return midnight.astimezone(UTC)

    def ended(self, now: datetime) -> InputError | None:
        """The mistake of a page that is built at `now`, when its countdown is over."""
        if now < self.over:
            return None
        return InputError(
            "countdown-ended",
            f"The countdown ended on {self.to.isoformat()}, so the page would offer what is over.",
            "Give the date of the next offer, or delete `countdown:`; `draft: true` keeps the "
            "page out of the build.",
        )
