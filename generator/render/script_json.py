"""Data for the scripts of a page, as it may stand in a script element."""

import json

from markupsafe import Markup

# Not `json.dumps`: with options of its own it makes an encoder for each call.
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def script_json(data: object) -> Markup:
    """JSON without `<`, so that nothing can close the element, and without U+2028.

    That character ends a line in the JavaScript of old browsers, though not in JSON.
    """
    return Markup(_encoded(data).replace("<", "\\u003c").replace("\u2028", "\\u2028"))
