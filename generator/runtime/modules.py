"""Puts ES modules together into one function, in the order in which they need each other.

This is no general bundler: it knows the few forms of import and export that the sources in
``js/`` keep to, and refuses everything else, so that a mistake shows at once and not in a page.
"""

import re
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r"^import (?:\{([^{}]*)\} from )?'\./([a-z-]+)\.js';$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)
_TOP_LEVEL = re.compile(r"^(?:const|let|function|class) (?:(\w+)|(.))", re.MULTILINE)
_LEFT_OVER = re.compile(r"^\s*(?:import|export)\b", re.MULTILINE)


class ModuleError(Exception):
    """The sources in ``js/`` do not fit together, which is a mistake in Landfast."""


@cache
def source_of(module: str) -> str:
    """The source of one module, by its name without ``.js``."""
    return files(__package__).joinpath("js", f"{module}.js").read_text(encoding="utf-8")


def modules_of(entry: str) -> list[str]:
    """The names of all modules that a source needs, each after those that it needs itself."""
    order: list[str] = []
    _visit(entry, order, ())
    return order


def link_modules(entry: str) -> str:
    """One immediately called function that holds a source and every module that it needs.

    Args:
        entry: ES module source whose imports are relative to ``js/``.

    Raises:
        ModuleError: An import is not exported, two modules share a top-level name, modules need
            each other in a circle, or a form of import or export is not known here.
    """
    parts: dict[str, str] = {name: source_of(name) for name in modules_of(entry)}
    parts["the entry"] = entry
    exports = {name: set(_EXPORT.findall(source)) for name, source in parts.items()}
    owners: dict[str, str] = {}
    bodies: list[str] = []
    for name, source in parts.items():
        for imported, module in _IMPORT.findall(source):
            missing = _names(imported) - exports[module]
            if missing:
                raise ModuleError(f"{name} imports {sorted(missing)}, not exported by {module}")
        body = _EXPORT.sub("", _IMPORT.sub("", source)).replace("\nexport {};\n", "\n")
        if _LEFT_OVER.search(body):
            raise ModuleError(f"{name} has a form of import or export that is not known here")
        for declared, pattern in _TOP_LEVEL.findall(body):
            if pattern:
                raise ModuleError(f"{name} declares several top-level names at once")
            if declared in owners:
                raise ModuleError(f"{name} and {owners[declared]} both declare {declared}")
            owners[declared] = name
        bodies.append(body)
    return "(() => {\n'use strict';\n" + "\n".join(bodies) + "\n})();\n"


def _visit(source: str, order: list[str], above: tuple[str, ...]) -> None:
    for _, module in _IMPORT.findall(source):
        if module in above:
            raise ModuleError(f"modules need each other: {' > '.join((*above, module))}")
        if module not in order:
            _visit(source_of(module), order, (*above, module))
            order.append(module)


def _names(imported: str) -> set[str]:
    return {name.strip() for name in imported.split(",") if name.strip()}
