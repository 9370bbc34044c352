"""Facts of Nesterov's momentum against the reference numbers (blocks 3 and 6), closed forms and other runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.segments.nesterov.facts import (
    Facts,
    Params,
    ahead_factor,
    ball_factor,
    facts,
    whole_look_ahead,
)


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def test_defaults_are_the_reference_numbers(fact: Facts) -> None:
    # Block 6: λ 1, μ .9, from −4, rate .1: overshoot 2.415 / 1.418, last |x| > .04 before step 81 / 42.
    assert fact.over_ball == pytest.approx(2.415, abs=5e-4)
    assert fact.over_ahead == pytest.approx(1.418, abs=5e-4)
    assert (fact.settled_ball, fact.settled_ahead) == (81, 42)
    # Block 3, bowl (λ = 4): plain descent .5, heavy ball .95, Nesterov .3393.
    assert (fact.limit_plain, fact.limit_ball) == (pytest.approx(0.5), pytest.approx(0.95))
    assert fact.limit_ahead == pytest.approx(0.3393, abs=5e-5)


@pytest.mark.parametrize(
    ("rate", "over", "settled"),
    [(0.05, (1.912, 1.311), (87, 60)), (0.2, (2.836, 1.330), (84, 28))],
)
def test_other_rates_are_those_of_the_reference(
    rate: float, over: tuple[float, float], settled: tuple[int, int]
) -> None:
    other = facts(Params(learning_rate=rate))
    assert (other.over_ball, other.over_ahead) == pytest.approx(over, abs=5e-4)
    assert (other.settled_ball, other.settled_ahead) == settled


def test_nesterov_is_momentum_with_a_friction_for_each_curvature(fact: Facts) -> None:
    bowl, start = objectives.load("bowl"), (-4.0, -2.4)
    assert (fact.friction_flat, fact.friction_steep) == (pytest.approx(0.81), pytest.approx(0.54))
    for axis, friction in enumerate((fact.friction_flat, fact.friction_steep)):
        twin = run(bowl, Momentum(0.1, friction), start, steps=80)
        np.testing.assert_allclose(twin.x[:, axis], fact.ahead.x[:81, axis], atol=1e-13)
    # One friction for both does not do it: that is the control.
    assert fact.tamed_gap < 1e-13
    assert fact.over_y_ahead < 0.5 * fact.over_y_tamed


def test_in_a_round_bowl_a_smaller_alpha_alone_would_do(fact: Facts) -> None:
    # By hand: heavy ball with α(1 − 4η); across it is Nesterov's path, along it hardly swings.
    x, v, path = np.array([-4.0, -2.4]), np.zeros(2), []
    for _ in range(60):
        v = 0.54 * v - 0.1 * np.array([1.0, 4.0]) * x
        x = x + v
        path.append(x)
    assert fact.friction_steep == pytest.approx(0.54)
    assert fact.over_calm == pytest.approx(max(one[0] for one in path))
    assert fact.over_calm < 0.1 < fact.over_ahead
    np.testing.assert_allclose(fact.calm.x[:, 1], fact.ahead.x[:, 1], atol=1e-12)


def test_with_the_push_in_it_the_look_turns_back_beyond_one_over_the_curvature() -> None:
    # What is kept is α(1 − ηλ) as without it, but the push is (1 − ηλ) times as large: beyond 1/λ it drives away.
    bowl = objectives.load("bowl")
    for rate, settles in ((0.24, True), (0.26, False)):
        path = whole_look_ahead(bowl, rate, 0.9, np.array([-4.0, -2.4]), 4000)
        assert bool(abs(path[-1, 1]) < 1e-6) is settles
    assert abs(whole_look_ahead(bowl, 0.1, 0.9, np.array([-4.0, -2.4]), 60)[:, 1]).max() <= 2.4


def test_what_is_left_in_the_long_run_is_the_closed_form_and_what_the_runs_do(fact: Facts) -> None:
    assert fact.kept_ball == pytest.approx(np.sqrt(0.9))
    assert fact.kept_ahead == pytest.approx(0.9)
    for trajectory, kept in ((fact.ball, fact.kept_ball), (fact.ahead, fact.kept_ahead)):
        # The root of the determinant of two successive states: how much a step of a rotation shrinks areas.
        x = trajectory.x[:, 0]
        areas = x[1:-1] ** 2 - x[2:] * x[:-2]
        np.testing.assert_allclose(areas[1:40] / areas[:39], kept**2, rtol=1e-8)


@pytest.mark.parametrize("momentum", [0.8, 0.9, 0.95])
def test_both_limits_are_where_the_larger_root_is_one(momentum: float) -> None:
    bowl = objectives.load("bowl")
    for method, factor in ((Momentum(0.1, momentum), ball_factor), (Nesterov(0.1, momentum), ahead_factor)):
        limit = float(method.stability_limit(4.0))
        assert float(factor(limit, momentum, 4.0)) == pytest.approx(1.0, abs=1e-9)
        for share, settles in ((0.99, True), (1.01, False)):
            tried = type(method)(share * limit, momentum)
            late = np.abs(run(bowl, tried, (-4.0, -2.4), steps=2000).x[-50:, 1]).max()
            assert bool(late < 1e-3) is settles


def test_a_rate_between_the_limits_settles_for_momentum_alone(fact: Facts) -> None:
    assert fact.wild_rate == 0.4
    assert fact.limit_ahead < fact.wild_rate < fact.limit_ball
    y = np.abs(fact.wild_ahead.x[:, 1])
    np.testing.assert_allclose(y[-3:] / y[-4:-1], fact.wild_factor, rtol=1e-3)
    assert fact.wild_factor == pytest.approx(1.5)
    assert run(objectives.load("bowl"), Momentum(0.4, 0.9), (-4.0, -2.4), steps=300).value[-1] < 1e-6


def test_nesterov_is_ahead_in_the_long_run_up_to_the_rate_that_is_told(fact: Facts) -> None:
    rates = np.linspace(0.05, 0.99 * fact.even_rate, 200)

    def worst(factor: object, rate: np.ndarray) -> np.ndarray:
        return np.maximum(factor(rate, 0.9, 1.0), factor(rate, 0.9, 4.0))  # type: ignore[operator]

    assert np.all(worst(ahead_factor, rates) < worst(ball_factor, rates))
    beyond = np.array([1.01 * fact.even_rate])
    assert worst(ahead_factor, beyond) > worst(ball_factor, beyond)


def test_pytorchs_form_walks_where_ours_looked(fact: Facts) -> None:
    assert fact.form_gap < 1e-14
    assert fact.apart > 1
    np.testing.assert_allclose(fact.torch.x, fact.looked_at(fact.ahead), atol=1e-14)


def test_the_step_looked_at_is_worked_out_by_hand(fact: Facts) -> None:
    # Two steps of v ← .9 v − .1 g from (−4, −2.4) with g = (x, 4y): (−3.6, −1.44), then (−2.88, 0).
    step = fact.moment
    assert step.number == 2
    np.testing.assert_allclose(step.here, (-2.88, 0.0), atol=1e-14)
    np.testing.assert_allclose(step.carried, (0.648, 1.296), atol=1e-14)
    np.testing.assert_allclose(step.push_here, (0.288, 0.0), atol=1e-14)
    np.testing.assert_allclose(step.push_ahead, (0.2232, -0.5184), atol=1e-14)
    assert step.brakes


def test_a_look_ahead_with_the_push_in_it_has_a_limit_of_its_own(fact: Facts) -> None:
    assert fact.told_limit == pytest.approx(0.25)
    assert fact.over_told == pytest.approx(1.340, abs=5e-4)
    bowl, start = objectives.load("bowl"), np.array([-4.0, -2.4])
    assert np.abs(whole_look_ahead(bowl, 0.24, 0.9, start, 2000)[-1]).max() < 1e-6
    assert np.abs(whole_look_ahead(bowl, 0.26, 0.9, start, 400)[-1]).max() > 1e3
    assert np.abs(fact.told_wild[-1, 1]) > 100
    assert np.abs(fact.told_ahead.x[-1]).max() < 0.05


def test_what_does_not_swing_is_refused() -> None:
    with pytest.raises(ContentError, match="not both directions swing"):
        facts(Params(objective=ObjectiveChoice(name="ravine"), learning_rate=0.05, momentum=0.8))
    with pytest.raises(ContentError, match="lies on an axis"):
        facts(Params(start=(-4.0, 0.0)))


def test_the_ravine_is_told_too() -> None:
    other = facts(Params(objective=ObjectiveChoice(name="ravine"), start=(-7.0, 2.0)))
    # Block 1: largest x within 30 steps .896 and .613, lowest y −1.4179 and −.6651.
    for trajectory, x, y in ((other.ball, 0.896, -1.4179), (other.ahead, 0.613, -0.6651)):
        assert trajectory.x[:31, 0].max() == pytest.approx(x, abs=5e-4)
        assert trajectory.x[:31, 1].min() == pytest.approx(y, abs=5e-5)
