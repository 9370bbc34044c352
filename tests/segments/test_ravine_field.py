"""Facts of the gradient field against the reference numbers (block 1), a grid and the angle measured by hand."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib.fields import angle_to_minimum
from scenes.errors import ContentError
from scenes.performance import Performance
from scenes.segments.ravine_field.facts import Params, facts, largest_miss, miss, share_beyond, wedge


def _angles(x: np.ndarray, y: np.ndarray, flat: float, steep: float) -> np.ndarray:
    """Measure the angle between (−flat·x, −steep·y) and (−x, −y) by the cosine."""
    inner = flat * x * x + steep * y * y
    return np.degrees(np.arccos(np.clip(inner / np.hypot(flat * x, steep * y) / np.hypot(x, y), -1, 1)))


def test_defaults_are_the_reference_numbers_of_block_1() -> None:
    fact = facts(Params())
    assert fact.angle == pytest.approx(64.128, abs=5e-4)
    assert fact.angle == pytest.approx(angle_to_minimum(fact.objective.load(), fact.start), abs=1e-9)
    assert fact.largest == pytest.approx(64.791, abs=5e-4)
    assert fact.condition == pytest.approx(20)
    assert fact.gradient == (pytest.approx(-0.7), pytest.approx(4.0))
    # The map is the reference's: [−10, 10] × [−5, 5].
    assert (fact.half_width, fact.half_height) == (pytest.approx(10), pytest.approx(5))
    # One step of the next segment's walk.
    assert fact.step == (pytest.approx(-6.335), pytest.approx(-1.8))


def test_the_closed_form_is_the_arc_sine_of_the_reference_and_the_largest_on_a_grid() -> None:
    for condition in (2.0, 4.0, 20.0, 100.0, 5000.0):
        closed = largest_miss(condition)
        assert closed == pytest.approx(np.degrees(np.arcsin((condition - 1) / (condition + 1))), rel=1e-9)
        slopes = np.geomspace(1e-5, 1e5, 40001)
        angles = _angles(np.ones_like(slopes), slopes, 1.0, condition)
        assert closed == pytest.approx(angles.max(), abs=1e-4)
        assert slopes[np.argmax(angles)] == pytest.approx(1 / np.sqrt(condition), rel=1e-3)
        # Never a right angle: a small enough step always comes nearer.
        assert closed < 90


def test_shares_are_those_of_directions_and_of_a_disc_but_not_of_any_window() -> None:
    turn = np.radians((np.arange(36000) + 0.5) / 100)
    for condition in (4.0, 20.0, 100.0):
        angles = _angles(np.cos(turn), np.sin(turn), 2.0 / condition, 2.0)
        for degrees in (10.0, 30.0, 45.0, 60.0):
            assert share_beyond(condition, degrees) == pytest.approx(np.mean(angles > degrees), abs=1e-3)
    # The block's map is twice as wide as high, and that alone makes 66.4 % of it.
    x, y = np.meshgrid((np.arange(1000) + 0.5) / 100, (np.arange(1000) + 0.5) / 100)
    angles = _angles(x, y, 0.1, 2.0)
    assert np.mean(angles[y < 5] > 45) == pytest.approx(0.664, abs=2e-3)
    assert np.mean(angles[np.hypot(x, y) < 10] > 45) == pytest.approx(share_beyond(20, 45), abs=2e-3)


def test_only_the_direction_counts_and_on_the_axes_the_angle_is_zero() -> None:
    fact = facts(Params())
    for factor in (1e-3, 0.5, 2.0):
        start = (-7 * factor, 2 * factor)
        assert _angles(*map(np.array, start), 0.1, 2.0) == pytest.approx(fact.angle, abs=1e-9)
    assert miss(20.0, 0.0) == 0
    assert miss(20.0, 1e9) == pytest.approx(0, abs=1e-6)
    assert miss(20.0, fact.slope) == pytest.approx(fact.angle, abs=1e-9)
    assert miss(1.0, 0.7) == 0


def test_at_its_ends_a_wedge_has_the_angle_it_was_asked_for() -> None:
    for condition, degrees in ((20.0, 15.0), (20.0, 60.0), (1000.0, 80.0)):
        ends = wedge(condition, degrees)
        assert ends is not None
        assert [miss(condition, end) for end in ends] == pytest.approx([degrees, degrees], abs=1e-9)
    assert wedge(20.0, 65.0) is None


def test_the_law_the_words_derive_holds_at_every_slope() -> None:
    fact = facts(Params())
    for slope in np.geomspace(0.01, 100, 50):
        below = 1 / slope + 20 * slope
        assert np.tan(np.radians(miss(20.0, slope))) == pytest.approx(19 / below, rel=1e-9)
        assert below >= fact.least_sum - 1e-12
        assert (1 / slope) * (20 * slope) == pytest.approx(20)
    assert fact.least_sum == pytest.approx(1 / fact.worst_slope + 20 * fact.worst_slope)
    assert np.tan(np.radians(fact.worst_direction)) == pytest.approx(fact.worst_slope)


def test_a_narrower_valley_is_always_narrower() -> None:
    assert (facts(Params()).narrow, round(facts(Params()).narrow_angle, 1)) == (100, 78.6)
    steep = facts(Params(objective="x**2/2 + 40*y**2"))
    assert steep.narrow == 5 * steep.condition == 400
    assert steep.narrow_angle > steep.largest


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_gentle_bowl_has_words_of_its_own(language: str) -> None:
    def heat(params: Params) -> str:
        script = Performance.prepare("ravine_field", language, params).script
        return next(cue for cue in script.cues if cue.name == "heat").shown

    bowl = Params(objective="bowl", start=(-4.0, -2.4))
    # Block 1: 36.42° of at most 36.87°.
    assert facts(bowl).angle == pytest.approx(36.42, abs=5e-3)
    assert facts(bowl).largest == pytest.approx(36.87, abs=5e-3)
    assert facts(bowl).slight
    assert not facts(Params()).slight
    assert "43%" in heat(Params())
    assert "0%" not in heat(bowl)


def test_what_cannot_be_told_is_refused_with_advice() -> None:
    for params, said in (
        (Params(start=(-7.0, 0.0)), "lies on an axis"),
        (Params(objective="x**2 + 1.5*y**2"), "nearly a round bowl"),
        (Params(objective="rosenbrock"), "not a quadratic valley"),
    ):
        with pytest.raises(ContentError, match=said):
            facts(params)
