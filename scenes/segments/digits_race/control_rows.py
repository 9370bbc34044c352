"""Names of six curves at the right: four of the race, and two with another rate."""

from __future__ import annotations

from manim import VGroup

from scenes import theme
from scenes.components.text.label import ScreenText

from .facts import Facts
from .names import named, spread
from .race_chart import BOTTOM, HEIGHT, NAMES_AT, loss_plane


def control_rows(facts: Facts, screen: ScreenText) -> dict[str, VGroup]:
    """Name each curve with its rate and its last loss, a mean over the starts, about where it ends."""
    told = {
        "descent": ("gradient_descent", facts.descent.rate, facts.descent.late_loss, ".3f"),
        "adagrad other": ("adagrad", facts.slow_rate, facts.slow_loss, ".3f"),
        "momentum": ("momentum", facts.momentum.rate, facts.momentum.late_loss, ".4f"),
        "descent other": ("gradient_descent", facts.fast_rate, facts.fast_loss, ".4f"),
        "adagrad": ("adagrad", facts.adagrad.rate, facts.adagrad.late_loss, ".4f"),
        "adam": ("adam", facts.adam.rate, facts.adam.late_loss, ".4f"),
    }
    plane = loss_plane((0, facts.iterations))
    heights = [float(plane.to_scene((0.0, loss))[1]) for _, _, loss, _ in told.values()]
    places = spread(heights, BOTTOM, BOTTOM + HEIGHT - 0.7)
    rows = {}
    for (key, (method, rate, loss, form)), y in zip(told.items(), places, strict=True):
        source = f"{screen[method]}#h(0.3em)$eta = {rate:g}$:#h(0.3em)${loss:{form}}$"
        text = screen.set(source, theme.SMALL, theme.look(method).colour)
        rows[key] = named(method, text, NAMES_AT, y)
    return rows
