"""Minified scripts, kept on disk: making one takes as long as making fifty pages."""

from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from generator.whole_file import write_whole


def minified(source: str, folder: Path | None) -> str:
    """The script as `minify` makes it, or has made it before.

    Args:
        source: The script.
        folder: Where minified scripts are kept, each with the hash of its text, so that a damaged
            one is made anew; None for nowhere.

    Raises:
        ValueError: As `minify`.
    """
    if folder is None:
        return _minify(source)
    path = folder / f"{sha256((_tools() + source).encode()).hexdigest()[:40]}.js"
    with suppress(OSError, ValueError):
        seal, _, script = path.read_text("ascii").partition("\n")
        if seal == _seal(script):
            return script
    script = _minify(source)
    with suppress(OSError):  # the next build makes it anew
        write_whole(path, f"{_seal(script)}\n{script}".encode("ascii"))
    return script


def _minify(source: str) -> str:
    from generator.runtime.minify import minify  # seldom needed

    return minify(source)


def _seal(script: str) -> str:
    return sha256(script.encode()).hexdigest()


@cache
def _tools() -> str:
    """What minifies: another version of it may come to another text."""
    import minify_html

    here = Path(__file__).parent
    own = [here / name for name in ("tokens.py", "mangle.py", "minify.py")]
    library = sorted(Path(minify_html.__file__).parent.glob("minify_html.*"))
    states = [file.stat() for file in (*own, *library)]
    return str([(state.st_size, state.st_mtime_ns) for state in states])
