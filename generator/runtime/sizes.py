"""What the scripts weigh, and what each module adds."""

import gzip

from generator.runtime.bundle import FEATURES, bundle, standalone
from generator.runtime.minify import minify
from generator.runtime.modules import link_modules, modules_of, source_of

CORE = frozenset({"impression", "persistence", "website"})
"""The features of a TikTok page that leads to an app."""


def gzipped(text: str) -> int:
    """The bytes of a text after gzip at its best."""
    return len(gzip.compress(text.encode(), 9, mtime=0))


def report() -> str:
    """A table of scripts, features and modules with their bytes, plain and after gzip.

    A feature is weighed as what it adds to the script with OneLinks alone, a module by itself.
    """
    least = bundle(frozenset())
    lines = [f"{'script':<24}{'bytes':>8}{'gzip':>8}"]
    lines.append(_line("OneLinks alone", len(least), gzipped(least)))
    lines.append(_line("core of a TikTok page", *_weigh(bundle(CORE))))
    lines.append(_line("everything", *_weigh(bundle(FEATURES))))
    lines.append(_line("stand-alone", *_weigh(standalone())))
    lines.append("feature")
    for feature in sorted(FEATURES):
        size, packed = _weigh(bundle(frozenset({feature})))
        lines.append(_line(f"  {feature}", size - len(least), packed - gzipped(least)))
    lines.append("module")
    for module in sorted(modules_of("import './standalone.js';")):
        lines.append(_line(f"  {module}", *_weigh(_alone(module))))
    return "\n".join(lines)


def _alone(module: str) -> str:
    """The minified text of one module without those that it needs."""
    source = source_of(module)
    bare = [line for line in source.splitlines() if not line.startswith("import ")]
    return minify(link_modules("\n".join(bare).replace("\nexport ", "\n")))


def _weigh(script: str) -> tuple[int, int]:
    return len(script), gzipped(script)


def _line(name: str, size: int, packed: int) -> str:
    return f"{name:<24}{size:>8}{packed:>8}"
