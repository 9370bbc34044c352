"""How many η long each step is without bias correction: with one β₂ it shows at once, with the other it hides."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText, label

from .facts import LAST_STEP, Facts
from .looks import MENDED, PRINTED

MEANT = theme.Look(theme.INK, (0.2, 0.1), "ring")


class FirstSteps:
    """A chart, and both values of β₂ beside it.

    Attributes
    ----------
    frame
        The axes.
    gradients
        A row of arrows above the axes: the gradient that never changes.
    line
        Steps that are η long.
    betas, results
        β₂ as printed and as meant, and how the first step of each comes about.
    law
        How long the first step is.
    curves
        The lengths over the step, printed and meant; each dial is the step.
    first, later
        Marks at the first step of each, and at the longest, printed and meant.
    corrected
        The printed β₂'s steps with bias correction.
    passed, source
        What the three tests find of it, and what only the paper tells.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.plane = Plane((1.0, float(LAST_STEP)), (0.0, 7.0), width=8.2, height=3.2, log_x=True)
        self.plane.move_to((theme.STAGE_LEFT + 0.6, 0.45, 0), aligned_edge=LEFT)
        axes = self.plane.axes(
            (1, 10, 100, 1000),
            (0, 1, 2, 3, 4, 5, 6, 7),
            x_name="",
            y_name=screen["length_axis"],
            x_form="d",
            language=screen.language,
        )
        name = screen.word("step_axis", theme.SMALL, theme.MUTED)
        name.move_to(
            self.plane.window.get_corner(DOWN + RIGHT) + np.array([0.0, -0.45, 0.0]), aligned_edge=UP + RIGHT
        )
        ends = self.plane.to_scene([(1.0, 1.0), (float(LAST_STEP), 1.0)])
        line = DashedLine(*ends, color=MENDED, stroke_width=4, dash_length=0.12)
        self.frame, self.line = VGroup(self.plane, axes, name), line
        self.gradients = self._gradients(screen)
        self.line_name = plated(screen.word("corrected_line", theme.SMALL, MENDED), 0.05)
        self.line_name.next_to(self.plane.to_scene((300.0, 1.0)), DOWN, buff=0.1)
        at = np.unique(np.geomspace(1, LAST_STEP, 400).round().astype(int))
        self.looks = (PRINTED, MEANT)
        self.curves = [
            Curve(self.plane, np.column_stack([at, factors[at - 1]]), look, width=4.5)
            for factors, look in zip(facts.factors, self.looks, strict=True)
        ]
        self.last = float(LAST_STEP)
        (one, three) = facts.first_factors
        self.first = [
            self._point((1.0, value), screen, key, look, place)
            for value, key, look, place in (
                (one, "first_printed", PRINTED, (1.15, -0.3)),
                (three, "first_meant", MEANT, (1.2, -0.08)),
            )
        ]
        self.later = [
            self._point((step, value), screen, key, look, place)
            for step, value, key, look, place in (
                (facts.peak_step, facts.peak, "later", PRINTED, (0.9, 0.4)),
                (facts.meant_peak_step, facts.meant_peak, "later_meant", MEANT, (1.6, 0.0)),
            )
        ]
        column = 2.65
        head = screen.word("first_law", theme.SMALL, theme.MUTED)
        law = EquationPanel("(1 - beta_1) / sqrt(1 - beta_2)", plate=False, size=38)
        self.law = VGroup(head, law).arrange(RIGHT, buff=0.25)
        self.law.move_to((column, 2.4, 0), aligned_edge=LEFT)
        self.betas, self.results = [], []
        for value, look, key, level, length in zip(
            (facts.printed_beta2, facts.meant_beta2),
            self.looks,
            ("beta_printed", "beta_meant"),
            (-0.35, 1.1),
            facts.first_factors,
            strict=True,
        ):
            beta = EquationPanel(f"beta_2 = {value:g}", plate=False, size=38).set_color(look.colour)
            beta.move_to((column, level, 0), aligned_edge=LEFT)
            name = screen.word(key, theme.SMALL, look.colour).next_to(beta, RIGHT, buff=0.35)
            self.betas.append(VGroup(beta, name))
            source = f"{1 - facts.beta1:.2g} \\/ sqrt({1 - value:.2g}) = {length:.2f}"
            result = EquationPanel(source, plate=False, size=38).set_color(look.colour)
            self.results.append(result.next_to(beta, DOWN, buff=0.25, aligned_edge=LEFT))

        self.corrected = Curve(self.plane, np.column_stack([at, facts.corrected[at - 1]]), PRINTED, width=4.5)
        self.corrected.set_dial(self.last)
        self.passed = self._passed(screen, column)
        self.source = plated(screen.word("source", theme.BODY), 0.1)
        self.source.move_to((column, -1.2, 0), aligned_edge=LEFT)

    def _passed(self, screen: ScreenText, left: float) -> VGroup:
        """Write what each test finds of the printed β₂, once it is corrected."""
        rows = VGroup(screen.word("corrected_head", theme.BODY, PRINTED.colour))
        for rank in range(3):
            number = label(str(rank + 1), theme.BODY, theme.GOAL, weight="bold")
            text = screen.word(f"passes_{rank + 1}", theme.BODY - 2)
            rows.add(VGroup(number, text).arrange(RIGHT, buff=0.25))
        rows.arrange(DOWN, buff=0.38, aligned_edge=LEFT)
        return rows.move_to((left, 1.2, 0), aligned_edge=LEFT)

    def _gradients(self, screen: ScreenText) -> VGroup:
        left = self.plane.window.get_left()[0]
        starts = [np.array([left + 0.68 * rank, 2.82, 0.0]) for rank in range(6)]
        arrows = VGroup(
            *(Arrows(start, start + 0.55 * RIGHT, theme.GRADIENT, width=0.08, head=0.24) for start in starts)
        )
        name = screen.word("same_gradient", theme.BODY, theme.GRADIENT).next_to(arrows, RIGHT, buff=0.25)
        return VGroup(*arrows, name)

    def _point(
        self,
        at: tuple[float, float],
        screen: ScreenText,
        key: str,
        look: theme.Look,
        place: tuple[float, float],
    ) -> VGroup:
        point = self.plane.to_scene(at)
        text = plated(screen.word(key, theme.BODY, look.colour), 0.05)
        text.move_to(point + np.array([*place, 0.0]))
        return VGroup(text, marker(look.marker, 0.24, look.colour, rim=True).move_to(point))
