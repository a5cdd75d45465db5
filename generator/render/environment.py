"""Jinja over a theme's folders, and template errors as problems with the template's place."""

import traceback
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import jinja2

from generator.errors import InputError, Place, Problem
from generator.render.theme import Theme, Themes


def environment(theme: Theme, themes: Themes, compiled: Path | None = None) -> jinja2.Environment:
    """An environment that finds templates nearest first.

    Args:
        theme: The theme whose templates are found.
        themes: All themes.
        compiled: A folder for templates as Jinja has compiled them, by their text: compiling takes
            longer than making a page.

    `layout.html` is the nearest file of that name; `base:layout.html` is the one of the theme
    `base`, so that a template can extend the file of its own name that it overrides.
    """

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        owner, separator, rest = name.partition(":")
        if not separator:
            path = theme.find("templates", name)
        else:
            candidates = [folder / "templates" / rest for folder in themes.folder_of(owner)]
            path = next((candidate for candidate in candidates if candidate.is_file()), None)
        if path is None:
            return None
        return path.read_text("utf-8"), str(path), lambda: True

    return _Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.do"],
        bytecode_cache=_bytecode_cache(compiled) if compiled else None,
    )


class _Environment(jinja2.Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template as a plain dict: they are copied for each of ten a page.

        Jinja's own way follows later changes of the environment's globals, which nobody makes.
        """
        return {**self.globals, **(d or {})}


def _bytecode_cache(folder: Path) -> jinja2.BytecodeCache | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder), "%s")


def template_problem(error: Exception, page: Path, template: str) -> Problem | None:
    """What went wrong in a template, at the template's line, with the page that was rendered.

    Args:
        error: What rendering raised.
        page: The page's source.
        template: The name of the template that was asked for.

    Returns:
        The problem, or None where no template is to blame: then it is a bug of ours.
    """
    place, excerpt = _template_place(error)
    if place is None and not isinstance(error, (InputError, jinja2.TemplateError)):
        return None
    code, message, hint = _explain(error, template)
    if place is None:
        return Problem(code, message, hint, Place(page))
    return Problem(code, message, hint, place, excerpt, (Place(page),))


def _explain(error: Exception, template: str) -> tuple[str, str, str]:
    if isinstance(error, InputError):
        return error.code, error.message, error.hint
    if isinstance(error, jinja2.TemplateNotFound):
        return (
            "template-missing",
            f"No theme has the template {error.name or template}.",
            "Choose a theme that has this page type, or write the template.",
        )
    if isinstance(error, jinja2.TemplateSyntaxError):
        return (
            "template-syntax",
            f"The template cannot be read: {error.message}.",
            "Check the braces, quotes and end tags of this line and the ones above it.",
        )
    if isinstance(error, jinja2.UndefinedError):
        return (
            "template-undefined",
            f"The template uses something that is not there: {error.message}.",
            "Check the spelling; test optional values with {% if %}.",
        )
    return (
        "template-error",
        f"The template failed with {type(error).__name__}: {error}.",
        "Check the expression on this line.",
    )


def _template_place(error: Exception) -> tuple[Place | None, str]:
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        return _line(Path(error.filename), error.lineno)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        # Jinja rewrites the frames of compiled templates to the template's own file and line.
        if frame.filename.endswith((".html", ".svg", ".xml")) and frame.lineno
    ]
    if not frames:
        return None, ""
    return _line(Path(frames[-1].filename), frames[-1].lineno or 1)


def _line(path: Path, number: int) -> tuple[Place, str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        lines = []
    return Place(path, number, 1), lines[number - 1] if 0 < number <= len(lines) else ""
