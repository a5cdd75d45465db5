"""`--date`: what offers look like on another day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class _Moment(click.ParamType):
    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment that a day (2027-06-30, taken at noon UTC) or a date with a time names."""
        if isinstance(value, datetime):
            return value
        from generator.errors import InputError  # the models are only loaded by what needs them
        from generator.site.moment import moment_of

        try:
            return moment_of(value)
        except InputError as error:
            self.fail(f"{error.message} {error.hint}", param, ctx)


def date_option(command: Command) -> Command:
    """Adds the option to a command, which gets it as `now`: None without it."""
    return click.option(
        "--date",
        "now",
        type=_Moment(),
        metavar="DATE",
        help="Judge starts, ends and countdowns by this day (2027-06-30) instead of today.",
    )(command)
