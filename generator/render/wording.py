"""The words that templates say themselves, and prices and dates as each language writes them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_datetime_format, get_timezone_gmt
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup, escape

from generator.errors import InputError
from generator.render.theme import Theme
from generator.site import Page
from generator.site.page_types.page import Price
from generator.source import read_yaml


class Words:
    """The words of one theme in one language; English stands in for what is not translated.

    Args:
        theme: Gives `words/<language>.yaml`, each file a mapping of names to texts.
        language: A code such as `de` or `pt-BR`.
    """

    def __init__(self, theme: Theme, language: str) -> None:
        self.language = language
        self.texts: dict[str, Any] = {}
        self._escaped: dict[str, Markup] = {}
        for code in dict.fromkeys(("en", language.split("-")[0], language)):
            for path in theme.all("words", f"{code}.yaml"):
                self.texts.update(read_yaml(path).data)

    def __call__(self, name: str, /, **values: object) -> Markup:
        """The text `name`, with `{key}` replaced by the escaped values.

        Raises:
            InputError: `word-missing`, where not even English has it.
        """
        if name not in self._escaped:
            self._escaped[name] = escape(self._text(name))
        text = str(self._escaped[name])
        return Markup(text.format_map({key: escape(value) for key, value in values.items()}))

    def plain(self, name: str, /, **values: object) -> str:
        """The same for what is no HTML: messages and calendars.

        Raises:
            InputError: `word-missing`; `word-blank`, where it has a blank that nothing fills.
        """
        try:
            return self._text(name).format_map(values)
        except (KeyError, ValueError, IndexError) as error:
            raise InputError(
                "word-blank",
                f"The word {name!r} has a blank that nothing fills: {error}.",
                f"It can have: {', '.join(f'{{{key}}}' for key in values)}. Two braces, "
                "{{ and }}, stand for one.",
            ) from None

    def _text(self, name: str) -> str:
        if name not in self.texts:
            raise InputError(
                "word-missing",
                f"No theme has the word {name!r}.",
                "Add it to words/en.yaml of the theme.",
            )
        return str(self.texts[name])


@lru_cache(maxsize=64)
def locale(language: str, country: str) -> Locale:
    """Babel's locale for a language in a country, or for the language alone.

    Raises:
        InputError: `language-unknown`.
    """
    for code in (f"{language}-{country}", language, language.split("-")[0]):
        try:
            return Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise InputError(
        "language-unknown",
        f"The language {language!r} is not known.",
        "Write it as en, de or pt-BR.",
    )


# Babel knows this of each language too, but reads all that it knows of it for that: 10 ms.
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
_RTL_LANGUAGES = frozenset(
    {"apc", "ar", "ary", "bal", "bgn", "bqi", "brh", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn"}
    | {"nqo", "ps", "rhg", "sd", "sdh", "skr", "syr", "trw", "ug", "ur", "yi"}
)


@lru_cache(maxsize=64)
def text_direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    try:
        known = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return "ltr"
    is_rtl = known.script in _RTL_SCRIPTS if known.script else known.language in _RTL_LANGUAGES
    return "rtl" if is_rtl else "ltr"


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: str, where: Locale) -> str:
    """A price as the language writes it, without cents where there are none: $29, 29,90 €."""
    whole = amount == amount.to_integral_value()
    text = format_currency(amount, currency, locale=where, decimal_quantization=not whole)
    if whole:
        text = format_currency(
            amount,
            currency,
            locale=where,
            currency_digits=False,
            format=_without_cents(where),
        )
    return str(text)


@lru_cache(maxsize=64)
def _without_cents(where: Locale) -> str:
    pattern: str = where.currency_formats["standard"].pattern
    return pattern.replace("0.00", "0")


def day(value: date, where: Locale) -> str:
    """A date as the language writes it: January 31, 2027."""
    return format_date(value, format="long", locale=where)


def moment(value: date, where: Locale) -> str:
    """A day, or a moment with its time and zone: June 30, 2027, 8:00 PM GMT+02:00."""
    if not isinstance(value, datetime):
        return day(value, where)
    zone = value.tzinfo
    clock = format_time(value, "short", tzinfo=zone, locale=where)
    pattern = str(get_datetime_format("medium", locale=where)).replace("'", "")
    text = pattern.replace("{0}", clock).replace("{1}", day(value, where))
    return f"{text} {get_timezone_gmt(value, 'long', locale=where)}"


def number(value: Decimal | int, where: Locale) -> str:
    """A number as the language writes it: 4.8, 12,400."""
    return format_decimal(value, locale=where)


def file_size(length: int) -> str:
    """A file's length in the units that stores write: 84.0 MB, or 12 KB below a tenth of one."""
    return f"{length / 1_000_000:.1f} MB" if length >= 100_000 else f"{-(-length // 1000)} KB"


class Formats:
    """Prices, dates and numbers as the page's language and country write them."""

    def __init__(self, page: Page) -> None:
        self.currency = page.currency
        self.locale = locale(page.language, page.country)

    def price(self, price: Price) -> str:
        """The price now."""
        return money(price.now, price.currency or self.currency, self.locale)

    def old_price(self, price: Price) -> str:
        """The price before; empty where there is none."""
        if price.was is None:
            return ""
        return money(price.was, price.currency or self.currency, self.locale)

    def discount(self, price: Price) -> int:
        """How much less it costs, in whole percent rounded down; 0 where nothing was said."""
        if price.was is None:
            return 0
        return int((price.was - price.now) / price.was * 100)

    def day(self, value: date) -> str:
        """A date."""
        return day(value, self.locale)

    def moment(self, value: date) -> str:
        """A date, with time and zone where it has them."""
        return moment(value, self.locale)

    def number(self, value: Decimal | int) -> str:
        """A number."""
        return number(value, self.locale)

    def size(self, length: int) -> str:
        """A file's length."""
        return file_size(length)
