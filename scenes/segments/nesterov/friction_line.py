"""What share of the velocity both methods keep, over the curvature of a direction."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, DashedLine, Polygon, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts


class Slider(Dialled):
    """Nesterov's marker on its line; its dial is the curvature."""

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.facts, self.plane = facts, plane
        look = theme.look("nesterov")
        self.add(marker(look.marker, 0.24, look.colour, rim=True))
        self.set_dial(facts.flat)

    def show(self, dial: float) -> None:
        """Move to another curvature."""
        self.move_to(self.plane.to_scene((dial, self.facts.kept_at(dial))))


class FrictionLine:
    """A level line for momentum, one that falls for Nesterov, and the brake between them.

    Attributes
    ----------
    frame
        The plane with its axes.
    momentum
        The level line with its name and number, and a marker at each of the two curvatures.
    nesterov
        The line that falls, with its name.
    brake
        What lies between them, with its size.
    slider
        A marker on that line, to be moved from one curvature to the other.
    kept
        What Nesterov keeps along x, and across: a marker with its number, on a line down to the axis.
    """

    height = 2.0

    def __init__(self, facts: Facts, screen: ScreenText, left: float, top: float) -> None:
        self.facts, self.screen = facts, screen
        self.looks = theme.look("momentum"), theme.look("nesterov")
        self.widest = 1.5 * facts.steep
        width = theme.STAGE_RIGHT - left - 0.6
        self.plane = Plane((0, self.widest), (0, 1.45), width=width, height=self.height)
        self.plane.move_to((left + 0.6 + width / 2, top - self.height / 2, 0))
        axes = self.plane.axes(
            nice_ticks(self.widest, 6),
            (0.0, 0.5, 1.0),
            x_name=screen["bend_axis"],
            y_name=screen["kept"],
            language=screen.language,
        )
        self.frame = VGroup(self.plane, axes)
        self.momentum = VGroup(
            self._line(0, facts.momentum), *self._named(0, UP, (facts.flat + facts.steep) / 2)
        )
        for curvature in (facts.flat, facts.steep):
            spot = marker(self.looks[0].marker, 0.2, self.looks[0].colour, rim=True)
            self.momentum.add(spot.move_to(self.plane.to_scene((curvature, facts.momentum))))
        self.nesterov = VGroup(
            self._line(1, facts.kept_at(self.widest)), *self._named(1, DOWN, 0.83 * self.widest)
        )
        self.brake = self._brake()
        self.slider = Slider(facts, self.plane)
        self.kept = [
            self._kept(curvature, name, colour)
            for curvature, name, colour in (
                (facts.flat, "x", theme.X_AXIS),
                (facts.steep, "y", theme.Y_AXIS),
            )
        ]

    def _line(self, rank: int, last: float) -> Curve:
        look = self.looks[rank]
        ends = np.array([(0.0, self.facts.momentum), (self.widest, last)])
        line = Curve(self.plane, ends, theme.Look(look.colour, (), look.marker), width=4.0, head=0)
        line.set_dial(self.widest)
        return line

    def _named(self, rank: int, side: np.ndarray, at: float) -> VGroup:
        """Name a line on one side of it; momentum's name has its number, which is one for all curvatures."""
        colour = self.looks[rank].colour
        name = VGroup(self.screen.word(("ball", "ahead")[rank], theme.SMALL, colour))
        if not rank:
            name.add(
                EquationPanel(f"{self.facts.momentum:g}", plate=False, size=theme.BODY).set_color(colour)
            )
            name.arrange(RIGHT, buff=0.15)
        level = self.facts.kept_at(at) if rank else self.facts.momentum
        # Momentum's stands above the letters of both directions, not in a row with them.
        name.next_to(self.plane.to_scene((at, level)), side, buff=0.4 if not rank else 0.3)
        inside = self.plane.window.get_right()[0] - 0.1
        return VGroup(name.shift(min(0.0, inside - name.get_right()[0]) * RIGHT))

    def _brake(self) -> VGroup:
        fact = self.facts
        corners = [
            (0.0, fact.momentum),
            (self.widest, fact.momentum),
            (self.widest, fact.kept_at(self.widest)),
        ]
        area = Polygon(
            *self.plane.to_scene(corners), stroke_width=0, fill_color=self.looks[1].colour, fill_opacity=0.22
        )
        size = EquationPanel("alpha eta lambda", plate=False, size=theme.BODY)
        at = 0.87 * self.widest
        size.move_to(self.plane.to_scene((at, (fact.momentum + fact.kept_at(at)) / 2)))
        return VGroup(area, size)

    def _kept(self, curvature: float, name: str, colour: str) -> VGroup:
        kept = self.facts.kept_at(curvature)
        place, foot, top = self.plane.to_scene([(curvature, at) for at in (kept, 0.0, self.facts.momentum)])
        drop = DashedLine(top, foot, color=colour, stroke_width=3)
        look = self.looks[1]
        spot = marker(look.marker, 0.24, look.colour, rim=True).move_to(place)
        symbol = EquationPanel(name, plate=False, size=theme.BODY).set_color(colour)
        symbol.next_to(top, UP, buff=0.17)
        symbol.shift(max(0.0, self.plane.window.get_left()[0] + 0.08 - symbol.get_left()[0]) * RIGHT)
        number = EquationPanel(f"{kept:.3g}", plate=False, size=theme.BODY).set_color(look.colour)
        aside = 0.14 + number.width / 2
        # The line falls: to the right of the marker, a number must stand lower to be clear of it.
        places = [place + np.array([*shift, 0.0]) for shift in ((-aside, -0.34), (aside, -0.62))]
        put_first_free(number, places, self.plane.window)
        return VGroup(drop, symbol, spot, number)
