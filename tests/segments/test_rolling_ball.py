"""Facts of the rolling ball against the reference numbers (blocks 1, 3 and 6) and the rule done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.errors import ContentError
from scenes.performance import Performance
from scenes.segments.rolling_ball.facts import Params, facts

CLAIMS = (
    "rival_calm",
    "never_turns",
    "pushes_agree",
    "equal_diverges",
    "equal_settles",
    "within_limit",
    "other_change",
    "only_passes",
    "stops_short",
    "wins",
    "falls_at_best",
)


def test_defaults_are_the_reference_numbers_of_block_1() -> None:
    fact = facts(Params())
    assert (fact.flips, fact.rival_flips) == (4, 30)
    assert (fact.reach_x, fact.reach_step) == (pytest.approx(0.896, abs=5e-4), 30)
    assert fact.end_loss == pytest.approx(0.0479370, abs=5e-8)
    assert fact.rival_end_loss == pytest.approx(0.01332677, abs=1e-7)
    np.testing.assert_allclose(fact.ball.x[-1], [0.89641385849373301, 0.088085601715069711], rtol=1e-12)


def test_each_control_differs_in_one_thing_and_is_its_closed_form() -> None:
    fact = facts(Params())
    t = np.arange(31)
    # Plain descent at the ball's own rate: only α differs.
    closed = np.stack([-7 * 0.99**t, 2 * 0.8**t], axis=-1)
    np.testing.assert_allclose(fact.same.x, closed, atol=1e-12)
    assert (fact.same_flips, fact.same_loss) == (0, pytest.approx(1.3405399, abs=5e-8))
    # At its effective rate η/(1 − α) = 1, exactly the limit across: y keeps its size for ever.
    assert (fact.terminal, fact.equal_rate, fact.equal_flips) == (10, 1, 30)
    np.testing.assert_allclose(fact.equal.x, np.stack([-7 * 0.9**t, 2 * (-1.0) ** t], axis=-1), atol=1e-12)


def test_under_a_constant_gradient_the_velocity_grows_to_the_number_of_pushes_told() -> None:
    velocity, push = 0.0, 1.0
    for _ in range(500):
        velocity = 0.9 * velocity + push
    assert facts(Params()).terminal == pytest.approx(velocity, rel=1e-12)


def test_the_constants_shown_give_the_losses_shown() -> None:
    fact = facts(Params())
    # Block 1 (1.336, 0.4026, 0.9524), to the digits that are on the screen.
    assert (fact.best_rate, fact.best_momentum, fact.rival_best_rate) == (1.3358, 0.4026, 0.9524)
    theta, velocity, plain = np.array([-7.0, 2.0]), np.zeros(2), np.array([-7.0, 2.0])
    slopes = np.array([0.1, 2.0])
    for _ in range(30):
        velocity = 0.4026 * velocity - 1.3358 * slopes * theta
        theta = theta + velocity
        plain = plain - 0.9524 * slopes * plain
    assert fact.best_loss == pytest.approx(0.5 * slopes @ theta**2, rel=1e-9)
    assert fact.rival_best_loss == pytest.approx(0.5 * slopes @ plain**2, rel=1e-9)
    assert fact.best_flips == 30
    # From 6.45, the loss has its peak after one step, in which plain descent would do the same.
    after_one = np.array([-7.0, 2.0]) * (1 - 1.3358 * slopes)
    assert fact.best_ball.value[0] == pytest.approx(6.45)
    assert fact.best_peak == pytest.approx(0.5 * slopes @ after_one**2, rel=1e-12)
    assert np.all(fact.best_ball.value[2:] < fact.best_peak)
    assert f"{fact.best_peak:.3g}" == "13"
    # Best for long runs, and not for these: at 0.95, plain descent ends lower.
    assert fact.rival_end_loss < fact.rival_best_loss


def test_shrinking_pushes_come_to_rates_that_shrink_both_directions_alike() -> None:
    fact = facts(Params())
    r = np.sqrt(0.4026)
    assert fact.shrink == pytest.approx(r)
    for sign, rate, slope in ((-1.0, fact.best_alternating, 2.0), (1.0, fact.best_agreeing, 0.1)):
        # A velocity fed with pushes η(±r)^t, over the last of them; it needs no formula of the segment.
        velocity, gradient = 0.0, 1.0
        for _ in range(4000):
            velocity = 0.4026 * velocity / (sign * r) + 1.3358 * gradient
        assert velocity == pytest.approx(rate, rel=1e-12)
        # What a step with that rate leaves of the error is what makes the next push r times the last.
        assert 1 - slope * rate == pytest.approx(sign * r, abs=1e-4)
    # η/(1 ± r) as it stands on the screen, and √κ.
    assert (f"{fact.best_alternating:.3f}", f"{fact.best_agreeing:.3f}") == ("0.817", "3.655")
    assert fact.stretch == pytest.approx(np.sqrt(20), abs=1e-3)


def test_a_push_k_steps_back_still_adds_r_to_the_k() -> None:
    fact = facts(Params())
    theta, velocity, pushes = np.array([-7.0, 2.0]), np.zeros(2), []
    for _ in range(400):
        pushes.append(-1.3358 * np.array([0.1, 2.0]) * theta)
        velocity = 0.4026 * velocity + pushes[-1]
        theta = theta + velocity
    # What α^k leaves of a push that was r^-k as large; both are taken from the run, not from the formula.
    assert fact.shrink**2 == pytest.approx(0.4026)
    ages = np.arange(13)
    for axis, sign in enumerate((1, -1)):
        for last in (200, 300, 399):
            added = 0.4026**ages * np.array([pushes[last - age][axis] for age in ages])
            # The approach is slow, for both roots are all but double ones.
            np.testing.assert_allclose(float(sign) ** ages * added / added[0], fact.shrink**ages, atol=0.005)


def test_the_run_itself_tends_to_these_rates() -> None:
    fact = facts(Params(steps=60))
    run = fact.best_ball
    ratio = run.step / -run.grad[: len(run.step)]
    # The approach is only as fast as 1/t, for both roots are double ones.
    assert ratio[29] == pytest.approx([3.45, 0.828], abs=5e-3)
    assert ratio[59, 0] == pytest.approx(fact.best_agreeing, rel=0.04)
    assert ratio[59, 1] == pytest.approx(fact.best_alternating, rel=0.04)


def test_more_friction_alone_keeps_the_ball_from_passing_the_minimum() -> None:
    fact = facts(Params())
    assert fact.braked_momentum == pytest.approx((1 - np.sqrt(0.1 * 0.1)) ** 2) == 0.81
    theta, v, way = np.array([-7.0, 2.0]), np.zeros(2), []
    for _ in range(30):
        v = 0.81 * v - 0.1 * np.array([0.1, 2.0]) * theta
        theta = theta + v
        way.append(theta[0])
    np.testing.assert_allclose(fact.braked.x[1:, 0], way, atol=1e-12)
    assert fact.friction_tells
    assert max(way) < 0 < fact.reach_x
    # Not a better end after 30 steps, but a better rate: 0.9 a step instead of √0.9, and plain descent's 0.905.
    assert fact.braked_loss == pytest.approx(0.0707745, abs=1e-6)
    assert (fact.seen_kept, fact.rival_kept) == (pytest.approx(np.sqrt(0.9)), pytest.approx(0.905))
    assert fact.braked_kept == pytest.approx(0.9, abs=1e-6)


def test_momentum_settles_beyond_the_edge_where_plain_descent_diverges() -> None:
    fact = facts(Params())
    assert not fact.within_limit
    assert fact.rival_limit == fact.equal_rate == 1
    theta, velocity, plain = 2.0, 0.0, 2.0
    for _ in range(30):
        velocity = fact.best_momentum * velocity - fact.best_rate * 2 * theta
        theta, plain = theta + velocity, plain - fact.best_rate * 2 * plain
    assert abs(theta) < 1e-3
    assert abs(plain) > 1e6
    # With these constants the pushes across do alternate at every step; with the ball's own they do not.
    across = np.sign(fact.best_ball.grad[:, 1])
    assert np.all(across[1:] == -across[:-1])
    assert fact.flips < 30


def test_the_condition_gives_way_to_its_root() -> None:
    fact = facts(Params())
    assert fact.condition == pytest.approx(20)
    assert fact.kept_plain == pytest.approx(19 / 21)
    assert fact.kept_ball == pytest.approx((np.sqrt(20) - 1) / (np.sqrt(20) + 1))
    # No rate does better: the larger of both factors, and the spectral radius of momentum's step, on a grid around.
    rates = np.linspace(0.01, 1.0, 500)
    assert fact.kept_plain <= np.maximum(abs(1 - 0.1 * rates), abs(1 - 2 * rates)).min() + 1e-12
    for rate in np.linspace(1.2, 1.5, 31):
        for share in np.linspace(0.3, 0.6, 31):
            steps = [np.array([[1 + share - rate * h, -share], [1, 0]]) for h in (0.1, 2.0)]
            radius = max(float(np.abs(np.linalg.eigvals(step)).max()) for step in steps)
            assert fact.kept_ball <= radius + 1e-9
    # ln 10 / −ln(999/1001), and of the root.
    assert (fact.narrow_plain, fact.narrow_ball) == (pytest.approx(1151.2922), pytest.approx(36.394928))


def test_a_further_factor_of_ten_costs_the_steps_told_in_a_narrow_valley_but_the_first_one_more() -> None:
    fact = facts(Params())
    slopes = np.array([1.0, 1000.0])
    wide, narrow = np.sqrt(1000.0), 1.0
    rate, share = 4 / (wide + narrow) ** 2, ((wide - narrow) / (wide + narrow)) ** 2
    theta, velocity, plain = np.ones(2), np.zeros(2), np.ones(2)
    ball, descent = [np.linalg.norm(theta)], [np.linalg.norm(plain)]
    for _ in range(4000):
        velocity = share * velocity - rate * slopes * theta
        theta, plain = theta + velocity, plain - 2 / 1001 * slopes * plain
        ball.append(np.linalg.norm(theta))
        descent.append(np.linalg.norm(plain))
    decades = -np.log10([ball[4000] / ball[3000], descent[4000] / descent[3000]])
    assert 1000 / decades[0] == pytest.approx(fact.narrow_ball, rel=0.01)
    assert 1000 / decades[1] == pytest.approx(fact.narrow_plain, rel=1e-6)
    # From rest the error grows first: the words must not say that a tenth is left after so many steps.
    assert ball[36] / ball[0] == pytest.approx(5.14, abs=0.01)
    assert int(np.argmax(np.array(ball) <= 0.1 * ball[0])) == 117


def test_the_velocity_is_the_sum_of_all_pushes_weighted_by_age() -> None:
    for params in (Params(), Params(momentum=0.5), Params(objective="bowl", start=(-4.0, -2.4))):
        fact = facts(params)
        np.testing.assert_allclose(fact.weights, params.momentum ** np.arange(fact.recalled))
        np.testing.assert_allclose(fact.terms.sum(axis=0), fact.velocity[fact.recalled], atol=1e-12)
        np.testing.assert_allclose(fact.terms[0], fact.pushes[fact.recalled - 1])
        # Along the valley all of them agree.
        assert len(set(np.sign(fact.terms[:, 0]))) == 1
    fact = facts(Params())
    assert fact.recalled == 12
    assert fact.share_x == pytest.approx(1)
    assert fact.share_y == pytest.approx(abs(fact.velocity[12, 1]) / np.abs(fact.terms[:, 1]).sum())
    assert fact.angle == pytest.approx(np.degrees(np.arctan(fact.velocity[12, 1] / fact.velocity[12, 0])))
    assert f"{fact.share_y:.0%} {fact.angle:.0f}" == "29% 42"
    # Before step 5, all pushes across have one sign, so that none of them could cancel.
    assert fact.mixed_from == 5
    assert np.all(fact.pushes[:4, 1] < 0)
    assert fact.pushes[4, 1] > 0
    assert f"{fact.usual_share_x:.0%} {fact.usual_share_y:.0%}" == "96% 22%"


def test_the_bowl_overshoots_as_in_block_2() -> None:
    assert facts(Params(objective="bowl", start=(-4.0, -2.4))).reach_x == pytest.approx(2.415, abs=5e-4)


def test_velocity_and_pushes_are_the_rule_done_by_hand() -> None:
    fact = facts(Params())
    theta, v = np.array([-7.0, 2.0]), np.zeros(2)
    for step in range(30):
        push = -0.1 * np.array([theta[0] / 10, 2 * theta[1]])
        np.testing.assert_allclose(fact.pushes[step], push, atol=1e-14)
        v = 0.9 * v + push
        theta = theta + v
        np.testing.assert_allclose(fact.velocity[step + 1], v, atol=1e-14)


def test_the_moment_shows_both_arrows_well() -> None:
    for params in (Params(), Params(momentum=0.99), Params(objective="bowl", start=(-4.0, -2.4))):
        fact = facts(params)
        kept, push = params.momentum * fact.velocity[fact.moment], fact.pushes[fact.moment]
        sizes = np.linalg.norm([kept, push], axis=1)
        assert 0.4 < sizes[0] / sizes[1] < 2.5
        assert abs(kept @ push) < 0.75 * sizes.prod()


@pytest.mark.parametrize(
    ("changes", "true"),
    [
        ({}, set()),
        ({"rival_learning_rate": 1.05}, {"wins"}),
        ({"rival_learning_rate": 0.3}, {"rival_calm", "wins"}),
        ({"momentum": 0.1}, {"never_turns", "pushes_agree", "stops_short", "equal_settles", "other_change"}),
        (
            {"learning_rate": 0.01, "steps": 20},
            {"never_turns", "pushes_agree", "stops_short", "equal_settles"},
        ),
        ({"momentum": 0.99}, {"equal_diverges"}),
        ({"start": (-7.0, 0.2)}, {"falls_at_best"}),
    ],
)
def test_claims_follow_the_parameters(changes: dict[str, float], true: set[str]) -> None:
    fact = facts(Params(**changes))
    assert {claim for claim in CLAIMS if getattr(fact, claim)} == true


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(ContentError, match="lies on an axis"):
        facts(Params(start=(-7.0, 0.0)))
    with pytest.raises(ContentError, match=r"the ball never settles: the limit is 1\.9"):
        facts(Params(learning_rate=1.9))
    with pytest.raises(ContentError, match="not a quadratic valley"):
        facts(Params(objective="saddle"))
    with pytest.raises(ValueError, match="momentum"):
        Params(momentum=1.0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_start_far_away_is_no_mistake(language: str) -> None:
    Performance.prepare("rolling_ball", language, Params(start=(-20.0, 20.0)))
