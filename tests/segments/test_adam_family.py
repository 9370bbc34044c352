"""Facts of Adam's family against the reference numbers (blocks 1, 7 and 8), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from optimlib import objectives, run
from optimlib.online import reddi_game
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.nadam import NAdam
from optimlib.types import Evaluation
from scenes.segments.adam_family.cycle import critical_window, pushes, squares, total
from scenes.segments.adam_family.facts import Facts, Params, facts
from scenes.segments.adam_family.siblings import PAST
from scenes.segments.adam_family.weight_decay import valley


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
    assert law.wide_end == 1.0
    assert law.our_window < law.windows[0]


def test_amsgrad_is_never_misled() -> None:
    for period in (2, 3, 50, 4000):
        large = 1.01 * (period - 1)
        assert pushes(np.full(period, squares(0.999, large, period).max()), large).sum() < 0


@pytest.mark.parametrize("large", [2.5, 3.5])
def test_all_that_is_said_of_the_game_holds_at_both_ends(large: float) -> None:
    fact = facts(Params(large=large))
    assert fact.game.sum > 0 > fact.game.kept_sum
    assert fact.game.end > 0.9
    assert fact.game.kept_end < -0.9
    assert fact.law.near_end < -0.5
    assert fact.law.wide_end == 1.0
    assert fact.law.usual_window < critical_window(fact.law.wide_large, fact.law.wide)


def test_amsgrad_is_not_better_in_the_valley(fact: Facts) -> None:
    best = fact.best
    assert best.apart < 0.01
    np.testing.assert_allclose(best.adam.loss, best.amsgrad.loss, rtol=0.25)
    # Block 1, Adam .3: .102205 after 30 steps.
    ours = run(objectives.load("ravine"), Adam(0.3), (-7.0, 2.0), 30).value[-1]
    assert ours == pytest.approx(0.102205, abs=1e-6)
    assert best.adam.lowest < ours


def test_decay_ends_as_in_the_reference(fact: Facts) -> None:
    # Block 7: f = Σ sᵢ/2 (xᵢ − 1)², s = (1, 100), decay 1, 4000 steps, rate .01.
    decay = fact.decay
    assert decay.end == pytest.approx([0.5, 0.990099], abs=1e-6)
    assert decay.own_end == pytest.approx([0.834, 0.834], abs=5e-4)
    # The first is the ridge solution, at which the gradient of loss plus penalty is zero.
    gradient = valley(decay.curvatures).gradient(decay.end) + decay.strength * decay.end
    assert np.abs(gradient).max() < 1e-6
    around = decay.end + 0.01 * np.array([[1, 0], [-1, 0], [0, 1], [0, -1]])
    assert all(decay.penalised_loss(point) > decay.cost for point in around)
    assert decay.cost == pytest.approx(0.5 * 0.25 + 50 * (1 / 101) ** 2 + 0.5 * (0.25 + (100 / 101) ** 2))
    assert decay.own_cost > 2 * decay.cost


def test_the_balance_is_where_the_runs_are(fact: Facts) -> None:
    decay = fact.decay
    np.testing.assert_allclose(decay.spread_penalised, decay.spread / (decay.spread + 1), atol=1e-6)
    own = decay.balance(decay.spread, decay.spread_root)
    np.testing.assert_allclose(decay.spread_own, own, rtol=1e-3)
    # The root is proportional to the curvature, so all are at one place.
    np.testing.assert_allclose(
        decay.spread_root / decay.spread, decay.spread_root[0] / decay.spread[0], rtol=1e-5
    )
    assert np.ptp(decay.spread_own) < 1e-5


def test_adamws_decay_fades_without_noise_alone(fact: Facts) -> None:
    decay = fact.decay
    assert decay.late > 0.9 > decay.own_end[0]
    # With noise σs the root of v is s√(σ² + (x − 1)²), and x = s/(s + λ√v) says where it stays.
    x = np.linspace(0.5, 0.999, 100_001)
    stays = x[np.argmin(np.abs(x - 1 / (1 + decay.strength * np.hypot(decay.noise, 1 - x))))]
    assert decay.late_noisy == pytest.approx(stays, abs=0.01)
    later, last = (decay.noisy.x[part, 0].mean() for part in (slice(6000, 9000), slice(9000, 12_000)))
    assert last == pytest.approx(later, abs=0.01)


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


@pytest.mark.parametrize("size", [20.0, 100.0, 200.0])
def test_an_outlier_makes_adam_leap_and_adamax_rest(size: float) -> None:
    outlier = facts(Params(outlier=size)).outlier
    share = 0.001 / (1 - 0.999 ** (PAST + 1))
    leap = (0.9 + 0.1 * size) / np.sqrt(1 + share * (size**2 - 1))
    assert outlier.leap == pytest.approx(leap, rel=1e-3)
    assert outlier.adamax_first == pytest.approx((0.9 + 0.1 * size) / size, rel=1e-6)
    assert outlier.adamax_longest <= 1 + 1e-6 < outlier.leap
    # AdaMax's divisor comes back to 1 at β₂ᵗ = 1/size.
    assert outlier.adamax_recovers == pytest.approx(np.log(0.9 * size) / -np.log(0.999), rel=0.01)
    assert outlier.adam_recovers < outlier.adamax_recovers


def test_radam_waits_and_grows(fact: Facts) -> None:
    warmth = fact.warmth
    assert (warmth.divides_at, warmth.momentum_steps, warmth.paper_divides_at) == (6, 5, 5)
    assert warmth.warm_steps == 2000
    # Under a gradient of 1, a step of momentum is as long as the rate; then r is.
    assert warmth.share[:5] == pytest.approx(1.0)
    rho, most = warmth.worth, 1999.0
    r = np.sqrt(
        (rho - 4) * (rho - 2) * most / ((most - 4) * (most - 2) * rho), where=rho > 5, out=np.ones(len(rho))
    )
    assert warmth.share == pytest.approx(r, rel=1e-6)
    assert warmth.worth[:5] == pytest.approx(np.arange(1, 6), abs=0.01)
    assert warmth.warm_early < warmth.radam_early / 5 < warmth.adam_early / 25
    # In the end all three shake alike.
    ends = [loss[-200:].mean() for loss in (warmth.adam, warmth.radam, warmth.warm)]
    assert max(ends) < 1.5 * min(ends)


def test_what_cannot_be_told_is_refused() -> None:
    for wrong in ({"large": 2.0}, {"weight_decay": 2.0}, {"outlier": 1.0}, {"learning_rate": 0.0}):
        with pytest.raises(ValidationError):
            Params(**wrong)
