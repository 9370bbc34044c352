"""Objectives and optimizers of one's own: what they need, and what is said of what they lack."""

import dataclasses
import math
import sys
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest

from optimlib import OptimError, Trajectory, objectives, optimizers, run, sweep
from optimlib.fields import angle_to_minimum, gradient_grid, value_grid
from optimlib.landscape import classify, critical_points, measured_stability_limit
from optimlib.online import reddi_game
from optimlib.recorders import from_optax

RAVINE, BOWL = objectives.load("ravine"), objectives.load("bowl")
DESCENT = optimizers.load("gradient_descent", learning_rate=0.5)
VIEW = ((-1.0, 1.0), (-1.0, 1.0))


class Plain:
    """The ravine with nothing but what a run needs."""

    def value(self, x):
        return x[..., 0] ** 2 / 20 + x[..., 1] ** 2

    def gradient(self, x):
        return x * np.array([0.1, 2.0])


class ByRows(Plain):
    """Right at one point, and mixes up the coordinates of several."""

    def value(self, x):
        return x[0] ** 2 / 20 + x[1] ** 2

    def gradient(self, x):
        return np.array([x[0] / 10, 2 * x[1]])


class RowsInGradient(Plain):
    gradient = ByRows.gradient


class OnePoint(Plain):
    def value(self, x):
        return math.hypot(x[0], x[1])


class Still:
    """Has Optax's two functions."""

    def init(self, params):
        return None

    def update(self, gradient, state, params):
        return 0.0 * gradient, state


class Faulty(Plain):
    def value(self, x):
        return math.hypot("x")


def test_value_and_gradient_are_enough():
    for start in ([-7.0, 2.0], [[-7.0, 2.0], [3.0, 1.0]]):
        ours, theirs = (run(f, DESCENT, start, 20) for f in (Plain(), RAVINE))
        np.testing.assert_allclose(ours.x, theirs.x, atol=1e-14)
        np.testing.assert_allclose(ours.value, theirs.value, atol=1e-14)
    rates = {"learning_rate": [0.5, 0.9]}
    counted, known = (sweep(f, DESCENT, rates, [-7.0, 2.0], 100, 0.1).steps_to for f in (Plain(), RAVINE))
    assert counted.tolist() == known.tolist()
    for grid in (value_grid, gradient_grid):
        np.testing.assert_allclose(grid(Plain(), VIEW).field, grid(RAVINE, VIEW).field, atol=1e-14)


def test_an_objective_in_three_coordinates_needs_to_say_nothing_of_them():
    class Ball:
        def value(self, x):
            return np.sum(x * x, axis=-1)

        def gradient(self, x):
            return 2.0 * x

    assert run(Ball(), DESCENT, np.ones((4, 3)), 3).x.shape == (4, 4, 3)

    class Placed(Ball):
        start = (1.0, 2.0, 3.0)

    assert value_grid(Placed(), resolution=3).field[0, 0, 0] == 75.0
    with pytest.raises(OptimError, match=r"shape of x0: got \(2,\), expected \(..., 3\)"):
        run(Placed(), DESCENT, [1.0, 2.0], 3)


