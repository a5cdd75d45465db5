"""A countdown to a real moment: it is the same for every visitor and never starts anew."""

from datetime import datetime

from generator.errors import InputError
from generator.site.fields import Model, Text
from generator.site.moment import Moment, over


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
        return over(self.to)

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
