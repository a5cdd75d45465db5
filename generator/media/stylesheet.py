"""The CSS inside an SVG: what is allowed stays, and inline copies apply to their drawing alone."""

import re
from collections.abc import Callable, Iterator

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A backslash can spell any forbidden word in disguise ("\75rl("), so such rules go as a whole.
_DANGER = re.compile(
    r"\\|expression\s*\(|javascript:|-moz-binding|behavior\s*:|@import|image-set\s*\(|</",
    re.IGNORECASE,
)
_URL = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_LOCAL = re.compile(r"#[\w.:-]+")
_RECURSIVE = re.compile(r"@(media|supports|layer|container)\b", re.IGNORECASE)
_KEYFRAMES = re.compile(r"@(-webkit-)?keyframes\s+([\w-]+)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def is_safe_value(value: str) -> bool:
    """Tell whether a declaration or presentation attribute refers to nothing but its own file."""
    if _DANGER.search(_COMMENT.sub("", value)) or not _is_closed(value):
        return False
    refers = value.lower().count("url(")
    targets = [match.group(2).strip() for match in _URL.finditer(value)]
    return len(targets) == refers and all(_LOCAL.fullmatch(target) for target in targets)


def _is_closed(text: str) -> bool:
    """Tell whether quotes and brackets come in pairs, so that nothing spills into what follows."""
    pairs = (text.count("(") == text.count(")"), text.count("[") == text.count("]"))
    return all(pairs) and not text.count('"') % 2 and not text.count("'") % 2


def clean_declarations(text: str) -> str:
    """Keep the declarations of a `style` attribute that are safe."""
    parts = (part.strip() for part in _COMMENT.sub("", text).split(";"))
    return ";".join(_SPACES.sub(" ", part) for part in parts if part and is_safe_value(part))


def clean_rules(text: str, rename: Callable[[str], str] | None = None, scope: str = "") -> str:
    """Keep the safe rules of a `<style>` element, minified.

    Args:
        text: The sheet.
        rename: Gives the new name of an id, class or animation; None keeps all names.
        scope: A selector put before each selector, so that the rules apply below it alone.

    Rules for fonts and imports go; they exist to load something.
    """
    return "".join(
        _rules(_COMMENT.sub("", text).replace("<!--", "").replace("-->", ""), rename, scope)
    )


def _rules(text: str, rename: Callable[[str], str] | None, scope: str) -> Iterator[str]:
    for prelude, body in _blocks(text):
        head = _SPACES.sub(" ", prelude).strip()
        if not head or _DANGER.search(head) or not _is_closed(head):
            continue
        if keyframes := _KEYFRAMES.match(head):
            name = keyframes.group(2)
            frames = "".join(
                f"{_SPACES.sub('', stop)}{{{clean_declarations(declarations)}}}"
                for stop, declarations in _blocks(body)
            )
            yield f"@keyframes {rename(name) if rename else name}{{{frames}}}"
        elif _RECURSIVE.match(head):
            inner = "".join(_rules(body, rename, scope))
            if inner:
                yield f"{head}{{{inner}}}"
        elif not head.startswith("@"):
            declarations = clean_declarations(body)
            if declarations:
                if rename:
                    declarations = rename_in_value(declarations, rename)
                yield f"{_selectors(head, rename, scope)}{{{declarations}}}"


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Split `a{...}b{...}` into (prelude, body); statements without a block are dropped."""
    depth, start, prelude = 0, 0, ""
    for position, character in enumerate(text):
        if character == "{":
            if depth == 0:
                prelude, start = text[start:position], position + 1
            depth += 1
        elif character == "}" and depth:
            depth -= 1
            if depth == 0:
                yield prelude, text[start:position]
                start = position + 1
        elif character in ";}" and depth == 0:
            start = position + 1


def _selectors(head: str, rename: Callable[[str], str] | None, scope: str) -> str:
    selectors = []
    for selector in head.split(","):
        text = selector.strip()
        if rename:
            text = _rename_in_selector(text, rename)
        if scope:
            root = re.match(r"(svg|:root)(?![\w-])", text)
            text = scope + text[root.end() :] if root else f"{scope} {text}"
        selectors.append(text)
    return ",".join(selectors)


def _rename_in_selector(selector: str, rename: Callable[[str], str]) -> str:
    return re.sub(r"([.#])(-?[A-Za-z_][\w-]*)", lambda m: m[1] + rename(m[2]), selector)


def rename_in_value(value: str, rename: Callable[[str], str]) -> str:
    """Rename what a value refers to: `url(#a)` and the names of animations."""
    renamed = _URL.sub(lambda m: f"url(#{rename(m[2].strip()[1:])})", value)
    return re.sub(
        r"(animation(?:-name)?\s*:)([^;]+)",
        lambda m: m[1] + re.sub(r"-?[A-Za-z_][\w-]*", lambda w: rename(w[0]), m[2]),
        renamed,
    )
