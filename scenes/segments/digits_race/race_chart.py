"""The race as it is measured: the loss on each batch, raw, from one start."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.text.label import ScreenText

from .facts import Facts
from .names import beside, end_names
from .racer import Racer

LEFT_EDGE, BOTTOM, WIDTH, HEIGHT = -5.9, -2.3, 8.5, 4.75
LOW, HIGH = 10**-3.5, 10**0.6
NAMES_AT = LEFT_EDGE + WIDTH + 0.25


def loss_plane(x: tuple[float, float], low: float = LOW) -> Plane:
    """Return the window of losses over updates, logarithmic upwards."""
    plane = Plane(x, (low, HIGH), width=WIDTH, height=HEIGHT, log_y=True)
    return plane.move_to((LEFT_EDGE + WIDTH / 2, BOTTOM + HEIGHT / 2, 0))


def in_race(racer: Racer) -> np.ndarray:
    """Return the losses on batches of a racer at its rate of the race, ``(seeds, iterations)``."""
    return np.asarray(racer.batch_loss[racer.at(racer.rate)], dtype=float)


class RaceChart:
    """Four raw curves that grow together.

    Attributes
    ----------
    ground
        Window, ticks, names of the axes, and of the methods where their curves will end.
    rates
        Their learning rates, behind the names.
    terms
        What all share, and where the rates are from.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.plane = loss_plane((0, facts.iterations))
        axes = self.plane.axes(
            np.linspace(0, facts.iterations, 4),
            x_name=screen["update_axis"],
            y_name=screen["batch_loss"],
            language=screen.language,
        )
        updates = np.arange(facts.iterations)
        self.curves = {
            name: Curve(
                self.plane,
                np.column_stack([updates, in_race(racer)[0]]),
                theme.Look(theme.look(name).colour, (), theme.look(name).marker),
                width=1.8,
                head=0.2,
            )
            for name, racer in facts.racers.items()
        }
        ends = {
            name: float(self.plane.to_scene((0.0, np.median(in_race(racer)[0, -60:])))[1])
            for name, racer in facts.racers.items()
        }
        names = end_names(screen, ends, NAMES_AT, BOTTOM, BOTTOM + HEIGHT - 1.5)
        self.rates = VGroup(
            *(rate_beside(screen, names[name], name, racer) for name, racer in facts.racers.items())
        )
        self.ground = VGroup(
            self.plane, axes, power_ticks(self.plane, (), range(-3, 1)), VGroup(*names.values())
        )
        self.terms = VGroup(
            *(screen.word(key, theme.SMALL) for key in ("same_start", "batches", "rates"))
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.16)
        self.terms.move_to((NAMES_AT, 2.9, 0), aligned_edge=LEFT + np.array([0.0, 1.0, 0.0]))


def rate_beside(screen: ScreenText, name: VGroup, method: str, racer: Racer) -> VGroup:
    """Write the rate of the race behind a method's name."""
    text = screen.set(f"$eta = {racer.rate:g}$", theme.SMALL, theme.look(method).colour)
    return VGroup(beside(name, text))
