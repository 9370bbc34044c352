"""The run that explodes with another start, other targets, or flatter: factor, valley and samples move as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from manim import VGroup, smooth

from scenes import theme
from scenes.components.dial import Course
from scenes.components.text.label import ScreenText

from .data_inset import DataInset
from .factor_chart import ControlReadouts, FactorChart
from .facts import SCALE, START_SHARE, TARGET_SHARE, Facts
from .valley_column import STEPS, ValleyColumn

Change = Literal["start", "targets", "both", "rate"]


class ControlRun:
    """What follows four numbers: the start, by what targets, or inputs and targets, are multiplied, and the rate.

    Attributes
    ----------
    column, inset, reads
        The run in its valley; the samples; rate, curvature, limit and factor as numbers.
    told
        What is changed, by the key of its text.
    """

    def __init__(self, facts: Facts, chart: FactorChart, screen: ScreenText) -> None:
        self.facts, self.chart = facts, chart
        self.rate, self.steep = facts.exploding.rate, chart.curvature
        self.column = ValleyColumn(facts, screen, width=3.0)
        self.column.set_dial(float(STEPS))
        self.inset = DataInset(facts)
        self.reads = ControlReadouts(facts, chart, screen)
        window = self.inset.plot.plane.window
        self.told = {
            key: screen.word(key, theme.SMALL, align="center")
            for key in ("start_only", "targets_only", "halved")
        }
        for text in self.told.values():
            text.move_to((window.get_center()[0], window.get_top()[1] + 0.75, 0))
        self.changes = {
            "start": (facts.w0, facts.target + START_SHARE * (facts.w0 - facts.target)),
            "targets": (1.0, TARGET_SHARE),
            "both": (1.0, SCALE),
            "rate": (facts.exploding.rate, facts.flat_limit),
        }
        self.stand()

    def stand(
        self,
        *,
        start: float | None = None,
        targets: float = 1.0,
        both: float = 1.0,
        rate: float | None = None,
    ) -> None:
        """Show the run for a start, a multiple of the targets, one of inputs and targets together, and a rate."""
        rate = self.rate if rate is None else rate
        bend = self.steep * both**2
        self.chart.stand(rate, bend)
        self.column.stand(rate, bend, start=start, target=targets * self.facts.target)
        self.reads.read(rate, bend)
        self.inset.stand(both, targets)

    def change(self, what: Change, *, back: bool = False) -> Course:
        """Return the move that changes one of them alone, or takes that change back; the rate on the halved."""
        draw: Callable[[float], None] = {
            "start": lambda at: self.stand(start=at),
            "targets": lambda at: self.stand(targets=at),
            "both": lambda at: self.stand(both=at),
            "rate": lambda at: self.stand(both=SCALE, rate=at),
        }[what]
        first, last = self.changes[what]
        moving = VGroup(self.chart.line, self.chart.live, self.reads.group, self.column, self.inset)
        return Course(moving, draw, (last, first) if back else (first, last), rate_func=smooth)
