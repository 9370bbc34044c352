"""A function of one parameter as a curve, with the point where one stands and the tangent there."""

from __future__ import annotations

import numpy as np

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint, Function, Tangent
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane

PARAMETER = theme.Look(theme.X_AXIS, (), "disc")
COST = theme.Look(theme.INK, (), "disc")
POINTS = 241


class CostCurve:
    """The cost over a plane's window, whole unless its dial is turned back.

    Attributes
    ----------
    curve
        Its dial says up to which parameter it is drawn.
    point, tangent
        Where one stands, and the slope there: see :meth:`stand`.
    """

    def __init__(
        self,
        plane: Plane,
        value: Function,
        slope: Function,
        at: float,
        look: theme.Look = PARAMETER,
        *,
        size: float = 0.26,
        reach: float = 1.1,
    ) -> None:
        x = np.linspace(*plane.x_range, POINTS)
        points = np.stack([x, [value(one) for one in x]], axis=-1)
        self.curve = Curve(plane, points, COST, width=5, head=0)
        self.curve.set_dial(plane.x_range[1])
        self.point = CurvePoint(plane, value, at, look, size=size)
        self.tangent = Tangent(plane, value, slope, at, reach=reach)

    def stand(self, at: float) -> None:
        """Stand at another parameter."""
        self.point.set_dial(at)
        self.tangent.set_dial(at)
