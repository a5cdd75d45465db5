"""Paths that nobody can guess, and that every build finds again.

A private page's path ends in a keyed hash (HMAC-SHA-256) of the path that it would have otherwise,
of which 100 bits are kept: as long as the site's secret and the path stay, so does the address, and
whoever does not know the secret can compute none of them.
"""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from generator.errors import InputError

SHORTEST_SECRET = 16
"""Characters; what is shorter can be tried out."""

_LENGTH = 20
"""Characters of the hash, of 5 bits each."""


def check_secret(value: str) -> str:
    """A secret that cannot be guessed itself.

    Raises:
        InputError: `secret-short`.
    """
    if len(value) < SHORTEST_SECRET or len(set(value)) < SHORTEST_SECRET // 2:
        raise InputError(
            "secret-short",
            "The secret is so short or so simple that it can be guessed, and with it the path of "
            "every private page.",
            f"Write at least {SHORTEST_SECRET} characters at random, such as {_suggestion()}.",
        )
    return value


def private_path(path: str, secret: str) -> str:
    """The path under which a private page lies.

    Args:
        path: The one that it would have as any other page, without slashes at its ends.
        secret: The site's secret.

    Raises:
        InputError: `secret-missing`.
    """
    if not secret:
        raise InputError(
            "secret-missing",
            "This page is for one person alone, and without a secret everybody could guess its "
            "address.",
            f"Write `secret: {_suggestion()}` in site.yaml, once and for all: with another secret "
            "the addresses of all private pages change.",
        )
    key, text = secret.encode(), path.casefold().encode()
    digest = hmac.new(key, text, hashlib.sha256).digest()
    token = base64.b32encode(digest).decode().lower()[:_LENGTH]
    return f"{path}-{token}" if path else token


@cache
def _suggestion() -> str:
    """A secret for whoever has none yet: the same in all problems of one run."""
    return secrets.token_urlsafe(24)
