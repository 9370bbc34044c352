"""Two tales about γ: that a larger one is faster, and that γ = 1 would be AdaGrad."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.charts.bars import Bar
from scenes.components.charts.tank import Tank
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .dropping import RMSPROP
from .facts import Facts, step_lengths
from .recovery import LOOKS

SLOW = theme.Look(theme.INK, (0.16, 0.09), "diamond")


class LeadChart:
    """The length of a step under a gradient that stays, for two values of γ.

    Attributes
    ----------
    ground
        Window and axes.
    curves
        For the longer and the shorter memory; their dials are steps.
    names, firsts
        What each is called, and how long its first step is.
    alike
        That both come to one length.
    distances, late
        How far both have come early on, and much later.
    """

    left, bottom, size = -5.75, -2.05, (12.3, 4.6)

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
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, range(4)))
        self.note = screen.word("same_gradient", theme.SMALL, theme.GRADIENT)
        right, up = self.plane.window.get_corner(RIGHT + UP)[:2]
        self.note.move_to((right - self.note.width / 2 - 0.2, up - 0.3, 0))
        steps = np.arange(1, facts.long + 1)
        self.curves, self.names, self.firsts = VGroup(), VGroup(), VGroup()
        for key, decay, look, up in (("slow", facts.slow, SLOW, 0.3), ("fast", facts.decay, RMSPROP, 0.3)):
            lengths = step_lengths(decay, facts.long)
            self.curves.add(
                Curve(self.plane, np.stack([steps, lengths], axis=-1), look, width=4.5, head=0.22)
            )
            name = screen.word(key, theme.BODY, look.colour)
            at = self.plane.to_scene((2.2, float(np.interp(2.2, steps, lengths))))
            self.names.add(name.move_to(at + np.array([name.width / 2 + 0.25, up, 0.0])))
            first = plated(screen.word(f"first_{key}", theme.HEADING, look.colour), 0.05)
            start = self.plane.to_scene((1, float(lengths[0])))
            self.firsts.add(first.move_to(start + np.array([first.width / 2 + 0.2, 0.12, 0.0])))
        level = self.plane.to_scene([(1, 1), (facts.long, 1)])
        line = DashedLine(*level, color=theme.GOAL, stroke_width=2.5)
        alike = screen.word("alike", theme.BODY, theme.GOAL)
        self.alike = VGroup(line, alike.move_to(level[1] + np.array([-alike.width / 2 - 0.2, 0.4, 0.0])))
        self.distances = self._distances(facts, screen, right)
        late = screen.word("lead_late", theme.BODY)
        self.late = late.move_to(self.distances.get_corner(DOWN + LEFT), aligned_edge=LEFT).shift(0.35 * DOWN)

    def _distances(self, facts: Facts, screen: ScreenText, right: float) -> VGroup:
        """Draw how far both have come early on, as bars from zero."""
        left, top = right - 5.2, up_of(self.plane, 0.78)
        head = screen.word("lead_early", theme.SMALL, theme.MUTED)
        group = VGroup(head.move_to((left, top, 0), aligned_edge=LEFT))
        unit = 3.9 / facts.slow_early
        for rank, (value, look) in enumerate(((facts.slow_early, SLOW), (facts.fast_early, RMSPROP))):
            bar = Bar((left, top - 0.5 - 0.48 * rank, 0), unit, look.colour, thickness=0.32, value=value)
            number = Number(value, ".0f", theme.BODY, theme.INK).next_to(bar.end, RIGHT, buff=0.15)
            group.add(VGroup(bar, number))
        return group


def up_of(plane: Plane, share: float) -> float:
    """Return the height at a share of a window."""
    low, high = plane.window.get_bottom()[1], plane.window.get_top()[1]
    return float(low + share * (high - low))


class UnitChart:
    """γ = 1: a tank that nothing flows into, and the size of y step by step.

    Attributes
    ----------
    tank, general, rule
        The empty tank, its rule, and what that is for γ = 1.
    lid
        That nothing flows in.
    rate, factor
        What becomes of the rate, and of a step.
    ground
        Window, axes, the ground's formula and the constants.
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
        steep = float(facts.unit.grad[0, 1] / facts.unit.x[0, 1])
        rate = EquationPanel(
            f"eta / sqrt(0 + epsilon) = {facts.unit_divided:.3g}",
            plate=False,
            size=theme.BODY,
        )
        factor = EquationPanel(
            f"y <- (1 - {facts.unit_divided:.3g} dot {steep:.3g}) thin y"
            f" = {{{{ {facts.steep_factor:.0f} : factor }}}} thin y",
            {"factor": theme.WARNING},
            plate=False,
            size=theme.BODY,
        )
        self.rate = rate.move_to((self.column, -1.3, 0))
        self.factor = factor.move_to((self.column, -2.25, 0))
        width, height = self.size
        runs = (facts.unit, facts.unit_control, facts.unit_adagrad)
        sizes = [np.abs(run.x[:, 1]) for run in runs]
        shown = self.shown = len(facts.unit_control.x) - 1
        high = int(np.ceil(np.log10(float(sizes[0].max()))))
        self.plane = Plane((0, shown), (0.1, 10.0**high), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            range(0, shown + 1, 2),
            x_name=screen["steps_axis"],
            y_name=screen["size_axis"],
            language=screen.language,
        )
        formula = screen.word("bowl", theme.SMALL).move_to((0, 0, 0))
        constants = screen.word("unit_constants", theme.SMALL, theme.MUTED)
        key = VGroup(formula, constants).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        corner = self.plane.window.get_corner(UP + LEFT)
        key.move_to(corner + np.array([key.width / 2 + 0.15, -key.height / 2 - 0.15, 0.0]))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (), range(0, high + 1, 4)), key)
        self.curves, self.names = VGroup(), VGroup()
        looks = (theme.Look(theme.WARNING, (), "disc"), RMSPROP, LOOKS["adagrad"])
        for rank, (size, look, word) in enumerate(
            zip(sizes, looks, ("unit", "unit_control", "adagrad"), strict=True)
        ):
            points = np.stack([np.arange(shown + 1), size[: shown + 1]], axis=-1)
            self.curves.add(Curve(self.plane, points, look, width=4, head=0.22))
            text = screen.word(word, theme.BODY if rank == 0 else theme.SMALL, look.colour)
            end = self.plane.to_scene(points[-1])
            up = (0.0, 0.17, -0.17)[rank]
            self.names.add(text.move_to(end + np.array([text.width / 2 + 0.25, up, 0.0])))


def unit_formula(screen: ScreenText) -> tuple[EquationPanel, VGroup, VGroup]:
    """Return the step with the quotient that has lost its unit, and the rate that must bring it."""
    panel = EquationPanel(
        "theta <- theta - {{ eta : rate }} thin {{ g / sqrt(s) : quotient }}",
        {"rate": theme.GOAL, "quotient": theme.WARNING},
        plate=False,
        size=56,
    )
    quotient = panel.point_out("quotient", screen["no_unit"], DOWN, theme.WARNING, language=screen.language)
    rate = panel.point_out("rate", screen["unit_of_x"], UP, theme.GOAL, language=screen.language)
    return panel, quotient, rate
