"""What authors write between `{{` and `}}`: values of a row, of the market, of the visit.

Jinja in its sandbox, so that a page can compute texts and nothing else. Values never become
templates themselves: what a catalogue brings is text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from msgspec import Struct

from generator.errors import InputError
from generator.site import visit_text
from generator.site.row import RemoteUrl, Row, RowList, columns_of
from generator.site.visit_text import Visit, VisitText, VisitTexts
from generator.spelling import closest

_CODE = re.compile(r"\{[{%#]")
_WHOLE = re.compile(r"\s*\{\{[-+]?(.*?)[-+]?\}\}\s*\Z", re.DOTALL)
_SINK = "_sink"


def has_code(text: str) -> bool:
    """Whether a text is a template."""
    return "{" in text and _CODE.search(text) is not None


class _Missing(jinja2.StrictUndefined):
    """Something that is not there, told in the author's words."""

    @property
    def _undefined_message(self) -> str:
        name, owner = str(self._undefined_name), self._undefined_obj
        if isinstance(owner, Row):
            known, what = columns_of(owner), f"There is no column `{name}`"
        elif isinstance(owner, dict):
            known, what = list(map(str, owner)), f"There is no `{name}` here"
        elif self._undefined_obj is jinja2.utils.missing:
            known, what = [], f"The name `{name}` is not known here"
        else:
            known, what = [], f"{type(owner).__name__} has no `{name}`"
        return f"{what}.\n{_hint(name, known)}"


def _hint(name: str, known: list[str]) -> str:
    if not known:
        return "A page with a catalogue knows its row, each page knows `market` and `visit`."
    close = closest(name, known)
    meant = f"Did you mean `{close}`? " if close else ""
    return f"{meant}There are: {', '.join(known[:40])}{' ...' if len(known) > 40 else ''}."


def _environment() -> ImmutableSandboxedEnvironment:
    env = ImmutableSandboxedEnvironment(
        undefined=_Missing, autoescape=False, keep_trailing_newline=True, trim_blocks=True
    )
    env.filters["default"] = env.filters["d"] = _default
    for name, of_visits in {
        "default": visit_text.default_filter,
        "d": visit_text.default_filter,
        "upper": visit_text.casing_filter("upper"),
        "lower": visit_text.casing_filter("lower"),
        "title": visit_text.casing_filter("title"),
        "capitalize": visit_text.casing_filter("capitalize"),
    }.items():
        env.filters[name] = _either(env.filters[name], of_visits)
    env.filters["only"] = visit_text.only_filter
    env.filters["longest"] = visit_text.longest_filter
    env.filters["slug"] = slug
    # Too easily a page is made of something that changes with every build.
    for name in ("random", "pprint", "xmlattr"):
        env.filters.pop(name, None)
    env.globals = {"range": env.globals["range"], "visit": Visit()}
    return env


def _either(usual: Any, of_visits: Any) -> Any:
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        chosen = of_visits if isinstance(value, VisitText) else usual
        return chosen(value, *args, **kwargs)

    return filtered


def _default(value: Any, default: Any = "", boolean: bool = False) -> Any:
    """As Jinja's own, and for empty cells too: a catalogue leaves nothing undefined."""
    empty = isinstance(value, jinja2.Undefined) or value is None or value == ""
    return default if empty or (boolean and not value) else value


def slug(value: object) -> str:
    """A text as one step of a path: letters and digits stay, everything else becomes a hyphen."""
    return re.sub(r"[^\w]+", "-", str(value).strip().lower()).strip("-_") or "-"


@jinja2.pass_context
def _to_sink(context: jinja2.runtime.Context, value: Any) -> Any:
    """Hand each value to whoever asked for the text: what the author wrote is not asked about."""
    return context[_SINK](value)


_ENV = _environment()
_ENV.finalize = _to_sink


