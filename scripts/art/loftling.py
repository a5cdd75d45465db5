"""Make the pictures of the example brand Loftling: `python loftling.py --help`."""

from __future__ import annotations

import argparse
from pathlib import Path

from loftling_scenes import afternoon, icon, sunday, thumbnail
from PIL import Image

MEDIA = Path(__file__).resolve().parents[2] / "sites" / "loftling" / "media"
SIZE = (1260, 2250)


def save(picture: Image.Image, path: Path, quality: int = 90) -> None:
    picture.convert("RGB").save(path, quality=quality, subsampling=0, optimize=True)
    print(path.name, path.stat().st_size // 1000, "KB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MEDIA, help="folder for the pictures")
    parser.add_argument("--proof", type=float, default=1.0, help="share of the final size")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    size = (round(SIZE[0] * options.proof), round(SIZE[1] * options.proof))
    evening = sunday(size)
    save(evening, options.out / "sunday.jpg")
    day = afternoon(size)
    save(day, options.out / "afternoon.jpg")
    save(thumbnail(day), options.out / "thumb.jpg")
    icon(512).save(options.out / "icon.png", optimize=True)


if __name__ == "__main__":
    main()
