"""Make the pictures of the example brand Aurora Skin: `python aurora.py --help`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from aurora_cards import icon_picture, lettered, thumbnail
from aurora_finish import develop, enlarge, save_jpeg, to_image
from aurora_marks import icon, logo
from aurora_scenes import SHOTS, Kit
from aurora_studio import expose, read_exposure
from fontTools.ttLib import TTFont

MEDIA = Path(__file__).resolve().parents[2] / "sites" / "aurora" / "media"


def typeface(package: Path, weight: int, scratch: Path) -> Path:
    """Unpack one weight of Jost from the npm package @fontsource/jost to a TTF in `scratch`."""
    target = scratch / f"jost-{weight}.ttf"
    font = TTFont(package / "files" / f"jost-latin-{weight}-normal.woff2")
    font.flavor = None
    font.save(target)
    return target


def signs(out: Path, font: Path) -> None:
    """Write everything that is drawn without a camera, and the cuts of finished pictures."""
    (out / "logo.svg").write_text(logo(font), encoding="utf-8")
    (out / "icon.svg").write_text(icon(), encoding="utf-8")
    icon_picture(out / "icon.png", rounded=True)
    icon_picture(out / "app-icon.png", rounded=False)
    thumbnail(out / "glow.jpg", out / "glow-thumb.png", (0.5, 1.105, 1.0))
    thumbnail(out / "night.jpg", out / "night-thumb.png", (0.5, 1.26, 0.98))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"{', '.join(SHOTS)}, signs (default: all)")
    parser.add_argument("--jost", type=Path, required=True, help="folder of @fontsource/jost")
    parser.add_argument("--scratch", type=Path, required=True, help="folder for exposures")
    parser.add_argument("--out", type=Path, default=MEDIA, help="folder for finished pictures")
    parser.add_argument("--proof", type=float, default=1.0, help="share of the final size")
    parser.add_argument("--samples", type=int, default=0, help="samples instead of the shot's own")
    parser.add_argument("--trace", type=float, default=0, help="traced share, not the shot's own")
    parser.add_argument("--develop", action="store_true", help="develop the last exposures again")
    options = parser.parse_args()
    names = options.names or [*SHOTS, "signs"]
    unknown = sorted(set(names) - {*SHOTS, "signs"})
    if unknown:
        parser.error(f"there is no picture named {', '.join(unknown)}")
    options.scratch.mkdir(parents=True, exist_ok=True)
    letters = typeface(options.jost, 400, options.scratch)
    kit = Kit(typeface(options.jost, 500, options.scratch), options.scratch)
    for name in names:
        started = time.monotonic()
        if name == "signs":
            signs(options.out, letters)
            continue
        shot = SHOTS[name]
        width, height = (round(side * options.proof) for side in shot.size)
        exposure = options.scratch / f"{name}.exr"
        if options.develop:
            light = read_exposure(exposure)
        else:
            shot.build(kit)
            share = options.trace or shot.scale
            traced = (round(width * share), round(height * share))
            light = expose(exposure, *traced, options.samples or shot.samples)
        picture = to_image(develop(enlarge(light, width, height), shot.grade))
        if name == "og":
            picture = lettered(picture, letters, 0.33, 0.5)
        save_jpeg(picture, options.out / f"{name}.jpg")
        print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
