"""Powers of ten along a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.text.label import label


def power_ticks(
    plane: Plane, powers: Iterable[int], *, along_x: bool = False, size: float = theme.SMALL
) -> VGroup:
    """Return ticks and the powers of ten they stand for, outside a window's left or lower edge.

    The axis must be logarithmic. Whole powers from 1 to 100 are written out.
    """
    parts = VGroup()
    for power in powers:
        written = str(10**power) if 0 <= power <= 2 else f"10#super[{power}]".replace("-", "−")
        text = label(written, size, theme.MUTED)
        if along_x:
            place = plane.to_scene((10.0**power, plane.y_range[0]))
            end, at = (0.0, -0.08, 0.0), (0.0, -0.14 - text.height / 2, 0.0)
        else:
            place = plane.to_scene((plane.x_range[0], 10.0**power))
            end, at = (-0.08, 0.0, 0.0), (-0.16 - text.width / 2, 0.0, 0.0)
        parts.add(Line(place, place + end, stroke_width=1.2, color=theme.FAINT))
        parts.add(text.move_to(place + np.array(at)))
    return parts
