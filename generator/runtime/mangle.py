"""Gives the names of a script short forms, and drops its comments.

Every name that the script declares gets one short name, everywhere and in no scope but the whole
script's: two names never become one, so whatever a scope hides or shows stays hidden or shown.
Names that are not declared belong to the browser and stay, as do the names of properties.
"""

from collections import Counter
from itertools import count

from generator.runtime.tokens import KEYWORDS, Token, tokenize

_LETTERS = "etnraiscoldpfumhgbvywkxjqzETNRAISCOLDPFUMHGBVYWKXJQZ_$"
_OPENING = {")": "(", "]": "["}


def mangle(source: str) -> str:
    """The same script with short names and no comments.

    Raises:
        ValueError: The script has a form that this module cannot judge: a template literal or an
            object written in shorthand.
    """
    tokens = list(tokenize(source))
    declared = _declared(tokens)
    uses = [
        token.is_name and token.text in declared and not _is_property(tokens, index)
        for index, token in enumerate(tokens)
    ]
    taken = {token.text for token in tokens if token.kind == "name" and token.text not in declared}
    short = _short_names(
        Counter(token.text for token, used in zip(tokens, uses, strict=True) if used),
        taken | KEYWORDS,
    )
    return _joined(
        [
            short[token.text] if used else token.text
            for token, used in zip(tokens, uses, strict=True)
        ]
    )


def _declared(tokens: list[Token]) -> set[str]:
    """The names of all variables, functions and parameters."""
    found: set[str] = set()
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else Token("mark", ";")
        if token.text in ("const", "let", "function") and following.is_name:
            found.add(following.text)
        elif token.text in ("const", "let") and following.text == "[":
            found |= _names_at_top(tokens, index + 1)
        elif token.text == "=>" and tokens[index - 1].is_name:
            found.add(tokens[index - 1].text)
        elif token.text == "(" and _opens_parameters(tokens, index):
            found |= _names_at_top(tokens, index)
        elif token.text == "," and _continues_declaration(tokens, index) and following.is_name:
            found.add(following.text)
    return found


def _opens_parameters(tokens: list[Token], index: int) -> bool:
    """Whether the parenthesis holds the parameters of a function or the error of a catch."""
    before = [token.text for token in tokens[max(index - 2, 0) : index]]
    if "function" in before or before[-1:] == ["catch"]:
        return True
    end = _closing(tokens, index)
    return end + 1 < len(tokens) and tokens[end + 1].text == "=>"


def _continues_declaration(tokens: list[Token], index: int) -> bool:
    """Whether the comma separates the variables of one `let` or `const` statement."""
    depth = 0
    for token in reversed(tokens[:index]):
        if token.text in (")", "]", "}"):
            depth += 1
        elif token.text in ("(", "[", "{"):
            depth -= 1
            if depth < 0 and token.text != "(":
                return False
            if depth < 0:
                return False
        elif depth == 0 and token.text in ("const", "let"):
            return True
        elif depth == 0 and token.text in (";", "return"):
            return False
    return False


def _names_at_top(tokens: list[Token], opening: int) -> set[str]:
    """The names directly inside a bracket, or one bracket deeper, defaults not counted."""
    inside = tokens[opening + 1 : _closing(tokens, opening)]
    return {
        token.text
        for index, token in enumerate(inside)
        if token.is_name and (index == 0 or inside[index - 1].text in (",", "[", "..."))
    }


def _closing(tokens: list[Token], opening: int) -> int:
    depth = 0
    for index in range(opening, len(tokens)):
        if tokens[index].text in ("(", "[", "{"):
            depth += 1
        elif tokens[index].text in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                return index
    raise ValueError("a bracket is never closed")


def _is_property(tokens: list[Token], index: int) -> bool:
    before = tokens[index - 1].text
    after = tokens[index + 1].text if index + 1 < len(tokens) else ";"
    if before == "{" and after in (",", "}"):
        raise ValueError(f"write {{ {tokens[index].text}: ... }} in full, without shorthand")
    return before == "." or (before in ("{", ",") and after == ":")


def _short_names(uses: Counter[str], taken: frozenset[str] | set[str]) -> dict[str, str]:
    """Short names, the shortest for the most used, none of them taken."""
    names = (name for number in count() if (name := _name(number)) not in taken)
    ranked = sorted(uses, key=lambda name: (-uses[name], name))
    return dict(zip(ranked, names, strict=False))


def _name(number: int) -> str:
    name = ""
    while True:
        number, letter = divmod(number, len(_LETTERS))
        name = _LETTERS[letter] + name
        if not number:
            return name
        number -= 1


def _joined(texts: list[str]) -> str:
    """The tokens as text, with a space wherever two of them could grow together."""
    return " ".join(texts)
