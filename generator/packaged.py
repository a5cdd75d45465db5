"""What ships with Landfast besides its code."""

from functools import cache
from pathlib import Path


@cache
def packaged_themes() -> Path:
    """The folder of the themes that ship with Landfast."""
    package = Path(__file__).resolve().parent
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"
