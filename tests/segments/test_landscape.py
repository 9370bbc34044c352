"""Facts of the double well against roots, runs worked by hand, other noise, and the reference (block 11)."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.segments.landscape.escapes import (
    BEYOND,
    SLOPE,
    Escapes,
    law_of_sharing,
    law_of_waiting,
    sample_slopes,
    temperature,
)
from scenes.segments.landscape.facts import SIZES, Facts, Params, facts
from scenes.segments.landscape.momentum_sweep import MOMENTA, RATES, MomentumSweep, fates, roll
from scenes.segments.landscape.two_weights import TwoWeights


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_flat_points_are_the_roots_of_the_derivative(stock: Facts) -> None:
    roots = np.sort(np.roots([1.0, 0.0, -1.0, 0.1]).real)
    np.testing.assert_allclose([stock.deep_x, stock.hilltop_x, stock.shallow_x], roots, atol=1e-9)
    # Block 11.
    assert stock.deep_x == pytest.approx(-1.0466805318)
    assert (stock.deep_value, stock.shallow_value) == pytest.approx((-0.352386, -0.152639), abs=1e-6)
    assert (stock.barrier, stock.barrier_back) == pytest.approx((0.157665, 0.357412), abs=1e-6)
    np.testing.assert_allclose(stock.curvatures, 3 * roots**2 - 1, atol=1e-9)
    assert [point.kind for point in (stock.deep, stock.hilltop, stock.shallow)] == [
        "minimum",
        "maximum",
        "minimum",
    ]


def test_the_start_decides(stock: Facts) -> None:
    left = stock.starts < stock.hilltop_x
    assert stock.free == left.sum()
    np.testing.assert_allclose(stock.descent[-1][left], stock.deep_x, atol=1e-3)
    np.testing.assert_allclose(stock.descent[-1][~left], stock.shallow_x, atol=1e-3)
    # One of them by hand.
    x = float(stock.starts[5])
    for _ in range(10):
        x -= 0.1 * (x**3 - x + 0.1)
    assert stock.descent[10, 5] == pytest.approx(x)


def test_momentum_of_the_reference_from_two(stock: Facts) -> None:
    # Block 11: from 2, η .1: β .8 gets over, β .9 swings to −1.74 and returns to the wrong well.
    deep = dict(zip(MOMENTA.round(2), fates(np.array([0.1]), 2.0, stock.hilltop_x)[0], strict=True))
    assert (deep[0.8], deep[0.9]) == (True, False)
    assert roll(0.1, 0.9, 2.0, 100).min() == pytest.approx(-1.74, abs=0.005)
    slow = dict(zip(MOMENTA.round(2), fates(np.array([0.01]), 2.0, stock.hilltop_x)[0], strict=True))
    assert (slow[0.8], slow[0.9]) == (False, True)


def test_three_balls_by_hand(stock: Facts) -> None:
    for momentum, rolled, deep in zip(stock.momenta, stock.rolls, (False, True, False), strict=True):
        x, velocity = stock.farthest, 0.0
        for step in range(len(rolled) - 1):
            velocity = momentum * velocity + x**3 - x + 0.1
            x -= stock.learning_rate * velocity
            assert rolled[step + 1] == pytest.approx(x, rel=1e-9)
        assert (x < stock.hilltop_x) == deep
    # The third gets farther than the second, and ends where the first does.
    assert stock.reach == stock.rolls[2].min() < stock.rolls[1].min() < stock.hilltop_x


def test_more_momentum_does_not_escape_more(stock: Facts) -> None:
    assert stock.turns == 5
    # Ten times as fine: .732 .924 .948 .967 .972 .979 .981 .984 .986 .988 .989, by a loop apart from this one.
    assert stock.finer_turns == 11
    np.testing.assert_array_equal(
        stock.fates[np.argmin(np.abs(RATES - stock.learning_rate))], stock.sweep.deep
    )
    assert all(MomentumSweep.of(row).changes.size >= 1 for row in stock.fates)
    assert sum(MomentumSweep.of(row).changes.size > 1 for row in stock.fates) > 0.8 * len(RATES)


def test_noise_gets_out_on_single_samples_and_not_on_large_batches(stock: Facts) -> None:
    # Block 11: single samples all, median step 77; batches of 4 .54 of the runs; of 16 none.
    assert stock.single.left == stock.runs
    assert 65 <= stock.single.median <= 92
    assert stock.large.left == 0
    four = float(stock.waits[SIZES.index(4)])
    assert 1 - np.exp(-stock.steps / four) == pytest.approx(0.54, abs=0.06)
    slopes = sample_slopes(np.random.default_rng(1))
    assert slopes.mean() == pytest.approx(0, abs=1e-12)
    assert slopes.std() == pytest.approx(SLOPE)


def test_waiting_follows_the_law(stock: Facts) -> None:
    # Kramers' law holds for small rates and high barriers: a fifth is what it is off by here. Of the largest batches
    # there are some thirty escapes.
    np.testing.assert_allclose(np.log(stock.waits / stock.law)[:-1], 0, atol=0.25)
    assert abs(np.log(stock.waits[-1] / stock.law[-1])) < 0.6
    assert stock.law[1] / stock.law[0] == pytest.approx(np.exp(stock.barrier / 0.2))
    # Rate and batch size come into the exponent as one ratio.
    assert temperature(0.1, 2) == temperature(0.05, 1)
    bends = (stock.curvatures[2], stock.curvatures[1])
    half = law_of_waiting(stock.barrier, bends, 0.05, 1)
    assert half == pytest.approx(2 * law_of_waiting(stock.barrier, bends, 0.1, 2))
    assert 1 - np.exp(-1000 / half) == pytest.approx(0.81, abs=0.09)


def test_waiting_is_read_off_runs() -> None:
    x = np.array([[1.0, 1.0], [1.0, BEYOND - 0.1], [1.0, 1.0], [1.0, 1.0]])
    runs = Escapes.of(1, x)
    assert runs.after.tolist() == [-1, 1]
    assert (runs.left, runs.share, runs.median) == (1, 0.5, 1)
    assert runs.wait == 3 + 1


def test_decay_makes_it_stay(stock: Facts) -> None:
    # Block 11: .725 at a constant rate; Boltzmann's law says what it should be.
    assert stock.at_end == pytest.approx(0.725, abs=0.06)
    assert stock.at_end == pytest.approx(stock.long_run, abs=0.06)
    assert stock.long_run == law_of_sharing(stock.hilltop_x, 0.1, 1)
    assert stock.at_end_cooled > stock.at_end + 0.06
    # The same noise in both: they part only as the rates do.
    np.testing.assert_allclose(stock.cooled[:2], stock.kept[:2], atol=1e-12)
    settled = stock.cooled[-1][stock.cooled[-1] < stock.hilltop_x]
    moving = stock.kept[-1][stock.kept[-1] < stock.hilltop_x]
    assert settled.std() < 0.5 * moving.std()


@pytest.mark.parametrize("rate", [0.08, 0.12])
def test_what_is_told_holds_at_the_ends_of_the_rates(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    assert fact.single.left > 0.99 * fact.runs
    assert fact.turns >= 3
    assert fact.at_end_cooled > fact.at_end + 0.04
    assert fact.at_end == pytest.approx(fact.long_run, abs=0.08)


def test_two_weights_have_nine_flat_points(stock: Facts) -> None:
    assert (stock.minima, stock.maxima, stock.saddles, stock.flat_points) == (4, 1, 4, 9)
    roots = {round(x, 6) for x in (stock.deep_x, stock.hilltop_x, stock.shallow_x)}
    assert {round(float(x), 6) for point in stock.points for x in point.x} == roots
    ground, at, h = TwoWeights(), np.array([0.7, -0.4]), 1e-5
    for axis in (0, 1):
        step = h * np.eye(2)[axis]
        slope = (ground.value(at + step) - ground.value(at - step)) / (2 * h)
        assert ground.gradient(at)[axis] == pytest.approx(slope, abs=1e-8)
        bend = (ground.gradient(at + step) - ground.gradient(at - step)) / (2 * h)
        np.testing.assert_allclose(ground.hessian(at)[axis], bend, atol=1e-7)


def test_bad_numbers_are_refused() -> None:
    for wrong in ({"learning_rate": 0.5}, {"large_batch": 2}):
        with pytest.raises(ValidationError):
            Params(**wrong)
