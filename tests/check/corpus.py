"""Whole sites that differ from one without fault by a few lines; see corpus/README.md."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
from PIL import Image

from generator.build.workspace import Workspace

CORPUS = Path(__file__).parent / "corpus"

SITE = """\
name: Shop
url: https://go.polarshop.co/
country: US
language: en
currency: USD
company:
  {legal_name: "Polar Shop, Inc.", address: "1 Pine Street, Portland", email: hi@polarshop.co,
  privacy_url: "https://polarshop.co/privacy", terms_url: "https://polarshop.co/terms",
  returns_url: "https://polarshop.co/returns", shipping_url: "https://polarshop.co/shipping"}
attribution:
  {onelink: "https://shop.onelink.me/A1b2",
  defaults: {media_source: shop_landing, campaign: always-on}}
"""
BODY = """
For cold days and warm ones. We make it every Tuesday in Portland, and it keeps for a year. Put a
little of it on your skin in the morning, wait for two minutes, and go out. That is all there is to
it, and you can send it back if it is not for you.
"""
PAGES = {
    "balm.md": """type: product
title: Polar Balm
category: Beauty
gallery: [{src: media/balm.jpg, alt: A stick of balm}]
price: {now: 24.00}
cta: {label: Shop Now, url: "https://polarshop.co/balm"}
""",
    "glow.md": """type: ecommerce
title: Glow Serum
background: {src: media/tall.jpg, alt: A bottle of serum}
price: {now: 32.00, was: 40.00}
coupon: {code: GLOW20, url: "https://polarshop.co/checkout", ends: 2031-01-31}
cta: {label: Shop now, url: "https://polarshop.co/glow"}
anchor: {name: Glow US, thumbnail: media/balm.jpg, title: Glow Serum, description: Today}
""",
    "show.md": """type: entertainment
title: Slow Rivers
background: {src: media/tall.jpg, alt: A river}
cta: {label: Watch it, url: "https://polarshop.co/show"}
anchor: {name: Show US, thumbnail: media/balm.jpg, title: Slow Rivers, description: Watch it}
""",
    "game.md": """type: stores
title: Comet Courier
app: {name: Comet Courier, icon: media/icon.png, kind: game}
attribution: {cross_platform: true}
links:
  [{store: app-store},
  {store: steam, app_id: "4711", url: "https://store.steampowered.com/app/4711/"}]
""",
}
PAGES["brief.md"] = """type: creator-brief
title: Balm in the wind
campaign: {name: Balm in the wind, brand: Polar Shop}
creator: {handle: mara.sky}
invite_links: https://invite.polarshop.co/c/1
posting: {deadline: 2031-01-31}
disclosure: "#ad"
secret: nobody guesses this one
"""
PAGES["second.md"] = PAGES["brief.md"].replace("mara.sky", "omar").replace("/c/1", "/c/2")
PAGES["account.md"] = """type: account-link
title: Your posts as our ads
account: mara.sky
asker: {brand: Polar Shop, company: "Polar Shop, Inc."}
until: 2031-01-31
contact: {name: Jonas}
secret: nobody guesses this one
"""
PICTURES = {"balm.jpg": (60, 80), "tall.jpg": (210, 375), "icon.png": (64, 64)}


@dataclass
class Case:
    """One site: its changes, and where its finding is told."""

    code: str
    kind: str
    place: str
    changes: list[str] = field(default_factory=list)


_REPEATED = re.compile(r"<(.)\*(\d+)>")


def _repeat(match: re.Match[str]) -> str:
    return match.group(1) * int(match.group(2))


def cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(CORPUS.glob("*.txt")):
        code = place = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("## "):
                code, _, place = line.removeprefix("## ").partition(" @ ")
            elif line in ("trips", "passes"):
                found.append(Case(code, line, place))
            elif line.strip():
                found[-1].changes.append(_REPEATED.sub(_repeat, line))
    return found


def write_case(case: Case, root: Path, cache: Path) -> Workspace:
    """The workspace of a case; what is made of its pictures is shared by all cases."""
    site = root / "sites" / "shop"
    (site / "pages").mkdir(parents=True)
    (site / "media").mkdir()
    (root / ".landfast").symlink_to(cache)
    for name, size in PICTURES.items():
        Image.new("RGB", size, (120, 80, 200)).save(site / "media" / name)
    texts = {"site.yaml": SITE}
    bodies: dict[str, str] = {}
    for change in case.changes:
        sign, name, rest = change[0], *change[2:].partition(" ")[::2]
        if sign == "*":
            path = site / name.rstrip(":")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rest, "utf-8")
        elif sign == "!":
            make_media(site / name, *(int(number) for number in rest.split("x")))
        else:
            if name not in texts:
                texts[name] = PAGES.get(name, PAGES["balm.md"])
            if sign == "=":
                texts[name] = set_key(texts[name], rest)
            elif sign == "-":
                texts[name] = set_key(texts[name], f"{rest}: ", delete=True)
            elif sign == "+":
                bodies[name] = bodies.get(name, "") + f"\n{rest}\n"
            else:
                raise AssertionError(change)
    if not any(name.endswith(".md") for name in texts):
        texts["balm.md"] = PAGES["balm.md"]
    for name, text in texts.items():
        if name.endswith(".md"):
            path = site / "pages" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            body = BODY if f"= {name} bare: true" not in case.changes else "\nFor cold days.\n"
            text = text.replace("bare: true\n", "")
            path.write_text(f"---\n{text}---{body}{bodies.get(name, '')}", "utf-8")
        else:
            (site / name).write_text(text, "utf-8")
    return Workspace(root)


def set_key(text: str, line: str, *, delete: bool = False) -> str:
    """YAML text with one top-level key said otherwise; keys keep their places."""
    key = line.partition(":")[0]
    blocks = re.split(r"(?m)^(?=[a-z_]+:)", text)
    new = "" if delete else f"{line}\n"
    if any(block.startswith(f"{key}:") for block in blocks):
        return "".join(new if block.startswith(f"{key}:") else block for block in blocks)
    return text + new


def make_media(path: Path, width: int, height: int, weight: int = 0) -> None:
    """A picture of noise (heavy), or a clip; a third number adds bytes that players pass over."""
    if path.suffix in (".mp4", ".mkv", ".mov"):
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=12)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            for number in range(6):
                picture = np.full((height, width, 3), 20 * number, dtype=np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            container.mux(stream.encode())
        if weight:
            with path.open("ab") as file:
                file.write(weight.to_bytes(4, "big") + b"free")
                os.truncate(path, path.stat().st_size + weight)
    elif weight:
        noise = np.random.default_rng(1).integers(0, 255, (height, width, 3), dtype=np.uint8)
        Image.fromarray(noise).save(path, quality=weight)
    else:
        Image.new("RGB", (width, height), (120, 80, 200)).save(path)
