"""Every recorded case, through the Python half."""

import re
from typing import Any

import pytest

from tests.links.recorded_cases import load_cases, run_case


def _any_version(url: str | None) -> str | None:
    return url and re.sub(r"(?<=[?&]af_ss_ver=)[^&]*", "*", url, count=1)


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case["id"])
def test_recorded_case(case: dict[str, Any]) -> None:
    outcome = run_case(case)
    assert _any_version(outcome.click_url) == _any_version(case["click_url"])
    if case["impression_url"] is not None:
        assert _any_version(outcome.impression_url) == _any_version(case["impression_url"])


def test_the_table_is_whole() -> None:
    cases = load_cases()
    assert len(cases) == 477
    assert len({case["id"] for case in cases}) == len(cases)
    assert {case["kind"] for case in cases} == {"agree", "better"}
    assert any(case["impression_url"] for case in cases)
