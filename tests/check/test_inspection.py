"""What surrounds the rules: silence, places, problems beside findings, links over a whole site."""

from pathlib import Path

import pytest

from generator.build.workspace import Workspace
from generator.check.sites import check_sites
from generator.cli import run
from tests.browser.example_sites import WORKSPACE
from tests.check.corpus import Case, write_case


@pytest.fixture
def space(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path


def workspace(space: Path, *changes: str) -> Workspace:
    return write_case(Case("", "", "", list(changes)), space / "space", space / "cache")


def codes(space: Workspace) -> list[str]:
    return [f.problem.code for f in check_sites(space).findings if f.severity != "note"]


ZERO = "= balm.md price: {now: 0}"
SILENT = "{silence: {price-zero: a gift}}"


@pytest.mark.parametrize(
    "changes",
    [
        (ZERO, f"= site.yaml check: {SILENT}"),
        (ZERO, f"= balm.md check: {SILENT}"),
        (ZERO, f"* pages/_defaults.yaml: check: {SILENT}"),
    ],
    ids=["site", "page", "folder"],
)
def test_findings_are_silenced_with_a_reason(space: Path, changes: tuple[str, ...]) -> None:
    results = check_sites(workspace(space, *changes))
    assert "price-zero" not in {finding.problem.code for finding in results.findings}
    (silenced,) = results.silenced
    assert (silenced.finding.problem.code, silenced.reason) == ("price-zero", "a gift")


def test_silence_needs_a_reason(space: Path) -> None:
    results = check_sites(workspace(space, ZERO, "= balm.md check: {silence: {price-zero: }}"))
    assert [problem.code for problem in results.problems] == ["value-empty"]


def test_a_page_silences_for_itself_only(space: Path) -> None:
    made = workspace(space, ZERO, f"= balm.md check: {SILENT}", "= other.md price: {now: 0}")
    (finding,) = [f for f in check_sites(made).findings if f.problem.code == "price-zero"]
    assert finding.problem.place
    assert finding.problem.place.file.name == "other.md"


def test_a_mistyped_code_is_told_with_what_was_meant(space: Path) -> None:
    results = check_sites(workspace(space, ZERO, "= balm.md check: {silence: {price-zeor: x}}"))
    (unknown,) = [f for f in results.findings if f.problem.code == "silence-unknown"]
    assert unknown.problem.hint == "Did you mean price-zero?"
    assert "price-zero" in {finding.problem.code for finding in results.findings}


def test_silence_for_other_hosts_is_unused_only_when_they_were_asked(space: Path) -> None:
    made = workspace(space, "= balm.md check: {silence: {link-broken: known}}")
    assert not [f for f in check_sites(made).findings if f.problem.code == "silence-unused"]


def test_what_can_be_checked_is_checked_beside_problems(space: Path) -> None:
    made = workspace(space, ZERO, "= broken.md titel: x", "* pages/worse.md: no front matter")
    results = check_sites(made)
    assert {problem.code for problem in results.problems} == {"key-unknown", "front-matter-missing"}
    assert "price-zero" in {finding.problem.code for finding in results.findings}
    assert results.pages == 1


def test_missing_pages_mean_nothing_while_some_are_broken(space: Path) -> None:
    link = "+ balm.md [Other](../broken/)"
    assert "link-internal-missing" in codes(workspace(space, link))
    broken = workspace(space / "2", link, "= broken.md titel: x") if _made(space / "2") else None
    assert broken
    assert "link-internal-missing" not in codes(broken)


def _made(folder: Path) -> bool:
    (folder / "cache").mkdir(parents=True)
    return True


def test_a_page_that_cannot_be_rendered_is_still_checked_by_its_source(space: Path) -> None:
    made = workspace(space, ZERO, "+ balm.md ![x](media/none.jpg)")
    results = check_sites(made)
    assert [problem.code for problem in results.problems] == ["media-missing"]
    assert "price-zero" in {finding.problem.code for finding in results.findings}


def test_copies_for_markets_tell_what_they_share_once(space: Path) -> None:
    markets = "{us: {country: US}, ca: {country: CA, currency: CAD}}"
    made = workspace(space, ZERO, f"= site.yaml markets: {markets}")
    results = check_sites(made)
    assert results.pages == 2
    assert [f.problem.code for f in results.findings].count("price-zero") == 1


def test_a_market_in_a_foreign_currency_is_told(space: Path) -> None:
    markets = "{us: {country: US}, de: {country: DE}}"
    made = workspace(space, "= balm.md price: {now: 5}", f"= site.yaml markets: {markets}")
    (finding,) = [f for f in check_sites(made).findings if f.problem.code == "price-currency"]
    assert "DE" in finding.problem.message


def test_rows_of_a_catalogue_are_checked(space: Path) -> None:
    made = workspace(
        space,
        "= balm.md catalogue: {file: data/rows.csv, key: name}",
        '= balm.md title: "{{ row.name }}"',
        "* data/rows.csv: name",
    )
    rows = made.root / "sites/shop/data/rows.csv"
    rows.write_text("name\nGlow\nBUY THIS BALM NOW\n", "utf-8")
    (finding,) = [f for f in check_sites(made).findings if f.problem.code == "text-capitals"]
    assert finding.problem.place
    assert (finding.problem.place.file.name, finding.problem.place.line) == ("rows.csv", 3)


@pytest.mark.parametrize(("language", "told"), [("es", False), ("en", True)])
def test_a_reminder_that_is_a_word_elsewhere(space: Path, language: str, told: bool) -> None:
    everything = "todo".upper()
    made = workspace(space, f"= site.yaml language: {language}", f"+ balm.md {everything} en casa.")
    assert ("placeholder-text" in codes(made)) == told


def test_addresses_in_styles_are_seen(space: Path) -> None:
    made = workspace(space, "* theme/styles/product.css: p{background:url(http://polarshop.co/x)}")
    assert "http-resource" in codes(made)


def test_our_own_script_is_no_foreign_script(space: Path) -> None:
    """Pages with everything on have no finding about behaviour."""
    made = workspace(
        space,
        "= site.yaml banner: {text: Get the app}",
        "= site.yaml pixels: {tiktok: C1ABCDEFG2HIJKLMNOP4}",
        "= site.yaml consent: {mode: ask}",
        "= glow.md countdown: {to: 2099-01-01}",
        "= glow.md variants: {a: {}, b: {headline: Other}}",
        "= game.md title: Comet",
        "= show.md title: Rivers",
    )
    assert codes(made) == []


def test_the_examples_have_neither_errors_nor_warnings() -> None:
    results = check_sites(WORKSPACE)
    assert results.problems == ()
    assert [finding for finding in results.findings if finding.severity != "note"] == []
    assert all(len(one.reason) > 10 for one in results.silenced)


def test_nothing_is_written(
    space: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = workspace(space)
    monkeypatch.chdir(made.root)
    assert run(["check"]) == 0
    capsys.readouterr()
    assert not (made.root / "output").exists()
