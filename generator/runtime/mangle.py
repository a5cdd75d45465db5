"""Gives the names of a script short forms, and drops its comments.

The script is one function, as `link_modules` makes it. A name declared at its top gets a short
name of its own; a name declared deeper gets one that is its own within the statement around it.
Two names that meet anywhere thus never become one, and whatever a scope hides or shows stays
hidden or shown, without any knowledge of scopes. Names that are not declared belong to the browser
and stay, as do the names of properties.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count

from generator.runtime.tokens import KEYWORDS, Token, tokenize

_LETTERS = "etnraiscoldpfumhgbvywkxjqzETNRAISCOLDPFUMHGBVYWKXJQZ_$"
_OPENING = ("(", "[", "{")
_CLOSING = (")", "]", "}")
_NOTHING = Token("mark", "")


def mangle(source: str) -> str:
    """The same script with short names and no comments.

    Raises:
        ValueError: The script has a form that this module cannot judge: a template literal, or an
            object or a pattern written in shorthand.
    """
    tokens = list(tokenize(source))
    statements = list(_statements(tokens))
    shared = {name for statement in statements for name in _declared_at_top(statement)}
    uses = Counter(name for statement in statements for name in _uses(statement) if name in shared)
    ranked = sorted(uses, key=lambda name: (-uses[name], name))
    top_names = _short_names(ranked, _foreign(tokens, shared | _declared(tokens)) | KEYWORDS)
    texts: list[str] = []
    for statement in statements:
        own = _declared(statement) - shared
        inside = dict.fromkeys(_uses(statement))
        # A short name may mean something else in another statement, but not in this one.
        unavailable = _foreign(statement, own | shared) | KEYWORDS
        unavailable |= {top_names[name] for name in inside if name in shared}
        local_names = _short_names([name for name in inside if name in own], unavailable)
        short = top_names | local_names
        texts.extend(
            short.get(token.text, token.text) if _is_variable(statement, index) else token.text
            for index, token in enumerate(statement)
        )
    return " ".join(texts)


def _statements(tokens: list[Token]) -> Iterator[list[Token]]:
    """The statements inside the outermost braces, with what is around these at both ends."""
    depth = 0
    start = 0
    outermost = next(index for index, token in enumerate(tokens) if token.text == "{")
    base = sum(token.text in _OPENING for token in tokens[: outermost + 1])
    base -= sum(token.text in _CLOSING for token in tokens[:outermost])
    for index, token in enumerate(tokens):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        ends = token.text == ";" or (
            token.text == "}" and following in ("const", "let", "function", "try")
        )
        if depth == base and (index == outermost or ends):
            yield tokens[start : index + 1]
            start = index + 1
    yield tokens[start:]


def _declared_at_top(statement: list[Token]) -> set[str]:
    if len(statement) > 1 and statement[0].text in ("const", "let", "function"):
        if statement[1].is_name:
            return {statement[1].text}
        return _names_inside(statement, 1)
    return set()


def _declared(tokens: list[Token]) -> set[str]:
    """The names of all variables, functions and parameters."""
    found: set[str] = set()
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else _NOTHING
        if token.text in ("const", "let", "function") and following.is_name:
            found.add(following.text)
        elif token.text in ("const", "let") and following.text == "[":
            found |= _names_inside(tokens, index + 1)
        elif token.text == "=>" and tokens[index - 1].is_name:
            found.add(tokens[index - 1].text)
        elif token.text == "(" and _opens_parameters(tokens, index):
            found |= _names_inside(tokens, index)
    return found


def _opens_parameters(tokens: list[Token], index: int) -> bool:
    """Whether the parenthesis holds the parameters of a function or the error of a catch."""
    before = [token.text for token in tokens[max(index - 2, 0) : index]]
    if "function" in before or before[-1:] == ["catch"]:
        return True
    end = _closing(tokens, index)
    return end + 1 < len(tokens) and tokens[end + 1].text == "=>"


def _names_inside(tokens: list[Token], opening: int) -> set[str]:
    """The names that a list of parameters or a pattern in brackets declares."""
    inside = tokens[opening + 1 : _closing(tokens, opening)]
    return {
        token.text
        for before, token in zip([Token("mark", ","), *inside], inside, strict=False)
        if token.is_name and before.text in (",", "[", "...")
    }


def _closing(tokens: list[Token], opening: int) -> int:
    """The index of the bracket that closes another, or the end where the statement is cut."""
    depth = 0
    for index in range(opening, len(tokens)):
        depth += (tokens[index].text in _OPENING) - (tokens[index].text in _CLOSING)
        if depth == 0:
            return index
    return len(tokens)


def _uses(statement: list[Token]) -> Iterator[str]:
    return (token.text for index, token in enumerate(statement) if _is_variable(statement, index))


def _is_variable(tokens: list[Token], index: int) -> bool:
    """Whether a token is a name and not a property's.

    Raises:
        ValueError: It is both at once, by shorthand.
    """
    token = tokens[index]
    if not token.is_name:
        return False
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if before == "{" and after in (",", "}"):
        raise ValueError(f"write {{ {token.text}: {token.text} }} without shorthand")
    return before != "." and not (before in ("{", ",") and after == ":")


def _foreign(tokens: list[Token], declared: set[str]) -> set[str]:
    """The names that are the browser's, those of properties among them, which does no harm."""
    return {token.text for token in tokens if token.kind == "name"} - declared


def _short_names(names: Iterable[str], taken: set[str] | frozenset[str]) -> dict[str, str]:
    """Short names, the shortest first, none of them taken."""
    return dict(
        zip(names, (name for name in map(_name, count()) if name not in taken), strict=False)
    )


def _name(number: int) -> str:
    """The name with a number: one letter first, then two, and so on."""
    name = ""
    while True:
        number, letter = divmod(number, len(_LETTERS))
        name = _LETTERS[letter] + name
        if not number:
            return name
        number -= 1
