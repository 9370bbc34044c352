"""Facts of the double well against roots, runs worked by hand, other noise, and the reference (block 11)."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.segments.landscape.escapes import (
    BACK,
    BEYOND,
    SLOPE,
    Escapes,
    law_of_sharing,
    law_of_waiting,
    sample_slopes,
    temperature,
)
from scenes.segments.landscape.facts import FARTHEST, FAST, LONG, SIZES, Facts, Params, facts
from scenes.segments.landscape.friction import Roll, energy
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


def rolled(stock: Facts, momentum: float, start: float = FARTHEST, rate: float = 0.1) -> Roll:
    return Roll.of(rate, momentum, start, 4000, (stock.hilltop_x, stock.hilltop.value))


def test_momentum_of_the_reference_from_two(stock: Facts) -> None:
    # Block 11: from 2, η .1: β .8 gets over, β .9 swings to −1.74 and returns to the wrong well.
    over, back = rolled(stock, 0.8, 2.0), rolled(stock, 0.9, 2.0)
    assert over.x[-1] < stock.hilltop_x < back.x[-1]
    assert back.x.min() == pytest.approx(-1.74, abs=0.005)


def test_more_momentum_does_not_escape_more(stock: Facts) -> None:
    first, second = stock.rolls
    assert (first.momentum, second.momentum) == stock.momenta
    assert first.x[-1] < stock.hilltop_x < second.x[-1]
    assert (first.caught_right, second.caught_right) == (False, True)
    assert stock.reach == second.x.min() == pytest.approx(-1.67, abs=0.005)
    # By hand.
    x = velocity = 0.0
    x = FARTHEST
    for _ in range(15):
        velocity = 0.94 * velocity + x**3 - x + 0.1
        x -= 0.1 * velocity
    assert second.x[15] == pytest.approx(x)


@pytest.mark.parametrize("rate", [0.08, 0.1, 0.12])
def test_a_ball_is_caught_where_its_energy_sinks_below_the_hilltop(stock: Facts, rate: float) -> None:
    """Not those that are shown alone: of a hundred momenta all but a few end where the energy says so."""
    right = []
    for momentum in np.arange(100) / 100:
        roll = rolled(stock, float(momentum), rate=rate)
        right.append(roll.caught_right == bool(roll.x[-1] > stock.hilltop_x))
    assert np.mean(right) >= 0.97
    for momentum in stock.momenta:
        roll = rolled(stock, momentum, rate=rate)
        assert np.diff(roll.energy)[1:].max() < 0.02  # from the second step on, friction never gives
        side = roll.x[roll.caught_after :] > stock.hilltop_x
        assert side.all() or not side.any()


def test_energy_without_friction_stays(stock: Facts) -> None:
    rate = 1e-4
    x = [FARTHEST, FARTHEST]
    for _ in range(2000):
        x.append(2 * x[-1] - x[-2] - rate * (x[-1] ** 3 - x[-1] + 0.1))
    level = energy(np.array(x), rate)[2:]
    assert level == pytest.approx(level[0], rel=1e-3)


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
    # Kramers' law holds for small rates and high barriers: a fifth is what it is off by at this rate.
    np.testing.assert_allclose(np.log(stock.waits / stock.law), 0, atol=0.25)
    assert stock.escapes.min() >= stock.least_escapes >= 400
    # Mean first passages of the same chain with normal noise, from its transition matrix: four standard errors.
    exact = {1: 112.4, 2: 276.6, 4: 1287.8, 6: 5940.0, 8: 27938.0}
    for size, wait in exact.items():
        rank = SIZES.index(size)
        # Samples are not quite normal: some 3 %.
        assert stock.waits[rank] == pytest.approx(wait, rel=0.03 + 4 / np.sqrt(stock.escapes[rank]))
    assert stock.law[1] / stock.law[0] == pytest.approx(np.exp(stock.barrier / 0.2))
    # Rate and batch size come into the exponent as one ratio.
    assert temperature(0.1, 2) == temperature(0.05, 1)
    bends = (stock.curvatures[2], stock.curvatures[1])
    half = law_of_waiting(stock.barrier, bends, 0.05, 1)
    assert half == pytest.approx(2 * law_of_waiting(stock.barrier, bends, 0.1, 2))
    assert 1 - np.exp(-1000 / half) == pytest.approx(0.81, abs=0.09)


def test_the_temperature_is_twice_what_noise_costs_in_a_bowl() -> None:
    """The last segment's floor, η v / (4 B) above the lowest, for small steps; with a generator of its own."""
    rng, rate, bend = np.random.default_rng(5), 0.02, 2.0
    x = np.zeros(4000)
    for _ in range(300):
        x -= rate * (bend * x + SLOPE * rng.normal(size=len(x)))
    excess = float(np.mean(bend * x**2 / 2))
    assert excess == pytest.approx(temperature(rate, 1) / 2 / (1 - rate * bend / 2), rel=0.08)


