"""Each rule finds what it is for, and lets the near miss pass."""

from pathlib import Path

import pytest

from generator.check.findings import Finding, Results
from generator.check.rules import RULES
from generator.check.sites import check_sites
from generator.errors import Problem
from tests.check.corpus import PAGES, Case, cases, write_case

CASES = cases()
ELSEWHERE = {
    "video-codec": "test_clips.py",
    "video-pixel-format": "test_clips.py",
    "video-audio-codec": "test_clips.py",
    "video-container": "test_clips.py",
    "video-not-faststart": "test_clips.py",
    "link-broken": "test_online.py",
    "link-unreachable": "test_online.py",
    "link-loses-query": "test_online.py",
    "page-heavy": "test_weight.py",
    "page-heavy-html": "test_weight.py",
}
"""Rules whose sites need more than a few lines, with the file that tests them."""


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("checked")


def checked(case: Case, root: Path, cache: Path) -> Results:
    results = check_sites(write_case(case, root, cache))
    assert not results.problems, results.problems
    return results


def test_every_rule_has_a_site_that_trips_it_and_one_that_does_not() -> None:
    codes = {rule.code for rule in RULES}
    for kind in ("trips", "passes"):
        tried = [case.code for case in CASES if case.kind == kind]
        assert len(tried) == len(set(tried))
        assert set(tried) == codes - set(ELSEWHERE)
    assert set(ELSEWHERE) < codes
    for code, name in ELSEWHERE.items():
        assert code in (Path(__file__).parent / name).read_text("utf-8")


def test_codes_are_unique_and_rules_say_what_they_are() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.title[0].isupper()
        assert rule.title[-1] not in ".!"
        assert rule.why.endswith(".")
        assert rule.fix.endswith(".")


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.kind == "trips"], ids=lambda case: case.code
)
def test_it_is_found(case: Case, tmp_path: Path, cache: Path) -> None:
    results = checked(case, tmp_path, cache)
    found = [finding for finding in results.findings if finding.problem.code == case.code]
    assert found, [finding.problem.code for finding in results.findings]
    assert case.place in [_place(finding.problem, tmp_path) for finding in found]
    (rule,) = [rule for rule in RULES if rule.code == case.code]
    for finding in found:
        assert finding.severity == rule.severity
        assert finding.problem.message.endswith(".")
        assert finding.problem.hint


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.kind == "passes"], ids=lambda case: case.code
)
def test_the_near_miss_passes(case: Case, tmp_path: Path, cache: Path) -> None:
    results = checked(case, tmp_path, cache)
    assert case.code not in {finding.problem.code for finding in results.findings}


@pytest.mark.parametrize("name", PAGES)
def test_the_site_without_fault_has_none(name: str, tmp_path: Path, cache: Path) -> None:
    title = PAGES[name].split("title: ")[1].split("\n")[0]
    case = Case("", "", "", [f"= {name} title: {title}"])
    serious = [f for f in checked(case, tmp_path, cache).findings if f.severity != "note"]
    assert serious == []


def _place(problem: Problem, root: Path) -> str:
    assert problem.place is not None
    place = problem.place
    name = place.file.relative_to(root / "sites" / "shop").as_posix().removeprefix("pages/")
    return f"{name}:{place.line}:{place.column}" if place.line else name


def codes_of(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.problem.code for finding in findings]
