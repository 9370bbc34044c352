"""The runs that answer the first three questions: is the gradient exact, do curvatures differ, are inputs rare."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import descend, run
from optimlib.types import AnyOptimizer, Array, Evaluation
from scenes.facts.noisy_valley import floor, mean_losses

NEAR = 0.01
"""A run has arrived when its distance from the minimum is at most this share of the first one."""
CONDITIONS = tuple(float(round(one)) for one in np.geomspace(1, 464.2, 9))
"""Condition numbers of the valleys that are tried."""
STARTS = 16
"""Starts around the minimum: after a turn by 45 degrees they are the same ones."""
TRIED = np.geomspace(0.1, 10.0, 25)[:, None, None]
"""Learning rates that are tried where a method has to be tuned, for all starts."""
ADAM_RUNS, ADAM_SEED = 400, 26
"""Runs over which Adam's loss is averaged: it has no closed form."""
QUARTER = float(np.pi / 4)
"""The turn that mixes both directions most."""
RARE_RATES = 24
"""Learning rates that are tried where words are learned."""
PATIENCE = 4.0
"""For how many steps a method is watched, for each unit of the condition number."""


# -- exact or noisy ------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Noise:
    """Gradient descent with and without noise, and with a rate that falls.

    Attributes
    ----------
    exact, constant, falling
        The mean loss after each step, ``(k + 1,)``.
    run_constant, run_falling
        The loss along one run of each, with the same noise.
    adam_constant, adam_falling
        The same two means for Adam, over many runs with one noise, ``(k + 1,)``.
    floor
        The mean loss at which a constant rate stays, in closed form.
    """

    exact: Array
    constant: Array
    falling: Array
    run_constant: Array
    run_falling: Array
    adam_constant: Array
    adam_falling: Array
    floor: float


def linear_fall(rates: float | Array, steps: int) -> Array:
    """Return rates that fall in a straight line to zero: ``(steps, n)``.

    >>> linear_fall(1.0, 4)[:, 0].tolist()
    [1.0, 0.75, 0.5, 0.25]
    """
    return np.ravel(rates) * (1 - np.arange(steps) / steps)[:, None]


def constant(rates: float | Array, steps: int) -> Array:
    """Return rates that stay: ``(steps, n)``."""
    return np.broadcast_to(np.ravel(rates), (steps, np.size(rates)))


def noisy_loss(curvatures: Array, start: Array, rates: Array, noise: Array) -> Array:
    """Return the loss along one run of gradient descent, rates ``(k,)`` and noise ``(k, d)``: ``(k + 1,)``."""
    x, losses = start, [float((curvatures * start**2).sum() / 2)]
    for rate, disturbance in zip(rates, noise, strict=True):
        x = x - rate * (curvatures * x + disturbance)
        losses.append(float((curvatures * x**2).sum() / 2))
    return np.array(losses)


def noise_runs(
    curvatures: Array, start: Array, rate: float, deviation: float, steps: int, drawn: Array
) -> Noise:
    """Let the same run have exact gradients, noisy ones, and noisy ones with a falling rate."""
    stays, falls = constant(rate, steps), linear_fall(rate, steps)
    valley, many = Quadratic(tuple(curvatures)), np.broadcast_to(start, (ADAM_RUNS, len(start)))
    noise = deviation * np.random.default_rng(ADAM_SEED).standard_normal((steps, *many.shape))

    def adam(rates: Array) -> Array:
        method = Adam(lambda t: float(rates[t, 0]))
        mean: Array = run(valley, method, many, steps, noise=noise).value.mean(axis=1)
        return mean

    exact, noisy = (mean_losses(curvatures, start, stays, 0.0, one**2)[:, 0] for one in (0.0, deviation))
    return Noise(
        exact=exact,
        constant=noisy,
        falling=mean_losses(curvatures, start, falls, 0.0, deviation**2)[:, 0],
        run_constant=noisy_loss(curvatures, start, stays[:, 0], drawn),
        run_falling=noisy_loss(curvatures, start, falls[:, 0], drawn),
        adam_constant=adam(stays),
        adam_falling=adam(falls),
        floor=floor(curvatures, rate, deviation**2),
    )


# -- unlike curvatures ---------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Scales:
    """How many steps it takes in valleys that are ever narrower, every method at its best rate.

    Attributes
    ----------
    conditions
        The condition numbers, ``(n,)``.
    steps
        By method, the steps after which half of the starts have come near, ``(n,)``.
    turned
        The same where the valley lies across both axes, for the methods with a rate for each coordinate.
    told, told_turned
        By method, the same at the told condition number alone: there for all, and for Adam without its memory.
    """

    conditions: Array
    steps: dict[str, Array]
    turned: dict[str, Array]
    told: dict[str, int]
    told_turned: dict[str, int]


def ring(start: Array) -> Array:
    """Return starts all around the minimum, as far away as the one that is given: ``(STARTS, 2)``.

    They turn into each other with the valley, so that no method is helped by where it starts.
    """
    angle = 2 * np.pi * (np.arange(STARTS) + 0.5) / STARTS
    return float(np.linalg.norm(start)) * np.column_stack([np.cos(angle), np.sin(angle)])


def steps_near(valley: Quadratic, method: AnyOptimizer, starts: Array, limit: int) -> float:
    """Return after how many steps half of the starts have come near, at the best of the method's rates.

    That is a share of the first distance, reached once; nan where no rate does it within the limit.
    """
    count = np.size(method.learning_rate)  # type: ignore[attr-defined]  # every method here has one
    here = np.broadcast_to(starts, (count, *starts.shape))
    far = (NEAR**2) * (here**2).sum(axis=-1)
    arrived = np.zeros(far.shape, dtype=bool)
    with np.errstate(over="ignore", invalid="ignore"):
        for step, (x, _, _) in enumerate(descend(repeat(valley.gradient, limit), method, here), start=1):
            arrived |= x[..., 0] ** 2 + x[..., 1] ** 2 <= far
            if (2 * arrived.sum(axis=-1) >= len(starts)).any():
                return float(step)
    return float("nan")


