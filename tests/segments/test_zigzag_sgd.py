"""Facts of the zig-zag against the reference numbers (blocks 1 and 3) and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from optimlib import objectives, run
from optimlib.optimizers.gradient_descent import GradientDescent
from scenes.errors import ContentError
from scenes.segments.zigzag_sgd.facts import Params, best_rate_for, facts, loss_at, path_at


def test_defaults_are_the_reference_numbers() -> None:
    fact = facts(Params())
    assert fact.condition == pytest.approx(20)
    assert (fact.steps, fact.flips) == (30, 30)
    assert fact.path_length == pytest.approx(36.99, abs=0.005)
    # Block 1 measures to the minimum (5.08); we measure to where the path ends.
    assert fact.path_length / np.hypot(7, 2) == pytest.approx(5.08, abs=0.005)
    assert fact.straight == pytest.approx(
        np.hypot(7 - 0.35039299575231969, 2 - 0.084782316550432196), rel=1e-12
    )
    assert fact.detour == pytest.approx(fact.path_length / fact.straight, rel=1e-12)
    assert fact.turning == pytest.approx(158.5, abs=0.05)
    # Block 1: consecutive steps turn by 160.09°, 159.99°, 159.88°, ….
    assert fact.most_turning == pytest.approx(160.09, abs=0.005)
    assert fact.turnings[:3] == pytest.approx([160.09, 159.99, 159.88], abs=0.005)
    assert fact.least_turning == fact.turnings[-1]
    assert fact.angle == pytest.approx(64.128, abs=0.0005)
    assert fact.best_rate == pytest.approx(0.95238, abs=5e-6)
    assert fact.best_factor == pytest.approx(19 / 21)
    # The loss of block 1's end point; its own line of block 1 is 4e-8 off in the last digits.
    assert fact.end_loss == pytest.approx(0.35039299575231969**2 / 20 + 0.084782316550432196**2, rel=1e-12)
    assert (fact.diverges, fact.calm, fact.short) == (False, False, False)


def test_the_path_is_the_closed_form() -> None:
    fact = facts(Params())
    t = np.arange(31)
    closed = np.stack([-7 * 0.905**t, 2 * (-0.9) ** t], axis=-1)
    np.testing.assert_allclose(fact.trajectory.x, closed, atol=1e-13)
    assert (fact.factor_x, fact.factor_y) == (pytest.approx(0.905), pytest.approx(-0.9))


@pytest.mark.parametrize(
    ("learning_rate", "diverges", "calm", "short"),
    [
        (1.05, True, False, False),
        (1.0, False, False, False),
        (0.3, False, True, True),
        (0.94, False, False, False),
    ],
)
def test_claims_follow_the_rate(learning_rate: float, diverges: bool, calm: bool, short: bool) -> None:
    fact = facts(Params(learning_rate=learning_rate))
    assert (fact.diverges, fact.calm, fact.short) == (diverges, calm, short)


def test_a_diverging_run_reaches_the_reference_height() -> None:
    assert abs(facts(Params(learning_rate=1.05)).end_y) == pytest.approx(34.899, abs=5e-4)


def test_the_bowl_is_a_valley_too() -> None:
    fact = facts(Params(objective="bowl", start=(-4.0, -2.4), learning_rate=0.4))
    assert fact.angle == pytest.approx(36.42, abs=0.005)
    assert fact.limit == pytest.approx(0.5)


def test_a_start_on_an_axis_is_refused() -> None:
    with pytest.raises(ContentError, match="lies on an axis"):
        facts(Params(start=(-7.0, 0.0)))


def test_the_first_step_of_the_calm_rate_ends_on_the_floor_and_ours_is_longer() -> None:
    fact = facts(Params())
    calm, ours = (path_at(fact, rate) for rate in (fact.calm_rate, fact.learning_rate))
    assert calm[1:, 1] == pytest.approx(np.zeros(30), abs=1e-12)
    lengths = [np.linalg.norm(path[1] - path[0]) for path in (calm, ours)]
    assert lengths[1] / lengths[0] == pytest.approx(fact.overstep, rel=1e-12)
    assert fact.overstep == pytest.approx(1.9)
    assert facts(Params(learning_rate=0.3)).short


def test_a_run_is_not_followed_far_beyond_its_valley() -> None:
    fact = facts(Params(objective="bowl", start=(-4.0, -2.4), learning_rate=0.95))
    # y is multiplied by −2.8 each time: 2.4 · 2.8⁶ is the first height beyond a hundred times the start's distance.
    assert fact.steps == fact.flips == 6
    assert fact.end_y == pytest.approx(-2.4 * 2.8**6)
    assert (fact.coefficient_x, fact.coefficient_y) == ("", "4")


def test_a_run_that_is_soon_there_does_not_creep() -> None:
    assert facts(Params(objective="bowl", start=(-4.0, -2.4), learning_rate=0.45)).brisk
    assert not facts(Params()).brisk


def test_the_trade_is_told_with_runs_at_other_rates() -> None:
    fact = facts(Params())
    # Half the limit takes y away in one step: what is left of the loss is x alone.
    assert (fact.calm_rate, fact.flat_rate) == (0.5, 10.0)
    assert fact.calm_loss == pytest.approx((7 * 0.95**30) ** 2 / 20, rel=1e-12)
    # The best rate of 30 steps, by another search of the closed form.
    found = minimize_scalar(
        lambda rate: 2.45 * (1 - 0.1 * rate) ** 60 + 4 * (1 - 2 * rate) ** 60,
        bounds=(0.5, 1.0),
        method="bounded",
        options={"xatol": 1e-9},
    )
    assert fact.now_rate == pytest.approx(found.x, abs=1e-4)
    assert fact.now_rate == pytest.approx(0.928, abs=5e-4)
    assert fact.now_loss == pytest.approx(found.fun, rel=1e-4)
    assert fact.now_loss == pytest.approx(0.00746, abs=5e-6)
    assert fact.now_loss < fact.end_loss < fact.calm_loss
    assert fact.wild_rate > fact.limit


def test_with_more_steps_the_best_rate_moves_up_to_the_lowest_factor() -> None:
    fact = facts(Params())
    rates = [best_rate_for(fact, steps) for steps in (30, 100, 300, 1000, 10_000)]
    assert rates == sorted(rates)
    assert rates[0] == fact.now_rate
    assert rates[-1] == pytest.approx(fact.best_rate, abs=1e-4)
    assert fact.best_factor == pytest.approx((fact.condition - 1) / (fact.condition + 1), rel=1e-12)


@pytest.mark.parametrize("rate", [0.5, 0.95, 1.05])
def test_a_path_at_another_rate_is_the_run(rate: float) -> None:
    fact, ravine = facts(Params()), objectives.load("ravine")
    walked = run(ravine, GradientDescent(rate), (-7.0, 2.0), steps=30)
    points = path_at(fact, rate)
    np.testing.assert_allclose(points, walked.x, rtol=1e-9, atol=1e-12)
    assert loss_at(fact, points[-1]) == pytest.approx(walked.value[-1], rel=1e-9)


def test_a_step_there_and_one_back_point_along_the_valley_if_that_is_said() -> None:
    fact = facts(Params())
    x, y = np.abs(fact.trajectory.x[2:] - fact.trajectory.x[:-2]).T
    assert np.all(x > 3 * y)
    assert not fact.nothing_adds
    step, both = (fact.trajectory.x[n, 1] - fact.trajectory.x[0, 1] for n in (1, 2))
    assert fact.sway_left == pytest.approx(both / step, rel=1e-9)
    assert facts(Params(learning_rate=0.3)).nothing_adds
    assert facts(Params(learning_rate=1.05)).nothing_adds


def test_two_steps_nearly_cancel_across_and_add_up_along() -> None:
    along, across = facts(Params()).sums
    assert along == pytest.approx((7 * 0.095, 7 * 0.095 * 0.905, 7 * (1 - 0.905**2)))
    assert across == pytest.approx((-3.8, 3.42, -0.38))


def test_the_path_goes_across_the_valley_and_back_rather_than_along_it() -> None:
    fact = facts(Params())
    # Both ways as sums of a geometric series.
    assert fact.ways[0] == pytest.approx(7 * (1 - 0.905**30), rel=1e-12)
    assert fact.ways[1] == pytest.approx(3.8 * (1 - 0.9**30) / (1 - 0.9), rel=1e-12)
    assert max(fact.ways) < fact.path_length < sum(fact.ways)


def test_ten_times_the_condition_number_takes_ten_times_the_steps() -> None:
    fact = facts(Params())
    for condition, steps in ((20.0, fact.tenth), (200.0, fact.narrow_tenth)):
        assert ((condition - 1) / (condition + 1)) ** steps == pytest.approx(0.1, rel=1e-9)
    assert fact.narrow_tenth / fact.tenth == pytest.approx(10.0, rel=2e-3)
