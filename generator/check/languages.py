"""Which language a text is written in, as far as its letters and its commonest words tell."""

import re
from collections import Counter

from msgspec import Struct

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 40
_FEWEST_WORDS = 40

_SCRIPTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # Kana decide before Han characters, which Japanese and Chinese share.
    ("kana", ("\u3041-\u30ff",), ("ja",)),
    ("hangul", ("\uac00-\ud7a3", "\u1100-\u11ff"), ("ko",)),
    ("han", ("\u3400-\u4dbf", "\u4e00-\u9fff"), ("zh", "yue", "ja")),
    ("thai", ("\u0e00-\u0e7f",), ("th",)),
    ("arabic", ("\u0600-\u06ff",), ("ar", "fa", "ur", "ps", "ckb", "ug")),
    ("hebrew", ("\u0590-\u05ff",), ("he", "yi")),
    ("greek", ("\u0370-\u03ff",), ("el",)),
    (
        "cyrillic",
        ("\u0400-\u04ff",),
        ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "uz"),
    ),
    ("devanagari", ("\u0900-\u097f",), ("hi", "mr", "ne")),
)
_COMMON = {
    "en": "the and of to is you your for with in it that on are this not from be we at or as when",
    "de": "der die das und ist nicht ein eine mit für von den auf sie im dem wir ihr zu auch sich",
    "fr": "le la les des et est une un pour dans que vous votre avec sur pas du qui nous en sans",
    "es": "el la los las de y es una un para con que por tu su en no del se más te sin al",
    "pt": "o a os as de e é uma um para com que por seu sua em não do da se mais você no na",
    "it": "il la le di e è una un per con che non del della si più in tuo i gli al da nel",
    "id": "yang dan di untuk dengan ini itu dari tidak anda pada akan ke bisa kami atau adalah",
    "vi": "và của cho bạn là một không các với trong được có những này từ khi để người đã",
}
_LISTS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_KIN = {"id": ("id", "ms"), "pt": ("pt", "gl"), "es": ("es", "gl", "ca")}
_PATTERNS = tuple(
    (re.compile(f"[{''.join(ranges)}]"), languages) for _, ranges, languages in _SCRIPTS
)


class LanguageGuess(Struct, frozen=True):
    """The languages that a text can be written in, by their codes; never empty."""

    languages: tuple[str, ...]


def guess_language(text: str) -> LanguageGuess | None:
    """The language of a text, or None where it is too short or too mixed to tell."""
    if not text.isascii():
        letters = len(_LETTER.findall(text))
        if letters < _FEWEST_LETTERS:
            return None
        for pattern, languages in _PATTERNS:
            share = len(pattern.findall(text)) / letters
            # Kana are a third of Japanese text, the rest is Han.
            if share > (0.15 if languages == ("ja",) else 0.5):
                return LanguageGuess(languages)
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEWEST_WORDS:
        return None
    counts = Counter(words)
    scores = sorted(
        ((sum(counts[word] for word in known), code) for code, known in _LISTS.items()),
        reverse=True,
    )
    (best, code), (second, _) = scores[0], scores[1]
    if best < 0.12 * len(words) or best < 1.6 * second:
        return None
    return LanguageGuess(_KIN.get(code, (code,)))
