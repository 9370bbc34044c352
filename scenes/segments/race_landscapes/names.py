"""How methods are named: a marker and a name in their colour."""

from __future__ import annotations

from manim import RIGHT, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, stand

from .tuning import METHODS


def named(screen: ScreenText, name: str, size: float = theme.SMALL) -> VGroup:
    """Return a method's marker before its name."""
    look = theme.look(name)
    return VGroup(marker(look.marker, 0.2, look.colour), screen.word(name, size, look.colour)).arrange(
        RIGHT, buff=0.14
    )


def legend(screen: ScreenText, y: float) -> VGroup:
    """Return all methods with a piece of their line, in one row across the stage."""
    entries = [
        legend_entry(theme.look(name), screen.word(name, theme.SMALL, theme.look(name).colour), length=0.55)
        for name in METHODS
    ]
    row = VGroup(*entries).arrange(RIGHT, buff=0.42)
    for entry in entries:
        stand(entry[1], row.get_y() - 0.08)
    return row.move_to((0.0, y, 0))
