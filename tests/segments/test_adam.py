"""Facts of Adam against the reference numbers (blocks 1 and 8), closed forms and independent runs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.momentum import Momentum
from scenes.errors import ContentError
from scenes.segments.adam.controls import OneRoot, calm_rate, swing
from scenes.segments.adam.facts import Facts, Params, facts
from scenes.segments.adam.scaled import well_below
from scenes.segments.adam.step_law import (
    SHARES,
    SHOWN,
    average_step,
    most_step,
    rms_step,
    steps_under,
)

START = np.array([-7.0, 2.0])


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def adam_by_hand(start: np.ndarray, steps: int, scale: float, floor: float) -> np.ndarray:
    """Walk the valley x²/20 + y² times a scale by Algorithm 1 of the paper, in plain NumPy."""
    x, m, v, points = start, np.zeros(2), np.zeros(2), [start]
    for t in range(1, steps + 1):
        g = scale * np.array([x[0] / 10, 2 * x[1]])
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        x = x - 0.3 * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + floor)
        points.append(x)
    return np.array(points)


def test_defaults_are_the_reference_numbers(fact: Facts) -> None:
    # Block 1: lowest y −.70849 in step 14 and −1.4179 in step 6; lengths 8.295 and 12.80; losses .1022 and .0479.
    assert fact.swing == pytest.approx(0.70849, abs=1e-5)
    assert fact.rival_swing == pytest.approx(1.4179, abs=5e-5)
    assert (int(np.argmin(fact.own.x[:, 1])), int(np.argmin(fact.rival.x[:, 1]))) == (14, 6)
    assert (fact.length, fact.rival_length) == pytest.approx((8.295, 12.80), abs=5e-3)
    assert fact.losses[:2] == pytest.approx((0.102205, 0.047937), abs=5e-6)
    assert (fact.far_loss, fact.far_rival_loss) == pytest.approx((4.2e-5, 5.0e-5), abs=5e-7)
    np.testing.assert_allclose(fact.own.x, adam_by_hand(START, 100, 1.0, 1e-8), atol=1e-12)


def test_the_mean_alone_swings(fact: Facts) -> None:
    assert fact.bare_swing == 0.0
    # What differs is β₁ alone: the first step is the same.
    np.testing.assert_allclose(fact.bare.x[1], fact.own.x[1], atol=1e-12)
    assert np.all(np.diff(fact.bare.x[:, 1]) < 0)


def test_one_root_swings_as_far_and_crawls(fact: Facts) -> None:
    assert fact.one_swing == pytest.approx(fact.swing, rel=0.05)
    assert fact.reached[1] < -4 < 0 < fact.reached[0] < 0.2


def test_one_root_is_adam_where_only_one_coordinate_moves() -> None:
    valley = objectives.load("ravine")
    own, one = (
        run(valley, method, (0.0, 2.0), steps=30).x for method in (Adam(0.3), OneRoot(0.3, 0.9, 0.999, 1e-8))
    )
    np.testing.assert_allclose(one, own, atol=1e-12)


def test_one_root_does_not_care_how_the_valley_is_turned() -> None:
    angle = 0.4
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    method = OneRoot(0.3, 0.9, 0.999, 0.0)
    straight = run(Quadratic((0.1, 2.0)), method, START, steps=30).x
    turned = run(Quadratic((0.1, 2.0), angle=angle), method, turn @ START, steps=30).x
    np.testing.assert_allclose(turned, straight @ turn.T, atol=1e-9)


def test_momentum_at_the_calm_rate_swings_as_little_and_no_other_rate_does(fact: Facts) -> None:
    assert fact.calm_swing == pytest.approx(fact.swing, rel=1e-6)
    valley = objectives.load("ravine")
    swings = [swing(run(valley, Momentum(rate), START, 400).x) for rate in np.geomspace(2e-3, 0.1, 40)]
    assert np.all(np.diff(swings) > 0)
    assert calm_rate(valley, 0.9, START, 0.7084861875, 0.1) == pytest.approx(0.01329, abs=1e-5)
    # Adam's own rate in y, as momentum counts rates, lies on both sides of it; that in x above.
    (first_x, first_y), (last_x, last_y) = fact.own_rates
    assert first_y < fact.calm_rate < last_y < min(first_x, last_x)
    assert (first_x, first_y) == pytest.approx((0.03 / 0.7, 0.03 / 4), rel=1e-6)


def test_losses_take_turns(fact: Facts) -> None:
    own, rival = fact.own.value, fact.rival.value
    ahead = [bool(one < other) for one, other in zip(own[1:], rival[1:], strict=True)]
    assert fact.crossings == sum(one != other for one, other in pairwise(ahead))
    assert fact.as_told
    assert not facts(Params(rival_learning_rate=0.2)).as_told


def test_the_average_step_is_the_root_of_the_signals_share(fact: Facts) -> None:
    law = fact.law
    np.testing.assert_allclose(law.average, average_step(SHARES), atol=0.02)
    np.testing.assert_allclose(law.rms, rms_step(SHARES, 0.9), atol=0.02)
    np.testing.assert_allclose(law.rms_bare, 1.0, atol=0.02)
    assert law.alone == pytest.approx(np.sqrt(0.1 / 1.9))


def test_what_is_shown_of_signal_and_noise_are_corrected_fading_means(fact: Facts) -> None:
    law = fact.law
    np.testing.assert_allclose(law.gradients(0.0), 1.0)
    np.testing.assert_allclose(law.mean(0.0), 1.0)
    np.testing.assert_allclose(law.root(0.0), 1.0)
    ages = np.arange(SHOWN)
    for share in (0.3, 1.0):
        g, m, v = law.gradients(share), law.mean(share), law.root(share) ** 2
        np.testing.assert_allclose(m[1:] - 0.9 * m[:-1], 0.1 * g[1:], atol=1e-12)
        # Late in the run, the correction of v still changes a little from step to step.
        held = 1 - 0.999 ** (1500 - SHOWN + 1 + ages)
        np.testing.assert_allclose(
            np.diff(held * v) + 0.001 * (held * v)[:-1], 0.001 * g[1:] ** 2, atol=1e-12
        )


def test_no_gradients_make_a_step_longer_than_the_bound(fact: Facts) -> None:
    assert fact.most == pytest.approx(7.2703, abs=5e-5)
    assert fact.lonely == pytest.approx(0.1 / np.sqrt(0.001))
    assert fact.longest.growing_steps[-1] == pytest.approx(fact.most, rel=1e-3)
    assert fact.longest.growing_steps.max() <= fact.most
    chance = np.random.default_rng(7)
    tries = [
        chance.standard_normal((400, 500)),
        chance.exponential(size=(400, 500)) ** 6,
        np.exp(np.cumsum(0.3 * chance.standard_normal((400, 500)), axis=0)),
    ]
    for after in (0, 10**7):
        for gradients in tries:
            assert np.abs(steps_under(gradients, 0.9, 0.999, after=after)).max() <= fact.most


def test_the_bound_is_an_equality_for_its_own_weights() -> None:
    k = np.arange(2000)
    w, u = 0.1 * 0.9**k, 0.001 * 0.999**k
    g = w / u
    assert (w @ g) / np.sqrt(u @ g**2) == pytest.approx(most_step(0.9, 0.999), rel=1e-9)


def test_with_equal_memories_no_step_is_longer_than_the_rate(fact: Facts) -> None:
    assert most_step(0.9, 0.9) == pytest.approx(1.0)
    assert np.all(fact.longest.equal_steps <= 1.0)
    gradients = np.random.default_rng(3).exponential(size=(200, 500)) ** 4
    assert np.abs(steps_under(gradients, 0.9, 0.9)).max() <= 1.0 + 1e-12


def test_the_scale_of_the_loss_does_not_move_adam_while_gradients_are_far_above_epsilon(fact: Facts) -> None:
    sweep = fact.sweep
    assert fact.same_gap < 1e-6
    for scale in (1.0, 1000.0, 1e-9):
        walked = sweep.adam[:, sweep.near(scale)]
        np.testing.assert_allclose(walked, adam_by_hand(START, 30, scale, 1e-8), rtol=1e-7, atol=1e-9)
    # Gradient descent at .95: y is multiplied by 1 − 2 · .95 · 1000 in a step.
    assert fact.descent_first == pytest.approx(2 * (1 - 1900))
    assert sweep.length("descent")[sweep.near(1.0)] == pytest.approx(36.99, abs=5e-3)


def test_below_epsilon_adam_is_momentum_at_the_rate_over_epsilon(fact: Facts) -> None:
    sweep, tiny = fact.sweep, fact.sweep.near(fact.small)
    assert fact.small * np.abs(fact.own.grad).max() <= 0.01 * fact.epsilon
    assert fact.small == well_below(4.0, 1e-8)
    way = sweep.length("momentum")[tiny]
    np.testing.assert_allclose(sweep.adam[:, tiny], sweep.momentum[:, tiny], atol=0.005 * way)
    assert fact.floor_gap < 0.005
    # Ten times as small, ten times as near.
    nearer = sweep.near(fact.small / 10)
    gap = np.linalg.norm(sweep.adam[:, nearer] - sweep.momentum[:, nearer], axis=-1).max()
    assert gap / sweep.length("adam")[nearer] == pytest.approx(fact.floor_gap / 10, rel=0.05)


def test_that_momentum_is_the_plain_one_once_its_mean_is_whole(fact: Facts) -> None:
    rate = fact.small * fact.floor_rate
    corrected = Momentum(lambda t: rate * 0.1 / (1 - 0.9 ** (t + 1)), 0.9)
    walked = run(objectives.load("ravine"), corrected, START, steps=30).x
    np.testing.assert_allclose(fact.sweep.momentum[:, fact.sweep.near(fact.small)], walked, atol=1e-12)


@pytest.mark.parametrize(
    ("numbers", "advice"),
    [
        ({"start": (-0.5, 0.3)}, "swing"),
        ({"start": (-7.0, 0.01)}, "axis"),
        ({"start": (-10.0, 1.0), "learning_rate": 0.2}, "x = "),
    ],
)
def test_what_cannot_be_told_is_refused_with_advice(numbers: dict[str, object], advice: str) -> None:
    with pytest.raises(ContentError, match=advice) as refusal:
        facts(Params(**numbers))  # type: ignore[arg-type]
    assert refusal.value.hint
