"""A text as phonemes, each of which knows the word it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NOBODY = -1
"""Owner of blanks and punctuation."""
_CLAUSE = ";:,.!?—…"


@dataclass(frozen=True)
class Spelling:
    """Phonemes in Kokoro's alphabet; ``owners[i]`` is the number of the word that ``phonemes[i]`` is a part of."""

    phonemes: str
    owners: tuple[int, ...]

    def rests_before(self, at: int) -> bool:
        """Whether a phoneme is the first, or stands behind punctuation."""
        return not self.phonemes[:at].rstrip(' “("') or self.phonemes[:at].rstrip(' “("')[-1] in _CLAUSE

    def limited_to(self, alphabet: frozenset[str]) -> Spelling:
        """Leave out what an engine has no sign for."""
        kept = [pair for pair in zip(self.phonemes, self.owners, strict=True) if pair[0] in alphabet]
        return Spelling("".join(char for char, _ in kept), tuple(owner for _, owner in kept))

    def pieces(self, longest: int) -> Iterator[Spelling]:
        """Cut what is too long for an engine, behind punctuation if there is any, else behind a word.

        Examples
        --------
        >>> [piece.phonemes for piece in Spelling("ab, cd ef", (0, 0, -1, -1, 1, 1, -1, 2, 2)).pieces(6)]
        ['ab,', ' cd ef']
        """
        rest = self
        while len(rest.phonemes) > longest:
            behind = [
                max((at for at, char in enumerate(rest.phonemes[:longest], 1) if char in ends), default=0)
                for ends in (_CLAUSE, " ")
            ]
            cut = behind[0] or behind[1] or longest
            yield Spelling(rest.phonemes[:cut], rest.owners[:cut])
            rest = Spelling(rest.phonemes[cut:], rest.owners[cut:])
        yield rest


class Speller:
    """Puts a spelling together."""

    def __init__(self) -> None:
        self._phonemes: list[str] = []
        self._owners: list[int] = []

    def add(self, phonemes: str, owner: int) -> None:
        """Append phonemes of one word; blanks among them belong to nobody, and never double."""
        for char in phonemes:
            if char == " " and (not self._phonemes or self._phonemes[-1] == " "):
                continue
            if char in _CLAUSE:
                self._strip()
            self._phonemes.append(char)
            self._owners.append(NOBODY if char == " " or char in _CLAUSE else owner)

    def spelling(self) -> Spelling:
        """Return what was put together, without a blank at its end."""
        self._strip()
        return Spelling("".join(self._phonemes), tuple(self._owners))

    def _strip(self) -> None:
        while self._phonemes and self._phonemes[-1] == " ":
            self._phonemes.pop()
            self._owners.pop()
