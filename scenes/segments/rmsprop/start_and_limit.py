"""Two tales about γ: that a larger one is better, and that γ = 1 would be AdaGrad."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.charts.bars import Bar
from scenes.components.charts.tank import Tank
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts, step_lengths
from .looks import ADAGRAD, RMSPROP

SLOW = theme.Look(theme.INK, (0.16, 0.09), "diamond")


class MemoryChart:
    """Two values of γ: the length of steps under a gradient that stays, and the steps to recover from a drop.

    Attributes
    ----------
    ground, recovery_ground
        Window and axes; the name of the bars, and of each of them.
    curves, names, firsts
        For the longer and the shorter memory, whose dials are steps; what each is called, and its first step.
    alike
        That both come to one length.
    bars
        The steps to recover.
    """

    left, bottom, size = -5.95, -2.05, (6.4, 4.6)
    column, longest = 1.75, 3.9

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        top = 1.12 * facts.slow_first_length
        self.plane = Plane((1, facts.long), (0, top), width=width, height=height, log_x=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            (),
            (0, 1, 5, 10),
            x_name=screen["steps_log"],
            y_name=screen["length_axis"],
            language=screen.language,
        )
        axes[-2].shift(0.38 * DOWN)
        note = screen.word("same_gradient", theme.SMALL, theme.GRADIENT)
        right, up = self.plane.window.get_corner(RIGHT + UP)[:2]
        note.move_to((right - note.width / 2 - 0.2, up - 0.3, 0))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, range(4)), note)
        steps = np.arange(1, facts.long + 1)
        self.curves, self.names, self.firsts = VGroup(), VGroup(), VGroup()
        pairs = (("slow", facts.slow, SLOW), ("fast", facts.decay, RMSPROP))
        for key, decay, look in pairs:
            lengths = step_lengths(decay, facts.long)
            self.curves.add(
                Curve(self.plane, np.stack([steps, lengths], axis=-1), look, width=4.5, head=0.22)
            )
            first = plated(screen.word(f"first_{key}", theme.HEADING, look.colour), 0.05)
            start = self.plane.to_scene((1, float(lengths[0])))
            first.move_to(start + np.array([first.width / 2 + 0.2, 0.12, 0.0]))
            self.firsts.add(first)
            self.names.add(legend_entry(look, screen.word(key, theme.BODY, look.colour)))
        self.names.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        self.names.next_to(note, DOWN, buff=0.25, aligned_edge=RIGHT)
        level = self.plane.to_scene([(1, 1), (facts.long, 1)])
        line = DashedLine(*level, color=theme.MUTED, stroke_width=2.5)
        alike = screen.word("alike", theme.BODY, theme.INK)
        self.alike = VGroup(line, alike.move_to(level[1] + np.array([-alike.width / 2 - 0.2, 0.4, 0.0])))
        head = screen.word("price", theme.SMALL, theme.MUTED, width=theme.STAGE_RIGHT - self.column)
        head.move_to((self.column + head.width / 2, 1.9, 0))
        self.recovery_ground, self.bars = VGroup(head), VGroup()
        unit = self.longest / max(facts.slow_recovers, facts.rmsprop_recovers)
        for rank, ((key, _, look), count) in enumerate(
            zip(pairs, (facts.slow_recovers, facts.rmsprop_recovers), strict=True)
        ):
            y = 0.9 - 1.6 * rank
            name = screen.word(key, theme.BODY, look.colour)
            self.recovery_ground.add(name.move_to((self.column + name.width / 2, y, 0)))
            bar = Bar((self.column, y - 0.6, 0), unit, look.colour, thickness=0.5, value=count)
            number = Number(count, "d", theme.HEADING, look.colour)
            number.next_to(bar.end, RIGHT, buff=0.15)
            if number.get_right()[0] > theme.STAGE_RIGHT:
                number.move_to((theme.STAGE_RIGHT - number.width / 2, y, 0))
            self.bars.add(VGroup(bar, number))


class UnitChart:
    """γ = 1: a tank that nothing flows into, and the size of y step by step.

    Attributes
    ----------
    tank, general, rule
        The empty tank, its rule, and what that is for γ = 1.
    lid
        That nothing flows in.
    factor
        What a step does to y.
    ground
        Window and axes.
    curves, names
        γ = 1, our γ, and AdaGrad; their dials count steps.
    """

    left, bottom, size = 0.35, -2.05, (5.2, 4.65)
    column = -3.7

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        general = EquationPanel("s <- gamma thin s + (1 - gamma) thin g^2", plate=False)
        self.general = general.move_to((self.column, 2.6, 0))
        self.rule = EquationPanel(
            "s <- {{ 1 : one }} dot s + {{ 0 : none }} dot g^2",
            {"one": RMSPROP.colour, "none": theme.WARNING},
            plate=False,
        ).move_to((self.column, 2.6, 0))
        foot = (self.column, -0.45, 0)
        tank = Tank(foot, 1.8, 2.1, RMSPROP.colour, form=".0f", full=1.0, suffix="", rim=False)
        lid = Line(
            (self.column - 1.1, 1.75, 0), (self.column + 1.1, 1.75, 0), color=theme.WARNING, stroke_width=7
        )
        name = screen.word("nothing", theme.SMALL, theme.WARNING).move_to((self.column, 2.05, 0))
        self.tank, self.lid = tank, VGroup(lid, name)
        digits, power = f"{-facts.unit_factor:.1e}".split("e")
        size = f"10^{int(power)}" if digits == "1.0" else f"{digits} dot 10^{int(power)}"
        factor = EquationPanel(
            f"y <- (1 - (eta lambda) / (0 + epsilon)) thin y approx {{{{ -{size} : factor }}}} thin y",
            {"factor": theme.WARNING},
            plate=False,
        )
        self.factor = factor.move_to((self.column, -1.75, 0))
        width, height = self.size
        shown = self.shown = len(facts.unit.x) - 1
        sizes = [np.abs(run.x[: shown + 1, 1]) for run in (facts.unit, facts.rmsprop, facts.adagrad)]
        high = int(np.ceil(np.log10(float(sizes[0].max()))))
        low = int(np.floor(np.log10(max(float(np.min(sizes[1:])), 1e-12)))) - 2
        self.plane = Plane((0, shown), (10.0**low, 10.0**high), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            range(0, shown + 1),
            x_name=screen["steps_axis"],
            y_name=screen["unit_axis"],
            language=screen.language,
        )
        powers = power_ticks(self.plane, (), range(-8 * (-low // 8), high + 1, 8))
        self.ground = VGroup(self.plane, axes, powers)
        self.curves, self.names = VGroup(), VGroup()
        looks = (theme.Look(theme.WARNING, (), "disc"), RMSPROP, ADAGRAD)
        for rank, (size, look, word) in enumerate(
            zip(sizes, looks, ("unit", "fast", "adagrad"), strict=True)
        ):
            points = np.stack([np.arange(shown + 1), size], axis=-1)
            self.curves.add(Curve(self.plane, points, look, width=4, head=0.22))
            text = screen.word(word, theme.BODY if rank == 0 else theme.SMALL, look.colour)
            end = self.plane.to_scene(points[-1])
            up = (0.0, -0.19, 0.19)[rank]
            self.names.add(text.move_to(end + np.array([text.width / 2 + 0.25, up, 0.0])))
