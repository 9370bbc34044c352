"""The factor per step over the learning rate, with the point where the rate stands: the left half of the stage."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, Polygon, SurroundingRectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.placement import box, into_stage
from scenes.components.text.label import Label, ScreenText, stand
from scenes.components.text.number import Number
from scenes.facts.line_descent import LineDescent

from .facts import Facts

LEARNS = theme.look("full_batch")
MARKERS: tuple[theme.Marker, ...] = ("disc", "triangle", "square", "ring", "diamond")
"""What tells the five runs apart."""
CLOSER: theme.Marker = "cross"
"""What marks the sixth one, close to the limit."""
FATES = ("creeps", "direct", "hops", "bounces", "explodes")


class FactorLine(Dialled):
    """The line 1 − λη in a plane's window, ``dial`` being the curvature λ."""

    def __init__(self, plane: Plane, curvature: float) -> None:
        super().__init__()
        self.plane = plane
        self.line = VMobject(stroke_color=theme.INK, stroke_width=5)
        self.add(self.line)
        self.set_dial(curvature)

    def show(self, dial: float) -> None:
        """Draw the line for the curvature ``dial``."""
        rates = np.array(self.plane.x_range)
        ends = self.plane.to_scene(np.stack([rates, 1.0 - rates * dial], axis=-1))
        set_pieces(self.line, self.plane.clip(ends))


def factor_ground(plane: Plane, screen: ScreenText, *, named: bool = True) -> tuple[VGroup, VGroup, VGroup]:
    """Return axes with the line of zero, the band in which steps come nearer, and the regions out of it."""
    (low, high), widest = plane.y_range, plane.x_range[1]
    axes = VGroup(
        plane.axes(
            nice_ticks(widest, 5) if named else (),
            (-1.0, 0.0, 1.0),
            x_name=screen["rate_axis"] if named else "",
            y_name=screen["factor_axis"] if named else "",
            language=screen.language,
        ),
        Line(*plane.to_scene([(0, 0), (widest, 0)]), stroke_width=2, color=theme.MUTED),
    )

    def area(bottom: float, top: float, colour: str, opacity: float) -> Polygon:
        corners = plane.to_scene([(0.0, bottom), (widest, bottom), (widest, top), (0.0, top)])
        return Polygon(*corners, stroke_width=0, fill_color=colour, fill_opacity=opacity)

    edges = VGroup(
        *(
            DashedLine(*plane.to_scene([(0, at), (widest, at)]), color=theme.MUTED, stroke_width=2)
            for at in (-1.0, 1.0)
        )
    )
    band = VGroup(area(-1.0, 1.0, theme.GOAL, 0.16), edges)
    beyond = VGroup(area(low, -1.0, theme.WARNING, 0.22), area(1.0, high, theme.WARNING, 0.22))
    return axes, band, beyond


