"""One error of one form for whatever cannot be worked with: what it got, what it expected."""

import copy
import gzip
import itertools
import math
import pickle
import warnings
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pytest

from optimlib import OptimError, objectives, optimizers, run, schedules
from optimlib.batches import BatchPlan, mini_batches
from optimlib.datasets import Data, noisy_line, y_equals_2x
from optimlib.expression import expression
from optimlib.fields import angle_to_minimum, gradient_grid, value_grid
from optimlib.gradient_noise import batch_gradient_variance, batch_noise, noise_floor
from optimlib.images import digits, mnist
from optimlib.landscape import classify, critical_points, measured_stability_limit, stability_limit
from optimlib.network.convolution import Convolution, MaxPooling
from optimlib.network.layers import Affine, BatchNorm, Dropout, Mode
from optimlib.network.model import Network, multi_layer
from optimlib.network.training import digits_race, train
from optimlib.objectives.quadratic import Quadratic
from optimlib.online import reddi_game
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov
from optimlib.random_matrices import all_positive_chance, random_symmetric
from optimlib.recorders import from_optax
from optimlib.regression import fit, full_batch, sample_gradients
from optimlib.search import divide_and_conquer, exhaustive, exhaustive_cost
from optimlib.smoothing import exponential_average, exponential_weights, kaiser_smooth, moving_average
from optimlib.sweep import sweep
from optimlib.trajectory import Trajectory

BOWL = objectives.load("bowl")
DESCENT = optimizers.load("gradient_descent")
RNG = np.random.default_rng(0)
PLANE = ((-1.0, 1.0), (-1.0, 1.0))
HALF_DEFINED = expression("log(x) + 1/y", view=PLANE)
NETWORK = multi_layer([2, 3, 2])


def walk(**changes):
    given = {"objective": BOWL, "optimizer": DESCENT, "x0": [1.0, 1.0], "steps": 3} | changes
    return run(given.pop("objective"), given.pop("optimizer"), given.pop("x0"), **given)


def swept(**changes):
    given = {"grid": {"learning_rate": [0.1]}, "starts": [1.0, 1.0], "steps": 3, "target": 0.1} | changes
    return sweep(BOWL, DESCENT, **given)


