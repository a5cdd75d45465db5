"""`landfast new`."""

from pathlib import Path

import click

from generator.build.workspace import Workspace
from generator.cli.messages import shown_path
from generator.errors import UsageError
from generator.scaffold import new_page, new_site
from generator.site import PAGE_TYPES


@click.command("new")
@click.argument("kind", metavar="TYPE")
@click.argument("name", metavar="NAME")
@click.option("--site", help="The site that gets the page; needed when there are several.")
def command(kind: str, name: str, site: str | None) -> int:
    """Make a page of TYPE called NAME, or with TYPE `site` a whole site.

    TYPE is one of: site, ecommerce, entertainment, product, web-to-app, stores, creator-brief,
    account-link.
    """
    workspace = Workspace.find(Path.cwd())
    if kind == "site":
        files = new_site(workspace.root, name)
    elif kind in PAGE_TYPES:
        files = new_page(workspace.root, _site(workspace, site), kind, name)
    else:
        raise UsageError(
            f"There is no page type {kind!r}.", f"Choose one of: site, {', '.join(PAGE_TYPES)}."
        )
    for file in files:
        click.echo(f"Wrote {shown_path(file)}")
    return 0


def _site(workspace: Workspace, name: str | None) -> str:
    if name is not None:
        return workspace.site_folders([name])[0].name
    names = workspace.site_names()
    if len(names) != 1:
        raise UsageError(
            "It is not clear which site gets the page.",
            f"Say --site with one of: {', '.join(names)}."
            if names
            else "Make a site first: `landfast new site NAME`.",
        )
    return names[0]
