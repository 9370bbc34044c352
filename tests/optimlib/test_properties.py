"""Laws that hold for all inputs: batches, sweeps, translation, scale, purity."""

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from optimlib import objectives, optimizers, run
from optimlib.batches import mini_batches
from optimlib.datasets import Data
from optimlib.objectives.quadratic import Quadratic
from optimlib.regression import fit, full_batch

PLANE = sorted(set(objectives.names()) - {"double_well"})
METHODS = optimizers.names()
coordinate = st.floats(-3, 3, allow_subnormal=False)
rate = st.floats(1e-4, 0.3)


def method(name, learning_rate, **options):
    return optimizers.load(name, learning_rate=learning_rate, **options)


@pytest.mark.parametrize("objective", PLANE)
@settings(max_examples=12, deadline=None)
@given(
    starts=arrays.arrays(float, (5, 2), elements=coordinate),
    name=st.sampled_from(METHODS),
    learning_rate=rate,
)
def test_batch_of_starts_is_the_runs_one_by_one(objective, starts, name, learning_rate):
    f = objectives.load(objective)
    together = run(f, method(name, learning_rate), starts, steps=8)
    for index, start in enumerate(starts):
        alone = run(f, method(name, learning_rate), start, steps=8)
        end = len(alone.x)
        assert alone.x.tobytes() == together.x[:end, index].tobytes()
        assert alone.value.tobytes() == together.value[:end, index].tobytes()
        assert together.diverged_at[index] == (-1 if alone.diverged_at is None else alone.diverged_at)


@settings(max_examples=40, deadline=None)
@given(
    rates=arrays.arrays(float, 4, elements=rate),
    name=st.sampled_from(METHODS),
    start=arrays.arrays(float, 2, elements=coordinate),
)
def test_sweep_is_a_loop(rates, name, start):
    bowl = objectives.load("bowl")
    together = run(bowl, method(name, rates[:, None]), start, steps=8)
    for index, learning_rate in enumerate(rates):
        alone = run(bowl, method(name, learning_rate), start, steps=8)
        assert alone.x.tobytes() == together.x[:, index].tobytes()


SWEPT = [
    (name, field.name)
    for name in METHODS
    for field in dataclasses.fields(optimizers.load(name))
    if "range" in field.metadata
]


@pytest.mark.parametrize(("name", "hyperparameter"), SWEPT)
def test_a_sweep_of_any_hyperparameter_is_a_loop(name, hyperparameter):
    bowl, values = objectives.load("bowl"), np.random.default_rng(3).uniform(0.0, 0.99, size=100)
    # Steps as large as the way, or the last digit of a step is lost in the point.
    options = {"learning_rate": 0.5} | {hyperparameter: values[:, None]}
    together = run(bowl, optimizers.load(name, **options), bowl.start, steps=60)
    for index, value in enumerate(values):
        alone = run(bowl, optimizers.load(name, **(options | {hyperparameter: value})), bowl.start, steps=60)
        assert alone.x.tobytes() == together.x[: len(alone.x), index].tobytes()


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(METHODS),
    start=arrays.arrays(float, 2, elements=coordinate),
    shift=arrays.arrays(float, 2, elements=coordinate),
    learning_rate=rate,
)
def test_translation(name, start, shift, learning_rate):
    """Moving function and start moves the path: nothing depends on where zero is, but for weight decay."""
    # AdamW decays unless told otherwise.
    options = {"weight_decay": 0.0} if name == "adamw" else {}
    chosen = method(name, learning_rate, **options)
    here = run(Quadratic((0.5, 3.0)), chosen, start, steps=10)
    there = run(Quadratic((0.5, 3.0), centre=tuple(shift)), chosen, start + shift, steps=10)
    # Close to a minimum a normalising method turns the last digit of a gradient into a whole step.
    if np.abs(here.grad).min() > 1e-3:
        np.testing.assert_allclose(there.x - shift, here.x, rtol=1e-6, atol=1e-7)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["adagrad", "rmsprop", "adam", "nadam", "adamax"]),
    start=arrays.arrays(float, 2, elements=st.floats(0.5, 3)),
    scale=st.integers(-20, 20).map(lambda power: 2.0**power),
)
def test_scale_of_the_objective_does_not_matter(name, start, scale):
    """With ε = 0, and by powers of two, which round nothing, to the last bit."""
    chosen = method(name, 0.05, epsilon=0.0)
    plain = run(Quadratic((0.5, 3.0)), chosen, start, steps=10)
    scaled = run(Quadratic((0.5 * scale, 3.0 * scale)), chosen, start, steps=10)
    assert plain.x.tobytes() == scaled.x.tobytes()


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(["gradient_descent", "momentum", "nesterov"]),
    start=arrays.arrays(float, 2, elements=coordinate),
    scale=st.integers(-8, 8).map(lambda power: 2.0**power),
)
def test_linear_methods_trade_scale_for_rate(name, start, scale):
    plain = run(Quadratic((0.5, 3.0)), method(name, 0.1), start, steps=10)
    scaled = run(Quadratic((0.5 * scale, 3.0 * scale)), method(name, 0.1 / scale), start, steps=10)
    np.testing.assert_allclose(plain.x, scaled.x, rtol=1e-12, atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(angle=st.floats(0.1, 3.0), start=arrays.arrays(float, 2, elements=coordinate))
def test_rotation_turns_the_path_of_linear_methods(angle, start):
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    straight = run(Quadratic((0.5, 3.0)), method("momentum", 0.1), start, steps=20)
    turned = run(Quadratic((0.5, 3.0), angle=angle), method("momentum", 0.1), turn @ start, steps=20)
    np.testing.assert_allclose(turned.x, straight.x @ turn.T, atol=1e-12)
    np.testing.assert_allclose(turned.value, straight.value, atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(
    x=arrays.arrays(float, 7, elements=coordinate),
    y=arrays.arrays(float, 7, elements=coordinate),
    learning_rate=rate,
)
def test_batch_of_all_samples_is_full_batch(x, y, learning_rate):
    data = Data.of(x, y)
    full = fit(data, full_batch(), learning_rate, w0=1.0, epochs=5)
    np.testing.assert_array_equal(fit(data, mini_batches(7), learning_rate, w0=1.0, epochs=5).w, full.w)
    shuffled = fit(data, mini_batches(7, "shuffled"), learning_rate, 1.0, 5, np.random.default_rng(0))
    np.testing.assert_allclose(shuffled.w, full.w, rtol=1e-9, atol=1e-9)


def test_global_random_state_is_left_alone():
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002
    before = random.getstate(), np.random.get_state()[1].tobytes()  # noqa: NPY002
    for name in METHODS:
        run(objectives.load("bowl"), optimizers.load(name), (1.0, 1.0), steps=3)
    fit(Data.of([1.0, 2.0], [1.0, 2.0]), mini_batches(1, "shuffled"), rng=np.random.default_rng(0))
    assert (random.getstate(), np.random.get_state()[1].tobytes()) == before  # noqa: NPY002


@pytest.mark.parametrize("name", METHODS)
def test_overflow_and_rest_are_silent(name):
    for learning_rate, start in ((1e300, (3.0, -2.0)), (0.1, (0.0, 0.0)), (0.0, (1.0, 1.0))):
        path = run(objectives.load("rosenbrock"), method(name, learning_rate), start, steps=30)
        assert np.isfinite(path.x).all()
