"""Geometry of the components, without a picture."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane, clip_polyline, thinned
from scenes.components.axes.trajectory_path import TrajectoryPath, dashed
from scenes.components.charts.bars import BarStack
from scenes.components.dial import steps
from scenes.components.text.number import Number


def test_a_plane_maps_corners_to_corners_wherever_it_stands() -> None:
    plane = Plane((-2, 6), (10, 14), width=8).shift((1.5, -0.5, 0))
    assert plane.window.height == pytest.approx(4)
    low, high = plane.to_scene([(-2, 10), (6, 14)])
    np.testing.assert_allclose(low, [-2.5, -2.5, 0])
    np.testing.assert_allclose(high, [5.5, 1.5, 0])


def test_a_clipped_line_stays_in_the_box_and_keeps_its_direction() -> None:
    rng = np.random.default_rng(3)
    box = np.array([-1.0, -0.5, 0]), np.array([1.0, 0.5, 0])
    line = np.concatenate([rng.normal(scale=2, size=(200, 2)), np.zeros((200, 1))], axis=1)
    pieces = clip_polyline(line, *box)
    assert len(pieces) > 20
    for piece in pieces:
        assert np.all(piece >= box[0] - 1e-12)
        assert np.all(piece <= box[1] + 1e-12)
    # Every clipped point lies on the line: distance to some original stretch is nothing.
    start, way = line[:-1], np.diff(line, axis=0)
    for point in np.concatenate(pieces):
        share = np.clip(np.sum((point - start) * way, axis=1) / np.sum(way**2, axis=1), 0, 1)
        assert np.min(np.linalg.norm(start + share[:, None] * way - point, axis=1)) < 1e-9


def test_a_line_from_very_far_off_is_cut_at_the_box_all_the_same() -> None:
    line = np.array([[0.3, 1e29, 0.0], [0.4, -3e29, 0.0]])
    [piece] = clip_polyline(line, np.array([-1.0, -0.5, 0]), np.array([1.0, 0.5, 0]))
    assert np.all(np.abs(piece) <= [1.0, 0.5, 0.0])


def test_who_looks_closely_cannot_tell_which_points_are_left_out() -> None:
    turn = np.linspace(0, 2 * np.pi, 3000)
    ring = np.stack([2 * np.cos(turn), np.sin(turn), 0 * turn], axis=1)
    steps = np.repeat(np.arange(40.0), 2)
    stairs = np.stack([steps[1:], steps[:-1], 0 * steps[1:]], axis=1)
    there_and_back = np.array([[0.0, 0, 0], *[[k % 2 + 1.0, 0, 0] for k in range(40)]])
    for line in (ring, stairs, there_and_back, ring[:1], ring[:0]):
        kept = thinned(line)
        assert np.array_equal(kept[:1], line[:1])
        assert np.array_equal(kept[-1:], line[-1:])
        start, way = kept[:-1], np.diff(kept, axis=0)
        for point in line if len(kept) > 1 else ():
            share = np.clip(np.sum((point - start) * way, axis=1) / np.sum(way**2, axis=1), 0, 1)
            # A fifth of a pixel of 1080 lines.
            assert np.min(np.linalg.norm(start + share[:, None] * way - point, axis=1)) < 0.0015
    assert len(thinned(ring)) < 300
    assert np.array_equal(thinned(stairs), stairs)


def test_dashes_cover_the_right_share_and_do_not_crawl() -> None:
    line = np.array([[0.0, 0, 0], [3, 4, 0], [3, 10, 0]])

    def length(pieces: list[np.ndarray]) -> float:
        return sum(float(np.linalg.norm(np.diff(piece, axis=0), axis=1).sum()) for piece in pieces)

    dashes = dashed([line], (0.3, 0.1))
    assert length(dashes) == pytest.approx(0.75 * 11, abs=0.1)
    shorter = dashed([line[:2]], (0.3, 0.1))
    np.testing.assert_allclose(shorter[5], dashes[5])


def test_a_path_goes_through_its_points_and_never_leaves_the_window() -> None:
    plane = Plane((-3, 3), (-2, 2), width=6)
    points = np.array([[-2.0, 1], [1, 1.5], [40, -90], [1, -1], [np.inf, 0], [0, 0]])
    path = TrajectoryPath(plane, points, theme.look("momentum"))
    np.testing.assert_allclose(path.at(0.5), [-0.5, 1.25])
    np.testing.assert_allclose(path.at(99), [1, -1])
    for dial in np.linspace(0, 5, 21):
        path.set_dial(dial)
        assert np.all(np.abs(path.line.points[:, :2]) <= np.array([3, 2]) + 1e-9)


def test_steps_are_equal_and_end_where_they_should() -> None:
    rate = steps(5, pause=0.2)
    assert [rate(k / 5) for k in range(6)] == pytest.approx([k / 5 for k in range(6)])
    assert all(np.diff([rate(a) for a in np.linspace(0, 1, 200)]) >= 0)


@pytest.mark.parametrize(("anchor", "edge"), [("left", 0), ("right", 0), ("point", 0)])
def test_a_number_keeps_its_place(anchor: str, edge: int) -> None:
    number = Number(1.5, ".2f", anchor=anchor).place((2.0, -1.0, 0))  # type: ignore[arg-type]
    place = number.rule.points[0].copy()
    for value in (-12.25, 0.0, 999.99):
        number.set_dial(value)
        np.testing.assert_allclose(number.rule.points[0], place)
    number.set_dial(1.5)
    left, right = number.digits.get_left()[0], number.digits.get_right()[0]
    assert {"left": 2.0 <= left < 2.1, "right": 1.9 < right <= 2.0, "point": left < 2.0 < right}[anchor]


def test_numbers_of_equal_length_are_equally_wide_and_scale_with_the_mobject() -> None:
    one, other = Number(11.11, ".2f"), Number(88.88, ".2f")
    assert len(one.digits) == len(other.digits) == 5
    for left, right in zip(one.digits, other.digits, strict=True):
        assert left.get_center()[0] == pytest.approx(right.get_center()[0], abs=0.02)
    width = other.digits.width
    other.scale(2).set_dial(88.88)
    assert other.digits.width == pytest.approx(2 * width, rel=1e-6)


def test_an_arrow_reaches_its_end_and_a_short_one_keeps_its_length() -> None:
    long, short = Arrows((0, 0, 0), (3, 4, 0)), Arrows((0, 0, 0), (0.06, 0.08, 0))
    assert np.min(np.linalg.norm(long.points - [3, 4, 0], axis=1)) < 1e-12
    assert np.min(np.linalg.norm(short.points - [0.06, 0.08, 0], axis=1)) < 1e-12
    assert np.max(np.linalg.norm(short.points, axis=1)) < 0.11


def test_a_bar_stack_shows_the_running_sum() -> None:
    stack = BarStack([3.0, -1.0, 2.5], (1.0, 0.0, 0.0), 0.5, 1.2, theme.X_AXIS)
    for dial, total in ((0, 0), (1, 3), (1.5, 2.5), (3, 4.5)):
        stack.set_dial(dial)
        assert stack.reached(dial) == pytest.approx(total)
        assert stack.sum_line.get_center()[0] == pytest.approx(1.0 + 0.5 * total)


def test_level_lines_lie_on_their_levels() -> None:
    ravine = objectives.load("ravine")
    plane = Plane((-8, 4), (-3, 3), width=12)
    lines = ContourMap(plane, ravine).lines
    shown = [level for level in ravine.levels if level < ravine.value(np.array([-8.0, 3.0]))]
    assert len(lines) == len(shown) > 3
    for level, line in zip(shown, lines, strict=True):
        x, y = line.points[:, 0] - 2, line.points[:, 1]
        np.testing.assert_allclose(x**2 / 20 + y**2, level, atol=2e-3)
