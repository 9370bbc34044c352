"""Facts of the misprints against the reference numbers (block 13), closed forms and independent runs."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.optimizers.gradient_descent import GradientDescent
from scenes.segments.errata.differences import ROUNDING, bent, central_law, forward_law, standing
from scenes.segments.errata.facts import LARGE_RATE, TINY_RATE, Facts, Params, facts
from scenes.segments.search.facts import Params as SearchParams
from scenes.segments.search.facts import facts as search_facts


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def test_adam_with_a_minus_climbs_as_the_reference_says(fact: Facts) -> None:
    # Block 13, bowl from (−4, −2.4): 19.52 → 24.07 (1), 175.2 (10), 3177.5 (50); sign repaired: 15.47, 3.42, .0695.
    assert fact.start_loss == pytest.approx(19.52)
    assert fact.first_loss == pytest.approx(24.07, abs=5e-3)
    assert fact.soon_loss == pytest.approx(175.2, abs=0.05)
    assert fact.printed_loss == pytest.approx(3177.5, abs=0.05)
    np.testing.assert_allclose(fact.mended.value[[1, 10, 50]], (15.47, 3.42, 0.0695), atol=5e-3)


def test_one_sign_is_all_that_differs(fact: Facts) -> None:
    # By hand: m and v from zero, without correction; the sign of the first m decides the rest.
    for sign, walked in ((-1.0, fact.printed), (1.0, fact.mended)):
        x, m, v = np.array([-4.0, -2.4]), np.zeros(2), np.zeros(2)
        for step in range(fact.steps):
            np.testing.assert_allclose(walked.x[step], x, rtol=1e-12)
            g = np.array([x[0], 4 * x[1]])
            m, v = 0.9 * m + sign * 0.1 * g, 0.999 * v + 0.001 * g**2
            x = x - 0.1 * m / (np.sqrt(v) + 1e-8)


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
    np.testing.assert_allclose(fact.adadelta.x, -fact.adadelta_mirrored.x)
    assert fact.adadelta.value[-1] < 0.01 * fact.start_loss


def test_the_searched_valley_is_the_one_of_the_search(fact: Facts) -> None:
    told = search_facts(SearchParams())
    assert fact.misses == pytest.approx((told.misses[1], told.misses[2]))


@pytest.mark.parametrize("angle", [20.0, 30.0, 40.0])
def test_turning_alone_makes_the_search_miss(angle: float) -> None:
    along, turned = facts(Params(angle=angle)).misses
    assert along < 1e-4 < 1e-2 < turned


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


def test_measured_errors_stay_below_the_laws(fact: Facts) -> None:
    found = fact.differences
    # The next term of the series is a twentieth of the first at h = 1.
    for errors, law, slack in ((found.central, central_law, 1.06), (found.forward, forward_law, 1.5)):
        assert np.all(errors <= slack * np.array([law(h) for h in found.widths]))
    small = found.widths < 1e-2
    assert np.all(found.central[small] <= 1.001 * np.array([central_law(h) for h in found.widths[small]]))
    wide = (found.widths > 1e-3) & small
    np.testing.assert_allclose(found.central[wide], bent(found.widths[wide]), rtol=1e-3)


def test_the_laws_are_lowest_at_the_roots(fact: Facts) -> None:
    found, widths = fact.differences, np.geomspace(1e-10, 1e-3, 70001)
    for law, best, least in (
        (central_law, found.best_central, found.least_central),
        (forward_law, found.best_forward, found.least_forward),
    ):
        values = law(widths)
        assert widths[np.argmin(values)] == pytest.approx(best, rel=1e-3)
        assert values.min() == pytest.approx(least, rel=1e-6)
    assert found.best_central == pytest.approx((3 * ROUNDING) ** (1 / 3))
    assert found.times_worse == 900


def test_as_printed_the_whole_slope_is_missing(fact: Facts) -> None:
    found = fact.differences
    np.testing.assert_allclose(found.printed[found.widths < 1e-4], 1.0, atol=2e-8)
    # Where h is 1, brackets make no difference.
    assert found.printed[0] == found.central[0]


def test_one_slip_hides_the_other(fact: Facts) -> None:
    # .1/√.01 = 1; maximum 2.131 at 13. With .999: 3.162, block 8 of the reference.
    assert fact.first_factors == pytest.approx((1.0, np.sqrt(10)))
    assert (fact.peak_step, round(fact.peak, 3)) == (13, 2.131)
    m = v = 0.0
    for step in range(20):
        m, v = 0.9 * m + 0.1 * 3.0, 0.99 * v + 0.01 * 9.0
        assert m / np.sqrt(v) == pytest.approx(float(fact.factors[0][step]))


def test_corrected_both_values_are_sound(fact: Facts) -> None:
    assert max(fact.corrected_losses) < 0.01 * fact.start_loss


@pytest.mark.parametrize(("rate", "steps"), [(0.08, 45), (0.08, 60), (0.12, 45), (0.12, 60)])
def test_what_is_said_holds_at_the_ends_of_the_ranges(rate: float, steps: int) -> None:
    found = facts(Params(learning_rate=rate, steps=steps))
    assert np.all(np.diff(found.printed.value) > 0)
    assert found.mended_loss < 0.05 * found.start_loss
    assert max(found.corrected_losses) < 0.05 * found.start_loss


@pytest.mark.parametrize("width", [1e-5, 1e-3])
def test_it_stands_still_for_every_width(width: float) -> None:
    found = facts(Params(width=width))
    assert found.fell > 0
    assert found.moved < 1e-4
    assert found.descent_loss < 0.1 * found.start_loss
