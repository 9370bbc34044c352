"""How many steps each √ε and each η takes to half of the first loss, all on logarithmic axes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import early
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText, stand
from scenes.components.text.number import Number

from .facts import Facts
from .sweeps import Sweep
from .unit_formulas import DIM, TwoEpsilons


class HiddenRate:
    """A chart with a mark for each √ε of AdaDelta and for each η of RMSProp: both are lengths.

    Attributes
    ----------
    frame
        Plane and axes.
    marks, law
        A mark for each √ε with its steps; the line that the law of growth demands through the smallest.
    rate_marks, rate_law
        The same for η, by whose law a tenth takes ten times as long.
    sweeps
        The runs of both methods at every length, on maps of their own.
    maps
        These maps with what they show.
    ratio, limit, rate_ratio
        How many times as many steps a tenth takes: of √ε in the runs, of a smaller one and by the law, and of η.
    hiding
        What that makes of √ε.
    column
        All that stands beside the chart.
    """

    size, left, beside, map_height = (7.7, 4.6), theme.STAGE_LEFT + 1.0, 2.5, 1.5

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        self.lengths = np.sqrt(facts.epsilons)
        low = round(float(np.log10(self.lengths[0])))
        high = round(float(np.log10(self.lengths[-1])))
        top = float(np.log10(2.5 * max(*facts.halves, *facts.rate_halves)))
        self.plane = Plane(
            (10.0 ** (low - 0.7), 10.0 ** (high + 0.7)),
            (1.0, 10.0**top),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        ).move_to((self.left + width / 2, 0.25, 0))
        axes = self.plane.axes(y_name=screen["half_axis"], language=screen.language)
        name = screen.word("length_axis", theme.SMALL, theme.MUTED)
        name.move_to((self.plane.window.get_x(), self.plane.window.get_bottom()[1] - 0.7, 0))
        ticks = power_ticks(self.plane, range(low, high + 1), range(int(top) + 1))
        self.frame = VGroup(self.plane, axes, name, ticks)
        self.marks = VGroup(
            *(
                self._mark(length, half, "adadelta", DOWN + LEFT)
                for length, half in zip(self.lengths, facts.halves, strict=True)
            )
        )
        self.rate_marks = VGroup(
            *(
                self._mark(rate, half, "rmsprop", LEFT if rate == facts.rates[-1] else RIGHT)
                for rate, half in zip(facts.rates, facts.rate_halves, strict=True)
            )
        )
        self.law = self._line(self.lengths[0], facts.halves[0], -2 / 3, "law_line", "adadelta", 3.55)
        self.rate_law = self._line(facts.rates[0], facts.rate_halves[0], -1.0, "rate_line", "rmsprop", 1.55)
        room = theme.STAGE_RIGHT - self.beside
        runs = (
            ("adadelta", facts.lengths, facts.walks, ".5f", 1.68),
            ("rmsprop", facts.rate_lengths, facts.rate_walks, ".4f", -1.5),
        )
        titles = [
            self._title(method, middle + self.map_height / 2 + 0.17, form)
            for method, *_, form, middle in runs
        ]
        self.sweeps = [
            Sweep(
                self.plane,
                facts,
                lengths,
                points,
                theme.look(method),
                (self.beside, middle, room, self.map_height),
                value,
            )
            for (method, lengths, points, _, middle), (_, value) in zip(runs, titles, strict=True)
        ]
        self.maps = VGroup(
            *(VGroup(title, sweep.map) for (title, _), sweep in zip(titles, self.sweeps, strict=True))
        )
        own, other = theme.look("adadelta").colour, theme.look("rmsprop").colour
        self.ratio = self._line_of("last_ratio", own, 0.68)
        self.limit = self._line_of("limit_ratio", own, 0.33, theme.SMALL)
        self.hiding = self._line_of("hiding", theme.WARNING, -0.06)
        self.rate_ratio = self._line_of("rate_ratio", other, -2.57)
        self.column = VGroup(
            self.maps,
            *(part for sweep in self.sweeps for part in (sweep.path, sweep.value)),
            self.ratio,
            self.limit,
            self.hiding,
            self.rate_ratio,
        )

    def _line_of(self, key: str, colour: str, y: float, size: float = theme.BODY) -> Label:
        """Set a line of the column."""
        text = self.screen.word(key, size, colour)
        return text.move_to((self.beside, y, 0), aligned_edge=LEFT)

    def _title(self, method: str, y: float, form: str) -> tuple[Label, Number]:
        """Say whose runs a map shows, and leave room for the length that they have at the moment."""
        colour = theme.look(method).colour
        title = self.screen.word(f"{method}_runs", theme.SMALL, colour)
        stand(title.move_to((self.beside, y, 0), aligned_edge=LEFT), y)
        number = Number(0.0, form, theme.SMALL, colour)
        return title, number.place((float(title.get_right()[0]) + 0.12, y, 0))

    def passing(self, marks: VGroup) -> list[FadeIn]:
        """Let marks at equal distances appear as a cursor passes them, from the first to the last."""
        shares = np.linspace(0.0, 0.9, len(marks))
        return [
            FadeIn(mark, rate_func=early(share + 0.1, after=share))
            for mark, share in zip(marks, shares, strict=True)
        ]

    def _mark(self, length: float, half: int, method: str, side: np.ndarray) -> VGroup:
        look = theme.look(method)
        place = self.plane.to_scene((length, half))
        text = plated(self.screen.set(f"{half}", theme.BODY, look.colour), 0.03)
        return VGroup(
            marker(look.marker, 0.26, look.colour).move_to(place), text.next_to(place, side, buff=0.26)
        )

    def _line(self, first: float, steps: int, slope: float, key: str, method: str, along: float) -> VGroup:
        """Draw a power law through a mark, named ``along`` decades beyond it."""
        colour = theme.look(method).colour
        low, high = self.plane.x_range
        ends = [(one, steps * (one / first) ** slope) for one in (low, high)]
        pieces = self.plane.clip(self.plane.to_scene(ends))
        line = Line(pieces[0][0], pieces[0][-1], color=colour, stroke_width=2.5)
        at = first * 10**along
        text = plated(self.screen.word(key, theme.SMALL, colour), 0.04)
        return VGroup(
            line,
            text.next_to(self.plane.to_scene((at, steps * (at / first) ** slope)), UP + RIGHT, buff=0.08),
        )


class OtherUnit:
    """What the finer unit does to the usual ε, on the same chart.

    Attributes
    ----------
    rule
        AdaDelta's rule with both its ε, and the unit of what each is added to.
    rows
        Three names, dim at first.
    answers
        The steps of each, in the order of the rows.
    note
        Which part of the delay the upper ε brings.
    ring
        A ring about the usual ε.
    away
        Where it goes with the finer unit: the same number is a hundredth of the length.
    home
        Where it was.
    """

    def __init__(self, chart: HiddenRate, facts: Facts, screen: ScreenText) -> None:
        left, right = chart.beside, theme.STAGE_RIGHT
        self.rule = TwoEpsilons(screen, (left + right) / 2, 1.75)
        own = theme.look("adadelta").colour
        self.rows, self.answers = VGroup(), []
        for key, steps, colour, y in (
            ("in_metres", facts.half, own, -0.15),
            ("in_finer", facts.finer_half, theme.WARNING, -1.05),
            ("in_own", facts.fitted_half, own, -2.55),
        ):
            name = screen.word(key, theme.SMALL, theme.INK, width=2.9)
            self.rows.add(name.move_to((left, y, 0), aligned_edge=LEFT))
            self.answers.append(screen.set(f"{steps}", 44, colour).move_to((right, y, 0), aligned_edge=RIGHT))
        self.rows.set_opacity(DIM)
        self.note = screen.word("epsilon_moves", theme.SMALL, theme.MUTED, width=right - left)
        self.note.move_to((left, -1.8, 0), aligned_edge=LEFT)
        root = facts.epsilon_root
        self.home, self.away = chart.plane.to_scene(
            [(root, facts.half), (root / facts.finer, facts.finer_half)]
        )
        self.ring = Circle(0.21, color=theme.WARNING, stroke_width=5).move_to(self.home)
