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
from scenes.components.text.label import ScreenText

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
        A row of arrows: the gradient that never changes.
    line
        Steps that are η long.
    numbers
        β₂ as printed and as meant.
    curves
        The lengths over the step, printed and meant; each dial is the step.
    first, later
        Marks at the first step of each, and at the longest step as printed.
    names
        What each curve is.
    with_correction
        What both values come to with the correction.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.plane = Plane((1.0, float(LAST_STEP)), (0.0, 7.0), width=8.2, height=3.75, log_x=True)
        self.plane.move_to((theme.STAGE_LEFT + 0.6, 0.72, 0), aligned_edge=LEFT)
        axes = self.plane.axes(
            (1, 10, 100, 1000),
            (0, 1, 2, 3, 4, 5, 6, 7),
            x_name="",
            y_name=screen["length_axis"],
            x_form="d",
            language=screen.language,
        )
        name = plated(screen.word("step_axis", theme.SMALL, theme.MUTED), 0.03)
        name.move_to(
            self.plane.window.get_corner(UP + RIGHT) + np.array([-0.1, -0.1, 0.0]), aligned_edge=UP + RIGHT
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
                (one, "first_printed", PRINTED, (1.15, -0.28)),
                (three, "first_meant", MEANT, (1.2, -0.08)),
            )
        ]
        self.later = self._point((facts.peak_step, facts.peak), screen, "later", PRINTED, (1.2, 0.3))
        column = 2.75
        self.numbers = [
            EquationPanel(f"beta_2 = {value:g}", plate=False, size=52).set_color(look.colour)
            for value, look in zip((facts.printed_beta2, facts.meant_beta2), self.looks, strict=True)
        ]
        self.captions = [
            screen.word(key, theme.BODY, look.colour)
            for key, look in zip(("beta_printed", "beta_meant"), self.looks, strict=True)
        ]
        for number, caption, level in zip(self.numbers, self.captions, (2.3, 0.95), strict=True):
            number.move_to((column, level, 0), aligned_edge=LEFT)
            caption.move_to((column, level - 0.52, 0), aligned_edge=LEFT)
        self.with_correction = screen.word(
            "with_correction", theme.SMALL, MENDED, width=theme.STAGE_RIGHT - column
        )
        self.with_correction.move_to((column, -0.8, 0), aligned_edge=LEFT)

    def _gradients(self, screen: ScreenText) -> VGroup:
        starts = self.plane.to_scene([(step, 5.6) for step in np.geomspace(2.2, 1200.0, 8)])
        arrows = VGroup(
            *(Arrows(start, start + 0.62 * RIGHT, theme.GRADIENT, width=0.08, head=0.24) for start in starts)
        )
        name = screen.word("same_gradient", theme.BODY, theme.GRADIENT).next_to(arrows, DOWN, buff=0.2)
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