def without(*names):
    kept = {name: getattr(Plain, name) for name in ("value", "gradient") if name not in names}
    return type("Mine", (), kept)()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            lambda: run(without("value"), DESCENT, [1.0, 1.0], 3),
            r"one with value\(x\) and gradient\(x\); it has no value$",
        ),
        (lambda: run(without("gradient"), DESCENT, [1.0, 1.0], 3), "it has no gradient$"),
        (lambda: run(without("value", "gradient"), DESCENT, [1.0, 1.0], 3), "an objective, such as"),
        (lambda: run(Plain, DESCENT, [1.0, 1.0], 3), r"an objective and not its class: Plain\(\)"),
        (lambda: run(lambda x: x, DESCENT, [1.0, 1.0], 3), "objectives.from_functions makes of a function"),
        (
            lambda: sweep(without("gradient"), DESCENT, {"learning_rate": [1.0]}, [1.0, 1.0], 3, 1.0),
            "no gradient",
        ),
        (lambda: gradient_grid(without("gradient"), VIEW), "expected an objective"),
        (lambda: classify(Plain(), [0.0, 0.0]), "it has no hessian"),
        (lambda: critical_points(Plain(), VIEW), "it has no hessian"),
        (lambda: value_grid(Plain()), "one with a start, a view or minima, to know its dimension"),
        (lambda: angle_to_minimum(Plain(), [1.0, 1.0]), "to know its dimension"),
        (
            lambda: run(placed(minima=np.zeros(2)), DESCENT, [1.0, 1.0], 3),
            r"shape of minima: got \(2,\), expected \(k, d\)",
        ),
        (lambda: angle_to_minimum(placed(start=(1.0, 1.0)), [1.0, 1.0]), "one that has a minimum"),
        (lambda: run(Plain(), Halving, [1.0, 1.0], 3), r"an optimizer and not its class: Halving\(\)"),
    ],
)
def test_what_is_missing_is_named(asked, told):
    with pytest.raises(OptimError, match=told):
        asked()


def placed(**attributes):
    return type("Placed", (Plain,), attributes)()


ROWS = r"shape of value\(x\): got \(3, 2\), expected \(4, 3\) for x of shape \(4, 3, 2\); write x\[..., 0\]"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda: run(ByRows(), DESCENT, [1.0, 1.0], 3), ROWS),
        (lambda: run(ByRows(), DESCENT, [[1.0, 1.0], [2.0, 2.0]], 3), ROWS),
        (lambda: run(ByRows(), DESCENT, np.ones((3, 2)), 3), ROWS),
        (lambda: sweep(ByRows(), DESCENT, {"learning_rate": [1.0, 2.0]}, [1.0, 1.0], 3, 1.0), ROWS),
        (lambda: value_grid(ByRows(), VIEW, 2), ROWS),
        (lambda: from_optax(Still(), ByRows(), [1.0, 1.0], 3), ROWS),
        (
            lambda: run(RowsInGradient(), DESCENT, [[1.0, 1.0], [2.0, 2.0]], 3),
            r"shape of gradient\(x\): got \(2, 3, 2\)",
        ),
        (
            lambda: run(OnePoint(), DESCENT, [1.0, 1.0], 3),
            r"value\(x\) for x of shape .* got 'TypeError .*many points at once",
        ),
        (lambda: objectives.from_functions(ByRows().value), ROWS),
        (lambda: objectives.from_functions(Plain().value, ByRows().gradient), r"shape of gradient\(x\)"),
        (lambda: objectives.from_functions(OnePoint().value), "many points at once"),
        (
            lambda: objectives.from_functions(lambda x, y: x + y),
            r"a function of one argument, whose coordinates are x\[..., 0\] to",
        ),
        (lambda: objectives.from_functions("x**2"), "a function of one argument"),
        (lambda: objectives.from_functions(Plain().value, dimension=0), "dimension: got 0"),
        (lambda: objectives.from_functions(Plain().value, view=((0, 1),)), "2 rising intervals"),
        (lambda: objectives.from_functions(Plain().value, start=(1, 2, 3)), "2 finite coordinates"),
        (lambda: objectives.from_functions(Plain().value, minima=(1, 2, 3)), "shape of minima"),
        (lambda: objectives.from_functions(Plain().value, levels="ab"), "levels: got"),
    ],
)
def test_shapes_are_checked_at_the_door(asked, told):
    with pytest.raises(OptimError, match=told):
        asked()


def test_a_gradient_for_single_points_walks_from_one():
    np.testing.assert_array_equal(
        run(RowsInGradient(), DESCENT, [-7.0, 2.0], 9).x, run(RAVINE, DESCENT, [-7.0, 2.0], 9).x
    )


def test_a_fault_of_ones_own_comes_through_as_it_is():
    with pytest.raises(TypeError, match="must be real number"):
        run(Faulty(), DESCENT, [1.0, 1.0], 3)


