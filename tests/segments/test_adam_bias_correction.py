"""Facts of the bias correction against the reference numbers (block 8) and closed forms."""

from __future__ import annotations

from itertools import combinations, repeat
from typing import Any

import numpy as np
import pytest

from optimlib.optimizers.adam import Adam
from optimlib.run import descend
from scenes import catalog
from scenes.components.placement import overlap, within
from scenes.components.text.label import ScreenText
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.reading import load_words
from scenes.performance import Performance
from scenes.segments.adam_bias_correction.facts import Params, StepFactor, facts, two_digits
from scenes.segments.adam_bias_correction.step_size_chart import StepSizeChart

TEXTS = dict.fromkeys(
    (
        "gradient_axis",
        "length_axis",
        "adam_line",
        "descent_line",
        "size_read",
        "adam_read",
        "descent_read",
        "epsilon",
        "moral",
    ),
    "text",
)

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
    assert (fact.other.peak_at, fact.other.settled_at) == (13, 391)
    assert fact.other.peak == pytest.approx(2.131, abs=5e-4)
    assert fact.other.first == pytest.approx(1.0, abs=1e-12)


def test_balls_with_the_small_rate_end_where_the_reference_says() -> None:
    corrected, uncorrected = facts(Params()).small.ends
    assert corrected == pytest.approx((-6.0052, 1.0246), abs=5e-5)
    assert uncorrected == pytest.approx((-1.7475, -1.0539), abs=5e-5)
    corrected, uncorrected = facts(Params(steps=30)).small.ends
    assert corrected == pytest.approx((-4.1327, -0.2054), abs=5e-5)
    assert uncorrected == pytest.approx((1.1101, -0.3259), abs=5e-5)


def test_the_first_long_step_climbs_the_other_side_of_the_valley() -> None:
    fact = facts(Params())
    # By hand: from (-7, 2), two units along each axis end at (-5, 0); 3.1623 times as much at (-0.675, -4.325).
    long = 2 * 0.1 / 0.001**0.5
    assert fact.start_loss == pytest.approx(49 / 20 + 4)
    assert fact.first.losses == pytest.approx((25 / 20, (-7 + long) ** 2 / 20 + (2 - long) ** 2), rel=1e-6)
    assert fact.first.losses == pytest.approx((1.25, 18.7), abs=0.05)
    assert (fact.first_length, fact.first_long) == pytest.approx((2.0, long), rel=1e-6)
    assert not fact.tame
    assert not fact.behind


def test_a_gradient_a_thousand_times_as_large_gives_the_same_step() -> None:
    fact = facts(Params())
    assert fact.scale == 1000
    assert fact.scaled_length == pytest.approx(fact.first_length, rel=1e-7)
    assert fact.gradient == pytest.approx((0.7, 4.0))
    # With or without the correction: it is the root of v that takes the gradient's size away.
    uncorrected = Adam(2.0, bias_correction=False)
    for size in (4.0, 4000.0):
        ((after, _, _),) = descend([lambda x, size=size: np.full_like(x, size)], uncorrected, np.zeros(1))
        assert -after[0] == pytest.approx(fact.first_long, rel=1e-6)


@pytest.mark.parametrize("size", [1e-10, 1e-8, 1e-3, 0.7, 4.0, 4e3])
def test_the_chart_draws_the_length_of_adams_first_step(size: float) -> None:
    adam = Adam(2.0, epsilon=1e-8)
    ((after, _, _),) = descend([lambda x: np.full_like(x, size)], adam, np.zeros(1))
    chart = StepSizeChart(facts(Params()), ScreenText(TEXTS, "en"))
    assert chart.adam(np.array(size)) == pytest.approx(-after[0], rel=1e-6)
    assert chart.descent(np.array(4.0)) == pytest.approx(2.0)


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


def test_both_ways_to_write_the_correction_differ_by_the_place_of_epsilon_alone() -> None:
    fact = facts(Params())
    assert 0 < fact.fold_distance < 10.0**fact.fold_exponent
    assert facts(Params(small_rate=0.3, epsilon=1e-7, steps=30)).fold_distance == pytest.approx(
        8.7e-6, rel=0.01
    )


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
        ({"beta2": 0.9}, ("v_ahead", "tame", "behind")),
        ({"learning_rate": 0.5}, ("tame",)),
        ({"small_rate": 0.3}, ("behind",)),
        # Started beside the minimum, even the corrected ball climbs: the longer step is not to blame.
        ({"start": (0.3, 0.3)}, ("tame", "behind")),
        ({"beta2": 0.5, "start": (0.5, 0.5)}, ("v_ahead", "tame", "ahead_though_shorter")),
    ],
)
def test_claims_of_the_words(change: dict[str, Any], claims: tuple[str, ...]) -> None:
    fact = facts(Params(**change))
    names = ("v_ahead", "tame", "behind", "ahead_though_shorter")
    assert tuple(name for name in names if getattr(fact, name)) == claims


def test_the_goal_is_the_nearest_minimum() -> None:
    fact = facts(Params(objective="himmelblau", start=(-3.0, 3.0)))
    assert fact.home == pytest.approx((-2.805118, 3.131313), abs=1e-6)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("objective", ["ravine", "beale", "rosenbrock", "six_hump_camel"])
def test_names_in_the_chart_of_lengths_leave_its_lines_and_each_other_alone(
    objective: str, language: str
) -> None:
    performance = Performance.prepare("adam_bias_correction", language, Params(objective=objective))
    chart = StepSizeChart(performance.facts, ScreenText(performance.script.screen, language))
    names = [chart.epsilon[1], chart.moral, *chart.names, *(row[0] for row in chart.numbers)]
    assert not any(overlap(one, other) for one, other in combinations(names, 2))
    assert all(within(name, chart.plane.window) for name in names)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "change",
    [
        {"beta1": 0.0},
        {"beta1": 0.99, "beta2": 0.5, "other_beta2": 0.9999, "steps": 2},
        {"beta2": 0.9999, "learning_rate": 3.0, "steps": 30},
        {"beta2": 0.99, "other_beta2": 0.999, "epsilon": 1e-5},
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
        ({"other_beta2": 0.999}, "nothing to compare"),
        ({"other_beta2": 0.9990000001}, "nothing to compare"),
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
