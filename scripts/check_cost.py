"""What `landfast check` costs beside a build of the same pages, as ratios within one run.

Run by scripts/bench_check. Builds without checks, builds with them, and checks take turns on one
workspace, so that a change of the machine's load falls on all three. Each build begins with an
empty output folder; pictures are made beforehand, as they are made once in a site's life.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CHECK_TARGET = 2.0
"""The most that a check may cost, in cold builds without checks."""
BUILD_TARGET = 2.0
"""The most that a build with its checks may cost, in builds without."""

LANDFAST = str(Path(sys.executable).with_name("landfast"))
SITE = """\
name: Polar Shop
url: https://go.polarshop.co/
theme: studio
company:
  legal_name: Polar Shop, Inc.
  address: 1 Pine Street, Portland
  email: hello@polarshop.co
  privacy_url: https://polarshop.co/privacy
  terms_url: https://polarshop.co/terms
  returns_url: https://polarshop.co/returns
  shipping_url: https://polarshop.co/shipping
attribution:
  onelink: https://shop.onelink.me/A1b2
  defaults: {media_source: shop_landing, campaign: always-on}
"""
PAGE = """\
---
type: ecommerce
title: Balm number {number}, 20% off
description: A balm for cold days and warm ones, number {number} of many.
anchor: {{name: Balm {number}, thumbnail: media/balm.jpg, title: Balm {number}, description: Today}}
background: {{src: media/balm.jpg, alt: A stick of balm}}
price: {{now: 32.00, was: 40.00}}
coupon: {{code: BALM{number}, url: "https://polarshop.co/checkout", ends: 2099-01-31}}
cta: {{label: Shop now, url: "https://polarshop.co/balm-{number}"}}
features:
  - {{title: Made on Tuesdays, text: Four hundred at a time and never one more.}}
  - {{title: Keeps for a year, text: In a pocket or in a drawer as you like it.}}
---
{words}

Read about [the one before](../balm-{before}/) too.
"""
WORDS = (
    "Wind takes the water out of skin long before you feel it, and this puts a layer in between "
    "that lets it breathe. Twist it, swipe it, and put the cap back on, with gloves or without. "
)


def write_workspace(root: Path, pages: int) -> None:
    from PIL import Image

    site = root / "sites" / "shop"
    (site / "pages").mkdir(parents=True)
    (site / "media").mkdir()
    Image.new("RGB", (420, 750), (120, 80, 200)).save(site / "media" / "balm.jpg")
    (site / "site.yaml").write_text(SITE, "utf-8")
    for number in range(pages):
        text = PAGE.format(number=number, before=max(number - 1, 0), words=WORDS * 4 + str(number))
        (site / "pages" / f"balm-{number}.md").write_text(text, "utf-8")


def cpu_seconds(root: Path, *arguments: str) -> float:
    """User and system time of a command from its start to its exit, its children included."""
    shutil.rmtree(root / "output", ignore_errors=True)
    before = os.times()
    subprocess.run(
        [LANDFAST, *arguments], cwd=root, check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench_check", description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=1000, help="pages (1000)")
    parser.add_argument("rounds", nargs="?", type=int, default=5, help="rounds (5)")
    options = parser.parse_args(arguments)
    commands = (("build", "--no-check"), ("build",), ("check",))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_workspace(root, options.pages)
        cpu_seconds(root, "build")
        rounds = [
            [cpu_seconds(root, *command) for command in commands] for _ in range(options.rounds)
        ]
    bare, built, checked = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"{options.pages} pages, {options.rounds} rounds, medians of CPU time")
    rows = (("build --no-check", bare, 0.0), ("build", built, BUILD_TARGET))
    for name, seconds, most in (*rows, ("check", checked, CHECK_TARGET)):
        ratio = f"  {seconds / bare:5.2f}  (at most {most:g})" if most else ""
        print(f"landfast {name:<16}  {seconds:7.2f} s{ratio}")
    return 0 if checked <= CHECK_TARGET * bare and built <= BUILD_TARGET * bare else 1


if __name__ == "__main__":
    sys.exit(main())
