"""Choosing: exact mean losses against drawn runs, closed forms, and what methods do when they are tried."""

from __future__ import annotations

import re

import numpy as np
import pytest

from optimlib import objectives, optimizers, run
from optimlib.objectives.quadratic import Quadratic
from scenes.errors import ContentError
from scenes.facts.noisy_valley import floor, mean_losses
from scenes.performance import Performance
from scenes.segments.choosing.facts import COMPARED, GROUPS, Facts, Params, facts
from scenes.segments.choosing.methods import remembers, rescales
from scenes.segments.choosing.rare_words import KINDS, rare_words
from scenes.segments.choosing.shapes import linear_fall
from scenes.segments.choosing.tuning import RATES, SHARE, level_starts

BEND, START = np.array([0.1, 2.0]), np.array([-7.0, 2.0])


@pytest.fixture(scope="module")
def found() -> Facts:
    """All facts with the stock numbers."""
    return facts(Params())


@pytest.mark.parametrize("schedule", [np.full(60, 0.3), linear_fall(0.3, 60)], ids=["stays", "falls"])
@pytest.mark.parametrize("momentum", [0.0, 0.7])
def test_mean_losses_are_those_of_many_runs(schedule: np.ndarray, momentum: float) -> None:
    """The recursion agrees with the average of 4000 drawn runs, within four standard errors."""
    steps, runs = 60, 4000
    noise = np.random.default_rng(1).standard_normal((steps, runs, 2))
    method = optimizers.load("momentum", learning_rate=lambda t: float(schedule[t]), momentum=momentum)
    starts = np.broadcast_to(START, (runs, 2))
    walks = run(objectives.load("ravine"), method, starts, steps, noise=noise).value
    error = walks.std(axis=1) / np.sqrt(runs)
    told = mean_losses(BEND, START, schedule[:, None], momentum, 1.0)[:, 0]
    assert np.all(np.abs(walks.mean(axis=1) - told) <= 4 * error + 1e-12)


def test_a_constant_rate_stays_at_the_floor_and_a_falling_one_ends_below(found: Facts) -> None:
    """The closed form, by hand: 0.5/(2 · 1.95) + 0.5/(2 · 1) for the curvatures 0.1 and 2; the rate alone differs."""
    assert floor(BEND, 0.5, 1.0) == pytest.approx(0.5 / 3.9 + 0.25)
    assert found.constant_end == pytest.approx(floor(BEND, 0.5, 1.0), rel=1e-6)
    assert found.falling_end < 0.12 * found.constant_end
    assert found.shapes.floor[1] == found.shapes.fine[1], "the first rates are equal, and so is the noise"


def test_steps_of_descent_follow_its_law(found: Facts) -> None:
    """At its best rate both coordinates shrink by (κ − 1)/(κ + 1), from every start."""
    conditions, steps = found.scales.conditions[1:], found.scales.steps["gradient_descent"][1:]
    law = np.ceil(np.log(1 / found.near) / np.log((conditions + 1) / (conditions - 1)))
    assert np.all(steps <= law), "no rate is beaten by the closed form"
    assert np.all(steps >= law - 1), "nor are sixteen starts much luckier than all"


def test_curvature_cancels_along_the_axes_only(found: Facts) -> None:
    """However narrow the valley, AdaGrad and Adam take the same steps; turned, AdaGrad needs more than descent."""
    for name in ("adagrad", "adam"):
        assert np.ptp(found.scales.steps[name]) == 0
    assert found.adagrad_turned > found.descent_steps > 40 * found.adagrad_steps


def test_one_rate_for_both_axes_takes_no_notice_of_the_turn(found: Facts) -> None:
    for name in ("gradient_descent", "momentum"):
        assert found.scales.told[name] == found.scales.told_turned[name]


def test_memory_saves_steps_in_all_four_pairs(found: Facts) -> None:
    """Nothing but the memory differs, and both are tuned: one rate or a rate for each, along the axes or turned."""
    for valleys in (found.scales.told, found.scales.told_turned):
        assert valleys["momentum"].steps < valleys["gradient_descent"].steps / 2
        assert valleys["adam"].steps < valleys["forgetful"].steps / 2


def _arrives(name: str, angle: float, starts: np.ndarray, steps: int, **options: float) -> float:
    """Run a method by itself, and see after which step no start is farther away than a hundredth, for 100 steps."""
    walk = run(Quadratic((0.02, 2.0), angle=angle), optimizers.load(name, **options), starts, steps + 110).x
    near = (np.linalg.norm(walk, axis=-1) <= 0.01 * np.linalg.norm(starts, axis=-1)).all(axis=1)
    return float(next(k for k in range(1, steps + 1) if near[k : k + 101].all()))


