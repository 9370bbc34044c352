"""Exhaustive and divided search: cost, and the functions on which the cheap one misses (block 10)."""

import numpy as np
import pytest
from scipy.optimize import minimize

from optimlib import OptimError, objectives
from optimlib.objectives.narrow_well import NarrowWell
from optimlib.objectives.quadratic import Quadratic
from optimlib.search import divide_and_conquer, divide_and_conquer_cost, exhaustive, exhaustive_cost

WELL_1D = NarrowWell(slope=0.1, bowl=(1.3,), width=0.25, well=(-2.0,))
WELL_2D = NarrowWell()


def test_finds_a_bowl():
    bowl = objectives.load("bowl")
    assert np.abs(divide_and_conquer(bowl.value, bowl.view).x).max() < 1e-4


def test_misses_the_narrow_well_in_one_dimension():
    found = divide_and_conquer(WELL_1D.value, ((-4.0, 4.0),), levels=8)
    np.testing.assert_allclose(found.levels[0].values, [1.849, 0.529, 0.009, 0.289], atol=1e-3)
    assert found.levels[1].box == ((0.0, 2.0),)
    assert found.x == pytest.approx([1.29999], abs=1e-4)
    assert found.evaluations == 32
    true = minimize(WELL_1D.value, [-2.0], tol=1e-12)
    np.testing.assert_allclose(WELL_1D.minima[0], true.x, atol=1e-6)
    assert true.fun == pytest.approx(-0.914395, abs=1e-6)


@pytest.mark.parametrize(("points", "finds"), [(17, True), (32, True), (8, False)])
def test_a_grid_finds_it_by_luck(points, finds):
    found = exhaustive(WELL_1D.value, ((-4.0, 4.0),), points)
    assert (found.x[0] < 0) == finds
    assert found.evaluations == points


def test_misses_the_narrow_well_in_two_dimensions():
    found = divide_and_conquer(WELL_2D.value, WELL_2D.view, levels=8)
    np.testing.assert_allclose(found.x, [1.5, 1.0], atol=1e-3)
    assert found.evaluations == 128
    assert WELL_2D.minima[0] == pytest.approx([-1.990, -1.995], abs=5e-3)
    assert WELL_2D.value(WELL_2D.minima[0]) == pytest.approx(-0.94, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "view", "end", "value"),
    [
        ("rosenbrock", ((-2, 2), (-1, 3)), (0.609, 0.371), 0.153),
        ("beale", ((-4.5, 4.5), (-4.5, 4.5)), (-2.39, 1.31), 0.991),
    ],
)
def test_misses_standard_functions(name, view, end, value):
    found = divide_and_conquer(objectives.load(name).value, view)
    np.testing.assert_allclose(found.x, end, atol=5e-3)
    assert found.value == pytest.approx(value, abs=1e-3)


def test_finds_one_of_himmelblau():
    himmelblau = objectives.load("himmelblau")
    assert divide_and_conquer(himmelblau.value, himmelblau.view).value < 1e-3


def test_convex_is_not_enough_in_one_dimension():
    found = divide_and_conquer(
        lambda x: np.maximum(0.27 - x, 100 * (x - 0.27))[:, 0], ((0.0, 1.0),), levels=12
    )
    assert found.levels[1].box == ((0.0, 0.25),)
    assert found.x == pytest.approx([0.25], abs=1e-6)


def test_convex_is_not_enough_in_two_dimensions():
    valley = Quadratic((4.0, 200.0), angle=np.pi / 4, centre=(0.5, 0.4))
    assert valley.value([1.0, 1.0]) == pytest.approx(1.1**2 + 50 * 0.1**2)
    found = divide_and_conquer(valley.value, ((0.0, 1.0), (0.0, 1.0)))
    np.testing.assert_allclose(found.x, [0.46875, 0.36987], atol=1e-5)


@pytest.mark.parametrize(("condition", "share"), [(1, 0), (4, 0.30), (20, 0.72), (100, 0.91)])
def test_how_often_a_slanting_valley_is_missed(condition, share):
    """Missed means further than a thousandth from the minimum, on the unit square."""
    rng = np.random.default_rng(7)
    missed = []
    for _ in range(300):
        valley = Quadratic((1.0, float(condition)), rng.uniform(0.01, np.pi), tuple(rng.uniform(0, 1, 2)))
        found = divide_and_conquer(valley.value, ((0.0, 1.0), (0.0, 1.0)), levels=8)
        missed.append(np.abs(found.x - valley.minima[0]).max() > 1e-3)
    assert np.mean(missed) == pytest.approx(share, abs=0.1)


def test_costs():
    assert exhaustive_cost(10) == 10**20
    assert divide_and_conquer_cost(10) == pytest.approx(8.4e6, rel=2e-3)


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: exhaustive(WELL_1D.value, ((1.0, -1.0),), 5),
        lambda: exhaustive(WELL_1D.value, (), 5),
        lambda: exhaustive(WELL_1D.value, WELL_1D.view, 1),
        lambda: divide_and_conquer(WELL_1D.value, WELL_1D.view, levels=0),
        lambda: NarrowWell(bowl=(1.0,)),
        lambda: NarrowWell(width=0.0),
    ],
)
def test_bad_input(mistake):
    with pytest.raises(OptimError, match=r"got .* expected"):
        mistake()
