"""Facts of AdaDelta against the reference numbers (block 7), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.optimizers.adadelta import AdaDelta
from optimlib.optimizers.rmsprop import RMSProp
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.segments.adadelta.facts import Facts, Params, facts, own_epsilons


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
    count = len(fact.run.step)
    np.testing.assert_allclose(-fact.ratios * fact.run.grad[:count], fact.run.step, rtol=1e-9, atol=1e-12)


def test_squares_of_steps_grow_evenly_under_a_constant_gradient(fact: Facts) -> None:
    growth = np.diff(fact.constant_steps**2)
    np.testing.assert_allclose(growth[80:], (1 - 0.9) * 1e-6, rtol=1e-3)
    assert fact.added == pytest.approx(1e-7)


def test_x_keeps_to_the_line_of_a_still_gradient_and_y_does_not(fact: Facts) -> None:
    # After 200 steps: 31.7 under a gradient held still, 26.6 in x and 16.8 in y, in units of epsilon.
    squares = np.append(fact.run.step[199] ** 2, fact.constant_steps[199] ** 2) / 1e-6
    np.testing.assert_allclose(squares, (26.6, 16.8, 31.7), atol=0.1)
    shrunk = np.abs(fact.run.grad[199] / fact.run.grad[0])
    assert shrunk[0] > 0.85 > 0.65 > shrunk[1]


def test_a_larger_decay_has_no_order(fact: Facts) -> None:
    # The first step grows with the decay, the growth after it shrinks.
    halves = [facts(Params(decay=decay)).half for decay in (0.8, 0.95)]
    assert halves == [194, 194]
    assert fact.half == 210


def test_a_tenth_of_the_root_takes_ten_to_two_thirds_as_long(fact: Facts) -> None:
    assert fact.law_ratio == pytest.approx(10 ** (2 / 3))
    ratios = np.array(fact.halves[:-1]) / np.array(fact.halves[1:])
    # The smaller both are, the nearer to the law: 27084 steps for 1e-12 and 5757 for 1e-10.
    assert np.all(np.diff(ratios) > 0)
    assert fact.law_ratio < 27084 / 5757 < fact.last_ratio < 210 / 28
    assert fact.next_ratio == pytest.approx(27084 / 5757)


def test_the_law_is_that_of_a_gradient_held_still() -> None:
    # Way against steps, far out: the slope on logarithmic axes is three halves, and the size goes with the root.
    def way(epsilon: float) -> np.ndarray:
        return -own_epsilons(lambda _: np.ones(1), np.zeros(1), 0.9, (epsilon, epsilon), 16000)[:, 0]

    ours, smaller = way(1e-10), way(1e-12)
    assert np.log2(ours[16000] / ours[8000]) == pytest.approx(1.5, abs=0.02)
    assert smaller[16000] == pytest.approx(ours[16000] / 10, rel=1e-6)
    assert ours[16000] == pytest.approx(2 / 3 * np.sqrt(0.1 * 1e-10) * 16000**1.5, rel=0.05)
    # It is a limit: in 100 steps, the run goes nearly twice as far, and a tenth takes 6.33 times as many, then 4.76.
    assert ours[100] > 1.9 * (2 / 3 * np.sqrt(0.1 * 1e-10) * 100**1.5)
    longer = [np.argmax(smaller >= ours[steps]) / steps for steps in (100, 300, 1000, 3000)]
    assert longer == pytest.approx([6.33, 5.47, 4.96, 4.76], abs=0.01)


def test_a_tenth_of_eta_costs_more_than_a_tenth_of_the_root_of_epsilon(fact: Facts) -> None:
    # Both are lengths in metres, so a tenth of one is held against a tenth of the other; RMSProp by a plain loop.
    def half(rate: float) -> int:
        x, s, steps = np.array([-7.0, 2.0]), np.zeros(2), 0
        while x[0] ** 2 / 20 + x[1] ** 2 >= 0.5 * 6.45:
            g = np.array([x[0] / 10, 2 * x[1]])
            s = 0.9 * s + 0.1 * g**2
            x, steps = x - rate * g / np.sqrt(s), steps + 1
        return steps

    assert fact.rate_halves == tuple(half(rate) for rate in (1e-4, 1e-3, 1e-2, 1e-1))
    ours = np.array(fact.halves)[:-1] / np.array(fact.halves)[1:]
    theirs = np.array(fact.rate_halves)[:-1] / np.array(fact.rate_halves)[1:]
    # At each length that both were tried at.
    assert np.all(theirs > ours[1:])
    assert fact.rate_ratio == pytest.approx(10.0, abs=0.1)


def test_epsilon_alone_keeps_it_from_being_free_of_units(fact: Facts) -> None:
    assert fact.fitted_gap < 1e-12
    assert fact.fitted_half == fact.half
    assert fact.finer_half > 10 * fact.half
    # In centimetres, the upper one is worth a ten-thousandth: what is left is due to the lower one.
    assert fact.above_half == fact.halves[0]
    half = own_epsilons(objectives.load("ravine").gradient, np.array([-7.0, 2.0]), 0.9, (1e-6, 1e-6), 210)
    np.testing.assert_allclose(half, fact.run.x[:211], rtol=1e-9)


def test_the_ratio_climbs_to_one_where_the_curvature_lets_it(fact: Facts) -> None:
    np.testing.assert_allclose(fact.ratios[-1], 1.0, rtol=1e-9)
    assert fact.ratios.max() < 1.0 + 1e-9
    assert fact.on_edge
    assert np.abs(fact.run.x[-1]).max() < 1e-9
    bowl = facts(Params(objective=ObjectiveChoice(name="bowl"), start=(-4.0, -2.4)))
    assert not bowl.on_edge
    # With a curvature of 4, y swings by the rate 2 / 4 and not by one.
    assert bowl.ratios[-1, 1] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("curvature", [1.0, 1.9, 2.1, 4.0, 10.0])
def test_y_arrives_below_the_edge_and_swings_ever_wider_above(curvature: float) -> None:
    path = own_epsilons(lambda y: curvature * y, np.array([2.0]), 0.9, (1e-6, 1e-6), 20000)[:, 0]
    # Far from the end, the curvature makes no difference: AdaDelta does not see the scale of the loss.
    assert path[500] == pytest.approx(0.1758, abs=1e-4)
    if curvature < 2:
        assert abs(path[-1]) < 1e-12
        return
    # A steady swing needs the ratio 2 / curvature. Both epsilons pull it up to one, so squares must grow:
    # by (1/4 - 1/curvature^2) epsilon at each step, whatever the decay.
    law = np.sqrt(1e-6 * (0.25 - curvature**-2) * 20000)
    assert abs(path[-1]) == pytest.approx(law, rel=0.05)
    assert np.all(np.sign(path[-10:-1]) == -np.sign(path[-9:]))
    assert abs(path[20000]) > 1.3 * abs(path[10000]) > 1.3**2 * abs(path[5000])


def test_the_edge_of_the_film_is_that_of_these_runs(fact: Facts) -> None:
    assert fact.curvatures[0] < fact.bearable < fact.curvatures[1]
    assert fact.swing == pytest.approx(0.02084, abs=1e-5)
    assert abs(fact.swings[-1, 0]) < 1e-12
    # Above the edge too, y arrives, and only then swings: after 1000 steps it is nowhere to be seen.
    assert abs(fact.swings[1000, 1]) < 1e-12


def test_the_swing_pulls_the_rate_down_to_where_y_only_changes_its_sign(fact: Facts) -> None:
    # The swing is wide beside both epsilons long before the end, and the rate that stood at one comes down.
    assert fact.swing_rates[1000] == pytest.approx(1.0, abs=1e-6)
    assert fact.even_rate == pytest.approx(2 / 2.1)
    assert 1 - 2.1 * fact.even_rate == pytest.approx(-1.0)
    # By the law above, an amplitude of root(c t) grows by the factor 1 + 1 / (2 t) at each step.
    assert fact.swing_product == pytest.approx(2 + 1 / (2 * 20000), abs=3e-6)
    # And without the epsilons, once the swing is there, nothing lifts the rate: the same swing stays as wide.
    y, s, u = 0.02, (2.1 * 0.02) ** 2, (2 * 0.02) ** 2
    for _ in range(2000):
        slope = 2.1 * y
        s = 0.9 * s + 0.1 * slope**2
        step = np.sqrt(u / s) * slope
        u = 0.9 * u + 0.1 * step**2
        y -= step
    assert abs(y) == pytest.approx(0.02, rel=1e-9)


def test_both_memories_are_of_one_run(fact: Facts) -> None:
    y, v, seen = 2.0, 0.0, []
    for _ in range(24):
        seen.append(2 * y)
        v = 0.9 * v + 2 * y
        y -= 0.1 * v
    np.testing.assert_allclose(fact.remembered, seen)


def test_a_start_beside_which_no_epsilon_is_small_is_refused() -> None:
    with pytest.raises(ContentError, match="halves the loss in one step"):
        facts(Params(start=(-0.2, 0.15)))


def test_the_runs_of_the_sweeps_are_runs_of_their_own() -> None:
    fact = facts(Params())
    ravine, start = objectives.load("ravine"), np.array([-7.0, 2.0])
    for place in (0, 40, 63, 80):
        epsilon = fact.lengths[place] ** 2
        ours = own_epsilons(ravine.gradient, start, 0.9, (epsilon, epsilon), fact.half)
        np.testing.assert_allclose(fact.walks[:, place], ours, rtol=1e-9, atol=1e-9)
        point, square = start, np.zeros(2)
        for _ in range(fact.half):
            square = 0.9 * square + 0.1 * ravine.gradient(point) ** 2
            point = point - fact.rate_lengths[place] * ravine.gradient(point) / np.sqrt(square)
        np.testing.assert_allclose(fact.rate_walks[-1, place], point, rtol=1e-6, atol=1e-6)
    # The usual ε is in the middle, and takes just so many steps to half the loss.
    assert fact.lengths[[0, 40, 80]] == pytest.approx([1e-5, 1e-3, 1e-1])
    values = ravine.value(fact.walks[:, 40])
    assert values[-1] < fact.start_loss / 2 <= values[-2]