class FactorChart:
    """The line, and on it the rate that is turned; to ``widest``, or a little beyond the exploding one.

    Attributes
    ----------
    plane, axes
        Window; ticks, names and the line of zero.
    line, law, general
        The factor over the rate, its formula in numbers and in letters.
    ghost
        The line as it is for the curvature of the data, in grey.
    live
        The point on the line with its drop to the axis.
    readouts
        Rate and factor as numbers.
    fates
        What becomes of the run, for each of the five.
    band, beyond, nearer
        Where each step comes nearer, where not, and the name of the first.
    best_about, limit_about
        The two rates that are fractions, as decimals, at their points of the line.
    pins
        The six rates on the line: mark, rate, and the way from one to the other where there is little room.
    edge
        Where the line leaves the band, down to the axis.
    rows, general_rows
        The band and the limit, as formulas in numbers and in letters; each limit in a frame.
    """

    left, bottom, size = -5.75, -2.2, (5.9, 4.75)
    text_left = -2.55

    def __init__(self, facts: Facts, screen: ScreenText, *, widest: float = 0.0) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        self.curvature = float(facts.curvature)
        usual = 1.13 * facts.exploding.rate
        low, widest = 1.08 * (1.0 - usual * self.curvature), widest or usual
        self.plane = Plane((0.0, widest), (low, 1.16), width=width, height=height)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        self.axes, self.band, self.beyond = factor_ground(self.plane, screen)
        for ground in (self.band, self.beyond):
            ground.set_z_index(-1)
        into_stage(VGroup(self.plane, self.axes, self.band, self.beyond))
        self.line = FactorLine(self.plane, self.curvature)
        self.law, self.general = (
            screen.word(key, theme.BODY).move_to(self.plane.to_scene((0.345 * widest, 0.62)))
            for key in ("factor_law", "factor_general")
        )
        self.drop = VMobject(stroke_color=LEARNS.colour, stroke_width=3)
        self.handle = marker("triangle", 0.22, LEARNS.colour)
        self.point = marker(LEARNS.marker, 0.26, LEARNS.colour, rim=True)
        self.ghost = FactorLine(self.plane, self.curvature)
        self.ghost.line.set_stroke(theme.MUTED, width=3, opacity=0.6)
        self.live = VGroup(self.drop, self.handle, self.point)
        self.readouts, (self.rate, self.factor) = self._readouts()
        self.fates = {key: screen.word(key, theme.HEADING, LEARNS.colour, weight="bold") for key in FATES}
        for fate in self.fates.values():
            fate.move_to((self.text_left + fate.width / 2, self._row(2), 0))
        self.best_about = self._beside("best_about", facts.direct, -0.27)
        self.limit_about = self._beside("limit_about", facts.bouncing, -0.3)
        self.pins = self._pins()
        self.edge = self.edge_at(facts.bouncing.rate, screen.word("edge", theme.BODY))
        self.nearer = screen.word("nearer", theme.SMALL, theme.GOAL)
        self.nearer.move_to(self.plane.to_scene((0.0, -0.8)) + np.array([self.nearer.width / 2 + 0.2, 0, 0]))
        self.rows, self.general_rows = (
            self._formulas(f"band{kind}", f"range{kind}") for kind in ("", "_general")
        )
        self.stand(facts.direct.rate, self.curvature)

    def _row(self, rank: int) -> float:
        return float(self.plane.to_scene((0.0, 1.0))[1]) - 0.3 - 0.52 * rank

    def _readouts(self) -> tuple[VGroup, tuple[Number, Number]]:
        rows, numbers = VGroup(), []
        for rank, (source, form) in enumerate((("$eta =$", ".3g"), (f"{self.screen['factor']} $=$", ".2f"))):
            base = self._row(rank) - 0.1
            name = stand(self.screen.set(source, theme.BODY), base)
            name.move_to((self.text_left + name.width / 2, name.get_y(), 0))
            number = Number(0.0, form, theme.HEADING).place((self.text_left + name.width + 0.14, base, 0))
            rows.add(VGroup(name, number))
            numbers.append(number)
        return rows, (numbers[0], numbers[1])

    def _formulas(self, band: str, limit: str) -> VGroup:
        """Set the band and, in a frame below it, the limit."""
        rows = VGroup(self.screen.word(band, theme.BODY), self.screen.word(limit, theme.HEADING))
        for row, drop in zip(rows, (0.38, 1.16), strict=True):
            row.move_to((self.text_left + row.width / 2, self.plane.to_scene((0.0, 1.0))[1] - drop, 0))
        frame = SurroundingRectangle(
            rows[1], buff=0.12, color=theme.GOAL, stroke_width=3, fill_color=theme.BACKGROUND, fill_opacity=1
        )
        return VGroup(rows[0], VGroup(frame, rows[1]))

    def _beside(self, key: str, racer: LineDescent, lower: float) -> Label:
        """Set a text to the left of a rate's point, below the line."""
        text = self.screen.word(key, theme.SMALL, LEARNS.colour)
        at = self.plane.to_scene((racer.rate, racer.factor))
        return text.move_to(at + np.array([-0.18 - text.width / 2, lower, 0.0]))

    def _pins(self) -> VGroup:
        pins = VGroup()
        facts, names = self.facts, {1: "best", 4: "edge"}
        racers = (facts.creeping, facts.direct, facts.hopping, facts.closer, facts.bouncing, facts.exploding)
        kinds = (*MARKERS[:3], CLOSER, *MARKERS[3:])
        # Four rates lie close together: their names stand apart, each tied to its point.
        places = ((0.55, 0.0), (-0.45, -0.27), (-0.62, -0.1), (0.42, 0.66), (0.5, 0.24), (0.22, -0.48))
        for rank, (racer, kind, place) in enumerate(zip(racers, kinds, places, strict=True)):
            point = self.plane.to_scene((racer.rate, racer.factor))
            name = names.get(rank)
            text = self.screen.word(name, theme.SMALL) if name else Number(racer.rate, "g", theme.SMALL)
            text.move_to(point + np.array([*place, 0.0]))
            way = VMobject(stroke_color=theme.MUTED, stroke_width=1.5)
            if rank > 1:
                low, high = box(text)
                end = np.array([*np.clip(point[:2], low - 0.05, high + 0.05), 0.0])
                set_pieces(way, [np.array([point, end])])
            pins.add(VGroup(way, marker(kind, 0.17, LEARNS.colour, rim=True).move_to(point), text))
        return pins

    def edge_at(self, rate: float, name: Label) -> VGroup:
        """Draw a line from where the factor is −1 down to the axis, and beyond it to a name."""
        top, foot = self.plane.to_scene([(rate, -1.0), (rate, self.plane.y_range[0])])
        name.move_to(foot + np.array([0.0, -0.6, 0.0]))
        foot = foot - np.array([0.0, 0.42, 0.0])
        return VGroup(Line(top, foot, color=theme.INK, stroke_width=4), name)

    def stand(self, rate: float, curvature: float) -> None:
        """Turn to another rate, on a cost of another curvature."""
        factor = 1.0 - rate * curvature
        point, foot = self.plane.to_scene([(rate, factor), (rate, self.plane.y_range[0])])
        self.line.set_dial(curvature)
        self.drop.set_points_as_corners([point, foot])
        self.handle.move_to(foot + np.array([0.0, 0.1, 0.0]))
        self.point.move_to(point)
        self.rate.set_dial(rate)
        self.factor.set_dial(factor)


