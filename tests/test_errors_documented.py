"""Every mistake that Landfast can tell has a code, a section in docs/errors.md, and a test."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
RAISED_BY = {"InputError", "Problem", "YamlError", "Note", "failure"}
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+\Z")


def codes() -> dict[str, str]:
    """Each code in the sources, with the file that tells it."""
    found: dict[str, str] = {}
    for path in (ROOT / "generator").rglob("*.py"):
        text = path.read_text("utf-8")
        if not any(name in text for name in RAISED_BY):
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            # A code is given to an error itself, or to a private function that makes one.
            if node.func.id not in RAISED_BY and not node.func.id.startswith("_"):
                continue
            for argument in node.args[:3]:
                if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
                    continue
                if CODE.match(argument.value):
                    found[argument.value] = path.relative_to(ROOT).as_posix()
    return found


def sections() -> dict[str, str]:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    parts = re.split(r"(?m)^## (.+)\n", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_codes_are_found() -> None:
    assert {"key-unknown", "yaml-syntax", "media-missing", "output-foreign"} <= set(codes())


def test_every_code_is_documented() -> None:
    undocumented = {code: file for code, file in codes().items() if code not in sections()}
    assert not undocumented


def test_sections_are_sorted_and_say_something() -> None:
    found = sections()
    assert list(found) == sorted(found)
    assert all(len(text.strip()) > 60 for text in found.values())


def test_every_code_has_a_test() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", " ".join(map(_text, tests))))
    assert set(codes()) <= words, sorted(set(codes()) - words)


def _text(path: Path) -> str:
    return path.read_text("utf-8")
