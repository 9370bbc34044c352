"""How many steps each ε takes to half of the first loss, both on logarithmic axes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText

from .facts import Facts


class HiddenRate:
    """A chart with a mark for each ε.

    Attributes
    ----------
    frame
        Plane and axes.
    marks
        A mark for each ε with its steps; the usual one is ringed.
    law
        The line that the law of growth demands through the smallest ε, with its name.
    ratios
        How many times as many steps a hundredth of ε takes, by the law and in the runs; then, a hundredth of
        RMSProp's rate.
    hiding
        What that makes of ε.
    """

    size, left, column = (7.5, 4.5), theme.STAGE_LEFT + 1.0, 2.2

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        powers = [round(float(np.log10(one))) for one in facts.epsilons]
        most = 10.0 ** np.ceil(np.log10(2.0 * max(facts.halves)))
        self.plane = Plane(
            (10.0 ** (powers[0] - 1), 10.0 ** (powers[-1] + 1)),
            (1.0, most),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        ).move_to((self.left + width / 2, 0.25, 0))
        self.frame = VGroup(self.plane, self._axes(powers, most))
        self.marks = [self._mark(one, half) for one, half in zip(facts.epsilons, facts.halves, strict=True)]
        self.law = self._law()
        self.ratios = VGroup(
            *(
                screen.word(key, theme.BODY, colour, width=theme.STAGE_RIGHT - self.column)
                for key, colour in (
                    ("law_ratio", theme.GOAL),
                    ("last_ratio", theme.look("adadelta").colour),
                    ("rate_ratio", theme.look("rmsprop").colour),
                )
            )
        )
        self.ratios.arrange(DOWN, buff=0.35, aligned_edge=LEFT)
        self.ratios.move_to((self.column, 1.75, 0), aligned_edge=LEFT)
        self.hiding = VGroup(
            screen.set("$epsilon$", 80, theme.WARNING),
            screen.word("hiding", theme.HEADING, theme.WARNING, width=theme.STAGE_RIGHT - self.column),
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        self.hiding.move_to((self.column, -1.65, 0), aligned_edge=LEFT)

    def _axes(self, powers: list[int], most: float) -> VGroup:
        axes = self.plane.axes(x_name="", y_name=self.screen["half_axis"], language=self.screen.language)
        bottom, left = self.plane.window.get_bottom()[1], self.plane.window.get_left()[0]
        for power in powers:
            x = self.plane.to_scene((10.0**power, 1.0))[0]
            axes.add(_power(self.screen, power).move_to((x, bottom - 0.3, 0)))
            axes.add(Line((x, bottom, 0), (x, bottom - 0.08, 0), stroke_width=1.2, color=theme.FAINT))
        for power in range(round(float(np.log10(most))) + 1):
            y = self.plane.to_scene((self.plane.x_range[0], 10.0**power))[1]
            text = self.screen.set(f"{10**power}", theme.SMALL, theme.MUTED)
            axes.add(text.move_to((left - 0.14 - text.width / 2, y, 0)))
        name = self.screen.word("epsilon_axis", theme.SMALL, theme.MUTED)
        return axes.add(name.move_to((self.plane.window.get_x(), bottom - 0.72, 0)))

    def _mark(self, epsilon: float, half: int) -> VGroup:
        look = theme.look("adadelta")
        place = self.plane.to_scene((epsilon, half))
        usual = epsilon == self.facts.epsilon
        sign = marker(look.marker, 0.34 if usual else 0.26, look.colour, rim=usual).move_to(place)
        text = plated(self.screen.set(f"{half}", theme.HEADING if usual else theme.BODY, look.colour), 0.05)
        # The line of the law goes through the first, and above the others.
        first = epsilon == self.facts.epsilons[0]
        side = UP + RIGHT if first else DOWN + LEFT
        return VGroup(sign, text.next_to(place, side, buff=0.1))

    def _law(self) -> VGroup:
        first, steps = self.facts.epsilons[0], self.facts.halves[0]
        ends = [(one, steps * (first / one) ** (1 / 3)) for one in self.plane.x_range]
        pieces = self.plane.clip(self.plane.to_scene(ends))
        line = Line(pieces[0][0], pieces[0][-1], color=theme.GOAL, stroke_width=3.5)
        text = plated(self.screen.word("law_line", theme.BODY, theme.GOAL))
        # Halfway between two marks there is room above the line.
        middle = float(np.sqrt(self.facts.epsilons[1] * self.facts.epsilons[2]))
        at = self.plane.to_scene((middle, steps * (first / middle) ** (1 / 3)))
        return VGroup(line, text.move_to(at + np.array([0.3, 0.5, 0.0])))


def _power(screen: ScreenText, power: int) -> Label:
    return screen.set(f"10#super[{power}]".replace("-", "−"), theme.BODY, theme.MUTED)
