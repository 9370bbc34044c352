"""Facts of Nesterov's momentum against the reference numbers (blocks 3 and 6), closed forms and other runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.objectives.quadratic import Quadratic
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
    free_ahead,
    free_ball,
)


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def test_defaults_are_the_reference_numbers(fact: Facts) -> None:
    # Block 6: λ 1, μ .9, from −4, rate .1: overshoot 2.415 / 1.418, last |x| > .04 before step 81 / 42.
    assert fact.over_ball == pytest.approx(2.415, abs=5e-4)
    assert fact.over_ahead == pytest.approx(1.418, abs=5e-4)
    assert (fact.settled_ball, fact.settled_ahead) == (81, 42)
    # Block 3, bowl (λ = 4): heavy ball .95, Nesterov .3393.
    assert fact.limit_ball == pytest.approx(0.95)
    assert fact.limit_ahead == pytest.approx(0.3393, abs=5e-5)


@pytest.mark.parametrize(
    ("rate", "over", "settled"),
    [(0.05, (1.912, 1.311), (87, 60)), (0.2, (2.836, 1.330), (84, 28))],
)
def test_other_rates_are_those_of_the_reference(
    rate: float, over: tuple[float, float], settled: tuple[int, int]
) -> None:
    # Numbers hold beyond the range in which the pictures fit the stage.
    other = facts(Params().model_copy(update={"learning_rate": rate}))
    assert (other.over_ball, other.over_ahead) == pytest.approx(over, abs=5e-4)
    assert (other.settled_ball, other.settled_ahead) == settled


def test_nesterov_is_momentum_with_a_friction_for_each_curvature(fact: Facts) -> None:
    bowl, start = objectives.load("bowl"), (-4.0, -2.4)
    assert (fact.friction_flat, fact.friction_steep) == (pytest.approx(0.81), pytest.approx(0.54))
    for axis, friction in enumerate((fact.friction_flat, fact.friction_steep)):
        twin = run(bowl, Momentum(0.1, friction), start, steps=80)
        np.testing.assert_allclose(twin.x[:, axis], fact.ahead.x[:81, axis], atol=1e-13)
    # The brake between both methods is α η λ, whatever the curvature.
    for curvature in (0.0, 1.0, 4.0, 6.0):
        assert 0.9 - fact.kept_at(curvature) == pytest.approx(0.9 * 0.1 * curvature)
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


def whole_look_ahead(rate: float, steps: int) -> np.ndarray:
    """Walk in the bowl as if one looked where momentum's whole step would lead, push and all."""
    curvatures, point, velocity, path = np.array([1.0, 4.0]), np.array([-4.0, -2.4]), np.zeros(2), []
    for _ in range(steps):
        asked = point + 0.9 * velocity - rate * curvatures * point
        velocity = 0.9 * velocity - rate * curvatures * asked
        point = point + velocity
        path.append(point)
    return np.array(path)


def test_with_the_push_in_it_the_look_turns_back_beyond_one_over_the_curvature(fact: Facts) -> None:
    # What docs/sources.toml says of the text: with the push kept, the run diverges sooner than Nesterov's.
    assert fact.limit_ahead > 1 / 4
    for rate, settles in ((0.24, True), (0.26, False)):
        assert bool(abs(whole_look_ahead(rate, 4000)[-1, 1]) < 1e-6) is settles


def test_what_is_left_in_the_long_run_is_the_closed_form_and_what_the_runs_do(fact: Facts) -> None:
    assert fact.kept_ball == pytest.approx(np.sqrt(0.9))
    for trajectory, kept in ((fact.ball, fact.kept_ball), (fact.ahead, ahead_factor(0.1, 0.9, 1.0))):
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


def test_at_its_best_rate_nesterov_leaves_less_than_momentum_ever_does(fact: Facts) -> None:
    rates = np.linspace(0.001, 0.949, 4000)

    def worse(factor: Callable[..., np.ndarray]) -> np.ndarray:
        return np.maximum(factor(rates, 0.9, 1.0), factor(rates, 0.9, 4.0))

    assert fact.best_rate == pytest.approx(rates[np.argmin(worse(ahead_factor))], abs=5e-4)
    assert fact.best_left == pytest.approx(worse(ahead_factor).min(), abs=1e-3)
    assert fact.best_left == pytest.approx(np.sqrt(0.9 * (1 - fact.best_rate)))
    # Momentum's two roots have the product α: the larger is never below its root.
    assert worse(ball_factor).min() == pytest.approx(np.sqrt(0.9))
    assert fact.kept_ball == pytest.approx(np.sqrt(0.9))


