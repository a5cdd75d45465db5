"""The house rules that no linter knows: file length, promises without a link, registry hosts.

Run by scripts/check. Prints one line for each breach and exits 1 when there is any.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MAX_LINES = 400
"""Longer code files are hard to hold in the head."""

LONG_FILES: dict[str, str] = {}
"""Code files that may be longer, each with the reason."""

CODE_SUFFIXES = frozenset({".py", ".js", ".mjs", ".cjs", ".ts", ".css", ".html", ".sh"})

# Written in two parts, so that this file does not break its own rules.
PROMISE = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")
LINK = re.compile(r"https?://")

# A lock file or a script that names a registry's host fails where another mirror is configured.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("registry", "npmjs", "org"),
        ("registry", "npmmirror", "com"),
        ("registry", "yarnpkg", "com"),
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
    )
)


def is_code(path: str, text: str) -> bool:
    """Tell whether a file is code: by its suffix or, without one, by its first line."""
    suffix = Path(path).suffix
    return suffix in CODE_SUFFIXES or (not suffix and text.startswith("#!"))


def breaches(path: str, text: str, long_files: dict[str, str]) -> Iterator[str]:
    """Yield one sentence for each rule that the file at `path` (relative, with `/`) breaks."""
    lines = text.splitlines()
    if is_code(path, text):
        if len(lines) > MAX_LINES and path not in long_files:
            yield (
                f"{path}: {len(lines)} lines; code files have at most {MAX_LINES}. Split it, or "
                "give the reason in LONG_FILES in scripts/rules.py."
            )
        if len(lines) <= MAX_LINES and path in long_files:
            yield f"{path}: no longer over {MAX_LINES} lines; remove it from LONG_FILES."
    for number, line in enumerate(lines, 1):
        if PROMISE.search(line) and not LINK.search(line):
            yield f"{path}:{number}: a promise without a link to its issue."
        for host in REGISTRY_HOSTS:
            if host in line:
                yield f"{path}:{number}: names {host}; each machine has its own registry settings."


def tracked_texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that git tracks or would track, but no binary ones."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    )
    for path in sorted(listing.stdout.decode().split("\0")):
        file = root / path
        if not path or not file.is_file():
            continue
        try:
            yield path, file.read_bytes().decode()
        except UnicodeDecodeError:
            continue


def find_breaches(
    texts: Iterable[tuple[str, str]], long_files: dict[str, str] = LONG_FILES
) -> list[str]:
    """Return the breaches of all files, and of entries in `long_files` that name no file."""
    found: list[str] = []
    seen: set[str] = set()
    for path, text in texts:
        seen.add(path)
        found.extend(breaches(path, text, long_files))
    found.extend(
        f"{path}: named in LONG_FILES, but there is no such file."
        for path in long_files.keys() - seen
    )
    return found


def main() -> int:
    found = find_breaches(tracked_texts(ROOT))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
