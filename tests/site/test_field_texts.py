"""What is said of each key is found when it is asked for."""

import pytest

from generator.site import PAGE_TYPES
from generator.site.catalogue import Catalogue
from generator.site.config import Company, SiteConfig
from generator.site.field_texts import field_text
from generator.site.look import ThemeDefaults, ThemeField
from generator.site.validation import json_schema


def test_the_text_below_a_key_says_what_it_is() -> None:
    assert field_text(Company, "legal_name") == "The company's full name."
    assert field_text(SiteConfig, "brand") is None  # its group says it
    assert field_text(SiteConfig, "nothing") is None


def test_a_text_of_several_lines_keeps_them() -> None:
    text = field_text(SiteConfig, "markdown")
    assert text
    assert text.splitlines()[1].startswith("the CommonMark standard")


@pytest.mark.parametrize("kind", list(PAGE_TYPES))
def test_page_types_inherit_texts(kind: str) -> None:
    assert field_text(PAGE_TYPES[kind], "secret") == field_text(SiteConfig, "secret") is not None


def test_a_key_that_is_declared_anew_needs_a_text_of_its_own() -> None:
    class Other(Company):
        legal_name: str

    assert field_text(Other, "legal_name") is None
    assert field_text(Other, "address") == "The postal address, on one line."


def test_fields_of_themes_say_it_themselves() -> None:
    corners = ThemeField(type="flag", description="Round corners.")
    look = ThemeDefaults(fields={"corners": corners}).look
    assert field_text(look, "corners") == "Round corners."


def test_schemas_carry_the_texts() -> None:
    assert json_schema(Company)["properties"]["phone"]["description"].startswith("A telephone")


def test_a_key_with_another_name_in_files_has_its_text() -> None:
    assert json_schema(Catalogue)["properties"]["as"]["description"] == field_text(
        Catalogue, "name"
    )
