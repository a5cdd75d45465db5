"""`landfast schema`."""

from pathlib import Path

import click

from generator.errors import UsageError
from generator.site.schemas import SCHEMAS, schema_text, write_schemas


@click.command("schema")
@click.argument("kind", required=False, metavar="[KIND]")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one file for each KIND into this folder, instead of printing.",
)
def command(kind: str | None, output: Path | None) -> int:
    """Print the JSON Schema of KIND: `site`, or a page type. Without KIND, of `site`.

    Editors such as VS Code complete and check site.yaml and front matter by it.
    """
    if kind is not None and kind not in SCHEMAS:
        raise UsageError(f"There is no schema {kind!r}.", f"Choose one of: {', '.join(SCHEMAS)}.")
    if output is not None:
        paths = write_schemas(output, [kind] if kind else list(SCHEMAS))
        for path in paths:
            click.echo(str(path))
        return 0
    click.echo(schema_text(kind or "site"), nl=False)
    return 0