# Optimizers ------------------------------------------------------------------------------------------------


class Counted(NamedTuple):
    t: int


class Halving:
    """Half of the gradient, by nothing but what a run needs."""

    def init(self, x0):
        return Counted(0)

    def update(self, state, evaluation):
        return Counted(state.t + 1), -0.5 * evaluation.gradient


@pytest.mark.parametrize("coordinatewise", [True, False])
@pytest.mark.parametrize("start", [[-7.0, 2.0], [[-7.0, 2.0], [1.0, 1.0]]])
def test_without_query_the_gradient_is_taken_where_the_path_stands(start, coordinatewise):
    method = type("Halving", (Halving,), {"coordinatewise": coordinatewise})()
    path = run(RAVINE, method, start, 9)
    assert path.x.tobytes() == run(RAVINE, DESCENT, start, 9).x.tobytes()
    assert path.method == "Halving"
    assert reddi_game(method, 5).x[1] == -0.5


def odd(**methods: Any) -> Any:
    return type("Odd", (Halving,), methods)()


@pytest.mark.parametrize(
    ("optimizer", "told"),
    [
        (odd(init=None), r"one with init\(x0\) and update\(state, evaluation\); it has no init$"),
        (odd(update=None), "it has no update$"),
        (
            odd(init=lambda self, x0: {"t": 0}),
            r"state of Odd: got {'t': 0}, expected a NamedTuple, as in: class OddState",
        ),
        (odd(init=lambda self, x0: None), "state of Odd: got None"),
        (odd(init=lambda self, x0: (0, 1)), r"state of Odd: got \(0, 1\)"),
        (
            odd(update=lambda self, s, e: -e.gradient),
            "update of the optimizer: got .* a pair: its next state and the step",
        ),
        (odd(update=lambda self, s, e: None), "update of the optimizer: got None"),
        (
            odd(update=lambda self, s, e: (s, np.ones((3, 2)))),
            r"shape of the step: got \(3, 2\), expected \(2,\)",
        ),
    ],
)
def test_what_an_optimizer_lacks_is_named(optimizer, told):
    for coordinatewise in (False, True):
        optimizer.coordinatewise = coordinatewise
        with pytest.raises(OptimError, match=told):
            run(RAVINE, optimizer, [1.0, 1.0], 3)


def test_a_class_that_is_no_dataclass_cannot_be_swept():
    told = r"a dataclass, whose hyperparameters can be changed: write @dataclass\(frozen=True\) above class Halving"
    with pytest.raises(OptimError, match=told):
        sweep(RAVINE, Halving(), {"learning_rate": [0.1]}, [1.0, 1.0], 3, 0.1)
    with pytest.raises(OptimError, match=told):
        measured_stability_limit(Halving(), 1.0)

    @dataclass(frozen=True)
    class Share(Halving):
        share: Any = 0.5

        def update(self, state, evaluation):
            return Counted(state.t + 1), -self.share * evaluation.gradient

    found = sweep(RAVINE, Share(), {"share": [0.5, 0.9]}, [-7.0, 2.0], 100, 0.1)
    assert (found.steps_to > 0).all()
    with pytest.raises(OptimError, match="did you mean 'share'"):
        sweep(RAVINE, Share(), {"shares": [0.5]}, [1.0, 1.0], 3, 0.1)


# Objectives from functions -----------------------------------------------------------------------------------