@pytest.mark.parametrize("steep", [4.0, 100.0])
def test_with_rate_and_alpha_both_free_momentum_leaves_less(steep: float) -> None:
    # Over a grid of both constants; nothing beside the closed forms leaves less.
    rates, shares = np.linspace(0.1, 3.9, 1521)[:, None] / steep, np.linspace(0.0, 0.96, 481)[None]
    for factor, best in ((ball_factor, free_ball(1.0, steep)), (ahead_factor, free_ahead(1.0, steep))):
        worse = np.maximum(factor(rates, shares, 1.0), factor(rates, shares, steep))
        assert best.left - 1e-9 <= worse.min() <= best.left + 0.02
        for curvature in (1.0, steep):
            # Roots that fall together lose half the digits.
            assert float(factor(best.rate, best.share, curvature)) == pytest.approx(best.left, abs=1e-6)
    assert free_ball(1.0, steep).left < free_ahead(1.0, steep).left


@pytest.mark.parametrize("momentum", [0.8, 0.9, 0.95])
def test_at_a_large_alpha_held_nesterov_leaves_less_than_momentum_ever_does(momentum: float) -> None:
    fact = facts(Params(momentum=momentum))
    rates = np.linspace(1e-3, 0.99 * fact.limit_ball, 2000)
    ball = np.maximum(*(ball_factor(rates, momentum, curvature) for curvature in (fact.flat, fact.steep)))
    assert fact.best_left < fact.kept_ball <= ball.min() + 1e-9


def test_the_constants_that_are_free_are_those_of_the_bowl(fact: Facts) -> None:
    assert (fact.free_ball.rate, fact.free_ball.share, fact.free_ball.left) == pytest.approx(
        (4 / 9, 1 / 9, 1 / 3)
    )
    assert (fact.free_ahead.rate, fact.free_ahead.left) == pytest.approx((4 / 13, 1 - 2 / np.sqrt(13)))
    assert fact.free_ahead.share == pytest.approx(0.2864, abs=5e-5)


def test_in_a_narrow_bowl_each_at_its_best_nesterov_settles_sooner_and_rests_across(fact: Facts) -> None:
    def last_outside(alpha: float, tolerance: float, *, looks: bool, flat: float = 0.04) -> tuple[int, int]:
        method = (Nesterov if looks else Momentum)(0.1, alpha)
        path = run(Quadratic((flat, 4.0)), method, (-4.0, -2.4), steps=900).x
        outside = np.abs(path) > tolerance * np.abs(path[0])
        along, across = (int(np.flatnonzero(outside[:, axis])[-1]) + 1 for axis in (0, 1))
        return along, across

    narrow = fact.narrow
    assert narrow.flat == pytest.approx(0.04)
    assert (narrow.ball.both, narrow.ahead.both, narrow.calm.both) == (77, 65, 523)
    assert (narrow.ball.across, narrow.ahead.across) == (77, 15)
    assert (narrow.calm.along, narrow.calm.across) == last_outside(0.54, 0.01, looks=False)
    # No α beside the best ones does better, and neither the tolerance nor the curvature decides it.
    around = np.arange(0.86, 0.97, 0.002)
    for tolerance, flat in ((0.01, 0.04), (0.1, 0.04), (0.001, 0.04), (0.01, 0.02)):
        ball, ahead = (
            min((last_outside(alpha, tolerance, looks=looks, flat=flat) for alpha in around), key=max)
            for looks in (False, True)
        )
        assert max(ahead) < max(ball)
        assert ahead[1] < 0.25 * ball[1]
        if (tolerance, flat) == (0.01, 0.04):
            assert max(ball) >= narrow.ball.both
            assert max(ahead) >= narrow.ahead.both


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
    # Nesterov's step swings less far out, across and along.
    assert np.all(np.abs(step.carried + step.push_ahead) < np.abs(step.carried + step.push_here))


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
