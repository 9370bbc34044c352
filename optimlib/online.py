"""A game on which Adam does not converge: an opponent chooses the slopes, and the point stays in [−1, 1]."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimlib._checks import Range, number, whole
from optimlib._plane_path import is_coordinatewise
from optimlib._words import counted
from optimlib.run import descend
from optimlib.types import AnyOptimizer, Array, Evaluation, GradientFunction, read_only

_START = 1.0
_ENDS = (-1.0, 1.0)


@dataclass(frozen=True, eq=False, repr=False)
class OnlineGame:
    """What happened in the game.

    Attributes
    ----------
    x
        The point before each round and after the last, shape `(k + 1,)`.
    gradient
        The slope of each round, shape `(k,)`.
    average_regret
        How much more each round cost on average, up to then, than the best fixed point would have.
    """

    x: Array
    gradient: Array
    average_regret: Array

    def __repr__(self) -> str:
        ends = f"x {self.x[0]:.4g} → {self.x[-1]:.4g}, average regret {self.average_regret[-1]:.4g}"
        return f"{type(self).__name__}({counted(len(self.gradient), 'round')}, {ends})"


def reddi_game(optimizer: AnyOptimizer, rounds: int, large: float = 3.0, period: int = 3) -> OnlineGame:
    """Play the linear losses C·x, −x, −x, C·x, … on [−1, 1], from 1.

    Over three rounds the slope is C − 2, so that −1 is the best point for C > 2. Adam with a short memory
    divides the rare large gradient by its own size and drifts to +1; AMSGrad remembers it. A longer memory
    needs a longer period to be misled.

    Parameters
    ----------
    optimizer
        Its steps are followed by putting the point back into the interval. In the paper β₁ = 0,
        β₂ = 1/(1 + C²) and the rate falls as 1/√t.
    rounds
        At least 1.
    large
        The slope C of the rare rounds, above `period` − 1.
    period
        From one rare round to the next, at least 2.

    Examples
    --------
    >>> from optimlib import optimizers
    >>> falling = lambda t: 1.0 / (t + 1) ** 0.5
    >>> ends = []
    >>> for amsgrad in (False, True):
    ...     adam = optimizers.load("adam", learning_rate=falling, beta1=0.0, beta2=0.1, amsgrad=amsgrad)
    ...     ends.append(round(float(reddi_game(adam, 3000).x[-1]), 1))
    >>> ends
    [1.0, -1.0]

    Notes
    -----
    S. J. Reddi, S. Kale, S. Kumar, On the Convergence of Adam and Beyond, ICLR 2018, theorems 1 and 2.
    """
    rounds, period = whole("rounds", rounds), whole("period", period, 2)
    # Up to that, −1 is not the best point.
    large = number("large", large, Range(period - 1.0, above=True))
    slopes = np.where(np.arange(rounds) % period == 0, large, -1.0)
    x = read_only([_START, *_points(slopes.tolist(), optimizer)])
    best = np.minimum(np.cumsum(slopes), -np.cumsum(slopes))
    regret = (np.cumsum(slopes * x[:-1]) - best) / np.arange(1, rounds + 1)
    return OnlineGame(x, read_only(slopes), read_only(regret))


def _points(slopes: list[float], optimizer: AnyOptimizer) -> list[float]:
    """Play all rounds, in plain floats where the rule takes them: both ways agree to the last digit."""
    if is_coordinatewise(optimizer):
        # What a float cannot say, an array says from the start again.
        with suppress(Exception):
            return list(_in_floats(slopes, optimizer))
    opponent: list[GradientFunction] = [_constant(slope) for slope in slopes]
    return [float(x[0]) for x, _, _ in descend(opponent, optimizer, np.array([_START]), keep_in=_ENDS)]


def _in_floats(slopes: list[float], optimizer: AnyOptimizer) -> Iterator[float]:
    start, (low, high), x = optimizer.init(np.array([_START])), _ENDS, _START
    state: Any = type(start)(*(part.item() if isinstance(part, np.ndarray) else part for part in start))
    update: Any = optimizer.update
    for slope in slopes:
        state, step = update(state, Evaluation(x, slope))  # type: ignore[arg-type]  # a rule that takes floats
        x = min(max(x + step, low), high)
        yield x


def _constant(slope: float) -> GradientFunction:
    gradient = np.array([slope])
    return lambda _: gradient