MISTAKES = {
    "name that is no text": lambda: optimizers.load(5),
    "no name": lambda: objectives.load(None),
    "objective by name": lambda: walk(objective="bowl"),
    "optimizer by name": lambda: walk(optimizer="adam"),
    "optimizer that is a class": lambda: walk(optimizer=GradientDescent),
    "sweep by name": lambda: sweep(BOWL, "adam", {"learning_rate": [0.1]}, [1.0, 1.0], 3, 0.1),
    "gradient that gives nothing back": lambda: walk(objective=_Odd(lambda x: None)),
    "gradient with holes": lambda: walk(objective=_Odd(lambda x: [None, 1.0])),
    "gradient of text": lambda: walk(objective=_Odd(lambda x: ["1", "2"])),
    "gradient that is one number": lambda: walk(objective=_Odd(lambda x: np.sum(2 * x))),
    "gradient of too few": lambda: walk(objective=_Odd(lambda x: np.ones(1))),
    "gradient of too many": lambda: walk(objective=_Odd(lambda x: np.ones(3))),
    "gradient of an axis more": lambda: walk(objective=_Odd(lambda x: 2 * x[None])),
    "complex gradient": lambda: walk(objective=_Odd(lambda x: 1j * x)),
    "gradient of many runs": lambda: walk(objective=_Odd(lambda x: np.ones(3)), x0=np.ones((2, 2))),
    "start of text": lambda: walk(x0=["1", "2"]),
    "start of flags": lambda: walk(x0=[True, False]),
    "complex start": lambda: walk(x0=np.array([1j, 2.0])),
    "start too large for a float": lambda: walk(x0=[10**400, 1]),
    "steps that fill any memory": lambda: walk(steps=10**12),
    "noise of text": lambda: walk(noise="a"),
    "rate of text": lambda: optimizers.load("adam", learning_rate="0.1"),
    "rate of bytes": lambda: optimizers.load("adam", learning_rate=b"0.1"),
    "rate that is a flag": lambda: optimizers.load("adam", learning_rate=True),
    "rate that is a date": lambda: optimizers.load("adam", learning_rate=np.datetime64("2020-01-01")),
    "rate too large for a float": lambda: optimizers.load("adam", learning_rate=10**400),
    "complex rate": lambda: optimizers.load("adam", learning_rate=np.complex128(0.1)),
    "decay that is a schedule": lambda: optimizers.load("adam", beta1=lambda t: 0.9),
    "flag of text": lambda: optimizers.load("adam", amsgrad="no"),
    "choice that is an array": lambda: optimizers.load("adam", eps_mode=np.array(["hat", "inside"])),
    "schedule without answer": lambda: walk(optimizer=GradientDescent(lambda t: None)),
    "schedule of text": lambda: walk(optimizer=GradientDescent(lambda t: "much")),
    "schedule of text that reads as a number": lambda: walk(optimizer=GradientDescent(lambda t: "0.1")),
    "schedule too large for a float": lambda: walk(optimizer=GradientDescent(lambda t: 10**400)),
    "schedule of some rates below zero": lambda: walk(
        optimizer=GradientDescent(lambda t: np.array([[0.1], [-0.1]]))
    ),
    "schedule below zero": lambda: walk(optimizer=GradientDescent(lambda t: 0.1 if t < 2 else -0.1)),
    "schedule without number": lambda: walk(optimizer=GradientDescent(lambda t: math.nan)),
    "schedule of flags": lambda: schedules.Constant(True),
    "schedule of huge numbers": lambda: schedules.Constant(10**400),
    "part of a step": lambda: schedules.Step(1.0, every=2.5),
    "sweep of part of a step": lambda: swept(steps=2.5),
    "sweep to text": lambda: swept(target="a"),
    "sweep to nan": lambda: swept(target=math.nan),
    "sweep of text": lambda: swept(grid={"learning_rate": ["a"]}),
    "sweep without grid": lambda: swept(grid=[0.1]),
    "sweep from too many axes": lambda: swept(starts=np.zeros((2, 2, 2))),
    "order that is no text": lambda: BatchPlan(1, order=3),
    "part of a batch": lambda: mini_batches(2.5),
    "part of an epoch": lambda: mini_batches(1).draw(3, 2.5),
    "part of a sample": lambda: mini_batches(1).draw(2.5, 1),
    "no chance": lambda: mini_batches(1, "shuffled").draw(3, 1),
    "text for chance": lambda: mini_batches(1, "shuffled").draw(3, 1, "seed"),
    "part of a node": lambda: exhaustive(BOWL.value, PLANE, 2.5),
    "values of wrong shape": lambda: exhaustive(lambda x: x, PLANE, 3),
    "box of text": lambda: exhaustive(BOWL.value, "ab", 3),
    "part of a level": lambda: divide_and_conquer(BOWL.value, PLANE, levels=2.5),
    "cost of nothing": lambda: exhaustive_cost(-1),
    "part of a node of a grid": lambda: value_grid(BOWL, resolution=2.5),
    "endless box": lambda: value_grid(BOWL, ((-math.inf, 1.0), (0.0, 1.0))),
    "grid of text": lambda: gradient_grid("bowl"),
    "angle at text": lambda: angle_to_minimum(BOWL, "ab"),
    "angle at too few coordinates": lambda: angle_to_minimum(BOWL, [1.0]),
    "starts below zero": lambda: critical_points(BOWL, starts=-1),
    "falling box": lambda: critical_points(BOWL, ((1.0, -1.0), (0.0, 1.0))),
    "kind of many points": lambda: classify(BOWL, [[0.0, 0.0]]),
    "kind where nothing is defined": lambda: classify(HALF_DEFINED, [-1.0, 0.0]),
    "limit in one step": lambda: measured_stability_limit(DESCENT, 1.0, steps=1),
    "limit of text": lambda: stability_limit(DESCENT, "a"),
    "variance of part of a sample": lambda: batch_gradient_variance(y_equals_2x(), 1.0, 2.5),
    "variance drawn by a number": lambda: batch_gradient_variance(y_equals_2x(), 1.0, 2, 5),
    "variance at weights of wrong shape": lambda: batch_gradient_variance(y_equals_2x(), [1.0, 2.0], 2),
    "noise without chance": lambda: batch_noise([1.0], 1, (2,), None),
    "floor of no sample": lambda: noise_floor(0.1, 1.0, 1.0, batch_size=0),
    "floor of fewer than none": lambda: noise_floor(0.1, 1.0, 1.0, batch_size=-1),
    "floor below both zeros": lambda: noise_floor(-0.1, -1.0, 1.0),
    "part of a round": lambda: reddi_game(DESCENT, 2.5),
    "slope of text": lambda: reddi_game(DESCENT, 3, large="a"),
    "data of text": lambda: Data.of("a", "b"),
    "data without number": lambda: Data.of([math.nan], [1.0]),
    "line without chance": lambda: noisy_line(3, 1.0, 0.1, None),
    "line with text for noise": lambda: noisy_line(3, 1.0, "a", RNG),
    "fit from text": lambda: fit(y_equals_2x(), full_batch(), w0="a"),
    "fit for part of an epoch": lambda: fit(y_equals_2x(), full_batch(), epochs=1.5),
    "slopes at text": lambda: sample_gradients(y_equals_2x(), "a"),
    "prediction for text": lambda: fit(y_equals_2x(), full_batch(), epochs=1).predict("a"),
    "part of a test": lambda: digits().split(2.5, RNG),
    "split without chance": lambda: digits().split(3, None),
    "curvatures that are a number": lambda: Quadratic(3.0),
    "curvatures of text": lambda: Quadratic("ab"),
    "angle that ends nowhere": lambda: Quadratic((1.0, 2.0), angle=-math.inf),
    "well of text": lambda: objectives.load("narrow_well", width="a"),
    "well at text": lambda: objectives.load("narrow_well", well="ab"),
    "endless angle": lambda: Quadratic((1.0, 2.0), angle=math.inf),
    "angle of text": lambda: Quadratic((1.0, 2.0), angle="a"),
    "centre without number": lambda: Quadratic((1.0, 2.0), centre=(math.nan, 0.0)),
    "matrices of half a row": lambda: random_symmetric(2.5, 1, RNG),
    "chance of a flag": lambda: all_positive_chance(True),
    "weights of text": lambda: exponential_weights("a", 3),
    "average of text": lambda: exponential_average("abc", 0.9),
    "window of part of a value": lambda: moving_average([1.0, 2.0], 2.5),
    "window beyond floats": lambda: kaiser_smooth([1.0, 2.0], 3, beta=1000.0),
    "optax with part of a step": lambda: from_optax(_Still(), BOWL, [1.0, 1.0], 1.5),
    "sizes in parts": lambda: multi_layer([3, 2.5]),
    "no units": lambda: Affine(0, 2),
    "stride of nothing": lambda: Convolution(1, 1, stride=0),
    "pool of nothing": lambda: MaxPooling(0),
    "epsilon below zero": lambda: BatchNorm(3, epsilon=-1.0),
    "dropout of text": lambda: Dropout("a"),
    "decay of text": lambda: Network((Affine(1, 1),), "a"),
    "network without chance": lambda: NETWORK.init(None),
    "parameters too few": lambda: NETWORK.scores(np.zeros(3), np.zeros((1, 2))),
    "inputs too many": lambda: NETWORK.scores(np.zeros(NETWORK.size), np.zeros((1, 5))),
    "memory of other layers": lambda: NETWORK.scores(np.zeros(NETWORK.size), [[0.0, 0.0]], [np.empty(0)]),
    "sizes that are a number": lambda: multi_layer(5),
    "activation by name": lambda: multi_layer([2, 3, 2], activation="relu"),
    "batch of nothing": lambda: _train(batches=[[]]),
    "batch beyond the data": lambda: _train(batches=[[0, 7]]),
    "racers without names": lambda: digits_race([DESCENT], digits(), RNG, 1),
    "training without records": lambda: _train(record_every=0),
    "race without records": lambda: digits_race({"sgd": DESCENT}, digits(), RNG, 1, record_every=0),
    "race for part of an update": lambda: digits_race({"sgd": DESCENT}, digits(), RNG, 1.5),
    "expression in no box": lambda: expression("x", view="ab"),
    "expression from one coordinate": lambda: expression("x", start=(1,)),
    "expression with odd minima": lambda: expression("x", minima=[1, 2, 3]),
    "root of zero but for rounding": lambda: expression("x*(sin(1)**2 + cos(1)**2 - 1)**-1"),
    "zero but for rounding": lambda: expression("x/(sin(1)**2 + cos(1)**2 - 1)"),
    "no path to save to": lambda: walk().save(None),
    "no folder to save to": lambda: walk().save("no/such/folder/a.npz"),
    "steps to text": lambda: walk().steps_to("a"),
    "detour to three coordinates": lambda: walk().detour([1.0, 2.0, 3.0]),
    "noise of nothing": lambda: fit(y_equals_2x(), 3),
    "no folder of images": lambda: mnist(None),
    "picture without channels": lambda: _forward(Convolution(1, 1), np.zeros((1, 5, 5))),
    "picture of other channels": lambda: _forward(Convolution(1, 1), np.zeros((1, 2, 5, 5))),
    "pool without channels": lambda: _forward(MaxPooling(2), np.zeros((1, 5, 5))),
    "features too many": lambda: _forward(BatchNorm(3), np.zeros((2, 4))),
    "parameters without number": lambda: _train(parameters=np.full(NETWORK.size, math.nan)),
    "optimizer of a network by name": lambda: train(NETWORK, "adam", np.zeros((1, 2)), [0], [[0]], RNG),
    "state of long numbers": lambda: Trajectory(*_arrays(), _Words(np.zeros(4, np.longdouble))).save("a.npz"),
    "state that is text": lambda: Trajectory(*_arrays(), _Words("now")).save("a.json"),
}


