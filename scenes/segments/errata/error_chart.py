"""The error of a numerical derivative over its width h: a V on logarithmic axes, measured and derived."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DashedLine, SurroundingRectangle, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.point_cloud import PointCloud
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .differences import Differences, bent, central_law, rounded
from .known_slope import SmallChord
from .looks import MENDED, PRINTED

SMALLEST, LARGEST = 1e-12, 1.0
LEAST, MOST = 1e-13, 1e1


class ErrorChart:
    """A chart over the width of the stage, a column at its right.

    Attributes
    ----------
    frame
        Axes, and whose derivative is measured.
    printed, central
        Measured errors: each dial is the exponent of the least width so far, from 0 down.
    printed_name
        What the upper line is.
    alike
        Where both agree, told in the column.
    bend, rounding
        The two laws as lines with their names.
    derived
        Where each comes from, in the column, one in the place of the other.
    law
        Their sum, with its lowest point marked.
    best
        The sum, where it is least, and how exact a slope is there, in the column.
    tolerance
        A frame around that: what the test must allow.
    readout, chord
        The result at the width reached, and the chord it is the slope of; each dial is its exponent.
    """

    column = 3.1

    def __init__(self, differences: Differences, screen: ScreenText) -> None:
        self.facts, self.screen = differences, screen
        self.plane = Plane((SMALLEST, LARGEST), (LEAST, MOST), width=8.3, height=3.75, log_x=True, log_y=True)
        self.plane.move_to((theme.STAGE_LEFT + 1.0, 0.72, 0), aligned_edge=LEFT)
        axes = self.plane.axes((), (), y_name=screen["error_axis"], language=screen.language)
        powers = power_ticks(self.plane, range(-12, 1, 2), range(-12, 1, 4))
        name = EquationPanel("h", plate=False, size=theme.BODY)
        name.move_to(self.plane.window.get_corner(DOWN + RIGHT) + np.array([-0.3, 0.25, 0.0]))
        self.frame = VGroup(self.plane, axes, powers, name)
        self.answer = EquationPanel("f(x) = e^x, quad f'(0) = 1", plate=False, size=34)
        self.answer.move_to((self.column, 2.8, 0), aligned_edge=LEFT)
        self.printed = Measured(self.plane, differences.widths, differences.printed, PRINTED.colour)
        self.central = Measured(self.plane, differences.widths, differences.central, MENDED)
        self.printed_name = plated(screen.word("all_missing", theme.SMALL, PRINTED.colour), 0.04)
        self.printed_name.next_to(self.plane.to_scene((1e-9, 1.0)), DOWN, buff=0.15)
        here = self.plane.to_scene((differences.widths[0], differences.central[0]))
        self.alike = VGroup(
            Circle(radius=0.2, color=theme.INK, stroke_width=3).move_to(here),
            screen.word("both_alike", theme.BODY).move_to((self.column, 2.05, 0), aligned_edge=LEFT),
        )
        self.readout = Result(screen, self.column, 1.35)
        self.chord = SmallChord(self.column, -0.78)
        self.epsilon = screen.word("epsilon", theme.SMALL, theme.MUTED)
        self.epsilon.move_to((self.column, -1.62, 0), aligned_edge=LEFT)
        self._laws()

    @staticmethod
    def exponent(width: float) -> float:
        """Return the dial of a width."""
        return float(np.log10(width))

    def _laws(self) -> None:
        self.bend, self.rounding = (
            VGroup(self._line(law, theme.INK), plated(EquationPanel(source, plate=False, size=34), 0.06))
            for law, source in ((bent, "h^2 / 6 thin abs(f''')"), (rounded, "epsilon_r abs(f) / h"))
        )
        self.bend[1].move_to(self.plane.to_scene((4e-3, 3e-10)))
        self.rounding[1].move_to(self.plane.to_scene((3e-11, 8e-11)))
        self.derived = [
            VGroup(
                self.screen.word(key, theme.SMALL, theme.MUTED),
                *(
                    EquationPanel(line, {"even": theme.MUTED} if "even" in line else {}, plate=False, size=30)
                    for line in lines
                ),
            ).arrange(DOWN, buff=0.32, aligned_edge=LEFT)
            for key, lines in (
                (
                    "bend_term",
                    (
                        "f(x plus.minus h) = {{ f : even }} plus.minus h f'",
                        "quad {{ + h^2 / 2 f'' : even }} plus.minus h^3 / 6 f''' + dots.c",
                        "Delta / (2 h) = f' + h^2 / 6 f''' + dots.c",
                    ),
                ),
                ("rounding_term", ("(epsilon_r abs(f) + epsilon_r abs(f)) / (2 h) = epsilon_r abs(f) / h",)),
            )
        ]
        for part in self.derived:
            part.move_to((self.column, 2.2, 0), aligned_edge=UP + LEFT)
        at = np.geomspace(LARGEST, SMALLEST, 200)
        lowest = self.plane.to_scene((self.facts.best_central, self.facts.least_central))
        foot = self.plane.to_scene((self.facts.best_central, LEAST))
        self.law = VGroup(
            self._curve(central_law, at, theme.INK),
            DashedLine(lowest, foot, color=theme.INK, stroke_width=3),
            marker("disc", 0.22, theme.INK, rim=True).move_to(lowest),
        )
        law = EquationPanel("h^2 / 6 + epsilon_r / h", plate=False, size=40)
        head, *rest = (
            self.screen.word(key, size, colour)
            for key, size, colour in (
                ("error_law", theme.SMALL, theme.MUTED),
                ("cube_root", theme.BODY - 2, theme.INK),
                ("least_central", theme.BODY - 2, theme.INK),
                ("exact_digits", theme.HEADING, MENDED),
                ("exact_for", theme.SMALL, theme.MUTED),
            )
        )
        self.best = [VGroup(head, law), VGroup(rest[0]), VGroup(*rest[1:])]
        column = VGroup(*self.best[0], *self.best[1], *self.best[2])
        column.arrange(DOWN, buff=0.22, aligned_edge=LEFT)
        column.move_to((self.column, 0.66, 0), aligned_edge=LEFT)
        self.tolerance = SurroundingRectangle(self.best[2], color=MENDED, stroke_width=3, buff=0.12)

    def _line(self, law: Callable[[float], float], colour: str) -> VGroup:
        at = np.geomspace(LARGEST, SMALLEST, 60)
        points = self.plane.to_scene(np.column_stack([at, [law(h) for h in at]]))
        (piece,) = self.plane.clip(points)
        return VGroup(DashedLine(piece[0], piece[-1], color=colour, stroke_width=3.5, dash_length=0.12))

    def _curve(self, law: Callable[[float], float], at: np.ndarray, colour: str) -> VGroup:
        points = np.column_stack([at[::-1], [law(h) for h in at[::-1]]])
        curve = Curve(self.plane, points, theme.Look(colour, (), "disc"), width=3.5, head=0)
        curve.set_dial(LARGEST)
        return VGroup(curve)


class Measured(Dialled):
    """Errors ``(n,)`` over widths ``(n,)`` as dots, down to the width whose exponent is the dial."""

    def __init__(self, plane: Plane, widths: np.ndarray, errors: np.ndarray, colour: str) -> None:
        super().__init__()
        self.widths = widths
        self.points_data = np.column_stack([widths, np.maximum(errors, LEAST * 1.05)])
        self.cloud = PointCloud(plane, self.points_data, colour, diameter=0.075, opacity=1.0)
        self.add(self.cloud)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show what is measured so far."""
        self.cloud.put(self.points_data[self.widths >= 0.999 * 10.0**dial])


class Result(Dialled):
    """h and the central difference for it as live numbers; the dial is the exponent of h."""

    def __init__(self, screen: ScreenText, left: float, level: float) -> None:
        super().__init__()
        self.abscissa = Number(1.0, ".1e", theme.BODY)
        self.result = Number(1.0, ".12f", theme.BODY, MENDED)
        name = EquationPanel("h =", plate=False, size=theme.BODY).move_to((left, level, 0), aligned_edge=LEFT)
        text = screen.word("slope_now", theme.SMALL, theme.MUTED).move_to(
            (left, level - 0.45, 0), aligned_edge=LEFT
        )
        self.abscissa.place((left + 0.7, level - 0.1, 0))
        self.result.place((left, level - 1.0, 0))
        self.add(name, text, self.abscissa, self.result)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the result of a width."""
        h = 10.0 ** round(dial, 2)
        self.abscissa.set_dial(h)
        self.result.set_dial((np.exp(h) - np.exp(-h)) / (2 * h))
