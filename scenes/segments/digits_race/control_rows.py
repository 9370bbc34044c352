"""Names of six curves at the right: four of the race, and two with another rate."""

from __future__ import annotations

from manim import VGroup

from scenes import theme
from scenes.components.text.label import ScreenText

from .facts import Facts
from .names import named, spread, written
from .race_chart import BOTTOM, HEIGHT, NAMES_AT, loss_plane


def control_rows(facts: Facts, screen: ScreenText) -> dict[str, VGroup]:
    """Name each curve with its rate and its last loss, the median of the starts, about where it ends."""
    told = {
        "descent": ("gradient_descent", facts.descent.rate, facts.descent.late_median),
        "adagrad other": ("adagrad", facts.slow_rate, facts.slow_loss),
        "momentum": ("momentum", facts.momentum.rate, facts.momentum.late_median),
        "descent other": ("gradient_descent", facts.fast_rate, facts.fast_loss),
        "adagrad": ("adagrad", facts.adagrad.rate, facts.adagrad.late_median),
        "adam": ("adam", facts.adam.rate, facts.adam.late_median),
    }
    plane = loss_plane((0, facts.iterations))
    heights = [float(plane.to_scene((0.0, loss))[1]) for _, _, loss in told.values()]
    places = spread(heights, BOTTOM, BOTTOM + HEIGHT - 0.9)
    rows = {}
    for (key, (method, rate, loss)), y in zip(told.items(), places, strict=True):
        source = f"{screen[method]}#h(0.3em)$eta = {rate:g}$:#h(0.3em)${written(loss)}$"
        text = screen.set(source, theme.SMALL, theme.look(method).colour)
        rows[key] = named(method, text, NAMES_AT, y)
    return rows
