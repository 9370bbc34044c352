"""Facts of AdaDelta against the reference numbers (blocks 7 and 13), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.optimizers.adadelta import AdaDelta
from optimlib.optimizers.rmsprop import RMSProp
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.segments.adadelta.facts import Facts, Params, as_printed, facts, own_epsilons


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def test_defaults_are_the_reference_numbers(fact: Facts) -> None:
    # Block 7, ravine, ρ .9: half at 210; with ε 1e-8 / 1e-4 / 1e-2: 1175 / 28 / 3.
    assert fact.halves[1:] == (1175, 210, 28, 3)
    assert fact.half == 210
    assert fact.first_step == pytest.approx(0.003162, abs=5e-7)
    bowl = facts(Params(objective=ObjectiveChoice(name="bowl"), start=(-4.0, -2.4)))
    assert (bowl.half, bowl.arrived) == (207, 738)


@pytest.mark.parametrize(("decay", "first", "half"), [(0.95, 0.004472, 190)])
def test_other_averages_are_those_of_the_reference(decay: float, first: float, half: int) -> None:
    bowl = facts(Params(objective=ObjectiveChoice(name="bowl"), start=(-4.0, -2.4), decay=decay))
    assert bowl.first_step == pytest.approx(first, abs=5e-7)
    assert bowl.half == half


def test_the_first_step_is_the_same_for_any_gradient() -> None:
    for start in ((-7.0, 2.0), (300.0, -0.5)):
        step = run(objectives.load("ravine"), AdaDelta(), start, steps=1).step[0]
        np.testing.assert_allclose(np.abs(step), np.sqrt(1e-6 / 0.1), rtol=1e-3)


def test_a_learning_rate_is_in_the_unit_of_x(fact: Facts) -> None:
    # Writing centimetres for metres with the same number is the same as a hundredth of the rate.
    twin = run(objectives.load("ravine"), RMSProp(0.001, 0.9, epsilon=0.0), (-7.0, 2.0), steps=30)
    np.testing.assert_allclose(fact.rmsprop_finer, twin.x, atol=1e-12)
    assert fact.rmsprop_loss < 0.1 * fact.start_loss < 0.9 * fact.start_loss < fact.finer_loss


def test_the_ratio_of_both_roots_stands_where_a_rate_would(fact: Facts) -> None:
    ratio = fact.root_steps / fact.root_gradients
    np.testing.assert_allclose(-ratio * fact.run.grad, fact.run.step, rtol=1e-9, atol=1e-12)


def test_squares_of_steps_grow_evenly_under_a_constant_gradient(fact: Facts) -> None:
    growth = np.diff(fact.constant_steps**2)
    np.testing.assert_allclose(growth[80:], (1 - 0.9) * 1e-6, rtol=1e-3)
    assert fact.added == pytest.approx(1e-7)


def test_a_hundredth_of_epsilon_takes_the_cube_root_of_a_hundred_times_as_long(fact: Facts) -> None:
    assert fact.law_ratio == pytest.approx(100 ** (1 / 3))
    ratios = np.array(fact.halves[:-1]) / np.array(fact.halves[1:])
    # The smaller both are, the nearer to the law: 27084 steps for 1e-12 and 5757 for 1e-10.
    assert np.all(np.diff(ratios) > 0)
    assert fact.law_ratio < 27084 / 5757 < fact.last_ratio


def test_a_hundredth_of_rmsprops_rate_costs_far_more(fact: Facts) -> None:
    # The time of RMSProp goes like 1/η where steps are short; this valley's halves by a plain loop.
    def half(rate: float) -> int:
        x, s, steps = np.array([-7.0, 2.0]), np.zeros(2), 0
        while x[0] ** 2 / 20 + x[1] ** 2 >= 0.5 * 6.45:
            g = np.array([x[0] / 10, 2 * x[1]])
            s = 0.9 * s + 0.1 * g**2
            x, steps = x - rate * g / np.sqrt(s), steps + 1
        return steps

    assert fact.rate_ratio == pytest.approx(half(0.001) / half(0.1))
    assert fact.rate_ratio > 10 * fact.last_ratio


def test_epsilon_alone_keeps_it_from_being_free_of_units(fact: Facts) -> None:
    assert fact.fitted_gap < 1e-12
    assert fact.fitted_half == fact.half
    assert fact.finer_half > 10 * fact.half
    half = own_epsilons(objectives.load("ravine").gradient, np.array([-7.0, 2.0]), 0.9, (1e-6, 1e-6), 210)
    np.testing.assert_allclose(half, fact.run.x[:211], rtol=1e-9)


def test_the_printed_formula_ignores_the_sign_of_the_gradient() -> None:
    # Block 13: bowl, every step negative, first −√(1−γ); after 100 (−23.3, −22.3), from (4, 2.4) (−15.2, −18.5).
    bowl = objectives.load("bowl")
    path = as_printed(bowl, 0.9, np.array([-4.0, -2.4]))
    assert np.all(np.diff(path, axis=0) < 0)
    np.testing.assert_allclose(path[1] - path[0], -np.sqrt(0.1), rtol=1e-12)
    np.testing.assert_allclose(path[100], (-23.3, -22.3), atol=0.05)
    np.testing.assert_allclose(as_printed(bowl, 0.9, np.array([4.0, 2.4]))[100], (-15.2, -18.5), atol=0.05)


def test_the_printed_run_ends_higher_than_it_began(fact: Facts) -> None:
    assert fact.printed_steps == 100
    assert fact.printed_first == pytest.approx(0.316228, abs=5e-7)
    x, y = fact.printed[-1]
    assert fact.printed_loss == pytest.approx(x**2 / 20 + y**2)
    assert fact.printed_loss > 50 * fact.start_loss


def test_a_start_beside_which_no_epsilon_is_small_is_refused() -> None:
    with pytest.raises(ContentError, match="halves the loss in one step"):
        facts(Params(start=(-0.2, 0.15)))
