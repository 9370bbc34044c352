"""The valley widens into a round bowl, and plain descent's path becomes another one on the way."""

from __future__ import annotations

from manim import VGroup

from optimlib.objectives.quadratic import Quadratic
from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled

from .changing_valley import ChangingValley
from .facts import Facts
from .own_rate import RateChart


class WideningValley(Dialled):
    """The valley and plain descent in it; the dial goes from the valley, 0, to the round bowl, 1, by equal factors.

    Attributes
    ----------
    valley, path
        The ground, and plain descent's run on it.
    """

    def __init__(self, facts: Facts, plane: Plane, look: theme.Look) -> None:
        super().__init__()
        self.facts = facts

        def ground(share: float) -> Quadratic:
            return Quadratic((facts.curvature_x, facts.across(share)))

        self.valley = ChangingValley(plane, ground, facts.objective.load().levels, 0.0)
        self.path = ChangingPath(plane, look, points=facts.steps + 1, head=0.22)
        self.add(self.valley, self.path)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Widen the valley so far, and let plain descent run in it."""
        self.valley.set_dial(dial)
        self.path.put(self.facts.plain_across(self.facts.across(dial)))


class SlidingRate(Dialled):
    """What the rate chart shows of y, without its numbers, while the curvature across changes."""

    def __init__(self, facts: Facts, chart: RateChart) -> None:
        super().__init__()
        self.facts, self.chart = facts, chart
        (ring, _), (arrow, factor), (dot, _) = chart.wishes[1], chart.shifts[1], chart.rates[1]
        self.add(VGroup(ring, arrow, factor, dot))
        self.dial = 0.0

    def show(self, dial: float) -> None:
        """Put the ring at one over the curvature, and all else as far beside it as it was."""
        wished = float(self.chart.plane.to_scene((1 / self.facts.across(dial), 0.0))[0])
        self[0].shift((wished - self[0][0].get_x(), 0.0, 0.0))
