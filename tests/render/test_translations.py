"""What templates say themselves is translated, wholly and with the same blanks to fill in."""

import re
from pathlib import Path
from typing import get_args

import pytest

from generator.packaged import packaged_themes
from generator.site.page_types.product import Label
from generator.source import read_yaml
from tests.render.rendered_site import PRODUCT, output_site

LANGUAGES = ("de", "fr", "es", "pt", "it", "ja", "ko", "id", "th", "vi", "ar")
FOLDERS = sorted(path.parent for path in packaged_themes().glob("*/words/en.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(folder: Path, language: str) -> None:
    english = read_yaml(folder / "en.yaml").data
    translated = read_yaml(folder / f"{language}.yaml").data
    assert list(translated) == list(english)
    for name, text in english.items():
        blanks = re.findall(r"\{\w+\}", text)
        assert sorted(re.findall(r"\{\w+\}", translated[name])) == sorted(blanks), name
        assert translated[name].strip() == translated[name]


def test_every_word_that_a_template_asks_for_is_there() -> None:
    english = read_yaml(packaged_themes() / "base" / "words" / "en.yaml").data
    asked = {
        word
        for template in packaged_themes().rglob("*.html")
        for word in re.findall(r"""\bt\(["'](\w+)["']""", template.read_text("utf-8"))
    }
    assert asked - set(english) == set()
    assert len(asked) > 30


def test_a_products_button_speaks_the_pages_language(tmp_path: Path) -> None:
    english = read_yaml(packaged_themes() / "base" / "words" / "en.yaml").data
    labels = {name: text for name, text in english.items() if name.startswith("label_")}
    assert list(labels.values()) == list(get_args(Label))
    template = """{% extends "layout.html" %}{% from "partials/cta.html" import cta %}
{% block body %}<main><h1>{{ page.title }}</h1>{{ cta(links.cta) }}</main>{% endblock %}"""
    pages = {"us": PRODUCT, "de": f"{PRODUCT}language: de\n"}
    output = output_site(tmp_path, pages, **{"product.html": template})
    for name, label in (("us", "Shop Now"), ("de", "Jetzt kaufen")):
        html = (output / name / "index.html").read_text("utf-8")
        assert f">{label}</a>" in html
