"""Facts of gradient descent on y = 2x against the printed table, closed forms and the reference (block 4)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.segments.gd_linear.facts import PAUSES, SMALL_SHARE, Facts, Params, facts

PRINTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "y_equals_2x_tables.json").read_text(encoding="utf-8")
)["full_batch"]


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_the_table_is_the_printed_one_digit_for_digit(stock: Facts) -> None:
    drawn = [
        [str(int(epoch)), format(float(w), ""), format(float(cost), "")] for epoch, w, cost in stock.rows
    ]
    assert drawn == PRINTED["rows"]
    assert repr(stock.end_prediction) == PRINTED["prediction"]


def test_the_first_step_worked_out_by_hand(stock: Facts) -> None:
    assert stock.sample_gradients.tolist() == [-2, -8, -18]
    assert stock.gradient == pytest.approx(-28 / 3)
    assert stock.first_w == pytest.approx(1 + 0.01 * 28 / 3)
    assert stock.start_cost == pytest.approx(14 / 3)
    assert (stock.prediction, stock.target) == (4, 2)


def test_the_curvature_is_the_mean_of_what_the_samples_give(stock: Facts) -> None:
    assert stock.sample_curvatures.tolist() == [2, 8, 18]
    assert np.mean(stock.sample_curvatures) == pytest.approx(stock.curvature_top / stock.curvature_bottom)
    # "Wherever w is": the gradient by central differences of the cost, along the whole run.
    for w in stock.run.epoch_w[::10]:
        cost = [np.mean((one * stock.data.x - stock.data.y) ** 2) for one in (w + 1e-4, w - 1e-4)]
        assert (cost[0] - cost[1]) / 2e-4 == pytest.approx(28 / 3 * (w - 2), abs=1e-8)


def test_steps_shrink_with_the_slope_and_the_last_cost_is_the_closed_form(stock: Facts) -> None:
    sizes = np.diff(stock.run.epoch_w)
    assert np.all(np.diff(sizes) < 0)
    for step, size in zip((1, *PAUSES), (0.0933, 0.0386, 0.00545), strict=True):
        assert sizes[step - 1] == pytest.approx(size, rel=2e-3)
    assert stock.end_cost == pytest.approx(14 / 3 * (1 - 0.28 / 3) ** 200)
    assert stock.first_epoch == 0


def test_an_epoch_keeps_what_the_reference_says(stock: Facts) -> None:
    assert stock.ours.factor == pytest.approx(0.9066667, abs=5e-8)
    assert stock.half.factor == pytest.approx(1 - 0.14 / 3)
    assert stock.ours.left[20] == pytest.approx(0.1409, abs=5e-5)
    assert stock.ours.left[100] == pytest.approx(5.556e-5, rel=1e-4)
    assert (stock.curvature_top, stock.curvature_bottom) == (28, 3)
    assert stock.zero_rate == pytest.approx(0.10714, abs=5e-6)


@pytest.mark.parametrize("rate", [0.005, 0.01, 0.02])
@pytest.mark.parametrize("w0", [0.5, 1.0, 1.5])
def test_the_factor_is_that_of_the_runs_and_follows_the_rate_alone(rate: float, w0: float) -> None:
    fact = facts(Params(learning_rate=rate, w0=w0))
    for descent in (fact.ours, fact.half):
        epochs = np.arange(len(descent.left))
        np.testing.assert_allclose(descent.left, descent.factor**epochs, rtol=1e-6)
        assert descent.left[descent.arrived] < SMALL_SHARE <= descent.left[descent.arrived - 1]
    assert fact.half.rate == rate / 2
    # "About twice as many epochs", "about half as steep": whatever the rate.
    assert np.log(fact.half.factor) / np.log(fact.ours.factor) == pytest.approx(0.49, abs=0.02)


def test_arrivals_from_the_closed_form(stock: Facts) -> None:
    for descent, epochs in ((stock.ours, 48), (stock.half, 97)):
        assert descent.arrived == epochs == int(np.ceil(np.log(0.01) / np.log(descent.factor)))


@pytest.mark.parametrize("wrong", [{"learning_rate": 0.03}, {"epochs": 20}, {"w0": 2.0}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)
