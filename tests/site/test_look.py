"""The fields of themes for authors: declared, set, inherited, shown, and every mistake told."""

from pathlib import Path

import jsonschema
import pytest

from generator.errors import SiteError
from generator.render import Themes
from generator.site import load_site
from generator.site.schemas import schema
from tests.workspaces import PLAIN_THEME, SITE, build_all, problems_of, told, write_workspace

FIELDS = """
-- themes/plain/theme.yaml --
name: Plain
description: As little as possible.
fields:
  corners: {type: choice, choices: [square, round], description: The corners.}
  badge: {type: text, max_length: 5, description: A word in the corner.}
  frame: {type: flag, description: Whether there is a frame.}
  tape_color: {type: color, default: "#ffd23f", description: The tape.}
  tilt: {type: number, default: 1.50, description: Degrees.}
  texture: {type: picture, description: The ground.}
-- themes/plain/styles/look/corners-round.css --
h1{border-radius:9px}
-- themes/plain/styles/look/corners-square.css --
h1{border-radius:0}
-- themes/plain/styles/look/badge.css --
@import "sticker.css";
.badge{top:0}
-- themes/plain/styles/look/frame.css --
@import "sticker.css";
main{border:1px solid}
-- themes/plain/styles/sticker.css --
.badge{position:absolute}
-- themes/plain/templates/product.html --
{% extends "layout.html" %}
{% from "partials/picture.html" import picture with context %}
{% block body %}<main class="{{ look.corners }}"><h1>{{ page.title }}</h1>
<p>{{ look.badge or "no badge" }} {{ look.frame }} {{ look.tilt }}</p>
{% if look.texture %}{{ picture(look.texture) }}{% endif %}</main>{% endblock %}
"""


def looks(root: Path, *archives: str) -> dict[str, object]:
    workspace = write_workspace(root, PLAIN_THEME, SITE, FIELDS, *archives)
    site = load_site(root / "sites" / "shop", Themes([workspace.themes]).defaults)
    (source,) = site.pages
    found = dict(source.page.look)
    if found.get("texture"):
        found["texture"] = found["texture"].src.ref
    return found


def page(look: str) -> str:
    front = SITE.split("-- sites/shop/pages/balm.md --\n---\n")[1].split("---\n")[0]
    return f"-- sites/shop/pages/balm.md --\n---\nlook: {look}\n{front}---\n"


def html(root: Path, *archives: str) -> str:
    build_all(write_workspace(root, PLAIN_THEME, SITE, FIELDS, *archives))
    return (root / "output" / "shop" / "balm" / "index.html").read_text()


def mistakes(root: Path, *archives: str) -> list[str]:
    workspace = write_workspace(root, PLAIN_THEME, SITE, FIELDS, *archives)
    return [
        f"{told(problem, root)}: {problem.message} {problem.hint}"
        for problem in problems_of(workspace)
    ]


def test_every_kind_of_field_has_a_value_where_nothing_is_said(tmp_path: Path) -> None:
    found = looks(tmp_path)
    assert {key: str(value) for key, value in found.items()} == {
        "corners": "square",
        "badge": "None",
        "frame": "False",
        "tape_color": "#ffd23f",
        "tilt": "1.50",
        "texture": "None",
    }


def test_the_nearest_file_wins_field_by_field(tmp_path: Path) -> None:
    found = looks(
        tmp_path,
        "-- sites/shop/pages/_defaults.yaml --\nlook: {badge: New, frame: true}\n",
        page('{badge: "12", texture: media/balm.jpg, tape_color: "#ABC"}'),
    )
    assert found["badge"] == "12"
    assert found["frame"] is True
    assert found["texture"] == "media/balm.jpg"
    assert found["tape_color"] == "#aabbcc"


def test_another_theme_begins_anew(tmp_path: Path) -> None:
    found = looks(
        tmp_path,
        "-- sites/shop/pages/_defaults.yaml --\nlook: {badge: New}\n",
        page("{titles: plain}\ntheme: cinema"),
    )
    assert found == {"titles": "plain", "curtain": True}


def test_a_theme_that_extends_another_has_its_fields_and_can_set_them(tmp_path: Path) -> None:
    child = """
-- themes/child/theme.yaml --
name: Child
description: Rounder.
extends: plain
defaults: {look: {corners: round}}
fields: {glow: {type: flag, default: true, description: A glow.}}
"""
    found = looks(tmp_path, child, page("{badge: Hi}\ntheme: child"))
    assert (found["corners"], found["badge"], found["glow"]) == ("round", "Hi", True)


def test_templates_and_style_sheets_follow_the_look(tmp_path: Path) -> None:
    made = html(tmp_path, page("{corners: round, badge: Hi, frame: true}"))
    assert "<main class=round>" in made
    assert "<p>Hi True 1.50</p>" in made
    assert "h1{border-radius:9px}" in made
    assert "border-radius:0" not in made
    assert made.count(".badge{position:absolute}") == 1
    assert ".badge{position:absolute}.badge{top:0}main{border:1px solid}" in made
    assert ":root{--look-tape-color:#ffd23f;--on-look-tape-color:#000000}" in made


def test_what_nobody_has_set_costs_nothing(tmp_path: Path) -> None:
    made = html(tmp_path, page('{tape_color: "#000"}'))
    assert "<p>no badge False 1.50</p>" in made
    assert ".badge" not in made
    assert "--on-look-tape-color:#ffffff" in made


