"""Facts of RMSProp against the reference numbers (blocks 1, 2 and 7), closed forms and independent runs."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.rmsprop import RMSProp
from optimlib.types import AnyOptimizer, Evaluation
from scenes.errors import ContentError
from scenes.segments.rmsprop.facts import Params, facts, step_lengths
from scenes.segments.rmsprop.memory import Memory, recovery


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
    seen = rates_under(method, memory.gradients(past + 199))
    held = memory.sums if isinstance(method, AdaGrad) else memory.means
    np.testing.assert_allclose(held(past + 199), 1 / seen**2, rtol=1e-9)


@pytest.mark.parametrize(("steep", "past", "decay"), [(10.0, 50, 0.9), (10.0, 50, 0.95), (3.0, 20, 0.5)])
def test_recovery_is_the_first_step_that_is_nearly_eta(steep: float, past: int, decay: float) -> None:
    memory = Memory(steep, past, decay)
    k = recovery(steep, past, decay, 0.1)
    # Under a gradient of 1, a step is η over the root of s.
    before, at = 1 / np.sqrt(memory.means(past + k)[-2:])
    assert before < 0.9 <= at
    after = np.arange(30)
    np.testing.assert_allclose(memory.means(past + 29)[past - 1 :] - 1, memory.excess(after), rtol=1e-9)


def test_the_drop_of_the_reference() -> None:
    # Block 7: relative rate 50 steps later .828 (.9), .138 (.99); after 200 large gradients, as its numbers show.
    for decay, share in ((0.9, 0.828), (0.99, 0.138)):
        mean = Memory(10.0, 200, decay).means(251)[-1]
        assert 1 / np.sqrt(mean) == pytest.approx(share, abs=5e-4)


def test_rmsprop_recovers_and_adagrads_step_never_rises() -> None:
    fact = facts(Params())
    assert (fact.rmsprop_recovers, fact.longer_recovers, fact.slow_recovers) == (58, 58, 508)
    assert fact.stuck == pytest.approx(1 / np.sqrt(5001))
    assert fact.held_sum == 5000
    lengths = rates_under(AdaGrad(1.0, epsilon=0.0), fact.memory.gradients(20000))[50:]
    assert (np.diff(lengths) < 0).all()
    # A longer past changes little, for every past and memory that may be chosen.
    for decay in (0.5, 0.9, 0.95):
        waits = [recovery(10.0, past, decay, 0.1) for past in (10, 50, 200, 2000)]
        assert max(waits) <= 1.2 * min(waits)


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
    assert fact.end_loss == pytest.approx(1.05 * (learning_rate / 2) ** 2, rel=0.02)


def test_the_bowl_ends_in_the_cycle_of_the_reference() -> None:
    # Block 2: from (−4, −4), η .1, after 500 steps 6.249e-3.
    method = RMSProp(0.1, 0.9, epsilon=1e-6, eps_mode="inside")
    walk = run(objectives.load("bowl"), method, [-4.0, -4.0], 500)
    assert walk.value[-1] == pytest.approx(6.249e-3, rel=1e-3)
    assert np.abs(walk.x[-1]) == pytest.approx([0.05, 0.05], rel=0.01)


def test_a_longer_memory_leads_by_its_start_alone() -> None:
    fact = facts(Params())
    # Block 7: distance over rate after 100 steps 109.1 against 202.6, after 1000 1009 against 1124.
    for decay, distances in ((0.9, (109.1, 1009)), (0.99, (202.6, 1124))):
        walked = np.cumsum(step_lengths(decay, 1000))
        assert walked[[99, 999]] == pytest.approx(distances, abs=0.5)
    assert (fact.slow_first_length, fact.first_length) == (pytest.approx(10), pytest.approx(3.162, abs=5e-4))
    seen = rates_under(RMSProp(1.0, 0.99, epsilon=0.0), np.full(50, 3.0)) * 3.0
    np.testing.assert_allclose(step_lengths(0.99, 50), seen, rtol=1e-9)


def walk_by_hand(kept: float, count: float, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Walk x²/20 + y² at η = .5 with s ← kept · s + count · g²; return points and the root of y's s."""
    point, s = np.array([-7.0, 2.0]), np.zeros(2)
    points, roots = [point], []
    for _ in range(steps):
        gradient = np.array([0.1, 2.0]) * point
        s = kept * s + count * gradient**2
        point = point - 0.5 * gradient / (np.sqrt(s) + 1e-8)
        points.append(point)
        roots.append(np.sqrt(s[1]))
    return np.array(points), np.array(roots)


def test_the_lead_at_one_rate_is_mostly_the_factor_and_not_the_leak() -> None:
    fact = facts(Params())
    assert (fact.rmsprop_arrived, fact.closed_arrived, fact.adagrad_arrived) == (10, 12, 82)
    assert not fact.by_the_leak
    # What differs from RMSProp in the leak alone, s ← s + .1 g², is AdaGrad at η/√.1.
    points, _ = walk_by_hand(1.0, 0.1, 100)
    np.testing.assert_allclose(fact.closed.x[:101], points, rtol=1e-6, atol=1e-12)


def test_below_the_line_y_grows_and_only_what_leaks_gets_there() -> None:
    fact = facts(Params())
    points, roots = walk_by_hand(0.9, 0.1, 200)
    np.testing.assert_allclose(fact.roots[:40], roots[:40], rtol=1e-6)
    sizes = np.abs(points[:, 1])
    # In each step, y grows if and only if the root is below η h / 2 = .5.
    np.testing.assert_array_equal(sizes[1:44] > sizes[:43], roots[:43] < 0.5)
    assert (fact.below, fact.kicked, fact.line) == (20, 46, 0.5)
    assert fact.factors[[19, 35]] == pytest.approx([-1.098, -3.875], abs=5e-4)
    # While y is small, s only drains.
    np.testing.assert_allclose(roots[8:40] / roots[7:39], np.sqrt(0.9), rtol=1e-6)
    # With the leak closed, the root never falls, and y shrinks for good.
    assert (np.diff(fact.closed_roots) >= 0).all()
    assert fact.closed_roots.min() > 2 * fact.line
    assert (np.diff(np.abs(fact.closed.x[:40, 1])) < 0).all()
    assert (np.diff(fact.closed.value[:200]) < 0).all()


@pytest.mark.parametrize(("learning_rate", "decay"), [(0.5, 0.9), (0.2, 0.9), (0.5, 0.5)])
def test_the_root_comes_to_rest_on_the_line(learning_rate: float, decay: float) -> None:
    fact = facts(Params(learning_rate=learning_rate, decay=decay))
    assert fact.roots[-1] == pytest.approx(fact.line, rel=0.01)
    assert fact.factors[-1] == pytest.approx(-1, abs=0.02)


def test_unit_decay_leaves_epsilon_alone() -> None:
    fact = facts(Params())
    assert fact.unit_factor == pytest.approx(1 - 0.5 * 2 / 1e-8)
    assert fact.unit.x[1:, 1] / fact.unit.x[:-1, 1] == pytest.approx([fact.unit_factor] * 3)
    # What differs in γ alone comes down.
    assert (np.diff(fact.rmsprop.value[:4]) < 0).all()


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"start": (-7.0, 0.0)}, "lies on an axis"),
        ({"objective": "rosenbrock"}, "not a quadratic valley"),
        ({"start": (-7.0, 0.2)}, "turn y over from the beginning"),
    ],
)
def test_a_story_that_would_not_hold_is_refused(params: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        facts(Params(**params))