class _Still:
    def init(self, params):
        return None

    def update(self, gradient, state, params):
        return 0.0 * gradient, state


class _Words(NamedTuple):
    said: str


def _arrays():
    path = walk()
    return path.x, path.value, path.grad


class _Odd:
    minima = np.zeros((1, 2))

    def __init__(self, gradient):
        self.gradient = gradient

    def value(self, x):
        return np.sum(np.asarray(x) ** 2, axis=-1)


def _forward(layer, x):
    parameters = [np.zeros(shape) for shape in layer.shapes]
    layer.forward(parameters, x, Mode(training=True, rng=RNG, memory=np.empty(0)))


def _train(**options):
    x, labels = np.zeros((2, 2)), np.array([0, 1])
    return train(NETWORK, DESCENT, x, labels, options.pop("batches", [[0, 1]]), RNG, **options)


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_refused_in_one_form(mistake, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(OptimError, match=r"got .*expected"):
            mistake()
    assert not list(tmp_path.iterdir())


def test_whole_numbers_may_be_numpys():
    three = np.int64(3)
    assert mini_batches(three).batch_size == 3
    assert schedules.Step(1.0, three)(4) == pytest.approx(0.1)
    assert schedules.Constant(np.float32(0.5))(0) == 0.5
    assert len(run(BOWL, DESCENT, [1.0, 1.0], three).x) == 4


def test_what_is_not_defined_is_no_minimum_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = exhaustive(HALF_DEFINED.value, PLANE, 4)
        assert found.value == pytest.approx(math.log(1 / 3) - 3.0)
        assert divide_and_conquer(HALF_DEFINED.value, PLANE).value < found.value
        assert np.isnan(value_grid(HALF_DEFINED, resolution=3).field[0, 0])
        assert not np.isfinite(gradient_grid(HALF_DEFINED, resolution=3).field[1, 1]).all()
        assert (
            value_grid(objectives.load("rosenbrock"), ((-1e200, 1e200), (-1.0, 1.0)), 3).field[0, 0] == np.inf
        )
        assert expression("log(-x**2 - 1)").levels == ()
        around = expression("log(x) + 1/y", minima=(1.0, -1.0))
        assert np.isnan(angle_to_minimum(around, [-1.0, 0.0]))


def test_reading_a_formula_warns_of_nothing():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(OptimError):
            expression("1if x else y")
    assert not told


def test_a_search_leaves_a_level_where_nothing_is_defined():
    found = divide_and_conquer(
        lambda x: np.where(x[:, 0] % 0.5 == 0.25, np.nan, x[:, 0]), ((0.0, 1.0),), 2, 3
    )
    assert np.isnan(found.levels[0].values).all()
    assert found.value == 0.0625


def test_a_growing_schedule_diverges():
    for growing in (schedules.Exponential(1.0, factor=10.0), schedules.Step(1.0, every=1, factor=10.0)):
        path = run(BOWL, GradientDescent(growing), [1.0, 1.0], 1100)
        assert path.diverged_at is not None
    assert schedules.Exponential(0.0, factor=10.0)(1000) == 0.0


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, int])
def test_schedules_of_any_number_make_one_path(kind):
    method = Momentum(lambda t: kind(1))
    alone, together = (run(BOWL, method, start, 10).x for start in ([1.0, 2.0], [[1.0, 2.0]]))
    assert alone.tobytes() == together[:, 0].tobytes()


