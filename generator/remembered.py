"""Answers about things that many pages share, worked out once for each thing."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST = 64


def by_identity(function: Callable[[T], R]) -> Callable[[T], R]:
    """Remember what a function gives for the last things that it was asked about.

    It is for things that never change and have no hash, such as frozen models that hold mappings:
    each of them counts as another one, even where two are equal. What raises is asked again.
    """
    answers: dict[int, tuple[T, Any]] = {}

    @wraps(function)
    def remembering(thing: T) -> R:
        # The thing itself is kept too, so that no other one can come to have its identity.
        known = answers.get(id(thing))
        if known is None:
            known = (thing, function(thing))
            if len(answers) >= _MOST:
                answers.clear()
            answers[id(thing)] = known
        found: R = known[1]
        return found

    return remembering
