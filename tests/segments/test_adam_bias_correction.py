"""Facts of the bias correction against the reference numbers (block 8) and closed forms."""

from __future__ import annotations

from itertools import repeat
from typing import Any

import numpy as np
import pytest

from optimlib.optimizers.adam import Adam
from optimlib.run import descend
from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.reading import load_words
from scenes.segments.adam_bias_correction.facts import Params, StepFactor, facts, two_digits

REFERENCE = {
    1: 3.162278,
    2: 4.2496,
    3: 4.9502,
    5: 5.7971,
    12: 6.568520,
    20: 6.2409,
    50: 4.5037,
    100: 3.2408,
    500: 1.5939,
    1000: 1.2576,
    2000: 1.0753,
}
"""Uncorrected over corrected step at step t, from block 8."""


@pytest.mark.parametrize(("t", "times"), REFERENCE.items())
def test_the_factor_is_the_reference(t: int, times: float) -> None:
    assert StepFactor(0.9, 0.999).at(t) == pytest.approx(times, abs=1e-4)


def test_peak_and_settling_are_the_reference() -> None:
    fact = facts(Params())
    assert (fact.factor.peak_at, fact.factor.settled_at) == (12, 3925)
    assert fact.factor.first == pytest.approx(3.162278, abs=5e-7)
    assert fact.factor.peak == pytest.approx(6.568520, abs=5e-7)
    other = StepFactor(0.9, 0.99)
    assert (other.peak_at, other.settled_at) == (13, 391)
    assert other.peak == pytest.approx(2.131, abs=5e-4)
    assert other.first == pytest.approx(1.0, abs=1e-12)


def test_the_first_long_step_climbs_the_other_side_of_the_valley() -> None:
    fact = facts(Params())
    # By hand: from (-7, 2), two units along each axis end at (-5, 0); 3.1623 times as much at (-0.675, -4.325).
    long = 2 * 0.1 / 0.001**0.5
    assert fact.start_loss == pytest.approx(49 / 20 + 4)
    assert fact.first.losses == pytest.approx((25 / 20, (-7 + long) ** 2 / 20 + (2 - long) ** 2), rel=1e-6)
    assert fact.first.losses == pytest.approx((1.25, 18.7), abs=0.05)
    assert (fact.first_length, fact.first_long) == pytest.approx((2.0, long), rel=1e-6)
    assert not fact.tame


def test_a_gradient_a_thousand_times_as_large_gives_the_same_step() -> None:
    fact = facts(Params())
    assert fact.scale == 1000
    assert fact.scaled_length == pytest.approx(fact.first_length, rel=1e-7)
    assert fact.gradient == pytest.approx((0.7, 4.0))
    # With or without the correction: it is the root of v that takes the gradient's size away.
    assert fact.scaled_long == pytest.approx(fact.first_long, rel=1e-7)
    uncorrected = Adam(2.0, bias_correction=False)
    for size in (4.0, 4000.0):
        ((after, _, _),) = descend([lambda x, size=size: np.full_like(x, size)], uncorrected, np.zeros(1))
        assert -after[0] == pytest.approx(fact.first_long, rel=1e-6)


def test_shares_and_factor_are_what_adam_does_under_a_constant_gradient() -> None:
    params = Params(steps=30)
    fact = facts(params)
    ends = {}
    for corrected in (True, False):
        adam = Adam(1.0, params.beta1, params.beta2, epsilon=0.0, bias_correction=corrected)
        course = list(descend(repeat(np.ones_like, params.steps), adam, np.zeros(1)))
        ends[corrected] = np.diff([0.0, *(float(x[0]) for x, _, _ in course)])
        np.testing.assert_allclose([state.m[0] for _, _, state in course], fact.m_share[1:])
        np.testing.assert_allclose([state.v[0] for _, _, state in course], fact.v_share[1:])
    t = np.arange(1, params.steps + 1)
    np.testing.assert_allclose(ends[False] / ends[True], fact.factor.at(t))
    np.testing.assert_allclose(ends[True], -1.0)


@pytest.mark.parametrize(
    ("betas", "claims"),
    [
        ((0.9, 0.999), ()),
        ((0.9, 0.99), ("first_right", "late")),
        ((0.9, 0.95), ("first_short", "late")),
        ((0.9, 0.9), ("first_short", "never_long")),
        ((0.0, 0.999), ("falling",)),
        ((0.99, 0.5), ("first_short", "never_long")),
    ],
)
def test_claims_follow_the_betas(betas: tuple[float, float], claims: tuple[str, ...]) -> None:
    factor = StepFactor(*betas)
    names = ("first_right", "first_short", "never_long", "falling", "late")
    assert tuple(name for name in names if getattr(factor, name)) == claims


