"""Eigenvalues of random symmetric matrices as a cloud: two coins, until the entry beside the diagonal comes in."""

from __future__ import annotations

import numpy as np
from manim import Rectangle, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.point_cloud import PointCloud
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts

REACH = 4.6


def cut_row(screen: ScreenText) -> VGroup:
    """Return the cuts through a flat point along six directions, of which one bends down, and what that makes it."""
    row, x = VGroup(), np.linspace(-1.0, 1.0, 31)
    middles = np.linspace(theme.STAGE_LEFT + 1.2, theme.STAGE_RIGHT - 1.2, 6)
    for rank, middle in enumerate(middles):
        down = rank == 3
        height = (-1.2 if down else 0.7 + 0.22 * (2 * rank % 5)) * x**2
        points = np.column_stack([middle + 0.9 * x, 1.3 * height + 0.2, np.zeros_like(x)])
        row.add(polyline([points], stroke_color=theme.INK, stroke_width=6))
        row.add(marker("disc", 0.24, theme.INK).move_to((middle, 0.2, 0)))
        sign = screen.set("$-$" if down else "$+$", theme.TITLE, theme.INK)
        row.add(sign.move_to((middle, 0.95 if down else -0.5, 0)))
    told = screen.word("one_down", theme.HEADING)
    row.add(told.move_to((0, -2.15, 0)))
    return row


class CoinView(Dialled):
    """``dial`` is the share of the entry beside the diagonal, from 0 to 1.

    Attributes
    ----------
    frame
        Axes, and the quarter in which both eigenvalues are positive.
    minimum, coins
        When a flat point is a minimum; what coins would say of that.
    quarters
        Where both are positive, and what coins say of all four quarters.
    matrix, law
        The matrix, and its eigenvalues as a formula.
    gauges
        The share of c, and how many of the matrices have both positive.
    exact
        What the second is by theory, at the whole of c.
    """

    side, middle = 4.6, (-3.7, 0.2, 0.0)
    left, right = 0.3, theme.STAGE_RIGHT

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.pairs = facts.pairs
        self.plane = Plane((-REACH, REACH), (-REACH, REACH), width=self.side, height=self.side)
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            (-4, -2, 0, 2, 4), (-4, -2, 0, 2, 4),
            x_name=screen["first_axis"], y_name=screen["second_axis"], language=screen.language,
        )  # fmt: skip
        quarter = Rectangle(width=self.side / 2, height=self.side / 2, stroke_width=0)
        quarter.set_fill(theme.GOAL, opacity=0.28)
        quarter.move_to(
            self.plane.window.get_corner(np.array([1.0, 1.0, 0.0])), aligned_edge=np.array([1.0, 1.0, 0.0])
        )
        name = screen.word("positive", theme.SMALL, theme.GOAL)
        corner = self.plane.window.get_corner(np.array([1.0, 1.0, 0.0]))
        name.move_to(corner + np.array([-0.15 - name.width / 2, -0.25, 0]))
        self.frame = VGroup(quarter, self.plane, axes)
        signs = (("+", "+"), ("-", "+"), ("-", "-"), ("+", "-"))
        self.quarters = VGroup(plated(name))
        for first, second in signs:
            text = screen.set(f"${first} thin {second}$: $1\\/4$", theme.HEADING)
            # In the corners, there are few dots.
            reach = (self.side / 2 - 0.2 - text.width / 2, 1.6)
            centre = [far if sign == "+" else -far for far, sign in zip(reach, (first, second), strict=True)]
            self.quarters.add(plated(text.move_to(self.plane.window.get_center() + np.array([*centre, 0.0]))))
        self.cloud = PointCloud(
            self.plane, self.pairs.eigenvalues(0.0), theme.INK, diameter=0.045, opacity=0.7
        )
        self.coupling = self.number_bar(screen, "coupling", -1.2, theme.GRADIENT)
        self.positive = self.number_bar(screen, "positive", -1.95, theme.GOAL)
        self.add(self.cloud, *self.coupling[1:], *self.positive[1:])
        self.gauges = VGroup(self.coupling[0], self.positive[0])
        self.drawn = self._line(screen, "drawn_pairs", theme.SMALL, theme.MUTED, -2.42)
        self.coins = self._line(screen, "coins", theme.HEADING, theme.INK, 1.85)
        self.minimum = self._line(screen, "minimum_if", theme.BODY, theme.GOAL, 2.55)
        self.matrix = VGroup(
            EquationPanel(
                "mat(a, {{ c : one }}; {{ c : two }}, b)",
                dict.fromkeys(("one", "two"), theme.GRADIENT),
                plate=False,
            ),
            screen.word("matrix_of", theme.SMALL, theme.MUTED),
        ).arrange(np.array([1.0, 0.0, 0.0]), buff=0.4)
        self.matrix.move_to((self.left + self.matrix.width / 2, 0.95, 0))
        self.law = EquationPanel(
            "lambda = (a + b)/2 plus.minus sqrt(((a - b)/2)^2 + {{ c^2 : beside }})",
            {"beside": theme.GRADIENT},
            plate=False,
            size=theme.BODY,
        )
        self.law.move_to((self.left + self.law.width / 2, -0.15, 0))
        self.exact = self._line(screen, "exact_pair", theme.BODY, theme.GOAL, -2.82)
        self.set_dial(0.0)

    def number_bar(self, screen: ScreenText, key: str, y: float, colour: str) -> tuple[VGroup, Bar, Number]:
        """Return a name, a bar of up to its whole, and a number behind it."""
        name = screen.word(key, theme.SMALL, colour)
        name.move_to((self.left + name.width / 2, y + 0.33, 0))
        bar = Bar((self.left, y, 0), 4.6, colour, thickness=0.26)
        number = Number(0.0, ".1%", theme.BODY, colour).place((self.left + 4.75, y - 0.1, 0))
        return VGroup(name), bar, number

    def _line(self, screen: ScreenText, key: str, size: float, colour: str, y: float) -> VGroup:
        text = screen.word(key, size, colour)
        return VGroup(text.move_to((self.left + text.width / 2, y, 0)))

    def show(self, dial: float) -> None:
        """Multiply c by the dial."""
        self.cloud.put(self.pairs.eigenvalues(dial))
        share = self.pairs.both_positive(dial)
        for (_, bar, number), value in ((self.coupling, dial), (self.positive, share)):
            bar.set_dial(value)
            number.set_dial(value)
            number.place(bar.end + np.array([0.15, -0.1, 0.0]))
