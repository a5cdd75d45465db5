"""How long builds take beside those of other site generators, run by scripts/bench.

The same pages, written for each generator (bench_corpus.py), are built by all of them in turns:
cold, with nothing changed, and with one page edited. Every build is a process of its own, measured
from its start to its exit. Only the ratios of one run mean anything on another machine.

"Its libraries alone" is no generator: it is what the libraries that Landfast is made of take for
the same pages (build_floor.py).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench_corpus import (
    CommonMarkCorpus,
    Corpus,
    EleventyCorpus,
    HugoCorpus,
    LandfastCorpus,
    StudioCorpus,
    ZolaCorpus,
)

KINDS = ("cold", "unchanged", "edited")
SETTLED = 2.2
"""Seconds after which the times of files tell of every later change; see generator.build.inputs."""
SAMPLE = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Run:
    """One build: seconds on the clock, seconds of all processors, MiB at the highest."""

    wall: float
    cpu: float
    peak: float


@dataclass
class Contender:
    """One generator.

    Attributes:
        name: What the table calls it.
        command: Builds the corpus.
        corpus: Its pages.
        again: The command for everything but a cold build, where that is another one.
        runs: What was measured, by kind.
    """

    name: str
    command: list[str]
    corpus: Corpus
    again: list[str] = field(default_factory=list)
    runs: dict[str, list[Run]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def build(self, kind: str) -> None:
        """Build, and note what it took."""
        command = (self.again or self.command) if kind != "cold" else self.command
        self.runs[kind].append(measured(command, self.corpus.folder))

    def median(self, kind: str, what: str) -> float:
        """The median of what was measured."""
        return float(statistics.median(getattr(run, what) for run in self.runs[kind]))


def measured(command: Sequence[str], folder: Path) -> Run:
    """Run a command, and measure it with all processes that it starts."""
    environment = os.environ | {"NO_COLOR": "1", "HUGO_NUMWORKERMULTIPLIER": ""}
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(SAMPLE):
            peak[0] = max(peak[0], memory_of(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert process.stderr
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode('utf-8', 'replace')[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, max(peak[0], usage.ru_maxrss / 1024))


def memory_of(pid: int) -> float:
    """MiB of a process and all that it has started; what they share is counted once."""
    total = 0.0
    left = [pid]
    while left:
        number = left.pop()
        try:
            for task in Path(f"/proc/{number}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
        except (OSError, ValueError):
            continue
        kilobytes = next(
            (line for line in rollup.splitlines() if line.startswith("Pss:")), "Pss: 0"
        )
        total += int(kilobytes.split()[1]) / 1024
    return total


def contenders(root: Path, pages: int, options: argparse.Namespace) -> list[Contender]:
    """Everybody who takes part, with their pages written."""
    landfast = [str(Path(sys.executable).with_name("landfast")), "build", "--quiet", "--no-check"]
    floor = [sys.executable, str(Path(__file__).with_name("build_floor.py"))]
    found = [
        Contender("landfast", landfast, LandfastCorpus(root / "landfast", pages)),
        Contender("landfast, commonmark", landfast, CommonMarkCorpus(root / "commonmark", pages)),
        Contender("landfast, its theme", landfast, StudioCorpus(root / "studio", pages)),
        Contender("its libraries alone", floor, LandfastCorpus(root / "floor", pages)),
    ]
    if options.hugo:
        command = [options.hugo, "--minify", "--quiet"]
        found.append(Contender("hugo --minify", command, HugoCorpus(root / "hugo", pages)))
    if options.zola:
        command = [options.zola, "build", "--force"]
        found.append(Contender("zola, minify", command, ZolaCorpus(root / "zola", pages)))
    if options.eleventy:
        EleventyCorpus.modules = str(Path(options.eleventy).parent.parent)
        command = [options.eleventy, "--config=eleventy.config.cjs", "--quiet"]
        corpus = EleventyCorpus(root / "eleventy", pages)
        found.append(Contender("eleventy, minify", command, corpus, [*command, "--incremental"]))
    return found


def compare(pages: int, options: argparse.Namespace) -> list[Contender]:
    """Measure all builds of a number of pages, in turns."""
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        taking_part = contenders(Path(name), pages, options)
        for contender in taking_part[:3]:
            measured(contender.command, contender.corpus.folder)  # makes the picture
        time.sleep(SETTLED)
        for number in range(options.runs):
            # Whoever comes first after a pause meets a machine that has turned to other things, so
            # that another one begins each time.
            first = number % len(taking_part)
            in_turn = taking_part[first:] + taking_part[:first]
            for contender in in_turn:
                contender.corpus.forget()
            for contender in in_turn:
                contender.build("cold")
            for contender in in_turn:
                contender.build("unchanged")
            for contender in in_turn:
                contender.corpus.write_page(pages // 2, f"Edited {number}.")
            time.sleep(SETTLED)
            for contender in in_turn:
                contender.build("edited")
    return taking_part


def print_table(pages: int, found: Sequence[Contender]) -> None:
    """The medians, and their ratios to Hugo's and to those of each one's own cold build."""
    hugo = next((one for one in found if one.name.startswith("hugo")), None)
    print(f"\n{pages:,} pages: seconds on the clock / of processors / MiB at the highest")
    print(f"{'':<22}" + "".join(f"{kind:>26}" for kind in KINDS))
    _print_rows(found, lambda one, kind, what: one.median(kind, what), "9.2f 7.2f 5.0f")
    if hugo:
        print("ratios to Hugo")
        _print_rows(
            found,
            lambda one, kind, what: one.median(kind, what) / hugo.median(kind, what),
            "9.3f 7.3f 5.2f",
        )
    print("ratios to its own cold build")
    _print_rows(
        found,
        lambda one, kind, what: one.median(kind, what) / one.median("cold", what),
        "9.3f 7.3f 5.2f",
    )


def _print_rows(
    found: Sequence[Contender], value: Callable[[Contender, str, str], float], formats: str
) -> None:
    for one in found:
        cells = (
            " /".join(
                format(value(one, kind, what), form)
                for what, form in zip(("wall", "cpu", "peak"), formats.split(), strict=True)
            )
            for kind in KINDS
        )
        print(f"{one.name:<22}" + "".join(f"{cell:>26}" for cell in cells))


def print_stages(pages: int, options: argparse.Namespace) -> None:
    """What the stages of our own cold build cost."""
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        corpus = StudioCorpus(Path(name) / "landfast", pages)
        landfast = str(Path(sys.executable).with_name("landfast"))
        print(f"\nStages of our own build of {pages:,} pages, one process", flush=True)
        command = [landfast, "build", "--quiet", "--profile", "--jobs", "1", "--no-check"]
        subprocess.run(command, cwd=corpus.folder, check=True, stderr=subprocess.DEVNULL)
        corpus.forget()
        subprocess.run(command, cwd=corpus.folder, check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", default="100,1000,10000", help="numbers of pages")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind (3)")
    parser.add_argument("--folder", help="where the corpora are written; best in memory")
    parser.add_argument("--hugo", help="the command hugo")
    parser.add_argument("--zola", help="the command zola")
    parser.add_argument("--eleventy", help="the command eleventy")
    options = parser.parse_args()
    for pages in map(int, options.pages.split(",")):
        print_table(pages, compare(pages, options))
        sys.stdout.flush()
    print_stages(1000, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
