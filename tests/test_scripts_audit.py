"""How scripts/audit judges: what is fine, what is told, and what is measured again."""

from pathlib import Path

import pytest

import audit_tools
from audit_tools import Finding, LighthouseResult, run_lighthouse
from built_sites import BuiltPage
from site_audit import Verdict, show
from tests.browser.edge import Certificate, Edge

PAGE = BuiltPage("aurora", "/glow/", "go.aurora.example", Path("glow/index.html"))
BEST = {"performance": 98.0, "accessibility": 100.0, "best-practices": 100.0, "seo": 100.0}
FAULT = Finding("axe", "color-contrast", "Too little contrast [h1]")


@pytest.mark.parametrize(
    ("changes", "html", "accessibility", "fine"),
    [
        ({}, [], [], True),
        ({"performance": 97}, [], [], False),
        ({"performance": 97.5}, [], [], False),
        ({"accessibility": 99}, [], [], False),
        ({"best-practices": 96}, [], [], False),
        ({"seo": 92}, [], [], False),
        ({}, [FAULT], [], False),
        ({}, [], [FAULT], False),
    ],
)
def test_what_is_fine(
    changes: dict[str, float], html: list[Finding], accessibility: list[Finding], fine: bool
) -> None:
    verdict = Verdict(PAGE, html, accessibility, LighthouseResult(BEST | changes, ()))
    assert verdict.fine == fine


def test_the_table_tells_what_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    show(
        [
            Verdict(PAGE, [], [], LighthouseResult(BEST, ())),
            Verdict(PAGE, [], [FAULT], LighthouseResult(BEST, ())),
        ]
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["page", "performance"]
    assert lines[1].split() == [PAGE.url, "98", "100", "100", "100", "0", "0", "ok"]
    assert lines[2].split() == [PAGE.url, "98", "100", "100", "100", "1", "0", "FAILED"]
    assert lines[4:] == [PAGE.url, "  axe color-contrast: Too little contrast [h1]"]


@pytest.mark.parametrize(
    ("measured", "performance"), [([98], 98), ([90, 99, 100], 99), ([97, 97, 100], 97)]
)
def test_a_low_performance_is_measured_again_and_the_median_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, measured: list[float], performance: float
) -> None:
    left = list(measured)

    def once(*_: object) -> LighthouseResult:
        return LighthouseResult(BEST | {"performance": left.pop(0)}, ())

    monkeypatch.setattr(audit_tools, "_lighthouse_once", once)
    with Edge(Certificate()) as edge:
        result = run_lighthouse(PAGE.url, edge, tmp_path / "report.json")
    assert left == []
    assert result.scores == BEST | {"performance": performance}


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
