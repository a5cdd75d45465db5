"""`landfast smart-script`: the script for pages that Landfast did not build."""

from typing import TextIO

import click


@click.command("smart-script")
@click.option(
    "--output",
    "-o",
    type=click.File("w", encoding="utf-8", lazy=False, atomic=True),
    default="-",
    help="Where to write the script; standard output by default.",
)
def command(output: TextIO) -> None:
    """Print the stand-alone script, a drop-in for AppsFlyer's OneLink Smart Script.

    It gives a page window.AF_SMART_SCRIPT with generateOneLinkURL, generateDirectClickURL,
    fireImpressionsLink and displayQrCode. Existing settings work unchanged.
    """
    from generator.runtime.bundle import standalone

    output.write(standalone() + "\n")
