"""Make the pictures of the example brand Hyld: `python hyld.py --help`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from aurora_finish import develop, enlarge, save_jpeg, to_image
from aurora_studio import expose, read_exposure
from hyld_marks import signs
from hyld_scenes import SHOTS

MEDIA = Path(__file__).resolve().parents[2] / "sites" / "hyld" / "media"


def target(folder: Path, name: str) -> Path:
    """Where a picture belongs: those that stand in for the shop's own have a folder."""
    return folder / ("products" if name[-1].isdigit() else "") / f"{name}.jpg"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"{', '.join(SHOTS)}, signs (default: all)")
    parser.add_argument("--scratch", type=Path, required=True, help="folder for exposures")
    parser.add_argument("--out", type=Path, default=MEDIA, help="folder for finished pictures")
    parser.add_argument("--proof", type=float, default=1.0, help="share of the final size")
    parser.add_argument("--samples", type=int, default=0, help="samples instead of the shot's own")
    parser.add_argument("--trace", type=float, default=0, help="traced share, not the shot's own")
    parser.add_argument("--develop", action="store_true", help="develop the last exposures again")
    options = parser.parse_args()
    unknown = sorted({*options.names} - {*SHOTS, "signs"})
    if unknown:
        parser.error(f"there is no picture named {', '.join(unknown)}")
    options.scratch.mkdir(parents=True, exist_ok=True)
    for name in options.names or [*SHOTS, "signs"]:
        started = time.monotonic()
        if name == "signs":
            signs(options.out)
            continue
        shot = SHOTS[name]
        width, height = (round(side * options.proof) for side in shot.size)
        exposure = options.scratch / f"{name}.exr"
        if options.develop:
            light = read_exposure(exposure)
        else:
            shot.build()
            share = options.trace or shot.scale
            traced = (round(width * share), round(height * share))
            light = expose(exposure, *traced, options.samples or shot.samples, bounces=3)
        picture = to_image(develop(enlarge(light, width, height), shot.grade))
        path = target(options.out, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        save_jpeg(picture, path, shot.limit)
        print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