POINTS = np.random.default_rng(5).uniform(0.2, 2.0, (5, 3, 2))
READ = {
    "square": (lambda x: x[..., 0] ** 2 / 20 + x[..., 1] ** 2, lambda a, b: (a / 10, 2 * b)),
    "sum": (lambda x: np.sum(x * x * x, axis=-1), lambda a, b: (3 * a**2, 3 * b**2)),
    "functions": (
        lambda x: np.sin(x[..., 0]) * np.exp(-x[..., 1]) + np.arctan(x[..., 0]),
        lambda a, b: (np.cos(a) * np.exp(-b) + 1 / (1 + a * a), -np.sin(a) * np.exp(-b)),
    ),
    "from the right": (
        lambda x: 1 - 2 / x[..., 0] + 2 ** x[..., 1],
        lambda a, b: (2 / a**2, np.log(2) * 2**b),
    ),
    "roots": (
        lambda x: np.sqrt(np.abs(x[..., 0])) + np.log(x[..., 1]) + +(x[..., 1] ** 0.5),
        lambda a, b: (0.5 / np.sqrt(a), 1 / b + 0.5 / np.sqrt(b)),
    ),
    "matrix": (
        lambda x: 0.5 * np.sum(x * (x @ np.array([[2.0, 1.0], [1.0, 3.0]])), axis=-1),
        lambda a, b: (2 * a + b, a + 3 * b),
    ),
    "unpacked": (lambda x: np.square(np.moveaxis(x, -1, 0)[0] - 1), lambda a, b: (2 * (a - 1), 0 * b)),
    "constant": (lambda x: np.zeros(np.shape(x)[:-1]) + np.pi, lambda a, b: (0 * a, 0 * b)),
}


def larger(x):
    """Ask which of two numbers is the larger, which letters do not know."""
    return np.maximum(x[..., 0], x[..., 1])


def powers(x):
    total = 0.0
    for k in range(1, 4):
        total = total + x[..., 0] ** k * x[..., 1]
    return total


@pytest.mark.parametrize("name", READ)
def test_derivatives_are_read_off_a_function(name):
    value, exact = READ[name]
    function = objectives.from_functions(value, view=((0.2, 2.0), (0.2, 2.0)))
    assert (function.gradient_by, function.hessian_by) == ("tape", "tape")
    slopes = np.stack(np.broadcast_arrays(*exact(POINTS[..., 0], POINTS[..., 1])), axis=-1)
    np.testing.assert_allclose(function.gradient(POINTS), slopes, rtol=1e-13, atol=1e-14)
    h = 1e-6
    bends = [
        (function.gradient(POINTS + h * unit) - function.gradient(POINTS - h * unit)) / (2 * h)
        for unit in np.eye(2)
    ]
    np.testing.assert_allclose(function.hessian(POINTS), np.stack(bends, axis=-1), rtol=1e-6, atol=1e-7)
    assert function.value(POINTS).tobytes() == np.asarray(value(POINTS)).tobytes()


def test_a_loop_is_read_off_too():
    assert objectives.from_functions(powers).gradient_by == "tape"
    assert objectives.from_functions(powers).name == "powers"


COUNTS = [0]


def changing(x):
    """Another function at every call."""
    COUNTS[0] += 1
    return x[..., 0] ** 2 * (1.0 if COUNTS[0] == 1 else 3.0) + x[..., 1]


@pytest.mark.parametrize(
    "value",
    [
        lambda x: np.where(x[..., 0] > 0.0, x[..., 0] ** 2, 3.0 * x[..., 0] ** 2) + x[..., 1],
        lambda x: np.maximum(x[..., 0], 0.0) + x[..., 1] ** 2,
        lambda x: np.asarray(x, dtype=float)[..., 0] + x[..., 1] ** 2,
        lambda x: np.hypot(x[..., 0], x[..., 1]),
        lambda x: np.where(x[..., 0] == 0.0, 1.0, x[..., 0]) + x[..., 1],
        changing,
    ],
)
def test_what_cannot_be_read_is_measured(value):
    function = objectives.from_functions(value)
    assert (function.gradient_by, function.hessian_by) == ("central differences", "central differences")
    points = np.random.default_rng(6).uniform(0.5, 3.0, (4, 3, 2)) * [1.0, -1.0]
    h = 1e-4
    slopes = [(value(points + h * unit) - value(points - h * unit)) / (2 * h) for unit in np.eye(2)]
    np.testing.assert_allclose(function.gradient(points), np.stack(slopes, axis=-1), atol=1e-6)
    assert function.hessian(points).shape == (4, 3, 2, 2)


