"""The samples moved off their line: then each of them asks for a slope of its own."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, smooth

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine, sample_disc
from scenes.components.dial import Course
from scenes.components.text.number import Number

from .batch_ways import BatchWays


class NoisyPoints:
    """The data with a line through each sample, and beside them the slope that each sample asks for.

    Attributes
    ----------
    plot
        The data.
    lines
        A line through each sample.
    wishes
        A row for each sample: its disc and its slope.
    heading, question
        What stands above and below them.
    """

    size, left, top, step = (6.6, 4.7), 2.1, 1.55, 0.95
    dashes = ((), (0.24, 0.12), (0.08, 0.1))

    def __init__(self, ways: BatchWays) -> None:
        self.facts, word = ways.facts, ways.screen.word
        data = self.facts.data
        self.before = np.full(len(data), self.facts.target)
        self.after = np.array(self.facts.noisy_slopes)
        end = 1.12 * float(data.x.max())
        highest = end * float(max(self.after.max(), self.facts.target))
        width, height = self.size
        self.plot = DataPlot(data, (0, end), (0, highest), width=width, height=height, ticks=False)
        self.plot.shift((theme.STAGE_LEFT + 0.1 - self.plot.get_left()[0]) * RIGHT + 0.1 * UP)
        self.lines = [
            SlopeLine(self.plot.plane, self.facts.target, theme.Look(theme.GOAL, dash, "disc"))
            for dash in self.dashes
        ]
        self.plot.samples.set_z_index(1)
        self.heading = word("asks", theme.BODY, theme.MUTED)
        self.heading.move_to((0, self.top + 0.85, 0)).align_to((self.left, 0, 0), LEFT)
        self.wishes, self.numbers = VGroup(), []
        for rank in range(len(data)):
            y = self.top - rank * self.step
            disc = sample_disc(rank + 1, 0.5).move_to((self.left + 0.3, y, 0))
            name = ways.screen.set("$w =$", theme.TITLE).next_to(disc, RIGHT, buff=0.35)
            number = Number(self.facts.target, ".2f", theme.TITLE, theme.GOAL)
            number.place((name.get_right()[0] + 0.18, name.get_bottom()[1] + 0.0, 0))
            self.numbers.append(number)
            self.wishes.add(VGroup(disc, name, number))
        self.question = word("question", theme.BODY)
        self.question.move_to((0, self.top - 3 * self.step - 0.5, 0)).align_to((self.left, 0, 0), LEFT)

    def scatter(self) -> Course:
        """Move the samples off the line, each with its line and its number."""
        x, plane = self.facts.data.x, self.plot.plane

        def draw(share: float) -> None:
            slopes = self.before + share * (self.after - self.before)
            for place, disc, line, number, slope in zip(
                x, self.plot.samples, self.lines, self.numbers, slopes, strict=True
            ):
                disc.move_to(plane.to_scene((place, slope * place)))
                line.set_dial(float(slope))
                number.set_dial(float(slope))

        return Course(VGroup(*self.lines, self.plot, *self.numbers), draw, rate_func=smooth)