@pytest.mark.parametrize("kind", [np.float32, np.int64, np.uint8, list])
def test_gradients_of_any_number_make_one_path(kind):
    class Odd(Quadratic):
        def gradient(self, x):
            exact = np.round(super().gradient(x)) + 3.0
            return exact.tolist() if kind is list else np.abs(exact).astype(kind)

    method = optimizers.load("adam", learning_rate=0.3)
    alone, together = (run(Odd((1.0, 2.0)), method, start, 10) for start in ([1.0, 2.0], [[1.0, 2.0]]))
    assert alone.x.tobytes() == together.x[:, 0].tobytes()
    assert alone.grad.dtype == together.grad.dtype == np.float64


def test_a_rule_may_hold_functions_of_its_own():
    @dataclass(frozen=True)
    class Shaped(GradientDescent):
        shape: object = None

    shaped = Shaped(learning_rate=0.1, shape=lambda a, b: a + b)
    assert (
        run(BOWL, shaped, [1.0, 1.0], 1).x[1].tolist()
        == run(BOWL, GradientDescent(0.1), [1.0, 1.0], 1).x[1].tolist()
    )


class _Shared(NamedTuple):
    t: int
    total: float


class Coupled:
    """Claims to treat coordinates apart, while a number that they share is fed by both."""

    coordinatewise: ClassVar[bool] = True

    def init(self, x0):
        return _Shared(0, 0.0)

    def query(self, state, x):
        return x

    def update(self, state, evaluation):
        total = state.total + float(np.sum(evaluation.gradient))
        return _Shared(state.t + 1, total), -0.01 * (evaluation.gradient + total)


