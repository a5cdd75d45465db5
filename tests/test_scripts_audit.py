"""How scripts/audit judges: what is fine, what is told, and how often it measures."""

import random
from pathlib import Path

import pytest

import audit_tools
from audit_tools import CATEGORIES, Finding, LighthouseResult, run_lighthouse
from built_sites import BuiltPage
from site_audit import Verdict, show, weight_of
from tests.browser.edge import Certificate, Edge

BEST = {"performance": 98.0, "accessibility": 100.0, "best-practices": 100.0, "seo": 100.0}
FAULT = Finding("axe", "color-contrast", "Too little contrast [h1]")


@pytest.fixture
def page(tmp_path: Path) -> BuiltPage:
    file = tmp_path / "index.html"
    file.write_text("<!doctype html>")
    return BuiltPage("aurora", "/glow/", "go.aurora.example", file)


def lighthouse(
    lcp: float = 1400,
    cls: float = 0,
    findings: tuple[Finding, ...] = (),
    benchmark: float = 900,
    **scores: float,
) -> LighthouseResult:
    named = {name.replace("_", "-"): score for name, score in scores.items()}
    return LighthouseResult(BEST | named, lcp, cls, findings, benchmark)


@pytest.mark.parametrize(
    ("result", "fine"),
    [
        (lighthouse(), True),
        (lighthouse(performance=97), False),
        (lighthouse(performance=97.5), False),
        (lighthouse(accessibility=99), False),
        (lighthouse(best_practices=96), False),
        (lighthouse(seo=92), False),
        (lighthouse(lcp=1499.9), True),
        (lighthouse(lcp=1500), False),
        (lighthouse(cls=0.019), True),
        (lighthouse(cls=0.02), False),
        # One run of five cost points; the medians are fine.
        (lighthouse(findings=(Finding("lighthouse/performance", "lcp", "Slow"),)), True),
    ],
)
def test_what_is_fine_for_lighthouse(page: BuiltPage, result: LighthouseResult, fine: bool) -> None:
    assert Verdict(page, [], [], result, 35, 0).fine == fine


def test_what_is_fine_for_the_other_judges(page: BuiltPage) -> None:
    assert Verdict(page, [], [], lighthouse(), 35, 60 * 1024).fine
    assert not Verdict(page, [], [], lighthouse(), 35, 60 * 1024 + 1).fine
    assert not Verdict(page, [FAULT], [], lighthouse(), 35, 0).fine
    assert not Verdict(page, [], [FAULT], lighthouse(), 35, 0).fine


def test_the_html_must_be_small(page: BuiltPage) -> None:
    page.file.write_bytes(random.Random(1).randbytes(14 * 1024 + 1))
    verdict = Verdict(page, [], [], lighthouse(), weight_of(page), 0)
    assert not verdict.fine
    assert [finding.rule for finding in verdict.findings] == ["html-weight"]


def test_the_table_tells_what_to_mend(page: BuiltPage, capsys: pytest.CaptureFixture[str]) -> None:
    show(
        [
            Verdict(page, [], [], lighthouse(), 35, 0),
            Verdict(page, [], [FAULT], lighthouse(lcp=2100.4), 35, 41_000),
        ]
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["page", "perf"]
    scores = ["98", "100", "100", "100"]
    assert lines[1].split() == [page.url, *scores, "1400", "0.000", "0", "0", "35", "-", "ok"]
    assert lines[2].split() == [
        *(page.url, *scores, "2100", "0.000", "1", "0", "35", "41,000", "FAILED")
    ]
    assert lines[4:] == [
        page.url,
        "  axe color-contrast: Too little contrast [h1]",
        "  budget lcp: 2100 ms; less than 1,500 is fine",
    ]


def test_a_busy_machine_is_told(page: BuiltPage, capsys: pytest.CaptureFixture[str]) -> None:
    show([Verdict(page, [], [], lighthouse(benchmark=233), 35, 0)])
    assert "benchmark of it gave 233" in capsys.readouterr().out
    show([Verdict(page, [], [], lighthouse(benchmark=500), 35, 0)])
    assert "benchmark" not in capsys.readouterr().out


def test_performance_is_measured_five_times_and_the_medians_count(
    page: BuiltPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[list[str]] = []
    left = [(90, 2000, 0.3), (99, 1000, 0.0), (100, 1100, 0.0), (98, 1300, 0.01), (97, 1600, 0.0)]

    def once(url: str, edge: Edge, report: Path, categories: list[str]) -> LighthouseResult:
        asked.append(categories)
        performance, lcp, cls = left.pop(0)
        return lighthouse(lcp, cls, performance=performance)

    monkeypatch.setattr(audit_tools, "_lighthouse_once", once)
    with Edge(Certificate()) as edge:
        result = run_lighthouse(page.url, edge, tmp_path / "report.json")
    assert (result.scores, result.lcp, result.cls) == (BEST, 1300, 0.0)
    assert asked == [list(CATEGORIES), *[["performance"]] * 4]


def test_only_audits_that_cost_points_are_told() -> None:
    data = {
        "categories": {
            "seo": {
                "auditRefs": [
                    {"id": "image-alt", "weight": 1},
                    {"id": "canonical", "weight": 1},
                    {"id": "not-applicable", "weight": 1},
                    {"id": "informative", "weight": 0},
                ]
            }
        },
        "audits": {
            "image-alt": {"score": 0, "title": "No alt", "displayValue": "2 pictures"},
            "canonical": {"score": 1, "title": "Canonical"},
            "not-applicable": {"score": None, "title": "Nothing to see"},
            "informative": {"score": 0.5, "title": "By the way"},
        },
    }
    assert list(audit_tools._lost_points(data, {"seo": 92})) == [
        Finding("lighthouse/seo", "image-alt", "No alt 2 pictures")
    ]
    assert list(audit_tools._lost_points(data, {"seo": 100})) == []
