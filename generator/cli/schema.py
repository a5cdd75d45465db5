"""`landfast schema`."""

from pathlib import Path

import click

from generator.build.workspace import Workspace
from generator.errors import UsageError
from generator.render import Themes
from generator.site.schemas import SCHEMAS, schema_text, write_schemas


@click.command("schema")
@click.argument("kind", required=False, metavar="[KIND]")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one file for each KIND into this folder, instead of printing.",
)
@click.option(
    "--theme",
    metavar="NAME",
    help="Take files that do not say `theme:` to be of this one, so that `look:` has its fields.",
)
def command(kind: str | None, output: Path | None, theme: str | None) -> int:
    """Print the JSON Schema of KIND: `site`, or a page type. Without KIND, of `site`.

    Editors such as VS Code complete and check site.yaml and front matter by it.
    """
    if kind is not None and kind not in SCHEMAS:
        raise UsageError(f"There is no schema {kind!r}.", f"Choose one of: {', '.join(SCHEMAS)}.")
    themes = Themes(_workspace_themes())
    if theme is not None and theme not in themes.names():
        raise UsageError(
            f"There is no theme {theme!r}.", f"Choose one of: {', '.join(themes.names())}."
        )
    looks = themes.looks()
    if output is not None:
        paths = write_schemas(output, [kind] if kind else list(SCHEMAS), looks, theme)
        for path in paths:
            click.echo(str(path))
        return 0
    click.echo(schema_text(kind or "site", looks, theme), nl=False)
    return 0


def _workspace_themes() -> list[Path]:
    try:
        return [Workspace.find(Path.cwd()).themes]
    except UsageError:
        return []  # the themes that ship have schemas anywhere
