"""Minifies a script for inlining into HTML.

minify-html shortens the syntax, but keeps names and JSDoc comments, hence `mangle` before it. (The
libraries that would do both bring a Node or a Go runtime with them.)
"""

import re

import minify_html

from generator.runtime.mangle import mangle

_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)

_PURE = "/* @__PURE__ */ "  # a mark for other bundlers, which minify-html adds


def minify(source: str) -> str:
    """The script in its shortest form, in ASCII, and safe inside a ``<script>`` element.

    Raises:
        ValueError: The minifier left the script as it was, which is how it says that it does not
            understand it; or the script could end its element.
    """
    mangled = mangle(source)
    page = minify_html.minify(f"<script>{mangled}</script>", minify_js=True)
    script = page.removeprefix("<script>").removesuffix("</script>").replace(_PURE, "")
    if len(script) >= len(mangled):
        raise ValueError("the minifier did not understand the script")
    if _ENDS_SCRIPT.search(script):
        raise ValueError("the script could end the element that it is written into")
    return _ascii(script)


def _ascii(script: str) -> str:
    """The script with other characters escaped, so that it means the same in any charset."""
    return "".join(
        character if character.isascii() else f"\\u{ord(character):04x}" for character in script
    )
