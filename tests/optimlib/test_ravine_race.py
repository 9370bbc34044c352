"""The race in the ravine (x²/20 + y² from (−7, 2), 30 steps) against numbers worked out elsewhere."""

import numpy as np
import pytest

from optimlib import objectives, optimizers, run
from optimlib.fields import angle_to_minimum, value_grid

RAVINE = objectives.load("ravine")
RULES = {
    "gradient_descent": {"learning_rate": 0.95},
    "momentum": {"learning_rate": 0.1, "momentum": 0.9},
    "adam": {"learning_rate": 0.3, "epsilon": 1e-7, "eps_mode": "hat"},
}


def race(name, steps=30, **changes):
    return run(RAVINE, optimizers.load(name, **(RULES[name] | changes)), RAVINE.start, steps)


@pytest.mark.parametrize(
    ("name", "end", "value", "flips", "length", "detour", "turning", "largest_x", "lowest_y"),
    [
        ("gradient_descent", (-0.35039299575231969, 0.084782316550432196), 0.01332677, (0, 30), 36.99, 5.08, 158.5, -0.350, -1.8),  # noqa: E501
        ("momentum", (0.89641385849373301, 0.088085601715069711), 0.0479370, (1, 4), 12.80, 1.76, 15.9, 0.896, -1.4179),  # noqa: E501
        ("adam", (0.13600685239498186, 0.31824537553721943), 0.102205, (1, 2), 8.295, 1.14, 3.44, 0.136, -0.70849),
    ],
)  # fmt: skip
def test_race(name, end, value, flips, length, detour, turning, largest_x, lowest_y):
    path = race(name)
    np.testing.assert_allclose(path.x[-1], end, atol=1e-13)
    assert path.value[-1] == pytest.approx(value, rel=1e-5)
    assert tuple(path.sign_changes) == flips
    assert path.path_length == pytest.approx(length, abs=5e-3)
    assert path.detour(RAVINE.minima[0]) == pytest.approx(detour, abs=5e-3)
    assert path.turning_angles.mean() == pytest.approx(turning, rel=5e-3)
    assert path.x[:, 0].max() == pytest.approx(largest_x, abs=5e-4)
    assert path.x[:, 1].min() == pytest.approx(lowest_y, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("gradient_descent", (0.819, 0.104, 0.0133, 2.8e-5, 8.1e-9)),
        ("momentum", (0.945, 0.522, 0.0479, 0.0054, 5.0e-5)),
        ("adam", (1.07, 0.194, 0.102, 0.0044, 4.2e-5)),
    ],
)
def test_values_along_the_way(name, values):
    assert race(name, steps=100).value[[10, 20, 30, 60, 100]] == pytest.approx(values, rel=2e-2)


@pytest.mark.parametrize("name", RULES)
def test_first_step_below_a_hundredth(name):
    assert race(name, steps=60).steps_to(0.0645) == {"gradient_descent": 23, "momentum": 23, "adam": 23}[name]


def test_gradient_descent_has_a_closed_form():
    t = np.arange(31)
    expected = np.stack([-7 * 0.905**t, 2 * (-0.9) ** t], axis=-1)
    np.testing.assert_allclose(race("gradient_descent").x, expected, rtol=1e-13)


def test_momentum_swings():
    path = race("momentum")
    np.testing.assert_allclose(
        path.x[1:5], [(-6.93, 1.6), (-6.7977, 0.92), (-6.610653, 0.124), (-6.376204, -0.6172)], atol=1e-6
    )
    x, y = path.x.T
    assert list(np.flatnonzero(y[1:] * y[:-1] < 0) + 1) == [4, 10, 17, 24]
    assert list(np.flatnonzero(x[1:] * x[:-1] < 0) + 1) == [24]


def test_adam_starts_with_equal_steps():
    step = race("adam").step
    np.testing.assert_allclose(np.abs(step[0]), 0.3, atol=2e-6)
    np.testing.assert_allclose(np.abs(step[1:3]), [(0.29958, 0.29775), (0.29887, 0.29333)], atol=1e-5)


def test_gradient_misses_the_minimum():
    path = race("gradient_descent", steps=29)
    angles = angle_to_minimum(RAVINE, path.x)
    assert angles[0] == pytest.approx(64.128, abs=1e-3)
    assert angles.min() == angles[0]
    assert angles.max() == pytest.approx(64.713, abs=1e-3)
    assert path.turning_angles[:3] == pytest.approx((160.09, 159.99, 159.88), abs=5e-3)


def test_how_much_of_the_map_misses():
    angles = angle_to_minimum(RAVINE, value_grid(RAVINE, resolution=(401, 201)).points)
    for limit, share in ((30, 0.814), (45, 0.664), (60, 0.317)):
        assert np.mean(angles > limit) == pytest.approx(share, abs=1e-3)
    assert np.nanmedian(angles) == pytest.approx(54.3, abs=0.05)
    assert np.nanmax(angles) <= np.degrees(np.arcsin(19 / 21)) + 1e-9


def test_bowl_misses_less():
    bowl = objectives.load("bowl")
    assert angle_to_minimum(bowl, bowl.start) == pytest.approx(36.42, abs=5e-3)
