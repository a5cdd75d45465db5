"""Characters as people count them."""

import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


def count_characters(text: str) -> int:
    """How many characters a person sees.

    Accents and skin tones belong to the character before them, joined emoji are one, two regional
    letters are a flag (Unicode Standard Annex 29, for what anchors hold).
    """
    count, joined, half_flag = 0, False, False
    for character in unicodedata.normalize("NFC", text):
        code = ord(character)
        if character == _ZERO_WIDTH_JOINER:
            joined = True
            continue
        if unicodedata.category(character) in ("Mn", "Me", "Cf") or code in _SKIN_TONES:
            continue
        if code in _FLAGS:
            half_flag = not half_flag
            count += half_flag
        else:
            half_flag = False
            count += not joined
        joined = False
    return count


def count_columns(text: str) -> int:
    """The same, with the wide characters of East Asian scripts and emoji as two."""
    wide = sum(
        unicodedata.east_asian_width(character) in ("W", "F")
        for character in unicodedata.normalize("NFC", text)
        if ord(character) not in _SKIN_TONES
    )
    return count_characters(text) + wide
