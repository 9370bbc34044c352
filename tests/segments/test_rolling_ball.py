"""Facts of the rolling ball against the reference numbers (blocks 1, 3 and 6) and the rule done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.errors import ContentError
from scenes.segments.rolling_ball.facts import Params, facts

CLAIMS = (
    "diverges",
    "rival_diverges",
    "rival_calm",
    "one_sided",
    "never_turns",
    "wilder",
    "pushes_agree",
    "overshoots",
    "stops_short",
    "wins",
    "calm_at_best",
)


def test_defaults_are_the_reference_numbers_of_block_1() -> None:
    fact = facts(Params())
    assert (fact.flips, fact.rival_flips) == (4, 30)
    assert fact.path_length == pytest.approx(12.80, abs=0.005)
    assert fact.rival_length == pytest.approx(36.99, abs=0.005)
    assert fact.reach_x == pytest.approx(0.896, abs=5e-4)
    assert fact.swing_y == pytest.approx(-1.4179, abs=5e-5)
    assert fact.end_loss == pytest.approx(0.0479370, abs=5e-8)
    assert fact.rival_end_loss == pytest.approx(0.01332677, abs=1e-7)
    np.testing.assert_allclose(fact.ball.x[-1], [0.89641385849373301, 0.088085601715069711], rtol=1e-12)
    assert fact.collected == 24  # x crosses zero in step 24


def test_the_best_settings_are_those_of_block_1() -> None:
    fact = facts(Params())
    assert fact.best_rate == pytest.approx(1.335815, abs=5e-7)
    assert fact.best_momentum == pytest.approx(0.402605, abs=5e-7)
    assert fact.best_loss == pytest.approx(1.45e-8, rel=5e-3)
    assert fact.rival_best_rate == pytest.approx(0.95238, abs=5e-6)
    assert fact.rival_best_loss == pytest.approx(0.0159, abs=5e-5)


def test_limits_are_those_of_block_3() -> None:
    ravine = facts(Params())
    bowl = facts(Params(objective="bowl", start=(-4.0, -2.4)))
    assert (ravine.limit, ravine.rival_limit) == (pytest.approx(1.9), pytest.approx(1.0))
    assert (bowl.limit, bowl.rival_limit) == (pytest.approx(0.95), pytest.approx(0.5))


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
    # What the words say of the pushes: along the valley they agree, across it they cancel.
    assert fact.left_x == pytest.approx(fact.pushed_x)
    assert fact.left_y < 0.02 * fact.pushed_y


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
        ({}, {"overshoots"}),
        ({"learning_rate": 1.9}, {"diverges", "wilder", "calm_at_best"}),
        ({"rival_learning_rate": 1.05}, {"rival_diverges", "overshoots", "wins"}),
        ({"rival_learning_rate": 0.3}, {"rival_calm", "wilder", "overshoots", "wins"}),
        ({"momentum": 0.1}, {"one_sided", "never_turns", "pushes_agree", "stops_short"}),
        ({"momentum": 0.1, "learning_rate": 1.0}, {"wilder", "stops_short", "calm_at_best", "wins"}),
        ({"learning_rate": 0.01, "steps": 20}, {"never_turns", "pushes_agree", "stops_short"}),
        ({"momentum": 0.99}, {"overshoots"}),
    ],
)
def test_claims_follow_the_parameters(changes: dict[str, float], true: set[str]) -> None:
    fact = facts(Params(**changes))
    assert {claim for claim in CLAIMS if getattr(fact, claim)} == true


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(ContentError, match="lies on an axis"):
        facts(Params(start=(-7.0, 0.0)))
    with pytest.raises(ContentError, match="not a quadratic valley"):
        facts(Params(objective="saddle"))
    with pytest.raises(ValueError, match="momentum"):
        Params(momentum=1.0)
