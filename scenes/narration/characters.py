"""Characters that look alike but are not: texts are written in one way, and a voice gets what it can say."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphen, blanks without width and stray byte-order marks: nobody sees them, a voice stumbles."""
_TWINS = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06]+")
"""Radicals that look like a Han character, and joined letters such as ﬁ: drawn alike, but no letters."""
_HYPHENS = "\u2010\u2011"
_WIDE = "".join(
    char for char in map(chr, range(0xFF01, 0xFF5F)) if unicodedata.normalize("NFKC", char).isalnum()
)
"""Full-width letters and digits; full-width punctuation is the punctuation of Mandarin, and stays."""
_SIGNS = {"％": "%", "＋": "+", "－": "-", "＝": "=", "＃": "#", "＆": "&"}
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_SAID = str.maketrans(
    {
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_HYPHENS, "-"),
        **{char: unicodedata.normalize("NFKC", char) for char in _WIDE},
        **_SIGNS,
    }
)
_LAYOUT = "\t\n"
_ALPHABETS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU")
"""Alphabets with letters that look like Latin ones."""


def composed(text: str) -> str:
    """Write a text in one way: accents composed (NFC), no invisible characters, no twins of letters.

    What is drawn looks as before. Words, titles and texts on the screen are all kept so.

    Examples
    --------
    >>> composed("cafe\u0301"), composed("soft\u00adly"), composed("\ufb01nd")
    ('café', 'softly', 'find')
    """
    plain = text.translate(_INVISIBLE)
    plain = _TWINS.sub(lambda twins: unicodedata.normalize("NFKC", twins[0]), plain)
    return unicodedata.normalize("NFC", plain)


def pronounced(text: str) -> str:
    """Write a text as voices read it, character by character: offsets into it stay what they are.

    Unbreakable and narrow blanks become blanks, hyphens "-", and full-width letters and digits plain ones.

    Examples
    --------
    >>> pronounced("９５\u00a0％")
    '95 %'
    """
    return text.translate(_SAID)


def strangers(text: str) -> list[tuple[int, str]]:
    """Find letters of another alphabet that hide among Latin ones: offset and letter.

    Examples
    --------
    >>> strangers("Adаm and η")
    [(2, 'а')]
    """
    return [
        (word.start() + at, char)
        for word in re.finditer(r"[^\W\d_]+", text)
        if re.search("[A-Za-z]", word[0])
        for at, char in enumerate(word[0])
        if unicodedata.name(char, "").startswith(_ALPHABETS)
    ]


def named(symbol: str) -> str:
    """Quote a symbol; a letter that may look like another one gets its name as well.

    Examples
    --------
    >>> named("√"), named("а")
    ("'√'", "'а' (cyrillic small letter a)")
    """
    letter = len(symbol) == 1 and symbol.isalpha() and not symbol.isascii()
    return f"'{symbol}'" + (f" ({unicodedata.name(symbol, '').lower()})" if letter else "")


def control_in(text: str) -> str:
    r"""Name the first control character of a text, other than a tab and a line's end; empty if there is none.

    Examples
    --------
    >>> control_in("a\x07b"), control_in("a\nb")
    ('U+0007', '')
    """
    for char in text:
        if unicodedata.category(char) == "Cc" and char not in _LAYOUT:
            return f"U+{ord(char):04X}"
    return ""


def in_one_way(value: Any) -> Any:
    """Compose every text in a value as TOML gives it: texts, lists and tables; keys stay as they are.

    Examples
    --------
    >>> in_one_way({"title": ["e\u0301"]})
    {'title': ['é']}
    """
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, list):
        return [in_one_way(one) for one in value]
    if isinstance(value, dict):
        return {key: in_one_way(one) for key, one in value.items()}
    return value
