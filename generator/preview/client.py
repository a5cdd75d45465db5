"""The preview's own files for browsers, put together from `client/`."""

import hashlib
from functools import cache
from importlib.resources import files

_SCRIPTS = {
    "page": (
        "told",
        "storage",
        "network",
        "taps",
        "updates",
        "problems",
        "inspect-button",
        "follow",
        "page",
    ),
    "gallery": ("updates", "problems", "gallery"),
    "stage": ("updates", "problems", "parameters", "inspector", "anchor", "stage"),
    "problems": ("updates", "problems", "problem-page"),
    "listener": ("listener",),
}
"""Each script with the files that it is made of, in order; they share one scope."""
_STYLES = {"gallery": ("base", "gallery"), "stage": ("base", "stage"), "plain": ("base", "plain")}


@cache
def script(name: str) -> str:
    """A script, as one function that leaves nothing behind in the page."""
    # It may stand in HTML, where `</` begins an end tag; in a script, `<\\/` says the same.
    parts = "\n".join(_text(f"{part}.js") for part in _SCRIPTS[name]).replace("</", "<\\/")
    return f"(() => {{\n'use strict';\n{parts}\n}})();\n"


@cache
def style(name: str) -> str:
    """A style sheet."""
    return "\n".join(_text(f"{part}.css") for part in _STYLES[name])


@cache
def document(name: str) -> str:
    """An HTML document, with the addresses of its script and its style sheet."""
    html = _text(f"{name}.html")
    for kind in _SCRIPTS:
        html = html.replace(f"{{{{{kind}.js}}}}", address(f"{kind}.js"))
    for kind in _STYLES:
        html = html.replace(f"{{{{{kind}.css}}}}", address(f"{kind}.css"))
    return html


@cache
def address(name: str) -> str:
    """Where a script or style sheet is served: under its hash, so that browsers may keep it."""
    stem, _, kind = name.partition(".")
    text = script(stem) if kind == "js" else style(stem)
    return f"/-/client/{stem}.{hashlib.sha256(text.encode()).hexdigest()[:12]}.{kind}"


@cache
def by_address() -> dict[str, tuple[str, str]]:
    """Every script and style sheet by its address: its text and its media type."""
    found = {address(f"{name}.js"): (script(name), "text/javascript") for name in _SCRIPTS}
    return found | {address(f"{name}.css"): (style(name), "text/css") for name in _STYLES}


def _text(name: str) -> str:
    return files(__package__).joinpath("client", name).read_text("utf-8")
