"""Facts of the batches on y = 2x against the reference numbers (block 4), the printed tables, closed forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

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


def test_update_for_update_the_ways_are_nearly_alike(stock: Facts) -> None:
    assert stock.full.kept == pytest.approx(0.745320, abs=5e-7)
    assert stock.single.kept == pytest.approx(0.739312, abs=5e-7)
    assert not stock.differs_by_updates


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
def test_time_is_that_of_runs_slot_by_slot(rate: float) -> None:
    fact = facts(Params(learning_rate=rate))
    # With all samples an epoch is an update, of as many slots as each worker has samples.
    full = fact.full.arrived * fact.many // fact.many_workers
    assert (fact.full_time, fact.large_time, fact.large_size) == (full, fact.times[-2], 2 * fact.many_workers)
    assert fact.same_time < fact.large_time < fact.full_time


def test_a_start_at_the_goal_is_refused() -> None:
    with pytest.raises(ContentError, match="too near"):
        facts(Params(w0=2.1))


@pytest.mark.parametrize("wrong", [{"learning_rate": 0.06}, {"batch_size": 2}, {"explode_rate": 0.5}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)
