"""Smaller HTML and CSS that mean the same."""

from functools import lru_cache

import minify_html
import rcssmin


def minify_page(html: str) -> str:
    """A whole page, smaller.

    Its styles and scripts come minified already (each distinct text once, not on every page). Tags
    that browsers could infer are kept: scripts, tests and people read the result.

    minify-html removes the space between inline elements whose parent is a layout element
    (`<div><s>$59</s> <b>$29</b></div>`), so templates put such text into p, span or li;
    tests/render compares the visible text of every example page before and after.
    """
    return minify_html.minify(
        html,
        keep_closing_tags=True,
        keep_html_and_head_opening_tags=True,
        keep_input_type_text_attr=True,
    )


@lru_cache(maxsize=256)
def minify_css(css: str) -> str:
    """A style sheet, smaller, without changing what it asks of a browser.

    Not by minify-html: it writes `(width>=600px)` for `(min-width:600px)`, folds top, right, bottom
    and left into `inset` and drops `-webkit-` prefixes, none of which Chrome 81 or Safari 13 can do
    without.
    """
    return str(rcssmin.cssmin(css))
