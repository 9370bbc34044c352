"""A path with its turn at a corner; and the path pulled straight, beside the straight line it could have been."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, Arc, DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, clip_polyline, set_pieces
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.placement import put_beside
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText
from scenes.components.text.number import Number

from .facts import Facts


class Unrolled(Dialled):
    """The path and the straight line to its end, ``dial`` from 0, as they lie on the map, to 1, both level.

    Every corner keeps its share ``1 − dial`` of its turn, and both keep their lengths against each other.
    """

    left, width, heights = 0.05, 6.4, (1.85, 0.55)

    def __init__(self, facts: Facts, valley: Plane, look: theme.Look) -> None:
        super().__init__()
        points = valley.to_scene(facts.trajectory.x)
        self.ways = (points, points[[0, -1]])
        self.last_scale = self.width / np.linalg.norm(np.diff(points, axis=0), axis=-1).sum()
        self.lines = tuple(
            VMobject(stroke_color=colour, stroke_width=width)
            for colour, width in ((look.colour, 4.0), (theme.INK, 5.0))
        )
        size = float(np.clip(0.3 * self.width / len(points), 0.06, 0.11))
        self.marks = VGroup(*(marker(look.marker, size, look.colour) for _ in points))
        self.add(*self.lines, self.marks)
        self.set_dial(0.0)

    def at(self, rank: int, dial: float) -> np.ndarray:
        """Return where the points of the path (0) or of the straight line (1) are, in scene coordinates."""
        points = self.ways[rank]
        steps = np.diff(points, axis=0)
        length = np.linalg.norm(steps, axis=-1)
        heading = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        turns = np.diff(heading, prepend=0.0) * (1.0 - dial)
        heading = np.cumsum(turns)
        scale = self.last_scale**dial
        ways = scale * length[:, None] * np.stack([np.cos(heading), np.sin(heading), 0 * heading], axis=-1)
        end = np.array([self.left, self.heights[rank], 0.0])
        start = points[0] + dial * (end - points[0])
        return np.vstack([start, start + np.cumsum(ways, axis=0)])

    def show(self, dial: float) -> None:
        """Straighten both as far as ``dial`` says."""
        # What diverges lies far outside until it is level.
        low = np.array([theme.STAGE_LEFT, theme.STAGE_BOTTOM, 0.0])
        high = np.array([theme.STAGE_RIGHT, theme.STAGE_TOP, 0.0])
        for rank, line in enumerate(self.lines):
            set_pieces(line, clip_polyline(self.at(rank, dial), low, high))
        points = self.at(0, dial)
        seen = np.all((points[:, :2] >= low[:2]) & (points[:, :2] <= high[:2]), axis=-1)
        for mark, point, inside in zip(self.marks, points, seen, strict=True):
            mark.move_to(point if inside else self.at(0, 1.0)[0]).set_opacity(float(inside))


def lengths(facts: Facts, way: Unrolled, screen: ScreenText, colour: str) -> tuple[VGroup, VGroup, VGroup]:
    """Return name and length of the straight line, of the path, and how many times as long it is."""
    straight, walked = (
        _named(screen.word(key, theme.SMALL, paint), value, way.at(rank, 1.0)[0], paint)
        for rank, key, value, paint in (
            (1, "straight", facts.straight, theme.INK),
            (0, "walked", facts.path_length, colour),
        )
    )
    times = VGroup()
    if facts.detour > 1:
        number = Number(facts.detour, ".2f", 36, theme.INK, prefix="×")
        times.add(number.move_to(walked.get_right() + np.array([0.6 + number.width / 2, 0.0, 0.0])))
    return straight, walked, times


def sides(facts: Facts, way: Unrolled, screen: ScreenText) -> VGroup:
    """Return how far all steps go across the valley and along it, to and fro, as bars on the scale of the path."""
    scale = way.width / facts.path_length
    rows = VGroup()
    for key, axis, y, colour in (
        ("ways_across", 1, -0.95, theme.Y_AXIS),
        ("ways_along", 0, -2.25, theme.X_AXIS),
    ):
        foot = np.array([way.left, y, 0.0])
        bar = Bar(foot, scale, colour, thickness=0.14, value=facts.ways[axis])
        rows.add(VGroup(bar, _named(screen.word(key, theme.SMALL, colour), facts.ways[axis], foot, colour)))
    return rows


def _named(name: Label, value: float, foot: np.ndarray, colour: str) -> VGroup:
    """Set a name and its number above the left end of a line."""
    name.move_to(foot + 0.5 * UP, aligned_edge=LEFT)
    number = Number(value, ".1f", theme.HEADING, colour)
    return VGroup(name, number.move_to(name.get_right() + np.array([0.25 + number.width / 2, 0.0, 0.0])))


def turn_mark(facts: Facts, valley: Plane, screen: ScreenText) -> VGroup:
    """Mark on the map by how much the second step turns from the first, with the mean of all turns."""
    points = valley.to_scene(facts.trajectory.x[:3])
    ahead, on = points[1] - points[0], points[2] - points[1]
    begin = float(np.arctan2(ahead[1], ahead[0]))
    sweep = (float(np.arctan2(on[1], on[0])) - begin + np.pi) % (2 * np.pi) - np.pi
    reach = 0.75 * ahead / np.linalg.norm(ahead)
    drawn = VGroup(
        DashedLine(points[1], points[1] + reach, color=theme.INK, stroke_width=3.5, dash_length=0.09),
        Arc(0.5, begin, sweep, arc_center=points[1], color=theme.INK, stroke_width=4),
    )
    name = plated(screen.word("turning", theme.BODY, theme.INK), 0.1)
    middle = begin + sweep / 2
    at = points[1] + 0.6 * np.array([np.cos(middle), np.sin(middle), 0.0])
    put_beside(name, at, valley.window, buff=0.3)
    return VGroup(drawn, name)