@pytest.mark.parametrize("angle", [0.0, np.pi / 4])
def test_tuned_runs_arrive_when_they_are_said_to(found: Facts, angle: float) -> None:
    """By whole runs, from starts set by hand."""
    around = (np.arange(16) + 0.5) * np.pi / 8
    starts = np.sqrt(53) * np.column_stack([np.cos(around), np.sin(around)])
    told = found.scales.told_turned if angle else found.scales.told
    options = {
        "gradient_descent": "",
        "adagrad": "",
        "momentum": "momentum",
        "adam": "beta1",
        "forgetful": "beta1",
    }
    for name, factor in options.items():
        one, method = told[name], "adam" if name == "forgetful" else name
        memory = {factor: one.memory} if factor else {}
        assert _arrives(method, angle, starts, int(one.steps), learning_rate=one.rate, **memory) == one.steps


def test_the_order_turned_does_not_hang_on_sixteen_starts(found: Facts) -> None:
    """At the rates and memories that are told, from 60 drawn starts: momentum, Adam, AdaGrad, within a quarter."""
    around = np.random.default_rng(2).uniform(0, 2 * np.pi, 60)
    starts = np.sqrt(53) * np.column_stack([np.cos(around), np.sin(around)])
    for name, key in (("momentum", "momentum"), ("adam", "beta1"), ("adagrad", "")):
        one = found.scales.told_turned[name]
        memory = {key: one.memory} if key else {}
        assert _arrives(name, np.pi / 4, starts, 600, learning_rate=one.rate, **memory) < 1.25 * one.steps


def test_all_but_descent_leave_little_of_both_kinds_of_weights(found: Facts) -> None:
    """Not on average alone: in each run descent leaves more than the worst of the three others in any."""
    assert found.runs == 40
    for kind in KINDS:
        left = found.rare.left[kind]
        worst = max(float(left[name].max()) for name in ("momentum", "adagrad", "adam"))
        assert worst < left["gradient_descent"].min()
    assert found.rare.shares.sum() == pytest.approx(1.0)
    assert found.rare.seen.sum() == found.batch


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_seed_changes_that_and_none_ranks_the_three(seed: int) -> None:
    """Other samples, other noise, other weights: momentum leaves least of unequal weights, and not of equal ones."""
    rare = rare_words(100, 128, 30, 0.25, 20, np.random.default_rng(seed))
    for kind in KINDS:
        most = max(rare.mean(kind, name) for name in ("momentum", "adagrad", "adam"))
        assert 3 * most < rare.mean(kind, "gradient_descent")
    assert rare.mean("unequal", "momentum") < rare.mean("unequal", "adagrad") < rare.mean("unequal", "adam")
    assert rare.mean("equal", "adagrad") < rare.mean("equal", "momentum")


def test_a_words_curvature_is_its_share() -> None:
    """Of half the mean squared error over one-word samples, the second derivatives, by differences."""
    shares = np.array([0.5, 0.3, 0.2])
    target = np.array([1.0, -2.0, 0.5])

    def loss(w: np.ndarray) -> float:
        return float((shares * (w - target) ** 2).sum() / 2)

    eye, here = 1e-3 * np.eye(3), np.array([0.3, 0.1, -0.4])
    for i in range(3):
        for j in range(3):
            second = (
                loss(here + eye[i] + eye[j]) - loss(here + eye[i]) - loss(here + eye[j]) + loss(here)
            ) / 1e-6
            assert second == pytest.approx(shares[i] if i == j else 0.0, abs=1e-6)


def test_correlated_inputs_of_equal_size_make_a_valley_at_45_degrees(found: Facts) -> None:
    """Drawn inputs with the correlation that is shown: mean outer product against the turned valley's Hessian."""
    rho = found.correlation
    assert rho == pytest.approx(19 / 21)
    drawn = np.random.default_rng(4).multivariate_normal([0, 0], [[1, -rho], [-rho, 1]], 400_000)
    hessian = Quadratic((0.1, 2.0), angle=np.pi / 4).hessian(np.zeros(2))
    assert np.allclose(drawn.T @ drawn / len(drawn), hessian / hessian[0, 0], atol=0.01)


def test_one_rate_turns_along_at_every_angle_and_a_rate_for_each_does_not(found: Facts) -> None:
    """The paths of descent and momentum are the first ones, turned by hand; AdaGrad and Adam end higher."""
    for degrees in (10, 30, 45):
        angle = np.radians(degrees)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        for name, walks in found.walks.items():
            plain = name in {"gradient_descent", "momentum"}
            assert np.allclose(walks[degrees], walks[0] @ turn) is plain
            losses = found.walk_losses[name]
            assert bool(losses[degrees] == pytest.approx(losses[0])) is plain
            assert plain or losses[degrees] > 1.5 * losses[0]


