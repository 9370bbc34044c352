"""Who runs: each racer's look and name, the guest's too."""

from __future__ import annotations

import json

import numpy as np
from manim import RIGHT, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.marker import marker
from scenes.components.text.label import Label, ScreenText, label

from .facts import CLOSE, Facts
from .racer import Racer

GUEST = theme.Look(theme.INK, (0.15, 0.1), "cross")
"""Neutral: whoever comes, it must not be taken for one of the four."""

LONGEST = 12
"""Letters of a guest's name that there is room for."""


class Cast:
    """The racers with their looks and names.

    Attributes
    ----------
    racers
        By key, in the source's order; the guest last.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.racers: dict[str, Racer] = {racer.key: racer for racer in facts.racers}

    def look(self, key: str) -> theme.Look:
        """Return how a racer is drawn."""
        return GUEST if key == "guest" else theme.look(key)

    def name(self, key: str, size: float = theme.SMALL, *, whole: bool = True) -> Label:
        """Set a racer's name in its colour; not ``whole``, the guest's alone, without that it is one."""
        colour = self.look(key).colour
        if key != "guest":
            return self.screen.word(key, size, colour)
        told = self.facts.guest_name[self.screen.language]
        if len(told) > LONGEST:
            told = f"{told[: LONGEST - 1]}…"
        # A name of one's own is text, whatever it would mean as markup.
        source = f"#{json.dumps(told, ensure_ascii=False)}"
        return self.screen.set(f"{source} ({self.screen['guest']})" if whole else source, size, colour)

    def sign(self, key: str, size: float = 0.2) -> VGroup:
        """Return a racer's marker."""
        look = self.look(key)
        return marker(look.marker, size, look.colour)

    def signed(self, key: str, size: float = theme.SMALL, *, whole: bool = True) -> VGroup:
        """Return a racer's marker before its name."""
        return VGroup(self.sign(key), self.name(key, size, whole=whole)).arrange(RIGHT, buff=0.15)

    def tied(self, value: dict[str, float]) -> list[list[str]]:
        """Return the racers in that order, by groups: all of a group are within ``CLOSE`` of its lowest."""
        first, *others = self.by(value)
        groups = [[first]]
        for key in others:
            if value[key] <= (1 + CLOSE) * value[groups[-1][0]]:
                groups[-1].append(key)
            else:
                groups.append([key])
        return groups

    def by(self, value: dict[str, float]) -> list[str]:
        """Return the racers in the order of a value, the lowest first."""
        return sorted(self.racers, key=lambda key: value[key])


def bracket(x: float, top: float, bottom: float) -> VMobject:
    """Draw a bracket at the right of what ties, from one height to another."""
    corners = [(x - 0.1, top, 0.0), (x, top, 0.0), (x, bottom, 0.0), (x - 0.1, bottom, 0.0)]
    return polyline([np.array(corners)], stroke_color=theme.INK, stroke_width=3)


def written(value: float, size: float, colour: str) -> Label:
    """Set a number with as many digits as are spoken; a very small one with its power of ten."""
    if value >= 5e-4:
        return label(f"{value:.1f}" if value > 1 else f"{value:#.2g}", size, colour)
    digits, power = f"{value:.0e}".split("e")
    front = "" if digits == "1" else f"{digits} times "
    return label(f"${front}10^({int(power)})$", size, colour)