class ControlReadouts:
    """Rate, mean square of the inputs, curvature, limit and factor as live numbers, above the factor's line."""

    def __init__(self, facts: Facts, chart: FactorChart, screen: ScreenText) -> None:
        self.group = VGroup()
        self.numbers: list[Number] = []
        left = chart.plane.window.get_left()[0] + 2.75
        top = float(chart.plane.to_scene((0.0, 1.0))[1])
        for rank, (name, form, colour) in enumerate(
            (
                ("$eta$", ".3f", LEARNS.colour),
                (screen["mean_square"], ".2f", theme.INK),
                (screen["lambda"], ".2f", theme.INK),
                (screen["limit_name"], ".3f", theme.GOAL),
                (screen["factor"], ".2f", LEARNS.colour),
            )
        ):
            base = top - 0.36 - 0.345 * rank
            text = stand(screen.set(f"{name} $=$", theme.BODY, colour), base)
            text.move_to((left + text.width / 2, text.get_y(), 0))
            number = Number(0.0, form, theme.BODY, colour).place((left + text.width + 0.14, base, 0))
            self.group.add(VGroup(text, number))
            self.numbers.append(number)
        self.read(facts.exploding.rate, chart.curvature)

    def read(self, rate: float, curvature: float) -> None:
        """Say what holds for a rate on a cost of some curvature."""
        values = (rate, curvature / 2.0, curvature, 2.0 / curvature, 1.0 - rate * curvature)
        for number, value in zip(self.numbers, values, strict=True):
            number.set_dial(value)
