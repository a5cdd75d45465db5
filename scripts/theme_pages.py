"""Writes the part of docs/themes.md that says what each theme is, from the themes' contracts."""

import json

from built_sites import ROOT
from generator.render import Themes
from generator.site import PAGE_TYPES

DOCUMENT = ROOT / "docs" / "themes.md"
BEGIN = "<!-- Made by scripts/theme_pages from each theme.yaml: begin -->"
END = "<!-- end -->"


def document() -> str:
    """The text of docs/themes.md with its generated part made anew."""
    before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{themes_section()}\n{END}{after}"


def themes_section() -> str:
    """One heading for each theme that ships, with its picture and its contract."""
    themes = Themes()
    return "\n".join(_theme_section(themes, name) for name in themes.names())


def _theme_section(themes: Themes, name: str) -> str:
    theme = themes.get(name)
    kinds = [kind for kind in PAGE_TYPES if theme.find("templates", f"{kind}.html")]
    defaults = [f"`{key}: {json.dumps(value)}`" for key, value in theme.defaults.items()]
    return f"""### {theme.contract.name}

{theme.contract.description}

![{theme.contract.name}: {", ".join(kinds)} on phones, light and dark; below, a page at a desk\
](images/{name}.jpg)

| | |
|---|---|
| in site.yaml | `theme: {name}` |
| page types | {", ".join(f"`{kind}`" for kind in kinds)} |
| extends | `{theme.contract.extends}` |
| settings of its own | {", ".join(defaults) or "none"} |
| begins dark in the light scheme | {"yes" if theme.contract.dark_top else "no"} |
"""


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
    print(DOCUMENT)
