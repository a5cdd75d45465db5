"""The forms in which findings leave the house: text, JSON, SARIF, annotations, explanations."""

import json
from pathlib import Path

import jsonschema
import pytest

from generator.check.rules import RULES
from generator.cli import run
from tests.check.corpus import Case, write_case

CHANGES = [
    "= balm.md price: {now: 0}",
    "+ balm.md [100%, really: more](../gone/)",
    "= glow.md check: {silence: {discount-differs: agreed with the reviewer}}",
    "= glow.md title: Glow Serum, 50% off",
]


class Shell:
    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        captured = self.capsys.readouterr()
        return code, captured.out, captured.err


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    (tmp_path / "cache").mkdir()
    made = write_case(Case("", "", "", CHANGES), tmp_path / "space", tmp_path / "cache")
    monkeypatch.chdir(made.root)
    return Shell(made.root, capsys)


def test_text(shell: Shell) -> None:
    code, out, err = shell("check")
    assert (code, err) == (1, "")
    assert (
        "warning  sites/shop/pages/balm.md:6:14  price-zero\n"
        "  The page sells at a price of zero.\n"
        "    6 │ price: {now: 0}\n"
        "      │              ^\n"
        "  → Write the price, or leave `price:` out.\n"
    ) in out
    assert out.index("note  ") < out.index("warning  ") < out.index("error  ")
    assert "Checked 2 pages: 1 error, 1 warning, " in out
    assert ", 1 silenced.\n" in out
    assert "\x1b" not in out


def test_findings_of_a_kind_that_are_very_many_are_counted(shell: Shell) -> None:
    page = (shell.root / "sites/shop/pages/balm.md").read_text("utf-8")
    for number in range(15):
        (shell.root / f"sites/shop/pages/balm-{number}.md").write_text(page, "utf-8")
    _, out, _ = shell("check")
    assert out.count("  price-zero\n") == 12
    assert "4 more places with price-zero; landfast check --json tells all.\n" in out
    assert shell("check", "--json")[1].count('"price-zero"') == 16


def test_strict_fails_on_warnings(shell: Shell) -> None:
    (shell.root / "sites/shop/pages/balm.md").write_text(
        (shell.root / "sites/shop/pages/balm.md").read_text("utf-8").replace("../gone/", "../glow/")
    )
    assert shell("check")[0] == 0
    assert shell("check", "--strict")[0] == 1
    assert shell("check", "--no-strict")[0] == 0


def test_json(shell: Shell) -> None:
    code, out, _ = shell("check", "--json")
    data = json.loads(out)
    assert code == 1
    assert data["pages"] == 2
    assert data["counts"]["error"] == 1
    (error,) = [one for one in data["findings"] if one["severity"] == "error"]
    assert (error["code"], error["kind"]) == ("link-internal-missing", "finding")
    assert (error["file"], error["line"]) == ("sites/shop/pages/balm.md", 13)
    assert error["hint"]
    (quiet,) = data["silenced"]
    assert quiet["reason"] == "agreed with the reviewer"
    assert shell("check", "--format", "json")[1] == out


def test_problems_are_errors(shell: Shell) -> None:
    (shell.root / "sites/shop/pages/bad.md").write_text("---\ntype: product\ntitel: x\n---\n")
    code, out, _ = shell("check", "--json")
    data = json.loads(out)
    kinds = {(one["kind"], one["code"]) for one in data["findings"]}
    assert code == 1
    assert {("problem", "key-unknown"), ("finding", "price-zero")} <= kinds
    assert "could not be checked in full" in shell("check")[1]


