"""Facts of AdaGrad against the reference numbers (blocks 1 and 7), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.gradient_descent import GradientDescent
from scenes.errors import ContentError
from scenes.facts.turning import turned
from scenes.segments.adagrad.facts import (
    EPSILON,
    LONG,
    MEMORY,
    NOISE,
    Params,
    facts,
    turned_valley,
)
from scenes.segments.adagrad.one_tank import OneTank


def test_defaults_are_the_reference_numbers() -> None:
    fact = facts(Params())
    # Block 1, the row of AdaGrad 1.5: ε is 1e-7 outside the root, as there.
    assert fact.own.x[-1] == pytest.approx((-0.12016232231416045, 2.486e-17), rel=1e-3, abs=1e-15)
    assert fact.own.x[-1, 0] == pytest.approx(-0.12016232231416045, rel=1e-12)
    assert fact.own_loss == pytest.approx(7.21949e-4, rel=1e-6)
    assert fact.path_length == pytest.approx(7.578, abs=5e-4)
    assert (np.diff(fact.own.value) < 0).all()
    # Its effective rates at t = 1, 2, 5, 10, 30.
    steps = np.array([1, 2, 5, 10, 30]) - 1
    assert fact.rates[steps, 0] == pytest.approx([2.143, 1.685, 1.334, 1.214, 1.177], abs=5e-4)
    assert fact.rates[steps, 1] == pytest.approx([0.375, 0.3638, 0.36295, 0.36295, 0.36295], abs=5e-5)
    assert fact.rates[0] == pytest.approx([1.5 / 0.7, 1.5 / 4])


def test_the_first_step_is_as_long_as_the_rate_in_both_coordinates() -> None:
    fact = facts(Params(start=(-9.0, 4.0), learning_rate=2.0))
    assert np.abs(fact.own.step[0]) == pytest.approx([2.0, 2.0], rel=1e-6)


def test_one_over_the_curvature_needs_one_step() -> None:
    fact = facts(Params())
    rates = np.array([fact.wish_x, fact.wish_y])
    end = fact.own.x[0] - rates * fact.gradient
    assert end == pytest.approx([0, 0], abs=1e-12)


def test_the_control_differs_in_the_tank_alone() -> None:
    fact = facts(Params())
    point, square_sum = np.array([-7.0, 2.0]), 0.0
    for _ in range(30):
        gradient = np.array([0.1, 2.0]) * point
        square_sum += gradient @ gradient
        point = point - 1.5 * gradient / (np.sqrt(square_sum) + EPSILON)
    assert fact.shared.x[-1] == pytest.approx(point, rel=1e-9, abs=1e-12)
    assert fact.shared_loss == pytest.approx(0.33842, abs=5e-6)
    # With one coordinate there is only one tank, and both are the same method.
    line = objectives.load("quadratic", eigenvalues=(0.7,))
    one, own = (run(line, method(0.5, epsilon=EPSILON), [3.0], 20) for method in (OneTank, AdaGrad))
    np.testing.assert_allclose(one.x, own.x, rtol=1e-12)


def test_rate_times_slope_is_the_learning_rate_in_both_coordinates_of_the_first_step() -> None:
    fact = facts(Params())
    np.testing.assert_allclose(fact.first_slopes, (0.7, 4.0), rtol=1e-12)
    np.testing.assert_allclose(fact.first_rates, (1.5 / 0.7, 1.5 / 4.0), rtol=1e-6)


def test_plain_descent_does_not_come_as_low_at_any_rate() -> None:
    fact = facts(Params())
    fine = np.linspace(0.01, 0.999, 2000)
    closed = (7 * (1 - 0.1 * fine) ** 30) ** 2 / 20 + (2 * (1 - 2 * fine) ** 30) ** 2
    assert fact.plain_lowest == pytest.approx(closed.min(), rel=1e-3)
    # Block 1 of the viewers' count: the best constant rate of 30 steps is about .928, at .0075.
    assert fact.plain_lowest == pytest.approx(0.0075, abs=5e-5)
    assert fact.plain_rate == pytest.approx(0.928, abs=1e-3)
    assert fact.plain.value[-1] == pytest.approx(fact.plain_lowest)
    assert fact.own_loss < fact.plain_lowest / 10


def test_one_tank_comes_as_low_by_a_far_longer_way_alone() -> None:
    fact = facts(Params())
    ravine, start = objectives.load("ravine"), (-7.0, 2.0)
    assert not fact.never_reaches
    below, enough = (
        run(ravine, OneTank(fact.reach_rate * share, epsilon=EPSILON), start, 30) for share in (0.99, 1.01)
    )
    assert enough.value[-1] < fact.own_loss < below.value[-1]
    coarse = [
        run(ravine, OneTank(rate, epsilon=EPSILON), start, 30)
        for rate in np.arange(0.5, fact.reach_rate, 0.5)
    ]
    assert min(one.value[-1] for one in coarse) > fact.own_loss
    assert fact.reach_length == pytest.approx(enough.path_length, rel=0.03)
    assert fact.reach_length > 10 * fact.path_length
    assert fact.thrown == pytest.approx(2 - fact.reach_rate, abs=1)
    for sweep, method in zip(fact.sweeps, (GradientDescent, OneTank, AdaGrad), strict=True):
        place = len(sweep.rates) // 3
        options = {} if method is GradientDescent else {"epsilon": EPSILON}
        alone = run(ravine, method(float(sweep.rates[place]), **options), start, 30)
        assert alone.value[-1] == pytest.approx(sweep.loss[place], rel=1e-9)
        assert alone.path_length == pytest.approx(sweep.length[place], rel=1e-9)


def test_a_rate_that_is_one_over_the_curvature_times_what_the_way_gives() -> None:
    fact = facts(Params())
    for axis in (0, 1):
        walked = fact.own.x[:-1, axis]
        assert fact.ways[axis] == pytest.approx(1.5 / np.sqrt(walked @ walked), rel=1e-6)
        assert fact.wish[axis] * fact.ways[axis] == pytest.approx(fact.rates[-1, axis])
    assert fact.ways == pytest.approx([0.118, 0.726], abs=5e-4)


def test_a_longer_way_has_a_smaller_factor() -> None:
    ways = [facts(Params(start=(-x, 2.0))).ways[0] for x in (5.0, 6.0, 7.0)]
    assert ways[0] > ways[1] > ways[2]


@pytest.mark.parametrize("curvature", [0.02, 0.1, 2.0, 50.0])
def test_the_curvature_cancels(curvature: float) -> None:
    """On a quadratic along its axes, the step is −η x/√Σx²: which curvature it has cannot be told from the path."""
    x, squares, path = -7.0, 0.0, [-7.0]
    for _ in range(30):
        squares += x * x
        x -= 1.5 * x / np.sqrt(squares)
        path.append(x)
    line = objectives.load("quadratic", eigenvalues=(curvature,))
    walked = run(line, AdaGrad(1.5, epsilon=0.0), [-7.0], 30).x[:, 0]
    np.testing.assert_allclose(walked, path, rtol=1e-12)


def test_a_round_bowl_is_walked_alike_but_not_by_plain_descent() -> None:
    fact = facts(Params())
    assert fact.round_gap < 10.0**fact.gap_power <= 1e-6
    assert [fact.across(share) for share in (0.0, 1.0)] == pytest.approx([2.0, 0.1])
    for share in (0.0, 0.3, 0.7, 1.0):
        valley = objectives.load("quadratic", eigenvalues=(0.1, fact.across(share)))
        plain, own = (
            run(valley, method, (-7.0, 2.0), 30)
            for method in (GradientDescent(fact.plain_rate), AdaGrad(1.5, epsilon=EPSILON))
        )
        np.testing.assert_allclose(fact.plain_across(fact.across(share)), plain.x, atol=1e-12)
        # On the way to the bowl AdaGrad's path stays where it is, too.
        assert np.linalg.norm(own.x - fact.own.x, axis=-1).max() < 10.0**fact.gap_power
    assert np.linalg.norm(fact.plain_across(0.1) - fact.plain.x, axis=-1).max() > 3
    # Its factors are those of the valley, whatever the curvature.
    assert fact.round.state.rate[-1] * 0.1 == pytest.approx(fact.ways, rel=1e-6)


def test_the_valley_is_turned_with_its_start() -> None:
    fact = facts(Params())
    start = turned(np.array([-7.0, 2.0]), 45)
    assert fact.turned.x[0] == pytest.approx(start)
    assert fact.turned.value[0] == pytest.approx(fact.start_loss)
    angle = np.radians(45)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix, point, square_sum = turn @ np.diag([0.1, 2.0]) @ turn.T, turn @ [-7.0, 2.0], np.zeros(2)
    for _ in range(30):
        gradient = matrix @ point
        square_sum += gradient**2
        point = point - fact.turned_rate * gradient / (np.sqrt(square_sum) + EPSILON)
    assert fact.turned_loss == pytest.approx(point @ matrix @ point / 2, rel=1e-9)
    # What flows into each tank comes from the steep direction, but for a trifle.
    steep = fact.turned.x @ (-np.sin(angle), np.cos(angle)) * 2.0 / np.sqrt(2)
    share = np.sum(steep[:-1] ** 2) / fact.turned.state.square_sum[-1]
    assert share == pytest.approx([1, 1], abs=0.2)
    # No rate does better there, and plain descent is not touched: AdaGrad has lost.
    valley = turned_valley(np.array([0.1, 2.0]))
    for rate in np.geomspace(0.1, 45, 60):
        assert (
            run(valley, AdaGrad(float(rate), epsilon=EPSILON), start, 30).value[-1] > 0.999 * fact.turned_loss
        )
    np.testing.assert_allclose(fact.turned_plain.x, turned(fact.plain.x, 45), atol=1e-9)
    assert fact.turned_loss > 5 * fact.turned_plain.value[-1]
    assert fact.turned_plain.value[-1] == pytest.approx(fact.plain_lowest)


def test_without_noise_the_rate_stays_and_with_noise_it_falls_for_ever() -> None:
    fact = facts(Params())
    assert fact.still[99] == pytest.approx(fact.still_end, rel=1e-9)
    assert fact.still_end == pytest.approx(1.5 / np.sqrt(np.sum(fact.own.grad[:, 0] ** 2)), rel=1e-3)
    assert fact.total == pytest.approx(
        np.sum(
            run(objectives.load("ravine"), AdaGrad(1.5, epsilon=EPSILON), [-7.0, 2.0], 300).grad[:, 0] ** 2
        )
    )
    # Gradients shrink by a constant factor in the end, 1 − rate · curvature.
    shrink = fact.own.grad[1:, 0] / fact.own.grad[:-1, 0]
    assert shrink[-1] == pytest.approx(1 - 0.1 * fact.still_end, rel=1e-4)
    assert fact.square_factor == pytest.approx(shrink[-1] ** 2, rel=1e-3)
    # Whatever the seed: the sum of squares grows like t times the variance.
    law = 1.5 / np.sqrt(NOISE * LONG)
    assert fact.noisy_end == pytest.approx(law, rel=0.03)
    least, median, most = fact.noisy
    assert np.all(least <= median)
    assert np.all(median <= most)
    # Late, all runs are close together; early, noise makes a difference.
    assert most[-1] < 1.05 * least[-1]
    assert most[4] > 2 * least[4]
    for seed in range(3):
        noise = np.random.default_rng(seed).normal(size=(LONG, 2))
        noisy = run(objectives.load("ravine"), AdaGrad(1.5, epsilon=EPSILON), [-7.0, 2.0], LONG, noise=noise)
        assert noisy.state.rate[-1, 0] == pytest.approx(law, rel=0.05)


def test_the_rates_come_part_of_the_way_to_the_wished_ratio() -> None:
    fact = facts(Params())
    assert fact.wished_ratio == pytest.approx(2.0 / 0.1)
    first, second = np.sqrt(np.sum(fact.own.x[:-1] ** 2, axis=0))
    assert fact.rate_ratio == pytest.approx(fact.wished_ratio * second / first, rel=1e-6)
    assert fact.rate_ratio == pytest.approx(3.24, abs=0.01)


def test_the_bowl_keeps_its_rate_too() -> None:
    # Block 7: rate (.1511, .0827) for η = 1 from (−4, −2.4).
    bowl = run(objectives.load("bowl"), AdaGrad(1.0, epsilon=0.0), [-4.0, -2.4], LONG)
    assert bowl.state.rate[-1] == pytest.approx([0.1511, 0.0827], abs=5e-5)


def test_most_of_the_tank_is_from_the_first_step() -> None:
    fact = facts(Params())
    assert fact.first_share == pytest.approx(16 / np.sum(fact.own.grad[:, 1] ** 2), rel=1e-12)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"start": (-7.0, 0.0)}, "lies on an axis"),
        ({"start": (-20.0, 0.5)}, "larger along the valley"),
        ({"learning_rate": 0.1}, "does not end below"),
    ],
)
def test_a_story_that_would_not_hold_is_refused(params: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        facts(Params(**params))


def test_the_methods_of_before_are_those_of_their_segments() -> None:
    from scenes.segments.rolling_ball.facts import Params as Ball

    assert {name: getattr(Ball(), name) for name in MEMORY} == MEMORY
