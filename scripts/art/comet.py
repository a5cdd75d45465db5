"""Make every picture of the Comet Courier example site.

``python scripts/art/comet.py render`` renders the scenes with Cycles into a work folder, about
twenty minutes on two cores; ``python scripts/art/comet.py finish`` lays the game's display over
them and writes sites/comet/media. Names after the verb limit it to those pictures.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MEDIA = ROOT / "sites" / "comet" / "media"
WORK = Path(tempfile.gettempdir()) / "comet-art"

RENDERS: dict[str, tuple[str, tuple[int, int], int]] = {
    "key-art": ("key-art", (1260, 2250), 10),
    "key-art-wide": ("key-art", (1600, 1000), 6),
    "shot-1": ("chase", (886, 1920), 6),
    "shot-2": ("delivery", (886, 1920), 6),
    "shot-3": ("slipstream", (886, 1920), 6),
    "shot-4": ("garage", (886, 1920), 6),
    "wide-1": ("chase", (1600, 900), 6),
    "wide-2": ("slipstream", (1600, 900), 6),
    "wide-3": ("delivery", (1600, 900), 6),
    "icon": ("icon", (1024, 1024), 10),
}
"""Picture: its scene, its size in pixels, its samples a pixel."""


def render(names: list[str]) -> None:
    """Render scenes into the work folder as 8-bit pictures without any lettering."""
    import comet_scenes
    import comet_stage

    WORK.mkdir(exist_ok=True)
    for name in names:
        scene, size, samples = RENDERS[name]
        started = time.monotonic()
        comet_scenes.SCENES[scene](size)
        # Grain would treble the size of the icon, which is a PNG.
        picture = comet_stage.develop(comet_stage.render(samples), 0.0 if name == "icon" else 0.008)
        picture.save(WORK / f"{name}.png")
        print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)


def finish(names: list[str]) -> None:
    """Write the media folder from the work folder."""
    import comet_display
    import film_grade

    MEDIA.mkdir(parents=True, exist_ok=True)
    for name in names:
        source = WORK / f"{name}.png"
        if not source.exists():
            print(f"{name}: not rendered yet")
            continue
        image = Image.open(source).convert("RGB")
        if name in comet_display.SCREENS:
            image = comet_display.overlay(image, name)
        if name == "icon":
            image.save(MEDIA / "icon.png", optimize=True)
            continue
        quality = film_grade.save_jpeg(image, MEDIA / f"{name}.jpg", 690_000)
        print(f"{name}: {image.size[0]}x{image.size[1]}, quality {quality}")
    (MEDIA / "logo.svg").write_text(comet_display.wordmark(), encoding="utf-8")
    if (WORK / "key-art-wide.png").exists():
        card = comet_display.share_card(Image.open(WORK / "key-art-wide.png"))
        film_grade.save_jpeg(card, MEDIA / "og.jpg", 400_000)


def main() -> None:
    """Read the command line and work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=("render", "finish"))
    parser.add_argument("names", nargs="*", choices=[*RENDERS, []])
    chosen = parser.parse_args()
    {"render": render, "finish": finish}[chosen.verb](chosen.names or list(RENDERS))


if __name__ == "__main__":
    main()
