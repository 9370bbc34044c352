"""English text as phonemes: the rules, lexicon and guesser of the package hibari-tts, which are those of misaki.

The package rewrites numbers with units, dates and abbreviations before it looks words up; which word a phoneme
belongs to is found again by comparing the words before and after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from lecture.errors import VoiceError
from lecture.voices._natural.spelling import Speller, Spelling
from scenes.narration.pace import word_spans
from scenes.narration.saying import Reading

_ANSWER = re.compile(r"\bno\.(?! ?\d)")
"""The answer at a sentence's end, which the package would take for "number"."""


class English:
    """Looks up, or guesses, how American English sounds. Loading it takes a third of a second."""

    def __init__(self) -> None:
        from hibari.g2p import G2P

        self._g2p: Any = G2P()

    def spell(self, text: str, readings: Sequence[Reading] = ()) -> Spelling:
        """Write a sentence in phonemes.

        Raises
        ------
        VoiceError
            If a reading does not stand at a word.
        """
        from hibari.g2p.normalize import normalize

        spans = word_spans(text)
        told: str = normalize(_ANSWER.sub("no .", text))
        owners = _owners(text, spans, told)
        tokens = self._g2p.tokenize(told)
        for reading in readings:
            self._read(tokens, told, owners, spans, reading)
        speller = Speller()
        for token, start in _placed(self._g2p.phonemize_tokens(tokens), told):
            speller.add((token.phonemes or "") + (" " if token.whitespace else ""), owners[start])
        return speller.spelling()

    @staticmethod
    def _read(
        tokens: Sequence[Any],
        told: str,
        owners: Sequence[int],
        spans: Sequence[tuple[int, int]],
        reading: Reading,
    ) -> None:
        """Give the phonemes of a reading to the tokens it is for."""
        word = next((n for n, (start, end) in enumerate(spans) if start <= reading.start < end), None)
        inside = (
            range(len(told)) if word is None else [at for at, owner in enumerate(owners) if owner == word]
        )
        if word is None or not inside:
            raise VoiceError(f"the reading '{reading.sound}' stands at no word")
        first = inside[0] + reading.start - spans[word][0]
        last = inside[0] + reading.end - spans[word][0]
        sound = reading.sound
        for token, start in _placed(tokens, told):
            if first <= start < last:
                token.phonemes, sound = sound, ""


def _placed(tokens: Sequence[Any], told: str) -> list[tuple[Any, int]]:
    """Each token with its offset in the text that was cut into them."""
    placed = []
    at = 0
    for token in tokens:
        found = told.find(token.text, at)
        start = at if found < 0 else found
        placed.append((token, min(start, len(told) - 1)))
        at = start + len(token.text)
    return placed


def _owners(text: str, spans: Sequence[tuple[int, int]], told: str) -> list[int]:
    """For each character of the rewritten text, the number of the word it comes from."""
    # As the package writes them.
    before = [text[start:end].replace("’", "'") for start, end in spans]
    after = word_spans(told)
    owner = [0] * len(after)
    matcher = SequenceMatcher(None, before, [told[a:b] for a, b in after], autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        for j in range(j1, j2):
            # What took the place of several words is shared out among them in order.
            owner[j] = min(i1 + (j - j1) * max(i2 - i1, 1) // (j2 - j1), len(before) - 1)
    owners = [0] * len(told)
    for number, (start, _) in enumerate(after):
        until = after[number + 1][0] if number + 1 < len(after) else len(told)
        owners[start:until] = [owner[number]] * (until - start)
    return owners