# The part of the schema of SARIF 2.1.0 that code hosts ask for.
_REGION = {
    "type": "object",
    "required": ["startLine"],
    "properties": {
        "startLine": {"type": "integer", "minimum": 1},
        "startColumn": {"type": "integer", "minimum": 1},
        "snippet": {"type": "object", "required": ["text"]},
    },
    "additionalProperties": False,
}
_LOCATION = {
    "type": "object",
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "properties": {
                        "uri": {"type": "string", "pattern": r"^[^\\ ]+$"},
                        "uriBaseId": {"type": "string"},
                    },
                    "additionalProperties": False,
                },
                "region": _REGION,
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}
_MESSAGE = {"type": "object", "required": ["text"], "additionalProperties": {"type": "string"}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "semanticVersion": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": _MESSAGE,
                                                "fullDescription": _MESSAGE,
                                                "help": _MESSAGE,
                                                "helpUri": {"type": "string", "format": "uri"},
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {
                                                        "level": {
                                                            "enum": ["error", "warning", "note"]
                                                        }
                                                    },
                                                },
                                            },
                                            "additionalProperties": False,
                                        },
                                    },
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "originalUriBaseIds": {"type": "object"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["error", "warning", "note"]},
                                "message": _MESSAGE,
                                "locations": {"type": "array", "items": _LOCATION},
                                "relatedLocations": {"type": "array", "items": _LOCATION},
                                "suppressions": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["kind"],
                                        "properties": {
                                            "kind": {"enum": ["inSource", "external"]},
                                            "justification": {"type": "string"},
                                        },
                                    },
                                },
                            },
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def test_sarif(shell: Shell) -> None:
    (shell.root / "sites/shop/pages/bad.md").write_text("---\ntype: product\ntitel: x\n---\n")
    code, out, _ = shell("check", "--format", "sarif")
    log = json.loads(out)
    assert code == 1
    jsonschema.validate(log, SARIF)
    (made,) = log["runs"]
    rules = made["tool"]["driver"]["rules"]
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]["artifactLocation"]
        assert (shell.root / place["uri"]).is_file()
        assert made["originalUriBaseIds"][place["uriBaseId"]]["uri"].endswith("/")
    by_code = {result["ruleId"]: result for result in made["results"]}
    assert by_code["price-zero"]["level"] == "warning"
    assert by_code["key-unknown"]["level"] == "error"
    assert by_code["discount-differs"]["suppressions"] == [
        {"kind": "inSource", "justification": "agreed with the reviewer"}
    ]


def test_a_sarif_file_beside_the_text(shell: Shell) -> None:
    code, out, _ = shell("check", "--sarif", "made/checks.sarif")
    assert code == 1
    assert "Checked 2 pages" in out
    assert json.loads((shell.root / "made/checks.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert shell("check", "--sarif", "sites")[0] == 2


def test_annotations(shell: Shell) -> None:
    _, out, _ = shell("check", "--format", "github")
    lines = out.splitlines()
    assert (
        "::warning file=sites/shop/pages/balm.md,line=6,col=14,title=price-zero::"
        "The page sells at a price of zero. Write the price, or leave `price:` out."
    ) in lines
    assert any(line.startswith("::error file=sites/shop/pages/balm.md,line=13,") for line in lines)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def test_annotations_escape_what_means_something() -> None:
    from generator.check.annotations import annotations
    from generator.check.findings import Finding, Results
    from generator.errors import Place, Problem

    problem = Problem("a-code", "50% of\nall: x, y.", "", Place(Path("/x/a,b:c.md"), 1, 2))
    results = Results((Finding("note", problem),), (), (), 1)
    assert annotations(results, Path("/x")) == (
        "::notice file=a%2Cb%3Ac.md,line=1,col=2,title=a-code::50%25 of%0Aall: x, y.\n"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_be_explained(rule: object, capsys: pytest.CaptureFixture[str]) -> None:
    code = rule.code  # type: ignore[attr-defined]
    assert run(["check", "--explain", code]) == 0
    out = capsys.readouterr().out
    assert out.startswith(code)
    assert "→ " in out
    assert "**" not in out


def test_problems_can_be_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--explain", "key-unknown"]) == 0
    assert "Unknown keys are refused" in capsys.readouterr().out


def test_explaining_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--explain", "price-zeor"]) == 2
    assert "Did you mean price-zero?" in capsys.readouterr().err
