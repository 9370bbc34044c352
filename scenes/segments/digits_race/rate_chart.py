"""The loss at the end for every rate that was tried: a dot for each start, a line through the medians."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .racer import Racer

LEFT_EDGE, BOTTOM, WIDTH, HEIGHT = -5.9, -2.3, 9.4, 4.75
X = (10**-3.7, 10**0.75)
LOW, HIGH = 10**-5.0, 10**0.75


class RateChart:
    """Window, axes, and a :class:`RateCurve` for each method.

    Attributes
    ----------
    ground
        Window with the losses' axis.
    rate_name, effective_name
        Two names of the other axis.
    fail_line
        What runs that fail stay above.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.plane = Plane(X, (LOW, HIGH), width=WIDTH, height=HEIGHT, log_x=True, log_y=True)
        self.plane.move_to((LEFT_EDGE + WIDTH / 2, BOTTOM + HEIGHT / 2, 0))
        axes = self.plane.axes(y_name=screen["loss_end"], language=screen.language)
        ticks = power_ticks(self.plane, range(-3, 1), range(-5, 1))
        self.ground = VGroup(self.plane, axes, ticks)
        left, right = (float(self.plane.to_scene((x, LOW))[0]) for x in X)
        height = float(self.plane.to_scene((X[0], facts.fail_line))[1])
        self.fail_line = DashedLine(
            (left, height, 0), (right, height, 0), color=theme.WARNING, stroke_width=2.5
        )
        self.rate_name, self.effective_name = (
            screen.word(key, theme.SMALL, theme.MUTED).move_to((LEFT_EDGE + WIDTH / 2, BOTTOM - 0.66, 0))
            for key in ("rate_axis", "effective_axis")
        )
        self.curves = {
            name: RateCurve(self.plane, racer, theme.look(name)) for name, racer in facts.racers.items()
        }
        self.right = LEFT_EDGE + WIDTH + 0.2


class RateCurve(Dialled):
    """One method over its rates, each times ``dial``: 1 for the rate itself.

    Attributes
    ----------
    dots, line
        The runs, and the line through their medians.
    """

    def __init__(self, plane: Plane, racer: Racer, look: theme.Look) -> None:
        super().__init__()
        self.plane, self.racer, self.look = plane, racer, look
        self.rates = np.array(racer.rates)
        # A run that diverges stands at the upper edge.
        self.losses = np.clip(racer.loss[..., -1].astype(float), LOW, HIGH)
        self.line = VMobject(stroke_color=look.colour, stroke_width=3.5)
        self.dots = VGroup(
            *(VGroup(*(marker(look.marker, 0.13, look.colour) for _ in one)) for one in self.losses)
        )
        self.add(self.line, self.dots)
        self.set_dial(1.0)

    def at(self, rate: float, loss: float) -> np.ndarray:
        """Return where a run with this rate and loss stands on the stage."""
        return self.plane.to_scene((rate * self.dial, float(np.clip(loss, LOW, HIGH))))

    def show(self, dial: float) -> None:
        """Stand at the rates times ``dial``."""
        x = self.rates * dial
        medians = np.median(self.losses, axis=1)
        curve = self.plane.to_scene(np.column_stack([x, medians]))
        set_pieces(self.line, dashed(self.plane.clip(curve), self.look.dash))
        for one, losses, dots in zip(x, self.losses, self.dots, strict=True):
            places = self.plane.to_scene(np.column_stack([np.full(len(losses), one), losses]))
            for dot, place in zip(dots, places, strict=True):
                dot.move_to(place)
