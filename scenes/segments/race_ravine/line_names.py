"""Names at the lines of a chart: each at the first of its places where it covers nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from manim import UP, Mobject, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.placement import close_points, put_first_free

from .cast import Cast

WAYS = (0.27, -0.27, 0.5, -0.5)
"""How far above or below its line a name may stand."""
ELSEWHERE = 26
"""How many other places along a line are tried."""


def line_names(
    cast: Cast,
    plane: Plane,
    curves: Mapping[str, Curve],
    at: Mapping[str, Sequence[float]],
    taken: Sequence[Mobject] = (),
) -> dict[str, VGroup]:
    """Name curves, each near one of the abscissae that are given for it, or else wherever there is room."""
    anywhere = (np.geomspace if plane.log_x else np.linspace)(*plane.x_range, ELSEWHERE)[1:-1]
    lines = [
        close_points(piece)
        for curve in curves.values()
        for piece in plane.clip(plane.to_scene(curve.points_data))
    ]
    names: dict[str, VGroup] = {}
    for key, curve in curves.items():
        name = cast.name(key, theme.SMALL)
        places: list[np.ndarray] = []
        for abscissa in (*at[key], *anywhere):
            here = plane.to_scene(curve.at(abscissa))
            for way in WAYS:
                places += [
                    here + np.array([aside * name.width, 0.0, 0.0]) + way * UP for aside in (0.0, 0.6, -0.6)
                ]
        put_first_free(name, places, plane.window, [*taken, *names.values()], lines)
        names[key] = name
    return names
