"""The loss of each batch, two ways to smooth it, and the cost that nobody sees in training."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, polyline
from scenes.components.text.label import Label, ScreenText
from scenes.components.text.number import Number

from .facts import KAISER_BETA, SHOWN_LOSSES, Facts

LOOKS = {
    "batch_loss": theme.Look(theme.MUTED, (), "disc"),
    "moving": theme.Look(theme.ORANGE, (), "square"),
    "kaiser": theme.Look(theme.SKY, (0.24, 0.07), "diamond"),
    "true_cost": theme.Look(theme.INK, (), "ring"),
}


class SmoothingChart:
    """A window on the left; beside it the weights of both windows and a row of numbers for each curve.

    Attributes
    ----------
    ground, curves
        Window and axes; the curves by key of ``LOOKS``, whose dials are updates.
    weights
        The weights of the moving average and of the Kaiser window, below a heading.
    entries
        What each curve is called, at the left of its row.
    heads, starts, offs
        Headings of both columns; for each curve its value at the start, and how far it typically lies off the cost.
    """

    corner, size = (-5.95, -2.2), (7.2, 4.65)
    column = 1.75
    edges = (5.5, 6.65)
    seen = ("batch_loss", "moving", "kaiser")
    """Curves that are seen in training."""
    rows = (-0.3, -0.95, -1.6, -2.25)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        series = {
            "batch_loss": facts.losses,
            "moving": facts.moving,
            "kaiser": facts.kaiser,
            "true_cost": facts.costs,
        }
        low = 0.85 * min(map(np.min, series.values()))
        high = 1.3 * max(map(np.max, series.values()))
        self.plane = Plane((0, SHOWN_LOSSES), (low, high), width=width, height=height, log_y=True)
        self.plane.move_to((self.corner[0] + width / 2, self.corner[1] + height / 2, 0))
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                nice_ticks(SHOWN_LOSSES),
                [tick for tick in (0.5, 1, 2, 5, 10) if low < tick < high],
                x_name=screen["updates_axis"],
                y_name=screen["loss_axis"],
                language=screen.language,
            ),
        )
        self.curves, self.entries = {}, {}
        for key, y in zip(LOOKS, self.rows, strict=True):
            look, values = LOOKS[key], series[key]
            wide = 2.0 if key == "batch_loss" else 4.5
            points = np.stack([np.arange(len(values)), values], axis=-1)
            self.curves[key] = Curve(
                self.plane, points, look, width=wide, head=0 if key == "batch_loss" else 0.16
            )
            entry = legend_entry(look, screen.word(key, theme.SMALL, look.colour), length=0.5)
            self.entries[key] = entry.move_to((self.column + entry.width / 2, y, 0))
        self.heads = VGroup(
            *(
                self._head(screen, key, edge)
                for key, edge in zip(("at_start", "off"), self.edges, strict=True)
            )
        )
        self.starts = {key: self._number(series[key][0], ".1f", key, 0) for key in LOOKS}
        self.offs = {
            key: self._number(facts.scatter(series[key]), ".2f", key, 1) for key in LOOKS if key in self.seen
        }
        # What is to be seen stands in the row of the only curve that can show it.
        self.floor = self._number(facts.mini.floor, ".3f", "true_cost", 1)
        name = screen.word("floor", theme.SMALL, theme.MUTED)
        name.move_to((self.edges[1] - name.width / 2, self.rows[-1] - 0.4, 0))
        self.floor = VGroup(self.floor, name)
        self.weights = self._weights(facts, screen)

    def _head(self, screen: ScreenText, key: str, edge: float) -> Label:
        head = screen.word(key, theme.SMALL, theme.MUTED, width=1.2, align="right")
        return head.move_to((edge - head.width / 2, 0.42, 0))

    def _number(self, value: float, form: str, key: str, column: int) -> Number:
        number = Number(float(value), form, theme.BODY, LOOKS[key].colour, anchor="right")
        return number.place((self.edges[column], self.rows[list(LOOKS).index(key)] - 0.1, 0))

    def _weights(self, facts: Facts, screen: ScreenText) -> VGroup:
        """Draw both windows as outlines from zero, one beside the other on one scale."""
        window, base, tall, wide = facts.window, 1.1, 0.85, 4.4
        kaiser = np.kaiser(window, KAISER_BETA)
        shapes = {"moving": np.full(window, 1 / window), "kaiser": kaiser / kaiser.sum()}
        top = max(shape.max() for shape in shapes.values())
        x = np.linspace(self.column + 0.1, self.column + wide, window)
        head = screen.word("weights", theme.SMALL, theme.MUTED, width=4.9)
        head.move_to((self.column + head.width / 2, base + tall + 0.5, 0))
        group = VGroup(head)
        for key, shape in shapes.items():
            heights = np.concatenate([[0.0], shape, [0.0]]) * tall / top + base
            corners = np.stack([np.concatenate([[x[0]], x, [x[-1]]]), heights, np.zeros(window + 2)], axis=-1)
            group.add(polyline([corners], stroke_color=LOOKS[key].colour, stroke_width=4))
        group.add(
            polyline(
                [np.array([(x[0] - 0.1, base, 0), (x[-1] + 0.1, base, 0)])],
                stroke_color=theme.MUTED,
                stroke_width=2,
            )
        )
        return group
