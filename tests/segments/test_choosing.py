"""Choosing: exact mean losses against drawn runs, closed forms, and what methods do when they are tried."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, optimizers, run
from scenes.errors import ContentError
from scenes.facts.noisy_valley import floor, mean_losses
from scenes.performance import Performance
from scenes.segments.choosing.facts import GROUPS, Facts, Params, facts
from scenes.segments.choosing.methods import remembers, rescales
from scenes.segments.choosing.questions import constant, linear_fall
from scenes.segments.choosing.tuning import RATES, SHARE

BEND, START = np.array([0.1, 2.0]), np.array([-7.0, 2.0])


@pytest.fixture(scope="module")
def found() -> Facts:
    """All facts with the stock numbers."""
    return facts(Params())


@pytest.mark.parametrize(
    ("rates", "momentum"), [("stays", 0.0), ("falls", 0.0), ("stays", 0.7), ("falls", 0.7)]
)
def test_mean_losses_are_those_of_many_runs(rates: str, momentum: float) -> None:
    """The recursion agrees with the average of 4000 drawn runs, within four standard errors."""
    steps, runs = 60, 4000
    schedule = {"stays": constant(0.3, steps), "falls": linear_fall(0.3, steps)}[rates]
    noise = np.random.default_rng(1).standard_normal((steps, runs, 2))
    method = optimizers.load("momentum", learning_rate=lambda t: float(schedule[t, 0]), momentum=momentum)
    walks = run(
        objectives.load("ravine"), method, np.broadcast_to(START, (runs, 2)), steps, noise=noise
    ).value
    error = walks.std(axis=1) / np.sqrt(runs)
    told = mean_losses(BEND, START, schedule, momentum, 1.0)[:, 0]
    assert np.all(np.abs(walks.mean(axis=1) - told) <= 4 * error + 1e-12)


def test_a_constant_rate_stays_at_the_floor(found: Facts) -> None:
    """The closed form, by hand: 0.5/(2 · 1.95) + 0.5/(2 · 1) for the curvatures 0.1 and 2."""
    assert floor(BEND, 0.5, 1.0) == pytest.approx(0.5 / 3.9 + 0.25)
    assert found.constant_end == pytest.approx(floor(BEND, 0.5, 1.0), rel=1e-6)
    assert found.falling_end < 0.12 * found.constant_end
    # Without noise the same rate multiplies the flat coordinate by 0.95 a step.
    assert found.exact_end == pytest.approx(49 / 20 * 0.95**400, rel=1e-9)


def test_one_thing_differs_between_the_noisy_runs() -> None:
    """Both noisy runs have the same noise: with the rates of the other, one is the other."""
    one, other = facts(Params()), facts(Params())
    assert np.array_equal(one.noise.run_constant, other.noise.run_constant)
    assert one.noise.run_constant[1] == one.noise.run_falling[1], "the first rates are equal"


def test_steps_of_descent_follow_its_law(found: Facts) -> None:
    """The distance shrinks by (κ − 1)/(κ + 1) at least, so that many steps do, and hardly fewer."""
    conditions, steps = found.scales.conditions[3:], found.scales.steps["gradient_descent"][3:]
    law = np.log(1 / found.near) / np.log((conditions + 1) / (conditions - 1))
    assert np.all(steps <= np.ceil(law))
    assert np.all(steps >= 0.93 * law - 1)


def test_momentum_needs_steps_like_the_root(found: Facts) -> None:
    """From a condition number of 100 to 1000 they grow by more than √10 and by less than 1.3 times that."""
    steps, conditions = found.scales.steps["momentum"], found.scales.conditions
    ratio = steps[-1] / steps[int(np.argmin(np.abs(conditions - 100)))]
    assert np.sqrt(10) < ratio < 1.3 * np.sqrt(10)


def test_curvature_cancels_along_the_axes_only(found: Facts) -> None:
    """However narrow the valley, AdaGrad and Adam take the same steps; turned, they do not."""
    for name in ("adagrad", "adam"):
        assert np.ptp(found.scales.steps[name]) == 0
    assert found.adagrad_turned > found.descent_steps > 40 * found.adagrad_steps
    assert found.adam_turned > 3 * found.adam_steps


def test_rare_words_and_their_control(found: Facts) -> None:
    """Where words are rare, AdaGrad leaves a fifth; where all are equally frequent, about the same."""
    assert found.adagrad_left < 0.25 * found.descent_left
    assert found.adagrad_equal == pytest.approx(found.descent_equal, rel=0.2)
    assert found.rare.shares.sum() == pytest.approx(1.0)


def test_only_the_adaptive_method_keeps_its_rates(found: Facts) -> None:
    """With the loss multiplied, descent and momentum need rates as many times smaller; Adam the same ones."""
    for name in ("gradient_descent", "momentum"):
        one = found.ranges[name]
        assert np.allclose(np.multiply(one.ends_scaled, found.factor), one.ends)
    assert found.ranges["adam"].ends == found.ranges["adam"].ends_scaled
    assert found.descent_width < found.momentum_width < found.adam_width


def test_a_range_holds_only_rates_that_will_do(found: Facts) -> None:
    """Inside all bring the loss below the share that is told, and the next one outside does not."""
    for one in found.ranges.values():
        low, high = (int(np.argmin(np.abs(RATES - end))) for end in one.ends)
        assert np.all(one.left[low : high + 1] <= SHARE)
        assert one.left[low - 1] > SHARE
        assert one.left[high + 1] > SHARE


def test_the_order_of_tuning_is_that_of_what_it_brings(found: Facts) -> None:
    """The rate alone brings most, then a schedule, then nothing."""
    order = found.order
    assert order.alone["rate"] == min(order.alone.values())
    assert order.second["schedule"] == min(order.second.values()) < order.alone["rate"]
    assert order.all == pytest.approx(order.second["schedule"], rel=0.05)
    # By hand: with 0.001, the flat coordinate keeps 0.9999 a step and the steep one 0.998.
    by_hand = 49 / 20 * 0.9999**400 + 4 * 0.998**400
    assert order.untuned == pytest.approx(by_hand, rel=2e-4)


def test_shapes_are_what_they_are_called(found: Facts) -> None:
    """One climbs, one creeps, one stays at the floor, one ends below it."""
    shapes = found.shapes
    assert shapes.large[-1] > 1e6 * shapes.large[0]
    assert shapes.large_rate > 1.0
    assert 0.5 < shapes.small[-1] / shapes.small[0] < 1.0
    assert np.all(np.abs(np.diff(shapes.small)) < 0.1)
    assert np.median(shapes.floor[-100:]) == pytest.approx(found.noise.floor, rel=0.8)
    assert shapes.fine[-30:].mean() < 0.2 * shapes.floor[-30:].mean()


def test_every_method_is_in_the_group_of_what_it_does(found: Facts) -> None:
    """All methods are in the table, and the groups are those that the names tell."""
    assert {one.name for one in found.methods} == set(optimizers.names())
    expected = {
        "plain": {"gradient_descent", "momentum", "nesterov"},
        "each": {"adagrad", "rmsprop", "adadelta"},
        "both": {"adam", "adamw", "adamax", "nadam", "radam"},
    }
    for group in GROUPS:
        assert expected[group] <= {one.name for one in found.group(group)}


def test_what_a_method_does_is_found_by_trying() -> None:
    """RAdam does not rescale until it has warmed up, and centred or not, RMSProp does."""
    assert rescales(optimizers.load("radam"))
    assert remembers(optimizers.load("radam"))
    assert rescales(optimizers.load("rmsprop", centered=True))
    assert remembers(optimizers.load("rmsprop", momentum=0.9))


def test_every_racer_has_the_best_of_its_rates(found: Facts) -> None:
    """A little more or less has a larger mean loss; nothing that is said names a winner."""
    assert len(found.racers) >= 7
    ravine = objectives.load("ravine")
    for one in found.racers:
        near = [
            run(ravine, optimizers.load(one.name, learning_rate=factor * one.rate), START, 30).value.mean()
            for factor in (0.8, 1.25)
        ]
        assert one.run.value.mean() <= min(near) * (1 + 1e-9)


def test_advice_that_would_not_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If AdaGrad brought nothing for rare words, the segment would not say so."""
    module = "scenes.segments.choosing.facts"
    monkeypatch.setattr(f"{module}.UPDATES", 600)
    with pytest.raises(ContentError, match="rare words"):
        facts(Params())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_beside_the_film_has_every_method(language: str) -> None:
    page = Performance.prepare("choosing", language).reading
    for name in optimizers.names():
        told = optimizers.load(name).facts
        row = next(
            line for line in page.splitlines() if line.startswith(f"| {told.display_name[language]} |")
        )
        assert row.endswith(f"| {told.memory} | {told.torch} |")
