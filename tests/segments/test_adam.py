"""Facts of Adam against the reference numbers (blocks 1 and 8), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.momentum import Momentum
from scenes.errors import ContentError
from scenes.segments.adam.controls import OneRoot, swing
from scenes.segments.adam.facts import FAR, Facts, Params, facts
from scenes.segments.adam.noisy_valley import RATES, SMALL
from scenes.segments.adam.scaled import well_below
from scenes.segments.adam.step_law import most_step, steps_under

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
    # Block 1: lowest y −.70849 in step 14 and −1.4179 in step 6; loss .1022.
    assert fact.swing == pytest.approx(0.70849, abs=1e-5)
    assert fact.rival_swing == pytest.approx(1.4179, abs=5e-5)
    assert (int(np.argmin(fact.own.x[:, 1])), int(np.argmin(fact.rival.x[:, 1]))) == (14, 6)
    assert fact.losses == pytest.approx((0.102205, 0.066393), abs=5e-6)
    np.testing.assert_allclose(fact.own.x, adam_by_hand(START, 30, 1.0, 1e-8), atol=1e-12)


def test_a_step_is_the_rate_while_gradients_keep_sign_and_size_and_else_it_is_not(fact: Facts) -> None:
    np.testing.assert_allclose(steps_under(np.full(50, -3.0), 0.9, 0.999), -1.0, rtol=1e-12)
    # The same sign alone is not enough: along y, gradients are negative at steps 8 to 22, but |m̂/√v̂| is below .65.
    assert fact.ratio[0] == 1.0
    assert np.all(np.diff(fact.ratio[:20]) < 0)
    assert np.all(fact.own.grad[8:23, 1] < 0)
    assert fact.ratio[8:23].max() < 0.65
    assert fact.ratio[8:23].min() > -0.4
    # m turns later than the gradients do.
    assert np.argmax(fact.ratio < 0) == 14
    assert np.argmax(fact.own.grad[:, 1] < 0) == 8


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


def test_momentum_at_adams_rates_walks_adams_path(fact: Facts) -> None:
    """Counted as for a sum, the rates are all that tells Adam from momentum."""
    x, total, points = START, np.zeros(2), [START]
    for rate in fact.rates:
        total = 0.9 * total + x * (0.1, 2.0)
        x = x - rate * total
        points.append(x)
    np.testing.assert_allclose(points, fact.own.x[:31], atol=1e-6)
    assert swing(np.array(points)) == pytest.approx(0.7085, abs=1e-4)


def test_adams_rate_is_below_momentums_in_y_and_begins_above_it_in_x(fact: Facts) -> None:
    assert np.all(fact.rates[:, 1] < fact.rival_learning_rate)
    assert fact.rates[0] == pytest.approx((0.3 / 0.7, 0.3 / 4), rel=1e-6)
    assert fact.rates[-1] == pytest.approx((0.0838, 0.0220), abs=5e-5)
    assert fact.rates[0, 0] > 4 * fact.rival_learning_rate
    # With one root for both, x gets nearly the rate of y, whose gradients are the larger at first.
    np.testing.assert_allclose(fact.one_rates, fact.rates[:, 1], rtol=0.1)


def test_the_swing_follows_the_rate_in_y_and_the_reach_the_rate_in_x(fact: Facts) -> None:
    # Change one of both rates alone: momentum's .1 in y sways as momentum does, in x it does not.
    for rates, sways in (((fact.rates[:, 0], 0.1), True), ((0.1, fact.rates[:, 1]), False)):
        x, total, points = START, np.zeros(2), [START]
        for rate in np.stack(np.broadcast_arrays(*rates, fact.rates[:, 0])[:2], axis=-1):
            total = 0.9 * total + x * (0.1, 2.0)
            x = x - rate * total
            points.append(x)
        away = fact.rival_swing if sways else fact.swing
        assert swing(np.array(points)) == pytest.approx(away, rel=1e-4)
    assert fact.rival_lower
    assert fact.rival_loss == pytest.approx(0.0479, abs=5e-5)


def test_without_noise_the_mean_costs_at_this_rate(fact: Facts) -> None:
    assert fact.bare_lower
    assert not facts(Params(learning_rate=0.2)).bare_lower


def noisy_loss(rate: float, beta1: float, noise: float, seed: int) -> float:
    """Return the average loss of 2000 runs of Algorithm 1 after 100 steps in noise, in plain NumPy."""
    chance = np.random.default_rng(seed)
    x, m, v = np.tile(START, (2000, 1)), np.zeros((2000, 2)), np.zeros((2000, 2))
    for t in range(1, 101):
        g = x * (0.1, 2.0) + noise * chance.standard_normal((2000, 2))
        m, v = beta1 * m + (1 - beta1) * g, 0.999 * v + 0.001 * g**2
        x = x - rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return float((x**2 @ (0.05, 1.0)).mean())


def test_the_mean_is_faster_at_small_rates_and_shakes_less_at_large_ones(fact: Facts) -> None:
    valley = fact.valley
    for rank, beta1 in enumerate((0.9, 0.0)):
        # Other draws: the averages hold within their scatter, 2.5 % each.
        assert noisy_loss(0.3, beta1, 0.3, seed=1) == pytest.approx(valley.ends[rank], rel=0.1)
        assert noisy_loss(float(valley.best[rank]), beta1, 0.3, seed=1) == pytest.approx(
            valley.least[rank], rel=0.1
        )
        at = [int(np.argmin(np.abs(valley.rates - rate))) for rate in (0.1, 0.283)]
        quiet = [noisy_loss(float(valley.rates[one]), beta1, 0.0, seed=1) for one in at]
        assert quiet == pytest.approx(valley.quiet[rank, at], rel=1e-6)
        assert RATES[0] < valley.best[rank] < RATES[-1]
    small = valley.rates <= SMALL
    # Small rates: lower with the mean, in noise and without. At ours: in noise alone.
    assert valley.faster
    assert np.all(valley.quiet[0, small] < valley.quiet[1, small])
    assert valley.shakes_less(0.3)
    assert fact.two_gifts
    assert noisy_loss(0.3, 0.9, 0.0, seed=1) > noisy_loss(0.3, 0.0, 0.0, seed=1)
    apart = noisy_loss(0.3, 0.0, 0.3, seed=2) - noisy_loss(0.3, 0.9, 0.3, seed=2)
    assert apart == pytest.approx(valley.ends[1] - valley.ends[0], abs=0.003)
    # With more steps, a smaller rate does what the mean does: less is gained, but some.
    assert 0 < valley.saved_later < 0.6 * valley.saved
    assert valley.clouds.shape == (2, FAR + 1, valley.shown, 2)


def test_what_a_mean_takes_from_steps_in_noise_alone_it_does_not_take_from_the_way() -> None:
    """Steps are shorter, but follow each other: so it is in the valley that the mean must be tried."""
    gradients = np.random.default_rng(4).standard_normal((1500, 400))
    ways, steps = [], []
    for beta1 in (0.9, 0.0):
        late = np.array(steps_under(gradients, beta1, 0.999))[500:]
        steps.append(np.sqrt((late**2).mean()))
        ways.append(np.sqrt((late.sum(axis=0) ** 2).mean()))
    assert steps[0] == pytest.approx(np.sqrt(0.1 / 1.9), rel=0.03)
    assert steps[1] == pytest.approx(1.0, rel=0.03)
    assert ways[0] == pytest.approx(ways[1], rel=0.03)


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
    # Under a constant gradient, after nothing: √(1 − βᵏ), up to 1.
    count = np.arange(1, len(fact.longest.equal_steps) + 1)
    np.testing.assert_allclose(fact.longest.equal_steps, np.sqrt(1 - 0.9**count), rtol=1e-6)
    lonely = np.array(steps_under(fact.longest.lonely, 0.9, 0.9, after=10**7))
    assert lonely.max() <= 1.0
    gradients = np.random.default_rng(3).exponential(size=(200, 500)) ** 4
    assert np.abs(steps_under(gradients, 0.9, 0.9)).max() <= 1.0 + 1e-12


def test_the_scale_of_the_loss_does_not_move_adam_while_gradients_are_far_above_epsilon(fact: Facts) -> None:
    sweep = fact.sweep
    assert fact.same_gap < 1e-6
    for scale in (1.0, 1000.0, 1e-9):
        walked = sweep.adam[:, sweep.near(scale)]
        np.testing.assert_allclose(walked, adam_by_hand(START, 30, scale, 1e-8), rtol=1e-7, atol=1e-9)
    # Momentum at .1: y is multiplied by 1 − 2 · .1 · 1000 in its first step. Block 1: its path is 12.80 long.
    assert fact.rival_first == pytest.approx(2 * (1 - 200))
    assert sweep.length("rival")[sweep.near(1.0)] == pytest.approx(12.80, abs=5e-3)


def test_momentum_diverges_from_its_limit_on(fact: Facts) -> None:
    assert fact.rival_limit == pytest.approx(2 * 1.9 / (2 * 0.1))
    for times, settles in ((0.97, True), (1.03, False)):
        scaled = Quadratic((0.1 * times * fact.rival_limit, 2.0 * times * fact.rival_limit))
        y = np.abs(run(scaled, Momentum(0.1), START, 400).x[:, 1])
        assert (y[-20:].max() < y[:20].max()) == settles


def test_below_epsilon_adam_is_momentum_at_the_rate_over_epsilon(fact: Facts) -> None:
    sweep, tiny = fact.sweep, fact.sweep.near(fact.small)
    assert fact.small * np.abs(fact.own.grad).max() <= 0.01 * fact.epsilon
    assert fact.small == well_below(4.0, 1e-8)
    way = sweep.length("mean")[tiny]
    np.testing.assert_allclose(sweep.adam[:, tiny], sweep.mean[:, tiny], atol=0.005 * way)
    assert fact.floor_gap < 0.005
    # Ten times as small, ten times as near.
    nearer = sweep.near(fact.small / 10)
    gap = np.linalg.norm(sweep.adam[:, nearer] - sweep.mean[:, nearer], axis=-1).max()
    assert gap / sweep.length("adam")[nearer] == pytest.approx(fact.floor_gap / 10, rel=0.05)


def test_what_is_left_below_epsilon_is_momentum_as_a_corrected_mean(fact: Facts) -> None:
    rate = fact.small * fact.floor_rate
    corrected = Momentum(lambda t: rate * 0.1 / (1 - 0.9 ** (t + 1)), 0.9)
    walked = run(objectives.load("ravine"), corrected, START, steps=30).x
    # Without the correction, or as a sum at the same rate, it is another way.
    for other in (Momentum(0.1 * rate), Momentum(rate)):
        away = run(objectives.load("ravine"), other, START, steps=30).x
        assert np.abs(away - walked).max() > 0.2 * np.abs(walked - START).max()
    np.testing.assert_allclose(fact.sweep.mean[:, fact.sweep.near(fact.small)], walked, atol=1e-12)


@pytest.mark.parametrize(
    ("numbers", "advice"),
    [
        ({"start": (-0.5, 0.3)}, "swing"),
        ({"start": (-7.0, 0.01)}, "axis"),
        ({"start": (-10.0, 1.0), "learning_rate": 0.2}, "x = "),
        ({"scale": 50.0, "rival_learning_rate": 0.07, "beta1": 0.95}, "diverge"),
    ],
)
def test_what_cannot_be_told_is_refused_with_advice(numbers: dict[str, object], advice: str) -> None:
    with pytest.raises(ContentError, match=advice) as refusal:
        facts(Params(**numbers))  # type: ignore[arg-type]
    assert refusal.value.hint
