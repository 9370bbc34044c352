"""Facts of five learning rates on y = 2x against closed forms and the reference (blocks 3 and 4)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from optimlib.datasets import Data, y_equals_2x
from optimlib.regression import fit, full_batch
from scenes.facts.line_fit import gradient
from scenes.segments.learning_rate.facts import LONG, SCALE, TENTH, Facts, Params, facts


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_curvature_and_limit_are_those_of_the_reference(stock: Facts) -> None:
    # Mean of 2x² over 1, 2, 3, worked by hand.
    assert stock.curvature == Fraction(2 * (1 + 4 + 9), 3)
    assert (stock.best_rate, stock.limit) == (Fraction(3, 28), Fraction(3, 14))
    assert (stock.best_top, stock.best_bottom) == (3, 28)
    assert float(stock.limit) == pytest.approx(0.2142857, abs=5e-8)


@pytest.mark.parametrize(
    ("run", "after", "left"),
    [("creeping", 20, 0.1409), ("hopping", 20, 0.05715), ("bouncing", 20, 1.0), ("exploding", 20, 2.83)],
)
def test_what_is_left_is_what_the_reference_says(stock: Facts, run: str, after: int, left: float) -> None:
    assert getattr(stock, run).left[after] == pytest.approx(left, rel=2e-3)


def test_a_hundred_steps_of_the_reference_from_the_same_factor(stock: Facts) -> None:
    assert abs(stock.exploding.factor) ** 100 == pytest.approx(180.5, rel=1e-3)
    assert abs(stock.creeping.factor) ** 100 == pytest.approx(5.556e-5, rel=1e-3)


def test_the_first_hop_worked_by_hand(stock: Facts) -> None:
    assert stock.gradient == pytest.approx(-28 / 3)
    assert stock.first_step == pytest.approx(0.2 * 28 / 3)
    assert stock.first_w == pytest.approx(1 + 5.6 / 3)
    assert stock.first_beyond == pytest.approx(stock.hopping.kept * stock.distance)
    assert stock.hopping.factor == pytest.approx(1 - 5.6 / 3)


def test_what_becomes_of_each(stock: Facts) -> None:
    assert np.all(np.diff(stock.creeping.w) > 0)
    assert np.all(stock.creeping.w < stock.target)
    np.testing.assert_allclose(stock.direct.w[1:], stock.target, rtol=1e-12)
    beyond = np.sign(stock.hopping.w - stock.target)
    assert np.all(beyond[1:] == -beyond[:-1])
    assert np.all(np.diff(stock.hopping.left) < 0)
    np.testing.assert_allclose(stock.bouncing.w, np.resize([1.0, 3.0], LONG + 1), rtol=1e-12)
    assert stock.other_side == 3
    assert np.all(np.diff(stock.exploding.left) > 0)
    # The number that the opening of the course ends with.
    assert stock.swung_w == pytest.approx(2 - (0.22 * 28 / 3 - 1) ** 40)
    assert f"{stock.swung_w:.2f}" == "-5.99"


@pytest.mark.parametrize("run", ["creeping", "hopping"])
def test_arrivals_from_the_closed_form(stock: Facts, run: str) -> None:
    racer = getattr(stock, run)
    assert racer.arrived == int(np.ceil(np.log(TENTH) / np.log(abs(racer.factor))))
    assert (stock.creeping.arrived, stock.hopping.arrived) == (24, 17)
    assert not stock.hopping_later


@pytest.mark.parametrize("rate", [0.2095, 0.21, 0.2105])
def test_hopping_is_slower_the_closer_to_the_limit(rate: float) -> None:
    fact = facts(Params(closer_rate=rate, hopping_rate=0.202))
    assert fact.closer.arrived == int(np.ceil(np.log(TENTH) / np.log(28 / 3 * rate - 1)))
    assert fact.closer.arrived > fact.hopping.arrived
    # Hopping is no quicker than creeping as such: two rates were compared, not two kinds of run.
    if rate == 0.21:
        assert fact.closer.arrived == 57 > fact.creeping.arrived


def test_marks_lie_on_the_runs_and_not_on_the_tenth(stock: Facts) -> None:
    marked = [(run.left[run.arrived - 1], run.left[run.arrived]) for run in (stock.hopping, stock.creeping)]
    assert marked == [
        (pytest.approx(0.1013, abs=5e-5), pytest.approx(0.0878, abs=5e-5)),
        (pytest.approx(0.1050, abs=5e-5), pytest.approx(0.0952, abs=5e-5)),
    ]


def test_the_curvature_is_twice_the_mean_of_the_squared_inputs(stock: Facts) -> None:
    assert stock.squares == (1.0, 4.0, 9.0)
    assert 2 * sum(stock.squares) / stock.samples == pytest.approx(float(stock.curvature))
    # So the gradient is that times w − 2, wherever w is.
    for w in (-1.0, 0.5, 3.0):
        assert gradient(stock.data, w) == pytest.approx(float(stock.curvature) * (w - stock.target))


def test_the_new_limit_is_where_a_run_bounces(stock: Facts) -> None:
    # Runs, not the formula: nearer to the goal a little below that rate, further from it a little above.
    scaled = Data.of(SCALE * stock.data.x, SCALE * stock.data.y)
    ends = [
        abs(fit(scaled, full_batch(), share * stock.flat_limit, 1.0, 200).epoch_w[-1] - 2.0)
        for share in (0.99, 1.01)
    ]
    assert ends[0] < 0.1 < 1.0 < 10.0 < ends[1]
    np.testing.assert_allclose(stock.pushed.left, 1.0, rtol=1e-9)
    drawn = stock.path(stock.flat_limit, stock.flat_curvature, 12)
    np.testing.assert_allclose(drawn, stock.pushed.w[:13], rtol=1e-9)


def test_one_step_at_the_best_rate_lands_from_every_start(stock: Facts) -> None:
    for start in (*stock.far_starts, stock.w0):
        run = fit(y_equals_2x(), full_batch(), 3 / 28, start, 1)
        assert run.epoch_w[-1] == pytest.approx(2.0)
        drawn = stock.path(3 / 28, 28 / 3, 1, start=start)
        np.testing.assert_allclose(drawn, run.epoch_w, rtol=1e-12)


def test_the_control_differs_in_the_curvature_alone(stock: Facts) -> None:
    assert stock.flat_curvature == pytest.approx(SCALE**2 * float(stock.curvature))
    assert stock.flat_limit == pytest.approx(6 / 7)
    assert stock.control.rate == stock.exploding.rate
    assert (stock.control.w[0], stock.control.factor) == (stock.w0, pytest.approx(1 - 0.22 * 7 / 3))
    # It goes to the same weight, where the other run leaves it.
    assert stock.control.end_w == pytest.approx(stock.target)


def test_start_and_targets_leave_factor_and_limit_alone(stock: Facts) -> None:
    assert stock.other_limit == pytest.approx(float(stock.limit))
    assert (stock.other_start.w[0], stock.other_target) == (1.5, pytest.approx(1.7))
    for run, target in ((stock.other_start, stock.target), (stock.other_targets, stock.other_target)):
        assert run.rate == stock.exploding.rate
        assert run.factor == pytest.approx(stock.exploding.factor)
        # Measured from the run itself.
        np.testing.assert_allclose((run.w[1:] - target) / (run.w[:-1] - target), 1 - 0.22 * 28 / 3, rtol=1e-9)
        drawn = stock.path(run.rate, 28 / 3, LONG, start=run.w[0], target=target)
        np.testing.assert_allclose(drawn, run.w, rtol=1e-9)


@pytest.mark.parametrize("w0", [0.5, 1.5])
@pytest.mark.parametrize(
    "rates",
    [{}, {"creeping_rate": 0.008, "hopping_rate": 0.19}, {"creeping_rate": 0.03, "hopping_rate": 0.202}],
)
def test_the_factor_explains_every_run_from_every_start(w0: float, rates: dict[str, Any]) -> None:
    fact = facts(Params(w0=w0, **rates))
    for racer in (*fact.racers, fact.control):
        np.testing.assert_allclose(
            racer.left, abs(racer.factor) ** np.arange(len(racer.w)), rtol=1e-9, atol=1e-12
        )
    for racer in fact.racers:
        # What the pictures are drawn from is what the runs are.
        drawn = fact.path(racer.rate, float(fact.curvature), LONG)
        np.testing.assert_allclose(drawn, racer.w, rtol=1e-9, atol=1e-12)
    assert 0 < fact.creeping.arrived <= fact.steps
    assert 0 < fact.hopping.arrived <= fact.steps
    assert fact.bouncing.arrived == fact.exploding.arrived == -1
    assert fact.hopping_later == (rates.get("creeping_rate", 0) == 0.03)


@pytest.mark.parametrize(
    "wrong",
    [{"exploding_rate": 0.21}, {"hopping_rate": 0.22}, {"closer_rate": 0.215}, {"creeping_rate": 0.2}],
)
def test_rates_that_would_do_something_else_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)


def test_steps_to_a_tenth_over_the_rate_from_runs(stock: Facts) -> None:
    # Just inside of the range so many steps suffice, just outside they do not: descent itself, not the formula.
    for count in (1, 2, 17, 24, 57):
        low, high = stock.rates_within(count)
        for rate, enough in (
            (1.001 * low, True),
            (0.999 * low, False),
            (0.9999 * high, True),
            (1.0001 * high, False),
        ):
            w = fit(y_equals_2x(), full_batch(), rate, 1.0, count).epoch_w
            assert bool(abs(w[-1] - 2.0) <= TENTH) == enough
    # So each run that was raced stands on the curve.
    for run in (stock.creeping, stock.direct, stock.hopping, stock.closer):
        low, high = stock.rates_within(run.arrived)
        assert low <= run.rate <= high
        if run.arrived > 1:
            inner = stock.rates_within(run.arrived - 1)
            assert not inner[0] <= run.rate <= inner[1]
