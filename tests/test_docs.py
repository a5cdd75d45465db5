"""The documentation says what is true."""

import re
from pathlib import Path

import pytest

from checks_page import CHECKS, READING, checks
from generator.cli import COMMANDS
from reference_page import REFERENCE, reference
from theme_pages import DOCUMENT, document

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_reference_is_up_to_date() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "run scripts/reference"


def test_every_check_is_described_as_its_rule_says() -> None:
    assert CHECKS.read_text("utf-8") == checks(), "run scripts/checks"


def test_problems_that_checks_point_to_are_explained() -> None:
    errors = (ROOT / "docs" / "errors.md").read_text("utf-8")
    known = set(re.findall(r"(?m)^## (.+)$", errors))
    assert {code for _, codes in READING for code in codes} <= known


def test_the_themes_are_described_as_their_contracts_say() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run scripts/theme_pages"


def test_the_readme_names_every_command_and_no_other() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"`landfast ([a-z-]+)", text)) == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_scripts_that_are_named_exist(page: Path) -> None:
    for name in re.findall(r"`(scripts/[a-z_]+)`", page.read_text("utf-8")):
        assert (ROOT / name).exists(), name
