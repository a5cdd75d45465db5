"""A command of the author's as a target: it gets the built folder, and is told nothing else."""

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

from generator.publish.built import held, read_built
from generator.publish.events import CommandStarts, Published, PublishReporter
from generator.publish.publish import Options, changed_urls
from generator.publish.record import Entry, key_of, read_record, record_text
from generator.publish.target import failure


def run_command(
    site: str,
    base_url: str,
    output: Path,
    command: str,
    workspace: Path,
    memory: Path,
    reporter: PublishReporter,
    how: Options,
) -> Published:
    """Run a command with `{output}` as the site's built folder; what it prints goes to stderr.

    Args:
        site: The site's name.
        base_url: The site's address.
        output: The output folder.
        command: As site.yaml says.
        workspace: Where it is run.
        memory: A file of this machine that remembers what was published the last time, so that
            changed addresses can be told.
        reporter: Is told what happens.
        how: Of which only `dry_run` means something here.

    Raises:
        SiteError: the site is not built, or `publish-command`.
    """
    started = time.perf_counter()
    folder = output / site
    with held(output):
        files = read_built(output, site)
        try:
            before = read_record(memory.read_text("utf-8"))
        except OSError:
            before = {}
        after = {key_of(file.name): Entry(file.sha256[:32], "") for file in files}
        changed = [f.name for f in files if before.get(key_of(f.name)) != after[key_of(f.name)]]
        reporter.report(CommandStarts(site, command, how.dry_run))
        if not how.dry_run:
            _run(command.replace("{output}", _quoted(folder)), workspace, site, folder)
            memory.parent.mkdir(parents=True, exist_ok=True)
            memory.write_text(record_text(after), "utf-8")
    result = Published(
        site=site,
        target="command",
        files=len(files),
        sent=(),
        sent_bytes=0,
        deleted=(),
        waiting=0,
        foreign=0,
        changed_urls=changed_urls(base_url, changed),
        seconds=time.perf_counter() - started,
        dry_run=how.dry_run,
        command=command,
    )
    reporter.report(result)
    return result


def _run(line: str, workspace: Path, site: str, folder: Path) -> None:
    environment = {**os.environ, "LANDFAST_SITE": site, "LANDFAST_OUTPUT": str(folder)}
    sys.stderr.flush()
    done = subprocess.run(
        line, shell=True, check=False, cwd=workspace, env=environment, stdout=sys.__stderr__
    )
    if done.returncode:
        raise failure(
            "publish-command",
            f"The command for {site} ended with exit code {done.returncode}.",
            "What it printed above says why. Run it by hand to try: {output} stands for "
            f"{folder}.",
        )


def _quoted(path: Path) -> str:
    return subprocess.list2cmdline([str(path)]) if os.name == "nt" else shlex.quote(str(path))
