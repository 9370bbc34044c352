"""Facts of gradient noise against closed forms, runs of optimlib, and the reference (block 5)."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from optimlib.batches import full_batch
from optimlib.datasets import Data
from optimlib.gradient_noise import noise_floor
from optimlib.regression import fit, sample_gradients
from optimlib.schedules import Constant, InverseTime
from scenes.segments.minibatch_noise.facts import (
    FLOOR_RATES,
    FLOOR_SIZES,
    LOW,
    SAMPLES,
    SIZES,
    START,
    Facts,
    Params,
    facts,
)
from scenes.segments.minibatch_noise.noisy_descent import descend_on


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_the_best_weights_leave_no_gradient(stock: Facts) -> None:
    gradients = sample_gradients(stock.fit.data, stock.fit.best)
    np.testing.assert_allclose(gradients.mean(axis=0), 0.0, atol=1e-12)
    start = np.array(START)
    residual = stock.fit.data.x @ start - stock.fit.data.y
    assert stock.fit.lowest + stock.start_excess == pytest.approx(np.mean(residual**2))


def test_variance_of_a_mean_falls_with_the_batch(stock: Facts) -> None:
    # Block 5: B var/v = 1 within .04 there; a thousand draws of a skewed gradient scatter by some .08.
    np.testing.assert_allclose(stock.measured * SIZES, 1.0, atol=0.12)
    n, sizes = SAMPLES, np.array(SIZES)
    np.testing.assert_allclose(stock.theory_without, (n - sizes) / (n - 1) / sizes, atol=1e-12)
    np.testing.assert_allclose(stock.measured_without[:-1] / stock.theory_without[:-1], 1.0, atol=0.12)
    assert stock.measured_without[-1] < 1e-20
    # Four times the work, half the scatter.
    small, large = stock.work_sizes
    assert large == 4 * small
    ratio = stock.measured[SIZES.index(large)] / stock.measured[SIZES.index(small)]
    assert np.sqrt(ratio) == pytest.approx(0.5, abs=0.03)


def test_single_gradients_live_on_at_the_minimum_unless_all_samples_fit(stock: Facts) -> None:
    # By hand, with residual e: the gradient of one sample is 2e (x, 1), so its mean square is 4 mean(e² (x² + 1)).
    data = stock.fit.data
    residual = data.x @ stock.fit.best - data.y
    assert stock.pull == pytest.approx(np.sqrt(4 * np.mean(residual**2 * (data.x[:, 0] ** 2 + 1))))
    np.testing.assert_allclose(stock.pulls, -stock.arrow_scale * _one_by_one(data, stock))
    # The old samples lie on y = 2x: nothing pulls at the minimum, and nothing is left for a floor.
    np.testing.assert_allclose(stock.exact.best, (2.0, 0.0), atol=1e-12)
    assert stock.exact_pull < 1e-12
    assert stock.exact.lowest < 1e-24
    assert abs(stock.exact.floor(0.01, 1)) < 1e-24


def test_without_noise_in_the_data_there_is_no_floor(stock: Facts) -> None:
    # The control: the same inputs, rate and batches; only the targets lie exactly on the best line.
    data = Data.of(stock.fit.data.x, stock.fit.data.x @ stock.fit.best)
    batches = np.random.default_rng(1).integers(SAMPLES, size=(2000, 8, 1))
    rate, start = Constant(stock.learning_rate), np.array(START)
    exact, noisy = (descend_on(some, batches, rate, start) for some in (data, stock.fit.data))
    assert stock.fit.excess(exact[-200:]).mean() < 1e-12
    assert stock.fit.excess(noisy[-200:]).mean() == pytest.approx(stock.single.floor, rel=0.3)


def _one_by_one(data: Data, stock: Facts) -> np.ndarray:
    rows = stock.drawn[:, 0]
    return np.array([2 * (data.x[row] @ stock.fit.best - data.y[row]) * data.x[row] for row in rows])


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"learning_rate": 0.06},
        {"learning_rate": 0.11, "noise": 1.2},
        {"decay_scale": 50.0, "noise": 0.7},
        {"decay_scale": 200.0, "noise": 1.2},
    ],
)
def test_in_the_end_the_full_batch_wins(changed: dict[str, float]) -> None:
    fact = facts(Params(**changed))
    assert fact.full.end < fact.falling.end < fact.mini.floor < fact.single.floor
    assert fact.full.gradients[-1] == fact.single.gradients[-1] == fact.updates
    # "Later a falling rate leads": it is the lowest of all before the full batch overtakes.
    half = fact.epochs // 2
    assert fact.falling.excess[half * SAMPLES] < min(fact.full.excess[half], fact.mini.floor)
    # "Quick at first": as many gradients, and the small batches lie lower.
    at = fact.single.low_after
    assert fact.single.excess[at] < fact.mini.excess[at // fact.batch_size]
    assert fact.mini.excess[SAMPLES // fact.batch_size] < fact.full.excess[1]


@pytest.mark.parametrize("changed", [{}, {"noise": 0.7}, {"noise": 1.2}])
def test_with_its_own_rate_the_full_batch_still_pays_more(changed: dict[str, float]) -> None:
    fact = facts(Params(**changed))
    # Counted in updates the three are alike; counted in gradients they are not.
    updates = [run.low_updates for run in (fact.single, fact.mini, fact.full)]
    assert max(updates) < 2 * min(updates)
    assert fact.full.low_after > 10 * fact.mini.low_after > 50 * fact.single.low_after
    # The control: no constant rate gets there in less than one update on all samples.
    assert fact.own.low_updates == 1
    assert fact.own.low_after == SAMPLES > fact.mini.low_after
    # By hand: along an axis of curvature λ one update at η leaves (1 − ηλ)² of the excess.
    small, large = fact.curvatures
    assert fact.own_rate == pytest.approx(2 / (small + large))
    assert fact.own.excess[1] / fact.own.excess[0] == pytest.approx(
        ((large - small) / (large + small)) ** 2, rel=1e-6
    )


@pytest.mark.parametrize("changed", [{}, {"noise": 0.7}, {"noise": 1.2}])
def test_linked_arrows_lie_on_both_sides_and_one_points_away(changed: dict[str, float]) -> None:
    fact = facts(Params(**changed))
    left, right, away = (fact.arrows[number, 0] for number in fact.linked)
    across = np.array([-fact.full_descent[1], fact.full_descent[0]])
    assert left @ across > 0 > right @ across
    assert away @ fact.full_descent < 0
    assert len(set(fact.linked)) == 3


def test_arrows_are_means_of_the_samples_drawn(stock: Facts) -> None:
    batch = stock.drawn[3, :10]
    np.testing.assert_allclose(stock.arrows[3, 9], stock.descents[batch].mean(axis=0))


def test_descent_on_all_samples_is_that_of_optimlib(stock: Facts) -> None:
    run = fit(stock.fit.data, full_batch(), stock.learning_rate, START, stock.epochs)
    np.testing.assert_allclose(stock.full.path, run.w, rtol=1e-10)


def test_an_update_moves_the_weights_as_by_hand() -> None:
    data = Data.of([[1.0, 1.0], [2.0, 1.0]], [0.0, 3.0])
    batches = np.array([[[0]], [[1]]])
    path = descend_on(data, batches, Constant(0.1), np.array([1.0, 0.0]))[:, 0]
    # By hand: the residual of the first sample is 1, so both weights fall by 0.2; then 2 · 0.8 − 0.2 − 3 = −1.6.
    np.testing.assert_allclose(path[1], (0.8, -0.2))
    np.testing.assert_allclose(path[2], (0.8 + 0.64, -0.2 + 0.32))


def test_the_exact_floor_is_the_known_one_at_small_rates(stock: Facts) -> None:
    curvatures, axes = np.linalg.eigh(stock.fit.hessian)
    along = np.var(sample_gradients(stock.fit.data, stock.fit.best) @ axes, axis=0)
    for size in (1, 16):
        simple = sum(
            0.5 * curvature * noise_floor(1e-4, curvature, variance, size)
            for curvature, variance in zip(curvatures, along, strict=True)
        )
        assert stock.fit.floor(1e-4, size) == pytest.approx(simple, rel=1e-3)


@pytest.mark.parametrize("changed", [{}, {"learning_rate": 0.06}, {"learning_rate": 0.11, "noise": 1.2}])
def test_floors_are_as_theory_says(changed: dict[str, float]) -> None:
    fact = facts(Params(**changed))
    np.testing.assert_allclose(fact.floors / fact.floor_theory, 1.0, atol=0.1)
    # The law ησ²/(4B) holds at small rates, and the exact floor lies above it, the more the larger the rate.
    law = np.array(
        [
            [fact.small_rate_floor(share * fact.learning_rate, size) for size in FLOOR_SIZES]
            for share in FLOOR_RATES
        ]
    )
    above = fact.floor_theory / law
    assert np.all(above > 1.0)
    assert np.all(np.diff(above, axis=0) < 0)
    assert np.all(above[-1, 1:] < 1.1)
    assert fact.small_rate_floor(1e-4, 4) == pytest.approx(fact.fit.floor(1e-4, 4), rel=1e-3)
    assert fact.single.floor == pytest.approx(fact.floor_theory[0, 0], rel=0.15)
    assert fact.mini.floor == pytest.approx(fact.fit.floor(fact.learning_rate, fact.batch_size), rel=0.15)


@pytest.mark.parametrize("changed", [{}, {"learning_rate": 0.06}, {"noise": 1.2}, {"decay_scale": 200.0}])
def test_what_the_words_say_of_the_runs(changed: dict[str, float]) -> None:
    fact = facts(Params(**changed))
    assert fact.single.low_after < fact.mini.low_after < fact.full.low_after
    for run in (fact.single, fact.mini, fact.full):
        update = run.low_after // run.batch_size
        assert run.excess[update] < LOW <= run.excess[update - 1]
    # The single samples' floor, not the mini-batch's, is what the falling rate goes far below.
    assert fact.falling.end < 0.02 * fact.single.floor
    quarter = fact.falling.excess[len(fact.falling.excess) // 4 :]
    assert quarter[-1000:].mean() < 0.5 * quarter[:1000].mean()


@pytest.mark.parametrize("wrong", [{"learning_rate": 0.5}, {"batch_size": 1}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)


@pytest.mark.parametrize("changed", [{}, {"learning_rate": 0.06}, {"noise": 1.2}, {"decay_scale": 50.0}])
def test_a_falling_rate_sinks_along_the_law(changed: dict[str, float]) -> None:
    fact = facts(Params(**changed))
    # The rate of each update from the schedule itself; runs scatter, so they are averaged over a tenth of the way.
    schedule = InverseTime(fact.learning_rate, fact.decay_scale)
    updates = len(fact.falling.excess) - 1
    for share in (0.2, 0.5, 0.9):
        last = int(share * updates)
        window = np.arange(last - updates // 10, last)
        law = [fact.small_rate_floor(schedule(int(at)), 1) for at in window]
        np.testing.assert_allclose(fact.falling_floor(window), law)
        assert fact.falling.excess[window].mean() == pytest.approx(np.mean(law), rel=0.35)


def test_the_top_floor_is_off_the_law_mostly_since_noise_grows_away_from_the_minimum(stock: Facts) -> None:
    # With the noise of the minimum everywhere, an axis settles to ηv/((2 − ηλ)λ): a quarter of what is missing.
    curvatures, axes = np.linalg.eigh(stock.fit.hessian)
    along = np.var(sample_gradients(stock.fit.data, stock.fit.best) @ axes, axis=0)
    still = sum(
        0.5 * curvature * noise_floor(stock.learning_rate, curvature, variance)
        for curvature, variance in zip(curvatures, along, strict=True)
    )
    assert stock.top_law < still < stock.top_floor
    assert still - stock.top_law < 0.35 * (stock.top_floor - stock.top_law)
    # Further out, single gradients scatter more.
    gradients = [sample_gradients(stock.fit.data, stock.fit.best + off) for off in (0.0, 0.5, 1.0)]
    assert np.all(np.diff([np.var(one, axis=0).sum() for one in gradients]) > 0)
    # Small rates are what the law holds for: the words say how closely.
    rates, sizes = stock.learning_rate * np.array(FLOOR_RATES[1:]), np.array(FLOOR_SIZES)
    small = stock.floors[1:] / (np.outer(rates, 1 / sizes) * along.sum() / 4)
    assert stock.floors_near - 0.01 < np.abs(small - 1).max() <= stock.floors_near < 0.25
    assert stock.top_floor / stock.top_law > 1.4
