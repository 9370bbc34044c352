"""The cost over both weights, and on it which way samples, batches and all samples point."""

from __future__ import annotations

import math

import numpy as np
from manim import DOWN, RIGHT, VGroup

from optimlib.objectives.quadratic import Quadratic
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.data_plot import sample_disc
from scenes.components.axes.plane import Plane, polyline, set_pieces
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import backing, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .noisy_descent import Fit

FULL = theme.look("full_batch").colour
AWAY = theme.INK
"""The colour of what points away from the full batch."""


class GradientMap:
    """The right half of the stage.

    Attributes
    ----------
    ground, name
        The map with its goal, and what is mapped.
    here
        Where descent starts.
    full, singles
        Against the gradient of the full batch, and of batches of any size (:class:`BatchArrows`).
    links
        Numbers at three of them: those of the samples lit up beside the map.
    spread
        A circle round the full batch's arrow, whose dial is the batch size: the scatter of the means.
    right_angle
        What parts those that point away from the full batch.
    size_number
        The batch size shown.
    """

    corner, size = (0.95, -2.2), (5.75, 4.65)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        width, height = self.size
        start = np.array(facts.start)
        tips = start + facts.arrows[:, 0]
        held = np.vstack([tips, [start, facts.fit.best, facts.fit.best + 0.7]])
        self.plane = Plane.around(held, width, height, margin=0.05)
        self.plane.move_to((self.corner[0] + width / 2, self.corner[1] + height / 2, 0))
        self.map = ContourMap(self.plane, bowl(facts.fit))
        self.goal = Goal().move_to(self.plane.to_scene(facts.fit.best))
        self.axes = self._axes(screen)
        self.ground = VGroup(self.map, self.axes, self.goal)
        # The old samples' cost over the same weights.
        old = ContourMap(self.plane, bowl(facts.exact))
        self.old_map, self.old_goal = old, Goal().move_to(self.plane.to_scene(facts.exact.best))
        top, bottom = self.plane.window.get_top()[1], self.plane.window.get_bottom()[1]
        left, right = self.plane.window.get_left()[0], self.plane.window.get_right()[0]
        name = screen.word("cost", theme.SMALL, theme.MUTED)
        self.name = name.move_to((right - name.width / 2, top + 0.26, 0))
        rule = screen.word("arrow_rule", theme.SMALL, theme.MUTED)
        self.rule = rule.move_to((left + rule.width / 2, bottom - 0.65, 0))
        one_run = screen.word("one_run", theme.SMALL, theme.MUTED)
        self.one_run = one_run.move_to((left + one_run.width / 2, bottom - 0.65, 0))
        self.origin = self.plane.to_scene(start)
        self.here = marker("disc", 0.22, theme.INK, rim=True).move_to(self.origin)
        tip = self.plane.to_scene(start + facts.full_descent)
        self.full = Arrows(self.origin, tip, FULL, width=0.13, head=0.36)
        self.full.set_stroke(theme.BACKGROUND, width=3, background=True)
        self.singles = BatchArrows(self)
        full_name = screen.word("full_step", theme.BODY, FULL)
        self.full_name = plated(full_name.move_to((left + full_name.width / 2 + 0.2, bottom + 0.35, 0)))
        single = screen.word("single_steps", theme.SMALL, theme.GRADIENT)
        self.single_name = plated(single.move_to((left + single.width / 2 + 0.2, top - 0.36, 0)))
        away = screen.word("away", theme.SMALL, AWAY)
        self.away_name = plated(away.move_to((left + away.width / 2 + 0.2, top - 0.86, 0)))
        size = screen.word("in_batch", theme.SMALL, theme.GRADIENT)
        size.move_to((right - size.width / 2 - 0.55, bottom + 0.8, 0))
        self.size_number = Number(facts.largest, "d", theme.TITLE, theme.GRADIENT, anchor="right")
        self.size_number.place((right - 0.6, bottom + 0.2, 0))
        self.size_name = VGroup(backing(size, self.size_number, buff=0.08), size)
        self.size_number.set_dial(1)
        self.links = VGroup()
        for rank, arrow in enumerate(facts.linked):
            along = self.plane.to_scene(start + facts.arrows[arrow, 0]) - self.origin
            length = float(np.linalg.norm(along))
            place = self.origin + along / length * max(length + 0.2, 0.38)
            self.links.add(sample_disc(rank + 1, 0.36).move_to(place))
        self.spread = Spread(self)
        spread = screen.word("spread", theme.SMALL)
        self.spread_name = plated(spread.move_to((left + spread.width / 2 + 0.2, top - 0.9, 0)))
        across = facts.full_descent[::-1] * (-1, 1)
        ends = np.array([start + reach * across / np.linalg.norm(across) for reach in (-9, 9)])
        self.right_angle = polyline(
            self.plane.clip(self.plane.to_scene(ends)), stroke_color=AWAY, stroke_width=2.5
        )

    def _axes(self, screen: ScreenText) -> VGroup:
        """Draw whole numbers at both edges, the names at their ends."""
        x, y = (
            [tick for tick in range(math.ceil(low), math.ceil(high)) if high - tick > 0.35]
            for low, high in (self.plane.x_range, self.plane.y_range)
        )
        axes = self.plane.axes(x, y, y_name="$b$")
        corner = self.plane.window.get_corner(RIGHT + DOWN)
        return axes.add(
            screen.set("$w$", theme.SMALL, theme.MUTED).move_to(corner + np.array([-0.1, -0.27, 0]))
        )


