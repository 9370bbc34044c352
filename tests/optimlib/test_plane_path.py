"""A path in the plane is walked in plain numbers, and is the one that arrays walk, to the last bit."""

import dataclasses
import itertools
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pytest

from optimlib import objectives, optimizers, run, schedules
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.momentum import Momentum
from optimlib.types import Facts

PLAIN = [name for name in optimizers.names() if optimizers.load(name).coordinatewise]
PLANE = [name for name in objectives.names() if len(objectives.load(name).start) == 2]


def variants(name):
    """Give the method as it is, with each of its options turned to something else, and with all of them."""
    kind, turned = type(optimizers.load(name)), {}
    yield kind()
    for option in dataclasses.fields(kind):
        others = [choice for choice in option.metadata.get("choices", ()) if choice != option.default]
        if isinstance(option.default, bool):
            others = [not option.default]
        if "range" in option.metadata:
            others = [0.25]
        yield from (kind(**{option.name: other}) for other in others)
        turned[option.name] = others[0]
    yield kind(**turned)


def in_arrays(objective, method, start, **options):
    """Walk the same path as one of two, which is done in arrays."""
    noise = options.pop("noise", None)
    if noise is not None:
        options["noise"] = np.stack((noise, noise), axis=1)
    return run(objective, method, [start, start], **options)


def assert_same(alone, together):
    end = len(alone.x)
    assert alone.x.tobytes() == together.x[:end, 0].tobytes()
    assert alone.grad.tobytes() == together.grad[: end - 1, 0].tobytes()
    assert alone.value.tobytes() == together.value[:end, 0].tobytes()
    assert (-1 if alone.diverged_at is None else alone.diverged_at) == together.diverged_at[0]
    for name, one, other in zip(alone.state._fields, alone.state, together.state, strict=True):
        beside = other[:end, 0] if other.ndim > 1 else other[:end]
        assert one.dtype == beside.dtype, name
        assert one.tobytes() == beside.tobytes(), name


def test_the_methods_take_plain_numbers():
    assert set(PLAIN) >= {"gradient_descent", "momentum", "adam"}


@pytest.mark.parametrize("name", PLAIN)
def test_every_method_on_every_objective(name):
    for objective, method in itertools.product(map(objectives.load, PLANE), variants(name)):
        alone = run(objective, method, objective.start, steps=40)
        assert_same(alone, in_arrays(objective, method, objective.start, steps=40))


@pytest.mark.parametrize("name", PLAIN)
def test_with_schedule_and_noise(name):
    ravine = objectives.load("ravine")
    method = optimizers.load(name, learning_rate=schedules.Exponential(0.1, factor=0.98))
    noise = np.random.default_rng(0).normal(size=(40, 2))
    alone = run(ravine, method, ravine.start, steps=40, noise=noise)
    assert_same(alone, in_arrays(ravine, method, ravine.start, steps=40, noise=noise))


@pytest.mark.parametrize("name", PLAIN)
def test_divergence_is_the_same(name):
    rosenbrock = objectives.load("rosenbrock")
    method = optimizers.load(name, learning_rate=1e3)
    alone = run(rosenbrock, method, rosenbrock.start, steps=40)
    assert_same(alone, in_arrays(rosenbrock, method, rosenbrock.start, steps=40))


def test_division_by_zero_ends_the_path_and_is_no_error():
    """With decay 1 the average stays at zero: a slope is divided by it, and zero by zero on the valley floor."""
    bowl = objectives.load("bowl")
    method = optimizers.load("rmsprop", decay=1.0, allow_unit_decay=True, epsilon=0.0)
    alone = run(bowl, method, [1.0, 0.0], steps=5)
    assert_same(alone, in_arrays(bowl, method, [1.0, 0.0], steps=5))
    assert alone.diverged_at == 1


DIVIDING = [name for name in optimizers.names() if hasattr(optimizers.load(name), "epsilon")]


