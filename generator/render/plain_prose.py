"""Which Markdown means the same in every dialect, so that the fastest converter may take it.

Most bodies are prose: headings, paragraphs, short lists, links, a few words in bold.
Python-Markdown needs a hundred times as long for those as a CommonMark library in Rust, and both
give the same HTML (but for the order of a picture's attributes). What is not surely the same is
left to Python-Markdown; tests/render/test_plain_prose.py compares the two on the bodies of all
examples and on what hypothesis makes of such pieces.
"""

import re

_ADDRESS = r"(?:https://|mailto:|[./#])[A-Za-z0-9:/.?=&%#+_-]*"
_MARKED = re.compile(
    rf"""(?<![^\s(])(?:
        (\*\*?)(?=\w)([^*\[\]"\n]+)(?<=\w)\1
      | \[(?=\w)([^*\[\]"\n]+)\]\({_ADDRESS}\)
      | "(?=\w)([^*\[\]"\n]+)(?<=[\w.!?])"
    )(?![^\s.,;:!?)])
    | ^\[\[[a-z-]+\]\]$
    | ^!\[[^*\[\]"'`\\&\n]*\]\([A-Za-z0-9/._-]+\)$
    | (?<=\w)\.\.\.(?![\w.])
    | (?<=\w[ ])--(?=[ ]\w)""",
    re.VERBOSE | re.MULTILINE,
)
"""Emphasis, links and quotations with clear ends, and the places of blocks and pictures."""
_MARKS = re.compile(r'[*\["!]')
_SPECIAL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u1680\u2000-\u200f\u2028-\u202e\u205f-\u206f\u3000"
    r"\ue000-\uf8ff\ufeff\\`_<>{}|~\"^*\[\]]"
)
# What is ambiguous in some places only is looked for where there is any of it: that is much faster.
_QUOTE = re.compile(r"'(?:(?<![^\W\d_]')|(?![^\W\d_]))")  # all but an apostrophe inside a word
_AMPERSAND = re.compile(r"&(?:(?<! &)|(?! ))")
_LINE = re.compile(r"[ \xa0\u202f]$|^(?:[ \xa0\u202f]|\d+[.)]|[:=+!#-]|$)", re.MULTILINE)
_HEADING = re.compile(r"#{1,6} (?=[^\W\d])[^#\n]+")
_ITEM = re.compile(r"- (?=[^\W\d])[^\n]+")
_PARAGRAPH = re.compile(r"(?!\d+[.)])[\w(]")
_BETWEEN = re.compile(r"\n\n+")


def is_plain_prose(text: str) -> bool:
    """Whether a Markdown text has nothing in it that dialects read differently."""
    ends_in_list = False
    for block in _BETWEEN.split(text.strip("\n")):
        if _MARKS.search(block) or ".." in block or "--" in block:
            block = _MARKED.sub(_words, block)
        first = block[:1]
        if first == "-":
            items = block.split("\n")
            if ends_in_list or not all(map(_ITEM.fullmatch, items)):
                return False  # two lists, or one with wide items
            block = "\n".join(item[2:] for item in items)
            ends_in_list = True
        elif first == "#":
            if not _HEADING.fullmatch(block):
                return False
            block = block.lstrip("# ")
            ends_in_list = False
        else:
            if not _PARAGRAPH.match(block):
                return False
            ends_in_list = False
        if _is_ambiguous(block):
            return False
    return True


def _words(marked: re.Match[str]) -> str:
    return marked[2] or marked[3] or marked[4] or "x"


def _is_ambiguous(block: str) -> bool:
    return bool(
        _SPECIAL.search(block)
        or "--" in block
        or ".." in block
        or ("'" in block and _QUOTE.search(block))
        or ("&" in block and _AMPERSAND.search(block))
        or block[-1] in " \xa0\u202f"
        or ("\n" in block and _LINE.search(block))
    )
