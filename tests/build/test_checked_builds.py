"""Builds refuse what the rules call an error, tell their warnings, and can be told not to."""

import json
from pathlib import Path

import pytest

from generator.check.inspection import build_rules
from generator.cli import run
from tests.check.corpus import Case, write_case


def build(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changes: list[str],
    *arguments: str,
) -> tuple[int, str, str]:
    (root / "cache").mkdir(exist_ok=True)
    if not (root / "space").exists():
        write_case(Case("", "", "", changes), root / "space", root / "cache")
    monkeypatch.chdir(root / "space")
    code = run(["build", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


NO_COMPANY = ["= site.yaml company: {legal_name: Shop}"]
DOWNLOAD = ['+ balm.md <iframe src="https://go.polarshop.co/a.apk" width="1" height="1"></iframe>']
ZERO = ["= balm.md price: {now: 0}"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [(NO_COMPANY, "company-address-missing"), (DOWNLOAD, "auto-download")],
    ids=["by its source", "by its HTML"],
)
def test_errors_refuse_the_build(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changes: list[str],
    code: str,
) -> None:
    result = build(tmp_path, monkeypatch, capsys, changes)
    assert result[:2] == (1, "")
    assert code in result[2]
    assert result[2].endswith("Nothing was written.\n")
    assert not (tmp_path / "space/output/shop").exists()


def test_no_check_builds_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = build(tmp_path, monkeypatch, capsys, NO_COMPANY, "--no-check")
    assert code == 0
    assert out.startswith("Built 1 site")
    assert "company" not in err
    assert (tmp_path / "space/output/shop/balm/index.html").is_file()


def test_a_refused_build_leaves_the_earlier_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path, monkeypatch, capsys, [])[0] == 0
    built = (tmp_path / "space/output/shop/balm/index.html").read_bytes()
    page = tmp_path / "space/sites/shop/pages/balm.md"
    page.write_text(page.read_text("utf-8") + "\nLorem ipsum.\n", "utf-8")
    code, _, err = build(tmp_path, monkeypatch, capsys, [])
    assert code == 1
    assert "placeholder-text" in err
    assert (tmp_path / "space/output/shop/balm/index.html").read_bytes() == built


def test_warnings_are_told_shortly_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = build(tmp_path, monkeypatch, capsys, ZERO)
    assert code == 0
    assert out.startswith("Built 1 site")
    assert (
        "1 warning (landfast check says what to do):\n"
        "  sites/shop/pages/balm.md:6:14  price-zero  The page sells at a price of zero.\n"
    ) in err


def test_many_warnings_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = [f"= p{number}.md price: {{now: 0}}" for number in range(11)]
    _, _, err = build(tmp_path, monkeypatch, capsys, changes)
    assert err.count("price-zero") == 8
    assert "  and 3 more\n" in err


def test_warnings_in_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = build(tmp_path, monkeypatch, capsys, ZERO, "--json")
    data = json.loads(out)
    assert code == 0
    assert [warning["code"] for warning in data["warnings"]] == ["price-zero"]


def test_silenced_findings_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subjects = ("company-address", "company-contact", "privacy", "terms", "returns", "shipping")
    codes = ", ".join(f"{subject}-missing: not yet" for subject in subjects)
    silence = f"{{silence: {{{codes}}}}}"
    changes = [*NO_COMPANY, f"= site.yaml check: {silence}"]
    code, _, err = build(tmp_path, monkeypatch, capsys, changes)
    assert code == 0
    assert "warning" not in err


def test_a_mistyped_silence_refuses_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = ["= site.yaml check: {silence: {no-such-code: x}}"]
    code, _, err = build(tmp_path, monkeypatch, capsys, changes)
    assert code == 1
    assert "silence-unknown" in err


def test_builds_ask_what_is_cheap() -> None:
    codes = {rule.code for rule in build_rules()}
    assert {"anchor-text-long", "company-missing", "page-redirect", "ttclid-lost"} <= codes
    assert not {"page-heavy", "link-internal-missing", "link-broken", "heading-order"} & codes
    assert "note" not in {rule.severity for rule in build_rules()}
