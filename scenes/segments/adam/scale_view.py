"""The same loss at every scale: what becomes of three paths, and how long they are."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts
from .looks import LOOKS, MEAN, ROOT

METHODS = {"rival": LOOKS["rival"], "adam": LOOKS["own"]}
LEAST, MOST = 1e-4, 1e3
"""Lengths that are shown."""


class Scales(Dialled):
    """Paths of Adam and momentum at the scale 10 to the ``dial``, and their lengths between 1 and there.

    Attributes
    ----------
    drawn
        Between which exponents lengths are drawn already.
    """

    def __init__(self, facts: Facts, plane: Plane, chart: Plane) -> None:
        super().__init__()
        self.sweep, self.chart = facts.sweep, chart
        points = {"adam": facts.steps + 1, "rival": 0}
        self.paths = {
            name: ChangingPath(plane, look, points=points[name], width=4.0 if name == "adam" else 2.5)
            for name, look in METHODS.items()
        }
        self.dots = {name: marker(look.marker, 0.26, look.colour, rim=True) for name, look in METHODS.items()}
        self.lengths = {
            name: VMobject(stroke_color=look.colour, stroke_width=3.5) for name, look in METHODS.items()
        }
        self.rule = VMobject(stroke_color=theme.INK, stroke_width=2)
        self.drawn = (0.0, 0.0)
        self.add(*self.paths.values(), self.rule, *self.lengths.values(), *self.dots.values())
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Lay the paths at a scale."""
        rank = self.sweep.near(10.0**dial)
        scale = float(self.sweep.scales[rank])
        low, high = self.chart.to_scene([(scale, LEAST), (scale, MOST)])
        self.rule.set_points_as_corners([low, high])
        for name, path in self.paths.items():
            path.put(getattr(self.sweep, name)[:, rank])
            low_end, high_end = min(self.drawn[0], dial), max(self.drawn[1], dial)
            first, last = self.sweep.near(10.0**low_end), self.sweep.near(10.0**high_end)
            lengths = self.sweep.length(name)
            shown = np.stack([self.sweep.scales, np.minimum(lengths, 10 * MOST)], axis=-1)[first : last + 1]
            shown = shown[np.isfinite(shown[:, 1])]
            set_pieces(self.lengths[name], self.chart.clip(self.chart.to_scene(shown)))
            length = float(lengths[rank])
            seen = LEAST <= length <= MOST
            place = self.chart.to_scene((scale, length if seen else LEAST))
            self.dots[name].move_to(place).set_opacity(1.0 if seen else 0.0)


class Lens(Dialled):
    """Adam's path at the scale 10 to the ``dial``, through a lens."""

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.sweep = facts.sweep
        look = theme.Look(LOOKS["own"].colour, (), LOOKS["own"].marker)
        self.path = ChangingPath(plane, look, width=7.0)
        self.add(self.path)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Lay the path at a scale."""
        self.path.put(self.sweep.adam[:, self.sweep.near(10.0**dial)])


def _beside(scale: float) -> tuple[tuple[float, float], np.ndarray]:
    """Return where Adam's name begins or ends: right of the scale that is shown, or left of one that is large."""
    return ((4e3, 8.3), LEFT) if scale < 2e3 else ((scale / 3, 14.0), RIGHT)


