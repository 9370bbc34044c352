"""Facts of the zig-zag against the reference numbers (blocks 1 and 3) and closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.errors import ContentError
from scenes.segments.zigzag_sgd.facts import Params, facts


def test_defaults_are_the_reference_numbers() -> None:
    fact = facts(Params())
    assert fact.condition == pytest.approx(20)
    assert (fact.steps, fact.flips) == (30, 30)
    assert fact.path_length == pytest.approx(36.99, abs=0.005)
    assert fact.detour == pytest.approx(5.08, abs=0.005)
    assert fact.turning == pytest.approx(158.5, abs=0.05)
    assert fact.angle == pytest.approx(64.128, abs=0.0005)
    assert fact.largest_angle == pytest.approx(64.791, abs=0.0005)
    assert fact.best_rate == pytest.approx(0.95238, abs=5e-6)
    assert fact.best_factor == pytest.approx(19 / 21)
    # The loss of block 1's end point; its own line of block 1 is 4e-8 off in the last digits.
    assert fact.end_loss == pytest.approx(0.35039299575231969**2 / 20 + 0.084782316550432196**2, rel=1e-12)
    assert (fact.diverges, fact.calm, fact.timid) == (False, False, False)


def test_the_path_is_the_closed_form() -> None:
    fact = facts(Params())
    t = np.arange(31)
    closed = np.stack([-7 * 0.905**t, 2 * (-0.9) ** t], axis=-1)
    np.testing.assert_allclose(fact.trajectory.x, closed, atol=1e-13)
    assert (fact.factor_x, fact.factor_y) == (pytest.approx(0.905), pytest.approx(-0.9))


@pytest.mark.parametrize(
    ("learning_rate", "diverges", "calm", "timid"),
    [
        (1.05, True, False, False),
        (1.0, False, False, True),
        (0.3, False, True, True),
        (0.94, False, False, False),
    ],
)
def test_claims_follow_the_rate(learning_rate: float, diverges: bool, calm: bool, timid: bool) -> None:
    fact = facts(Params(learning_rate=learning_rate))
    assert (fact.diverges, fact.calm, fact.timid) == (diverges, calm, timid)


def test_a_diverging_run_reaches_the_reference_height() -> None:
    assert abs(facts(Params(learning_rate=1.05)).end_y) == pytest.approx(34.899, abs=5e-4)


def test_the_bowl_is_a_valley_too() -> None:
    fact = facts(Params(objective="bowl", start=(-4.0, -2.4), learning_rate=0.4))
    assert fact.angle == pytest.approx(36.42, abs=0.005)
    assert fact.largest_angle == pytest.approx(36.87, abs=0.005)
    assert fact.limit == pytest.approx(0.5)


def test_a_start_on_an_axis_is_refused() -> None:
    with pytest.raises(ContentError, match="lies on an axis"):
        facts(Params(start=(-7.0, 0.0)))


def test_the_other_wall_is_as_high_as_the_start_and_straight_down_the_gradient() -> None:
    fact = facts(Params())
    x, y = fact.other_wall
    assert x**2 / 20 + y**2 == pytest.approx(fact.start_loss, rel=1e-12)
    assert (y - 2) / (x + 7) == pytest.approx(4 / -0.7, rel=1e-12)


def test_a_run_is_not_followed_far_beyond_its_valley() -> None:
    fact = facts(Params(objective="bowl", start=(-4.0, -2.4), learning_rate=0.95))
    # y is multiplied by −2.8 each time: 2.4 · 2.8⁶ is the first height beyond a hundred times the start's distance.
    assert fact.steps == fact.flips == 6
    assert fact.end_y == pytest.approx(-2.4 * 2.8**6)
    assert (fact.coefficient_x, fact.coefficient_y) == ("", "4")


def test_a_run_that_is_soon_there_does_not_creep() -> None:
    assert facts(Params(objective="bowl", start=(-4.0, -2.4), learning_rate=0.45)).brisk
    assert not facts(Params()).brisk
