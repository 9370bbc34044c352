"""Every ε, or every η, in one sweep: the run that it makes on a small map, a cursor on the chart beside it."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.number import Number

from .facts import Facts


class Sweep(Dialled):
    """The run of one method at every length that is tried; ``dial`` goes from the smallest, 0, to the largest, 1.

    Parameters
    ----------
    chart
        Whose abscissa is the length.
    lengths, points
        What is tried, ``(n,)``, and where each run is after each step, ``(k + 1, n, 2)``.
    place
        Left edge, middle height, width and height of the map.
    value
        Where the length is told; the run is not that of a mark on the chart until the cursor is there.

    Attributes
    ----------
    map
        The ground that the runs are on.
    cursor
        Where the dial is on the chart.
    """

    def __init__(
        self,
        chart: Plane,
        facts: Facts,
        lengths: np.ndarray,
        points: np.ndarray,
        look: theme.Look,
        place: tuple[float, float, float, float],
        value: Number,
    ) -> None:
        super().__init__()
        self.chart, self.lengths, self.walks, self.value = chart, lengths, points, value
        left, middle, width, height = place
        start = facts.run.x[0]
        corners = np.array([start, -0.2 * start, (start[0], -start[1])])
        plane = Plane.around(corners, width, height, margin=0.06).move_to((left + width / 2, middle, 0))
        goal = Goal(0.14).move_to(plane.to_scene((0.0, 0.0)))
        self.map = VGroup(ContourMap(plane, facts.objective.load()), goal)
        self.path = ChangingPath(plane, look, width=3.0, head=0.18)
        foot, head = (chart.to_scene((lengths[0], end)) for end in chart.y_range)
        self.cursor = DashedLine(foot, head, color=look.colour, stroke_width=2, dash_length=0.12)
        self.add(self.cursor, self.path, value)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Lay the run with the length in this place, tell it, and stand there on the chart."""
        place = round(dial * (len(self.lengths) - 1))
        self.path.put(self.walks[:, place])
        self.value.set_dial(float(self.lengths[place]))
        self.cursor.set_x(float(self.chart.to_scene((self.lengths[place], 1.0))[0]))
