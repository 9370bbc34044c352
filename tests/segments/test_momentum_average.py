"""Facts of momentum's memory against the reference (blocks 3 and 6), closed forms and rules done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.errors import ContentError
from scenes.performance import Performance
from scenes.segments.momentum_average.facts import Params, facts, path_with
from scenes.segments.momentum_average.long_run import (
    freest_rate,
    kept_along,
    kept_at_best,
    kept_in_the_long_run,
    steps_to_a_tenth,
)

SLOPES = np.array([0.1, 2.0])


def _walk(
    rate: float, keep: float, new: float, steps: int = 30, slopes: np.ndarray = SLOPES
) -> tuple[np.ndarray, np.ndarray]:
    """Walk b ← keep·b + new·∇L, θ ← θ − rate·b in a valley, by hand; return points and gradients."""
    points, gradients, buffer = [np.array([-7.0, 2.0])], [], np.zeros(2)
    for _ in range(steps):
        gradients.append(slopes * points[-1])
        buffer = keep * buffer + new * gradients[-1]
        points.append(points[-1] - rate * buffer)
    return np.array(points), np.array(gradients)


def _off(rate: float, slopes: np.ndarray, first: int, last: int, window: int = 10) -> np.ndarray:
    """Return the root mean square of sum of the last gradients less buffer, over that of the buffer."""
    points, gradients = _walk(rate, 0.9, 1.0, last, slopes)
    buffers = (points[:-1] - points[1:]) / rate
    recent = np.array([gradients[max(0, one - window + 1) : one + 1].sum(axis=0) for one in range(last)])
    difference = recent - buffers
    return np.sqrt((difference[first:] ** 2).mean(axis=0) / (buffers[first:] ** 2).mean(axis=0))


def test_one_push_leads_so_far_and_its_first_steps_make_the_share_of_block_6() -> None:
    fact = facts(Params())
    assert (fact.total, fact.window) == (10, 10)
    velocity, way, first = 1.0, 0.0, 0.0
    for step in range(400):
        first = way if step == 10 else first
        way, velocity = way + velocity, 0.9 * velocity
    assert way == pytest.approx(fact.total)
    # Block 6: 65.13 %.
    assert first / way == pytest.approx(fact.share) == pytest.approx(0.6513, abs=5e-5)
    assert fact.share + fact.left == 1
    # All but the first step is the same way once more, α times as long.
    assert way - 1 == pytest.approx(0.9 * way)


def test_weights_are_what_a_gradient_met_so_long_ago_still_counts() -> None:
    fact = facts(Params())
    buffer = np.zeros(2)
    for gradient in fact.ball.grad[:12]:
        buffer = 0.9 * buffer + gradient
    np.testing.assert_allclose(fact.weights[:12] @ fact.ball.grad[11::-1], buffer, atol=1e-12)
    np.testing.assert_allclose(fact.ball.x[12] - fact.ball.x[11], -0.1 * buffer, atol=1e-12)
    np.testing.assert_allclose(fact.buffers[11], buffer, atol=1e-9)


def test_the_mean_of_the_last_ten_misses_the_buffer_less_along_than_across() -> None:
    fact = facts(Params())
    gradients = fact.ball.grad[:30]
    for step in (0, 4, 9, 18, 29):
        np.testing.assert_allclose(fact.recent[step], gradients[max(0, step - 9) : step + 1].sum(axis=0))
    np.testing.assert_allclose([fact.off_along, fact.off_across], _off(0.1, SLOPES, 0, 30))
    assert [round(one, 2) for one in (fact.off_along, fact.off_across)] == [0.36, 1.08]
    # The step that is drawn: x agrees, y is three times as long.
    np.testing.assert_allclose(-fact.buffers[18], [3.06, -2.2], atol=0.01)
    np.testing.assert_allclose(-fact.recent[18], [3.03, -6.53], atol=0.01)


def test_a_flat_mean_fits_only_what_hardly_changes_meanwhile() -> None:
    # The flat curvature alone is changed: once the window is full, what hardly changes is met.
    far = [_off(0.1, np.array([slope, 2.0]), 30, 60) for slope in (0.1, 0.01, 0.001)]
    assert [one[0] for one in far] == sorted((one[0] for one in far), reverse=True)
    assert far[2][0] < 0.02 < 1 < far[0][0]
    # The steep direction stays as it was, and stays off.
    assert all(one[1] == pytest.approx(far[0][1]) and one[1] > 1 for one in far)


def test_a_swing_takes_as_many_steps_as_told() -> None:
    fact = facts(Params())
    for axis, told in ((0, fact.period_along), (1, fact.period_across)):
        points = _walk(0.1, 0.9, 1.0, 1200)[0][:, axis] / np.sqrt(0.9) ** np.arange(1201)
        turns = np.flatnonzero(np.sign(points[1:]) != np.sign(points[:-1]))
        assert 2 * (turns[-1] - turns[0]) / (len(turns) - 1) == pytest.approx(told, rel=0.01)
    assert round(fact.period_along) == 71
    assert round(fact.period_across) == 14


def test_dampening_scales_the_rate_and_prevents_no_divergence() -> None:
    fact = facts(Params())
    assert (fact.new, fact.effective) == (pytest.approx(0.1), 1.0)
    np.testing.assert_allclose(fact.dampened.x, fact.ball.x, atol=1e-10)
    np.testing.assert_allclose(fact.dampened.x, _walk(1.0, 0.9, 0.1)[0], atol=1e-12)
    # The control: at the same rate the path is another.
    assert np.abs(fact.ball.x - _walk(0.1, 0.9, 0.1)[0]).max() > 1
    # Block 3: the limit of momentum 0.9 on the ravine is 1.9; dampened, it is as far in η/(1 − α).
    assert fact.limit == pytest.approx(1.9)
    assert fact.dampened_limit == pytest.approx(19)
    for new, limit in ((1.0, fact.limit), (0.1, fact.dampened_limit)):
        below, beyond = (np.abs(_walk(limit * factor, 0.9, new, 3000)[0][-1, 1]) for factor in (0.99, 1.01))
        assert below < 1e-6 < 1e6 < beyond


def test_near_the_end_of_the_walk_two_steps_lead_uphill() -> None:
    fact = facts(Params())
    points = _walk(0.1, 0.9, 1.0)[0]
    slopes = ((SLOPES * points[:-1]) * np.diff(points, axis=0)).sum(axis=1)
    assert fact.turning == 18
    assert not fact.never_against
    # Step 17 leads downhill, 18 and 19 uphill, 20 downhill again, while only the push has turned across.
    assert (slopes[17:21] > 0).tolist() == [False, True, True, False]
    assert points[18, 1] < 0
    assert points[19, 1] < points[18, 1]
    np.testing.assert_allclose(fact.buffers[18], (points[18] - points[19]) / 0.1, atol=1e-9)


def test_what_a_step_leaves_is_the_spectral_radius_and_the_long_run_of_a_walk() -> None:
    for keep in (0.0, 0.3, 0.67, 0.9, 0.98):
        for slope in SLOPES:
            step = np.array([[1 + keep - (1 - keep) * slope, -keep], [1.0, 0.0]])
            decays = np.linalg.eigvals(step)
            assert kept_along(1.0, keep, slope) == pytest.approx(np.abs(decays).max())
            # Their product is α, so both are √α in a swing.
            assert np.prod(decays) == pytest.approx(keep)
    far = _walk(0.1, 0.9, 1.0, 600)[0]
    norms = np.linalg.norm(far, axis=-1)
    measured = (norms[500:600].max() / norms[100:200].max()) ** (1 / 400)
    fact = facts(Params())
    assert fact.ours.kept == pytest.approx(measured, abs=1e-3) == pytest.approx(np.sqrt(0.9), abs=1e-3)
    assert fact.ours.tenth == pytest.approx(43.7, abs=0.05)


def test_the_best_memory_is_where_x_just_begins_to_swing() -> None:
    fact = facts(Params())
    best = fact.valley.best
    assert best.momentum == pytest.approx((9 / 11) ** 2)
    assert best.kept == pytest.approx(9 / 11)
    assert best.window == pytest.approx(121 / 40)
    assert best.tenth == pytest.approx(steps_to_a_tenth(9 / 11)) == pytest.approx(11.47, abs=0.005)
    # No other share at the same effective rate leaves less.
    shares = np.arange(0.0, 0.999, 1e-4)
    kept = np.array([kept_in_the_long_run(1.0, one, 0.1, 2.0) for one in shares])
    assert shares[kept.argmin()] == pytest.approx(best.momentum, abs=1e-4)
    assert kept.min() >= best.kept
    # Below it x creeps, so more is better; beyond it all swings, so less is.
    below, beyond = kept[(shares > 0.1) & (shares < 0.669)], kept[shares > 0.67]
    assert np.all(np.diff(below) < 0)
    assert np.all(np.diff(beyond) > 0)
    np.testing.assert_allclose(beyond, np.sqrt(shares[shares > 0.67]))
    # Only beyond it does the point pass the minimum along the valley.
    assert path_with(fact, best.momentum - 0.01)[:, 0].max() < 0
    assert path_with(fact, 0.9)[:, 0].max() > 0
    np.testing.assert_allclose(path_with(fact, 0.9)[:31], fact.ball.x, atol=1e-12)


def test_with_the_newest_gradient_alone_y_bounces_for_ever() -> None:
    fact = facts(Params())
    assert fact.none_kept == 1
    assert np.abs(path_with(fact, 0.0)[:, 1]).tolist() == pytest.approx([2.0] * 61)


def test_plain_descent_is_compared_at_its_own_best_rate_in_both_valleys() -> None:
    fact = facts(Params())
    for valley, kept, tenth in ((fact.valley, 19 / 21, 23.0), (fact.flat_valley, 199 / 201, 230.3)):
        slopes = np.array([valley.flat, valley.steep])
        rates = np.arange(0.5, 1.0, 1e-4)
        best = min(rates, key=lambda rate: float(np.abs(1 - rate * slopes).max()))
        assert valley.plain.rate == pytest.approx(best, abs=1e-4)
        assert valley.plain.kept == pytest.approx(kept)
        assert valley.plain.tenth == pytest.approx(tenth, abs=0.05)
        # At this effective rate memory alone gains a factor of two, however flat the valley is.
        assert valley.gain == pytest.approx(2.0, abs=0.01)


def test_a_flatter_valley_asks_for_a_longer_memory() -> None:
    fact = facts(Params())
    valley = fact.flat_valley
    assert (valley.flat, valley.steep) == (pytest.approx(0.01), 2.0)
    # (1 + q)²/(4q) steps, with q = 0.01; a step leaves 98.0 %, and plain descent 99.0 %.
    assert valley.best.window == pytest.approx(1.01**2 / 0.04)
    assert (round(valley.best.kept, 3), round(valley.plain.kept, 3)) == (0.980, 0.990)
    shares = np.arange(0.9, 0.999, 1e-4)
    kept = [kept_in_the_long_run(1.0, one, 0.01, 2.0) for one in shares]
    assert shares[np.argmin(kept)] == pytest.approx(valley.best.momentum, abs=1e-4)
    # The memory that was best in the first valley is worse here.
    assert kept_in_the_long_run(1.0, fact.valley.best.momentum, 0.01, 2.0) > valley.best.kept


def test_with_the_rate_free_too_memory_gains_the_root_of_the_condition_number() -> None:
    fact = facts(Params())
    for valley, condition in ((fact.valley, 20), (fact.flat_valley, 200)):
        free, root = valley.free, np.sqrt(condition)
        assert free.kept == pytest.approx((root - 1) / (root + 1))
        assert free.rate == pytest.approx(4 / (np.sqrt(valley.flat) + np.sqrt(valley.steep)) ** 2)
        # No pair of rate and share of a grid leaves less.
        rates = np.geomspace(0.3, 3, 60) * freest_rate(valley.flat, valley.steep)
        kept = min(
            kept_in_the_long_run(rate, share, valley.flat, valley.steep)
            for rate in rates
            for share in np.linspace(0, 0.99, 200)
        )
        assert free.kept <= kept < free.kept + 0.02
    assert fact.flat_valley.free.tenth == pytest.approx(16.25, abs=0.01)
    assert fact.flat_valley.free_effective > fact.effective
    assert kept_at_best(freest_rate(0.1, 2.0), 0.1) == pytest.approx(fact.valley.free.kept)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_claims_that_do_not_hold_have_words_of_their_own(language: str) -> None:
    def said(params: Params) -> str:
        script = Performance.prepare("momentum_average", language, params).script
        return next(cue for cue in script.cues if cue.name == "memory").shown

    cases = {"none_grows": Params(learning_rate=0.2), "none_settles": Params(learning_rate=0.08)}
    texts = {said(Params())}
    for claim, params in cases.items():
        assert getattr(facts(params), claim)
        assert not getattr(facts(Params()), claim)
        texts.add(said(params))
    assert len(texts) == 3


@pytest.mark.parametrize("params", [Params(), Params(learning_rate=0.2), Params(learning_rate=0.06)])
def test_what_is_told_is_the_law_that_holds(params: Params) -> None:
    fact = facts(params)
    shares = np.arange(0.0, 0.999, 1e-3)
    kept = [kept_in_the_long_run(fact.effective, one, 0.1, 2.0) for one in shares]
    assert shares[np.argmin(kept)] == pytest.approx(fact.valley.best.momentum, abs=1e-3)
    assert fact.valley.best.momentum < fact.momentum
    assert fact.ours.kept == pytest.approx(np.sqrt(fact.momentum))
    assert np.isfinite([fact.period_along, fact.period_across]).all()


def test_what_cannot_be_told_is_refused_with_advice() -> None:
    for params, said in (
        (Params(learning_rate=0.23), "the best memory is not where x begins to swing"),
        (Params(learning_rate=0.05), "plain descent at its best rate is no slower"),
        (Params(learning_rate=0.5, momentum=0.6), "not too long a memory"),
        (Params(learning_rate=0.25, momentum=0.6), "not too long a memory"),
        (Params(start=(0.0, 2.0)), "lies on an axis"),
        (Params(objective="himmelblau"), "not a quadratic valley"),
    ):
        with pytest.raises(ContentError, match=said):
            facts(params)
    # As the advice says, beside each edge it is told.
    assert facts(Params(learning_rate=0.223)).effective < freest_rate(0.1, 2.0)
    slow = facts(Params(learning_rate=0.056))
    assert min(slow.valley.gain, slow.flat_valley.gain) > 1
    assert facts(Params(learning_rate=0.51, momentum=0.6)).valley.best.momentum < 0.6
