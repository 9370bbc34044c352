"""Runs and their record: shapes, divergence, read-only arrays, refusal of bad input."""

import dataclasses

import numpy as np
import pytest

from optimlib import OptimError, objectives, optimizers, run
from optimlib._elsewhere import NAMES
from optimlib.objectives.quadratic import Quadratic

BOWL = objectives.load("bowl")
EVERY = [optimizers.load(name) for name in optimizers.names()]


@pytest.mark.parametrize("optimizer", EVERY, ids=optimizers.names())
def test_shapes(optimizer):
    path = run(BOWL, optimizer, np.ones((3, 4, 2)), steps=5)
    assert path.x.shape == (6, 3, 4, 2)
    assert path.value.shape == (6, 3, 4)
    assert path.grad.shape == path.step.shape == (5, 3, 4, 2)
    assert path.turning_angles.shape == (4, 3, 4)
    for name, field in path.state._asdict().items():
        assert field.shape in ((6,), (6, 3, 4, 2)), name


@pytest.mark.parametrize("optimizer", EVERY, ids=optimizers.names())
def test_record_is_read_only(optimizer):
    path = run(BOWL, optimizer, BOWL.start, steps=3)
    for array in (path.x, path.value, path.grad, *path.state):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_state_index_is_that_of_the_point():
    path = run(BOWL, optimizers.load("momentum", learning_rate=0.1), BOWL.start, steps=3)
    np.testing.assert_array_equal(path.state.t, [0, 1, 2, 3])
    np.testing.assert_allclose(path.step, -0.1 * path.state.velocity[1:], atol=1e-15)


def test_rates_as_an_array_are_many_runs():
    rates = np.array([0.01, 0.1, 0.3])
    together = run(
        BOWL, optimizers.load("gradient_descent", learning_rate=rates[:, None]), BOWL.start, steps=9
    )
    assert together.x.shape == (10, 3, 2)
    for index, rate in enumerate(rates):
        alone = run(BOWL, optimizers.load("gradient_descent", learning_rate=rate), BOWL.start, steps=9)
        np.testing.assert_array_equal(together.x[:, index], alone.x)


def test_divergence_keeps_the_finite_part():
    path = run(BOWL, optimizers.load("gradient_descent", learning_rate=10.0), BOWL.start, steps=1000)
    # |y| = 2.4 · 39^t and f ≥ 2y²: the value overflows first.
    expected = int(np.ceil((np.log(np.finfo(float).max / 2) / 2 - np.log(2.4)) / np.log(39)))
    assert path.diverged_at == expected == len(path.x)
    assert np.isfinite(path.x).all()
    assert np.isfinite(path.value).all()
    assert len(path.grad) == len(path.x) - 1
    assert len(path.state.t) == len(path.x)


def test_divergence_of_one_run_among_several():
    rates = np.array([[0.1], [10.0]])
    path = run(BOWL, optimizers.load("adam", learning_rate=rates, beta1=0.0), BOWL.start, steps=5)
    np.testing.assert_array_equal(path.diverged_at, [-1, -1])
    path = run(BOWL, optimizers.load("momentum", learning_rate=rates), BOWL.start, steps=500)
    calm, wild = path.diverged_at
    assert calm == -1
    assert 0 < wild < 500
    assert np.isfinite(path.x[:, 0]).all()
    assert np.isfinite(path.x[:wild, 1]).all()
    assert np.isnan(path.x[wild:, 1]).all()
    assert np.isnan(path.state.velocity[wild:, 1]).all()
    assert np.isfinite(path.path_length).all()


def test_start_without_finite_value_is_all_that_is_kept():
    path = run(BOWL, optimizers.load("gradient_descent"), [1e200, 1.0], steps=3)
    assert path.diverged_at == 0
    assert len(path.x) == 1
    assert len(path.grad) == 0


def test_finite_values_whose_sum_is_not_are_no_divergence():
    path = run(BOWL, optimizers.load("gradient_descent", learning_rate=0.0), [1.2e154, 0.0], steps=5)
    assert path.diverged_at is None
    assert len(path.x) == 6


@pytest.mark.parametrize("steps", [5, 600])
def test_what_is_read_off_a_diverging_run_is_silent(steps):
    rates = np.array([[0.1], [3.0], [1e150]])
    several = run(BOWL, optimizers.load("gradient_descent", learning_rate=rates), BOWL.start, steps)
    alone = run(BOWL, optimizers.load("gradient_descent", learning_rate=3.0), BOWL.start, steps)
    for path in (several, alone):
        assert np.isfinite(path.detour((0.0, 0.0))).all()
        assert (path.path_length > 0).all()
        assert path.sign_changes.shape == path.x.shape[1:]
        assert len(path.turning_angles) == len(path.x) - 2
    assert several.path_length[1] == alone.path_length
    np.testing.assert_array_equal(several.sign_changes[1], alone.sign_changes)
    # Far out the path is one line, walked back and forth along y.
    assert alone.turning_angles[-1] == pytest.approx(180, abs=0.2)


@pytest.mark.parametrize(
    ("rate", "start", "steps", "text"),
    [
        (0.25, [4.0, 1.0], 2, "GradientDescent, 2 steps, (4, 1) → (2.25, 0), value 10 → 2.531"),
        (0.25, [4.0, 0.0], 1, "GradientDescent, 1 step, (4, 0) → (3, 0), value 8 → 4.5"),
        (
            0.25,
            [1e200, 1.0],
            3,
            "GradientDescent, 0 steps, (1e+200, 1) → (1e+200, 1), value none → none, diverged at 0",
        ),
        (0.25, [[4.0, 1.0], [0.0, 1.0]], 2, "GradientDescent, 2 runs of 2 steps, value 2 … 10 → 0 … 2.531"),
        (
            np.array([[0.25], [10.0]]),
            [4.0, 1.0],
            500,
            "GradientDescent, 2 runs of 500 steps, value 10 → 9.212e-125, 1 diverged",
        ),
        (0.25, np.empty((0, 2)), 2, "GradientDescent, 0 runs of 2 steps, value none → none"),
    ],
)  # fmt: skip
def test_a_run_is_told_in_one_line(rate, start, steps, text):
    path = run(BOWL, optimizers.load("gradient_descent", learning_rate=rate), start, steps)
    assert repr(path) == f"Trajectory({text})"


