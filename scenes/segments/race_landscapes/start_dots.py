"""All the starts on a map, each with the sign of the method that settles first from it."""

from __future__ import annotations

import numpy as np
from manim import Circle, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker

from .contest import Contest
from .tuning import METHODS, STARTS


def start_dots(contest: Contest, plane: Plane, owners: np.ndarray | None = None) -> VGroup:
    """Return a sign for each start; without owners all are neutral, and so are ties and starts of nobody."""
    dots = VGroup()
    places = plane.to_scene(contest.ground.spread(STARTS))
    for rank, place in enumerate(places):
        owner = -1 if owners is None else int(owners[rank])
        look = theme.look(METHODS[owner]) if owner >= 0 else theme.Look(theme.INK, (), "disc")
        plate = Circle(radius=0.125, stroke_width=0).set_fill(theme.CASING, opacity=0.75)
        sign = marker(look.marker, 0.17 if owner >= 0 else 0.09, look.colour)
        dots.add(VGroup(plate.move_to(place), sign.move_to(place)))
    return dots
