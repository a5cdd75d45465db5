"""YAML 1.2 core schema over PyYAML's C parser: `NO`, `on`, `yes` and `12:30` are strings.

https://yaml.org/spec/1.2.2/#103-core-schema. PyYAML composes the nodes, as its C parser is fast;
the values are made here, as PyYAML would read them by the rules of YAML 1.1.
"""

import re
from typing import Any

import yaml

Node = yaml.Node
_ScalarNode, _SequenceNode = yaml.ScalarNode, yaml.SequenceNode

_MOST_VALUES = 200_000  # aliases multiply; nobody writes a file this large by hand
_INT = re.compile(r"[-+]?[0-9]+\Z")
_OCT = re.compile(r"0o[0-7]+\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_SPECIAL_FLOAT = re.compile(r"([-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMERIC = frozenset("0123456789+-.")
_TELLING = _NUMERIC | {word[:1] for word in _WORDS}
"""How texts begin that may be something else than text; most are known by it to be none."""
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "seq", "map")}


class WrittenInt(int):
    """An integer that remembers how it was written: `007` may be a code, not a number."""

    text: str = ""


class WrittenFloat(float):
    """A decimal number that remembers how it was written: `29.00` is an exact price."""

    text: str = ""


class YamlError(Exception):
    """A mistake in YAML text, with its line and column counted from 0 inside that text."""

    def __init__(self, code: str, message: str, hint: str, line: int, column: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line
        self.column = column


_DEFAULT_TAGS = {
    yaml.ScalarNode: _TAG + "str",
    yaml.SequenceNode: _TAG + "seq",
    yaml.MappingNode: _TAG + "map",
}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Composes nodes and resolves no implicit types: `_scalar` does."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        """The tag of a node that names none: PyYAML's own way costs as much as parsing."""
        return _DEFAULT_TAGS[kind]

    def descend_resolver(self, parent: Node | None, index: Any) -> None:
        """Nothing: it is for tags that depend on where a value stands, and there are none."""

    def ascend_resolver(self) -> None:
        """Nothing, as `descend_resolver`."""


def compose(text: str) -> Node | None:
    """The node tree of one YAML document, or None where there is none.

    Raises:
        YamlError: `yaml-syntax`, where the text is no YAML.
    """
    loader = _Loader(text)
    try:
        node: Node | None = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _explain(error, text) from None
    except yaml.reader.ReaderError as error:
        line, column = _position(text, error.position)
        raise YamlError(
            "yaml-syntax",
            f"The invisible character U+{_code_point(error.character):04X} may not stand in YAML.",
            "Delete it and save the file again.",
            line,
            column,
        ) from None
    finally:
        loader.dispose()
    return node


def construct(node: Node | None) -> Any:
    """Plain Python values (dict, list, str, int, float, bool, None) of a node tree.

    Raises:
        YamlError: `yaml-duplicate-key`, `yaml-tag`, `yaml-merge`, `yaml-too-large`.
    """
    if node is None:
        return None
    return _Constructor().value(node)


class _Constructor:
    def __init__(self) -> None:
        self.count = 0
        self.open: set[int] = set()

    def value(self, node: Node) -> Any:
        self.count += 1
        if self.count > _MOST_VALUES:
            raise _endless(node)
        if type(node) is _ScalarNode:
            return _scalar(node)
        if id(node) in self.open:
            raise _endless(node)
        if node.tag not in _PLAIN_TAGS:
            raise _unknown_tag(node)
        self.open.add(id(node))
        try:
            if type(node) is _SequenceNode:
                return [self.value(child) for child in node.value]
            return self.mapping(node)
        finally:
            self.open.discard(id(node))

    def mapping(self, node: Node) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if type(key_node) is not _ScalarNode:
                raise _no_key(node, key_node)
            key = key_node.value
            if key == "<<" and not key_node.style:
                raise _error(
                    "yaml-merge",
                    "The merge key << does not exist in YAML 1.2.",
                    "Write the shared values in a _defaults.yaml: pages of that folder inherit it.",
                    key_node,
                )
            if key in values:
                raise _error(
                    "yaml-duplicate-key",
                    f"The key {key!r} stands here twice, so one of the two values would be lost.",
                    "Delete or rename one of them.",
                    key_node,
                )
            values[key] = self.value(value_node)
        return values


def _endless(node: Node) -> YamlError:
    return _error(
        "yaml-too-large",
        "This file repeats itself by aliases (*name) until it has no end.",
        "Write the values out, or use fewer aliases.",
        node,
    )


def _no_key(node: Node, key: Node) -> YamlError:
    if _is_expression(node, key):
        return _error(
            "yaml-syntax",
            "A value that begins with {{ needs quotes, because { begins a group of keys.",
            'Put quotes around the whole value: "{{ ... }}".',
            node,
        )
    return _error(
        "yaml-syntax",
        "A key must be a word, not a list or a mapping.",
        "Put quotes around the key if it contains brackets or braces.",
        key,
    )


def _scalar(node: yaml.ScalarNode) -> str | int | float | bool | None:
    text: str = node.value
    if node.tag not in _PLAIN_TAGS:
        raise _unknown_tag(node)
    if text[:1] not in _TELLING:
        return text
    if node.tag == _TAG + "str" and (node.style or _is_tagged(node)):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INT.match(text):
        # Python refuses to convert longer ones, and no author means a number by them.
        if len(text) > 4000:
            return text
        whole = WrittenInt(text)
        whole.text = text
        return whole
    if _FLOAT.match(text):
        decimal = WrittenFloat(text)
        decimal.text = text
        return decimal
    if _HEX.match(text):
        return int(text, 16)
    if _OCT.match(text):
        return int(text[2:], 8)
    if _SPECIAL_FLOAT.match(text):
        return float(text.replace(".", ""))
    return text


def _is_expression(node: Node, key: Node) -> bool:
    """Whether a group is what an author meant as `{{ row.title }}`."""
    begin, within = node.start_mark, key.start_mark
    return isinstance(key, yaml.MappingNode) and (begin.line, begin.column + 1) == (
        within.line,
        within.column,
    )


def _is_tagged(node: Node) -> bool:
    """Whether `!!str` stands before a plain scalar: it then takes more room than its text."""
    return (
        node.start_mark.line == node.end_mark.line
        and node.end_mark.column - node.start_mark.column > len(node.value)
    )


def _unknown_tag(node: Node) -> YamlError:
    return _error(
        "yaml-tag",
        f"The tag {node.tag.replace(_TAG, '!!')} is not known here.",
        "Delete the tag; put the value in quotes if it begins with an exclamation mark.",
        node,
    )


def _error(code: str, message: str, hint: str, node: Node) -> YamlError:
    return YamlError(code, message, hint, node.start_mark.line, node.start_mark.column)


def _explain(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    """Say in the author's terms what the parser says in its own."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    problem = error.problem or "the text cannot be read"
    context = error.context or ""
    here = lines[line] if line < len(lines) else ""

    def because(message: str, hint: str) -> YamlError:
        return YamlError("yaml-syntax", message, hint, line, column)

    tab = _tab(lines, line)
    if tab is not None and ("token" in problem or "tab" in problem or "expected" in problem):
        line, column = tab
        return because(
            "A tab stands in the indentation, and YAML allows only spaces there.",
            "Replace the tab by two spaces (most editors can do it for the whole file).",
        )
    if "quoted scalar" in context and error.context_mark:
        line, column = error.context_mark.line, error.context_mark.column
        return because(
            "A quotation mark is opened here and never closed.",
            "Close it at the end of the value, or delete it.",
        )
    if "mapping values are not allowed" in problem:
        return because(
            "A colon stands where none can: inside a value, or the indentation is off.",
            'Put a value that contains ": " in quotes, and check that the keys line up.',
        )
    if "alias" in problem or "undefined alias" in problem:
        return because(
            f"{here.strip()[:60]!r} uses an alias (*name) that is defined nowhere.",
            "Put a value that begins with * or & in quotes.",
        )
    if "cannot start any token" in problem and here[column : column + 1] in "@`%":
        return because(
            f"A value cannot begin with {here[column : column + 1]}.", "Put the value in quotes."
        )
    if "flow" in context and error.context_mark:
        line, column = _before_the_end(lines, error.context_mark)
        return because(
            "A list [ ... ] or mapping { ... } is not closed, or a comma is missing in it.",
            "Check the brackets and commas from here on.",
        )
    if "expected a single document" in problem or "document start" in problem:
        return because(
            "Here a second document begins, or text that belongs to no key.",
            "Give every value a key, and use --- only around the front matter.",
        )
    return because(
        f"This is not YAML: {problem}{', ' + context if context else ''}.",
        "Check the indentation and the colons of this line and the one above it.",
    )


def _before_the_end(lines: list[str], mark: yaml.Mark) -> tuple[int, int]:
    """The place of a mark, or the last character before it where nothing stands at the mark."""
    line, column = mark.line, mark.column
    while line > 0 and (line >= len(lines) or not lines[line].strip()):
        line -= 1
        column = max(0, len(lines[line].rstrip()) - 1)
    return line, column


def _tab(lines: list[str], near: int) -> tuple[int, int] | None:
    """Line and column of a tab in the indentation of this line or the one before it."""
    for number in (near, near - 1):
        if 0 <= number < len(lines):
            text = lines[number]
            indentation = text[: len(text) - len(text.lstrip())]
            if "\t" in indentation:
                return number, indentation.index("\t")
    return None


def _code_point(character: int | str | bytes) -> int:
    return character if isinstance(character, int) else ord(character[:1] or "\0")


def _position(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n"), index - (before.rfind("\n") + 1)
