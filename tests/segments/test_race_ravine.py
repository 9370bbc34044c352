"""Facts of the race against the reference numbers (block 1), closed forms and independent runs; and its guests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from lecture.rendering.survey import look_over
from lecture.spec import load_spec
from optimlib import places
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from scenes.choices import OptimizerChoice
from scenes.errors import ContentError
from scenes.facts.turning import turned
from scenes.performance import Performance
from scenes.segments.race_ravine.facts import (
    ANGLES,
    HORIZONS,
    LONG,
    STEPS,
    TURN,
    Facts,
    Params,
    facts,
    valley,
)
from scenes.segments.race_ravine.tuning import STARTS, WINDOW, level_starts, tune

CURVATURE = np.array([0.1, 2.0])
START = np.array([-7.0, 2.0])


@pytest.fixture(scope="module")
def race() -> Facts:
    return facts(Params())


def turning(degrees: float) -> np.ndarray:
    angle = np.radians(degrees)
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def walk(rule: Callable[..., np.ndarray], start: np.ndarray, degrees: float, steps: int) -> np.ndarray:
    """Run a rule ``rule(t, gradient)`` in the turned valley, written anew: its points ``(steps + 1, ..., 2)``."""
    turn = turning(degrees)
    matrix = turn @ np.diag(CURVATURE) @ turn.T
    points = [start]
    for t in range(1, steps + 1):
        points.append(points[-1] + rule(t, points[-1] @ matrix))
    return np.array(points)


def plain(rate: float) -> Callable[..., np.ndarray]:
    return lambda t, gradient: -rate * gradient


def momentum(rate: float, alpha: float) -> Callable[..., np.ndarray]:
    velocity = np.zeros(2)

    def rule(t: int, gradient: np.ndarray) -> np.ndarray:
        nonlocal velocity
        velocity = alpha * velocity - rate * gradient
        return velocity

    return rule


def adagrad(rate: float) -> Callable[..., np.ndarray]:
    total = np.zeros(2)

    def rule(t: int, gradient: np.ndarray) -> np.ndarray:
        nonlocal total
        total = total + gradient**2
        return -rate * gradient / (np.sqrt(total) + 1e-7)

    return rule


def adam(rate: float, beta1: float = 0.9, beta2: float = 0.999) -> Callable[..., np.ndarray]:
    m, v = np.zeros(2), np.zeros(2)

    def rule(t: int, gradient: np.ndarray) -> np.ndarray:
        nonlocal m, v
        m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2
        return -rate * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + 1e-7)

    return rule


def loss(points: np.ndarray, degrees: float = 0.0) -> np.ndarray:
    flat = points @ turning(degrees)
    return np.asarray(flat[..., 0] ** 2 / 20 + flat[..., 1] ** 2)


def late_loss(rule: Callable[[], Callable[..., np.ndarray]], degrees: float) -> float:
    """Work out what the fair race measures, one start after the other."""
    starts = level_starts(CURVATURE, START) @ turning(degrees).T
    late = [loss(walk(rule(), start, degrees, STEPS), degrees)[-WINDOW:].mean() for start in starts]
    return float(np.mean(late))


def test_the_picture_is_the_reference(race: Facts) -> None:
    four = race.plain, race.momentum, race.adagrad, race.adam
    # Block 1: position after 30, loss after 30, length of the path.
    ends = [
        (-0.35039299575231969, 0.084782316550432196),
        (0.89641385849373301, 0.088085601715069711),
        (-0.12016232231416045, 2.486e-17),
        (0.13600685239498186, 0.31824537553721943),
    ]
    for racer, end in zip(four, ends, strict=True):
        assert racer.x[-1] == pytest.approx(end, rel=1e-9, abs=1e-15)
    assert [racer.loss for racer in four] == pytest.approx(
        [0.01332677, 0.0479370, 7.21949e-4, 0.102205], rel=1e-5
    )
    assert [racer.length for racer in four] == pytest.approx([36.99, 12.80, 7.578, 8.295], abs=5e-3)
    assert race.start_loss == pytest.approx(6.45)
    # And at 10, 20, 30, 60, 100.
    told = [
        (0.819, 0.104, 0.0133, 2.8e-5, 8.1e-9),
        (0.945, 0.522, 0.0479, 0.0054, 5.0e-5),
        (0.111, 0.0088, 7.2e-4, 4.0e-7, 1.8e-11),
        (1.07, 0.194, 0.102, 0.0044, 4.2e-5),
    ]
    for racer, losses in zip(four, told, strict=True):
        assert racer.long.value[list(HORIZONS)] == pytest.approx(losses, rel=0.02)


def test_what_is_said_of_the_ends(race: Facts) -> None:
    steps = np.arange(STEPS + 1)
    closed = np.stack([-7 * 0.905**steps, 2 * (-0.9) ** steps], axis=-1)
    assert race.plain.x == pytest.approx(closed, rel=1e-9)
    # Both terms of plain descent's loss are about as large; Momentum's is x, past the minimum; Adam's is y.
    assert race.plain.share_x == pytest.approx(0.46, abs=0.005)
    assert race.momentum.share_x > 0.8
    assert race.momentum.x[-1, 0] > 0
    assert race.adam.share_y > 0.98
    assert np.count_nonzero(np.diff(np.sign(race.adam.x[:, 1]))) == 2
    assert race.factors == pytest.approx((0.905, 0.9))
    # AdaGrad's rate in x lies beyond what y allows a single rate to be, and its last step shrinks both more.
    last = np.abs(race.adagrad.x[-1] / race.adagrad.x[-2])
    assert race.own_factors == pytest.approx(last, rel=1e-6)
    assert race.adagrad_rates.straight[0] > race.limit
    for rate, comes_down in ((0.99 * race.limit, True), (1.01 * race.limit, False)):
        assert bool(loss(walk(plain(rate), START, 0.0, 1000)[-1]) < 6.45) is comes_down
    # AdaGrad ends nearest to the minimum in both coordinates.
    ends = np.abs([racer.x[-1] for racer in race.racers])
    assert (ends.argmin(axis=0) == 2).all()
    # Of the long way, nearly all leads across.
    assert np.abs(np.diff(race.plain.x[:, 1])).sum() > 0.98 * race.plain.length


def test_adagrad_is_first_after_every_step_and_two_change_places(race: Facts) -> None:
    values = {key: getattr(race, key).long.value[1:] for key in ("plain", "momentum", "adagrad", "adam")}
    others = np.min([values[key] for key in ("plain", "momentum", "adam")], axis=0)
    assert (values["adagrad"] < others).all()
    ahead = values["adam"] < values["momentum"]
    assert race.swaps == np.count_nonzero(ahead[1:] != ahead[:-1]) == 25
    assert [bool(ahead[step - 1]) for step in HORIZONS] == [False, True, False, True, True]
    four = np.array([values[key] for key in ("plain", "momentum", "adagrad", "adam")])
    counts = np.bincount(four.argmax(axis=0), minlength=4)
    assert list(race.last_after.values()) == counts.tolist() == [6, 61, 0, 33]


def test_starts_are_all_as_high_and_ours_is_one_of_them() -> None:
    starts = level_starts(CURVATURE, START)
    assert starts.shape == (STARTS, 2)
    assert loss(starts) == pytest.approx(np.full(STARTS, 6.45))
    assert starts[0] == pytest.approx(START)
    assert len(np.unique(starts.round(9), axis=0)) == STARTS


def test_a_linear_step_turns_with_the_valley_and_others_do_not(race: Facts) -> None:
    for racer, rule in ((race.plain, plain(0.95)), (race.momentum, momentum(0.1, 0.9))):
        other = walk(rule, turned(START, TURN), TURN, STEPS)
        assert other == pytest.approx(turned(racer.x, TURN), abs=1e-12)
        assert racer.turns_along
        assert racer.gap < 1e-13
        assert racer.turned_loss == pytest.approx(racer.loss, rel=1e-9)
    for racer, rule, expected in ((race.adagrad, adagrad(1.5), 0.141), (race.adam, adam(0.3), 0.6195)):
        other = walk(rule, turned(START, TURN), TURN, STEPS)
        assert racer.turned.x[: STEPS + 1] == pytest.approx(other, rel=1e-7, abs=1e-9)
        assert racer.turned_loss == pytest.approx(expected, rel=2e-3)
        assert racer.gap == pytest.approx(np.linalg.norm(other - turned(racer.x, TURN), axis=-1).max())
        assert racer.gap > 2


@pytest.mark.parametrize("degrees", [0.0, 17.0, 45.0, 100.0, 200.0, 300.0])
def test_a_first_step_that_divides_by_itself_leads_to_a_corner(degrees: float) -> None:
    start = turned(START, degrees)
    for rule, rate in ((adagrad(1.5), 1.5), (adam(0.3), 0.3)):
        step = np.diff(walk(rule, start, degrees, 1), axis=0)[0]
        assert np.abs(step) == pytest.approx([rate, rate], rel=1e-4)


def test_each_is_as_good_at_its_best_rate_as_it_is_said_to_be(race: Facts) -> None:
    rules = {"plain": plain, "momentum": lambda rate: momentum(rate, 0.9), "adagrad": adagrad, "adam": adam}
    for key, rule in rules.items():
        racer = getattr(race, key)
        for degrees, tuned in ((0.0, racer.fair), (TURN, racer.fair_turned)):
            assert late_loss(lambda: rule(tuned.best), degrees) == pytest.approx(tuned.least, rel=1e-4)  # noqa: B023
            # No rate between those that were tried is better by more than a little.
            others = [late_loss(lambda: rule(rate), degrees) for rate in np.geomspace(0.025, 11.0, 23)]  # noqa: B023
            assert min(others) > 0.97 * tuned.least
    least = [racer.fair.least for racer in (race.adagrad, race.plain, race.adam, race.momentum)]
    assert least == sorted(least)
    assert race.adagrad.fair.least == pytest.approx(1.0e-75, rel=0.01)
    turned_least = [racer.fair_turned.least for racer in (race.momentum, race.adagrad, race.adam)]
    assert race.plain.fair_turned.least < min(turned_least) / 3


def test_the_tie_in_the_turned_valley_is_one(race: Facts) -> None:
    three = race.momentum, race.adam, race.adagrad
    least = [racer.fair_turned.least for racer in three]
    assert max(least) < (1 + race.close) * min(least)
    # The control: between our starts there are as many as high, and from those two of them change places.
    scaled = np.sqrt(CURVATURE) * START
    between = level_starts(CURVATURE, turned(scaled, 180 / STARTS) / np.sqrt(CURVATURE))
    assert loss(between) == pytest.approx(np.full(STARTS, 6.45))
    methods = Adam(0.3, 0.9, 0.999, epsilon=1e-7, eps_mode="hat"), AdaGrad(1.5, epsilon=1e-7)
    adam_there, adagrad_there = (
        tune(method, valley(TURN), turned(between, TURN), STEPS).least for method in methods
    )
    assert race.adam.fair_turned.least < race.adagrad.fair_turned.least
    assert adagrad_there < adam_there
    # Adam at its best rate hardly minds the angle; AdaGrad does.
    adams, adagrads = ([tuned.least for tuned in racer.angles] for racer in (race.adam, race.adagrad))
    assert max(adams) < 2.1 * min(adams)
    assert max(adagrads) > 1e70 * min(adagrads)


def test_adagrad_has_no_best_rate_along_the_axes_and_one_as_soon_as_they_turn(race: Facts) -> None:
    assert [racer.key for racer in race.racers if racer.fair.open] == ["adagrad"]
    # From 30 on, the larger the rate, the lower, far beyond those that are tried; no smaller one is as low.
    rates = (30.0, 100.0, 300.0, 1000.0, 1e4)
    late = [late_loss(lambda: adagrad(rate), 0.0) for rate in rates]  # noqa: B023
    assert late == sorted(late, reverse=True)
    assert late[0] < min(late_loss(lambda: adagrad(rate), 0.0) for rate in np.geomspace(0.05, 25.0, 25))  # noqa: B023
    assert late[-1] < 1e-100
    # What is said of it: from there on it only falls, and just before it does not.
    assert race.falls_past == pytest.approx(20, abs=0.5)
    late = [late_loss(lambda: adagrad(rate), 0.0) for rate in np.geomspace(race.falls_past, 1000.0, 12)]  # noqa: B023
    assert late == sorted(late, reverse=True)
    assert late_loss(lambda: adagrad(0.7 * race.falls_past), 0.0) < late[0]
    assert not any(tuned.open for tuned in race.adagrad.angles[1:])
    slightly = [late_loss(lambda: adagrad(rate), 3.0) for rate in (9.5, 30.0, 1000.0)]  # noqa: B023
    assert slightly == sorted(slightly)


def test_a_leap_leaves_one_over_the_curvature_as_the_rate(race: Facts) -> None:
    leap = race.leap
    points = walk(adagrad(leap.rate), START, 0.0, len(leap.walk.grad))
    assert leap.walk.x == pytest.approx(points, rel=1e-6)
    assert leap.walk.x[:5, 0] == pytest.approx([-7, 293, -6.91, 0.161, -0.00376], rel=2e-3)
    assert leap.height == pytest.approx(293**2 / 20 + 298**2, rel=1e-6)
    assert leap.newton == pytest.approx((10, 0.5))
    assert leap.rates == pytest.approx(leap.newton, rel=0.03)
    # What is left of a coordinate in each later step: |x₀|/η of it, whatever the curvature is.
    shares = np.abs(points[3:] / points[2:-1])
    assert shares == pytest.approx(np.broadcast_to(np.abs(START) / leap.rate, shares.shape), rel=0.1)
    # The larger the leap, the closer to Newton's step.
    for rate, off in ((3000.0, 3e-3), (3e4, 3e-4)):
        gradients = walk(adagrad(rate), START, 0.0, 3)[:-1] * CURVATURE
        left = rate / np.sqrt((gradients**2).sum(axis=0))
        assert left * CURVATURE == pytest.approx([1, 1], rel=off)


def test_turned_by_45_degrees_two_rates_come_closer_and_their_mean_falls(race: Facts) -> None:
    for degrees, adagrads, adams in (
        (0.0, race.adagrad_rates.straight, race.adam_rates.straight),
        (TURN, race.adagrad_rates.turned, race.adam_rates.turned),
    ):
        start, turn = turned(START, degrees), turning(degrees)
        matrix = turn @ np.diag(CURVATURE) @ turn.T
        slopes = walk(adagrad(1.5), start, degrees, STEPS)[:-1] @ matrix
        assert adagrads == pytest.approx(1.5 / np.sqrt((slopes**2).sum(axis=0)), rel=1e-5)
        slopes = walk(adam(0.3), start, degrees, STEPS)[:-1] @ matrix
        weights = 0.001 * 0.999 ** np.arange(STEPS)[::-1]
        v_hat = (weights[:, None] * slopes**2).sum(axis=0) / (1 - 0.999**STEPS)
        assert adams == pytest.approx(0.3 / np.sqrt(v_hat), rel=1e-5)
    for rates in (race.adagrad_rates, race.adam_rates):
        assert max(rates.straight) / min(rates.straight) > 3
        assert max(rates.turned) / min(rates.turned) < 1.4

    def matrix(degrees: float) -> np.ndarray:
        return np.asarray(turning(degrees) @ np.diag(CURVATURE) @ turning(degrees).T)

    def at_the_mean_of(own_degrees: float, degrees: float) -> float:
        total = np.zeros(2)
        point, own = turned(START, degrees), turned(START, own_degrees)
        for _ in range(STEPS):
            slope = own @ matrix(own_degrees)
            total = total + slope**2
            rates = 1.5 / (np.sqrt(total) + 1e-7)
            own, point = own - rates * slope, point - rates.mean() * (point @ matrix(degrees))
        return float(loss(point, degrees))

    # The controls, one change at a time: one rate for both, their mean, costs much; it does as well in the turned
    # valley; what the turned run's mean costs beyond that is that it is smaller; its two rates are no better.
    assert race.mean_loss == pytest.approx(at_the_mean_of(0.0, 0.0), rel=1e-5)
    assert race.kept_mean_loss == pytest.approx(at_the_mean_of(0.0, TURN), rel=1e-5)
    assert race.turned_mean_loss == pytest.approx(at_the_mean_of(TURN, TURN), rel=1e-5)
    assert race.mean_loss > 20 * race.adagrad.loss
    assert race.kept_mean_loss == pytest.approx(race.mean_loss)
    assert race.turned_mean_loss > 7 * race.kept_mean_loss
    assert race.turned_mean_loss < race.adagrad.turned_loss
    for rates in (race.adagrad_rates, race.adam_rates):
        assert sum(rates.turned) < 0.7 * sum(rates.straight)


def test_those_that_turn_along_are_as_good_at_every_angle(race: Facts) -> None:
    for racer in (race.plain, race.momentum):
        assert [tuned.least for tuned in racer.angles] == pytest.approx(
            [racer.fair.least] * len(ANGLES), rel=1e-9
        )
    ahead = [
        one.least < other.least for one, other in zip(race.adagrad.angles, race.plain.angles, strict=True)
    ]
    assert ahead == [angle < race.cross for angle in ANGLES]
    assert race.cross == pytest.approx(23, abs=1)
    # From there on, plain descent leads.
    for rank, angle in enumerate(ANGLES):
        others = (race.momentum, race.adagrad, race.adam)
        least = min(racer.angles[rank].least for racer in others)
        assert angle < race.cross or race.plain.angles[rank].least < least
    # Adam goes down, and up again.
    assert race.adam_range == pytest.approx((0.069, 0.141), abs=1e-3)
    assert race.adam_range[0] < race.adam.fair.least < race.adam_range[1]
    # And as good as any of the four for as long.
    rest = np.min([[tuned.least for tuned in racer.angles] for racer in (race.momentum, race.adam)], axis=0)
    assert (rest > race.plain.fair.least).all()


def test_with_its_memory_chosen_too_momentum_leads(race: Facts) -> None:
    tuned = race.momentum.remembering
    assert tuned.memory == pytest.approx(0.45)
    again = late_loss(lambda: momentum(tuned.best or 0, tuned.memory or 0), TURN)
    assert again == pytest.approx(tuned.least, rel=1e-6)
    tuned = race.adam.remembering
    again = late_loss(lambda: adam(tuned.best or 0, tuned.memory or 0), TURN)
    assert again == pytest.approx(tuned.least, rel=1e-3)
    assert race.momentum.remembering.least < tuned.least / 100 < race.plain.remembering.least / 1000
    assert race.below == pytest.approx(1e-7)
    assert race.momentum.remembering.least < race.below
    assert race.adam_below == pytest.approx(1e-3)
    assert race.adam.remembering.least == pytest.approx(1e-4, rel=0.3)
    assert race.adam.remembering.least < race.adam_below < race.plain.remembering.least
    assert race.best_memory == pytest.approx(0.4026, abs=5e-5)
    # Along the axes, no memory would be enough against AdaGrad's leap.
    assert race.adagrad.fair.least < 1e-60 * race.momentum.remembering.least
    assert race.plain.remembering.memory is None
    assert race.plain.remembering.least == race.plain.fair_turned.least


# -- guests -----------------------------------------------------------------------------------------------------

OWN = '''
"""Keep to the sign of a mean."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class LionState(NamedTuple):
    """The mean."""

    m: np.ndarray