def bowl(fit: Fit) -> Quadratic:
    """Return the excess cost of a fit as an objective."""
    curvatures, axes = np.linalg.eigh(fit.hessian)
    return Quadratic(
        tuple(map(float, curvatures)), math.atan2(axes[1, 0], axes[0, 0]), tuple(map(float, fit.best))
    )


class BatchArrows(Dialled):
    """Against the mean gradient of each batch, ``dial`` being the batch size; the first batch is bold."""

    def __init__(self, gradient_map: GradientMap) -> None:
        super().__init__()
        self.owner = gradient_map
        origin = gradient_map.origin
        self.many = Arrows(origin, origin, theme.GRADIENT, width=0.035, head=0.16, opacity=0.75)
        self.away = Arrows(origin, origin, AWAY, width=0.05, head=0.16)
        self.bold = Arrows(origin, origin, theme.GRADIENT, width=0.09, head=0.26)
        self.bold.set_opacity(0)
        self.add(self.many, self.away, self.bold)
        self.set_dial(1)

    def show(self, dial: float) -> None:
        """Draw the means of batches of ``dial`` samples, a whole number."""
        owner = self.owner
        arrows = owner.facts.arrows[:, round(dial) - 1]
        tips = owner.plane.to_scene(np.array(owner.facts.start) + arrows)
        away = arrows @ owner.facts.full_descent < 0
        for some, which in ((self.many, ~away), (self.away, away)):
            some.point(np.broadcast_to(owner.origin, tips[which].shape), tips[which])
        self.bold.point(owner.origin, tips[0])


class Spread(Dialled):
    """A circle with the root mean square scatter of means, ``dial`` being the batch size."""

    def __init__(self, gradient_map: GradientMap) -> None:
        super().__init__()
        facts, plane = gradient_map.facts, gradient_map.plane
        self.middle = np.array(facts.start) + facts.full_descent
        self.plane = plane
        self.single = float(np.sqrt(np.mean(np.sum((facts.descents - facts.full_descent) ** 2, axis=1))))
        self.line = polyline([], stroke_color=theme.INK, stroke_width=3.5)
        self.add(self.line)
        self.set_dial(1)

    def show(self, dial: float) -> None:
        """Draw the circle for batches of ``dial`` samples."""
        turn = np.linspace(0, 2 * np.pi, 73)
        ring = self.middle + self.single / math.sqrt(dial) * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        set_pieces(self.line, self.plane.clip(self.plane.to_scene(ring)))


class Tail(Dialled):
    """The last positions of a run on the map, ``dial`` being the sample gradients worked out."""

    last = 40
    """Positions that are seen."""

    def __init__(self, plane: Plane, path: np.ndarray, batch_size: int, look: theme.Look) -> None:
        super().__init__()
        self.plane, self.path, self.batch_size = plane, path, batch_size
        self.casing = polyline([], stroke_color=theme.CASING, stroke_width=5.5, stroke_opacity=0.7)
        self.line = polyline([], stroke_color=look.colour, stroke_width=2.5)
        self.head = marker(look.marker, 0.24, look.colour, rim=True)
        self.add(self.casing, self.line, self.head)
        self.set_dial(0)

    def show(self, dial: float) -> None:
        """Draw where the run has been lately."""
        reached = min(int(dial / self.batch_size + 1e-9), len(self.path) - 1)
        recent = self.path[max(reached - self.last, 0) : reached + 1]
        pieces = self.plane.clip(self.plane.to_scene(recent)) if len(recent) > 1 else []
        set_pieces(self.casing, pieces)
        set_pieces(self.line, pieces)
        self.head.move_to(self.plane.to_scene(recent[-1]))
