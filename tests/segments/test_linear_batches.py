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
    assert (stock.full.arrived, stock.single.arrived) == (71, 23)


def test_update_for_update_full_batch_and_single_samples_are_nearly_alike(stock: Facts) -> None:
    # Twelve updates: 12, 6 and 4 epochs.
    assert stock.full.kept == pytest.approx((1 - 0.28 / 3) ** 12)
    assert stock.mini.kept == pytest.approx((0.95 * 0.82) ** 6)
    assert stock.single.kept == pytest.approx((0.98 * 0.92 * 0.82) ** 4)
    assert [round(100 * racer.kept, 1) for racer in stock.racers] == [30.9, 22.3, 29.9]
    assert [racer.arrived_updates for racer in stock.racers] == [71, 56, 69]
    assert [racer.arrived_gradients for racer in stock.racers] == [213, 84, 69]
    assert not stock.differs_by_updates


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.03, 0.05])
def test_the_mini_batch_leads_by_the_sample_it_leaves_over(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    steepest, *others = fact.groupings
    assert [grouping.left_over for grouping in fact.groupings] == [3, 2, 1]
    assert (steepest.kept, steepest.limit) == (fact.mini.kept, fact.mini.limit)
    assert (steepest.arrived_gradients, steepest.arrived_updates) == (
        fact.mini.arrived_gradients,
        fact.mini.arrived_updates,
    )
    # The same sizes, another sample left over: last instead of first.
    assert steepest.kept < fact.single.kept <= fact.full.kept < min(grouping.kept for grouping in others)


def test_the_pair_saves_the_mini_batch(stock: Facts) -> None:
    assert stock.mini.edge_factors == pytest.approx((-0.05, -2.78))
    assert stock.single.edge_factors[-1] == stock.mini.edge_factors[-1]
    assert (stock.single.before_last, stock.mini.before_last) == pytest.approx((0.3944, 0.05))
    pair, apart, last = stock.groupings
    assert [grouping.edge_factor for grouping in (pair, apart, last)] == pytest.approx(
        [0.139, 0.748, -1.0034]
    )
    # (1 − 10η)(1 − 8η) = 1 and (1 − 13η)(1 − 2η) = −1.
    assert apart.limit == pytest.approx(18 / 80)
    assert last.limit == pytest.approx((15 - 17**0.5) / 52)
    assert stock.single.limit < last.limit < stock.full.limit < apart.limit < pair.limit


@pytest.mark.parametrize("rate", [0.21, 0.23, 0.3])
def test_before_the_third_sample_the_pair_leaves_less(rate: float) -> None:
    fact = facts(Params(explode_rate=rate))
    assert fact.mini.before_last < fact.single.before_last
    for racer in fact.racers:
        assert racer.factor_at(rate) == pytest.approx(racer.edge_factor)
        assert abs(racer.factor_at(racer.limit)) == pytest.approx(1.0)


def test_put_right_the_order_of_the_tables_survives(stock: Facts) -> None:
    assert stock.table_costs == pytest.approx((2.13, 0.416), abs=2e-3)
    assert (stock.full_table_cost, stock.single_table_cost) == stock.table_costs
    # What the single samples' table prints in that row is the last sample's loss.
    assert stock.single_rows[stock.last_row, 2] / stock.single_table_cost == pytest.approx(27 / 14, rel=1e-3)


def test_the_full_batch_in_fractions(stock: Facts) -> None:
    assert (stock.curvature, stock.full_limit) == (Fraction(28, 3), Fraction(3, 14))


def test_factors_are_those_of_the_runs(stock: Facts) -> None:
    for racer in stock.racers:
        epochs = np.arange(41)
        np.testing.assert_allclose(racer.left[:41], racer.factor**epochs, rtol=1e-9)


def test_printed_columns_differ_in_kind(stock: Facts) -> None:
    assert stock.printed_cost == pytest.approx(4.667, abs=5e-4)
    assert stock.printed_loss == pytest.approx(4.91924, abs=5e-6)
    assert stock.first_cost == pytest.approx(2.550717, abs=5e-7)
    assert (stock.ratio_top, stock.ratio_bottom) == (27, 14)


@pytest.mark.parametrize(("table", "rows"), [("full_rows", "full_batch"), ("single_rows", "per_sample")])
def test_tables_are_the_printed_ones_digit_for_digit(stock: Facts, table: str, rows: str) -> None:
    drawn = [
        [str(int(epoch)), format(float(w), ""), format(float(column), "")]
        for epoch, w, column in getattr(stock, table)
    ]
    assert drawn == PRINTED[rows]["rows"]


@pytest.mark.parametrize("changed", [{"w0": -2.0}, {"learning_rate": 0.05}, {"epochs": 20}])
def test_the_ratio_stands_in_every_row(changed: dict[str, Any]) -> None:
    fact = facts(Params(**changed))
    assert fact.printed_loss / fact.first_cost == pytest.approx(27 / 14)


def test_limits_and_the_rate_between_them(stock: Facts) -> None:
    assert stock.single.limit == pytest.approx(0.2040179384, abs=5e-11)
    assert stock.single.limit == pytest.approx((49 - 385**0.5) / 144)
    assert stock.full.limit == pytest.approx(3 / 14)
    # (1 − 5η)(1 − 18η) = 1 at η = 23/90: a smaller batch than all, and a larger limit.
    assert stock.mini.limit == pytest.approx(23 / 90)
    assert stock.full.edge_end == pytest.approx(0.01687, abs=5e-6)
    assert stock.single.edge_end == pytest.approx(9958, abs=0.5)
    assert stock.overshoot == pytest.approx(2.78)
    assert stock.single.edge_factors == pytest.approx((0.58, -0.68, -2.78))


@pytest.mark.parametrize(
    ("rate", "all_settle", "only_mini", "all_explode"),
    [
        (0.12, True, False, False),
        (0.2040, True, False, False),
        (0.2041, False, False, False),
        (0.215, False, True, False),
        (0.2555, False, True, False),
        (0.2556, False, False, True),
        (0.3, False, False, True),
    ],
)
def test_claims_follow_the_large_rate(
    rate: float, all_settle: bool, only_mini: bool, all_explode: bool
) -> None:
    fact = facts(Params(explode_rate=rate))
    assert (fact.all_settle, fact.only_mini, fact.all_explode) == (all_settle, only_mini, all_explode)
    full = not (only_mini or all_explode)
    for racer, shrinks in ((fact.full, full), (fact.mini, not all_explode), (fact.single, all_settle)):
        assert (racer.edge_end < 1) == shrinks


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


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.05])
def test_larger_batches_queue(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    assert [(time.size, time.columns) for time in fact.times] == [
        (1, 1),
        (2, 1),
        (4, 1),
        (8, 1),
        (16, 2),
        (48, 6),
    ]
    # With all samples an epoch is an update, of as many slots as each worker has samples.
    assert (fact.whole.mean, fact.whole.spread) == (6 * fact.full.arrived, 0.0)
    assert fact.large.mean == pytest.approx(2 * fact.full.arrived, rel=0.03)
    assert fact.few_least == fact.times[0].mean < fact.few_most < fact.large.mean < fact.whole.mean
    assert fact.few_differ == (rate > 0.015)


def test_times_are_averages_over_orders(stock: Facts) -> None:
    # Averages of 1500 other orders: 69.2 ± 2.4 for one sample, 142 for sixteen.
    assert stock.times[0].mean == pytest.approx(69.2, abs=0.5)
    assert stock.times[0].spread == pytest.approx(2.4, abs=0.3)
    assert [round(time.mean) for time in stock.times[1:]] == [70, 71, 71, 142, 426]


@pytest.mark.parametrize("size", [1, 8, 16])
def test_times_are_those_of_runs(stock: Facts, size: int) -> None:
    many = Data.of(np.tile(stock.data.x, 16), np.tile(stock.data.y, 16))
    slots = []
    for seed in range(20):
        epochs = 3 + 71 * size // 32
        run = fit(many, mini_batches(size, "shuffled"), 0.01, 1.0, epochs, np.random.default_rng(seed))
        slots.append(int(np.argmax(np.abs(run.w - 2) < 1e-3)) * -(-size // 8))
    time = next(time for time in stock.times if time.size == size)
    assert np.mean(slots) == pytest.approx(time.mean, abs=4 * time.spread / 20**0.5 + 0.3)


def test_a_start_at_the_goal_is_refused() -> None:
    with pytest.raises(ContentError, match="too near"):
        facts(Params(w0=2.1))


@pytest.mark.parametrize("wrong", [{"learning_rate": 0.06}, {"batch_size": 2}, {"explode_rate": 0.5}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)
