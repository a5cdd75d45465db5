"""How long `landfast --help` takes, as a ratio to what no command built on click can avoid.

Run by scripts/bench_startup. The two commands take turns, so that a change of the machine's load
falls on both, and only the ratio of their medians counts.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

TARGET = 2.0
"""The largest ratio that is fine."""

BASELINE = (sys.executable, "-c", "import click")
COMMAND = (str(Path(sys.executable).with_name("landfast")), "--help")


def seconds(command: Sequence[str]) -> float:
    """Run a command and return the wall time from its start to its exit.

    Raises:
        subprocess.CalledProcessError: the command failed; a failure's time means nothing.
    """
    started = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def medians(commands: Sequence[Sequence[str]], runs: int) -> list[float]:
    """Return the median seconds of each command over `runs` rounds, after one that warms up."""
    for command in commands:
        seconds(command)
    rounds = [[seconds(command) for command in commands] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench_startup", description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=21, help="rounds (21)")
    runs = parser.parse_args(arguments).runs
    baseline, command = medians([BASELINE, COMMAND], runs)
    ratio = command / baseline
    print(f'python -c "import click"  {baseline * 1000:7.1f} ms')
    print(f"landfast --help           {command * 1000:7.1f} ms")
    print(f"ratio                     {ratio:7.2f}    (at most {TARGET:g}, {runs} rounds)")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