class AuthorText(Struct, frozen=True):
    """One text with code in it, ready to be computed.

    Attributes:
        source: As it was written.
        columns: The (name, column) of each value of a row that it uses.
    """

    source: str
    columns: tuple[tuple[str, str], ...]
    _template: jinja2.Template
    _expression: TemplateExpression | None

    def value(self, context: Mapping[str, Any], texts: VisitTexts) -> Any:
        """What it comes to: a whole `{{ ... }}` keeps its type, everything else is text.

        Raises:
            InputError: `template-undefined`, `template-error`, or a mistake in `visit`.
        """
        with _explained():
            if self._expression is not None:
                return native(self._expression(**context), texts)
            return self.text(context, lambda value: plain(value, texts))

    def text(self, context: Mapping[str, Any], sink: Callable[[Any], str]) -> str:
        """The text, each value in it written as `sink` says.

        Raises:
            InputError: as `value`.
        """
        with _explained():
            return self._template.render({**context, _SINK: sink})


class Condition:
    """An expression that is true or not of a row, such as `row.price > 10`.

    Raises:
        InputError: `template-syntax`.
    """

    def __init__(self, source: str) -> None:
        with _explained():
            self._expression = _ENV.compile_expression(source, undefined_to_none=False)

    def holds(self, context: Mapping[str, Any]) -> bool:
        """Whether it is true.

        Raises:
            InputError: as `AuthorText.value`.
        """
        with _explained():
            return bool(self._expression(**context))


@lru_cache(maxsize=4096)
def author_text(source: str) -> AuthorText:
    """A text with code in it.

    Raises:
        InputError: `template-syntax`.
    """
    with _explained():
        tree = _ENV.parse(source)
        columns = tuple(
            dict.fromkeys(
                (node.node.name, node.attr)
                for node in tree.find_all(nodes.Getattr)
                if isinstance(node.node, nodes.Name)
            )
        )
        whole = _WHOLE.match(source)
        expression = None
        if whole:
            # Not where one expression begins the text and another one ends it.
            with suppress(jinja2.TemplateSyntaxError):
                expression = _ENV.compile_expression(whole[1], undefined_to_none=False)
        return AuthorText(source, columns, _ENV.from_string(source), expression)


def plain(value: Any, texts: VisitTexts) -> str:
    """A value as text: nothing for nothing, a list with commas, HTML as what it says."""
    if value is None:
        return ""
    if isinstance(value, VisitText):
        return texts.mark(value)
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises, with its name
    if isinstance(value, Markup):
        return value.striptags()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(plain(item, texts) for item in value)
    return str(value)


def native(value: Any, texts: VisitTexts) -> Any:
    """A value as front matter has it, with its type; lists and groups included."""
    if isinstance(value, (list, tuple)):
        return RowList(native(item, texts) for item in value)
    if isinstance(value, dict):
        return {key: native(item, texts) for key, item in value.items()}
    if isinstance(value, (RemoteUrl, int, float, Decimal, date)) and not isinstance(value, bool):
        return value
    if value is None or isinstance(value, bool):
        return value
    return plain(value, texts) or None


@contextmanager
def _explained() -> Iterator[None]:
    """What Jinja raises, in the author's terms."""
    try:
        yield
    except InputError:
        raise
    except jinja2.TemplateSyntaxError as error:
        raise InputError(
            "template-syntax",
            f"What stands between the braces cannot be read: {str(error.message).rstrip('.')}.",
            'Check the braces, quotes and brackets; `{{ "{{" }}` writes two braces.',
        ) from None
    except jinja2.UndefinedError as error:
        message, _, hint = str(error).partition("\n")
        raise InputError("template-undefined", message, hint) from None
    except SecurityError:
        raise InputError(
            "template-error", "Names that begin with an underscore are out of reach here.", ""
        ) from None
    except Exception as error:
        raise InputError(
            "template-error",
            f"What stands between the braces cannot be computed: {error}.",
            "Check the values: an empty cell is nothing, and nothing cannot be compared. "
            "`default(...)` stands in for what is empty.",
        ) from None
