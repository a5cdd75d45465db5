"""What every build checks: the rules that cost next to nothing."""

from collections.abc import Iterable

from generator.build.inspection import Inspection
from generator.build.plan import PlannedPage
from generator.check.inspection import PageInspector, PageReport, build_rules, conclude
from generator.check.rules import BY_CODE
from generator.media import MediaStore
from generator.render import RenderedPage


class BuildInspector:
    """Looks at pages as a build makes them.

    Args:
        store: Tells about their media.
    """

    def __init__(self, store: MediaStore) -> None:
        self._store = store
        self._rules = build_rules()
        self._inspector = PageInspector(store, self._rules)

    def __reduce__(self) -> tuple[type["BuildInspector"], tuple[MediaStore]]:
        """For another process, which has the rules itself."""
        return BuildInspector, (self._store,)

    def look(self, page: PlannedPage, rendered: RenderedPage) -> PageReport | None:
        """The page's report, or None where it has nothing to say."""
        report = self._inspector.look(page, rendered)
        unknown = any(code not in BY_CODE for code in report.silence)
        return report if report.findings or report.problems or unknown else None

    def conclude(self, looked: Iterable[PageReport]) -> Inspection:
        """The errors and warnings that are not silenced."""
        results = conclude(looked, rules=self._rules)
        told = {
            severity: tuple(
                finding.problem for finding in results.findings if finding.severity == severity
            )
            for severity in ("error", "warning")
        }
        return Inspection((*results.problems, *told["error"]), told["warning"])