def test_every_mistake_is_told_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    found = mistakes(
        tmp_path,
        "-- sites/shop/pages/_defaults.yaml --\nlook:\n  corner: round\n  tilt: steep\n",
        page("{corners: oval, badge: Too long, frame: maybe, texture: media/bal.jpg}"),
    )
    text = "\n".join(found)
    folder, balm = "sites/shop/pages/_defaults.yaml", "sites/shop/pages/balm.md"
    assert f"{folder}:2:3 key-unknown: The key `corner` is not known here. Did you mean" in text
    assert f"{folder}:3:9 value-wrong-kind" in text
    assert f"{balm}:2:17 value-not-allowed" in text
    assert "Choose one of: square, round." in text
    assert (
        f"{balm}:2:30 text-too-long: 'Too long' has 8 characters; the theme has room for 5" in text
    )
    assert "media-missing: There is no file media/bal.jpg. Did you mean media/balm.jpg?" in text
    assert len(found) == 6


def test_a_mistake_in_site_yaml_is_told_once(tmp_path: Path) -> None:
    site = SITE.split("-- sites/shop/pages")[0] + "look: {badgee: New}\n"
    (told_once,) = mistakes(tmp_path, site)
    assert told_once.startswith("sites/shop/site.yaml:20:8 key-unknown")
    assert "Did you mean `badge`?" in told_once


def test_a_theme_without_fields_says_so(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE, page("{corners: round}"))
    (problem,) = problems_of(workspace)
    assert told(problem, tmp_path) == "sites/shop/pages/balm.md:2:7 look-without-fields"


def test_an_unknown_theme_is_told_without_more(tmp_path: Path) -> None:
    (only,) = mistakes(tmp_path, page("{corners: round}\ntheme: plane"))
    assert "theme-unknown" in only


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("{type: choice, description: x.}", "theme-field-invalid"),
        ("{type: choice, choices: [one], description: x.}", "theme-field-invalid"),
        ("{type: text, choices: [a, b], description: x.}", "theme-field-invalid"),
        ("{type: flag, max_length: 3, description: x.}", "theme-field-invalid"),
        ("{type: choice, choices: [a, b], default: c, description: x.}", "theme-field-invalid"),
        ("{type: color, default: red, description: x.}", "theme-field-invalid"),
        ("{type: picture, default: media/x.jpg, description: x.}", "theme-field-invalid"),
        ("{type: colour, description: x.}", "value-not-allowed"),
        ("{type: text}", "key-missing"),
    ],
)
def test_a_field_that_cannot_be_is_told_in_the_theme(tmp_path: Path, field: str, code: str) -> None:
    contract = f"-- themes/plain/theme.yaml --\nname: P\ndescription: x.\nfields:\n  one: {field}\n"
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE, contract)
    (problem,) = problems_of(workspace)
    assert problem.code == code
    assert told(problem, tmp_path).startswith("themes/plain/theme.yaml:4:")


@pytest.mark.parametrize("name", ["Tape", "the-tape", "model_fields", "copy", "2nd"])
def test_names_that_templates_could_not_read_are_refused(tmp_path: Path, name: str) -> None:
    contract = (
        "-- themes/plain/theme.yaml --\nname: P\ndescription: x.\n"
        f"fields:\n  {name}: {{type: flag, description: x.}}\n"
    )
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE, contract)
    (problem,) = problems_of(workspace)
    assert problem.code == "theme-field-invalid"


def test_editors_know_the_fields_of_the_theme_that_a_file_names() -> None:
    made = schema("site", Themes().looks())
    jsonschema.Draft202012Validator.check_schema(made)
    valid = jsonschema.Draft202012Validator(made).is_valid
    site = {"name": "x", "url": "https://x.example/"}
    assert valid({**site, "theme": "arcade", "look": {"pattern": "rays"}})
    assert not valid({**site, "theme": "arcade", "look": {"pattern": "waves"}})
    assert not valid({**site, "theme": "arcade", "look": {"corners": "round"}})
    assert not valid({**site, "theme": "arcade", "look": {"sticker": "far too many words"}})
    assert valid({**site, "theme": "of-my-own", "look": {"anything": 1}})
    assert valid({**site, "look": {"corners": "round"}}), "studio is the theme if none is named"
    assert not valid({**site, "look": {"pattern": "rays"}})


def test_pages_can_be_taken_to_be_of_a_theme() -> None:
    page = {"type": "product", "look": {"pattern": "waves"}}
    looks = Themes().looks()
    assert jsonschema.Draft202012Validator(schema("product", looks)).is_valid(page)
    assert not jsonschema.Draft202012Validator(schema("product", looks, "arcade")).is_valid(page)


def test_the_themes_that_ship_have_a_style_for_what_their_fields_say() -> None:
    themes = Themes()
    for name in themes.names():
        theme = themes.get(name)
        assert theme.defaults.fields, name
        folder = theme.folders[0] / "styles" / "look"
        known = {
            f"{key}-{choice}.css"
            for key, field in theme.defaults.fields.items()
            for choice in field.choices
        } | {f"{key}.css" for key in theme.defaults.fields}
        assert {path.name for path in folder.iterdir()} <= known


def test_broken_contracts_raise_where_they_are_asked_for(tmp_path: Path) -> None:
    write_workspace(tmp_path, "-- themes/mine/theme.yaml --\nname: Mine\n")
    with pytest.raises(SiteError):
        Themes([tmp_path / "themes"]).looks()
