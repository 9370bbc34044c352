"""Facts of Adam's family against the reference numbers (blocks 1, 7 and 8), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from optimlib.online import reddi_game
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamax import AdaMax
from optimlib.optimizers.adamw import AdamW
from optimlib.optimizers.nadam import NAdam
from optimlib.types import Evaluation
from scenes.segments.adam_family.cycle import critical_share, critical_window, growth, pushes, squares, total
from scenes.segments.adam_family.facts import Facts, Params, facts
from scenes.segments.adam_family.rectified import multipliers
from scenes.segments.adam_family.siblings import PAST, _lengths, outlier
from scenes.segments.adam_family.weight_decay import CURVATURES, balance, decay_facts, own_balance, walk


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def test_the_game_ends_as_in_the_reference(fact: Facts) -> None:
    # Block 8: after 30 000 rounds Adam at +.9974 and AMSGrad at −.9979, each the mean of the last cycle.
    assert fact.game.decay == pytest.approx(1 / 10)
    assert fact.game.rounds == 30_000
    assert fact.game.end == pytest.approx(0.9974, abs=1e-4)
    assert fact.game.kept_end == pytest.approx(-0.9979, abs=1e-4)
    # Block 8 counts a loss after its step, which a regret does not.
    after = np.mean(fact.game.adam.gradient * fact.game.adam.x[1:]) + 1 / 3
    assert after == pytest.approx(0.656, abs=1e-3)
    assert fact.game.regret == pytest.approx(0.672, abs=1e-3)
    assert fact.game.kept_regret < 0.01


def test_the_squares_of_a_cycle_repeat() -> None:
    for decay, large, period in ((0.1, 3.0, 3), (0.9, 20.0, 12), (0.999, 60.0, 40)):
        found = squares(decay, large, period)
        v = found[-1]
        for rank in range(period):
            v = decay * v + (1 - decay) * (large**2 if rank == 0 else 1.0)
            assert v == pytest.approx(found[rank], rel=1e-12)


def test_the_steps_of_a_cycle_are_those_of_the_run(fact: Facts) -> None:
    """Far from the ends of the interval, where no step is cut off, and at a rate that does not fall."""
    adam = Adam(1e-4, beta1=0.0, beta2=0.1)
    kept = Adam(1e-4, beta1=0.0, beta2=0.1, amsgrad=True)
    for method, steps in ((adam, fact.game.steps), (kept, fact.game.kept_steps)):
        state, walked = method.init(np.zeros(1)), []
        for rank in range(60):
            slope = np.array([3.0 if rank % 3 == 0 else -1.0])
            state, step = method.update(state, Evaluation(np.zeros(1), slope))
            walked.append(step[0] / 1e-4)
        assert walked[-3:] == pytest.approx(steps, rel=1e-6)
    assert fact.game.steps == pytest.approx([-1.0472, 0.7623, 0.9658], abs=5e-5)
    assert fact.game.sum > 0 > fact.game.kept_sum
    # With one divisor for all, what is left is the mean slope.
    assert fact.game.kept_sum == pytest.approx(-3 * fact.game.mean_slope / fact.game.roots.max())


@pytest.mark.parametrize(("period", "ratio"), [(3, 1.5), (10, 1.5), (10, 2.0), (60, 1.25)])
def test_the_critical_window_parts_right_from_wrong(period: int, ratio: float) -> None:
    large = ratio * (period - 1)
    window = critical_window(large, period)
    for factor, end in ((0.8, 1.0), (1.4, -1.0)):
        decay = 1 - 1 / (factor * window) if factor * window > 1 else 0.0
        assert np.sign(total(decay, large, period)) == end
        adam = Adam(lambda t: 3.0 * (t + 1) ** -0.5, beta1=0.0, beta2=decay)
        played = reddi_game(adam, 600 * period, large, period)
        assert np.sign(played.x[-period:].mean()) == end


def test_a_longer_gap_asks_for_a_longer_window_in_proportion(fact: Facts) -> None:
    law = fact.law
    assert np.all(np.diff(law.windows) > 0)
    assert law.windows[0] == pytest.approx(1.8951, abs=1e-4)
    long = law.gaps >= 300
    assert law.windows[long] / law.gaps[long] == pytest.approx(law.share, rel=0.01)
    # On both sides of the line, with the usual decay.
    assert law.windows[0] < law.usual_window < law.share * law.wide
    assert law.near_end < -0.95
    assert law.our_window < law.windows[0]


def test_the_small_steps_win_once_they_have_grown_enough(fact: Facts) -> None:
    """The growth against the sum itself, and against the closed form of long gaps, for several large slopes."""
    law = fact.law
    for decay, ratio, period in ((0.1, 1.5, 3), (0.99, 1.5, 200), (0.99, 1.5, 100), (0.999, 1.1, 3000)):
        large = ratio * (period - 1)
        assert (growth(decay, large, period) > ratio) == (total(decay, large, period) > 0)
    assert law.grown > law.ratio < law.wide_grown
    assert 1.0 < law.near_grown < 1.01
    # By hand: v until the cycle repeats, in the game with rare slopes.
    v, roots = 0.0, []
    for t in range(20 * law.wide):
        g = law.wide_large if t % law.wide == 0 else 1.0
        v = 0.999 * v + 0.001 * g * g
        roots.append(v**0.5)
    cycle = np.array(roots[-law.wide :])
    assert law.wide_grown == pytest.approx((cycle[0] / cycle[1:]).mean(), rel=1e-9)
    assert law.rises == pytest.approx((cycle[0] / cycle)[:: law.wide // len(law.rises)], rel=1e-9)
    u = law.wide / (2 * law.usual_window)
    assert law.wide_grown == pytest.approx(np.expm1(u) / u, rel=2e-3)
    for ratio in (1.1, 1.5, 2.0):
        for period in (300, 3000):
            window = critical_window(ratio * (period - 1), period)
            assert window / period == pytest.approx(critical_share(ratio), rel=0.005)


def test_amsgrad_is_never_misled() -> None:
    for period in (2, 3, 50, 4000):
        large = 1.01 * (period - 1)
        assert pushes(np.full(period, squares(0.999, large, period).max()), large).sum() < 0


@pytest.mark.parametrize("large", [2.8, 3.2])
def test_all_that_is_said_of_the_game_holds_at_both_ends(large: float) -> None:
    fact = facts(Params(large=large))
    assert fact.game.sum > 0 > fact.game.kept_sum
    assert fact.game.end > 0.9
    assert fact.game.kept_end < -0.9
    assert fact.law.near_end < -0.5
    assert fact.law.wide_end > 0.5
    assert min(fact.law.grown, fact.law.wide_grown) > fact.law.ratio > fact.law.near_grown
    assert fact.law.usual_window < critical_window(fact.law.wide_large, fact.law.wide)


@pytest.mark.parametrize("strength", [0.25, 1.0])
def test_noisy_weights_rest_where_the_closed_forms_say(strength: float) -> None:
    decay = decay_facts(strength)
    assert decay.penalised.rests == pytest.approx(balance(np.array(CURVATURES), strength), abs=0.03)
    for walks, noise in ((decay.own, 1.0), (decay.calm, 0.5)):
        assert walks.rests == pytest.approx(own_balance(noise, strength), rel=0.01)
        # Not at the end alone, but on the whole way.
        assert np.ptp(walks.mean, axis=1).max() < 1e-3
    assert decay.calm_end > decay.own_end[0] + 0.05
    # The penalty rests in the same place with half the noise, and AdamW from another start.
    calm = walk(Adam(0.01, weight_decay=strength), noise=0.5).rests
    assert calm == pytest.approx(decay.penalised.rests, abs=0.01)
    other = walk(AdamW(0.01, weight_decay=strength), start=2.0).rests
    assert other == pytest.approx(decay.own.rests, abs=0.005)


def test_weight_decay_by_hand() -> None:
    """Both rules written out for one curvature, with samples of their own."""
    rng, runs, rests = np.random.default_rng(5), 400, {}
    for own in (False, True):
        x, m, v, seen = np.full(runs, 3.0), np.zeros(runs), np.zeros(runs), []
        for t in range(1, 2001):
            g = 100.0 * (x - rng.normal(1.0, 1.0, runs)) + (0.0 if own else x)
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            x = x - 0.01 * (m / (1 - 0.9**t) / np.sqrt(v / (1 - 0.999**t)) + (x if own else 0.0))
            seen.append(x.mean())
        rests[own] = np.mean(seen[1000:])
    assert rests[False] == pytest.approx(0.99, abs=0.02)
    assert rests[True] == pytest.approx(own_balance(1.0, 1.0), rel=0.03)


def test_nadams_look_ahead_is_all_that_differs(fact: Facts) -> None:
    ahead = fact.ahead
    # Block 1: Adam's lowest y is −.70849.
    assert ahead.lowest == pytest.approx(-0.70849, abs=1e-5)
    assert ahead.ahead_lowest == pytest.approx(-0.5234, abs=1e-4)
    assert ahead.always_less
    # By hand, with the momentum of Adam in its place.
    point, m, v = np.array([-7.0, 2.0]), np.zeros(2), np.zeros(2)
    for t in range(1, 31):
        g = point * (0.1, 2.0)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        look = 0.9 * m / (1 - 0.9 ** (t + 1)) + 0.1 * g / (1 - 0.9**t)
        point = point - 0.3 * look / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        assert ahead.nadam.x[t] == pytest.approx(point, rel=1e-9)
    plain = NAdam(0.3, momentum_decay=1e6)
    assert plain._momentum(1) == 0.9


def test_the_newest_gradient_counts_for_more(fact: Facts) -> None:
    """Of both methods themselves: a gradient of 1 among zeros, long after the start, so that v stays."""
    ahead = fact.ahead
    assert (ahead.newest, ahead.ahead_newest, ahead.older) == pytest.approx((0.1, 0.19, 0.9))
    for method, weights in (
        (Adam(1.0), ahead.weights),
        (NAdam(1.0, momentum_decay=1e6), ahead.ahead_weights),
    ):
        state, walked = method.init(np.zeros(1)), []
        for t in range(20_000 + len(weights)):
            sign = 1.0 if t >= 20_000 else -1.0
            state, step = method.update(state, Evaluation(np.zeros(1), np.array([sign])))
            walked.append(-step[0])
        # After a change of sign at t, the sum of the newest k weights counts twice.
        assert np.diff(walked[19_999:]) == pytest.approx(2 * weights, abs=1e-6)


def test_radams_factor_keeps_the_scatter_of_what_it_multiplies_by(fact: Facts) -> None:
    found = fact.rectified
    # The paper's ρ and r, with PyTorch's limit of 5.
    t, most = np.arange(1, 1001), 2 / 0.001 - 1
    rho = most - 2 * t * 0.999**t / (1 - 0.999**t)
    assert found.undivided == np.sum(rho <= 5) == 5
    after = rho[5:]
    factor = np.sqrt((after - 4) * (after - 2) * most / ((most - 4) * (most - 2) * after))
    assert found.factor[5:] == pytest.approx(factor, rel=1e-5)
    # Without it, other noise scatters thirty times as widely at step 6 as at step 1000; with it, about alike.
    noise = np.random.default_rng(7).standard_normal((1000, 4000))
    spread = multipliers(Adam(1.0, 0.0, 0.999), noise).std(axis=1)
    assert spread[5] > 15 * spread[-1]
    rectified = spread[5:] * factor
    assert rectified.max() < 1.7 * rectified.min()
    assert found.most_scatter < 1.7 * found.least_scatter
    # Nine of ten runs, at the first step that is divided: chi squared, but for weights that hardly differ.
    chi = np.random.default_rng(8).chisquare(6, 100_000) / 6
    assert (found.first_low, found.first_high) == pytest.approx(
        np.quantile(chi**-0.5, (0.05, 0.95)), rel=0.06
    )


@pytest.mark.parametrize("size", [20.0, 100.0, 200.0])
def test_an_outlier_makes_adam_leap_and_the_others_rest(size: float) -> None:
    found = outlier(size)
    share = 0.001 / (1 - 0.999 ** (PAST + 1))
    leap = (0.9 + 0.1 * size) / np.sqrt(1 + share * (size**2 - 1))
    assert found.leap == pytest.approx(leap, rel=1e-3)
    assert found.adamax[0] == pytest.approx((0.9 + 0.1 * size) / size, rel=1e-6)
    assert found.adamax_longest <= 1 + 1e-6 < found.leap
    # AdaMax's divisor comes back to 1 at β₂ᵗ = 1/size.
    assert found.adamax_recovers == pytest.approx(np.log(0.9 * size) / -np.log(0.999), rel=0.01)
    assert found.recovers < found.adamax_recovers
    assert found.adamax_low < found.low
    # AMSGrad is Adam until v falls, and then keeps its largest v: the step ends at its root's inverse.
    most = 0.999 * (1 - 0.999**PAST) + 0.001 * size**2
    assert found.stays == pytest.approx(1 / np.sqrt(most), rel=0.01)
    assert found.amsgrad[0] == found.adam[0]
    assert found.adam[-1] > 0.9 > found.amsgrad[-1000:].max()
    # What m takes at once, and what the root of v takes.
    assert (found.taken, found.root_taken) == pytest.approx((0.1, np.sqrt(0.001)))
    assert found.numerator == pytest.approx(0.9 + 0.1 * size)
    assert found.root == pytest.approx(np.sqrt(1 + share * (size**2 - 1)), rel=1e-3)


def test_no_step_of_adamax_is_far_above_the_rate() -> None:
    """Whatever the gradients are: by at most (1 − β₁)/(1 − β₁/β₂), of which the words say "here"."""
    bound = 0.1 / (1 - 0.9 / 0.999)
    gradients = np.random.default_rng(2).standard_cauchy(5000)
    assert max(map(abs, _lengths(AdaMax(1.0), gradients.tolist()))) <= bound
    falling = 0.999 ** np.arange(3000)
    assert max(_lengths(AdaMax(1.0, epsilon=0.0), falling.tolist())) == pytest.approx(bound, rel=1e-3)


def test_what_cannot_be_told_is_refused() -> None:
    for wrong in ({"large": 2.0}, {"weight_decay": 2.0}, {"outlier": 1.0}, {"learning_rate": 0.0}):
        with pytest.raises(ValidationError):
            Params(**wrong)
