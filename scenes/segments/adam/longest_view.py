"""The longest steps: after one lonely gradient, and when gradients grow as m's weights outgrow v's."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.stems import Stems
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import LOOKS, MEAN, ROOT

BEFORE = 6
"""Steps without a gradient that are shown."""
WEIGHED = 24
"""Steps back for which weights are shown."""
LONELY = theme.Look(theme.INK, (0.14, 0.08), "cross")
EQUAL = theme.Look(ROOT, (0.3, 0.08), "ring")


class LongestView:
    """Gradients of two kinds at the left, and the steps they make at the right.

    Attributes
    ----------
    ground, quiet
        Window and axes of the steps; what all gradients at the left have in common.
    constant, lonely, growing
        For each kind of gradients: their name; they themselves, whose dial counts steps from before the first; the
        steps they make, whose dial counts from the first.
    equal, equal_curve
        The line that steps do not cross if β₁ = β₂, with its name; the steps under a constant gradient then.
    lonely_value, most
        The longest step after a lonely gradient; the bound, as a line with its name.
    equal_law, law
        Why there is the first line; why there is the second.
    weights, weight_curves, weight_growth
        A window for the weights of both means over the steps, with names; both curves; how their ratio grows.
    """

    size, middle = (5.9, 4.4), (3.45, 0.2, 0.0)
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
        self.constant = self._kind("constant", longest.constant, longest.equal_steps, EQUAL, 1.5)
        self.lonely = self._kind("lonely", longest.lonely, longest.lonely_steps, LONELY, 1.5)
        self.growing = self._kind("growing", longest.growing, longest.growing_steps, LOOKS["own"], -0.68)
        self.equal_curve = self.constant[2]
        self.lonely_value = plated(screen.word("lonely_value", theme.SMALL, LONELY.colour), 0.05)
        peak = self.plane.to_scene((0, facts.lonely))
        self.lonely_value.next_to(peak, RIGHT, buff=0.3)
        self.quiet = screen.word("quiet", theme.SMALL, theme.MUTED)
        self.quiet.move_to((theme.STAGE_LEFT, 2.8, 0), aligned_edge=LEFT)
        self.law, self.equal_law = self._law(), self._equal_law()
        self.weights, self.weight_curves, self.weight_growth = self._weights()

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
        name = legend_entry(look, self.screen.word(key, theme.SMALL, look.colour), length=0.6)
        name.next_to(plane.window, UP, buff=0.05, aligned_edge=LEFT)
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

    def _weights(self) -> tuple[VGroup, list[Curve], VGroup]:
        """Set the weights of both means side by side, on a logarithmic axis: what grows evenly is their ratio."""
        facts, back = self.facts, np.arange(WEIGHED + 1)
        kept = (facts.beta1, facts.beta2)
        weights = [(1 - share) * share ** (WEIGHED - back) for share in kept]
        low, high = min(one.min() for one in weights), max(one.max() for one in weights)
        plane = Plane(
            (0, WEIGHED),
            (low / 2, 2 * high),
            width=self.panel[0] - 0.7,
            height=self.panel[1] + 0.35,
            log_y=True,
        )
        plane.move_to((theme.STAGE_LEFT + 0.7 + plane.window.width / 2, 1.5, 0))
        powers = range(int(np.ceil(np.log10(low / 2))), int(np.floor(np.log10(2 * high))) + 1)
        curves = [
            Curve(plane, np.stack([back, one], axis=-1), theme.Look(colour, (), "disc"), width=4, head=0)
            for one, colour in zip(weights, (MEAN, ROOT), strict=True)
        ]
        in_m, in_v = (
            plated(self.screen.word(key, theme.SMALL, colour), 0.04)
            for key, colour in (("in_m", MEAN), ("in_v", ROOT))
        )
        # Each beside its line, where it crosses none.
        drawn = [close_points(plane.to_scene(curve.points_data)) for curve in curves]
        ends = [plane.to_scene([(0.4, one[0]), (WEIGHED - 0.4, one[-1])]) for one in weights]
        below = plane.to_scene((WEIGHED - 0.4, 0.12 * weights[0][-1]))
        taken: list[VGroup] = []
        for name, (first, last), favourite in (
            (in_m, ends[0], (-1, below)),
            (in_v, ends[1], (1, ends[1][0] + np.array([0.0, 0.2, 0.0]))),
        ):
            corners = [favourite]
            for up in (0.2, -0.2, 0.35, -0.35, 0.55, -0.55):
                corners += [(sign, end + np.array([0.0, up, 0.0])) for sign, end in ((-1, last), (1, first))]
            places = [
                corner + np.array([sign * (name.width / 2 + far), 0.0, 0.0])
                for far in (0.0, 0.9, 1.5, 0.45)
                for sign, corner in corners
            ]
            taken.append(put_first_free(name, places, plane.window, taken, drawn))
        names = VGroup(in_m, in_v)
        growth = self.screen.word("weight_growth", theme.SMALL, theme.INK, width=self.panel[0] + 0.3)
        growth.next_to(plane.window, DOWN, buff=0.12).set_x(theme.STAGE_LEFT, LEFT)
        return VGroup(plane, power_ticks(plane, (), powers), names), curves, VGroup(growth)

    def _law(self) -> VGroup:
        """Write what Cauchy and Schwarz make of weights w in m and u in v."""
        rule = EquationPanel(
            "{{ |m| : m }} <= sqrt(sum w_k^2 / u_k) thin {{ sqrt(v) : v }} "
            f"= {{{{ {self.facts.most:.2f} : most }}}} thin {{{{ sqrt(v) : r }}}}",
            {"m": MEAN, "v": ROOT, "r": ROOT, "most": theme.GOAL},
            plate=False,
            size=theme.HEADING,
        )
        rule.move_to((theme.STAGE_LEFT, -2.15, 0), aligned_edge=LEFT)
        reason = self.screen.word("schwarz", theme.SMALL, theme.MUTED)
        return VGroup(rule, reason.next_to(rule, DOWN, buff=0.1, aligned_edge=LEFT))
