"""What previewed pages do, as they tell it: the local stand-in for AppsFlyer and TikTok."""

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

_MOST_VISITS = 60
_MOST_VIEWS = 20
_MOST_EVENTS = 300
KINDS = frozenset(
    {"click", "consent", "error", "held", "links", "load", "memory", "pixel", "request"}
)
"""What a page can tell; everything else is thrown away."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class View(Struct):
    """One page load.

    Attributes:
        id: The page load's own.
        page: The page's address below the preview: `aurora/glow`.
        events: What the page did, in order.
    """

    id: str
    page: str
    events: list[Mapping[str, Any]] = field(default_factory=list)


class Visit(Struct):
    """The page loads of one visitor.

    Attributes:
        id: Given by whoever sent the visitor, or by the browser's tab.
        kind: How the visitor came; a key of `visitors.VISITORS`, or empty.
        device: What the visitor holds: "iPhone", "Android", ...
        views: The latest page loads, the oldest first.
    """

    id: str
    kind: str
    device: str
    views: list[View] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """The visit as JSON's own types."""
        return {
            "id": self.id,
            "kind": self.kind,
            "device": self.device,
            "views": [
                {"id": view.id, "page": view.page, "events": view.events} for view in self.views
            ],
        }


class Recorder:
    """The latest visits, kept in memory as long as the preview runs."""

    def __init__(self) -> None:
        self._visits: OrderedDict[str, Visit] = OrderedDict()

    def add(
        self,
        *,
        visit: str,
        kind: str,
        device: str,
        view: str,
        page: str,
        events: Sequence[Mapping[str, Any]],
    ) -> list[Mapping[str, Any]]:
        """Take note of what a page did; returns what was taken."""
        known = self._visits.setdefault(visit, Visit(visit, kind, device))
        self._visits.move_to_end(visit)
        while len(self._visits) > _MOST_VISITS:
            self._visits.popitem(last=False)
        shown = next((v for v in known.views if v.id == view), None)
        if shown is None:
            shown = View(view, page)
            known.views = [*known.views, shown][-_MOST_VIEWS:]
        taken = [event for event in events if event.get("kind") in KINDS]
        taken = taken[: _MOST_EVENTS - len(shown.events)]
        shown.events.extend(taken)
        return taken

    def visit(self, visit_id: str) -> Visit | None:
        """One visit, if it is still known."""
        return self._visits.get(visit_id)

    def visits(self) -> list[Visit]:
        """All visits, the latest first."""
        return list(reversed(self._visits.values()))


def is_id(text: str) -> bool:
    """Whether a text can be the id of a visit or a page load."""
    return _ID.fullmatch(text) is not None


def device_of(user_agent: str) -> str:
    """What kind of device asks, for people to tell their own devices apart."""
    for word, name in (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Macintosh", "Mac"),
        ("Windows", "Windows"),
        ("CrOS", "Chromebook"),
    ):
        if word in user_agent:
            return name
    return "Computer"
