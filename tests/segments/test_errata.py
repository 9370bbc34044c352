"""Facts of the misprints against the reference numbers (block 13), closed forms and independent runs."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.misprints import AdamWithMinus
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from scenes.segments.errata.differences import ROUNDING, bent, central_law, standing
from scenes.segments.errata.facts import LARGE_RATE, PRINTED_BETA2, TINY_RATE, Facts, Params, facts


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def test_adam_as_printed_climbs_as_the_reference_says(fact: Facts) -> None:
    # Block 13, bowl from (−4, −2.4), with β₂ = .999: 19.52 → 24.07 (1), 175.2 (10), 3177.5 (50); with the sign
    # repaired: 15.47, 3.42, .0695.
    bowl = objectives.load("bowl")
    paper = run(bowl, AdamWithMinus(0.1), (-4.0, -2.4), 50)
    np.testing.assert_allclose(paper.value[[0, 1, 10, 50]], (19.52, 24.07, 175.2, 3177.5), rtol=3e-4)
    repaired = run(bowl, Adam(0.1, bias_correction=False), (-4.0, -2.4), 50)
    np.testing.assert_allclose(repaired.value[[1, 10, 50]], (15.47, 3.42, 0.0695), atol=5e-3)
    # What is printed has β₂ = .99: it climbs as well, from a first step of η in both coordinates.
    assert fact.start_loss == pytest.approx(19.52)
    assert fact.first_loss == pytest.approx(4.1**2 / 2 + 2 * 2.5**2)
    assert (round(fact.soon_loss, 1), round(fact.printed_loss)) == (51.9, 436)
    np.testing.assert_allclose(fact.mended.value[[1, 10, 50]], (18.185, 3.569, 0.0819), atol=5e-4)


def test_one_sign_is_all_that_differs(fact: Facts) -> None:
    # By hand: m and v from zero, without correction; the sign of the first m decides the rest.
    for sign, walked in ((-1.0, fact.printed), (1.0, fact.mended)):
        x, m, v = np.array([-4.0, -2.4]), np.zeros(2), np.zeros(2)
        for step in range(fact.steps):
            np.testing.assert_allclose(walked.x[step], x, rtol=1e-12)
            g = np.array([x[0], 4 * x[1]])
            m, v = 0.9 * m + sign * 0.1 * g, 0.99 * v + 0.01 * g**2
            x = x - 0.1 * m / (np.sqrt(v) + 1e-8)


def test_the_first_change_can_be_worked_out_on_paper(fact: Facts) -> None:
    # With β₂ = .99, .1g/√(.01g²) is the sign of g: d = (1, 1), g = (−4, −9.6), H = diag(1, 4).
    np.testing.assert_allclose(fact.direction, (1.0, 1.0))
    np.testing.assert_allclose(fact.first_gradient, (-4.0, -9.6))
    assert (fact.slope, fact.bend) == (pytest.approx(-13.6), pytest.approx(5.0))


def test_the_change_of_the_loss_is_the_one_of_a_real_step(fact: Facts) -> None:
    objective, start = objectives.load("bowl"), np.array([-4.0, -2.4])
    for rate, sign in product((LARGE_RATE, 0.3, TINY_RATE), (1.0, -1.0)):
        real = objective.value(start + sign * rate * fact.direction) - objective.value(start)
        assert fact.change(rate, sign) == pytest.approx(float(real), rel=1e-12)


def test_a_large_step_climbs_either_way_and_a_tiny_one_tells(fact: Facts) -> None:
    assert min(fact.change(LARGE_RATE, sign) for sign in (1.0, -1.0)) > 0
    assert fact.change(TINY_RATE, 1.0) < 0 < fact.change(TINY_RATE, -1.0)
    # What is left is the rate times the slope: the rest is a hundredth of it.
    assert fact.change(TINY_RATE, 1.0) == pytest.approx(TINY_RATE * fact.slope, rel=0.01)


def test_the_ratio_of_steps_passes_the_first_test_and_fails_the_second(fact: Facts) -> None:
    # Block 13: from (4, 2.4) to (−15.2, −18.5), every first step −√.1.
    np.testing.assert_allclose(fact.ratio.x[-1], (-15.2, -18.5), atol=0.05)
    assert fact.ratio_first < fact.start_loss == pytest.approx(float(fact.ratio.value[0]))
    np.testing.assert_allclose(fact.ratio.step[0], -np.sqrt(0.1), rtol=1e-12)
    np.testing.assert_allclose(fact.ratio.grad[0], -fact.ratio_mirrored.grad[0])
    np.testing.assert_allclose(fact.ratio.step[0], fact.ratio_mirrored.step[0])
    # From the mirror point, the same step climbs: the first test fails there.
    assert fact.mirror_first > fact.start_loss == pytest.approx(float(fact.ratio_mirrored.value[0]))
    np.testing.assert_allclose(fact.adadelta.x, -fact.adadelta_mirrored.x)
    assert fact.adadelta.value[-1] < 0.01 * fact.start_loss


def test_adam_mirrors_its_path_but_does_not_turn_it() -> None:
    # What test two asks for is all that may be asked for: Adam works axis by axis.
    method, start = Adam(0.1), np.array([-4.0, -2.4])
    path = run(objectives.load("bowl"), method, start, 50)
    np.testing.assert_allclose(run(objectives.load("bowl"), method, -start, 50).x, -path.x)
    angle = np.radians(30.0)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    bowl = objectives.load("bowl")
    turned = objectives.from_functions(
        lambda x: bowl.value(x @ turn),
        lambda x: bowl.gradient(x @ turn) @ turn.T,
        hessian=lambda x: turn @ bowl.hessian(x @ turn) @ turn.T,
        view=((-6.0, 6.0), (-6.0, 6.0)),
    )
    walked = run(turned, method, turn @ start, 5)
    assert walked.value[0] == pytest.approx(float(path.value[0]))
    assert abs(walked.value[5] / path.value[5] - 1) > 0.05


def test_the_misprinted_gradient_moves_the_ravine_as_the_reference_says() -> None:
    # Block 13: 30 steps at .95 move the ravine's start by 2e-7 along x (and by 1.1e-6 along y).
    ravine = objectives.load("ravine")
    ends = standing(ravine, np.array([-7.0, 2.0]), 0.95, 1e-4, 30, printed=True)[-1]
    np.testing.assert_allclose(ends - (-7.0, 2.0), (2.0e-7, -1.14e-6), rtol=5e-3)


def test_both_tests_pass_where_it_stands_still(fact: Facts) -> None:
    assert 0 < fact.fell < 1e-5
    assert fact.moved == pytest.approx(fact.descent_steps * 0.1 * 1e-8 * np.hypot(4.0, 9.6), rel=1e-5)
    mirrored = standing(
        objectives.load("bowl"), np.array([4.0, 2.4]), 0.1, fact.width, fact.descent_steps, printed=True
    )
    np.testing.assert_array_equal(mirrored, -fact.stood)


def test_brackets_make_it_gradient_descent(fact: Facts) -> None:
    plain = run(objectives.load("bowl"), GradientDescent(0.1), (-4.0, -2.4), steps=fact.descent_steps)
    np.testing.assert_allclose(fact.descended, plain.x, atol=1e-9)


def test_measured_errors_stay_below_the_law(fact: Facts) -> None:
    found = fact.differences
    law = np.array([central_law(h) for h in found.widths])
    # The next term of the series is a twentieth of the first at h = 1.
    assert np.all(found.central <= 1.06 * law)
    small = found.widths < 1e-2
    assert np.all(found.central[small] <= 1.001 * law[small])
    wide = (found.widths > 1e-3) & small
    np.testing.assert_allclose(found.central[wide], bent(found.widths[wide]), rtol=1e-3)


def test_the_law_is_lowest_at_the_root(fact: Facts) -> None:
    found, widths = fact.differences, np.geomspace(1e-10, 1e-3, 70001)
    values = central_law(widths)
    assert widths[np.argmin(values)] == pytest.approx(found.best_central, rel=1e-3)
    assert values.min() == pytest.approx(found.least_central, rel=1e-6)
    assert found.best_central == pytest.approx((3 * ROUNDING) ** (1 / 3))
    # To ten digits, and not to eleven.
    assert fact.digits == 10
    assert 1e-11 < found.least_central < 1e-10


def test_powers_are_set_as_the_numbers_they_round(fact: Facts) -> None:
    for told, value, rounding in (
        (fact.moved_as, fact.moved, 0.5),
        (fact.fell_as, fact.fell, 0.5),
        (fact.shrunk_as, 1e-8, 0.5),
        (fact.best_as, (3 * 2.0**-53) ** (1 / 3), 0.05),
        (fact.least_as, fact.differences.least_central, 0.05),
        (fact.epsilon_as, 2.0**-53, 0.05),
        (fact.floor_as, 1e-6, 1e-9),
    ):
        assert 1 <= told.digits < 10
        assert abs(told.digits - value / 10.0**told.power) <= rounding


def test_as_printed_the_whole_slope_is_missing(fact: Facts) -> None:
    found = fact.differences
    np.testing.assert_allclose(found.printed[found.widths < 1e-4], 1.0, atol=2e-8)
    # Where h is 1, brackets make no difference: sinh 1 is 18 % above 1.
    assert found.printed[0] == found.central[0] == pytest.approx(np.sinh(1.0) - 1.0)
    assert fact.both_off == found.central[0]


def test_one_slip_hides_the_other(fact: Facts) -> None:
    # .1/√.01 = 1; maximum 2.131 at 13. With .999: 3.162, block 8 of the reference.
    assert fact.first_factors == pytest.approx((1.0, np.sqrt(10)))
    assert (fact.peak_step, round(fact.peak, 3)) == (13, 2.131)
    assert (fact.meant_peak_step, round(fact.meant_peak, 2)) == (12, 6.57)
    m = v = 0.0
    for step in range(20):
        m, v = 0.9 * m + 0.1 * 3.0, 0.99 * v + 0.01 * 9.0
        assert m / np.sqrt(v) == pytest.approx(float(fact.factors[0][step]))


def test_corrected_the_printed_beta2_passes_all_three_tests() -> None:
    # So passing proves nothing: .99 is not what the paper has.
    method = Adam(1e-3, beta2=PRINTED_BETA2)
    bowl, start = objectives.load("bowl"), np.array([-4.0, -2.4])
    path = run(bowl, method, start, 50)
    assert path.value[1] < path.value[0]
    np.testing.assert_allclose(run(bowl, method, -start, 50).x, -path.x)
    m = v = 0.0
    for step in range(1, 51):
        m, v = 0.9 * m + 0.1 * 3.0, PRINTED_BETA2 * v + (1 - PRINTED_BETA2) * 9.0
        assert (m / (1 - 0.9**step)) / np.sqrt(v / (1 - PRINTED_BETA2**step)) == pytest.approx(1.0)


def test_what_is_shown_of_the_corrected_beta2_is_what_adam_does(fact: Facts) -> None:
    # By hand, the first corrected step is η·sign(g): −13.6η + 2.5η² at η = .01. With one gradient, each is η.
    assert fact.corrected_change == pytest.approx(-13.6 * TINY_RATE + 2.5 * TINY_RATE**2)
    np.testing.assert_allclose(fact.corrected, 1.0, rtol=1e-9)
    # Control: without correction alone, the second step is a third too long.
    assert fact.factors[0][1] == pytest.approx(0.19 / np.sqrt(1 - 0.99**2))
    assert round(float(fact.factors[0][1]), 2) == 1.35


def test_the_first_step_of_the_ratio_passes_test_one_by_luck_at_any_length(fact: Facts) -> None:
    # However short the step is made: its slope is negative from one start, and positive from the mirror point.
    slopes = [float(walked.grad[0] @ walked.step[0]) for walked in (fact.ratio, fact.ratio_mirrored)]
    assert slopes == pytest.approx([-13.6 * np.sqrt(0.1), 13.6 * np.sqrt(0.1)])


def test_either_sign_mends_the_printed_adam(fact: Facts) -> None:
    # With a plus in θ instead, m gathers −g and is added: the same path.
    x, m, v = np.array([-4.0, -2.4]), np.zeros(2), np.zeros(2)
    for step in range(fact.steps):
        np.testing.assert_allclose(fact.mended.x[step], x, rtol=1e-9, atol=1e-12)
        g = np.array([x[0], 4 * x[1]])
        m, v = 0.9 * m - 0.1 * g, 0.99 * v + 0.01 * g**2
        x = x + 0.1 * m / (np.sqrt(v) + 1e-8)


def test_without_correction_the_mended_adam_passes_the_first_two(fact: Facts) -> None:
    method = Adam(TINY_RATE, beta2=PRINTED_BETA2, bias_correction=False)
    bowl, start = objectives.load("bowl"), np.array([-4.0, -2.4])
    path = run(bowl, method, start, 50)
    assert path.value[1] < path.value[0]
    np.testing.assert_allclose(run(bowl, method, -start, 50).x, -path.x)


@pytest.mark.parametrize(("rate", "steps"), [(0.08, 45), (0.08, 60), (0.12, 45), (0.12, 60)])
def test_what_is_said_holds_at_the_ends_of_the_ranges(rate: float, steps: int) -> None:
    found = facts(Params(learning_rate=rate, steps=steps))
    assert np.all(np.diff(found.printed.value) > 0)
    assert found.mended_loss < 0.05 * found.start_loss
    assert found.mended_loss < found.start_loss < found.printed_loss


@pytest.mark.parametrize("width", [1e-5, 1e-3])
def test_it_stands_still_for_every_width(width: float) -> None:
    found = facts(Params(width=width))
    assert found.fell > 0
    assert found.moved < 1e-4
    assert found.descent_loss < 0.1 * found.start_loss
