"""Facts of the batches on y = 2x against the reference numbers (block 4), the printed tables, closed forms."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from optimlib.batches import mini_batches
from optimlib.datasets import Data
from optimlib.regression import fit
from scenes.errors import ContentError
from scenes.segments.linear_batches.facts import Facts, Params, facts
from scenes.segments.linear_batches.update_factors import largest_rate

PRINTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "y_equals_2x_tables.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_an_epoch_keeps_what_the_reference_says(stock: Facts) -> None:
    assert stock.full.factor == pytest.approx(0.9066667, abs=5e-8)
    assert stock.single.factor == pytest.approx(0.739312, abs=5e-7)
    assert stock.mini.factor == pytest.approx((1 - 0.05) * (1 - 0.18))
    assert [racer.arrived for racer in stock.racers] == [71, 28, 23]


def test_update_for_update_full_batch_and_single_samples_are_nearly_alike(stock: Facts) -> None:
    # Twelve updates: 12, 6 and 4 epochs.
    assert stock.full.kept == pytest.approx((1 - 0.28 / 3) ** 12)
    assert stock.mini.kept == pytest.approx((0.95 * 0.82) ** 6)
    assert stock.single.kept == pytest.approx((0.98 * 0.92 * 0.82) ** 4)
    assert [round(100 * racer.kept, 1) for racer in stock.racers] == [30.9, 22.3, 29.9]
    assert [racer.arrived_updates for racer in stock.racers] == [71, 56, 69]
    assert [racer.arrived_gradients for racer in stock.racers] == [213, 84, 69]
    assert not stock.differs_by_updates


def test_updates_of_one_sum_of_curvatures_begin_alike(stock: Facts) -> None:
    # (1 − 28η/3)³ and (1 − 2η)(1 − 8η)(1 − 18η), multiplied out by hand.
    assert stock.full.terms == (1, -28, Fraction(784, 3), Fraction(-21952, 27))
    assert stock.single.terms == (1, -28, 196, -288)
    assert stock.total == 28
    assert stock.single.curvatures == (2.0, 8.0, 18.0)
    # At a tenth of the rate the gap between both is a hundredth, to the first order.
    gaps = [
        stock.full.factor_at(rate) ** stock.samples - stock.single.factor_at(rate) for rate in (1e-3, 1e-4)
    ]
    assert gaps[0] / gaps[1] == pytest.approx(100, rel=0.02)
    # Every run does what the factors say.
    for racer in stock.racers:
        assert racer.left_by_update[racer.updates] == pytest.approx(racer.factor)


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.03, 0.05])
def test_the_mini_batch_is_ahead_or_behind_by_its_pair(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    steepest, *others = fact.groupings
    assert [grouping.left_over for grouping in fact.groupings] == [3, 2, 1]
    assert steepest is fact.mini
    # The same sizes, another sample left over: last instead of first.
    assert steepest.kept < fact.single.kept <= fact.full.kept < min(grouping.kept for grouping in others)
    assert min(grouping.arrived_updates for grouping in fact.groupings) <= fact.single.arrived_updates
    assert max(grouping.arrived_updates for grouping in fact.groupings) >= fact.full.arrived_updates


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.03, 0.05])
def test_at_the_small_rate_single_samples_need_the_fewest_gradients(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    rest = (fact.full, *fact.groupings)
    assert all(fact.single.arrived_gradients <= racer.arrived_gradients for racer in rest)


def test_at_the_larger_rate_the_full_batch_does(stock: Facts) -> None:
    assert stock.large_rate == Fraction(3, 28)
    assert stock.full.large_left == pytest.approx(0.0, abs=1e-12)
    assert stock.single.large_left == pytest.approx(abs((1 - 6 / 28) * (1 - 24 / 28) * (1 - 54 / 28)))
    assert [one.large_gradients for one in (stock.full, *stock.groupings, stock.single)] == [3, 27, 6, 18, 12]
    # Counted in runs at that rate.
    for racer in (*stock.groupings, stock.single):
        order = [sample for batch in racer.batches for sample in batch]
        dealt = Data.of(stock.data.x[order], stock.data.y[order])
        run = fit(dealt, mini_batches(len(racer.batches[0])), 3 / 28, 1.0, 12)
        arrived = int(np.argmax(np.abs(run.epoch_w - 2) < 1e-3))
        assert 3 * arrived == racer.large_gradients
    assert stock.single.zero_rate == Fraction(1, 18)


def test_each_extreme_wins_at_a_rate_of_its_own(stock: Facts) -> None:
    # One epoch at 1/18, step by step: sample 3 ends the error; 1 − 28/54 of it is left to the full batch.
    run = fit(stock.data, mini_batches(1), 1 / 18, 1.0, 1)
    assert run.epoch_w[1] == pytest.approx(2.0)
    assert stock.full_at_single_rate == pytest.approx(26 / 54)
    assert stock.full.large_left < stock.single.large_left < stock.full_at_single_rate


def test_one_pair_explodes_before_the_full_batch(stock: Facts) -> None:
    assert stock.earliest_pair == (2, 3)
    assert stock.groupings[-1].limit < stock.full.limit < stock.groupings[1].limit
    assert stock.groupings[-1].limit == pytest.approx(0.2092, abs=5e-5)


def test_of_factors_with_one_sum_equal_ones_leave_the_most(stock: Facts) -> None:
    # Three updates of each at the race's rate, multiplied by hand.
    assert stock.full.kept_once == pytest.approx((1 - 0.28 / 3) ** 3)
    assert stock.single.kept_once == pytest.approx(0.98 * 0.92 * 0.82)
    assert [f"{racer.kept_once:.4g}" for racer in (stock.full, stock.single)] == ["0.7453", "0.7393"]


def test_at_their_limit_sample_3_drives_single_samples_apart(stock: Facts) -> None:
    factors = stock.single.factors_at(stock.single.limit)
    assert [round(factor, 3) for factor in factors] == [0.592, -0.632, -2.672]
    assert stock.single.wildest == factors[-1]
    assert round(0.592 * 0.632 * 2.672, 3) == 1.0
    # The other two make the error smaller there.
    assert all(abs(factor) < 1 for factor in factors[:-1])


def test_the_full_batch_in_fractions(stock: Facts) -> None:
    assert (stock.curvature, stock.full_limit) == (Fraction(28, 3), Fraction(3, 14))
    assert (stock.curvature_top, stock.curvature_bottom) == (28, 3)


def test_factors_are_those_of_the_runs(stock: Facts) -> None:
    for racer in (*stock.racers, *stock.groupings):
        epochs = np.arange(41)
        np.testing.assert_allclose(racer.left[:41], racer.factor**epochs, rtol=1e-9)


@pytest.mark.parametrize(("table", "rows"), [("full_rows", "full_batch"), ("single_rows", "per_sample")])
def test_tables_are_the_printed_ones_digit_for_digit(stock: Facts, table: str, rows: str) -> None:
    drawn = [
        [str(int(epoch)), format(float(w), ""), format(float(column), "")]
        for epoch, w, column in getattr(stock, table)
    ]
    assert drawn == PRINTED[rows]["rows"]


def test_printed_columns_differ_in_kind(stock: Facts) -> None:
    # Row zero: the mean of all before the step; the last sample's alone, at the slope after it.
    (_, _, cost), (_, w, loss) = stock.full_rows[0], stock.single_rows[0]
    assert cost == pytest.approx(np.mean((1.0 * stock.data.x - stock.data.y) ** 2), abs=5e-4)
    assert loss == pytest.approx((w * 3 - 6) ** 2, rel=1e-4)
    assert loss / np.mean((w * stock.data.x - stock.data.y) ** 2) == pytest.approx(27 / 14, rel=1e-4)


def test_limits(stock: Facts) -> None:
    assert stock.single.limit == pytest.approx(0.2040179384, abs=5e-11)
    assert stock.single.limit == pytest.approx((49 - 385**0.5) / 144)
    assert stock.full.limit == pytest.approx(3 / 14)
    # (1 − 5η)(1 − 18η) = 1, (1 − 10η)(1 − 8η) = 1 and (1 − 13η)(1 − 2η) = −1.
    pair, apart, last = stock.groupings
    assert pair.limit == pytest.approx(23 / 90)
    assert apart.limit == pytest.approx(18 / 80)
    assert last.limit == pytest.approx((15 - 17**0.5) / 52)
    assert stock.single.limit < last.limit < stock.full.limit < apart.limit < pair.limit
    for racer in (*stock.racers, *stock.groupings):
        assert abs(racer.factor_at(racer.limit)) == pytest.approx(1.0)
        assert abs(racer.factor_at(0.999 * racer.limit)) < 1 < abs(racer.factor_at(1.001 * racer.limit))


def test_the_order_of_the_limits_belongs_to_these_samples() -> None:
    # With curvatures 2, 2 and 3 single samples last longer than the full batch.
    assert largest_rate([2.0, 2.0, 3.0]) == pytest.approx(0.888, abs=5e-4)
    assert largest_rate([7 / 3]) == pytest.approx(0.857, abs=5e-4)


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.02, 0.05])
def test_single_samples_win_by_epochs_at_every_rate_of_the_race(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    # Arithmetic and geometric mean of the samples' factors: even update for update they are never behind.
    assert 0 < fact.single.factor <= fact.full.factor**3 < fact.full.factor
    assert fact.single.arrived <= fact.full.arrived < len(fact.full.left)
    assert fact.differs_by_updates == (rate > 0.015)


def test_work_and_parallelism_of_each_way(stock: Facts) -> None:
    assert [racer.updates for racer in stock.racers] == [1, 2, 3]
    assert [racer.at_once for racer in stock.racers] == [3, 2, 1]
    assert stock.others == 2


def test_noise_gives_every_sample_a_slope_of_its_own(stock: Facts) -> None:
    assert len({round(slope, 2) for slope in stock.noisy_slopes}) == stock.samples
    assert stock.noisy_slopes == pytest.approx((2.6, 1.65, 2.25))


def test_a_start_at_the_goal_is_refused() -> None:
    with pytest.raises(ContentError, match="too near"):
        facts(Params(w0=2.1))


@pytest.mark.parametrize("wrong", [{"learning_rate": 0.06}, {"batch_size": 2}, {"w0": 7.0}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)
