"""Choosing: exact mean losses against drawn runs, closed forms, and what methods do when they are tried."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib import objectives, optimizers, run
from optimlib.objectives.quadratic import Quadratic
from scenes.errors import ContentError
from scenes.facts.noisy_valley import floor, mean_losses
from scenes.performance import Performance
from scenes.segments.choosing.facts import GROUPS, Facts, Params, facts
from scenes.segments.choosing.last_race import level_starts
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


def test_adam_too_ends_lower_with_a_falling_rate(found: Facts) -> None:
    """With other noise and with other rates it is the same."""
    assert found.adam_falling_end < found.adam_constant_end / 2
    steps, runs = 200, 300
    noise = np.random.default_rng(5).standard_normal((steps, runs, 2))

    def end(rates: np.ndarray) -> float:
        method = optimizers.load("adam", learning_rate=lambda t: float(rates[t, 0]))
        starts = np.broadcast_to(START, (runs, 2))
        return float(run(objectives.load("ravine"), method, starts, steps, noise=noise).value[-1].mean())

    for rate in (0.3, 0.5, 1.0):
        assert end(linear_fall(rate, steps)) < 0.5 * end(constant(rate, steps))


def test_steps_of_descent_follow_its_law(found: Facts) -> None:
    """At its best rate both coordinates shrink by (κ − 1)/(κ + 1), from every start."""
    conditions, steps = found.scales.conditions[1:], found.scales.steps["gradient_descent"][1:]
    law = np.ceil(np.log(1 / found.near) / np.log((conditions + 1) / (conditions - 1)))
    assert np.array_equal(steps, law)


def test_momentum_needs_steps_like_the_root(found: Facts) -> None:
    """From a condition number of 46 to 464 they grow by more than √10 and by less than 1.3 times that."""
    steps, conditions = found.scales.steps["momentum"], found.scales.conditions.tolist()
    ratio = steps[conditions.index(464.0)] / steps[conditions.index(46.0)]
    assert np.sqrt(10) < ratio < 1.3 * np.sqrt(10)


def test_curvature_cancels_along_the_axes_only(found: Facts) -> None:
    """However narrow the valley, AdaGrad and Adam take the same steps; turned, AdaGrad needs more than descent."""
    for name in ("adagrad", "adam"):
        assert np.ptp(found.scales.steps[name]) == 0
    assert found.adagrad_turned > found.descent_steps > 40 * found.adagrad_steps
    assert found.adam_turned < 3 * found.adam_steps


def test_the_turn_is_seen_by_methods_with_a_rate_for_each_alone(found: Facts) -> None:
    """The control: with the same starts, what has one rate for all takes the same steps in the turned valley."""
    for name in ("gradient_descent", "momentum"):
        assert found.scales.told[name] == found.scales.told_turned[name]


def test_it_is_the_memory_that_helps_adam_across_the_axes(found: Facts) -> None:
    """Nothing but β₁ differs: without it Adam is the faster one along the axes, and much the slower one across."""
    assert found.scales.told["forgetful"] < found.adam_steps
    assert found.forgetful_turned > 3 * found.adam_turned


def test_steps_across_the_axes_hold_for_other_starts_and_rates(found: Facts) -> None:
    """With 40 drawn starts and a finer grid of rates, by whole runs: within a quarter."""
    angle = np.random.default_rng(2).uniform(0, 2 * np.pi, 40)
    starts = np.hypot(*START) * np.column_stack([np.cos(angle), np.sin(angle)])
    rates = np.geomspace(0.2, 8.0, 40)
    valley = Quadratic((0.02, 2.0), angle=np.pi / 4)
    for name, told in (("adagrad", found.adagrad_turned), ("adam", found.adam_turned)):
        method = optimizers.load(name, learning_rate=rates[:, None, None])
        walks = run(valley, method, np.broadcast_to(starts, (40, 40, 2)), 400).x
        near = np.linalg.norm(walks, axis=-1) <= found.near * np.hypot(*START)
        arrived = np.where(near.any(axis=0), near.argmax(axis=0), 1000)
        assert np.median(arrived, axis=1).min() == pytest.approx(told, rel=0.25)


def test_rare_words_and_their_control(found: Facts) -> None:
    """Where words are rare, AdaGrad leaves a fifth; where all are equally frequent, about the same."""
    assert found.adagrad_left < 0.25 * found.descent_left
    assert found.adagrad_equal == pytest.approx(found.descent_equal, rel=0.2)
    assert found.rare.shares.sum() == pytest.approx(1.0)


def test_the_commonest_word_limits_the_rate_of_descent(found: Facts) -> None:
    """At a rate 1.4 times the best one rare words lose more of their error, and the commonest one runs away."""
    shares = found.rare.shares
    best = found.rare.reach / shares[0]
    assert best < 2 / shares[0] < 1.4 * best

    def left(rate: float) -> np.ndarray:
        drawn, error = np.random.default_rng(8), np.ones((200, found.words))
        for _ in range(found.updates):
            count = drawn.multinomial(found.batch, shares, size=200)
            noise = 0.5 * np.sqrt(count) * drawn.standard_normal(count.shape)
            error -= rate * (count * error + noise) / found.batch
        return (error**2).mean(axis=0)

    usual, more = left(best), left(1.4 * best)
    assert more[50:].mean() < 0.9 * usual[50:].mean()
    assert more[0] > 10 * usual[0]
    assert more.mean() > usual.mean()


def test_what_divides_by_the_gradient_keeps_its_rates(found: Facts) -> None:
    """With the loss multiplied, descent and momentum need rates as many times smaller; the others the same ones."""
    for name in ("gradient_descent", "momentum"):
        one = found.ranges[name]
        assert np.allclose(np.multiply(one.ends_scaled, found.factor), one.ends)
    for name in ("adam", "adagrad"):
        assert found.ranges[name].ends == found.ranges[name].ends_scaled
    assert found.descent_width < found.momentum_width < found.adam_width < found.adagrad_width


def test_a_range_holds_only_rates_that_will_do(found: Facts) -> None:
    """Inside all bring the loss below the share that is told, and the next one outside does not."""
    for one in found.ranges.values():
        low, high = (int(np.argmin(np.abs(RATES - end))) for end in one.ends)
        assert np.all(one.left[low : high + 1] <= SHARE)
        assert one.left[low - 1] > SHARE
        assert high == len(RATES) - 1 or one.left[high + 1] > SHARE


def test_the_widths_have_the_same_order_from_other_starts(found: Facts) -> None:
    """From a dozen starts as high as ours, by the worst of them."""
    starts, rates = level_starts(BEND, START), RATES[::4]
    widths = []
    for name in ("gradient_descent", "momentum", "adam", "adagrad"):
        method = optimizers.load(name, learning_rate=rates[:, None, None])
        value = run(
            objectives.load("ravine"), method, np.broadcast_to(starts, (len(rates), 12, 2)), 100
        ).value
        widths.append(int((np.nan_to_num(value[-1] / value[0], nan=np.inf).max(axis=1) <= SHARE).sum()))
    assert widths == sorted(widths)
    assert len(set(widths)) == 4


def test_adams_steps_are_about_as_long_as_its_rate(found: Facts) -> None:
    """A hundred steps of 0.001 go hardly more than 0.1; rates that will do begin where as many steps go the way."""
    walk = run(objectives.load("ravine"), optimizers.load("adam", learning_rate=0.001), START, 100)
    gone = np.abs(np.diff(walk.x[:, 0])).sum()
    assert gone == pytest.approx(found.untuned_way, rel=0.05)
    assert found.untuned_left == pytest.approx(walk.value[-1] / walk.value[0], rel=1e-3)
    assert found.covering_rate < found.adam_begins < 1.5 * found.covering_rate


def test_the_score_is_read_as_it_is_told(found: Facts) -> None:
    """The first leaves or takes least, but for ranges, of which the widest is first."""
    assert found.place("along") == "adagrad"
    assert found.place("turned") == "momentum"
    assert found.place("turned", last=True) == "adagrad"
    assert found.place("range") == "adagrad"
    assert found.place("range", last=True) == "gradient_descent"
    assert found.never_last == {"momentum", "adam"}


def test_shapes_are_what_they_are_called(found: Facts) -> None:
    """One climbs, one creeps, one stays at the floor, one ends below it; the means of the last two say so."""
    shapes = found.shapes
    assert shapes.large[-1] > 1e6 * shapes.large[0]
    assert shapes.large_rate > found.limit_rate == 1.0
    assert 0.5 < shapes.small[-1] / shapes.small[0] < 1.0
    assert np.all(np.abs(np.diff(shapes.small)) < 0.1)
    assert np.median(shapes.floor[-100:]) == pytest.approx(found.noise.floor, rel=0.8)
    assert np.allclose(shapes.mean_floor[-60:], found.noise.floor, rtol=1e-2)
    assert shapes.fine[-30:].mean() < 0.2 * shapes.floor[-30:].mean()
    assert np.all(np.diff(shapes.mean_fine) < 0)


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


def _raced(name: str, rate: float, angle: float, count: int) -> float:
    """Let a method run from starts of equal height in a valley that is turned by hand."""
    around = np.arange(count) * 2 * np.pi / count + np.arctan2(np.sqrt(2) * 2, -7 * np.sqrt(0.1))
    level = np.sqrt(2 * 6.45) * np.column_stack([np.cos(around), np.sin(around)]) / np.sqrt(BEND)
    cos, sin = np.cos(angle), np.sin(angle)
    starts = level @ np.array([[cos, sin], [-sin, cos]])
    valley = Quadratic((0.1, 2.0), angle=angle)
    value = run(valley, optimizers.load(name, learning_rate=rate), starts, 30).value
    return float((value / value[0]).mean())


def test_every_racer_has_the_best_of_its_rates(found: Facts) -> None:
    """In both valleys its score is what a run by hand gives, and a little more or less of the rate gives more."""
    assert len(found.racers) >= 7
    for one in found.racers:
        for heat, angle in ((one.along, 0.0), (one.turned, np.pi / 4)):
            assert _raced(one.name, heat.rate, angle, 12) == pytest.approx(heat.score, rel=1e-6)
            near = [_raced(one.name, factor * heat.rate, angle, 12) for factor in (0.8, 1.25)]
            assert heat.score <= min(near) * (1 + 1e-9)


def test_the_race_is_as_it_is_told(found: Facts) -> None:
    """Turned, what has one rate for all scores the same, and all others worse; Adam leads nowhere."""
    plain = {one.name for one in found.group("plain")}
    for one in found.racers:
        assert one.turned.score == pytest.approx(one.along.score, rel=1e-9) or one.name not in plain
        assert one.turned.score > 1.1 * one.along.score or one.name in plain
    assert found.racers[0].name in {"rmsprop", "adagrad"}
    assert found.turned_racers[0].name == "nesterov"


def test_the_winners_of_the_race_do_not_hang_on_its_starts(found: Facts) -> None:
    """From 40 starts the same two lead along the axes, and Nesterov leads across them."""
    along = sorted(found.racers, key=lambda one: _raced(one.name, one.along.rate, 0.0, 40))
    turned = sorted(found.racers, key=lambda one: _raced(one.name, one.turned.rate, np.pi / 4, 40))
    assert {one.name for one in along[:2]} == {"rmsprop", "adagrad"}
    assert turned[0].name == "nesterov"


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
