"""A window of the plane on the stage: data coordinates to scene coordinates, axes, ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.text.label import label
from scenes.components.text.number import Number

Range = tuple[float, float]


class Plane(VGroup):
    """A rectangle of the stage that shows ``x`` by ``y`` of data.

    Parameters
    ----------
    x, y
        Ranges of data shown.
    width, height
        Size on the stage in scene units. Give one of them and the other follows, with equal scales.
    log_x, log_y
        Whether an axis is logarithmic (data stay in plain values, all positive).
    """

    def __init__(
        self,
        x: Range,
        y: Range,
        *,
        width: float | None = None,
        height: float | None = None,
        log_x: bool = False,
        log_y: bool = False,
        border: bool = True,
    ) -> None:
        super().__init__()
        self.x_range, self.y_range, self.log_x, self.log_y = x, y, log_x, log_y
        ratio = (y[1] - y[0]) / (x[1] - x[0])
        if width is None:
            width = 10.0 if height is None else height / ratio
        height = width * ratio if height is None else height
        self.window = Rectangle(width=width, height=height, stroke_width=1.5, stroke_color=theme.FAINT)
        self.window.set_stroke(opacity=1.0 if border else 0.0)
        self.add(self.window)

    @classmethod
    def around(
        cls, points: np.ndarray, width: float, height: float, *, margin: float = 0.08, **options: Any
    ) -> Plane:
        """Return a plane of this size, with equal scales, that holds points ``(n, 2)`` with a margin around them.

        Examples
        --------
        >>> plane = Plane.around(np.array([[0.0, 0.0], [4.0, 1.0]]), 10.0, 5.0, margin=0.0)
        >>> plane.x_range, plane.y_range
        ((0.0, 4.0), (-0.5, 1.5))
        """
        low, high = points.min(axis=0), points.max(axis=0)
        middle, size = (low + high) / 2, np.maximum(high - low, 1e-9)
        scale = (1 - 2 * margin) * min(width / size[0], height / size[1])
        (x0, y0), (x1, y1) = (middle + sign * np.array([width, height]) / scale / 2 for sign in (-1, 1))
        return cls((float(x0), float(x1)), (float(y0), float(y1)), width=width, height=height, **options)

    def to_scene(self, points: Any) -> np.ndarray:
        """Map data ``(..., 2)`` to scene coordinates ``(..., 3)``, wherever the plane has been moved."""
        points = np.asarray(points, dtype=float)
        low, high = self.window.get_corner(DOWN + LEFT), self.window.get_corner(UP + RIGHT)
        u = _share(points[..., 0], self.x_range, log=self.log_x)
        v = _share(points[..., 1], self.y_range, log=self.log_y)
        return np.stack(
            [low[0] + u * (high[0] - low[0]), low[1] + v * (high[1] - low[1]), np.zeros_like(u)], axis=-1
        )

    @property
    def unit(self) -> float:
        """Scene units for one unit of ``x`` (of a linear axis)."""
        return float(self.window.width / (self.x_range[1] - self.x_range[0]))

    def clip(self, points: np.ndarray) -> list[np.ndarray]:
        """Cut a polyline in scene coordinates ``(n, 3)`` to the window; return the pieces inside."""
        low, high = self.window.get_corner(DOWN + LEFT), self.window.get_corner(UP + RIGHT)
        return [thinned(piece) for piece in clip_polyline(points, low, high)]

    def holds(self, points: Any) -> np.ndarray:
        """Tell for data ``(..., 2)`` whether each point is inside the window."""
        scene = self.to_scene(points)
        low, high = self.window.get_corner(DOWN + LEFT), self.window.get_corner(UP + RIGHT)
        margin = 1e-9
        return np.all((scene[..., :2] >= low[:2] - margin) & (scene[..., :2] <= high[:2] + margin), axis=-1)

    def symbols(self, x: str, y: str, size: float = theme.SMALL) -> VGroup:
        """Return the names of both coordinates (Typst mathematics), inside the window at the ends of its edges."""
        right, up = (label(f"${name}$", size, theme.MUTED) for name in (x, y))
        right.move_to(self.window.get_corner(DOWN + RIGHT) + np.array([-0.22, 0.2, 0]))
        up.move_to(self.window.get_corner(UP + LEFT) + np.array([0.2, -0.22, 0]))
        return VGroup(right, up)

    def axes(
        self,
        x_ticks: Sequence[float] = (),
        y_ticks: Sequence[float] = (),
        *,
        x_name: str = "",
        y_name: str = "",
        x_form: str = "g",
        y_form: str = "g",
        language: str = "en",
        size: float = theme.SMALL,
        grid: bool = False,
    ) -> VGroup:
        """Return ticks, numbers and names for both axes, outside the window's left and lower edge."""
        parts = VGroup()
        bottom, left = self.window.get_bottom()[1], self.window.get_left()[0]
        top, right = self.window.get_top()[1], self.window.get_right()[0]
        widest = 0.0
        for tick in x_ticks:
            x = self.to_scene((tick, self.y_range[0]))[0]
            parts.add(_rule((x, bottom), (x, top if grid else bottom - 0.08)))
            text = _tick(tick, x_form, size).move_to((x, bottom - 0.27, 0))
            parts.add(text)
        for tick in y_ticks:
            y = self.to_scene((self.x_range[0], tick))[1]
            parts.add(_rule((left, y), (right if grid else left - 0.08, y)))
            text = _tick(tick, y_form, size)
            text.move_to((left - 0.16 - text.width / 2, y, 0))
            widest = max(widest, text.width)
            parts.add(text)
        if x_name:
            name = label(x_name, size, theme.MUTED, language=language)
            parts.add(name.move_to(((left + right) / 2, bottom - (0.68 if len(x_ticks) else 0.3), 0)))
        if y_name:
            name = label(y_name, size, theme.MUTED, language=language)
            name.move_to((left, top + 0.26, 0)).align_to(self.window, LEFT)
            parts.add(name)
        return parts


