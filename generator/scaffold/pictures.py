"""Pictures that stand in a new page until the author's own are there."""

from pathlib import Path

WARM, COOL = (255, 196, 148), (74, 44, 140)


def write_picture(path: Path, width: int, height: int) -> None:
    """Write a soft gradient as JPEG or PNG, by the ending of `path`."""
    from PIL import Image  # only needed when something new is made

    across = Image.linear_gradient("L").resize((width, height))
    light = Image.radial_gradient("L").resize((width, height))
    picture = Image.composite(
        Image.new("RGB", (width, height), COOL), Image.new("RGB", (width, height), WARM), across
    )
    glow = Image.composite(picture, Image.new("RGB", (width, height), (255, 236, 214)), light)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.blend(picture, glow, 0.35).save(path, quality=88)
