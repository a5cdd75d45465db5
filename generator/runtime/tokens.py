"""Cuts JavaScript into tokens, as far as the sources in ``js/`` use the language.

Template literals are refused: the minifier makes its own, and a parser for them would be the
larger half of this file.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

KEYWORDS = frozenset(
    {
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "default",
        "delete",
        "do",
        "else",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "import",
        "in",
        "instanceof",
        "let",
        "new",
        "null",
        "of",
        "return",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "undefined",
        "var",
        "void",
        "while",
        "yield",
    }
)

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>(?:0x[\da-fA-F]+|\d+(?:\.\d+)?))
    |(?P<string>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")
    |(?P<mark>=>|\.\.\.|[=!]==|[-+*/%&|^<>=!]=|\+\+|--|&&|\|\||<<|>>|[-+*/%&|^~<>=!?:;,.(){}\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")


class Token(Struct, frozen=True):
    """One token: its text, and its kind (name, number, string, regex or mark)."""

    kind: str
    text: str

    @property
    def is_name(self) -> bool:
        """Whether it is an identifier and no keyword."""
        return self.kind == "name" and self.text not in KEYWORDS


def tokenize(source: str) -> Iterator[Token]:
    """The tokens of a source, without spaces and comments.

    Raises:
        ValueError: At a character that begins no known token, with its line number.
    """
    position = 0
    last = Token("mark", ";")
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match and match["mark"] in ("/", "/=") and not _ends_operand(last):
            match = _REGEX.match(source, position)
            kind = "regex"
        else:
            kind = (match.lastgroup or "") if match else ""
        if match is None:
            line = source.count("\n", 0, position) + 1
            raise ValueError(
                f"line {line}: unknown JavaScript {source[position : position + 20]!r}"
            )
        position = match.end()
        if kind != "space":
            last = Token(kind, match[0])
            yield last


def _ends_operand(token: Token) -> bool:
    """Whether a slash after this token divides."""
    return token.is_name or token.kind in ("number", "string") or token.text in (")", "]", "}")
