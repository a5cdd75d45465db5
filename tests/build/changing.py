"""A workspace that has a little of everything, and what people do to its files between builds."""

import os
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from generator.build.build import build
from generator.build.events import Summary
from generator.build.inputs import Listing
from generator.build.unchanged import list_sources, unchanged
from generator.check.build_inspector import BuildInspector
from generator.media.steady import SteadyMediaStore
from tests.workspaces import PLAIN_THEME, SITE, Recorder, snapshot, write_workspace

COMPANY = SITE[SITE.index("company:") : SITE.index("check:")]
SILENCE = SITE[SITE.index("check:") : SITE.index("-- sites/shop/pages")]
TEXTS = """
{% extends "layout.html" %}
{% from "partials/cta.html" import cta with context %}
{% block body %}<main><h1>{{ page.title }}</h1>{% if page.coupon %}<b>{{ page.coupon.code }}</b>
{% endif %}<div>{{ body }}</div>{{ cta(links.cta) }}</main>{% endblock %}
"""
EVERYTHING = (
    PLAIN_THEME
    + SITE
    + f"""
-- themes/plain/templates/ecommerce.html --{TEXTS}
-- themes/plain/styles/theme.css --
h1 {{ color: rgb(1, 2, 3) }}
-- sites/shop/media/soap.png --
70x70
-- sites/shop/pages/offers/_defaults.yaml --
type: ecommerce
kicker: Today
background: media/soap.png
-- sites/shop/pages/offers/spring.md --
---
title: Spring
starts: 2027-03-01
ends: 2027-06-01
coupon: {{code: SPRING, url: "https://shop.example/s", ends: 2027-05-01}}
cta: {{label: Shop Now, url: https://shop.example/spring}}
---
Spring is here.
-- sites/shop/pages/offers/always.md --
---
title: Always
coupon: {{code: ALWAYS, url: https://shop.example/always, ends: 2027-04-01}}
cta: {{label: Shop Now, url: https://shop.example/always}}
---
Always here. ![soap](media/soap.png)
-- sites/shop/data/lamps.csv --
sku,title,price
L1,Oslo,29.00
L2,Bergen,39.50
L3,Tromso,49.50
-- sites/shop/pages/lamps.md --
---
type: product
title: "{{{{ row.title }}}}"
category: Home
catalogue: {{file: data/lamps.csv, key: sku}}
path: "p/{{{{ row.sku }}}}"
gallery: [media/balm.jpg]
price: {{now: "{{{{ row.price }}}}"}}
cta: {{label: Shop Now, url: "https://shop.example/{{{{ row.sku }}}}"}}
---
A lamp called {{{{ row.title }}}}.
-- sites/world/site.yaml --
name: World
url: https://world.example/
theme: plain
attribution:
  onelink: https://shop.onelink.me/A1b2
  defaults: {{media_source: world_landing, campaign: always-on}}
markets:
  us: {{country: US, language: en, currency: USD}}
  de: {{country: DE, language: de, currency: EUR}}
host: [cloudflare-pages]
{COMPANY}{SILENCE}-- sites/world/media/balm.jpg --
-- sites/world/pages/balm.md --
---
type: product
title: Balm
robots: index
category: Beauty
gallery: [media/balm.jpg]
price: {{now: 24.00}}
cta: {{label: Shop Now, url: https://shop.example/balm}}
---
For cold days.
-- sites/world/pages/balm.de.md --
---
title: Balsam
---
Für kalte Tage.
"""
)
NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)


