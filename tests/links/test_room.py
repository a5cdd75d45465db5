"""The room as a whole: it knows nobody above it, and does nothing but compute."""

import ast
import inspect
from pathlib import Path

import generator.links

ROOM = Path(generator.links.__file__).parent
MODULES = sorted(ROOM.glob("*.py"))
PURE = {"collections", "decimal", "difflib", "functools", "ipaddress", "math", "msgspec", "re"}
PURE |= {"typing", "unicodedata", "urllib"}


def _imports(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
    return names


def test_the_room_imports_only_what_computes() -> None:
    for module in MODULES:
        for name in _imports(module):
            is_ours = name == "generator.errors" or name.startswith("generator.links.")
            assert is_ours or name.partition(".")[0] in PURE, (module.name, name)


def test_the_room_opens_no_files_and_prints_nothing() -> None:
    for module in MODULES:
        called = {
            node.func.id
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"open", "print", "input", "eval", "exec"}, module.name


def test_what_the_room_offers_is_there_and_described() -> None:
    for name in generator.links.__all__:
        member = getattr(generator.links, name)
        if inspect.isfunction(member) or inspect.isclass(member):
            assert inspect.getdoc(member), name
    assert list(generator.links.__all__) == sorted(generator.links.__all__, key=_by_kind)


def _by_kind(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as the linter sorts them."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_every_mistake_has_a_section_in_the_documentation() -> None:
    errors = (ROOM.parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            is_error = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InputError"
            if is_error and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                assert f"\n## {node.args[0].value!s}\n" in errors
