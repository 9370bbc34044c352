"""Three convex costs of two parameters that differ in one thing each, and divide and conquer on each of them."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from optimlib.search import SearchResult
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import CENTRE, SQUARE, Facts, UnitValley
from .turned_valleys import CELLS
from .well_view import DIVIDED


class ValleySearch(Dialled):
    """Divide and conquer on a map, the first ``dial`` rounds: middles of cells, and the cell that is kept."""

    lattices = 2
    """Rounds of which the middles are drawn: later ones are too small to be seen."""

    def __init__(self, plane: Plane, found: SearchResult) -> None:
        super().__init__()
        self.lines, self.rounds = VGroup(), []
        for share in np.arange(1, CELLS) / CELLS:
            for ends in (((share, 0.0), (share, 1.0)), ((0.0, share), (1.0, share))):
                self.lines.add(
                    Line(*plane.to_scene(ends), color=theme.INK, stroke_width=1.2, stroke_opacity=0.5)
                )
        self.add(self.lines)
        for rank, level in enumerate(found.levels):
            dots = VGroup()
            if rank < self.lattices:
                size = 0.13 if rank == 0 else 0.06
                dots.add(
                    *(marker("disc", size, theme.INK).move_to(spot) for spot in plane.to_scene(level.points))
                )
            half = 0.5 * float(np.ptp(level.box[0])) / CELLS
            low, high = plane.to_scene([level.points[level.best] + sign * half for sign in (-1, 1)])
            kept = VGroup(
                *(
                    Rectangle(
                        width=high[0] - low[0],
                        height=high[1] - low[1],
                        stroke_color=colour,
                        stroke_width=stroke,
                    )
                    for colour, stroke in ((theme.CASING, 7.0), (DIVIDED.colour, 4.0))
                )
            ).move_to((low + high) / 2)
            self.rounds.append((dots, kept))
            self.add(dots, kept)
        self.head = marker(DIVIDED.marker, 0.24, DIVIDED.colour, rim=True).move_to(plane.to_scene(found.x))
        self.add(self.head)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the first ``dial`` rounds."""
        self.lines.set_stroke(opacity=0.5 * min(dial, 1.0))
        for rank, (dots, kept) in enumerate(self.rounds):
            share = float(np.clip(dial - rank, 0.0, 1.0))
            dots.set_opacity(min(2 * share, 1.0))
            kept[0].set_stroke(opacity=theme.CASING_OPACITY * max(2 * share - 1, 0.0))
            kept[1].set_stroke(opacity=max(2 * share - 1, 0.0))
        self.head.set_opacity(1.0 if dial >= len(self.rounds) else 0.0)


class TurningMap(Dialled):
    """The levels of the narrow valley, turned about its minimum by ``dial`` degrees."""

    def __init__(self, plane: Plane, facts: Facts) -> None:
        super().__init__()
        self.plane, self.eigenvalues = plane, facts.valleys[2].eigenvalues
        ends = (self._map(0.0), self._map(facts.angle))
        self.shown = max(ends, key=lambda one: len(one.lines))
        self.add(self.shown)
        self.set_dial(facts.angle)

    def _map(self, angle: float) -> ContourMap:
        return ContourMap(self.plane, UnitValley(self.eigenvalues, float(np.radians(angle)), CENTRE))

    def show(self, dial: float) -> None:
        """Give every level the outline it has at this angle, or none."""
        now = self._map(dial)
        for old, new in ((self.shown.fill, now.fill), (self.shown.lines, now.lines)):
            for level, outline in zip_longest(old, new):
                if level is not None:
                    level.points = np.zeros((0, 3)) if outline is None else outline.points


class ValleyMap:
    """One map with its search.

    Attributes
    ----------
    ground
        Window, map and the star at the minimum.
    search
        Rounds on the dial.
    head, verdict
        What it is called, and what became of it.
    away
        From where the search ends to the minimum.
    whole, all
        Ground and search; with the texts.
    x, place
        Where the window's middle is, and from there to the whole's.
    """

    side = 4.1

    def __init__(self, facts: Facts, screen: ScreenText, rank: int, x: float) -> None:
        self.x = x
        name, verdict = ("round", "narrow", "turned")[rank], ("hit", "hit", "miss")[rank]
        self.plane = Plane(SQUARE[0], SQUARE[1], width=self.side, height=self.side).move_to((x, -0.02, 0))
        self.map = (
            TurningMap(self.plane, facts) if name == "turned" else ContourMap(self.plane, facts.valleys[rank])
        )
        self.goal = Goal(0.17).move_to(self.plane.to_scene(CENTRE))
        names = self.plane.symbols("w_1", "w_2")
        axes = self.plane.axes(SQUARE[0], SQUARE[1])
        self.ground = VGroup(self.plane, self.map, axes, *(plated(name, 0.04) for name in names), self.goal)
        self.search = ValleySearch(self.plane, facts.found[rank])
        self.head = screen.word(name, theme.BODY).move_to((x, 2.52, 0))
        colour = theme.WARNING if verdict == "miss" else theme.GOAL
        self.verdict = screen.word(verdict, theme.HEADING, colour).move_to((x, -2.72, 0))
        ends = self.plane.to_scene([facts.found[rank].x, CENTRE])
        self.away = Line(*ends, color=theme.WARNING, stroke_width=7 if verdict == "miss" else 0)
        self.whole = VGroup(self.ground, self.search)
        # The ground's middle is not that of the window: numbers stand left and below.
        self.place = self.whole.get_center() - np.array([x, 0.0, 0.0])
        self.all = VGroup(self.whole, self.away, self.head, self.verdict)


