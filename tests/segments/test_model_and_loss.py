"""Facts of the model and its cost against closed forms, finite differences and the reference (block 4)."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.facts.line_fit import best_slope, curvature, gradient, mean_absolute, mean_squared
from scenes.segments.model_and_loss.facts import Facts, Params, best_absolute_slope, facts, lifted


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_errors_of_the_first_line_worked_out_by_hand(stock: Facts) -> None:
    assert stock.start_residuals.tolist() == [-1, -2, -3]
    assert stock.cost == pytest.approx((1 + 4 + 9) / 3)
    assert (stock.ratio, stock.square_ratio) == (3, 9)
    assert (stock.prediction, stock.end_prediction) == (4, 8)
    assert (stock.target, stock.lowest) == (2, 0)


def test_slopes_are_those_of_the_curves(stock: Facts) -> None:
    step = 1e-6
    for w in (0.4, 1.0, 1.9, 2.0, 3.1):
        rise = mean_squared(stock.data, w + step) - mean_squared(stock.data, w - step)
        assert gradient(stock.data, w) == pytest.approx(rise / (2 * step), abs=1e-6)
    assert stock.slope == pytest.approx(-28 / 3)
    assert curvature(stock.data) == pytest.approx(28 / 3)


def test_the_mean_absolute_error_is_lowest_at_the_same_slope_and_has_a_kink_there(stock: Facts) -> None:
    w = np.linspace(*stock.view, 321)
    assert w[np.argmin(mean_absolute(stock.data, w))] == pytest.approx(stock.target)
    assert w[np.argmin(mean_squared(stock.data, w))] == pytest.approx(stock.target)
    np.testing.assert_allclose(mean_absolute(stock.data, w), stock.absolute_slope * np.abs(w - 2), atol=1e-12)


def test_a_lifted_sample_parts_the_two_lowest_points(stock: Facts) -> None:
    # y = (2, 7, 6): (2 + 14 + 18) / 14 for the squares; two of the three lines through a sample have the slope 2.
    assert stock.pulled.y.tolist() == [2, 7, 6]
    assert stock.pulled_best == pytest.approx(34 / 14)
    assert stock.pulled_absolute_best == pytest.approx(2)
    w = np.linspace(1.0, 4.0, 30001)
    assert w[np.argmin(mean_squared(stock.pulled, w))] == pytest.approx(stock.pulled_best, abs=1e-4)
    assert w[np.argmin(mean_absolute(stock.pulled, w))] == pytest.approx(stock.pulled_absolute_best, abs=1e-4)


def test_the_absolute_values_stay_like_a_median_however_far_a_sample_is_lifted(stock: Facts) -> None:
    # The sum of x |w - y/x| is lowest at the median of y/x with the weights x: here 2, with 4 of 6.
    for lift in (1.0, 3.0, 30.0):
        assert best_absolute_slope(lifted(stock.data, lift)) == pytest.approx(2)
    assert best_slope(lifted(stock.data, 30.0)) > 6


def test_half_as_far_is_half_as_steep(stock: Facts) -> None:
    for gap in (1.0, 0.3):
        assert gradient(stock.data, 2 - gap / 2) == pytest.approx(gradient(stock.data, 2 - gap) / 2)
    assert f"{stock.slope:.2f} {stock.half_slope:.2f}" == "-9.33 -4.67"


def test_values_to_try_are_counted_by_listing_them(stock: Facts) -> None:
    assert len(list(itertools.product(range(stock.tries), repeat=2))) == stock.tries_two == 529


def test_one_line_arrives_one_hops_one_explodes(stock: Facts) -> None:
    # Distances after 20 steps: the first from its closed form, the others from the reference.
    reference = {0.05: (1 - 28 * 0.05 / 3) ** 20, 0.2: 0.05715, 0.22: 2.83}
    for line in stock.openings:
        assert abs(line.w[20] - 2) == pytest.approx(reference[line.rate], rel=2e-3)


@pytest.mark.parametrize(
    ("arriving", "hopping", "exploding"), [*itertools.product((0.03, 0.1), (0.17, 0.21), (0.22, 0.3))]
)
@pytest.mark.parametrize("w0", [0.93, 1.5])
def test_every_rate_does_what_is_said_of_it(
    arriving: float, hopping: float, exploding: float, w0: float
) -> None:
    fact = facts(Params(w0=w0, arriving_rate=arriving, hopping_rate=hopping, exploding_rate=exploding))
    arrives, hops, explodes = ((line.w - fact.target) / (w0 - fact.target) for line in fact.openings)
    assert np.all(arrives >= -1e-12)
    assert arrives[-1] < 0.03
    assert np.all(hops[1:] * hops[:-1] < 0)
    assert np.all(np.diff(np.abs(hops)) < 0)
    assert np.all(explodes[1:] * explodes[:-1] < 0)
    assert np.abs(explodes[-1]) > 7
    assert fact.much_more == (exploding / hopping > 1.25)


@pytest.mark.parametrize(
    "wrong", [{"w0": 2.0}, {"hopping_rate": 0.215}, {"exploding_rate": 0.2}, {"new_x": 3.0}]
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)
