"""Problems as they are found, each once; of a catalogue's, no more than anybody reads."""

from collections import Counter
from pathlib import Path

from generator.errors import Place, Problem, SiteError

MOST = 100
"""How many problems of one kind are told of one file."""


class ProblemList:
    """Collects problems, whatever their number, in bounded memory."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._counts: Counter[tuple[str, Path]] = Counter()

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, problem: Problem) -> None:
        """Take note of a problem."""
        if problem in self._found:
            return
        kind = (problem.code, problem.place.file if problem.place else Path())
        self._counts[kind] += 1
        if self._counts[kind] <= MOST:
            self._found[problem] = None

    def extend(self, error: SiteError) -> None:
        """Take note of all problems of an error."""
        for problem in error.problems:
            self.add(problem)

    def all(self) -> list[Problem]:
        """The problems, and for each kind that has more of them how many."""
        more = [
            Problem(
                "problems-more",
                f"{count - MOST} more places in {file.name} have problems of the kind {code}.",
                "Mend the first ones: the others often have the same cause.",
                Place(file),
            )
            for (code, file), count in self._counts.items()
            if count > MOST
        ]
        return [*self._found, *more]

    def raise_any(self) -> None:
        """Raise the problems, if there are any.

        Raises:
            SiteError: with all of them.
        """
        if self._found:
            raise SiteError(self.all())
