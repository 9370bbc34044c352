"""What a narrow valley costs: steps against its condition, of which momentum leaves but the square root."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts, ball_rate, plain_rate, steps_to_a_tenth

RATES = (plain_rate, ball_rate)
LOOKS = (theme.look("gradient_descent"), theme.look("momentum"))
LAWS = ("(kappa - 1) / (kappa + 1)", "r = ({{ sqrt(kappa) : over }} - 1) / ({{ sqrt(kappa) : under }} + 1)")


class RootLaw(Dialled):
    """Steps for each further factor of ten, over the condition; its dial is the condition's logarithm.

    Attributes
    ----------
    frame
        Plane and axes.
    curves
        For plain descent and for momentum the whole curve, with its name.
    here
        For each the point at the condition, and how many steps it takes there.
    laws
        For each what a step leaves of the error, as a formula and as a number for our valley.
    """

    size, centre = (6.2, 4.4), (-2.7, 0.35, 0.0)
    laws_left, laws_tops = 1.35, (2.75, 1.2, -0.4)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        widest = 2.0 * max(facts.narrow, facts.condition)
        most = 2.0 * steps_to_a_tenth(plain_rate(widest))
        width, height = self.size
        self.plane = Plane((1.5, widest), (1.0, most), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to(self.centre)
        powers = [10.0**power for power in range(int(np.log10(most)) + 1)]
        axes = self.plane.axes(
            [power for power in powers if 1.5 < power < widest],
            powers,
            x_name=screen["condition_axis"],
            y_name=screen["tenth_axis"],
            language=screen.language,
        )
        here = screen.word("kappa_here", theme.SMALL, theme.MUTED, width=theme.STAGE_RIGHT - self.laws_left)
        here.move_to((self.laws_left, -2.5, 0), aligned_edge=LEFT)
        self.frame = VGroup(self.plane, axes, here)
        self.curves = [self._curve(rank) for rank in (0, 1)]
        self.laws = [self._law(rank, kept) for rank, kept in enumerate((facts.kept_plain, facts.kept_ball))]
        self.laws[1].add(self._gains())
        self.gap = Line(DOWN, UP, color=theme.MUTED, stroke_width=2)
        self.here = VGroup(
            *(
                VGroup(
                    marker(look.marker, 0.2, look.colour, rim=True),
                    Number(1.0, ".0f", theme.BODY, look.colour),
                )
                for look in LOOKS
            )
        )
        self.condition = Number(1.0, ".0f", theme.HEADING, theme.INK)
        self.kappa = screen.set("$kappa =$", theme.HEADING, theme.INK)
        corner = self.plane.window.get_corner(UP + LEFT)
        self.kappa.move_to(corner + np.array([0.3 + self.kappa.width / 2, -0.4, 0.0]))
        self.add(self.gap, self.kappa, self.condition, self.here)
        self.set_dial(float(np.log10(facts.condition)))

    def show(self, dial: float) -> None:
        """Stand at a condition, its logarithm given."""
        condition = 10.0**dial
        places = []
        for rate, (dot, count) in zip(RATES, self.here, strict=True):
            steps = steps_to_a_tenth(rate(condition))
            places.append(self.plane.to_scene((condition, steps)))
            dot.move_to(places[-1])
            count.set_dial(steps)
            count.move_to(places[-1] + np.array([-0.2 - count.width / 2, 0.22, 0.0]))
        self.gap.set_points_as_corners(places)
        self.condition.set_dial(condition)
        self.condition.next_to(self.kappa, RIGHT, buff=0.15)

    def _curve(self, rank: int) -> VGroup:
        """Draw one curve; its name stands beside it, on the outer side."""
        conditions = np.geomspace(*self.plane.x_range, 120)
        steps = [steps_to_a_tenth(RATES[rank](float(one))) for one in conditions]
        look = LOOKS[rank]
        curve = Curve(self.plane, np.column_stack([conditions, steps]), look, width=4.0, head=0)
        curve.set_dial(float(conditions[-1]))
        name = self.screen.word(("plain_grows", "ball_grows")[rank], theme.BODY, look.colour)
        at = int(np.searchsorted(conditions, (0.15, 0.03)[rank] * self.facts.narrow))
        place = self.plane.to_scene((conditions[at], steps[at]))
        side = (-1, 1)[rank]
        name.move_to(place + side * np.array([0.15 + name.width / 2, -0.35, 0.0]))
        return VGroup(curve, name)

    def _law(self, rank: int, kept: float) -> VGroup:
        look, top = LOOKS[rank], self.laws_tops[rank]
        title = self.screen.word(("kept_plain", "kept_ball")[rank], theme.SMALL, look.colour)
        title.move_to((self.laws_left, top, 0), aligned_edge=LEFT)
        law = EquationPanel(LAWS[rank], plate=False, size=theme.HEADING)
        if rank:
            for part in ("over", "under"):
                law.part(part).set_color(look.colour)
        law.move_to((self.laws_left + 0.2, top - 0.75, 0), aligned_edge=LEFT)
        value = self.screen.set(f"$=$ {kept:.3f}", theme.HEADING, look.colour).next_to(law, RIGHT, buff=0.25)
        where = self.screen.set(f"($kappa$ = {self.facts.condition:g})", theme.SMALL, theme.MUTED)
        where.next_to(value, RIGHT, buff=0.3)
        return VGroup(title, law, value, where)

    def _gains(self) -> VGroup:
        """Return why it is the root: both directions leave r, so the curvatures are as the squares of the sums."""
        top = self.laws_tops[2]
        title = self.screen.word("gains", theme.SMALL, LOOKS[1].colour)
        title.move_to((self.laws_left, top, 0), aligned_edge=LEFT)
        both = EquationPanel(
            "eta lambda_x = (1 - r)^2 comma quad eta lambda_y = (1 + r)^2", plate=False, size=theme.BODY
        )
        both.move_to((self.laws_left + 0.2, top - 0.5, 0), aligned_edge=LEFT)
        law = EquationPanel(
            f"(1 + r) / (1 - r) = {{{{ sqrt(kappa) : root }}}} = {np.sqrt(self.facts.condition):.2f}",
            {"root": LOOKS[1].colour},
            plate=False,
            size=theme.HEADING,
        )
        return VGroup(title, both, law.move_to((self.laws_left + 0.2, top - 1.3, 0), aligned_edge=LEFT))
