"""How text becomes part of a URL and how it is read back, byte for byte as browsers do it.

Everything here is total: any Python string is accepted, lone surrogates included (they become
U+FFFD, as in a browser's USVString), and nothing is ever raised.

Sources: ECMA-262 encodeURIComponent; WHATWG URL, application/x-www-form-urlencoded parsing and
serialising; WHATWG Encoding, "UTF-8 decode without BOM".
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, quote_plus, unquote_to_bytes

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile("(%[0-9A-Fa-f]{2})")


def well_formed(text: str) -> str:
    """The text with surrogate pairs joined and lone surrogates replaced by U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    joined = _PAIR.sub(
        lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )
    return _SURROGATE.sub("\ufffd", joined)


def utf16_length(text: str) -> int:
    """The length of the text as JavaScript counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


@lru_cache(maxsize=1024)  # names, and values that all pages share
def encode_component(text: str) -> str:
    """The text as encodeURIComponent gives it: everything but ``A-Za-z0-9-_.!~*'()`` as UTF-8."""
    return quote(well_formed(text), safe="!~*'()")


def encode_authored(text: str) -> str:
    """A value that an author wrote, encoded, with its valid percent sequences left as they are.

    ``a b&c`` becomes ``a%20b%26c``, ``a%20b`` stays, ``100%`` becomes ``100%25``. A percent
    sequence is valid when two hexadecimal digits follow the sign, whatever bytes they spell.
    """
    parts = _ESCAPE.split(well_formed(text))
    return "".join(
        part if index % 2 else encode_component(part) for index, part in enumerate(parts)
    )


def decode_form(text: str) -> str:
    """One name or value of a query, read: ``+`` is a space, percent sequences are UTF-8.

    Malformed percent signs stay literal, and bytes that are not UTF-8 become U+FFFD.
    """
    spaced = well_formed(text).replace("+", " ")
    return unquote_to_bytes(spaced).decode("utf-8", "replace")


def parse_form(query: str) -> list[tuple[str, str]]:
    """The names and values of a query in their order, as URLSearchParams lists them."""
    pairs = []
    for part in query.split("&"):
        if part:
            name, _, value = part.partition("=")
            pairs.append((decode_form(name), decode_form(value)))
    return pairs


def serialize_form(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values as URLSearchParams writes them: space as ``+``, only ``*-._`` left."""
    return "&".join(f"{_form(name)}={_form(value)}" for name, value in pairs)


def _form(text: str) -> str:
    return quote_plus(well_formed(text), safe="*").replace("~", "%7E")
