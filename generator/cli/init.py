"""`landfast init`."""

from pathlib import Path

import click

from generator.cli.messages import shown_path
from generator.scaffold import new_workspace


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[DIR]")
def command(folder: Path) -> int:
    """Make a workspace with one commented site in DIR, or in this folder."""
    files = new_workspace(folder.absolute())
    for file in files:
        click.echo(f"Wrote {shown_path(file)}")
    move = "" if folder == Path() else f"cd {shown_path(folder.absolute())} && "
    click.echo(f"\nSee it with:    {move}landfast serve")
    click.echo(f"Build it with:  {move}landfast build")
    return 0
