"""A game on which Adam does not converge: an opponent chooses the slopes, and the point stays in [−1, 1]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib._checks import Range, number, whole
from optimlib._words import counted
from optimlib.run import descend
from optimlib.types import AnyOptimizer, Array, GradientFunction, read_only


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


def reddi_game(optimizer: AnyOptimizer, rounds: int, large: float = 3.0) -> OnlineGame:
    """Play the linear losses C·x, −x, −x, C·x, … on [−1, 1], from 1.

    Over three rounds the slope is C − 2, so that −1 is the best point for C > 2. Adam with a short memory
    divides the rare large gradient by its own size and drifts to +1; AMSGrad remembers it.

    Parameters
    ----------
    optimizer
        Its steps are followed by putting the point back into the interval. In the paper β₁ = 0,
        β₂ = 1/(1 + C²) and the rate falls as 1/√t.
    rounds
        At least 1.
    large
        The slope C of every third round.

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
    S. J. Reddi, S. Kale, S. Kumar, On the Convergence of Adam and Beyond, ICLR 2018, theorem 1.
    """
    # Up to 2, −1 is not the best point.
    rounds, large = whole("rounds", rounds), number("large", large, Range(2.0, above=True))
    slopes = np.where(np.arange(1, rounds + 1) % 3 == 1, large, -1.0)
    opponent: list[GradientFunction] = [_constant(slope) for slope in slopes]
    points = [1.0]
    for x, _, _ in descend(opponent, optimizer, np.array([1.0]), keep_in=(-1.0, 1.0)):
        points.append(float(x[0]))
    x = read_only(points)
    best = np.minimum(np.cumsum(slopes), -np.cumsum(slopes))
    regret = (np.cumsum(slopes * x[:-1]) - best) / np.arange(1, rounds + 1)
    return OnlineGame(x, read_only(slopes), read_only(regret))


def _constant(slope: float) -> GradientFunction:
    gradient = np.array([slope])
    return lambda _: gradient
