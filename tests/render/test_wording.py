"""Prices, dates and words in the page's language."""

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale, localedata

from generator.errors import InputError
from generator.render.theme import Themes
from generator.render.wording import Words, day, locale, money, number, text_direction


@pytest.mark.parametrize(
    ("language", "country", "amount", "currency", "written"),
    [
        ("en", "US", "29.00", "USD", "$29"),
        ("en", "US", "29.90", "USD", "$29.90"),
        ("en", "US", "1299", "USD", "$1,299"),
        ("de", "DE", "29.90", "EUR", "29,90\xa0€"),
        ("de", "DE", "29", "EUR", "29\xa0€"),
        ("ja", "JP", "1200", "JPY", "￥1,200"),
        ("pt-BR", "BR", "29.90", "BRL", "R$\xa029,90"),
        ("en", "GB", "0.99", "GBP", "£0.99"),
    ],
)
def test_money(language: str, country: str, amount: str, currency: str, written: str) -> None:
    assert money(Decimal(amount), currency, locale(language, country)) == written


def test_days_and_numbers() -> None:
    assert day(date(2027, 1, 31), locale("en", "US")) == "January 31, 2027"
    assert day(date(2027, 1, 31), locale("de", "DE")) == "31. Januar 2027"
    assert number(Decimal("4.8"), locale("fr", "FR")) == "4,8"


def test_a_language_without_that_country_still_counts() -> None:
    assert locale("de", "JP").language == "de"
    with pytest.raises(InputError) as caught:
        locale("xx", "XX")
    assert caught.value.code == "language-unknown"


def test_direction() -> None:
    assert [text_direction(code) for code in ("en", "ar", "he", "pt-BR", "xx")] == [
        "ltr",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]


def test_words_are_filled_in_and_escaped() -> None:
    words = Words(Themes().get("base"), "en")
    assert words("valid_until", day="<b>") == "Valid until &lt;b&gt;"
    with pytest.raises(InputError):
        words("no_such_word")


def test_english_stands_in_for_an_unknown_language() -> None:
    assert Words(Themes().get("base"), "eo")("privacy") == "Privacy"


def test_text_direction_is_babels_for_every_language_that_it_knows() -> None:
    codes = [code.replace("_", "-") for code in localedata.locale_identifiers()]
    theirs = {code: Locale.parse(code, sep="-").text_direction for code in codes}
    # What is written from top to bottom has no value of HTML's `dir` of its own.
    rtl = {code for code, direction in theirs.items() if direction == "rtl"}
    assert {code for code in codes if text_direction(code) == "rtl"} == rtl
    assert {text_direction(code) for code in codes} == {"ltr", "rtl"}