@dataclass(frozen=True)
class Lion:
    """x ← x − η sign(β m + (1 − β) g)."""

    learning_rate: float = 0.2
    beta1: float = 0.9

    def init(self, x0):
        return LionState(np.zeros_like(x0))

    def update(self, state, evaluation):
        step = np.sign(self.beta1 * state.m + (1 - self.beta1) * evaluation.gradient)
        return LionState(0.99 * state.m + 0.01 * evaluation.gradient), -self.learning_rate * step
'''

NORMALISED = '''
"""A step of one length, divided by the length of the whole gradient; no rate to choose."""

from typing import NamedTuple

import numpy as np


class NormalisedState(NamedTuple):
    """Steps made."""

    t: int


class Normalised:
    """x ← x − g / ‖g‖ / 4."""

    def init(self, x0):
        return NormalisedState(0)

    def update(self, state, evaluation):
        return NormalisedState(state.t + 1), -evaluation.gradient / np.linalg.norm(evaluation.gradient) / 4
'''


def test_without_a_guest_nobody_is_told_of(race: Facts) -> None:
    assert race.guest is None
    assert len(race.racers) == 4
    assert "guest" not in " ".join(cue.shown for cue in Performance.prepare("race_ravine", "en").script.cues)


def test_a_guest_joins_every_race_and_is_spoken_of() -> None:
    params = Params(guest=OptimizerChoice(name="nadam", learning_rate=0.3))
    race = facts(params)
    assert race.guest is not None
    assert race.racers[-1] is race.guest
    assert (race.guest.rate, race.guest.fair.best is None) == (0.3, False)
    assert race.guest_length == race.guest.length == pytest.approx(6.62, abs=0.01)
    assert not race.guest.turns_along
    for language, guest in (("en", "guest"), ("zh", "特邀选手")):
        cues = {
            cue.name: cue.shown for cue in Performance.prepare("race_ravine", language, params).script.cues
        }
        assert "NAdam" in cues["length"]
        assert guest in cues["length"]
        assert f"{race.guest.loss:.2g}" in cues["loss"]
        assert f"{race.guest.fair.least:.2g}" in cues["fair"]


@pytest.mark.dear
@pytest.mark.parametrize("name", ["race_ravine"])
def test_a_guest_is_in_nobodys_way(name: str) -> None:
    params = Params(guest=OptimizerChoice(name="nadam", learning_rate=0.3))
    assert [str(fault) for fault in look_over(Performance.prepare(name, "zh", params))] == []


def test_a_guest_of_ones_own_stands_beside_the_lecture_file(tmp_path: Path) -> None:
    (tmp_path / "optimizers").mkdir()
    (tmp_path / "optimizers" / "lion.py").write_text(OWN)
    lecture = tmp_path / "lecture.toml"
    lecture.write_text(
        'name = "own"\ntitle = { en = "Own" }\nlanguages = ["en"]\n\n[[segment]]\nname = "race_ravine"\n'
        'parameters = { guest = { name = "lion", learning_rate = 0.25 } }\n'
    )
    with places.beside(tmp_path):
        params = load_spec(lecture).segments[0].parameters
        assert isinstance(params, Params)
        race = facts(params)
        assert race.guest is not None
        assert race.guest_name["zh"] == "lion"
        assert np.abs(race.guest.long.x[1] - START) == pytest.approx([0.25, 0.25])
        assert race.guest.fair.best is not None
        assert race.guest.remembering.memory is not None


def test_a_guest_that_has_no_rate_runs_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "optimizers").mkdir()
    (tmp_path / "optimizers" / "normalised.py").write_text(NORMALISED)
    with places.beside(tmp_path):
        race = facts(Params(guest=OptimizerChoice(name="normalised")))
        assert race.guest is not None
        assert (race.guest.rate, race.guest.fair.best) == (None, None)
        assert race.guest.turns_along
        method = OptimizerChoice(name="normalised").load()
        alone = [
            tune(method, valley(0.0), start[None], STEPS).least for start in level_starts(CURVATURE, START)
        ]
        assert race.guest.fair.least == pytest.approx(np.mean(alone))


def test_a_guest_that_climbs_is_refused_with_advice() -> None:
    with pytest.raises(ContentError, match="does not come down") as refusal:
        facts(Params(guest=OptimizerChoice(name="gradient_descent", learning_rate=1.2)))
    assert "learning_rate" in refusal.value.hint


def test_a_guest_that_nobody_knows_is_refused() -> None:
    with pytest.raises((ValidationError, ValueError), match="nobody_knows"):
        Params(guest={"name": "nobody_knows"})


def test_the_long_run_holds_all_horizons(race: Facts) -> None:
    assert max(HORIZONS) == LONG == len(race.plain.long.value) - 1
