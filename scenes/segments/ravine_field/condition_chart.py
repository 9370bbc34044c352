"""The largest angle against the valley's condition number, and a map that turns with it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .angle_wedges import LIMITS, AngleWedges, stripes
from .direction_field import DirectionField
from .facts import Facts, largest_miss

CORNERS = np.linspace(0.0, 2 * np.pi, 181)


class ConditionMap(Dialled):
    """A valley's map of angles with its level lines and field; the dial is the logarithm of its condition number."""

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.facts, self.plane = facts, plane
        self.wedges = AngleWedges(plane, 1.0)
        self.levels = VMobject(stroke_color=theme.INK, stroke_width=1.4, stroke_opacity=0.5)
        self.levels.is_ground = True
        self.field = DirectionField(plane, 1.0)
        self.add(self.wedges, self.levels, self.field, Goal().move_to(plane.to_scene((0.0, 0.0))))
        self.set_dial(float(np.log10(facts.condition)))

    def show(self, dial: float) -> None:
        """Show a valley as steep across, and so many times less curved along."""
        condition = 10.0**dial
        self.wedges.set_dial(dial)
        self.field.point(condition)
        pieces = []
        for level in self.facts.objective.load().levels:
            high = np.sqrt(2 * level / self.facts.curvature_y)
            ellipse = high * np.stack([np.sqrt(condition) * np.cos(CORNERS), np.sin(CORNERS)], axis=-1)
            pieces += self.plane.clip(self.plane.to_scene(ellipse))
        set_pieces(self.levels, pieces)


class ConditionChart:
    """A chart in the column beside the map.

    Attributes
    ----------
    frame
        Plane, axes and the colours of the map's wedges, each at its angles.
    curve
        The closed form, whose dial is the condition number up to which it is drawn.
    dot
        Where the map's valley is on it; its dial is the condition number.
    ours
        The valley of the segment on it, with its angle.
    right_angle
        A line at ninety degrees.
    """

    size = (2.0, 3.2)

    def __init__(self, facts: Facts, screen: ScreenText, left: float, top: float) -> None:
        self.widest = 10.0 ** float(np.ceil(np.log10(facts.narrow)) + 1)
        self.plane = Plane(
            (1.0, self.widest), (0.0, LIMITS[-1]), width=self.size[0], height=self.size[1], log_x=True
        )
        self.plane.move_to((left + 0.55, top, 0), aligned_edge=LEFT + UP)
        powers = [10.0**power for power in range(round(np.log10(self.widest)) + 1)]
        axes = self.plane.axes(
            powers,
            LIMITS[::2],
            x_name=screen["condition_axis"],
            y_name=screen["largest_axis"],
            language=screen.language,
        )
        bands = stripes(self.plane)
        self.frame = VGroup(bands, self.plane, axes)
        at = np.geomspace(1.0, self.widest, 301)
        points = np.stack([at, [largest_miss(one) for one in at]], axis=-1)
        self.curve = Curve(self.plane, points, theme.Look(theme.INK, (), "disc"), width=4, head=0)
        self.dot = CurvePoint(self.plane, largest_miss, 1.0, theme.look("gradient_descent"), size=0.22)
        ends = self.plane.to_scene([(1.0, 90.0), (self.widest, 90.0)])
        self.right_angle = DashedLine(*ends, color=theme.INK, stroke_width=5)
        here = self.plane.to_scene((facts.condition, facts.largest))
        name = plated(screen.word("ours", theme.SMALL), 0.05)
        dot = marker("disc", 0.16, theme.INK).move_to(here)
        self.ours = VGroup(dot, name.next_to(here, RIGHT + DOWN, buff=0.12))


class ConditionReading(Dialled):
    """The condition number and its largest angle as live numbers; the dial is the common logarithm of the first."""

    def __init__(self, facts: Facts, screen: ScreenText, left: float, baseline: float) -> None:
        super().__init__()
        self.said = (facts.condition, facts.narrow)
        self.names = [screen.word(key, theme.BODY, theme.MUTED) for key in ("condition_now", "largest_now")]
        self.numbers = [Number(1.0, form, theme.HEADING, theme.INK) for form in (".4g", ".1f")]
        self.sign = screen.set("°", theme.HEADING)
        at = left
        for name, number, gap in zip(self.names, self.numbers, (0.7, 0.0), strict=True):
            name.move_to((at + name.width / 2, baseline + 0.1, 0))
            number.place((at + name.width + 0.25, baseline, 0))
            at += name.width + 1.0 + gap
        self.add(*self.names, *self.numbers, self.sign)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show another condition number."""
        condition, largest = self.numbers
        value = 10.0**dial
        # Whole numbers on the way, which can be read; those that are said as they are.
        near = round(value, 0 if value > 10.0 else 1)
        value = next((one for one in self.said if np.isclose(one, value)), near)
        condition.set_dial(value)
        largest.set_dial(largest_miss(value))
        self.sign.next_to(largest.digits, RIGHT, buff=0.04).align_to(largest.digits, UP)
