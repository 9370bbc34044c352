"""The ways to deal out the samples: what each is called, how it looks, and where it stands in a list."""

from __future__ import annotations

from collections.abc import Mapping

from scenes import theme
from scenes.components.text import Label, label
from scenes.facts.linear_batches import Facts, Racer


class BatchWays:
    """What all pictures of the ways share.

    Attributes
    ----------
    facts, words, language
        What is true, on-screen texts by key, and the language they are in.
    racers
        The different ways.
    looks
        Their looks, by key.
    rows
        Where the ways stand when they are listed one below the other, by key of the look.
    """

    row_heights = (1.75, 0.0, -1.75)

    def __init__(self, facts: Facts, words: Mapping[str, str], language: str) -> None:
        self.facts, self.words, self.language = facts, words, language
        self.racers = facts.racers
        self.looks = {racer.look: theme.look(racer.look) for racer in self.racers}
        self._names = {facts.full.look: "full", facts.mini.look: "mini", facts.single.look: "single"}
        heights = self.row_heights if len(self.racers) == 3 else (self.row_heights[0], self.row_heights[2])
        self.rows = dict(zip(self.looks, heights, strict=True))

    def name(self, racer: Racer) -> Label:
        """Return the name of a way in its colour."""
        return self.word(self._names[racer.look], theme.BODY, self.looks[racer.look].colour)

    def word(self, key: str, size: float = theme.BODY, colour: str = theme.INK) -> Label:
        """Set the on-screen text that the words file has under ``key``."""
        return label(self.words[key], size, colour, language=self.language)