def test_measured_derivatives_have_the_digits_that_are_promised(monkeypatch):
    monkeypatch.setitem(sys.modules, "sympy", None)
    rosenbrock = objectives.load("rosenbrock")
    by_value = objectives.from_functions(rosenbrock.value)
    by_gradient = objectives.from_functions(rosenbrock.value, rosenbrock.gradient)
    assert [by_value.gradient_by, by_value.hessian_by] == ["central differences"] * 2
    assert [by_gradient.gradient_by, by_gradient.hessian_by] == ["given", "central differences"]
    scale = np.abs(rosenbrock.gradient(POINTS)).max()
    np.testing.assert_allclose(by_value.gradient(POINTS), rosenbrock.gradient(POINTS), atol=1e-8 * scale)
    scale = np.abs(rosenbrock.hessian(POINTS)).max()
    np.testing.assert_allclose(by_gradient.hessian(POINTS), rosenbrock.hessian(POINTS), atol=1e-8 * scale)
    np.testing.assert_allclose(by_value.hessian(POINTS), rosenbrock.hessian(POINTS), atol=1e-5 * scale)


def test_given_derivatives_are_taken():
    function = objectives.from_functions(RAVINE.value, RAVINE.gradient, hessian=RAVINE.hessian)
    assert (function.gradient_by, function.hessian_by) == ("given", "given")
    assert (
        run(function, DESCENT, [-7.0, 2.0], 9).x.tobytes() == run(RAVINE, DESCENT, [-7.0, 2.0], 9).x.tobytes()
    )


@pytest.mark.parametrize("dimension", [1, 3, 9])
def test_any_number_of_coordinates(dimension):
    function = objectives.from_functions(lambda x: np.sum(x**4, axis=-1), dimension=dimension)
    assert function.gradient_by == ("central differences" if dimension == 9 else "tape")
    x = np.linspace(-1.0, 1.0, dimension)
    np.testing.assert_allclose(function.gradient(x), 4 * x**3, atol=1e-9)
    np.testing.assert_allclose(function.hessian(x), np.diag(12 * x**2), atol=1e-4)
    assert len(function.levels) == (11 if dimension == 1 else 0)
    assert run(function, optimizers.load("adam", learning_rate=0.1), function.start, 50).value[
        -1
    ] < function.value(function.start)


def test_what_is_told_of_it_is_kept():
    function = objectives.from_functions(
        BOWL.value,
        name="my bowl",
        view=((-1, 1), (-2, 2)),
        start=(1, 2),
        levels=[1, 2],
        minima=(0, 0),
    )
    assert (function.name, function.view, function.start) == (
        "my bowl",
        ((-1.0, 1.0), (-2.0, 2.0)),
        (1.0, 2.0),
    )
    assert (function.levels, function.minima.tolist()) == ((1.0, 2.0), [[0.0, 0.0]])
    assert function == dataclasses.replace(function)
    assert classify(function, [0.0, 0.0]).kind == "minimum"
    assert angle_to_minimum(function, [1.0, 0.0]) == 0.0
    assert [point.kind for point in critical_points(function)] == ["minimum"]
    assert isinstance(run(function, DESCENT, function.start, 3), Trajectory)


def test_a_formula_that_was_read_is_shown():
    typst = pytest.importorskip("typst")
    functions = [
        objectives.from_functions(value, view=((0.2, 2.0), (0.2, 2.0))) for value, _ in READ.values()
    ]
    functions.append(
        objectives.from_functions(lambda x: np.abs(x[..., 0]) + np.sqrt(2.0) * x[..., 1], dimension=3)
    )
    assert functions[0].formula == "(x^(2)) / (20) + y^(2)"
    assert "1.41421 x_2" in functions[-1].formula
    assert objectives.from_functions(larger).formula == "larger"
    assert typst.compile("\n".join(f"$ {one.formula} $" for one in functions).encode(), format="svg")
