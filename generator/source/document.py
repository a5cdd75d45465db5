"""A file's data, and where in the file each value stands."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from generator.errors import Place, Problem, SiteError
from generator.source.text import read_text
from generator.source.yaml12 import Node, YamlError, compose, construct

_END = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)
"""The line that ends the front matter."""

KeyPath = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists, outermost first."""


class Document(Struct, frozen=True, dict=True):
    """What one YAML file or one page's front matter says.

    Attributes:
        file: Where it was read from.
        data: Its mapping; empty where the file says nothing.
        body: The text behind the front matter; empty for a YAML file.
        body_line: The line of the file on which `body` begins, counted from 1.
        is_plain: Whether no value can be a template: braces that begin one stand nowhere.
    """

    file: Path
    data: dict[str, Any]
    body: str = ""
    body_line: int = 1
    is_plain: bool = False
    _yaml_line: int = 1

    def has(self, path: KeyPath) -> bool:
        """Whether this document itself says something at `path`."""
        value: Any = self.data
        for step in path:
            within = (
                isinstance(step, str) and step in value
                if isinstance(value, dict)
                else isinstance(value, list) and isinstance(step, int) and step < len(value)
            )
            if not within:
                return False
            value = value[step]
        return True

    def place(self, path: KeyPath, *, of_key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; the nearest parent if it is not there."""
        node = self._root
        found = node
        for number, step in enumerate(path):
            child = _child(node, step) if node is not None else None
            if child is None:
                break
            key, node = child
            found = key if of_key and number == len(path) - 1 and key is not None else node
        if found is None or found is self._root:
            return Place(self.file, self._yaml_line, 1)
        return self._place(found)

    def find(self, text: str) -> Place | None:
        """The first value in the document that reads exactly `text`."""
        node = _find(self._root, text)
        return None if node is None else self._place(node)

    def search(self, words: str) -> Place | None:
        """The first place in the file, its body included, where these words stand in one line."""
        for number, line in enumerate(self._lines, 1):
            column = line.find(words)
            if column >= 0:
                return Place(self.file, number, column + 1)
        return None

    def excerpt(self, place: Place) -> str:
        """The line of the file at `place`."""
        return self._lines[place.line - 1] if 0 < place.line <= len(self._lines) else ""

    # Positions cost as much as reading, and a site has many documents: they are worked out from the
    # file, and only when something is wrong. A file that has changed since then has other places.
    @cached_property
    def _lines(self) -> list[str]:
        try:
            return read_text(self.file).split("\n")
        except SiteError:
            return []

    @cached_property
    def _root(self) -> Node | None:
        lines = self._lines
        if self._yaml_line > 1:
            lines = lines[1 : self.body_line - 2]
        try:
            return compose("\n".join(lines))
        except YamlError:
            return None

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + self._yaml_line, mark.column + 1)


def read_yaml(path: Path) -> Document:
    """A YAML file whose top level is a mapping.

    Raises:
        SiteError: the file is missing, not UTF-8, no YAML, or no mapping.
    """
    text = read_text(path)
    return Document(path, _mapping(path, text, text, 1), is_plain=_is_plain(text))


def read_page(path: Path, *, bare: bool = False, raw: bytes | None = None) -> Document:
    """A Markdown file with YAML front matter between two lines of `---`.

    Args:
        path: The file.
        bare: The front matter may be missing or empty: the file adds to a page that has one.
        raw: The file's content, where that has been read already.

    Raises:
        SiteError: as `read_yaml`; `front-matter-missing`, `front-matter-unclosed` or
            `front-matter-empty`.
    """
    text = read_text(path, raw)
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        if bare:
            return Document(path, {}, text)
        raise _front_matter(
            path,
            text,
            "front-matter-missing",
            "This page has no front matter: its first line must be ---.",
            "Begin the file with ---, then `type:` and `title:`, then a line of --- again.",
        )
    end = _END.search(rest)
    if end is None:
        raise _front_matter(
            path,
            text,
            "front-matter-unclosed",
            "The front matter begins with --- and never ends.",
            "Write a line of --- below the last key.",
        )
    front = rest[: end.start()].removesuffix("\n")
    data = _mapping(path, text, front, 2)
    if not data and not bare:
        raise _front_matter(
            path,
            text,
            "front-matter-empty",
            "The front matter says nothing.",
            "Write at least `type:` and `title:` between the two lines of ---.",
        )
    line = rest.count("\n", 0, end.start()) + 3
    return Document(path, data, rest[end.end() + 1 :], line, _is_plain(front), 2)


def _is_plain(text: str) -> bool:
    # Behind a backslash, YAML may hide any character.
    return "{{" not in text and "{%" not in text and "{#" not in text and "\\" not in text


def _front_matter(path: Path, text: str, code: str, message: str, hint: str) -> SiteError:
    return SiteError([Problem(code, message, hint, Place(path, 1, 1), text.split("\n")[0][:200])])


def _mapping(path: Path, text: str, yaml_text: str, first_line: int) -> dict[str, Any]:
    try:
        data = construct(compose(yaml_text))
    except YamlError as error:
        lines = text.split("\n")
        # At the end of the text the parser points behind it; the last line is what a reader needs.
        line = min(error.line + first_line, len(lines))
        raise SiteError(
            [
                Problem(
                    error.code,
                    error.message,
                    error.hint,
                    Place(path, line, error.column + 1),
                    lines[line - 1],
                )
            ]
        ) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SiteError(
            [
                Problem(
                    "yaml-not-a-mapping",
                    "The top level must be keys with values (name: value).",
                    "Write each setting as `key: value` on a line of its own.",
                    Place(path, first_line, 1),
                    text.split("\n")[first_line - 1],
                )
            ]
        )
    return data


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _find(node: Node | None, text: str) -> Node | None:
    if isinstance(node, yaml.ScalarNode):
        return node if node.value == text else None
    children: list[Node] = []
    if isinstance(node, yaml.MappingNode):
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = node.value
    for child in children:
        found = _find(child, text)
        if found is not None:
            return found
    return None
