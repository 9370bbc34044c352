"""Facts of momentum's memory against the reference (blocks 3 and 6), closed forms and rules done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.errors import ContentError
from scenes.performance import Performance
from scenes.segments.momentum_average.facts import Params, facts, path_with, steps_to
from scenes.segments.momentum_average.long_run import (
    CANDIDATES,
    best_share,
    kept_along,
    kept_in_the_long_run,
)

SLOPES = np.array([0.1, 2.0])


def _walk(rate: float, keep: float, new: float, steps: int = 30) -> np.ndarray:
    """Walk b ← keep·b + new·∇L, θ ← θ − rate·b on the ravine, by hand."""
    points, buffer = [np.array([-7.0, 2.0])], np.zeros(2)
    for _ in range(steps):
        buffer = keep * buffer + new * SLOPES * points[-1]
        points.append(points[-1] - rate * buffer)
    return np.array(points)


def test_the_window_and_its_share_are_the_reference_numbers_of_block_6() -> None:
    fact = facts(Params())
    assert (fact.total, fact.window) == (10, 10)
    assert fact.share == pytest.approx(0.6513, abs=5e-5)
    assert fact.share == pytest.approx(fact.weights[:10].sum() / 10)
    # 1 − α^(1/(1 − α)) falls to 1 − 1/e: 75 %, 65.13 %, 64.15 %, 63.40 % in the reference.
    shares = [1 - keep ** (1 / (1 - keep)) for keep in (0.5, 0.9, 0.95, 0.99, 0.99999)]
    assert shares[:4] == pytest.approx([0.75, 0.6513, 0.6415, 0.6340], abs=5e-5)
    assert shares[4] == pytest.approx(fact.share_limit, abs=1e-5)


def test_weights_are_what_a_gradient_met_so_long_ago_still_counts() -> None:
    fact = facts(Params())
    buffer = np.zeros(2)
    for gradient in fact.ball.grad[:12]:
        buffer = 0.9 * buffer + gradient
    np.testing.assert_allclose(fact.weights[:12] @ fact.ball.grad[11::-1], buffer, atol=1e-12)
    np.testing.assert_allclose(fact.ball.x[12] - fact.ball.x[11], -0.1 * buffer, atol=1e-12)


def test_under_a_constant_gradient_the_buffer_grows_as_told() -> None:
    fact = facts(Params())
    assert (fact.short_total, fact.total, fact.ratio) == (2, 10, 5)
    for keep, whole, told in ((0.5, 2.0, fact.soon), (0.9, 10.0, fact.late)):
        buffer, steps = 0.0, 0
        while buffer < 0.95 * whole:
            buffer, steps = keep * buffer + 1.0, steps + 1
        assert steps == told
    # Block 6: 95 % after 5, 29, 59 and 299 steps.
    assert [steps_to(0.95, keep) for keep in (0.5, 0.9, 0.95, 0.99)] == [5, 29, 59, 299]


def test_the_arrows_tip_to_tail_come_to_the_step_and_swing_across_only() -> None:
    fact = facts(Params())
    points = _walk(0.1, 0.9, 1.0)
    assert fact.chained == 13
    pushes = 0.9 ** np.arange(12, -1, -1)[:, None] * SLOPES * points[:13]
    np.testing.assert_allclose(-0.1 * pushes.sum(axis=0), points[13] - points[12], atol=1e-12)
    left = np.abs(pushes.sum(axis=0)) / np.abs(pushes).sum(axis=0)
    np.testing.assert_allclose(left, [fact.along_left, fact.across_left])
    # All of it along the valley, 11 % across.
    assert left.round(3).tolist() == [1.0, 0.114]


def test_what_the_weights_come_to_falls_short_of_their_limit_for_every_walk() -> None:
    fact = facts(Params())
    assert [fact.early_total, fact.now_total] == pytest.approx([4.0951, 9.57609], abs=5e-6)
    for steps in (10, 60):
        longer = facts(Params(steps=steps))
        assert longer.now_total == pytest.approx(10 * (1 - 0.9**steps))
        assert longer.now_total < longer.total


def test_inertia_is_dampening_by_alpha_and_walks_the_path_at_ten_times_the_rate() -> None:
    fact = facts(Params())
    np.testing.assert_allclose(fact.ball.x, _walk(1.0, 0.9, 0.1), atol=1e-12)
    # The control: at the same rate it does not.
    assert np.abs(fact.ball.x - _walk(0.1, 0.9, 0.1)).max() > 1


def test_near_the_end_of_the_walk_two_steps_lead_uphill() -> None:
    fact = facts(Params())
    points = _walk(0.1, 0.9, 1.0)
    slopes = ((SLOPES * points[:-1]) * np.diff(points, axis=0)).sum(axis=1)
    assert fact.turning == 18
    assert not fact.never_against
    # Step 17 leads downhill, 18 and 19 uphill, 20 downhill again, while only the push has turned across.
    assert (slopes[17:21] > 0).tolist() == [False, True, True, False]
    assert points[18, 1] < 0
    assert points[19, 1] < points[18, 1]
    np.testing.assert_allclose(fact.buffers[18], (points[18] - points[19]) / 0.1, atol=1e-9)


def test_dampening_is_a_smaller_rate_and_nothing_else() -> None:
    fact = facts(Params())
    # Block 3: the limit of momentum 0.9 on the ravine is 1.9.
    assert fact.limit == pytest.approx(1.9)
    assert fact.wild_rate > fact.limit > fact.calm_rate == pytest.approx(fact.wild_rate / 2)
    assert fact.wild_loss > 1e6
    np.testing.assert_allclose(fact.damped.x, fact.calm.x, atol=1e-10)
    np.testing.assert_allclose(fact.damped.x, _walk(fact.wild_rate, 0.9, 0.5), atol=1e-10)
    assert fact.damped_loss == pytest.approx(fact.calm_loss)
    # And it does not prevent divergence: twice the rate undoes it.
    wilder = _walk(2 * fact.wild_rate, 0.9, 0.5)
    assert np.abs(wilder[-1, 1]) > 1e3


def test_what_a_step_leaves_is_the_spectral_radius_and_the_long_run_of_a_walk() -> None:
    for keep in (0.0, 0.3, 0.67, 0.9, 0.98):
        for slope in SLOPES:
            step = np.array([[1 + keep - (1 - keep) * slope, -keep], [1.0, 0.0]])
            assert kept_along(1.0, keep, slope) == pytest.approx(np.abs(np.linalg.eigvals(step)).max())
    far = _walk(0.1, 0.9, 1.0, 600)
    norms = np.linalg.norm(far, axis=-1)
    measured = (norms[500:600].max() / norms[100:200].max()) ** (1 / 400)
    assert facts(Params()).ours_kept == pytest.approx(measured, abs=1e-3)


def test_the_best_memory_damps_the_flat_direction_critically() -> None:
    fact = facts(Params())
    # ((1 − ηh)/(1 + ηh))² with the effective rate η = 1 and h = 0.1, to four decimals; a step leaves its root.
    closed = (0.9 / 1.1) ** 2
    assert fact.best == 0.6695 == pytest.approx(closed, abs=1e-4)
    assert fact.best_kept == pytest.approx(np.sqrt(0.6695))
    assert fact.best_window == pytest.approx(3.0, abs=0.1)
    assert all(kept_in_the_long_run(1.0, keep, 0.1, 2.0) >= fact.best_kept for keep in CANDIDATES)
    # No other share of four decimals leaves less.
    around = np.arange(0.66, 0.68, 1e-4).round(4)
    assert min(around, key=lambda keep: kept_in_the_long_run(1.0, keep, 0.1, 2.0)) == fact.best
    assert fact.none_kept == 1
    assert fact.ours_kept == pytest.approx(np.sqrt(0.9))
    # Only beyond it does the point pass the minimum along the valley.
    assert path_with(fact, closed - 0.01)[:, 0].max() < 0
    assert path_with(fact, 0.9)[:, 0].max() > 0
    np.testing.assert_allclose(path_with(fact, 0.9)[:31], fact.ball.x, atol=1e-12)


def test_plain_descent_is_compared_at_its_own_best_rate() -> None:
    fact = facts(Params())

    def plain(rate: float) -> float:
        return float(np.abs(1 - rate * SLOPES).max())

    assert fact.plain_rate == pytest.approx(min(np.arange(0.5, 1.0, 1e-4), key=plain), abs=1e-4)
    assert fact.plain_kept == pytest.approx(plain(fact.plain_rate)) == pytest.approx(19 / 21)
    # So it leaves less than momentum with our α, and more than momentum with the best one.
    assert fact.best_kept < fact.plain_kept < fact.ours_kept


def test_a_flatter_valley_asks_for_a_longer_memory() -> None:
    fact = facts(Params())
    # (1 + ηh)²/(4ηh) steps, with h = 0.01.
    assert fact.flatter_window == pytest.approx(1.01**2 / 0.04, abs=0.05)
    assert (fact.flatter_best, fact.flatter_kept) == best_share(1.0, 0.01, 2.0)
    step = np.array(
        [[1 + fact.flatter_best - (1 - fact.flatter_best) * 0.01, -fact.flatter_best], [1.0, 0.0]]
    )
    assert fact.flatter_kept == pytest.approx(np.abs(np.linalg.eigvals(step)).max(), abs=1e-6)
    assert fact.flatter_kept < kept_in_the_long_run(1.0, fact.best, 0.01, 2.0)
    # With the flat direction alone changed.
    assert best_share(1.0, 0.1, 2.0) == (fact.best, fact.best_kept)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_claims_that_do_not_hold_have_words_of_their_own(language: str) -> None:
    def said(cue_name: str, params: Params) -> str:
        script = Performance.prepare("momentum_average", language, params).script
        return next(cue for cue in script.cues if cue.name == cue_name).shown

    cases = {
        "none_grows": Params(learning_rate=0.2),
        "none_settles": Params(learning_rate=0.08),
        "ours_creeps": Params(learning_rate=0.08, momentum=0.8),
    }
    texts = {said("memory", Params())}
    for claim, params in cases.items():
        assert getattr(facts(params), claim)
        assert not getattr(facts(Params()), claim)
        texts.add(said("memory", params))
    assert len(texts) == 4


def test_what_cannot_be_told_is_refused_with_advice() -> None:
    for params, said in (
        (Params(learning_rate=1.9), "never settles: the limit is 1.9"),
        (Params(learning_rate=0.02, momentum=0.6), "no memory is too long"),
        (Params(start=(0.0, 2.0)), "lies on an axis"),
        (Params(objective="himmelblau"), "not a quadratic valley"),
    ):
        with pytest.raises(ContentError, match=said):
            facts(params)
