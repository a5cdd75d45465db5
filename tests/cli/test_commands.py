"""The commands as a marketer calls them: what they print, where, and how they end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator import __version__
from generator.cli import COMMANDS, run
from generator.site import PAGE_TYPES
from tests.workspaces import PLAIN_THEME, SITE, snapshot, write_workspace


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Cli:
    """Calls commands in a workspace."""

    def __init__(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.root = root
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, at: str = ".") -> Result:
        self._monkeypatch.chdir(self.root / at)
        self._capsys.readouterr()
        code = run(arguments)
        captured = self._capsys.readouterr()
        return Result(code, captured.out, captured.err)


@pytest.fixture
def landfast(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Cli:
    return Cli(tmp_path, monkeypatch, capsys)


def test_help_lists_every_command_and_loads_none(landfast: Cli) -> None:
    result = landfast("--help")
    assert result.code == 0
    assert all(name in result.out for name in COMMANDS)
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from generator.cli import run; run(['--help']); print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    heavy = (
        "pydantic",
        "jinja2",
        "markdown",
        "PIL",
        "av",
        "yaml",
        "babel",
        "minify_html",
        "msgspec",
    )
    assert not set(heavy) & set(loaded.split())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_explains_itself(landfast: Cli, name: str) -> None:
    result = landfast(name, "--help")
    assert result.code == 0
    assert result.out.startswith(f"Usage: landfast {name}")


def test_version(landfast: Cli) -> None:
    assert landfast("--version").out == f"landfast, version {__version__}\n"


def test_an_unknown_command_is_wrong_usage(landfast: Cli) -> None:
    result = landfast("biuld")
    assert result.code == 2
    assert "Did you mean 'build'?" in result.err


def test_build_says_one_line(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    result = landfast("build")
    assert result.code == 0
    (line,) = result.out.splitlines()
    assert line.startswith("Built 1 site: 1 page, ")
    assert line.endswith("→ output")
    assert result.err == "Reading 1 page file of 1 site ...\n"
    assert "\x1b" not in result.out + result.err


def test_build_tells_where_the_time_goes(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    told = landfast("build", "--profile", "--jobs", "1")
    lines = [line.split("  ")[0].strip() for line in told.err.splitlines()]
    stages = {"read", "validate", "markdown", "template and pictures", "minify", "check", "write"}
    assert stages < set(lines)
    profile = json.loads(landfast("build", "--json", "--force").out)["profile"]
    assert stages < set(profile)
    assert profile["validate"]["times"] == 1
    assert profile["validate"]["seconds"] > 0


def test_a_build_needs_a_process(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    assert landfast("build", "--jobs", "0").code == 2


def test_build_works_from_a_folder_below(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    result = landfast("build", at="sites/shop/pages")
    assert result.code == 0
    assert "shop/balm/index.html" in snapshot(landfast.root / "output")


def test_build_quiet_says_nothing(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    result = landfast("build", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_build_json(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    result = landfast("build", "--json")
    data = json.loads(result.out)
    assert (data["ok"], data["pages"], data["sites"]) == (True, 1, ["shop"])
    assert data["bytes"] == sum(len(v) for v in snapshot(landfast.root / "output").values())


BROKEN = """
-- sites/shop/pages/broken.md --
---
type: product
titel: x
---
"""


def test_problems_go_to_stderr_with_place_line_caret_and_advice(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE, BROKEN)
    result = landfast("build")
    assert result.code == 1
    assert result.out == ""
    assert (
        "sites/shop/pages/broken.md:3:1  key-unknown\n"
        "  The key `titel` is not known here.\n"
        "    3 │ titel: x\n"
        "      │ ^\n"
        "  → Did you mean `title`?\n"
    ) in result.err
    assert result.err.endswith("problems. Nothing was written.\n")


def test_what_is_the_same_on_many_pages_is_shown_on_the_first_of_them(landfast: Cli) -> None:
    pages = [BROKEN.replace("broken.md", f"broken-{number:02}.md") for number in range(12)]
    write_workspace(landfast.root, PLAIN_THEME, SITE, *pages)
    result = landfast("build")
    unknown = [line for line in result.err.split("\n") if line.endswith("  key-unknown")]
    assert [line.split(":")[0][-12:] for line in unknown] == [
        "broken-00.md",
        "broken-01.md",
        "broken-02.md",
    ]
    named = "".join(f"  sites/shop/pages/broken-{number:02}.md:3:1\n" for number in range(3, 8))
    assert f"key-unknown  also in:\n{named}  4 more\n" in result.err
    told = json.loads(landfast("build", "--json").out)["problems"]
    assert len([problem for problem in told if problem["code"] == "key-unknown"]) == 12
    assert result.err.endswith(f"\n{len(told)} problems. Nothing was written.\n")


def test_problems_as_json(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE, BROKEN)
    result = landfast("build", "--json")
    assert result.code == 1
    data = json.loads(result.out)
    assert data["ok"] is False
    first = next(p for p in data["problems"] if p["code"] == "key-unknown")
    assert (first["file"], first["line"], first["column"]) == ("sites/shop/pages/broken.md", 3, 1)
    assert first["hint"] == "Did you mean `title`?"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "nothing"), "There is no site 'nothing'"),
        (("build", "--nothing"), "No such option"),
        (("schema", "nothing"), "There is no schema 'nothing'"),
        (("new", "nothing", "x"), "There is no page type 'nothing'"),
        (("new", "product"), "Missing argument"),
        (("new", "product", "../x"), "cannot be a name"),
        (("new", "site", "shop"), "exists already"),
        (("new", "product", "balm"), "exists already"),
        (("new", "product", "x", "--site", "none"), "There is no site 'none'"),
        (("init", "sites"), "is not empty"),
    ],
)
def test_wrong_usage_ends_with_2(landfast: Cli, arguments: tuple[str, ...], words: str) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    result = landfast(*arguments)
    assert result.code == 2
    assert words in result.err
    assert result.out == ""


def test_outside_a_workspace(landfast: Cli) -> None:
    result = landfast("build")
    assert result.code == 2
    assert "landfast init" in result.err


def test_force_takes_a_foreign_folder(landfast: Cli) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE, "-- mine/notes.txt --\nmine\n")
    refused = landfast("build", "--output", "mine")
    assert refused.code == 1
    assert "output-foreign" in refused.err
    assert landfast("build", "--output", "mine", "--force").code == 0
    assert {"notes.txt", "shop/balm/index.html"} <= set(snapshot(landfast.root / "mine"))


def test_a_bug_is_told_as_a_bug(
    landfast: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_workspace(landfast.root, PLAIN_THEME, SITE)
    monkeypatch.setattr("generator.build.build.Stages", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        landfast("build")
    assert "report it" in capsys.readouterr().err


def test_init_and_new_make_what_builds(landfast: Cli) -> None:
    made = landfast("init", "space")
    assert made.code == 0
    assert "landfast build" in made.out
    for kind in PAGE_TYPES:
        assert landfast("new", kind, f"my-{kind}", at="space").code == 0
    assert landfast("new", "site", "second", at="space").code == 0
    built = landfast("build", at="space")
    assert "Reading 9 page files of 2 sites ...\n" in built.err
    assert built.code == 0


def test_scaffolded_files_name_a_schema_that_is_there(landfast: Cli) -> None:
    landfast("init", "space")
    landfast("new", "stores", "deep/down/game", at="space")
    files = [
        path
        for path in (landfast.root / "space" / "sites").rglob("*")
        if path.suffix in (".md", ".yaml")
    ]
    assert len(files) == 3
    for file in files:
        line = next(line for line in file.read_text("utf-8").splitlines() if "$schema=" in line)
        assert line.startswith("# yaml-language-server: $schema=")
        schema = (file.parent / line.split("$schema=")[1]).resolve()
        assert json.loads(schema.read_text("utf-8"))["type"] == "object"


def test_a_schema_knows_the_fields_of_themes(landfast: Cli) -> None:
    theme = landfast.root / "themes" / "mine" / "theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text("name: Mine\ndescription: x.\nfields: {glow: {type: flag, description: y.}}\n")
    (landfast.root / "sites").mkdir(exist_ok=True)
    made = json.loads(landfast("schema", "product", "--theme", "mine").out)
    (mine,) = (
        one["then"]["properties"]["look"]["properties"]
        for one in made["allOf"]
        if one["if"] == {"properties": {"theme": {"const": "mine"}}}
    )
    assert mine["glow"]["description"] == "y."
    wrong = landfast("schema", "product", "--theme", "mein")
    assert wrong.code == 2
    assert "There is no theme 'mein'" in wrong.err


def test_schema_prints_and_writes(landfast: Cli) -> None:
    assert json.loads(landfast("schema").out)["title"] == "Landfast: site.yaml"
    assert "gallery" in json.loads(landfast("schema", "product").out)["properties"]
    written = landfast("schema", "--output", "schemas")
    assert written.code == 0
    assert {path.stem for path in (landfast.root / "schemas").iterdir()} == {
        "site",
        "ecommerce",
        "entertainment",
        "product",
        "web-to-app",
        "stores",
        "creator-brief",
        "account-link",
    }


def test_module_and_console_script_agree() -> None:
    module = subprocess.run(
        [sys.executable, "-m", "generator", "--version"], capture_output=True, text=True, check=True
    )
    assert module.stdout == f"landfast, version {__version__}\n"


def test_another_day_can_be_looked_at(landfast: Cli) -> None:
    page = SITE.replace("For cold days.", "For cold days.").replace(
        "price: {now: 24.00}", "price: {now: 24.00}\nstarts: 2027-06-01\nends: 2027-06-30"
    )
    write_workspace(landfast.root, PLAIN_THEME, page)
    built = {
        day: " 1 page" in landfast("build", "--date", day).out
        for day in ("2027-05-31", "2027-06-01", "2027-06-30", "2027-07-01T00:00:00Z")
    }
    assert list(built.values()) == [False, True, True, False]
    wrong = landfast("build", "--date", "soon")
    assert wrong.code == 2
    assert "2027-06-30" in wrong.err


def test_build_says_what_hosts_need_while_it_changes_something(landfast: Cli) -> None:
    text = SITE.replace("theme: plain\n", "theme: plain\nhost: [nginx, github-pages]\n")
    write_workspace(landfast.root, PLAIN_THEME, text)
    result = landfast("build")
    assert "shop  nginx: include output/.landfast/hosts/shop/nginx-http.conf" in result.err
    assert "shop  GitHub Pages: it sends no headers of your own." in result.err
    assert landfast("build").err.count("nginx") == 0
    data = json.loads(landfast("build", "--json").out)
    assert len(data["notes"]["shop"]) == 2


def test_a_process_ends_with_its_code_and_all_it_had_to_say() -> None:
    command = [sys.executable, "-m", "generator", "schema"]
    right = subprocess.run([*command, "product"], capture_output=True, text=True, check=False)
    assert right.returncode == 0
    assert len(right.stdout) > 65_536, "more than a pipe holds"
    assert json.loads(right.stdout)["properties"]
    wrong = subprocess.run([*command, "nothing"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Choose one of: site, ecommerce" in wrong.stderr
