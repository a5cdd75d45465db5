"""One site for each theme with every page type, four times.

`rich` has every block in real life's amounts, a company and a logo; `bare` has the required keys
alone, and nobody behind it; `awkward` is German with words that no line can break, titles of 200
characters, emoji, Hebrew and Arabic in between, a huge price and seven stores; `arabic` is written
from right to left. Their files stand in theme_samples.txtar.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from generator.build.workspace import Workspace
from tests.media.samples import clip
from tests.workspaces import write_workspace

THEMES = ("studio", "cinema", "arcade")
PAGE_TYPES = (
    "ecommerce",
    "entertainment",
    "product",
    "web-to-app",
    "stores",
    "creator-brief",
    "account-link",
)
LOOKS = {
    "studio": ("{picture: left, corners: round}", "{picture: left, corners: round}"),
    "cinema": ("{titles: plain, curtain: false}", "{curtain: false}"),
    "arcade": ("{pattern: rays, sticker: Donaudampfschi}", "{pattern: stripes, sticker: جديد}"),
}
"""What `awkward` and `arabic` pages say under `look:`; the others leave it as it is."""

CONTENTS = ("rich", "bare", "awkward", "arabic")

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter"
"""More than 60 letters without a place to break."""

LONG_TITLE = (
    "The serum, the balm and the cream that a whole town of early risers swears by, now in one box "
    "with a brush, a pouch, a booklet and a year of refills, and for one week only with everything "
    "at half price"
)
"""200 characters."""

assert len(LONG_TITLE) >= 200
assert len(LONG_WORD) >= 60

SITE = (Path(__file__).parent / "theme_samples.txtar").read_text("utf-8")
"""The site of one theme; `{names}` stand for what this module fills in."""

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

STORES = """\
  - {store: app-store}
  - {store: google-play}
  - {store: apk, url: "https://files.fjordlicht.example/comet.apk",
     version: 1.4.2, size: 84 MB, android: "8"}
  - {store: steam, app_id: "90000417", url: "https://store.steampowered.com/app/90000417/"}
  - {store: epic, app_id: comet, url: "https://store.epicgames.com/p/comet"}
  - {store: playstation, app_id: EP0000-COMET00001_00, url: "https://store.playstation.com/concept/9"}
  - {store: xbox, app_id: 9EXAMPLE0417, url: "https://www.xbox.com/games/store/comet/9EXAMPLE0417"}"""

QUESTIONS = """\
faq:
  - question: When do I use it?
    answer: In the morning, on clean skin. Three drops, then sunscreen.
  - {question: My skin is sensitive. Is it for me?, answer: Start with every second morning.}
  - {question: Can I send it back?, answer: "Yes, within 60 days, even if the bottle is open."}
"""

BLOCKS = f"""\
features:
  - {{title: 12% vitamin C, text: "A stable form that stays fresh for six months after opening."}}
  - {{title: Sinks in within a minute, text: "Water-light, no shine.", image: media/photo.jpg}}
  - {{title: Nothing to hide, text: "Nine ingredients, all printed on the front of the box."}}
testimonials:
  - quote: It is the first serum I finish before I lose patience with it.
    name: Mara T.
    source: example review
    url: https://fjordlicht.example/reviews
  - quote: I left the hall light on. I am forty-six.
    name: Iona Marsh
    source: The Example Courier
gallery: [{{src: media/photo.jpg, alt: The shelf}}, {{src: media/wide.jpg, alt: The fjord}}]
{QUESTIONS}"""

BODY = """\
Dull mornings happen to everyone. Glow is the thirty seconds that help: three drops of vitamin C,
before sunscreen, before coffee.

![Folds of light](media/wide.jpg)

## How it is made

