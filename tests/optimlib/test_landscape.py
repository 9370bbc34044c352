"""Critical points, limits of rates, chances of saddles, escape and capture: blocks 3, 8, 9 and 11."""

import numpy as np
import pytest
from scipy.optimize import minimize

from optimlib import OptimError, objectives, optimizers, run
from optimlib.landscape import classify, critical_points, measured_stability_limit, stability_limit
from optimlib.objectives.quadratic import Quadratic
from optimlib.online import reddi_game
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov
from optimlib.random_matrices import all_positive_chance, random_symmetric, saddle_chance
from optimlib.run import descend

SADDLE, BOUNDED, WELLS = (objectives.load(name) for name in ("saddle", "bounded_saddle", "double_well"))


def kinds(name, **options):
    points = critical_points(objectives.load(name), **options)
    return [sum(point.kind == kind for point in points) for kind in ("minimum", "saddle", "maximum")]


def test_number_of_critical_points():
    assert kinds("himmelblau") == [4, 4, 1]
    assert kinds("six_hump_camel") == [6, 7, 2]
    assert kinds("bounded_saddle") == [2, 1, 0]
    assert kinds("bowl") == [1, 0, 0]
    assert kinds("rosenbrock") == [1, 0, 0]
    assert kinds("rastrigin", view=((-0.9, 0.9), (-0.9, 0.9))) == [1, 4, 4]


def test_beale():
    lowest, other, saddle = critical_points(objectives.load("beale"))
    assert other.kind == "saddle"
    np.testing.assert_allclose(lowest.x, [3, 0.5], atol=1e-9)
    assert lowest.eigenvalues == pytest.approx([0.3015, 48.98], rel=1e-3)
    np.testing.assert_allclose(saddle.x, [0, 1], atol=1e-9)
    assert saddle.value == pytest.approx(14.203, abs=1e-3)
    assert saddle.eigenvalues == pytest.approx([-27.75, 27.75], rel=1e-3)
    assert saddle.kind == "saddle"


def test_double_well():
    points = critical_points(WELLS)
    assert [point.x[0] for point in points] == pytest.approx(
        [-1.0466805318, 0.9456492739, 0.1010312579], abs=1e-9
    )
    assert [point.value for point in points] == pytest.approx([-0.352386, -0.152639, 0.005026], abs=1e-6)


def test_hessian_that_does_not_decide():
    assert classify(objectives.load("absolute_valley"), [0.0, 0.0]).kind == "undecided"
    assert classify(Quadratic((1.0, 0.0)), [0.0, 0.0]).kind == "undecided"
    assert classify(Quadratic((-1.0, -2.0)), [0.0, 0.0]).kind == "maximum"


@pytest.mark.parametrize("name", sorted(set(objectives.names()) - {"saddle", "absolute_valley"}))
def test_minima_are_those_of_scipy(name):
    objective = objectives.load(name)
    for minimum in objective.minima:
        found = minimize(objective.value, minimum + 0.01, jac=objective.gradient, tol=1e-12)
        np.testing.assert_allclose(found.x, minimum, atol=1e-5)


def test_curvature_of_rosenbrock():
    rosenbrock = objectives.load("rosenbrock")
    eigenvalues = np.linalg.eigvalsh(rosenbrock.hessian([[1.0, 1.0], [-1.2, 1.0]]))
    np.testing.assert_allclose(eigenvalues, [[0.39936, 1001.6], [23.6, 1506.4]], rtol=2e-3)


@pytest.mark.parametrize(
    "optimizer",
    [GradientDescent(), Momentum(momentum=0.5), Momentum(momentum=0.9), Nesterov(momentum=0.5), Nesterov()]
    + [Momentum(momentum=share, dampening=share) for share in (0.1, 0.5, 0.9)],
    ids=repr,
)
@pytest.mark.parametrize("curvature", [4.0, 28 / 3])
def test_limits_by_theory_and_by_trial(optimizer, curvature):
    measured = measured_stability_limit(optimizer, curvature)
    assert measured == pytest.approx(stability_limit(optimizer, curvature), rel=1e-3)


def test_limits_as_worked_out():
    assert stability_limit(Nesterov(momentum=0.5), 4) == pytest.approx(0.375)
    assert stability_limit(Nesterov(momentum=0.9), 4) == pytest.approx(0.3393, abs=1e-4)
    assert stability_limit(Nesterov(momentum=0.9), 2) == pytest.approx(0.6786, abs=1e-4)


@pytest.mark.parametrize(
    ("k", "chance"),
    [
        (1, 0.5),
        (2, (2 - 2**0.5) / 4),
        (3, (np.pi - 2 * 2**0.5) / (4 * np.pi)),
        (4, 0.00245670925978622),
        (5, 1.401146854634e-4),
        (6, 4.62018747755e-6),
    ],
)
def test_chance_of_all_positive(k, chance):
    assert all_positive_chance(k) == pytest.approx(chance, rel=1e-10)


def test_chance_of_all_positive_by_trial():
    eigenvalues = np.linalg.eigvalsh(random_symmetric(3, 40_000, np.random.default_rng(0)))
    positive = np.mean(eigenvalues.min(axis=1) > 0)
    assert positive == pytest.approx(all_positive_chance(3), abs=4 * (0.0249 * 0.975 / 40_000) ** 0.5)


def test_chance_of_a_saddle():
    chances = [saddle_chance(k) for k in range(1, 7)]
    assert chances == pytest.approx([0, 0.7071, 0.9502, 0.9951, 0.99972, 0.9999908], abs=5e-5)
    # Dean and Majumdar: the logarithm falls as −k² ln 3/4, each step from k to k + 1 by about (2k + 1) of it.
    falls = -np.diff(np.log([all_positive_chance(k) for k in range(1, 9)]))
    assert np.diff(falls) == pytest.approx(np.log(3) / 2, rel=0.02)


