"""Writes the part of docs/themes.md that says what each theme is, from the themes' contracts."""

import json
from collections.abc import Mapping

from built_sites import ROOT
from generator.render import Themes
from generator.site import PAGE_TYPES
from generator.site.look import ThemeField

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
    defaults = [f"`{key}: {json.dumps(value)}`" for key, value in theme.defaults.settings.items()]
    return f"""### {theme.contract.name}

{theme.contract.description}

![{theme.contract.name} on phones: {", ".join(kinds)}, in light and in dark\
](images/{name}-phones.jpg)

<details><summary>At a desk</summary>

![{theme.contract.name} at a desk: {", ".join(kinds)}, in light and in dark\
](images/{name}-desks.jpg)

</details>

| | |
|---|---|
| in site.yaml | `theme: {name}` |
| page types | {", ".join(f"`{kind}`" for kind in kinds)} |
| extends | `{theme.contract.extends}` |
| defaults of its own | {", ".join(defaults) or "none"} |
| begins dark in the light scheme | {"yes" if theme.contract.dark_top else "no"} |

{_fields_section(theme.defaults.fields)}"""


def _fields_section(fields: Mapping[str, ThemeField]) -> str:
    """The table of a theme's own fields."""
    if not fields:
        return "It has no fields of its own under `look:`.\n"
    rows = "\n".join(
        f"| `{name}` | {_kind(field)} | {_default(field)} | {field.description} |"
        for name, field in fields.items()
    )
    return f"""Its own fields, for `look:` in site.yaml, a folder's `_defaults.yaml` or a page:

| field | holds | default | what it changes |
|---|---|---|---|
{rows}
"""


def _kind(field: ThemeField) -> str:
    if field.type == "choice":
        return " or ".join(f"`{choice}`" for choice in field.choices)
    if field.type == "flag":
        return "`true` or `false`"
    return f"text, {field.max_length} characters at most" if field.max_length else field.type


def _default(field: ThemeField) -> str:
    return "none" if field.fallback is None else f"`{str(field.fallback).lower()}`"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
    print(DOCUMENT)
