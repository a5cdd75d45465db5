"""What a build asks about its pages before it publishes them; who answers lives above this room."""

from collections.abc import Iterable
from typing import Any, Protocol

from msgspec import Struct

from generator.build.plan import PlannedPage
from generator.errors import Problem
from generator.render import RenderedPage


class Inspection(Struct, frozen=True):
    """What was found.

    Attributes:
        errors: The build is refused for these.
        warnings: The build tells these.
    """

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class Inspector(Protocol):
    """Looks at each page as it is rendered, and says in the end what there is to say."""

    def look(self, page: PlannedPage, rendered: RenderedPage) -> Any:
        """What is to be remembered of a page, fit to cross processes; None for nothing."""

    def conclude(self, looked: Iterable[Any]) -> Inspection:
        """What all that was remembered comes to."""
