"""Schedules against their formulas, averages against closed forms."""

import numpy as np
import pytest

from optimlib import OptimError, misprints, objectives, optimizers, run
from optimlib.misprints import AdaDeltaAsRatio, AdamWithMinus
from optimlib.objectives.quadratic import Quadratic
from optimlib.schedules import Constant, Cosine, Exponential, InverseTime, Linear, Step
from optimlib.smoothing import exponential_average, exponential_weights, kaiser_smooth, moving_average

EVERY = [Constant(0.1), Step(0.1, 5), Exponential(0.1, 0.9), InverseTime(0.1, 10), Linear(0.1, 0.01, 20), Cosine(0.1, 0, 20)]  # noqa: E501  # fmt: skip
BOWL = objectives.load("bowl")


@pytest.mark.parametrize("schedule", EVERY, ids=repr)
def test_first_step_is_that_of_the_constant_rate(schedule):
    for name in optimizers.names():
        changing, constant = (
            run(BOWL, optimizers.load(name, learning_rate=rate), BOWL.start, steps=12)
            for rate in (schedule, 0.1)
        )
        np.testing.assert_allclose(changing.step[0], constant.step[0], rtol=1e-12)
        if not isinstance(schedule, Constant):
            assert (np.abs(changing.step[-1]) != np.abs(constant.step[-1])).all()


@pytest.mark.parametrize("schedule", EVERY[1:], ids=repr)
def test_rates_fall_and_stay_positive(schedule):
    rates = np.array([schedule(t) for t in range(20)])
    assert (np.diff(rates) <= 0).all()
    assert (rates > 0).all()


def test_schedule_of_many_rates_is_many_runs():
    rates = np.array([[0.1], [0.3]])
    together = run(BOWL, optimizers.load("adam", learning_rate=lambda t: rates * 0.9**t), BOWL.start, steps=6)
    assert together.x.shape == (7, 2, 2)
    for index, rate in enumerate(rates[:, 0]):
        alone = run(BOWL, optimizers.load("adam", learning_rate=Exponential(rate, 0.9)), BOWL.start, steps=6)
        np.testing.assert_allclose(together.x[:, index], alone.x, rtol=1e-14)


def test_gradient_descent_multiplies_by_the_rates():
    schedule = InverseTime(0.3, 4)
    path = run(
        Quadratic((2.0,)), optimizers.load("gradient_descent", learning_rate=schedule), [1.0], steps=10
    )
    expected = np.cumprod([1 - 2 * 0.3 / (1 + t / 4) for t in range(10)])
    np.testing.assert_allclose(path.x[1:, 0], expected, rtol=1e-13)


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: Constant(-0.1),
        lambda: Constant("fast"),
        lambda: Step(0.1, 0),
        lambda: Step(0.1, 2.5),
        lambda: Exponential(0.1, np.inf),
        lambda: InverseTime(0.1, 0),
        lambda: Linear(0.1, 0.0, 0),
        lambda: Cosine(0.1, 0.0, 0),
        lambda: exponential_weights(1.0, 3),
        lambda: exponential_weights(0.5, 0),
        lambda: exponential_average([1.0], 1.0),
        lambda: exponential_average([], 0.5),
        lambda: moving_average([1.0, 2.0], 2),
        lambda: moving_average(np.ones((2, 2)), 1),
        lambda: kaiser_smooth([1.0, 2.0], beta=-1.0),
    ],
)
def test_bad_input(mistake):
    with pytest.raises(OptimError, match=r"got .* expected"):
        mistake()


@pytest.mark.parametrize(("decay", "window", "share"), [(0.5, 2, 0.75), (0.9, 10, 0.6513), (0.95, 20, 0.6415), (0.99, 100, 0.6340)])  # noqa: E501  # fmt: skip
def test_share_of_the_last_steps(decay, window, share):
    assert exponential_weights(decay, window).sum() == pytest.approx(share, abs=5e-5)


def test_momentum_is_an_average_of_gradients():
    path = run(BOWL, optimizers.load("momentum", learning_rate=0.1), BOWL.start, steps=40)
    average = exponential_average(path.grad, 0.9, bias_correction=False)
    np.testing.assert_allclose(path.state.velocity[1:], average / (1 - 0.9), atol=1e-13)


def test_smoothing_keeps_straight_lines_but_at_the_ends():
    line = np.arange(40.0)
    for smooth in (moving_average(line, 7), kaiser_smooth(line)):
        np.testing.assert_allclose(smooth[6:-6], line[6:-6], atol=1e-12)
        assert len(smooth) == 40
    noise = np.random.default_rng(0).normal(size=4000)
    assert moving_average(noise, 25).var() == pytest.approx(1 / 25, rel=0.2)


def test_short_series_with_a_long_window():
    np.testing.assert_allclose(moving_average([1.0, 3.0], 11), [2.0, 2.0])


def test_misprints_are_not_found():
    assert not set(optimizers.names()) & {name.lower() for name in vars(misprints)}


def test_adam_with_minus_climbs_and_repaired_descends():
    printed = run(BOWL, AdamWithMinus(0.1), BOWL.start, steps=50).value
    assert printed[[0, 1, 10, 50]] == pytest.approx([19.52, 24.07, 175.2, 3177.5], rel=1e-3)
    adam = optimizers.load("adam", learning_rate=0.1, bias_correction=False)
    assert run(BOWL, adam, BOWL.start, steps=50).value[[1, 10, 50]] == pytest.approx(
        [15.47, 3.42, 0.0695], rel=1e-3
    )


def test_adadelta_as_a_ratio_runs_away():
    path = run(BOWL, AdaDeltaAsRatio(), BOWL.start, steps=100)
    assert (path.step < 0).all()
    np.testing.assert_allclose(path.x[100], (-23.3, -22.3), atol=0.05)
    past = run(BOWL, AdaDeltaAsRatio(), (4.0, 2.4), steps=100)
    np.testing.assert_allclose(past.x[100], (-15.2, -18.5), atol=0.05)
    assert run(BOWL, AdaDeltaAsRatio(), (0.0, 0.0), steps=3).diverged_at == 1


def test_numerical_gradient_as_printed():
    printed = misprints.numerical_gradient(BOWL.value, BOWL.start)
    np.testing.assert_allclose(printed * 1e8, BOWL.gradient(BOWL.start), rtol=1e-7)
    ravine = objectives.load("ravine")

    class Misled:
        minima, value = ravine.minima, ravine.value

        def gradient(self, x):
            return misprints.numerical_gradient(ravine.value, x)

    path = run(Misled(), optimizers.load("gradient_descent", learning_rate=0.95), ravine.start, steps=30)
    assert path.path_length == pytest.approx(30 * 0.95 * np.hypot(0.7, 4) * 1e-8, rel=1e-3)
