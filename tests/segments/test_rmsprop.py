"""Facts of RMSProp against the reference numbers (blocks 1, 2 and 7), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.rmsprop import RMSProp
from optimlib.types import AnyOptimizer, Evaluation
from scenes.errors import ContentError
from scenes.segments.rmsprop.facts import Params, facts, step_lengths, walked
from scenes.segments.rmsprop.memory import Memory, recovery_adagrad, recovery_rmsprop


def rates_under(method: AnyOptimizer, gradients: np.ndarray) -> np.ndarray:
    """Feed a method gradients of one coordinate, and return step over gradient for each."""
    state, rates = method.init(np.zeros(1)), []
    for gradient in gradients:
        state, step = method.update(state, Evaluation(np.zeros(1), np.array([gradient])))
        rates.append(-float(step[0]) / gradient)
    return np.array(rates)


@pytest.mark.parametrize(
    "method", [AdaGrad(1.0, epsilon=0.0), RMSProp(1.0, 0.9, epsilon=0.0)], ids=["adagrad", "rmsprop"]
)
def test_what_both_make_of_a_drop_is_what_the_methods_do(method: AnyOptimizer) -> None:
    past, memory = 50, Memory(10.0, 50, 0.9)
    after = np.arange(1, 200)
    seen = rates_under(method, memory.gradients(past + 199))
    alone = rates_under(method, np.ones(past + 199))
    share = memory.adagrad_share if isinstance(method, AdaGrad) else memory.rmsprop_share
    np.testing.assert_allclose(share(after), (seen / alone)[past:], rtol=1e-9)
    held = memory.sums if isinstance(method, AdaGrad) else memory.means
    np.testing.assert_allclose(held(past + 199), 1 / seen**2, rtol=1e-9)


@pytest.mark.parametrize(("steep", "past", "decay"), [(10.0, 50, 0.9), (10.0, 50, 0.95), (3.0, 20, 0.5)])
def test_recovery_is_the_first_step_within_the_tolerance(steep: float, past: int, decay: float) -> None:
    memory = Memory(steep, past, decay)
    k = recovery_adagrad(steep, past, 0.1)
    before, at = memory.adagrad_share(np.array([k - 1.0, k]))
    assert before < 0.9 <= at
    k = recovery_rmsprop(steep, past, decay, 0.1)
    before, at = memory.rmsprop_share(np.array([k - 1.0, k]))
    assert before < 0.9 <= at


def test_the_drop_of_the_reference() -> None:
    # Block 7: relative rate 50 steps later .828 (.9), .138 (.99); after 200 large gradients, as its numbers show.
    for decay, share in ((0.9, 0.828), (0.99, 0.138)):
        mean = Memory(10.0, 200, decay).means(251)[-1]
        assert 1 / np.sqrt(mean) == pytest.approx(share, abs=5e-4)


def test_adagrad_outweighs_its_past_and_rmsprop_does_not_know_how_long_it_was() -> None:
    fact = facts(Params())
    assert (fact.rmsprop_recovers, fact.adagrad_recovers) == (58, 21053)
    assert fact.per_step == pytest.approx((81 - 1) / 0.19)
    assert fact.adagrad_recovers == int(np.ceil(fact.past * fact.per_step))
    assert (fact.longer_rmsprop, fact.longer_adagrad) == (58, 210527)
    # For a long past, it is ln of 99 · .81/.19 over ln 1/γ.
    assert 57 < np.log(99 * 0.81 / 0.19) / np.log(1 / 0.9) < 58
    assert fact.stuck == pytest.approx(1 / np.sqrt(5001))
    assert fact.held_sum == 5000


def test_the_window_holds_two_thirds_of_the_weight() -> None:
    fact = facts(Params())
    weights = 0.1 * 0.9 ** np.arange(1000)
    assert fact.window_share == pytest.approx(weights[:10].sum())
    assert fact.window_share == pytest.approx(0.6513, abs=5e-5)


def test_the_ravine_is_the_reference() -> None:
    fact = facts(Params())
    # Block 1 (ε 1e-6 inside): f₃₀ 1.2e-9, f₆₀ 7.7e-3.
    assert fact.rmsprop.value[30] == pytest.approx(1.2e-9, rel=0.02)
    assert fact.rmsprop.value[60] == pytest.approx(7.7e-3, rel=0.01)
    point, mean = np.array([-7.0, 2.0]), np.zeros(2)
    losses = []
    for _ in range(400):
        gradient = np.array([0.1, 2.0]) * point
        mean = 0.9 * mean + 0.1 * gradient**2
        point = point - 0.5 * gradient / (np.sqrt(mean) + 1e-8)
        losses.append(point[0] ** 2 / 20 + point[1] ** 2)
    assert fact.lowest_step == 1 + int(np.argmin(losses))
    assert fact.lowest_loss == pytest.approx(min(losses), rel=1e-3)
    assert fact.rmsprop_arrived == 1 + int(np.argmax(np.array(losses) <= 0.0645)) == 10


@pytest.mark.parametrize("decay", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("learning_rate", [0.2, 0.5])
def test_it_ends_half_a_step_from_the_minimum(decay: float, learning_rate: float) -> None:
    fact = facts(Params(decay=decay, learning_rate=learning_rate))
    assert np.abs(fact.rmsprop.x[-2:]) == pytest.approx(np.full((2, 2), learning_rate / 2), rel=0.01)
    assert (fact.rmsprop.x[-1] * fact.rmsprop.x[-2] < 0).all()
    assert np.abs(fact.half_run.x[-1]) == pytest.approx([learning_rate / 4] * 2, rel=0.01)
    assert fact.end_loss == pytest.approx(fact.cycle_loss, rel=0.02)
    assert fact.adagrad_end_loss < fact.adagrad.value[100] < fact.adagrad.value[50]


def test_the_bowl_ends_in_the_cycle_of_the_reference() -> None:
    # Block 2: from (−4, −4), η .1, after 500 steps 6.249e-3.
    method = RMSProp(0.1, 0.9, epsilon=1e-6, eps_mode="inside")
    walk = run(objectives.load("bowl"), method, [-4.0, -4.0], 500)
    assert walk.value[-1] == pytest.approx(6.249e-3, rel=1e-3)
    assert np.abs(walk.x[-1]) == pytest.approx([0.05, 0.05], rel=0.01)


def test_a_longer_memory_leads_by_its_start_alone() -> None:
    fact = facts(Params())
    # Block 7: distance over rate after 100 steps 109.1 against 202.6, after 1000 1009 against 1124.
    assert [walked(0.9, n)[-1] for n in (100, 1000)] == pytest.approx([109.1, 1009], abs=0.5)
    assert [walked(0.99, n)[-1] for n in (100, 1000)] == pytest.approx([202.6, 1124], abs=0.5)
    assert (fact.slow_first_length, fact.first_length) == (pytest.approx(10), pytest.approx(3.162, abs=5e-4))
    seen = rates_under(RMSProp(1.0, 0.99, epsilon=0.0), np.full(50, 3.0)) * 3.0
    np.testing.assert_allclose(step_lengths(0.99, 50), seen, rtol=1e-9)
    assert (fact.slow_early, fact.fast_early) == (
        pytest.approx(202.6, abs=0.5),
        pytest.approx(109.1, abs=0.5),
    )
    early, late = fact.slow_early - fact.fast_early, fact.slow_late - fact.fast_late
    assert 0.8 * late < early < late


def test_each_at_its_best_rate_is_as_quick() -> None:
    fact = facts(Params())
    assert (fact.rmsprop_arrived, fact.adagrad_arrived) == (10, 82)
    assert (fact.rmsprop_fewest, fact.adagrad_fewest) == (4, 4)
    ravine = objectives.load("ravine")
    for method in (AdaGrad(4.0), RMSProp(0.9, 0.9)):
        assert run(ravine, method, [-7.0, 2.0], 4).value[-1] <= 0.01 * 6.45


def test_unit_decay_is_the_reference() -> None:
    fact = facts(Params())
    assert (fact.flat_factor, fact.steep_factor) == (pytest.approx(-9), pytest.approx(-39))
    assert fact.unit_divided == pytest.approx(10)
    points = [(-4, -2.4), (36, 93.6), (-324, -3650.4), (2916, 142365.6)]
    np.testing.assert_allclose(fact.unit.x[:4], points, rtol=1e-12)
    assert fact.unit.value[:3] == pytest.approx([19.52, 18169.92, 2.67e7], rel=1e-3)
    # What differs in γ alone, and AdaGrad with the same constants, come down.
    assert (np.diff(fact.unit_control.value) < 0).all()
    assert (np.diff(fact.unit_adagrad.value) < 0).all()


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"start": (-7.0, 0.0)}, "lies on an axis"),
        ({"objective": "rosenbrock"}, "not a quadratic valley"),
    ],
)
def test_a_story_that_would_not_hold_is_refused(params: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        facts(Params(**params))
