"""How far the cost lies above the lowest, against the sample gradients worked out: both axes logarithmic."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DashedLine, Mobject, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, polyline
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText
from scenes.components.text.number import Number

from .data_window import DataWindow
from .facts import LOW, Descent, Facts

LOOKS = {
    "single": theme.look("per_sample"),
    "mini": theme.look("mini_batch"),
    "full": theme.look("full_batch"),
    "falling": theme.Look(theme.INK, (), "diamond"),
}
LAW = theme.Look(theme.GRADIENT, (0.12, 0.1), "disc")
CORNERS = 260
"""Updates that are drawn of a run, spread evenly over a logarithmic axis."""


class CostChart:
    """Curves of all ways, by name: see ``LOOKS``.

    Attributes
    ----------
    ground, same
        Window and axes; what all runs have in common.
    curves, names
        A curve for each way, whose dial counts sample gradients, and its name.
    low
        A line at the excess that is asked for, and what the numbers at the foot of the next ones say.
    drops, products
        For each batch size a line down to the count at which it comes below; that count as updates times batch size.
    own
        The full batch at its own best rate: where it comes below, and by which rate.
    floors, end
        The floors, at the right; the end of the falling rate.
    falling_law, law_name
        The floor that small rates tend to, at what the falling rate has come to; its name.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        width, height = DataWindow.size
        self.last = float(facts.single.gradients[-1])
        bottom = 0.12 * min(float(one.excess.min()) for one in (facts.falling, facts.full))
        top = 40 * facts.start_excess
        self.plane = Plane(
            (1.0, 1.25 * self.last), (bottom, top), width=width, height=height, log_x=True, log_y=True
        )
        self.plane.move_to((DataWindow.corner[0] + width / 2, DataWindow.corner[1] + height / 2, 0))
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                (1, 10, 100, 1000, 10000),
                [power for power in (0.0001, 0.001, 0.01, 0.1, 1, 10) if bottom < power < top],
                x_name=screen["gradients_axis"],
                y_name=screen["excess"],
                language=screen.language,
            ),
        )
        self.curves = {
            key: Curve(self.plane, _held(getattr(facts, key)), look, width=4.5, head=0.2)
            for key, look in LOOKS.items()
        }
        self.same = screen.word("same", theme.SMALL)
        window = self.plane.window
        self.same.move_to((window.get_right()[0] - self.same.width / 2 - 0.15, window.get_top()[1] - 0.2, 0))
        line = DashedLine(
            *self.plane.to_scene([(x, LOW) for x in self.plane.x_range]), color=theme.MUTED, stroke_width=2.5
        )
        text = screen.word("low", theme.SMALL)
        text.move_to((window.get_right()[0] - text.width / 2 - 0.15, window.get_top()[1] - 0.52, 0))
        self.low = VGroup(line, text)
        self.names: dict[str, Label] = {}
        self.place_names(screen)
        self.drops = {key: self._drop(getattr(facts, key), LOOKS[key]) for key in ("single", "mini", "full")}
        self.products = {
            key: self._product(screen, getattr(facts, key), LOOKS[key]) for key in ("single", "mini", "full")
        }
        self.own = self._own_rate(screen)
        self.floors = {
            "single": self._at_the_right(facts.single.floor, ".2f", LOOKS["single"]),
            "mini": self._at_the_right(facts.mini.floor, ".3f", LOOKS["mini"]),
        }
        end = Number(facts.falling.end, ".4f", theme.SMALL, LOOKS["falling"].colour, anchor="right")
        last = self.plane.to_scene((self.last, facts.falling.end))
        self.end = end.place((last[0] - 0.1, last[1] - 0.4, 0))

        updates = np.geomspace(1.0, self.last, 120)
        self.falling_law = Curve(
            self.plane, np.stack([updates, facts.falling_floor(updates)], axis=-1), LAW, width=3.5, head=0
        )
        name = screen.word("falling_law", theme.SMALL, LAW.colour)
        # Below its level part there is room, whatever the runs do.
        level = self.plane.to_scene((1.0, float(facts.falling_floor(np.zeros(1))[0])))
        self.law_name = name.move_to((level[0] + 0.2 + name.width / 2, level[1] - 0.3, 0))

    def _drop(self, run: Descent, look: theme.Look) -> VGroup:
        """Draw a line from where a curve comes below the line asked for down to its count."""
        top, foot = self.plane.to_scene([(run.low_after, LOW), (run.low_after, self.plane.y_range[0])])
        number = Number(run.low_after, "d", theme.BODY, look.colour, anchor="right")
        number.place((top[0] - 0.08, foot[1] + 0.14, 0))
        return VGroup(DashedLine(top, foot, color=look.colour, stroke_width=2.5), number)

    def _product(self, screen: ScreenText, run: Descent, look: theme.Look) -> Label:
        """Write a count as updates times batch size, above it."""
        foot = self.plane.to_scene((run.low_after, self.plane.y_range[0]))
        text = screen.set(f"${run.low_updates} times {run.batch_size}$", theme.SMALL, look.colour)
        return text.move_to((foot[0] - 0.06 - text.width / 2, foot[1] + 0.68, 0))

    def _own_rate(self, screen: ScreenText) -> VGroup:
        """Draw the full batch at its own rate: level until the first update is paid for, then a fall."""
        run, look = self.facts.own, LOOKS["full"]
        after = float(run.excess[run.low_updates])
        corners = [(run.low_after, run.excess[0]), (run.low_after, max(after, 1.2 * self.plane.y_range[0]))]
        line = polyline([self.plane.to_scene(corners)], stroke_color=look.colour, stroke_width=4.5)
        foot = self.plane.to_scene((run.low_after, self.plane.y_range[0]))
        number = Number(run.low_after, "d", theme.BODY, look.colour, anchor="right")
        number.place((foot[0] - 0.08, foot[1] + 0.14, 0))
        product = self._product(screen, run, look).shift((-0.14, 0, 0))
        rate = screen.word("own_rate", theme.SMALL, look.colour)
        rate.move_to((foot[0] - 0.1 - rate.width / 2, foot[1] + 1.05, 0))
        # The mini-batch may come below at nearly as many gradients: then there is more room further up, and a plate
        # keeps its line behind the text.
        lines = [close_points(self.plane.to_scene(curve.points_data)) for curve in self.curves.values()]
        full = self.drops["full"][0]
        lines.append(close_points(np.array([full.get_start(), full.get_end()])))
        lines.append(close_points(self.plane.to_scene(corners)))
        taken: list[Mobject] = [*self.products.values(), *(drop[1] for drop in self.drops.values()), number]
        texts = [plated(product, 0.03), plated(rate, 0.03)]
        for text in texts:
            places = [
                text.get_center(),
                *(
                    np.array([foot[0] + side * (0.12 + text.width / 2), text.get_y() + up, 0.0])
                    for up in (0.0, 0.37, 0.74)
                    for side in (1, -1)
                ),
            ]
            taken.append(put_first_free(text, places, self.plane.window, taken, lines))
        return VGroup(line, number, *texts)

    def _at_the_right(self, value: float, form: str, look: theme.Look) -> VGroup:
        """Put a number outside the window, at its height, behind a bracket."""
        right, y = self.plane.window.get_right()[0], self.plane.to_scene((1.0, value))[1]
        bracket = polyline(
            [np.array([(right, y, 0), (right + 0.12, y, 0)])], stroke_color=look.colour, stroke_width=4
        )
        number = Number(value, form, theme.SMALL, look.colour)
        return VGroup(bracket, number.place((right + 0.17, y - 0.08, 0)))

    def place_names(self, screen: ScreenText) -> None:
        """Put each name beside its line, clear of all lines and of the names before it."""
        lines = [self.plane.to_scene(curve.points_data) for curve in self.curves.values()]
        fine = [np.concatenate([np.linspace(a, b, 12) for a, b in pairwise(one)]) for one in lines]
        fine.append(self.plane.to_scene([(x, LOW) for x in np.geomspace(*self.plane.x_range, 200)]))
        heights = np.geomspace(LOW, self.plane.y_range[0], 80)
        drops = [
            self.plane.to_scene([(run.low_after, y) for y in heights])
            for run in (self.facts.single, self.facts.mini, self.facts.full)
        ]
        window = self.plane.window
        bounds = (
            window.copy().stretch_to_fit_width(window.width - 0.3).stretch_to_fit_height(window.height - 0.2)
        )
        foot = window.copy().stretch_to_fit_height(0.85).align_to(window, np.array([0.0, -1.0, 0.0]))
        shares = {"single": 0.92, "mini": 0.99, "full": 0.7, "falling": 0.8}
        for key, look in LOOKS.items():
            name = screen.word(key, theme.SMALL, look.colour)
            places = []
            # As close to its line as may be; then as far right.
            ups = (0.3, -0.3, -0.25, 0.42, -0.42, 0.6, -0.6, -0.8, -1.0)
            # Above the mini-batch's line is the full batch's.
            for up in (-0.3, -0.36, -0.42, -0.5, -0.6, -0.8, -1.0) if key == "mini" else ups:
                for share in (shares[key], *np.linspace(1.0, 0.3, 57)):
                    here = self.plane.to_scene(self.curves[key].at(float(self.last**share)))
                    for aside in (
                        0.0,
                        *(side * (far * name.width + 0.15) for side in (-1, 1) for far in (0.5, 1.0)),
                    ):
                        places.append(here + np.array([aside, up, 0.0]))
            # Two names on top of each other would be taken for one of two lines.
            others = [
                *(one.copy().scale(1.2).stretch(2.2, 1) for one in self.names.values()), foot, self.same, self.low[1],
            ]  # fmt: skip
            # The falling rate is shown when those lines have gone.
            put_first_free(name, places, bounds, others, fine if key == "falling" else fine + drops)
            self.names[key] = name


def _held(run: Descent) -> np.ndarray:
    """Return corners of a run on logarithmic axes: an excess is held until the next update."""
    count = len(run.excess) - 1
    chosen = np.unique(np.geomspace(1, count, CORNERS).astype(int))
    x, y = [1.0], [float(run.excess[0])]
    before = 0
    for update in chosen:
        at = float(run.gradients[update])
        if update == before + 1 and at > x[-1] * 1.02:
            x.append(at * 0.999)
            y.append(float(run.excess[before]))
        if at <= x[-1]:
            at = x[-1] * 1.001
        x.append(at)
        y.append(float(run.excess[update]))
        before = update
    return np.stack([x, y], axis=-1)
