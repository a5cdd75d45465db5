"""`--date`: what offers look like on another day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _moment(
    context: click.Context, parameter: click.Parameter, said: str | None
) -> datetime | None:
    if said is None:
        return None
    from generator.errors import InputError  # the models are only loaded by what needs them
    from generator.site.moment import moment_of

    try:
        return moment_of(said)
    except InputError as error:
        raise click.BadParameter(f"{error.message} {error.hint}", context, parameter) from None


def date_option(command: Command) -> Command:
    """Adds the option to a command, which gets it as `now`: None without it."""
    return click.option(
        "--date",
        "now",
        callback=_moment,
        metavar="DATE",
        help="Judge starts, ends and countdowns by this day (2027-06-30) instead of today.",
    )(command)
