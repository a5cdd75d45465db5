"""The bundler: what it makes is small, the same every time, within the floor, and safe inline."""

import gzip
import itertools
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.smart_script import command
from generator.runtime import modules
from generator.runtime.bundle import FEATURES, bundle, entry, standalone
from generator.runtime.mangle import mangle
from generator.runtime.minify import minify
from generator.runtime.modules import ModuleError, link_modules, modules_of
from generator.runtime.sizes import gzipped, report
from generator.runtime.tokens import tokenize
from tests.runtime.pages import ATTRIBUTION

CORE = frozenset({"impression", "persistence", "website"})
"""What a TikTok page that leads to an app needs; OneLinks are always there."""

PRIVATE = frozenset({"ad-window", "checklist", "copy", "private"})
"""What a brief has, and nothing of links or visits."""

SCRIPTS = {
    "everything": bundle(FEATURES - {"private"}),
    "private": bundle(PRIVATE),
    "links": bundle(ATTRIBUTION),
    "core": bundle(CORE),
    "least": bundle(frozenset()),
    "stand-alone": standalone(),
}


def test_the_core_of_a_tiktok_page_weighs_at_most_3_kb() -> None:
    assert len(gzip.compress(bundle(CORE).encode(), mtime=0)) <= 3 * 1024


def test_a_private_page_has_no_part_of_links_and_visits() -> None:
    script = bundle(PRIVATE)
    assert len(gzip.compress(script.encode(), mtime=0)) <= 1_000
    assert modules_of(entry(PRIVATE)) == ["copy", "checklist", "ad-window"]
    for mark in ("lf-config", "location.search", "referrer", "onelink", "fetch", "sendBeacon"):
        assert mark not in script


def test_the_stand_alone_script_weighs_at_most_9_kb() -> None:
    assert len(gzip.compress(standalone().encode(), mtime=0)) <= 9 * 1024


def test_a_feature_that_a_page_lacks_costs_it_nothing() -> None:
    marks = {
        "direct": "engagements.appsflyer.com",
        "impression": "impressions.onelink.me",
        "organic": "_organic_seo",
        "persistence": "landfast-arrival",
        "qr": "createElementNS",
    }
    for feature, mark in marks.items():
        assert mark in bundle(frozenset({feature}))
        assert mark not in bundle(frozenset(marks) - {feature})


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_is_safe_inline_and_within_the_floor(script: str) -> None:
    assert script.isascii()
    assert not re.search(r"</script|<!--", script, re.IGNORECASE)
    assert "/*" not in script
    syntax = re.sub(r"\\.", "", script)  # escaped question marks in regular expressions
    # Chrome 80 reads these, Safari 13.0 does not.
    for newer in (r"\?\?", r"\?\.(?=[A-Za-z_$([])", r"\|\|=", r"&&=", r"\d_\d{3}", r"\(\?<"):
        assert not re.search(newer, syntax), newer
    assert not re.search(r"innerHTML|\beval\b|document\.write|window\.open", script)


@pytest.mark.parametrize("name", ["links", "core", "least", "stand-alone"])
def test_nothing_that_concerns_links_keeps_a_click_from_happening(name: str) -> None:
    assert "preventDefault" not in SCRIPTS[name]


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_leaves_no_globals_behind(script: str) -> None:
    assert script.startswith("(()=>{")
    assert script.rstrip(";").endswith("})()")


def test_the_same_features_give_the_same_bytes() -> None:
    for size in range(3):
        for features in itertools.combinations(sorted(FEATURES), size):
            source = link_modules(entry(features))
            assert minify(source) == minify(source) == bundle(frozenset(features))


def test_an_unknown_feature_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown features of the page script: vidoe"):
        bundle(frozenset({"vidoe", "qr"}))


def test_modules_come_after_what_they_need() -> None:
    order = modules_of("import { run } from './page.js';")
    assert order.index("query") < order.index("page")
    assert order.index("arrival") < order.index("page")
    assert len(set(order)) == len(order)


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({"a": "const b = 1;"}, "the entry imports .*b.*, not exported by a"),
        ({"a": "export const b = 1;\nimport c from 'c';"}, "not known here"),
        ({"a": "export const b = 1;\nexport default b;"}, "not known here"),
        ({"a": "export const b = 1;\nconst [c, d] = [];"}, "several top-level names at once"),
        (
            {"a": "import { c } from './c.js';\nexport const b = 1;", "c": "export const c = 1;\n"
             "const b = 2;"},
            "a and c both declare b",
        ),
        (
            {"a": "import { c } from './c.js';\nexport const b = 1;",
             "c": "import { b } from './a.js';\nexport const c = 1;"},
            "in a circle|modules need each other: a > c > a",
        ),
    ],
)  # fmt: skip
def test_modules_that_do_not_fit_are_refused(
    monkeypatch: pytest.MonkeyPatch, sources: dict[str, str], message: str
) -> None:
    monkeypatch.setattr(modules, "source_of", sources.__getitem__)
    with pytest.raises(ModuleError, match=message):
        link_modules("import { b } from './a.js';")


def test_mangling_keeps_what_scopes_mean() -> None:
    source = """(() => {
      'use strict';
      /** A comment with names: outer. */
      const outer = { outer: 1, 'kept': 2 }; // outer
      function twice(value) { return value * 2 / 1; }
      const inner = (value, list) => list.map((outer) => twice(outer.outer) + value);
      let total = 0;
      for (const [name, count] of Object.entries(outer)) { if (name) total += count; }
      document.title = inner(total, [outer]).join('outer // "') + /outer[/]"/.source;
    })();"""
    mangled = mangle(source)
    assert "comment" not in mangled
    assert "outer : 1" in mangled
    assert ". outer" in mangled
    assert "'outer // \"'" in mangled
    assert '/outer[/]"/' in mangled
    assert "document . title" in mangled
    assert not re.search(r"\b(twice|inner|total|value|list|count)\b", mangled)


@pytest.mark.parametrize(
    "source",
    ["(() => { const a = `x`; })();", "(() => { const a = 1; f({ a }); })();", "(() => { # })();"],
)
def test_a_form_that_cannot_be_judged_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"unknown JavaScript|without shorthand"):
        mangle(source)


def test_invalid_javascript_is_refused() -> None:
    with pytest.raises(ValueError, match="did not understand"):
        minify("(() => { const = 1 })();")


def test_a_slash_is_told_from_a_regular_expression() -> None:
    texts = [token.text for token in tokenize("a / b; (c) / 2; x = /[/]\\//g; [1] / 2; return /a/")]
    assert "/[/]\\//g" in texts
    assert "/a/" in texts
    assert texts.count("/") == 3


def test_the_report_adds_up() -> None:
    lines = report().splitlines()
    assert any(line.startswith("core ") for line in lines)
    assert any(line.startswith("stand-alone ") for line in lines)
    assert any("parameters" in line for line in lines)
    assert gzipped("") == len(gzip.compress(b"", mtime=0))


def test_the_command_prints_the_script() -> None:
    result = CliRunner().invoke(command)
    assert result.exit_code == 0
    assert result.stdout == standalone() + "\n"


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    file = tmp_path / "smart-script.js"
    result = CliRunner().invoke(command, ["--output", str(file)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert file.read_text() == standalone() + "\n"


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--output", f"{tmp_path}/absent/script.js"])
    assert result.exit_code == 2
    assert "absent" in result.stderr
