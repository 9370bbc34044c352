"""How far the cost lies above the lowest, against the sample gradients worked out: both axes logarithmic."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.placement import put_first_free
from scenes.components.text.label import Label, ScreenText

from .data_window import DataWindow
from .facts import LOW, Descent, Facts

LOOKS = {
    "single": theme.look("per_sample"),
    "mini": theme.look("mini_batch"),
    "full": theme.look("full_batch"),
    "falling": theme.Look(theme.BLUE, (), "diamond"),
}
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
        A line at the excess that is asked for, and who comes below it when.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        width, height = DataWindow.size
        self.last = float(facts.single.gradients[-1])
        bottom = 0.5 * min(float(one.excess.min()) for one in (facts.falling, facts.full))
        top = 3 * facts.start_excess
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
        self.names: dict[str, Label] = {}
        self.place_names(screen)
        self.same = screen.word("same", theme.SMALL)
        low, high = self.plane.window.get_left(), self.plane.window.get_bottom()
        self.same.move_to((low[0] + 0.2 + self.same.width / 2, high[1] + 0.75, 0))
        line = DashedLine(
            *self.plane.to_scene([(x, LOW) for x in self.plane.x_range]), color=theme.MUTED, stroke_width=2.5
        )
        text = screen.word("low", theme.SMALL)
        text.move_to((low[0] + 0.2 + text.width / 2, high[1] + 0.32, 0))
        self.low = VGroup(line, text)

    def place_names(self, screen: ScreenText) -> None:
        """Put each name beside its line, clear of all lines and of the names before it."""
        lines = [self.plane.to_scene(curve.points_data) for curve in self.curves.values()]
        fine = [np.concatenate([np.linspace(a, b, 12) for a, b in pairwise(one)]) for one in lines]
        fine.append(self.plane.to_scene([(x, LOW) for x in np.geomspace(*self.plane.x_range, 200)]))
        window = self.plane.window
        bounds = (
            window.copy().stretch_to_fit_width(window.width - 0.3).stretch_to_fit_height(window.height - 0.2)
        )
        foot = window.copy().stretch_to_fit_height(1.0).align_to(window, np.array([0.0, -1.0, 0.0]))
        shares = {"single": 0.92, "mini": 0.99, "full": 0.7, "falling": 0.8}
        for key, look in LOOKS.items():
            name = screen.word(key, theme.SMALL, look.colour)
            places = []
            for share in (shares[key], *np.linspace(1.0, 0.3, 15)):
                here = self.plane.to_scene(self.curves[key].at(float(self.last**share)))
                for up in (0.3, -0.3, 0.42, -0.42):
                    for aside in (0.0, -0.5 * name.width - 0.15, 0.5 * name.width + 0.15):
                        places.append(here + np.array([aside, up, 0.0]))
            put_first_free(name, places, bounds, [*self.names.values(), foot], fine)
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