We mix it every Tuesday, four hundred bottles at a time, and print the **date** on each one. Read
more [about the laboratory](https://fjordlicht.example/about).

[[faq]]

### In short

- Nine ingredients
- No perfume

> If yours was mixed more than six weeks ago, write to us.

1. Three drops
2. Then sunscreen
"""

APP = (
    "{name: Comet Courier, icon: media/icon.png, kind: game, category: Arcade, age: 4+, "
    "price: Free, developer: Tiny Cargo Games, tagline: Two thumbs and no time to stop., "
    "rating: {value: 4.7, count: 1280, source: the Example Store}}"
)

AWKWARD_APP = (
    f'{{name: "{LONG_WORD}", icon: media/icon.png, category: "{LONG_WORD}", age: USK 6, '
    f'price: "Kostenlos mit {LONG_WORD}", developer: "🚀 {LONG_WORD}", '
    f'tagline: "{LONG_WORD} שלום", '
    f'rating: {{value: 4.9, count: 123456789, source: "{LONG_WORD}"}}}}'
)

AWKWARD_BLOCKS = f"""\
features:
  - {{title: "{LONG_WORD}", text: "{LONG_WORD} 🚀"}}
  - {{title: "שלום עולם, סלאם"}}
  - {{title: 😀}}
testimonials: [{{quote: "{LONG_WORD}", name: "{LONG_WORD}", source: "{LONG_WORD}"}}]
faq: [{{question: "Was ist {LONG_WORD}?", answer: "{LONG_WORD}"}}]
"""

AWKWARD_BODY = f"""\
{LONG_WORD} مرحبا بالعالم 👩🏽‍🚀

## {LONG_WORD}

https://fjordlicht.example/{"a" * 90}

`{"0123456789" * 9}`
"""

ARABIC_BLOCKS = """\
features:
  - {title: امتصاص سريع, text: بلا لمعان ولا أثر.}
  - {title: مكونات واضحة}
  - {title: Made in Portland}
testimonials: [{quote: أول سيروم أنهيه حتى آخر قطرة., name: مريم, source: مراجعة للمثال}]
faq: [{question: متى أستخدمه؟, answer: في الصباح على بشرة نظيفة.}]
"""

ARABIC_BODY = """\
كل صباح يبدأ بثلاث قطرات. Glow Serum يناسب كل أنواع البشرة.

## كيف نصنعه

- تسعة مكونات
- بلا عطر
"""


def write_samples(root: Path) -> Workspace:
    """Write the sites of all themes, with pictures and a clip, into an empty folder."""
    for theme in THEMES:
        text = SITE.format(
            theme=theme,
            awkward_look=LOOKS[theme][0],
            arabic_look=LOOKS[theme][1],
            app=APP,
            awkward_app=AWKWARD_APP,
            stores=STORES,
            blocks=BLOCKS,
            questions=QUESTIONS,
            body=BODY,
            awkward_blocks=AWKWARD_BLOCKS,
            awkward_body=AWKWARD_BODY,
            arabic_blocks=ARABIC_BLOCKS,
            arabic_body=ARABIC_BODY,
            long_title=LONG_TITLE,
            long_word=LONG_WORD,
            sha256=SHA256,
        )
        write_workspace(root, text)
        media = root / "sites" / theme / "media"
        photo(420, 750).save(media / "photo.jpg")
        photo(640, 360).save(media / "wide.jpg")
        photo(300, 650).save(media / "shot.jpg")
        # The worst ground for light text over a picture.
        Image.new("RGB", (420, 750), "white").save(media / "bright.jpg")
        clip(media / "clip.webm", size=(320, 180), seconds=1, codec="libvpx")
    return Workspace(root)


def sample_path(built: Path, theme: str, content: str, page_type: str) -> str:
    """Where a sample lies below its site's address: private pages have what nobody can guess."""
    (folder,) = (built / theme / content).glob(f"{page_type}*/")
    return folder.relative_to(built / theme).as_posix()


def photo(width: int, height: int) -> Image.Image:
    """Evening light over hills: from pale to dark, so that text meets both."""
    image = Image.linear_gradient("L").resize((width, height)).rotate(180)
    sky = Image.merge(
        "RGB", [image.point([int(v * f) for v in range(256)]) for f in (1.0, 0.82, 0.9)]
    )
    draw = ImageDraw.Draw(sky)
    draw.ellipse((width * 0.55, height * 0.2, width * 0.8, height * 0.2 + width * 0.25), "#fff3c4")
    for step in range(3):
        top = height * (0.6 + 0.12 * step)
        hills = [(0, top), (width * 0.4, top - height * 0.1), (width, top + height * 0.08)]
        draw.polygon([*hills, (width, height), (0, height)], (60 - 15 * step, 40, 90 - 20 * step))
    return sky
