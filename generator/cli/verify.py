"""`landfast verify`."""

import json
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import click

from generator.build.workspace import Workspace
from generator.check.trace import SAMPLES
from generator.cli.messages import counted
from generator.errors import UsageError
from generator.plain_data import plain_data
from generator.publish.built import BuiltFile, read_built
from generator.publish.checks import Check, Result
from generator.publish.verify import Subject, verify
from generator.render import Themes
from generator.site import SiteConfig, load_config

_COLORS: dict[Result, str] = {"failed": "red", "warning": "yellow", "ok": "green"}


@click.command("verify")
@click.argument("url", metavar="URL")
@click.option("--site", help="The site that URL belongs to, where its address does not say it.")
@click.option("--strict/--no-strict", default=False, help="Fail on warnings too.")
@click.option("--json/--no-json", "as_json", default=False, help="One JSON object on stdout.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Compare with the build in this folder instead of output/.",
)
def command(url: str, site: str | None, strict: bool, as_json: bool, output: Path | None) -> int:
    """Look at the published page at URL as visitors and hosts do.

    Opens it with the address of a sample ad; compares page and assets with what is built; looks at
    headers and caching; and asks for the addresses that people and tools get wrong, to see whether
    a redirect loses the query. URL may be on a preview or staging host. Exits with 1 when something
    fails, or with --strict for a warning.
    """
    workspace = Workspace.find(Path.cwd())
    subject = _subject(workspace, url, site, output or workspace.output)
    checks = verify(subject)
    failing = ("failed", "warning") if strict else ("failed",)
    ok = not any(check.result in failing for check in checks)
    if as_json:
        rows = [plain_data(check) for check in checks]
        click.echo(json.dumps({"url": subject.url, "ok": ok, "checks": rows}, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(_text(check))
        counts = {kind: sum(c.result == kind for c in checks) for kind in _COLORS}
        told = f"{counts['failed']} failed, {counted(counts['warning'], 'warning')}"
        click.echo(f"\nLooked at {subject.url}: {counted(len(checks), 'check')}, {told}.")
    return 0 if ok else 1


def _text(check: Check) -> str:
    mark = click.style(f"{check.result:<8}", fg=_COLORS[check.result], bold=True)
    text = f"{mark}{check.name:<18}{check.message}"
    if check.hint:
        text += f"\n{' ' * 26}{click.style('→ ', fg='green')}{check.hint}"
    return text


def _subject(workspace: Workspace, url: str, site: str | None, output: Path) -> Subject:
    """The page that an address means: by the site's own address, or on another host by its path."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UsageError(f"{url} is no complete address.", "Begin it with https://.")
    themes = Themes([workspace.themes])
    folders = workspace.site_folders([site] if site else ())
    configs = {folder.name: load_config(folder, themes.defaults) for folder in folders}
    plain = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))
    at_home = {
        name: config.base_url
        for name, config in configs.items()
        if _folded(f"{plain.rstrip('/')}/").startswith(_folded(config.base_url))
    }
    candidates = []
    for name, config in configs.items():
        if at_home and name != max(at_home, key=lambda key: len(at_home[key])):
            continue
        candidates.extend(_found(name, config, plain, output, sole=len(configs) == 1))
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise UsageError(
            f"Several sites have a page at {parts.path}.",
            f"Say --site with one of: {', '.join(sorted(configs))}.",
        )
    raise UsageError(
        f"No built page belongs to {plain}.",
        "Check the address and --site; `landfast build` makes the pages to compare with.",
    )


def _found(name: str, config: SiteConfig, plain: str, output: Path, *, sole: bool) -> list[Subject]:
    files: dict[str, BuiltFile] = {}
    if sole or (output / ".landfast" / "manifests" / f"{name}.json").is_file():
        files = {file.name: file for file in read_built(output, name)}
    parts = urlsplit(plain)
    prefix = urlsplit(config.base_url).path
    inside = parts.path.startswith(prefix)
    path = unquote(parts.path.removeprefix(prefix) if inside else parts.path)
    path = path.removesuffix("index.html").strip("/")
    if (f"{path}/index.html" if path else "index.html") not in files:
        return []
    root = prefix if inside else "/"
    base = urlunsplit((parts.scheme, parts.netloc, root, "", ""))
    url = base + (f"{quote(path)}/" if path else "")
    return [Subject(url, base, path, config, files, SAMPLES["tiktok"])]


def _folded(url: str) -> str:
    """An address as far as scheme and host do not count letter case."""
    parts = urlsplit(url)
    return urlunsplit(("https", parts.netloc.lower(), parts.path, "", ""))