@dataclass
class Studio:
    """The workspace, the clock on its wall, and dice.

    Attributes:
        root: The workspace's folder.
        now: The moment by which offers are judged.
        pause: Seconds before each build.
    """

    root: Path
    now: datetime = NOW
    dice: random.Random = field(default_factory=lambda: random.Random(0))
    pause: float = 0

    def __post_init__(self) -> None:
        self.workspace = write_workspace(self.root, EVERYTHING)

    def path(self, name: str) -> Path:
        """A file of the workspace."""
        return self.root / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace some text of a file."""
        text = self.path(name).read_text("utf-8")
        assert old in text, name
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def build(self, *site_names: str, jobs: int | None = 1) -> Summary:
        """Build as the command does: the short way where nothing has changed."""
        output = self.workspace.output
        time.sleep(self.pause)
        sources = list_sources(self.workspace, self.workspace.site_folders(site_names))
        same = unchanged(
            self.workspace, site_names, output, self.now, checked=True, sources=sources
        )
        return same or self._build(output, site_names, jobs=jobs, sources=sources)

    def clean(self) -> dict[str, bytes]:
        """What a build from nothing makes."""
        folder = self.root / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        self._build(folder, (), force=True)
        return snapshot(folder)

    def _build(
        self,
        output: Path,
        names: tuple[str, ...],
        *,
        force: bool = False,
        jobs: int | None = 1,
        sources: Listing | None = None,
    ) -> Summary:
        inspector = BuildInspector(SteadyMediaStore(self.workspace.cache / "media"))
        return build(
            self.workspace,
            Recorder(),
            site_names=names,
            output=output,
            force=force,
            jobs=jobs,
            now=self.now,
            inspector=inspector,
            sources=sources,
        )

    # --- What people do -------------------------------------------------------------------------

    def _page(self) -> Path | None:
        pages = sorted(p for p in (self.root / "sites").rglob("*.md") if p.name != "lamps.md")
        return self.dice.choice(pages) if pages else None

    def write_on(self) -> None:
        """Add a word to a page."""
        page = self._page()
        if page:
            page.write_text(
                page.read_text("utf-8") + f"\nWord {self.dice.randrange(99)}.\n", "utf-8"
            )

    def write_on_as_if_nothing_were(self) -> None:
        """Change a page, with its size and its time of change as they were."""
        page = self._page()
        if page:
            found = page.stat()
            text = page.read_text("utf-8")
            body = text.rfind("---")
            # Letters of plain words: neither of a picture's address nor of code.
            letters = [
                n for n, char in enumerate(text)
                if char == "e" and n > body and "(" not in text[body:n] and "{" not in text[body:n]
            ]  # fmt: skip
            if letters:
                at = self.dice.choice(letters)
                page.write_text(text[:at] + "o" + text[at + 1 :], "utf-8")
                os.utime(page, ns=(found.st_atime_ns, found.st_mtime_ns))

    def touch(self) -> None:
        """Save a page without a change."""
        page = self._page()
        if page:
            page.touch()

    def rename(self) -> None:
        """Give a page another name, and so another address."""
        page = self._page()
        if page and page.name != "balm.de.md" and not page.with_name("balm.de.md").exists():
            page.rename(page.with_name(f"{page.stem[:9]}-{self.dice.randrange(99)}.md"))

    def delete(self) -> None:
        """Delete a page; one of each site stays, as a site needs one."""
        page = self._page()
        if page and page.name not in ("balm.md",):
            page.unlink()

    def copy(self) -> None:
        """Make a page of another one."""
        page = self._page()
        if page and "." not in page.stem:
            shutil.copy(page, page.with_name(f"{page.stem[:9]}-copy{self.dice.randrange(99)}.md"))

    def translate(self) -> None:
        """Write, change or delete a translation."""
        path = self.path("sites/world/pages/balm.de.md")
        if path.exists() and self.dice.random() < 0.5:
            path.unlink()
        else:
            path.write_text(f"---\ntitle: Balsam {self.dice.randrange(9)}\n---\nKalt.\n", "utf-8")

    def change_rows(self) -> None:
        """Add, change or drop rows of the catalogue."""
        path = self.path("sites/shop/data/lamps.csv")
        head, *rows = path.read_text("utf-8").splitlines()
        number = self.dice.randrange(4, 40)
        match self.dice.randrange(4):
            case 0 if len(rows) > 1:
                rows.pop(self.dice.randrange(len(rows)))
            case 1 if not any(row.startswith(f"L{number},") for row in rows):
                rows.insert(self.dice.randrange(len(rows) + 1), f"L{number},New,{number}.00")
            case 2:
                rows[0] = f"{rows[0].split(',')[0]},Changed {number},19.00"
            case _:
                self.dice.shuffle(rows)
        path.write_text("\n".join([head, *rows]) + "\n", "utf-8")

    def change_folder_defaults(self) -> None:
        """Change what a folder says, or say something for another one."""
        name = self.dice.choice(["shop/pages/offers", "shop/pages", "world/pages"])
        path = self.path(f"sites/{name}/_defaults.yaml")
        if name != "shop/pages/offers" and path.exists():
            path.unlink()
        else:
            text = path.read_text("utf-8") if path.exists() else ""
            kept = [line for line in text.splitlines() if not line.startswith("description")]
            kept.append(f"description: Said {self.dice.randrange(9)}")
            path.write_text("\n".join(kept) + "\n", "utf-8")

    def change_site(self) -> None:
        """Change site.yaml."""
        site = self.dice.choice(["shop", "world"])
        text = self.path(f"sites/{site}/site.yaml").read_text("utf-8")
        lines = [f"name: N{self.dice.randrange(9)}" if s.startswith("name:") else s
                 for s in text.splitlines()]  # fmt: skip
        self.path(f"sites/{site}/site.yaml").write_text("\n".join(lines) + "\n", "utf-8")

    def change_theme(self) -> None:
        """Change a template, a style sheet or a word of the theme."""
        kind = self.dice.choice(["templates/product.html", "templates/ecommerce.html", "styles"])
        if kind == "styles":
            self.path("themes/plain/styles/theme.css").write_text(
                f"h1 {{ color: rgb({self.dice.randrange(200)}, 2, 3) }}\n"
            )
        else:
            path = self.path(f"themes/plain/{kind}")
            text = path.read_text("utf-8").replace("<main>", "<main><hr>", 1)
            path.write_text(text if text.count("<hr>") < 4 else text.replace("<hr>", ""), "utf-8")

    def override(self) -> None:
        """Lay a file of the site's own over one of the theme, or take it away."""
        path = self.path(f"sites/{self.dice.choice(['shop', 'world'])}/theme/styles/site.css")
        if path.exists():
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"p {{ margin: {self.dice.randrange(9)}px }}\n")

    def change_picture(self) -> None:
        """Put another picture in the place of one."""
        name = self.dice.choice(
            ["shop/media/balm.jpg", "shop/media/soap.png", "world/media/balm.jpg"]
        )
        color = (self.dice.choice([0, 90, 180]), 80, 90)
        Image.new("RGB", (60, 80), color).save(self.path(f"sites/{name}"))

    def pass_time(self) -> None:
        """Let days pass, or go back."""
        self.now = NOW + timedelta(days=self.dice.choice([-30, 0, 1, 17, 40, 60, 90]))

    def damage_output(self) -> None:
        """Delete or change a published file."""
        files = [p for p in self.workspace.output.rglob("*.*") if p.is_file()]
        files = [p for p in files if ".landfast" not in p.parts]
        if files:
            path = self.dice.choice(sorted(files))
            if self.dice.random() < 0.5:
                path.unlink()
            else:
                path.write_bytes(b"something else")

    def damage_records(self) -> None:
        """Damage what builds remember, or delete it."""
        folder = self.workspace.cache / "builds"
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        if self.dice.random() < 0.3:
            shutil.rmtree(folder, ignore_errors=True)
        elif files:
            path = self.dice.choice(files)
            data = bytearray(path.read_bytes())
            data[self.dice.randrange(len(data))] ^= 255
            path.write_bytes(data)

    def lose_pictures(self) -> None:
        """Delete the cache of pictures."""
        shutil.rmtree(self.workspace.cache / "media", ignore_errors=True)

    def build_one_site(self) -> None:
        """Build one of the sites alone."""
        self.build(self.dice.choice(["shop", "world"]))

    @classmethod
    def actions(cls) -> "list[Callable[[Studio], None]]":
        """All that people do."""
        return [
            cls.write_on,
            cls.write_on_as_if_nothing_were,
            cls.touch,
            cls.rename,
            cls.delete,
            cls.copy,
            cls.translate,
            cls.change_rows,
            cls.change_folder_defaults,
            cls.change_site,
            cls.change_theme,
            cls.override,
            cls.change_picture,
            cls.pass_time,
            cls.damage_output,
            cls.damage_records,
            cls.lose_pictures,
            cls.build_one_site,
        ]