def test_turned_no_weight_keeps_a_large_rate(found: Facts) -> None:
    """Along the axes the flat coordinate's rate is large; turned, both sums hold the steep slope."""
    valley, start = Quadratic((0.1, 2.0)), np.array([-7.0, 2.0])
    cos = np.sqrt(0.5)
    rates = []
    for ground, at in (
        (valley, start),
        (Quadratic((0.1, 2.0), angle=np.pi / 4), start @ [[cos, cos], [-cos, cos]]),
    ):
        x, s = at.copy(), np.zeros(2)
        for _ in range(30):
            g = ground.gradient(x)
            s += g**2
            x -= 1.5 * g / np.sqrt(s)
        rates.append(1.5 / np.sqrt(s))
    along, turned = rates
    assert turned.max() < along.max() / 2
    assert turned.max() < 1.5 * turned.min(), "neither weight has a rate of its own any more"
    assert np.allclose(found.walk_rates["adagrad"][[0, -1]], rates)


def test_rates_of_adam_are_its_rate_over_the_root_of_its_mean_of_squares(found: Facts) -> None:
    """The mean is weighed by hand: the last square most, and all weights add up to one."""
    for degrees in (0, 20, 45):
        valley = Quadratic((0.1, 2.0), angle=np.radians(degrees))
        squares = valley.gradient(found.walks["adam"][degrees][:-1]) ** 2
        weights = 0.999 ** np.arange(len(squares))[::-1, None]
        mean = (weights * squares).sum(axis=0) / weights.sum()
        assert np.allclose(found.walk_rates["adam"][degrees], 0.3 / np.sqrt(mean))


def test_good_rates_stay_only_where_the_gradient_is_divided(found: Facts) -> None:
    """Multiplied by a hundred, the loss asks for rates a hundred times as small, unless its factor cancels."""
    for name in ("gradient_descent", "momentum"):
        one = found.ranges[name]
        assert np.allclose(np.multiply(one.ends_scaled, found.factor), one.ends)
    for name in ("adam", "adagrad"):
        assert found.ranges[name].ends == found.ranges[name].ends_scaled


def test_a_range_holds_only_rates_that_will_do(found: Facts) -> None:
    """Inside all are below the share that is told and never above the first loss; the next one outside is not."""
    for one in found.ranges.values():
        low, high = (int(np.argmin(np.abs(RATES - end))) for end in one.ends)
        good = (one.left <= SHARE) & one.never_above
        assert good[low : high + 1].all()
        assert not good[low - 1]
        assert not good[high + 1]


def test_adams_steps_are_about_as_long_as_its_rate(found: Facts) -> None:
    """A hundred steps of 0.001 go hardly more than 0.1; rates that will do begin where as many steps go the way."""
    walk = run(objectives.load("ravine"), optimizers.load("adam", learning_rate=0.001), START, 100)
    gone = np.abs(np.diff(walk.x[:, 0])).sum()
    assert gone == pytest.approx(found.untuned_way, rel=0.05)
    assert found.way == pytest.approx(np.sqrt(2 * 6.45 / 0.1), rel=0.02)
    assert found.covering_rate < found.adam_begins < 1.5 * found.covering_rate
    valley = objectives.load("ravine")
    starts = level_starts(BEND, START)
    for rate, told in (
        (found.untuned_rate, found.untuned_left),
        (found.covering_rate, found.covering_left),
    ):
        walks = run(valley, optimizers.load("adam", learning_rate=rate), starts, 100)
        assert told == pytest.approx((walks.value[-1] / walks.value[0]).max(), rel=0.03)


def test_twice_the_rate_that_covers_the_way_is_good(found: Facts) -> None:
    """By runs of its own, to the digit that is shown: under a hundredth is left, and no start climbs."""
    rate = 2 * np.sqrt(2 * found.objective.load().value(START) / 0.1) / 100
    assert found.doubled_rate == pytest.approx(rate, rel=0.01)
    walks = run(
        objectives.load("ravine"),
        optimizers.load("adam", learning_rate=found.doubled_rate),
        level_starts(BEND, START),
        100,
    )
    shares = walks.value / walks.value[0]
    assert f"{shares[-1].max():.3%}" == f"{found.doubled_left:.3%}"
    assert shares[-1].max() < found.share < found.covering_left
    assert shares.max() <= 1 + 1e-9
    assert found.adam_beta2 == optimizers.load("adam").beta2 == 0.999


def test_only_adam_copes_with_all_that_is_asked(found: Facts) -> None:
    """No mark is a matter of the threshold: what copes takes less than a third of descent's steps."""
    marks = {
        question: {name for name in COMPARED if found.copes(question, name)} for question in found.scores
    }
    assert marks == {
        "scales": {"momentum", "adagrad", "adam"},
        "turn": {"momentum", "adam"},
        "rates": {"adagrad", "adam"},
    }
    assert found.copes_with_all == {"adam"}
    for question in ("scales", "turn"):
        for name, steps in found.scores[question].items():
            share = steps / found.descent_steps
            assert share < 1 / 3 if name in marks[question] else share >= 1
    assert found.scores["turn"]["momentum"] < found.scores["turn"]["adam"] / 2, "hence momentum too"


