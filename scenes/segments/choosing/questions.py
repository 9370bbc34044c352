"""The runs that answer the first three questions: is the gradient exact, are the scales unlike, are inputs rare."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer, Array, Evaluation
from scenes.facts.noisy_valley import floor, mean_losses

NEAR = 0.01
"""A run has arrived when its distance from the minimum is at most this share of the first one."""
CONDITIONS = tuple(float(round(one)) for one in np.geomspace(1, 1000, 19))
"""Condition numbers of the valleys that are tried."""
TRIED = np.geomspace(0.01, 10.0, 241)[:, None]
"""Learning rates that are tried where a method has to be tuned."""
QUARTER = float(np.pi / 4)
"""The turn that mixes both directions most."""
PATIENCE = 3.2
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
    floor
        The mean loss at which a constant rate stays, in closed form.
    """

    exact: Array
    constant: Array
    falling: Array
    run_constant: Array
    run_falling: Array
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
    exact, noisy = (mean_losses(curvatures, start, stays, 0.0, one**2)[:, 0] for one in (0.0, deviation))
    return Noise(
        exact=exact,
        constant=noisy,
        falling=mean_losses(curvatures, start, falls, 0.0, deviation**2)[:, 0],
        run_constant=noisy_loss(curvatures, start, stays[:, 0], drawn),
        run_falling=noisy_loss(curvatures, start, falls[:, 0], drawn),
        floor=floor(curvatures, rate, deviation**2),
    )


# -- unlike scales -------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Scales:
    """How many steps it takes in valleys that are ever narrower, every method at its best rate.

    Attributes
    ----------
    conditions
        The condition numbers, ``(n,)``.
    steps
        By method, the steps to a small share of the first distance, ``(n,)``; nan where none arrives.
    turned
        The same, for the methods with a rate for each coordinate, where the valley lies across both axes.
    """

    conditions: Array
    steps: dict[str, Array]
    turned: dict[str, Array]


def _valley(condition: float, steep: float, angle: float = 0.0) -> Quadratic:
    return Quadratic((steep / condition, steep), angle=angle)


def arrival(walks: Trajectory) -> Array:
    """Return after how many steps each of several runs is near the minimum; nan where it never is."""
    distance = np.linalg.norm(walks.x, axis=-1)
    near = distance <= NEAR * distance[0]
    return np.where(near.any(axis=0), near.argmax(axis=0), np.nan)


def _fewest(valley: Quadratic, method: AnyOptimizer, start: Array, steps: int) -> float:
    count = np.ravel(method.learning_rate).size  # type: ignore[attr-defined]  # every method here has one
    found = arrival(run(valley, method, np.broadcast_to(start, (count, 2)), steps))
    return float(np.nanmin(found)) if np.isfinite(found).any() else float("nan")


def scale_runs(steep: float, start: Array, conditions: tuple[float, ...] = CONDITIONS) -> Scales:
    """Count the steps of descent, momentum, AdaGrad and Adam in every valley.

    Descent and momentum take the rates that are best in the long run, 2/(L + l) and Polyak's; the other two the best
    of all that are tried.
    """
    names = ("gradient_descent", "momentum", "adagrad", "adam")
    steps: dict[str, list[float]] = {name: [] for name in names}
    turned: dict[str, list[float]] = {name: [] for name in ("adagrad", "adam")}
    for condition in conditions:
        flat = steep / condition
        last = int(PATIENCE * condition) + 60
        wide, narrow = np.sqrt(steep), np.sqrt(flat)
        ball = Momentum(
            np.array([[4 / (wide + narrow) ** 2]]), float(((wide - narrow) / (wide + narrow)) ** 2)
        )
        along = _valley(condition, steep)
        for name, method in (
            ("gradient_descent", GradientDescent(np.array([[2 / (steep + flat)]]))),
            ("momentum", ball),
            ("adagrad", AdaGrad(TRIED)),
            ("adam", Adam(TRIED)),
        ):
            # A rate for each coordinate forgets the curvature: a short look is enough along the axes.
            look = min(last, 200) if name in turned else last
            steps[name].append(_fewest(along, method, start, look))
        across = _valley(condition, steep, QUARTER)
        for name, method in (("adagrad", AdaGrad(TRIED[::4])), ("adam", Adam(TRIED[::4]))):
            turned[name].append(_fewest(across, method, start, last))
    return Scales(
        np.array(conditions),
        {name: np.array(one) for name, one in steps.items()},
        {name: np.array(one) for name, one in turned.items()},
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
        For descent and AdaGrad, the mean squared error of each word's weight as a share of the first, ``(words,)``.
    equal
        The same, where all words are equally frequent.
    """

    shares: Array
    left: dict[str, Array]
    equal: dict[str, Array]

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
    """Learn a number for each word from mini-batches, by descent and by AdaGrad.

    A sample is one word with its number and some noise. So a word's curvature is the share of samples that have it.
    """
    shares = 1 / np.arange(1, words + 1)
    shares /= shares.sum()
    left = _learned(shares, batch, updates, deviation, runs, rng)
    return Rare(shares, left, _learned(np.full(words, 1 / words), batch, updates, deviation, runs, rng))


def _learned(
    shares: Array, batch: int, updates: int, deviation: float, runs: int, rng: np.random.Generator
) -> dict[str, Array]:
    words = len(shares)
    counts = rng.multinomial(batch, shares, size=(updates, 1, runs)).astype(float)
    labels = deviation * np.sqrt(counts) * rng.standard_normal((updates, 1, runs, words))
    # The rate is an axis of its own; descent bears at most 2 over the share of the commonest word.
    tries: dict[str, AnyOptimizer] = {
        "gradient_descent": GradientDescent(np.geomspace(0.02, 1, 40)[:, None, None] * 2.4 / shares.max()),
        "adagrad": AdaGrad(np.geomspace(0.05, 3, 40)[:, None, None]),
    }
    found = {}
    for name, method in tries.items():
        error = np.ones((40, runs, words))
        state = method.init(error)
        with np.errstate(over="ignore", invalid="ignore"):
            for count, label in zip(counts, labels, strict=True):
                gradient = (count * error + label) / batch
                state, step = method.update(state, Evaluation(error, gradient))
                error = error + step
            each = np.nan_to_num((error**2).mean(axis=1), nan=np.inf)
        found[name] = each[each.mean(axis=-1).argmin()]
    return found
