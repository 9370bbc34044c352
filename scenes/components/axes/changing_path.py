"""A run that is another for every setting of something: laid anew at once, not walked."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.marker import marker


class ChangingPath(VGroup):
    """A whole run in a plane's window; :meth:`put` lays another one. Parts outside the window are cut off.

    Parameters
    ----------
    look
        Colour and marker of the method.
    points
        How many points of a run get a small marker: those of its start and of each step, or none.
    head
        Size of the marker at the end, in scene units.

    Examples
    --------
    >>> path = ChangingPath(Plane((-1, 1), (-1, 1), width=2, height=2), theme.look("momentum"), points=2)
    >>> path.put(np.array([[0.0, 0.0], [0.5, 0.5]])).head.get_center().round(3).tolist()
    [0.5, 0.5, 0.0]
    """

    def __init__(
        self, plane: Plane, look: theme.Look, *, points: int = 0, width: float = 3.0, head: float = 0.2
    ) -> None:
        super().__init__()
        self.plane = plane
        self.casing, self.line = (
            VMobject(stroke_color=colour, stroke_width=thick, joint_type=LineJointType.ROUND)
            for colour, thick in ((theme.CASING, width + 2 * theme.CASING_WIDTH), (look.colour, width))
        )
        self.casing.set_stroke(opacity=theme.CASING_OPACITY)
        self.markers = VGroup(*(marker(look.marker, 0.1, look.colour) for _ in range(points)))
        self.head = marker(look.marker, head, look.colour, rim=True)
        self.add(self.casing, self.line, self.markers, self.head)

    def put(self, points: np.ndarray) -> ChangingPath:
        """Lay the path along the points ``(k + 1, 2)`` of a run, the start first."""
        scene, inside = self.plane.to_scene(points), self.plane.holds(points)
        pieces = self.plane.clip(scene)
        set_pieces(self.casing, pieces)
        set_pieces(self.line, pieces)
        marked = zip(self.markers, scene, inside, strict=True) if len(self.markers) else ()
        for mark, place, seen in (*marked, (self.head, scene[-1], inside[-1])):
            # What nobody sees stays where nothing has to be reckoned with.
            mark.move_to(place if seen else scene[0]).set_opacity(1.0 if seen else 0.0)
        return self