def test_a_point_of_many_coordinates_is_told_in_one_line():
    path = run(Quadratic(tuple(range(1, 1001))), optimizers.load("adamw"), np.ones(1000), steps=1)
    assert repr(path).startswith("Trajectory(AdamW, 1 step, (1, 1, 1, 1, …) → (0.999, ")


def test_steps_to():
    path = run(BOWL, optimizers.load("gradient_descent", learning_rate=0.25), [4.0, 0.0], steps=20)
    # f = 8 · 0.75^(2t)
    assert path.steps_to(1.0) == int(np.ceil(np.log(8) / (2 * np.log(4 / 3))))
    assert path.steps_to(1e-9) is None
    rates = np.array([[0.25], [0.001]])
    both = run(BOWL, optimizers.load("gradient_descent", learning_rate=rates), [4.0, 0.0], steps=20)
    np.testing.assert_array_equal(both.steps_to(1.0), [4, -1])
    with pytest.raises(OptimError, match="finite"):
        path.steps_to(np.nan)


def test_landing_on_zero_counts_once():
    path = run(BOWL, optimizers.load("gradient_descent", learning_rate=0.25), [4.0, 1.0], steps=5)
    np.testing.assert_array_equal(path.sign_changes, [0, 1])


def test_turning_angles_of_a_right_angle_and_a_reversal():
    path = run(BOWL, optimizers.load("gradient_descent", learning_rate=0.5), [0.0, 1.0], steps=3)
    np.testing.assert_allclose(path.turning_angles, [180, 180])


def test_inputs_are_left_alone():
    start = np.array([-4.0, -2.4])
    start.flags.writeable = False
    path = run(BOWL, optimizers.load("adam"), start, steps=2)
    assert path.x[0] is not start


@pytest.mark.parametrize(
    ("x0", "steps"),
    [
        ([1.0, 2.0, 3.0], 5),
        (1.0, 5),
        ([np.nan, 1.0], 5),
        ([np.inf, 1.0], 5),
        (["a", "b"], 5),
        ([[1.0], [2.0, 3.0]], 5),
        ([1.0, 2.0], 0),
        ([1.0, 2.0], -3),
        ([1.0, 2.0], 2.5),
        ([1.0, 2.0], True),
    ],
)
def test_bad_start_or_steps(x0, steps):
    with pytest.raises(OptimError, match=r"got .* expected"):
        run(BOWL, optimizers.load("gradient_descent"), x0, steps)


@pytest.mark.parametrize("rates", [np.ones(3), np.ones((2, 3)), np.ones((2, 5))])
def test_rates_that_do_not_broadcast(rates):
    with pytest.raises(OptimError, match="shape of learning_rate: got"):
        run(BOWL, optimizers.load("gradient_descent", learning_rate=rates), BOWL.start, 3)


@pytest.mark.parametrize(
    ("name", "option", "ours"),
    [
        ("adam", "lr", "'learning_rate'"),
        ("adam", "beta_1", "'beta1'"),
        ("adam", "betas", "'beta1' and 'beta2'"),
        ("adam", "eps", "'epsilon'"),
        ("rmsprop", "rho", "'decay'"),
        ("rmsprop", "alpha", "'decay'"),
        ("gradient_descent", "alpha", "'learning_rate'"),
        ("momentum", "gamma", "'momentum'"),
        ("adagrad", "initial_accumulator_value", "'initial_accumulator'"),
        ("nesterov", "momentun", "'momentum'"),
    ],
)
def test_other_names_of_a_hyperparameter_are_known(name, option, ours):
    with pytest.raises(OptimError, match=rf"got '{option}'.*\(did you mean {ours}\?\)"):
        optimizers.load(name, **{option: 0.1})


@pytest.mark.parametrize(
    ("name", "ours"), [("SGD", "gradient_descent"), ("NAG", "nesterov"), ("adm", "adam"), ("Adam", "adam")]
)
def test_other_names_of_a_method_are_known(name, ours):
    with pytest.raises(OptimError, match=rf"did you mean '{ours}'"):
        optimizers.load(name)


def test_every_name_elsewhere_is_of_something_here():
    known = set(optimizers.names())
    for name in optimizers.names():
        known |= {field.name for field in dataclasses.fields(optimizers.load(name))}
    for elsewhere, names in NAMES.items():
        assert elsewhere not in known
        assert {one for together in names for one in together} <= known


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("gradient_descent", {"learning_rate": -0.1}),
        ("gradient_descent", {"learning_rate": np.inf}),
        ("gradient_descent", {"learning_rate": "fast"}),
        ("gradient_descent", {"learning_rate": np.array([0.1, np.nan])}),
        ("momentum", {"momentum": 1.0}),
        ("momentum", {"momentum": -0.1}),
        ("momentum", {"dampening": 1.1}),
        ("adam", {"beta2": 1.0}),
        ("adam", {"epsilon": -1e-8}),
        ("adam", {"eps_mode": "outsid"}),
        ("adam", {"lr": 0.1}),
        ("adm", {}),
    ],
)
def test_bad_hyperparameters(name, options):
    with pytest.raises(OptimError, match=r"got .* expected"):
        optimizers.load(name, **options)
