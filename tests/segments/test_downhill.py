"""Facts of steps against the slope, against closed forms and the reference (blocks 1, 3, 4, 10)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.errors import ContentError
from scenes.segments.downhill.facts import WELL, Facts, Params, facts


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_the_slope_of_one_weight_worked_by_hand(stock: Facts) -> None:
    # Samples (1, 2), (2, 4), (3, 6): the mean of 2x(wx - y) is 28/3 (w - 2).
    assert stock.slope == pytest.approx(-28 / 3)
    assert stock.other_slope == pytest.approx(28 / 3)
    assert (stock.other_w, stock.target) == (3, 2)
    assert stock.first_w == pytest.approx(1 + 0.05 * 28 / 3)
    assert stock.product == pytest.approx(-stock.first_step)


@pytest.mark.parametrize("rate", [0.03, 0.05, 0.07])
def test_steps_get_shorter_and_never_cross_the_lowest_point(rate: float) -> None:
    w = facts(Params(learning_rate=rate)).w
    steps = np.diff(w)
    assert np.all(steps > 0)
    np.testing.assert_allclose(steps[1:] / steps[:-1], 1 - rate * 28 / 3)
    assert w[-1] < 2


def test_the_slope_is_that_of_central_differences(stock: Facts) -> None:
    h, start = 1e-5, np.array(stock.start)
    slopes = [
        (stock.bowl.value(start + h * axis) - stock.bowl.value(start - h * axis)) / (2 * h)
        for axis in np.eye(2)
    ]
    np.testing.assert_allclose([stock.gradient_x, stock.gradient_y], slopes, rtol=1e-8)
    assert slopes == pytest.approx([-4, -9.6])


def test_the_cost_falls_steepest_against_the_gradient(stock: Facts) -> None:
    angles = np.linspace(0, 2 * np.pi, 3601)
    ways = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    lowest = ways[np.argmin(stock.bowl.value(np.array(stock.start) + 1e-4 * ways))]
    against = -np.array([stock.gradient_x, stock.gradient_y])
    assert lowest @ against / np.linalg.norm(against) == pytest.approx(1, abs=1e-5)


def test_one_step_ends_where_the_reference_says(stock: Facts) -> None:
    assert stock.start_loss == pytest.approx(19.52)
    for rate, loss in ((0.4, 7.03), (0.5, 13.52), (0.6, 23.86)):
        assert stock.loss_after(rate) == pytest.approx(loss, abs=5e-3)
    assert stock.risen == stock.loss_after(0.6)


@pytest.mark.parametrize("start", [(-4.0, -2.4), (4.0, 2.5), (-3.0, 1.9)])
def test_lowest_and_level_rates_against_a_search_along_the_way(start: tuple[float, float]) -> None:
    fact = facts(Params(start=start))
    rates = np.linspace(0, 1, 20001)
    losses = np.array([fact.loss_after(rate) for rate in rates])
    assert rates[np.argmin(losses)] == pytest.approx(fact.lowest_rate, abs=1e-4)
    assert rates[np.flatnonzero(losses < fact.start_loss)[-1]] == pytest.approx(fact.level_rate, abs=1e-4)
    assert fact.risen > fact.start_loss


def test_the_walk_in_closed_form_lowers_the_cost_each_time(stock: Facts) -> None:
    t = np.arange(stock.steps + 1)
    walked = np.stack([-4 * 0.8**t, -2.4 * 0.2**t], axis=-1)
    np.testing.assert_allclose(stock.trajectory.x, walked, atol=1e-12)
    assert stock.end_loss == pytest.approx(8 * 0.64**10, rel=1e-6)


@pytest.mark.parametrize("rate", [0.15, 0.21])
def test_the_cost_falls_in_every_step_at_every_rate_that_is_let_in(rate: float) -> None:
    assert np.all(np.diff(facts(Params(plane_rate=rate, start=(4.0, 2.5))).trajectory.value) < 0)


def test_the_coarse_search_misses_the_well(stock: Facts) -> None:
    tried = WELL.value(stock.coarse[:, None])
    assert WELL.minima[0, 0] == pytest.approx(-1.9897, abs=5e-5)
    assert abs(stock.coarse[np.argmin(tried)] - 1.3) < 0.5
    assert tried.min() > WELL.value(WELL.minima[0])


def test_a_walk_down_on_the_curve_with_a_well_ends_in_the_wide_valley(stock: Facts) -> None:
    at, value = stock.rolled.x[:, 0], stock.rolled.value
    assert np.all(np.diff(value) < 0)
    assert at[-1] == pytest.approx(1.3, abs=0.01)
    assert WELL.value(WELL.minima[0]) < value[-1]


def test_rise_over_run_is_the_slope_with_the_digits_that_are_shown(stock: Facts) -> None:
    assert round(stock.rise, 2) / stock.run == pytest.approx(stock.slope)


def test_the_tangent_promises_more_than_the_curve_gives(stock: Facts) -> None:
    # Slope 28/3, step 0.05 of it; on the parabola 14/3 (w - 2)^2 the rest is lost to its curvature.
    assert stock.promised == pytest.approx(0.05 * (28 / 3) ** 2)
    assert stock.given == pytest.approx(14 / 3 * (1 - (1 - 0.05 * 28 / 3) ** 2))
    assert (round(stock.promised, 2), round(stock.given, 2)) == (4.36, 3.34)


def test_slopes_along_ways_of_equal_length(stock: Facts) -> None:
    assert stock.slope_along(np.array([7.0, 0.0])) == pytest.approx(-4)
    assert stock.slope_along(np.array([0.0, 0.1])) == pytest.approx(-9.6)
    assert stock.steepest == pytest.approx(-10.4)
    h, way = 1e-6, np.array([4.0, 2.4]) / np.hypot(4.0, 2.4)
    start = np.array(stock.start)
    rise = (stock.bowl.value(start + h * way) - stock.bowl.value(start - h * way)) / (2 * h)
    assert stock.goal_slope == pytest.approx(rise) == pytest.approx(-8.37, abs=5e-3)


def test_the_slope_over_all_directions_is_one_wave(stock: Facts) -> None:
    angles = np.linspace(0, 2 * np.pi, 721)
    slopes = [stock.slope_along(np.array([np.cos(angle), np.sin(angle)])) for angle in angles]
    np.testing.assert_allclose(slopes, -4 * np.cos(angles) - 9.6 * np.sin(angles), atol=1e-12)
    assert min(slopes) == pytest.approx(-10.4, abs=1e-3)


def test_the_contour_stands_at_a_right_angle_to_the_gradient(stock: Facts) -> None:
    h, across = 1e-4, np.array([-stock.gradient_y, stock.gradient_x]) / 10.4
    start = np.array(stock.start)
    rise = stock.bowl.value(start + h * across) - stock.bowl.value(start - h * across)
    assert rise / (2 * h) == pytest.approx(0, abs=1e-6)


def test_contours_are_equal_steps_of_the_cost_beyond_all_that_is_shown(stock: Facts) -> None:
    assert set(np.diff(stock.bowl.levels)) == {stock.level_step}
    assert max(stock.bowl.levels) > 2 * stock.risen


def test_the_curve_falls_less_by_what_the_slope_loses_on_the_way(stock: Facts) -> None:
    # The area between the first slope and the slope over the step: a triangle, since the slope is a line in w.
    lost = 28 / 3 * stock.first_step
    assert stock.missing == pytest.approx(lost * stock.first_step / 2)
    assert round(stock.missing, 2) == 1.02


def test_the_first_step_of_two_weights_worked_by_hand(stock: Facts) -> None:
    assert stock.first_point == pytest.approx((-4 + 0.2 * 4, -2.4 + 0.2 * 9.6))


def test_trials_of_all_combinations(stock: Facts) -> None:
    assert stock.tried**stock.many == 10**stock.power == 10**20


def test_a_rate_below_the_level_one_lowers_once_and_then_rises(stock: Facts) -> None:
    assert stock.again_rate == 0.55
    assert stock.again_rate < stock.level_rate
    t = np.arange(3)
    walked = 0.5 * (-4 * 0.45**t) ** 2 + 2 * (-2.4 * (-1.2) ** t) ** 2
    np.testing.assert_allclose(stock.again.value, walked)
    assert [round(float(value), 1) for value in walked] == [19.5, 18.2, 24.2]
    # The second weight alone runs away: its factor is one less the rate times its curvature, 4.
    assert stock.again_factor == pytest.approx(1 - 4 * 0.55)
    assert stock.bend == 4
    np.testing.assert_allclose(np.abs(stock.again.x[1:, 1] / stock.again.x[:-1, 1]), stock.growth)
    assert stock.again_seconds == pytest.approx((-2.4, 2.88, -3.456))


@pytest.mark.parametrize("start", [(4.0, 2.5), (-3.0, 1.9), (-4.0, -2.2)])
def test_the_second_step_rises_from_other_starts_too(start: tuple[float, float]) -> None:
    fact = facts(Params(start=start))
    assert fact.once < fact.start_loss
    assert fact.once < fact.twice
    assert fact.again_factor < -1


@pytest.mark.parametrize("wrong", [{"learning_rate": 0.2}, {"plane_rate": 0.5}, {"start": (-4.0, 5.0)}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)


@pytest.mark.parametrize("start", [(-4.0, 0.0), (4.0, 0.5), (4.0, 4.0)])
def test_a_start_from_which_nothing_can_be_shown_is_refused_with_advice(start: tuple[float, float]) -> None:
    with pytest.raises(ContentError) as refusal:
        facts(Params(start=start))
    assert refusal.value.hint


def test_small_steps_keep_what_the_slope_promises(stock: Facts) -> None:
    # Worked by hand: the gradient is (-4, -9.6), so |∇L|² is 16 + 92.16.
    assert stock.promise == pytest.approx(108.16)
    assert stock.start_loss - stock.promised_after(0.1) == pytest.approx(10.816)
    gaps = [stock.loss_after(rate) - stock.promised_after(rate) for rate in (0.01, 0.02, 0.2)]
    # What is missing goes with the square of the rate: nothing to speak of at first, and the curve lies above.
    assert gaps[1] / gaps[0] == pytest.approx(4.0)
    assert 0 < gaps[0] < 0.02 * (stock.start_loss - stock.promised_after(0.01))
    assert gaps[2] > 5
