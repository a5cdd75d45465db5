"""What a marketer should know of the links is told once, and only where it is so."""

from pathlib import Path

import pytest

from generator.build.build import read_sites
from generator.build.plan import make_plan
from generator.check.attribution import RULES
from generator.check.findings import find
from generator.media import MediaStore
from generator.render import Themes
from tests.workspaces import PLAIN_THEME, SITE, told, write_workspace


def findings(root: Path, attribution: str) -> list[str]:
    workspace = write_workspace(
        root,
        PLAIN_THEME,
        SITE,
        f"-- sites/shop/pages/_defaults.yaml --\nattribution: {attribution}\n",
        SITE.split("-- sites/shop/pages/balm.md --")[1]
        .split("-- sites")[0]
        .join(["-- sites/shop/pages/second.md --", ""]),
    )
    pages = make_plan(read_sites(workspace.site_folders(), Themes([workspace.themes]))).pages
    found = find(pages, MediaStore(root / "cache"), RULES)
    return [f"{finding.severity} {told(finding.problem, root)}" for finding in found]


NOTE = "note sites/shop/pages/_defaults.yaml:1:14 raw-data-length"


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        ("{impressions: true}", [NOTE]),
        ("{raw_data: {ttclid: off}}", []),
        ("{preset: meta-web}", []),
        (
            "{mapping: {af_sub1: {keys: [mine]}}}",
            ["warning sites/shop/pages/_defaults.yaml:1:14 raw-data-left-out"],
        ),
        ("{mapping: {af_sub1: {keys: [mine]}}, raw_data: {ttclid: af_sub3}}", [NOTE]),
    ],
)
def test_copies_for_raw_data(tmp_path: Path, attribution: str, expected: list[str]) -> None:
    assert findings(tmp_path, attribution) == expected