class ValleyTrial:
    """The three maps, and a close look at the last one.

    Attributes
    ----------
    maps
        Round, narrow, turned.
    notes
        What is told of the map: what brightness means, its cells and middles.
    sum
        The cost as a sum.
    bars
        The cost at two middles of the first round: the one of the minimum's cell, and the one that was lower.
    distance
        How far from the minimum the search ends.
    """

    bar_left, bar_length = 0.75, 4.6

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.maps = [ValleyMap(facts, screen, rank, x) for rank, x in enumerate((-4.4, 0.12, 4.64))]
        self.notes = [
            screen.word(key, theme.TITLE, colour).move_to((self.bar_left, y, 0), aligned_edge=LEFT)
            for key, colour, y in (
                ("key", theme.INK, 0.9),
                ("cells", theme.INK, 0.0),
                ("middles", theme.INK, -0.9),
            )
        ]
        # Above the heads of all maps, in the free end of the title's band.
        self.sum = screen.word("sum", theme.HEADING)
        self.sum.move_to((theme.STAGE_RIGHT - self.sum.width / 2, 3.12, 0))
        self.heading = screen.word("first", theme.BODY, theme.MUTED)
        self.heading.move_to((self.bar_left + self.heading.width / 2, 2.1, 0))
        self.distance = screen.word("miss", theme.HEADING, theme.WARNING)
        self.distance.move_to((self.bar_left, -2.35, 0), aligned_edge=LEFT)
        unit = self.bar_length / max(facts.own_value, facts.best_value)
        self.bars = [
            self._bar(letter, key, value, colour, y, unit)
            for letter, key, value, colour, y in (
                ("A", "own", facts.own_value, theme.INK, 0.6),
                ("B", "other", facts.best_value, DIVIDED.colour, -1.0),
            )
        ]

    def _bar(self, letter: str, key: str, value: float, colour: str, y: float, unit: float) -> VGroup:
        bar = Bar((self.bar_left, y, 0), unit, colour, thickness=0.5, value=value)
        name = VGroup(
            label(letter, theme.HEADING, colour, weight="bold"), self.screen.word(key, theme.BODY, colour)
        )
        name.arrange(RIGHT, buff=0.25).move_to((self.bar_left, y + 0.6, 0), aligned_edge=LEFT)
        number = Number(value, ".3f", theme.HEADING, theme.INK).next_to(bar.end, RIGHT, buff=0.18)
        return VGroup(bar, name, number)

    def letters(self) -> list[VGroup]:
        """Mark both middles on the map, as it stands now, with their letters."""
        plane = self.maps[2].plane
        signs = []
        for letter, spot, colour in (
            ("A", self.facts.own, theme.INK),
            ("B", self.facts.best, DIVIDED.colour),
        ):
            at = plane.to_scene(spot)
            ring = marker("disc", 0.26, colour, rim=True).move_to(at)
            name = plated(label(letter, theme.HEADING, colour, weight="bold"), 0.06)
            signs.append(VGroup(ring, name.move_to(at + 0.42 * (DOWN if letter == "A" else UP + 0.2 * LEFT))))
        return signs

    def ends(self) -> VGroup:
        """Name the minimum and the end of the search on the map, as it stands now."""
        plane = self.maps[2].plane
        names = VGroup()
        for key, spot, colour, place in (
            ("minimum", CENTRE, theme.GOAL, np.array([0.55, 0.4, 0.0])),
            ("ends", self.facts.found[2].x, DIVIDED.colour, np.array([-0.5, 0.72, 0.0])),
        ):
            text = plated(self.screen.word(key, theme.SMALL, colour), 0.06)
            names.add(text.move_to(plane.to_scene(spot) + place))
        return names