def _share(values: np.ndarray, bounds: Range, *, log: bool) -> np.ndarray:
    """Place values between two bounds: 0 at the first, 1 at the second."""
    first, last = bounds
    if log:
        values, first, last = np.log10(np.maximum(values, 1e-300)), np.log10(first), np.log10(last)
    return np.asarray((values - first) / (last - first))


def nice_ticks(top: float, count: int = 4, *, low: float = 0.0) -> tuple[float, ...]:
    """Return about ``count`` round numbers from ``low`` up to ``top``.

    Examples
    --------
    >>> nice_ticks(7.2), nice_ticks(1.3), nice_ticks(9.5, low=3.2)
    ((0.0, 2.0, 4.0, 6.0), (0.0, 0.5, 1.0), (4.0, 6.0, 8.0))
    """
    span = top - low
    power = 10.0 ** np.floor(np.log10(span / count))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power * (count + 1) > span)
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(top / step + 1e-9))
    return tuple(float(step * rank) for rank in range(first, last + 1))


def _tick(value: float, form: str, size: float) -> Number:
    number = Number(value, form, size, theme.MUTED)
    return number


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Line:
    return Line((*start, 0), (*end, 0), stroke_width=1.2, color=theme.FAINT)


SAME = 1e-12
"""Stage units: what is no farther apart is one point."""
UNSEEN = 0.0004
"""Stage units: a tenth of a pixel of 2160 lines."""
FEW = 16
"""So many points are drawn in no time."""


def clip_polyline(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> list[np.ndarray]:
    """Cut a polyline ``(n, 3)`` to an upright box (Liang and Barsky's rule); a non-finite point ends it.

    Examples
    --------
    >>> line = np.array([[-2.0, 0, 0], [2.0, 0, 0]])
    >>> clip_polyline(line, np.array([-1.0, -1, 0]), np.array([1.0, 1, 0]))[0][:, 0].tolist()
    [-1.0, 1.0]
    """
    points = points[: int(np.argmin(np.append(np.isfinite(points).all(axis=1), False)))]
    start, delta = points[:-1], np.diff(points, axis=0)
    enter, leave = np.zeros(len(delta)), np.ones(len(delta))
    beside = np.zeros(len(delta), dtype=bool)
    for axis in (0, 1):
        along = delta[:, axis]
        for step, room in ((-along, start[:, axis] - low[axis]), (along, high[axis] - start[:, axis])):
            beside |= (step == 0.0) & (room < 0.0)
            with np.errstate(divide="ignore", invalid="ignore"):
                share = room / step
            enter = np.where(step < 0.0, np.maximum(enter, share), enter)
            leave = np.where(step > 0.0, np.minimum(leave, share), leave)
    seen = np.flatnonzero(~beside & (enter <= leave))
    start, delta, enter, leave = start[seen], delta[seen], enter[seen, None], leave[seen, None]
    # A start far outside loses digits on its way to the edge: what is cut there ends there.
    first, last = (np.clip(start + share * delta, low, high) for share in (enter, leave))
    apart = np.flatnonzero(np.abs(first[1:] - last[:-1]).max(axis=1, initial=0.0) > SAME) + 1
    begin, end = [0, *apart], [*apart, len(seen)]
    return [np.concatenate([first[i : i + 1], last[i:j]]) for i, j in zip(begin, end, strict=True) if j > i]


def thinned(points: np.ndarray) -> np.ndarray:
    """Leave out points of a polyline ``(n, 3)`` that nobody could tell from the line between their neighbours.

    Examples
    --------
    >>> len(thinned(np.linspace((0.0, 0, 0), (1.0, 2, 0), 1000))) < 20
    True
    """
    while len(points) > FEW:
        before, middle, after = points[:-2:2], points[1:-1:2], points[2::2]
        chord, way = after - before, middle - before
        square = np.maximum(np.einsum("ij,ij->i", chord, chord), SAME**2)
        share = np.clip(np.einsum("ij,ij->i", way, chord) / square, 0.0, 1.0)
        left_out = 2 * np.flatnonzero(np.linalg.norm(way - share[:, None] * chord, axis=1) < UNSEEN) + 1
        if len(left_out) < len(points) / 10:
            break
        points = np.delete(points, left_out, axis=0)
    return points


def polyline(pieces: Sequence[np.ndarray], **style: Any) -> VMobject:
    """Draw polylines ``(n, 3)`` as one object."""
    drawing = VMobject(**style)
    set_pieces(drawing, pieces)
    return drawing


def set_pieces(drawing: VMobject, pieces: Sequence[np.ndarray]) -> None:
    """Give an object the outline of these polylines: straight Bézier pieces, made in one go."""
    curves = []
    for piece in pieces:
        if len(piece) < 2:
            continue
        start, end = piece[:-1], piece[1:]
        curve = np.stack([start, start + (end - start) / 3, start + (end - start) * 2 / 3, end], axis=1)
        curves.append(curve.reshape(-1, 3))
    drawing.points = np.concatenate(curves) if curves else np.zeros((0, 3))
