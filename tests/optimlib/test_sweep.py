"""A sweep is what a loop of runs would give, in one go."""

import numpy as np
import pytest

from optimlib import OptimError, objectives, optimizers, run
from optimlib.sweep import sweep

RAVINE = objectives.load("ravine")
STARTS = np.array([[-7.0, 2.0], [3.0, 1.0], [0.01, 0.01]])


@pytest.mark.parametrize("name", ["momentum", "adam", "radam", "nadam", "rmsprop", "adagrad"])
def test_is_a_loop_of_runs(name):
    second = next(key for key in ("momentum", "beta2", "epsilon") if key in vars(optimizers.load(name)))
    grid = {"learning_rate": np.array([0.01, 0.3, 3.0]), second: np.array([0.0, 0.5, 0.9, 0.95])}
    together = sweep(RAVINE, optimizers.load(name), grid, STARTS, steps=60, target=0.05)
    assert together.steps_to.shape == (3, 4, 3)
    for i, rate in enumerate(grid["learning_rate"]):
        for j, other in enumerate(grid[second]):
            method = optimizers.load(name, **{"learning_rate": rate, second: other})
            for k, start in enumerate(STARTS):
                alone = run(RAVINE, method, start, steps=60).steps_to(0.05)
                assert together.steps_to[i, j, k] == (-1 if alone is None else alone)


def test_reached_and_best():
    method, rates = optimizers.load("gradient_descent"), np.linspace(0, 1.1, 111)
    far = sweep(RAVINE, method, {"learning_rate": rates}, [20**0.5, 1.0], steps=200, target=1e-9)
    # Both coordinates start with equal shares; the best rate for curvatures 0.1 and 2 is 2/(0.1 + 2).
    assert far.best()["learning_rate"] == pytest.approx(0.952, abs=0.015)
    result = sweep(RAVINE, method, {"learning_rate": rates}, STARTS, steps=200, target=1e-3)
    assert result.reached[0] == pytest.approx(1 / 3)
    assert result.reached[95] == 1
    assert list(result.axes) == ["learning_rate"]
    with pytest.raises(ValueError, match="read-only"):
        result.steps_to[0] = 1


@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "adam"])
def test_to_settle_is_to_stay_from_then_on(name):
    rates, target, steps = np.array([0.03, 0.3, 0.9, 1.05]), 0.05, 80
    result = sweep(
        RAVINE, optimizers.load(name), {"learning_rate": rates}, STARTS, steps, target, settled=True
    )
    for i, rate in enumerate(rates):
        for k, start in enumerate(STARTS):
            above = ~(run(RAVINE, optimizers.load(name, learning_rate=rate), start, steps).value <= target)
            expected = len(above) - int(np.argmax(above[::-1])) if above.any() else 0
            # A run that has diverged is shorter than it was asked to be: it never settles.
            stays = expected <= steps and len(above) == steps + 1
            assert result.steps_to[i, k] == (expected if stays else -1)


def test_half_of_the_starts():
    method = optimizers.load("gradient_descent")
    result = sweep(RAVINE, method, {"learning_rate": [0.5, 1.2]}, STARTS, steps=200, target=1e-2)
    # Three starts: the second to arrive is the half. At 1.2, every run but the one at the minimum diverges.
    assert result.half[0] == np.sort(result.steps_to[0])[1]
    assert result.half[1] == -1


def test_one_start():
    result = sweep(
        RAVINE, optimizers.load("gradient_descent"), {"learning_rate": [0.9]}, RAVINE.start, 99, 1e-3
    )
    assert result.steps_to.shape == (1, 1)
    assert result.starts.shape == (1, 2)


@pytest.mark.parametrize(
    ("grid", "starts", "steps"),
    [
        ({}, STARTS, 5),
        ({"lerning_rate": [0.1]}, STARTS, 5),
        ({"learning_rate": [[0.1]]}, STARTS, 5),
        ({"learning_rate": []}, STARTS, 5),
        ({"learning_rate": [-0.1]}, STARTS, 5),
        ({"learning_rate": [0.1]}, STARTS, 0),
        ({"learning_rate": [0.1]}, [1.0, 2.0, 3.0], 5),
    ],
)
def test_bad_input(grid, starts, steps):
    with pytest.raises(OptimError, match=r"got .* expected"):
        sweep(RAVINE, optimizers.load("gradient_descent"), grid, starts, steps, 0.1)