@pytest.mark.parametrize(("rate", "y", "steps"), [(0.1, 1e-3, 38), (0.1, 1e-6, 76), (0.1, 1e-12, 152), (0.01, 1e-6, 698)])  # noqa: E501  # fmt: skip
def test_leaving_a_saddle(rate, y, steps):
    path = run(SADDLE, GradientDescent(rate), (1.0, y), steps=800)
    assert np.argmax(np.abs(path.x[:, 1]) > 1) == steps == np.ceil(np.log(1 / y) / np.log(1 + 2 * rate))


def test_who_leaves_a_saddle_first():
    options = {"rmsprop": {"decay": 0.9}}
    for rate, expected in ((0.1, [76, 36, 31, 17, 11, 4]), (0.01, [698, 140, 132, 1263, 77, 72])):
        names = ["gradient_descent", "momentum", "nesterov", "adagrad", "adam", "rmsprop"]
        paths = [
            run(SADDLE, optimizers.load(name, learning_rate=rate, **options.get(name, {})), (1.0, 1e-6), 1300)
            for name in names
        ]
        assert [np.argmax(np.abs(path.x[:, 1]) > 1) for path in paths] == pytest.approx(expected, abs=1)


def test_stuck_on_the_ridge():
    path = run(SADDLE, GradientDescent(0.1), (1.0, 0.0), steps=300)
    assert (path.x[:, 1] == 0).all()
    assert abs(path.x[-1, 0]) < 1e-12


def test_bounded_saddle():
    for y, near, out in ((1e-6, 41, 80), (1e-3, 4, 42)):
        value = run(BOUNDED, GradientDescent(0.1), (1.0, y), steps=200).value
        assert np.sum(np.abs(value) < 1e-3) == near
        assert np.argmax(value < -0.49) == out


def test_who_is_caught_in_which_well():
    starts = np.array([[2.0], [1.5], [0.2], [0.102], [0.1011], [0.10], [-1.5]])
    ends = run(WELLS, GradientDescent(0.1), starts, steps=2000).x[-1, :, 0]
    np.testing.assert_allclose(ends, [0.94565] * 5 + [-1.04668] * 2, atol=1e-5)


def test_more_momentum_does_not_always_escape():
    pairs = [(0.05, beta) for beta in (0.5, 0.8, 0.9, 0.95)]
    pairs += [(rate, beta) for rate in (0.01, 0.1) for beta in (0.8, 0.9)]
    ends = [run(WELLS, Momentum(*pair), [2.0], steps=3000).x[-1, 0] for pair in pairs]
    caught = [pair for pair, end in zip(pairs, ends, strict=True) if end > 0]
    assert caught == [(0.05, 0.5), (0.01, 0.8), (0.1, 0.9)]


def test_adam_loses_the_game_that_amsgrad_wins():
    """The numbers were worked out with the loss after each step; a regret counts it before."""
    for amsgrad, end, after_step in ((False, 0.9974, 0.656), (True, -0.9979, -0.004)):
        adam = Adam(lambda t: (t + 1) ** -0.5, 0.0, 0.1, 0.0, bias_correction=False, amsgrad=amsgrad)
        game = reddi_game(adam, 30_000)
        assert game.x[-3:].mean() == pytest.approx(end, abs=1e-4)
        assert np.mean(game.gradient * game.x[1:]) + 1 / 3 == pytest.approx(after_step, abs=1e-3)
        assert game.average_regret[-1] == pytest.approx(np.mean(game.gradient * game.x[:-1]) + 1 / 3)
    assert game.average_regret[-1] < 0.01


@pytest.mark.parametrize("method", [Adam(0.3, 0.5, 0.9), Adam(0.3, amsgrad=True), Momentum(0.2)])
def test_the_game_is_the_same_in_floats_and_in_arrays(method):
    slopes = [3.0 if t % 3 == 0 else -1.0 for t in range(60)]
    opponent = [lambda _, slope=slope: np.array([slope]) for slope in slopes]
    walked = [x[0] for x, _, _ in descend(opponent, method, np.array([1.0]), keep_in=(-1.0, 1.0))]
    assert reddi_game(method, 60).x[1:].tolist() == walked


@pytest.mark.parametrize(("period", "large"), [(2, 1.5), (7, 8.0)])
def test_the_large_slope_comes_once_in_a_period(period, large):
    game = reddi_game(GradientDescent(0.01), 3 * period, large, period)
    assert np.flatnonzero(game.gradient == large).tolist() == [0, period, 2 * period]
    assert np.all(np.delete(game.gradient, [0, period, 2 * period]) == -1.0)


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: classify(SADDLE, [1.0, 0.0]),
        lambda: stability_limit(Adam(), 4.0),
        lambda: stability_limit(GradientDescent(), 0.0),
        lambda: measured_stability_limit(GradientDescent(), -1.0),
        lambda: all_positive_chance(0),
        lambda: all_positive_chance(9),
        lambda: all_positive_chance(2.5),
        lambda: reddi_game(Adam(), 0),
        lambda: reddi_game(Adam(), 3, large=2.0),
        lambda: reddi_game(Adam(), 3, large=3.0, period=4),
        lambda: reddi_game(Adam(), 3, period=1),
    ],
)
def test_bad_input(mistake):
    with pytest.raises(OptimError, match=r"got .* expected"):
        mistake()