def best_momentum(steep: float, flat: float) -> Momentum:
    """Return momentum with Polyak's rate and factor, the best in the long run for two curvatures.

    >>> best_momentum(4.0, 1.0).momentum.__round__(3)
    0.111
    """
    wide, narrow = np.sqrt(steep), np.sqrt(flat)
    return Momentum(float(4 / (wide + narrow) ** 2), float(((wide - narrow) / (wide + narrow)) ** 2))


def scale_runs(steep: float, start: Array, told: float, conditions: tuple[float, ...] = CONDITIONS) -> Scales:
    """Count the steps of descent, momentum, AdaGrad and Adam in every valley.

    Descent and momentum take what is best in the long run, 2/(L + l) and Polyak's rate and factor; the other two the
    best of all rates that are tried. At the told condition number Adam runs without its memory too.
    """
    starts = ring(start)

    def count(method: AnyOptimizer, condition: float, angle: float = 0.0) -> float:
        valley = Quadratic((steep / condition, steep), angle=angle)
        return steps_near(valley, method, starts, int(PATIENCE * condition) + 60)

    def methods(condition: float) -> dict[str, AnyOptimizer]:
        flat = steep / condition
        return {
            "gradient_descent": GradientDescent(2 / (steep + flat)),
            "momentum": best_momentum(steep, flat),
            "adagrad": AdaGrad(TRIED),
            "adam": Adam(TRIED),
        }

    found = [{name: count(one, each) for name, one in methods(each).items()} for each in conditions]
    turned = {
        name: np.array([count(methods(each)[name], each, QUARTER) for each in conditions])
        for name in ("adagrad", "adam")
    }
    here = conditions.index(told)
    forgetful = Adam(TRIED, beta1=0.0)
    return Scales(
        np.array(conditions),
        {name: np.array([one[name] for one in found]) for name in found[0]},
        turned,
        {name: int(steps) for name, steps in found[here].items()}
        | {"forgetful": int(count(forgetful, told))},
        {name: int(steps[here]) for name, steps in turned.items()}
        | {
            name: int(count(one, told, QUARTER))
            for name, one in (methods(told) | {"forgetful": forgetful}).items()
            if name not in turned
        },
    )


# -- rare inputs ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Rare:
    """Words of which some are rare: how much of each word's error is left, each method at its best rate.

    Attributes
    ----------
    shares
        How often each word occurs, ``(words,)``: like one over its rank.
    left
        By method, the mean squared error of each word's weight as a share of the first, ``(words,)``.
    equal
        The same, where all words are equally frequent.
    reach
        Descent's best rate times the curvature of the commonest word: at 2 that word's weight would run away.
    """

    shares: Array
    left: dict[str, Array]
    equal: dict[str, Array]
    reach: float

    @property
    def mean(self) -> dict[str, float]:
        """What is left on average over all words, by method."""
        return {name: float(one.mean()) for name, one in self.left.items()}

    @property
    def mean_equal(self) -> dict[str, float]:
        """The same, where all words are equally frequent."""
        return {name: float(one.mean()) for name, one in self.equal.items()}


def rare_words(
    words: int, batch: int, updates: int, deviation: float, runs: int, rng: np.random.Generator
) -> Rare:
    """Learn a number for each word from mini-batches, by every method that is compared.

    A sample is one word with its number and some noise. So a word's curvature is the share of samples that have it.
    """
    shares = 1 / np.arange(1, words + 1)
    shares /= shares.sum()
    left, rates = _learned(shares, batch, updates, deviation, runs, rng)
    equal, _ = _learned(np.full(words, 1 / words), batch, updates, deviation, runs, rng)
    return Rare(shares, left, equal, rates["gradient_descent"] * float(shares[0]))


def _learned(
    shares: Array, batch: int, updates: int, deviation: float, runs: int, rng: np.random.Generator
) -> tuple[dict[str, Array], dict[str, float]]:
    words = len(shares)
    counts = rng.multinomial(batch, shares, size=(updates, 1, runs)).astype(float)
    labels = deviation * np.sqrt(counts) * rng.standard_normal((updates, 1, runs, words))
    # The rate is an axis of its own. Descent bears at most 2 over the share of the commonest word.
    limited = np.geomspace(0.01, 1.2, RARE_RATES)[:, None, None] * 2 / shares.max()
    own = np.geomspace(0.03, 1.0, RARE_RATES)[:, None, None]
    tries: dict[str, AnyOptimizer] = {
        "gradient_descent": GradientDescent(limited),
        "momentum": Momentum(limited),
        "adagrad": AdaGrad(own),
        "adam": Adam(own),
    }
    left, rates = {}, {}
    for name, method in tries.items():
        error = np.ones((RARE_RATES, runs, words))
        state = method.init(error)
        with np.errstate(over="ignore", invalid="ignore"):
            for count, label in zip(counts, labels, strict=True):
                gradient = (count * error + label) / batch
                state, step = method.update(state, Evaluation(error, gradient))
                error = error + step
            each = np.nan_to_num((error**2).mean(axis=1), nan=np.inf)
        best = int(each.mean(axis=-1).argmin())
        left[name] = each[best]
        rates[name] = float(np.ravel(method.learning_rate)[best])  # type: ignore[attr-defined]  # as above
    return left, rates
