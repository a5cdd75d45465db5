"""The sheet as one HTML page that needs nothing else: it prints, and it can be mailed."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from generator.handoff.pictures import code
from generator.handoff.sheet import PageSheet, SiteSheet

_FOLDER = Path(__file__).parent / "templates"
_MACRO = re.compile(r"__[A-Z0-9_]+?__")


def document(summary: SiteSheet, sheets: Sequence[PageSheet]) -> str:
    """The HTML of a site's sheet.

    Args:
        summary: The site, and what its pages have in common.
        sheets: The pages that are shown.
    """
    countries: dict[str, list[PageSheet]] = {}
    for sheet in sheets:
        if sheet.anchor is not None:
            countries.setdefault(sheet.anchor.country, []).append(sheet)
    return (
        _environment()
        .get_template("sheet.html")
        .render(
            site=summary.site,
            summary=summary,
            sheets=sheets,
            countries=countries,
            made=summary.site.now,
            style=Markup((_FOLDER / "sheet.css").read_text("utf-8")),
            script=Markup((_FOLDER / "sheet.js").read_text("utf-8")),
        )
    )


def with_macros(url: str) -> Markup:
    """An address with its macros marked, and places where a line may break."""
    html = str(escape(url))
    html = _MACRO.sub(lambda match: f"<b>{match.group(0)}</b>", html)
    return Markup(html.replace("&amp;", "<wbr>&amp;").replace("?", "<wbr>?", 1))


def _qr(url: str, label: str) -> Markup:
    return Markup(code(url, label))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["macros"] = with_macros
    environment.globals["qr"] = _qr
    return environment
