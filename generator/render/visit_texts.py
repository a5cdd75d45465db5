"""Words that a page takes from the visitor's address: where they stand, and what the script knows.

The default stands in the HTML, in an element of its own where it is text of the page; in the title,
in attributes and in data, where no element can be, the default is all there is.
"""

import re
from collections.abc import Sequence
from typing import Any

from generator.site.visit_text import VisitText, replace_marked, unmarked

_TOKEN = re.compile(
    r"<(title|script|style|textarea|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


def place_visit_texts(html: str, texts: Sequence[VisitText]) -> str:
    """The page with `<span data-lf-text="0">your city</span>` where a word of the visit belongs."""
    if not texts:
        return html
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(html):
        parts.append(_in_elements(html[end : token.start()]))
        parts.append(unmarked(token[0]))
        end = token.end()
    return "".join([*parts, _in_elements(html[end:])])


def _in_elements(text: str) -> str:
    return replace_marked(
        text, lambda number, default: f'<span data-lf-text="{number}">{default}</span>'
    )


def visit_text_config(texts: Sequence[VisitText]) -> list[list[Any]]:
    """The member `tx` of the page's configuration: [key, longest, casing, [allowed, ...]] each.

    What is empty at the end is left out.
    """
    rows: list[list[Any]] = []
    for text in texts:
        row: list[Any] = [text.key, text.longest, text.casing, list(text.only)]
        while not row[-1]:
            row.pop()
        rows.append(row)
    return rows
