"""Facts of the saddle and of random matrices against closed forms, hand-worked runs, the reference (block 9)."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from pydantic import ValidationError

from optimlib import objectives
from optimlib.run import run
from scenes.segments.saddles.facts import (
    METHODS,
    OUT,
    UNSCALED,
    Facts,
    Params,
    facts,
    method,
    steps_to_leave,
    sum_of_kicks,
)
from scenes.segments.saddles.repulsion import Pairs


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_eigenvalues_at_the_saddle_by_hand(stock: Facts) -> None:
    assert stock.eigenvalues == (2.0, -2.0)


def test_on_the_crest_it_stays_for_ever(stock: Facts) -> None:
    # x is multiplied by 1 − 2η in every step, and y = 0 has no slope.
    steps = np.arange(len(stock.crest.x))
    np.testing.assert_allclose(stock.crest.x[:, 0], 0.8**steps, rtol=1e-12)
    assert np.all(stock.crest.x[:, 1] == 0)
    for name in METHODS:
        assert np.all(
            run(objectives.load("bounded_saddle"), method(name, 0.1), [1.0, 0.0], 200).x[:, 1] == 0
        ), name


def test_the_run_beside_it_step_by_step(stock: Facts) -> None:
    y, step = stock.offset, 0
    while y <= OUT:
        y -= stock.learning_rate * (-2 * y + 2 * y**3)
        step += 1
    assert stock.plain == step == 73
    assert stock.predicted == pytest.approx(math.log(0.5e6) / math.log(1.2))
    # The fourth power slows it a little on the last steps, so the line is a bound from below.
    assert 0 <= stock.plain - stock.predicted < 3


def steps_from(offsets: np.ndarray, rate: float) -> dict[str, np.ndarray]:
    """Steps to leave from each start across, by method."""
    starts = np.column_stack([np.ones_like(offsets), offsets])
    ground = objectives.load("bounded_saddle")
    return {name: steps_to_leave(run(ground, method(name, rate), starts, 600).x) for name in METHODS}


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.2])
def test_a_thousand_times_as_close_costs_the_same_anywhere(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    counts = steps_from(np.array([1e-12, 1e-9, 1e-6, 1e-3]), rate)["gradient_descent"]
    for near, far in pairwise(counts):
        assert near - far == pytest.approx(fact.per_thousand, abs=1)
    closer = int(steps_to_leave(fact.closer.x[:, None])[0])
    assert closer - fact.plain == pytest.approx(fact.per_thousand, abs=1)


def test_a_flat_saddle_holds_longer_by_its_curvature() -> None:
    # Steps of y ← (1 + η|λ|)y until |y| > .5, counted; the logarithm of the start stands over ln(1 + η|λ|).
    def steps(curvature: float) -> int:
        y, count = 1e-6, 0
        while y <= 0.5:
            y, count = y + 0.1 * curvature * y, count + 1
        return count

    for curvature in (2.0, 0.2, 0.02):
        assert steps(curvature) == math.ceil(math.log(0.5 / 1e-6) / math.log1p(0.1 * curvature))
    assert steps(0.02) > 9 * steps(0.2) > 80 * steps(2.0)


def test_the_flatter_saddle_that_is_shown(stock: Facts) -> None:
    # Nothing but the curvature differs: a tenth of it takes what a tenth of the rate takes.
    assert stock.flat_steps == stock.slow_left["gradient_descent"] == 670
    y, count = stock.offset, 0
    while y <= OUT:
        y, count = y + 0.1 * 0.1 * (2 * y - 2 * y**3), count + 1
    assert count == stock.flat_steps
    assert stock.flat_steps / stock.plain == pytest.approx(math.log(1.2) / math.log(1.02), rel=0.02)


def test_the_plain_saddle_of_the_reference() -> None:
    # Block 9: x² − y² from (1, 1e-6), η = .1, steps until |y| > 1.
    expected = {
        "gradient_descent": 76,
        "momentum": 36,
        "nesterov": 31,
        "adagrad": 17,
        "rmsprop": 4,
        "adam": 11,
    }
    for name, count in expected.items():
        points = run(objectives.load("saddle"), method(name, 0.1), [1.0, 1e-6], 80).x
        assert int(np.argmax(np.abs(points[:, 1]) > 1)) == count, name


def test_who_scales_does_not_mind_how_close_the_start_is(stock: Facts) -> None:
    for name, row in steps_from(10.0 ** np.arange(-12, 0), 0.1).items():
        if name in UNSCALED:
            assert np.all(np.diff(row) < 0), name
        else:
            assert row.max() - row.min() <= 3, name
            assert stock.first_steps[name] > 0.09
    assert stock.whole_rate
    assert not facts(Params(offset=1e-8)).whole_rate
    # Against the gradient as it is, worked by hand: 2 η y.
    assert stock.first_steps["gradient_descent"] == pytest.approx(2e-7, rel=1e-6)


def test_a_tenth_of_the_rate_turns_the_order(stock: Facts) -> None:
    assert stock.adagrad < stock.momentum
    assert stock.slow_adagrad > stock.slow_momentum
    assert not stock.same_order
    # Its steps shrink as it adds up squares: the control adds up none, and grows by a factor as plain descent does.
    ratios = {name: stock.slow_left[name] / stock.left[name] for name in METHODS}
    assert (
        ratios["adagrad"]
        == stock.adagrad_ratio
        > 3 * max(ratio for name, ratio in ratios.items() if name != "adagrad")
    )


def test_noise_frees_every_run(stock: Facts) -> None:
    assert np.all(stock.noisy_left > 0)
    # Block 9 counts until a loss of −.49 or so: median 42 (34 to 79); half way is a few steps earlier.
    assert 30 <= stock.median <= 42
    assert np.sum(stock.noisy_left <= stock.median) >= stock.noisy_runs / 2
    assert np.sum(stock.noisy_left < stock.median) < stock.noisy_runs / 2
    assert stock.last == stock.noisy_left.max()
    # On both sides, or it would not be noise.
    assert 0.3 < np.mean(stock.noisy[-1, :, 1] > 0) < 0.7


@pytest.mark.parametrize("noise", [0.003, 0.01, 0.03])
def test_kicks_add_up_to_a_start_beside_the_crest(noise: float) -> None:
    """The sum over kicks, drawn with a generator of its own, and the law from there against many runs of its own."""
    rng = np.random.default_rng(21)
    kicks = noise * rng.normal(size=(60, 20000))
    sums = 0.1 * kicks.T @ (1.2 ** -np.arange(1.0, 61.0))
    assert np.median(np.abs(sums)) == pytest.approx(sum_of_kicks(noise, 0.1), rel=0.03)
    y, left = np.zeros(20000), np.full(20000, -1)
    for step in range(1, 120):
        y = y + 0.1 * (2 * y - 2 * y**3 + noise * rng.normal(size=y.shape))
        left = np.where((left < 0) & (np.abs(y) > OUT), step, left)
    predicted = math.log(OUT / sum_of_kicks(noise, 0.1)) / math.log(1.2)
    assert np.median(left) == pytest.approx(predicted, abs=1.6)


def test_half_of_the_shown_runs_leave_as_the_law_says(stock: Facts) -> None:
    assert stock.predicted_noisy == pytest.approx(33.99, abs=0.01)
    assert stock.median == pytest.approx(stock.predicted_noisy, abs=2)


def test_chances_of_the_reference(stock: Facts) -> None:
    assert stock.chance_pair == pytest.approx((2 - math.sqrt(2)) / 4)
    assert stock.chances[2] == pytest.approx((math.pi - 2 * math.sqrt(2)) / (4 * math.pi))
    assert stock.chance_last == pytest.approx(4.62018747755e-6, rel=1e-6)
    assert stock.told_last == 1 / 64
    assert (stock.one_in_thousands, stock.one_in_wan) == pytest.approx((216.4, 21.64), abs=0.05)
    assert stock.too_large == pytest.approx(3382, rel=1e-3)
    spread = np.sqrt(stock.chances[:4] * (1 - stock.chances[:4]) / stock.draws)
    assert np.all(np.abs(stock.measured - stock.chances[:4]) < 4 * spread)


def test_the_entry_beside_the_diagonal_drives_eigenvalues_apart(stock: Facts) -> None:
    pairs = stock.pairs
    np.testing.assert_allclose(pairs.eigenvalues(0.0), pairs.diagonal, atol=1e-12)
    matrices = np.empty((len(pairs.beside), 2, 2))
    matrices[:, (0, 1), (0, 1)] = pairs.diagonal
    matrices[:, 0, 1] = matrices[:, 1, 0] = pairs.beside
    np.testing.assert_allclose(np.sort(pairs.eigenvalues(1.0)), np.linalg.eigvalsh(matrices), atol=1e-9)
    apart = [np.ptp(pairs.eigenvalues(share), axis=1) for share in (0.0, 0.5, 1.0)]
    assert np.all(apart[0] <= apart[1])
    assert np.all(apart[1] <= apart[2])
    shares = [pairs.both_positive(share) for share in (0.0, 0.5, 1.0)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == pytest.approx(0.25, abs=0.03)
    assert shares[2] == pytest.approx(stock.chance_pair, abs=0.02)


def test_variances_of_the_entries_are_those_that_the_screen_tells() -> None:
    pairs = Pairs.drawn(100_000, np.random.default_rng(1))
    assert np.var(pairs.diagonal) == pytest.approx(2, rel=0.03)
    assert np.var(pairs.beside) == pytest.approx(1, rel=0.03)


def test_bad_numbers_are_refused() -> None:
    for wrong in ({"learning_rate": 0.5}, {"offset": 0.0}, {"noise": 0.0}):
        with pytest.raises(ValidationError):
            Params(**wrong)


def test_the_flatter_saddle_has_a_law_of_its_own_and_a_ground() -> None:
    fact = facts(Params())
    # ln(0.5 / 1e-6) / ln 1.02 = 662.7: the run takes a few steps more, since it is slower farther out.
    assert fact.flat_factor == pytest.approx(1.02)
    assert fact.flat_predicted == pytest.approx(662.7, abs=0.1)
    assert fact.flat_predicted < fact.flat_steps
    # Along x, nothing has changed.
    np.testing.assert_allclose(fact.flatter[:, 0], 0.8 ** np.arange(len(fact.flatter)), atol=1e-12)
    assert fact.left_y == pytest.approx(0.532, abs=1e-3)


def turned_steps(summed: Callable[[float, float, int], float], *, adam: bool = False) -> int:
    """Count steps until |y| > 0.5, written out: u = (x − y)/√2 and v = (x + y)/√2 are the coordinates."""
    root = math.sqrt(0.5)
    at, sums, means, step = [root * (1 - 1e-6), root * (1 + 1e-6)], [0.0, 0.0], [0.0, 0.0], 0
    while abs(root * (at[1] - at[0])) <= 0.5:
        x, y, step = root * (at[0] + at[1]), root * (at[1] - at[0]), step + 1
        slopes = 2 * x, 2 * y**3 - 2 * y
        gradient = root * (slopes[0] - slopes[1]), root * (slopes[0] + slopes[1])
        for i, g in enumerate(gradient):
            sums[i] = summed(g, sums[i], step)
            means[i] = 0.9 * means[i] + 0.1 * g if adam else g
            mean, size = means[i], sums[i]
            if adam:
                mean, size = mean / (1 - 0.9**step), size / (1 - 0.999**step)
            at[i] -= 0.1 * mean / (math.sqrt(size) + 1e-8)
    return step


def test_turned_across_the_axes_the_saddle_takes_the_lead_away() -> None:
    fact = facts(Params())
    # What divides by no size of its own does not know the axes.
    for name in ("gradient_descent", "momentum", "nesterov"):
        assert fact.turned_left[name] == fact.left[name]
    assert fact.turned_left["adagrad"] == turned_steps(lambda g, sums, step: sums + g * g)
    assert fact.turned_left["rmsprop"] == turned_steps(lambda g, sums, step: 0.9 * sums + 0.1 * g * g)
    assert fact.adam_turned == turned_steps(lambda g, sums, step: 0.999 * sums + 0.001 * g * g, adam=True)
    # And the lead is gone: descent was slower by ten times and more.
    assert fact.adam_turned > fact.plain > 10 * fact.left["adam"]


@pytest.mark.parametrize("rate", [0.05, 0.2])
@pytest.mark.parametrize("offset", [1e-8, 1e-4])
def test_all_leave_the_turned_saddle_at_the_ends_of_the_ranges(rate: float, offset: float) -> None:
    assert min(facts(Params(learning_rate=rate, offset=offset)).turned_left.values()) > 0


def test_runs_in_turned_axes_lie_on_the_saddle_as_they_are_counted(stock: Facts) -> None:
    for name, points in stock.turned_runs.items():
        np.testing.assert_allclose(points[0], (1.0, 1e-6), atol=1e-12)
        assert int(np.argmax(np.abs(points[:, 1]) > 0.5)) == stock.turned_left[name]
    # Descent knows no axes: turned and turned back, it is the same run.
    plain = stock.turned_runs["gradient_descent"]
    straight = stock.runs["gradient_descent"].x[: len(plain)]
    np.testing.assert_allclose(plain[: len(straight)], straight, atol=1e-6)