def test_what_coordinates_share_must_be_the_same_for_both():
    alone, together = (run(BOWL, Coupled(), start, 5) for start in ([1.0, 2.0], [[1.0, 2.0]]))
    assert alone.x.tobytes() == together.x[:, 0].tobytes()
    assert alone.state.total.tolist() == together.state.total.tolist()


@pytest.mark.parametrize(
    "method",
    [GradientDescent(weight_decay=1.0), Momentum(weight_decay=1.0), Nesterov(weight_decay=1.0)],
    ids=lambda method: type(method).__name__,
)
def test_weight_decay_lowers_the_limit(method):
    assert stability_limit(method, 4.0) == pytest.approx(measured_stability_limit(method, 4.0), rel=2e-3)


def test_limits_at_the_edge():
    assert Quadratic((0.0, 2.0)).condition_number == math.inf
    assert Momentum(dampening=1.0).stability_limit(4.0) == math.inf
    np.testing.assert_allclose(Momentum(momentum=np.array([0.0, 0.5])).stability_limit(4.0), [0.5, 0.75])


def test_what_was_handed_in_stays_as_it_was():
    x = np.array([0.0, 0.0])
    point = classify(BOWL, x)
    x[0] = 5.0
    assert point.x.tolist() == [0.0, 0.0]

    class Careless(_Odd):
        def __init__(self):
            super().__init__(self.slope)

        def slope(self, x):
            x *= 2.0
            return x

    class InArrays(GradientDescent):
        coordinatewise = False

    start = np.array([1.0, 1.0])
    start.flags.writeable = False
    for x0, method in itertools.product((start, start[np.newaxis]), (DESCENT, InArrays(0.1))):
        walk(objective=Careless(), optimizer=method, x0=x0)
    assert start.tolist() == [1.0, 1.0]


