"""Every objective that is found: derivatives against finite differences, minima, and what a scene needs."""

import numpy as np
import pytest

from optimlib import OptimError, objectives
from optimlib.objectives.quadratic import Quadratic

EVERY = [objectives.load(name) for name in objectives.names()] + [
    Quadratic((0.5, 3.0, 7.0), centre=(1.0, -1.0, 2.0)),
    Quadratic((1.0, 20.0), angle=0.6, centre=(1.0, 2.0)),
    Quadratic((1.0, -2.0)),
]


@pytest.fixture(params=EVERY, ids=repr)
def objective(request):
    return request.param


@pytest.fixture
def points(objective):
    low, high = np.transpose(objective.view)
    return np.random.default_rng(0).uniform(low, high, size=(5, 4, len(low)))


def differences(function, x, h):
    """Central differences of `function` along each coordinate, on a new last axis."""
    return np.stack([(function(x + e) - function(x - e)) / (2 * h) for e in h * np.eye(x.shape[-1])], axis=-1)


def test_gradient(objective, points):
    numeric = differences(objective.value, points, 1e-5)
    np.testing.assert_allclose(objective.gradient(points), numeric, rtol=1e-6, atol=1e-6)


def test_hessian(objective, points):
    numeric = differences(objective.gradient, points, 1e-5)
    np.testing.assert_allclose(objective.hessian(points), numeric, rtol=1e-6, atol=1e-5)


def test_minima(objective):
    minima = objective.minima
    assert minima.ndim == 2
    assert minima.shape[1] == len(objective.view)
    if len(minima):
        np.testing.assert_allclose(objective.gradient(minima), 0, atol=1e-6)
        assert np.linalg.eigvalsh(objective.hessian(minima)).min() > -1e-9
        low, high = np.transpose(objective.view)
        sample = np.random.default_rng(1).uniform(low, high, size=(2000, len(low)))
        assert np.ptp(objective.value(minima)) < 1e-9
        assert objective.value(sample).min() > objective.value(minima).max()


def test_shapes_and_read_only_input(objective, points):
    points.flags.writeable = False
    assert objective.value(points).shape == (5, 4)
    assert objective.gradient(points).shape == points.shape
    assert objective.hessian(points).shape == (*points.shape, points.shape[-1])
    assert np.shape(objective.value(list(points[0, 0]))) == ()


def test_facts_for_a_scene(objective):
    assert set(objective.display_name) == {"en", "zh"}
    assert objective.formula
    assert len(objective.start) == len(objective.view)
    assert all(low < start < high for start, (low, high) in zip(objective.start, objective.view, strict=True))
    assert list(objective.levels) == sorted(set(objective.levels))
    low, high = np.transpose(objective.view)
    values = objective.value(np.random.default_rng(2).uniform(low, high, size=(4000, len(low))))
    drawn = [level for level in objective.levels if values.min() < level < values.max()]
    assert len(drawn) >= 5


def test_names_are_those_of_the_objectives():
    assert [objectives.load(name).name for name in objectives.names()] == list(objectives.names())


def test_unknown_name_tells_the_nearest():
    with pytest.raises(OptimError, match="did you mean 'ravine'"):
        objectives.load("ravin")


def test_unknown_parameter_tells_the_nearest():
    with pytest.raises(OptimError, match="did you mean 'eigenvalues'"):
        objectives.load("quadratic", eigenvalue=(1, 2))


@pytest.mark.parametrize(
    "arguments",
    [
        {"eigenvalues": ()},
        {"eigenvalues": (1.0, np.nan)},
        {"eigenvalues": (1, 2, 3), "angle": 1.0},
        {"centre": (1.0,)},
    ],
)
def test_impossible_quadratic(arguments):
    with pytest.raises(OptimError, match=r"got .* expected"):
        Quadratic(**arguments)
