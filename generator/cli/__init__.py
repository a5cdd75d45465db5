"""The command line: `landfast`, one file a command, loaded when it is called."""

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from generator import __version__
from generator.spelling import closest

COMMANDS = {
    "init": "Make a workspace with one commented site.",
    "new": "Make a page or a site from a template.",
    "build": "Build the sites into output/.",
    "serve": "Show the pages while they are being written, with the attribution inspector.",
    "check": "Look for what a review, AppsFlyer or a browser would trip over.",
    "trace": "Show what a page makes of one visit: every link, and why.",
    "handoff": "Write down what to paste where: ads, anchors, AppsFlyer.",
    "publish": "Bring what has changed to where it is served from.",
    "verify": "Look at a published page as visitors and hosts do.",
    "schema": "Print the JSON Schema of site.yaml or of a page type.",
    "smart-script": "Print the stand-alone script for pages made elsewhere.",
}
"""Every command with its one line of help, so that `--help` loads none of them."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"generator.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = closest(args[0], COMMANDS, 0.5)
            meant = f" Did you mean {close!r}?" if close else ""
            ctx.fail(f"There is no command {args[0]!r}.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 the site has a problem, 2 wrong usage.",
)
@click.version_option(__version__, prog_name="landfast")
def command() -> None:
    """Landing pages for TikTok campaigns: there at once, and no click is ever lost."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; never returns.

    A mistake of the user ends with its explanation and exit code 1 (the site) or 2 (the call);
    anything else is a bug of Landfast and ends with a traceback and the request to report it.
    """
    # Else pydantic opens all installed packages to look for plugins, which nobody wants here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = run(arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads it any more
            stream.flush()
    # Python would take everything apart, page by page, when all of it is to go anyway.
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    try:
        result: Any = command.main(arguments, prog_name="landfast", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except Exception as error:
        code = _told(error)
        if code is None:
            raise
        return code
    return result if isinstance(result, int) else 0


def _told(error: Exception) -> int | None:
    """Tell what went wrong; the exit code, or None for a bug of ours."""
    # Loaded now: `--help` has no use for them.
    from generator.cli.messages import problems_text, usage_text
    from generator.errors import SiteError, UsageError

    if isinstance(error, UsageError):
        click.echo(usage_text(error), err=True)
        return 2
    if isinstance(error, SiteError):
        click.echo(problems_text(error.problems), err=True)
        return 1
    click.echo(
        "This is a bug in Landfast, not in your site. Please report it with the text below.\n",
        err=True,
    )
    return None
