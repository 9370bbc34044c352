"""The ways to deal out the samples: what each is called, how it looks, and where it stands in a list."""

from __future__ import annotations

from scenes import theme
from scenes.components.text.label import Label, ScreenText

from .facts import Facts
from .racer import Racer


class BatchWays:
    """What all pictures of the ways share.

    Attributes
    ----------
    facts, screen
        What is true, and what is written.
    racers
        The different ways.
    looks
        Their looks, by key.
    rows
        Where the ways stand when they are listed one below the other, by key of the look.
    """

    row_heights = (1.75, 0.0, -1.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.racers = facts.racers
        self.looks = {racer.look: theme.look(racer.look) for racer in self.racers}
        self._names = {facts.full.look: "full", facts.mini.look: "mini", facts.single.look: "single"}
        self.rows = dict(zip(self.looks, self.row_heights, strict=True))

    def name(self, racer: Racer) -> Label:
        """Return the name of a way in its colour."""
        return self.screen.word(self._names[racer.look], theme.BODY, self.looks[racer.look].colour)