def test_reasonable_input_is_taken():
    assert run(BOWL, DESCENT, np.empty((0, 2)), 3).x.shape == (4, 0, 2)
    assert optimizers.load("adam", amsgrad=np.True_).amsgrad is True
    assert moving_average([True, False, True], 3).tolist() == [0.5, 2 / 3, 0.5]
    assert value_grid(BOWL, resolution=[3, 4]).field.shape == (4, 3)
    assert expression("x**2 + exp(-300)*y").gradient([0.0, 0.0])[1] == pytest.approx(math.exp(-300))
    np.testing.assert_array_equal(expression("x**2 + y**2", minima=(0.0, 0.0)).minima, [[0.0, 0.0]])
    to_zero = GradientDescent(lambda t: 0.3 - 0.1 * t)
    assert run(BOWL, to_zero, [1.0, 1.0], 4).step[3].tolist() == [0.0, 0.0]
    trained = train(NETWORK, DESCENT, [[0.0, 1.0]], [1], [[0]], None, parameters=np.zeros(NETWORK.size))
    assert np.isfinite(trained.loss).all()
    flat = np.zeros(NETWORK.size)
    assert NETWORK.loss(flat.tolist(), [[0.0, 1.0]], [1]) == NETWORK.loss(flat, np.array([[0.0, 1.0]]), [1])
    with pytest.raises(OptimError, match="since all points are kept"):
        walk(steps=10**12)


def test_what_a_rule_keeps_to_itself_is_no_hyperparameter():
    class Holding(GradientDescent):
        def __init__(self):
            super().__init__(0.1)
            object.__setattr__(self, "_matrix", np.eye(5))

    assert run(BOWL, Holding(), [1.0, 1.0], 2).x.shape == (3, 2)


def test_a_schedule_is_asked_once_a_step():
    asked = []

    def falling(t):
        asked.append(t)
        return 0.5 / len(asked)

    alone = run(BOWL, Nesterov(falling), [1.0, 2.0], 5)
    rate = -alone.step[0] / alone.state.velocity[1]
    assert rate[0] == pytest.approx(rate[1])
    assert asked == [0, 0, 1, 2, 3, 4]


