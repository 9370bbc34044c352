"""Facts of both searches against the reference (block 10), closed forms and the library's own search."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.optimize import minimize_scalar

from optimlib.objectives.quadratic import Quadratic
from optimlib.search import divide_and_conquer, exhaustive
from scenes.segments.search.facts import (
    CENTRE,
    NEAR,
    SQUARE,
    STEEPER,
    VALLEYS,
    WELL,
    Facts,
    Params,
    facts,
    flank,
    rounded,
)
from scenes.segments.search.turned_valleys import Ensemble


@pytest.fixture(scope="module")
def stock() -> Facts:
    return facts(Params())


def test_divide_and_conquer_misses_the_well_as_the_reference_says(stock: Facts) -> None:
    first = stock.divided.levels[0]
    np.testing.assert_allclose(first.values, [1.849, 0.529, 0.009, 0.289], atol=1e-3)
    assert stock.divided.levels[1].box == ((0.0, 2.0),)
    assert stock.divided_x == pytest.approx(1.3, abs=1e-4)
    assert stock.evaluations == 32
    true = minimize_scalar(lambda x: float(WELL.value([x])), bracket=(-2.2, -2.0, -1.8), tol=1e-12)
    assert (stock.well_x, stock.well_value) == pytest.approx((true.x, true.fun), abs=1e-6)
    assert (stock.well_x, stock.well_value) == pytest.approx((-1.9897, -0.914395), abs=5e-5)


@pytest.mark.parametrize("levels", [6, 8, 10])
def test_a_grid_of_as_many_points_cannot_step_over_the_well(levels: int) -> None:
    fact = facts(Params(levels=levels))
    assert fact.grid.evaluations == fact.divided.evaluations
    assert fact.spacing < fact.well_width < fact.cell
    x = np.linspace(-4, 4, 80_001)
    below = x[WELL.value(x[:, None]) < 0]
    assert np.ptp(below) == pytest.approx(fact.well_width, abs=3e-4)
    # Wherever the grid began, one of its points would lie lower than the bowl's bottom.
    for shift in np.linspace(0, fact.spacing, 50):
        points = np.arange(-4 + shift, 4, fact.spacing)
        assert WELL.value(points[:, None]).min() < 0


def test_turning_alone_makes_the_search_miss(stock: Facts) -> None:
    for valley in stock.valleys:
        np.testing.assert_allclose(valley.minima[0], CENTRE)
    assert stock.valleys[1].eigenvalues == stock.valleys[2].eigenvalues
    round_, narrow, turned = stock.misses
    assert max(round_, narrow) < 4.0**-stock.levels
    # The distance between two points, not the larger one of their coordinates, which is 0.110.
    assert stock.found[2].x == pytest.approx([0.5, 0.42968], abs=2e-5)
    assert turned == pytest.approx(0.1255, abs=5e-5)
    assert stock.own_value == pytest.approx(float(stock.valleys[2].value(stock.own)))
    assert stock.best_value < stock.own_value
    # The minimum lies in the cell of the middle that lost, and not in the one that is kept.
    assert np.all(np.abs(stock.own - CENTRE) <= 0.125)
    assert np.any(np.abs(stock.best - CENTRE) > 0.125)


def test_all_valleys_at_once_are_searched_as_the_library_searches_one() -> None:
    valleys = Ensemble.drawn(60, seed=3)
    for condition in (1.0, 20.0, 100.0):
        away = valleys.miss(condition, levels=8)
        for angle, centre, miss in zip(valleys.angles, valleys.centres, away, strict=True):
            valley = Quadratic((1.0, condition), float(angle), tuple(centre))
            found = divide_and_conquer(valley.value, SQUARE, levels=8)
            assert np.linalg.norm(found.x - centre) == pytest.approx(miss, abs=1e-9)


def test_all_valleys_at_once_are_gridded_as_the_library_grids_one() -> None:
    valleys = Ensemble.drawn(60, seed=3)
    for condition in (1.0, 20.0, 100.0):
        away = valleys.grid_miss(condition, 11)
        for angle, centre, miss in zip(valleys.angles, valleys.centres, away, strict=True):
            valley = Quadratic((1.0, condition), float(angle), tuple(centre))
            # Its outermost points are half a cell from the border.
            found = exhaustive(valley.value, ((0.5 / 11, 10.5 / 11),) * 2, 11)
            assert np.linalg.norm(found.x - centre) == pytest.approx(miss, abs=1e-9)


@pytest.mark.parametrize(("levels", "condition"), [(6, 16.0), (6, 25.0), (8, 20.0), (10, 16.0), (10, 25.0)])
def test_at_the_same_budget_a_grid_is_coarser_but_only_a_grid_gains_by_more(
    levels: int, condition: float
) -> None:
    fact = facts(Params(levels=levels, condition=condition))
    assert fact.budget == 16 * levels
    assert fact.grid_budgets[0] <= fact.budget < (np.sqrt(fact.grid_budgets[0]) + 1) ** 2
    assert fact.grid_share > 0.99 > fact.missed_share
    assert fact.grid_medians[0] > fact.medians[0]
    assert np.all(np.diff(fact.grid_medians) < 0)
    assert fact.grid_medians[-1] < fact.medians[1]
    assert fact.medians[1] == pytest.approx(fact.medians[0], rel=0.06)


def test_the_medians_told_are_those_of_other_samples(stock: Facts) -> None:
    assert (stock.about, stock.grid_about) == (0.01, 0.04)
    for seed in range(1, 6):
        other = Ensemble.drawn(4000, seed=seed)
        assert rounded(float(np.median(other.miss(20.0, 8)))) == stock.about
        assert rounded(float(np.median(other.grid_miss(20.0, 11)))) == stock.grid_about


def test_a_grid_overtakes_where_it_is_told_in_another_sample(stock: Facts) -> None:
    other = Ensemble.drawn(800, seed=4)
    ours = float(np.median(Ensemble.drawn(20_000, seed=1).miss(20.0, 8)))
    before, after = (
        float(np.median(other.grid_miss(20.0, int(np.sqrt(factor * stock.crossing)))))
        for factor in (0.6, 1.5)
    )
    assert after < ours < before


def test_a_steeper_side_makes_the_next_middle_lower_and_keeps_the_bowl_convex(stock: Facts) -> None:
    middles = stock.divided.levels[0].points[:, 0]
    assert np.argmin(flank(middles, 1.0)) == 2
    assert np.argmin(flank(middles, STEEPER)) == 3
    # The minimum stays in the third cell, 0 … 2.
    w = np.linspace(-4, 4, 8001)
    for factor in (1.0, STEEPER):
        assert w[np.argmin(flank(w, factor))] == pytest.approx(1.3)
        assert np.diff(flank(w, factor), 2).min() > 0


def test_along_the_axes_the_search_finds_the_middle_nearest_to_the_minimum(stock: Facts) -> None:
    for valley, found in zip(stock.valleys[:2], stock.found[:2], strict=True):
        first = found.levels[0]
        nearest = np.argmin(np.linalg.norm(first.points - valley.minima[0], axis=-1))
        assert first.best == nearest
    turned = stock.found[2].levels[0]
    assert turned.best != np.argmin(np.linalg.norm(turned.points - CENTRE, axis=-1))


@pytest.mark.parametrize(
    ("condition", "share"), [(1, 0.0), (4, 0.30), (10, 0.54), (20, 0.72), (50, 0.86), (100, 0.91)]
)
def test_the_share_that_is_missed_is_the_reference(condition: float, share: float) -> None:
    away = Ensemble.drawn(VALLEYS).miss(float(condition), levels=8)
    assert np.mean(away > NEAR) == pytest.approx(share, abs=0.025)


def test_the_share_told_is_that_of_a_larger_sample(stock: Facts) -> None:
    larger = np.mean(Ensemble.drawn(20_000, seed=1).miss(stock.condition, stock.levels) > NEAR)
    assert stock.missed_share == pytest.approx(larger, abs=0.02)


def test_valleys_along_the_axes_are_never_missed() -> None:
    centres = Ensemble.drawn(2000).centres
    for angle in (0.0, np.pi / 2):
        aligned = Ensemble(np.full(2000, angle), centres)
        assert aligned.miss(100.0, levels=8).max() < NEAR


def test_costs(stock: Facts) -> None:
    assert stock.grid_costs[-1] == 10**20
    assert stock.divided_costs[-1] == 8 * 4**10
    assert stock.years == pytest.approx(1e20 / 1e9 / (365.25 * 24 * 3600), rel=0.02)
    assert stock.many_cost == pytest.approx(8 * 4.0**100)
    assert facts(Params(points_per_axis=10, dimensions=6)).short


@pytest.mark.parametrize("wrong", [{"levels": 5}, {"condition": 5.0}, {"angle": 90.0}, {"dimensions": 20}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Params(**wrong)
