"""What a line is called: a piece of it with its marker, and a name."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker


def legend_entry(look: theme.Look, text: VMobject, *, length: float = 0.7) -> VGroup:
    """Put a piece of a line, as a look draws it, before its name."""
    ends = np.array([(0.0, 0.0, 0.0), (length, 0.0, 0.0)])
    sample = polyline(dashed([ends], look.dash), stroke_color=look.colour, stroke_width=3.5)
    mark = marker(look.marker, 0.16, look.colour).move_to((length / 2, 0, 0))
    return VGroup(VGroup(sample, mark), text).arrange(RIGHT, buff=0.2)