class ScaleView:
    """A map and a chart of lengths over the scale of the loss.

    Attributes
    ----------
    ground
        Map, window and axes of the chart.
    scales, readout
        See :class:`Scales`; the scale as a number.
    names
        By method, its name at its curve.
    gone, limit, cancelled, notes
        Where momentum has gone; from which scale on it diverges; what becomes of m over √v; what is told of Adam at
        the greater scale (``same``) and at the small one (``agrees``).
    lens, zoom_ground, alone
        Adam's path through a lens, for every scale; the lens; the path of m alone there, at the small scale.
    floor, mean
        Where gradients are below ε; the line of m alone, whole, and its name.
    """

    map_size, map_middle = (5.35, 3.9), (theme.STAGE_LEFT + 2.675, 0.75, 0.0)
    size, middle = (6.15, 4.2), (3.4, 0.3, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        start, width, height = facts.own.x[0], *self.map_size
        corners = np.array([start, (start[0], -start[1]), -0.2 * start])
        self.map = Plane.around(corners, width, height, margin=0.06).move_to(self.map_middle)
        goal = Goal(0.16).move_to(self.map.to_scene((0.0, 0.0)))
        sweep = facts.sweep
        span = (float(sweep.scales[0]), float(sweep.scales[-1]))
        self.chart = Plane(
            span, (LEAST, MOST), width=self.size[0], height=self.size[1], log_x=True, log_y=True
        )
        self.chart.move_to(self.middle)
        axes = self.chart.axes(x_name="", y_name=screen["length_axis"], language=screen.language)
        name = screen.word("scale_axis", theme.SMALL, theme.MUTED)
        name.move_to(self.chart.window.get_bottom() + np.array([0.0, -0.7, 0.0]))
        powers = power_ticks(self.chart, range(-12, 7, 3), range(-4, 4))
        self.ground = VGroup(
            ContourMap(self.map, facts.objective.load()), goal, self.chart, axes, powers, name
        )
        self.scales = Scales(facts, self.map, self.chart)
        left = self.map.window.get_left()[0]
        self.readout = Readout(
            screen["loss_scale"],
            ".2f",
            left,
            -1.75,
            3.1,
            language=screen.language,
            value=0.0,
            size=theme.HEADING,
        )
        self.names = {
            "adam": self._name("adam_short", LOOKS["own"].colour, *_beside(facts.scale)),
            "rival": self._name("momentum_short", LOOKS["rival"].colour, (3.0, 90.0), RIGHT),
        }
        lengths = np.stack([sweep.scales, np.minimum(sweep.length("rival"), 10 * MOST)], axis=-1)
        drawn = self.chart.clip(self.chart.to_scene(lengths[np.isfinite(lengths[:, 1])]))
        put_first_free(
            self.names["rival"],
            [self.names["rival"].get_center() + np.array([x, 0.0, 0.0]) for x in (0.0, -0.3, -0.6, -0.9)],
            self.chart.window,
            lines=[close_points(line) for line in drawn],
        )
        self.notes = {
            key: plated(screen.word(key, theme.BODY, colour, width=5.3), 0.0).move_to(
                (left, -2.5, 0), aligned_edge=LEFT
            )
            for key, colour in (
                ("same", LOOKS["own"].colour),
                ("agrees", LOOKS["mean"].colour),
            )
        }
        self.gone = plated(screen.word("gone", theme.SMALL, LOOKS["rival"].colour), 0.06)
        self.gone.move_to(self.map.window.get_top() + np.array([0.0, -0.35, 0.0]))
        times = f"{facts.scale:g}"
        self.cancelled = EquationPanel(
            f"({times} thin {{{{ hat(m) : m }}}}) "
            f"/ ({times} thin {{{{ sqrt(hat(v)) : v }}}} + {{{{ epsilon : e }}}})",
            {"m": MEAN, "v": ROOT, "e": theme.WARNING},
            plate=False,
        ).move_to((left + 4.2, -1.75, 0))
        self.floor, self.limit = self._floor(), self._limit()
        self.zoom_ground, self.lens, self.alone = self._zoom()
        self.mean = VGroup(
            self._curve("mean", LOOKS["mean"]),
            self._name("mean_short", LOOKS["mean"].colour, (5e-7, 400.0), LEFT),
        )

    def _curve(self, name: str, look: theme.Look) -> Dialled:
        lengths = self.facts.sweep.length(name)
        points = np.stack([self.facts.sweep.scales, lengths], axis=-1)
        # Beyond the window there is nothing to see, and no room to draw it with.
        shown = np.isfinite(lengths) & (lengths < 1e3 * MOST)
        curve = Curve(self.chart, points[shown], look, width=3.5, head=0)
        return curve.set_dial(float(points[shown][-1, 0]))

    def _zoom(self) -> tuple[VGroup, Lens, TrajectoryPath]:
        """Magnify what is around the start, until paths at the small scale are seen."""
        sweep, width, height = self.facts.sweep, 2.0, 2.9
        rank = sweep.near(self.facts.small)
        unit = self.map.unit * self.facts.magnified
        middle = (sweep.adam[0, rank] + sweep.adam[-1, rank]) / 2
        (x0, y0), (x1, y1) = (middle + sign * np.array([width, height]) / unit / 2 for sign in (-1, 1))
        lens = Plane((x0, x1), (y0, y1), width=width, height=height)
        lens.move_to(self.map.window.get_corner(DOWN + RIGHT) + np.array([-1.25, 1.65, 0.0]))
        lens.window.set_stroke(theme.INK, width=2.5).set_fill(theme.BACKGROUND, opacity=1.0)
        name = plated(self.screen.word("magnified", theme.SMALL, theme.INK), 0.05)
        name.next_to(lens, UP, buff=0.08)
        alone = TrajectoryPath(lens, sweep.mean[:, rank], LOOKS["mean"], width=2.5, markers=False)
        return VGroup(lens, name), Lens(self.facts, lens), alone

    def _name(self, key: str, colour: str, at: tuple[float, float], side: np.ndarray | None = None) -> VGroup:
        text = plated(self.screen.word(key, theme.SMALL, colour), 0.05)
        place = self.chart.to_scene(at)
        return text.move_to(place) if side is None else text.move_to(place, aligned_edge=side)

    def _limit(self) -> VGroup:
        """Mark the scale from which on momentum diverges."""
        low, high = self.chart.to_scene([(self.facts.rival_limit, y) for y in (LEAST, MOST)])
        line = DashedLine(low, high, color=LOOKS["rival"].colour, stroke_width=2, dash_length=0.1)
        text = plated(self.screen.word("limit", theme.SMALL, LOOKS["rival"].colour), 0.05)
        return VGroup(line, text.move_to(low + np.array([0.1, 0.3, 0.0]), aligned_edge=LEFT))

    def _floor(self) -> VGroup:
        """Mark the scales at which even the largest gradient is below ε."""
        largest = float(np.abs(self.facts.own.grad).max())
        edge = self.facts.epsilon / largest
        low, high = self.chart.to_scene([(edge, LEAST), (edge, MOST)])
        line = DashedLine(low, high, color=theme.WARNING, stroke_width=2.5, dash_length=0.1)
        text = plated(self.screen.word("floored", theme.SMALL, theme.WARNING), 0.05)
        sign = self.screen.word("epsilon", theme.BODY, theme.WARNING)
        text.move_to(low + np.array([0.1, 1.1, 0.0]), aligned_edge=LEFT)
        sign.move_to(
            (self.map.window.get_left()[0] + 3.55, self.readout.number.get_y(), 0), aligned_edge=LEFT
        )
        return VGroup(line, text, sign)
