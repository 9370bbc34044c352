"""Each coordinate of a run alone: a stem for every step, the rule that it follows, and its shadow on the map."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.axes.stems import Stems
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.placement import into_stage
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts


class Shadow(Dialled):
    """A run's point on a map and what one coordinate sees of it, on the window's edge; ``dial`` is the step."""

    def __init__(self, plane: Plane, walk: np.ndarray, axis: int, colour: str) -> None:
        super().__init__()
        self.plane, self.walk, self.axis = plane, walk, axis
        self.ray = VMobject(stroke_width=3, stroke_color=colour)
        self.ring = marker("ring", 0.26, theme.INK)
        self.dot = marker("disc", 0.2, colour, rim=True)
        self.add(self.ray, self.ring, self.dot)
        self.set_dial(-1.0)

    def show(self, dial: float) -> None:
        """Follow the run to step ``dial``; before the start, and outside the window, there is nothing."""
        at = float(np.clip(dial, 0.0, len(self.walk) - 1.0))
        steps = np.arange(len(self.walk))
        point = np.array([np.interp(at, steps, self.walk[:, axis]) for axis in (0, 1)])
        seen = float(np.clip(dial + 1.0, 0.0, 1.0)) * float(self.plane.holds(point))
        edge = point.copy()
        edge[1 - self.axis] = (self.plane.y_range if self.axis == 0 else self.plane.x_range)[0]
        here, foot = self.plane.to_scene([point, edge])
        if not seen:
            here = foot = self.plane.window.get_center()
        self.ring.move_to(here).set_stroke(opacity=seen)
        self.dot.move_to(foot).set_opacity(seen)
        set_pieces(self.ray, [np.array([here, foot])])
        self.ray.set_stroke(opacity=seen)


class CoordinateStems:
    """Two charts, x above y.

    Attributes
    ----------
    count
        Steps shown: all.
    frames
        Plane and axes of each.
    stems
        The stems of each.
    rules
        What one step makes of each coordinate, above the map.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.count = count = facts.steps
        points = facts.trajectory.x[: count + 1]
        self.frames, self.rules = VGroup(), VGroup()
        rows = (
            ("x", 1.58, theme.X_AXIS, facts.factor_x, facts.coefficient_x),
            ("y", -1.17, theme.Y_AXIS, facts.factor_y, facts.coefficient_y),
        )
        for name, middle, colour, factor, coefficient in rows:
            lowest = name == "y"
            reach = 1.15 * float(np.abs(points[:, int(lowest)]).max())
            plane = Plane((-0.7, count + 0.7), (-reach, reach), width=5.7, height=2.05)
            plane.move_to((-3.25, middle, 0))
            axes = plane.axes(
                x_ticks=nice_ticks(count, 5) if lowest else (),
                y_ticks=nice_ticks(reach, low=-reach),
                x_name=screen["steps_axis"] if lowest else "",
                y_name=f"${name}$",
                language=screen.language,
            )
            axes[-1].set_color(colour)
            self.frames.add(VGroup(plane, axes))
            rule = EquationPanel(
                f"{name} <- (1 - {coefficient} thin eta) thin {name} = {{{{ {factor:.3g} : k }}}} thin {name}",
                {"k": colour},
                plate=False,
            )
            self.rules.add(rule.move_to((3.4, 1.05 if lowest else 2.15, 0)))
        into_stage(self.frames)
        size = min(0.15, 0.75 * self.frames[0][0].unit)
        self.stems = VGroup(
            *(
                Stems(frame[0], points[:, axis], row[2], size=size)
                for axis, (frame, row) in enumerate(zip(self.frames, rows, strict=True))
            )
        )


def coordinate_rules(facts: Facts, colour: str) -> EquationPanel:
    """Return the rule of a step for both coordinates: the same learning rate, each its own slope."""
    rows = (
        f"{name} <- {name} - {{{{ eta : rate{name} }}}} dot {{{{ {coefficient} thin {name} : {name} }}}}"
        for name, coefficient in (("x", facts.coefficient_x), ("y", facts.coefficient_y))
    )
    colours = {"x": theme.X_AXIS, "y": theme.Y_AXIS, "ratex": colour, "ratey": colour}
    return EquationPanel(" \\ ".join(rows), colours, plate=False, size=theme.BODY)