def test_shapes_are_what_they_are_called(found: Facts) -> None:
    """One climbs, one creeps, one stays at the floor, one ends below it; the means of the last two say so."""
    shapes = found.shapes
    assert shapes.large[-1] > 1e6 * shapes.large[0]
    assert shapes.large_rate > found.limit_rate == 1.0
    assert 0.5 < shapes.small[-1] / shapes.small[0] < 1.0
    assert np.all(np.abs(np.diff(shapes.small)) < 0.1)
    assert np.allclose(shapes.mean_floor[-60:], floor(BEND, 0.5, 1.0), rtol=1e-2)
    assert shapes.fine[-30:].mean() < 0.5 * shapes.floor[-30:].mean()
    assert np.all(np.diff(shapes.mean_fine) < 0)


def test_the_last_runs_are_tuned_in_their_valley(found: Facts) -> None:
    """All methods run; with one rate for all weights they turn along with the valley, and the others do not."""
    cos = np.sqrt(0.5)
    turn = np.array([[cos, -cos], [cos, cos]])
    assert set(found.again) == set(optimizers.names())
    for name, (turned, along) in found.again.items():
        plain = name in {"gradient_descent", "momentum", "nesterov"}
        assert np.isfinite(turned.steps)
        if plain:
            assert turned.steps == along.steps
        assert np.allclose(turned.path, along.path @ turn.T, atol=1e-6) is plain


def test_advice_that_would_not_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If AdaGrad brought nothing for rare words, the segment would not say so."""
    module = "scenes.segments.choosing.facts"
    monkeypatch.setattr(f"{module}.UPDATES", 600)
    with pytest.raises(ContentError, match="rare words"):
        facts(Params())


def test_momentum_needs_steps_like_the_root(found: Facts) -> None:
    """From a condition number of 46 to 464 they grow by more than √10 and by less than 1.3 times that."""
    steps, conditions = found.scales.steps["momentum"], found.scales.conditions.tolist()
    ratio = steps[conditions.index(464.0)] / steps[conditions.index(46.0)]
    assert np.sqrt(10) < ratio < 1.3 * np.sqrt(10)


@pytest.mark.parametrize("equal", [True, False])
def test_the_commonest_word_limits_the_rate_of_descent(found: Facts, *, equal: bool) -> None:
    """At a rate 1.4 times the best one rare words lose more of their error, and the commonest one runs away."""
    shares = found.rare.shares
    best = found.reach / shares[0]
    assert best < 2 / shares[0] < 1.4 * best
    weights = np.random.default_rng(9).standard_normal((200, found.words))

    def left(rate: float) -> np.ndarray:
        drawn, error = np.random.default_rng(8), np.ones((200, found.words)) if equal else weights.copy()
        for _ in range(found.updates):
            count = drawn.multinomial(found.batch, shares, size=200)
            noise = found.label_noise * np.sqrt(count) * drawn.standard_normal(count.shape)
            error -= rate * (count * error + noise) / found.batch
        return (error**2).mean(axis=0)

    usual, more = left(best), left(1.4 * best)
    assert more[50:].mean() < 0.9 * usual[50:].mean()
    assert more[0] > 10 * usual[0]
    assert more.mean() > usual.mean()


def test_every_method_is_in_the_group_of_what_it_does(found: Facts) -> None:
    """All methods are in the table, and the groups are those that the names tell."""
    assert {one.name for one in found.methods} == set(optimizers.names())
    expected = {
        "plain": {"gradient_descent"},
        "memory": {"momentum", "nesterov"},
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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_beside_the_film_has_every_method(language: str) -> None:
    """And below it what its letters are; no rule is left in the other language."""
    page = Performance.prepare("choosing", language).reading
    for name in optimizers.names():
        told = optimizers.load(name).facts
        row = next(
            line for line in page.splitlines() if line.startswith(f"| {told.display_name[language]} |")
        )
        assert row.endswith(f"| {told.memory} | {told.torch} |")
        if language == "zh":
            assert " while " not in row
    assert "r: " in page if language == "en" else "r：" in page


def test_radams_rule_in_words_is_that_of_its_method() -> None:
    """Its two formulas, as the method itself tells them, in every language."""
    told = (type(optimizers.load("radam")).__doc__ or "").split("\n")[0]
    whole, early = re.findall(r"x − learning_rate [^,]*?(?=,| while)", told)
    for language in ("en", "zh"):
        page = Performance.prepare("choosing", language).reading
        row = next(line for line in page.splitlines() if line.startswith("| RAdam |"))
        assert whole in row
        assert early in row
