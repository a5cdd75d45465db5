"""Three judges of a page: Lighthouse, axe-core and the Nu HTML checker.

Each is the pinned package of scripts/node/audit, and each works without the internet.
"""

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page

from built_sites import ROOT
from tests.browser.chromium import launch_arguments
from tests.browser.edge import Edge
from tests.browser.engines import find_chromium

NODE_MODULES = ROOT / "scripts" / "node" / "audit" / "node_modules"

CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Lighthouse's categories, and the least score of each that is fine."""

PERFORMANCE_RUNS = 5
"""Performance is measured so many times, and of each figure the median counts."""

MOST_LCP = 1500
"""Milliseconds until the largest picture or text is there, on Lighthouse's slow 4G."""

LEAST_BENCHMARK = 500
"""Of Lighthouse's benchmark of the machine; below it, its figures of performance say little."""

MOST_CLS = 0.02
"""How much may move by itself, as Lighthouse adds it up."""


@dataclass(frozen=True)
class Finding:
    """One fault of a page: which judge found it, the rule's name, and what it says."""

    judge: str
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.judge} {self.rule}: {self.text}"


def check_html(files: Sequence[Path]) -> dict[Path, list[Finding]]:
    """Return the Nu checker's errors and warnings of each file; one run of Java for all of them.

    Raises:
        RuntimeError: the checker did not run.
    """
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    ran = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
    )
    if ran.returncode != 0:
        raise RuntimeError(f"The Nu HTML checker failed: {ran.stderr}")
    found: dict[Path, list[Finding]] = {file.resolve(): [] for file in files}
    for message in json.loads(ran.stderr)["messages"]:
        kind = message.get("subType", message["type"])
        if kind not in {"error", "fatal", "warning"}:
            continue
        if message["type"] == "non-document-error":
            raise RuntimeError(f"The Nu HTML checker failed: {message['message']}")
        excerpt = " ".join(message.get("extract", "").split())
        file = Path(message["url"].removeprefix("file:")).resolve()
        found[file].append(Finding("vnu", kind, f"{message['message']} [{excerpt}]"))
    return {file: found[file.resolve()] for file in files}


def check_accessibility(tab: Page) -> list[Finding]:
    """Return axe-core's violations in the page that the tab shows."""
    tab.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    result = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        Finding("axe", violation["id"], f"{violation['help']} [{_targets(violation['nodes'])}]")
        for violation in result["violations"]
    ]


def _targets(nodes: Iterable[dict[str, Any]]) -> str:
    return "; ".join(" ".join(map(str, node["target"])) for node in nodes)


@dataclass(frozen=True)
class LighthouseResult:
    """Scores from 0 to 100 by category, two of the figures behind them, and what cost points.

    Attributes:
        lcp: Milliseconds until the largest picture or text is there.
        cls: How much moved by itself.
        benchmark: What Lighthouse's benchmark of the machine's processor gave beside it.
    """

    scores: dict[str, float]
    lcp: float
    cls: float
    findings: tuple[Finding, ...]
    benchmark: float


def run_lighthouse(
    url: str, edge: Edge, report: Path, runs: int = PERFORMANCE_RUNS
) -> LighthouseResult:
    """Judge a page as Lighthouse's phone does, and keep Lighthouse's own reports as JSON.

    Performance varies with what else the machine does, so it is measured `runs` times: the medians
    count. Whether the page may be indexed is left out: pages for ads ask not to be.

    Raises:
        RuntimeError: Lighthouse did not finish.
    """
    first = _lighthouse_once(url, edge, report, list(CATEGORIES))
    results = [first]
    for number in range(2, runs + 1):
        again = report.with_suffix(f".{number}.json")
        results.append(_lighthouse_once(url, edge, again, ["performance"]))
    performance = median(result.scores["performance"] for result in results)
    return LighthouseResult(
        {**first.scores, "performance": performance},
        median(result.lcp for result in results),
        median(result.cls for result in results),
        first.findings,
        median(result.benchmark for result in results),
    )


def _lighthouse_once(
    url: str, edge: Edge, report: Path, categories: Sequence[str]
) -> LighthouseResult:
    # Lighthouse measures the network, so it meets the edge as the host itself, not as a proxy.
    flags = [
        flag
        for flag in launch_arguments(edge.certificate)
        if not flag.startswith("--host-resolver-rules")
    ]
    flags += ["--headless=new", f"--host-resolver-rules='MAP * 127.0.0.1:{edge.port}'"]
    ran = subprocess.run(
        [
            NODE_MODULES / ".bin" / "lighthouse",
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(categories)}",
            "--skip-audits=is-crawlable",
            f"--chrome-flags={' '.join(flags)}",
        ],
        env=os.environ | {"CHROME_PATH": str(find_chromium())},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if ran.returncode != 0:
        raise RuntimeError(f"Lighthouse failed on {url}: {ran.stdout}{ran.stderr}")
    data = json.loads(report.read_text("utf-8"))
    if "runtimeError" in data:
        raise RuntimeError(f"Lighthouse failed on {url}: {data['runtimeError']['message']}")
    scores = {name: round(data["categories"][name]["score"] * 100) for name in categories}
    lcp, cls = (
        float(data["audits"][name]["numericValue"])
        for name in ("largest-contentful-paint", "cumulative-layout-shift")
    )
    benchmark = float(data["environment"]["benchmarkIndex"])
    findings = tuple(_lost_points(data, scores))
    return LighthouseResult(dict(scores), lcp, cls, findings, benchmark)


def _lost_points(data: dict[str, Any], scores: dict[str, int]) -> Iterable[Finding]:
    """Yield the audits below their best, in the categories that fell short."""
    for category, score in scores.items():
        if score >= CATEGORIES[category]:
            continue
        for reference in data["categories"][category]["auditRefs"]:
            audit = data["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                text = f"{audit['title']} {audit.get('displayValue', '')}".strip()
                yield Finding(f"lighthouse/{category}", reference["id"], text)
