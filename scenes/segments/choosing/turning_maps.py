"""Four maps in a row: each method walks down the valley at the course's rates while the valley turns."""

from __future__ import annotations

import numpy as np
from manim import DOWN, DR, LEFT, RIGHT, UP, Brace, Line, ManimColor, Rectangle, VGroup, VMobject

from optimlib.types import Array
from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.axes.bands import LINE_OPACITY, LINE_WIDTH, band_colours
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.facts.turning import turned

from .facts import COMPARED, Facts
from .scale_chart import clip_polygon
from .turned_runs import DEGREES, SETTINGS

X, Y = (-8.0, 1.9), (-6.3, 2.5)
WIDTH, GAP, TOP = 3.22, 0.16, 1.42


class RateBars(Dialled):
    """Bars of the learning rates of both weights, in a corner where no run goes; ``dial`` is the angle in degrees."""

    room, size, right = 0.56, (0.84, 1.02), 0.34

    def __init__(self, rates: Array, plane: Plane, screen: ScreenText) -> None:
        super().__init__()
        self.rates = rates
        corner = plane.window.get_corner(DR)
        foot = corner[1] + 0.36
        back = Rectangle(width=self.size[0], height=self.size[1], stroke_width=0)
        back.set_fill(theme.BACKGROUND, 0.8).move_to(
            corner + np.array([-self.right - self.size[0] / 2, 0.04, 0]), DOWN
        )
        unit = self.room / rates.max()
        names, self.bars, marks = VGroup(), VGroup(), VGroup()
        for place, (letter, colour) in enumerate((("x", theme.X_AXIS), ("y", theme.Y_AXIS))):
            at = np.array([corner[0] - self.right - 0.61 + 0.38 * place, foot, 0.0])
            self.bars.add(Bar(at, unit, colour, thickness=0.26, vertical=True))
            names.add(screen.set(f"${letter}$", theme.SMALL, colour).move_to(at + 0.17 * DOWN))
            level = at + unit * rates[0, place] * UP
            marks.add(Line(level + 0.16 * LEFT, level + 0.16 * RIGHT, color=theme.INK, stroke_width=2.5))
        self.add(back, self.bars, names, marks)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Let the bars be as high as the rates at this angle; a white line stays where each was first."""
        for place, bar in enumerate(self.bars):
            bar.set_dial(float(np.interp(dial, DEGREES, self.rates[:, place])))


class TurningMap(Dialled):
    """A valley turned by ``dial`` degrees, a method's run in it, and pale, the first run turned along.

    Attributes
    ----------
    title
        Sign, name and rate.
    before, after
        The last loss along the axes, and at the largest angle.
    rates
        The learning rates of both weights, if the method gives each its own.
    """

    def __init__(self, facts: Facts, screen: ScreenText, name: str) -> None:
        super().__init__()
        rank, look = COMPARED.index(name), theme.look(name)
        self.facts, self.walks = facts, facts.walks[name]
        self.plane = Plane(X, Y, width=WIDTH)
        whole = len(COMPARED) * WIDTH + (len(COMPARED) - 1) * GAP
        centre = -whole / 2 + WIDTH / 2 + rank * (WIDTH + GAP)
        self.plane.move_to((centre, TOP - self.plane.window.height / 2, 0))
        levels = facts.objective.load().levels
        floor, *heights = (ManimColor.from_rgb(colour) for colour in band_colours(len(levels)))
        self.levels = tuple(reversed(levels))
        self.fill = VGroup(self.plane.window.copy().set_stroke(width=0).set_fill(heights[-1], 1))
        for colour in (*reversed(heights[:-1]), floor):
            band = VMobject(
                fill_color=colour, fill_opacity=1, stroke_width=LINE_WIDTH, stroke_color=theme.CONTOUR
            )
            self.fill.add(band.set_stroke(opacity=LINE_OPACITY))
        self.fill.is_ground = True
        self.pale = VMobject(stroke_color=theme.INK, stroke_width=7, stroke_opacity=0.5)
        self.path = ChangingPath(self.plane, look, points=facts.turn_steps + 1, width=2.6)
        goal = Goal(0.14).move_to(self.plane.to_scene((0, 0)))
        self.add(self.fill, goal, self.plane.symbols("x", "y"), self.pale, self.path)
        shown = OptimizerChoice(name=name).display_name[screen.language]
        text = screen.set(f"{shown}, $eta$ = {SETTINGS[name]:g}", theme.SMALL, look.colour)
        self.title = VGroup(marker(look.marker, 0.2, look.colour), text).arrange(buff=0.12)
        self.title.move_to((centre, TOP + 0.27, 0))
        foot = self.plane.window.get_bottom()[1] - 0.3
        losses = facts.walk_losses[name]
        self.before, self.after = (
            VGroup(screen.set(f"{one:#.2g}", theme.SMALL, look.colour).move_to((x, foot, 0)))
            for one, x in ((losses[0], centre - 0.75), (losses[-1], centre + 0.75))
        )
        self.arrow = VGroup(screen.set("→", theme.SMALL, theme.MUTED).move_to((centre, foot, 0)))
        self.rates = (
            RateBars(facts.walk_rates[name], self.plane, screen) if name in facts.walk_rates else VGroup()
        )
        self.add(self.rates)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw valley and paths at this angle."""
        around = np.linspace(0, 2 * np.pi, 121)
        low, high = (np.array([X[end], Y[end]]) for end in (0, 1))
        flat, steep = np.sort(self.facts.curvatures)
        for level, band in zip(self.levels, self.fill[1:], strict=True):
            # On a level line, half the curvatures times the squared coordinates add up to the level.
            line = np.column_stack(
                [np.sqrt(2 * level / flat) * np.cos(around), np.sqrt(2 * level / steep) * np.sin(around)]
            )
            inside = clip_polygon(turned(line, dial), low, high)
            set_pieces(band, [self.plane.to_scene(inside)] if len(inside) else [])
        set_pieces(self.pale, self.plane.clip(self.plane.to_scene(turned(self.walks[0], dial))))
        below = int(np.clip(np.floor(dial), 0, len(DEGREES) - 2))
        share = dial - below
        self.path.put((1 - share) * self.walks[below] + share * self.walks[below + 1])
        if isinstance(self.rates, RateBars):
            self.rates.set_dial(dial)


class TurningMaps:
    """All four.

    Attributes
    ----------
    maps
        By method.
    one, each
        What brackets the first two, and the last two.
    note, pale
        What the numbers are; what the pale lines are.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.maps = {name: TurningMap(facts, screen, name) for name in COMPARED}
        names = list(self.maps)
        self.one, self.each = (
            self._bracket(screen, key, [self.maps[name] for name in pair])
            for key, pair in (("one_rate", names[:2]), ("own_rates", names[2:]))
        )
        level = -2.72
        self.note = screen.word("turn_note", theme.SMALL, theme.MUTED)
        self.note.move_to((self.maps[names[0]].plane.window.get_left()[0], level, 0), aligned_edge=LEFT)
        self.pale = screen.word("pale", theme.SMALL)
        self.pale.move_to((self.maps[names[-1]].plane.window.get_right()[0], level, 0), aligned_edge=RIGHT)

    def _bracket(self, screen: ScreenText, key: str, maps: list[TurningMap]) -> VGroup:
        brace = Brace(VGroup(*(one.plane.window for one in maps)), DOWN, buff=0.5, color=theme.GREEN)
        brace.stretch_to_fit_height(0.16)
        said = screen.word(key, theme.SMALL, theme.GREEN)
        return VGroup(brace, said.next_to(brace, DOWN, buff=0.1))
