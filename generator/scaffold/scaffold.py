"""Making new workspaces, sites and pages; nothing that exists is ever overwritten."""

import datetime
import re
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from posixpath import relpath

from generator.errors import UsageError
from generator.render import Themes
from generator.scaffold.pictures import write_picture
from generator.site.schemas import SCHEMAS, write_schemas

_FILES = Path(__file__).parent / "files"
SCHEMA_FOLDER = ".landfast/schema"
_GITIGNORE = "/output/*\n!/output/.gitkeep\n/.landfast/cache/\n"
_OFFER_DAYS = 90


def new_workspace(folder: Path) -> list[Path]:
    """A workspace with one site of one page, in an empty folder; the files that matter.

    Raises:
        UsageError: there is something in the folder.
    """
    taken = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    if folder.is_file() or set(taken) - {".git"}:
        raise UsageError(
            f"{folder} is not empty.", "Name a new folder: `landfast init my-workspace`."
        )
    (folder / "output").mkdir(parents=True)
    (folder / "output" / ".gitkeep").touch()
    (folder / ".gitignore").write_text(_GITIGNORE, "utf-8")
    return new_site(folder, "my-brand")


def new_site(workspace: Path, name: str) -> list[Path]:
    """A site with one e-commerce page; the files that matter.

    Raises:
        UsageError: the name cannot be a folder's, or the site exists.
    """
    _check_name(name)
    site = workspace / "sites" / name
    if site.exists():
        raise UsageError(f"The site {name} exists already.", "Choose another name.")
    _write_schemas(workspace, list(SCHEMAS))
    config = site / "site.yaml"
    _write(workspace, config, "site.yaml", name)
    return [config, *new_page(workspace, name, "ecommerce", "welcome")]


def new_page(workspace: Path, site: str, kind: str, name: str) -> list[Path]:
    """A page of a type, with a picture to be replaced; the files that matter.

    Args:
        workspace: The folder that holds `sites/`.
        site: The site's folder name.
        kind: The page type.
        name: The page's path below `pages/`, without `.md`.

    Raises:
        UsageError: the name cannot be a path, or the page exists.
    """
    for part in name.split("/"):
        _check_name(part)
    root = workspace / "sites" / site
    page = root / "pages" / f"{name}.md"
    if page.exists():
        raise UsageError(f"The page {name} exists already in {site}.", "Choose another name.")
    _write_schemas(workspace, [kind])
    stem = name.rsplit("/", 1)[-1]
    image, icon = f"media/{stem}.jpg", f"media/{stem}-icon.png"
    text = (_FILES / f"{kind}.md").read_text("utf-8")
    if "@IMAGE@" in text and not (root / image).exists():
        write_picture(root / image, 1260, 2250)
    if "@ICON@" in text and not (root / icon).exists():
        write_picture(root / icon, 512, 512)
    _write(workspace, page, f"{kind}.md", stem, {"@IMAGE@": image, "@ICON@": icon}.items())
    return [page]


def _write_schemas(workspace: Path, kinds: Sequence[str]) -> None:
    write_schemas(workspace / SCHEMA_FOLDER, kinds, Themes([workspace / "themes"]).looks())


def _write(
    workspace: Path,
    path: Path,
    template: str,
    name: str,
    replacements: Iterable[tuple[str, str]] = (),
) -> None:
    end = datetime.date.today() + datetime.timedelta(days=_OFFER_DAYS)
    schema = relpath((workspace / SCHEMA_FOLDER).as_posix(), path.parent.as_posix())
    text = (_FILES / template).read_text("utf-8")
    title = re.sub(r"[-_]+", " ", name).strip().capitalize() or name
    for mark, value in (
        ("@SCHEMA@", schema),
        ("@TITLE@", title),
        ("@NAME@", name),
        ("@END@", end.isoformat()),
        ("@SECRET@", secrets.token_urlsafe(24)),
        *replacements,
    ):
        text = text.replace(mark, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[^\W_][\w.-]*", name):
        raise UsageError(
            f"{name!r} cannot be a name here.",
            "Use letters, digits and hyphens, and begin with a letter or digit.",
        )