@pytest.mark.parametrize("start", [(0.0, 0.0), (1.0, 0.0), (0.0, -2.0)])
@pytest.mark.parametrize("name", DIVIDING)
def test_what_stands_still_is_no_divergence(name, start):
    """With ε = 0 a coordinate without slope is 0/0: it steps nothing, and the other goes as it goes alone."""
    bowl = objectives.load("bowl")
    for variant in variants(name):
        method = dataclasses.replace(variant, epsilon=0.0)
        if getattr(method, "decay", 0.0) == 1.0:
            continue
        alone = run(bowl, method, start, steps=30)
        assert_same(alone, in_arrays(bowl, method, start, steps=30))
        assert alone.diverged_at is None
        for i, curvature in enumerate(bowl.eigenvalues):
            by_itself = run(Quadratic((curvature,)), method, [start[i]], steps=30)
            assert alone.x[:, i].tolist() == by_itself.x[:, 0].tolist()
            if start[i] == 0.0:
                assert not alone.x[:, i].any()


def test_a_rate_for_no_slope_is_none():
    path = run(objectives.load("bowl"), optimizers.load("adagrad", epsilon=0.0), [1.0, 0.0], steps=3)
    assert (path.state.rate[1:, 0] > 0.0).all()
    assert not path.state.rate[:, 1].any()


def test_rates_of_each_coordinate_are_taken_in_arrays():
    bowl = objectives.load("bowl")
    path = run(bowl, Momentum(learning_rate=np.array([0.1, 0.2])), [1.0, 1.0], steps=1)
    np.testing.assert_allclose(path.step[0], -np.array([0.1, 0.2]) * path.grad[0])


class NormState(NamedTuple):
    t: int


@dataclass(frozen=True)
class Normalised:
    """Steps of length one: x and y need each other."""

    facts: ClassVar[Facts] = Facts(
        display_name={"en": "Normalised", "zh": "Normalised"},
        paper="",
        rule="",
        torch=None,
        memory=0,
        differs="",
    )

    def init(self, x0):
        return NormState(0)

    def query(self, state, x):
        return x

    def update(self, state, evaluation):
        return NormState(state.t + 1), -evaluation.gradient / np.hypot(*evaluation.gradient)


def test_a_rule_that_says_nothing_gets_all_coordinates():
    bowl = objectives.load("bowl")
    np.testing.assert_allclose(run(bowl, Normalised(), bowl.start, steps=3).step_length, 1.0)


def test_a_rule_that_claims_too_much_gets_all_coordinates_after_all():
    @dataclass(frozen=True)
    class Claims(Normalised):
        coordinatewise = True

    bowl = objectives.load("bowl")
    np.testing.assert_allclose(run(bowl, Claims(), bowl.start, steps=3).step_length, 1.0)


def test_a_changed_rule_gets_all_coordinates_until_it_says_otherwise():
    class Clipped(Momentum):
        def update(self, state, evaluation):
            size = np.linalg.norm(evaluation.gradient)
            return super().update(state, evaluation._replace(gradient=evaluation.gradient / size))

    ravine = objectives.load("ravine")
    path = run(ravine, Clipped(learning_rate=0.1), ravine.start, steps=5)
    assert path.step_length[0] == pytest.approx(0.1)


def test_a_rule_without_facts_runs():
    class Bare:
        init, query, update = Normalised.init, Normalised.query, Normalised.update

    bowl = objectives.load("bowl")
    np.testing.assert_allclose(run(bowl, Bare(), bowl.start, steps=3).step_length, 1.0)


@pytest.mark.parametrize("kind", [np.float32, np.atleast_1d])
def test_a_rule_of_other_numbers_goes_as_it_does_in_arrays(kind):
    class Other:
        coordinatewise = True
        init, query = Normalised.init, Normalised.query

        def update(self, state, evaluation):
            return NormState(state.t + 1), -kind(0.1) * evaluation.gradient

    for objective in (objectives.load("bowl"), objectives.load("rosenbrock")):
        alone = run(objective, Other(), objective.start, steps=3)
        assert_same(alone, in_arrays(objective, Other(), objective.start, steps=3))
