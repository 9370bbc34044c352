"""Mandarin text as phonemes, in the form that Kokoro was trained on.

Numbers become characters (cn2an), characters words (rjieba), words pinyin (pypinyin), pinyin IPA
(pinyin-to-ipa); Kokoro's alphabet is that IPA with one sign for each affricate, arrows for tones, and no marks
below a letter. Latin words sound as in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import cn2an
import rjieba
from pinyin_to_ipa import pinyin_to_ipa
from pypinyin import Style, lazy_pinyin
from pypinyin.contrib.tone_convert import to_tone3

from lecture.errors import VoiceError
from lecture.voices._natural.english import English
from lecture.voices._natural.spelling import NOBODY, Speller, Spelling
from scenes.narration.pace import HAN, word_spans
from scenes.narration.saying import Reading

_PART = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<number>\d+(?:\.\d+)?)|(?P<latin>[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*)|.", re.S
)
_YEAR = re.compile(r"[12]\d{3}$")
_PUNCTUATION = {
    "、": ", ", "，": ", ", ",": ", ", "。": ". ", ".": ". ", "！": "! ", "!": "! ", "？": "? ", "?": "? ",
    "：": ": ", ":": ": ", "；": "; ", ";": "; ", "—": "— ", "–": "— ", "…": "… ",
    "“": " “", "”": "” ", "《": " “", "》": "” ", "「": " “", "」": "” ", "（": " (", "）": ") ",
    "(": " (", ")": ") ", " ": " ",
}  # fmt: skip
_ALONE = {"得": ("de5",), "地": ("de5",), "长": ("chang2",)}
"""How a character sounds when it is a word of its own; pypinyin knows it as dé, dì or zhǎng."""
_ALPHABET = (
    ("ʈʂ", "ꭧ"), ("tɕ", "ʨ"), ("ts", "ʦ"), ("ɻ̩", "ɨ"), ("ɹ̩", "ɨ"), ("̯", ""),
    ("˧˩˧", "↓"), ("˧˥", "↗"), ("˥˩", "↘"), ("˥", "→"),
)  # fmt: skip


class Mandarin:
    """Looks up how Mandarin sounds, word by word."""

    def __init__(self, english: English) -> None:
        self._english = english

    def spell(self, text: str, readings: Sequence[Reading] = ()) -> Spelling:
        """Write a sentence in phonemes.

        Raises
        ------
        VoiceError
            If a reading is no pinyin, or has more or fewer syllables than it has characters.
        """
        spans = word_spans(text)
        owner_at = [NOBODY] * len(text)
        for number, (start, end) in enumerate(spans):
            owner_at[start:end] = [number] * (end - start)
        sounds = dict(pair for reading in readings for pair in _syllables(text, reading))
        speller = Speller()
        for han, origin in runs(text):
            if not origin:
                speller.add(han, NOBODY)
            elif re.match(f"[{HAN}]", han):
                self._add_han(speller, han, origin, owner_at, sounds)
            else:
                speller.add(f" {self._latin(han, origin[0], readings)} ", owner_at[origin[0]])
        return speller.spelling()

    @staticmethod
    def _add_han(
        speller: Speller,
        run: str,
        origin: Sequence[int],
        owner_at: Sequence[int],
        sounds: dict[int, str],
    ) -> None:
        at = 0
        for word in rjieba.cut(run):
            speller.add(" ", NOBODY)
            for position, usual in enumerate(_pinyin(word), at):
                speller.add(_phonemes(sounds.get(origin[position], usual)), owner_at[origin[position]])
            at += len(word)

    def _latin(self, word: str, start: int, readings: Sequence[Reading]) -> str:
        given = [one.sound for one in readings if one.start == start]
        return given[0] if given else self._english.spell(word).phonemes


def runs(text: str) -> Iterator[tuple[str, list[int]]]:
    """Cut a text into runs of Han (numbers are Han too), Latin words, and phonemes of punctuation.

    Each comes with the offset of each of its characters; what belongs to no word comes with none.
    """
    run, origin = "", list[int]()
    for match in _PART.finditer(text):
        if match["han"] or match["number"]:
            part = match["han"] or _number(match["number"], text[match.end() : match.end() + 1])
            run += part
            origin += range(match.start(), match.end()) if match["han"] else [match.start()] * len(part)
            continue
        # "三 次" and "三次" are one: blanks stand between Han and digits for the eye.
        if match[0] == " " and run and re.match(rf"[{HAN}\d]", text[match.end() : match.end() + 1]):
            continue
        if run:
            yield run, origin
            run, origin = "", []
        if match["latin"]:
            yield match["latin"], [*range(*match.span())]
        elif match[0] in _PUNCTUATION:
            yield _PUNCTUATION[match[0]], []
    if run:
        yield run, origin


def _number(digits: str, following: str) -> str:
    """Say a number: 20 is 二十, 0.2040 is 零点二零四零, and a year is read digit by digit."""
    whole, dot, fraction = digits.partition(".")
    if following == "年" and _YEAR.match(digits):
        return str(cn2an.an2cn(digits, "direct"))
    said = str(cn2an.an2cn(whole, "low"))
    # 十二, not 一十二.
    said = said.removeprefix("一") if said.startswith("一十") else said
    return said + (f"点{cn2an.an2cn(fraction, 'direct')}" if dot else "")


def _syllables(text: str, reading: Reading) -> list[tuple[int, str]]:
    """Which syllable is read at which offset; nothing for a Latin word."""
    if not re.match(f"[{HAN}]", text[reading.start]):
        return []
    syllables = reading.sound.split(" ")
    if len(syllables) != reading.end - reading.start:
        raise VoiceError(
            f"the reading '{reading.sound}' of '{text[reading.start : reading.end]}' has {len(syllables)} syllables",
            "write one syllable a character, with a blank between: /hái děi/",
        )
    pinyin = [to_tone3(one, neutral_tone_with_five=True) for one in syllables]
    for one, written in zip(pinyin, syllables, strict=True):
        try:
            _phonemes(one)
        except ValueError as error:
            raise VoiceError(
                f"'{written}' is no syllable of Mandarin", "write pinyin with tones: /hái děi/"
            ) from error
    return list(zip(range(reading.start, reading.end), pinyin, strict=True))


@cache
def _pinyin(word: str) -> tuple[str, ...]:
    return _ALONE.get(word) or tuple(lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True))


@cache
def _phonemes(pinyin: str) -> str:
    """Write one syllable in Kokoro's alphabet: lv4 is ly↘."""
    told = "".join(pinyin_to_ipa(pinyin)[0])
    for usual, ours in _ALPHABET:
        told = told.replace(usual, ours)
    return told
