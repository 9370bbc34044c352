"""Where the words of a spoken text stand, and how long they would take at a language's usual pace."""

from __future__ import annotations

import re

from scenes.narration.language import language
from scenes.narration.timing import Word

SLOWEST, FASTEST = 0.7, 1.4
"""How many times as fast as usual something may be spoken."""
HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WIDE_PUNCTUATION = r"\u3000-\u3006\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_TOKEN = re.compile(rf"[{HAN}]|[^\s{HAN}{_WIDE_PUNCTUATION}]+")
_PINYIN = "a-zü1-5āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜêńňǹḿ"
READING = re.compile(
    rf"(?<=[{HAN}])/(?P<pinyin>[{_PINYIN}]+(?: [{_PINYIN}]+)*)/|(?<=[^\W\d_])/(?P<phonemes>[^/\s]*[ˈˌ][^/\s]*)/"
)
"""How the word before it sounds (see :mod:`scenes.narration.saying`)."""
_SAID = re.compile(r"[^\W_]|[%&+=$@#]")
_STOP = re.compile(r"[.!?。！？…][\"'”’）)]*\s*$")
_COMMA = re.compile(r"[,;:，、；：—–][\"'”’）)]*\s*$")


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Code-point spans ``[start, end)`` of the words: a Han character, or a run without space that is said.

    Examples
    --------
    >>> word_spans("学习率 0.95。")
    ((0, 1), (1, 2), (2, 3), (4, 8))
    """
    text = READING.sub(lambda match: " " * len(match[0]) if match["pinyin"] else match[0], text)
    return tuple(match.span() for match in _TOKEN.finditer(text) if _SAID.search(match.group()))


def estimate_words(spoken: str, code: str) -> tuple[Word, ...]:
    """Time a text as it would be spoken at the language's usual pace; the same text, the same times.

    Examples
    --------
    >>> [word.text for word in estimate_words("Then we stop.", "en")]
    ['Then', 'we', 'stop.']
    """
    pace = language(code).pace
    spans = word_spans(spoken)
    clock = 0.0
    words: list[Word] = []
    for position, (start, end) in enumerate(spans):
        text = READING.sub("", spoken[start:end])
        digits = sum(char.isdigit() for char in text)
        letters = sum(char.isalpha() and not re.match(f"[{HAN}]", char) for char in text)
        finish = clock + pace.word + pace.letter * letters + pace.digit * digits
        words.append(Word(spoken[start:end], start, end, round(clock, 4), round(finish, 4)))
        following = spans[position + 1][0] if position + 1 < len(spans) else len(spoken)
        reach = spoken[start:following]
        clock = finish + (pace.stop if _STOP.search(reach) else pace.comma if _COMMA.search(reach) else 0.0)
    return tuple(words)
