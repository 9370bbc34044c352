"""Facts of the race on three landscapes against blocks 3 and 9 of the reference, own loops and the laws told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.sweep import sweep
from scenes.segments.race_landscapes.contest import NOBODY, TIE
from scenes.segments.race_landscapes.facts import Facts, Params, _claims, facts
from scenes.segments.race_landscapes.grounds import GROUNDS, Ground
from scenes.segments.race_landscapes.memory_sweep import MEMORIES
from scenes.segments.race_landscapes.quarters import WITHOUT_AND_WITH
from scenes.segments.race_landscapes.tuning import METHODS, PER_DECADE, RATES, STARTS, good, method, width


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


def test_grounds_are_those_of_the_reference() -> None:
    # Block 3: Beale 48.98 at (3, .5), limit .0408; Rosenbrock 1001.6, limit .0019968, at (1, 1).
    beale, rosenbrock, saddle = GROUNDS
    assert beale.curvatures[1] == pytest.approx(48.98, abs=0.005)
    assert rosenbrock.curvatures[1] == pytest.approx(1001.6, abs=0.05)
    # Block 9: minima (0, ±1), f −.5; the Hessian there is diag(2, 6 − 2).
    np.testing.assert_allclose(saddle.curvatures, [2.0, 4.0])
    assert (beale.lowest, rosenbrock.lowest, saddle.lowest) == (0.0, 0.0, -0.5)


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda one: one.name)
def test_starts_are_spread_over_the_window(ground) -> None:
    starts = ground.spread(STARTS)
    low, high = np.transpose(ground.window)
    shares = (starts - low) / (high - low)
    assert np.all((shares > 0.03) & (shares < 0.97))
    # Each quarter has its share of them, and none is close to another.
    quarters = [np.sum((shares[:, 0] < 0.5) == x) for x in (True, False)]
    assert max(quarters) - min(quarters) <= 4
    apart = np.linalg.norm(shares[:, None] - shares[None], axis=-1) + 9 * np.eye(STARTS)
    assert apart.min() > 0.5 / np.sqrt(STARTS)
    assert np.all(np.abs(starts[:, 1]) > 1e-3)


def settles(values: list[float], target: float) -> int:
    above = [step for step, value in enumerate(values) if not value <= target]
    return above[-1] + 1 if above else 0


def test_gradient_descent_on_beale_by_hand(fact: Facts) -> None:
    x, y, rate, values = 1.0, 1.5, 10**-1.5, []
    for _ in range(1001):
        terms = [c - x + x * y**k for c, k in ((1.5, 1), (2.25, 2), (2.625, 3))]
        values.append(sum(term**2 for term in terms))
        along = 2 * sum(term * (y**k - 1) for term, k in zip(terms, (1, 2, 3), strict=True))
        across = 2 * x * sum(term * k * y ** (k - 1) for term, k in zip(terms, (1, 2, 3), strict=True))
        x, y = x - rate * along, y - rate * across
    plain = fact.beale.tunings["gradient_descent"]
    assert plain.rate_alone == pytest.approx(rate)
    assert plain.steps_alone == settles(values, 0.01) == 93


def test_adagrad_in_the_canyon_by_hand_is_lucky(fact: Facts) -> None:
    def walked(rate: float) -> int:
        point, total, values = np.array([-1.2, 1.0]), np.zeros(2), []
        for _ in range(1001):
            a, b = point
            values.append((1 - a) ** 2 + 100 * (b - a * a) ** 2)
            slope = np.array([-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)])
            total = total + slope**2
            point = point - rate * slope / np.sqrt(total)
        return settles(values, 0.01)

    assert fact.rosenbrock.steps_alone == walked(fact.lucky_rate) == 9
    # At the rates beside it, not once within a thousand steps.
    for factor in (10 ** (1 / PER_DECADE), 10 ** (-1 / PER_DECADE)):
        assert walked(fact.lucky_rate * factor) > 1000
    assert fact.rosenbrock.settled_alone < STARTS / 4
    # Its first step is the rate in both coordinates, out of the canyon; what follows is from wall to wall.
    np.testing.assert_allclose(fact.lucky_path[1] - fact.lucky_path[0], fact.lucky_rate)
    assert fact.lucky_height == pytest.approx(1593.6, abs=0.1)
    assert len(fact.lucky_path) == 10


def test_who_is_first_is_what_single_runs_say(fact: Facts) -> None:
    for contest in fact.contests:
        ground = contest.ground
        for rank in (0, 17, 41):
            counts = {}
            for name in METHODS:
                tuning = contest.tunings[name]
                if tuning.best < 0:
                    continue
                walk = run(
                    ground.objective, method(name, tuning.rate), ground.spread(STARTS)[rank], fact.steps
                )
                counts[name] = settles(list(walk.value), ground.lowest + fact.tolerance)
                if len(walk.value) <= fact.steps:
                    counts[name] = fact.steps + 1
            fewest = min(counts.values())
            first = [METHODS.index(name) for name, count in counts.items() if count == fewest]
            expected = NOBODY if fewest > fact.steps else TIE if len(first) > 1 else first[0]
            assert contest.owners[rank] == expected


def test_counts_add_up(fact: Facts) -> None:
    for contest in fact.contests:
        for owners in (contest.owners_alone, contest.owners):
            assert sum(contest.counts(owners)) + int(np.sum(owners < 0)) == STARTS


def test_the_story_holds_with_other_and_more_starts(monkeypatch) -> None:
    """The winners and who forgives do not hang on the starts that were chosen."""
    from scenes.segments.race_landscapes import tuning

    monkeypatch.setattr(tuning, "STARTS", 120)
    tuning.tunings.cache_clear()
    more = tuning.tunings(1000, 0.01)
    tuning.tunings.cache_clear()
    firsts = []
    for tunings in more.values():
        settled = {name: one.steps for name, one in tunings.items() if one.steps >= 0}
        firsts.append(min(settled, key=lambda name: settled[name]))
        assert tunings["adam"].width > tunings[firsts[-1]].width
    assert firsts == ["nesterov", "momentum", "gradient_descent"]


def test_rate_times_memory_decides_the_steps_on_the_left(fact: Facts) -> None:
    assert np.ptp(fact.flank) / fact.flank.mean() < 0.12
    # Where both are a hundredth as large, the flow from the ridge takes a hundred times the steps.
    assert np.ptp(fact.flank[:5]) <= 6


def test_ten_times_the_memory_does_with_a_tenth_of_the_rate(fact: Facts) -> None:
    # In the same steps, the range reaches as far to the right, and ten times as far to the left.
    plain, told = fact.same_ends
    assert plain / told == pytest.approx(fact.told_memory)
    assert fact.own_gain == pytest.approx(np.log10(fact.told_memory))
    # Not because of the 72: it is as much for any number of steps that memory can do with,
    np.testing.assert_allclose(fact.gains(np.array([52, 72, 100, 200, 400, 800])), 1.0)
    # and the other memories lie on that line, too, until their fewest steps are close to what is allowed.
    fast = np.flatnonzero(fact.memory.fewest <= fact.budget / 2)
    line = fact.same_budget + np.log10(MEMORIES[fast])
    assert np.all(np.abs(fact.same_widths[fast] - line) <= 1 / PER_DECADE)
    assert fact.same_widths[5] < 1.0 < fact.same_widths[4]


def test_short_memories_do_not_widen_beales_range(fact: Facts) -> None:
    # So the words tell of ten steps: up to a memory of three, the range is as narrow as without.
    beale = fact.memories_of["momentum"][0]
    np.testing.assert_allclose(beale.widths, [0.375, 0.375, 0.5, 0.875, 1.125, 1.5, 1.875])
    np.testing.assert_array_equal(beale.fewest, [88, 25, 26, 41, 73, 130, 228])


def test_a_tuned_memory_changes_who_wins(fact: Facts) -> None:
    steps = {name: [one.steps for one in sweeps] for name, sweeps in fact.memories_of.items()}
    assert steps == {"momentum": [25, 195, 2], "nesterov": [21, 159, 2]}
    assert fact.canyon_tuned == 159 < fact.rosenbrock.steps == 195


@pytest.mark.parametrize("place", [0, 1])
def test_tuned_nesterov_by_hand(fact: Facts, place: int) -> None:
    ground, swept = GROUNDS[place], fact.memories_of["nesterov"][place]
    row, rank = swept.best
    x, share = ground.spread(STARTS), 1 - 1 / MEMORIES[row]
    v, last = np.zeros_like(x), np.zeros(STARTS)
    with np.errstate(all="ignore"):
        for t in range(1, 1001):
            v = share * v - RATES[rank] * ground.objective.gradient(x + share * v)
            x = x + v
            last = np.where(ground.objective.value(x) <= ground.lowest + 0.01, last, t)
    assert int(np.sort(last + 1)[(STARTS - 1) // 2]) == swept.steps


def test_the_usual_memory_is_the_row_of_the_tuned_methods(fact: Facts) -> None:
    row = int(np.argmin(np.abs(MEMORIES - 10)))
    np.testing.assert_array_equal(fact.memory.half[row], fact.saddle.tunings["momentum"].half)
    assert fact.told_width == fact.saddle.tunings["momentum"].width
    # Without memory, momentum is gradient descent.
    np.testing.assert_array_equal(fact.memory.half[0], fact.saddle.tunings["gradient_descent"].half)


def test_memory_widens_where_the_steps_are_the_same(fact: Facts) -> None:
    # Twice the fewest punishes who is fast: so also within one number of steps for both.
    assert fact.budget == 2 * fact.told_steps == 72
    assert fact.same_budget == 1.5
    assert fact.narrow < fact.same_budget < fact.told_width == width(fact.memory.within(4, fact.budget))


def half_of(name: str, ground: Ground, divisor: float = 1.0, **settings: float) -> np.ndarray:
    """Steps until half of the starts have settled, for every third rate, in a loop of its own."""
    found, starts, plain = [], ground.spread(STARTS), ground.objective
    for rate in RATES[::3]:
        x, m, v = starts.copy(), np.zeros_like(starts), np.zeros_like(starts)
        last = np.zeros(STARTS)
        beta1, beta2 = settings.get("beta1", 0.9), 0.999
        with np.errstate(all="ignore"):
            for t in range(1, 1001):
                g = plain.gradient(x) / divisor
                if name == "momentum":
                    m = settings["momentum"] * m + g
                    x = x - rate * m
                else:
                    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
                    x = x - rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + 1e-8)
                low = plain.value(x) / divisor <= (ground.lowest + 0.01) / divisor
                last = np.where(low, last, t)
        steps = np.sort(np.where(last >= 1000, 10**9, last + 1))[(STARTS - 1) // 2]
        found.append(-1 if steps >= 10**9 else int(steps))
    return np.array(found)


def test_ranges_of_adam_without_memory_by_hand(fact: Facts) -> None:
    np.testing.assert_array_equal(fact.dividing.half[0][::3], half_of("adam", GROUNDS[0], beta1=0.0))
    np.testing.assert_array_equal(fact.adam.half[2][::3], half_of("adam", GROUNDS[2]))


def test_quarters_differ_in_one_thing_alone(fact: Facts) -> None:
    for place, contest in enumerate(fact.contests):
        for quarter, name in (
            (fact.neither, "gradient_descent"),
            (fact.remembering, "momentum"),
            (fact.adam, "adam"),
        ):
            np.testing.assert_array_equal(quarter.half[place], contest.tunings[name].half)
    # A memory of ten steps is what both have by themselves.
    for name, grid in WITHOUT_AND_WITH.items():
        assert {key: getattr(method(name, 0.1), key) for key in grid} == {
            key: row[1] for key, row in grid.items()
        }


def test_memory_makes_ranges_wider(fact: Facts) -> None:
    for without, with_memory in ((fact.neither, fact.remembering), (fact.dividing, fact.adam)):
        assert np.all(with_memory.widths > without.widths)
        # Not because "twice the fewest" forgives who is slow: the same number of steps for all.
        assert np.all(with_memory.within(fact.budgets) > without.within(fact.budgets))


def test_division_brings_ranges_together(fact: Facts) -> None:
    assert fact.neither.apart == pytest.approx(1.125)
    assert fact.remembering.apart == pytest.approx(1.3125)
    assert fact.dividing.apart == pytest.approx(0.4375)
    assert fact.adam.apart == pytest.approx(0.3125)
    assert [len(one.common) for one in fact.quarters] == [0, 1, 0, 10]


def test_dividing_the_loss_moves_who_does_not_divide(fact: Facts) -> None:
    assert [one.moved for one in fact.quarters] == pytest.approx([2.0, 2.0, 0.0, 0.0], abs=1e-9)
    # Whole ranges do; single counts may differ by a few steps where runs leap about and rounding decides.
    for quarter in (fact.dividing, fact.adam):
        np.testing.assert_array_equal(good(quarter.scaled), quarter.ranges[0])
    # A factor of ten is eight rates: without division, the range is the same, sixteen rates on.
    for quarter in (fact.neither, fact.remembering):
        np.testing.assert_array_equal(good(quarter.scaled), quarter.ranges[0] + 2 * PER_DECADE)
    # The others that divide stay, too: AdaGrad and RMSProp.
    ground = GROUNDS[0]
    divided = objectives.from_functions(
        lambda x: ground.objective.value(x) / 100,
        lambda x: ground.objective.gradient(x) / 100,
        start=(1.0, 1.5),
    )
    for name in ("adagrad", "rmsprop"):
        again = sweep(
            divided,
            method(name, 0.1),
            {"learning_rate": RATES},
            ground.spread(STARTS),
            1000,
            1e-4,
            settled=True,
        )
        np.testing.assert_array_equal(good(again.half), fact.beale.tunings[name].good)


def test_other_outcomes_are_not_told(fact: Facts) -> None:
    assert all(_claims(fact).values())
    assert not all(_claims(replace(fact, saddle=fact.beale)).values())