def test_both_ways_follow_the_law_and_part_as_the_rate_falls(stock: Facts) -> None:
    law = np.array([stock.waits_by_law(0.1), stock.waits_by_law(0.05)])
    np.testing.assert_allclose(np.log(stock.both_waits / law), 0, atol=0.3)
    assert law[0, 0] == pytest.approx(stock.law[0])
    assert (stock.times_longer, stock.times_longer_halved) == pytest.approx((2.329, 6.323), abs=1e-3)
    measured = stock.both_waits[:, 1] / stock.both_waits[:, 0]
    np.testing.assert_allclose(measured, [stock.times_longer, stock.times_longer_halved], rtol=0.25)
    assert stock.heights == pytest.approx(0.157665 / 0.05, abs=1e-4)
    # Where nothing but the barriers differed, the ratio would be their difference over T.
    bends = np.sqrt(stock.curvatures[2] / stock.curvatures[0])
    difference = (stock.barrier_back - stock.barrier) / temperature(0.05, 1)
    assert stock.times_longer_halved == pytest.approx(bends * np.exp(difference))


def test_waiting_is_read_off_runs() -> None:
    x = np.array([[1.0, 1.0], [1.0, BEYOND - 0.1], [1.0, 1.0], [1.0, 1.0]])
    runs = Escapes.of(1, x)
    assert runs.after.tolist() == [-1, 1]
    assert (runs.left, runs.share, runs.median) == (1, 0.5, 1)
    assert runs.wait == 3 + 1
    assert runs.counts.tolist() == [0, 1, 1, 1]
    back = Escapes.from_deep(1, np.array([[-1.0], [BACK + 0.1]]))
    assert back.after.tolist() == [1]


def test_decay_makes_it_stay(stock: Facts) -> None:
    # Block 11: .725 at a constant rate; Boltzmann's law says what it should be.
    assert stock.at_end == pytest.approx(0.725, abs=0.06)
    assert stock.at_end == pytest.approx(stock.long_run, abs=0.06)
    assert stock.long_run == law_of_sharing(stock.hilltop_x, 0.1, 1)
    assert stock.at_end_cooled > stock.at_end + 0.06
    # What falls too fast is frozen: it has fewer steps than an escape takes on average.
    assert stock.waits_by_law(0.1)[0] > FAST
    assert stock.at_end_frozen < 0.5 < stock.at_end
    # The same noise in all: they part only as the rates do.
    np.testing.assert_allclose(stock.cooled[:2], stock.kept[:2], atol=1e-12)
    settled = stock.cooled[-1][stock.cooled[-1] < stock.hilltop_x]
    moving = stock.kept[-1][stock.kept[-1] < stock.hilltop_x]
    assert settled.std() < 0.5 * moving.std()


def test_slower_falls_keep_more(stock: Facts) -> None:
    """The control for slow and fast: nothing but the length of the fall differs, with other noise."""
    rng = np.random.default_rng(9)
    noise = SLOPE * rng.normal(size=(LONG, 2000))
    shares = []
    for fall in (50, 100, 400, LONG):
        x = np.full(noise.shape[1], stock.shallow_x)
        for step, kick in enumerate(noise):
            x -= max(0.1 * (1 - step / fall), 0.0) * (x**3 - x + 0.1 + kick)
        shares.append(float(np.mean(x < stock.hilltop_x)))
    assert shares == sorted(shares)
    assert shares[1] == pytest.approx(stock.at_end_frozen, abs=0.06)
    assert shares[-1] == pytest.approx(stock.at_end_cooled, abs=0.06)


@pytest.mark.parametrize("rate", [0.08, 0.12])
def test_what_is_told_holds_at_the_ends_of_the_rates(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    assert fact.single.left > 0.99 * fact.runs
    assert [roll.caught_right for roll in fact.rolls] == [False, True]
    assert fact.some_stay == (fact.single.left < fact.runs)
    assert fact.at_end_frozen < 0.5
    assert fact.times_longer_halved > fact.times_longer > 1.5
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


def test_the_wait_is_told_as_well_as_it_is_known(stock: Facts) -> None:
    # Waits without memory scatter by their mean: that of n escapes is off by one over the root of n of it.
    off = stock.wait_small / np.sqrt(stock.escapes[SIZES.index(stock.small_batch)])
    assert off < abs(stock.wait_told - stock.wait_small) + off < 3 * off
    assert stock.wait_told == 1300


def test_the_wait_that_is_told_is_that_of_a_walk_of_its_own(stock: Facts) -> None:
    # The same samples, drawn by another generator, and the steps written out.
    slopes = sample_slopes(np.random.default_rng(11))
    rng, crowd, steps = np.random.default_rng(3), 4000, 1500
    x, left = np.full(crowd, stock.shallow_x), 0
    for _ in range(steps):
        kicks = slopes[rng.integers(256, size=(4, crowd))].mean(axis=0)
        x -= 0.1 * (x**3 - x + 0.1 + kicks)
        left += int(np.sum(x < -0.6))
        x[x < -0.6] = stock.shallow_x
    wait = steps * crowd / left
    both = np.hypot(wait / np.sqrt(left), stock.wait_error)
    assert abs(wait - stock.wait_small) < 3 * both
    assert stock.wait_error < 0.01 * stock.wait_small
