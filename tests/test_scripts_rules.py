"""The house rules of scripts/rules.py, each shown a file that keeps it and one that breaks it."""

import subprocess
from pathlib import Path

import pytest

from rules import MAX_LINES, ROOT, find_breaches, tracked_texts

LONG = "x = 1\n" * (MAX_LINES + 1)
PROMISE = "# TO" + "DO: later"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("generator/x.py", "x = 1\n" * MAX_LINES),
        ("docs/long.md", LONG),
        ("sites/data/rows.csv", LONG),
        ("generator/x.py", f"{PROMISE} (https://tracker.example/issues/7)\n"),
        ("docs/x.md", "Install it from PyPI, or from your npm registry.\n"),
        ("docs/x.md", "The customer's to-do list, METHODOLOGY and mastodons.\n"),
    ],
)
def test_a_file_that_keeps_the_rules(path: str, text: str) -> None:
    assert find_breaches([(path, text)], {}) == []


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("generator/x.py", LONG, "generator/x.py: 401 lines"),
        ("themes/studio/page.css", LONG, "themes/studio/page.css: 401 lines"),
        ("scripts/test", "#!/usr/bin/env bash\n" + LONG, "scripts/test: 402 lines"),
        ("generator/x.py", f"x = 1\n{PROMISE}\n", "generator/x.py:2: a promise without a link"),
        ("docs/x.md", "FIX" + "ME\n", "docs/x.md:1: a promise without a link"),
        (
            "scripts/node/package-lock.json",
            '{\n"resolved": "https://registry.npm' + 'js.org/x.tgz"}',
            "scripts/node/package-lock.json:2: names registry.npm",
        ),
        ("README.md", "https://py" + "pi.org/simple", "README.md:1: names py"),
    ],
)
def test_a_file_that_breaks_a_rule(path: str, text: str, told: str) -> None:
    found = find_breaches([(path, text)], {})
    assert len(found) == 1
    assert found[0].startswith(told)


def test_a_long_file_with_a_reason_is_fine_and_a_stale_reason_is_not() -> None:
    reasons = {"generator/x.py": "one table", "generator/y.py": "was long once"}
    texts = [("generator/x.py", LONG), ("generator/y.py", "y = 1\n")]
    assert find_breaches(texts, reasons) == [
        "generator/y.py: no longer over 400 lines; remove it from LONG_FILES."
    ]
    assert find_breaches([], {"generator/z.py": "gone"}) == [
        "generator/z.py: named in LONG_FILES, but there is no such file."
    ]


def test_reads_what_git_tracks_and_nothing_it_ignores(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("ignored.py\n")
    (tmp_path / "ignored.py").write_text("x")
    (tmp_path / "ä b.py").write_text("y")
    (tmp_path / "photo.avif").write_bytes(b"\xff\xd8\x00")
    assert list(tracked_texts(tmp_path)) == [(".gitignore", "ignored.py\n"), ("ä b.py", "y")]


def test_the_program_runs_over_this_repository() -> None:
    paths = [path for path, _ in tracked_texts(ROOT)]
    assert "scripts/rules.py" in paths
    assert "generator/errors.py" in paths
