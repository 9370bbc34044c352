"""The longest steps: one lonely gradient, gradients that grow, and the bound that they come to."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.stems import Stems
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import LOOKS, MEAN, ROOT

BEFORE = 6
"""Steps without a gradient that are shown."""
LONELY = theme.Look(theme.INK, (0.14, 0.08), "cross")
EQUAL = theme.Look(ROOT, (0.3, 0.08), "ring")


class LongestView:
    """Gradients of two kinds at the left, and the steps they make at the right.

    Attributes
    ----------
    ground, quiet
        Window and axes of the steps; what all gradients at the left have in common.
    growing, lonely
        For each kind of gradients: their name; they themselves, whose dial counts steps from before the first; the
        steps they make, whose dial counts from the first.
    equal, equal_curve
        The line that steps do not cross if β₁ = β₂, with its name; the steps of the growing gradients then.
    lonely_value, most
        The longest step after a lonely gradient; the bound, as a line with its name.
    law, equal_law
        Where it comes from; what there is instead if β₁ = β₂.
    """

    size, middle = (6.0, 4.3), (3.4, 0.15, 0.0)
    panel = (4.9, 1.15)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        longest = facts.longest
        self.count = len(longest.growing)
        top = 1.18 * facts.most
        self.plane = Plane((-BEFORE, self.count), (0.0, top), width=self.size[0], height=self.size[1])
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            nice_ticks(self.count, 4),
            nice_ticks(top, 5),
            x_name=screen["steps_axis"],
            y_name=screen["bound_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes)
        self.equal = self._level(1.0, "equal_windows", ROOT)
        self.most = self._level(facts.most, "most", theme.GOAL)
        lonely = np.eye(1, self.count)[0]
        self.lonely = self._kind("lonely", lonely, longest.lonely_steps, LONELY, -0.2)
        self.growing = self._kind("growing", longest.growing, longest.growing_steps, LOOKS["own"], 1.75)
        self.equal_curve = self._curve(longest.equal_steps, EQUAL)
        self.lonely_value = plated(screen.word("lonely_value", theme.BODY, LONELY.colour), 0.05)
        peak = self.plane.to_scene((0, facts.lonely))
        self.lonely_value.next_to(peak, LEFT, buff=0.15)
        quiet = screen.word("quiet", theme.SMALL, theme.MUTED)
        quiet.move_to((theme.STAGE_LEFT, 2.8, 0), aligned_edge=LEFT)
        self.quiet = quiet
        self.law, self.equal_law = self._law(), self._equal_law()

    def _level(self, height: float, key: str, colour: str) -> VGroup:
        ends = self.plane.to_scene([(x, height) for x in self.plane.x_range])
        line = DashedLine(*ends, color=colour, stroke_width=3, dash_length=0.12)
        text = plated(self.screen.word(key, theme.SMALL, colour), 0.04)
        text.move_to(ends[1] + np.array([-0.15, 0.27, 0.0]), aligned_edge=RIGHT)
        return VGroup(line, text)

    def _kind(
        self, key: str, gradients: np.ndarray, steps: np.ndarray, look: theme.Look, y: float
    ) -> tuple[VGroup, Stems, Curve]:
        shown = np.concatenate([np.zeros(BEFORE), gradients / gradients.max()])
        plane = Plane(
            (-0.7, len(shown) - 0.3), (0.0, 1.15), width=self.panel[0], height=self.panel[1], border=False
        )
        plane.move_to((theme.STAGE_LEFT + self.panel[0] / 2, y - 0.15, 0))
        name = legend_entry(look, self.screen.word(key, theme.BODY, look.colour), length=0.6)
        name.next_to(plane.window, UP, buff=0.0, aligned_edge=LEFT)
        stems = Stems(plane, shown, theme.GRADIENT, size=0.09).set_dial(BEFORE - 1)
        return VGroup(plane, name), stems, self._curve(steps, look)

    def _curve(self, steps: np.ndarray, look: theme.Look) -> Curve:
        at = np.arange(-BEFORE, self.count)
        values = np.concatenate([np.zeros(BEFORE), steps])
        return Curve(self.plane, np.stack([at, values], axis=-1), look, width=4, head=0.2)

    def _equal_law(self) -> VGroup:
        rule = EquationPanel(
            "{{ |m| : m }} <= {{ sqrt(v) : v }}", {"m": MEAN, "v": ROOT}, plate=False, size=40
        )
        rule.move_to((theme.STAGE_LEFT, -0.6, 0), aligned_edge=LEFT)
        reason = self.screen.word("jensen", theme.SMALL, theme.MUTED)
        return VGroup(rule, reason.next_to(rule, DOWN, buff=0.25, aligned_edge=LEFT))

    def _law(self) -> VGroup:
        rule = EquationPanel(
            "{{ |m| : m }} = lr(| sum w_k thin g_k |) <= "
            "sqrt(sum w_k^2 / u_k) thin {{ sqrt(sum u_k thin g_k^2) : v }} "
            f"= {{{{ {self.facts.most:.2f} : most }}}} thin {{{{ sqrt(v) : r }}}}",
            {"m": MEAN, "v": ROOT, "r": ROOT, "most": theme.GOAL},
            plate=False,
            size=theme.BODY,
        )
        rule.move_to((theme.STAGE_LEFT, -1.6, 0), aligned_edge=LEFT)
        reasons = VGroup(
            *(self.screen.word(key, theme.SMALL, theme.MUTED) for key in ("schwarz", "weights"))
        ).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        return VGroup(rule, reasons.next_to(rule, DOWN, buff=0.14, aligned_edge=LEFT))
