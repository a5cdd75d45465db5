"""The scripts for people and CI: what they find on a machine, and what they say when it is not."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import startup_time
from built_sites import find_pages
from rules import ROOT
from tests.browser import engines


def shell(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash with scripts/environment.sh sourced."""
    return subprocess.run(
        [
            "bash",
            "-c",
            f'set -euo pipefail; source "$0"; {script}',
            ROOT / "scripts/environment.sh",
        ],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    old = program(tmp_path / "python3", "#!/bin/sh\nexit 1\n")
    assert shell(f"is_new_enough {old}").returncode == 1
    assert shell(f"is_new_enough {sys.executable}").returncode == 0
    new = program(tmp_path / "python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    found = shell("find_python", PATH=f"{tmp_path}:/usr/bin:/bin", LANDFAST_PYTHON="")
    assert found.stdout == "python\n"
    assert new.exists()
    named = shell("find_python", LANDFAST_PYTHON=sys.executable)
    assert named.stdout == f"{sys.executable}\n"


def test_without_a_python_it_says_what_to_do(tmp_path: Path) -> None:
    for name in ("python3", "python", "python3.11", "python3.12", "python3.13", "python3.14"):
        program(tmp_path / name, "#!/bin/sh\nexit 1\n")
    found = shell("find_python", PATH=f"{tmp_path}:/usr/bin:/bin", LANDFAST_PYTHON="")
    assert found.returncode == 1
    assert "Landfast needs Python 3.11 or newer" in found.stderr


def test_a_quiet_command_is_heard_only_when_it_fails() -> None:
    fine = shell("quietly echo fine")
    assert (fine.returncode, fine.stdout, fine.stderr) == (0, "", "")
    failed = shell("quietly sh -c 'echo the reason; exit 3' || exit $?")
    assert failed.returncode == 3
    assert "exit code 3" in failed.stderr
    assert "the reason" in failed.stderr


def test_a_command_that_fails_once_is_tried_again(tmp_path: Path) -> None:
    flaky = program(tmp_path / "flaky", f"#!/bin/sh\nmkdir {tmp_path}/first && exit 1\nexit 0\n")
    tried = shell(f"sleep() {{ :; }}; with_retries {flaky}")
    assert tried.returncode == 0
    assert "Attempt 1 of 3 failed" in tried.stderr
    assert shell("sleep() { :; }; with_retries false").returncode == 1


def test_only_missing_packages_are_installed() -> None:
    simulated = (
        "package_installed() { [ $1 = there ]; }; install_packages() { echo install $*; };"
        "ensure_packages there absent gone; ensure_packages there"
    )
    assert shell(simulated).stdout == "install absent gone\n"


def test_check_takes_no_unknown_argument() -> None:
    ran = subprocess.run(["scripts/check", "--fxi"], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 2
    assert "takes no argument but --fix" in ran.stderr


@pytest.mark.parametrize(
    ("checks", "tests", "expected"), [(0, 0, 0), (0, 5, 5), (1, 0, 1), (1, 2, 1)]
)
def test_ci_runs_both_and_fails_when_either_does(
    tmp_path: Path, checks: int, tests: int, expected: int
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
    program(tmp_path / "scripts" / "check", f"#!/bin/sh\necho checked\nexit {checks}\n")
    program(tmp_path / "scripts" / "test", f"#!/bin/sh\necho tested\nexit {tests}\n")
    ran = subprocess.run(["bash", tmp_path / ".ci" / "run"], capture_output=True, text=True)
    assert ran.returncode == expected
    assert ran.stdout.startswith("checked\n")
    assert ran.stdout.endswith("tested\n")


def test_the_browser_that_the_variable_names_comes_first(tmp_path: Path) -> None:
    chrome = program(tmp_path / "my chrome", "#!/bin/sh\n")
    assert engines.find_chromium({"LANDFAST_CHROMIUM": str(chrome), "PATH": ""}) == chrome
    with pytest.raises(engines.MissingBrowserError, match="not a program that can be run"):
        engines.find_chromium({"LANDFAST_CHROMIUM": str(tmp_path / "absent")})


def test_a_missing_browser_is_told_and_never_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engines, "CHROMIUM_PATHS", (str(tmp_path / "absent"),))
    with pytest.raises(engines.MissingBrowserError, match="the browser tests need one"):
        engines.find_chromium({"PATH": str(tmp_path)})
    program(tmp_path / "chromium", "#!/bin/sh\n")
    assert engines.find_chromium({"PATH": str(tmp_path)}) == tmp_path / "chromium"

    monkeypatch.setenv("LANDFAST_CHROMIUM", str(tmp_path / "absent"))
    assert engines.main(["chromium"]) == 1
    assert "LANDFAST_CHROMIUM names" in capsys.readouterr().err
    assert engines.main(["netscape"]) == 2


def test_times_are_medians_of_commands_that_took_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    taken = iter([99.0, 99.0, 1.0, 5.0, 2.0, 50.0, 30.0, 4.0])

    def seconds(command: Sequence[str]) -> float:
        ran.extend(command)
        return next(taken)

    monkeypatch.setattr(startup_time, "seconds", seconds)
    assert startup_time.medians([["a"], ["b"]], 3) == [2.0, 5.0]
    assert ran == ["a", "b"] * 4


def test_a_command_that_fails_has_no_time() -> None:
    assert startup_time.seconds([sys.executable, "-c", ""]) > 0
    with pytest.raises(subprocess.CalledProcessError):
        startup_time.seconds(["false"])


def test_the_pages_of_a_build(tmp_path: Path) -> None:
    for path in ("aurora/index.html", "comet/us/glow/index.html", "comet/assets/x.css"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "comet/us/glow/index.html").write_text(
        "<!doctype html><link rel=canonical href=https://go.comet.example/us/glow/>"
    )
    pages = list(find_pages(tmp_path))
    assert [page.url for page in pages] == [
        "https://aurora.example/",
        "https://go.comet.example/us/glow/",
    ]
    assert [(page.site, page.slug) for page in pages] == [("aurora", "index"), ("comet", "us-glow")]
