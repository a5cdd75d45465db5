"""Structs as JSON can hold them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec


def plain_data(value: object) -> Any:
    """A struct, with all that is in it, as dicts, lists, tuples, texts, numbers, booleans and None.

    Paths and dates become text, and so do texts that know more than a text, such as Markup.

    Raises:
        NotImplementedError: something else is in it, which is a bug of ours.
    """
    return msgspec.to_builtins(value, enc_hook=_plain)


def _plain(value: object) -> Any:
    match value:
        case str():
            return str.__str__(value)
        case int():
            return int(value)
        case float():
            return float(value)
        case Path():
            return str(value)
        case Mapping():
            return dict(value)
    raise NotImplementedError(f"{type(value).__name__} is no data")