def test_a_claim_of_the_chart_holds_at_every_step() -> None:
    t = np.arange(1, 60_000)
    for beta1 in (0.0, 0.5, 0.9, 0.99):
        for beta2 in (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999):
            factor = StepFactor(beta1, beta2)
            times = factor.at(t)
            assert np.all(np.abs(times[factor.settled_at - 1 :] - 1) <= 0.01)
            assert factor.settled_at == 1 or abs(factor.at(factor.settled_at - 1) - 1) > 0.01
            assert factor.never_long == bool(np.all(times <= 1.01))
            if not factor.never_long:
                assert times.max() == pytest.approx(factor.peak, rel=1e-12)


@pytest.mark.parametrize(
    ("change", "claims"),
    [
        ({}, ()),
        ({"beta2": 0.9}, ("v_ahead", "tame", "unshifted")),
        ({"learning_rate": 0.5}, ("tame",)),
        # Started beside the minimum, even the corrected ball climbs: the longer step is not to blame.
        ({"start": (0.3, 0.3)}, ("tame",)),
    ],
)
def test_claims_of_the_words(change: dict[str, Any], claims: tuple[str, ...]) -> None:
    fact = facts(Params(**change))
    names = ("v_ahead", "tame", "unshifted")
    assert tuple(name for name in names if getattr(fact, name)) == claims


def test_random_gradients_leave_both_means_too_small_on_average_and_right_once_divided() -> None:
    noise = facts(Params()).noise
    spread = np.array([np.std(noise.m[:, 9]), np.std(noise.v[:, 9])]) / noise.runs**0.5
    weights = np.array([1 - 0.9**10, 1 - 0.999**10])
    assert np.all(np.abs(np.array(noise.averages) - weights) < 4 * spread)
    assert noise.corrected_averages == pytest.approx((1, 1), abs=5e-3)
    # A control by hand: both means are weighted sums of the same draws.
    draws = 1 + np.random.default_rng(0).standard_normal((30, 10_000))
    for kept, values, found in ((0.9, draws, noise.m), (0.999, draws**2 / 2, noise.v)):
        sums = np.tensordot((1 - kept) * kept ** np.arange(9, -1, -1), values[:10], axes=1)
        np.testing.assert_allclose(found[:, 9], sums, rtol=1e-9)


def test_the_best_rates_are_those_of_walks_written_out() -> None:
    fact = facts(Params())
    curvatures = np.array([0.1, 2.0])
    for rate, loss, corrected in zip(fact.sweep.best, fact.sweep.least, (True, False), strict=True):
        x, m, v, losses = np.array([-7.0, 2.0]), np.zeros(2), np.zeros(2), []
        for t in range(1, 31):
            g = curvatures * x
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            weights = (1 - 0.9**t, 1 - 0.999**t) if corrected else (1.0, 1.0)
            x = x - rate * m / weights[0] / (np.sqrt(v / weights[1]) + 1e-8)
            losses.append(float(curvatures @ x**2 / 2))
        assert np.mean(losses) == pytest.approx(loss, rel=1e-9)
    assert fact.sweep.best == pytest.approx((1.2589, 0.25119), rel=1e-4)
    assert fact.sweep.least == pytest.approx((0.5370, 0.7606), abs=5e-5)
    assert fact.sweep.shift == pytest.approx(5.01, abs=0.01)
    assert fact.sweep.lower == pytest.approx(1 - 0.5370 / 0.7606, abs=2e-4)
    kept = 1.0
    for _ in range(1000):
        kept *= 0.999
    assert fact.v_kept == pytest.approx(kept, rel=1e-9)
    assert all(
        loss == one.min()
        for loss, one in zip(fact.sweep.least, (fact.sweep.corrected, fact.sweep.uncorrected), strict=True)
    )


def test_the_goal_is_the_nearest_minimum() -> None:
    fact = facts(Params(objective="himmelblau", start=(-3.0, 3.0)))
    assert fact.home == pytest.approx((-2.805118, 3.131313), abs=1e-6)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "change",
    [
        {"beta1": 0.0},
        {"beta1": 0.99, "beta2": 0.5, "steps": 2},
        {"beta2": 0.9999, "learning_rate": 3.0, "steps": 30},
        {"beta2": 0.99, "epsilon": 1e-5},
        {"beta2": 0.9},
        {"beta2": 0.95, "objective": "bowl", "start": (4.0, 4.0)},
    ],
)
def test_there_are_words_for_the_ends_of_the_ranges(change: dict[str, object], language: str) -> None:
    story = catalog.story("adam_bias_correction")
    words = load_words(catalog.words_file(story.name, language))
    assert words.problems(story.facts(Params(**change)), story.beats) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"objective": "saddle"}, "no minimum"),
        ({"objective": "double_well"}, "two coordinates"),
        ({"objective": "himmelblau"}, "0 in y"),
        ({"start": (-7.0, 0.0)}, "too small against epsilon"),
        ({"start": (0.0, 0.0)}, "too small against epsilon"),
    ],
)
def test_what_cannot_be_told_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ContentError, match=told):
        facts(Params(**change))


def test_numbers_are_told_in_two_digits() -> None:
    assert [two_digits(value) for value in (65.13, 0.9955, 99.7, 3.1623)] == [65.0, 1.0, 100.0, 3.2]