def test_what_a_gradient_raises_is_not_hidden():
    calls = []

    def failing(x):
        calls.append(x)
        if len(calls) == 3:
            raise RuntimeError("out of paper")
        return 2 * np.asarray(x)

    with pytest.raises(RuntimeError, match="out of paper"):
        walk(objective=_Odd(failing), steps=5)
    assert len(calls) == 3


def test_the_claim_must_be_a_plain_yes():
    class Hesitant(Momentum):
        coordinatewise = property(lambda self: False)

        def update(self, state, evaluation):
            size = np.linalg.norm(evaluation.gradient)
            return super().update(state, evaluation._replace(gradient=evaluation.gradient / size))

    assert run(BOWL, Hesitant(0.1), [1.0, 1.0], 1).step_length[0] == pytest.approx(0.1)


def test_what_is_saved_takes_the_place_of_what_was(tmp_path, monkeypatch):
    path, link = tmp_path / "a.npz", tmp_path / "link.npz"
    walk().save(path)
    path.chmod(0o600)
    link.symlink_to(path)
    walk(steps=7).save(link)
    assert link.is_symlink()
    assert len(Trajectory.load(path).x) == 8
    assert path.stat().st_mode & 0o777 == 0o600

    def full(file, **arrays):
        file.write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OptimError, match="no space left"):
        walk().save(path)
    assert len(Trajectory.load(path).x) == 8
    assert {one.name for one in tmp_path.iterdir()} == {"a.npz", "link.npz"}


def test_copies_are_what_they_were():
    error = OptimError("a", 1, "b")
    assert str(pickle.loads(pickle.dumps(error))) == str(copy.deepcopy(error)) == str(error)
    path = walk()
    for other in (pickle.loads(pickle.dumps(path)), copy.deepcopy(path)):
        np.testing.assert_array_equal(other.x, path.x)
        assert not other.x.flags.writeable
        assert not other.state.t.flags.writeable


def test_flags_in_a_state_are_saved(tmp_path):
    path = walk()
    flagged = Trajectory(path.x, path.value, path.grad, _Words(np.array([True, False, False, True])))
    for ending in ("npz", "csv", "json"):
        flagged.save(tmp_path / f"a.{ending}")
        assert Trajectory.load(tmp_path / f"a.{ending}").state.said.tolist() == [True, False, False, True]


@pytest.mark.parametrize("ending", ["npz", "csv", "json"])
def test_a_damaged_file_is_refused(ending, tmp_path):
    path = tmp_path / f"a.{ending}"
    walk().save(path)
    whole = path.read_bytes()
    rng = np.random.default_rng(1)
    refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(200):
            damaged = bytearray(whole)
            for place in rng.integers(len(whole), size=3):
                damaged[place] = rng.integers(256)
            path.write_bytes(damaged)
            try:
                Trajectory.load(path)
            except OptimError:
                refused += 1
    assert refused > 100


def test_a_file_of_other_shapes_is_refused(tmp_path):
    path = walk()
    for other in (
        Trajectory(path.x[:, 0], path.value, path.grad, path.state),
        Trajectory(path.x, path.value, path.grad, _Words(np.array(3.0))),
    ):
        with pytest.raises(OptimError, match="shapes"):
            other.save(tmp_path / "a.npz")
    assert not list(tmp_path.iterdir())
    (tmp_path / "a.json").write_text("[" * 100_000)
    with pytest.raises(OptimError):
        Trajectory.load(tmp_path / "a.json")


def test_a_damaged_archive_of_images_is_refused(tmp_path):
    for part, images in (("train", 3), ("t10k", 2)):
        header = b"\x00\x00\x08\x03" + b"".join(n.to_bytes(4, "big") for n in (images, 28, 28))
        packed = bytearray(gzip.compress(header + bytes(images * 784)))
        packed[20:24] = b"\xff" * 4
        (tmp_path / f"{part}-images-idx3-ubyte.gz").write_bytes(packed)
        (tmp_path / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(b""))
    with pytest.raises(OptimError, match="a file that can be read"):
        mnist(tmp_path)
