"""What somebody probably meant who wrote a word that is not known."""

from collections.abc import Iterable


def closest(said: str, known: Iterable[str], least: float = 0.6) -> str:
    """The known word that is most like what was said, or nothing.

    Args:
        said: What was said.
        known: What could have been meant.
        least: How alike the two must be, from 0 (anything) to 1 (the same).
    """
    from difflib import get_close_matches  # only needed when something is wrong

    return next(iter(get_close_matches(said, list(known), 1, least)), "")
