"""Residuals, predictions and points on a curve, without rendering."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib.datasets import y_equals_2x
from scenes import theme
from scenes.components.axes.curve_point import CurvePoint, Tangent
from scenes.components.axes.learning_line import LearningLine
from scenes.components.axes.plane import Plane
from scenes.components.axes.prediction import Prediction
from scenes.components.axes.residuals import Residuals

PLANE = Plane((0, 5), (0, 12), width=5, height=6)


@pytest.mark.parametrize("w", [1.0, 2.0, 3.0])
def test_residual_sticks_reach_from_sample_to_line_and_squares_stand_on_them(w: float) -> None:
    shown = Residuals(PLANE, y_equals_2x(), w).show_squares(0.3)
    for rank, (stick, square) in enumerate(zip(shown.sticks, shown.squares, strict=True), start=1):
        ends = stick.points[[0, -1]]
        np.testing.assert_allclose(ends, PLANE.to_scene([(rank, 2 * rank), (rank, w * rank)]), atol=1e-9)
        corners = square.points
        assert np.ptp(corners[:, 0]) == pytest.approx(np.ptp(corners[:, 1])) == abs(w - 2) * rank / 2


def test_residuals_carry_their_sign_and_no_number_where_there_is_no_room() -> None:
    shown = Residuals(PLANE, y_equals_2x(), 1.0).show_numbers(1.0)
    assert [number.text for number in shown.numbers] == ["−1", "−2", "−3"]
    assert [number.digits[0].get_fill_opacity() for number in shown.numbers] == [1, 1, 1]
    assert shown.numbers[2].get_right()[0] < shown.sticks[2].get_left()[0]
    shown.set_dial(3.0)
    assert [number.text for number in shown.numbers] == ["1", "2", "3"]
    assert shown.numbers[2].get_left()[0] > shown.sticks[2].get_right()[0]
    shown.set_dial(2.1)
    assert [number.digits[0].get_fill_opacity() for number in shown.numbers] == [0, 0, 0]


def test_a_prediction_stands_on_the_line_and_says_its_height() -> None:
    shown = Prediction(PLANE, 4.0, 1.0)
    np.testing.assert_allclose(shown.ring.get_center(), PLANE.to_scene((4, 4)), atol=1e-9)
    shown.set_dial(2.0)
    np.testing.assert_allclose(shown.ring.get_center(), PLANE.to_scene((4, 8)), atol=1e-9)
    assert shown.number.text == "8"
    assert shown.number.get_top()[1] < shown.ring.get_center()[1]


def test_a_point_rides_on_its_curve_and_is_gone_outside() -> None:
    point = CurvePoint(PLANE, lambda x: x**2, 2.0, theme.look("gradient_descent"))
    np.testing.assert_allclose(point.mark.get_center(), PLANE.to_scene((2, 4)), atol=1e-9)
    point.set_dial(4.0)
    assert point.mark[0].get_fill_opacity() == 0


@pytest.mark.parametrize("at", [1.0, 2.0, 3.0])
def test_a_tangent_touches_with_the_slope_of_the_curve(at: float) -> None:
    line = Tangent(PLANE, lambda x: x**2, lambda x: 2 * x, at, reach=0.4).line.points
    start, end = line[0], line[-1]
    assert (end[1] - start[1]) / (end[0] - start[0]) == pytest.approx(2 * at * 0.5)
    touch = PLANE.to_scene((at, at**2))
    np.testing.assert_allclose((start + end) / 2, touch, atol=1e-9)


def test_a_learning_line_keeps_all_it_has_been_and_turns_between_two_steps() -> None:
    shown = LearningLine(PLANE, np.array([1.0, 2.0, 1.5]), theme.look("gradient_descent"))
    shown.set_dial(1.5)
    end = PLANE.to_scene((5, 1.75 * 5))
    np.testing.assert_allclose(shown.now.end, end, atol=1e-9)
    assert len(shown.past.points) == 2 * 4
    shown.set_dial(0.0)
    assert len(shown.past.points) == 4
